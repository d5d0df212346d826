"""A collection shows what belongs to its documents, always and alone; what shows it is what follows from the memberships."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from builders import Telling
from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, Link, LinkKind, LinkType, Node, Stance
from claimgraph.rdf.index import Index
from claimgraph.rdf.mapping import to_quads
from claimgraph.store import Store, journal, writing
from claimgraph.store.schema import TABLES, membership, scope
from databases import Locations
from strategies import often

BASE = "https://example.org/case/"
NAMES = ("bridge", "river")


def report(number: int) -> Telling:
    """A small document about one place by one paper."""
    telling = Telling(f"Report {number}. Parade said that it rained for {number} days in Orsk.")
    words = f"it rained for {number} days in Orsk"
    claim = telling.claim(f"It rained for {number} days in Orsk.", words, about=(telling.entity("Orsk"),))
    told = telling.said(telling.source("Parade"), claim, words, cue="said")
    telling.said(telling.author, told, f"Parade said that {words}", stance=Stance.REPORTS)
    return telling


REPORTS = tuple(report(number) for number in range(4))
LINKS: list[Link] = [
    REPORTS[second].contradiction(REPORTS[first].claims[0], REPORTS[second].claims[0]) for first, second in ((0, 1), (1, 2), (0, 3))
]
LINKS.append(REPORTS[2].link(LinkKind.SUPPORTS, LinkType.UNDERCUT, REPORTS[2].claims[0], LINKS[0]))
LINKS.append(REPORTS[3].support(REPORTS[2].claims[0], REPORTS[3].claims[0], LinkType.PREMISE, stated_in=REPORTS[1].assertions[0].id))
for _telling in REPORTS:
    _telling.links.clear()
PAPERS = [telling.sources[1].id for telling in REPORTS]
PLACES = [telling.entities[0].id for telling in REPORTS]


def verdict(number: int, target: str, what: str, other: str | None = None) -> Judgement:
    at = f"2026-01-01T00:{number // 60:02}:{number % 60:02}Z"
    return Judgement(mint_id("judgement", number), target, what, "person:ada", at, other=other)


@dataclass
class Story:
    """A store with a history of its own."""

    store: Store
    clock: int = 0

    def add(self, number: int, name: str | None) -> None:
        known, reading = self.store.graph(), REPORTS[number].reading()
        there = {node.id for node in known.nodes()} | {node.id for node in reading.claims} | {node.id for node in reading.assertions}
        links: list[Link] = []
        for link in LINKS:  # those whose ends are there, and that are not there themselves
            if link.id not in there and {link.from_, link.to, link.stated_in or link.to} <= there | {found.id for found in links}:
                links.append(link)
        self.store.add(reading, links, actor="story", collection=name)

    def collect(self, number: int, name: str) -> None:
        self.store.collect(name, [REPORTS[number].document.id], actor="story")

    def release(self, number: int, name: str) -> None:
        self.store.release(name, [REPORTS[number].document.id], actor="story")

    def judge(self, target: str, what: str, other: str | None = None) -> None:
        self.clock += 1
        self.store.judge(verdict(self.clock, target, what, other), actor="story")

    def retract(self, number: int) -> None:
        found = [node.id for node in self.store.graph().nodes()]
        self.store.retract(found[number % len(found)] if found else "", actor="story")

    def unretract(self, number: int) -> None:
        found = [change.target for change in self.store.changes() if change.verb == "retract"]
        self.store.unretract(found[number % len(found)] if found else "", actor="story")


numbers, names = st.integers(0, 3), st.sampled_from(NAMES)
pairs = st.sampled_from([(1, 0), (2, 1), (3, 0), (3, 2)])
sameness = st.sampled_from(["same", "same", "different"])
steps = st.one_of(
    st.tuples(st.just("add"), numbers, st.none() | names),
    st.tuples(st.just("collect"), numbers, names),
    st.tuples(st.just("collect"), numbers, names),
    st.tuples(st.just("release"), numbers, names),
    st.tuples(st.just("judge"), st.sampled_from([link.id for link in LINKS]), st.sampled_from(["confirmed", "dismissed"])),
    pairs.flatmap(
        lambda pair: st.sampled_from([PAPERS, PLACES]).flatmap(
            lambda ids: st.tuples(
                st.just("judge"), st.just(ids[pair[0]]), st.sampled_from(["same", "same", "different"]), st.just(ids[pair[1]])
            )
        )
    ),
    st.tuples(st.just("retract"), st.integers(0, 60)),
    st.tuples(st.just("unretract"), st.integers(0, 5)),
)
histories = st.lists(steps, min_size=6, max_size=18)
patient = settings(often(3), suppress_health_check=list(HealthCheck))  # a store of its own for each example


def tell(story: Story, told: list[tuple[Any, ...]], after: Callable[[], None] = lambda: None) -> None:
    for verb, *arguments in told:
        try:
            getattr(story, verb)(*arguments)
        except (ConflictError, NotFoundError):
            continue
        after()


Row = tuple[str, int, int | None]


def shown_now(connection: Connection, name: str) -> list[Row]:
    """What the scope says that a collection shows: nodes with their versions and the ends of those."""
    query = select(scope.c.id, scope.c.version, scope.c.ended_seq).where(scope.c.collection == name, scope.c.retracted_seq.is_(None))
    return sorted((row.id, row.version, row.ended_seq) for row in connection.execute(query))


def shown_anew(connection: Connection, name: str) -> list[Row]:
    """The same, worked out from the memberships and the nodes alone."""
    holds = (membership.c.collection == name, membership.c.retracted_seq.is_(None))
    found_members = connection.execute(select(membership.c.document, membership.c.recorded_seq).where(*holds))
    members: dict[str, int] = {row.document: row.recorded_seq for row in found_members}
    rows = [dict(row) for table in TABLES.values() for row in connection.execute(select(table)).mappings()]
    since: dict[str, int] = {}  # when each node came in
    found: set[Row] = set()
    while True:
        more = {key for row in rows if (key := shown_row(row, members, since)) and key not in found}
        if not more:
            return sorted(found)
        found |= more
        for node_id, version, _ in more:
            row = next(row for row in rows if (row["id"], row["recorded_seq"]) == (node_id, version))
            since[node_id] = min(came(row, members, since) or 0, since.get(node_id, 2**40))


def came(row: dict[str, Any], members: dict[str, int], since: dict[str, int]) -> int | None:
    """When a version came into the collection; None where it did not."""
    if needs := needs_of(row):
        return max(row["recorded_seq"], *(since[need] for need in needs)) if needs <= since.keys() else None
    joined = members.get(row["id"] if "sha256" in row else row["document"])
    return None if joined is None else max(joined, row["recorded_seq"])


def shown_row(row: dict[str, Any], members: dict[str, int], since: dict[str, int]) -> Row | None:
    when, end = came(row, members, since), row["retracted_seq"]
    return (row["id"], row["recorded_seq"], end) if when is not None and (end is None or end > when) else None


def needs_of(row: Any) -> set[str]:
    return {row[name] for name in ("from_id", "to_id", "stated_in", "target", "other") if row.get(name)}


@patient
@given(histories)
def test_what_a_collection_shows_is_what_follows_from_its_documents(locations: Locations, told: list[tuple[Any, ...]]) -> None:
    with locations() as place, Store.open(place) as store:

        def compare() -> None:
            for name in NAMES:
                now, anew = (store._write(partial(found, name=name)) for found in (shown_now, shown_anew))
                assert now == anew

        tell(Story(store), told, compare)
        assert store.verify().broken is None


def summary(store: Store) -> dict[str, Any]:
    """What a view answers, but for the time of it."""
    graph = store.graph()
    pages = {shelf: store.page(shelf) for shelf in ("documents", "sources", "entities", "claims", "assertions", "links", "judgements")}
    return {
        "nodes": {node.id: node for node in graph.nodes()},
        "same": graph.same,
        "counts": {name: number for name, number in store.statistics().items() if name != "seq"},
        "totals": {shelf: (page.total, {item.id for item in page.items}) for shelf, page in pages.items()},
        "filtered": [{item.id for item in store.page("claims", where={"entity": place}).items} for place in PLACES],
        "spoken": [{item.id for item in store.page("claims", where={"source": paper}).items} for paper in PAPERS],
        "facets": store.search("orsk").facets,
        "hits": ({hit.id for hit in store.search("orsk").hits}, store.search("orsk").total),
        "named": {node.id for nodes in store.named("parade").values() for node in nodes},
        "around": {node.id for node in store.graph([REPORTS[0].claims[0].id, PLACES[1]]).nodes()},
        "like": store.claims_like([["rain", "Orsk"]]),
    }


def replay(whole: Store, name: str, place: str) -> Store:
    """A store that holds what a collection shows, and never held anything else."""
    graph = whole.within(name).graph()
    made = Store.open(place)
    for document in graph.documents.values():
        telling = next(item for item in REPORTS if item.document.id == document.id)
        reading = telling.reading()
        kept = {field: tuple(n for n in getattr(reading, field) if n.id in getattr(graph, field)) for field in ("claims", "assertions")}
        made.add(type(reading)(**{**{f: getattr(reading, f) for f in reading.__dataclass_fields__}, **kept}), actor="replay")
    nodes: list[Node] = [*graph.links.values(), *graph.judgements.values()]

    def work(connection: Connection) -> None:
        seq, previous = journal.newest(connection)
        writing.record(connection, nodes, seq + 1, {})
        journal.append(connection, seq + 1, actor="replay", verb="replay", target="", previous_hash=previous)

    made._write(work)
    return made


@patient
@given(histories)
def test_a_collection_answers_as_a_store_that_never_held_anything_else(locations: Locations, told: list[tuple[Any, ...]]) -> None:
    with locations() as place, locations() as elsewhere, Store.open(place) as store:
        tell(Story(store), [("add", 0, "bridge"), ("add", 1, None), ("add", 2, "bridge"), *told])
        with replay(store, "bridge", elsewhere) as alone:
            assert summary(store.within("bridge")) == summary(alone)
        assert store.within("bridge").check() == []


@patient
@given(histories)
def test_following_a_collection_entry_by_entry_leads_to_what_it_shows(locations: Locations, told: list[tuple[Any, ...]]) -> None:
    with locations() as place, Store.open(place) as store, Index(None, store.within("bridge"), BASE) as index:
        view = store.within("bridge")

        def follow() -> None:
            index.follow()
            assert set(index.quads()) == set(to_quads(view.graph(), BASE))

        tell(Story(store), [("add", 0, "bridge"), ("add", 1, None), *told], follow)
        deltas = {seq: view.delta(seq) for seq in range(1, store.seq() + 1)}
        changed = [seq for seq, delta in deltas.items() if [*delta.added.nodes(), *delta.retracted.nodes()]]
        assert [change.seq for change in view.changes()] == changed


@patient
@given(histories)
def test_every_read_of_the_past_of_a_collection_answers_what_it_did_then(locations: Locations, told: list[tuple[Any, ...]]) -> None:
    with locations() as place, Store.open(place) as store:
        seen: dict[int, dict[str, Any]] = {}
        view = store.within("bridge")

        def remember() -> None:
            seen[store.seq()] = {**summary(view), "like": None, "changes": view.changes(), "collections": view.collections()}

        tell(Story(store), [("add", 0, "bridge"), ("add", 1, "river"), *told], remember)
        for seq, then in seen.items():
            past = view.at(seq)
            assert {**summary(past), "like": None, "changes": past.changes(), "collections": past.collections()} == then


@pytest.fixture
def cases(store: Store) -> Store:
    """Two reports in one collection, one in another, one in none; a link across, names of all made one."""
    story = Story(store)
    for number, name in enumerate(("bridge", "bridge", "river", None)):
        story.add(number, name)
    for number in (1, 2, 3):
        story.judge(PAPERS[number], "same", PAPERS[0])
    return store


def test_a_collection_shows_its_documents_and_links_between_them_alone(cases: Store) -> None:
    bridge, river = cases.within("bridge"), cases.within("river")
    assert bridge.graph().documents.keys() == {REPORTS[0].document.id, REPORTS[1].document.id}
    assert bridge.graph().links.keys() == {LINKS[0].id}
    assert river.graph().links == {}
    assert cases.graph().links.keys() == {link.id for link in LINKS}
    assert [(item.name, item.documents, item.claims) for item in cases.collections()] == [("bridge", 2, 2), ("river", 1, 1)]
    assert [item.name for item in river.collections()] == ["river"]


def test_names_are_joined_only_by_what_a_collection_shows(cases: Store) -> None:
    assert cases.within("bridge").graph().same == {PAPERS[1]: PAPERS[0]}
    assert cases.within("river").graph().same == {}
    cases.collect("river", [REPORTS[3].document.id], actor="test")
    assert cases.within("river").graph().same == {}
    cases.release("bridge", [REPORTS[0].document.id], actor="test")
    assert cases.within("bridge").graph().same == {}
    assert cases.within("bridge").page("sources", where={"name": "parade"}).total == 0
    assert len(cases.graph().same) == 3


def test_what_another_collection_holds_is_not_there(cases: Store) -> None:
    river = cases.within("river")
    for node in (REPORTS[0].document, REPORTS[0].claims[0], LINKS[0]):
        with pytest.raises(NotFoundError, match=f"there is no {node.id.split('-')[0]} '{node.id}' in this store$"):
            river.get(node.id)
        with pytest.raises(NotFoundError, match="there never was"):
            river.history(node.id)
        with pytest.raises(NotFoundError, match="there is no"):
            river.judge(verdict(50, node.id, "confirmed"), actor="test")
        with pytest.raises(NotFoundError, match="there is no"):
            river.retract(node.id, actor="test")
    with pytest.raises(NotFoundError, match="there is no"):
        river.judge(verdict(51, PAPERS[2], "same", PAPERS[0]), actor="test")
    assert river.search("report").total == 1


def test_a_document_that_is_there_comes_into_a_collection_as_if_it_were_new(cases: Store) -> None:
    river = cases.within("river")
    added = river.add(REPORTS[0].reading(), actor="ada")
    assert (added.already, added.seq) == (False, cases.seq())
    (version,) = river.history(REPORTS[0].document.id)
    assert (version.recorded.seq, version.recorded.verb, version.recorded.actor) == (added.seq, "add", "ada")
    entry = river.changes()[-1]
    assert (entry.verb, entry.target, entry.payload["note"]) == ("add", REPORTS[0].document.id, "")
    assert next(iter(river.page("documents").items)).id == REPORTS[0].document.id
    assert river.add(REPORTS[0].reading(), actor="ada").already
    assert cases.verify().broken is None


def test_the_feed_of_a_collection_tells_of_it_alone(cases: Store) -> None:
    cases.retract(LINKS[0].id, actor="test", reason="a secret of all")
    cases.retract(REPORTS[3].document.id, actor="test", reason="another secret")
    bridge, river = cases.within("bridge").changes(), cases.within("river").changes()
    assert [(entry.seq, entry.verb) for entry in bridge] == [(1, "add"), (2, "add"), (5, "judge"), (8, "retract")]
    assert [(entry.seq, entry.target) for entry in river] == [(3, REPORTS[2].document.id)]
    assert bridge[-1].payload == {"note": "a secret of all", "recorded": {"counts": {}}, "retracted": {"counts": {"link": 1}}}
    assert river[0].payload["recorded"]["counts"] == {"assertion": 2, "claim": 1, "document": 1, "entity": 1, "source": 2}
    assert {entry.hash + entry.previous_hash for entry in (*bridge, *river)} == {""}
    assert cases.within("bridge").page("links").hidden == 1
    assert river == cases.within("river").changes(2)
    assert cases.within("bridge").changes(1, 1)[0].seq == 2


def test_within_a_collection_a_document_leaves_and_nothing_is_retracted(cases: Store) -> None:
    bridge = cases.within("bridge")
    with pytest.raises(ConflictError, match="only documents"):
        bridge.retract(REPORTS[0].claims[0].id, actor="test")
    bridge.retract(REPORTS[0].document.id, actor="test", reason="not ours")
    assert bridge.graph().documents.keys() == {REPORTS[1].document.id}
    assert bridge.graph().links == {}
    assert bridge.page("documents").hidden == 0
    assert len(cases.graph().documents) == 4
    with pytest.raises(ConflictError, match="add the document again"):
        bridge.unretract(REPORTS[0].document.id, actor="test")
    assert len(bridge.at(2).graph().documents) == 2


def test_what_was_retracted_stays_in_its_collections_as_retracted(cases: Store) -> None:
    bridge = cases.within("bridge")
    cases.retract(REPORTS[0].document.id, actor="test")
    assert (bridge.page("documents").total, bridge.page("documents").hidden) == (1, 1)
    assert len(bridge.history(REPORTS[0].document.id)) == 1
    cases.unretract(REPORTS[0].document.id, actor="test")
    assert (bridge.page("documents").total, bridge.page("documents").hidden) == (2, 0)
    assert bridge.graph().same == {PAPERS[1]: PAPERS[0]}


def test_a_retracted_version_that_was_never_shown_has_no_history(cases: Store) -> None:
    cases.retract(REPORTS[3].claims[0].id, actor="test", reason="secret")
    cases.collect("river", [REPORTS[3].document.id], actor="test")
    with pytest.raises(NotFoundError):
        cases.within("river").history(REPORTS[3].claims[0].id)


@pytest.mark.parametrize("name", ["", " case", "a/b", "..", "a\nb", "x" * 65, "a\u202eb", "a?b", "a#b", "\ud800"])
def test_a_name_that_would_not_do_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError, match="cannot name a collection"):
        store.within(name)
    with pytest.raises(InputError, match="cannot name a collection"):
        store.add(REPORTS[0].reading(), actor="test", collection=name)
    assert store.seq() == 0


def test_only_documents_that_are_there_are_collected_and_once(cases: Store) -> None:
    before = cases.seq()
    assert cases.collect("bridge", [REPORTS[0].document.id], actor="test") == before
    for node_id, error in (("document-aaaaaaaaaaaaaaaaaaaa", NotFoundError), (REPORTS[0].claims[0].id, InputError)):
        with pytest.raises(error):
            cases.collect("bridge", [node_id, REPORTS[3].document.id], actor="test")
    with pytest.raises(InputError, match="at least one"):
        cases.collect("bridge", [], actor="test")
    with pytest.raises(NotFoundError, match="in the collection 'bridge'"):
        cases.release("bridge", [REPORTS[3].document.id], actor="test")
    assert cases.seq() == before
    assert (cases.is_collection("bridge"), cases.is_collection("other")) == (True, False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE membership SET collection = 'river' WHERE recorded_seq = 1",
        "UPDATE membership SET document = 'document-x' WHERE recorded_seq = 1",
        "DELETE FROM membership WHERE recorded_seq = 1",
        "UPDATE membership SET retracted_seq = 2 WHERE recorded_seq = 1",
        "UPDATE membership SET body = '{}' WHERE recorded_seq = 1",
        "UPDATE membership SET retracted_seq = NULL WHERE retracted_seq = 8",
    ],
)
def test_tampering_with_a_membership_is_found(cases: Store, tamper: Callable[[str], int], statement: str) -> None:
    cases.release("bridge", [REPORTS[1].document.id], actor="test")
    assert cases.verify().broken is None
    assert tamper(statement) == 1
    assert cases.verify().broken in (1, 2, 8)
