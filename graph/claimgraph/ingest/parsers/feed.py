"""A feed (RSS, Atom): each item a document of its own, with its address, author and date. The pages are not fetched."""

import re
from calendar import timegm
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any

import feedparser

from claimgraph.errors import InputError, UnreadableError
from claimgraph.ingest.parsers.html import read_html
from claimgraph.ingest.parsers.parsed import Parsed

MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
MOST_ITEMS = 1_000
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_feed(data: bytes) -> list[Parsed]:
    """The items of a feed, in its order; raises UnreadableError where it is none, InputError where no item has words."""
    if _DECLARED.search(data) or _DECLARED.search(data.replace(b"\x00", b"")):
        raise UnreadableError("declares a DOCTYPE, which is refused in XML: take that line out, or give the address of the article")
    feed: Any = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise UnreadableError(f"is no feed that can be read ({feed.get('bozo_exception', 'it has no items')}): give the article itself")
    media_type = MEDIA_TYPES["atom" if feed.version.startswith("atom") else "rss"]
    publisher = _words(feed.feed.get("title"))
    items = [item for entry in feed.entries[:MOST_ITEMS] for item in _item(entry, media_type, publisher)]
    if not items:
        raise InputError(f"is a feed of {len(feed.entries):,} items without words", code="empty")
    return [_with_rest(items[0], len(feed.entries)), *items[1:]]


def _with_rest(first: Parsed, count: int) -> Parsed:
    if count <= MOST_ITEMS:
        return first
    note = ("not-read", f"The feed has {count:,} items; the first {MOST_ITEMS:,} were read.")
    return Parsed(**{name: getattr(first, name) for name in first.__slots__} | {"notes": (*first.notes, note)})


def _item(entry: Any, media_type: str, publisher: str | None) -> Iterator[Parsed]:
    contents = [content.get("value", "") for content in entry.get("content", ())] or [entry.get("summary", "")]
    title = _words(entry.get("title"))
    body = max(contents, key=len, default="")
    page = f"<html><body><article>{''.join([f'<h1>{escape(title)}</h1>' if title else '', body])}</article></body></html>"
    with suppress(InputError):  # an item without words is no document
        found = read_html(page.encode("utf-8", "replace"))[0]
        if not _words(body):
            return
        yield Parsed(
            found.text,
            media_type,
            title=title,
            authors=tuple(_authors(entry)),
            publisher=publisher,
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
    """The day on which an item was published, or else last changed."""
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    with suppress(ValueError, OverflowError, TypeError, OSError):
        return datetime.fromtimestamp(timegm(when), UTC).date().isoformat()
    return None


def _words(value: Any) -> str | None:
    """Words on one line, without tags."""
    plain = re.sub(r"<[^<>]{0,2000}>", " ", str(value or "")).replace("\x00", "")
    return " ".join(plain.encode("utf-8", "replace").decode().split())[:500] or None
