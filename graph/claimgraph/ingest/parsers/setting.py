"""How the lines of a PDF page go together: what was broken for want of room goes on, what begins anew does not."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from claimgraph.ingest.parsers.ink import Spot

MARKS = "\ufdd0\ufdd1"
"""Two noncharacters, which no text has, around what nobody sees."""
_HYPHENS = "-\u00ad"
_EDGE, _FEWEST_PAGES = 2, 3
"""How many lines at the edge of a page may be a running head, which stands on so many pages at least, and on one in so many."""
_ALIKE = 0.05
"""By which share the sizes of letters may differ that are of one paragraph."""
_INDENT = 0.7
_FARTHEST = 3.0
"""In sizes of letters: from where on a line begins further right than another, and how far apart the lines of a paragraph may stand."""
_GAP = 1.25
"""How much more than is usual on the page there may be between the lines of a paragraph."""
_FULL, _FEWEST_FULL = 0.85, 3
"""The share of the longest line from which on one has no room for a further word, and how many such lines show how wide a column is."""
_ENDS = re.compile(r"[.!?:;]['\"”’»)\]]*\s*$")

_ITEM = re.compile(r"[-*•▪–]\s|\(?\d{1,2}[.)]\s")
_NARROWEST = 22
"""No prose is set in lines of less: addresses are, and verses."""


@dataclass(slots=True)
class Line:
    """One line of a page: its words, with marks in them, and where its letters begin."""

    words: str = ""
    spots: list[Spot] = field(default_factory=list)

    @property
    def size(self) -> float:
        """Of its letters, in points; 0 where it has none."""
        return max((spot.size for spot in self.spots), default=0.0)

    @property
    def bare(self) -> str:
        """Its words without marks and space around them."""
        return self.words.strip(f"{MARKS} ") if self.spots else ""

    @property
    def place(self) -> tuple[str, int]:
        """What it says, whatever the number, and how high on the page."""
        return re.sub(r"\d+", "#", self.bare), round(self.spots[0].y)


def set_pages(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[str, ...]]:
    """The words of pages, a blank line between them unless a sentence goes on; and the running heads and feet, which are left out.

    What is above all else on the first page stays.
    """
    running, left, text, last = _running(pages), dict[str, str](), "", Line()
    for number, page in enumerate(pages):
        lowest = _middle(page) if number == 0 else inf
        heads = {id(line): line for line in page if line.bare and line.place in running and line.spots[0].y < lowest}
        kept = [line for line in page if id(line) not in heads]
        words = set_lines(kept).strip(" \n")
        if words:
            worded = [line for line in kept if line.bare] or [Line()]
            text, last = f"{text}{_joint(last, worded[0])}{words}" if text else words, worded[-1]
        left |= {line.place[0]: line.bare for line in heads.values()}
    return text, tuple(sorted(left.values(), key=len, reverse=True))


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands at the upper or lower edge of page after page."""
    counts = Counter[tuple[str, int]]()
    for page in pages:
        rows = sorted((line for line in page if line.bare), key=lambda line: line.spots[0].y)
        counts.update({line.place for line in (*rows[:_EDGE], *rows[-_EDGE:])})
    return {place for place, count in counts.items() if count >= max(_FEWEST_PAGES, len(pages) / _FEWEST_PAGES)}


def _middle(page: Sequence[Line]) -> float:
    return median([line.spots[0].y for line in page if line.spots] or [0.0])


def _joint(before: Line, line: Line) -> str:
    """What stands between two pages."""
    if not _alike(before, line) or not _is_broken_off(before.bare, line.bare):
        return "\n\n"
    return "\n" if before.bare[-1] in _HYPHENS else " "


def set_lines(lines: Sequence[Line]) -> str:
    """The words of a page with a line for each paragraph, as far as places, sizes and lengths tell where one ends."""
    page = _Page([line for line in lines if line.bare])
    text = lines[0].words if lines else ""
    for before, line in pairwise(lines):
        text += f" {line.words.lstrip()}" if page.goes_on(before, line) else f"\n{line.words}"
    return text


class _Page:
    """What is usual on a page: how far lines stand apart, and how long those get that begin at one place."""

    def __init__(self, lines: Sequence[Line]) -> None:
        steps = [_down(one, other) for one, other in pairwise(lines) if _alike(one, other)]
        self._leading = median([step for step in steps if step > 0] or [0.0])
        lengths: dict[tuple[int, int], list[int]] = {}
        for line in lines:
            lengths.setdefault(self._column(line), []).append(len(line.bare))
        self._least_full = {column: _least_full(found) for column, found in lengths.items()}

    def goes_on(self, before: Line, line: Line) -> bool:
        """Whether a line goes on with the one before it."""
        first, second = before.bare, line.bare
        if not (first and second) or not _alike(before, line) or first[-1] in _HYPHENS:
            return False
        if _is_broken_off(first, second):
            return True
        step, inward = _down(before, line), line.spots[0].x - before.spots[0].x
        begins = inward > _INDENT * line.size and not _is_item(first)
        if begins or not 0 < step <= min(_GAP * self._leading, _FARTHEST * line.size):
            return False
        needed = self._least_full.get(self._column(line))
        return needed is not None and len(first) + 1 + len(second.split()[0]) > needed and not _is_item(second)

    def _column(self, line: Line) -> tuple[int, int]:
        return round(line.spots[0].x / 10), round(line.size)


def _least_full(lengths: Sequence[int]) -> float | None:
    """From which length on a line of a column is full; None where too few are as long to tell how wide it is."""
    least = _FULL * max(lengths)
    return least if least >= _NARROWEST and sum(length >= least for length in lengths) >= _FEWEST_FULL else None


def _is_broken_off(first: str, second: str) -> bool:
    return bool(first and second) and second[0].islower() and not _ENDS.search(first)


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _ALIKE * max(one.size, other.size)


def _down(one: Line, other: Line) -> float:
    return one.spots[0].y - other.spots[0].y


def _is_item(words: str) -> bool:
    return _ITEM.match(words) is not None
