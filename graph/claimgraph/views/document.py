"""A document as its text cut into pieces, so that every claim can be marked where its words stand, however marks overlap."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.covering import uncovered
from claimgraph.model import Citation, Document, Graph, Span, Unread

_BLANK_LINES = re.compile(r"\r?\n[^\S\n]*(?:\r?\n[^\S\n]*)+")
_LINE_ENDS = re.compile(r"(?:\r?\n[^\S\n]*)+")
WIDEST = 120
"""A text with a longer line is not wrapped by hand: each of its lines is a paragraph."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the same marks from end to end.

    `claims` are all claims whose words it belongs to, `opens` and `closes` those whose first mark begins or ends with it.
    """

    text: str
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    clash: bool = False
    hidden: bool = False
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; `start` is its offset in the document."""

    start: int
    segments: tuple[Segment, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims whose first mark begins here, in order."""
        return tuple(claim for segment in self.segments for claim in segment.opens)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A document's text with its marks; `numbers` counts the claims from 1 in the order in which they begin."""

    paragraphs: tuple[Paragraph, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    claim: str | None = None
    clash: bool = False
    hidden: bool = False
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    marks: tuple[_Mark, ...]


def mark_document(graph: Graph, document: Document) -> MarkedText:
    """The text of the document with the words of every claim of it marked, and the words that clash within them."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for assertion in graph.assertions.values():
        claim = assertion.content.claim
        if assertion.document == document.id and claim is not None and assertion.quote.holds_in(document.text):
            spans[claim].append(Span(assertion.quote.start, assertion.quote.end))
    return mark_text(document, spans, _clashes_in(graph, document))


def unread_in(graph: Graph, document: Document) -> tuple[Unread, ...]:
    """The sentences of the document of which its reading made nothing, nor anybody since."""
    return tuple(uncovered(document.unread, (act.quote for act in graph.assertions.values() if act.document == document.id)))


def mark_text(document: Document, spans: Mapping[str, Sequence[Span]], clashes: Iterable[Span] = ()) -> MarkedText:
    """The text with the spans of each claim marked, as paragraphs without the blank lines between them.

    Spans that do not lie in the text are left out. Linear in the text and in the sum of marks over all segments.
    """
    bounds = list(_paragraphs(document.text))
    marks = [mark for mark in _marks(document, spans, clashes) if 0 <= mark.start < mark.end <= len(document.text)]
    pieces = list(_pieces(marks, bounds))
    segments = list(_segments(document.text, pieces))
    starts = [piece.start for piece in pieces]
    paragraphs = tuple(Paragraph(start, tuple(segments[bisect_left(starts, start) : bisect_left(starts, end)])) for start, end in bounds)
    opened = (claim for paragraph in paragraphs for claim in paragraph.claims)
    return MarkedText(paragraphs, {claim: number for number, claim in enumerate(opened, 1)})


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    wrapped = max(map(len, text.split("\n"))) <= WIDEST
    start = 0
    for gap in (_BLANK_LINES if wrapped else _LINE_ENDS).finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def _clashes_in(graph: Graph, document: Document) -> Iterator[Span]:
    for link in graph.links.values():
        for end, spans in ((link.from_, link.clash_from), (link.to, link.clash_to)):
            claim = graph.claims.get(end)
            if claim is not None and claim.document == document.id:
                yield from spans


def _marks(document: Document, spans: Mapping[str, Sequence[Span]], clashes: Iterable[Span]) -> Iterator[_Mark]:
    for claim, places in spans.items():
        for place in places:
            yield _Mark(place.start, place.end, claim=claim)
    for span in clashes:
        yield _Mark(span.start, span.end, clash=True)
    for span in document.hidden:
        yield _Mark(span.start, span.end, hidden=True)
    for citation in document.citations:
        yield _Mark(citation.start, citation.end, citation=citation)


def _pieces(marks: Iterable[_Mark], bounds: Iterable[tuple[int, int]]) -> Iterator[_Piece]:
    """The ranges of the paragraphs between neighbouring edges, with the marks that hold there; a sweep from left to right."""
    begins: dict[int, list[_Mark]] = defaultdict(list)
    inside = dict(bounds)
    edges = {offset for bound in inside.items() for offset in bound}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        begins[mark.start].append(mark)
        edges |= {mark.start, mark.end}
    active: list[_Mark] = []
    until = 0
    for start, end in pairwise(sorted(edges)):
        until = inside.get(start, until)
        active = [mark for mark in active if mark.end > start] + begins[start]
        if start < until:
            yield _Piece(start, end, tuple(active))


def _segments(text: str, pieces: Sequence[_Piece]) -> Iterator[Segment]:
    opens, closes = _homes(pieces)
    for piece in pieces:
        claims = tuple(dict.fromkeys(mark.claim for mark in piece.marks if mark.claim))
        yield Segment(
            text[piece.start : piece.end],
            claims,
            opens=tuple(claim for claim in claims if opens[claim] == piece.start),
            closes=tuple(claim for claim in claims if closes[claim] == piece.start),
            clash=any(mark.clash for mark in piece.marks),
            hidden=any(mark.hidden for mark in piece.marks),
            citation=next((mark.citation for mark in piece.marks if mark.citation), None),
        )


def _homes(pieces: Iterable[_Piece]) -> tuple[dict[str, int], dict[str, int]]:
    """Where the first mark of each claim begins, and where its last piece begins."""
    home: dict[str, _Mark] = {}
    opens: dict[str, int] = {}
    closes: dict[str, int] = {}
    for piece in pieces:
        for mark in piece.marks:
            if mark.claim and home.setdefault(mark.claim, mark) is mark:
                opens.setdefault(mark.claim, piece.start)
                closes[mark.claim] = piece.start
    return opens, closes
