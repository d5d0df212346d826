"""Rows of tables in a text: lines whose cells stand apart by tabs, or between bars as Markdown and page readers write them.

A row is no sentence, whatever its cells say side by side. A cell that is a sentence is read by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.model import Span

_LINE = re.compile(r"[^\n]+")
_BARRED = re.compile(r"\s*\|(?:[^\n|]*\|)+\s*")
_CELL = re.compile(r"[^\t]+")
_BARRED_CELL = re.compile(r"[^|]+")
_MARKED = re.compile(r"\s*(?:.*:|[-*•▪–#]+|[\w(]{1,5}[.)]|[QA])\s*")
"""What stands before a tab and begins no row: the mark of a list, who speaks in a transcript, the name of a field."""
_SENTENCE = re.compile(r"""(?:[^\s]+\s+){3,}[^\s]*[.!?]["”’»)\]]*\s*""")
"""So many words at least, with a full stop."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row where it stands: the cells that are sentences, and the stretches of cells between them that are none."""

    start: int
    end: int
    sentences: tuple[Span, ...]
    others: tuple[Span, ...]


def rows_in(text: str) -> Iterator[Row]:
    """The rows of tables in a text; lines with tabs are rows where two that follow each other have as many cells."""
    lines = [line for line in _LINE.finditer(text) if not line.group().isspace()]
    cells = [_cells(line.group()) for line in lines]
    alike = {number for pair in pairwise(range(len(lines))) if cells[pair[0]] == cells[pair[1]] > 1 for number in pair}
    for number, line in enumerate(lines):
        barred = _BARRED.fullmatch(line.group()) is not None and line.group().count("|") > 2
        if barred or number in alike:
            yield _row(line, _BARRED_CELL if barred else _CELL)


def _cells(line: str) -> int:
    """How many cells a line has that stand apart by tabs; 0 where its first is none of a table."""
    first, tab, _ = line.lstrip().partition("\t")
    return 0 if not tab or _MARKED.fullmatch(first) else line.lstrip().count("\t") + 1


def _row(line: re.Match[str], cell: re.Pattern[str]) -> Row:
    found = [trimmed for one in cell.finditer(line.group()) if (trimmed := _trimmed(one, line.start())).start < trimmed.end]
    sentences = tuple(one for one in found if _SENTENCE.fullmatch(line.string, one.start, one.end))
    others: list[Span] = []
    for before, one in pairwise([None, *found]):
        if one is None or one in sentences:
            continue
        goes_on = others and before is not None and before.end == others[-1].end
        others[-1:] = [Span(others[-1].start, one.end)] if goes_on else [*others[-1:], one]
    return Row(line.start(), line.end(), sentences, tuple(one for one in others if _is_worded(line.string[one.start : one.end])))


def _trimmed(cell: re.Match[str], offset: int) -> Span:
    words = cell.group()
    start = offset + cell.start() + len(words) - len(words.lstrip())
    return Span(start, max(start, offset + cell.start() + len(words.rstrip())))


def _is_worded(words: str) -> bool:
    return any(character.isalnum() for character in words)


def tables_of(text: str, rows: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a text that cells without a sentence make up, those of rows that follow each other as one."""
    begun: Span | None = None
    for row in rows:
        if begun is not None and not _is_worded(text[begun.end : row.start]):
            begun = Span(begun.start, row.end)
            continue
        if begun is not None:
            yield begun
        begun = row
    if begun is not None:
        yield begun
