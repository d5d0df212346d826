"""One worker process as its parent sees it: ask it, wait no longer than the deadline, kill it."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.errors import QueryError, QueryLimitError, QueryUnavailableError
from claimgraph.processes import kept_environment
from claimgraph.rdf.worker import CHUNK, FRAME

_SCRIPT = Path(__file__).with_name("worker.py")
_MEMORY_WORDS = ("memory allocation", "bad_alloc", "cannot allocate", "out of memory", "capacity overflow", "system_error")


class WorkerDiedError(Exception):
    """The process ended without an answer; the text is what it left on standard error.

    `outside` is whether somebody else ended it (the system when memory is short, an operator): the query may be innocent.
    """

    def __init__(self, last_words: str, *, outside: bool = False) -> None:
        super().__init__(last_words)
        self.outside = outside


class DamagedCheckpointError(QueryUnavailableError):
    """The checkpoint that a worker was to read is damaged, or gone."""

    code = "index-damaged"

    def __init__(self, message: str, checkpoint: Path | None) -> None:
        super().__init__(message)
        self.checkpoint = checkpoint


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """The bytes of an answer, its media type and the entry of the journal that it reflects.

    `derived` is the one that what is derived reflects, None where there is nothing of that to be asked.
    """

    body: bytes
    media_type: str
    seq: int
    derived: int | None = None


class WorkerProcess:
    """A running worker; `folder` is the checkpoint that it reads, or will read next, `usable` whether it can be asked again."""

    def __init__(self, memory: int) -> None:
        environment = kept_environment() | {"MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
        self.folder: Path | None = None
        self.usable = True
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by kill()
        self._process = subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
            [sys.executable, "-P", "-u", str(_SCRIPT), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=environment,
            bufsize=0,
        )

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs and can be asked."""
        return self.usable and self._process.poll() is None

    def ask(self, request: dict[str, Any], *, deadline: float, most_bytes: int) -> WorkerAnswer:
        """The answer to a request. Raises QueryError for one that is wrong, QueryLimitError past a limit, WorkerDiedError.

        Where it is not `usable` afterwards, it is dead or must be killed.
        """
        self.usable = False
        end = time.monotonic() + deadline
        payload = json.dumps({**request, "seconds": deadline}).encode()
        try:
            self._write(FRAME.pack(b"q", len(payload)) + payload)
            return self._receive(end, most_bytes)
        except (BrokenPipeError, EOFError) as error:
            raise self._death() from error

    def stop(self) -> None:
        """End the process at once; whoever waits for its answer gets WorkerDiedError."""
        self._process.kill()

    def kill(self) -> None:
        """End the process at once and let go of it; nobody may be waiting for its answer."""
        self.usable = False
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            if stream is not None:
                stream.close()

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        remaining = memoryview(data)
        while remaining:
            remaining = remaining[self._process.stdin.write(remaining) :]

    def _receive(self, end: float, most_bytes: int) -> WorkerAnswer:
        chunks: list[bytes] = []
        size = 0
        while True:
            letter, length = FRAME.unpack(self._read(FRAME.size, end))
            payload = self._read(length, end)
            if letter == b"e":
                stated = json.loads(payload)
                self.usable = True
                return WorkerAnswer(b"".join(chunks), stated["media_type"], stated["seq"], stated["derived"])
            if letter == b"x":
                error = self._error(json.loads(payload))
                self.usable = error.code in ("query-wrong", "not-acceptable")
                raise error
            chunks.append(payload)
            size += length
            if size > most_bytes:
                raise QueryLimitError(f"the answer is larger than {most_bytes} bytes: add a LIMIT, or export", code="query-too-large")

    def _read(self, length: int, end: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        descriptor = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        parts = bytearray()
        while len(parts) < length:
            left = end - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise QueryLimitError("the query took longer than it may: ask for less, or add a LIMIT", code="query-timeout")
            part = os.read(descriptor, min(CHUNK, length - len(parts)))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def _error(self, stated: dict[str, str]) -> QueryError:
        code, message = stated["code"], stated["message"]
        if code == "query-memory":
            return memory_error()
        if code == "index-damaged":
            return DamagedCheckpointError(f"the index could not be read: {message}", self.folder)
        if code == "query-unavailable":
            return QueryUnavailableError(f"the index could not be read: {message}", code=code)
        if code == "not-acceptable":
            return QueryError("none of the media types in Accept fits the form of this query", code=code)
        return QueryError(message, code=code)

    def _death(self) -> WorkerDiedError:
        ended = self._process.wait()
        self._log.seek(0)
        return WorkerDiedError(self._log.read(4096).decode("utf-8", "replace"), outside=ended in (-signal.SIGKILL, -signal.SIGTERM))


def memory_error() -> QueryLimitError:
    """The error for a query that needs more memory than a worker may have."""
    return QueryLimitError("the query needs more memory than it may have: ask for less", code="query-memory")


def death_error(last_words: str) -> QueryLimitError:
    """The error for a query of which a worker died."""
    if any(word in last_words.lower() for word in _MEMORY_WORDS):
        return memory_error()
    return QueryLimitError("the query broke the engine, which has been replaced: write it more simply", code="query-crash")
