"""A web page: the article with its metadata, hidden words kept and marked."""

import re
from collections.abc import Container, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from claimgraph.errors import InputError
from claimgraph.hidden import tagged_words
from claimgraph.ingest.parsers.colours import WHITE, Colour
from claimgraph.ingest.parsers.encodings import declared_in, decoded
from claimgraph.ingest.parsers.parsed import HIGH, Parsed, left_out, marks_for, places, unmark
from claimgraph.ingest.parsers.styles import Sheet, behind, is_hiding

MEDIA_TYPE = "text/html"
SILENT = {"script", "style", "template", "noscript", "head", "title", "svg", "option"}
_UNSHOWN = frozenset({"template", "noscript"})
"""What no page shows as it stands."""
_STRUCK = frozenset({"del", "s", "strike"})
_APART = {*SILENT - _UNSHOWN, "nav", "header", "footer", "aside", "form", "button", "dialog", "menu"}
_HIGH = re.compile(r"[0-9]{1,3}")
_WORTH_A_NOTE = 4
_START = 50
"""Where a page that is whole says so; what is a part of one is loaded as a page of its own."""


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page whose hidden words stand between `marks`: each stretch of them, and whether it is in an article; what tags spell.

    `struck` are the words that it strikes out, `captions` those below pictures.
    """

    tree: Element
    marks: str
    covered: tuple[tuple[str, bool], ...]
    tags: str
    struck: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def read_html(data: bytes) -> list[Parsed]:
    """The article of a page with title, authors, publisher, date (ISO 8601) and canonical address.

    Raises InputError where nobody would see any words.
    """
    from trafilatura import bare_extraction, html2txt

    page = marked_page(data)
    dates = {"extensive_search": False, "original_date": True}
    whole = deepcopy(page.tree)
    found: Any = bare_extraction(page.tree, with_metadata=True, include_comments=False, favor_recall=True, date_extraction_params=dates)
    fields: dict[str, Any] = found.as_dict() if found else {}
    raw = (fields.get("text") or html2txt(whole)).encode("utf-8", "replace").decode().replace("\x00", "")
    known = {name: _plain(fields.get(name), page.marks) for name in ("title", "author", "sitename", "date", "url")}
    return [_parsed(raw, known, page.marks, notes_on(page, raw))]


def marked_page(data: bytes | str, stated: str | None = None) -> MarkedPage:
    """A page with marks around what nobody sees, in the encoding that is stated where that fits.

    Raises InputError where it has no elements.
    """
    from trafilatura import load_html

    letters, told = (data, ()) if isinstance(data, str) else decoded(data, stated or declared_in(data))
    tree = load_html(letters if "html" in letters[:_START].lower() else f"<html>{letters}")
    if tree is None:
        raise InputError("has no text that a reader would see: give the address of the article itself", code="empty")
    _raise_numbers(tree)
    words = "".join(tree.itertext())
    marks = marks_for(words)
    struck = [words for words, inside in _without(tree, _STRUCK) if words and inside]
    unshown = _without(tree, _UNSHOWN)
    below = [_flat(element) for element in tree.iter("figcaption") if _is_in_article(element)]
    captions = tuple(words for words in below if len(words.split()) >= _WORTH_A_NOTE)
    return MarkedPage(tree, marks, (*unshown, *_mark_hidden(tree, marks)), tagged_words(words), tuple(struck), captions, told)


def _raise_numbers(page: Element) -> None:
    """Write numbers that are set high so, as a power or a mark is no further digit; a mark is left out where it leads to its note."""
    raised = [sup for sup in page.iter("sup") if _HIGH.fullmatch("".join(sup.itertext()).strip())]
    ids = {element.get("id") for element in page.iter() if element.get("id")} if raised else set()
    for sup in raised:
        noted = any((link.get("href") or "")[1:] in ids for link in sup.iter("a") if (link.get("href") or "").startswith("#"))
        number, tail = "".join(sup.itertext()).strip(), sup.tail
        sup.clear()
        sup.text, sup.tail = None if noted else number.translate(HIGH), tail


def _parsed(raw: str, known: dict[str, str | None], marks: str, notes: Iterator[tuple[str, str]]) -> Parsed:
    title = known["title"]
    if not raw.strip(f" \n\t{marks}"):
        raise InputError("has no text that a reader would see: give the address of the article itself", code="empty")
    if title and not unmark(raw, marks)[0].lstrip().startswith(title):
        raw = f"{title}\n\n{raw}"
    text, hidden = unmark(raw, marks)
    return Parsed(
        text,
        MEDIA_TYPE,
        title=title,
        authors=tuple(name.strip() for name in (known["author"] or "").split(";") if name.strip()),
        publisher=known["sitename"],
        published_at=known["date"],
        url=_address(known["url"]),
        hidden=hidden,
        notes=tuple(notes),
    )


def _plain(value: object, marks: str) -> str | None:
    return unmark(value.encode("utf-8", "replace").decode(), marks)[0] or None if isinstance(value, str) else None


def _address(url: str | None) -> str | None:
    """An address that may be kept as that of the page."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname and len(url) < 2000 else None
    except ValueError:
        return None


def _mark_hidden(page: Element, marks: str) -> list[tuple[str, bool]]:
    """Put marks around the words of hidden elements, which are then styled like others, so that they are kept.

    Returns each stretch of hidden words, and whether it stands where an article's words do.
    """
    covered: list[tuple[str, bool]] = []
    done: set[Element] = set()
    for element in _hiding(page):
        if element not in done:
            covered.append((_flat(element), _is_in_article(element)))
            done.update(_mark(element, marks))
    return covered


def _hiding(page: Element) -> list[Element]:
    """The elements that are not seen, in the order of the page."""
    sheet, found, grounds = Sheet.of(page), list[Element](), dict[Element, Colour | None]()
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in SILENT:
            continue
        style = sheet.style_of(element)
        parent = element.getparent()
        outer = grounds.get(parent, WHITE) if parent is not None else WHITE
        grounds[element] = behind(style, outer) if style else outer
        if style and is_hiding(style, grounds[element]):
            found.append(element)
    return found


def _flat(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _without(page: Element, tags: Container[str]) -> list[tuple[str, bool]]:
    """Take elements of these tags out of a page: the words that each had, and whether it stood where an article's words do."""
    taken = [element for element in page.iter() if element.tag in tags]
    told = [(_flat(element), _is_in_article(element)) for element in taken]
    for element in taken:
        tail = element.tail
        element.clear()
        element.tail = tail
    return told


def _mark(hidden: Element, marks: str) -> Iterator[Element]:
    for element in hidden.iter():
        if isinstance(element.tag, str) and element.tag not in SILENT:
            element.text = _between(element.text, marks)
            for name in ("style", "hidden", "aria-hidden", "class", "id"):
                element.attrib.pop(name, None)
        if element is not hidden:
            element.tail = _between(element.tail, marks)
        yield element


def _between(words: str | None, marks: str) -> str | None:
    return f"{marks[0]}{words}{marks[1]}" if words and not words.isspace() else words


def _is_in_article(element: Element) -> bool:
    return not any(outer.tag in _APART for outer in (element, *element.iterancestors()))


def notes_on(page: MarkedPage, raw: str) -> Iterator[tuple[str, str]]:
    """What was hidden in a page and is not in the text, and what else its reader should know."""
    kept = "".join(raw.split())
    yield from page.notes
    if page.tags:
        yield "hidden-text", f"The page held invisible characters (Unicode tags), which were left out. They spell “{page.tags[:200]}”."
    yield from left_out("Words that the page strikes out were", page.struck)
    yield from left_out("Captions of pictures were", [words for words in page.captions if "".join(words.split())[:60] not in kept])
    lost = [
        words
        for words, inside in page.covered
        if inside and len(words.split()) >= _WORTH_A_NOTE and "".join(words.split())[:60] not in kept
    ]
    if lost:
        yield "hidden-text", f"The page held hidden words that were left out, in {places(len(lost))}: “{lost[0][:200]}”"
