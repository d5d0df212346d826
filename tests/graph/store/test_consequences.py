"""What is kept beside the sealed rows is what follows from them, and one row of it that was changed is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from builders import Telling
from claimgraph.ids import mint_id
from claimgraph.model import Judgement
from claimgraph.store import Store, consequences, verifying

Tamper = Callable[[str], int]


def tale(number: int) -> Telling:
    words = f"it rained for {number} days in Orsk"
    telling = Telling(f"Report {number}. Parade said that {words}.")
    claim = telling.claim(f"It rained for {number} days in Orsk.", words, about=(telling.entity("Orsk"),))
    paper = telling.source("Parade", members=(telling.author,))
    telling.said(paper, claim, words, cue="said")
    return telling


TALES = tuple(tale(number) for number in range(5))
PAPERS = [telling.sources[1].id for telling in TALES]
LINK = TALES[1].contradiction(TALES[0].claims[0], TALES[1].claims[0])
TALES[1].links.clear()


CHANGES = [
    ("scope", "UPDATE scope SET collection = 'north' WHERE collection = 'south' AND id LIKE 'claim-%' AND ended_seq IS NULL"),
    ("scope", "UPDATE scope SET retracted_seq = NULL WHERE collection = 'north' AND retracted_seq IS NOT NULL AND id LIKE 'document-%'"),
    ("scope", "UPDATE scope SET recorded_seq = recorded_seq - 1 WHERE id LIKE 'link-%' AND retracted_seq IS NULL AND ended_seq IS NULL"),
    ("scope", "UPDATE scope SET ended_seq = NULL WHERE id LIKE 'assertion-%' AND ended_seq IS NOT NULL"),
    ("scope", "UPDATE scope SET kind = 'claim' WHERE id LIKE 'judgement-%'"),
    ("scope", "UPDATE scope SET kind = 'idea' WHERE id LIKE 'source-%'"),
    ("scope", "DELETE FROM scope WHERE id LIKE 'entity-%'"),
    ("scope", "INSERT INTO scope (id, version, collection, recorded_seq, kind) VALUES ('claim-zzzz', 1, 'north', 1, 'claim')"),
    ("identity", f"UPDATE identity SET head = '{PAPERS[3]}' WHERE retracted_seq IS NULL AND collection = ''"),
    ("identity", "UPDATE identity SET retracted_seq = 9 WHERE retracted_seq IS NULL AND collection = 'north'"),
    ("identity", "UPDATE identity SET retracted_seq = NULL WHERE retracted_seq IS NOT NULL AND collection = ''"),
    ("identity", "UPDATE identity SET collection = 'west' WHERE collection = 'north'"),
    ("identity", "DELETE FROM identity WHERE retracted_seq IS NULL AND collection = ''"),
    ("identity", f"INSERT INTO identity (id, collection, recorded_seq, head) VALUES ('{TALES[1].author.id}', '', 9, '{PAPERS[0]}')"),
    ("source", "UPDATE source SET joined = NULL WHERE joined IS NOT NULL AND retracted_seq IS NULL"),
    ("entity", "UPDATE entity SET joined = 3 WHERE retracted_seq IS NULL"),
    ("mention", f"UPDATE mention SET entity = '{TALES[1].entities[0].id}' WHERE claim = '{TALES[0].claims[0].id}'"),
    ("mention", "DELETE FROM mention"),
    ("mention", "INSERT INTO mention (claim, entity, recorded_seq) VALUES ('claim-zzzz', 'entity-x', 1)"),
    ("member", f"UPDATE member SET source = '{PAPERS[1]}' WHERE collective = '{PAPERS[0]}'"),
    ("passage", "UPDATE passage SET text = text || ' and again' WHERE id LIKE 'claim-%' AND retracted_seq IS NULL"),
    ("passage", "UPDATE passage SET text = 'other words' WHERE id LIKE 'document-%' AND retracted_seq IS NOT NULL"),
    ("passage", "UPDATE passage SET id = 'link-zzzz' WHERE id LIKE 'entity-%' AND retracted_seq IS NULL"),
    ("passage", "UPDATE passage SET retracted_seq = 9 WHERE id LIKE 'assertion-%' AND retracted_seq IS NULL"),
    ("passage", "DELETE FROM passage WHERE id LIKE 'source-%'"),
]
"""Single changes behind the store's back, each with the table in which it is found."""


def say(store: Store, number: int, target: str, verdict: str, other: str | None = None) -> None:
    at = f"2026-01-01T00:00:{number:02}Z"
    store.judge(Judgement(mint_id("judgement", at), target, verdict, "person:ada", at, other=other), actor="test")


@pytest.fixture
def kept(store: Store) -> Store:
    """Reports in two collections and in none, some out again, retracted, brought back and erased; names of three made one."""
    for number, name in enumerate(("north", "north", "south", "south", None)):
        store.add(TALES[number].reading(), [LINK] if number == 1 else [], actor="test", collection=name)
    say(store, 1, LINK.id, "confirmed")
    for number in (1, 2, 3):
        say(store, number + 1, PAPERS[number], "same", PAPERS[0])
    say(store, 5, PAPERS[3], "different", PAPERS[0])
    store.release("north", [TALES[0].document.id], actor="test")
    store.collect("north", [TALES[0].document.id], actor="test")
    store.retract(TALES[2].document.id, actor="test")
    store.unretract(TALES[2].document.id, actor="test")
    store.retract(TALES[3].document.id, actor="test")
    store.erase(TALES[4].document.id, actor="test", reason="by order of a court")
    return store


def test_what_is_kept_follows_from_the_record(kept: Store) -> None:
    assert kept.check() == []


def test_a_name_that_is_read_anew_is_still_one_with_others(kept: Store) -> None:
    before, document = kept.page("sources").total, TALES[1].document.id
    read = replace(TALES[1].sources[1], variants=("The Parade",))
    kept.revise([read], [], document=document, actor="test", verb="reread", target=document)
    assert kept.page("sources").total == before
    assert kept.check() == []


@pytest.mark.parametrize(("each", "grouped"), [(1_000, 50), (1_000, 1), (2, 50)])
def test_a_row_that_does_not_follow_is_named_by_its_table(kept: Store, each: int, grouped: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consequences, "EACH", each)
    monkeypatch.setattr(consequences, "GROUPED", grouped)
    with kept._engine.connect() as connection:
        for table, change in CHANGES:
            assert connection.execute(text(change)).rowcount, change
            assert table in {problem.message.split("`")[1] for problem in consequences.faults(connection)}, change
            assert verifying.verify(connection).broken is None, change
            connection.rollback()
        assert list(consequences.faults(connection)) == []


def test_the_first_fault_of_a_table_is_told_with_its_id_and_how_to_mend_it(kept: Store, tamper: Tamper) -> None:
    assert tamper(f"DELETE FROM mention WHERE claim = '{TALES[0].claims[0].id}'") == 1
    assert tamper("UPDATE scope SET collection = 'north' WHERE collection = 'south'") > 10
    leak, lack = kept.check()[-2:]
    assert kept.within("north").page("documents").total == 3
    assert "`scope` keeps what does not follow" in leak.message
    assert lack.node == TALES[0].claims[0].id
    assert "`mention` lacks what follows" in lack.message
    assert (leak.rule, lack.rule) == ("the table `scope`", "the table `mention`")
    assert "Restore a backup" in lack.mend
