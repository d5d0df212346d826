"""Which claims make one dispute: those that hang together by contradictions, and by restatements, which hold one position together.

It looks at links alone, so that it can be asked of a large knot at the cost of its links.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from claimgraph.model import Graph, Link, LinkKind, LinkStatus, LinkType
from claimgraph.reason.camps import Edge, groups_of

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


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one dispute; without a `live` contradiction it is one of claims whose scope differs."""

    claims: tuple[str, ...]
    live: bool


def bonds_of(graph: Graph) -> list[Link]:
    """The contradictions and living restatements between two claims of a graph, oldest first."""
    return [link for link in graph.links.values() if _is_bond(link) and link.from_ in graph.claims and link.to in graph.claims]


def groups_among(bonds: Sequence[Bond]) -> list[Group]:
    """The groups of the claims that these bonds, oldest first, hold together; those with live contradictions come first."""
    live, restated = contradictions(bonds, LIVE), restatements(bonds)
    groups = [Group(claims, live=True) for claims in _gathered(live, restated)]
    alone = contradictions(apart(bonds, groups), {LinkStatus.APPARENT})
    return groups + [Group(claims, live=False) for claims in _gathered(alone, restatements(apart(bonds, groups)))]


def contradictions(bonds: Iterable[B], statuses: Container[str]) -> list[B]:
    """The contradictions with one of these statuses."""
    return [bond for bond in bonds if bond.kind == LinkKind.CONTRADICTS and bond.status in statuses]


def restatements(bonds: Iterable[B]) -> list[B]:
    """The restatements, which make claims one position."""
    return [bond for bond in bonds if bond.type == LinkType.RESTATES]


def apart(bonds: Iterable[B], groups: Iterable[Group]) -> list[B]:
    """The bonds between claims of which none is in a group with live contradictions: no claim is in two groups."""
    held = {claim for group in groups if group.live for claim in group.claims}
    return [bond for bond in bonds if bond.from_ not in held and bond.to not in held]


def edges_of(contradicting: Iterable[Bond], restated: Iterable[Bond]) -> list[Edge]:
    """The signed edges that these bonds are."""
    signed = ((-1, contradicting), (1, restated))
    return [Edge(bond.from_, bond.to, sign, bond.score) for sign, bonds in signed for bond in bonds]


def disturbed(groups: Sequence[Group], bonds: Sequence[Bond], claims: Container[str], known: Collection[frozenset[str]]) -> set[int]:
    """Which groups, by their place, may be other disputes than before, where only these claims changed.

    `known` are the groups that there were, each with the same claims in no more than one dispute. A group stays as it
    was where it has the claims of one of those, none that changed, and none beside one that changed or that moved
    by a contradiction that does not count: such a one may give a dispute its id.
    """
    place = {claim: number for number, group in enumerate(groups) for claim in group.claims}
    moved = {number for number, group in enumerate(groups) if frozenset(group.claims) not in known}
    found = moved | {number for claim, number in place.items() if claim in claims}
    for bond in bonds:
        ends = {place.get(bond.from_), place.get(bond.to)}
        loose = bond.status not in LIVE and (None in ends or not moved.isdisjoint(ends))
        if loose or bond.from_ in claims or bond.to in claims:
            found |= {number for number in ends if number is not None}
    return found


def _is_bond(link: Link) -> bool:
    if link.from_ == link.to:
        return False
    if link.type is LinkType.RESTATES:
        return link.status in LIVE
    return link.kind is LinkKind.CONTRADICTS and link.type is not LinkType.UNDERCUT


def _gathered(contradicting: Sequence[Bond], restated: Sequence[Bond]) -> Iterator[tuple[str, ...]]:
    ends = {end for bond in contradicting for end in (bond.from_, bond.to)}
    for group in groups_of(edges_of(contradicting, restated)):
        if not ends.isdisjoint(group):
            yield tuple(group)
