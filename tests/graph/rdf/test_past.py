"""A SPARQL query about the past is answered as it was answered then, from an index of that moment alone."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad
from pyoxigraph import Store as Dataset
from stories import SEEDS, STEP, TOLD, Step, Story

from builders import Telling
from claimgraph.errors import IndexBehindError, InputError, NotFoundError, QueryError, QueryLimitError, StoreError
from claimgraph.rdf import background, building, past
from claimgraph.rdf.background import BackgroundIndex
from claimgraph.rdf.building import watermark_graph
from claimgraph.rdf.index import Index
from claimgraph.rdf.indexes import Indexes
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.past import MOST_KEPT, MOST_NODES
from claimgraph.rdf.process import WorkerAnswer
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store
from databases import Locations
from strategies import often

BASE = "https://example.org/case/"
ALL = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?c a cg:Claim }"
COLLECTION = "case"


def telling(words: str) -> Telling:
    made = Telling(f"{words.capitalize()}.")
    made.said(made.author, made.claim(f"{words.capitalize()}.", words.capitalize()), words.capitalize())
    return made


SECRET, OTHER, LATER = telling("xanquo fell"), telling("it rained"), telling("it snowed")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        for made in (SECRET, OTHER, LATER):
            opened.add(made.reading(), actor="test")
        yield opened


class Asking:
    """Workers over indexes in a folder."""

    def __init__(self, workers: SparqlWorkers, indexes: Indexes, home: Path) -> None:
        self.workers, self.indexes, self.home = workers, indexes, home

    def ask(self, query: str = COUNT, as_of: object = None, collection: str | None = None) -> WorkerAnswer:
        least = self.indexes.whole.store.seq() if as_of is None else 0
        return self.workers.answer(query, "text/csv", as_of=as_of, collection=collection, min_seq=least)  # type: ignore[arg-type]

    def count(self, as_of: object) -> int:
        return int(self.ask(COUNT, as_of).body.split()[1])

    def kept(self) -> list[Path]:
        return [path.parent for path in self.home.glob("past/*/whole.json")]

    def folders(self) -> list[Path]:
        return list(self.home.glob("past/*"))


@contextmanager
def asking(store: Store, home: Path, *, nodes: int = MOST_NODES, base: str = BASE, kind: type[Index] = Index) -> Iterator[Asking]:
    with (
        kind(home, store, base) as index,
        Indexes(index, home, store, nodes) as indexes,
        SparqlWorkers(indexes, SparqlLimits(workers=1)) as workers,
    ):
        yield Asking(workers, indexes, home)


def files_with(word: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


# What is answered


class Collected(Story):
    """A history in which documents come into a collection and leave it."""

    def collect(self, first: int, _: int) -> None:
        self.store.collect(COLLECTION, [TOLD[first % 5].document.id], actor="story")

    def release(self, first: int, _: int) -> None:
        self.store.release(COLLECTION, [TOLD[first % 5].document.id], actor="story")


steps = st.tuples(STEP | st.sampled_from(["collect", "collect", "release"]), st.integers(0, 99), st.integers(0, 99))
histories = st.lists(steps, min_size=3, max_size=7)
patient = settings(often(3), suppress_health_check=list(HealthCheck))  # a store of its own for each example


@patient
@given(SEEDS, histories)
def test_every_query_about_the_past_is_answered_as_it_was_then(
    tmp_path_factory: pytest.TempPathFactory, locations: Locations, seed: int, told: list[Step]
) -> None:
    views = (None, COLLECTION)
    with locations() as place, Store.open(place) as store, asking(store, tmp_path_factory.mktemp("index")) as asked:
        story, then = Collected(store, seed), {0: [asked.ask(ALL, None, view) for view in views]}
        for step in [("add", 0, 0), ("collect", 0, 0), ("add", 1, 0), *told]:
            story.take(step)
            then[store.seq()] = [asked.ask(ALL, None, view) for view in views]
        for seq, answers in then.items():
            assert [asked.ask(ALL, seq, view) for view in views] == answers
        assert then[store.seq()][0].body.count(b"\n") > 100
        story.take(("erase", seed, 0))
        for seq, view in product(then, views):
            assert quads_of(asked, seq, view) == set(to_quads(viewed(store, view).graph(as_of=seq), BASE))


def viewed(store: Store, collection: str | None) -> Store:
    return store if collection is None else store.within(collection)


def quads_of(asked: Asking, seq: int, collection: str | None = None) -> set[Quad]:
    """What the index of a past moment holds, but for the watermark."""
    with asked.indexes.past.using(seq, collection) as folder:
        return {quad for quad in Dataset.read_only(str(folder)) if quad.graph_name != watermark_graph(BASE)}


def test_a_time_stands_for_the_last_entry_before_it(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as asked:
        at = store.changes()[1].at
        assert (asked.ask(COUNT, at).seq, asked.count(at)) == (2, 2)
        assert asked.ask(ALL, "1999-01-01").body.strip() == asked.ask(ALL, 0).body.strip() == b"s,p,o,g"


@pytest.mark.parametrize(
    ("as_of", "error", "code"),
    [(4, NotFoundError, "not-found"), (-1, InputError, "bad-as-of"), ("soon", InputError, "bad-as-of"), ("", InputError, "bad-as-of")],
)
def test_a_moment_that_is_none_is_refused(store: Store, tmp_path: Path, as_of: object, error: type[Exception], code: str) -> None:
    with asking(store, tmp_path / "index") as asked:
        with pytest.raises(error) as told:
            asked.ask(COUNT, as_of)
        assert told.value.code == code  # type: ignore[attr-defined]
        assert asked.folders() == []


def test_no_answer_reflects_an_entry_and_is_as_of_one_before_it(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as asked:
        with pytest.raises(QueryError) as told:
            asked.workers.answer(COUNT, as_of=1, min_seq=2)
        assert told.value.code == "bad-as-of"
        assert asked.workers.answer(COUNT, as_of=2, min_seq=2).seq == 2


def test_as_of_the_newest_entry_the_index_of_now_answers(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as asked:
        assert (asked.count(3), asked.folders()) == (3, [])
        store.retract(LATER.document.id, actor="test")
        assert (asked.count(3), len(asked.folders())) == (3, 1)


def test_an_index_without_a_folder_keeps_those_of_the_past_in_a_temporary_one(store: Store) -> None:
    with Index(None, store, BASE) as index, SparqlWorkers(index, SparqlLimits(workers=1)) as workers:
        assert workers.answer(COUNT, "text/csv", as_of=1).body.split() == [b"n", b"1"]
        place = index._home
        home = workers._indexes.past._home
        assert home is not None
        assert home.exists()
    assert (home.exists(), place.exists()) == (False, False)


# What is kept


def test_a_few_are_kept_and_those_that_were_asked_for_last(store: Store, tmp_path: Path) -> None:
    for _ in range(MOST_KEPT):
        store.retract(LATER.document.id, actor="test")
        store.unretract(LATER.document.id, actor="test")
    with asking(store, tmp_path / "index") as asked:
        for seq in range(1, MOST_KEPT + 1):
            asked.ask(COUNT, seq)
        held = set(asked.kept())
        assert asked.ask(COUNT, 1).seq == 1
        assert set(asked.kept()) == held
        asked.ask(COUNT, MOST_KEPT + 1)
        assert len(asked.kept()) == len(asked.folders()) == MOST_KEPT
        assert list(asked.indexes.past._kept) == [(seq, None) for seq in (*range(3, MOST_KEPT + 1), 1, MOST_KEPT + 1)]
        assert asked.count(2) == 2


def test_all_that_are_kept_have_no_more_nodes_together_than_they_may(store: Store, tmp_path: Path) -> None:
    counted = store.statistics(as_of=2)
    most = sum(counted.values()) - counted["seq"]
    with asking(store, tmp_path / "index", nodes=most) as asked:
        asked.ask(COUNT, 1)
        asked.ask(COUNT, 2)
        assert list(asked.indexes.past._kept) == [(2, None)]
        assert len(asked.folders()) == 1
    with asking(store, tmp_path / "index", nodes=most - 1) as asked:
        assert asked.folders() == []
        for _ in range(2):
            with pytest.raises(QueryLimitError, match=f"{most} nodes, and .* may have {most - 1}") as told:
                asked.ask(COUNT, 2)
            assert told.value.code == "past-too-large"
        assert asked.folders() == []
        assert asked.count(1) == 1


def test_an_index_that_is_whole_serves_the_next_process_and_no_other_does(store: Store, tmp_path: Path) -> None:
    home = tmp_path / "index"
    with asking(store, home) as asked:
        for seq, view in ((1, None), (2, None), (2, COLLECTION)):
            asked.ask(COUNT, seq, view)
        first, *others = (asked.indexes.past._kept[key].folder for key in ((1, None), (2, None), (2, COLLECTION)))
    (first / "whole.json").unlink()
    (home / "past" / "leftover").mkdir()
    with asking(store, home) as asked:
        assert set(asked.folders()) == set(others)
        assert (asked.count(1), asked.count(2)) == (1, 2)
        assert set(others) < set(asked.folders())
        assert len(asked.folders()) == 3
    with asking(store, home, base="https://elsewhere.example/") as asked:
        assert asked.folders() == []
        asked.ask(COUNT, 1)
    with Store.open(tmp_path / "other") as other:
        for made in (LATER, OTHER):
            other.add(made.reading(), actor="test")
        with asking(other, home, base="https://elsewhere.example/") as asked:
            assert asked.folders() == []


def test_one_that_is_damaged_is_built_anew(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as asked:
        asked.ask(COUNT, 1)
        for path in asked.home.glob("past/*/quads/CURRENT"):
            path.write_bytes(b"not a manifest")
        asked.ask(COUNT, 2)  # the worker lets go of it
        with pytest.raises(IndexBehindError):
            asked.ask(COUNT, 1)
        assert (asked.count(1), len(asked.folders())) == (1, 2)


def test_one_that_cannot_be_written_is_an_error_that_says_so(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as asked:
        (asked.home / "past").write_text("in the way")
        with pytest.raises(StoreError, match="can be written"):
            asked.ask(COUNT, 1)
        (asked.home / "past").unlink()
        assert asked.count(1) == 1


# What is erased


def test_what_is_erased_is_in_no_file_and_no_answer_about_the_past(store: Store, tmp_path: Path) -> None:
    store.collect(COLLECTION, [SECRET.document.id, OTHER.document.id], actor="test")
    with asking(store, tmp_path / "index") as asked:
        for seq, view in ((1, None), (3, None), (4, COLLECTION)):
            assert b"Xanquo" in asked.ask(ALL, seq, view).body
        store.retract(LATER.document.id, actor="test")
        assert b"Xanquo" in asked.ask(ALL, 4, COLLECTION).body
        assert {path.parts[-4] for path in files_with(b"xanquo", asked.home / "past")} == {"past"}
        store.erase(SECRET.document.id, actor="test", reason="order")
        asked.indexes.forget()
        asked.workers.forget()
        assert files_with(b"xanquo", asked.home / "past") == asked.folders() == []
        for seq, view in ((1, None), (3, None), (4, COLLECTION)):
            assert b"anquo" not in asked.ask(ALL, seq, view).body
        assert quads_of(asked, 3) == set(to_quads(store.graph(as_of=3), BASE))
        assert files_with(b"xanquo", asked.home) == []


def test_what_another_process_erased_is_in_no_answer_though_nobody_said_so(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as asked:
        assert b"Xanquo" in asked.ask(ALL, 1).body
        with Store.open(tmp_path / "store") as other:
            other.erase(SECRET.document.id, actor="test", reason="order")
        assert b"Xanquo" not in asked.ask(ALL, 1).body
    with Store.open(tmp_path / "store") as other, asking(store, tmp_path / "index") as asked:
        assert b"Rained" in asked.ask(ALL, 2).body or b"rained" in asked.ask(ALL, 2).body
        other.erase(OTHER.document.id, actor="test", reason="order")
    assert files_with(b"rained", tmp_path / "index" / "past") == []


def test_an_erasure_while_one_is_built_here_leaves_nothing_of_it(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = building.fill

    def overtaken(*given: object) -> None:
        build(*given)  # type: ignore[arg-type]
        monkeypatch.undo()
        store.erase(SECRET.document.id, actor="test", reason="order")

    with asking(store, tmp_path / "index") as asked:
        monkeypatch.setattr(past, "fill", overtaken)
        with pytest.raises(IndexBehindError, match="erased meanwhile"):
            asked.ask(ALL, 1)
        assert asked.folders() == []
        assert b"Xanquo" not in asked.ask(ALL, 1).body


# What is built beside


@pytest.fixture
def beside(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asking]:
    """Indexes of which that of now is there, and each of the past is too large to be built on the spot."""
    monkeypatch.setattr("claimgraph.processes._open", [])
    with asking(store, tmp_path / "index", kind=BackgroundIndex) as asked:
        asked.ask(COUNT)
        monkeypatch.setattr(background, "FEW_NODES", 0)
        yield asked


def held_up(asked: Asking, seq: int = 1) -> int:
    """Begin to build an index and stop the process that does it; its id."""
    with pytest.raises(IndexBehindError):
        asked.ask(COUNT, seq)
    building = asked.indexes.past._building
    assert building is not None
    os.kill(building[1].pid, signal.SIGSTOP)
    return building[1].pid


def answered(asked: Asking, seq: int = 1) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            return asked.count(seq)
        except IndexBehindError:
            time.sleep(0.02)
    raise AssertionError("the index is not built")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_is_built_beside_keeps_nobody_waiting_and_is_shown_when_it_is_whole(store: Store, beside: Asking) -> None:
    pid = held_up(beside)
    with pytest.raises(IndexBehindError, match=r"as of entry 1 is being built, and 0 of \d nodes") as told:
        beside.ask(COUNT, 1)
    assert told.value.retry_after >= 1
    assert (beside.ask(COUNT).seq, beside.kept()) == (3, [])
    with pytest.raises(IndexBehindError, match=r"another .* is being built first") as told:
        beside.ask(COUNT, 2)
    assert not any(letter.isdigit() for letter in str(told.value))  # another collection may be what they asked about
    assert len(beside.folders()) == 1
    os.kill(pid, signal.SIGCONT)
    assert (answered(beside), answered(beside, 2), len(beside.kept())) == (1, 2, 2)
    assert quads_of(beside, 2) == set(to_quads(store.graph(as_of=2), BASE))


def test_a_process_that_is_killed_is_told_of_once_and_followed_by_another(beside: Asking) -> None:
    os.kill(held_up(beside), signal.SIGKILL)
    until = time.monotonic() + 60
    while beside.folders() and time.monotonic() < until:
        time.sleep(0.02)
    with pytest.raises(StoreError, match="ended before its time"):
        answered(beside)
    assert answered(beside) == 1


def test_an_erasure_ends_what_is_being_built(store: Store, beside: Asking) -> None:
    pid = held_up(beside, 2)
    store.erase(SECRET.document.id, actor="test", reason="order")
    beside.indexes.forget()
    assert (is_alive(pid), beside.folders()) == (False, [])
    pid = held_up(beside, 2)
    beside.indexes.forget()
    assert is_alive(pid)
    os.kill(pid, signal.SIGCONT)
    assert answered(beside, 2) == 1
    assert files_with(b"xanquo", beside.home / "past") == []


def test_what_was_built_while_another_process_erased_is_not_kept(store: Store, beside: Asking) -> None:
    pid = held_up(beside, 2)
    store.erase(SECRET.document.id, actor="test", reason="order")
    begun = beside.folders()
    os.kill(pid, signal.SIGCONT)
    assert answered(beside, 2) == 1
    assert set(begun).isdisjoint(beside.folders())
    assert files_with(b"xanquo", beside.home / "past") == []


def test_indexes_that_are_closed_end_what_is_being_built_and_leave_nothing(store: Store, beside: Asking) -> None:
    pid = held_up(beside)
    beside.indexes.past.close()
    assert (is_alive(pid), beside.folders()) == (False, [])
    with pytest.raises(StoreError, match="being closed"):
        beside.ask(COUNT, 1)


def test_half_an_index_that_a_kill_left_is_removed(store: Store, beside: Asking, tmp_path: Path) -> None:
    held_up(beside)
    shutil.copytree(beside.home / "past", tmp_path / "left" / "past")
    with asking(store, tmp_path / "left") as asked:
        assert asked.folders() == []
        assert asked.count(1) == 1
