"""What is erased is gone from everything, at every moment, and the journal still knows whether anybody tampered."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Float, Integer, Table, create_engine, delete, insert, inspect, select, update

from builders import Telling
from claimgraph.errors import ConflictError, NotFoundError
from claimgraph.exchange import write
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, Link
from claimgraph.rdf.shapes import validate
from claimgraph.store import Store, erasing, restore_backup, verifying
from claimgraph.store.engine import FILE
from claimgraph.store.schema import KINDS, TABLES, change, erased
from databases import Locations
from strategies import often

SECRETS = ("xanquo", "yelbra", "zorvit")
"""A word of each document that stands nowhere else; nothing else begins with its letter, so that no index can shorten it."""


def tale(number: int) -> Telling:
    """A document whose every word field holds its secret."""
    secret = SECRETS[number]
    words = f"{secret} fell in Orsk"
    telling = Telling(f"Parade {secret} said that {words}.", title=f"On {secret}", url=f"https://example.org/{secret}", publisher=secret)
    claim = telling.claim(f"{words}.", words, about=(telling.entity(secret), telling.entity("Orsk")))
    telling.said(telling.source(f"Parade {secret}"), claim, words, cue="said")
    return telling


TALES = tuple(tale(number) for number in range(3))
PAPERS = tuple(telling.sources[1].id for telling in TALES)
PLACES = tuple(telling.entities[1].id for telling in TALES)


def linked(number: int, other: int) -> Link:
    """A link between two documents whose rationale quotes both."""
    made = TALES[number].contradiction(TALES[other].claims[0], TALES[number].claims[0], rationale=f"{SECRETS[number]}, {SECRETS[other]}")
    TALES[number].links.clear()
    return made


LINKS = {(1, 0): linked(1, 0), (2, 0): linked(2, 0), (2, 1): linked(2, 1)}


@dataclass
class Life:
    """A store that lives through whatever it is told."""

    store: Store
    gone: set[int] = field(default_factory=set)
    clock: int = 0

    def add(self, number: int) -> None:
        claims = self.store.graph().claims
        links = [link for (late, early), link in LINKS.items() if late == number and TALES[early].claims[0].id in claims]
        self.store.add(TALES[number].reading(), links, actor="life")

    def judge(self, target: str, verdict: str, note: str, other: str | None = None) -> None:
        self.clock += 1
        at = f"2026-01-01T00:{self.clock:02}:00Z"
        made = Judgement(mint_id("judgement", target, verdict, at, other), target, verdict, "person:ada", at, note=note, other=other)
        self.store.judge(made, actor="life")

    def decide(self, pair: tuple[int, int], verdict: str) -> None:
        self.judge(LINKS[pair].id, verdict, " ".join(SECRETS[number] for number in pair))

    def same(self, ids: tuple[str, ...], one: int, other: int) -> None:
        self.judge(ids[one], "same", f"{SECRETS[one]} as {SECRETS[other]}", ids[other])

    def retract(self, number: int, *, claim: bool) -> None:
        telling = TALES[number]
        self.store.retract(telling.claims[0].id if claim else telling.document.id, actor="life", reason=f"{SECRETS[number]} lied")

    def unretract(self, number: int, *, claim: bool) -> None:
        telling = TALES[number]
        self.store.unretract(telling.claims[0].id if claim else telling.document.id, actor="life", reason=f"{SECRETS[number]} was right")

    def erase(self, number: int) -> None:
        self.store.erase(TALES[number].document.id, actor="life", reason="by order of a court")
        self.gone.add(number)

    def live(self, told: list[tuple[str, tuple[Any, ...], dict[str, Any]]]) -> None:
        for verb, arguments, named in told:
            try:
                getattr(self, verb)(*arguments, **named)
            except (ConflictError, NotFoundError):
                continue


@contextmanager
def connected(location: str) -> Iterator[Connection]:
    engine = create_engine(location.replace("postgresql", "postgresql+psycopg") if "://" in location else f"sqlite:///{location}/{FILE}")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def places_of(word: str, location: str) -> list[str]:
    """Every table and column, or file, that holds a word."""
    found = []
    with connected(location) as connection:
        tables = inspect(connection).get_table_names()
        assert {"document", "passage"} <= set(tables)
        for table in tables:
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}").mappings():
                found += [f"{table}.{name}" for name, value in row.items() if word in _text(value).lower()]
        if connection.dialect.name == "postgresql":
            sampled = f"SELECT tablename || ' sampled' FROM pg_stats WHERE pg_stats::text ILIKE '%%{word}%%'"
            found += connection.exec_driver_sql(sampled).scalars()
    if "://" not in location:
        found += [path.name for path in Path(location).rglob("*") if path.is_file() and word.encode() in path.read_bytes().lower()]
    return found


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def ask_everything(store: Store) -> list[Any]:
    """Every kind of answer about every moment, each of which must come without an error."""
    answers: list[Any] = [store.changes(), [store.delta(seq) for seq in range(1, store.seq() + 1)]]
    for seq in (*range(store.seq() + 1), None):
        past = store if seq is None else store.at(seq)
        graph = past.graph()
        answers += [graph, past.statistics(), [past.page(shelf) for shelf in KINDS], write(graph, "nquads", "https://example.org/")]
        answers += [past.search(word) for word in ("orsk", "parade", *SECRETS)]
        answers += [past.graph([telling.claims[0].id, PAPERS[0]]) for telling in TALES]
        answers += [past.history(node.id) for node in graph.nodes()]
        for head in graph.same.values():
            assert head in graph.sources or head in graph.entities
    return answers


numbers = st.integers(0, 2)
pairs = st.sampled_from(sorted(LINKS))
flags = st.booleans().map(lambda claim: {"claim": claim})
steps: st.SearchStrategy[Any] = st.one_of(
    st.tuples(st.just("add"), st.tuples(numbers), st.just({})),
    st.tuples(st.just("decide"), st.tuples(pairs, st.sampled_from(["confirmed", "dismissed"])), st.just({})),
    st.tuples(st.just("same"), pairs.flatmap(lambda pair: st.tuples(st.sampled_from([PAPERS, PLACES]), *map(st.just, pair))), st.just({})),
    st.tuples(st.sampled_from(["retract", "unretract"]), st.tuples(numbers), flags),
    st.tuples(st.just("erase"), st.tuples(numbers), st.just({})),
)
patient = settings(often(3), suppress_health_check=list(HealthCheck))  # a store of its own for each example
STORY: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    *(("add", (number,), {}) for number in range(3)),
    ("decide", ((1, 0), "dismissed"), {}),
    ("decide", ((2, 1), "confirmed"), {}),
    ("same", (PAPERS, 1, 0), {}),
    ("same", (PAPERS, 2, 0), {}),
    ("retract", (0,), {"claim": True}),
    ("unretract", (0,), {"claim": True}),
]


@patient
@given(st.lists(steps, max_size=8), numbers, st.lists(steps, max_size=4))
def test_whatever_happened_an_erased_word_is_nowhere_and_all_is_whole(
    locations: Locations, told: list[Any], number: int, later: list[Any]
) -> None:
    with locations() as place, Store.open(place) as store:
        life = Life(store)
        life.live([*STORY[:2], *told, ("erase", (number,), {}), *later])
        verified = store.verify()
        assert (verified.broken, verified.reason) == (None, None)
        assert store.check() == []
        answers = ask_everything(store)
        for gone in life.gone:
            assert places_of(SECRETS[gone], place) == []
            assert SECRETS[gone] not in repr(answers).lower()
            assert not any(store.search(SECRETS[gone], as_of=seq).hits for seq in range(store.seq()))


@pytest.fixture
def life(store: Store) -> Life:
    """Three documents linked, judged and made one, part of one retracted and brought back."""
    made = Life(store)
    made.live(STORY)
    return made


def test_the_words_were_everywhere_before(life: Life, location: str) -> None:
    found = set(places_of(SECRETS[0], location))
    assert {"document.body", "document.title", "source.name_key", "link.body", "judgement.body", "passage.text", "change.payload"} <= found
    assert ("passage.words" in found) != (f"{FILE}-wal" in found)


def test_a_tombstone_keeps_its_id_its_numbers_and_its_digest(life: Life, location: str) -> None:
    query = select(TABLES[KINDS["claims"]]).where(TABLES[KINDS["claims"]].c.id == TALES[0].claims[0].id)
    with connected(location) as connection:
        before = connection.execute(query).mappings().all()
    life.erase(0)
    with connected(location) as connection:
        after = connection.execute(query).mappings().all()
    kept = ("id", "recorded_seq", "digest")
    assert [[row[name] for name in kept] for row in after] == [[row[name] for name in kept] for row in before]
    assert {value for row in after for name, value in row.items() if name not in (*kept, "retracted_seq")} == {"", None}
    assert all(row["retracted_seq"] for row in after)


def test_a_history_says_when_and_why_it_was_erased(life: Life) -> None:
    life.erase(0)
    versions = life.store.history(TALES[0].claims[0].id)
    assert [version.node for version in versions] == [None, None]
    assert {(version.erased.seq, version.erased.verb, version.erased.note) for version in versions if version.erased} == {
        (10, "erase", "by order of a court")
    }
    assert all(version.erased for version in life.store.history(TALES[0].document.id, as_of=1))
    assert [change.payload["note"] for change in life.store.changes()][-3:] == ["", "", "by order of a court"]


@pytest.mark.parametrize("as_of", [None, 1, 5])
def test_what_was_erased_is_found_at_no_moment_and_says_why(life: Life, as_of: int | None) -> None:
    life.erase(0)
    for node in (TALES[0].document, TALES[0].claims[0], LINKS[1, 0]):
        with pytest.raises(NotFoundError, match="erased by entry 10") as refused:
            life.store.get(node.id, as_of=as_of)
        assert refused.value.code == "erased"


def test_what_a_past_list_no_longer_shows_is_counted(life: Life) -> None:
    life.erase(0)
    assert [(life.store.page("claims", as_of=seq).total, life.store.page("claims", as_of=seq).hidden) for seq in (0, 1, 3, 10)] == [
        (0, 0),
        (0, 1),
        (2, 1),
        (2, 1),
    ]


def test_the_others_stay_one_without_the_one_that_stood_for_them(life: Life) -> None:
    assert [life.store.graph(as_of=seq).same for seq in (6, 7)] == [{PAPERS[1]: PAPERS[0]}, {PAPERS[1]: PAPERS[0], PAPERS[2]: PAPERS[0]}]
    life.erase(0)
    assert [life.store.graph(as_of=seq).same for seq in (6, 7, 9)] == [{}, {PAPERS[2]: PAPERS[1]}, {PAPERS[2]: PAPERS[1]}]
    assert life.store.graph().same == {}  # both judgements were about what is gone
    assert life.store.verify().broken is None


def test_it_cannot_be_undone_and_does_not_come_back(life: Life) -> None:
    life.retract(1, claim=False)
    life.erase(1)
    with pytest.raises(ConflictError, match="erased by entry 11"):
        life.unretract(1, claim=False)
    elsewhere = Telling(TALES[1].text, url="https://elsewhere.example/").reading()
    for reading in (TALES[1].reading(), elsewhere):
        with pytest.raises(ConflictError, match="erased by entry 11"):
            life.store.add(reading, actor="test")
    assert life.store.seq() == 11


def test_erasing_again_changes_nothing(life: Life) -> None:
    assert [life.store.erase(TALES[0].document.id, actor="test", reason="again") for _ in range(2)] == [10, 10]


@pytest.mark.parametrize("node", [TALES[0].claims[0], TALES[0].assertions[0], TALES[0].sources[1], TALES[0].entities[0]])
def test_what_stands_in_a_document_is_erased_with_it_alone(life: Life, node: Any) -> None:
    with pytest.raises(ConflictError, match=TALES[0].document.id):
        life.store.erase(node.id, actor="test", reason="half")
    with pytest.raises(NotFoundError, match="never"):
        life.store.erase("document-aaaaaaaaaaaaaaaaaaaa", actor="test", reason="nothing")


def test_a_note_can_be_erased_alone_and_its_verdict_falls(life: Life, location: str) -> None:
    decided = next(iter(life.store.page("judgements", where={"verdict": "dismissed"}).items))
    life.store.erase(decided.id, actor="test", reason="libel")
    assert life.store.graph().links[LINKS[1, 0].id].status == "proposed"
    assert "judgement.body" in places_of(SECRETS[0], location)  # of the others
    assert life.store.verify().broken is None
    life.erase(0)
    assert places_of(SECRETS[0], location) == []
    assert life.store.verify().broken is None


def test_a_link_can_be_erased_alone_and_does_not_come_back_with_a_document(life: Life) -> None:
    life.retract(1, claim=False)
    life.store.erase(LINKS[1, 0].id, actor="test", reason="libel")
    life.unretract(1, claim=False)
    assert LINKS[1, 0].id not in life.store.graph().links
    life.retract(1, claim=False)
    life.add(1)
    assert LINKS[1, 0].id not in life.store.graph().links
    assert TALES[1].document.id in life.store.graph().documents
    assert (life.store.verify().broken, life.store.check()) == (None, [])


def test_what_remains_conforms_to_the_shapes(life: Life) -> None:
    life.erase(0)
    assert validate(life.store.graph()) == []
    assert validate(life.store.graph(as_of=9)) == []


def test_a_tampered_entry_is_not_sealed_anew(life: Life, tamper: Callable[[str], int]) -> None:
    assert tamper(f"UPDATE claim SET body = replace(body, '{SECRETS[0]}', 'another') WHERE id = '{TALES[0].claims[0].id}'")
    with pytest.raises(ConflictError, match="is not whole"):
        life.erase(0)
    assert life.store.verify().broken == 1


def test_a_kill_before_the_sweep_is_made_good_when_the_store_is_opened(life: Life, location: str) -> None:
    life.store._write(lambda connection: erasing.erase(connection, TALES[0].document.id, actor="test", reason="order"))
    assert "://" in location or f"{FILE}-wal" in places_of(SECRETS[0], location)
    Store.open(location).close()
    assert places_of(SECRETS[0], location) == []


def test_a_backup_made_after_holds_none_of_it_and_verifies(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        life = Life(store)
        life.live(STORY)
        store._write(lambda connection: erasing.erase(connection, TALES[0].document.id, actor="test", reason="order"))
        store.backup(tmp_path / "backup.tar")
    restore_backup(tmp_path / "backup.tar", tmp_path / "again")
    assert places_of(SECRETS[0], str(tmp_path / "again")) == []
    assert places_of(SECRETS[1], str(tmp_path / "again")) != []


def changed(value: Any, table: Table, column: str) -> Any:
    """Another value that the column could hold."""
    if isinstance(table.c[column].type, Integer | Float):
        return (value or 0) + 1000
    return "x" if value is None else value[:-1] if value and value[-1] == "x" else f"{value}x"


def tamperings(connection: Connection, few: int) -> Iterator[tuple[str, Any]]:
    """Ways to change one field of a row or to take a row away, in every table that the journal seals; what each is, and its statement."""
    chance = random.Random(7)
    for table in (change, erased, *TABLES.values()):
        rows = connection.execute(select(table)).mappings().all()
        for row in chance.sample(rows, min(few, len(rows))):
            this = [column == row[column.name] for column in table.primary_key.columns]
            yield f"{table.name} without {dict(row)}", delete(table).where(*this)
            for name in (name for name in table.c.keys() if name != "joined"):  # derived, and sealed by no entry  # noqa: SIM118
                yield f"{name} of {table.name} {dict(row)}", update(table).where(*this).values({name: changed(row[name], table, name)})


def test_every_tampering_after_an_erasure_is_found(life: Life, location: str) -> None:
    life.retract(2, claim=False)
    life.erase(0)
    life.add(2)
    life.erase(2)
    with connected(location) as connection:
        for what, statement in tamperings(connection, 3):
            connection.rollback()
            if connection.execute(statement).rowcount:
                assert verifying.verify(connection).broken is not None, what
            connection.rollback()
        assert verifying.verify(connection).broken is None


@pytest.fixture
def titled(store: Store) -> Life:
    """Three documents of one entry whose target names one of them in words, as a table's did; then a note on each."""
    made = Life(store)
    store.add_many([telling.reading() for telling in TALES], actor="life", target=f"{SECRETS[0]}.csv, lines 2 to 4")
    for number in range(3):
        made.retract(number, claim=False)
    return made


def test_words_that_say_where_a_document_came_from_go_with_it(titled: Life, location: str) -> None:
    before = titled.store.changes()[0]
    titled.erase(0)
    assert places_of(SECRETS[0], location) == []
    after = titled.store.changes()[0]
    assert (after.target, after.hash) == (TALES[0].document.id, before.hash)
    titled.erase(1)
    assert titled.store.changes()[0] == after
    assert titled.store.verify().broken is None


def test_a_target_that_is_altered_after_an_erasure_or_excused_by_none_is_found(titled: Life, location: str) -> None:
    with connected(location) as connection:
        connection.execute(update(change).where(change.c.seq == 1).values(target=TALES[0].document.id))
        assert verifying.verify(connection).broken == 1
        connection.rollback()
        titled.erase(0)
        for statement in (
            update(change).where(change.c.seq == 1).values(target=f"{SECRETS[0]}.csv, lines 2 to 4"),
            update(change).where(change.c.seq == 1).values(target=TALES[1].document.id),
            update(change).where(change.c.seq == 1).values(actor="another"),
        ):
            connection.execute(statement)
            assert verifying.verify(connection).broken == 1
            connection.rollback()


def test_a_row_blanked_or_marked_without_an_entry_is_found(life: Life, location: str) -> None:
    node = TALES[1].claims[0].id
    life.erase(0)
    table = TABLES[KINDS["claims"]]
    blank = update(table).where(table.c.id == node).values(body="", document=None, modality=None, polarity=None)
    for statements, broken in (
        ([blank], 2),
        ([insert(erased).values(id=node, seq=10)], 10),
        ([insert(erased).values(id=node, seq=3)], 3),
        ([insert(erased).values(id=node, seq=99)], 11),
        ([blank, insert(erased).values(id=node, seq=10)], 2),
        ([delete(erased)], 10),
    ):
        with connected(location) as connection:
            for statement in statements:
                connection.execute(statement)
            assert verifying.verify(connection).broken == broken


def test_a_tampered_erasure_is_named_and_not_the_entries_that_it_excuses(life: Life, location: str) -> None:
    life.erase(0)
    with connected(location) as connection:
        connection.execute(update(change).where(change.c.seq == 10).values(payload=change.c.payload + " "))
        assert verifying.verify(connection).broken == 10


def test_words_cannot_be_put_back(life: Life, location: str) -> None:
    table = TABLES[KINDS["claims"]]
    with connected(location) as connection:
        row = connection.execute(select(table).where(table.c.id == TALES[0].claims[0].id)).mappings().first()
    life.erase(0)
    assert row is not None
    with connected(location) as connection:
        same = (table.c.id == row["id"], table.c.recorded_seq == row["recorded_seq"])
        connection.execute(update(table).where(*same).values({name: value for name, value in row.items() if name != "retracted_seq"}))
        connection.execute(delete(erased).where(erased.c.id == row["id"]))
        assert verifying.verify(connection).broken == 1


def test_of_a_store_that_is_empty_afterwards_no_sample_of_words_is_left(store: Store, location: str) -> None:
    life = Life(store)
    life.live([("add", (0,), {}), ("erase", (0,), {})])
    assert places_of(SECRETS[0], location) == []
