"""Requests that may be sent again: the same `Idempotency-Key` gives the same answer and has one effect."""

import hashlib
import json
import os
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

import anyio
from anyio import to_thread
from fastapi import Request, Response
from fastapi.routing import APIRoute

from claimgraph.errors import ConflictError, InputError, StoreError
from claimgraph.store.answers import Answers, Kept, Mine
from claimgraph.store.journal import canonical
from claimgraph_api.server.access import check_access
from claimgraph_api.server.jobs import Spooled
from claimgraph_api.server.site import served_site

HEADER = "Idempotency-Key"
_LONGEST = 255
_PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.05
_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "The same key with the same request gives the same answer and has one effect, for 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": _LONGEST},
}
_KEPT_HEADERS = ("content-type", "location", "etag")

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class OnceRoute(APIRoute):
    """A route whose POST may carry an `Idempotency-Key`; every POST under /v1 is one."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        if "POST" in (self.methods or ()):
            self.openapi_extra = {**(self.openapi_extra or {}), "parameters": [_PARAMETER]}

    def get_route_handler(self) -> Handler:
        """The handler, which answers a known key as it did before."""
        handler = super().get_route_handler()

        async def once(request: Request) -> Response:
            """The answer, made once for each key."""
            if request.method != "POST" or HEADER not in request.headers:
                return await handler(request)
            await check_access(request)  # before anything that was kept is shown
            return await _once(request, handler, await request.body())

        return once


class SpooledRoute(OnceRoute):
    """The same for a body that no memory has to hold: it is `request.state.spooled`, in a file that goes unless it is taken."""

    def get_route_handler(self) -> Handler:
        """The handler, which finds the body of a POST in a file."""
        handler = super(OnceRoute, self).get_route_handler()

        async def spooled(request: Request) -> Response:
            """The answer, the body of a POST in a file."""
            if request.method != "POST":
                return await handler(request)
            await check_access(request)  # before anything is kept
            request.state.spooled = body = await _spool(request)
            try:
                return await (_once(request, handler, body.sha256.encode()) if HEADER in request.headers else handler(request))
            finally:
                body.discard()

        return spooled


async def _spool(request: Request) -> Spooled:
    """The body of a request, on the disk. Raises StoreError where it cannot be kept."""
    path, sha = served_site(request).jobs.spool_path(), hashlib.sha256()
    body = Spooled(path, "")
    try:
        with path.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
                sha.update(chunk)
                body.size += len(chunk)
            file.flush()
            await to_thread.run_sync(os.fsync, file.fileno())
    except OSError as error:
        body.discard()
        raise StoreError(f"what was sent cannot be kept: {error.strerror}") from error
    except BaseException:
        body.discard()
        raise
    body.sha256 = sha.hexdigest()
    return body


async def _once(request: Request, handler: Handler, body: bytes) -> Response:
    answers = served_site(request).store.answers
    key, asked = _key_of(request), _digest(request.method, str(request.url), _header(request, "content-type"), body)
    found = await _begin(answers, key, asked)
    if isinstance(found, Kept):
        return Response(found.body, found.status or 500, headers=json.loads(found.headers))
    request.state.began = found.at
    try:
        answered = await handler(request)
    except BaseException:
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(answers.release, key)
        raise
    headers = {name: answered.headers[name] for name in _KEPT_HEADERS if name in answered.headers}
    given = Kept(answered.status_code, canonical(headers), bytes(answered.body))
    with anyio.CancelScope(shield=True):  # a client that is gone will ask again
        await to_thread.run_sync(answers.keep, key, replace(found, erasure=_erasure(request, found)), given)
    return answered


def _erasure(request: Request, begun: Mine) -> int:
    """The newest erasure that the answer knows of: the request's own where it erased, whose answer holds no words."""
    return max(begun.erasure, getattr(request.state, "erasure", 0))


async def _begin(answers: Answers, key: str, asked: str) -> Mine | Kept:
    """Leave to answer, or the answer, waiting for it where it is being made."""
    with anyio.move_on_after(_PATIENCE_SECONDS):
        while True:
            found = await to_thread.run_sync(answers.begin, key, asked)
            if isinstance(found, Mine) or found.status is not None:
                return found
            await anyio.sleep(_PAUSE_SECONDS)
    raise ConflictError("the request with this Idempotency-Key is still being answered: try again", code="still-answering")


def _key_of(request: Request) -> str:
    """The key with whom it belongs to: nobody is shown what another was answered."""
    given = request.headers[HEADER]
    if not 0 < len(given) <= _LONGEST or not given.isascii() or not given.isprintable():
        raise InputError(f"an {HEADER} has 1 to {_LONGEST} printable ASCII characters")
    return _digest(_header(request, "authorization"), given)


def _header(request: Request, name: str) -> str:
    return request.headers.get(name, "")


def _digest(*parts: str | bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
