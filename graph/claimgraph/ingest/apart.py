"""One process that parses and reads documents for this one, and is watched: what harms it takes nothing else along."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from claimgraph.errors import ClaimgraphError, InputError, LimitError, UnreadableError
from claimgraph.ingest.documents import Origin, There
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.parsing import error_of
from claimgraph.model import Finding, Reading
from claimgraph.processes import Beside, Channel
from claimgraph.records import from_json, from_record

PARSE_SECONDS = 60.0
LEAST_SECONDS = 60.0
CHARACTERS_A_SECOND = 1_000
"""A text has at least a minute, and else what it takes at this rate: a tenth of what is usual."""
PATIENCE = 3
"""The seconds above are of the processor, and the process gives up by itself after them; by the clock it may take so many times as long."""
_PIECE = 1 << 20

Known = Callable[[Sequence[str]], set[str]]
"""Those of some documents that are there already and need not be read."""


@dataclass(frozen=True, slots=True)
class _Task:
    """Bytes to read, and how."""

    data: bytes
    origin: Origin
    known: Known
    where: str
    plain: bool


class _EndedError(Exception):
    """The process has ended, or did not answer in time (`late`)."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self.late = late


class ReadingProcess:
    """One process; started anew by the next request where it has ended."""

    def __init__(self, inference: Inference | None = None) -> None:
        self._inference = inference
        self._process: Beside | None = None
        self._held = b""
        self._closed = False
        self._spoilt = False

    def read(self, data: bytes, origin: Origin, known: Known, *, plain: bool = False) -> list[Reading | There | ClaimgraphError]:
        """What the bytes hold, as a text whatever they look like where they are `plain`.

        Raises InputError, also where the process died of them.
        """
        where, began = origin.name or origin.url or "the text", time.monotonic()
        try:
            return self._converse(_Task(data, origin, known, where, plain))
        except (_EndedError, OSError, ValueError, msgspec.MsgspecError) as error:
            self.kill()
            if isinstance(error, _EndedError) and error.late:
                spent = time.monotonic() - began
                raise LimitError(f"{where} was given up after {spent:,.0f} s: split it into parts, or save its text") from error
            told = f"{where} ended the process that read it (memory, time, a crash): split it into parts, or save its text"
            raise UnreadableError(told) from error

    def _offer(self, task: _Task) -> dict[str, Any]:
        """What the process answers to the bytes: the ids of the documents in them, what is to be known of each, and how long they are."""
        asked = {name: getattr(task.origin, name) for name in ("name", "media_type", "url", "title")}
        told = {**asked, "size": len(task.data), "plain": task.plain, "seconds": PARSE_SECONDS}
        deadline = time.monotonic() + PATIENCE * PARSE_SECONDS
        self._start()
        self._send(msgspec.json.encode(told) + b"\n" + task.data, deadline)
        answer: dict[str, Any] = msgspec.json.decode(self._line(deadline))
        if "error" in answer:
            raise self._fault(answer)
        return answer

    def _converse(self, task: _Task) -> list[Reading | There | ClaimgraphError]:
        answer = self._offer(task)
        ids = answer["documents"]
        there = task.known(ids)
        wanted = [number for number, document in enumerate(ids) if document not in there]
        seconds = max(LEAST_SECONDS, answer["length"] / CHARACTERS_A_SECOND)
        seconds += len(wanted) * self._inference.seconds if self._inference else 0.0
        deadline = time.monotonic() + PATIENCE * seconds
        self._send(msgspec.json.encode({"numbers": wanted, "seconds": seconds}) + b"\n", deadline)
        read = iter([self._reading(self._line(deadline), task.where) for _ in wanted])
        if self._spoilt:
            self.kill()
        told = answer["findings"]
        known = {
            one: There(one, tuple(from_record(item, Finding) for item in found))
            for one, found in zip(ids, told, strict=True)
            if one in there
        }
        return [known.get(document) or next(read) for document in ids]

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
        try:
            self._channel(deadline).sendall(data)
        except TimeoutError as error:
            raise _EndedError(late=True) from error

    def _line(self, deadline: float) -> bytes:
        parts = [self._held]
        while b"\n" not in parts[-1]:
            try:
                parts.append(self._channel(deadline).recv(_PIECE))
            except TimeoutError as error:
                raise _EndedError(late=True) from error
            if not parts[-1]:
                raise _EndedError(late=False)
        line, _, self._held = b"".join(parts).partition(b"\n")
        return line

    def _start(self) -> None:
        if self._process is None and not self._closed:
            self._process = Beside("claimgraph.ingest.reader", inference=msgspec.to_builtins(self._inference))

    def _channel(self, deadline: float) -> Channel:
        """What is written to and read from, until then; raises where the process has been ended."""
        process = self._process
        if process is None:
            raise _EndedError(late=False)
        process.channel.settimeout(max(0.001, deadline - time.monotonic()))
        return process.channel

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.kill()

    def kill(self) -> None:
        """End the process; what it was at is lost."""
        process, self._process, self._held, self._spoilt = self._process, None, b"", False
        if process is not None:
            process.close()
