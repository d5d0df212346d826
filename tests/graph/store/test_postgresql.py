"""What only a server can do: several processes at once, addresses that are refused, one search in two databases."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url

from builders import Telling, contested_province
from claimgraph.errors import StoreError
from claimgraph.model import Judgement
from claimgraph.store import FILTERS, Store
from databases import Locations, database, folder

WRITER = """
import sys
sys.path[:0] = sys.argv[3:]
from builders import Telling
from claimgraph.store import Store
with Store.open(sys.argv[1]) as store:
    for number in range(8):
        telling = Telling(f"Writer {sys.argv[2]} says number {number}.")
        telling.said(telling.author, telling.claim(telling.text, telling.text), telling.text)
        store.add(telling.reading(), actor=sys.argv[2])
        store.retract(telling.document.id, actor=sys.argv[2])
        store.unretract(telling.document.id, actor=sys.argv[2])
"""


@pytest.fixture
def locations(server: URL) -> Locations:
    return lambda: database(server)


def test_entries_of_many_processes_have_one_order_without_gaps(location: str) -> None:
    command = [sys.executable, "-c", WRITER, location]
    writers = [subprocess.Popen([*command, str(number), *sys.path]) for number in range(3)]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    with Store.open(location) as store:
        changes = store.changes()
        assert [change.seq for change in changes] == list(range(1, 3 * 8 * 3 + 1))
        assert [change.at for change in changes] == sorted(change.at for change in changes)
        assert store.verify().broken is None
        assert store.statistics()["documents"] == 24


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    readings = [contested_province().reading()]
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            store.add(readings[0], actor="writer")
            store.retract(readings[0].document.id, actor="writer")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(30):
            page = store.page("claims", limit=100)
            assert page.total == len(page.items) in (0, len(readings[0].claims))
            counts = store.statistics()
            assert (counts["claims"] == 0) == (counts["assertions"] == 0)
    finally:
        stop.set()
        writer.join()


def test_many_processes_may_make_one_store_at_the_same_time(server: URL) -> None:
    with database(server, template="template0") as place:
        failures: list[Exception] = []

        def open_it() -> None:
            try:
                Store.open(place).close()
            except StoreError as error:
                failures.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        with Store.open(place) as store:
            assert store.seq() == 0


@pytest.mark.parametrize("place", ["mysql://root@localhost/x", "http://example.org", "://", "sqlite:///x"])
def test_an_address_of_something_else_is_refused(place: str) -> None:
    with pytest.raises(StoreError, match="postgresql://"):
        Store.open(place)


def test_a_refusal_never_shows_the_password(server: URL) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as refused:
        Store.open("postgresql://ada:hunter2@127.0.0.1:1/x?connect_timeout=2")
    assert "hunter2" not in str(refused.value)


def test_a_server_that_goes_away_is_a_store_error_and_comes_back(location: str, server: URL) -> None:
    with Store.open(location) as store:
        store.add(contested_province().reading(), actor="test")
        _end_connections(server, location)
        assert store.seq() == 1


def _end_connections(server: URL, location: str) -> None:
    engine = create_engine(server.set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        ended = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name")
        assert connection.execute(ended, {"name": make_url(location).database}).scalar_one() > 0
    engine.dispose()


LACKING = re.compile(
    r"nextval|serial|SKIP LOCKED|advisory|LISTEN|NOTIFY|EXTENSION|TEXT SEARCH|ts_headline|to_tsvector|plainto|USING hash|TRIGGER|FUNCTION|"
    r"TEMP|SAVEPOINT|LATERAL|RECURSIVE|DEFERRABLE|FOREIGN KEY|REFERENCES|TABLESPACE|ON CONFLICT|COPY|CURSOR|LOCK TABLE",
    re.IGNORECASE,
)
"""What one or another engine that speaks PostgreSQL's language lacks, or does in another way."""


@contextmanager
def listening(seen: list[str]) -> Iterator[None]:
    """Keeps every statement that any engine runs on PostgreSQL; stores of other tests may still be at work."""

    def keep(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if connection.dialect.name == "postgresql":
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", keep)
    yield
    event.remove(Engine, "before_cursor_execute", keep)


def test_no_statement_needs_what_distributed_engines_lack(server: URL) -> None:
    seen: list[str] = []
    telling = contested_province()
    with database(server, template="template0") as place, listening(seen), Store.open(place) as store:
        store.add(telling.reading(), actor="test")
        store.retract(telling.document.id, actor="test")
        store.unretract(telling.document.id, actor="test")
        store.judge(Judgement("judgement-" + "a" * 20, telling.links[0].id, "dismissed", "person:x", "2026"), actor="test")
        for as_of in (None, 1):
            for shelf, filters in FILTERS.items():
                store.page(shelf, where=dict.fromkeys(filters, "x"), as_of=as_of)
            store.graph([telling.claims[0].id], as_of=as_of)
            store.search("officers", as_of=as_of)
            store.statistics(as_of=as_of)
            narrowed = {"kind": "claim", "status": "contested", "since": "2015", "entity": telling.entities[0].id}
            store.search("troops -officers", where=narrowed, as_of=as_of)
        store.claims_like([["officer"]])
        store.delta(1)
        store.verify()
        store.make_key("ada", ["read"])
        store.erase(telling.document.id, actor="test", reason="order")
        store.statistics(as_of=1)
    ours = [statement.strip() for statement in seen if "pg_catalog" not in statement]
    assert {" ".join(statement.split()[:2]) for statement in ours if statement.startswith("CREATE")} == {"CREATE TABLE", "CREATE INDEX"}
    assert {statement.split()[0] for statement in ours} <= {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "VACUUM"}
    assert [statement for statement in ours if LACKING.search(statement)] == []


def long_story() -> Telling:
    telling = Telling(" ".join(f"Wört{number} {number:x}q{number} it rained." for number in range(60_000)), title="A long story")
    telling.said(telling.author, telling.claim("It rained.", "it rained."), "it rained.")
    return telling


def test_a_text_with_more_words_than_a_vector_holds_is_found_by_its_first_ones(store: Store) -> None:
    store.add(long_story().reading(), actor="test")
    assert {hit.kind for hit in store.search("rained").hits} == {"document", "claim", "quote"}
    assert store.search("wort7").total == 1
    assert store.search("wort59999").total == 0


def test_names_and_addresses_of_any_length_are_stored(store: Store) -> None:
    telling = Telling("So it said.", url="https://example.org/" + "é" * 20_000)
    telling.said(telling.source("N" * 50_000), telling.claim("So.", "So"), "So")
    store.add(telling.reading(), actor="test")
    assert store.page("documents", where={"url": telling.document.url or ""}).total == 1
    assert store.named("n" * 50_000)["sources"]


QUERIES = [
    "officers",
    "officer kill",
    "foreign troops",
    "tro",
    "the",
    "Safir",
    "routed col",
    "nothing like it",
    "disarray enemy",
    "30",
    "d'Orsk",
    "a_b",
    "troo",
    '"foreign troops" fighting',
    '"troops foreign"',
    "officers -killed",
    'troops -"not fighting"',
]


@pytest.fixture
def both(server: URL) -> Iterator[tuple[Store, Store]]:
    with folder() as first, database(server) as second, Store.open(first) as sqlite, Store.open(second) as postgresql:
        for store in (sqlite, postgresql):
            store.add(contested_province().reading(), actor="test")
        yield sqlite, postgresql


@pytest.mark.parametrize("query", QUERIES)
def test_both_databases_find_the_same(both: tuple[Store, Store], query: str) -> None:
    ours, theirs = (store.search(query) for store in both)
    assert {(hit.kind, hit.id) for hit in ours.hits} == {(hit.kind, hit.id) for hit in theirs.hits}
    assert (ours.total, ours.facets, ours.complete) == (theirs.total, theirs.facets, theirs.complete)
    for first, second in zip(sorted(ours.hits, key=lambda hit: hit.id), sorted(theirs.hits, key=lambda hit: hit.id), strict=True):
        if first.kind != "document":
            assert first.snippet.replace("\x03 \x02", " ") == second.snippet.replace(
                "\x03 \x02", " "
            )  # a phrase is marked whole or word by word


def test_both_databases_find_like_claims(both: tuple[Store, Store]) -> None:
    terms = [["officer", "kill", "october"]]
    ours, theirs = (store.claims_like(terms, each=2) for store in both)
    assert ours & theirs


def test_how_the_versions_of_a_document_came_and_went_is_one_statement_however_many_entries_touched_it(server: URL) -> None:
    telling = contested_province()
    with database(server) as place, Store.open(place) as store:
        store.add(telling.reading(), actor="test")
        for _ in range(3):
            store.retract(telling.document.id, actor="test")
            store.unretract(telling.document.id, actor="test")
        seen: list[str] = []
        with listening(seen):
            made = store.made_of(telling.document.id)
        assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1
    assert len(made) == 4 * len(telling.assertions)
