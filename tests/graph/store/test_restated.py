"""A store in which restatements were confirmed before that made two claims one is brought to what deciding today would have made of it."""

from collections.abc import Mapping

from sqlalchemy import create_engine

from builders import Telling
from claimgraph.derive import Derived, Follower
from claimgraph.ids import mint_id
from claimgraph.model import Claim, Judgement, Link, LinkKind, LinkStatus, LinkType, mint_link_id
from claimgraph.store import Store
from claimgraph.store.engine import FILE

WORDS = ("The mill burned down.", "The mill was destroyed by fire.", "Fire ruined the mill.", "The mill is gone.")


def told(number: int) -> tuple[Telling, Claim]:
    made = Telling(f"Witness {number} says: {WORDS[number]}", url=f"https://example.org/{number}")
    claim = made.claim(WORDS[number], WORDS[number])
    made.said(made.source(f"Witness {number}"), claim, WORDS[number], cue="says")
    return made, claim


AS_FOURTH = (
    *(f"DROP TABLE {table}" for table in ("listed", "member")),
    *(f"DROP INDEX {index}" for index in ("ix_document_sha256", "ix_derived_order", "ix_derived_gone")),
    "UPDATE meta SET value = '4' WHERE key = 'schema'",
)
"""What makes of a store of today one that says it is of the fourth schema."""
TOLD = [told(number) for number in range(4)]


def restatement(one: int, other: int) -> Link:
    ends = TOLD[one][1].id, TOLD[other][1].id
    node = mint_link_id(LinkKind.SUPPORTS, LinkType.RESTATES, *ends)
    return Link(node, LinkKind.SUPPORTS, LinkType.RESTATES, *ends, 0.9, "Both say the same.", "rule:restates@1", LinkStatus.PROPOSED)


def judge(store: Store, target: str, verdict: str, minute: int, other: str | None = None) -> str:
    node = mint_id("judgement", target, verdict, minute)
    store.judge(Judgement(node, target, verdict, "person:ada", f"2026-11-01T10:{minute:02}:00+00:00", other=other), actor="test")
    return node


def filled(store: Store) -> None:
    """Let restatements be confirmed, dismissed, taken back and brought back, in the store and in a collection."""
    links = [restatement(0, 1), restatement(1, 2), restatement(2, 3)]
    for number, (telling, _) in enumerate(TOLD):
        store.add(telling.reading(), [link for place, link in enumerate(links) if place == number - 1], actor="test")
    judge(store, links[0].id, "confirmed", 1)
    judge(store, links[2].id, "confirmed", 2)
    store.collect("Case 7", [TOLD[number][0].document.id for number in (1, 2)], actor="test")
    judge(store, links[1].id, "confirmed", 3)
    judge(store, links[2].id, "dismissed", 4)
    judge(store, TOLD[0][1].id, "same", 5, TOLD[3][1].id)
    store.retract(TOLD[0][0].document.id, actor="test")
    store.unretract(TOLD[0][0].document.id, actor="test")
    store.retract(links[0].id, actor="test")
    judge(store, links[1].id, "apparent", 6)
    store.release("Case 7", [TOLD[2][0].document.id], actor="test")


def standing(store: Store) -> list[Mapping[str, str]]:
    """Who stood for whom after each entry, in the store and in the collection."""
    views = [store, *([store.within("Case 7")] if store.is_collection("Case 7") else [])]
    return [dict(view.same(as_of=seq)) for view in views for seq in range(store.seq() + 1)]


def test_who_stands_for_whom_is_at_every_moment_what_deciding_today_makes_of_it(location: str) -> None:
    with Store.open(location) as store:
        filled(store)
        Follower(store).follow()
        expected, derived = standing(store), Derived(store).sizes()
    assert sum(map(bool, expected)) > 10
    forget_sameness(location)
    with Store.open(location) as store:
        assert standing(store) == expected
        assert (store.check(), store.verify().broken) == ([], None)
        Follower(store).follow()
        assert Derived(store).sizes() == derived


def test_a_store_without_such_decisions_stays_as_it_is(location: str) -> None:
    with Store.open(location) as store:
        for telling, _ in TOLD[:2]:
            store.add(telling.reading(), [], actor="test")
        judge(store, TOLD[0][1].id, "same", 5, TOLD[1][1].id)
        Follower(store).follow()
        expected, sizes = standing(store), Derived(store).sizes()
    run(location, *AS_FOURTH)
    with Store.open(location) as store:
        assert standing(store) == expected
        Follower(store).follow()
        assert Derived(store).sizes() == sizes


def forget_sameness(location: str) -> None:
    """Make a store what it was before a confirmed restatement made two claims one."""
    run(location, "DELETE FROM identity WHERE id LIKE 'claim-%%'", *AS_FOURTH)


def run(location: str, *statements: str) -> None:
    address = location.replace("postgresql", "postgresql+psycopg") if "://" in location else f"sqlite:///{location}/{FILE}"
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
