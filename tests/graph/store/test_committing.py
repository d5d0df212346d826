"""Writers that share a transaction: all or nothing for each, and errors reach the one who caused them."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text

from builders import Telling
from claimgraph.errors import InputError, NotFoundError, StoreError
from claimgraph.store import Store
from claimgraph.store.committing import Committer


class Ledger:
    """A table of words, its committer, and how many transactions were committed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.commits = 0
        self.broken = False
        self.entered, self.gate = threading.Event(), threading.Event()
        self.committer = Committer(self.transaction)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection
            if self.broken:
                raise StoreError("the disk is gone")
        self.commits += 1

    def write(self, word: str, fault: Exception | None = None) -> str:
        def work(connection: Connection) -> str:
            connection.execute(text("INSERT INTO word VALUES (:word)"), {"word": word})
            if fault:
                raise fault
            return word

        return self.committer.run(work)

    def hold(self) -> None:
        """Keep the transaction open until the gate opens, so that other writers gather."""

        def work(_: Connection) -> None:
            self.entered.set()
            self.gate.wait(30)

        self.committer.run(work)

    def words(self) -> set[str]:
        with self.engine.connect() as connection:
            return set(connection.execute(text("SELECT word FROM word")).scalars())

    def gathered(self, *jobs: Callable[[], Any]) -> list[Any]:
        """What each of these jobs returned or raised, all of them having waited for the same turn."""
        with ThreadPoolExecutor(len(jobs) + 1) as pool:
            held = pool.submit(self.hold)
            assert self.entered.wait(30)
            waiting = [pool.submit(job) for job in jobs]
            while len(self.committer._queue) < len(jobs):
                pass
            self.gate.set()
            held.result()
            return [future.exception() or future.result() for future in waiting]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    engine = create_engine(f"sqlite:///{tmp_path / 'words'}", connect_args={"check_same_thread": False, "isolation_level": None})
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE word (word TEXT UNIQUE)"))
    yield Ledger(engine)
    engine.dispose()


def test_writers_that_wait_together_share_one_transaction(ledger: Ledger) -> None:
    words = [f"word {number}" for number in range(40)]
    assert ledger.gathered(*(lambda word=word: ledger.write(word) for word in words)) == words
    assert ledger.words() == set(words)
    assert ledger.commits == 2


def test_writers_that_come_again_and_again_go_on_sharing(ledger: Ledger) -> None:
    def write(writer: int) -> None:
        for number in range(20):
            ledger.write(f"{writer} {number}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert len(ledger.words()) == 160
    assert ledger.commits < 120


def test_an_error_undoes_and_reaches_its_own_writer_alone(ledger: Ledger) -> None:
    first, refused, last = ledger.gathered(
        lambda: ledger.write("a"), lambda: ledger.write("b", InputError("not b")), lambda: ledger.write("c")
    )
    assert (first, last, str(refused)) == ("a", "c", "not b")
    assert ledger.words() == {"a", "c"}


def test_who_is_refused_before_changing_anything_leaves_the_others_together(ledger: Ledger) -> None:
    def refuse(_: Connection) -> None:
        raise NotFoundError("nothing there")

    first, refused, last = ledger.gathered(lambda: ledger.write("a"), lambda: ledger.committer.run(refuse), lambda: ledger.write("c"))
    assert (first, last, type(refused)) == ("a", "c", NotFoundError)
    assert ledger.words() == {"a", "c"}
    assert ledger.commits == 2


def test_an_error_nobody_foresaw_spares_the_others_too(ledger: Ledger) -> None:
    first, broken, double, last = ledger.gathered(
        lambda: ledger.write("a"),
        lambda: ledger.write("b", ZeroDivisionError("boom")),
        lambda: ledger.write("a"),
        lambda: ledger.write("c"),
    )
    assert (first, last, str(broken)) == ("a", "c", "boom")
    assert type(double).__name__ == "IntegrityError"
    assert ledger.words() == {"a", "c"}


def test_where_the_commit_fails_every_writer_is_told_and_the_next_one_succeeds(ledger: Ledger) -> None:
    def fail(_: Connection) -> None:
        ledger.broken = True

    told = ledger.gathered(lambda: ledger.committer.run(fail), lambda: ledger.write("a"), lambda: ledger.write("b"))
    assert [str(error) for error in told] == ["the disk is gone"] * 3
    ledger.broken = False
    assert ledger.write("c") == "c"
    assert ledger.words() == {"c"}


def test_a_writer_without_company_gets_its_own_error(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError):
        ledger.write("a", ZeroDivisionError())
    assert ledger.words() == set()


def _telling(number: int) -> Telling:
    telling = Telling(f"It rained on day {number}.")
    telling.said(telling.author, telling.claim(f"It rained on day {number}.", "It rained"), "It rained")
    return telling


def test_each_of_many_writers_has_an_entry_of_its_own(store: Store) -> None:
    tellings = [_telling(number) for number in range(60)]
    with ThreadPoolExecutor(16) as pool:
        added = list(pool.map(lambda telling: store.add(telling.reading(), actor="test"), tellings))
    assert sorted(item.seq for item in added) == list(range(1, 61))
    assert [change.seq for change in store.changes()] == list(range(1, 61))
    assert (store.verify().broken, store.check()) == (None, [])


def test_a_refused_writer_among_many_leaves_no_entry(store: Store) -> None:
    tellings = [_telling(number) for number in range(30)]

    def write(number: int) -> None:
        if number % 3:
            store.add(tellings[number].reading(), actor="test")
        else:
            with pytest.raises(NotFoundError):
                store.retract(f"claim-{number}", actor="test")

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(30)))
    assert (store.seq(), store.verify().broken) == (20, None)
