"""The process that answers SPARQL queries: it reads a checkpoint, knows nothing else, and may be killed at any time.

It is run as a file (`python -P worker.py MEMORY`), so that nothing but pyoxigraph is imported and it is ready in some
20 ms. Frames go both ways: a letter, the length of the payload (4 bytes, big-endian), the payload.
In: `q` a request as JSON. Out: any number of `d` (bytes of the answer), then `e` (the end, as JSON) or `x` (an error).
An answer is whole only when its `e` has come.
"""

import contextlib
import ctypes
import json
import math
import resource
import struct
import sys
from typing import IO, Any

FRAME = struct.Struct(">cI")
CHUNK = 1 << 16
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET
_NEW_USER = 0x10000000  # CLONE_NEWUSER
_WRITTEN = 1 << 20  # bytes that the process may write to its log


def main() -> None:
    """Answer requests from standard input until it ends."""
    _leave_network()
    _limit(int(sys.argv[1]))
    answers = _Answers(sys.stdout.buffer)
    while (request := _read_request(sys.stdin.buffer)) is not None:
        answers.answer(request)


def _leave_network() -> None:
    """Enter a network namespace without any interface, where the system lets us; a second wall behind the scan of queries."""
    with contextlib.suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None, use_errno=True).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USER | _NEW_NETWORK)


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN, _WRITTEN))


def _limit_time(seconds: float) -> None:
    """Let the system end this process soon after the deadline, should the parent be gone that would have ended it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _read_request(source: IO[bytes]) -> dict[str, Any] | None:
    head = source.read(FRAME.size)
    if len(head) < FRAME.size:
        return None
    _, length = FRAME.unpack(head)
    request: dict[str, Any] = json.loads(source.read(length))
    return request


class _Frames:
    """A file that writes what it is given as frames of a bounded size."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        """Take some bytes of the answer."""
        self._held += data
        if len(self._held) >= CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what is held."""
        if self._held:
            self.send(b"d", bytes(self._held))
            self._held.clear()

    def send(self, letter: bytes, payload: bytes) -> None:
        """Send one frame."""
        self._out.write(FRAME.pack(letter, len(payload)) + payload)
        self._out.flush()

    def fail(self, code: str, message: str) -> None:
        """Send an error; what was held of the answer is void."""
        self._held.clear()
        self.send(b"x", json.dumps({"code": code, "message": message}).encode())


class _NotAcceptableError(Exception):
    """The form of the query has no format that the client takes."""


class _DamagedError(Exception):
    """The checkpoint cannot be opened."""


class _Answers:
    """Answers one request after the other over the checkpoint that each names."""

    def __init__(self, out: IO[bytes]) -> None:
        import pyoxigraph  # after the walls are up: its library starts threads

        self._engine = pyoxigraph
        self._out = out
        self._folder: str | None = None
        self._store: Any = None
        self._seq = 0
        self._derived: int | None = None

    def answer(self, request: dict[str, Any]) -> None:
        """Send the answer or the error."""
        frames = _Frames(self._out)
        _limit_time(request["seconds"])
        try:
            self._open(request)
            end = self._run(request, frames)
        except (SyntaxError, ValueError) as error:
            frames.fail("query-wrong", str(error))
        except _DamagedError as error:
            frames.fail("index-damaged", str(error))
        except RuntimeError as error:  # Oxigraph has RuntimeError for damaged files too
            frames.fail("index-damaged" if "Corruption" in str(error) else "query-wrong", str(error))
        except _NotAcceptableError:
            frames.fail("not-acceptable", "")
        except MemoryError:
            frames.fail("query-memory", "")
        except OSError as error:
            frames.fail("index-damaged" if "No such file" in str(error) else "query-unavailable", str(error))
        else:
            frames.flush()
            frames.send(b"e", json.dumps(end).encode())

    def _open(self, request: dict[str, Any]) -> None:
        if request["folder"] == self._folder:
            return
        self._folder = self._store = None
        try:
            self._store = self._engine.Store.read_only(request["folder"])
        except RuntimeError as error:
            raise _DamagedError(str(error)) from error
        record, derived, reflects = (self._engine.NamedNode(iri) for iri in request["watermark"])
        self._seq = max((int(quad.object.value) for quad in self._store.quads_for_pattern(record, reflects, None)), default=0)
        said = self._store.quads_for_pattern(derived, reflects, None, derived)
        self._derived = next((int(quad.object.value) for quad in said), None)
        self._folder = request["folder"]

    def _run(self, request: dict[str, Any], frames: _Frames) -> dict[str, Any]:
        results = self._store.query(request["query"], base_iri=request["base"], prefixes=request["prefixes"], **self._dataset(request))
        kind = "graph" if isinstance(results, self._engine.QueryTriples) else "solutions"
        if request[kind] is None:
            raise _NotAcceptableError
        media_type, extension = request[kind]
        formats = self._engine.RdfFormat if kind == "graph" else self._engine.QueryResultsFormat
        results.serialize(output=frames, format=formats.from_extension(extension))
        return {"media_type": media_type, "seq": self._seq, "derived": self._derived}

    def _dataset(self, request: dict[str, Any]) -> dict[str, Any]:
        """The graphs that the request names; where it names any, these are all (SPARQL 1.1 Protocol, 2.1.4)."""
        default, named = request["default_graphs"], request["named_graphs"]
        if not default and not named:
            return {}
        node = self._engine.NamedNode
        return {"default_graph": [node(iri) for iri in default], "named_graphs": [node(iri) for iri in named]}


if __name__ == "__main__":
    main()
