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
_STOP = re.compile(r"[.!?\n]")
_PARTS = re.compile(r"\w|\n\s*\n")
_FEW = re.compile(r"[^.;:!?\n]{0,60}[.!?]?[\"”’)]?\s*")
_CONDITION, _OPENS_CONDITION = (re.compile(rf"\b(?:if|unless|whether){end}", re.IGNORECASE) for end in (r"\b", r"\s+\Z"))
_OPENS_QUESTION = re.compile(r"(?:why|how) (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE)
_CONCEDES = re.compile(r"(?:even though|although|though|even if)\b[^,;]*", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|are|was|were)\b")
_SET_IN = re.compile(rf"(?!.*(?:{_COPULA.pattern}|['’](?:s|re|m) )).*,.*", re.DOTALL)


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
    """The longest claim that ends just before a place, with nothing but space and punctuation between, or who said it and when.

    What the words of saying tell of the speaker ("said its chief, | Dana Roth |, because") is left out.
    """
    said = [(place, end) for place in places if place.end < (end := _end_of_saying(text, place)) <= at and _leads_up(text, places, end, at)]
    plain = [place for place in places if place.end <= at and at - place.end <= NEAR and not _PARTS.search(text, place.end, at)]
    found = [place for place in plain if not any(one.end <= place.start < end for one, end in said)]
    return max(
        (*found, *(place for place, _ in said)), key=lambda place: (place in found, place.end, place.end - place.start), default=None
    )


def _end_of_saying(text: str, place: Place) -> int:
    """Where the words end that tell behind a claim who says it: "P, said Roth |"; the claim's own end where none do."""
    cue, mention = place.assertion.cue, place.assertion.speaker.mention
    spans = [span for span in (cue, mention) if span is not None and span.start >= place.end]
    if cue is None or not spans or cue.start < place.end or _PARTS.search(text, place.end, min(span.start for span in spans)):
        return place.end
    return max(span.end for span in spans)


def _leads_up(text: str, places: Sequence[Place], start: int, at: int) -> bool:
    """Whether nothing but a few words of no claim of their own stand between the words of saying and a place."""
    return _FEW.fullmatch(text, start, at) is not None and not any(start <= place.start < at for place in places)


def clauses_of(graph: Graph, text: str, places: Iterable[Place]) -> list[Place]:
    """The places whose words are a clause, and no name with what is set in beside it: "its chief, Dana Roth"."""
    return [
        place
        for place in places
        if not (_SET_IN.fullmatch(text, place.start, place.end) and _COPULA.search(graph.claims[place.claim].text))
    ]


@dataclass(frozen=True, slots=True)
class Meant:
    """What is meant by the claims of a text at their places; `said` are all of these, the negative ones that denials hold included."""

    graph: Graph
    text: str
    said: Sequence[Place]

    def by(self, place: Place) -> Place | None:
        """A claim that is stated itself, the negative of one that its speaker denies, None for what is doubted, asked or supposed."""
        if place.assertion.stance in (Stance.DOUBTS, Stance.ASKS) or self._is_asked(place) or self.is_supposed(place):
            return None
        if place.assertion.stance is not Stance.DENIES:
            return place
        speaker = place.assertion.speaker.id
        return next(
            (
                p
                for p in self.said
                if (p.start, p.end) == (place.start, place.end) and p.assertion.implied and p.assertion.speaker.id == speaker
            ),
            None,
        )

    def is_supposed(self, place: Place) -> bool:
        """Whether a claim is only a condition or a concession: "if | I may", "even though he has left"."""
        if _CONCEDES.fullmatch(self.text, place.start, place.end) is not None:
            return True
        inside = _CONDITION.match(self.text, place.start) is not None and _CONDITION.match(self.graph.claims[place.claim].text) is None
        return inside or _OPENS_CONDITION.search(self.text, max(0, place.start - 12), place.start) is not None

    def _is_asked(self, place: Place) -> bool:
        end = _STOP.search(self.text, place.end)
        return _OPENS_QUESTION.match(self.text, place.start) is not None or (end is not None and end.group() == "?")


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
