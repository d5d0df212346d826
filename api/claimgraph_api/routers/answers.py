"""How the API words its answers: one node, a page of them, a graph."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from claimgraph.model import Graph
from claimgraph.records import to_record
from claimgraph.store.cursors import read_cursor, write_cursor
from claimgraph.views.networkx import graphml, node_link

GRAPHML = "application/graphml+xml"


def listing(request: Request, items: Sequence[Any], following: str | None, total: int | None) -> JSONResponse:
    """One page of a list, with the address of the next in a Link header (RFC 8288)."""
    headers = {}
    if following:
        query = urlencode([*((k, v) for k, v in request.query_params.multi_items() if k != "cursor"), ("cursor", following)])
        headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return JSONResponse({"items": to_record(list(items)), "next": following, "total": total}, headers=headers)


def cut(values: Sequence[Any], cursor: str | None, limit: int) -> tuple[Sequence[Any], str | None]:
    """A page of derived values and the cursor of the next; what follows starts after the id that ended the page."""
    start = 0
    if cursor:
        last = read_cursor(cursor, (str,))[0]
        start = next((index + 1 for index, value in enumerate(values) if value.id == last), 0)
    shown = values[start : start + limit]
    return shown, write_cursor(shown[-1].id) if start + limit < len(values) else None


def graph_answer(graph: Graph, form: str) -> Response:
    """A graph as networkx node-link JSON, or as GraphML."""
    if form == "graphml":
        return Response(graphml(graph), media_type=GRAPHML)
    return JSONResponse(node_link(graph))
