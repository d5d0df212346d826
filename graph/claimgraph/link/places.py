"""Claims at their places in a text, and the links that a text states between two of them."""

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from claimgraph.model import Assertion, Document, Graph, Link, LinkKind, LinkStatus, LinkType, Span, Stance, mint_link_id

NEAR = 4
"""How many code points of space and punctuation may stand between a cue and the claim that it joins."""


@dataclass(frozen=True, slots=True)
class Place:
    """A claim at its place in the text, with the assertion of it."""

    start: int
    end: int
    claim: str
    assertion: Assertion


def places_of(graph: Graph, document: Document, *, implied: bool = False) -> list[Place]:
    """The claims of a document where they stand, in order, the longest first of those that start together.

    What is only implied, such as the negative that a denial holds, is left out unless it is asked for.
    """
    found = (assertion for assertion in graph.assertions.values() if assertion.document == document.id and implied >= assertion.implied)
    return _in_order(graph, found)


def places_by_document(graph: Graph) -> dict[str, list[Place]]:
    """The claims of each document of the graph where they stand, as `places_of` has them, also where the document itself is not there.

    Of those that stand at one place the order is that of ids, so that it is the same whether they were just read or come from a store.
    """
    said: dict[str, list[Assertion]] = {}
    for assertion in graph.assertions.values():
        if not assertion.implied:
            said.setdefault(assertion.document, []).append(assertion)
    return {document: _in_order(graph, sorted(found, key=attrgetter("id"))) for document, found in said.items()}


def _in_order(graph: Graph, assertions: Iterable[Assertion]) -> list[Place]:
    found = (
        Place(assertion.quote.start, assertion.quote.end, assertion.content.claim, assertion)
        for assertion in assertions
        if assertion.content.claim is not None and assertion.content.claim in graph.claims
    )
    return sorted(found, key=lambda place: (place.start, -place.end))


def weighing_among(places: Sequence[Place]) -> set[str]:
    """Of the claims at these places of one document, in their order, those that weigh what another voice says and hold its words:
    "this does not support the line that …" is no claim that ….
    """
    found: set[str] = set()
    for number, outer in enumerate(places):
        inside = itertools.takewhile(functools.partial(_starts_in, outer), places[number + 1 :])
        if any(p.end <= outer.end and p.claim != outer.claim and p.assertion.speaker.id != outer.assertion.speaker.id for p in inside):
            found.add(outer.claim)
    return found


def _starts_in(outer: Place, inner: Place) -> bool:
    return inner.start < outer.end


def ending_before(text: str, places: Sequence[Place], at: int) -> Place | None:
    """The longest claim that ends just before a place, with nothing but space and punctuation between."""
    found = [place for place in places if place.end <= at and at - place.end <= NEAR and not re.search(r"\w|\n\s*\n", text[place.end : at])]
    return max(found, key=lambda place: (place.end, place.end - place.start), default=None)


def starting_behind(text: str, places: Sequence[Place], at: int) -> Place | None:
    """The longest claim that starts just behind a place."""
    found = [place for place in places if at <= place.start <= at + NEAR and not re.search(r"\w|\n\s*\n", text[at : place.start])]
    return max(found, key=lambda place: place.end - place.start, default=None)


def stated_link(kind: LinkKind, type_: LinkType, one: Place, other: Place, rationale: str) -> Link:
    """The confirmed link that a text states from one claim to the other; stated in the assertion of the later of the two."""
    before, behind = sorted((one, other), key=lambda place: place.start)
    later = behind.assertion if behind.assertion.stance is not Stance.REPORTS else before.assertion
    against = kind is LinkKind.CONTRADICTS
    return Link(
        id=mint_link_id(kind, type_, one.claim, other.claim),
        kind=kind,
        type=type_,
        from_=one.claim,
        to=other.claim,
        score=1.0,
        rationale=rationale,
        judge="text",
        status=LinkStatus.CONFIRMED,
        clash_from=(Span(one.start, one.end),) if against else (),
        clash_to=(Span(other.start, other.end),) if against else (),
        stated_in=later.id,
    )


def inferred(link: Link, judge: str, score: float) -> Link:
    """The same link as a rule's proposal: the text suggests it, but no word of it says so."""
    return replace(link, judge=judge, score=score, status=LinkStatus.PROPOSED, stated_in=None)
