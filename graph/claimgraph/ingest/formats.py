"""What bytes are: by their content first, and by name and stated media type only where the content leaves it open."""

import re
from enum import StrEnum

from claimgraph.errors import UnreadableError


class Format(StrEnum):
    """What can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    MAIL = "mail"
    FEED = "feed"


ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml", ".rss", ".atom", ".xml")
"""How the names of files end that are taken from a folder."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00")
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "is an old or an encrypted office file: save it as .docx without a password, or as PDF"),
    (b"{\\rtf", "is RTF: save it as .docx, or as plain text"),
    (b"\x1f\x8b", "is a compressed file (gzip): unpack it first"),
    (b"7z\xbc\xaf", "is a compressed file (7z): unpack it first"),
    (b"Rar!", "is a compressed file (RAR): unpack it first"),
    *(
        (magic, "is a picture: run text recognition first, and add what comes out")
        for magic in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00")
    ),
)
_ZIPPED = (
    (b"xl/workbook.xml", "is a spreadsheet: tables of claims come in with `claimgraph import` as CSV"),
    (b"ppt/presentation.xml", "is a presentation: save it as PDF"),
    (b"application/epub+zip", "is an EPUB: save its chapters as HTML or text"),
    (b"application/vnd.oasis.opendocument", "is an OpenDocument file: save it as .docx or PDF"),
    (b"", "is a ZIP file: unpack it first"),
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<article", b"<div", b"<p>", b"<?xml")
_NAMES = {Format.HTML: (".html", ".htm", ".xhtml"), Format.MARKDOWN: (".md", ".markdown")}
_STATED = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/markdown": Format.MARKDOWN,
    "text/x-markdown": Format.MARKDOWN,
    "text/plain": Format.TEXT,
}
_PROLOG = rb"(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*"
_FEED = re.compile(rb"(?:\xef\xbb\xbf)?" + _PROLOG + rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(rb"(?:From [^\n]*\n)?(?:[A-Za-z][\w-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_OF_MAIL = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path):", re.MULTILINE | re.IGNORECASE)
_FROM = re.compile(rb"^From:", re.MULTILINE | re.IGNORECASE)
_LOOKED_AT = 8_192


def format_of(data: bytes, name: str | None = None, media_type: str | None = None) -> Format:
    """What these bytes are; raises UnreadableError, which says how to mend it, where that is nothing that can be read.

    >>> format_of(b"%PDF-1.7 ...", "report.txt"), format_of(b"It rained."), format_of(b"It *rained*.", "note.md")
    (<Format.PDF: 'pdf'>, <Format.TEXT: 'text'>, <Format.MARKDOWN: 'markdown'>)
    """
    found = _binary(data)
    if found:
        return found
    stated = _STATED.get((media_type or "").split(";")[0].strip().lower())
    if stated in (Format.TEXT, Format.MARKDOWN):
        return stated
    return _marked_up(data, (name or "").lower(), stated)


def _binary(data: bytes) -> Format | None:
    if b"%PDF-" in data[:1024] and data.lstrip()[:1] != b"<":
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        if b"word/document.xml" in data:
            return Format.DOCX
        raise UnreadableError(next(what for sign, what in _ZIPPED if sign in data))
    refused = next((what for magic, what in _REFUSED if data.startswith(magic)), None)
    if refused:
        raise UnreadableError(refused)
    return None


def _marked_up(data: bytes, name: str, stated: Format | None) -> Format:
    start = data[:_LOOKED_AT]
    if _is_feed(start):
        return Format.FEED
    if stated is None and _is_mail(start, name):
        return Format.MAIL
    if stated is Format.HTML or name.endswith(_NAMES[Format.HTML]):
        return Format.HTML
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        return Format.HTML
    return Format.MARKDOWN if name.endswith(_NAMES[Format.MARKDOWN]) else Format.TEXT


def _is_feed(start: bytes) -> bool:
    found = _FEED.match(start)
    return found is not None and (b"RDF" not in found.group()[-8:] or b"purl.org/rss" in start)


def _is_mail(start: bytes, name: str) -> bool:
    head = _HEAD.match(start.replace(b"\r\n", b"\n"))
    if head is None or not _FROM.search(head.group()):
        return False
    return name.endswith(".eml") or start.startswith(b"From ") or _OF_MAIL.search(head.group()) is not None
