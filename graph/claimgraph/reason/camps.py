"""On which side of a dispute each of its claims stands.

Edges are signed: -1 between claims that contradict, +1 between claims that restate each other. Two camps come from a
breadth-first signed colouring, exact where the dispute is balanced, else improved by greedy flips.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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
