"""An empty store is filled without the indexes that only readers ask; afterwards it is as any other."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from builders import contested_province
from claimgraph.store import Store
from databases import database
from generating import readings


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
