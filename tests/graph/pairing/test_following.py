"""Blocks are kept up by following the journal, and what a new document is compared with is found through them."""

import io
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from claimgraph.errors import ConflictError
from claimgraph.exchange.tables import read_table
from claimgraph.ingest.bulk import Origin, import_table
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.link.blocks import blocks_of, naming_in
from claimgraph.link.candidates import Blocks, Limits
from claimgraph.link.pairs.packing import maker
from claimgraph.model import Graph, Reading
from claimgraph.pairing import follow, nearby
from claimgraph.pairing.following import MAKER, _next
from claimgraph.store import Store
from claimgraph.store.blocks import Step, all_blocks, all_claims, block_profile, followed, profiles_of
from claimgraph.store.schema import claim
from databases import Locations

TEXTS = (
    "Rebels captured the harbour of Orsk on Monday. The mayor of Orsk closed the schools.",
    "The rebels lost the harbour of Orsk. Exports of grain rose.",
    "The mayor of Orsk opened the schools. The rebels captured the harbour of Orsk.",
    "Exports of grain fell. The harbour of Orsk was never captured by the rebels.",
    "The rebels captured the harbour of Orsk. The rebels hold the harbour of Orsk.",
)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [read_text(text, name=f"{number}.txt") for number, text in enumerate(TEXTS)]


@pytest.fixture
def store(locations: Locations) -> Iterator[Store]:
    with locations() as place, Store.open(place) as opened:
        yield opened


def standing(store: Store) -> tuple[set[tuple[int, int]], set[tuple[int, str]]]:
    """The rows of the blocks of living claims, and these claims."""
    with store.moment() as moment:
        claims = set(all_claims(moment.connection))
        alive = {number for number, _ in claims}
        return {row for row in all_blocks(moment.connection) if row[1] in alive}, claims


def profiled(store: Store, *readings: Reading) -> set[str]:
    """The claims of these readings of which the profiles are kept."""
    with store.moment() as moment:
        return set(profiles_of(moment, [item.id for reading in readings for item in reading.claims], maker()))


def bring(store: Store, first: int, last: int) -> None:
    """Import rows of a table: what they say of five harbours, in three documents of each name; their place is kept as they come."""
    rows = (
        f"Source {n % 3} Press,The  Harbour of Orsk {n % 5},killed,{n},people,https://example.org/{n % 3}\n" for n in range(first, last)
    )
    table = io.BytesIO(("source,entity,attribute,value,unit,url\n" + "".join(rows)).encode())
    list(import_table(store, read_table(table, name="a.csv"), Origin("a.csv", "text/csv", "test"), lambda _: None))


def test_following_step_by_step_keeps_what_following_at_once_makes(store: Store, readings: list[Reading]) -> None:
    bring(store, 1, 40)
    for reading in readings:
        add_reading(store, reading, actor="test")
        follow(store)
    bring(store, 30, 70)
    stepwise = standing(store)
    with store.moment() as moment:
        assert followed(moment.connection, MAKER) == store.seq() == len(readings) + 2
        assert followed(moment.connection, "another maker") == 0
    store._write(lambda connection: connection.exec_driver_sql("UPDATE meta SET value = 'another 3' WHERE key = 'blocks'"))
    follow(store)
    assert standing(store) == stepwise
    assert stepwise[0]


def test_what_is_found_for_each_new_document_is_what_the_pure_rule_finds(store: Store, readings: list[Reading]) -> None:
    limits = Limits(reach=2, budget=3)
    shelf = Blocks(limits)
    order: list[str] = []
    for reading in readings:
        follow(store)
        graph = Graph.of_reading(reading)
        found = {(new.id, known.id) for new, known in nearby(store, graph, (), limits=limits).pairs}
        blocks = {item.id: blocks_of(item, naming_in(graph)) for item in sorted(reading.claims, key=lambda item: item.id)}
        assert found == {(name, order[number]) for name, those in blocks.items() for number in shelf.near(those).found}
        for name, those in blocks.items():
            shelf.add(len(order), those)
            order.append(name)
        add_reading(store, reading, actor="test")
    assert len(order) > 8


def test_what_is_retracted_is_no_candidate_and_what_comes_back_is(store: Store, readings: list[Reading]) -> None:
    for reading in readings[:4]:
        add_reading(store, reading, actor="test")
    new, gone = Graph.of_reading(readings[4]), readings[0].document.id
    follow(store)
    assert profiled(store, readings[0])
    store.retract(gone, actor="test")
    assert not profiled(store, readings[0])
    follow(store)
    assert gone not in {known.document for _, known in nearby(store, new, ()).pairs}
    store.unretract(gone, actor="test")
    follow(store)
    assert profiled(store, readings[0])
    assert gone in {known.document for _, known in nearby(store, new, ()).pairs}


def test_a_collection_finds_what_it_shows_as_if_there_were_nothing_else(store: Store, readings: list[Reading]) -> None:
    for number, reading in enumerate(readings[:4]):
        add_reading(store, reading, actor="test", collection="case" if number == 1 else None)
    follow(store)
    shown = nearby(store.within("case"), Graph.of_reading(readings[4]), (), limits=Limits(reach=1, budget=0)).pairs
    assert {known.document for _, known in shown} == {readings[1].document.id}


def test_nothing_is_left_in_the_blocks_of_what_was_erased(store: Store, readings: list[Reading]) -> None:
    for reading in readings[:2]:
        add_reading(store, reading, actor="test")
    follow(store)
    both = {item.id for reading in readings[:2] for item in reading.claims}
    assert profiled(store, *readings[:2]) == both
    with store.moment() as moment:
        assert not profiles_of(moment, both, maker() + 1)
    store.erase(readings[0].document.id, actor="test", reason="by order")
    with store.moment() as moment:
        kept = set(moment.connection.execute(select(block_profile.c.number)).scalars())
        claims = set(all_claims(moment.connection))
        left = {number for _, number in all_blocks(moment.connection)}
        alive = set(moment.connection.execute(select(claim.c.id).where(moment.alive(claim))).scalars())
    assert {document for _, document in claims} == {readings[1].document.id}
    assert left == kept == {number for number, _ in claims}
    assert alive
    store._write(block_profile.drop)  # as a version before it left the store
    store.erase(readings[1].document.id, actor="test", reason="by order")
    follow(store)
    assert standing(store) == (set(), set())


def test_what_is_erased_while_its_blocks_are_made_comes_into_none(store: Store, readings: list[Reading]) -> None:
    for reading in readings[:2]:
        add_reading(store, reading, actor="test")
    store.blocks.prepare()
    store._write(lambda connection: connection.exec_driver_sql("DELETE FROM meta WHERE key = 'blocks'"))
    with store.whole().moment() as moment:
        step = _next(moment, store.seq())
    assert step is not None
    store.erase(readings[0].document.id, actor="test", reason="by order")
    with pytest.raises(ConflictError, match="was erased"):
        store.blocks.advance(step, MAKER)
    follow(store)
    assert profiled(store, *readings[:2]) == {item.id for item in readings[1].claims}


def test_what_was_compared_as_it_came_stands_as_if_it_had_been_followed(store: Store, readings: list[Reading]) -> None:
    for reading in readings[:4]:
        add_reading(store, reading, actor="test")
        with store.whole().moment() as moment:
            assert _next(moment, store.seq()) is None  # nothing is left to follow
    kept, profiles = standing(store), profiled(store, *readings[:4])
    store.blocks.advance(Step(store.seq(), 0, store.seq(), (), ()), MAKER)  # from the beginning
    follow(store)
    assert standing(store) == kept
    assert profiled(store, *readings[:4]) == profiles
