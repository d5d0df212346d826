"""The HTML of a mail: all its words, line by line, each line behind as many ">" as it is quoted deep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

from claimgraph.errors import InputError
from claimgraph.ingest.parsers.html import SILENT, marked_page, notes_on
from claimgraph.ingest.parsers.parsed import Parsed, unmark

_PARAGRAPHS = frozenset("p blockquote ul ol table h1 h2 h3 h4 h5 h6 pre hr dl figure section article".split())
"""What a blank line stands before and behind."""
_LINES = frozenset("div li tr dt dd center address body header footer caption".split())
_CELLS = frozenset({"td", "th"})
_DEEPEST = 20
_BLANK = re.compile(r"[^\S\n]+|\n")


def read_letter(data: bytes, stated: str | None = None) -> Parsed:
    """The words of a mail in HTML, none left out, in the encoding that is stated for them; raises InputError where nobody would see any."""
    page = marked_page(data, stated)
    lines = _Lines()
    for step, element in iterwalk(page.tree, events=("start", "end", "comment", "pi")):
        lines.take(step, element)
    raw = lines.text().encode("utf-8", "replace").decode().replace("\x00", "")
    text, hidden = unmark(raw, page.marks)
    if not text.strip("> \n\t"):
        raise InputError("is a mail whose text is empty", code="empty")
    return Parsed(text, "text/html", hidden=hidden, notes=tuple(notes_on(page, raw)))


@dataclass(slots=True)
class _Lines:
    """The lines of a mail as its elements begin and end: each with how deep it is quoted; a blank line is None."""

    done: list[tuple[int, str] | None] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    depth: int = 0
    silent: int = 0

    def take(self, step: str, element: Element) -> None:
        """Take in the beginning or the end of an element, with the words that follow."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if step == "start":
            self._begin(tag)
            self._write(element.text)
            return
        if step == "end":
            self._end(tag)
        self._write(element.tail)

    def _begin(self, tag: str) -> None:
        self.silent += tag in SILENT
        if tag in _PARAGRAPHS or tag in _LINES or tag == "br":
            self._break(blank=tag in _PARAGRAPHS)
        self.depth += tag == "blockquote"
        self.words += ["- "] if tag == "li" and not self.silent else []

    def _end(self, tag: str) -> None:
        if tag in _PARAGRAPHS or tag in _LINES:
            self._break(blank=tag in _PARAGRAPHS)
        self.words += ["\t"] if tag in _CELLS else []
        self.depth -= tag == "blockquote"
        self.silent -= tag in SILENT

    def _write(self, words: str | None) -> None:
        if words and not self.silent:
            self.words.append(_BLANK.sub(" ", words))

    def _break(self, *, blank: bool) -> None:
        line = " ".join("".join(self.words).split(" ")).strip()
        self.words = []
        if line:
            self.done.append((min(self.depth, _DEEPEST), re.sub(r" {2,}", " ", line)))
        if blank and self.done and self.done[-1] is not None:
            self.done.append(None)

    def text(self) -> str:
        """All lines."""
        self._break(blank=False)
        if self.done and self.done[-1] is None:
            self.done.pop()
        return "\n".join(self._quoted())

    def _quoted(self) -> Iterator[str]:
        following = [0, *(line[0] for line in reversed(self.done) if line is not None)]
        depth = 0
        for line in self.done:
            if line is None:
                yield ">" * min(depth, following[-1])
                continue
            depth = line[0]
            following.pop()
            yield f"{'>' * depth}{' ' if depth else ''}{line[1]}"
