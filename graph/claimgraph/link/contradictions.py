"""Links between the claims of one document, and between new claims and known ones."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from claimgraph.link.blocks import naming_in
from claimgraph.link.candidates import Cut, pairs_across, pairs_within
from claimgraph.link.events.headlines import restated_headlines
from claimgraph.link.events.opinions import are_opinions, opined
from claimgraph.link.inside.answers import answers
from claimgraph.link.inside.discourse import stated_links
from claimgraph.link.inside.reasons import counted_reasons
from claimgraph.link.inside.rejections import rejections
from claimgraph.link.inside.rivals import rival_premises
from claimgraph.link.inside.undercuts import undercuts
from claimgraph.link.inside.updates import updates
from claimgraph.link.pairs.alignment import align
from claimgraph.link.pairs.anchoring import clash_spans
from claimgraph.link.pairs.attributes import attribute_of
from claimgraph.link.pairs.compare import CONTRADICTS, SUPPORTS, Comparison, compare_profiles
from claimgraph.link.pairs.sides import Side, sides_of
from claimgraph.link.rows.meetings import meetings
from claimgraph.link.rows.tables import joint_head, link_row_pairs
from claimgraph.link.text.places import places_by_document, weighing_among
from claimgraph.link.text.turns import Turns
from claimgraph.model import Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Quantity, mint_link_id

_log = logging.getLogger(__name__)
LEAST = dict.fromkeys(LinkType, 0.72) | {LinkType.DENIAL: 0.8}
"""The least score of a contradiction between claims that are not known to describe one scene, by type."""
_NOT_SURELY = re.compile(r"\byet\b|\b(?:could|would|might|may)(?: ?not|n[’']t| never)\b|\bno more\b", re.IGNORECASE)
"""What shows that a negative claim denies nothing for good: it may change, or only might not be."""
_BY_WORDS = ("rule:opposites@", "rule:polarity@", "rule:absences@")
LEAST_SHARE = (0.5, 0.7)
"""How much of either claim the other one has to say too, where only a few words set them against each other: near by, and far apart."""
FARTHEST_APART = 800
"""How many code points of one document lie between what stands near and what stands far apart."""
LEAST_SCOPE = 0.36
"""The least score of an apparent contradiction."""
FARTHEST = 20.0
"""How many times larger one number may be than another of the same thing."""
_RESTRICTS = re.compile(r"\b(?:only|merely|as few as|no more than|at most|fewer than|just \d+)\b", re.IGNORECASE)
_COUNTS_ANEW = re.compile(
    r"\b(?:now|so far|by now|to date|has (?:reached|risen|grown|climbed)|have (?:reached|risen|grown|climbed)|since)\b", re.IGNORECASE
)
ALIKE = 0.85
"""The least score for linking two claims as saying the same."""

MOST_ALIKE = 3
"""With how many earlier claims of one wording a claim is compared in its document."""


_Pair = tuple[Side, Side]


def link_reading(graph: Graph) -> tuple[Link, ...]:
    """The new links of one document: what its text states (confirmed), then what rules find between its claims (proposed)."""
    stated = (*stated_links(graph), *rejections(graph), *counted_reasons(graph), *updates(graph), *restated_headlines(graph))
    known = _linked((*graph.links.values(), *stated))
    weighing = weighing_in(graph)
    claims = [claim for claim in graph.claims.values() if claim.slots.parse and claim.id not in weighing]
    found = pairs_within(claims, naming_in(graph), alike=MOST_ALIKE)
    report(found.cuts)
    side = sides_of(graph)
    near = _answering(graph, {claim.id for claim in claims}, found.pairs)
    pairs = ((side(a), side(b)) for a, b in _sparing((*found.pairs, *near)))
    found_links = _found((pair for pair in pairs if not _overlap(*pair)), known)
    links = (*stated, *found_links, *answers(graph), *rival_premises(graph, stated), *undercuts(graph))
    return _unique(_one_each(links, graph.links.values()), graph.links)


def _sparing(pairs: Sequence[tuple[Claim, Claim]]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs without those of a claim and more than so many claims of one wording before it: of what is said again the last count."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = list[tuple[Claim, Claim]]()
    for earlier, later in reversed(pairs):
        seen[later.id, earlier.text] += 1
        if seen[later.id, earlier.text] <= MOST_ALIKE:
            kept.append((earlier, later))
    return reversed(kept)


def _answering(graph: Graph, compared: Iterable[str], pairs: Iterable[tuple[Claim, Claim]]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of claims of two voices that stand near each other in one document, without those that are found anyhow."""
    known, wanted = {frozenset((a.id, b.id)) for a, b in pairs}, set(compared)
    for document in graph.documents.values():
        turns = Turns.of(graph, document)
        told = [(place, turns.camp(place)) for place in turns.told() if place.claim in wanted]
        for number, (place, camp) in enumerate(told):
            for other, others in told[max(0, number - NEAREST) : number]:
                if camp != others and frozenset((place.claim, other.claim)) not in known:
                    yield graph.claims[other.claim], graph.claims[place.claim]


NEAREST = 8
"""How many claims before it a claim is compared with, where two voices speak."""


def link_across(new: Graph, known: Graph) -> tuple[Link, ...]:
    """The new links between the claims of a new graph and those of a known one, by rules, all proposed or apparent."""
    weighing = weighing_in(new) | weighing_in(known)
    old = [claim for claim in known.claims.values() if claim.id not in new.claims and claim.id not in weighing]
    fresh = [claim for claim in new.claims.values() if claim.id not in weighing]
    found = pairs_across(fresh, old, naming_in(Graph(entities={**known.entities, **new.entities}, same=known.same)))
    report(found.cuts)
    return link_pairs(new, known, found.pairs)


def link_pairs(new: Graph, known: Graph, pairs: Iterable[tuple[Claim, Claim]]) -> tuple[Link, ...]:
    """The new links of pairs of a new and a known claim, by rules, all proposed or apparent."""
    done = _linked((*new.links.values(), *known.links.values()))
    left, right = sides_of(new), sides_of(known)
    sorts: dict[int, list[tuple[Claim, Claim]]] = {0: [], 1: [], 2: []}
    for pair in pairs:
        sorts[sum(bool(attribute_of(claim.slots)) for claim in pair)].append(pair)
    texts, mixed = ([(left(a), right(b)) for a, b in sorts[rows]] for rows in (0, 1))
    found = (*link_row_pairs(new, known, sorts[2]), *meetings(mixed, joint_head(new, known)), *_found(texts, done))
    return _unique(found, {**new.links, **known.links})


def weighing_in(graph: Graph) -> set[str]:
    """The claims of a graph that weigh what another voice says and hold its words, which are compared with nothing."""
    return {claim for places in places_by_document(graph).values() for claim in weighing_among(places)}


def report(cuts: Sequence[Cut]) -> None:
    """Say how many claims were not compared with all that stand in their blocks: nothing is cut silently."""
    if cuts:
        left = sum(cut.blocks - cut.whole for cut in cuts)
        _log.info("%d claims were compared with the nearest only: %d of their blocks are over-full", len(cuts), left)


def _found(pairs: Iterable[_Pair], known: set[frozenset[str]]) -> Iterator[Link]:
    """The links that comparing gives, without pairs that are linked already."""
    for one, other in pairs:
        if frozenset((one.claim.id, other.claim.id)) in known:
            continue
        link = None if one.points or other.points else _link((one, other), compare_profiles(one.profile, other.profile))
        if link is not None:
            yield link


def _link(pair: _Pair, found: Comparison) -> Link | None:
    """The link of a comparison, or None where it is too weak for claims that nobody says to be of one scene."""
    same_voice = bool(pair[0].speakers & pair[1].speakers)
    if found.relation == CONTRADICTS and found.by.startswith(_BY_WORDS) and not _speak_of_one(pair):
        return None
    if found.type is LinkType.DENIAL and any(_NOT_SURELY.search(side.claim.text) for side in pair):
        return None
    if found.type is LinkType.SCOPE or (found.type is LinkType.QUANTITY and (same_voice or _far_apart(pair) or _is_dated_once(pair))):
        return _scope_link(pair, found, same_voice=same_voice)
    if found.relation == CONTRADICTS and found.type is not None and not same_voice and found.score >= LEAST[found.type]:
        link = _make(pair, found, LinkKind.CONTRADICTS, found.type, LinkStatus.PROPOSED)
        is_opined = found.type is LinkType.STATES and pair[0].claim.document != pair[1].claim.document
        return opined(link) if is_opined and are_opinions(pair[0].shown, pair[1].shown) else link
    if found.relation == SUPPORTS and found.type is LinkType.RESTATES and found.score >= ALIKE and len(pair[0].claim.slots.terms) > 1:
        return _make(pair, found, LinkKind.SUPPORTS, LinkType.RESTATES, LinkStatus.PROPOSED)
    return None


def _speak_of_one(pair: _Pair) -> bool:
    """Whether two claims share so much that a few opposed words set them against each other: most of it where they stand far apart."""
    share = align(pair[0].profile, pair[1].profile).shares()[0]
    one, other = (side.shown.quote if side.shown and side.shown.document == pair[0].claim.document else None for side in pair)
    is_far = one is not None and other is not None and max(one.start - other.end, other.start - one.end) > FARTHEST_APART
    return share >= (LEAST_SHARE[1] if is_far else LEAST_SHARE[0])


def _scope_link(pair: _Pair, found: Comparison, *, same_voice: bool) -> Link | None:
    """The link of a difference of scope: an update where one voice counts anew, apparent between two voices, else none."""
    if not same_voice:
        return _make(pair, found, LinkKind.CONTRADICTS, LinkType.SCOPE, LinkStatus.APPARENT) if found.score >= LEAST_SCOPE else None
    one, other = (bool(_COUNTS_ANEW.search(side.claim.text)) for side in pair)
    if one == other:
        return None
    newer = pair if one else (pair[1], pair[0])
    return _make(newer, found if one else found.mirrored(), LinkKind.SUPPORTS, LinkType.UPDATES, LinkStatus.PROPOSED)


def _far_apart(pair: _Pair) -> bool:
    """Whether two claims give numbers so far apart that they hardly count the same: a raid and a war."""
    low, high = sorted(max((_size(quantity) for quantity in side.claim.slots.quantities), default=1.0) for side in pair)
    return high > FARTHEST * max(low, 1.0)


def _is_dated_once(pair: _Pair) -> bool:
    """Whether only one of two claims says when, and neither says "only": of a day and of a war."""
    one, other = (side.claim for side in pair)
    return (one.slots.time is None) != (other.slots.time is None) and not _RESTRICTS.search(f"{one.text} {other.text}")


def _size(quantity: Quantity) -> float:
    return max(quantity.low or 0.0, quantity.high or 0.0)


def _make(pair: _Pair, found: Comparison, kind: LinkKind, type_: LinkType, status: LinkStatus) -> Link:
    one, other = pair
    return Link(
        id=mint_link_id(kind, type_, one.claim.id, other.claim.id),
        kind=kind,
        type=type_,
        from_=one.claim.id,
        to=other.claim.id,
        score=found.score,
        rationale=found.rationale,
        judge=found.by,
        status=status,
        clash_from=clash_spans(one.shown, one.claim, found.clash_a),
        clash_to=clash_spans(other.shown, other.claim, found.clash_b),
    )


def _overlap(one: Side, other: Side) -> bool:
    """Whether two claims rest on the same words of the text: a clause and a part of it."""
    if one.shown is None or other.shown is None:
        return False
    return one.shown.quote.start < other.shown.quote.end and other.shown.quote.start < one.shown.quote.end


def _linked(links: Iterable[Link]) -> set[frozenset[str]]:
    """The pairs of ends that are linked."""
    return {frozenset((link.from_, link.to)) for link in links}


def _one_each(links: Iterable[Link], known: Iterable[Link]) -> Iterator[Link]:
    """The links without contradictions of pairs that are known or linked by an earlier one, to contradict, to update or to restate."""
    taken = _linked(known)
    for link in links:
        pair = frozenset((link.from_, link.to))
        if link.kind is LinkKind.SUPPORTS or pair not in taken:
            yield link
        if link.kind is LinkKind.CONTRADICTS or link.type in (LinkType.UPDATES, LinkType.RESTATES):
            taken.add(pair)


def _unique(links: Iterable[Link], known: Iterable[str]) -> tuple[Link, ...]:
    """The links without repeats, without those known, and without links of a node to itself."""
    ids = set(known)
    found = {link.id: link for link in links if link.from_ != link.to and link.id not in ids}
    return tuple(found.values())
