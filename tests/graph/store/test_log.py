"""SQLite's write-ahead log is begun anew although somebody is always reading."""

from pathlib import Path

import pytest

from builders import Telling
from claimgraph.model import Claim
from claimgraph.store import Store
from claimgraph.store.dialects import sqlite
from claimgraph.store.engine import FILE

LIMIT = 300_000


def add(store: Store, number: int) -> None:
    telling = Telling(f"Report {number}. " + "It rained in Orsk for days on end. " * 400)
    telling.said(telling.author, telling.claim("It rained in Orsk.", "It rained in Orsk"), "It rained in Orsk")
    store.add(telling.reading(), actor="test")


def test_the_log_is_begun_anew_once_the_readers_of_before_are_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LONGEST_LOG", LIMIT)
    monkeypatch.setattr(sqlite, "PATIENCE_MILLISECONDS", 1)
    log = tmp_path / f"{FILE}-wal"
    with Store.open(tmp_path) as store:
        with store.moment() as moment:
            assert list(moment.all(Claim)) == []
            for number in range(12):
                add(store, number)
            assert log.stat().st_size > LIMIT
        grown = log.stat().st_size
        for number in range(12, 60):
            add(store, number)
        assert log.stat().st_size <= 2 * grown
        assert store.seq() == 60
        assert store.verify().broken is None
