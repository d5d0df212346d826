"""Every test of a store runs over SQLite and over a real PostgreSQL server."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from claimgraph.store import Store
from claimgraph.store.engine import FILE
from databases import Locations, database, folder, postgresql_server


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """The address of a PostgreSQL server, started once."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def locations(request: pytest.FixtureRequest) -> Locations:
    if request.param == "sqlite":
        return folder
    server = request.getfixturevalue("server")
    return lambda: database(server)


@pytest.fixture
def location(locations: Locations) -> Iterator[str]:
    """The address of an empty store."""
    with locations() as place:
        yield place


@pytest.fixture
def tamper(location: str) -> Callable[[str], int]:
    """Runs a statement behind the store's back; how many rows it changed."""
    engine = create_engine(location.replace("postgresql", "postgresql+psycopg") if "://" in location else f"sqlite:///{location}/{FILE}")

    def change(statement: str) -> int:
        with engine.begin() as connection:
            changed = connection.exec_driver_sql(statement).rowcount
        engine.dispose()
        return changed

    return change


@pytest.fixture
def store(location: str) -> Iterator[Store]:
    with Store.open(location) as opened:
        yield opened
