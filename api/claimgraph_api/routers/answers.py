"""How the API words its answers: one node, a page of them, a graph."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request
from fastapi.responses import JSONResponse, Response

from claimgraph.model import Graph, Node
from claimgraph.records import to_record
from claimgraph.store import version_of
from claimgraph.views.networkx import graphml, node_link
from claimgraph_api.answers.schemas import page_of
from claimgraph_api.server.negotiation import JSON

GRAPHML = "application/graphml+xml"
GRAPH_FORMS: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}, GRAPHML: {"schema": {"type": "string"}}}}}
"""How the description for programs tells of a graph."""


def text_or_json(media_type: str) -> dict[str, Any]:
    """How the description for programs tells of a body: JSON of any form, or a string."""
    return {} if media_type.endswith("json") else {"schema": {"type": "string"}}


def list_of(kind: type) -> dict[int | str, dict[str, Any]]:
    """How the description for programs tells of a page of a list: items of this dataclass, the next cursor, the total."""
    return {200: {"model": page_of(kind)}}


def listing(request: Request, items: Sequence[Any], following: str | None, total: int | None, **more: Any) -> Response:
    """One page of a list, with the address of the next in a Link header (RFC 8288); `more` stands beside its items.

    An item that is JSON already, as msgspec.Raw, is sent as it is.
    """
    headers = {}
    if following:
        query = urlencode([*((k, v) for k, v in request.query_params.multi_items() if k != "cursor"), ("cursor", following)])
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    body = msgspec.json.encode({"items": to_record(list(items)), "next": following, "total": total, **more})
    return Response(body, media_type=JSON, headers=headers)


def node_answer(request: Request, node: Node, more: Mapping[str, str] | None = None) -> Response:
    """A node as JSON with its strong ETag; 304 without a body where the request has that version already."""
    tag = f'"{version_of(node)}"'
    headers = {"ETag": tag, **(more or {})}
    known = _tags(request, "if-none-match")
    if known is not None and known & {tag, f"W/{tag}", "*"}:
        return Response(status_code=304, headers=headers)
    return Response(msgspec.json.encode(to_record(node)), media_type=JSON, headers=headers)


def wanted_versions(request: Request) -> frozenset[str] | None:
    """The versions that If-Match asks for; None where it does not, or for any."""
    wanted = _tags(request, "if-match")
    return None if wanted is None or "*" in wanted else frozenset(tag.strip('"') for tag in wanted if not tag.startswith("W/"))


def _tags(request: Request, name: str) -> set[str] | None:
    given = request.headers.get(name)
    return None if given is None else {tag.strip() for tag in given.split(",")[:100]}


def graph_answer(graph: Graph, form: str) -> Response:
    """A graph as networkx node-link JSON, or as GraphML."""
    if form == "graphml":
        return Response(graphml(graph), media_type=GRAPHML)
    return JSONResponse(node_link(graph))
