"""Connections to SQLite that stay open, with transactions that the driver begins and ends."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from claimgraph.errors import StoreError
from claimgraph.store import Store
from claimgraph.store.dialects import DIALECTS
from claimgraph.store.dialects.kept import MOST_IDLE, Kept
from claimgraph.store.engine import FILE
from claimgraph.store.prepared import run

_COUNT = text("SELECT count(*) FROM word")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = DIALECTS["sqlite"].engine(URL.create("sqlite", database=str(tmp_path / FILE)))
    with Kept(made, "BEGIN IMMEDIATE").transaction() as connection:
        run(connection, "CREATE TABLE word (word TEXT)")
    yield made
    made.dispose()


def _count(engine: Engine) -> int:
    with Kept(engine, "BEGIN").transaction() as connection:
        return int(connection.execute(_COUNT).scalar_one())


def test_what_the_driver_and_sqlalchemy_do_in_one_transaction_is_kept_together(engine: Engine) -> None:
    with Kept(engine, "BEGIN IMMEDIATE").transaction() as connection:
        run(connection, "INSERT INTO word VALUES ('one')")
        connection.execute(text("INSERT INTO word VALUES ('two')"))
        run(connection, "INSERT INTO word VALUES ('three')")
    assert _count(engine) == 3


@pytest.mark.parametrize("asks", [False, True])
def test_where_anything_is_raised_all_is_undone_and_the_next_transaction_is_a_new_one(engine: Engine, asks: bool) -> None:
    writing = Kept(engine, "BEGIN IMMEDIATE")

    def fail() -> None:
        with writing.transaction() as connection:
            run(connection, "INSERT INTO word VALUES ('one')")
            if asks:
                connection.execute(_COUNT)
            run(connection, "INSERT INTO sentence VALUES ('one')")

    with pytest.raises(OperationalError, match="no such table"):
        fail()
    with writing.transaction() as connection:
        run(connection, "INSERT INTO word VALUES ('two')")
    assert _count(engine) == 1


def test_a_transaction_reads_one_state_whatever_is_written_meanwhile(engine: Engine) -> None:
    with Kept(engine, "BEGIN").transaction() as reading:
        before = reading.execute(_COUNT).scalar_one()
        with Kept(engine, "BEGIN IMMEDIATE").transaction() as connection:
            run(connection, "INSERT INTO word VALUES ('one')")
        assert reading.execute(_COUNT).scalar_one() == before
    assert _count(engine) == before + 1


def test_those_who_ask_one_after_the_other_use_one_connection_and_many_at_once_leave_few_open(engine: Engine) -> None:
    reading = Kept(engine, "BEGIN")
    for _ in range(3):
        with reading.transaction() as connection:
            connection.execute(_COUNT)
    assert len(reading._idle) == 1
    with ExitStack() as many:
        for _ in range(MOST_IDLE + 3):
            many.enter_context(reading.transaction())
    assert len(reading._idle) == MOST_IDLE


def test_a_store_that_is_closed_holds_its_file_no_longer(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        assert store.seq() == 0
        assert (tmp_path / f"{FILE}-wal").exists()
    assert not (tmp_path / f"{FILE}-wal").exists()


def test_whoever_finds_the_file_locked_hears_that_the_store_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph.store.dialects.sqlite._TIMEOUT", 0)
    with Store.open(tmp_path) as store, Store.open(tmp_path) as other:
        with Kept(other._engine, "BEGIN IMMEDIATE").transaction(), pytest.raises(StoreError, match="locked"):
            store.make_key("key", ["read"])
        assert store.make_key("key", ["read"])
