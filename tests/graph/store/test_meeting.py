"""Rows of tables and sentences of texts find each other in the record, whichever came first, and in bulk as one by one."""

import io
from itertools import permutations

import pytest

from claimgraph.exchange.tables import Reject, read_table
from claimgraph.ingest.bulk import Origin, import_table
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.link.candidates import MEET
from claimgraph.link.version import judge_of
from claimgraph.model import Link, Reading
from claimgraph.pairing import bulk
from claimgraph.pairing.bulk import link_all
from claimgraph.store import Store
from databases import Locations

HEADER = "source,entity,attribute,value,unit,time\n"
DEATHS = "Rescue service,Karsk Bridge,deaths,12,people,2024-05-03\n"
ARRESTS = "Police,Orsk Stadium,arrests,40,people,2024-05-03\nFans,Orsk Stadium,arrested,60,people,2024-05-03\n"
TEXT = "Nine people died at Karsk Bridge on 3 May 2024. On 3 May 2024 police arrested 40 people at Orsk Stadium. Grain prices rose."
ORIGIN = Origin("a.csv", "text/csv", "test")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_text(TEXT, name="a.txt")


def brought(store: Store, table: str) -> None:
    rejects: list[Reject] = []
    list(import_table(store, read_table(io.BytesIO((HEADER + table).encode()), name="a.csv"), ORIGIN, rejects.append))
    assert rejects == []


def comes(store: Store, item: str | Reading) -> None:
    """Let a table or a text come in."""
    if isinstance(item, str):
        brought(store, item)
    else:
        add_reading(store, item, actor="test")


def found(store: Store) -> dict[str, Link]:
    """The links of rows and sentences."""
    return {link.id: link for link in store.graph().links.values() if link.judge == judge_of("row-sentence")}


def test_in_whatever_order_they_come_and_in_bulk_the_same_is_found(store: Store, locations: Locations, reading: Reading) -> None:
    brought(store, DEATHS)
    add_reading(store, reading, actor="test")
    brought(store, ARRESTS)
    links = found(store)
    assert sorted(str(link.type) for link in links.values()) == ["quantity", "quantity", "restates"]
    assert (store.check(), store.verify().broken) == ([], None)
    things: tuple[str | Reading, ...] = (DEATHS, ARRESTS, reading)
    for order in permutations(things):
        with locations() as place, Store.open(place) as other:
            for item in order:
                comes(other, item)
            assert found(other) == links
    with locations() as place, Store.open(place) as other:
        brought(other, DEATHS)
        other.add(reading, actor="test")  # compared with nothing yet
        brought(other, ARRESTS)
        list(link_all(other, actor="test"))
        assert found(other) == links


def test_in_bulk_rows_are_held_against_no_reports_as_when_they_come(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(bulk, "reports_named", lambda *given: asked.append(given))
    brought(store, DEATHS)
    brought(store, ARRESTS)
    links = dict(store.graph().links)
    list(link_all(store, actor="test"))
    assert (store.graph().links, asked) == (links, [])


def test_within_a_collection_they_meet_what_it_shows_alone(store: Store, reading: Reading) -> None:
    brought(store, DEATHS)
    add_reading(store, reading, actor="test", collection="Case 7")
    assert len(found(store)) == 1
    inside = store.within("Case 7")
    assert found(inside) == {}
    brought(inside, ARRESTS)
    assert len(found(inside)) == 2
    assert len(found(store)) == 3


def test_a_row_among_thousands_is_found_and_no_more_than_sixty_are_compared(store: Store, reading: Reading) -> None:
    brought(store, "".join(f"Source {n},Karsk Bridge,deaths,{n % 100 + 20},people,2024-05-{n % 28 + 1:02}\n" for n in range(300)))
    brought(store, "".join(f"Source {n},Karsk Bridge,deaths,{n % 100 + 20},people,2024-05-03\n" for n in range(300, 400)))
    added = add_reading(store, reading, actor="test")
    assert len(found(store)) == MEET.reach
    assert added.cut >= 1
