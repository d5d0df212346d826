"""Every kind of node: a filtered list, one by its id, and whatever an IRI of ours stands for."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from claimgraph.errors import NotFoundError
from claimgraph.exchange import MEDIA_TYPES, write
from claimgraph.ids import kind_of
from claimgraph.model import Node
from claimgraph.rdf.disputing import dispute_triples
from claimgraph.records import to_record
from claimgraph.store import FILTERS, Version
from claimgraph.store.schema import KINDS
from claimgraph_api.answers.schemas import schema_of
from claimgraph_api.answers.weighing import scores_record
from claimgraph_api.pages.rendering import url_of
from claimgraph_api.routers.answers import GRAPH_FORMS, graph_answer, list_of, listing, node_answer, text_or_json
from claimgraph_api.routers.derived import derived_answer
from claimgraph_api.server.negotiation import HTML, JSON, best_of
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["nodes"])
At = Annotated[Site, Depends(view_of)]
Limit = Annotated[int, Query(ge=1, le=1000)]
_NO_FILTERS = ("cursor", "limit", "as_of", "collection", "trust")
Trust = Annotated[str | None, Query(max_length=80, description="A trust profile: claims come with their scores under it.")]
Form = Annotated[str, Query(pattern="^(node-link|graphml)$", description="`node-link` JSON of networkx, or `graphml`.")]


def _lists(shelf: str) -> Callable[..., Response]:
    def list_nodes(request: Request, site: At, cursor: str | None = None, limit: Limit = 50, trust: Trust = None) -> Response:
        where = {name: value for name, value in request.query_params.items() if name not in _NO_FILTERS}
        found = site.store.page(shelf, where=where, cursor=cursor, limit=limit)
        scores = _scores(site, [node.id for node in found.items], trust) if shelf == "claims" and trust else {}
        return listing(request, found.items, found.next, found.total, hidden=found.hidden, **scores)

    return list_nodes


def _gets(shelf: str) -> Callable[..., Response]:
    def get_node(request: Request, node_id: str, site: At, trust: Trust = None) -> Response:
        node = _node_of(site, shelf, node_id)
        if trust and shelf in _WEIGHED:
            return JSONResponse({**to_record(node), **_scores(site, _WEIGHED[shelf](site, node.id), trust)})
        return node_answer(request, node, {"Content-Location": f"/v1/{shelf}/{node.id}"} if node.id != node_id else None)

    return get_node


def _newest(name: str) -> Callable[[Site, str], list[str]]:
    return lambda site, node_id: [claim.id for claim in site.store.page("claims", where={name: node_id}).items]


_WEIGHED: Mapping[str, Callable[[Site, str], list[str]]] = {
    "claims": lambda _, node_id: [node_id],
    "sources": _newest("source"),
    "entities": _newest("entity"),
    "documents": _newest("document"),
}
"""Of which nodes scores can be asked along, and of which claims: of the newest."""


def _scores(site: Site, claims: list[str], trust: str) -> dict[str, Any]:
    return {"trust": trust, **scores_record(site.store, claims, trust)}


def _graphs(shelf: str) -> Callable[..., Response]:
    def get_graph(node_id: str, site: At, form: Form = "node-link") -> Response:
        return graph_answer(site.store.graph([_node_of(site, shelf, node_id).id]), form)

    return get_graph


def _histories(shelf: str) -> Callable[..., Response]:
    def get_history(request: Request, node_id: str, site: At) -> Response:
        _check_kind(shelf, node_id)
        versions = site.store.history(node_id)
        return listing(request, versions, None, len(versions))

    return get_history


def _node_of(site: Site, shelf: str, node_id: str) -> Node:
    """The node or, of a claim that another one stands for, that one."""
    _check_kind(shelf, node_id)
    return site.store.standing(node_id) if shelf == "claims" else site.store.get(node_id)


def _check_kind(shelf: str, node_id: str) -> None:
    if kind_of(node_id) != KINDS[shelf].__name__.lower():
        raise NotFoundError(f"{node_id[:80]!r} is not the id of one of the {shelf}")


def _describe(shelf: str) -> tuple[dict[str, Any], dict[int | str, dict[str, Any]], dict[int | str, dict[str, Any]]]:
    filters = [{"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in FILTERS[shelf]]
    model = schema_of(KINDS[shelf])
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{model.__name__}"}}
    properties = {
        "items": items,
        "next": {"type": ["string", "null"]},
        "total": {"type": ["integer", "null"]},
        "hidden": {"type": "integer"},
    }
    page = {"type": "object", "properties": properties}
    return (
        {"parameters": filters},
        {200: {"content": {JSON: {"schema": page}}}},
        {200: {"model": model}, 304: {"description": "The version that If-None-Match names is the present one."}},
    )


LISTS: Mapping[str, Callable[..., Response]] = {shelf: _lists(shelf) for shelf in KINDS}
GETS: Mapping[str, Callable[..., Response]] = {shelf: _gets(shelf) for shelf in KINDS}
"""What answers a page of each list and a node of each kind."""
for _shelf in KINDS:
    _extra, _page, _one = _describe(_shelf)
    router.add_api_route(f"/v1/{_shelf}", LISTS[_shelf], name=f"list_{_shelf}", openapi_extra=_extra, responses=_page)
    router.add_api_route(f"/v1/{_shelf}/{{node_id}}", GETS[_shelf], name=f"get_{_shelf}", responses=_one)
    router.add_api_route(f"/v1/{_shelf}/{{node_id}}/history", _histories(_shelf), name=f"history_{_shelf}", responses=list_of(Version))
    router.add_api_route(f"/v1/{_shelf}/{{node_id}}/graph", _graphs(_shelf), name=f"graph_{_shelf}", responses=GRAPH_FORMS)


_VARY = {"Vary": "Accept"}


_FORMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {JSON: {}, **{media: text_or_json(media) for media in MEDIA_TYPES.values()}}},
    303: {"description": "The page of the node, for people."},
}


@router.get("/{node_id}", responses=_FORMS)
def dereference(request: Request, node_id: str, site: At) -> Response:
    """Whatever an IRI of this store stands for: a page, JSON, or RDF by Accept."""
    kind = kind_of(node_id)
    if kind is None:
        raise NotFoundError(f"there is nothing at /{node_id[:80]}")
    offers = [HTML, JSON, *MEDIA_TYPES.values()]
    wanted = best_of(request.headers.get("accept"), offers) or JSON
    if wanted == HTML and "accept" in request.headers and HTML in request.headers["accept"]:
        return RedirectResponse(url_of(node_id), 303, _VARY)
    if kind == "dispute":
        return derived_answer(
            request,
            site,
            lambda: Response(site.derived.dispute_text(node_id), media_type=JSON, headers=_VARY),
            lambda then, base: dispute_triples([then.derived.dispute(node_id)], base),
        )
    node = site.store.standing(node_id) if kind == "claim" else site.store.get(node_id)
    if wanted in (HTML, JSON):
        return node_answer(request, node, _VARY)
    form = next(name for name, media in MEDIA_TYPES.items() if media == wanted)
    return Response(write(site.store.graph([node_id]), form, site.settings.base), media_type=wanted, headers=_VARY)
