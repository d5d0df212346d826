"""From bytes to a document: what they are, which text they hold, and who wrote it when."""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from charset_normalizer import from_bytes

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.ids import mint_id
from claimgraph.ingest.bylines import read_byline
from claimgraph.model import Document

MOST_BYTES = 10_000_000
MOST_CHARACTERS = 1_000_000
PARSE_SECONDS = 30
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or an office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<article", b"<div", b"<p>", b"<?xml")
_HTML_NAMES = (".html", ".htm", ".xhtml")
_ENCODINGS = ["cp1252", "latin_1", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "shift_jis", "gb18030"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a document beside its bytes; None where nothing is."""

    name: str | None = None
    media_type: str | None = None
    url: str | None = None
    title: str | None = None


def to_document(data: bytes, origin: Origin = Origin()) -> Document:
    """The document that these bytes hold.

    Raises LimitError where they are too many, UnreadableError where they hold no text, InputError where it is empty.
    """
    where = origin.name or origin.url or "the text"
    if len(data) > MOST_BYTES:
        raise LimitError(f"{where} has more than {MOST_BYTES:,} bytes, which is the most that is read: split it into parts")
    if _is_html(data, origin):
        return _from_html(data, origin, where)
    return from_text(_decode(data, where), origin)


def from_text(text: str, origin: Origin = Origin()) -> Document:
    """The document of a plain text, with what its first lines say of it. Raises InputError, LimitError."""
    top = read_byline(text)
    known = {"title": top.title, "authors": top.authors, "publisher": top.publisher, "published_at": top.date}
    return make_document(text, origin, media_type=origin.media_type or "text/plain", **known)


def make_document(text: str, origin: Origin = Origin(), *, media_type: str = "text/plain", **known: Any) -> Document:
    """The document of a text, exactly as it is; `known` are further fields of a document. Raises InputError, LimitError."""
    where = origin.name or origin.url or "the text"
    if not text.strip():
        raise InputError(f"{where} is empty: there are no words in it to read", code="empty")
    if len(text) > MOST_CHARACTERS:
        raise LimitError(f"{where} has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read: split it into parts")
    _refuse_unstorable(text, where)
    known = {**known, "title": origin.title or known.get("title"), "url": origin.url or known.get("url")}
    return Document(
        id=mint_id("document", hashlib.sha256(text.encode()).hexdigest(), known["url"]),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type=media_type,
        **known,
    )


def _refuse_unstorable(text: str, where: str) -> None:
    if "\x00" in text:
        raise UnreadableError(f"{where} is no text: it holds the null character at {text.index(chr(0))}", code="unreadable")
    lone = next((index for index, character in enumerate(text) if "\ud800" <= character <= "\udfff"), None)
    if lone is not None:
        raise UnreadableError(f"{where} holds half a character (a lone surrogate) at {lone}: save it again as UTF-8")


def _is_html(data: bytes, origin: Origin) -> bool:
    if origin.media_type:
        return origin.media_type.split(";")[0].strip().lower() in ("text/html", "application/xhtml+xml")
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (origin.name or "").lower().endswith(_HTML_NAMES) or start.startswith(_HTML_STARTS)


def _decode(data: bytes, where: str) -> str:
    what = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if what:
        raise UnreadableError(f"{where} is {what}, which is not read yet: save its text as plain text or HTML")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(data, "utf-16", where)
    if b"\x00" in data:
        raise UnreadableError(f"{where} is no text: it holds a null byte at {data.index(0)}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _guess(data, where, error.start)


def _decode_as(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{where} is not {encoding} as its first bytes say: byte {error.start} does not fit") from error


def _guess(data: bytes, where: str, bad: int) -> str:
    if sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in data[:4096]) > len(data[:4096]) // 100:
        raise UnreadableError(f"{where} is no text: byte {bad} is not UTF-8, and control bytes abound")
    best = from_bytes(data[:200_000], cp_isolation=_ENCODINGS).best()
    if best is None:
        raise UnreadableError(f"{where} is no text: byte {bad} is not UTF-8, and no other encoding fits: save it again as UTF-8")
    return _decode_as(data, best.encoding, where)


def _from_html(data: bytes, origin: Origin, where: str) -> Document:
    found = _parse_apart(data, where)
    title, body = found["title"], found["text"]
    if not body.strip():
        raise InputError(f"{where} has no text that a reader would see: give the address of the article itself", code="empty")
    text = body if not title or body.lstrip().startswith(title) else f"{title}\n\n{body}"
    known = {key: found[key] for key in ("title", "publisher", "published_at")} | {"authors": tuple(found["authors"])}
    return make_document(text, origin, media_type="text/html", **known)


def _parse_apart(data: bytes, where: str) -> dict[str, Any]:
    """The page parsed in a process of its own: a page made to hang or crash a parser takes only that process with it."""
    command = [sys.executable, "-m", "claimgraph.ingest.html_worker"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PARSE_SECONDS, check=False)  # noqa: S603 — our own module
    except subprocess.TimeoutExpired as error:
        raise LimitError(f"{where} took more than {PARSE_SECONDS} s to parse, and was given up: save its text as plain text") from error
    if done.returncode != 0:
        raise UnreadableError(f"{where} cannot be parsed as HTML within the limits of memory and time: save its text as plain text")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
