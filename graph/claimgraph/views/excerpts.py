"""A quote in its own context, cut into plain words, the quote's words, and those of them that clash."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.model import Anchor, Document, Span

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
    spans = [span for span in clashes if 0 <= span.start < span.end <= len(document.text)]
    near = [span for span in spans if span.end > quote.start - 2 * CONTEXT and span.start < quote.end + 2 * CONTEXT]
    window = _window(document.text, quote, near)
    cuts = {window.start, window.end, quote.start, quote.end, *(end for span in near for end in (span.start, span.end))}
    inside = sorted(cut for cut in cuts if window.start <= cut <= window.end)
    stretches = [Stretch(document.text[start:end], _role(start, end, quote, near)) for start, end in pairwise(inside)]
    before, after = document.text[: window.start][-2:].strip(" \t\r"), document.text[window.end :][:2].strip(" \t\r")
    return Excerpt(document.id, tuple(stretches), bool(before) and before != "\n\n", bool(after) and after != "\n\n")


def _role(start: int, end: int, quote: Anchor, clashes: Iterable[Span]) -> str:
    if any(span.start <= start and end <= span.end for span in clashes):
        return "clash"
    return "marked" if quote.start <= start and end <= quote.end else "plain"


def _window(text: str, quote: Anchor, clashes: list[Span]) -> Span:
    """What is in view: quote and clashes with context, not past their paragraph, cut at words."""
    start = min([quote.start, *(span.start for span in clashes)])
    end = max([quote.end, *(span.end for span in clashes)])
    if end - start > LONGEST:
        start = max(start, min((span.start for span in clashes), default=start) - LONGEST // 4)
        end = min(end, start + LONGEST)
    return Span(_back(text, start), _forward(text, end))


def _back(text: str, start: int) -> int:
    """Where the context before `start` begins: a paragraph, a sentence or else a word."""
    floor = max(0, start - CONTEXT)
    paragraph = text.rfind("\n\n", floor, start)
    if paragraph >= 0:
        return paragraph + 2
    if floor == 0:
        return 0
    space = re.search(r"\s", text[floor:start])
    return floor + space.end() if space else floor


def _forward(text: str, end: int) -> int:
    """Where the context after `end` ends: a paragraph or else a word."""
    ceiling = min(len(text), end + CONTEXT)
    paragraph = text.find("\n\n", end, ceiling)
    if paragraph >= 0:
        return paragraph
    if ceiling == len(text):
        return ceiling
    space = max(text.rfind(" ", end, ceiling), text.rfind("\n", end, ceiling))
    return space if space > end else ceiling
