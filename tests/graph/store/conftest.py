"""Every test of a store runs over SQLite and over a real PostgreSQL server: see `locations` in tests/conftest.py."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine

from claimgraph.store import Store
from claimgraph.store.engine import FILE
from databases import Locations


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
    """An empty store."""
    with Store.open(location) as opened:
        yield opened
