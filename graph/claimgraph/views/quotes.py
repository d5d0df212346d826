"""A quote cut where its words clash with another's."""

from collections.abc import Iterable
from dataclasses import dataclass

from claimgraph.model import Anchor, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quote, and whether its words clash."""

    text: str
    clash: bool


def cut_quote(anchor: Anchor, clashes: Iterable[Span]) -> tuple[Piece, ...]:
    """The quote in pieces, none empty: those inside a clash span of the document, and those between.

    >>> cut_quote(Anchor(10, 17, "not now", "", ""), [Span(4, 13)])
    (Piece(text='not', clash=True), Piece(text=' now', clash=False))
    """
    pieces: list[Piece] = []
    done = anchor.start
    for span in sorted(clashes, key=lambda span: span.start):
        start, end = max(span.start, done), min(span.end, anchor.end)
        if start < end:
            pieces += [Piece(_words(anchor, done, start), False), Piece(_words(anchor, start, end), True)]
            done = end
    pieces.append(Piece(_words(anchor, done, anchor.end), False))
    return tuple(piece for piece in pieces if piece.text)


def _words(anchor: Anchor, start: int, end: int) -> str:
    return anchor.exact[start - anchor.start : end - anchor.start]
