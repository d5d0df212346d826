"""How the lines of a PDF page go together: what was broken for want of room goes on, what begins anew does not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from claimgraph.ingest.parsers.ink import Spot

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


def set_lines(lines: Iterable[Line], marks: str) -> str:
    """The words of a page with a line for each paragraph, as far as places, sizes and lengths tell where one ends."""
    given = list(lines)
    page = _Page([(line, line.words.strip(f"{marks} ")) for line in given if line.spots])
    text = given[0].words if given else ""
    for before, line in pairwise(given):
        first, second = (one.words.strip(f"{marks} ") for one in (before, line))
        text += f" {line.words.lstrip()}" if page.goes_on(before, first, line, second) else f"\n{line.words}"
    return text


class _Page:
    """What is usual on a page: how far lines stand apart, and how long those get that begin at one place."""

    def __init__(self, lines: Sequence[tuple[Line, str]]) -> None:
        steps = [_down(one, other) for (one, _), (other, _) in pairwise(lines) if _alike(one, other)]
        self._leading = median([step for step in steps if step > 0] or [0.0])
        lengths: dict[tuple[int, int], list[int]] = {}
        for line, words in lines:
            lengths.setdefault(self._column(line), []).append(len(words))
        self._least_full = {column: _least_full(found) for column, found in lengths.items()}

    def goes_on(self, before: Line, first: str, line: Line, second: str) -> bool:
        """Whether a line goes on with the one before it."""
        if not (before.spots and line.spots and first and second) or not _alike(before, line) or first[-1] in "-\u00ad":
            return False
        if second[0].islower() and not _ENDS.search(first):
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


def _alike(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _ALIKE * max(one.size, other.size)


def _down(one: Line, other: Line) -> float:
    return one.spots[0].y - other.spots[0].y


def _is_item(words: str) -> bool:
    return _ITEM.match(words) is not None
