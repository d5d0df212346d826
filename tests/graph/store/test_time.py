"""What a store answers about the past is what it answered then."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Telling
from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, Link, LinkType, Stance
from claimgraph.store import Store
from claimgraph.store.schema import KINDS
from databases import Locations
from strategies import often


def rain(number: int, words: str) -> Telling:
    """A small document about one place by one paper, linked with the first one."""
    telling = Telling(f"Report {number}. Parade said that {words}.")
    claim = telling.claim(f"{words.capitalize()}.", words, about=(telling.entity("Orsk"),))
    told = telling.said(telling.source("Parade"), claim, words, cue="said")
    telling.said(telling.author, told, f"Parade said that {words}", stance=Stance.REPORTS)
    return telling


TELLINGS = tuple(rain(number, words) for number, words in enumerate(("it rained in Orsk", "it snowed in Orsk", "the sun shone in Orsk")))
FIRST, SECOND, THIRD = TELLINGS
LINKS: list[Link] = [
    SECOND.contradiction(FIRST.claims[0], SECOND.claims[0]),
    THIRD.contradiction(SECOND.claims[0], THIRD.claims[0]),
    THIRD.support(FIRST.claims[0], THIRD.claims[0], LinkType.PREMISE),
]
for _telling in TELLINGS:
    _telling.links.clear()  # they are told apart from what each document holds by itself
PAPERS = [telling.sources[1].id for telling in TELLINGS]
PLACES = [telling.entities[0].id for telling in TELLINGS]
FILTERS = [("claims", {"entity": node}) for node in PLACES] + [("claims", {"source": node}) for node in PAPERS]


def snapshot(store: Store) -> dict[str, Any]:
    """Every answer that a store gives, as comparable values."""
    graph = store.graph()
    pages = {shelf: store.page(shelf) for shelf in KINDS}
    return {
        "graph": graph,
        "order": [node.id for node in graph.nodes()],
        "statistics": store.statistics(),
        "pages": pages,
        "filtered": [store.page(shelf, where=where) for shelf, where in FILTERS],
        "nodes": {node.id: store.get(node.id) for node in graph.nodes()},
        "around": [store.graph([telling.claims[0].id]) for telling in TELLINGS] + [store.graph([PAPERS[0], PLACES[1]])],
        "hits": sorted((hit.id, hit.snippet) for hit in store.search("orsk").hits),
        "found": store.search("orsk"),
        "narrowed": [store.search("orsk", where={"source": node}) for node in PAPERS] + [store.search("orsk", where={"entity": PLACES[0]})],
        "named": store.named("parade"),
        "history": {telling.document.id: history(store, telling.document.id) for telling in TELLINGS},
        "seq": store.seq(),
        "changes": store.changes(),
    }


def history(store: Store, node_id: str) -> Any:
    try:
        return store.history(node_id)
    except NotFoundError:
        return None


@dataclass
class Story:
    """A store with a snapshot after each of its entries."""

    store: Store
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    clock: int = 0

    def remember(self) -> None:
        self.seen[self.store.seq()] = snapshot(self.store)

    def add(self, number: int) -> None:
        telling = TELLINGS[number]
        ends = self.store.graph().claims.keys() | {claim.id for claim in telling.claims}
        links = [link for link in LINKS if {link.from_, link.to} <= ends and {link.from_, link.to} & {claim.id for claim in telling.claims}]
        self.store.add(telling.reading(), links, actor="story")

    def judge(self, target: str, verdict: str, judge: str, other: str | None = None) -> None:
        self.clock += 1
        at = f"2026-01-01T00:{self.clock:02}:00Z"
        made = Judgement(mint_id("judgement", target, verdict, judge, at, other), target, verdict, judge, at, other=other)
        self.store.judge(made, actor="story")

    def retract(self, number: int) -> None:
        found = [node.id for node in self.store.graph().nodes()]
        self.store.retract(found[number % len(found)] if found else "", actor="story", reason="a slip")

    def unretract(self, number: int) -> None:
        found = [change.target for change in self.store.changes() if change.verb == "retract"]
        self.store.unretract(found[number % len(found)] if found else "", actor="story", reason="it was right")


patient = settings(often(3), suppress_health_check=list(HealthCheck))  # a store of its own for each example
judges = st.sampled_from(["rule:x@1", "person:ada", "person:bo"])
steps = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 2)),
    st.tuples(st.just("judge"), st.sampled_from([link.id for link in LINKS]), st.sampled_from(["confirmed", "dismissed"]), judges),
    st.sampled_from([(0, 1), (1, 2), (0, 2)]).flatmap(
        lambda pair: st.sampled_from([PAPERS, PLACES]).flatmap(
            lambda ids: st.tuples(
                st.just("judge"), st.just(ids[pair[1]]), st.sampled_from(["same", "same", "different"]), judges, st.just(ids[pair[0]])
            )
        )
    ),
    st.tuples(st.just("retract"), st.integers(0, 40)),
    st.tuples(st.just("unretract"), st.integers(0, 5)),
)


def tell(story: Story, told: list[tuple[Any, ...]]) -> None:
    story.remember()
    for verb, *arguments in told:
        try:
            getattr(story, verb)(*arguments)
        except (ConflictError, NotFoundError):
            continue
        story.remember()


@patient
@given(st.lists(steps, min_size=4, max_size=16))
def test_every_read_of_the_past_answers_what_was_answered_then(locations: Locations, told: list[tuple[Any, ...]]) -> None:
    with locations() as place, Store.open(place) as store:
        tell(story := Story(store), [("add", 0), ("add", 1), *told])
        for seq, then in story.seen.items():
            assert snapshot(store.at(seq)) == then
        assert store.verify().broken is None
        assert store.check() == []


@patient
@given(st.lists(steps, max_size=8), st.integers(0, 40))
def test_bringing_back_what_was_retracted_leaves_everything_as_it_was(
    locations: Locations, told: list[tuple[Any, ...]], number: int
) -> None:
    with locations() as place, Store.open(place) as store:
        tell(story := Story(store), [("add", 0), ("add", 1), ("add", 2), *told])
        before = store.graph()
        nodes = [node.id for node in before.nodes() if node.id.split("-")[0] not in ("source", "entity")]
        if nodes:
            story.store.retract(nodes[number % len(nodes)], actor="story")
            story.store.unretract(nodes[number % len(nodes)], actor="story")
        after = store.graph()
        assert {node.id: node for node in after.nodes()} == {node.id: node for node in before.nodes()}
        assert after.same == before.same


@pytest.fixture
def story(store: Store) -> Story:
    """Two documents, their link dismissed, the papers made one, the first document retracted."""
    tell(made := Story(store), [("add", 0), ("add", 1)])
    made.judge(LINKS[0].id, "dismissed", "person:ada")
    made.judge(PAPERS[1], "same", "person:ada", PAPERS[0])
    store.retract(FIRST.document.id, actor="test", reason="forged")
    return made


def test_a_status_an_identity_and_a_count_are_those_of_then(story: Story) -> None:
    store = story.store
    statuses = [link.status.value for seq in (2, 3) for link in [store.get(LINKS[0].id, as_of=seq)] if isinstance(link, Link)]
    assert statuses == ["proposed", "dismissed"]
    assert [store.graph(as_of=seq).representative(PAPERS[1]) == PAPERS[0] for seq in (3, 4, 5)] == [False, True, False]
    assert [store.statistics(as_of=seq)["documents"] for seq in range(6)] == [0, 1, 2, 2, 2, 1]
    assert [store.page("sources", as_of=seq).total for seq in (3, 4, 5)] == [4, 3, 2]


def test_what_a_page_hides_is_counted(story: Story) -> None:
    assert [story.store.page("claims", as_of=seq).hidden for seq in (4, 5)] == [0, 1]
    assert story.store.page("claims").hidden == 1
    assert story.store.page("claims", where={"entity": PLACES[0]}).hidden == 1
    assert story.store.page("claims", where={"entity": PLACES[1]}).hidden == 0
    assert story.store.page("links").hidden == 1


def test_a_time_is_that_of_the_last_entry_at_or_before_it(story: Story) -> None:
    for change in story.store.changes():
        time = datetime.fromisoformat(change.at)
        last = max(entry.seq for entry in story.store.changes() if entry.at <= change.at)
        assert story.store.seq(as_of=time) == story.store.seq(as_of=change.at) == last
        assert story.store.seq(as_of=change.at.replace("+00:00", "Z")) == last
    first = datetime.fromisoformat(story.store.changes()[0].at)
    assert story.store.seq(as_of=first - timedelta(seconds=1)) == 0
    assert story.store.seq(as_of="2999-01-01") == 5
    assert story.store.seq(as_of=first.replace(tzinfo=None)) >= 1


@pytest.mark.parametrize("as_of", ["yesterday", "", "-1", -1, "5.5", "1" * 5000 + "x", "9999-99-99", "٣"])
def test_what_is_neither_an_entry_nor_a_time_is_refused(store: Store, as_of: int | str) -> None:
    with pytest.raises(InputError, match="as_of"):
        store.statistics(as_of=as_of)


@pytest.mark.parametrize("as_of", [6, "6", "9" * 5000])
def test_an_entry_that_is_not_yet_written_is_not_found(story: Story, as_of: int | str) -> None:
    with pytest.raises(NotFoundError, match="ends at entry 5"):
        story.store.get(FIRST.document.id, as_of=as_of)


def test_the_past_cannot_be_changed(story: Story) -> None:
    past = story.store.at(2)
    with pytest.raises(ConflictError, match="past"):
        past.retract(SECOND.document.id, actor="test")
    assert (past.seq(), story.store.seq()) == (2, 5)


def test_a_history_says_who_did_what_when_and_why(story: Story) -> None:
    story.store.unretract(FIRST.document.id, actor="ada", reason="it was genuine")
    first, second = story.store.history(FIRST.document.id)
    assert first.retracted is not None
    assert [(e.verb, e.actor, e.note) for e in (first.recorded, first.retracted, second.recorded)] == [
        ("add", "story", ""),
        ("retract", "test", "forged"),
        ("unretract", "ada", "it was genuine"),
    ]
    assert second.retracted is None
    assert [getattr(version.node, "status", "") for version in story.store.history(LINKS[0].id)[:2]] == ["proposed", "dismissed"]
    with pytest.raises(NotFoundError, match="never"):
        story.store.history("claim-aaaaaaaaaaaaaaaaaaaa")


def test_what_came_with_a_retraction_comes_back_with_its_undoing(story: Story) -> None:
    story.store.unretract(FIRST.document.id, actor="test", reason="genuine")
    graph = story.store.graph()
    assert {claim.id for claim in FIRST.claims} <= graph.claims.keys()
    assert graph.links[LINKS[0].id].status == "dismissed"
    assert graph.representative(PAPERS[1]) == PAPERS[0]
    assert story.store.search("rained").total
    assert story.store.verify().broken is None


def test_a_link_comes_back_as_its_judgements_say_by_now(story: Story) -> None:
    decided = next(iter(story.store.page("judgements", where={"verdict": "dismissed"}).items))
    story.store.retract(decided.id, actor="test")
    story.store.unretract(FIRST.document.id, actor="test")
    assert story.store.graph().links[LINKS[0].id].status == "proposed"
    story.store.unretract(decided.id, actor="test")
    assert story.store.graph().links[LINKS[0].id].status == "dismissed"


def test_what_is_there_or_never_was_cannot_be_brought_back(story: Story) -> None:
    store = story.store
    with pytest.raises(ConflictError, match="not retracted"):
        store.unretract(SECOND.document.id, actor="test")
    with pytest.raises(ConflictError, match=FIRST.document.id):
        store.unretract(FIRST.claims[0].id, actor="test")
    with pytest.raises(NotFoundError):
        store.unretract("claim-aaaaaaaaaaaaaaaaaaaa", actor="test")
    store.add(FIRST.reading(), actor="test")
    with pytest.raises(ConflictError, match="not retracted"):
        store.unretract(FIRST.document.id, actor="test")
    assert store.seq() == 6


def test_nothing_comes_back_before_what_it_rests_on(store: Store) -> None:
    tell(story := Story(store), [("add", 0), ("add", 1)])
    for node_id in (LINKS[0].id, FIRST.document.id):
        store.retract(node_id, actor="test")
    with pytest.raises(ConflictError, match="rests on"):
        store.unretract(LINKS[0].id, actor="test")
    for node_id in (FIRST.document.id, LINKS[0].id):
        store.unretract(node_id, actor="test")
    assert story.seen[2]["graph"].links == store.graph().links


def test_what_was_added_again_is_not_brought_back_beside_itself(store: Store) -> None:
    tell(Story(store), [("add", 0), ("add", 1)])
    store.retract(FIRST.claims[0].id, actor="test")
    store.retract(FIRST.document.id, actor="test")
    store.add(FIRST.reading(), actor="test")
    with pytest.raises(ConflictError, match="not retracted"):
        store.unretract(FIRST.claims[0].id, actor="test")


def test_a_group_outlives_the_node_that_stood_for_it(store: Store) -> None:
    tell(story := Story(store), [("add", 0), ("add", 1), ("add", 2)])
    story.judge(PAPERS[1], "same", "person:ada", PAPERS[0])
    story.judge(PAPERS[2], "same", "person:ada", PAPERS[0])
    store.retract(FIRST.document.id, actor="test")
    assert store.graph().same == {PAPERS[2]: PAPERS[1]}
    assert {PAPERS[1]} == {item.id for item in store.page("sources", where={"name": "Parade"}).items}


def test_a_judgement_that_is_still_alive_decides_what_is_added_again(story: Story) -> None:
    story.store.add(FIRST.reading(), LINKS[:1], actor="test")
    assert story.store.graph().links[LINKS[0].id].status == "dismissed"
    assert story.store.graph().representative(PAPERS[1]) == PAPERS[0]


def test_of_every_version_it_is_told_what_its_node_came_in_by_and_what_it_went_by(store: Store) -> None:
    telling = rain(0, "it rained")
    store.add(telling.reading(), actor="test")
    store.retract(telling.document.id, actor="test")
    store.unretract(telling.document.id, actor="test")
    made = store.made_of(telling.document.id)
    assert {node.id for node, _, _ in made} == {act.id for act in telling.assertions}
    number = len(telling.assertions)
    assert [(came, went) for _, came, went in made] == [*[("add", "retract")] * number, *[("add", None)] * number]
