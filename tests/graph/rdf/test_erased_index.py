"""An index that meets an erasure is thrown away: Oxigraph keeps the words of what is deleted."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import Telling
from claimgraph.errors import StoreError
from claimgraph.model import Node
from claimgraph.rdf.folders import Hold, Quads, discard
from claimgraph.rdf.index import Index
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.process import WorkerAnswer, WorkerProcess
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store

BASE = "https://example.org/case/"
ASK = 'ASK {?s ?p ?o FILTER(CONTAINS(LCASE(STR(?o)), "xanquo"))}'


def telling(words: str) -> Telling:
    made = Telling(f"{words.capitalize()}.")
    made.said(made.author, made.claim(f"{words.capitalize()}.", words.capitalize()), words.capitalize())
    return made


SECRET, OTHER = telling("xanquo fell"), telling("it rained")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = Store.open(tmp_path / "store")
    for made in (SECRET, OTHER):
        opened.add(made.reading(), actor="test")
    return opened


def files_with(word: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


def test_an_index_that_meets_an_erasure_holds_its_words_nowhere(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "index"
    with store, Index(place, store, BASE) as index:
        index.follow()
        old = index.checkpoint()
        assert files_with(b"xanquo", place)
        store.erase(SECRET.document.id, actor="test", reason="order")
        assert index.follow() == 3
        assert (files_with(b"xanquo", place), old.exists()) == ([], False)
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))
        index.checkpoint()
        assert files_with(b"xanquo", place) == []
        assert files_with(b"rained", place)


def test_an_index_that_is_behind_an_erasure_does_not_keep_what_it_had(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "index"
    with store:
        with Index(place, store, BASE) as index:
            index.follow()
        store.erase(SECRET.document.id, actor="test", reason="order")
        store.retract(OTHER.document.id, actor="test")
        with Index(place, store, BASE) as index:
            assert index.follow() == 4
            assert files_with(b"xanquo", place) == []
            assert list(index.quads()) == []


def test_workers_answer_and_hold_nothing_of_it(store: Store, tmp_path: Path) -> None:
    with store, Index(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=2)) as workers:
        assert [workers.answer(ASK, "text/csv").body.strip() for _ in range(3)] == [b"true"] * 3
        before = {worker.pid for worker in workers._all}
        store.erase(SECRET.document.id, actor="test", reason="order")
        answer = workers.answer(ASK, "text/csv")
        assert (answer.body.strip(), answer.seq) == (b"false", 3)
        assert all(worker.folder is None or worker.folder.exists() for worker in workers._all)
        assert before - {worker.pid for worker in workers._all}
        assert files_with(b"xanquo", tmp_path / "index") == []


def test_an_index_is_not_discarded_while_its_holder_begins_it_anew(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, begin, tried = tmp_path / "index", Quads.empty, list[bool]()

    def interrupted(quads: Quads) -> None:
        tried.append(discard(place))
        begin(quads)
        tried.append(discard(place))

    with store, Index(place, store, BASE) as index:
        index.follow()
        store.erase(SECRET.document.id, actor="test", reason="order")
        monkeypatch.setattr(Quads, "empty", interrupted)
        assert index.follow() == 3
        assert tried == [False, False]
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))


def test_an_index_is_begun_anew_though_an_error_is_kept(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Iterator[Node]:
        yield from list(streamed())[:3]
        raise StoreError("the disk is gone")

    streamed = store.stream
    with store, Index(tmp_path / "index", store, BASE) as index:
        monkeypatch.setattr(store, "stream", broken)
        with pytest.raises(StoreError, match="disk is gone") as kept:
            index.follow()
        monkeypatch.undo()
        assert index.follow() == 2
        assert set(index.quads()) == set(to_quads(store.graph(), BASE))
        assert kept.tb


def test_a_folder_is_held_by_one_alone_and_not_by_the_lock_of_one_that_is_gone(tmp_path: Path) -> None:
    with Hold(tmp_path / "index") as first:
        with pytest.raises(StoreError, match="another process holds"):
            Hold(tmp_path / "index")
        shutil.rmtree(tmp_path / "index")
        with Hold(tmp_path / "index"):
            first.release()
            with pytest.raises(StoreError, match="another process holds"):
                Hold(tmp_path / "index")
    assert discard(tmp_path / "index")


def test_an_index_is_discarded_unless_somebody_holds_it(store: Store, tmp_path: Path) -> None:
    with store:
        with Index(tmp_path / "index", store, BASE) as index:
            index.follow()
            assert not discard(tmp_path / "index")
            assert list(index.quads())
        assert discard(tmp_path / "index")
        assert not (tmp_path / "index").exists()
        assert discard(tmp_path / "index")


def test_whose_checkpoint_an_erasure_took_away_is_answered_from_the_next(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, built = WorkerProcess.ask, Index._make

    def overtaken(worker: WorkerProcess, *given: Any, **more: Any) -> WorkerAnswer:
        monkeypatch.setattr(WorkerProcess, "ask", asked)
        store.erase(SECRET.document.id, actor="test", reason="order")
        index.forget()
        index.follow()
        return worker.ask(*given, **more)

    def counted(index: Index, newest: int) -> None:
        made.append(newest)
        built(index, newest)

    made: list[int] = []
    with store, Index(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        monkeypatch.setattr(Index, "_make", counted)
        monkeypatch.setattr(WorkerProcess, "ask", overtaken)
        answer = workers.answer(ASK, "text/csv")
    assert (answer.body.strip(), answer.seq, made) == (b"false", 3, [2, 3])
