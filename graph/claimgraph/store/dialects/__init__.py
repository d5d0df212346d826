"""What differs between the databases: how a connection behaves, and full-text search. One module for each."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from claimgraph.store.dialects.dialect import Dialect, Hit
from claimgraph.store.dialects.postgresql import PostgreSQL
from claimgraph.store.dialects.sqlite import SQLite

DIALECTS: Mapping[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
"""By the name that SQLAlchemy has for each."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows, all of the same columns, if there are any."""
    if rows:
        DIALECTS[connection.dialect.name].insert(connection, table, rows)


__all__ = ["DIALECTS", "Dialect", "Hit", "insert_rows"]
