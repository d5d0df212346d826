"""What a process that only answers readers hands on to the server that it belongs to: all that changes anything, and what is there once."""

from collections.abc import AsyncIterator

import httpx2
from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from claimgraph_api.server.access import SAFE
from claimgraph_api.server.errors import problem

ONCE = ("/sparql", "/v1/jobs", "/v1/import", "/readyz")
"""What begins so is answered by the server itself: it alone has the SPARQL index and the imports, and knows whether it is ready."""
_IDLE_SECONDS = 2.0
"""How long a connection to the server is kept for the next request: less than the server keeps it."""
_OF_THE_CONNECTION = frozenset({b"connection", b"keep-alive", b"transfer-encoding", b"date", b"x-forwarded-proto"})


class HandOn:
    """Answers what only reads the record, and hands on the rest to the server at the socket `behind`, as it came."""

    def __init__(self, app: ASGIApp, behind: str) -> None:
        self.app = app
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=20, keepalive_expiry=_IDLE_SECONDS)
        self._server = httpx2.AsyncHTTPTransport(uds=behind, limits=limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] != "http" or (scope["method"] in SAFE and not scope["path"].startswith(ONCE)):
            await self.app(scope, receive, send)
            return
        try:
            answer = await self._server.handle_async_request(_handed_on(scope, receive))
        except ClientDisconnect:  # and the server was cut off in its turn
            return
        except httpx2.TransportError:
            detail = "the server that this is for does not answer: it may have ended before or after it did what you asked"
            await problem(Request(scope), 503, "store", detail, {"Retry-After": "1"})(scope, receive, send)
            return
        try:
            await _pass_back(answer, send)
        finally:
            await answer.aclose()


def _handed_on(scope: Scope, receive: Receive) -> httpx2.Request:
    """The request with its path, headers and body as they came, and the scheme as it was made out here."""
    path = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    address = httpx2.URL("http://server").copy_with(raw_path=path)
    headers = [(name, value) for name, value in scope["headers"] if name not in _OF_THE_CONNECTION]
    has_body = any(name in (b"content-length", b"transfer-encoding") for name, _ in scope["headers"])
    sent = [*headers, (b"x-forwarded-proto", scope["scheme"].encode())]
    return httpx2.Request(scope["method"], address, headers=sent, content=_body(receive) if has_body else None)


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    """The body as it comes; raises ClientDisconnect where its sender leaves before its end, lest half of it be taken for all."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _pass_back(answer: httpx2.Response, send: Send) -> None:
    headers = [(name.lower(), value) for name, value in answer.headers.raw if name.lower() not in _OF_THE_CONNECTION]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    async for piece in answer.aiter_raw():
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
