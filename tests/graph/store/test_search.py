"""What a search finds, in which order, and by what it can be narrowed."""

import pytest

from builders import Telling
from claimgraph.errors import InputError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, LinkStatus, SourceKind
from claimgraph.store import Found, Store, narrowing, search


def report(number: int, words: str, *, day: str | None = "2015-10-03", paper: str = "Parade", place: str = "Orsk") -> Telling:
    """A document with one claim about a place, said by a paper."""
    telling = Telling(f"Report {number}. {paper} said that {words} in {place}.", title=f"Report {number}", published_at=day)
    claim = telling.claim(f"{words.capitalize()} in {place}.", f"{words} in {place}", about=(telling.entity(place),))
    telling.said(telling.source(paper), claim, f"{words} in {place}", cue="said")
    return telling


def ids(found: Found) -> set[str]:
    return {hit.id for hit in found.hits}


def count(found: Found, facet: str) -> dict[str, int]:
    return {bucket.label: bucket.count for bucket in found.facets[facet]}


@pytest.fixture
def reports(store: Store) -> list[Telling]:
    told = [
        report(0, "the bridge was closed"),
        report(1, "the bridge was open", day="2015-11"),
        report(2, "a bridge was built", day="2016", paper="Harbour Post", place="Lund"),
        report(3, "snow fell", day=None, place="Bridge"),
    ]
    told[1].contradiction(told[0].claims[0], told[1].claims[0])
    for telling in told:
        store.add(telling.reading(), actor="test")
    return told


def test_the_very_name_comes_first_then_what_is_short_then_documents(store: Store, reports: list[Telling]) -> None:
    kinds = [hit.kind for hit in store.search("bridge").hits]
    assert kinds[0] == "entity"
    assert set(kinds[-4:]) == {"document"}
    assert set(kinds[1:-4]) == {"claim", "quote"}


def test_the_names_that_hold_a_word_are_found_by_their_kind_each_once(store: Store) -> None:
    named = Telling("Ola Brandt met Ida Brandt.")
    named.source("Ida Brandt", SourceKind.PERSON)
    named.source("Brandt Press", SourceKind.OUTLET)
    again = Telling("Ida Brandt left.")
    again.source("Ida Brandt", SourceKind.PERSON)
    again.source("Ola Brandt", SourceKind.PERSON)
    for told in (named, again):
        store.add(told.reading(), actor="test")
    assert store.names_with("sources", "person", "brandt", most=5) == ["ida brandt", "ola brandt"]
    assert store.names_with("sources", "outlet", "BRANDT", most=5) == ["brandt press"]
    assert store.names_with("sources", "person", "§", most=5) == []


def test_a_word_of_which_no_stem_is_left_is_stored_and_found(store: Store) -> None:
    telling = report(4, "the People ’ s Party met ' S ' and s")
    store.add(telling.reading(), actor="test")
    assert telling.claims[0].id in ids(store.search("s party"))


def test_words_one_after_the_other_come_before_the_same_words_apart(store: Store) -> None:
    apart, together = (
        report(0, "closed was the long bridge"),
        report(1, "they say that again the bridge closed for a whole long cold winter"),
    )
    for telling in (together, apart):
        store.add(telling.reading(), actor="test")
    first = store.search("bridge closed").hits[0]
    assert first.claim == together.claims[0].id


def test_a_phrase_finds_only_words_in_that_order_and_a_minus_leaves_out(store: Store, reports: list[Telling]) -> None:
    assert store.search('"bridge was"', where={"kind": "claim"}).total == 3
    assert store.search('"was bridge"').total == 0
    assert ids(store.search("bridge was -open", where={"kind": "claim"})) == {reports[0].claims[0].id, reports[2].claims[0].id}


def test_a_beginning_is_tried_only_where_the_words_find_nothing(store: Store, reports: list[Telling]) -> None:
    assert store.search("brid").total == store.search("bridge").total
    assert store.search("snow fel").total == 0
    assert store.search("snow clos").total == 0


def test_every_facet_counts_the_hits_and_narrows_to_as_many(store: Store, reports: list[Telling]) -> None:
    found = store.search("bridge")
    assert found.complete
    for facet in ("kind", "status", "entity", "source", "document"):
        for bucket in found.facets[facet]:
            assert store.search("bridge", where={facet: bucket.value}).total == bucket.count, (facet, bucket)
    for bucket in found.facets["year"]:
        assert store.search("bridge", where={"since": bucket.value, "until": bucket.value}).total == bucket.count
    assert count(found, "kind")["claim"] == 4
    assert count(found, "status") == {"contested": 4, "uncontested": 4}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2015", "2015", {0, 1}),
        ("2015-10-03", "2015-10-03", {0}),
        ("2015-10-04", None, {1, 2}),
        ("2015-11-20", "2015-11-21", {1}),
        (None, "2015-10", {0}),
        (None, "1999", set()),
        ("1000", "9999", {0, 1, 2}),
        ("2016-05", "2016-06", {2}),
    ],
)
def test_a_time_known_less_exactly_may_be_any_part_of_it(
    store: Store, reports: list[Telling], since: str | None, until: str | None, found: set[int]
) -> None:
    where = {name: value for name, value in (("kind", "claim"), ("since", since), ("until", until)) if value}
    assert ids(store.search("bridge", where=where)) == {reports[number].claims[0].id for number in found}


def same(one: str, other: str) -> Judgement:
    return Judgement(mint_id("judgement", one, other), one, "same", "person:x", "2026-01-01", other=other)


@pytest.mark.parametrize("members", [100, 0])
def test_what_is_one_counts_as_one(store: Store, reports: list[Telling], monkeypatch: pytest.MonkeyPatch, members: int) -> None:
    monkeypatch.setattr(narrowing, "MOST_MEMBERS", members)
    papers = [telling.sources[1].id for telling in reports]
    before = store.seq()
    store.judge(same(papers[0], papers[1]), actor="test")
    found = store.search("bridge", where={"kind": "claim"})
    assert next(bucket.count for bucket in found.facets["source"] if bucket.value == papers[0]) == 2
    narrowed = store.search("bridge", where={"kind": "claim", "source": papers[0]})
    assert ids(narrowed) == {reports[0].claims[0].id, reports[1].claims[0].id}
    assert ids(store.search("bridge", where={"kind": "claim", "source": papers[0]}, as_of=before)) == {reports[0].claims[0].id}
    names = [hit.id for hit in store.search("parade").hits if hit.kind == "source"]
    assert names[-1] == papers[1], "whom another stands for comes last"


def test_a_status_follows_the_link(store: Store, reports: list[Telling]) -> None:
    (link,) = reports[1].links
    assert store.search("bridge", where={"status": "contested", "kind": "claim"}).total == 2
    store.judge(Judgement(mint_id("judgement", "x"), link.id, LinkStatus.DISMISSED.value, "person:x", "2026"), actor="test")
    assert store.search("bridge", where={"status": "contested"}).total == 0
    assert store.search("bridge", where={"status": "contested", "kind": "claim"}, as_of=store.seq() - 1).total == 2


def test_a_claim_is_no_longer_its_sources_when_that_takes_back_what_it_said(store: Store) -> None:
    telling = Telling("Parade said that it rained. The Post said that it rained.")
    claim = telling.claim("It rained.", "it rained")
    voices = [telling.source("Parade"), telling.source("The Post")]
    told = [telling.said(voice, claim, "it rained", cue="said", nth=nth) for nth, voice in enumerate(voices)]
    store.add(telling.reading(), actor="test")
    where = {"kind": "claim", "source": voices[1].id}
    assert store.search("rained", where=where).total == 1
    store.retract(told[1].id, actor="test")
    assert store.search("rained", where=where).total == 0
    assert store.search("rained", where=where, as_of=1).total == 1
    assert store.search("rained", where={"kind": "claim"}).total == 1
    store.unretract(told[1].id, actor="test")
    assert store.search("rained", where=where).total == 1


def test_of_common_words_the_newest_are_ranked_and_the_answer_says_so(
    store: Store, reports: list[Telling], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.search("was")
    monkeypatch.setattr(search, "MOST", 3)
    found = store.search("was")
    assert (found.total, found.complete, found.next) == (whole.total, False, None)
    assert len(found.hits) == 3
    assert sum(bucket.count for bucket in found.facets["kind"]) == 3
    monkeypatch.setattr(search, "COUNTED", 2)
    assert store.search("was").total is None
    assert ids(store.search("was", where={"status": "contested"})) <= ids(whole)


def test_pages_of_hits_hold_each_once(store: Store, reports: list[Telling]) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        found = store.search("bridge", limit=2, cursor=cursor)
        seen += [hit.id for hit in found.hits]
        cursor = found.next
        if cursor is None:
            break
    assert sorted(seen) == sorted(ids(store.search("bridge")))


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ({"colour": "red"}, "cannot be narrowed by"),
        ({"kind": "link"}, "kind is one of"),
        ({"status": "open"}, "status is one of"),
        ({"entity": "x' OR 1"}, "entity is the id"),
        ({"source": "entity-" + "a" * 20}, "source is the id"),
        ({"since": "soon"}, "since is a year"),
        ({"since": "2016", "until": "2015"}, "after until"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(store: Store, where: dict[str, str], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        store.search("bridge", where=where)
