from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import URL

import claimgraph_api  # noqa: F401 - before NumPy is loaded, so that it multiplies on one thread here as in a server
from claimgraph.processes import nursery
from databases import Locations, database, folder, postgresql_server

settings.register_profile("unclocked", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unclocked")  # an example may take long, as the machine is busy


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Three workers for two processors: tests wait a third of their time, for processes, disks, browsers and what is to take long."""
    return (yield) * 3 // 2


@pytest.fixture(scope="session", autouse=True)
def _nursed() -> Iterator[None]:
    """Processes beside this one load what they need once; see test_processes for those that start anew."""
    with nursery():
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """The address of a PostgreSQL server, started once."""
    with postgresql_server() as url:
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def locations(request: pytest.FixtureRequest) -> Locations:
    """What makes empty stores, of each sort."""
    if request.param == "sqlite":
        return folder
    server = request.getfixturevalue("server")
    return lambda: database(server)
