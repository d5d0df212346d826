"""A real `claimgraph serve` on loopback, one client that keeps its connection, and a crowd of them."""

import asyncio
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvloop

from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph_api.app import create_app
from claimgraph_api.server.serving import Ending, configured, listening
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings

PATIENCE = 900.0
"""Seconds that a server may take until it is ready: it may have to build its index first."""


class Client:
    """One client with one connection that stays open; where it asks `anew`, nothing is answered from what the server keeps of answers."""

    def __init__(self, port: int, patience: float = 120, *, anew: bool = False) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        self._headers = {"Cache-Control": "no-cache"} if anew else None

    def get(self, path: str) -> bytes:
        """The body of an answer; raises RuntimeError on any other than 200."""
        return self.ask("GET", path, None, self._headers)

    def json(self, path: str) -> Any:
        """The answer as JSON."""
        return json.loads(self.get(path))

    def post(self, path: str, value: object) -> bytes:
        """Send JSON; the body of the answer."""
        return self.ask("POST", path, json.dumps(value).encode(), {"Content-Type": "application/json"})

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
        """Ask, once more where the server had hung up on a client that was idle for long; the body of the answer."""
        try:
            return self._answer(method, path, body, headers or {})
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            return self._answer(method, path, body, headers or {})

    def _answer(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            found = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        if answer.status not in (200, 201):
            raise RuntimeError(f"{answer.status} for {path}: {found[:200]!r}")
        return found

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


class Server:
    """A server process of its own on a store, which others answer for where there are several workers.

    One that is only `reading` has no SPARQL index. `seconds` is how long it took until it was ready.
    """

    def __init__(self, store: str, workers: int = 1, *, reading: bool = False) -> None:
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 — closed with the server
        self._ready = "/livez" if reading else "/readyz"
        words = [sys.executable, "-c", "from claimgraph_api.cli import main; main()", "serve", "--store", store]
        words += ["--port", "0", "--base", DEFAULT_BASE, *(["--workers", str(workers)] if workers > 1 else [])]
        if reading:
            words = [sys.executable, "-c", "import sys; from served import answer; answer(sys.argv[1])", store]
        started = time.perf_counter()
        # Everything that it prints goes to a file: a pipe that nobody reads would stop it in the end.
        self.process = subprocess.Popen(words, stdout=self._log, stderr=subprocess.STDOUT, env=_environment())  # noqa: S603 — our own
        self.port = self._listening()
        self._wait(started)
        self.seconds = time.perf_counter() - started

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self._log.close()

    def kill(self) -> None:
        """End it at once, whatever it does."""
        self.process.kill()
        self.process.wait(60)

    def resident(self) -> int:
        """The bytes of memory that it holds (Linux)."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def settle(self, seconds: float = 5.0) -> float:
        """Wait until it has done nothing for so many seconds, as it does once nobody asks and all is made; how long that took (Linux)."""
        started, before = time.perf_counter(), -1.0
        while (used := self._used()) > before + seconds / 20:
            before = used
            time.sleep(seconds)
        return time.perf_counter() - started

    def _used(self) -> float:
        """Seconds of the processor that it has taken."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _said(self) -> str:
        self._log.seek(0)
        return self._log.read()

    def _listening(self) -> int:
        """The port, which the server prints once its site is open."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            found = [word for word in self._said().split() if word.startswith("http://")]
            if found:
                return int(found[-1].rstrip("/").rsplit(":", 1)[1])
            time.sleep(0.01)
        raise RuntimeError(f"the server did not start: {self._said()}")

    def _wait(self, started: float) -> None:
        while time.perf_counter() - started < PATIENCE:
            with client_of(self.port) as client, suppress(OSError, RuntimeError):
                client.get(self._ready)
                return
            time.sleep(0.01)
        raise RuntimeError("the server was never ready")


def answer(store: str) -> None:
    """Serve a store at any port, which is printed, as a process beside a server does: only to readers, with no index for SPARQL."""
    with listening("127.0.0.1", 0) as listener, Site(Settings(store=store, base=DEFAULT_BASE), leads=False) as site:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}/", flush=True)
        Ending(configured(create_app(site=site)), site).run(sockets=[listener])


def _environment() -> dict[str, str]:
    paths = [path for path in sys.path if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def restarts(store: str, times: int) -> list[float]:
    """Seconds from starting a server until it is ready, each time after the one before was killed."""
    taken = []
    for _ in range(times):
        server = Server(store)
        taken.append(server.seconds)
        server.kill()
    return taken


@contextmanager
def client_of(port: int, *, anew: bool = False) -> Iterator[Client]:
    """A client that hangs up when it is left."""
    client = Client(port, anew=anew)
    try:
        yield client
    finally:
        client.close()


class Crowd:
    """Readers and writers that all ask at once for some seconds; `taken` and `failed` are filled while they do.

    Each has a connection of its own and asks again as soon as it was answered. They are no threads: those would wait for each other.
    """

    def __init__(self, port: int, paths: Sequence[str], seconds: float) -> None:
        self._port, self._paths, self._seconds = port, paths, seconds
        self.taken: dict[str, list[float]] = {"read": [], "write": []}
        self.failed: list[str] = []

    def run(self, readers: int, writers: int) -> None:
        """Let them all ask until the time is over."""
        uvloop.run(self._run(["read"] * readers + ["write"] * writers))

    async def _run(self, roles: Sequence[str]) -> None:
        end = time.perf_counter() + self._seconds
        await asyncio.gather(*(self._ask(role, number, end) for number, role in enumerate(roles)))

    async def _ask(self, role: str, number: int, end: float) -> None:
        chance = random.Random(number)  # noqa: S311 — no secret is made of it
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        while (started := time.perf_counter()) < end:
            writer.write(self._reading(chance) if role == "read" else _writing(number, chance))
            status = await _status(reader)
            if status in (200, 201):
                self.taken[role].append(time.perf_counter() - started)
            else:
                self.failed.append(f"{role}: {status}")
        writer.close()

    def _reading(self, chance: random.Random) -> bytes:
        return f"GET {chance.choice(self._paths)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def _writing(number: int, chance: random.Random) -> bytes:
    body = json.dumps({"text": f"The mayor said that the bridge at {number} Elm {chance.randrange(10**9)} Road is closed."})
    head = f"POST /v1/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return f"{head}\r\n\r\n{body}".encode()


async def _status(reader: asyncio.StreamReader) -> int:
    """The status of the next answer, which is read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = re.search(rb"content-length: (\d+)", head)
    await reader.readexactly(int(length[1]) if length else 0)
    return int(head.split(b" ", 2)[1])
