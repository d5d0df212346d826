"""One box for everything: disputes, claims, quotes, voices, entities and documents with the searched words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup, escape

from claimgraph.derivations import Dispute
from claimgraph.errors import InputError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import Document, Entity, Source
from claimgraph.store import COUNTED, MOST, Bucket, Found, Hit, Store
from claimgraph_api.answers.searching import filters_of
from claimgraph_api.pages.rendering import called, page, shown, url_of
from claimgraph_api.server.moments import carried
from claimgraph_api.server.site import Site, view_of

router = APIRouter(include_in_schema=False)
GROUPS = (("claim", "Claims"), ("quote", "Quotes"), ("source", "Sources"), ("entity", "Entities"), ("document", "Documents"))
FACETS = (
    ("kind", "What it is"),
    ("status", "How the claim stands"),
    ("entity", "What it is about"),
    ("source", "Who says it"),
    ("year", "When"),
    ("document", "In which document"),
)
LONGEST = 1_000
HITS = 25
"""How many hits a page has."""


@dataclass(frozen=True, slots=True)
class Item:
    """One hit: where it leads, its words with the searched ones marked, and the claim that it is or quotes."""

    kind: str
    address: str
    words: Markup
    claim: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a search can be, or is, narrowed by, and the address of the search with it, or without it."""

    label: str
    count: int
    address: str


@router.get("/search")
def search(
    request: Request,
    site: Annotated[Site, Depends(view_of)],
    where: Annotated[dict[str, str], Depends(filters_of)],
    *,
    q: str = "",
    cursor: str | None = None,
) -> Response:
    """What the words of `q` find; an id leads straight to its page."""
    query = q.strip()[:LONGEST]
    if kind_of(query):
        return RedirectResponse(url_of(query), 303)
    chosen = [Choice(_named(site.store, name, value), 0, _address(query, where, **{name: None})) for name, value in where.items()]
    shared: dict[str, Any] = {"where": where, "chosen": chosen, "most": MOST, "counted_to": COUNTED}
    return _answer(request, site, query, cursor, shared) if query else page(request, "search.html", **_nothing() | shared)


def _answer(request: Request, site: Site, query: str, cursor: str | None, shared: dict[str, Any]) -> HTMLResponse:
    where = shared["where"]
    try:
        found = site.store.search(query, where=where, cursor=cursor, limit=HITS)
    except InputError as error:
        return page(request, "search.html", **_nothing() | shared | {"message": str(error)})
    items = [_item(hit) for hit in found.hits]
    disputes_of = site.derived.disputes_of(item.claim for item in items if item.claim)
    return page(
        request,
        "search.html",
        groups=[(name, group) for kind, name in GROUPS if (group := [item for item in items if item.kind == kind])],
        disputes=_disputes(items, disputes_of),
        found=found,
        facets=_facets(found, query, where),
        following=_address(query, where, cursor=found.next) if found.next else None,
        disputes_of=disputes_of,
        message=None,
        **shared,
    )


def _nothing() -> dict[str, Any]:
    return {"groups": [], "disputes": [], "found": None, "facets": [], "following": None, "disputes_of": {}, "message": None}


def _address(query: str, where: Mapping[str, str], **changed: str | None) -> str:
    """The address of a search with other filters, None for none."""
    wanted = {name: value for name, value in {"q": query, **where, **changed}.items() if value}
    return carried(f"/search?{urlencode(wanted, errors='replace')}")


def _facets(found: Found, query: str, where: Mapping[str, str]) -> list[tuple[str, list[Choice]]]:
    """What the search can be narrowed by that it is not narrowed by yet, where that leaves a choice."""
    open_ = [(name, title) for name, title in FACETS if name not in where and not (name == "year" and where.keys() & {"since", "until"})]
    known = {
        name: [bucket for bucket in found.facets[name] if not kind_of(bucket.label)] for name, _ in open_
    }  # an id tells people nothing
    now = _address(query, where)
    choices = [(title, [_choice(name, bucket, now) for bucket in known[name]]) for name, title in open_]
    return [(title, choice) for title, choice in choices if len(choice) > 1]


def _choice(name: str, bucket: Bucket, now: str) -> Choice:
    """A value, with the address of the search as it is `now` narrowed by it."""
    changed = {"since": bucket.value, "until": bucket.value} if name == "year" else {name: bucket.value}
    return Choice(bucket.label, bucket.count, f"{now}&{urlencode(changed)}")


def _named(store: Store, name: str, value: str) -> str:
    """A filter in words."""
    if name in ("since", "until"):
        return f"{'from' if name == 'since' else 'until'} {value}"
    try:
        node = store.get(value) if kind_of(value) else None
    except NotFoundError:
        node = None
    if isinstance(node, Document):
        return called(node)
    return node.name if isinstance(node, Source | Entity) else value


def _item(hit: Hit) -> Item:
    leads = hit.claim or hit.id
    return Item(hit.kind, url_of(leads), marked(hit.snippet), hit.claim)


def _disputes(found: Iterable[Item], disputes_of: dict[str, tuple[Dispute, ...]]) -> list[Dispute]:
    return list({dispute.id: dispute for item in found if item.claim for dispute in disputes_of.get(item.claim, ())}.values())


def marked(snippet: str) -> Markup:
    r"""The snippet as HTML, the matched words (between U+0002 and U+0003) marked and all else escaped.

    >>> marked("a \x02<b>\x03 c")
    Markup('a <mark>&lt;b&gt;</mark> c')
    """
    first, *rest = str(escape(snippet)).split("\x02")
    words = [shown(first)]
    for part in rest:
        inside, _, after = part.partition("\x03")
        words.append(f"<mark>{shown(inside)}</mark>{shown(after)}")
    return Markup("".join(words))  # noqa: S704 — escaped before it is split
