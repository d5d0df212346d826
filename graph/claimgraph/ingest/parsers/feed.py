"""A feed (RSS, Atom): each item a document of its own, with its address, author and date. The pages are not fetched."""

import re
from calendar import timegm
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate
from html import escape, unescape
from io import BytesIO
from typing import Any

import feedparser

from claimgraph.errors import InputError, UnreadableError
from claimgraph.ingest.parsers.html import read_html
from claimgraph.ingest.parsers.parsed import Parsed

MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
MOST_ITEMS = 1_000
_TAG = re.compile(r"<[^<>]{0,2000}>")
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_feed(data: bytes) -> list[Parsed]:
    """The items of a feed, in its order; raises UnreadableError where it is none, InputError where no item has words."""
    if _DECLARED.search(data) or _DECLARED.search(data.replace(b"\x00", b"")):
        raise UnreadableError("declares a DOCTYPE, which is refused in XML: take that line out, or give the address of the article")
    feed: Any = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise UnreadableError(f"is no feed that can be read ({feed.get('bozo_exception', 'it has no items')}): give the article itself")
    items = [item for entry in feed.entries[:MOST_ITEMS] for item in _item(entry, feed)]
    if not items:
        raise InputError(f"is a feed of {len(feed.entries):,} items without words", code="empty")
    return [_with_rest(items[0], len(feed.entries)), *items[1:]]


def _with_rest(first: Parsed, count: int) -> Parsed:
    if count <= MOST_ITEMS:
        return first
    note = ("not-read", f"The feed has {count:,} items; the first {MOST_ITEMS:,} were read.")
    return Parsed(**{name: getattr(first, name) for name in first.__slots__} | {"notes": (*first.notes, note)})


def _item(entry: Any, feed: Any) -> Iterator[Parsed]:
    atom = feed.version.startswith("atom")
    contents = [_page(content) for content in entry.get("content", ())] or [_page(entry.get("summary_detail", {}))]
    title = _title(entry, atom=atom)
    body = max(contents, key=len, default="")
    page = f"<html><body><article>{''.join([f'<h1>{escape(title)}</h1>' if title else '', body])}</article></body></html>"
    with suppress(InputError):  # an item without words is no document
        found = read_html(page.encode("utf-8", "replace"))[0]
        if not _words(body):
            return
        yield Parsed(
            found.text,
            MEDIA_TYPES["atom" if atom else "rss"],
            title=title,
            authors=tuple(_authors(entry)) or (tuple(_authors(feed.feed)) if atom else ()),
            publisher=_title(feed.feed, atom=atom),
            published_at=_date(entry),
            url=_link(entry),
            hidden=found.hidden,
            notes=found.notes,
        )


def _authors(entry: Any) -> Iterator[str]:
    names = [author.get("name") for author in entry.get("authors", ())] or [entry.get("author")]
    yield from dict.fromkeys(words for name in names if (words := _words(name)))


def _link(entry: Any) -> str | None:
    link = str(entry.get("link") or "")
    return link if re.match(r"https?://[^\s/]", link) and len(link) < 2000 else None


def _date(entry: Any) -> str | None:
    """The day on which an item was published, or else last changed, where that was done."""
    when = next((name for name in ("published", "updated") if entry.get(f"{name}_parsed")), None)
    if when is None:
        return None
    written = str(entry.get(when))
    fields = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", written)
    with suppress(ValueError, OverflowError, TypeError, OSError):
        told = tuple(map(int, fields.groups())) if fields else (parsedate(written) or ())[:3]
        return (date(*told) if told else datetime.fromtimestamp(timegm(entry[f"{when}_parsed"]), UTC).date()).isoformat()
    return None


def _page(content: Any) -> str:
    """The HTML of a content: of a text its paragraphs."""
    value = str(content.get("value", ""))
    if content.get("type") != "text/plain":
        return value
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in re.split(r"\n\s*\n", value))


def _title(holder: Any, *, atom: bool) -> str | None:
    """A title on one line; that of RSS may hold tags whatever it says of itself."""
    value = holder.get("title")
    plain = atom and holder.get("title_detail", {}).get("type") == "text/plain"
    return _line(str(value or "")) if plain else _words(value)


def _words(value: Any) -> str | None:
    """Words on one line, without tags."""
    return _line(unescape(_TAG.sub(" ", str(value or ""))))


def _line(words: str) -> str | None:
    return " ".join(words.replace("\x00", "").encode("utf-8", "replace").decode().split())[:500] or None
