"""A Word document (Office Open XML): the words of its paragraphs and tables, hidden ones marked."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml.etree import XMLSyntaxError

from claimgraph.errors import LimitError, UnreadableError
from claimgraph.ingest.parsers.parsed import Parsed, unmark

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_ENTRIES = 5_000
MOST_UNPACKED = 100_000_000
_RATIO = 200
"""A part that unpacks to more than so many times its size, and to more than a megabyte, is made to harm."""
_MARKS = "\ufdd0\ufdd1"
_MAIN = "word/document.xml"
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_MOST_NESTING = 8


def read_docx(data: bytes) -> list[Parsed]:
    """The words of a Word document with its title and author. Raises UnreadableError, LimitError."""
    notes = _check(data)
    try:
        document = docx.Document(BytesIO(data))
        raw = "\n\n".join(_blocks(document))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError) as error:
        raise UnreadableError(f"is a damaged Word document ({error}): open it in a word processor and save it anew") from error
    text, hidden = unmark(raw, _MARKS)
    if not text.strip():
        raise UnreadableError("is a Word document without words; where they are in pictures, run text recognition first")
    known = document.core_properties
    authors = (known.author.strip(),) if " " in known.author.strip() else ()
    return [Parsed(text, MEDIA_TYPE, title=known.title.strip() or None, authors=authors, hidden=hidden, notes=notes)]


def _check(data: bytes) -> tuple[tuple[str, str], ...]:
    """Refuse what unpacks to too much or brings declarations along, before anything is parsed; what is not read is noted."""
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_sizes(entries)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(entry):
                    raise UnreadableError(f"declares a DOCTYPE in {entry.filename[:80]}, which no word processor writes: save it anew")
    except (BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise UnreadableError(f"is a damaged Word document ({error}): open it in a word processor and save it anew") from error
    noted = [entry.filename for entry in entries if entry.filename in _NOTES and entry.file_size > 2_000]
    return (("not-read", "The footnotes and endnotes of the file were not read."),) if noted else ()


def _check_sizes(entries: list[Any]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise LimitError(f"is a package of {len(entries):,} parts; at most {MOST_ENTRIES:,} are opened")
    total = sum(entry.file_size for entry in entries)
    bomb = any(entry.file_size > max(1_000_000, entry.compress_size * _RATIO) for entry in entries)
    if total > MOST_UNPACKED or bomb:
        raise LimitError(f"unpacks to {total:,} bytes, as a file made to harm does: save its text as plain text")


def _blocks(holder: Any, depth: int = 0) -> Iterator[str]:
    """Each paragraph, and each row of a table on one line, its cells apart by tabs."""
    for block in holder.iter_inner_content():
        if isinstance(block, Paragraph):
            words = _words(block)
            yield from [words] if words.strip(f" \n{_MARKS}") else []
        elif isinstance(block, Table) and depth < _MOST_NESTING:
            for row in block.rows:
                yield "\t".join(" ".join(_blocks(cell, depth + 1)) for cell in row.cells)


def _words(paragraph: Paragraph) -> str:
    """The words of a paragraph; those that were deleted and only tracked are gone, those inserted are in."""
    style = paragraph.style.font if paragraph.style is not None else None
    return "".join(_run(Run(run, paragraph), style) for run in paragraph._p.iter(qn("w:r")))


def _run(run: Run, style: Any) -> str:
    pieces = (part.text or "" if part.tag == qn("w:t") else _SIGNS.get(part.tag, "") for part in run._r)
    words = "".join(pieces).replace(_MARKS[0], "").replace(_MARKS[1], "")
    fonts = [font for font in (run.font, run.style.font if run.style is not None else None, style) if font is not None]
    return f"{_MARKS[0]}{words}{_MARKS[1]}" if words.strip() and _is_hidden(fonts) else words


def _is_hidden(fonts: list[Font]) -> bool:
    """Whether letters are hidden, white or tiny; the first of the run, its style and the paragraph's that says it decides."""
    hidden = next((font.hidden for font in fonts if font.hidden is not None), False)
    size = next((font.size for font in fonts if font.size is not None), Pt(10))
    colour = next((font.color.rgb for font in fonts if font.color is not None and font.color.rgb is not None), None)
    shaded = any(font.highlight_color is not None or font.element.find(f".//{qn('w:shd')}") is not None for font in fonts[:1])
    return bool(hidden) or size <= Pt(1) or (colour is not None and min(colour) >= 248 and not shaded)
