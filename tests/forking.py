"""A warm process that becomes `claimgraph` again and again, for tests that start many servers and commands.

Each is a process of its own that runs the command line's `main`, with its own sockets, files and workers; only the
second or two of importing are saved.

with warm().serving() as process:
    process.serve(tmp_path / "store").client.get("/livez")
warm().run("claims", "--store", str(tmp_path / "store")).stdout
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from claimgraph import processes
from claimgraph.processes import Forked, Nursery, be, tend

PATIENCE = 60
"""Seconds that a server may take to come and to go."""
LONGEST = 120
"""Seconds that a command may take."""


class Server:
    """A running server; `client` asks it."""

    def __init__(self, pid: int, log: Path) -> None:
        self.pid = pid
        self.log = log
        self.client = httpx.Client(base_url=self._address(), timeout=PATIENCE)

    def _address(self) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            words = self.log.read_text().split()
            if words and words[-1].startswith("http"):
                return words[-1]
            if not self.runs():
                break
            time.sleep(0.005)
        raise AssertionError(f"the server did not start: {self.log.read_text()}")

    def runs(self) -> bool:
        """Whether the process is there."""
        return _runs(self.pid)

    def end(self) -> None:
        """Tell the process to end."""
        os.kill(self.pid, signal.SIGTERM)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the process, where it runs, and wait until it is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)
        end = time.monotonic() + PATIENCE
        while self.runs() and time.monotonic() < end:
            time.sleep(0.005)
        self.client.close()
        assert not self.runs()


class Command:
    """A running command."""

    def __init__(self, pid: int, folder: Path) -> None:
        self.pid, self._folder = pid, folder

    def runs(self) -> bool:
        """Whether the process is there."""
        return _runs(self.pid)

    def printed(self) -> bytes:
        """What it has printed so far."""
        return (self._folder / "stdout").read_bytes()

    def errors(self) -> bytes:
        """What it has written to standard error so far."""
        return (self._folder / "stderr").read_bytes()

    def says(self, words: str) -> list[str]:
        """The lines that it has printed, once these words are in one of them."""
        end = time.monotonic() + LONGEST
        while words not in (whole := self.printed().decode().rpartition("\n")[0]):
            assert _runs(self.pid), self.errors()
            assert time.monotonic() < end, whole
            time.sleep(0.005)
        return whole.splitlines()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, where it still runs."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self, seconds: float = LONGEST) -> int:
        """How it ended; -9 where it was killed."""
        end = time.monotonic() + seconds
        while _runs(self.pid):
            assert time.monotonic() < end, "it did not end"
            time.sleep(0.005)
        return int((self._folder / "code").read_bytes() or b"-9")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Warm:
    """The process that servers are forked from; `environment` is added to its own and theirs."""

    def __init__(self, **environment: str) -> None:
        environment = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, str(Path(__file__))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)
        self._servers: list[Server] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for server in self._servers:
            server.kill()
        self._process.communicate(timeout=PATIENCE)

    @contextmanager
    def serving(self) -> Iterator[Self]:
        """This process; servers that it begins meanwhile are killed at the end."""
        before = len(self._servers)
        try:
            yield self
        finally:
            for server in self._servers[before:]:
                server.kill()
            del self._servers[before:]

    def serve(self, store: Path, **environment: str) -> Server:
        """A server over a store in a folder, once it listens."""
        return self.serve_at(str(store), store.with_name(f"{store.name}-{len(self._servers)}.log"), **environment)

    def serve_at(self, store: str, log: Path, **environment: str) -> Server:
        """A server over any store, once it listens; what it prints goes to `log`."""
        log.write_bytes(b"")
        streams = [os.devnull, str(log), str(log)]
        server = Server(self._fork(["serve", "--store", store, "--port", "0"], streams, environment), log)
        self._servers.append(server)
        return server

    def run(self, *arguments: str, stdin: str | bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        """What a command printed, and how it ended."""
        with self.begun(*arguments, stdin=stdin, **environment) as command:
            code = command.wait()
            return subprocess.CompletedProcess(arguments, code, command.printed(), command.errors())

    @contextmanager
    def begun(self, *arguments: str, stdin: str | bytes = b"", **environment: str) -> Iterator["Command"]:
        """A command that runs, until the end of the block at most."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, name) for name in ("stdin", "stdout", "stderr", "code")]
            for stream in streams:
                stream.touch()
            streams[0].write_bytes(stdin.encode() if isinstance(stdin, str) else stdin)
            command = Command(self._fork(list(arguments), list(map(str, streams)), environment), Path(folder))
            try:
                yield command
            finally:
                command.send(signal.SIGKILL)
                command.wait()

    def _fork(self, arguments: list[str], streams: list[str], environment: dict[str, str]) -> int:
        """The process that runs a command: its streams are these files; a fourth, where there is one, is told the exit code."""
        request = {"arguments": arguments, "streams": streams, "environment": environment, "folder": os.getcwd()}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def beside(pid: int, name: str = "") -> list[int]:
    """The processes of a name, or of any, that a process started, or that these started."""
    started: dict[bytes, list[tuple[int, bytes]]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            called, _, rest = (place / "stat").read_bytes().partition(b" (")[2].rpartition(b") ")
            started.setdefault(rest.split()[1], []).append((int(place.name), called))
    found = started.get(b"%d" % pid, [])
    for child, _ in found:
        found += started.get(b"%d" % child, [])
    return [child for child, called in found if not name or called == name.encode()]


def holds(pid: int, words: str) -> bool:
    """Whether these words are anywhere in the memory of a process."""
    places = [line.split() for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for where, allowed, *_ in places:
            start, end = (int(number, 16) for number in where.split("-"))
            with suppress(OSError, OverflowError):  # what the system keeps to itself
                memory.seek(start)
                if allowed.startswith("r") and words.encode() in memory.read(end - start):
                    return True
    return False


@cache
def warm() -> Warm:
    """The one for all tests of this process."""
    opened = Warm()
    atexit.register(opened.__exit__, None, None, None)
    return opened


def _main() -> None:
    import claimgraph_api.server.serving  # noqa: F401 - what takes long is done before the first fork
    from claimgraph.ingest.pipeline import read_text
    from claimgraph_api.server.warming import warm_up

    read_text("The mayor said that the bridge is closed.")
    warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so that no server stays as a zombie
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(line))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


class _WarmNursery(Nursery):
    """A nursery that is forked from this process, which has loaded everything; that of a real server is started anew."""

    def __init__(self) -> None:
        super().__init__()
        with self._theirs:
            if (pid := os.fork()) == 0:
                os.setsid()
                be(tend, self._theirs)
            self._process = Forked(pid, os.pidfd_open(pid))


def _become(request: dict[str, Any]) -> None:
    """Be the command until the end of this process."""
    from claimgraph_api.cli import main

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    for number, stream in enumerate(request["streams"][:3]):
        os.dup2(os.open(stream, os.O_WRONLY | os.O_APPEND if number else os.O_RDONLY), number)
    sys.argv = ["claimgraph", *request["arguments"]]
    processes._open[:] = [_WarmNursery()] if "serve" in sys.argv and hasattr(os, "pidfd_open") else []
    code = 1
    try:
        main()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for place in request["streams"][3:]:
            Path(place).write_text(str(code))
        os._exit(code)


if __name__ == "__main__":
    _main()
