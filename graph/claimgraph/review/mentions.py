"""What a corrected claim is about: the entities of its document that its words or its quote name."""

from collections.abc import Iterable, Iterator
from itertools import chain

from claimgraph.model import Anchor, Document, Entity, Graph, Mention
from claimgraph.review.anchoring import nearest

SHORTEST = 2
"""Code points of a name that is looked for."""


def mentions_of(graph: Graph, document: Document, quote: Anchor, text: str, before: Iterable[Mention]) -> tuple[Mention, ...]:
    """Where the document names what a claim of this text and quote is about, in order; `before` is what it named until now."""
    named = {entity.id: entity for entity in graph.entities.values() if entity.document == document.id and _is_named(entity, text)}
    inside = chain.from_iterable(claim.mentions for claim in graph.claims.values() if claim.document == document.id)
    kept = [mention for mention in before if mention.entity in named or _within(mention, quote)]
    kept += [mention for mention in inside if mention.entity in named and _within(mention, quote)]
    for missing in named.keys() - {mention.entity for mention in kept}:
        kept += _found(named[missing], document, quote)
    return tuple(sorted(dict.fromkeys(kept), key=lambda mention: (mention.start, mention.end, mention.entity)))


def _found(entity: Entity, document: Document, quote: Anchor) -> Iterator[Mention]:
    places = (nearest(document.text, name, quote.start) for name in _names(entity))
    span = next((place for place in places if place is not None), None)
    if span is not None:
        yield Mention(entity.id, span.start, span.end)


def _names(entity: Entity) -> tuple[str, ...]:
    return tuple(name for name in (entity.name, *entity.variants) if len(name) >= SHORTEST)


def _is_named(entity: Entity, text: str) -> bool:
    return any(_is_in(name, text) for name in _names(entity))


def _is_in(name: str, text: str) -> bool:
    """Whether a text has the name as words of their own."""
    place = text.find(name)
    while place >= 0:
        around = text[place - 1 : place] + text[place + len(name) : place + len(name) + 1]
        if not any(letter.isalnum() for letter in around):
            return True
        place = text.find(name, place + 1)
    return False


def _within(mention: Mention, quote: Anchor) -> bool:
    return quote.start <= mention.start and mention.end <= quote.end
