"""What is erased is erased from every collection too, and a collection that never held it hears nothing of it."""

from pathlib import Path

import pytest

from builders import Telling
from claimgraph.derive import Kept
from claimgraph.errors import ConflictError, NotFoundError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement
from claimgraph.rdf.index import Index
from claimgraph.rdf.indexes import Indexes, folder_of
from claimgraph.rdf.mapping import to_quads
from claimgraph.store import Store

BASE = "https://example.org/case/"
SECRET = "xanquo"


def tale(word: str) -> Telling:
    words = f"{word} fell in Orsk"
    telling = Telling(f"Parade {word} said that {words}.")
    claim = telling.claim(f"{words}.", words, about=(telling.entity("Orsk"),))
    telling.said(telling.source(f"Parade {word}"), claim, words, cue="said")
    return telling


TALES = tuple(tale(word) for word in (SECRET, "yelbra", "zorvit"))
DOCUMENTS = [telling.document.id for telling in TALES]
PAPERS = [telling.sources[1].id for telling in TALES]
PLACES = [telling.entities[0].id for telling in TALES]
LINK = TALES[1].contradiction(TALES[0].claims[0], TALES[1].claims[0])
TALES[1].links.clear()


@pytest.fixture
def cases(store: Store) -> Store:
    """The secret and two others in one collection, the last alone in another; all of one name, judged twice."""
    for number, telling in enumerate(TALES):
        store.add(telling.reading(), [LINK] if number == 1 else [], actor="test", collection="bridge")
    store.collect("river", [DOCUMENTS[2]], actor="test")
    for clock, (ids, one, other) in enumerate(((PAPERS, 1, 0), (PAPERS, 2, 1), (PLACES, 1, 0), (PLACES, 2, 1))):
        at = f"2026-01-01T00:00:{clock:02}Z"
        store.judge(Judgement(mint_id("judgement", at), ids[one], "same", "person:ada", at, other=ids[other]), actor="test")
    store.release("bridge", [DOCUMENTS[0]], actor="test", reason=f"{SECRET} is out of it")
    store.collect("bridge", [DOCUMENTS[0]], actor="test")
    return store


def erase(store: Store) -> int:
    return store.erase(DOCUMENTS[0], actor="test", reason="by order of a court")


def test_no_view_of_any_moment_shows_what_was_erased(cases: Store) -> None:
    seq = erase(cases)
    assert cases.verify().broken is None
    gone = {DOCUMENTS[0], LINK.id, PAPERS[0], PLACES[0], TALES[0].claims[0].id}
    for name in ("bridge", "river"):
        for moment in range(seq + 1):
            past = cases.within(name).at(moment)
            assert not gone & {node.id for node in past.graph().nodes()}
            assert past.search(SECRET).total == 0
            assert not gone & ({*past.same()} | {*past.same().values()})
            assert {*past.same()} <= past.graph().sources.keys() | past.graph().entities.keys()
            assert past.page("documents").total == len(past.page("documents").items) == past.statistics()["documents"]
    assert [(item.name, item.documents, item.claims) for item in cases.collections()] == [("bridge", 2, 2), ("river", 1, 1)]


def test_who_stands_for_whom_is_as_though_it_had_never_been_there(cases: Store) -> None:
    inside, judged = cases.within("bridge"), cases.seq() - 2  # before it left and came back, as the youngest
    assert inside.at(judged).same() == {PAPERS[1]: PAPERS[0], PAPERS[2]: PAPERS[0], PLACES[1]: PLACES[0], PLACES[2]: PLACES[0]}
    assert inside.same() == {PAPERS[0]: PAPERS[1], PAPERS[2]: PAPERS[1], PLACES[0]: PLACES[1], PLACES[2]: PLACES[1]}
    erase(cases)
    assert inside.same() == inside.at(judged).same() == cases.same() == {PAPERS[2]: PAPERS[1], PLACES[2]: PLACES[1]}
    assert cases.within("river").same() == {}
    assert {item.id for item in inside.page("sources").items} == {PAPERS[1], *(telling.author.id for telling in TALES[1:])}


def test_the_collections_that_held_it_say_that_it_was_erased_and_others_nothing(cases: Store) -> None:
    seq = erase(cases)
    inside, outside = cases.within("bridge"), cases.within("river")
    with pytest.raises(NotFoundError, match="erased") as told:
        inside.get(DOCUMENTS[0])
    assert told.value.code == "erased"
    versions = inside.history(DOCUMENTS[0])
    assert [(version.node, version.erased and version.erased.seq) for version in versions] == [(None, seq)]
    for ask in (outside.get, outside.history):
        with pytest.raises(NotFoundError, match="there ") as untold:
            ask(DOCUMENTS[0])
        assert untold.value.code == NotFoundError.code
    assert [change.verb for change in inside.changes()][-1] == "erase"
    assert "erase" not in [change.verb for change in outside.changes()]


def test_the_reason_for_which_it_left_a_collection_goes_with_it(cases: Store) -> None:
    assert any(SECRET in change.payload["note"] for change in cases.changes())
    erase(cases)
    assert not any(SECRET in str(change.payload) for change in cases.changes())
    assert cases.verify().broken is None


def test_within_a_collection_nothing_is_erased(cases: Store) -> None:
    before = cases.seq()
    with pytest.raises(ConflictError, match="nothing is erased") as refused:
        erase(cases.within("bridge"))
    assert (refused.value.code, cases.seq()) == ("within-collection", before)


def test_what_was_erased_cannot_come_into_a_collection(cases: Store) -> None:
    erase(cases)
    with pytest.raises(NotFoundError, match="erased"):
        cases.collect("river", [DOCUMENTS[0]], actor="test")
    with pytest.raises(ConflictError, match="erased"):
        cases.add(TALES[0].reading(), actor="test", collection="river")
    cases.release("bridge", [DOCUMENTS[0]], actor="test")
    assert cases.verify().broken is None


def files_with(word: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


def test_no_index_of_a_collection_keeps_its_words_open_or_not(cases: Store, tmp_path: Path) -> None:
    home = tmp_path / "index"
    place = folder_of(home, "bridge")
    assert place
    with Index(place, cases.within("bridge"), BASE) as index:
        index.follow()
    assert files_with(SECRET.encode(), place)
    with Index(home, cases, BASE) as whole, Indexes(whole, home, cases) as indexes:
        with indexes.using("river") as index:
            index.follow()
        erase(cases)
        indexes.forget()
        assert files_with(SECRET.encode(), home) == []
        with indexes.using("bridge") as index:
            index.follow()
            assert set(index.quads()) == set(to_quads(cases.within("bridge").graph(), BASE))


def test_what_is_derived_in_a_collection_is_derived_anew(cases: Store) -> None:
    kept, moment = Kept(), cases.seq()
    assert kept.of(cases.within("bridge").at(moment)).disputes().total == 1
    erase(cases)
    assert kept.of(cases.within("bridge").at(moment)).disputes().total == 0
