"""The SPARQL endpoint: the query side of the SPARQL 1.1 Protocol, and its service description.

Queries are handed on as they came; nothing here reads them. With a browser the same address shows the form and its answers.
"""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from claimgraph.errors import LimitError, QueryError, UnreadableError
from claimgraph.rdf.description import describe_service
from claimgraph.rdf.formats import GRAPHS, NAMED, SOLUTIONS, choose_format, quality_of
from claimgraph.rdf.sparql import Answer
from claimgraph_api.pages import sparql as pages
from claimgraph_api.server.errors import status_of
from claimgraph_api.server.site import Site, view_of

router = APIRouter(tags=["sparql"])
MOST_BYTES = 256 * 1024
"""Bytes of a request's body: a query of 64 kB, percent-encoded, with the graphs that it names."""
QUERY_TYPE = "application/sparql-query"
FORM_TYPE = "application/x-www-form-urlencoded"
Pairs = list[tuple[str, str]]
_TEXT = {"type": "string"}
_MANY = {"type": "array", "items": {"type": "string", "format": "uri"}}
_EXAMPLE = "SELECT ?one ?other WHERE { ?one cg:contradicts ?other }"
_FIELDS: dict[str, dict[str, Any]] = {
    "query": {**_TEXT, "description": "A query of SPARQL 1.1.", "examples": [_EXAMPLE]},
    "default-graph-uri": _MANY,
    "named-graph-uri": _MANY,
    "min-seq": {"type": "integer", "minimum": 0, "description": "The answer reflects at least this entry of the journal."},
    "as_of": {**_TEXT, "description": "The number of an entry of the journal, or a time: what was answered then."},
    "collection": {**_TEXT, "description": "Show what this collection shows and nothing else."},
    "format": {**_TEXT, "enum": list(NAMED), "description": "Instead of an Accept header."},
}
_PARAMETERS = [{"name": name, "in": "query", "schema": schema} for name, schema in _FIELDS.items()]
_VIEWS = [parameter for parameter in _PARAMETERS if parameter["name"] in ("as_of", "collection")]
_BODY = {
    "required": True,
    "content": {
        FORM_TYPE: {"schema": {"type": "object", "required": ["query"], "properties": _FIELDS}},
        QUERY_TYPE: {"schema": _TEXT, "example": _EXAMPLE},
    },
}
_MEDIA = ("text/html", *(name for name, _ in (*SOLUTIONS, *GRAPHS)))
_FORMS: dict[int | str, dict[str, Any]] = {200: {"content": {name: {"schema": {}} for name in _MEDIA}}}
"""How the description for programs tells of this endpoint."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query (None where it has none), the graphs, the journal entry waited for, the format, the view."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    min_seq: int
    format: str | None
    as_of: str | None
    collection: str | None


async def read_request(request: Request) -> Asked:
    """What the request asks, by whichever of the three ways of the protocol (SPARQL 1.1 Protocol, 2.1)."""
    pairs = _pairs(request.scope["query_string"])
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in (QUERY_TYPE, FORM_TYPE):
            raise UnreadableError(f"a query is posted as {QUERY_TYPE} or {FORM_TYPE}", code="unsupported-media-type")
        body = await _body(request)
        pairs += [("query", _decoded(body))] if media_type == QUERY_TYPE else _pairs(body)
        if all(name != "query" for name, _ in pairs):
            raise QueryError("the parameter query is missing", code="query-missing")
    return _asked(pairs)


Question = Annotated[Asked, Depends(read_request)]


async def site_asked(request: Request, asked: Question) -> Site:
    """The site at the moment and within the collection that the request names, be it in its address or in a form."""
    return await view_of(request, asked.as_of, asked.collection)


Then = Annotated[Site, Depends(site_asked)]


@router.get("/sparql", responses=_FORMS, openapi_extra={"parameters": _PARAMETERS})
def query_by_get(request: Request, asked: Question, site: Then) -> Response:
    """The answer to `query`; without one, the description of this endpoint."""
    return _respond(request, site, asked)


@router.post("/sparql", responses=_FORMS, openapi_extra={"requestBody": _BODY, "parameters": _VIEWS})
def query_by_post(request: Request, asked: Question, site: Then) -> Response:
    """The answer to a query in the body, as a form or as application/sparql-query."""
    return _respond(request, site, asked)


def _respond(request: Request, site: Site, asked: Asked) -> Response:
    accept = NAMED[asked.format] if asked.format else request.headers.get("accept", "")
    answer = _page if _prefers_page(accept) else _answer
    response = answer(request, site, asked, accept)
    response.headers["Vary"] = "Accept"
    return response


def _answer(request: Request, site: Site, asked: Asked, accept: str) -> Response:
    if asked.query is None:
        if asked.default_graphs or asked.named_graphs:
            raise QueryError("the parameter query is missing", code="query-missing")
        chosen = choose_format(accept, GRAPHS)
        if chosen is None:
            raise QueryError("none of the media types in Accept can be had here", code="not-acceptable")
        return Response(describe_service(str(request.url_for("query_by_get")), chosen[1]), media_type=chosen[0])
    answer = _ask(site, asked, accept)
    return Response(answer.body, media_type=answer.media_type, headers=_reflected(answer))


def _page(request: Request, site: Site, asked: Asked, _accept: str) -> Response:
    if asked.query is None:
        return pages.form(request, site)
    try:
        answer = _ask(site, asked, f"{SOLUTIONS[0][0]}, {GRAPHS[0][0]}")
    except QueryError as error:
        return pages.form(request, site, query=asked.query, error=str(error), status=status_of(error))
    shown = pages.results(request, site, asked.query, answer)
    shown.headers.update(_reflected(answer))
    return shown


def _reflected(answer: Answer) -> dict[str, str]:
    """Which entry the answer reflects, and which what is derived does, where that can be asked."""
    derived = {} if answer.derived is None else {"X-Claimgraph-Derived-Seq": str(answer.derived)}
    return {"X-Claimgraph-Seq": str(answer.seq), **derived}


def _ask(site: Site, asked: Asked, accept: str) -> Answer:
    graphs: dict[str, Any] = {"default_graphs": asked.default_graphs, "named_graphs": asked.named_graphs}
    view: dict[str, Any] = {"collection": site.store.collection, "as_of": site.store.as_of}
    if site.store.collection is None:
        site.wait()
    return site.sparql.answer(asked.query or "", accept=accept, **graphs, min_seq=asked.min_seq, **view)


def _prefers_page(accept: str) -> bool:
    others = max(quality_of(accept, name) for name, _ in (*SOLUTIONS[:4], *GRAPHS[:4]))
    return quality_of(accept, "text/html") > others


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise LimitError(f"the body is larger than {MOST_BYTES} bytes")
    return bytes(body)


def _pairs(data: bytes) -> Pairs:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise QueryError("the parameters are not percent-encoded UTF-8") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise QueryError("the query is not UTF-8") from error


def _asked(pairs: Pairs) -> Asked:
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise QueryError("this endpoint only reads: it takes query, not update", code="update-refused")
    named = _single(pairs, "format")
    if named is not None and named not in NAMED:
        raise QueryError(f"format must be one of {', '.join(NAMED)}")
    return Asked(
        _single(pairs, "query"),
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        _number(_single(pairs, "min-seq") or "0"),
        named,
        _single(pairs, "as_of"),
        _single(pairs, "collection"),
    )


def _single(pairs: Pairs, name: str) -> str | None:
    values = [value for key, value in pairs if key == name]
    if len(values) > 1:
        raise QueryError(f"the parameter {name} is given {len(values)} times, where once is allowed")
    return values[0] if values else None


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise QueryError("min-seq must be the number of a journal entry")
    return int(text)
