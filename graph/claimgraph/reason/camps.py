"""Which claims belong to one dispute, and on which side each stands.

Edges are signed: -1 between claims that contradict, +1 between claims that restate each other. Components are disputes; a
component that is a knot falls into communities (`claimgraph.reason.communities`). Two camps come from a breadth-first signed
colouring, exact where the component is balanced, else improved by greedy flips.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.reason.communities import communities_in

KNOT = 40
"""A component of more claims than this is split."""
SWEEPS = 8
"""How often greedy flips may go over a component that is not balanced."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A signed edge between two claims: `sign` is -1 for a contradiction, +1 for a restatement."""

    a: str
    b: str
    sign: int
    weight: float = 1.0


Neighbours = Mapping[str, Sequence[tuple[str, int]]]


def neighbours_of(edges: Iterable[Edge]) -> dict[str, list[tuple[str, int]]]:
    """For each claim, its neighbours with the sign of the edge, in the order of the edges."""
    found: dict[str, list[tuple[str, int]]] = {}
    for edge in edges:
        found.setdefault(edge.a, []).append((edge.b, edge.sign))
        found.setdefault(edge.b, []).append((edge.a, edge.sign))
    return found


def components_of(neighbours: Neighbours) -> list[list[str]]:
    """The connected components, each in breadth-first order from its first claim."""
    seen: set[str] = set()
    return [_reach(start, neighbours, seen) for start in neighbours if start not in seen]


def _reach(start: str, neighbours: Neighbours, seen: set[str]) -> list[str]:
    seen.add(start)
    reached = [start]
    for claim in reached:
        new = dict.fromkeys(other for other, _ in neighbours[claim] if other not in seen)
        seen.update(new)
        reached.extend(new)
    return reached


def groups_of(edges: Sequence[Edge]) -> list[list[str]]:
    """The claims of each dispute: the components, and where one is a knot, its communities."""
    components = components_of(neighbours_of(edges))
    home = {claim: number for number, component in enumerate(components) for claim in component}
    inner: dict[int, list[Edge]] = {}
    for edge in edges:
        inner.setdefault(home[edge.a], []).append(edge)
    return [group for number, component in enumerate(components) for group in communities_of(component, inner[number])]


def communities_of(claims: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """The claims of one component in groups: one group, or for a knot the communities of claims that clash most with each other."""
    if len(claims) <= KNOT:
        return [list(claims)]
    found = communities_in((edge.a, edge.b, edge.weight) for edge in edges)
    group = {claim: number for number, community in enumerate(found) for claim in community}
    _join_lonely(group, edges)
    gathered: dict[int, list[str]] = {}
    for claim in claims:
        gathered.setdefault(group[claim], []).append(claim)
    return list(gathered.values())


def _join_lonely(group: dict[str, int], edges: Sequence[Edge]) -> None:
    """Move each claim that clashes with nothing in its own community to that of its strongest rival: no contradiction may get lost."""
    rivals: dict[str, dict[str, float]] = {}
    for edge in (edge for edge in edges if edge.sign < 0):
        rivals.setdefault(edge.a, {})[edge.b] = edge.weight
        rivals.setdefault(edge.b, {})[edge.a] = edge.weight
    for claim, found in rivals.items():
        if all(group[rival] != group[claim] for rival in found):
            group[claim] = group[max(found, key=lambda rival: (found[rival], rival))]


def camps_of(claims: Sequence[str], neighbours: Neighbours) -> dict[str, int]:
    """The side, 0 or 1, of each claim: the first stands on side 0; as few contradictions inside a side as greedy flips reach."""
    inside = set(claims)
    side: dict[str, int] = {}
    for start in claims:
        if start not in side:
            _colour(start, neighbours, side, inside=inside)
    for _ in range(SWEEPS):
        if not _flip(claims, neighbours, side):
            break
    if side and side[claims[0]]:
        return {claim: 1 - camp for claim, camp in side.items()}
    return side


def _colour(start: str, neighbours: Neighbours, side: dict[str, int], *, inside: set[str]) -> None:
    side[start] = 0
    waiting = deque([start])
    while waiting:
        claim = waiting.popleft()
        for other, sign in neighbours[claim]:
            if other in inside and other not in side:
                side[other] = side[claim] if sign > 0 else 1 - side[claim]
                waiting.append(other)


def _flip(claims: Sequence[str], neighbours: Neighbours, side: dict[str, int]) -> bool:
    """Move each claim that fits better on the other side; whether one moved."""
    moved = False
    for claim in claims:
        pull = sum(sign if side[other] == side[claim] else -sign for other, sign in neighbours[claim] if other in side)
        if pull < 0:
            side[claim] = 1 - side[claim]
            moved = True
    return moved
