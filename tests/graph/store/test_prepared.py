"""Statements that the driver runs by itself answer what SQLAlchemy's do, and fail as they do."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Text, bindparam, func, literal_column, select
from sqlalchemy.exc import OperationalError

from builders import contested_province
from claimgraph.model import Claim
from claimgraph.store import Store
from claimgraph.store.prepared import ask, fault
from claimgraph.store.schema import claim

_OF_KIND = claim.c.modality == bindparam("kind", type_=Text)
KINDS = select(claim.c.id, func.count().label("number"), func.count()).where(_OF_KIND).group_by(claim.c.id)
LISTED = select(claim.c.id).where(claim.c.modality.in_(["fact", "norm"])).order_by(claim.c.id).limit(literal_column("3"))
DEFAULTS = select(claim.c.id).where(claim.c.modality == "fact", claim.c.polarity == bindparam("polarity", "positive")).order_by(claim.c.id)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
        with store.moment() as moment:
            yield moment.connection


def test_an_answer_is_the_one_of_sqlalchemy_with_its_columns_by_name(connection: Connection) -> None:
    found = ask(connection, KINDS, {"kind": "fact", "unknown": 1})
    assert found
    assert [tuple(row) for row in found] == [tuple(row) for row in connection.execute(KINDS, {"kind": "fact"})]
    assert [(row.id, row.number) for row in found.all()] == [row[:2] for row in found]


@pytest.mark.parametrize("statement", [LISTED, DEFAULTS])
def test_lists_of_values_and_defaults_are_kept(connection: Connection, statement: object) -> None:
    wanted = [tuple(row) for row in connection.execute(statement).all()]  # type: ignore[call-overload]
    assert wanted
    assert [tuple(row) for row in ask(connection, statement, {})] == wanted  # type: ignore[arg-type]


def test_a_value_is_never_part_of_the_statement(connection: Connection) -> None:
    assert ask(connection, KINDS, {"kind": "fact' OR '1'='1"}) == []
    assert (ask(connection, KINDS, {"kind": "nothing"}).first(), ask(connection, KINDS, {"kind": "nothing"}).scalar()) == (None, None)
    assert ask(connection, select(func.count()).select_from(claim), {}).scalar_one() > 0


def test_errors_of_the_driver_are_those_of_sqlalchemy(connection: Connection) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        ask(connection, select(literal_column("1 FROM nowhere")), {})
    assert isinstance(fault("SELECT 1", sqlite3.OperationalError("disk I/O error")), OperationalError)


def test_the_same_page_is_answered_now_then_and_within_a_collection(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        added = store.add(contested_province().reading(), actor="test", collection="Case 7")
        graph = store.graph()
        source = next(item.speaker.id for item in graph.assertions.values() if item.content.claim)
        for where in (
            {},
            {"source": source},
            {"document": added.document},
            {"entity": next(iter(graph.entities))},
            {"polarity": "negative"},
        ):
            pages = [view.page("claims", where=where, limit=3) for view in (store, store.at(added.seq), store.within("Case 7"))]
            assert pages[0].items == pages[1].items == pages[2].items
            assert {page.total for page in pages} == {sum(_meets(node, where, store) for node in graph.claims.values())}
            following = pages[0].next
            assert (following is None) == (len(pages[0].items) < 3 or pages[0].total == 3)
            assert not following or store.page("claims", where=where, limit=3, cursor=following).items[0] not in pages[0].items


def _meets(node: Claim, where: dict[str, str], store: Store) -> bool:
    return node in store.page("claims", where=where, limit=1000).items
