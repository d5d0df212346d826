"""What every answer carries and no request may exceed."""

from collections.abc import Mapping

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimgraph_api.server.errors import problem

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class SecurityHeaders:
    """Adds the headers that keep hostile text harmless in a browser."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with the headers added."""

        async def send_with_headers(message: Message) -> None:
            """Send a message, the first with the headers."""
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class HeadAnswers:
    """Answers HEAD as GET without the body (RFC 9110, 9.3.2), for every address that has a GET."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; one for the head alone as the one for the whole, its body left out."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            """Send a message without its body."""
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


class BodyLimit:
    """Refuses bodies over a size, declared or not, before they fill the memory; `larger` names addresses that take more.

    What is too large is read to its end and thrown away, as far as it is not absurd: a client that is cut off while it
    sends never sees the answer.
    """

    def __init__(self, app: ASGIApp, most: int, larger: Mapping[str, int]) -> None:
        self.app = app
        self.most = most
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or 413 where its body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.larger.get(scope["path"], self.most)
        declared = Headers(scope=scope).get("content-length", "0")
        size = int(declared) if declared.isdigit() and len(declared) < 20 else 0
        if size > most:
            await _drain(receive, min(size, self.most * _DRAINED))
            await _refuse(scope, receive, send, most)
            return
        await self._count(scope, receive, send, most)

    async def _count(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        size, refused = 0, False

        async def counted() -> Message:
            """A piece of the body; raises _BodyTooLargeError."""
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > most:
                await _drain(receive, self.most * _DRAINED if message.get("more_body") else 0)
                raise _BodyTooLargeError
            return message

        async def watched(message: Message) -> None:
            """Send a message of the answer, or refuse once where the body was too large."""
            nonlocal refused
            if size <= most:
                await send(message)
            elif not refused:  # whatever was made of the half that was read
                refused = True
                await _refuse(scope, receive, send, most)

        try:
            await self.app(scope, counted, watched)
        except _BodyTooLargeError:
            if not refused:
                await _refuse(scope, receive, send, most)


async def _refuse(scope: Scope, receive: Receive, send: Send, most: int) -> None:
    detail = f"this is too large: a request holds at most {most:,} bytes"
    answer = problem(Request(scope), 413, "limit", detail, {"Connection": "close"})
    await answer(scope, receive, send)


_DRAINED = 8
"""How many times the limit is read of a body that is refused, so that its sender gets to read the answer."""


async def _drain(receive: Receive, most: int) -> None:
    """Read a body to its end, or as far as `most` bytes, and keep nothing."""
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


class _BodyTooLargeError(Exception):
    pass
