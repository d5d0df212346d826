"""An index that a server holds is built by a process beside it: it is never half of itself, and keeps nobody waiting."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from builders import Telling
from claimgraph.errors import IndexBehindError, StoreError
from claimgraph.rdf import background, updating
from claimgraph.rdf.background import BackgroundIndex
from claimgraph.rdf.index import Index
from claimgraph.rdf.indexes import Indexes
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.process import WorkerProcess
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store

BASE = "https://example.org/case/"
COUNT = "SELECT (COUNT(*) AS ?n) { ?c a cg:Claim }"


def telling(words: str) -> Telling:
    made = Telling(f"{words.capitalize()}.")
    made.said(made.author, made.claim(f"{words.capitalize()}.", words.capitalize()), words.capitalize())
    return made


SECRET, OTHER, LATER = telling("xanquo fell"), telling("it rained"), telling("it snowed")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of which every index is too large to be built on the spot; what builds it starts anew, and is held up before it reads."""
    monkeypatch.setattr(background, "FEW_NODES", 0)
    monkeypatch.setattr("claimgraph.processes._open", [])
    with Store.open(tmp_path / "store") as opened:
        for made in (SECRET, OTHER):
            opened.add(made.reading(), actor="test")
        yield opened


def held_up(index: BackgroundIndex) -> int:
    """Begin to build the index and stop the process that does it; its id."""
    with pytest.raises(IndexBehindError):
        index.follow()
    while index._build is None:
        time.sleep(0.01)
    os.kill(index._build.pid, signal.SIGSTOP)
    return index._build.pid


def caught_up(index: Index) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if not index.busy:
                return index.follow()
        except IndexBehindError:
            pass
        time.sleep(0.02)
    raise AssertionError(f"the index is still at {index.seq}")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def files_with(word: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


def test_what_is_built_beside_is_what_would_be_built_here(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        held_up(index)
        assert (index.seq, list(index.quads())) == (0, [])
        os.kill(index._build.pid, signal.SIGCONT)  # type: ignore[union-attr]
        assert caught_up(index) == 2
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))
    with Index(tmp_path / "index", store, BASE) as index:
        assert index.seq == 2


def test_what_is_written_meanwhile_waits_for_nothing_and_is_caught_up(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        pid = held_up(index)
        store.add(LATER.reading(), actor="test")
        with pytest.raises(IndexBehindError, match="built as of entry 2, and 0 of 8 nodes") as told:
            index.follow()
        assert told.value.retry_after >= 1
        os.kill(pid, signal.SIGCONT)
        assert caught_up(index) == 3
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))
        store.retract(OTHER.document.id, actor="test")
        assert index.follow() == 4


def test_nobody_is_answered_from_half_an_index(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        pid = held_up(index)
        for _ in range(2):
            with pytest.raises(IndexBehindError, match="being built"):
                workers.answer(COUNT, "text/csv")
        assert workers.ready()
        os.kill(pid, signal.SIGCONT)
        caught_up(index)
        assert workers.answer(COUNT, "text/csv").body.split() == [b"n", b"2"]


def test_an_index_that_is_closed_while_it_is_built_ends_the_process_and_is_built_when_it_is_opened(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        pid = held_up(index)
    assert not is_alive(pid)
    assert [path.name for path in (tmp_path / "index").glob("quads-*-*")] == []
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        assert index.seq == 0
        assert caught_up(index) == 2


def test_a_process_that_is_killed_is_followed_by_another(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_AGAIN_SECONDS", 0.01)
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        os.kill(held_up(index), signal.SIGKILL)
        assert caught_up(index) == 2
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))
        assert [path.name for path in (tmp_path / "index").glob("quads-*-*")] == []


def test_an_erasure_removes_the_files_at_once_and_they_are_built_anew(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index, Indexes(index, tmp_path / "index", store) as indexes:
        assert caught_up(index) == 2
        index.checkpoint()
        assert files_with(b"xanquo", tmp_path / "index")
        store.erase(SECRET.document.id, actor="test", reason="order")
        indexes.forget()
        assert files_with(b"xanquo", tmp_path / "index") == []
        with pytest.raises(IndexBehindError):
            index.follow()
        assert caught_up(index) == 3
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))


def test_an_erasure_ends_a_build_that_began_before_it(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        pid = held_up(index)
        store.erase(SECRET.document.id, actor="test", reason="order")
        index.forget()
        assert not is_alive(pid)
        assert files_with(b"xanquo", tmp_path / "index") == []
        assert caught_up(index) == 3
        assert files_with(b"xanquo", tmp_path / "index") == []
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))


def test_an_erasure_that_is_heard_of_twice_leaves_the_build_that_began_after_it(store: Store, tmp_path: Path) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        store.erase(SECRET.document.id, actor="test", reason="order")
        pid = held_up(index)
        index.forget()
        index.renew(tmp_path / "index" / "checkpoints" / "one of before")
        os.kill(pid, signal.SIGCONT)
        assert caught_up(index) == 3
        assert index._made == 1
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))


def test_nobody_is_answered_from_what_an_erasure_emptied_meanwhile(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = SparqlWorkers._take

    def overtaken(workers: SparqlWorkers) -> WorkerProcess:
        store.erase(SECRET.document.id, actor="test", reason="order")
        index.forget()
        monkeypatch.undo()
        return take(workers)

    with BackgroundIndex(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        caught_up(index)
        monkeypatch.setattr(SparqlWorkers, "_take", overtaken)
        with pytest.raises(IndexBehindError):
            workers.answer(COUNT, "text/csv")
        caught_up(index)
        assert workers.answer(COUNT, "text/csv").body.split() == [b"n", b"1"]


def test_the_index_of_a_collection_is_built_beside_too(store: Store, tmp_path: Path) -> None:
    store.collect("case", [OTHER.document.id], actor="test")
    home = tmp_path / "index"
    with BackgroundIndex(home, store, BASE) as whole, Indexes(whole, home, store) as indexes, indexes.using("case") as index:
        with pytest.raises(IndexBehindError):
            index.follow()
        assert caught_up(index) == 3
        assert set(index.quads()) == set(to_quads(store.within("case").graph(), BASE))


def test_an_index_that_is_small_is_built_where_it_is_asked_for(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store, BackgroundIndex(tmp_path / "index", store, BASE) as index:
        store.add(OTHER.reading(), actor="test")
        assert index.follow() == 1


@contextmanager
def applying(monkeypatch: pytest.MonkeyPatch, pieces: int = 0) -> Iterator[Event]:
    """Entries are applied in pieces of 5 quads, and after so many of these not before the event is set, or the index closed."""
    make, may_go_on = updating.updates, Event()

    def held(*asked: Any) -> Iterator[updating.Update]:
        for number, update in enumerate(make(*asked)):
            while number >= pieces and not may_go_on.wait(0.01):
                asked[-1]()
            yield update

    monkeypatch.setattr(updating, "MOST", 5)
    monkeypatch.setattr("claimgraph.rdf.index.updates", held)
    yield may_go_on
    may_go_on.set()


def torn(index: BackgroundIndex) -> None:
    """Wait until half an entry is applied."""
    until = time.monotonic() + 60
    while not index._torn:
        assert time.monotonic() < until
        time.sleep(0.005)


def test_who_waits_in_vain_is_the_last_to_do_so_until_the_entry_is_there(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index, applying(monkeypatch) as may_go_on:
        caught_up(index)
        store.add(LATER.reading(), actor="test")
        with pytest.raises(IndexBehindError, match="holds entry 2 of 3"):
            index.follow(0.01)
        store.retract(OTHER.document.id, actor="test")
        began = time.monotonic()
        with pytest.raises(IndexBehindError, match="holds entry 2 of 4"):
            index.follow(60)
        assert time.monotonic() - began < 30
        may_go_on.set()
        assert caught_up(index) == 4
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))


def test_who_waits_is_told_at_once_that_it_is_built_or_closed(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    with BackgroundIndex(None, store, BASE) as index, pytest.raises(IndexBehindError):
        index.follow(60)
    with BackgroundIndex(tmp_path / "index", store, BASE) as index, ThreadPoolExecutor(1) as threads:
        caught_up(index)
        with applying(monkeypatch):
            store.add(LATER.reading(), actor="test")
            waiting = threads.submit(index.follow, 60)
            while not index.busy:
                time.sleep(0.005)
            index.close()
            with pytest.raises(StoreError, match="being closed"):
                waiting.result()
    assert time.monotonic() - began < 50


def test_half_an_entry_is_shown_to_nobody_and_keeps_nobody_waiting(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        caught_up(index)
        with applying(monkeypatch, pieces=2):
            store.add(LATER.reading(), actor="test")
            with pytest.raises(IndexBehindError):
                index.follow(0.01)
            torn(index)
            with pytest.raises(IndexBehindError):
                index.checkpoint()
            with pytest.raises(IndexBehindError):
                workers.answer(COUNT, "text/csv")
            assert (workers.ready(), index.progress()) == (True, background.Progress(2, 3))
        caught_up(index)
        assert workers.answer(COUNT, "text/csv").body.split() == [b"n", b"3"]


def test_an_index_that_is_closed_in_the_middle_of_an_entry_applies_it_when_it_is_opened(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        caught_up(index)
        store.retract(OTHER.document.id, actor="test")
        store.add(LATER.reading(), actor="test")
        with applying(monkeypatch, pieces=1):
            with pytest.raises(IndexBehindError):
                index.follow(0.01)
            torn(index)
            index.close()
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        assert index.seq == 2
        assert index.follow(60) == 4
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))


def test_an_erasure_waits_for_a_piece_of_an_entry_and_no_more(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        caught_up(index)
        with applying(monkeypatch, pieces=1) as may_go_on:
            store.add(LATER.reading(), actor="test")
            with pytest.raises(IndexBehindError):
                index.follow(0.01)
            torn(index)
            store.erase(SECRET.document.id, actor="test", reason="order")
            index.forget()
            assert files_with(b"xanquo", tmp_path / "index") == []
            may_go_on.set()
            assert caught_up(index) == 4
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))
        assert files_with(b"xanquo", tmp_path / "index") == []
