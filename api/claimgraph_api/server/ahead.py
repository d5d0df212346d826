"""The pages that most people turn to, made before anybody asks for them and while nobody asks for anything.

What they show is the same as ever: each is asked of the application as by somebody who reads, and kept as such answers are
(`claimgraph_api.server.remembering`), so that after further entries those alone are made anew that an entry could change.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import zip_longest
from typing import Any, NoReturn
from urllib.parse import quote

from fastapi.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message

from claimgraph.derive import MAKER
from claimgraph.views.selection import claim_ids
from claimgraph_api.server.access import OWN
from claimgraph_api.server.site import Site

_log = logging.getLogger("claimgraph")
QUIET_SECONDS = 0.5
"""How long nobody must have asked for anything before a page is made; where people ask more often, none is."""
REST = 4
"""How many times as long as it took to make the pages none is made again, so that what is written steadily takes a fifth of it."""
FIRST = 2
"""Of how many claims of the most contested dispute."""
_WAYS = ("/claims/{}", "/v1/claims/{}/graph", "/v1/claims/{}/score")
MOST_DISPUTES = 400
"""Of how many disputes, at most, the pages are made."""
_PAGES = {"voice": "/sources/", "entity": "/entities/"}


async def make_ahead(app: ASGIApp, site: Site) -> NoReturn:
    """Make the pages of a store, as many as its settings say, and again what changes of them, until cancelled."""
    quiet, made = _Quiet(lambda: site.asked), None
    while True:
        await quiet.wait()
        spent = 0.0
        try:
            if (state := await run_in_threadpool(_state, site)) and state != made:
                for path in await run_in_threadpool(_foremost, site):
                    await quiet.wait()
                    spent += await _make(app, path)
                made = state
        except Exception:  # noqa: BLE001 — whoever asks is told; here it is tried again
            _log.exception("no pages can be made before anybody asks")
        await asyncio.sleep(max(QUIET_SECONDS, REST * spent))


def _state(site: Site) -> tuple[int, date] | None:
    """What pages depend on, the newest entry and the day; None where what is derived is behind."""
    followed, newest = site.store.reach(MAKER)
    return (newest, datetime.now(UTC).date()) if followed == newest else None


class _Quiet:
    """Tells when nobody has asked for anything for a while."""

    def __init__(self, asked: Callable[[], int]) -> None:
        self._asked = asked
        self._known, self._since = -1, 0.0

    async def wait(self) -> None:
        """Wait for that."""
        while not self._lasts():
            await asyncio.sleep(QUIET_SECONDS)

    def _lasts(self) -> bool:
        now = time.monotonic()
        if (known := self._asked()) != self._known:
            self._known, self._since = known, now
        return now - self._since >= QUIET_SECONDS


def _foremost(site: Site) -> list[str]:
    """The addresses of the pages that most turn to: what is contested most, and who and what stands in most disputes, by turns.

    What people and programs ask of the first dispute's claims comes before these: so whoever first asks such a thing of any claim
    does not wait for what that takes once.
    """
    most, derived = site.settings.pages_ahead, site.derived
    contested = derived.disputes(limit=min(most, MOST_DISPUTES)).items
    disputes = [f"/disputes/{dispute.id}" for dispute in contested]
    claims = [way.format(claim) for dispute in contested[:1] for claim in claim_ids(dispute)[:FIRST] for way in _WAYS]
    claims += [f"/search?q={quote(dispute.question)}" for dispute in contested[:1]]
    named = [[page + node for node, _ in derived.commonest(key, most)] for key, page in _PAGES.items()]
    turns = zip_longest(disputes, *named)
    return ["/", "/disputes", *claims, *(path for turn in turns for path in turn if path)][:most]


async def _make(app: ASGIApp, address: str) -> float:
    """Ask for a page, which nobody gets but which is kept; how many seconds that took."""
    scope: dict[str, Any] = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"}
    path, _, query = address.partition("?")
    scope |= {"path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "server": None, "client": None}
    scope |= {"headers": [(b"host", b"localhost"), (b"accept", b"text/html")], OWN: True, "state": {}}

    async def receive() -> Message:
        """The whole of a request without a body."""
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: Message) -> None:
        """Send it to nobody."""

    started = time.monotonic()
    try:
        await app(scope, receive, send)
    except Exception:  # noqa: BLE001 — whoever asks for it is told; here nobody does, and the other pages are made all the same
        _log.exception("the page %s could not be made before anybody asked", address)
    return time.monotonic() - started
