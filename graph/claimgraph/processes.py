"""Processes beside this one: each runs `main(channel, …)` of a module, and talks with this one over the channel, a socket.

Where a `nursery` is open they are forked from it: they start in some ten milliseconds and share most of their memory. Else, as where
the system has no handles of processes (macOS), each is started anew. A module may have `prepare()`, which loads what its first work
needs: a nursery calls it once. What runs beside ends with its channel, so that none outlives this process.

The nursery is no copy of this process but started anew, so that what is forked from it holds nothing of this one: no memory, no
settings, no open file. A process knows what it is told, and of the environment what every program needs.
"""

import fcntl
import gc
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from claimgraph.language import ONE_THREAD

_LENGTH = struct.Struct(">I")
_NAME = 15  # letters that Linux keeps of the name of a process
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT", "TMPDIR")
_MOST_FILES = 1 << 16
_ANSWER_SECONDS = 60.0
"""How long the nursery may take to load a module and fork."""
_open: "list[Nursery]" = []
Channel = socket.socket
"""What two processes talk over."""


def kept_environment() -> dict[str, str]:
    """What a program of ours needs of the environment: no settings, and so no secrets."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


class Beside:
    """A running process, told `given`, and the channel to it; of settings it sees those of an `environment` that is given."""

    def __init__(self, module: str, environment: Mapping[str, str] | None = None, /, **given: object) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            self._process = _forked(module, theirs) or _started(theirs, module)
        told = json.dumps({"environment": dict(environment or {}), "given": given}).encode()
        with suppress(OSError):  # it has ended, as whoever asks it will see
            self.channel.sendall(_LENGTH.pack(len(told)) + told)

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def ended(self, seconds: float = 0.0) -> bool:
        """Whether it has ended, or does so within so many seconds."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def terminate(self) -> None:
        """Tell it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once; when this returns it does nothing more."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End it, where it still runs, and let go of it."""
        self.kill()
        self.channel.close()


@contextmanager
def nursery() -> Iterator[None]:
    """Have what is started meanwhile forked from one process, which is itself started with the first of them."""
    if _open or not _has_handles():
        yield
        return
    _open.append(Nursery())
    try:
        yield
    finally:
        _open.pop().close()


class Forked:
    """A process that was forked, as `subprocess.Popen` shows its own."""

    def __init__(self, pid: int, handle: int) -> None:
        self.pid, self._handle = pid, handle

    def __del__(self) -> None:
        os.close(self._handle)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it has ended; raises subprocess.TimeoutExpired."""
        ended = select.poll()
        ended.register(self._handle, select.POLLIN)
        if not ended.poll(None if timeout is None else timeout * 1000):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)

    def terminate(self) -> None:
        """Tell it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)


class Nursery:
    """The process that forks, started when first needed, and the socket at which it is asked to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._process: subprocess.Popen[bytes] | Forked | None = None
        self._over = False

    def fork(self, module: str, channel: socket.socket) -> Forked | None:
        """A process that runs a module; None where there is nobody any more who forks."""
        with self._lock:
            if self._over:
                return None
            with suppress(OSError, ValueError):
                if self._process is None:
                    with self._theirs:
                        self._process = _started(self._theirs)
                socket.send_fds(self._asked, [module.encode()], [channel.fileno()])
                self._asked.settimeout(_ANSWER_SECONDS)
                pid, handles, *_ = socket.recv_fds(self._asked, 32, 1)
                if pid:
                    return Forked(int(pid), handles[0]) if handles else None
            self._end()  # lest it forks yet what is then started anew
        return None

    def close(self) -> None:
        """End the process, but not what it forked."""
        if self._process is not None:
            self._process.kill()  # so that nobody waits for it any more, nor for the lock
        with self._lock:
            self._end()
        self._asked.close()

    def _end(self) -> None:
        self._over = True
        self._theirs.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@cache
def _has_handles() -> bool:
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def _forked(module: str, channel: socket.socket) -> Forked | None:
    return _open[0].fork(module, channel) if _open else None


def _started(channel: socket.socket, *module: str) -> "subprocess.Popen[bytes]":
    """A process that is started anew, and runs a module, or is a nursery where none is named."""
    environment = {**kept_environment(), **ONE_THREAD}
    errors = subprocess.DEVNULL if sys.__stderr__ is None else 2  # 2 may be anything where the process began without it
    with socket.socket(fileno=fcntl.fcntl(channel, fcntl.F_DUPFD_CLOEXEC, 3)) as theirs:
        number = theirs.fileno()
        return subprocess.Popen(  # noqa: S603 — our own
            [sys.executable, "-P", "-m", "claimgraph.processes", str(number), *module],
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            env=environment,
            pass_fds=[number],
            start_new_session=True,  # Ctrl-C is for the process that this is beside
        )


def tend(asked: socket.socket) -> None:
    """Be a nursery: fork whatever is asked for, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    _hold_only(asked.fileno())
    while True:
        module, numbers, *_ = socket.recv_fds(asked, 256, 1)
        if not module:
            return
        try:
            _answer(asked, module.decode(), numbers)
        finally:
            for number in numbers:
                os.close(number)


def _answer(asked: socket.socket, module: str, numbers: list[int]) -> None:
    """Fork a process and hand on the handle of it; none, and there is no such process, where that fails."""
    _prepare(module)
    pid = 0
    try:
        (number,) = numbers
        if (pid := os.fork()) == 0:
            be(_become, number, module)
        handle = os.pidfd_open(pid)
        try:
            socket.send_fds(asked, [str(pid).encode()], [handle])
        finally:
            os.close(handle)
    except (OSError, ValueError):
        if pid:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with suppress(OSError):  # nobody asks any more
            asked.send(b"0")


def _become(number: int, module: str) -> None:
    """Be a process that was just forked: hold its channel alone, and run a module."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _hold_only(number)
    _run(socket.socket(fileno=number), module)


def _hold_only(number: int) -> None:
    """Close whatever is open but the streams and this."""
    try:
        held = [int(name) for name in os.listdir("/proc/self/fd")]
    except OSError:  # where nobody mounted it
        held = list(range(_MOST_FILES))
    for other in held:
        if other > 2 and other != number:
            with suppress(OSError):
                os.close(other)


@cache
def _prepare(module: str) -> None:
    """Load what a module needs, once, and keep it out of what garbage collectors go through, which would copy it."""
    with suppress(Exception):  # the process that runs it tells what is wrong
        getattr(import_module(module), "prepare", lambda: None)()
    gc.collect()
    gc.freeze()


def _run(channel: socket.socket, module: str) -> None:
    """Be the process that runs a module."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(module.rpartition(".")[2][:_NAME])
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    told = json.loads(_exactly(channel, length))
    os.environ.update({**told["environment"], **ONE_THREAD})
    import_module(module).main(channel, **told["given"])


def _exactly(channel: socket.socket, size: int) -> bytes:
    """So many bytes; what comes after them is left to the module."""
    found = b""
    while len(found) < size:
        found += (part := channel.recv(size - len(found)))
        if not part:
            raise EOFError("the process that this is beside has ended")
    return found


def be(what: Any, *given: Any) -> NoReturn:
    """Do this, and end the process whatever comes of it."""
    code = 1
    try:
        what(*given)
        code = 0
    except SystemExit as leaving:
        code = 1 if leaving.code else 0
    except BaseException:  # noqa: BLE001 — nothing of what was forked is to go on
        with suppress(OSError):
            os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    be(_run if sys.argv[2:] else tend, socket.socket(fileno=int(sys.argv[1])), *sys.argv[2:])
