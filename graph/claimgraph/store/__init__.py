"""The record on SQLite or PostgreSQL: everything goes through here, in one transaction with its journal entry."""

from claimgraph.store.adding import Added, Batch
from claimgraph.store.amending import version_of
from claimgraph.store.backup import Backup, restore_backup
from claimgraph.store.checking import Problem
from claimgraph.store.collecting import Collection, check_name
from claimgraph.store.dialects import Hit
from claimgraph.store.evidence import Evidence
from claimgraph.store.facets import Bucket
from claimgraph.store.history import Entry, Version
from claimgraph.store.journal import Change
from claimgraph.store.keys import Key
from claimgraph.store.listing import FILTERS, Page
from claimgraph.store.moment import AsOf
from claimgraph.store.narrowing import SEARCH_FILTERS
from claimgraph.store.reading import Delta
from claimgraph.store.reads import Reads, Resting, derives, noted
from claimgraph.store.search import COUNTED, MOST, Found
from claimgraph.store.store import Store
from claimgraph.store.trusting import KeptProfile
from claimgraph.store.verifying import Verification

__all__ = [
    "COUNTED",
    "FILTERS",
    "MOST",
    "SEARCH_FILTERS",
    "Added",
    "AsOf",
    "Backup",
    "Batch",
    "Bucket",
    "Change",
    "Collection",
    "Delta",
    "Entry",
    "Evidence",
    "Found",
    "Hit",
    "KeptProfile",
    "Key",
    "Page",
    "Problem",
    "Reads",
    "Resting",
    "Store",
    "Verification",
    "Version",
    "check_name",
    "derives",
    "noted",
    "restore_backup",
    "version_of",
]
