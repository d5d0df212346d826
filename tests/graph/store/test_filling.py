"""An empty store is filled without the indexes that only readers ask; afterwards it is as any other."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.engine import URL

from builders import Telling, contested_province
from claimgraph.errors import InputError, StoreError
from claimgraph.ids import mint_id
from claimgraph.model import Content, Judgement, LinkKind, LinkType
from claimgraph.store import Store
from claimgraph.store.adding import add_readings
from claimgraph.store.schema import change, metadata
from databases import database
from generating import readings

KILLED = """
import sys
from claimgraph.store import Store
from generating import readings
with Store.open(sys.argv[1]) as store, store.filling(alone=sys.argv[2] == "alone"):
    for seed in range(1000):
        told = list(readings(20, seed))
        added = store.add_many([reading for reading, _ in told], [item for _, items in told for item in items], actor="test", target="many")
        print(added.seq, flush=True)
"""


def _indexes(folder: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(folder / "claimgraph.sqlite")) as connection:
        return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))


def _names(folder: Path) -> set[str]:
    return {name for name, _ in _indexes(folder)}


def _fill(store: Store) -> None:
    for told in (list(readings(20, seed)) for seed in (1, 2)):
        judgements = [item for _, items in told for item in items]
        store.add_many([reading for reading, _ in told], judgements, actor="test", target="many")


def _rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that a store holds but its journal, which tells times."""
    with store.moment() as moment:
        return {
            table.name: sorted((tuple(row) for row in moment.connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table is not change
        }


@pytest.mark.parametrize("alone", [False, True])
def test_a_store_that_was_filled_holds_what_any_other_holds(tmp_path: Path, alone: bool) -> None:
    with Store.open(tmp_path / "plain") as plain, Store.open(tmp_path / "filled") as filled:
        before = _indexes(tmp_path / "filled")
        with filled.filling(alone=alone):
            assert len(_indexes(tmp_path / "filled")) < len(before)
            _fill(filled)
            assert ({"ix_claim_key", "ix_assertion_root_claim"} <= _names(tmp_path / "filled")) is not alone
        _fill(plain)
        assert _indexes(tmp_path / "filled") == before
        assert filled.graph() == plain.graph()
        assert _rows(filled) == _rows(plain)
        assert [filled.search(word) for word in ("bridge", "said")] == [plain.search(word) for word in ("bridge", "said")]
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


@pytest.mark.parametrize(("entries", "way"), [(1, "alone"), (4, "alone"), (4, "asked")])
def test_a_filling_that_is_killed_leaves_all_that_was_stored_and_the_next_opening_makes_it_whole(
    tmp_path: Path, entries: int, way: str
) -> None:
    Store.open(tmp_path).close()
    before = _indexes(tmp_path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path), way], stdout=subprocess.PIPE, env=environment, text=True
    ) as filling:
        assert filling.stdout
        told = [int(filling.stdout.readline()) for _ in range(entries)]
        os.kill(filling.pid, signal.SIGKILL)
    assert _indexes(tmp_path) < before
    with Store.open(tmp_path) as store:
        assert _indexes(tmp_path) == before
        assert store.seq() >= told[-1]
        assert store.verify().broken is None
        assert store.check() == []


@pytest.mark.parametrize("alone", [False, True])
def test_an_id_that_is_given_twice_is_refused_in_whole_also_while_a_store_is_filled(tmp_path: Path, alone: bool) -> None:
    told = contested_province().reading()
    twice = replace(told, claims=(*told.claims, told.claims[0]))
    with Store.open(tmp_path) as store:
        with store.filling(alone=alone):
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


def _report(number: int) -> Telling:
    """A document of one voice, one thing and one claim."""
    told = Telling(f"{number}: Orsk said that the bridge is open.")
    claim = told.claim("The bridge is open.", "the bridge is open", about=[told.entity("the bridge")])
    told.said(told.source("Orsk"), claim, "the bridge is open", cue="said")
    return told


Step = Callable[[Store], object]
REPORTS = [_report(number) for number in range(6)]
CLAIMS = [told.claims[0] for told in REPORTS]
VOICES = [told.sources[1].id for told in REPORTS]
CLASH = REPORTS[1].contradiction(CLAIMS[1], CLAIMS[0])
RESTATES = REPORTS[2].link(LinkKind.SUPPORTS, LinkType.RESTATES, CLAIMS[2], CLAIMS[1])
SAME_AGAIN = REPORTS[3].link(LinkKind.SUPPORTS, LinkType.RESTATES, CLAIMS[1], CLAIMS[0])
TOLD_APART = REPORTS[3].link(LinkKind.SUPPORTS, LinkType.RESTATES, CLAIMS[1], CLAIMS[2])
REPORTS[3].links.clear()
OLDEST = min(range(3), key=VOICES.__getitem__)
AT, LATER = "2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00"


def _judged(target: str, verdict: str, other: str | None = None) -> Judgement:
    return Judgement(mint_id("judgement", target, verdict, other or "", "test"), target, verdict, "test", AT, other=other)


def _add(*numbers: int, judged: Sequence[Judgement] = (), **more: Sequence[Any]) -> Step:
    """Add these reports as one entry, the last of them with more nodes."""
    told = [REPORTS[number].reading() for number in numbers]
    given: dict[str, Any] = {shelf: (*getattr(told[-1], shelf), *nodes) for shelf, nodes in more.items()}
    return lambda store: store.add_many([*told[:-1], replace(told[-1], **given)], judged, actor="test", target="many")


def _same(one: int, other: int, verdict: str = "same") -> Judgement:
    return _judged(VOICES[one], verdict, VOICES[other])


def _undo(store: Store, told: Telling) -> None:
    """Add a report in a transaction that is not kept."""

    def work(connection: Connection) -> None:
        add_readings(connection, [told.reading()], (), actor="test", verb="import", target="many", known=store._known)
        raise InputError("refused")

    with pytest.raises(InputError):
        store._write(work)


def _elsewhere(store: Store, step: Step) -> None:
    assert store.folder
    with Store.open(store.folder) as other:
        step(other)


ALONE = {
    "names that simply join": [_add(0, 1, judged=[_same(1, 0)]), _add(2, 3, judged=[_same(2, 0), _same(3, 0)])],
    "names that join within an entry, the head by its id": [
        _add(0, 1, 2, judged=[_same(1, 0), _same(2, 0)]),
        _add(3, judged=[_same(3, OLDEST)]),
    ],
    "names that join others that joined": [
        _add(0, 1, 2, judged=[_same(1, 0), _same(2, 0)]),
        _add(3, 4, judged=[_same(3, 0), _same(4, 0)]),
        _add(5, judged=[_same(5, 0)]),
    ],
    "documents that are there": [_add(0), _add(0, 1, 1), _add(0), _add(2, judged=[_same(2, 0)])],
    "links with verdicts": [_add(0, 1, judged=[_judged(CLASH.id, "confirmed"), _judged(VOICES[1], "reliable")])],
    "an entry that is undone": [_add(0), lambda store: _undo(store, REPORTS[1]), _add(1, judged=[_same(1, 0)])],
    "restatements that are confirmed": [_add(0, 1), _add(2, judged=[_judged(RESTATES.id, "confirmed")]), _add(3)],
    "a restatement that is dismissed": [_add(0, 1, 2, judged=[_judged(RESTATES.id, "dismissed")]), _add(3)],
    "claims that are one, by and by": [
        _add(0, 1),
        _add(2, links=[SAME_AGAIN], judged=[_judged(RESTATES.id, "confirmed"), _judged(SAME_AGAIN.id, "confirmed")]),
        _add(3, judged=[_judged(CLAIMS[3].id, "different", CLAIMS[1].id)]),
        _add(4, judged=[_judged(CLAIMS[4].id, "same", CLAIMS[1].id)]),
    ],
    "claims that come to stand under others, and part again": [
        _add(0, 1),
        _add(2, judged=[_judged(RESTATES.id, "confirmed")]),
        _add(3, links=[SAME_AGAIN], judged=[_judged(SAME_AGAIN.id, "confirmed")]),
        _add(4, links=[TOLD_APART], judged=[replace(_judged(TOLD_APART.id, "dismissed"), at=LATER)]),
        _add(5, judged=[_judged(CLAIMS[5].id, "same", CLAIMS[1].id), _judged(CLAIMS[5].id, "same", CLAIMS[2].id)]),
    ],
}
ASKING = {
    "what is no name, called the same": [
        _add(0),
        _add(1, judged=[_judged(REPORTS[1].document.id, "same", REPORTS[0].document.id), _judged(VOICES[1], "same"), _same(1, 0)]),
    ],
    "a claim that is called the same as a voice": [_add(0), _add(1, judged=[_judged(CLAIMS[1].id, "same", VOICES[0])])],
    "a claim that is called the same as one that comes later": [
        _add(0, judged=[_judged(CLAIMS[0].id, "same", CLAIMS[1].id)]),
        _add(1, 2, judged=[_judged(CLAIMS[2].id, "same", CLAIMS[1].id)]),
    ],
    "a link again": [_add(0, 1), _add(2, links=[CLASH]), _add(3)],
    "a link that was judged, again": [_add(0, 1, judged=[_judged(CLASH.id, "dismissed")]), _add(2, links=[CLASH])],
    "a verdict again": [_add(0, 1, judged=[_same(1, 0)]), _add(2, sources=[REPORTS[1].sources[1]], judged=[_same(1, 0)])],
    "a claim of another document": [_add(0), _add(1, claims=[CLAIMS[0]]), _add(2)],
    "an assertion of an older claim": [
        _add(0),
        _add(1, assertions=[replace(REPORTS[1].assertions[0], id="assertion-x", content=Content(CLAIMS[0].id))]),
    ],
    "a name that is told apart": [_add(0, 1, judged=[_same(1, 0, "different")]), _add(2, judged=[_same(2, 0)])],
    "a name that joins one that joined": [
        _add(0),
        _add(1, judged=[_same(1, 0)]),
        _add(2, judged=[_same(2, 1)]),
        _add(3, judged=[_same(3, 0)]),
    ],
    "a chain of names": [_add(0, 1, 2, judged=[_same(2, 1), _same(1, 0)])],
    "a name that joins two": [_add(0), _add(1), _add(2, judged=[_same(2, 1), _same(2, 0)])],
    "a name that joins one that comes later": [_add(0, judged=[_same(0, 1)]), _add(1), _add(2, judged=[_same(2, 0)])],
    "a verdict by itself": [_add(0), _add(1), lambda store: store.judge(_same(1, 0), actor="test"), _add(2, judged=[_same(2, 0)])],
    "a retraction": [_add(0), _add(1), lambda store: store.retract(REPORTS[0].document.id, actor="test"), _add(0, judged=[_same(0, 1)])],
    "a collection": [_add(0), lambda store: store.within("Mine").add(REPORTS[1].reading(), actor="test"), _add(2, judged=[_same(2, 1)])],
    "another writer": [_add(0), lambda store: _elsewhere(store, _add(1)), _add(2, judged=[_same(2, 1)])],
}


STEPS = {**ALONE, **ASKING}


@pytest.mark.parametrize("steps", [pytest.param(steps, id=name) for name, steps in STEPS.items()])
def test_whatever_comes_while_a_store_is_filled_alone_is_kept_as_ever(tmp_path: Path, steps: Sequence[Step]) -> None:
    with Store.open(tmp_path / "plain") as plain, Store.open(tmp_path / "filled") as filled:
        for step in steps:
            step(plain)
        with filled.filling(alone=True):
            for step in steps:
                step(filled)
            assert ("ix_claim_key" in _names(tmp_path / "filled")) is (steps not in ALONE.values())
        assert _rows(filled) == _rows(plain)
        assert _indexes(tmp_path / "filled") == _indexes(tmp_path / "plain")
        assert filled.verify().broken is None


@pytest.mark.parametrize(("others", "way"), [(0, "truncate"), (1, "wal")])
def test_a_store_that_is_filled_alone_has_no_log_unless_somebody_else_has_it_open(tmp_path: Path, others: int, way: str) -> None:
    with Store.open(tmp_path) as store, ExitStack() as opened:
        for _ in range(others):
            opened.enter_context(Store.open(tmp_path)).seq()
        with store.filling(alone=True):
            _fill(store)
            assert _way(store) == way
        assert store.verify().broken is None
        assert _way(store) == "wal"


def _way(store: Store) -> object:
    with store.moment() as moment:
        return moment.connection.exec_driver_sql("PRAGMA journal_mode").scalar()


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


@pytest.mark.parametrize("alone", [False, True])
def test_postgresql_is_filled_in_the_same_way(server: URL, tmp_path: Path, alone: bool) -> None:
    with database(server) as address, Store.open(address) as store, Store.open(tmp_path) as plain:
        before = _named(store)
        with store.filling(alone=alone):
            assert _named(store) < before
            _fill(store)
        _fill(plain)
        assert _named(store) == before
        assert _rows(store) == _rows(plain)


def _named(store: Store) -> set[str]:
    with store.moment() as moment:
        return set(moment.connection.execute(text("SELECT indexname FROM pg_indexes WHERE schemaname = 'public'")).scalars())
