"""A PDF: its words in the order in which they are drawn, with those that nobody sees marked."""

import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from claimgraph.errors import LimitError, UnreadableError
from claimgraph.ingest.parsers.ink import Ink, Named, Spot, State
from claimgraph.ingest.parsers.parsed import HIGH, Parsed, left_out, unmark
from claimgraph.ingest.parsers.setting import MARKS, Line, set_pages

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 2_000
MOST_CHARACTERS = 1_000_000
_MOST_RESOURCES = 50
_MOST_NAMES = 1_000
_LIGATURES = {0xFB00 + number: letters for number, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
"""Two letters and more that a font has as one."""
_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]*[a-z])(?:-|\u00ad)\n([a-z]+)")
_COMPOUNDING = frozenset("well self half two three twenty thirty forty fifty sixty seventy eighty ninety".split())
"""Words that keep their hyphen before another one, and with which no other word begins that is broken behind them."""
_HIGH = re.compile(r"\s*\d{1,3}\s*")
_BEFORE = 20
"""Beside how many pieces of a line before it a number may be small."""
_SMALL, _RAISED = 0.85, 0.15
"""The share of the letters before it that a number set high has at most in size, and is raised by at least."""
_HIGH_DIGITS = "0123456789".translate(HIGH)
_LOCKED = "is encrypted: open it with its password, save a copy without one, and add that"


def read_pdf(data: bytes) -> list[Parsed]:
    """The words of a PDF, page by page, with its title and author. Raises UnreadableError, LimitError."""
    try:
        return [_parsed(_opened(data))]
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableError(_LOCKED) from error
    except LimitReachedError as error:
        raise LimitError(f"holds more than is unpacked ({error}): print it to a new PDF, or save its text") from error
    except PyPdfError as error:
        raise UnreadableError(f"is a damaged PDF ({error}): open it in a viewer and save it anew") from error


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError(_LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise LimitError(f"has {len(reader.pages):,} pages; at most {MOST_PAGES:,} are read: split it into parts")
    return reader


def _parsed(reader: PdfReader) -> Parsed:
    pages: list[list[Line]] = []
    length = 0
    for page in reader.pages:
        pages.append(_lines(page))
        length += sum(len(line.words) for line in pages[-1])
        if length > MOST_CHARACTERS:
            raise LimitError(f"has more than {MOST_CHARACTERS:,} characters by page {len(pages)}: split it into parts")
    raw, heads = set_pages(pages)
    if not raw.strip(f"{MARKS} \n"):
        what = f"has {len(pages):,} page{'s' * (len(pages) != 1)} and no text, as pictures of a scanner do"
        raise UnreadableError(f"{what}: run it through text recognition first (ocrmypdf does), and add what comes out")
    text, hidden = unmark(_unbroken(raw.translate(_LIGATURES)), MARKS)
    title, author = _said(reader, "title"), _said(reader, "author")
    return Parsed(
        text,
        MEDIA_TYPE,
        title=title,
        authors=(author,) if author else (),
        hidden=hidden,
        notes=tuple(left_out("Running heads and feet were", [head.translate(_LIGATURES) for head in heads])),
    )


def _unbroken(text: str) -> str:
    """The text with words put together that were broken at the end of a line; what has its hyphen elsewhere too keeps it."""
    joined = {one[1] + one[2] for one in _HYPHENATED.finditer(text)}
    known = {word for word in re.findall(r"[^\W\d_]+(?:-[a-z]+)?", text) if word.replace("-", "") in joined}

    def whole(found: re.Match[str]) -> str:
        first, second = found.groups()
        compound = first.lower() in _COMPOUNDING or f"{first}-{second}" in known
        return f"{first}-{second}" if compound and first + second not in known else first + second

    return _HYPHENATED.sub(whole, text)


def _lines(page: PageObject) -> list[Line]:
    """The lines of one page, in the order in which they are drawn; what cannot be seen stands between marks."""
    box = page.cropbox
    ink = Ink((float(box.left), float(box.bottom), float(box.right), float(box.top)), _named(page))
    pieces: list[tuple[str, list[Spot]]] = []

    def take(text: str, *_: Any) -> None:
        """Keep a piece of text, and where it was drawn."""
        pieces.append((text.replace(MARKS[0], "").replace(MARKS[1], ""), ink.taken() if text else []))

    page.extract_text(visitor_operand_after=ink.draw, visitor_text=take)
    # Letters drawn as nothing at all are how a scan keeps the words that were recognised in its picture.
    lines = [Line()]
    for piece, spots in pieces:
        text = _as_set(piece, spots, lines[-1])
        hidden = _is_unseen(spots, scan=ink.pictures)
        for number, words in enumerate(text.split("\n")):
            if number:
                lines.append(Line())
            lines[-1].words += _marked(words, hidden)
            lines[-1].spots += spots if words.strip() else []
    return lines


def _as_set(piece: str, spots: list[Spot], line: Line) -> str:
    """A piece of text as it is set behind others of a line: a number that is small and raised is set high, and ends the word before."""
    base = max(line.spots[-_BEFORE:], key=lambda spot: spot.size, default=None)
    if base is None or not spots:
        return piece
    small = spots[0].size <= _SMALL * base.size and spots[0].y - base.y >= _RAISED * base.size
    if small and _HIGH.fullmatch(piece) and line.words[-1:].isalnum():
        return piece.translate(HIGH)
    ends = line.words[-1:] in _HIGH_DIGITS and line.words.rstrip(_HIGH_DIGITS)[-3:].isalpha()
    return f" {piece}" if ends and piece[:1].isalpha() else piece


def _is_unseen(spots: list[Spot], *, scan: bool) -> bool:
    return any(spot.unseen or (spot.scanned and not scan) for spot in spots)


def _named(page: PageObject) -> Named:
    """What a page names in its resources, and in those of what it draws, as far as colours and states depend on it."""
    states, spaces, pictures = dict[str, State](), {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}, set[str]()
    waiting: list[Any] = [page.get("/Resources")]
    seen = 0
    while waiting and seen < _MOST_RESOURCES:
        seen += 1
        with suppress(PyPdfError, AttributeError, TypeError, ValueError, KeyError, RecursionError):
            resources = waiting.pop(0).get_object()
            for name, state in _entries(resources, "/ExtGState"):
                states.setdefault(name, _state(state))
            for name, space in _entries(resources, "/ColorSpace"):
                spaces.setdefault(name, _parts(space))
            for name, drawn in _entries(resources, "/XObject"):
                pictures |= {name} if drawn.get("/Subtype") == "/Image" else set()
                waiting += [drawn["/Resources"]] if "/Resources" in drawn else []
    return Named(states, spaces, frozenset(pictures))


def _entries(resources: Any, kind: str) -> Iterator[tuple[str, Any]]:
    found = resources.get(kind)
    for name, entry in islice(found.get_object().items() if found is not None else (), _MOST_NAMES):
        yield str(name), entry.get_object()


def _state(state: Any) -> State:
    mode, mask = state.get("/BM"), state.get("/SMask")
    plain = (mode is None or mode in ("/Normal", "/Compatible")) and (mask is None or mask == "/None")
    told = mode is not None or mask is not None
    return State(float(state["/ca"]) if "/ca" in state else None, plain if told else None)


def _parts(space: Any) -> int:
    """How many parts the colours of a space have; 0 for those that are numbers or names of other colours."""
    kind = space[0] if isinstance(space, list) else space
    if kind == "/ICCBased":
        return int(space[1].get_object().get("/N", 0))
    return {"/CalGray": 1, "/CalRGB": 3, "/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(kind), 0)


def _marked(text: str, hidden: bool) -> str:
    return f"{MARKS[0]}{text}{MARKS[1]}" if hidden and text.strip() else text


def _said(reader: PdfReader, name: str) -> str | None:
    """A field of the metadata where it reads like what it is called, and not like the name of a file or an account."""
    value = getattr(reader.metadata, name, None) if reader.metadata else None
    words = " ".join(str(value or "").replace("\x00", "").split())[:300]
    return words if " " in words and not re.search(r"\.\w{2,5}$|^Microsoft|^untitled", words, re.IGNORECASE) else None
