"""What differs between the databases: how a connection behaves, and full-text search. One module for each."""

from collections.abc import Mapping

from claimgraph.store.dialects.dialect import Dialect, Hit
from claimgraph.store.dialects.postgresql import PostgreSQL
from claimgraph.store.dialects.sqlite import SQLite

DIALECTS: Mapping[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
"""By the name that SQLAlchemy has for each."""

__all__ = ["DIALECTS", "Dialect", "Hit"]
