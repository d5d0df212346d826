"""The walls of a process that parses what others wrote: memory, time, files, and no network."""

import contextlib
import ctypes
import math
import resource
import sys

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET
_NEW_USER = 0x10000000  # CLONE_NEWUSER
_WRITTEN = 1 << 20  # bytes that the process may write to a file
_FILES = 128
_REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "subprocess.Popen", "os.system", "os.exec", "os.fork")


def put_up(memory: int, seconds: float) -> None:
    """Bound this process for good: so many bytes of address space, and the CPU time of its first piece of work."""
    with contextlib.suppress(OSError, AttributeError):  # a network without any interface, where the system lets us
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USER | _NEW_NETWORK)
    sys.addaudithook(_refuse)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN, _WRITTEN))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    grant(seconds)


def grant(seconds: float) -> None:
    """Let the process use so much CPU time from now on, and not more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse(event: str, _arguments: object) -> None:
    if event in _REFUSED:
        raise PermissionError(f"{event} is not for a parser")
