"""Pages from templates: one environment, escaping always on, and the few words that all templates share.

Stored text is hostile. Autoescape holds for every template, and `shown` goes over every value before it is escaped.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from claimgraph.ids import kind_of
from claimgraph.model import Document, Quantity
from claimgraph.reason.questions import NEGATION
from claimgraph_api.server.moments import carried, inside, into
from claimgraph_api.server.moments import shown as shown_moment

PATHS: Mapping[str, str] = MappingProxyType(
    {
        "document": "/documents/",
        "claim": "/claims/",
        "source": "/sources/",
        "entity": "/entities/",
        "dispute": "/disputes/",
        "assertion": "/assertions/",
        "link": "/v1/links/",
        "judgement": "/v1/judgements/",
    }
)
NAVIGATION = (
    ("/disputes", "Disputes"),
    ("/claims", "Claims"),
    ("/sources", "Sources"),
    ("/entities", "Entities"),
    ("/documents", "Documents"),
    ("/proposals", "Proposals"),
    ("/trust", "Trust"),
    ("/collections", "Collections"),
    ("/sparql", "SPARQL"),
    ("/add", "Add"),
)
SIGNS: Mapping[str, str] = MappingProxyType(
    {"contradicts": "✕", "supports": "▲", "undercuts": "⟂", "concedes": "◐", "relays": "↻", "hedge": "~", "hidden": "◌", "asks": "?"}
)
STANCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "endorses": ("supports", "asserts"),
        "reports": ("relays", "relays"),
        "doubts": ("hedge", "doubts"),
        "denies": ("contradicts", "denies"),
        "concedes": ("concedes", "concedes"),
        "asks": ("asks", "asks"),
    }
)
"""The sign and the word of each stance."""
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "denial": "denial",
        "quantity": "different numbers",
        "time": "different times",
        "place": "different places",
        "cause": "rival explanations",
        "states": "incompatible states",
        "scope": "different scope",
        "undercut": "undercut",
        "premise": "premise",
        "example": "example",
        "restates": "the same, restated",
        "updates": "an update",
    }
)
"""How each type of link is called on a page."""
CHANGES: Mapping[str, str] = MappingProxyType(
    {
        "loses its last support": "nobody who counts is left to say it",
        "falls": "no longer stands",
        "becomes single-sourced": "left with one origin",
        "loses": "weaker",
        "finds support": "somebody who counts says it",
        "stands": "stands now",
        "is corroborated": "has more than one origin now",
        "gains": "stronger",
    }
)
"""How each kind of change of a score is called on a page."""
_DERIVED = re.compile(
    r"/v1/(disputes(/[\w-]+)?|findings|proposals|predictions|trust(/compare)?|[a-z]+/[\w-]+/(falls|hypotheses|opinion))(\?|$)", re.ASCII
)
"""The addresses of JSON at which the same is answered as RDF too."""
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_PARTS = dict(enumerate(_MONTHS, 1)) | dict(enumerate(("spring", "summer", "autumn", "winter"), 21))
"""The months and the seasons of a year by their numbers in EDTF."""
# Controls are not allowed in HTML, and an override would turn round the words around it.
_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\r\t"}
_CONTROLS |= {0x7F: "␡", 0x202D: "⟦LRO⟧", 0x202E: "⟦RLO⟧"} | dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000)], "\ufffd")


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The template as a page; `alternate`, the address of the same as JSON, may be among the values."""
    shared = {
        "shown": shown_moment(),
        "path": request.url.path,
        "asked": request.query_params.get("q", ""),
        "alternate": json_address(request),
    }
    told = {**shared, **values}
    return HTMLResponse(
        environment().get_template(template).render({**told, "turtle": turtle_address(told["alternate"])}), status_code=status
    )


def turtle_address(json: str | None) -> str | None:
    """The address of what is derived as Turtle, by that of the same as JSON; None for what is not derived.

    >>> turtle_address("/v1/disputes?cursor=x"), turtle_address("/v1/claims")
    ('/v1/disputes?cursor=x&format=turtle', None)
    """
    derived = json is not None and _DERIVED.match(json)
    return f"{json}{'&' if '?' in (json or '') else '?'}format=turtle" if derived else None


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    made = Environment(
        loader=PackageLoader("claimgraph_api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "url_of": url_of,
        "web_link": web_link,
        "static": static,
        "counted": counted,
        "navigation": NAVIGATION,
        "carried": carried,
        "inside": inside,
        "into": into,
        "kept": kept,
    }
    made.globals |= {"signs": SIGNS, "stances": STANCES, "types": TYPES, "changes_words": CHANGES, "text_fragment": text_fragment}
    made.tests["negated"] = lambda claim: claim.slots.polarity == "negative" and NEGATION.search(claim.text)
    made.filters |= {"moment": moment, "clip": clip, "amount": amount, "called": called}
    return made


def shown(value: Any) -> Any:
    r"""The value with control characters and text-direction overrides made visible.

    >>> shown("a\x00b\u202ec")
    'a␀b⟦RLO⟧c'
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return value.translate(_CONTROLS)


def url_of(node_id: str) -> str:
    """The address of a node, at the moment that the request is about; what is no id of ours is searched for.

    >>> url_of("claim-aaaaaaaaaaaaaaaaaaaa"), url_of("javascript:alert(1)")
    ('/claims/claim-aaaaaaaaaaaaaaaaaaaa', '/search?q=javascript%3Aalert%281%29')
    """
    kind = kind_of(node_id)
    return carried(PATHS[kind] + node_id) if kind else carried("/search?q=" + quote(node_id, safe="", errors="replace"))


def kept() -> Markup:
    """What a form must send along to stay at the moment and in the collection that the request is about."""
    view = shown_moment()
    fields = (("as_of", view.seq), ("collection", view.collection))
    hidden = Markup('<input type="hidden" name="{}" value="{}">')
    return Markup("").join(hidden.format(name, value) for name, value in fields if value is not None)


def web_link(url: str | None) -> str | None:
    """The address, if a page may link to it: http and https with a host, nothing else.

    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)"), web_link(None)
    ('https://example.org/a', None, None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def text_fragment(words: str) -> str:
    """The text fragment that makes a browser scroll to these words; long words are named by their two ends.

    >>> text_fragment("Losses rose, they said")
    '#:~:text=Losses%20rose%2C%20they%20said'
    """
    parts = words.split()
    ends = [parts] if len(parts) <= 12 else [parts[:5], parts[-5:]]
    return "#:~:text=" + ",".join(quote(" ".join(end), safe="", errors="replace").replace("-", "%2D") for end in ends)


@cache
def static(name: str) -> str:
    """The address of a static file, which changes whenever its content does."""
    content = files("claimgraph_api.pages").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


def json_address(request: Request) -> str | None:
    """The address of the same resource as JSON, or None for a page that shows none."""
    path = request.url.path
    if path == "/":
        return carried("/v1/stats")
    query = f"?{request.url.query}" if request.url.query else ""
    shelf = path.split("/")[1]
    shows_data = shelf in ("disputes", "claims", "assertions", "sources", "entities", "documents", "proposals", "collections") or (
        shelf == "search" and request.query_params.get("q", "").strip()
    )
    return f"/v1{path}{query}" if shows_data else None


def counted(number: int, noun: str, many: str | None = None) -> str:
    """The number with its noun.

    >>> counted(1, "claim"), counted(12345, "claim"), counted(2, "entity", "entities")
    ('1 claim', '12,345 claims', '2 entities')
    """
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def moment(time: str | None) -> str:
    """A date or time as people write it; what is not plain ISO stays as it is.

    >>> moment("2015-10"), moment("2015-10-03"), moment("2026-11-22T09:51:39.12Z"), moment("2015-21"), moment("199X")
    ('October 2015', '3 October 2015', '22 November 2026, 09:51 UTC', 'spring 2015', '199X')
    """
    text = time or ""
    try:
        if len(text) == 7:
            return f"{_PARTS[int(text[5:])]} {int(text[:4])}"
        if len(text) < 10:
            return text
        at = datetime.fromisoformat(text)
    except (ValueError, KeyError):
        return text
    day = f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
    return day if len(text) == 10 else f"{day}, {at:%H:%M} {at.tzname() or ''}".rstrip()


def amount(quantity: Quantity, with_unit: bool = True) -> str:
    """A quantity in plain words.

    >>> amount(Quantity(30, 30, "officer", "=", "thirty")), amount(Quantity(1000, None, "men", ">=", "more than a thousand"))
    ('30 officer', 'at least 1,000 men')
    """
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        number = f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
    else:
        number = f"at least {low:,g}" if low is not None else f"at most {high:,g}" if high is not None else ""
    return f"{number} {quantity.unit}".strip() if with_unit else number


def called(document: Document, length: int = 60) -> str:
    """The title of a document; where it has none, its first words in quotes, so that no two untitled ones look alike.

    >>> called(Document("document-x", "One two three.", ""), 9)
    '“One two…”'
    """
    return document.title or f"“{clip(' '.join(document.text[: 2 * length].split()), length)}”"


def clip(text: str, length: int = 280) -> str:
    """The text, cut at a word near `length` where it is longer.

    >>> clip("one two three", 9)
    'one two…'
    """
    if len(text) <= length:
        return text
    head = text[:length]
    return (head.rsplit(None, 1)[0] if " " in head.strip() else head).rstrip(" .,;:\n\t") + "…"
