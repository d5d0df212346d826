"""What other reports of the same event say, laid beside the statements of a document, and the links that people make of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.ingest.relating import relate
from claimgraph.model import LinkKind, LinkStatus, LinkType
from claimgraph.pairing.beside import Reports, reports_beside
from claimgraph.store import Store
from claimgraph_api.answers.judging import verdict_of_person

WIRE = """Grain silo explodes at Varmouth docks
VARMOUTH, June 3 (Coastal Wire)

A grain silo of Ludlow Mills exploded at the docks of Varmouth on Monday. The blast broke windows half a mile away.
Foreman Piet Hale said that nobody had checked the dust filters since Christmas. Gulls were back on the roofs by noon.
"""
FIRM = """Ludlow Mills on the incident at Varmouth
5 June 2025

We regret the incident at our Varmouth site. The dust filters were inspected every month.
Shipments of barley go on from our other harbour. Ludlow Mills thanks the crews.
"""
ELSEWHERE = """Varmouth library reopens
Varmouth Echo, 2 November 2025

The library of Varmouth reopened on Monday. Ludlow Mills paid for the roof. The dust filters of the heating were replaced.
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        for text in (WIRE, FIRM, ELSEWHERE):
            add_reading(opened, read_text(text), actor="tester")
        yield opened


def document(store: Store, title: str) -> str:
    return next(item.id for item in store.graph().documents.values() if title in (item.title or ""))


def near(found: Reports, words: str) -> list[str]:
    texts = {item.id: item.text for item in found.graph.claims.values()}
    return [texts[other.claim] for item in found.statements if words in texts[item.claim] for other in item.near]


def claim(store: Store, words: str) -> str:
    return next(item.id for item in store.graph().claims.values() if words in item.text)


def test_reports_of_one_event_are_laid_beside_each_other_and_what_came_months_later_is_not(store: Store) -> None:
    wire, firm = (document(store, words) for words in ("silo explodes", "Ludlow Mills on"))
    found = reports_beside(store, firm)
    assert list(found.others) == [wire]
    assert "checked the dust filters" in near(found, "inspected every month")[0]
    assert list(reports_beside(store, wire).others) == [firm]
    assert reports_beside(store, document(store, "library")).statements[0].near == ()


def test_each_claim_stands_once_in_the_order_of_its_text_with_at_most_so_many_beside_it(store: Store) -> None:
    found = reports_beside(store, document(store, "silo explodes"), each=2, least=0.0)
    claims = [item.claim for item in found.statements]
    assert len(claims) == len(set(claims))
    assert {len(item.near) for item in found.statements} == {2}
    assert all(a.likelihood >= b.likelihood for item in found.statements for a, b in [item.near])
    assert all({item.claim, *(other.claim for other in item.near)} <= found.graph.claims.keys() for item in found.statements)


def test_a_view_lays_beside_what_it_held_then_and_what_its_collection_holds(store: Store) -> None:
    wire = document(store, "silo explodes")
    assert reports_beside(store.at(1), wire).others == {}
    store.collect("docks", [wire], actor="tester")
    assert reports_beside(store.within("docks"), wire).others == {}
    with pytest.raises(NotFoundError, match="is no document"):
        reports_beside(store.within("docks"), document(store, "Ludlow Mills on"))


def test_a_person_sets_two_claims_against_each_other(store: Store) -> None:
    one, other = claim(store, "checked the dust filters"), claim(store, "inspected every month")
    made, seq = relate(store, one, other, type_="states", note="monthly, or not since Christmas", person="person:local")
    assert (made.kind, made.type, made.status, made.rationale) == (
        LinkKind.CONTRADICTS,
        LinkType.STATES,
        LinkStatus.CONFIRMED,
        "monthly, or not since Christmas",
    )
    assert store.seq() == seq
    assert store.get(made.id) == made
    beside = reports_beside(store, document(store, "Ludlow Mills on"))
    filters = next(item for item in beside.statements if item.claim == claim(store, "inspected every month"))
    assert filters.near[0].link == made.id
    with pytest.raises(ConflictError, match="joins the two already"):
        relate(store, other, one, type_="states", note="", person="person:local")
    store.retract(made.id, actor="tester")
    with pytest.raises(ConflictError, match="unretract"):
        relate(store, one, other, type_="states", note="", person="person:local")


def test_what_people_call_the_same_lies_beside_no_more(store: Store) -> None:
    one, other = claim(store, "checked the dust filters"), claim(store, "inspected every month")
    store.judge(verdict_of_person(one, "same", other=other), actor="tester")
    assert not any(
        "checked the dust filters" in words for words in near(reports_beside(store, document(store, "Ludlow Mills on")), "every month")
    )


@pytest.mark.parametrize(
    ("words", "type_", "message"),
    [
        ("inspected every month", "quarrel", "no type of link"),
        ("inspected every month", "restates", "no type of link"),
        ("checked", "time", "itself"),
    ],
)
def test_what_is_no_link_between_two_claims_is_refused(store: Store, words: str, type_: str, message: str) -> None:
    before = store.seq()
    with pytest.raises(InputError, match=message):
        relate(store, claim(store, "checked the dust"), claim(store, words), type_=type_, note="", person="person:local")
    with pytest.raises(InputError, match="is no claim"):
        relate(store, claim(store, "checked the dust"), document(store, "library"), type_="time", note="", person="person:local")
    assert store.seq() == before
