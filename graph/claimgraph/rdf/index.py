"""The SPARQL index: an Oxigraph store that follows the journal and can be thrown away at any time.

The number of the last entry that it holds (the watermark) is written in the same Oxigraph transaction as the quads of
that entry, and applying an entry twice changes nothing, so a crash at any point is mended by following again. Oxigraph
locks its folder: there is one holder, and only it changes anything in there.
"""

import secrets
import shutil
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from pyoxigraph import Store as Dataset

from claimgraph.errors import StoreError
from claimgraph.ids import kind_of
from claimgraph.model import Graph, Link, LinkKind
from claimgraph.rdf.mapping import EDGES, STANDING, edge_quads, node_quads, same_quads
from claimgraph.rdf.naming import check_base, iri_of
from claimgraph.rdf.terms import CG, concept
from claimgraph.store import Store

MAPPING_VERSION = 1
"""Part of the folder's name: an index that an older mapping wrote is not read, but rebuilt. Raise it with the mapping."""

_REFLECTS = NamedNode(str(CG.reflects))
_HASH = NamedNode(str(CG.sha256))
_FROM, _TO = NamedNode(str(CG.linkFrom)), NamedNode(str(CG.linkTo))
_KIND, _STATUS = NamedNode(str(CG.linkKind)), NamedNode(str(CG.linkStatus))
_STANDING = {NamedNode(str(concept(status))) for status in STANDING}
_KINDS = {NamedNode(str(concept(kind))): kind for kind in LinkKind}
_UNWRITABLE = ("no space left", "read-only file system", "permission denied")
"""What an error says of a disk that fails, where the index itself may be whole."""
Pair = tuple[str, str]


class Index:
    """The live graph of a store as quads, current up to `seq`. Safe to use from many threads.

    Without a folder it lives in memory. Opening raises StoreError where another process holds the folder.
    """

    def __init__(self, folder: Path | None, store: Store, base: str) -> None:
        self._store = store
        self._base = check_base(base)
        self._lock = threading.RLock()
        self._temporary = tempfile.TemporaryDirectory(prefix="claimgraph-index-") if folder is None else None
        self._home = Path(self._temporary.name) if self._temporary else Path(folder or "")
        self._folder = None if folder is None else self._home / f"quads-{MAPPING_VERSION}"
        self._checkpoints = self._home / "checkpoints"
        self._home.mkdir(parents=True, exist_ok=True)
        self._dataset = _open(self._folder)
        shutil.rmtree(self._checkpoints, ignore_errors=True)
        self._checkpoint: tuple[int, Path] | None = None
        self._made, self._token = 0, secrets.token_hex(4)  # no path names two checkpoints, whoever made them
        self._lost = False
        self._seq = self._watermark()
        self._known = False
        self._floor = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def seq(self) -> int:
        """The number of the newest entry of the journal that the index holds."""
        return self._seq

    @property
    def store(self) -> Store:
        """The record that the index follows."""
        return self._store

    @property
    def floor(self) -> int:
        """What reflects an entry before this one may hold words that were erased since, and must be shown no more."""
        return self._floor

    @property
    def base(self) -> str:
        """What every IRI of a node starts with."""
        return self._base

    def follow(self) -> int:
        """Apply the journal up to now; the number of the newest entry held.

        An index that is new, damaged, for another base or of another journal is rebuilt. So is one that meets an erasure, and
        its checkpoints are removed: Oxigraph keeps the words of quads that are deleted.
        Raises StoreError where its disk fails; the next call starts again from what is on the disk.
        """
        with self._lock, self._guarded():
            newest = self._store.seq()
            erased = self._store.last_erasure()
            is_void = self._seq > newest or (self._seq == 0 and (newest > 0 or self._dataset)) or not self._is_of_this_journal()
            if is_void or self._seq < erased:
                self._rebuild(newest)
            self._floor = erased
            while self._seq < newest:
                self._apply(self._seq + 1)
            return self._seq

    def renew(self) -> None:
        """Build the index anew from the record: for one whose files turned out damaged or gone. Raises StoreError."""
        with self._lock:
            try:
                self._rebuild(self._store.seq())
                self._lost = False
            except (OSError, RuntimeError) as error:
                raise StoreError(f"the SPARQL index at {self._home} cannot be written: {error}") from error

    def quads(self) -> Iterator[Quad]:
        """All quads but the watermark."""
        return (quad for quad in self._dataset if quad.graph_name != watermark_graph(self._base))

    def checkpoint(self) -> Path:
        """A folder that holds the index as it is now, for reading only; the same one until the index moves on."""
        with self._lock, self._guarded():
            if self._checkpoint is None or self._checkpoint[0] != self._seq:
                self._checkpoint = (self._seq, self._write_checkpoint())
            return self._checkpoint[1]

    def retire(self, in_use: Collection[Path]) -> None:
        """Remove every checkpoint but the newest and those in use."""
        with self._lock:
            kept = {*in_use, *(() if self._checkpoint is None else (self._checkpoint[1],))}
            for old in self._checkpoints.glob("*"):
                if old not in kept:
                    shutil.rmtree(old, ignore_errors=True)

    def close(self) -> None:
        """Let go of the folder and remove the checkpoints."""
        with self._lock:
            with suppress(OSError, RuntimeError):  # a damaged index must not keep a server from ending
                self._dataset.flush()
            self._dataset = Dataset()
            shutil.rmtree(self._checkpoints, ignore_errors=True)
            if self._temporary:
                self._temporary.cleanup()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Open the dataset again where a disk that failed took it away, and let go of it where the disk fails now."""
        try:
            if self._lost:
                self._dataset = _open(self._folder)
                self._seq, self._lost = self._watermark(), False
            yield
        except (OSError, RuntimeError) as error:  # Oxigraph has RuntimeError for some faults of the disk
            if not _is_unwritable(error):
                raise  # the files are damaged: `renew` mends that
            self._dataset, self._lost = Dataset(), self._folder is not None
            raise StoreError(f"the SPARQL index cannot be written; it follows the record once it can: {error}") from error

    def _rebuild(self, newest: int) -> None:
        self._dataset = Dataset()  # lets go of the folder, so that it can be emptied
        shutil.rmtree(self._checkpoints, ignore_errors=True)
        for older in self._home.glob("quads-*"):  # those of other versions of the mapping too
            shutil.rmtree(older, ignore_errors=True)
        if self._folder is not None:
            self._dataset = _emptied(self._folder)
        self._dataset.bulk_extend(self._quads_at(newest))
        self._dataset.extend(self._marks(newest))
        self._dataset.optimize()
        self._seq, self._checkpoint, self._known = newest, None, True

    def _quads_at(self, seq: int) -> Iterator[Quad]:
        """All quads as of an entry, node by node: the graph as a whole may not fit into the memory."""
        for node in self._store.stream(as_of=seq):
            yield from node_quads(node, self._base)
            if isinstance(node, Link):
                yield from edge_quads(node, self._base)
        yield from same_quads(self._store.same(as_of=seq), self._base)

    def _apply(self, seq: int) -> None:
        delta = self._store.delta(seq)
        kept, gone = ({*self._quads_of(graph)} for graph in (delta.added, delta.retracted))
        gone -= kept
        added, removed = self._edge_changes(delta.added, delta.retracted)
        kept |= added
        gone |= removed
        self._dataset.update(_update([*gone, *self._marks(self._seq)], [*kept, *self._marks(seq)]))
        self._seq = seq

    def _edge_changes(self, added: Graph, retracted: Graph) -> tuple[set[Quad], set[Quad]]:
        """The plain edges to add and to remove for every pair of claims of which a link changes."""
        changed = {iri_of(link_id, self._base) for link_id in (*added.links, *retracted.links)}
        pairs = {_pair(link) for graph in (added, retracted) for link in graph.links.values() if _joins_claims(link)}
        wanted = {edge for link in added.links.values() for edge in edge_quads(link, self._base)}
        for one, other in ((iri_of(a, self._base), iri_of(b, self._base)) for a, b in pairs):
            wanted |= {edge for ends in ((one, other), (other, one)) for edge in self._standing(ends, changed)}
        present = {quad for pair in pairs for quad in self._possible(pair) if quad in self._dataset}
        return wanted - present, present - wanted

    def _standing(self, ends: tuple[NamedNode, NamedNode], changed: set[NamedNode]) -> Iterator[Quad]:
        """The plain edges of links from one end to the other that do not change now."""
        for quad in self._dataset.quads_for_pattern(None, _FROM, ends[0], DefaultGraph()):
            link = quad.subject
            if link in changed or Quad(link, _TO, ends[1], DefaultGraph()) not in self._dataset:
                continue
            if self._object(link, _STATUS) in _STANDING:
                kind = _KINDS[self._object(link, _KIND)]
                yield Quad(ends[0], EDGES[kind], ends[1], DefaultGraph())
                if kind is LinkKind.CONTRADICTS:
                    yield Quad(ends[1], EDGES[kind], ends[0], DefaultGraph())

    def _object(self, subject: object, predicate: NamedNode) -> NamedNode:
        found = next(self._dataset.quads_for_pattern(subject, predicate, None, DefaultGraph()))  # type: ignore[arg-type]
        assert isinstance(found.object, NamedNode)  # noqa: S101 - the mapping writes a concept here, and nobody else writes
        return found.object

    def _possible(self, pair: Pair) -> Iterator[Quad]:
        one, other = (iri_of(end, self._base) for end in pair)
        for edge in EDGES.values():
            yield Quad(one, edge, other, DefaultGraph())
            yield Quad(other, edge, one, DefaultGraph())

    def _quads_of(self, graph: Graph) -> Iterator[Quad]:
        """The quads of the nodes of a graph and of who stands for whom in it, without plain edges."""
        yield from (quad for node in graph.nodes() for quad in node_quads(node, self._base))
        yield from same_quads(graph.same, self._base)

    def _marks(self, seq: int) -> tuple[Quad, Quad]:
        """The watermark: the number of an entry, and what tells it from that of another journal."""
        at, sealed = self._store.mark(seq)
        node, name = NamedNode(self._base), watermark_graph(self._base)
        # Within a collection the time stands for the hash, which covers what others hold.
        return Quad(node, _REFLECTS, Literal(seq), name), Quad(node, _HASH, Literal(at if self._store.collection else sealed), name)

    def _is_of_this_journal(self) -> bool:
        """Whether the entry that the index reflects is one of this journal, and not of one that lay here before."""
        if not self._known and self._seq:
            self._known = all(mark in self._dataset for mark in self._marks(self._seq))
        return self._known or not self._seq

    def _watermark(self) -> int:
        marks = list(self._dataset.quads_for_pattern(NamedNode(self._base), _REFLECTS, None, watermark_graph(self._base)))
        return int(marks[0].object.value) if len(marks) == 1 and isinstance(marks[0].object, Literal) else 0

    def _write_checkpoint(self) -> Path:
        self._made += 1
        target = self._checkpoints / f"{self._seq:012d}-{self._token}-{self._made}"
        self._checkpoints.mkdir(parents=True, exist_ok=True)
        if self._folder is not None:
            self._dataset.backup(str(target))
        else:
            copy = Dataset(str(target))
            copy.bulk_extend(self._dataset)
            copy.flush()
        return target


def discard(folder: Path) -> bool:
    """Remove an index, which is made again when it is wanted; False where another process holds it, and then it stays."""
    for quads in folder.glob("quads-*"):
        try:
            Dataset(str(quads))
        except (OSError, RuntimeError) as error:  # a damaged one may go
            if "/LOCK: " in str(error):
                return False
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def watermark_graph(base: str) -> NamedNode:
    """The name of the graph that holds the watermark alone."""
    return NamedNode(f"{base}index")


def _pair(link: Link) -> Pair:
    first, second = sorted((link.from_, link.to))
    return first, second


def _joins_claims(link: Link) -> bool:
    return kind_of(link.from_) == "claim" and kind_of(link.to) == "claim"


def _is_unwritable(error: Exception) -> bool:
    return any(words in str(error).lower() for words in _UNWRITABLE)


def _open(folder: Path | None) -> Dataset:
    if folder is None:
        return Dataset()
    try:
        return Dataset(str(folder))
    except (OSError, RuntimeError) as error:  # Oxigraph has RuntimeError for damaged files
        if "/LOCK: " in str(error):  # “block” is in the words for damage
            raise StoreError(f"another process holds the SPARQL index at {folder.parent}: stop it, or ask it instead") from error
        if _is_unwritable(error):
            raise StoreError(f"the SPARQL index at {folder} cannot be opened: {error}") from error
    return _emptied(folder)


def _emptied(folder: Path) -> Dataset:
    """A new dataset where one was; callers hold the only reference to an old one no longer."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Dataset(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the SPARQL index at {folder} cannot be opened: {error}") from error


def _update(gone: Iterable[Quad], kept: Iterable[Quad]) -> str:
    """One SPARQL update, which Oxigraph applies as one transaction."""
    return f"DELETE DATA {{\n{_data(gone)}}} ;\nINSERT DATA {{\n{_data(kept)}}}"


def _data(quads: Iterable[Quad]) -> str:
    graphs: dict[object, list[Triple]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad.triple)
    blocks = []
    for name, triples in graphs.items():
        lines = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        text = lines.decode("utf-8")
        blocks.append(text if isinstance(name, DefaultGraph) else f"GRAPH {name} {{\n{text}}}\n")
    return "".join(blocks)
