"""The SPARQL indexes of the past: each holds the record as of one entry and never changes. A few are kept, those asked for last.

One is made when it is first asked for, a large one by a process beside this one, and is whole where its folder says of what it is: that is
written last. The files of one that was begun before an erasure may hold what was erased, so all of these are removed with it.
"""

import json
import os
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.errors import ClaimgraphError, IndexBehindError, QueryLimitError, StoreError
from claimgraph.rdf.building import Build, fill
from claimgraph.rdf.folders import Quads
from claimgraph.rdf.index import MAPPING_VERSION
from claimgraph.store import Store

MOST_KEPT = 4
"""How many indexes of the past are kept, unless more are being asked."""
MOST_NODES = 1_000_000
"""How many nodes all of them may have together."""
_QUADS, _WHOLE = "quads", "whole.json"
_SOON, _LATER = 1, 5
"""After how many seconds it is worth trying again where one is being built here, and where one has just begun to be."""
Asked = tuple[int, str | None]
"""The number of an entry, and a collection or None for the whole."""


@dataclass(slots=True, eq=False)
class _Past:
    """An index as of an entry, which was begun when `erased` was the newest erasure; `uses` counts who is being answered from it.

    `maker` derived what is derived in it, None where nothing is.
    """

    asked: Asked
    folder: Path
    nodes: int
    erased: int
    maker: str | None
    uses: int = 0


class Pasts:
    """The indexes of the past of one store. Safe to use from many threads.

    They lie in `past` in the folder `home`, which its caller holds, or in a temporary one. `builds_here` says of a number of nodes whether
    so large an index is built by whoever asks for it.
    """

    def __init__(self, home: Path | None, store: Store, base: str, most_nodes: int, builds_here: Callable[[int], bool]) -> None:
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._home = home and home / "past"
        self._store, self._base, self._most_nodes, self._builds_here = store, base, most_nodes, builds_here
        self._turn = threading.Lock()  # to build one here, to put one that was built in its place, to remove what may hold erased words
        self._lock = threading.Lock()  # of what is said below; who holds both took the turn first
        self._building: tuple[_Past, Build] | None = None
        self._thread: threading.Thread | None = None
        self._failed: tuple[Asked, Exception] | None = None
        self._leaving = False
        self._kept = {past.asked: past for past in self._found()}  # the last asked for comes last
        self._make_room()
        self._clear()

    @contextmanager
    def using(self, seq: int, collection: str | None) -> Iterator[Path]:
        """The folder of the quads as of an entry, which stays meanwhile unless anything is erased.

        Raises IndexBehindError while it is being built or another one is and while what was derived then is not followed, QueryLimitError
        with the code `past-too-large` where it may not be built, StoreError where that failed.
        """
        past = self._take((seq, collection)) or self._make((seq, collection))
        try:
            yield past.folder / _QUADS
        finally:
            with self._lock:
                past.uses -= 1
                self._make_room()

    def drop(self, quads: Path) -> None:
        """Remove an index whose quads turned out damaged; it is built anew when it is asked for again."""
        with self._lock:
            self._kept = {asked: past for asked, past in self._kept.items() if past.folder != quads.parent}
            shutil.rmtree(quads.parent, ignore_errors=True)

    def forget(self) -> None:
        """Remove at once all that was begun before the newest erasure. Raises StoreError where files cannot be removed."""
        with self._turn, self._lock:
            erased = self._store.last_erasure()
            if self._building and self._building[0].erased < erased:
                self._give_up()
            self._kept = {asked: past for asked, past in self._kept.items() if past.erased >= erased}
            self._clear(strictly=True)

    def close(self) -> None:
        """Give up what is being built, and remove what an erasure left that nobody told of."""
        with self._lock:
            self._leaving, thread = True, self._thread
            self._give_up()
        if thread is not None:
            thread.join()
        with suppress(ClaimgraphError):
            self.forget()
        if self._temporary:
            self._temporary.cleanup()

    def _take(self, asked: Asked) -> _Past | None:
        """The index that is there, in use; None where none is."""
        erased, maker = self._store.last_erasure(), self._maker(asked)
        with self._lock:
            past = self._kept.pop(asked, None)
            if past is None:
                return None
            if past.erased < erased or past.maker != maker:
                shutil.rmtree(past.folder, ignore_errors=True)
                return None
            self._kept[asked] = past
            past.uses += 1
            return past

    def _make(self, asked: Asked) -> _Past:
        """Build an index here, in use; or begin to build it beside, and raise IndexBehindError."""
        with self._lock:
            self._check_going(asked)
        self._check_followed(asked)
        nodes = self._size(asked)
        if not self._builds_here(nodes):
            raise self._begin(asked, nodes)
        if not self._turn.acquire(timeout=_SOON):
            raise _after_others(_SOON)
        try:
            return self._take(asked) or self._make_here(asked, nodes)
        finally:
            self._turn.release()

    def _maker(self, asked: Asked) -> str | None:
        """What derives what is derived in an index, None where nobody does."""
        reach = self._view(asked).derived_reach()
        return reach.maker if reach else None

    def _check_followed(self, asked: Asked) -> None:
        """Raise IndexBehindError where what was derived as of an entry is to be followed first: an index of the past never changes."""
        reach = self._view(asked).derived_reach()
        if reach is not None and reach.seq < asked[0]:
            said = f"what is derived is followed up to entry {reach.seq:,}, and entry {asked[0]:,} is asked about"
            raise IndexBehindError(f"{said}; try again later", retry_after=_LATER)

    def _size(self, asked: Asked) -> int:
        """How many nodes the index will have; raises QueryLimitError where these are too many."""
        counted = self._view(asked).statistics(as_of=asked[0])
        nodes = sum(counted.values()) - counted["seq"]
        if nodes > self._most_nodes:
            said = f"entry {asked[0]:,} had {nodes:,} nodes, and the SPARQL index of a past moment may have {self._most_nodes:,}"
            raise QueryLimitError(f"{said}: ask about now, or export what was there then", code="past-too-large")
        return nodes

    def _make_here(self, asked: Asked, nodes: int) -> _Past:
        with self._lock:
            self._make_room(nodes)
            past = self._begun(asked, nodes)
        quads = Quads(past.folder / _QUADS)
        try:
            quads.open()
            fill(quads, self._view(asked), self._base, asked[0])
            quads.dataset.flush()
            quads.close()
            past.uses = 1
            self._put(past)
        except BaseException as error:
            quads.close()
            shutil.rmtree(past.folder, ignore_errors=True)
            if isinstance(error, OSError | RuntimeError):  # Oxigraph has RuntimeError for some faults of the disk
                raise StoreError(f"the SPARQL index as of entry {asked[0]} cannot be written: {error}") from error
            raise
        return past

    def _begin(self, asked: Asked, nodes: int) -> IndexBehindError:
        """Begin to build an index beside; the error for whoever asked."""
        with self._lock:
            self._check_going(asked)
            if self._building or asked in self._kept:  # it came just now
                return _after_others(_LATER if self._building else _SOON)
            self._make_room(nodes)
            past = self._begun(asked, nodes)
            try:
                build = Build(self._view(asked), self._base, asked[0], past.folder / _QUADS, nodes)
            except OSError as error:
                shutil.rmtree(past.folder, ignore_errors=True)
                raise StoreError(f"no process can be started that builds a SPARQL index: {error}") from error
            self._building = building = past, build
            self._thread = threading.Thread(target=self._wait, args=building, name="claimgraph-past", daemon=True)
            self._thread.start()
            return self._behind(*building)

    def _wait(self, past: _Past, build: Build) -> None:
        """Wait until an index is built, and keep it."""
        whole = build.wait()
        with self._turn:
            with self._lock:
                if self._building != (past, build):
                    return  # it was given up
            failed: Exception | None = None
            try:
                if not whole:
                    raise StoreError(f"the process that builds the SPARQL index as of entry {past.asked[0]} ended before its time")
                self._put(past)
            except (OSError, ClaimgraphError) as error:
                shutil.rmtree(past.folder, ignore_errors=True)
                failed = None if isinstance(error, IndexBehindError) else error
            with self._lock:
                self._building = None
                self._failed = (past.asked, failed) if failed else None

    def _check_going(self, asked: Asked) -> None:
        """Raise IndexBehindError where what is asked for is being built beside, StoreError where it could not be."""
        if self._leaving:
            raise StoreError("the SPARQL indexes are being closed")
        if self._building and self._building[0].asked == asked:
            raise self._behind(*self._building)
        if self._failed and self._failed[0] == asked:
            error, self._failed = self._failed[1], None
            raise StoreError(f"no SPARQL index of the past was built; asked again, it is tried again: {error}") from error

    def _behind(self, past: _Past, build: Build) -> IndexBehindError:
        said = f"the SPARQL index as of entry {past.asked[0]:,} is being built, and {build.nodes:,} of {past.nodes:,} nodes are in it"
        return IndexBehindError(f"{said}; try again later", retry_after=build.seconds_left(_LATER))

    def _give_up(self) -> None:
        if self._building:
            past, build = self._building
            self._building = None
            build.stop()
            shutil.rmtree(past.folder, ignore_errors=True)

    def _begun(self, asked: Asked, nodes: int) -> _Past:
        """A folder for an index, under a name that none had: a worker may have one open that is gone."""
        try:
            if self._home is None:
                self._temporary = tempfile.TemporaryDirectory(prefix="claimgraph-past-")
                self._home = Path(self._temporary.name)
            past = _Past(asked, self._home / secrets.token_hex(8), nodes, self._store.last_erasure(), self._maker(asked))
            past.folder.mkdir(parents=True)
        except OSError as error:
            raise StoreError(f"no SPARQL index of the past can be written: {error}") from error
        return past

    def _put(self, past: _Past) -> None:
        """Keep an index that is built; whoever calls has the turn. Raises IndexBehindError where anything was erased meanwhile.

        So it does where what is derived was thrown away, and is derived by another.
        """
        if self._store.last_erasure() > past.erased or self._maker(past.asked) != past.maker:
            raise IndexBehindError("words were erased meanwhile, or what is derived is made anew; try again in a moment", retry_after=_SOON)
        with (past.folder / _WHOLE).open("w", encoding="ascii") as file:
            json.dump(self._told(past.asked, past.erased, past.maker) | {"nodes": past.nodes}, file)
            file.flush()
            os.fsync(file.fileno())
        with self._lock:
            self._kept[past.asked] = past

    def _found(self) -> Iterator[_Past]:
        """The indexes that an earlier process left which are whole, of this store and base, and from after the newest erasure."""
        erased = self._store.last_erasure()
        for folder in sorted(self._folders(), key=lambda folder: folder.stat().st_mtime):
            with suppress(OSError, ValueError, KeyError, TypeError):
                told = json.loads((folder / _WHOLE).read_text("ascii"))
                asked = (int(told["seq"]), told["collection"])
                maker = self._maker(asked)
                if told == self._told(asked, erased, maker) | {"nodes": int(told["nodes"])}:
                    yield _Past(asked, folder, told["nodes"], erased, maker)

    def _told(self, asked: Asked, erased: int, maker: str | None) -> dict[str, Any]:
        """What the folder of an index says of it: the hash of its entry tells the journal from any other."""
        seq, collection = asked
        mark = self._store.mark(seq)[1]
        place = {"base": self._base, "seq": seq, "hash": mark, "collection": collection}
        return {"mapping": MAPPING_VERSION, **place, "erased": erased, "derived": maker}

    def _view(self, asked: Asked) -> Store:
        return self._store.within(asked[1]) if asked[1] is not None else self._store

    def _make_room(self, *coming: int) -> None:
        """Remove indexes that nobody uses, those asked for first before others, until what is kept and what is coming may stay."""
        for asked in [asked for asked, past in self._kept.items() if not past.uses]:
            sizes = [*coming, *(past.nodes for past in self._all())]
            if len(sizes) <= MOST_KEPT and sum(sizes) <= self._most_nodes:
                return
            shutil.rmtree(self._kept.pop(asked).folder, ignore_errors=True)

    def _clear(self, *, strictly: bool = False) -> None:
        """Remove whatever else lies there; `strictly`, raises StoreError where that cannot be."""
        mine = {past.folder for past in self._all()}
        errors = [error for folder in self._folders() if folder not in mine and (error := _removed(folder))]
        if errors and strictly:
            raise StoreError(f"files of SPARQL indexes cannot be removed: {errors[0]}") from errors[0]

    def _folders(self) -> list[Path]:
        return list(self._home.glob("*")) if self._home else []

    def _all(self) -> Iterable[_Past]:
        return [*self._kept.values(), *([self._building[0]] if self._building else [])]


def _after_others(seconds: int) -> IndexBehindError:
    """The error for whoever waits for what others asked for, which may be no business of theirs."""
    return IndexBehindError("another SPARQL index of a past moment is being built first; try again later", retry_after=seconds)


def _removed(folder: Path) -> OSError | None:
    """Remove a folder; what kept it from being removed."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
    return None
