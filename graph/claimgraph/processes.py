"""Processes beside this one: each runs `main(channel, …)` of a module, and talks with this one over the channel, a socket.

Where a `nursery` is open they are forked from it: they start in some ten milliseconds and share most of their memory. Else, as where
the system has no handles of processes (macOS), each is started anew. A module may have `prepare()`, which loads what its first work
needs: a nursery calls it once. What runs beside ends with its channel, so that none outlives this process.
"""

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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from claimgraph.language import ONE_THREAD

_LENGTH = struct.Struct(">I")
_NAME = 15  # letters that Linux keeps of the name of a process
_open: "list[_Nursery]" = []
Channel = socket.socket
"""What two processes talk over."""


class Beside:
    """A running process, told `given`, and the channel to it."""

    def __init__(self, module: str, **given: object) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            self._process = _forked(module, theirs) or _started(theirs, module)
        told = json.dumps(given).encode()
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
    """Have what is started meanwhile forked from one process, which is itself forked from this one while this has no other thread."""
    if _open or not _has_handles():
        yield
        return
    _open.append(_Nursery())
    try:
        yield
    finally:
        _open.pop().close()


class _Forked:
    """A process that the nursery forked, as `subprocess.Popen` shows its own."""

    def __init__(self, pid: int, handle: int) -> None:
        self.pid, self._handle = pid, handle

    def __del__(self) -> None:
        os.close(self._handle)

    def wait(self, timeout: float | None = None) -> None:
        ended = select.poll()
        ended.register(self._handle, select.POLLIN)
        if not ended.poll(None if timeout is None else timeout * 1000):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)


class _Nursery:
    """The process that forks, and the socket at which it is asked to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = self._fork(theirs) if _is_alone() else _started(theirs)

    def _fork(self, theirs: socket.socket) -> _Forked:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            self._asked.close()
            os.setsid()  # Ctrl-C is for the process that this is beside
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            _be(_tend, theirs)
        return _Forked(pid, os.pidfd_open(pid))

    def fork(self, module: str, channel: socket.socket) -> _Forked | None:
        """A process that runs a module; None where there is nobody any more who forks."""
        with self._lock, suppress(OSError, ValueError):
            socket.send_fds(self._asked, [module.encode()], [channel.fileno()])
            pid, handles, *_ = socket.recv_fds(self._asked, 32, 1)
            return _Forked(int(pid), *handles)
        return None

    def close(self) -> None:
        """End the process, but not what it forked."""
        self._asked.close()
        self._process.wait()


def _is_alone() -> bool:
    """Whether this process has one thread, also none of a library, and can be forked."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:  # where nobody mounted it
        return False


@cache
def _has_handles() -> bool:
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return True


def _forked(module: str, channel: socket.socket) -> _Forked | None:
    return _open[0].fork(module, channel) if _open else None


def _started(channel: socket.socket, *module: str) -> "subprocess.Popen[bytes]":
    """A process that is started anew, and runs a module, or is a nursery where none is named."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command, number = [sys.executable, "-m", "claimgraph.processes"], channel.fileno()
    return subprocess.Popen(  # noqa: S603 — our own
        [*command, str(number), *module], stdin=subprocess.DEVNULL, stdout=2, env=environment, pass_fds=[number], start_new_session=True
    )


def _tend(asked: socket.socket) -> None:
    """Fork whatever is asked for, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    while True:
        module, numbers, *_ = socket.recv_fds(asked, 256, 1)
        if not module:
            return
        _prepare(module.decode())
        pid = os.fork()
        with socket.socket(fileno=numbers[0]) as channel:
            if pid == 0:
                asked.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _be(_run, channel, module.decode())
        handle = os.pidfd_open(pid)
        socket.send_fds(asked, [str(pid).encode()], [handle])
        os.close(handle)


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
    import_module(module).main(channel, **json.loads(_exactly(channel, length)))


def _exactly(channel: socket.socket, size: int) -> bytes:
    """So many bytes; what comes after them is left to the module."""
    found = b""
    while len(found) < size:
        found += (part := channel.recv(size - len(found)))
        if not part:
            raise EOFError("the process that this is beside has ended")
    return found


def _be(what: Any, *given: Any) -> NoReturn:
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
    _be(_run if sys.argv[2:] else _tend, socket.socket(fileno=int(sys.argv[1])), *sys.argv[2:])
