"""The disputes of a graph: what is contested, by which positions, through which contradictions.

Near-linear: what hangs together by live contradictions (and by restatements, which hold one position together), a knot of
too many claims in parts (`claimgraph.reason.knots`), two camps each, supports and undercuts attached. Claims taken as one
(`claimgraph.reason.sameness`) stand on one side. Links whose scope differs are shown beside a dispute and never counted;
where they stand alone they make a dispute without rungs, ranked last.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from claimgraph.derivations import Dispute, Position, Rung
from claimgraph.folding import folded
from claimgraph.model import Claim, Graph, Link, LinkKind, LinkStatus, LinkType, Polarity
from claimgraph.reason.camps import Edge, camps_of, neighbours_of
from claimgraph.reason.groups import LIVE, Group, bonds_of, contradictions, groups_among, restatements
from claimgraph.reason.origins import OriginIndex
from claimgraph.reason.questions import question_of
from claimgraph.reason.sameness import taken_as_one

STATUSES = ("open", "partly conceded", "superseded", "resolved", "scope differs")
"""What a dispute's status may be."""
DEEPEST = 3
"""How many supports of supports are followed."""


def derive_disputes(graph: Graph, plan: Sequence[Group] | None = None, wanted: Collection[int] = ()) -> tuple[Dispute, ...]:
    """All disputes, most contested first: by the fewer independent origins of the two sides, then rungs, then score, then id.

    Where a plan of the groups is given, only the disputes of those whose places in it are wanted; the graph may then be
    what these groups rest on. Claims that a judgement calls the same are one.
    """
    graph = folded(graph)
    bonds = bonds_of(graph)
    if plan is None:
        plan = groups_among(bonds, {claim: age for age, claim in enumerate(graph.claims)})
        wanted = range(len(plan))
    parts = _Parts.of(graph, {claim for number in wanted for claim in plan[number].claims})
    beside = _by_end(contradictions(bonds, {LinkStatus.APPARENT}))
    found = [_dispute(parts, group, beside) for group in _gathered(parts, bonds, plan, wanted)]
    return tuple(sorted(found, key=lambda dispute: (*contestedness(dispute), dispute.id)))


def contestedness(dispute: Dispute) -> tuple[bool, int, int, float]:
    """A key that sorts the most contested first; disputes with no live contradiction come last."""
    fewest = min((len(position.origins) for position in dispute.positions), default=0)
    return (not dispute.rungs, -fewest, -len(dispute.rungs), -max((rung.score for rung in dispute.rungs), default=0.0))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The indexes of a graph that deriving needs, each built in one pass."""

    graph: Graph
    origins: OriginIndex
    order: Mapping[str, int]
    homes: Mapping[str, Sequence[str]]
    incoming: Mapping[str, Sequence[Link]]
    verdicts: Mapping[str, str]

    @classmethod
    def of(cls, graph: Graph, claims: Container[str]) -> "_Parts":
        """The indexes of this graph for disputes among these claims."""
        origins = OriginIndex(graph)
        incoming: dict[str, list[Link]] = {}
        for link in graph.links.values():
            if link.status in LIVE and (link.kind is LinkKind.SUPPORTS or link.type is LinkType.UNDERCUT):
                incoming.setdefault(origins.chains.claim_of(link.to) or link.to, []).append(link)
        order = {node: number for number, node in enumerate((*_reading_order(graph, origins, claims), *graph.links))}
        verdicts = {judgement.target: judgement.verdict for judgement in graph.judgements.values()}
        return cls(graph, origins, order, _homes(graph, claims), incoming, verdicts)

    def endorsed(self, claim: str) -> bool:
        """Whether somebody stands behind the claim."""
        return bool(self.origins.of((claim,)).endorsers)


def _homes(graph: Graph, wanted: Container[str]) -> dict[str, list[str]]:
    """The documents in which the claims that are wanted stand, in whatever words."""
    homes: dict[str, list[str]] = {}
    for claim in graph.apart.claims.values():
        if (head := graph.representative(claim.id)) in wanted:
            homes.setdefault(head, []).append(claim.document)
    return homes


def _reading_order(graph: Graph, origins: OriginIndex, wanted: Container[str]) -> list[str]:
    """The claims that are wanted, document by document, in the order in which their words stand there."""
    documents = {document: number for number, document in enumerate(graph.documents)}
    claims = [claim for claim in graph.claims if claim in wanted]
    starts = {claim: min((first.quote.start for first in origins.chains.first_hands(claim)), default=0) for claim in claims}
    return sorted(claims, key=lambda claim: (documents.get(graph.claims[claim].document, -1), starts[claim]))


@dataclass(frozen=True, slots=True)
class _Group:
    """The claims of one dispute to be, oldest first, the contradictions that touch them, and the side of each by those, 0 or 1."""

    id: str
    claims: Sequence[str]
    links: Sequence[Link]
    side: Mapping[str, int]


def _by_end(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.from_, []).append(link)
        found.setdefault(link.to, []).append(link)
    return found


def _gathered(parts: _Parts, bonds: Sequence[Link], plan: Sequence[Group], wanted: Iterable[int]) -> Iterator[_Group]:
    """The groups at these places with their links; those whose scope differs count none."""
    webs = {True: _by_end(contradictions(bonds, LIVE)), False: _by_end(contradictions(bonds, {LinkStatus.APPARENT}))}
    restating = _by_end(restatements(bonds))
    for number in wanted:
        group = plan[number]
        claims = sorted(group.claims, key=parts.order.__getitem__)
        links = sorted(_touching(claims, webs[group.live]), key=lambda link: parts.order[link.id])
        side = _camps(claims, _touching(claims, restating), links)
        yield _Group(group.id, claims, links if group.live else (), side)


def _touching(claims: Iterable[str], by_end: Mapping[str, Sequence[Link]]) -> list[Link]:
    """The links that touch any of these claims, each once."""
    return list({link.id: link for claim in claims for link in by_end.get(claim, ())}.values())


def _camps(claims: Sequence[str], restating: Iterable[Link], links: Sequence[Link]) -> dict[str, int]:
    """The camp of each claim by contradictions: those that are taken as one are in one camp."""
    one = taken_as_one(claims, restating, links)
    heads = {claim: head for head, members in one.items() for claim in members}
    inner = [(heads[link.from_], heads[link.to], link.score) for link in links if {link.from_, link.to} <= heads.keys()]
    edges = (Edge(first, second, -1, score) for first, second, score in inner if first != second)
    camps = camps_of(list(one), {**dict.fromkeys(one, ()), **neighbours_of(edges)})
    return {claim: camps[heads[claim]] for claim in claims}


def _dispute(parts: _Parts, group: _Group, beside: Mapping[str, Sequence[Link]]) -> Dispute:
    """The dispute of a group; `beside` holds apparent links by either end."""
    apparent = list({link.id: link for claim in group.claims for link in beside.get(claim, ())}.values())
    side = _sides(parts, group, apparent)
    inner = [link for link in group.links if link.from_ in side and link.to in side]
    rungs = _rungs(parts, inner, side)
    shown = _rungs(parts, apparent, side)
    decisive = (rungs or shown)[0]
    supports, undercuts = _attached(parts, group.claims, inner)
    pair = parts.graph.claims[decisive.a], parts.graph.claims[decisive.b]
    made = Dispute(
        group.id,
        question_of(*pair, decisive.type, seen=_seen(parts, pair)),
        "open",
        _positions(parts, group.claims, side, decisive=decisive),
        rungs,
        apparent=shown,
        supports=supports,
        undercuts=undercuts,
        entities=_entities(parts.graph, group.claims),
        documents=tuple(dict.fromkeys(chain.from_iterable(parts.homes[claim] for claim in group.claims))),
        frustration=sum(side[link.from_] == side[link.to] for link in inner),
        cut=tuple(link.id for link in group.links if link.from_ not in side or link.to not in side),
    )
    return replace(made, status=_status(parts, made))


def _sides(parts: _Parts, group: _Group, apparent: Sequence[Link]) -> dict[str, int]:
    """The camp of each claim, 0 for A: the side that affirms where one claim of the decisive pair is a negation, else the older side."""
    side = dict(group.side)
    inner = [link for link in (group.links or apparent) if link.from_ in side and link.to in side]
    decisive = _rungs(parts, inner, side)[0]
    first, second = (parts.graph.claims[claim].slots.polarity for claim in (decisive.a, decisive.b))
    if first is Polarity.NEGATIVE and second is Polarity.POSITIVE and side[decisive.a] != side[decisive.b]:
        return {claim: 1 - camp for claim, camp in side.items()}
    return side


def _rungs(parts: _Parts, links: Iterable[Link], side: Mapping[str, int]) -> tuple[Rung, ...]:
    """The links as rungs, strongest first: across the sides, both ends endorsed by somebody, score, confirmed, age."""
    rungs = []
    for link in links:
        a, b = (link.from_, link.to) if side.get(link.from_, 0) <= side.get(link.to, 1) else (link.to, link.from_)
        rungs.append(Rung(link.id, a, b, link.type, link.score, link.status))
    return tuple(sorted(rungs, key=lambda rung: _strength(parts, rung, side)))


def _strength(parts: _Parts, rung: Rung, side: Mapping[str, int]) -> tuple[bool, int, float, bool, int]:
    endorsed = parts.endorsed(rung.a) + parts.endorsed(rung.b)
    inside = side.get(rung.a) == side.get(rung.b)
    return (inside, -endorsed, -rung.score, rung.status is not LinkStatus.CONFIRMED, parts.order[rung.link])


def _positions(parts: _Parts, claims: Sequence[str], side: Mapping[str, int], *, decisive: Rung) -> tuple[Position, ...]:
    """Both sides, A and B."""
    camps = ([claim for claim in claims if side[claim] == camp] for camp in (0, 1))
    return tuple(_position(parts, letter, camp, decisive=decisive) for letter, camp in zip("AB", camps, strict=True))


def _position(parts: _Parts, letter: str, claims: Sequence[str], *, decisive: Rung) -> Position:
    """One side, labelled by its claim of the decisive pair."""
    head = next((claim for claim in (decisive.a, decisive.b) if claim in claims), claims[0] if claims else "")
    origins = parts.origins.of(claims)
    label = parts.graph.claims[head].text if head else ""
    return Position(letter, label, tuple(claims), origins.endorsers, origins.relays)


def _seen(parts: _Parts, pair: Sequence[Claim]) -> str:
    """The words in which the two claims were made: they show which words are names."""
    return " ".join(first.quote.exact for claim in pair for first in parts.origins.chains.first_hands(claim.id))


def _entities(graph: Graph, claims: Iterable[str]) -> tuple[str, ...]:
    """What the claims are about, most mentioned first."""
    counted = Counter(graph.representative(entity) for claim in claims for entity in graph.claims[claim].entities)
    return tuple(entity for entity, _ in counted.most_common())


def _attached(parts: _Parts, claims: Sequence[str], rungs: Iterable[Link]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The links that support the claims or rungs, at most `DEEPEST` steps away, and those that undercut any of all these."""
    supports: dict[str, None] = {}
    undercuts: dict[str, None] = {}
    inside = set(claims)
    waiting = [*claims, *(link.id for link in rungs)]
    for _ in range(DEEPEST):
        reached = [link for node in waiting for link in parts.incoming.get(node, ()) if link.id not in supports]
        new = [link for link in reached if link.kind is LinkKind.SUPPORTS and not (link.from_ in inside and link.type is LinkType.RESTATES)]
        undercuts.update((link.id, None) for link in reached if link.type is LinkType.UNDERCUT)
        supports.update((link.id, None) for link in new)
        waiting = [node for link in new for node in (link.from_, link.id) if node not in inside]
    return tuple(supports), tuple(undercuts)


def _status(parts: _Parts, dispute: Dispute) -> str:
    """One of `STATUSES`: as judged, else by what the links and stances show."""
    judged = parts.verdicts.get(dispute.id)
    if judged in STATUSES:
        return judged
    if _is_superseded(parts, dispute):
        return "superseded"
    if not dispute.rungs:
        return "scope differs"
    conceded = any(parts.origins.of(position.claims).conceders for position in dispute.positions)
    return "partly conceded" if conceded else "open"


def _is_superseded(parts: _Parts, dispute: Dispute) -> bool:
    """Whether a claim of one side updates one of another."""
    camp = {claim: position.letter for position in dispute.positions for claim in position.claims}
    links = (link for claim in camp for link in parts.incoming.get(claim, ()) if link.type is LinkType.UPDATES)
    return any(camp.get(link.from_, camp[link.to]) != camp[link.to] for link in links if link.to in camp)
