"""How long whoever asks waits for what follows the record: so long in all, whatever he asks of it, and not for what takes longer."""

import time
from collections.abc import Callable
from contextvars import ContextVar

from starlette.types import ASGIApp, Receive, Scope, Send

NEAR = 20
"""How many entries may be missing for anybody to wait for them; what is farther behind is made anew, or comes soon."""


class Patience:
    """What one request still waits."""

    def __init__(self) -> None:
        self._until: float | None = None

    def left(self, seconds: float) -> float:
        """How much is left of so many seconds, which begin when this is first asked."""
        if self._until is None:
            self._until = time.monotonic() + seconds
        return max(0.0, self._until - time.monotonic())


_OWN: ContextVar[Patience | None] = ContextVar("patience", default=None)


def left(seconds: float) -> float:
    """How much this request still waits, where that is so many seconds in all; all of them where this is no request."""
    return (_OWN.get() or Patience()).left(seconds)


class Patient:
    """Gives each request a patience of its own, which all threads share that work on it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        before = _OWN.set(Patience())
        try:
            await self.app(scope, receive, send)
        finally:
            _OWN.reset(before)


class Queue:
    """Those who wait for the newest entry to be followed: after one who did so in vain nobody does until that entry is reached."""

    def __init__(self) -> None:
        self._late = 0

    def wait(self, reach: Callable[[], tuple[int, int]], follow: Callable[[float], None], seconds: float) -> None:
        """Have the journal followed for so long, where that may be enough; `reach` says how far it is, and the newest entry."""
        followed, newest = reach()
        if followed < self._late or followed == newest or newest - followed > NEAR or seconds <= 0:
            return
        follow(seconds)
        if reach()[0] < newest:
            self._late = newest
