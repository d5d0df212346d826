"""Linking all claims in bulk finds what adding the documents one by one finds, and goes on where it was stopped."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.model import Link, Reading
from claimgraph.pairing import bulk
from claimgraph.pairing.bulk import Paired, Progress, link_all
from claimgraph.store import Store
from claimgraph_api.cli import app

TEXTS = (
    "Rebels captured the harbour of Orsk on Monday. The mayor of Orsk closed the schools.",
    "The rebels lost the harbour of Orsk. Exports of grain rose.",
    "The mayor of Orsk opened the schools. The rebels captured the harbour of Orsk.",
    "Exports of grain fell. The harbour of Orsk was never captured by the rebels.",
    "The rebels never captured the harbour of Orsk.",
    "The mayor of Orsk did not open the schools.",
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read_text(text, name=f"{number}.txt") for number, text in enumerate(TEXTS)]


@pytest.fixture
def unlinked(tmp_path: Path, readings: list[Reading]) -> Iterator[Store]:
    """A store whose documents were never compared with each other."""
    with Store.open(tmp_path / "bulk") as store:
        for reading in readings:
            store.add(reading, actor="test")
        yield store


def links(store: Store) -> dict[str, Link]:
    return dict(store.graph().links)


def test_linking_in_bulk_finds_what_adding_one_by_one_finds(tmp_path: Path, unlinked: Store, readings: list[Reading]) -> None:
    with Store.open(tmp_path / "one") as store:
        for reading in readings:
            add_reading(store, reading, actor="test")
        expected = links(store)
    paired, *steps = link_all(unlinked, actor="test")
    assert isinstance(paired, Paired)
    assert isinstance(steps[-1], Progress)
    assert steps[-1].pairs == steps[-1].of == paired.count
    assert links(unlinked).keys() == expected.keys()
    assert steps[-1].links
    assert unlinked.verify().broken is None


def test_stopped_on_the_way_it_goes_on_and_again_it_does_nothing(unlinked: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 1)
    steps = link_all(unlinked, actor="test")
    first = next(steps), next(steps), next(steps)
    del steps
    rest = [step for step in link_all(unlinked, actor="test") if isinstance(step, Progress)]
    assert isinstance(first[2], Progress)
    assert rest[-1].of == first[2].of - first[2].pairs
    found = links(unlinked)
    assert [step for step in link_all(unlinked, actor="test") if isinstance(step, Progress)] == []
    again = [step for step in link_all(unlinked, actor="test", anew=True) if isinstance(step, Progress)]
    assert (again[-1].of, again[-1].links, links(unlinked)) == (first[2].of, 0, found)


def test_a_link_that_was_retracted_does_not_come_back(unlinked: Store) -> None:
    list(link_all(unlinked, actor="test"))
    gone = next(link for link in links(unlinked).values() if link.judge.startswith("rule:"))
    unlinked.retract(gone.id, actor="test")
    list(link_all(unlinked, actor="test", anew=True))
    assert gone.id not in links(unlinked)


def test_the_command_line_links_and_tells_what_it_did(unlinked: Store) -> None:
    asked = ["--store", unlinked.location]
    said = CliRunner().invoke(app, ["link", *asked, "--json"])
    assert said.exit_code == 0, said.output
    report = json.loads(said.stdout)
    assert report["links"] > 0
    assert report["over_full_blocks"] == 0
    assert "0 links" in CliRunner().invoke(app, ["link", "--all", *asked]).stdout
