"""A process that answers readers for a server; it may be killed at any time.

It is told the `settings` of the server, and `behind`, the socket at which the server answers what is handed on to it. On its channel it
says that it answers, and is then given connections. It ends with that channel, so that none outlives its server.
"""

import asyncio
import os
import socket
from contextlib import suppress
from threading import Thread
from typing import Any

import uvicorn

from claimgraph_api.app import create_app
from claimgraph_api.server.serving import Ending, configured
from claimgraph_api.server.site import Site
from claimgraph_api.server.warming import warm_up as prepare
from claimgraph_api.settings import load_settings

__all__ = ["main", "prepare"]


def main(channel: socket.socket, *, settings: dict[str, Any], behind: str) -> None:
    """Answer until told to end."""
    with Site(load_settings(**settings), leads=False) as site:
        _Answering(configured(create_app(site=site, behind=behind)), site, channel).run(sockets=[])


class _Answering(Ending):
    """Answers on connections that it is given, instead of at an address."""

    def __init__(self, config: uvicorn.Config, site: Site, channel: socket.socket) -> None:
        super().__init__(config, site)
        self._channel = channel
        self._begun: set[asyncio.Task[object]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        Thread(target=self._take, args=(asyncio.get_running_loop(),), name="claimgraph-connections", daemon=True).start()
        self._channel.send(b"+")

    def _take(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take connections. A thread, since uvloop tells nobody of the end of a channel that has an unread word in it."""
        with suppress(OSError):
            while (given := socket.recv_fds(self._channel, 1, 1))[0]:
                for number in given[1]:
                    loop.call_soon_threadsafe(self._add, socket.socket(fileno=number))
        os._exit(1)  # the server was killed: nobody is to be answered in its place, and what it acknowledged is on the disk

    def _add(self, connection: socket.socket) -> None:
        task = asyncio.get_running_loop().create_task(self._begin(connection))
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)

    async def _begin(self, connection: socket.socket) -> object:
        loop, state = asyncio.get_running_loop(), self.lifespan.state

        def protocol() -> asyncio.Protocol:
            """What speaks HTTP on one connection."""
            made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]  # as uvicorn makes them
                config=self.config, server_state=self.server_state, app_state=state, _loop=loop
            )
            return made

        return await loop.connect_accepted_socket(protocol, connection)
