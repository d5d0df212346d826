"""Many documents read at the same time by processes that are watched: one that harms takes its process with it, and nothing else."""

import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import msgspec

from claimgraph.errors import ClaimgraphError, InputError, LimitError, UnreadableError
from claimgraph.ingest.documents import Origin, receive
from claimgraph.ingest.formats import Format, format_of
from claimgraph.ingest.parsing import error_of
from claimgraph.ingest.pipeline import read_received
from claimgraph.model import Reading
from claimgraph.records import from_json

AHEAD = 4
"""How many documents each process may be ahead of the one that is stored next."""
PARSE_SECONDS = 60.0
LEAST_SECONDS = 60.0
CHARACTERS_A_SECOND = 1_000
"""A text has at least a minute, and else what it takes at this rate: a tenth of what is usual."""
PATIENCE = 3
"""The seconds above are of the processor, and the process ends itself after them; by the clock it may take so many times as long."""
_PIECE = 1 << 20

Open = Callable[[], tuple[bytes, Origin]]
"""What gives the bytes of a document and what is known of it; raises InputError."""
Known = Callable[[Sequence[str]], set[str]]
"""Those of some documents that are there already and need not be read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one place: of each document in it the reading, the id where it is there already, or what is wrong with it."""

    place: str
    found: tuple[Reading | str | ClaimgraphError, ...]


def read_places(places: Iterable[tuple[str, Open]], known: Known, *, readers: int | None = None) -> Iterator[Outcome]:
    """What each place holds, in their order, read by as many processes as there are processors; memory does not grow with the number.

    `known` is asked by several threads. A process that dies or runs past its deadline costs the place that it was at.
    """
    pool = _Pool(readers or len(os.sched_getaffinity(0)))
    threads = ThreadPoolExecutor(pool.size)
    waiting: deque[Future[Outcome]] = deque()
    try:
        for place, opened in places:
            waiting.append(threads.submit(pool.read, place, opened, known))
            if len(waiting) > pool.size * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.close()
        threads.shutdown(cancel_futures=True)


def read_place(place: str, opened: Open, known: Known) -> Outcome:
    """What one place holds, parsed apart and read in this process: the quicker way where there is nothing else to lose."""
    try:
        found = receive(*opened())
        there = known([item.document.id for item in found])
        return Outcome(place, tuple(item.document.id if item.document.id in there else read_received(item) for item in found))
    except ClaimgraphError as error:
        return Outcome(place, (error,))


class _Pool:
    """So many processes, each started when it is first needed."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._idle: SimpleQueue[_Reader] = SimpleQueue()
        self._all = [_Reader() for _ in range(size)]
        for reader in self._all:
            self._idle.put(reader)

    def read(self, place: str, opened: Open, known: Known) -> Outcome:
        """What one place holds; every error that is ours is part of it."""
        try:
            data, origin = opened()
            there = _is_known(data, origin, known)
            return Outcome(place, (there,) if there else tuple(self._ask(data, origin, known)))
        except ClaimgraphError as error:
            return Outcome(place, (error,))

    def _ask(self, data: bytes, origin: Origin, known: Known) -> list[Reading | str | ClaimgraphError]:
        reader = self._idle.get()
        try:
            return reader.read(data, origin, known)
        finally:
            self._idle.put(reader)

    def close(self) -> None:
        """End all processes; what is being read is lost."""
        for reader in self._all:
            reader.close()


def _is_known(data: bytes, origin: Origin, known: Known) -> str | None:
    """The id of a plain text that is there already: that takes no process to find out."""
    with suppress(InputError):
        if format_of(data, origin.name, origin.media_type) is Format.TEXT:
            document = receive(data, origin)[0].document.id
            return document if known([document]) else None
    return None


class _EndedError(Exception):
    """The process has ended, or did not answer in time (`late`)."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self.late = late


class _Reader:
    """One process; started anew by the next request where it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._held = b""
        self._closed = False
        self._spoilt = False

    def read(self, data: bytes, origin: Origin, known: Known) -> list[Reading | str | ClaimgraphError]:
        """What the bytes hold; raises InputError, also where the process died of them."""
        where, began = origin.name or origin.url or "the text", time.monotonic()
        try:
            return self._converse(data, origin, known, where)
        except (_EndedError, OSError, ValueError, msgspec.MsgspecError) as error:
            self.kill()
            if isinstance(error, _EndedError) and error.late:
                spent = time.monotonic() - began
                raise LimitError(f"{where} was given up after {spent:,.0f} s: split it into parts, or save its text") from error
            raise UnreadableError(f"{where} ended the process that read it (memory, time, a crash): save its text as plain text") from error

    def _converse(self, data: bytes, origin: Origin, known: Known, where: str) -> list[Reading | str | ClaimgraphError]:
        asked = {name: getattr(origin, name) for name in ("name", "media_type", "url", "title")}
        deadline = time.monotonic() + PATIENCE * PARSE_SECONDS
        self._start()
        self._send(msgspec.json.encode({**asked, "size": len(data), "seconds": PARSE_SECONDS}) + b"\n" + data, deadline)
        answer = msgspec.json.decode(self._line(deadline))
        if "error" in answer:
            raise self._fault(answer)
        ids = answer["documents"]
        there = known(ids)
        wanted = [number for number, document in enumerate(ids) if document not in there]
        seconds = max(LEAST_SECONDS, answer["length"] / CHARACTERS_A_SECOND)
        deadline = time.monotonic() + PATIENCE * seconds
        self._send(msgspec.json.encode({"numbers": wanted, "seconds": seconds}) + b"\n", deadline)
        read = iter([self._reading(self._line(deadline), where) for _ in wanted])
        if self._spoilt:
            self.kill()
        return [document if document in there else next(read) for document in ids]

    def _reading(self, line: bytes, where: str) -> Reading | ClaimgraphError:
        if not line.startswith(b'{"error"'):
            return from_json(line.decode(), Reading)
        self._spoilt = True  # what failed there for want of memory may fail again for ever
        answer = msgspec.json.decode(line)
        return error_of({**answer, "error": f"{where}: {answer['error']}"})

    def _fault(self, answer: dict[str, Any]) -> InputError:
        fault = error_of(answer)
        if isinstance(fault, LimitError):
            self.kill()
        return fault

    def _send(self, data: bytes, deadline: float) -> None:
        pipe = self._pipes()[0]
        left = memoryview(data)
        while left:
            if not select.select([], [pipe], [], max(0.0, deadline - time.monotonic()))[1]:
                raise _EndedError(late=True)
            left = left[os.write(pipe, left[:_PIECE]) :]

    def _line(self, deadline: float) -> bytes:
        pipe = self._pipes()[1]
        parts = [self._held]
        while b"\n" not in parts[-1]:
            if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
                raise _EndedError(late=True)
            parts.append(os.read(pipe, _PIECE))
            if not parts[-1]:
                raise _EndedError(late=False)
        line, _, self._held = b"".join(parts).partition(b"\n")
        return line

    def _start(self) -> None:
        if self._process is None and not self._closed:
            command, pipe = [sys.executable, "-m", "claimgraph.ingest.reader"], subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0)  # noqa: S603 — ours
            os.set_blocking(self._pipes()[0], False)

    def _pipes(self) -> tuple[int, int]:
        """What is written to and read from; raises where the process has been ended."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise _EndedError(late=False)
        return process.stdin.fileno(), process.stdout.fileno()

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.kill()

    def kill(self) -> None:
        """End the process; what it was at is lost."""
        process, self._process, self._held, self._spoilt = self._process, None, b"", False
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
