"""Rival explanations: one thing that the text puts down to two causes, by the words of two voices."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from claimgraph.link.pairs.anchoring import shown_by
from claimgraph.link.pairs.compare import SUPPORTS, compare
from claimgraph.link.version import judge_of
from claimgraph.model import Assertion, Graph, Link, LinkKind, LinkStatus, LinkType, Span, mint_link_id


def rival_premises(graph: Graph, stated: Iterable[Link]) -> Iterator[Link]:
    """Contradictions between the stated reasons of two claims that say the same, where different voices give different reasons."""
    shown = shown_by(graph)
    reasons = [link for link in stated if link.type is LinkType.PREMISE and link.from_ in shown and link.to in graph.claims]
    for one, other in combinations(reasons[:MOST], 2):
        if _say_the_same(graph, one.to, other.to) and not _say_the_same(graph, one.from_, other.from_):
            mine, yours = shown[one.from_], shown[other.from_]
            if mine.speaker.id != yours.speaker.id and one.from_ != other.to and other.from_ != one.to:
                yield _rivals(mine, yours)


MOST = 60
"""How many stated reasons of one document are compared with each other."""


def _say_the_same(graph: Graph, one: str, other: str) -> bool:
    """Whether two claims are one, or each supports the other."""
    return one == other or compare(graph.claims[one], graph.claims[other]).relation == SUPPORTS


def _rivals(one: Assertion, other: Assertion) -> Link:
    """The link between two rival reasons, given by the assertions that show them."""
    left, right = str(one.content.claim), str(other.content.claim)
    return Link(
        id=mint_link_id(LinkKind.CONTRADICTS, LinkType.CAUSE, left, right),
        kind=LinkKind.CONTRADICTS,
        type=LinkType.CAUSE,
        from_=left,
        to=right,
        score=0.75,
        rationale=f"{one.speaker.name} and {other.speaker.name} give different reasons for one thing.",
        judge=judge_of("causes"),
        status=LinkStatus.PROPOSED,
        clash_from=(Span(one.quote.start, one.quote.end),),
        clash_to=(Span(other.quote.start, other.quote.end),),
    )
