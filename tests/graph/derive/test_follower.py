"""What is kept up to date entry by entry is what deriving everything anew would give, at every moment."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations
from threading import Event, Thread
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select
from stories import SEEDS, STEP, STEPS, Step, Story, telling

from builders import Telling
from claimgraph.chains import Chains
from claimgraph.derivations import Dispute
from claimgraph.derive import MAKER, Derived, Follower
from claimgraph.derive.proposals import proposals_in
from claimgraph.errors import ClaimgraphError
from claimgraph.ids import mint_id
from claimgraph.model import Assertion, Claim, Finding, Graph, Judgement, Link, LinkKind, LinkStatus, LinkType, Node
from claimgraph.reason import knots
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.reason.values import questions_of
from claimgraph.store import Store
from claimgraph.store.rederiving import Area
from claimgraph.store.schema import derived, derived_key, meta, tally
from claimgraph.views.disputes import dispute_record
from databases import folder
from strategies import often


def counts_of(graph: Graph) -> Mapping[tuple[str, str], int]:
    """How many claims each document, voice and entity has, counted over a whole graph."""
    chains, counts = Chains(graph), Counter[tuple[str, str]]()
    for head in {graph.representative(claim) for claim in graph.claims}:
        claims = [claim for claim in graph.claims.values() if graph.representative(claim.id) == head]
        acts = [act for claim in claims for first in chains.first_hands(claim.id) for act in (first, *chains.hops(first))]
        counts.update(("source", voice) for voice in {voice for act in acts for voice in heard(graph, chains, act)})
        counts.update(("document", document) for document in {claim.document for claim in claims})
        counts.update(("entity", node) for node in {graph.representative(entity) for claim in claims for entity in claim.entities})
    return counts


def heard(graph: Graph, chains: Chains, act: Assertion) -> set[str]:
    return {graph.representative(act.speaker.id), *chains.voices(act.speaker.id)}


def everything(derived: Derived) -> Iterator[object]:
    found = derived.disputes(limit=1000)
    assert found.total == len(found.items)
    yield found.items
    yield {finding_key(finding) for finding in derived.findings(limit=1000).items}


def finding_key(finding: Finding) -> tuple[str, str, str]:
    return finding.kind, finding.target, finding.message


def check(store: Store) -> None:
    """What is kept at this moment is what the whole graph of this moment gives."""
    graph, derived = store.graph(), Derived(store)
    disputes = derive_disputes(graph)
    kept, findings = everything(derived)
    assert kept == disputes
    assert findings == {finding_key(finding) for finding in derive_findings(graph)}
    assert [derived.dispute_record(dispute.id) for dispute in disputes] == [dispute_record(graph, dispute) for dispute in disputes]
    assert set(derived.questions([dispute.id for dispute in disputes])) == set(questions_of(graph, disputes))
    assert list(map(json.loads, derived.dispute_texts(limit=1000).items)) == list(derived.dispute_records(limit=1000).items)
    assert derived.sizes() == {"disputes": len(disputes), "findings": len(derived.all_findings())}
    proposals = proposals_in(graph.judgements.values(), graph.links.values())
    assert {each.id: each for each in derived.proposals(limit=1000).items} == {each.id: each for each in proposals}
    counts = counts_of(graph)
    for name, shelf in (("document", graph.documents), ("source", graph.sources), ("entity", graph.entities)):
        heads = {graph.representative(node) for node in shelf}
        assert {node: number for node, number in derived.claim_counts(name, heads).items() if number} == {
            node: counts[name, node] for node in heads if counts[name, node]
        }
    check_lists(store)
    assert derived.waiting() == sum(rung.status is LinkStatus.PROPOSED for dispute in disputes for rung in dispute.rungs)
    assert dict(derived.commonest("status", 9)) == Counter(dispute.status for dispute in disputes)
    assert derived.disputes_of(graph.claims) == by_claim(graph, disputes)


def check_lists(store: Store) -> None:
    """The lists that are kept in their order are those that are sought of the past."""
    graph, seq = store.graph(), store.seq()
    asked = [("claims", {name: node}) for name, shelf in (("source", graph.sources), ("entity", graph.entities)) for node in shelf]
    asked += [("claims", {**where, "modality": "prediction"}) for _, where in asked]
    asked += [("links", {"entity": node, "kind": kind}) for node in graph.entities for kind in LinkKind]
    for kind, where in asked:
        assert pages(store, kind, where) == pages(store.at(seq), kind, where)


def pages(store: Store, kind: str, where: dict[str, str]) -> tuple[list[Node], set[int | None]]:
    found, cursor, totals = list[Node](), None, set[int | None]()
    while True:
        page = store.page(kind, where=where, cursor=cursor, limit=2)
        found, cursor = [*found, *page.items], page.next
        totals.add(page.total)
        if cursor is None:
            return found, totals


def by_claim(graph: Graph, disputes: tuple[Dispute, ...]) -> dict[str, tuple[Dispute, ...]]:
    """The disputes of each claim, which are those of the one that stands for it."""
    held = [(dispute, {claim for position in dispute.positions for claim in position.claims}) for dispute in disputes]
    found = {claim: tuple(dispute for dispute, those in held if graph.representative(claim) in those) for claim in graph.claims}
    return {claim: those for claim, those in found.items() if those}


def told_later(number: int, chance: random.Random, claims: list[Claim]) -> tuple[Telling, list[Link]]:
    """A document of one claim that contradicts some of these or holds what they do."""
    words = f"{number} guards stood at the gate"
    told = Telling(f"Paper {number} said that {words}.")
    claim = told.claim(f"{words}.", words)
    told.said(told.source(f"Paper {number}"), claim, words, cue="said")
    for other in chance.sample(claims, min(len(claims), chance.choice([1, 1, 1, 2, 3]))):
        type_ = chance.choice([LinkType.QUANTITY, LinkType.QUANTITY, LinkType.STATES, LinkType.RESTATES, LinkType.SCOPE])
        kind = LinkKind.SUPPORTS if type_ is LinkType.RESTATES else LinkKind.CONTRADICTS
        status = LinkStatus.APPARENT if type_ is LinkType.SCOPE else LinkStatus.PROPOSED
        told.link(kind, type_, claim, other, status=status, score=chance.random())
    claims.append(claim)
    made = list(told.links)
    told.links.clear()
    return told, made


def disturb(store: Store, chance: random.Random, link: Link, claims: list[Claim]) -> None:
    """Decide on a link, take a document back or bring one again, or link two claims that are there."""
    at = f"2026-01-01T00:00:00+00:00 {store.seq()}"
    taken = [change.target for change in store.changes() if change.verb == "retract"]
    with suppress(ClaimgraphError):
        match chance.randrange(6):
            case 0:
                store.retract(chance.choice(claims).document, actor="test")
            case 1 if taken:
                store.unretract(taken[-1], actor="test")
            case 2 if len(claims) > 3:
                a, b = chance.sample(claims, 2)
                found = Telling("late").contradiction(a, b, LinkType.TIME)
                store.add(Telling(f"Nothing new, {store.seq()}.").reading(), [found], actor="test")
            case _:
                verdict = chance.choice(["confirmed", "dismissed", "apparent"])
                store.judge(Judgement(mint_id("judgement", link.id, at), link.id, verdict, "person:ada", at), actor="test")


@often(1)
@example(505, 3)  # restatements alone held a claim of one dispute and of claims whose scope differs
@given(st.integers(0, 2**32), st.integers(3, 12))
def test_a_knot_that_is_split_is_kept_up_to_date_as_claims_join_it(seed: int, knot: int) -> None:
    chance, claims, all_links = random.Random(seed), list[Claim](), list[Link]()
    with patch.object(knots, "KNOT", knot), folder() as place, Store.open(place) as store:
        follower = Follower(store)
        for number in range(25):
            told, made = told_later(number, chance, claims)
            all_links += made
            store.add(told.reading(), made, actor="test")
            follower.follow()
            if all_links and chance.random() < 0.4:
                disturb(store, chance, chance.choice(all_links), claims)
            follower.follow()
            check(store)


def test_a_decision_moves_no_dispute_to_another_id() -> None:
    told = Telling("It said that one came, that two came, that three came.")
    claims = [told.claim(f"{word} came.", f"{word} came") for word in ("one", "two", "three")]
    found = [told.contradiction(*pair, LinkType.QUANTITY) for pair in combinations(claims, 2)]
    with folder() as place, Store.open(place) as store:
        store.add(told.reading(), actor="test")
        follower, seen = Follower(store), set()
        for verdict, link in [("confirmed", link) for link in found] + [("dismissed", link) for link in found[:2]]:
            judgement = Judgement(mint_id("judgement", link.id, verdict), link.id, verdict, "person:ada", "2026-01-01")
            store.judge(judgement, actor="test")
            follower.follow()
            seen |= {dispute.id for dispute in Derived(store).disputes().items}
        assert len(seen) == 1


@often(8)
@given(STEPS, st.integers(0, 2**32))
def test_what_is_kept_up_to_date_is_what_deriving_all_anew_gives_now_and_at_every_moment(steps: list[Step], seed: int) -> None:
    with folder() as place, Store.open(place) as store:
        story, follower = Story(store, seed), Follower(store)
        for step in [("add", 0, 0), *steps]:
            story.take(step)
            assert follower.follow() == store.seq()
            check(store)
        for seq in range(1, store.seq() + 1):
            check(store.at(seq))


def kept(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept of what is derived, and up to which entry."""
    with store.moment() as moment:
        rows = {table.name: moment.connection.execute(select(table)).all() for table in (derived, derived_key, tally, meta)}
    rows["tally"] = [row for row in rows["tally"] if row.number]
    return {name: sorted(map(tuple, found)) for name, found in rows.items()}


@often(8)
@given(st.lists(st.tuples(STEP | st.just("erase"), st.integers(0, 99), st.integers(0, 99), st.booleans()), min_size=4, max_size=16), SEEDS)
def test_what_is_derived_again_after_erasures_is_what_deriving_all_anew_gives(steps: list[tuple[str, int, int, bool]], seed: int) -> None:
    with patch.object(knots, "KNOT", 3 if seed % 2 else 40), folder() as place, Store.open(place) as store:
        story, follower = Story(store, seed), Follower(store)
        for verb, first, second, followed in [("add", 0, 0, True), ("add", 1, 0, True), *steps, ("erase", seed, 0, True)]:
            story.take((verb, first, second))
            if followed:
                follower.follow()
        found = kept(store)
        store.clear_derived(MAKER)
        follower.follow()
        assert found == kept(store)
        check(store)


def test_nobody_waits_longer_than_they_will_while_somebody_else_follows() -> None:
    with folder() as place, Store.open(place) as store:
        follower, begun, end = Follower(store), Event(), Event()
        store.add(telling(1).reading(), actor="test")

        def slow(seq: int, area: Area | None) -> None:
            begun.set()
            end.wait(30)
            type(follower)._step(follower, seq, area)

        with patch.object(follower, "_step", slow):
            other = Thread(target=follower.follow)
            other.start()
            assert begun.wait(30)
            assert follower.follow(0.01) == 0
            end.set()
            other.join()
        assert follower.follow() == 1
