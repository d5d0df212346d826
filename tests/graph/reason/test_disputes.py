import random
import time
from dataclasses import replace

import pytest

from builders import Telling, contested_province, together
from claimgraph.derivations import Dispute
from claimgraph.model import Claim, Graph, Judgement, LinkKind, LinkStatus, LinkType, Stance
from claimgraph.reason.disputes import STATUSES, derive_disputes


@pytest.fixture
def province() -> Telling:
    return contested_province()


def _texts(graph: Graph, dispute: Dispute, letter: str) -> set[str]:
    position = next(position for position in dispute.positions if position.letter == letter)
    return {graph.claims[claim].text for claim in position.claims}


def test_an_analysis_holds_its_disputes_most_contested_first(province: Telling) -> None:
    disputes = derive_disputes(province.graph())
    assert [dispute.question for dispute in disputes] == [
        "Are foreign troops fighting in the province?",
        "Was the column routed near Safir?",
        "The enemy is in disarray, or the enemy resists sternly near Safir?",
        "Thirty officers were killed in October, or three commanders were killed?",
    ]
    assert sum(len(dispute.rungs) for dispute in disputes) == 6


def test_the_side_that_affirms_is_a(province: Telling) -> None:
    first = derive_disputes(province.graph())[0]
    assert first.positions[0].label == "Foreign troops are fighting in the province."
    assert _texts(province.graph(), first, "B") == {
        "Foreign troops are not fighting in the province.",
        "Losses rose because the troops stand closer to the front.",
    }


def test_the_strongest_rung_is_one_whose_both_ends_somebody_endorses(province: Telling) -> None:
    rungs = derive_disputes(province.graph())[0].rungs
    assert [rung.score for rung in rungs] == [0.95, 0.9, 0.7, 1.0]


def test_supports_and_undercuts_are_attached(province: Telling) -> None:
    graph = province.graph()
    troops, rout = derive_disputes(graph)[:2]
    assert {graph.claims[graph.links[link].from_].text for link in troops.supports} >= {
        "Thirty officers were killed in October.",
        "Parade belongs to the force that lost the men.",
    }
    assert [graph.claims[graph.links[link].from_].text for link in rout.undercuts] == ["Delta Wire is likely exaggerating."]


def test_an_update_is_shown_as_apparent_and_never_counted(province: Telling) -> None:
    last = derive_disputes(province.graph())[-1]
    assert (last.status, last.rungs, len(last.apparent)) == ("scope differs", (), 1)


def test_a_concession_makes_a_dispute_partly_conceded(province: Telling) -> None:
    assert [dispute.status for dispute in derive_disputes(province.graph())] == ["open", "partly conceded", "open", "scope differs"]


def test_origins_and_relays_of_a_position_are_counted(province: Telling) -> None:
    graph = province.graph()
    disarray = derive_disputes(graph)[2]
    assert [graph.sources[voice].name for voice in disarray.positions[0].origins] == ["Orsk", "Lund"]
    assert [graph.sources[voice].name for voice in disarray.positions[0].relays] == ["Ines Vale"]


def test_what_is_dismissed_makes_no_dispute(province: Telling) -> None:
    graph = province.graph()
    links = [replace(link, status=LinkStatus.DISMISSED) for link in graph.links.values()]
    assert derive_disputes(Graph.of([*(node for node in graph.nodes() if node.id not in graph.links), *links])) == ()


def test_dismissing_a_link_does_not_move_the_dispute_to_another_id(province: Telling) -> None:
    graph = province.graph()
    before = derive_disputes(graph)[0]
    oldest = min(before.rungs, key=lambda rung: list(graph.links).index(rung.link))
    links = {**graph.links, oldest.link: replace(graph.links[oldest.link], status=LinkStatus.DISMISSED)}
    after = derive_disputes(replace(graph, links=links))[0]
    assert after.id == before.id
    assert len(after.rungs) == len(before.rungs) - 1


def test_a_judged_status_is_shown(province: Telling) -> None:
    graph = province.graph()
    dispute = derive_disputes(graph)[0]
    judgement = Judgement("judgement-a", dispute.id, "resolved", "person:ann", "2026-01-01")
    assert derive_disputes(replace(graph, judgements={judgement.id: judgement}))[0].status == "resolved"


def _two(type_: LinkType = LinkType.STATES) -> tuple[Telling, Claim, Claim]:
    t = Telling("It is day. It is night. Dawn broke later.")
    day, night = t.claim("It is day.", "It is day"), t.claim("It is night.", "It is night")
    t.contradiction(day, night, type_)
    return t, day, night


def test_an_update_between_the_sides_makes_a_dispute_superseded() -> None:
    t, day, night = _two()
    t.support(day, night, LinkType.UPDATES)
    assert [dispute.status for dispute in derive_disputes(t.graph())] == ["superseded"]


def test_a_restatement_joins_a_position() -> None:
    t, _, night = _two()
    dawn = t.claim("It is not yet day.", "Dawn broke later")
    t.support(dawn, night, LinkType.RESTATES)
    (dispute,) = derive_disputes(t.graph())
    assert dawn.id in dispute.positions[1].claims
    assert dispute.supports == ()


def test_what_restates_both_sides_stands_on_the_surer_one_and_joins_them_never() -> None:
    t, day, night = _two()
    dawn = t.claim("It is not yet day.", "Dawn broke later")
    t.support(dawn, day, LinkType.RESTATES, score=0.86, status=LinkStatus.PROPOSED)
    t.support(dawn, night, LinkType.RESTATES, score=0.9, status=LinkStatus.PROPOSED)
    (dispute,) = derive_disputes(t.graph())
    assert [set(position.claims) for position in dispute.positions] == [{day.id}, {night.id, dawn.id}]
    assert dispute.frustration == 0


def test_three_claims_that_exclude_each_other_are_frustrated() -> None:
    t, day, night = _two()
    dawn = t.claim("It is dawn.", "Dawn broke later")
    t.contradiction(day, dawn)
    t.contradiction(night, dawn)
    (dispute,) = derive_disputes(t.graph())
    assert (dispute.frustration, len(dispute.rungs)) == (1, 3)


def test_more_independent_origins_on_the_weaker_side_rank_higher() -> None:
    t = Telling("Ann says yes. Bob says no. Cid says maybe. Dan says never.")
    claims = [t.claim(f"Claim {word}.", word) for word in ("yes", "no", "maybe", "never")]
    for name, claim in zip(("Ann", "Bob", "Cid"), claims, strict=False):
        t.said(t.source(name), claim, claim.text[6:-1])
    t.contradiction(claims[2], claims[3], score=0.99)
    t.contradiction(claims[0], claims[1], score=0.5)
    assert [dispute.rungs[0].score for dispute in derive_disputes(t.graph())] == [0.5, 0.99]


def test_links_to_what_is_not_in_the_graph_are_left_out() -> None:
    t, _, night = _two()
    graph = t.graph()
    assert derive_disputes(replace(graph, claims={night.id: night})) == ()


def test_an_empty_graph_has_no_disputes() -> None:
    assert derive_disputes(Graph()) == ()


def test_disputes_do_not_depend_on_what_else_is_in_the_graph(province: Telling) -> None:
    other, _, _ = _two()
    alone = {dispute.id: dispute for dispute in derive_disputes(province.graph())}
    both = {dispute.id: dispute for dispute in derive_disputes(together([other, province]))}
    assert alone.items() <= both.items()


def test_every_status_is_a_known_one(province: Telling) -> None:
    assert {dispute.status for dispute in derive_disputes(province.graph())} <= set(STATUSES)


def _random_graph(claims: int, links: int) -> Graph:
    chance = random.Random(7)
    t = Telling("word " * 10)
    made = [Claim(f"claim-{number}", t.document.id, f"Claim {number}.") for number in range(claims)]
    t.claims.extend(made)
    for claim in made:
        t.said(t.author, claim, "word", stance=Stance.ENDORSES)
    for _ in range(links):
        near = chance.randrange(claims - 30)
        a, b = made[near], made[near + chance.randrange(1, 30)]
        kind = LinkKind.SUPPORTS if chance.random() < 0.4 else LinkKind.CONTRADICTS
        t.link(kind, LinkType.PREMISE if kind is LinkKind.SUPPORTS else LinkType.STATES, a, b, score=chance.random())
    return t.graph()


def test_deriving_is_near_linear_and_loses_no_contradiction() -> None:
    times = []
    for size in (1_000, 8_000):
        graph = _random_graph(size, size)
        start = time.process_time()
        disputes = derive_disputes(graph)
        times.append(time.process_time() - start)
        shown = {rung.link for dispute in disputes for rung in dispute.rungs} | {link for dispute in disputes for link in dispute.cut}
        assert shown == {link.id for link in graph.links.values() if link.kind is LinkKind.CONTRADICTS}
        assert len({dispute.id for dispute in disputes}) == len(disputes)
    assert times[1] < 8 * 4 * max(times[0], 0.05)
