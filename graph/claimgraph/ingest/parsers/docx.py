"""A Word document (Office Open XML): the words of its paragraphs and tables, hidden ones marked."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import XMLSyntaxError

from claimgraph.errors import LimitError, UnreadableError
from claimgraph.ingest.parsers.parsed import HIGH, Parsed, left_out, unmark

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_ENTRIES = 5_000
MOST_UNPACKED = 100_000_000
_RATIO = 200
"""A part that unpacks to more than so many times its size, and to more than a megabyte, is made to harm."""
_MARKS = "\ufdd0\ufdd1"
_MAIN = "word/document.xml"
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = {qn(f"w:{kind}Reference"): (getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()), qn(f"w:{kind}")) for kind in ("footnote", "endnote")}
"""By the mark in the text: which part of the file holds the notes, and as what."""
_NUMBERED = re.compile(r"\[(\d{1,3})\]")
_MOST_NESTING = 8
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
"""What stands around paragraphs, rows and cells and shows them."""
_MOVED, _BOX, _RUN = qn("w:moveFrom"), qn("w:txbxContent"), qn("w:r")
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show instead of the same in a newer way beside it."""


def read_docx(data: bytes) -> list[Parsed]:
    """The words of a Word document with its title and author. Raises UnreadableError, LimitError."""
    _check(data)
    try:
        document = docx.Document(BytesIO(data))
        reader = _Reader(document)
        raw = "\n\n".join((*reader.blocks(document.element.body), *reader.footnotes()))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError) as error:
        raise UnreadableError(f"is a damaged Word document ({error}): open it in a word processor and save it anew") from error
    text, hidden = unmark(raw, _MARKS)
    if not text.strip():
        raise UnreadableError("is a Word document without words; where they are in pictures, run text recognition first")
    known = document.core_properties
    authors = (known.author.strip(),) if " " in known.author.strip() else ()
    return [Parsed(text, MEDIA_TYPE, title=known.title.strip() or None, authors=authors, hidden=hidden, notes=tuple(reader.notes()))]


def _check(data: bytes) -> None:
    """Refuse what unpacks to too much or brings declarations along, before anything is parsed."""
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(entry):
                    raise UnreadableError(f"declares a DOCTYPE in {entry.filename[:80]}, which no word processor writes: save it anew")
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise UnreadableError(f"is a damaged Word document ({error}): open it in a word processor and save it anew") from error


def _check_sizes(entries: list[Any]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise LimitError(f"is a package of {len(entries):,} parts; at most {MOST_ENTRIES:,} are opened")
    total = sum(entry.file_size for entry in entries)
    bomb = any(entry.file_size > max(1_000_000, entry.compress_size * _RATIO) for entry in entries)
    if total > MOST_UNPACKED or bomb:
        raise LimitError(f"unpacks to {total:,} bytes, as a file made to harm does: save its text as plain text")


class _Reader:
    """The words of a document, and those that it strikes out."""

    def __init__(self, document: Any) -> None:
        self._parent = document._body
        self._struck: list[str] = []
        self._notes = {mark: dict(_notes_in(document, part, tag)) for mark, (part, tag) in _NOTES.items()}
        self._cited: dict[tuple[str, str], int] = {}
        self._first = 1 + max(map(int, _NUMBERED.findall("".join(document.element.body.itertext()))), default=0)
        self._fonts: dict[tuple[type, str | None], Font | None] = {}

    def blocks(self, holder: Any, depth: int = 0) -> Iterator[str]:
        """Each paragraph, each row of a table on one line, its cells apart by tabs, and what stands in boxes of their own."""
        for block in _within(holder, qn("w:p"), qn("w:tbl")) if depth < _MOST_NESTING else ():
            if block.tag == qn("w:tbl"):
                for row in _within(block, qn("w:tr")):
                    yield "\t".join(" ".join(self.blocks(cell, depth + 1)) for cell in _within(row, qn("w:tc")))
                continue
            words = self._words(Paragraph(block, self._parent))
            yield from [words] if words.strip(f" \n{_MARKS}") else []
            for box in _boxes(block):
                yield from self.blocks(box, depth + 1)

    def footnotes(self) -> Iterator[str]:
        """The footnotes and endnotes that are cited, below the text and numbered like their marks: as reports set them."""
        told = 0
        while told < len(self._cited):  # a note may cite another one
            for (mark, name), number in [*self._cited.items()][told:]:
                told += 1
                yield f"[{number}] {' '.join(' '.join(self.blocks(self._notes[mark][name])).split())}"

    def _mark(self, part: Any) -> str:
        """The mark of a note that the file holds."""
        note = part.tag, part.get(qn("w:id"), "")
        if note[1] not in self._notes.get(part.tag, {}):
            return ""
        return f"[{self._cited.setdefault(note, self._first + len(self._cited))}]"

    def notes(self) -> Iterator[tuple[str, str]]:
        """That words were struck out, if any were."""
        yield from left_out("Words that are struck out were", self._struck)

    def _words(self, paragraph: Paragraph) -> str:
        """The words of a paragraph; those that were deleted and only tracked are gone, those inserted are in."""
        style = self._font(paragraph, paragraph._p.style)
        return "".join(self._run(Run(run, paragraph), style) for run in _runs(paragraph._p))

    def _font(self, holder: Paragraph | Run, style: str | None) -> Font | None:
        """The font of a style, looked up once: python-docx goes over all styles for each that is not named."""
        key = type(holder), style
        if key not in self._fonts:
            found = holder.style
            self._fonts[key] = found.font if found is not None else None
        return self._fonts[key]

    def _run(self, run: Run, style: Any) -> str:
        pieces = (part.text or "" if part.tag == qn("w:t") else _SIGNS.get(part.tag) or self._mark(part) for part in run._r)
        words = "".join(pieces).replace(_MARKS[0], "").replace(_MARKS[1], "")
        fonts = [font for font in (run.font, self._font(run, run._r.style), style) if font is not None]
        if words.strip().isdecimal() and run.font.superscript:
            words = words.translate(HIGH)
        if words.strip() and _is_struck(fonts):
            self._struck.append(words.strip())
            return ""
        return f"{_MARKS[0]}{words}{_MARKS[1]}" if words.strip() and _is_hidden(fonts) else words


def _notes_in(document: Any, kind: str, tag: str) -> Iterator[tuple[str, Any]]:
    """The notes of a file with their ids, but for the lines that set notes apart."""
    for related in document.part.rels.values():
        if related.reltype == kind and not related.is_external:
            notes = parse_xml(related.target_part.blob).iterchildren(tag)
            yield from ((note.get(qn("w:id"), ""), note) for note in notes if note.get(qn("w:type")) in (None, "normal"))


def _within(holder: Any, *tags: str) -> Iterator[Any]:
    """What of these stands in a part of the document, in controls too."""
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, *tags)


def _runs(holder: Any) -> Iterator[Any]:
    """The runs of a paragraph, without those that were moved away."""
    for child in holder:
        if child.tag == _RUN:
            yield child
            for base in child.iterfind(f"{qn('w:ruby')}/{qn('w:rubyBase')}"):
                yield from _runs(base)
        elif child.tag != _MOVED:
            yield from _runs(child)


def _boxes(holder: Any) -> Iterator[Any]:
    """The boxes that hang on a paragraph, each once."""
    for child in holder:
        if child.tag == _BOX:
            yield child
        elif child.tag != _TWICE:
            yield from _boxes(child)


def _is_struck(fonts: list[Font]) -> bool:
    return any(next((value for font in fonts if (value := getattr(font, name)) is not None), False) for name in ("strike", "double_strike"))


def _is_hidden(fonts: list[Font]) -> bool:
    """Whether letters are hidden, white or tiny; the first of the run, its style and the paragraph's that says it decides."""
    hidden = next((font.hidden for font in fonts if font.hidden is not None), False)
    size = next((font.size for font in fonts if font.size is not None), Pt(10))
    colour = next((font.color.rgb for font in fonts if font.color is not None and font.color.rgb is not None), None)
    shaded = any(font.highlight_color is not None or font.element.find(f".//{qn('w:shd')}") is not None for font in fonts[:1])
    return bool(hidden) or size <= Pt(1) or (colour is not None and min(colour) >= 248 and not shaded)
