"""The record on SQLite or PostgreSQL: everything goes through here, in one transaction with its journal entry."""

from claimgraph.store.backup import Backup, restore_backup
from claimgraph.store.checking import Problem
from claimgraph.store.dialects import Hit
from claimgraph.store.history import Entry, Version
from claimgraph.store.journal import Change, Verification
from claimgraph.store.keys import Key
from claimgraph.store.moment import AsOf
from claimgraph.store.reading import FILTERS, Delta, Page
from claimgraph.store.store import Store, version_of
from claimgraph.store.writing import Added, Batch

__all__ = [
    "FILTERS",
    "Added",
    "AsOf",
    "Backup",
    "Batch",
    "Change",
    "Delta",
    "Entry",
    "Hit",
    "Key",
    "Page",
    "Problem",
    "Store",
    "Verification",
    "Version",
    "restore_backup",
    "version_of",
]
