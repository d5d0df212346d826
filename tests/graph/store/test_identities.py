"""Who stands for whom, kept up by single steps, is what all judgements together say."""

import sqlite3
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from builders import Telling
from claimgraph.errors import ClaimgraphError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement
from claimgraph.store import Store, identities, sameness
from claimgraph.store.moment import Moment
from databases import folder
from strategies import often

DOCUMENTS, NAMES = range(6), ("Orsk", "Lund")
Step = tuple[str, int, int, int]
VERBS = ["add", "same", "different", "retract", "unretract", "undo"]
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), *[st.integers(0, 5)] * 3), min_size=2, max_size=14)


def told(number: int) -> Telling:
    telling = Telling(f"Orsk and Lund met for the {number}. time.")
    for name in NAMES:
        telling.entity(name)
    telling.said(telling.author, telling.claim("They met.", "met"), "met")
    return telling


TOLD = [told(number) for number in DOCUMENTS]


def judgement(target: str, other: str, verdict: str, judge: str, number: int) -> Judgement:
    at = f"2026-01-01T00:00:{number:02}+00:00"
    return Judgement(mint_id("judgement", target, other, verdict, judge, at), target, verdict, judge, at, other=other)


def name(document: int, which: int) -> str:
    return TOLD[document].entities[which % 2].id


def add(store: Store, first: int, second: int, third: int) -> None:
    """Two documents in one entry, the names of the first judged to be those of others as they come."""
    made = [
        judgement(name(first, which), name(other, which), "same", "rule:same-name@1", 0)
        for which, other in ((0, second), (1, third))
        if other != first
    ]
    store.add_many([TOLD[first].reading(), TOLD[second].reading()], made, actor="test", target="batch")


def take(store: Store, step: Step, number: int, made: list[str]) -> None:
    verb, first, second, third = step
    match verb:
        case "add":
            add(store, first, second, third)
        case "retract":
            store.retract(TOLD[first].document.id, actor="test")
        case "unretract":
            store.unretract(TOLD[first].document.id, actor="test")
        case "undo" if made:
            store.retract(made[first % len(made)], actor="test")
        case "same" | "different":
            item = judgement(name(first, third), name(second, third), verb, "person:test", number)
            store.judge(item, actor="test")
            made.append(item.id)


def recomputed(store: Store) -> dict[str, str]:
    """Who stands for whom, from all judgements at once."""
    with store._reads() as connection:
        now = Moment(connection)
        judged = [item for item in now.all(Judgement) if item.verdict in sameness.VERDICTS]
        members = {end for item in judged for end in (item.target, item.other or "")}
        return identities.grouped_by(judged, *identities._ages(now, members))


@often(15)
@given(STEPS)
def test_whoever_joins_or_leaves_a_group_changes_it_as_a_look_at_all_judgements_would(steps: list[Step]) -> None:
    with folder() as place, Store.open(place) as store:
        made: list[str] = []
        for number, step in enumerate(steps):
            with suppress(ClaimgraphError):
                take(store, step, number, made)
            assert dict(store.graph().same) == recomputed(store)
            remembers_what_is_asked_anew(store)
        assert store.verify().broken is None


def remembers_what_is_asked_anew(store: Store) -> None:
    names = [name(number, which) for number in DOCUMENTS for which in (0, 1)]
    with store.moment() as moment:
        standing = identities.Standing(moment)
        for asked in (names[:3], names[2:8], names):
            assert standing.grouped(asked) == identities.grouped(moment, asked)
            assert list(standing.heads(asked).items()) == sorted(identities.heads(moment, asked).items())


def test_of_names_that_come_together_the_smallest_id_stands_for_all() -> None:
    with folder() as place, Store.open(place) as store:
        add(store, 0, 1, 1)
        first, second = sorted((name(0, 0), name(1, 0)))
        assert store.graph().same[second] == first


def test_a_name_that_joins_a_group_asks_nothing_about_those_who_are_in_it() -> None:
    asked: list[str] = []

    def listen(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_trace_callback(asked.append)

    with folder() as place, Store.open(place) as store:
        for number in (0, 1):
            add(store, number, 0, 0)
        store._engine.dispose()  # so that whoever writes opens a connection
        event.listen(store._engine, "connect", listen)
        add(store, 2, 0, 0)
        event.remove(store._engine, "connect", listen)
        assert store.graph().same == {name(document, which): name(0, which) for document in (1, 2) for which in (0, 1)}
    assert any(name(0, 0) in statement for statement in asked)
    assert not any(name(1, 0) in statement for statement in asked)
