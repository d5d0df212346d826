"""What a new document is compared with: the few claims of the record that share blocks with its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from claimgraph.link import (
    MOST,
    Cut,
    blocks_of,
    cut_of,
    link_pairs,
    may_be_near,
    naming_in,
    nearest,
    nearest_reports,
    weighing_in,
    with_rivals,
    without_strangers,
)
from claimgraph.link.blocks import looked_into
from claimgraph.link.candidates import LIMITS, MEET, Limits
from claimgraph.link.pairs.packing import maker, not_at_hand, unpack
from claimgraph.model import Assertion, Claim, Document, Graph, Judgement, Link
from claimgraph.pairing.following import with_names
from claimgraph.pairing.reports import reports_named
from claimgraph.store import Store
from claimgraph.store.blocks import claims_of, members, profiles_of
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment
from claimgraph.store.schema import assertion, claim

ROWS = Limits(reach=MOST, budget=MOST)
"""How much one row of a table is compared with."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """A new graph and what of the record may collide with it: the pairs to be compared, what holds their ends, and what was cut.

    `blocks` tells in which blocks each claim of the graph comes to stand. `reports` holds whole the few documents that share the most
    with it, claims or names, and came out near it, `shared` how much the names weigh that each shares.
    """

    new: Graph
    blocks: Mapping[str, tuple[int, ...]]
    known: Graph
    pairs: tuple[tuple[Claim, Claim], ...]
    cuts: tuple[Cut, ...]
    reports: Graph
    shared: Mapping[str, float]

    def links(self) -> tuple[Link, ...]:
        """What the rules find between the two."""
        found = without_strangers(link_pairs(self.new, self.known, self.pairs), self.new, self.known, self.reports, self.shared)
        return with_rivals(found, self.new, self.reports, self.shared)


def nearby(store: Store, new: Graph, judgements: Iterable[Judgement], *, limits: Limits = LIMITS, before: int | None = None) -> Nearby:
    """What a store, or a collection, holds near the claims of one new document, whose names these judgements say are known ones.

    The blocks must be current (`follow`). What it costs grows with the new claims, not with the store. Of a document that is there
    already `before` is the entry that brought it: it is compared with what was there then, and without it with all that is there now.
    """
    with store.moment() as moment:
        joined = _joined(moment, new, judgements)
        blocks = _standing(joined)
        known, found, cuts = _paired(moment, joined, blocks, limits=limits, before=before)
        shared = reports_named(moment, joined.documents.values(), later=before is None)
        reports = reports_part(moment, {*shared, *nearest_reports(found)}, joined.documents.values())
        have_at_hand(moment, (*known.claims.values(), *reports.claims.values()))
    return Nearby(joined, blocks, known, found, cuts, reports, shared)


@dataclass(frozen=True, slots=True)
class Met:
    """What rows met in the record: the links with it, what was cut, and the blocks in which each of their claims comes to stand."""

    links: tuple[Link, ...]
    cuts: tuple[Cut, ...]
    blocks: Mapping[str, tuple[int, ...]]


def rows_nearby(store: Store, new: Graph, judgements: Iterable[Judgement]) -> Met:
    """What rows, of however many new documents, meet among the rows and sentences that a store or a collection holds.

    The blocks must be current (`follow`).
    """
    with store.moment() as moment:
        joined = _joined(moment, new, judgements)
        blocks = _standing(joined)
        known, found, cuts = _paired(moment, joined, blocks, limits=ROWS)
    return Met(link_pairs(joined, known, found), cuts, blocks)


def _paired(
    moment: Moment, joined: Graph, blocks: Mapping[str, tuple[int, ...]], *, limits: Limits, before: int | None = None
) -> tuple[Graph, tuple[tuple[Claim, Claim], ...], tuple[Cut, ...]]:
    """The part of the record near a graph whose claims come to stand in these blocks, the pairs to be compared, and what was cut."""
    document = next(iter(joined.documents), "")
    asked = {looked_into(name) for names in blocks.values() for name in names}
    there = members(moment, asked, most=max(limits.reach, MEET.reach) + 1, without=document, before=before)
    sought = {claim: map(looked_into, names) for claim, names in blocks.items()}
    near = {claim: nearest({name: there[name] for name in names if name in there}, limits) for claim, names in sought.items()}
    numbers = {number for item in near.values() for number in item.found}
    ids = claims_of(moment, numbers) if numbers else {}
    known = known_part(moment, ids.values())
    pairs = ((claim, ids[number]) for claim, item in near.items() for number in sorted(item.found) if number in ids)
    found = tuple((joined.claims[a], known.claims[b]) for a, b in pairs if b in known.claims)
    return known, found, tuple(cut for claim, item in near.items() for cut in cut_of(joined.claims[claim], item))


def reports_part(moment: Moment, documents: Iterable[str], beside: Iterable[Document]) -> Graph:
    """Those of these documents that may have come out near one of the others, with all that is asserted in them, of what and by whom."""
    near = [item for item in moment.live(Document, documents) if any(may_be_near(item, other) for other in beside)]
    ids = {item.id for item in near}
    claims, said = list(moment.where(Claim, claim.c.document, ids)), list(moment.where(Assertion, assertion.c.document, ids))
    graph = Graph.of((*near, *claims, *said), heads(moment, {item.speaker.id for item in said}))
    return with_names(moment, graph, {entity for item in claims for entity in item.entities})


def have_at_hand(moment: Moment, claims: Iterable[Claim]) -> None:
    """Have the profiles of these claims in memory, as far as the store keeps them."""
    wanted = {claim.id: claim for claim in not_at_hand(claims)}
    unpack(wanted.values(), profiles_of(moment, wanted, maker()))


def _joined(moment: Moment, new: Graph, judgements: Iterable[Judgement]) -> Graph:
    """The new graph with who stands for its names, as these judgements will have it, and with the names of those."""
    others = {item.target: item.other for item in judgements if item.other and item.verdict == "same"}
    standing = heads(moment, others.values())
    same = {**new.same, **{target: standing.get(other, other) for target, other in others.items()}}
    return with_names(moment, replace(new, same=same), {same[name] for name in new.entities if name in same})


def _standing(new: Graph) -> dict[str, tuple[int, ...]]:
    """The blocks in which the claims of a graph come to stand, but for those that only weigh what another voice says."""
    naming, weighing = naming_in(new), weighing_in(new)
    return {claim.id: blocks_of(claim, naming) for claim in new.claims.values() if claim.id not in weighing}


def known_part(moment: Moment, claims: Iterable[str]) -> Graph:
    """These claims with what is asserted of them and by whom, as far as comparing asks for it."""
    wanted = set(claims)
    said, held = list(moment.where(Assertion, assertion.c.root_claim, wanted)), list(moment.live(Claim, wanted))
    names = {item.speaker.id for item in said}.union(*(item.entities for item in held))
    return Graph.of((*held, *said), heads(moment, names))
