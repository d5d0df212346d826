"""One box for everything: disputes, claims, quotes, voices, entities and documents with the searched words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup, escape

from claimgraph.errors import InputError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import Assertion, Dispute
from claimgraph.store import Hit, Store
from claimgraph_api.moments import carried
from claimgraph_api.pages.rendering import page, shown, url_of
from claimgraph_api.site import Site, view_of

router = APIRouter(include_in_schema=False)
GROUPS = (("claim", "Claims"), ("assertion", "Quotes"), ("source", "Sources"), ("entity", "Entities"), ("document", "Documents"))
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: where it leads, its words with the searched ones marked, and the claim that it is or quotes."""

    kind: str
    address: str
    words: Markup
    claim: str | None


@router.get("/search")
def search(request: Request, site: Annotated[Site, Depends(view_of)], q: str = "", cursor: str | None = None) -> Response:
    """What the words of `q` find; an id leads straight to its page."""
    query = q.strip()[:LONGEST]
    if kind_of(query):
        return RedirectResponse(url_of(query), 303)
    return _answer(request, site, query, cursor) if query else page(request, "search.html", **_nothing())


def _answer(request: Request, site: Site, query: str, cursor: str | None) -> HTMLResponse:
    try:
        hits, following, total = site.store.search(query, cursor=cursor)
    except InputError as error:
        return page(request, "search.html", **_nothing() | {"total": 0, "message": str(error)})
    found = [_found(site.store, hit) for hit in hits]
    disputes_of = site.derived.disputes_of(item.claim for item in found if item.claim)
    return page(
        request,
        "search.html",
        groups=[(name, group) for kind, name in GROUPS if (group := [item for item in found if item.kind == kind])],
        disputes=_disputes(found, disputes_of),
        total=total,
        following=carried(f"/search?{urlencode({'q': query, 'cursor': following})}") if following else None,
        disputes_of=disputes_of,
        message=None,
    )


def _nothing() -> dict[str, Any]:
    return {"groups": [], "disputes": [], "total": None, "following": None, "disputes_of": {}, "message": None}


def _found(store: Store, hit: Hit) -> Found:
    if hit.kind == "claim":
        return Found(hit.kind, url_of(hit.id), marked(hit.snippet), hit.id)
    claim = _claim_of(store, hit.id) if hit.kind == "assertion" else None
    return Found(hit.kind, url_of(claim or hit.id), marked(hit.snippet), claim)


def _claim_of(store: Store, assertion_id: str) -> str | None:
    try:
        assertion = store.get(assertion_id)
    except NotFoundError:
        return None
    return assertion.content.claim if isinstance(assertion, Assertion) else None


def _disputes(found: Iterable[Found], disputes_of: dict[str, tuple[Dispute, ...]]) -> list[Dispute]:
    return list({dispute.id: dispute for item in found if item.claim for dispute in disputes_of.get(item.claim, ())}.values())


def marked(snippet: str) -> Markup:
    r"""The snippet as HTML, the matched words (between U+0002 and U+0003) marked and all else escaped.

    >>> marked("a \x02<b>\x03 c")
    Markup('a <mark>&lt;b&gt;</mark> c')
    """
    first, *rest = snippet.split("\x02")
    words = [escape(shown(first))]
    for part in rest:
        inside, _, after = part.partition("\x03")
        words.append(Markup("<mark>{}</mark>{}").format(shown(inside), shown(after)))
    return Markup("").join(words)
