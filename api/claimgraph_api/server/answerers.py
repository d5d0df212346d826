"""Processes beside a server that answer its readers, as the server talks to them.

The server takes every connection and gives it to the next of them, so that all have the same to do, and a connection that is made
while one of them is replaced waits and is not lost. What only the server may do they hand on to it: see `claimgraph_api.server.handing`.
"""

import logging
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from threading import Event, Thread
from typing import Self

from claimgraph.errors import StoreError
from claimgraph.processes import Beside

_log = logging.getLogger("claimgraph")
LOOK_SECONDS = 0.5
"""How often it is looked whether one has ended."""
START_SECONDS = 60.0
"""How long the first of them may take until they answer."""
END_SECONDS = 35.0
"""How long they may take to answer what they were asked, once they are told to end."""


class Answerers:
    """So many processes, which share the connections to a listening socket; one that ends by itself is replaced."""

    def __init__(self, number: int, listener: socket.socket, told: Mapping[str, object]) -> None:
        self._listener, self._told = listener, told
        self._turns, self._ended = count(), Event()
        self._all = [_Answerer(self._told) for _ in range(number)]
        self._thread = Thread(target=self._share, name="claimgraph-connections", daemon=True)

    def __enter__(self) -> Self:
        """Begin to take connections once all can answer; raises StoreError where one of them cannot."""
        try:
            for answerer in self._all:
                answerer.wait()
        except StoreError:
            self.end()
            raise
        self._listener.settimeout(LOOK_SECONDS)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Take no more connections, and have them end once they have answered what they were asked."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        self._listener.close()
        for answerer in self._all:
            answerer.beside.terminate()
        for answerer in self._all:
            answerer.end()

    def _share(self) -> None:
        while not self._ended.is_set():
            with suppress(OSError):  # nobody came, or no process can be started now
                self._replace()
                connection, _ = self._listener.accept()
                with connection:
                    self._give(connection)

    def _give(self, connection: socket.socket) -> None:
        """Give a connection to whoever's turn it is, or to the next where that one has just ended; to one that still starts if all do."""
        able = [answerer for answerer in self._all if answerer.answers] or self._all
        for _ in able:
            with suppress(OSError):
                able[next(self._turns) % len(able)].give(connection)
                return

    def _replace(self) -> None:
        for place, answerer in enumerate(self._all):
            if answerer.beside.ended():
                _log.warning("a process that answers readers (%s) has ended and is replaced", answerer.beside.pid)
                answerer.end()
                self._all[place] = _Answerer(self._told)


class _Answerer:
    """One process, which is given connections on its channel."""

    def __init__(self, told: Mapping[str, object]) -> None:
        self.beside = Beside("claimgraph_api.server.answerer", os.environ, **told)
        self._channel, self._ready = self.beside.channel, False

    @property
    def answers(self) -> bool:
        """Whether it has said that it answers."""
        if not self._ready:
            self._channel.setblocking(False)
            with suppress(OSError):
                self._ready = self._channel.recv(1) != b""
        return self._ready

    def wait(self) -> None:
        """Wait until it answers; raises StoreError where it does not."""
        self._channel.settimeout(START_SECONDS)
        with suppress(OSError):
            self._ready = self._channel.recv(1) != b""
        if not self._ready:
            raise StoreError("a process that answers readers could not be started")

    def give(self, connection: socket.socket) -> None:
        """Give it a connection; raises OSError where it is gone, or takes none."""
        self._channel.settimeout(LOOK_SECONDS)
        socket.send_fds(self._channel, [b"+"], [connection.fileno()])

    def end(self) -> None:
        """Wait for its end, not for ever, and let go of it."""
        self.beside.ended(END_SECONDS)
        self.beside.close()
