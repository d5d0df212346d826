"""A quote in its own context, cut into plain words, the quote's words, and those of them that clash."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.model import Anchor, Document, Span

# An empty line ends a paragraph; so does a line break after a full stop (text out of HTML has no empty lines).
_BORDER = re.compile(r"\n[^\S\n]*\n|(?<=[.!?”\"'’)\]])[^\S\n]*\n")
CONTEXT = 150
"""About how many code points of context stand on either side."""
LONGEST = 700
"""A longer quote is cut around its first clash."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words in one role: `plain` (context), `marked` (the quote) or `clash` (the words that clash)."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote with its context, in order; `cut_before` and `cut_after` tell that its paragraph goes on."""

    document: str
    stretches: tuple[Stretch, ...]
    cut_before: bool
    cut_after: bool

    @property
    def text(self) -> str:
        """All words, as they stand in the document."""
        return "".join(stretch.text for stretch in self.stretches)


def excerpt_of(document: Document, quote: Anchor, clashes: Iterable[Span] = ()) -> Excerpt:
    """The quote in its paragraph; clash spans near the quote are in view, those elsewhere are left out."""
    text = document.text
    spans = [span for span in clashes if 0 <= span.start < span.end <= len(text)]
    near = [span for span in spans if span.end > quote.start - 2 * CONTEXT and span.start < quote.end + 2 * CONTEXT]
    core = _core(quote, near)
    (start, cut_before), (end, cut_after) = _back(text, core.start), _forward(text, core.end)
    cuts = {start, end, quote.start, quote.end, *(cut for span in near for cut in (span.start, span.end))}
    inside = sorted(cut for cut in cuts if start <= cut <= end)
    stretches = tuple(Stretch(text[first:last], _role(Span(first, last), quote, near)) for first, last in pairwise(inside))
    return Excerpt(document.id, stretches, cut_before, cut_after)


def _role(part: Span, quote: Anchor, clashes: Iterable[Span]) -> str:
    if any(span.start <= part.start and part.end <= span.end for span in clashes):
        return "clash"
    return "marked" if quote.start <= part.start and part.end <= quote.end else "plain"


def _core(quote: Anchor, clashes: list[Span]) -> Span:
    """What must be in view: quote and clashes, or where these are too long, what lies around the first clash."""
    start = min([quote.start, *(span.start for span in clashes)])
    end = max([quote.end, *(span.end for span in clashes)])
    if end - start > LONGEST:
        start = max(start, min((span.start for span in clashes), default=start) - LONGEST // 4)
        end = min(end, start + LONGEST)
    return Span(start, end)


def _back(text: str, start: int) -> tuple[int, bool]:
    """Where the context before `start` begins, at its paragraph or else at a word, and whether the paragraph began earlier."""
    floor = max(0, start - CONTEXT)
    borders = list(_BORDER.finditer(text, max(0, floor - 2), start))
    if borders:
        return borders[-1].end(), False
    space = re.search(r"\s", text[floor:start]) if floor else None
    return floor + space.end() if space else floor, floor > 0


def _forward(text: str, end: int) -> tuple[int, bool]:
    """Where the context after `end` ends, at its paragraph or else at a word, and whether the paragraph goes on."""
    ceiling = min(len(text), end + CONTEXT)
    border = _BORDER.search(text, end, min(len(text), ceiling + 2))
    if border:
        return border.start(), False
    if ceiling == len(text):
        return end + len(text[end:ceiling].rstrip()), False
    space = max(text.rfind(" ", end, ceiling), text.rfind("\n", end, ceiling))
    return space if space > end else ceiling, True
