"""The connection to the database: a SQLite file in a folder, or a server's URL."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from claimgraph.errors import StoreError
from claimgraph.store.schema import VERSION, meta, metadata
from claimgraph.store.search import CREATE_INDEX

FILE = "claimgraph.sqlite"


def open_engine(location: str | Path) -> tuple[Engine, Path | None]:
    """The engine of the store at `location` and its folder (None for a server); makes what is missing.

    Raises StoreError where the place cannot be used or was written by a newer claimgraph.
    """
    folder = None if "://" in str(location) else Path(location)
    try:
        engine = _sqlite(folder) if folder else create_engine(make_url(str(location)))
        _prepare(engine)
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"the store at {location} cannot be opened: {getattr(error, 'orig', None) or error}") from error
    return engine, folder


def _sqlite(folder: Path) -> Engine:
    folder.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{folder / FILE}", connect_args={"timeout": 30, "check_same_thread": False})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, see _begin
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading a read transaction later could fail after work was done.
    writes = connection.get_execution_options().get("claimgraph_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine) -> None:
    with engine.connect() as connection:
        found = (
            connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
            if inspect(connection).has_table("meta")
            else None
        )
    if found is not None and int(found) > VERSION:
        raise StoreError(f"this store was written by a newer claimgraph (schema {found}, this one knows {VERSION}): upgrade claimgraph")
    if found is None:
        with engine.connect().execution_options(claimgraph_writes=True) as connection, connection.begin():
            _create(connection)


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    if connection.execute(select(meta.c.value).where(meta.c.key == "schema")).first() is None:
        connection.exec_driver_sql(CREATE_INDEX)
        connection.execute(insert(meta), {"key": "schema", "value": str(VERSION)})
