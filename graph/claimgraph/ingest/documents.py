"""From bytes to a document: what they are, which text they hold, and who wrote it when."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.hidden import hidden_words, invisible_spans
from claimgraph.ids import mint_id
from claimgraph.ingest.bylines import read_byline
from claimgraph.ingest.formats import Format, format_of
from claimgraph.ingest.parsers.encodings import decoded
from claimgraph.ingest.parsers.parsed import Parsed, merged
from claimgraph.ingest.parsing import parse_apart
from claimgraph.model import Document, Finding

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 1_000_000
_TOPPED = (Format.PDF, Format.DOCX, Format.MARKDOWN)
"""Formats whose first lines may say what their metadata does not."""


Parser = Callable[[Format, bytes], list[Parsed]]
"""Bytes of a format to what they hold: in a process of its own, or, in a process that may die, here."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a document beside its bytes; None where nothing is."""

    name: str | None = None
    media_type: str | None = None
    url: str | None = None
    title: str | None = None


UNKNOWN = Origin()
"""Nothing is known beside the bytes."""


@dataclass(frozen=True, slots=True)
class Received:
    """A document as it came in, and what its reader should know of it: what was not read, what was hidden."""

    document: Document
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class There:
    """A document that is in the store already, and what is to be known of how it came in this time."""

    document: str
    findings: tuple[Finding, ...] = ()


def findings_on(received: Received) -> tuple[Finding, ...]:
    """What is to be known of how a document came in: what was not read, what was hidden."""
    return (*received.findings, *hidden_words(received.document))


def there_already(received: Received) -> There:
    """What came in as a document that is in the store already."""
    return There(received.document.id, findings_on(received))


def receive(data: bytes, origin: Origin = UNKNOWN, parse: Parser = parse_apart) -> list[Received]:
    """The documents that these bytes hold: one, or those of the items of a feed.

    Raises LimitError where they are too many, UnreadableError where they hold no text, InputError where it is empty.
    """
    where = origin.name or origin.url or "the text"
    if len(data) > MOST_BYTES:
        raise LimitError(f"{where} has more than {MOST_BYTES:,} bytes, which is the most that is read: split it into parts")
    try:
        kind = format_of(data, origin.name, origin.media_type)
        if kind is Format.TEXT:
            return [Received(from_text(_decode(data), origin))]
        found = parse(kind, _decode(data).encode() if kind is Format.MARKDOWN else data)
    except InputError as error:
        said = str(error)
        raise type(error)(said if said.startswith(where) else f"{where} {said}", code=error.code) from error
    return [_received(item, origin, kind) for item in found]


def to_document(data: bytes, origin: Origin = UNKNOWN) -> Document:
    """The one document that these bytes hold; raises InputError, also where they are a feed of several."""
    return only(receive(data, origin), origin.name or origin.url or "the text").document


def only(found: list[Received], where: str) -> Received:
    """The one that was received; raises InputError where there are several."""
    if len(found) > 1:
        raise InputError(f"{where} is a feed of {len(found):,} items: `claimgraph add` or `POST /v1/files` takes them all", code="feed")
    return found[0]


def _received(item: Parsed, origin: Origin, kind: Format) -> Received:
    top = read_byline(item.text) if kind in _TOPPED else None
    fields = ("title", "authors", "publisher", "published_at")
    said = {"published_at": top.date, "title": top.title, "authors": top.authors, "publisher": top.publisher} if top else {}
    known = {name: getattr(item, name) or said.get(name) or getattr(item, name) for name in fields}
    document = make_document(item.text, _placed(origin, item.url, kind), media_type=item.media_type, hidden=item.hidden, **known)
    return Received(document, tuple(Finding(sort, document.id, message) for sort, message in item.notes))


def _placed(origin: Origin, url: str | None, kind: Format) -> Origin:
    """The origin with the address that the document gives of itself, where it may be believed.

    An item of a feed has its own; a page that was fetched may name another of its own site, and no other.
    """
    if kind is Format.FEED:
        return Origin(origin.name, origin.media_type, url, None)
    own = origin.url is None or (url is not None and _site(url) == _site(origin.url))
    return Origin(origin.name, origin.media_type, url if own and url else origin.url, origin.title)


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def from_text(text: str, origin: Origin = UNKNOWN) -> Document:
    """The document of a plain text, with what its first lines say of it. Raises InputError, LimitError."""
    top = read_byline(text)
    known = {"title": top.title, "authors": top.authors, "publisher": top.publisher, "published_at": top.date}
    return make_document(text, origin, media_type=origin.media_type or "text/plain", **known)


def make_document(text: str, origin: Origin = UNKNOWN, *, media_type: str = "text/plain", **known: Any) -> Document:
    """The document of a text, exactly as it is; `known` are further fields of a document. Raises InputError, LimitError."""
    where = origin.name or origin.url or "the text"
    if not text.strip():
        raise InputError(f"{where} is empty: there are no words in it to read", code="empty")
    if len(text) > MOST_CHARACTERS:
        raise LimitError(f"{where} has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read: split it into parts")
    _refuse_unstorable(text, where)
    hidden = merged(iter((*known.pop("hidden", ()), *invisible_spans(text))))
    known = {**known, "title": origin.title or known.get("title"), "url": origin.url or known.get("url")}
    return Document(
        id=mint_id("document", hashlib.sha256(text.encode()).hexdigest(), known["url"]),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type=media_type,
        hidden=hidden,
        **known,
    )


def _refuse_unstorable(text: str, where: str) -> None:
    if "\x00" in text:
        raise UnreadableError(f"{where} is no text: it holds the null character at {text.index(chr(0))}", code="unreadable")
    lone = next((index for index, character in enumerate(text) if "\ud800" <= character <= "\udfff"), None)
    if lone is not None:
        raise UnreadableError(f"{where} holds half a character (a lone surrogate) at {lone}: save it again as UTF-8")


def _decode(data: bytes) -> str:
    """The text of bytes in UTF-8, in UTF-16 that says so, or in the encoding that fits best; errors go on after a name."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        if b"\x00" in data:
            raise UnreadableError(f"is no text: it holds a null byte at {data.index(0)}")
        _refuse_controls(data)
    return decoded(data)[0]


def _refuse_controls(data: bytes) -> None:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in data[:4096]) > len(data[:4096]) // 100:
            raise UnreadableError(f"is no text: byte {error.start} is not UTF-8, and control bytes abound") from error
