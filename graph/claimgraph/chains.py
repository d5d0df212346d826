"""Who says a claim, and through whom: the assertions of a graph followed from the claim outward.

The innermost assertion of a claim is its first hand; the assertions wrapped around that one are the hops through which it
reached the document. Building the index takes linear time, each walk takes the length of the chain.
"""

from collections.abc import Iterable

from claimgraph.model import Assertion, Graph, Stance

_UNSAID = frozenset({Stance.DENIES, Stance.ASKS})


class Chains:
    """An index of a graph's assertions by what they are of."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._of: dict[str, list[Assertion]] = {}
        self._voices: dict[str, tuple[str, ...]] = {}
        for assertion in graph.assertions.values():
            self._of.setdefault(assertion.content.id, []).append(assertion)

    def first_hands(self, claim_id: str) -> tuple[Assertion, ...]:
        """The assertions whose content is the claim itself, oldest first."""
        return tuple(self._of.get(claim_id, ()))

    def hops(self, assertion: Assertion) -> tuple[Assertion, ...]:
        """The assertions wrapped around this one, the nearest first."""
        seen = {assertion.id: assertion}
        waiting = [assertion]
        while waiting:
            outer = [hop for inner in waiting for hop in self._of.get(inner.id, ()) if hop.id not in seen]
            seen.update((hop.id, hop) for hop in outer)
            waiting = outer
        del seen[assertion.id]
        return tuple(seen.values())

    def is_retold(self, assertion_id: str) -> bool:
        """Whether another assertion is wrapped around this one."""
        return assertion_id in self._of

    def stands(self, assertion: Assertion) -> bool:
        """Whether somebody vouches that the assertion was made: False where each chain around it is denied or only asked about."""
        seen, waiting = {assertion.id}, [assertion]
        while waiting:
            outer = self._of.get(waiting.pop().id)
            if not outer:
                return True
            inside = [hop for hop in outer if hop.stance not in _UNSAID and hop.id not in seen]
            seen.update(hop.id for hop in inside)
            waiting.extend(inside)
        return False

    def voices(self, source_id: str) -> tuple[str, ...]:
        """The canonical ids of the voices of a source: its members where it is a collective, else itself."""
        if source_id not in self._voices:
            self._voices[source_id] = self._sought(source_id)
        return self._voices[source_id]

    def _sought(self, source_id: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        seen, waiting = {source_id}, [source_id]
        while waiting:
            head = waiting.pop(0)
            source = self._graph.sources.get(head)
            members = [member for member in (source.members if source else ()) if member not in seen]
            seen.update(members)
            waiting.extend(members)
            if source is None or not source.members:
                found[self._graph.representative(head)] = None
        return tuple(found) or (self._graph.representative(source_id),)

    def claim_of(self, assertion_id: str) -> str | None:
        """The claim at the inner end of the chain that this assertion belongs to, None where the chain is cut or circular."""
        seen: set[str] = set()
        node = self._graph.assertions.get(assertion_id)
        while node is not None and node.id not in seen:
            if node.content.claim is not None:
                return node.content.claim
            seen.add(node.id)
            node = self._graph.assertions.get(node.content.id)
        return None

    def voices_of(self, assertions: Iterable[Assertion]) -> tuple[str, ...]:
        """The canonical voices that make these assertions, each once, in order."""
        return tuple(dict.fromkeys(voice for assertion in assertions for voice in self.voices(assertion.speaker.id)))
