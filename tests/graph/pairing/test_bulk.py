"""Linking all claims in bulk finds what adding the documents one by one finds, and goes on where it was stopped."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from claimgraph.ids import mint_id
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.model import Judgement, Link, LinkKind, LinkStatus, LinkType, Reading, mint_link_id
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


def older(link: Link, **changes: Any) -> Link:
    """A link as rules of another version would have found it."""
    return replace(link, judge=f"{link.judge.partition('@')[0]}@1", **changes)


def found_by_older_rules(store: Store, type_: LinkType) -> Link:
    """A link of two claims of two documents that no rule of today finds."""
    one, *others = store.graph().claims.values()
    other = next(claim for claim in others if claim.document != one.document and claim.text != one.text)
    name = mint_link_id(LinkKind.CONTRADICTS, type_, one.id, other.id)
    return Link(name, LinkKind.CONTRADICTS, type_, one.id, other.id, 0.7, "", "rule:polarity@1")


@pytest.mark.parametrize("stops", [False, True])
def test_what_older_rules_found_is_sought_again_but_for_what_somebody_judged(
    unlinked: Store, monkeypatch: pytest.MonkeyPatch, stops: bool
) -> None:
    if stops:
        monkeypatch.setattr(bulk, "BATCH", 1)
    own = links(unlinked)
    with monkeypatch.context() as patch:
        patch.setattr(unlinked, "add_links", lambda found, **_: expected.update({link.id: link for link in found}))
        expected: dict[str, Link] = {}
        list(link_all(unlinked, actor="test"))
    same, other, judged, *_ = expected.values()
    wrong, kept = (found_by_older_rules(unlinked, type_) for type_ in (LinkType.PLACE, LinkType.TIME))
    was = [older(same), older(other, score=0.61), older(judged, score=0.61), wrong, kept]
    unlinked.add_links(was, actor="test", target="older")
    for link in (judged, kept):
        verdict = Judgement(mint_id("judgement", link.id), link.id, "confirmed", "person:ana", "2026-01-01T00:00:00+00:00")
        unlinked.judge(verdict, actor="ana")
    while len(list(islice(link_all(unlinked, actor="test"), 2 if stops else None))) > 1:
        pass
    touched = {item.id: replace(item, status=LinkStatus.CONFIRMED) for item in (older(judged, score=0.61), kept)}
    assert links(unlinked) == {**own, **expected, same.id: older(same), **touched}
    assert unlinked.verify().broken is None
    assert not unlinked.check()
    seq = unlinked.seq()
    list(link_all(unlinked, actor="test", anew=True))
    assert unlinked.seq() == seq


def test_a_link_that_rules_withdrew_comes_back_where_they_find_it_again(unlinked: Store) -> None:
    list(link_all(unlinked, actor="test"))
    expected = links(unlinked)
    gone = [link.id for link in expected.values() if link.judge.startswith("rule:")]
    unlinked.add_links((), actor="test", target="older", gone=gone)
    assert not links(unlinked).keys() & set(gone)
    list(link_all(unlinked, actor="test", anew=True))
    assert links(unlinked) == expected


def test_rules_of_another_version_compare_anew_and_what_a_model_did_is_kept_beside(
    unlinked: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(link_all(unlinked, actor="test"))
    unlinked.add_links((), actor="test", target="model", reached=("model:small@1 pairs@1", 5))
    assert len(list(link_all(unlinked, actor="test"))) == 1
    monkeypatch.setattr(bulk, "LINKER", "pairs@3 rules@other")
    assert len(list(link_all(unlinked, actor="test"))) > 1
    assert unlinked.blocks.reached("model:small@1 pairs@1") == 5


def test_the_command_line_links_and_tells_what_it_did(unlinked: Store) -> None:
    asked = ["--store", unlinked.location]
    said = CliRunner().invoke(app, ["link", *asked, "--json"])
    assert said.exit_code == 0, said.output
    report = json.loads(said.stdout)
    assert report["links"] > 0
    assert report["over_full_blocks"] == 0
    assert "0 links" in CliRunner().invoke(app, ["link", "--all", *asked]).stdout
