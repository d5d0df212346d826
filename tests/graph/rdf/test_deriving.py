"""What is derived can be asked beside the record, in a graph of its own that says as of which entry it is."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import Graph as Triples
from stories import SEEDS, STEP, TOLD, Step, Story

from builders import contested_province
from claimgraph.derive import MAKER, Derived, Follower, derive_anew, follower
from claimgraph.errors import IndexBehindError, StoreError
from claimgraph.rdf import background, updating
from claimgraph.rdf import index as indexing
from claimgraph.rdf.background import BackgroundIndex
from claimgraph.rdf.disputing import dispute_triples
from claimgraph.rdf.index import Index
from claimgraph.rdf.indexes import Indexes
from claimgraph.rdf.mapping import to_quads
from claimgraph.rdf.proposals import proposal_triples
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.rdf.terms import CG
from claimgraph.store import Store
from databases import Locations
from strategies import often

BASE = "https://example.org/case/"
STAMPS = {str(CG.reflects), str(CG.derivedBy)}
DISPUTES = "SELECT ?d ?q { GRAPH <derived> { ?d a cg:Dispute ; cg:disputeQuestion ?q } }"
EVERYTHING = "SELECT ?s ?p ?o { GRAPH <derived> { ?s ?p ?o } } ORDER BY ?s ?p ?o"
patient = settings(often(4), suppress_health_check=list(HealthCheck))  # a store of its own for each example
steps = st.lists(st.tuples(STEP, st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=8)
erasing = st.lists(st.tuples(STEP | st.just("erase"), st.integers(0, 99), st.integers(0, 99)), min_size=3, max_size=8)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store") as opened:
        opened.add(contested_province().reading(), actor="test")
        for told in TOLD:
            opened.add(told.reading(), actor="test")
        Follower(opened).follow()
        yield opened


def derived_of(store: Store) -> set[Quad]:
    """What an index holds that is built of nothing."""
    with Index(None, store, BASE) as index:
        index.follow()
        return set(index.derived_quads())


@contextmanager
def asking(store: Store, home: Path) -> Iterator[SparqlWorkers]:
    with (
        Index(home, store, BASE) as index,
        Indexes(index, home, store) as indexes,
        SparqlWorkers(indexes, SparqlLimits(workers=1)) as workers,
    ):
        yield workers


def rows(workers: SparqlWorkers, query: str, **view: object) -> list[list[str]]:
    body = workers.answer(query, "text/csv", **view).body.decode()  # type: ignore[arg-type]
    return list(csv.reader(io.StringIO(body)))[1:]


# Kept up to date


@patient
@given(SEEDS, erasing, st.booleans(), st.sampled_from([3, 10_000]), st.sampled_from([1, 10]))
def test_kept_up_to_date_it_is_what_building_anew_gives(
    tmp_path_factory: pytest.TempPathFactory, locations: Locations, seed: int, told: list[Step], each: bool, most: int, entries: int
) -> None:
    with pytest.MonkeyPatch.context() as patch, locations() as place, Store.open(place) as store:
        patch.setattr(updating, "MOST", most)
        patch.setattr(indexing, "_ENTRIES", entries)
        with Index(tmp_path_factory.mktemp("index"), store, BASE) as index:
            story, following = Story(store, seed), Follower(store)
            for number, step in enumerate([("add", 0, 0), ("add", 1, 0), *told]):
                story.take(step)
                if each or number % 3 == 0:
                    index.follow()  # the record alone is up to date
                following.follow()
                if each:
                    index.follow()
                    assert set(index.derived_quads()) == derived_of(store)
            index.follow()
            assert set(index.derived_quads()) == derived_of(store)
            assert set(index.quads()) == set(to_quads(store.graph(), BASE))
            assert index.state.derived is not None
            assert index.state.derived.seq == store.seq() == index.seq


@patient
@given(SEEDS, steps)
def test_about_the_past_it_is_what_it_was_then(
    tmp_path_factory: pytest.TempPathFactory, locations: Locations, seed: int, told: list[Step]
) -> None:
    with locations() as place, Store.open(place) as store, asking(store, tmp_path_factory.mktemp("index")) as workers:
        story, then = Story(store, seed), dict[int, list[list[str]]]()
        for step in [("add", 0, 0), ("add", 1, 0), *told]:
            story.take(step)
            Follower(store).follow()
            then[store.seq()] = rows(workers, EVERYTHING, min_seq=store.seq())
        assert {seq: rows(workers, EVERYTHING, as_of=seq) for seq in then} == then


def test_of_what_an_entry_left_alone_nothing_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index(None, store, BASE) as index:
        index.follow()
        written: list[str] = []
        monkeypatch.setattr(updating, "_update", counting(written, updating._update))
        link = next(link for dispute in Derived(store).disputes().items for link in (rung.link for rung in dispute.rungs))
        Story(store, 0)._judge(link, "confirmed")
        Follower(store).follow()
        index.follow()
        derived = "".join(written)
        others = [dispute.id for dispute in Derived(store).disputes().items if link not in {rung.link for rung in dispute.rungs}]
        assert others
        assert not any(other in derived for other in others)


def counting(written: list[str], make: Callable[..., str]) -> Callable[..., str]:
    def update(gone: list[Quad], kept: list[Quad]) -> str:
        written.append("".join(map(str, (*gone, *kept))))
        return make(gone, kept)

    return update


# What it says


def test_it_says_what_the_routes_say_and_conforms_to_the_shapes(store: Store) -> None:
    derived = Derived(store)
    with Index(None, store, BASE) as index:
        index.follow()
        told = {quad.triple for quad in index.derived_quads()}
    expected = {*dispute_triples(derived.disputes(limit=1000).items, BASE), *proposal_triples(derived.proposals(limit=1000).items, BASE)}
    assert expected
    assert expected <= told
    data = Triples().parse(data=serialize(told, format=RdfFormat.N_TRIPLES), format="nt")
    assert validate_triples(data) == []
    found = {str(says) for says in data.objects(None, CG.findingSays)}
    assert found == {finding.message for finding in derived.all_findings()}
    assert len(set(data.subjects(None, None))) == len({subject for subject, _, _ in data})


def test_each_thing_says_since_which_entry_it_is_so_and_the_graph_as_of_which_it_is(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as workers:
        said = rows(
            workers,
            "SELECT ?seq ?maker ?of { GRAPH <derived> { <derived> cg:reflects ?seq ; cg:derivedBy ?maker ; prov:wasDerivedFrom ?of } }",
        )
        assert said == [[str(store.seq()), MAKER, BASE]]
        since = dict(rows(workers, "SELECT ?d ?seq { GRAPH <derived> { ?d a cg:Dispute ; cg:reflects ?seq } }"))
        for dispute in Derived(store).disputes().items:
            entry = int(since[f"{BASE}{dispute.id}"])
            assert Derived(store.at(entry)).dispute(dispute.id) == dispute
            assert dispute not in Derived(store.at(entry - 1)).disputes().items


def test_the_record_alone_is_in_the_default_graph_and_in_an_export(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as workers:
        assert rows(workers, DISPUTES)
        assert rows(workers, "SELECT ?d { { ?d a cg:Dispute } UNION { ?d a cg:Finding } UNION { ?d cg:disputeQuestion ?q } }") == []


def test_where_nobody_follows_there_is_none_and_the_answer_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store, asking(store, tmp_path / "index") as workers:
        store.add(contested_province().reading(), actor="test")
        answer = workers.answer("ASK { GRAPH <derived> { ?s ?p ?o } }", min_seq=1)
        assert (answer.seq, answer.derived) == (1, None)
        assert b"false" in answer.body
        Follower(store).follow()
        assert workers.answer("ASK { GRAPH <derived> { ?s ?p ?o } }").derived == 1


# Two states are never mixed without a word


def test_an_answer_says_where_what_is_derived_is_behind_the_record(store: Store, tmp_path: Path) -> None:
    with asking(store, tmp_path / "index") as workers:
        assert workers.answer(DISPUTES).derived == store.seq()
        before = store.seq()
        store.retract(TOLD[0].document.id, actor="test")
        answer = workers.answer(DISPUTES)
        assert (answer.seq, answer.derived) == (before + 1, before)
        with pytest.raises(IndexBehindError, match="what is derived holds entry"):
            workers.answer(DISPUTES, min_seq=before + 1)
        with pytest.raises(IndexBehindError, match="what is derived"):
            workers.answer(DISPUTES, as_of=before + 1)
        Follower(store).follow()
        assert workers.answer(DISPUTES, min_seq=before + 1).derived == before + 1


def test_what_was_cut_short_is_shown_to_nobody_and_made_whole(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updating, "MOST", 5)
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        store.retract(TOLD[0].document.id, actor="test")
        index.follow()
        Follower(store).follow()
        cut_short(index, monkeypatch, after=2)
        with pytest.raises(StoreError, match="killed"):
            index.follow()
        with pytest.raises(IndexBehindError):
            index.checkpoint()
    monkeypatch.undo()
    monkeypatch.setattr(updating, "MOST", 5)
    with Index(tmp_path / "index", store, BASE) as index:
        with pytest.raises(IndexBehindError):  # though nothing is known of the attempt but what is on the disk
            index.checkpoint()
        index.follow()
        assert set(index.derived_quads()) == derived_of(store)
        index.checkpoint()


def cut_short(index: Index, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Have no more pieces written after so many."""
    left = iter(range(after))

    def check() -> None:
        if next(left, None) is None:
            raise StoreError("killed")

    monkeypatch.setattr(index, "_check_staying", check)


def test_what_another_version_derived_gives_way_to_what_is_derived_anew(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        monkeypatch.setattr(follower, "MAKER", "disputes@next")
        Follower(store).follow()
        index.follow()
        assert index.state.derived is not None
        assert index.state.derived.maker == "disputes@next"
        assert set(index.derived_quads()) == derived_of(store)


def test_what_is_thrown_away_while_it_is_taken_over_goes_and_is_taken_over_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "MOST", 5)
    with Index(tmp_path / "index", store, BASE) as index:
        index.follow()
        store.retract(TOLD[0].document.id, actor="test")
        index.follow()
        Follower(store).follow()
        read = store.derived_changes

        def changes(*asked: Any, gone: bool) -> Iterator[Any]:
            if not gone:
                store.clear_derived(MAKER)
            return read(*asked, gone=gone)

        with monkeypatch.context() as once:
            once.setattr(store, "derived_changes", changes)
            assert index._derive()
        with pytest.raises(IndexBehindError):
            index.checkpoint()
        derive_anew(store)
        index.follow()
        assert set(index.derived_quads()) == derived_of(store)
        index.checkpoint()


def test_what_was_erased_is_in_no_part_of_it(store: Store, tmp_path: Path) -> None:
    document = contested_province().document
    with asking(store, tmp_path / "index") as workers:
        assert any("province" in question.lower() for _, question in rows(workers, DISPUTES))
        store.erase(document.id, actor="test", reason="by order of a court")
        assert workers.answer(DISPUTES).derived == 0  # until what hung together with it is derived again
        assert rows(workers, EVERYTHING.replace("?s ?p ?o }", "?s ?p ?o FILTER (?s != <derived>) }")) == []
        Follower(store).follow()
        assert workers.answer(DISPUTES).derived == store.seq()
        assert not any("province" in question.lower() for _, question in rows(workers, DISPUTES))


# In a server


def test_a_thread_takes_it_over_and_nobody_waits_twice_for_what_takes_long(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "SECONDS", 30.0)
    with BackgroundIndex(tmp_path / "index", store, BASE) as index:
        index.follow(30)
        assert set(index.derived_quads()) == derived_of(store)
        store.retract(TOLD[0].document.id, actor="test")
        index.follow(30)
        Follower(store).follow()
        index.follow(30)
        assert index.state.derived is not None
        assert index.state.derived.seq == store.seq()
        assert set(index.derived_quads()) == derived_of(store)
