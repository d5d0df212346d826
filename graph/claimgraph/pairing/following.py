"""Keeping up in which blocks the claims of the record stand, by following its journal: the cost is that of what is new."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Row, select

from claimgraph.errors import ConflictError
from claimgraph.link import blocks_of, naming_in, weighing_in
from claimgraph.link.pairs.packing import maker, packed
from claimgraph.model import Assertion, Claim, Entity, Graph
from claimgraph.store import Store, blocks, journal
from claimgraph.store.blocks import EACH, Standing, Step, followed
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment
from claimgraph.store.schema import assertion, claim

MAKER = "pairs@4"
"""What makes the blocks; another name makes them anew."""
MOST = 2_000
"""How many claims one step takes, and the rest of the last one's entry."""

_COLUMNS = select(claim.c.recorded_seq, claim.c.id, claim.c.document)
Told = Callable[[int, int], None]
"""Hears up to which entry the journal has been followed, and what its newest is."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with its number: the entry that brought it, then its document and its id tell its place in the order of the record."""

    number: int
    claim: str
    document: str


def follow(store: Store, told: Told = lambda *_: None) -> None:
    """Make the blocks current up to the newest entry; where nobody made any yet, linear in the size of the record."""
    while not follow_on(store, told):
        pass


def follow_on(store: Store, told: Told = lambda *_: None) -> bool:
    """Follow the journal by one step, of some thousands of claims; whether the blocks were current already."""
    store.blocks.prepare()
    with store.whole().moment() as moment:
        newest = journal.newest(moment.connection)[0]
        step = _next(moment, newest)
    if step is None:
        return True
    with suppress(ConflictError):  # another process was quicker, or erased what this rests on
        store.blocks.advance(step, MAKER)
    told(step.until, newest)
    return False


def place(store: Store, claims: Iterable[Claim], blocks: Mapping[str, tuple[int, ...]], *, seq: int) -> None:
    """Keep in which blocks these claims stand, those that entry `seq` brought, as they were compared: none is read again for it.

    Where more than that entry is to be followed nothing is done.
    """
    given = {item.id: item for item in claims}
    with store.whole().moment() as moment:
        brought = _COLUMNS.where(claim.c.recorded_seq == seq, moment.alive(claim))
        rows = list(_placed(moment.connection.execute(brought).all()))
    came = tuple(_standing(row, given[row.claim], blocks[row.claim]) for row in rows if row.claim in blocks)
    with suppress(ConflictError):
        store.blocks.advance(Step(seq - 1, seq, seq, came, (), maker()), MAKER)


def follow_near(store: Store) -> bool:
    """Make the blocks current where no more claims are behind than one step takes; whether they are."""
    store.blocks.prepare()
    with store.whole().moment() as moment:
        behind = select(claim.c.id).where(claim.c.recorded_seq > followed(moment.connection, MAKER)).limit(MOST + 1)
        if len(moment.connection.execute(behind).all()) > MOST:
            return False
    follow(store)
    return True


def waiting(store: Store) -> tuple[int, int] | None:
    """The first and the last entry whose documents were stored before they could be compared with what is older."""
    with store.whole().moment() as moment:
        return blocks.waiting(moment.connection)


def _next(moment: Moment, newest: int) -> Step | None:
    """What the next entries changed; None where all are followed."""
    since = followed(moment.connection, MAKER)
    if since == newest:
        return None
    since = since if since < newest else 0  # the journal was turned back
    rows, last = placed_after(moment, since)
    until = newest if last is None else last
    gone = select(claim.c.id).where(claim.c.retracted_seq.between(since + 1, until))
    return Step(since, until, newest, tuple(standings(moment, rows)), set(moment.connection.execute(gone).scalars()), maker())


def placed_after(moment: Moment, since: int) -> tuple[list[Placed], int | None]:
    """The next living claims that entries after `since` brought, in their order, and the last of these entries; None at the end."""
    columns = _COLUMNS.where(moment.alive(claim))
    bounded = columns.where(claim.c.recorded_seq > since).order_by(claim.c.recorded_seq, claim.c.id).limit(MOST)
    rows = moment.connection.execute(bounded).all()
    last = rows[-1].recorded_seq if len(rows) == MOST else None
    if last is not None:
        whole = moment.connection.execute(columns.where(claim.c.recorded_seq == last)).all()
        rows = [*(row for row in rows if row.recorded_seq != last), *whole]
    return list(_placed(rows)), last


def _placed(rows: Sequence[Row[int, str, str]]) -> Iterator[Placed]:
    for seq, group in groupby(sorted(rows, key=attrgetter("recorded_seq")), key=attrgetter("recorded_seq")):
        claims = sorted((row.document, row.id) for row in group)
        yield from (Placed(seq * EACH + place, name, document) for place, (document, name) in enumerate(claims))


def standings(moment: Moment, rows: Sequence[Placed]) -> Iterator[Standing]:
    """These claims with the blocks that they stand in, but those that only weigh what another voice says."""
    graph = _around(moment, rows)
    weighing, naming = weighing_in(graph), naming_in(graph)
    for row in rows:
        if row.claim not in weighing:
            item = graph.claims[row.claim]
            yield _standing(row, item, blocks_of(item, naming))


def _standing(row: Placed, item: Claim, blocks: tuple[int, ...]) -> Standing:
    return Standing(row.claim, row.document, row.number, blocks, packed(item) if item.slots.parse else b"")


def _around(moment: Moment, rows: Sequence[Placed]) -> Graph:
    """The claims with all that is asserted in their documents, and with the names of what they are about."""
    claims = list(moment.live(Claim, (row.claim for row in rows)))
    said = moment.where(Assertion, assertion.c.document, {row.document for row in rows})
    return with_names(moment, Graph.of((*claims, *said)), {name for item in claims for name in item.entities})


def with_names(moment: Moment, graph: Graph, entities: Iterable[str]) -> Graph:
    """The graph with these entities and those that stand for them."""
    same = {**heads(moment, entities), **graph.same}
    found = {node.id: node for node in moment.live(Entity, {*entities, *same.values()})}
    return replace(graph, entities={**found, **graph.entities}, same=same)
