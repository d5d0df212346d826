"""Headlines: what a headline states, the opening of its text mostly states again in other words."""

from collections.abc import Iterator

from claimgraph.link.pairs.alignment import ALL, align
from claimgraph.link.text.places import Place, inferred, stated_link
from claimgraph.link.text.turns import Turns
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Link, LinkKind, LinkType

OPENING = 6
"""How many claims of the text behind a headline may be its opening."""
LEAST = 0.45
"""The least share of a headline that its restatement says."""


def restated_headlines(graph: Graph) -> tuple[Link, ...]:
    """Links from the claims of a headline to what restates them in the opening of the text, proposed."""
    found: list[Link] = []
    for document in graph.documents.values():
        turns = Turns.of(graph, document)
        found += _restated(turns)
    return tuple({link.id: link for link in found}.values())


def _restated(turns: Turns) -> Iterator[Link]:
    end = turns.document.text.find("\n")
    headline = [place for place in turns.told() if place.end <= end <= 200]
    opening = [place for place in turns.told() if place.start > end][:OPENING]
    for place in headline:
        best = max(opening, key=lambda other: _likeness(turns, place, other), default=None)
        if best is not None and _likeness(turns, place, best) >= LEAST:
            link = stated_link(LinkKind.SUPPORTS, LinkType.RESTATES, place, best, "The headline says in short what the text says.")
            yield inferred(link, judge_of("headline"), 0.8)


def _likeness(turns: Turns, place: Place, other: Place) -> float:
    """The share of a headline's claim that another claim says; 0 where one denies what the other says, or less than two words agree."""
    view = align(turns.profile(place), turns.profile(other))
    turned = any(view.a.terms[left].negative != view.b.terms[right].negative for left, right in view.pairs.items())
    verbs = any(view.a.terms[left].tag.startswith("VB") for left in view.pairs)
    return 0.0 if turned or not verbs or len(view.pairs) < 2 else view.coverage(view.a.content, relations=ALL)
