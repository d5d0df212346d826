"""The chains of voices between a reader and a claim, outermost hop first."""

from collections import defaultdict, deque
from dataclasses import dataclass

from claimgraph.model import Assertion, Graph


@dataclass(frozen=True, slots=True)
class Chain:
    """The assertions through which one document says something: outermost first, the last is of the claim itself."""

    hops: tuple[Assertion, ...]

    @property
    def first_hand(self) -> Assertion:
        """The assertion of the claim itself."""
        return self.hops[-1]


def chains_of(graph: Graph) -> dict[str, tuple[Chain, ...]]:
    """Every chain of each claim by claim id, in the graph's order; linear in the length of all chains.

    An assertion that several others take up stands in several chains. A hop that would close a circle is left out.
    """
    outer: dict[str, list[Assertion]] = defaultdict(list)
    inner: list[Assertion] = []
    for assertion in graph.assertions.values():
        if assertion.content.assertion is None:
            inner.append(assertion)
        else:
            outer[assertion.content.assertion].append(assertion)
    chains: dict[str, list[Chain]] = defaultdict(list)
    for assertion in inner:
        chains[assertion.content.id].extend(Chain(hops) for hops in _wrapped(assertion, outer))
    return {claim: tuple(found) for claim, found in chains.items()}


def _wrapped(innermost: Assertion, outer: dict[str, list[Assertion]]) -> list[tuple[Assertion, ...]]:
    finished: list[tuple[Assertion, ...]] = []
    open_: deque[tuple[Assertion, ...]] = deque([(innermost,)])
    while open_:
        hops = open_.popleft()
        seen = {hop.id for hop in hops}
        wider = [hop for hop in outer.get(hops[0].id, ()) if hop.id not in seen]
        open_.extend((hop, *hops) for hop in wider)
        if not wider:
            finished.append(hops)
    return finished
