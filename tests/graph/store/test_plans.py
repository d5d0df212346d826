"""Reads that are made all the time find an index in SQLite, whose planner is easily led astray."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from builders import contested_province
from claimgraph.derive import Derived
from claimgraph.derive.weighing import Weighing
from claimgraph.model import Judgement
from claimgraph.store import Store
from claimgraph.store.sameness import judgements_around


def one_with(store: Store, claim: str) -> list[Judgement]:
    with store.moment() as moment:
        return judgements_around(moment, [claim])


READS: dict[str, Callable[[Store, dict[str, str]], object]] = {
    "a name": lambda store, _: store.named("safir"),
    "the oldest of a name": lambda store, _: store.first_named("entities", [("place", "safir")]),
    "who graded a source": lambda store, ids: store.grades(ids["source"]),
    "a page of names": lambda store, _: store.page("entities"),
    "a page of claims": lambda store, _: store.page("claims"),
    "the claims of an entity": lambda store, ids: store.page("claims", where={"entity": ids["entity"]}),
    "the claims of a source": lambda store, ids: store.page("claims", where={"source": ids["source"]}),
    "documents of an address": lambda store, _: store.page("documents", where={"url": "https://example.org/"}),
    "documents of a publisher": lambda store, _: store.page("documents", where={"publisher": "The Post"}),
    "the evidence on a claim": lambda store, ids: store.evidence([ids["claim"]], most=400),
    "what falls with a source": lambda store, ids: Weighing(store).falls(ids["source"]),
    "the trust profiles": lambda store, _: store.trusts(),
    "contradictions about an entity": lambda store, ids: store.page("links", where={"entity": ids["entity"]}),
    "the graph around a claim": lambda store, ids: store.graph([ids["claim"]]),
    "the disputes of a claim": lambda store, ids: Derived(store).disputes_of([ids["claim"]]),
    "the findings on a claim": lambda store, ids: Derived(store).findings_on([ids["claim"]]),
    "what makes claims one": lambda store, ids: one_with(store, ids["claim"]),
    "a search": lambda store, _: store.search("column routed"),
}


@contextmanager
def plans(store: Store) -> Iterator[list[str]]:
    """What the planner says of each statement that is run meanwhile."""
    found: list[str] = []
    asked: list[str] = []

    def listen(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(asked.append)

    store._engine.dispose()  # so that whoever asks opens a connection
    event.listen(store._engine, "connect", listen)
    yield found
    event.remove(store._engine, "connect", listen)
    store._engine.dispose()
    with closing(store._engine.raw_connection()) as connection:
        for statement in [statement for statement in asked if statement.lstrip().startswith(("SELECT", "WITH"))]:
            rows = connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}")
            found += [f"{row[3]} — {statement}" for row in rows.fetchall()]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        opened.add(contested_province().reading(), actor="test")
        yield opened


@pytest.mark.parametrize("read", READS)
def test_no_read_looks_through_a_table_or_takes_the_living_for_rare(store: Store, read: str) -> None:
    graph = store.graph()
    ids = {"entity": next(iter(graph.entities)), "source": next(iter(graph.sources)), "claim": next(iter(graph.claims))}
    with plans(store) as found:
        READS[read](store, ids)
    assert found
    tables = ("source", "entity", "claim", "assertion", "link", "document", "judgement", "identity", "mention", "passage")
    for line in found:
        plan = line.split(" — ")[0]
        whole = plan.startswith("SCAN ") and plan.split()[1] in tables and " USING " not in plan
        assert not whole, line
        assert "(retracted_seq=?)" not in plan, line
        assert "(kind=?)" not in plan, line
        assert not ("(stated_in=?)" in plan and "stated_in IS NULL" in line), line
