"""Building an index from the record, here or in a process of its own.

A process of its own leaves the server its interpreter and its memory, and can be ended at any moment; it ends with its channel.
For each page of nodes it says there how many it has written. The index is whole where it says so at its end, and its watermark is
written last.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BufferedReader, RawIOBase
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from claimgraph.model import Link
from claimgraph.processes import Beside, Channel
from claimgraph.rdf.deriving import derived_lines, marks_of_derived
from claimgraph.rdf.folders import Quads
from claimgraph.rdf.lines import edge_lines, node_lines, same_lines
from claimgraph.rdf.terms import CG
from claimgraph.store import Store
from claimgraph.store.derived_versions import Reach, Span

REFLECTS = NamedNode(str(CG.reflects))
_HASH = NamedNode(str(CG.sha256))
_BUFFER, _AT_ONCE = 1 << 18, 1_000
"""How many bytes, and how many lines, are handed to Oxigraph at once."""
_WHOLE = "whole"
_TOLD_EACH = 1_000
"""After how many nodes somebody is told how far a build is."""
_LONGEST = 300
"""The longest time in seconds after which anybody is told to ask again."""


def fill(empty: Quads, store: Store, base: str, seq: int, tell: Callable[[int], None] | None = None) -> None:
    """Write the whole record as of an entry into an empty dataset, and the watermark last; `tell` hears how many nodes are written.

    So is what is derived, as far as it is followed by that entry. Raises StoreError where that is thrown away meanwhile.
    """
    reach, erased = store.derived_reach(), store.last_erasure()
    lines = _lines_at(store, base, seq, tell)
    marks = [*marks_of(store, base, seq)] if seq else []
    if reach is not None and seq:
        reach = Reach(reach.maker, min(reach.seq, seq))
        lines = chain(lines, derived_lines(store, base, Span(0, reach.seq, reach.maker, erased)))
        marks += marks_of_derived(reach, base)
    text = BufferedReader(_Text(lines), _BUFFER)
    empty.dataset.bulk_load(text, RdfFormat.N_QUADS, lenient=True)  # no IRI is checked again: the base is, and ids are percent-encoded
    empty.dataset.extend(marks)
    empty.dataset.optimize()


def marks_of(store: Store, base: str, seq: int) -> tuple[Quad, Quad]:
    """The watermark: the number of an entry, and what tells it from that of another journal."""
    at, sealed = store.mark(seq)
    node, name = NamedNode(base), watermark_graph(base)
    # Within a collection the time stands for the hash, which covers what others hold.
    return Quad(node, REFLECTS, Literal(seq), name), Quad(node, _HASH, Literal(at if store.collection else sealed), name)


def watermark_graph(base: str) -> NamedNode:
    """The name of the graph that holds the watermark alone."""
    return NamedNode(f"{base}index")


class Build:
    """A process that builds an index as of an entry, of about so many nodes, in a new folder."""

    def __init__(self, store: Store, base: str, seq: int, folder: Path, of: int) -> None:
        self.folder, self.seq, self.nodes, self.stopped = folder, seq, 0, False
        self._of, self._began = of, time.monotonic()
        self._process = Beside(
            "claimgraph.rdf.building",
            os.environ,
            location=store.location,
            collection=store.collection,
            base=base,
            seq=seq,
            folder=str(folder),
        )

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def seconds_left(self, unknown: float) -> int:
        """After how many seconds whoever needs it is told to ask again; `unknown` is taken where nothing is written yet."""
        seconds = (time.monotonic() - self._began) * (self._of - self.nodes) / self.nodes if self.nodes else unknown
        return int(min(max(seconds, 1), _LONGEST))

    def wait(self) -> bool:
        """Wait for the end, counting `nodes` meanwhile; whether the index is whole."""
        said = ""
        with suppress(OSError), self._process.channel.makefile("r") as lines:
            for line in lines:
                said = line.strip()
                self.nodes = int(said) if said != _WHOLE else self.nodes
        self._process.close()
        return said == _WHOLE

    def stop(self) -> None:
        """End the process at once; when this returns it writes no more."""
        self.stopped = True
        self._process.kill()


def main(channel: Channel, *, location: str, collection: str | None, base: str, seq: int, folder: str) -> None:
    """Build an index, after everything else that wants the processor."""
    os.nice(5)
    threading.Thread(target=_end_with, args=(channel,), daemon=True).start()
    with Store.open(location, create=False) as whole:
        quads = Quads(Path(folder))
        quads.open()
        fill(quads, whole.within(collection) if collection else whole, base, seq, lambda nodes: channel.sendall(b"%d\n" % nodes))
        quads.dataset.flush()
    channel.sendall(f"{_WHOLE}\n".encode())


def _end_with(channel: Channel) -> None:
    with suppress(OSError):  # it was killed before it had read all
        channel.recv(1)
    os._exit(1)


def _lines_at(store: Store, base: str, seq: int, tell: Callable[[int], None] | None) -> Iterator[str]:
    """All quads as of an entry, node by node: the graph as a whole may not fit into the memory."""
    for number, node in enumerate(store.stream(as_of=seq), 1):
        yield from node_lines(node, base)
        if isinstance(node, Link):
            yield from edge_lines(node, base)
        if tell and number % _TOLD_EACH == 0:
            tell(number)
    yield from same_lines(store.same(as_of=seq), base)


class _Text(RawIOBase):
    """Lines as a file of bytes that can be read once."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, as far as there is anything left; how many bytes were put there."""
        rest = self._rest or "".join(islice(self._lines, _AT_ONCE)).encode()
        taken = min(len(rest), len(buffer))
        buffer[:taken], self._rest = rest[:taken], rest[taken:]
        return taken
