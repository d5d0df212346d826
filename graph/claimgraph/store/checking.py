"""The rules that always hold, held against a graph."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimgraph.model import Assertion, Graph, Link


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach: the node, and what is wrong with it in a sentence."""

    node: str
    message: str


def check(graph: Graph) -> list[Problem]:
    """Every breach of the rules in `graph`, in the order of its nodes; linear in its size."""
    return [Problem(node, message) for node, message in _breaches(graph)]


def _breaches(graph: Graph) -> Iterator[tuple[str, str]]:
    asserted = {item.content.claim for item in graph.assertions.values()}
    for claim in graph.claims.values():
        if claim.id not in asserted:
            yield claim.id, "nobody asserts this claim"
        yield from ((claim.id, f"its entity {name} is not in the store") for name in claim.entities if name not in graph.entities)
    for assertion in graph.assertions.values():
        yield from ((assertion.id, message) for message in _assertion_faults(assertion, graph))
    for link in graph.links.values():
        yield from ((link.id, message) for message in _link_faults(link, graph))
    yield from _cycles(graph)


def _assertion_faults(assertion: Assertion, graph: Graph) -> Iterator[str]:
    document = graph.documents.get(assertion.document)
    if document is None:
        yield f"its document {assertion.document} is not in the store"
    else:
        anchors = (assertion.quote, *assertion.hedges, *((assertion.cue,) if assertion.cue else ()))
        yield from (
            f"“{anchor.exact[:40]}” is not at {anchor.start} of the document" for anchor in anchors if not anchor.holds_in(document.text)
        )
    if assertion.speaker.id not in graph.sources:
        yield f"its speaker {assertion.speaker.id} is not in the store"
    if assertion.content.id not in graph.claims and assertion.content.id not in graph.assertions:
        yield f"its content {assertion.content.id} is not in the store"


def _link_faults(link: Link, graph: Graph) -> Iterator[str]:
    for end in (link.from_, link.to):
        if not any(end in shelf for shelf in (graph.claims, graph.assertions, graph.links)):
            yield f"its end {end} is not in the store"
    if link.stated_in and link.stated_in not in graph.assertions:
        yield f"the assertion {link.stated_in} that states it is not in the store"
    if not link.stated_in and not link.judge:
        yield "neither an assertion nor a judge stands behind it"
    if not 0 <= link.score <= 1:
        yield f"its score {link.score} is not in [0, 1]"


def _cycles(graph: Graph) -> Iterable[tuple[str, str]]:
    for start, assertion in graph.assertions.items():
        here, steps = assertion, 0
        while here.content.assertion and steps <= len(graph.assertions):
            following = graph.assertions.get(here.content.assertion)
            if following is None:
                break
            here, steps = following, steps + 1
            if here.id == start:
                yield start, "its chain leads back to itself"
                break
