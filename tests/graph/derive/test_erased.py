"""What is derived holds nothing of what was erased, about no moment, and is what deriving everything anew would give."""

from dataclasses import replace

from sqlalchemy import inspect

from builders import Telling
from claimgraph.derive import MAKER, Derived, Follower
from claimgraph.ids import mint_id
from claimgraph.model import Claim, Judgement, Link, LinkKind, LinkStatus, LinkType, Stance, mint_link_id
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.store import Store
from claimgraph.store.schema import KINDS
from databases import folder


def report(secret: str, words: str) -> Telling:
    telling = Telling(f"Parade {secret} said that {words}.")
    claim = telling.claim(f"{words.capitalize()}.", words, about=(telling.entity("Orsk"),))
    told = telling.said(telling.source(f"Parade {secret}"), claim, words, cue="said")
    telling.said(telling.author, told, f"Parade {secret} said that {words}", stance=Stance.REPORTS)
    return telling


FIRST, SECOND, THIRD = report("xanquo", "xanquo fell in Orsk"), report("b", "nothing fell in Orsk"), report("c", "all of it fell in Orsk")
LINKS = {
    SECOND.document.id: [SECOND.contradiction(FIRST.claims[0], SECOND.claims[0])],
    THIRD.document.id: [THIRD.contradiction(SECOND.claims[0], THIRD.claims[0])],
}
for _telling in (FIRST, SECOND, THIRD):
    _telling.links.clear()


def same(one: int, other: int) -> Judgement:
    """The judgement that the papers of two documents are one."""
    ends = [(FIRST, SECOND, THIRD)[number].sources[1].id for number in (one, other)]
    return Judgement(mint_id("judgement", *ends), ends[0], "same", "person:ada", "2026-01-01", other=ends[1])


def words_of(store: Store) -> str:
    """All that any table holds."""
    with store.moment() as moment:
        tables = inspect(moment.connection).get_table_names()
        return repr([moment.connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables])


def test_what_is_derived_lets_go_of_what_is_erased_and_follows_anew() -> None:
    with folder() as place, Store.open(place) as store:
        follower = Follower(store)
        for telling in (FIRST, SECOND, THIRD):
            store.add(telling.reading(), LINKS.get(telling.document.id, ()), actor="test")
            follower.follow()
        for one, other in ((1, 0), (2, 0), (2, 1)):
            store.judge(same(one, other), actor="test")
            follower.follow()
        assert "xanquo" in repr(Derived(store).dispute_records().items).lower()
        store.erase(FIRST.document.id, actor="test", reason="by order of a court")
        assert "xanquo" not in words_of(store).lower()
        assert follower.follow() == 7
        assert "xanquo" not in words_of(store).lower()
        for seq in range(8):
            past, graph = Derived(store.at(seq)), store.graph(as_of=seq)
            assert past.disputes().items == derive_disputes(graph), seq
            assert set(past.findings().items) == set(derive_findings(graph)), seq
        documents = [telling.document.id for telling in (FIRST, SECOND, THIRD)]
        assert Derived(store).claim_counts("document", documents) == dict.fromkeys(documents[1:], 1)
        pages = {shelf: store.page(shelf) for shelf in KINDS}
        assert {shelf: page.total for shelf, page in pages.items()} == {shelf: len(page.items) for shelf, page in pages.items()}
        assert (pages["claims"].total, pages["sources"].total) == (2, 3)  # two authors, and one paper for both


def test_what_is_proposed_beside_what_is_erased_stays_as_every_entry_made_it() -> None:
    told = [report(str(number), f"nothing fell in Orsk on day {number}") for number in range(4)]
    claims = [telling.claims[0] for telling in told]
    links = [_restating(claims[one], claims[other]) for one, other in ((0, 1), (2, 3), (1, 3))]
    with folder() as place, Store.open(place) as store:
        readings = [telling.reading() for telling in told]
        store.add_many([*readings[:3], replace(readings[3], links=tuple(links))], [], actor="test", target="all at once")
        for number, (link, verdict) in enumerate(((links[1], "dismissed"), (links[2], "confirmed"), (links[1], "confirmed"))):
            node = mint_id("judgement", link.id, number)
            store.judge(Judgement(node, link.id, verdict, "person:ada", f"2026-01-0{number + 1}"), actor="test")
        follower = Follower(store)
        follower.follow()
        store.erase(told[0].document.id, actor="test", reason="by order of a court")
        assert follower.follow() == 5
        kept = [(Derived(store.at(seq)).proposals(), Derived(store.at(seq)).sizes()) for seq in range(6)]
        store.clear_derived(MAKER)
        follower.follow()
        assert [(Derived(store.at(seq)).proposals(), Derived(store.at(seq)).sizes()) for seq in range(6)] == kept
        assert [len(proposals.items) for proposals, _ in kept] == [0, 2, 2, 2, 2, 2]


def _restating(one: Claim, other: Claim) -> Link:
    node = mint_link_id(LinkKind.SUPPORTS, LinkType.RESTATES, one.id, other.id)
    words = "Both say the same."
    return Link(node, LinkKind.SUPPORTS, LinkType.RESTATES, one.id, other.id, 0.9, words, "rule:restates@1", LinkStatus.PROPOSED)
