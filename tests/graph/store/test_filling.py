"""An empty store is filled without the indexes that only readers ask; afterwards it is as any other."""

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from builders import contested_province
from claimgraph.errors import InputError, StoreError
from claimgraph.store import Store
from databases import database
from generating import readings

KILLED = """
import sys
from claimgraph.store import Store
from generating import readings
with Store.open(sys.argv[1]) as store, store.filling():
    for seed in range(1000):
        told = list(readings(20, seed))
        added = store.add_many([reading for reading, _ in told], [item for _, items in told for item in items], actor="test", target="many")
        print(added.seq, flush=True)
"""


def _indexes(folder: Path) -> set[tuple[str, str]]:
    with sqlite3.connect(folder / "claimgraph.sqlite") as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))


def _fill(store: Store) -> None:
    for told in (list(readings(20, seed)) for seed in (1, 2)):
        judgements = [item for _, items in told for item in items]
        store.add_many([reading for reading, _ in told], judgements, actor="test", target="many")


def test_a_store_that_was_filled_holds_what_any_other_holds(tmp_path: Path) -> None:
    with Store.open(tmp_path / "plain") as plain, Store.open(tmp_path / "filled") as filled:
        before = _indexes(tmp_path / "filled")
        with filled.filling():
            assert len(_indexes(tmp_path / "filled")) < len(before)
            _fill(filled)
        _fill(plain)
        assert _indexes(tmp_path / "filled") == before
        assert filled.graph() == plain.graph()
        assert filled.verify().broken is None


def test_whoever_opens_a_store_of_which_the_filling_did_not_end_makes_it_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        before = _indexes(tmp_path)
        with store.filling():
            _fill(store)
            assert _indexes(tmp_path) < before
            with Store.open(tmp_path) as again:
                assert _indexes(tmp_path) == before
                assert again.graph() == store.graph()


@pytest.mark.parametrize("entries", [1, 4])
def test_a_filling_that_is_killed_leaves_all_that_was_stored_and_the_next_opening_makes_it_whole(tmp_path: Path, entries: int) -> None:
    Store.open(tmp_path).close()
    before = _indexes(tmp_path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=environment, text=True) as filling:
        assert filling.stdout
        told = [int(filling.stdout.readline()) for _ in range(entries)]
        os.kill(filling.pid, signal.SIGKILL)
    assert _indexes(tmp_path) < before
    with Store.open(tmp_path) as store:
        assert _indexes(tmp_path) == before
        assert store.seq() >= told[-1]
        assert store.verify().broken is None
        assert store.check() == []


def test_an_id_that_is_given_twice_is_refused_in_whole_also_while_a_store_is_filled(tmp_path: Path) -> None:
    told = contested_province().reading()
    twice = replace(told, claims=(*told.claims, told.claims[0]))
    with Store.open(tmp_path) as store:
        with store.filling():
            with pytest.raises(InputError, match=told.claims[0].id):
                store.add_many([twice], actor="test", target="many")
            assert store.seq() == 0
            store.add_many([told, told], actor="test", target="many")
        with pytest.raises(InputError, match="twice"):
            store.revise([told.claims[0]] * 2, [], document=told.document.id, actor="test", verb="amend", target=told.document.id)
        assert (store.seq(), len(store.graph().claims)) == (1, len(told.claims))


def test_a_version_that_came_in_twice_by_another_way_is_told_and_no_index_is_made(tmp_path: Path) -> None:
    def fill_badly(store: Store) -> None:
        with store.filling():
            store.add(contested_province().reading(), actor="test")
            with sqlite3.connect(tmp_path / "claimgraph.sqlite") as connection:
                connection.execute("INSERT INTO assertion SELECT * FROM assertion LIMIT 1")
            connection.close()

    with Store.open(tmp_path) as store:
        before = _indexes(tmp_path)
        with pytest.raises(StoreError, match="holds a version twice"):
            fill_badly(store)
        assert "ix_claim_document" not in {name for name, _ in _indexes(tmp_path)}
        assert _indexes(tmp_path) < before


def test_an_error_while_a_store_is_filled_leaves_it_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        before = _indexes(tmp_path)
        with pytest.raises(ZeroDivisionError), store.filling():
            raise ZeroDivisionError
        assert _indexes(tmp_path) == before


def test_only_an_empty_store_is_filled_and_only_by_one(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        with store.filling(), store.filling():
            fewer = _indexes(tmp_path)
        whole = _indexes(tmp_path)
        assert fewer < whole
        store.add(contested_province().reading(), actor="test")
        with store.filling():
            assert _indexes(tmp_path) == whole


def test_postgresql_is_filled_in_the_same_way(server: URL) -> None:
    with database(server) as address, Store.open(address) as store:
        before = _named(store)
        with store.filling():
            assert _named(store) < before
            _fill(store)
        assert _named(store) == before


def _named(store: Store) -> set[str]:
    with store.moment() as moment:
        return set(moment.connection.execute(text("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")).scalars())
