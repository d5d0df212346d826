"""Stores of every released schema open, whole and as people left them; `fixtures/schema-N.sql` is a store of schema N."""

import os
import signal
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from claimgraph.derive import MAKER, Follower
from claimgraph.errors import StoreError
from claimgraph.store import Store, identities, migrating
from claimgraph.store.derived_versions import Span
from claimgraph.store.engine import FILE
from claimgraph.store.migrating import steps_from
from claimgraph.store.migrations.versions import schema_0005
from claimgraph.store.moment import Moment
from claimgraph.store.schema import VERSION, metadata

FIXTURES = Path(__file__).parents[2] / "fixtures"
KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from claimgraph.store import Store
seen = 0
@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global seen
    seen += statement.startswith(("CREATE", "DROP", "INSERT", "UPDATE"))
    if seen > int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
Store.open(sys.argv[1])
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with a store of the first schema: three documents, judgements of sameness, a retraction, an addition again."""
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-1.sql").read_text(encoding="utf-8"))
    connection.close()
    return tmp_path


def tables(folder: Path) -> dict[str, str]:
    """The statements that make what is in a file, without what only formats them."""
    with sqlite3.connect(folder / FILE) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search%'").fetchall()
    connection.close()
    return {name: "".join(sql.replace('"', "").split()).replace("BIGINT", "INTEGER") for name, sql in rows}


def version(folder: Path) -> str:
    with sqlite3.connect(folder / FILE) as connection:
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0]
    connection.close()
    return str(found)


def test_there_is_a_fixture_and_a_step_for_every_schema() -> None:
    assert {path.stem for path in FIXTURES.glob("schema-*.sql")} >= {f"schema-{number}" for number in range(1, VERSION)}
    assert [number for number, _ in steps_from(1)] == list(range(2, VERSION + 1))


def test_an_old_store_opens_whole_and_has_todays_tables(old: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(old) as store:
        assert (store.verify().entries, store.verify().broken) == (10, None)
        assert store.check() == []
        assert store.statistics() == {
            "documents": 3, "sources": 6, "entities": 3, "claims": 3, "assertions": 6, "links": 2, "judgements": 3, "seq": 10,
        }  # fmt: skip
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert tables(old) == tables(new)
    assert version(old) == str(VERSION)


def test_todays_tables_are_those_of_the_schema(old: Path) -> None:
    Store.open(old).close()
    engine = create_engine(f"sqlite:///{old / FILE}")
    with engine.connect() as connection:
        options = {"include_object": lambda _item, name, *_: not name.startswith("search")}
        context = MigrationContext.configure(connection, opts=options)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an index of an expression cannot be compared; it stands in the test before
            assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_an_old_store_can_be_asked_about_every_moment_of_its_past(old: Path) -> None:
    with Store.open(old) as store:
        sizes = [len(store.graph(as_of=seq).same) for seq in range(11)]
        assert sizes == [0, 0, 0, 0, 1, 2, 3, 3, 2, 0, 2]
        assert [store.page("claims", as_of=seq).total for seq in (1, 3, 9, 10)] == [1, 3, 2, 3]
        assert [store.search("orsk", as_of=seq).total for seq in (0, 1, 2, 3, 9, 10)] == [0, 4, 8, 12, 8, 12]
        assert store.search("orsk").total == 12
        links = [store.graph(as_of=seq).links.values() for seq in (6, 7)]
        assert [{link.status.value for link in found} for found in links] == [{"proposed"}, {"proposed", "confirmed"}]
        store.unretract(next(change.target for change in store.changes() if change.seq == 8), actor="test")
        assert len(store.graph().same) == 3


def test_what_was_derived_anew_is_what_writing_would_have_derived(old: Path) -> None:
    with Store.open(old) as store:
        before = store.graph()
        named = [*before.sources, *before.entities, *before.claims]
        store._write(lambda connection: identities.refresh(Moment(connection), named, 11))
        assert store.graph().same == before.same
        entity = next(iter(before.entities.values()))
        assert store.page("claims", where={"entity": entity.id}).total


def test_a_store_of_the_second_schema_opens_whole_and_has_todays_tables(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-2.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        assert (store.verify().entries, store.verify().broken) == (11, None)
        assert store.check() == []
        assert store.search("orsk").total == 12
        assert [len(store.graph(as_of=seq).same) for seq in (8, 9, 10, 11)] == [2, 0, 2, 3]
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert tables(tmp_path) == tables(new)
    assert version(tmp_path) == str(VERSION)


def test_a_store_of_the_third_schema_opens_whole_and_has_todays_tables(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-3.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        assert (store.verify().entries, store.verify().broken) == (12, None)
        assert store.check() == []
        assert [found.name for found in store.collections()] == ["Case 7"]
        assert store.trusts() == []
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert tables(tmp_path) == tables(new)
    assert version(tmp_path) == str(VERSION)


def test_a_store_of_the_fourth_schema_has_restatements_that_people_confirmed_as_one_claim(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-4.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        assert (store.verify().entries, store.verify().broken) == (21, None)
        assert store.check() == []
        texts = {claim.id: claim.text for claim in store.graph().apart.claims.values()}
        one, two, three, four = (
            next(claim for claim, text in texts.items() if text == words)
            for words in (
                "The pass is closed.",
                "The pass has been closed.",
                "The pass was closed today.",
                "The road to the pass is closed.",
            )
        )
        groups = [{claim: head for claim, head in store.same(as_of=seq).items() if claim in texts} for seq in (16, 17, 18, 19, 20, 21)]
        whole = {two: one, three: one}
        assert groups == [{}, {two: one}, whole, {**whole, four: one}, whole, whole]
        assert set(store.within("Case 7").same()) & set(texts) == {max(two, three)}
        assert store.page("claims").total == 5
        Follower(store).follow()
        assert store.followed(MAKER) == store.seq()
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert tables(tmp_path) == tables(new)
    assert version(tmp_path) == str(VERSION)


def test_a_store_of_the_fifth_schema_tells_what_a_source_says_with_others(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-5.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        assert (store.verify().entries, store.verify().broken) == (3, None)
        assert store.check() == []
        sources = store.graph().sources.values()
        together = next(source for source in sources if source.members)
        said = {claim.id for claim in store.page("claims", where={"source": together.id}).items}
        for _ in range(2):  # as it is found, and from the list that is kept
            for member in together.members:
                assert said
                assert said <= {claim.id for claim in store.page("claims", where={"source": member}).items}
            Follower(store).follow()
        assert store.followed(MAKER) == store.seq()
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert {name: sql for name, sql in tables(tmp_path).items() if "block" not in name} == tables(new)
    assert version(tmp_path) == str(VERSION)


def test_a_store_of_the_sixth_schema_tells_which_documents_carry_one_text(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-6.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        assert (store.verify().entries, store.verify().broken) == (3, None)
        assert store.check() == []
        found = {str(item.url): [other.url for other in store.same_text(item)] for item in store.graph().documents.values()}
        one, other = "https://one.example/ferry", "https://two.example/ferry"
        assert found == {one: [other], other: [one], "None": []}
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert {name: sql for name, sql in tables(tmp_path).items() if "block" not in name} == tables(new)
    assert version(tmp_path) == str(VERSION)


def test_a_store_of_the_seventh_schema_tells_what_each_entry_changed_in_what_is_derived(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-7.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        assert (store.verify().entries, store.verify().broken) == (2, None)
        reach = store.derived_reach()
        assert reach is not None
        first, second = (Span(seq - 1, seq, reach.maker, 0) for seq in (1, 2))
        (went,), (came,), begun = (
            [each for each in store.derived_changes(span, gone=gone) if each.kind == "dispute"]
            for span, gone in ((second, True), (second, False), (first, False))
        )
        assert ((went.id, went.seq), (came.id, came.seq)) == ((came.id, 1), (went.id, 2))
        assert begun == [went]
        Follower(store).follow()
        assert store.followed(MAKER) == store.seq()
    new = tmp_path_factory.mktemp("new")
    Store.open(new).close()
    assert tables(tmp_path) == tables(new)
    assert version(tmp_path) == str(VERSION)


@pytest.mark.parametrize("at_once", [1, 2])
def test_what_hangs_together_is_found_however_many_claims_are_looked_at_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / "schema-4.sql").read_text(encoding="utf-8"))
    connection.close()
    engine = create_engine(f"sqlite:///{tmp_path / FILE}")

    def parts(claims: set[str]) -> set[frozenset[str]]:
        with engine.connect() as opened:
            return {frozenset(item.id for item in part) for part in schema_0005._around(opened, claims)}

    with engine.connect() as opened:
        claims = set(opened.execute(text("SELECT id FROM claim")).scalars())
    found = parts(claims)
    assert sorted(len(part) for part in found) == [4]
    monkeypatch.setattr(schema_0005, "_AT_ONCE", at_once)
    assert parts(claims) == found
    engine.dispose()


def test_who_waits_for_a_migration_is_told_how_far_it_is(
    old: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(migrating, "_QUIET_SECONDS", 0.0)
    Store.open(old).close()
    said = [record.getMessage() for record in caplog.records]
    assert f"brought to schema {VERSION}" in said[0]
    assert said[-1].startswith(f"the store has schema {VERSION} now")
    caplog.clear()
    Store.open(old).close()
    assert caplog.records == []


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Somebody writes to the store meanwhile."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        yield


def test_a_migration_waits_for_whoever_writes_and_says_so(
    old: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(migrating, "_QUIET_SECONDS", 0.0)
    monkeypatch.setattr("claimgraph.store.dialects.sqlite._TIMEOUT", 0.01)
    with ThreadPoolExecutor(1) as beside:
        with written(old):
            opening = beside.submit(lambda: Store.open(old).close())
            with pytest.raises(TimeoutError):
                opening.result(0.5)  # many times as long as the database waits for a lock
        opening.result(60)
    assert "another process writes to it" in caplog.records[0].getMessage()
    assert version(old) == str(VERSION)


def test_a_migration_does_not_wait_for_ever(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "_PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr("claimgraph.store.dialects.sqlite._TIMEOUT", 0.01)
    with written(old), pytest.raises(StoreError, match="locked"):
        Store.open(old)
    assert version(old) == "1"


@pytest.mark.parametrize("statements", [1, 20, 40, 60])
def test_a_kill_in_the_middle_leaves_the_old_store(old: Path, statements: int) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(old), str(statements)], check=False, env=environment)
    assert killed.returncode == -signal.SIGKILL
    assert version(old) == "1"
    with Store.open(old) as store:
        assert store.verify().broken is None
        assert store.search("orsk").total == 12
    assert version(old) == str(VERSION)


@pytest.mark.parametrize("schema", [1, 2, 3, 4, 5, 6, 7])
def test_what_an_older_claimgraph_wrote_can_be_erased(tmp_path: Path, schema: int) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.executescript((FIXTURES / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    connection.close()
    with Store.open(tmp_path) as store:
        for document in list(store.graph().documents):
            store.erase(document, actor="test", reason="by order of a court")
            assert store.verify().broken is None
        assert [store.graph(as_of=seq).claims for seq in range(store.seq())] == [{}] * store.seq()
    assert b"orsk" not in (tmp_path / FILE).read_bytes().lower()
