"""Every error as one JSON shape, problem+json (RFC 9457), or as a page where a person asks."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from claimgraph import errors
from claimgraph_api.answers.schemas import Problem
from claimgraph_api.pages.rendering import page
from claimgraph_api.server.negotiation import prefers_html

PROBLEM = "application/problem+json"
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "What is wrong with the request.", "content": {PROBLEM: {"schema": Problem.model_json_schema()}}},
    "5XX": {"description": "What cannot be done now.", "content": {PROBLEM: {"schema": Problem.model_json_schema()}}},
}
"""How the description for programs tells of every error."""
TYPES = "https://w3id.org/claimgraph/problems#"

STATUS: Mapping[type[errors.ClaimgraphError], int] = {
    errors.ClaimgraphError: 500,
    errors.InputError: 400,
    errors.LimitError: 413,
    errors.UnreadableError: 415,
    errors.FetchError: 400,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.AccessError: 403,
    errors.ModelError: 502,
    errors.QueryError: 400,
    errors.QueryForbiddenError: 403,
    errors.QueryLimitError: 503,
    errors.QueryUnavailableError: 503,
    errors.StoreError: 503,
}
CODES = {
    "query-too-deep": 400,
    "query-too-long": 413,
    "query-too-complex": 400,
    "past-too-large": 400,
    "no-key": 401,
    "moved": 412,
    "erased": 410,
    "key-reused": 422,
    "not-acceptable": 406,
    "unsupported-media-type": 415,
}
"""The status of errors whose code says more than their class."""


def add_handlers(app: FastAPI) -> None:
    """Answer every error of `app` as a problem."""
    app.add_exception_handler(errors.ClaimgraphError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: errors.ClaimgraphError) -> int:
    """The HTTP status of an error."""
    return CODES.get(error.code) or next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(request: Request, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as JSON, or as a page where the request prefers one."""
    title = HTTPStatus(status).phrase
    if prefers_html(request):
        answer: Response = page(request, "error.html", status=status, number=status, title=title, detail=detail, code=code)
    else:
        body = {"type": TYPES + code, "title": title, "status": status, "detail": detail, "instance": request.url.path, "code": code}
        answer = JSONResponse(body, status, media_type=PROBLEM)
    answer.headers.update(headers or {})
    return answer


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, errors.ClaimgraphError)  # noqa: S101 — registered for this class alone
    status = status_of(error)
    headers = {"Retry-After": "1"} if isinstance(error, errors.StoreError) else {}
    if isinstance(error, errors.QueryUnavailableError):
        headers = {"Retry-After": str(error.retry_after)}
    if status == HTTPStatus.UNAUTHORIZED:
        headers = {"WWW-Authenticate": 'Bearer realm="claimgraph", Basic realm="claimgraph", charset="UTF-8"'}
    return problem(request, status, error.code, str(error), headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 — registered for this class alone
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    headers = {**(error.headers or {})}
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods(request))) or "GET, HEAD"
    return problem(request, error.status_code, code, str(error.detail), headers)


def _methods(request: Request) -> set[str]:
    """Every method of an address, whichever routes answer them; HEAD wherever there is GET (see `HeadAnswers`)."""
    fitting = [route for route in request.app.state.routes if route.matches(request.scope)[0] is not Match.NONE]
    found = {method for route in fitting for method in route.methods or ()}
    return found | {"HEAD"} if "GET" in found else found


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 — registered for this class alone
    faults = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()[:10])
    return problem(request, 422, "bad-request", faults)


async def _unexpected(request: Request, _error: Exception) -> Response:
    return problem(request, 500, "internal", "claimgraph failed in a way it should not; nothing was stored. Please report this.")
