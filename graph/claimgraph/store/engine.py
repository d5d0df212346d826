"""The connection to the database: a SQLite file in a folder, or a server's URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_mock_engine, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.exc import ArgumentError, IntegrityError, ProgrammingError, SQLAlchemyError

from claimgraph.errors import StoreError
from claimgraph.store import search
from claimgraph.store.dialects import DIALECTS
from claimgraph.store.schema import VERSION, meta, metadata

FILE = "claimgraph.sqlite"


def open_engine(location: str | Path) -> tuple[Engine, Path | None]:
    """The engine of the store at `location` and its folder (None for a server); makes what is missing.

    Raises StoreError where the place cannot be used or was written by a newer claimgraph.
    """
    folder = None if "://" in str(location) else Path(location)
    url = URL.create("sqlite", database=str(folder / FILE)) if folder else _server(str(location))
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        engine = DIALECTS[url.get_backend_name()].engine(url)
        with _closed_on_failure(engine):
            _prepare(engine)
    except (OSError, SQLAlchemyError, sqlite3.Error) as error:
        raise StoreError(f"the store at {folder or url} cannot be opened: {getattr(error, 'orig', None) or error}") from error
    except ModuleNotFoundError as error:
        raise StoreError(f"{url.get_backend_name()} needs {error.name}: install claimgraph[postgres]") from error
    return engine, folder


def _server(location: str) -> URL:
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise StoreError("the address of the store is no database URL: postgresql://user:password@host/database") from error
    if url.get_backend_name() != "postgresql":
        raise StoreError(f"a store is a folder or postgresql://…, not {url.get_backend_name()}://")
    return url


@contextmanager
def _closed_on_failure(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _prepare(engine: Engine) -> None:
    with engine.connect() as connection:
        found = _version(connection)
    if found is None:
        try:
            _create(engine)
        except (IntegrityError, ProgrammingError):  # another process was quicker: what it made is looked at instead
            with engine.connect() as connection:
                found = _version(connection)
            if found is None:
                raise
    if found is not None and found > VERSION:
        raise StoreError(f"this store was written by a newer claimgraph (schema {found}, this one knows {VERSION}): upgrade claimgraph")
    if found is not None and found < VERSION:
        from claimgraph.store.migrating import migrate  # what a store of today never needs

        migrate(engine)


def _version(connection: Connection) -> int | None:
    """The version of the store's schema, None where there is no store yet."""
    if not inspect(connection).has_table("meta"):
        return None
    found = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
    return None if found is None else int(found)


def _create(engine: Engine) -> None:
    """Make the tables, all or none."""
    options = {"claimgraph_writes": True} if engine.dialect.name == "sqlite" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if _version(connection) is None:
            for statement in _tables(engine.url.drivername):
                connection.exec_driver_sql(statement)
            search.create_index(connection)
            connection.execute(insert(meta), {"key": "schema", "value": str(VERSION)})


@cache
def _tables(driver: str) -> list[str]:
    """The statements that make the tables, in the words of a driver: to word them takes as long as to run them."""
    made: list[str] = []
    engine: MockConnection = create_mock_engine(
        f"{driver}://", lambda statement, *_: made.append(str(statement.compile(dialect=engine.dialect)))
    )
    metadata.create_all(engine, checkfirst=False)
    return made
