"""Whichever way reports come in, one by one or all before they are compared, the record has the same links."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import claimgraph.link.events.reports
import claimgraph.pairing.reports
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.ingest.waiting import compare_waiting
from claimgraph.model import Link, LinkStatus, LinkType, Reading, mint_link_id
from claimgraph.pairing import bulk, following
from claimgraph.pairing.bulk import Paired, link_all
from claimgraph.store import Store

REPORTS = (
    "Flames in Lervik\nLERVIK, May 9 (Coast Wire)\n\n"
    "A depot of Halvor Freight in Lervik burned down on Thursday night. At least 11 people were killed.",
    "Halvor Freight on the fire\n11 May 2025\n\n"
    "All of us at Halvor Freight grieve. Nothing is left of the depot. The number of victims in Lervik is six.",
    "Brigade on Lervik\n10 May 2025\n\n"
    "The depot of Halvor Freight in Lervik burned down on Thursday night. Nobody was killed, said Lervik fire chief Runa Vik.",
    "Tolven lock bursts\n3 June 2025\n\nThe lock at Tolven burst on Monday. The leak was 90 litres, keeper Odd Brenna said.",
    "Tolven after the leak\n4 June 2025\n\nThe lock at Tolven burst on 2 June. Odd Brenna has left. The agency put the leak at 700 litres.",
)
"""Of two events; of the first two no claim shares a block with one of the other."""
DOINGS = "slept sang fished painted waited smoked limped".split()
NOISE = tuple(f"Notes\n{day} June 2025\n\nOld Odd Brenna {doing} in Tolven." for day, doing in enumerate(DOINGS, 10))
"""What makes the names of the second event common ones."""
COMMON = 6


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read_text(text, name=f"{place}.txt") for place, text in enumerate(REPORTS)]


@pytest.fixture(scope="module")
def noise() -> list[Reading]:
    return [read_text(text, name=f"noise-{place}.txt") for place, text in enumerate(NOISE)]


@pytest.fixture(autouse=True)
def few_are_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is common that few documents hold, so that few do."""
    for module in (claimgraph.link.events.reports, claimgraph.pairing.reports):
        monkeypatch.setattr(module, "COMMON", COMMON)


def links_of(store: Store) -> dict[str, Link]:
    return dict(store.graph().links)


Case = Sequence[tuple[int, str | None]]
"""Which reports come, in order, and into which collection."""
CASES = st.permutations(range(len(REPORTS))).flatmap(
    lambda order: st.lists(st.sampled_from([None, "case"]), min_size=2, max_size=len(order)).map(
        lambda into: list(zip(order, into, strict=False))
    )
)


@given(CASES)
@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@example([(0, None), (1, None)])
@example([(0, "case"), (3, "case"), (1, None), (4, "case")])
def test_one_by_one_in_bulk_and_in_bulk_with_stops_the_same_is_found(readings: list[Reading], noise: list[Reading], case: Case) -> None:
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        expected = one_by_one(Path(place) / "one", readings, noise, case)
        with unlinked(Path(place) / "bulk", readings, noise, case) as store:
            list(link_all(store, actor="test"))
            assert links_of(store) == expected
            list(link_all(store, actor="test", anew=True))
            assert links_of(store) == expected
        patch.setattr(bulk, "BATCH", 1)
        with unlinked(Path(place) / "stopped", readings, noise, case) as store:
            while len(list(islice(link_all(store, actor="test"), 2))) == 2:
                pass  # what was paired, one batch, and stopped
            assert links_of(store) == expected


def test_reports_whose_claims_make_no_pair_are_held_against_each_other(tmp_path: Path, readings: list[Reading]) -> None:
    with unlinked(tmp_path, readings, [], [(0, None), (1, None)]) as store:
        paired, *_ = link_all(store, actor="test")
        assert isinstance(paired, Paired)
        assert paired.count == 0
        assert [link.judge.partition("@")[0] for link in links_of(store).values()] == ["rule:one-event"]


def test_what_was_dismissed_as_of_another_type_is_not_proposed_again(tmp_path: Path, readings: list[Reading]) -> None:
    case: Case = [(number, None) for number in range(len(readings))]
    with unlinked(tmp_path / "all", readings, [], case) as store:
        list(link_all(store, actor="test"))
        found = [link for link in links_of(store).values() if link.judge.startswith("rule:one-event")]
    with unlinked(tmp_path / "dismissed", readings, [], case) as store:
        store.add_links([dismissed(link) for link in found], actor="ana", target="all")
        list(link_all(store, actor="test", anew=True))
        now = links_of(store).values()
        assert len({frozenset((link.from_, link.to)) for link in now}) == len(now)
        assert len(found) > 1


def test_in_a_collection_is_found_what_is_found_there_alone_also_of_what_waited(
    tmp_path: Path, readings: list[Reading], noise: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    case: Case = [(3, "case"), (4, "case")]
    expected = one_by_one(tmp_path / "one", readings, noise, case)
    assert [link.judge.partition("@")[0] for link in expected.values()] == ["rule:one-event"]
    monkeypatch.setattr(following, "MOST", 1)
    with unlinked(tmp_path / "waiting", readings, noise, []) as store:
        for number, collection in case:
            assert add_reading(store, readings[number], actor="test", collection=collection).waiting
        compare_waiting(store)
        assert links_of(store) == expected


def one_by_one(folder: Path, readings: list[Reading], noise: list[Reading], case: Case) -> dict[str, Link]:
    """The links after reports came one by one, behind noise, each compared with what was there."""
    with Store.open(folder) as store:
        store.add_many(noise, actor="test", target="noise")
        for number, collection in case:
            add_reading(store, readings[number], actor="test", collection=collection)
        return links_of(store)


def dismissed(link: Link) -> Link:
    """What a person said, of another type, of the two ends of a link, and dismissed."""
    name = mint_link_id(link.kind, LinkType.STATES, link.from_, link.to)
    return replace(link, id=name, type=LinkType.STATES, judge="person:ana", status=LinkStatus.DISMISSED)


def unlinked(folder: Path, readings: list[Reading], noise: list[Reading], case: Case) -> Store:
    """A store into which reports came, behind noise, and were never compared."""
    store = Store.open(folder)
    if noise:
        store.add_many(noise, actor="test", target="noise")
    for number, collection in case:
        store.add(readings[number], actor="test", collection=collection)
    return store
