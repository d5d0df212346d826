from collections.abc import Iterator

import pytest

from claimgraph.processes import nursery


@pytest.fixture(scope="session", autouse=True)
def _nursed() -> Iterator[None]:
    """Processes beside this one load what they need once; see test_processes for those that start anew."""
    with nursery():
        yield
