"""An index that meets an erasure is thrown away: Oxigraph keeps the words of what is deleted."""

from pathlib import Path

import pytest

from builders import Telling
from claimgraph.rdf.folders import discard
from claimgraph.rdf.index import Index
from claimgraph.rdf.mapping import to_quads
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


def test_an_index_is_discarded_unless_somebody_holds_it(store: Store, tmp_path: Path) -> None:
    with store:
        with Index(tmp_path / "index", store, BASE) as index:
            index.follow()
            assert not discard(tmp_path / "index")
            assert list(index.quads())
        assert discard(tmp_path / "index")
        assert not (tmp_path / "index").exists()
        assert discard(tmp_path / "index")
