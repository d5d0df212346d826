"""A store that was never compared keeps nobody waiting: what comes in is compared when all before it is."""

from collections.abc import Iterator
from contextlib import ExitStack
from unittest.mock import patch

import pytest

from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.ingest.waiting import Comparing, compare_waiting
from claimgraph.model import Link, Reading
from claimgraph.pairing import following, waiting
from claimgraph.store import Store
from databases import Locations

TEXTS = (
    "Rebels captured the harbour of Orsk on Monday. The mayor of Orsk closed the schools.",
    "The rebels lost the harbour of Orsk. Exports of grain rose.",
    "The mayor of Orsk opened the schools. The rebels captured the harbour of Orsk.",
    "Exports of grain fell. The harbour of Orsk was never captured by the rebels.",
    "The mayor of Orsk closed the schools. Exports of grain did not rise.",
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read_text(text, name=f"{number}.txt") for number, text in enumerate(TEXTS)]


@pytest.fixture
def stores(locations: Locations) -> Iterator[list[Store]]:
    with ExitStack() as stack:
        yield [stack.enter_context(Store.open(stack.enter_context(locations()))) for _ in range(2)]


def links_of(store: Store) -> dict[str, Link]:
    return dict(store.graph().links)


def filled(store: Store, readings: list[Reading]) -> None:
    """A store whose first documents came as an import does, and were never compared."""
    for reading in readings:
        store.add(reading, actor="test")


@pytest.mark.parametrize("collection", [None, "case"])
def test_what_waited_is_linked_as_if_it_had_not(stores: list[Store], readings: list[Reading], collection: str | None) -> None:
    never, compared = stores
    filled(never, readings[:2])
    filled(compared, readings[:2])
    following.follow(compared)
    with patch.object(following, "MOST", 1):
        for reading in readings[2:]:
            assert add_reading(never, reading, actor="test", collection=collection).waiting
    found = [add_reading(compared, reading, actor="test", collection=collection) for reading in readings[2:]]
    assert not any(added.waiting for added in found)
    assert waiting(never) == (3, 5)
    compare_waiting(never)
    assert waiting(never) is None
    assert links_of(never) == links_of(compared)
    assert len(links_of(never)) > sum(len(reading.links) for reading in readings)
    assert not add_reading(never, read_text("Exports of grain rose again."), actor="test").waiting


def test_whoever_is_stopped_in_the_middle_goes_on_there(stores: list[Store], readings: list[Reading]) -> None:
    store, whole = stores
    for one in (store, whole):
        filled(one, readings[:2])
        with patch.object(following, "MOST", 1):
            for reading in readings[2:]:
                add_reading(one, reading, actor="test")
    compare_waiting(whole)
    left = waiting(store)
    while left is not None:
        steps = iter((False, False, True))
        compare_waiting(store, lambda steps=steps: next(steps, True))  # type: ignore[misc]
        later = waiting(store)
        assert later is None or later >= left
        left = later
    assert links_of(store) == links_of(whole)


def test_what_waits_is_compared_beside(stores: list[Store], readings: list[Reading]) -> None:
    store, _ = stores
    filled(store, readings[:2])
    with patch.object(following, "MOST", 1):
        add_reading(store, readings[2], actor="test")
    comparing = Comparing(store)
    comparing.start()
    assert comparing._thread is not None
    comparing._thread.join(30)
    assert waiting(store) is None
    comparing.close()
