"""Which claims make one dispute: those that hang together by contradictions, and by restatements, which hold one position together.

All links that ever held claims together, whatever was decided on them, say which claims are one community; those that count
say which disputes there are in it. It looks at links alone.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from claimgraph.ids import mint_id
from claimgraph.model import Graph, Link, LinkKind, LinkStatus, LinkType
from claimgraph.reason.camps import Edge, components_of, neighbours_of
from claimgraph.reason.knots import Community, Tie, woven

LIVE = frozenset({LinkStatus.PROPOSED, LinkStatus.CONFIRMED})
"""The statuses of links that count."""


class Bond(Protocol):
    """A link between two claims that contradict or restate each other: a Link, or a row with the same names."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """One of LinkKind."""

    @property
    def type(self) -> str:
        """One of LinkType."""

    @property
    def status(self) -> str:
        """One of LinkStatus."""

    @property
    def from_(self) -> str:
        """The claim that it is from."""

    @property
    def to(self) -> str:
        """The claim that it is to."""

    @property
    def score(self) -> float:
        """From 0 to 1, its weight."""


B = TypeVar("B", bound=Bond)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one dispute, and its id; without a `live` contradiction it is one of claims whose scope differs."""

    id: str
    claims: tuple[str, ...]
    live: bool


def bonds_of(graph: Graph) -> list[Link]:
    """The contradictions and restatements of any status between two claims of a graph."""
    return [link for link in graph.links.values() if _is_bond(link) and link.from_ in graph.claims and link.to in graph.claims]


def ties_of(bonds: Iterable[Bond], ages: Mapping[str, int]) -> list[Tie]:
    """The bonds in the order in which they are woven: that of their younger claims, then of the older ones.

    `ages` number the claims from the oldest. Links have no say in it: a decision on one is a newer version of it.
    """
    ties = []
    for bond in bonds:
        a, b = sorted((bond.from_, bond.to), key=ages.__getitem__)
        ties.append(Tie(bond.id, a, b, bond.score, bond.kind == LinkKind.CONTRADICTS))
    return sorted(ties, key=lambda tie: (ages[tie.b], ages[tie.a], tie.id))


def groups_among(bonds: Sequence[Bond], ages: Mapping[str, int]) -> list[Group]:
    """The disputes to be of all claims that these bonds hold together."""
    ties = ties_of(bonds, ages)
    return groups_within(woven(ties), bonds, ties)


def groups_within(communities: Sequence[Community], bonds: Iterable[Bond], ties: Iterable[Tie]) -> list[Group]:
    """The disputes to be in these communities; of bonds and ties, oldest first, those inside them are looked at."""
    home = {claim: number for number, community in enumerate(communities) for claim in community.claims}
    inner = _by_home(home, ((bond, bond.from_, bond.to) for bond in bonds))
    clashes = _by_home(home, ((tie, tie.a, tie.b) for tie in ties if tie.clashes))
    return [
        group
        for number, community in enumerate(communities)
        for group in _groups(community, inner.get(number, ()), clashes.get(number, ()))
    ]


def _by_home(home: Mapping[str, int], ended: Iterable[tuple[T, str, str]]) -> dict[int, list[T]]:
    """What has both its ends in one community, by that."""
    found: dict[int, list[T]] = {}
    for item, one, other in ended:
        if home.get(one, -1) == home.get(other):
            found.setdefault(home[one], []).append(item)
    return found


def _groups(community: Community, bonds: Sequence[Bond], clashes: Sequence[Tie]) -> Iterator[Group]:
    """The disputes of one community, each under the name of that or, where others have it, of its own oldest contradiction.

    A contradiction between two of them, which no longer counts, is that of its older end.
    """
    live, apparent = _held_together(bonds)
    found = [*live, *apparent]
    place = {claim: number for number, claims in enumerate(found) for claim in claims}
    eldest = {place.get(tie.a, place.get(tie.b)): tie for tie in reversed(clashes)}
    heir = next((place[claim] for claim in community.core if claim in place), None)
    among = (community.name,) if community.knotted else ()  # in a knot others may have the name of any contradiction
    for number, claims in enumerate(found):
        ends = sorted((eldest[number].a, eldest[number].b))
        yield Group(community.name if number == heir else mint_id("dispute", *ends, *among), claims, number < len(live))


def _held_together(bonds: Sequence[Bond]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The claims that hang together by contradictions that count, and of the rest those that do by apparent ones."""
    live = list(_gathered(contradictions(bonds, LIVE), restatements(bonds)))
    held = set[str]().union(*live)
    rest = [bond for bond in bonds if held.isdisjoint((bond.from_, bond.to))]
    return live, list(_gathered(contradictions(rest, {LinkStatus.APPARENT}), restatements(rest)))


def contradictions(bonds: Iterable[B], statuses: Container[str]) -> list[B]:
    """The contradictions with one of these statuses."""
    return [bond for bond in bonds if bond.kind == LinkKind.CONTRADICTS and bond.status in statuses]


def restatements(bonds: Iterable[B]) -> list[B]:
    """The restatements that count: they make claims one position."""
    return [bond for bond in bonds if bond.type == LinkType.RESTATES and bond.status in LIVE]


def edges_of(contradicting: Iterable[Bond], restated: Iterable[Bond]) -> list[Edge]:
    """The signed edges that these bonds are."""
    signed = ((-1, contradicting), (1, restated))
    return [Edge(bond.from_, bond.to, sign, bond.score) for sign, bonds in signed for bond in bonds]


def disturbed(groups: Sequence[Group], bonds: Iterable[Bond], claims: Container[str], known: Mapping[str, frozenset[str]]) -> set[int]:
    """Which groups, by their place, may be other disputes than before, where only these claims changed.

    `known` are the claims of the disputes that there were. A group stays as it was where it has the id and the claims of
    one of those, none that changed, and none beside one that changed.
    """
    place = {claim: number for number, group in enumerate(groups) for claim in group.claims}
    found = {number for number, group in enumerate(groups) if known.get(group.id) != frozenset(group.claims)}
    found |= {number for claim, number in place.items() if claim in claims}
    for bond in bonds:
        if bond.from_ in claims or bond.to in claims:
            found |= {place[end] for end in (bond.from_, bond.to) if end in place}
    return found


def _is_bond(link: Link) -> bool:
    if link.from_ == link.to:
        return False
    return link.type is LinkType.RESTATES or (link.kind is LinkKind.CONTRADICTS and link.type is not LinkType.UNDERCUT)


def _gathered(contradicting: Sequence[Bond], restated: Sequence[Bond]) -> Iterator[tuple[str, ...]]:
    """The claims that hang together by these, where any contradict each other."""
    ends = {end for bond in contradicting for end in (bond.from_, bond.to)}
    for group in components_of(neighbours_of(edges_of(contradicting, restated))):
        if not ends.isdisjoint(group):
            yield tuple(group)
