"""The positions of a dispute as competing hypotheses: which claims are evidence, and how each fits each position."""

import pytest

from claimgraph.derive.hypotheses import Evidence, Hypotheses, hypotheses_of
from claimgraph.derive.weighing import Weighed
from claimgraph.model import LinkStatus, LinkType
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.disputes import derive_disputes
from claimgraph.trust import NEUTRAL, TrustProfile, TrustRule
from debates import Debate


def compared(debate: Debate, profile: TrustProfile = NEUTRAL) -> tuple[Hypotheses, Scored]:
    graph = debate.graph()
    scored = Scored.of(graph, profile)
    return hypotheses_of(derive_disputes(graph)[0], Weighed(scored, graph, whole=True, read=len(graph.claims))), scored


def fits(found: Hypotheses) -> dict[str, tuple[str, ...]]:
    return {row.claim: tuple(row.fits) for row in found.evidence}


def test_a_small_debate_comes_out_as_by_hand() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    street = debate.says("Kim Oda", "The street by the dam is flooded.", against=holds)
    cellar = debate.says("Uma Rehn", "The cellars by the dam are dry.")
    both = debate.says("Eva Sand", "The lake is low.")
    debate.link(cellar, holds, LinkType.PREMISE, status=LinkStatus.PROPOSED)
    debate.link(both, holds, LinkType.EXAMPLE)
    debate.link(both, broke, LinkType.PREMISE)
    found, scored = compared(debate)
    assert fits(found) == {
        holds.id: ("CC", "II"),
        broke.id: ("II", "CC"),
        street.id: ("II", "C"),
        cellar.id: ("CC", "NA"),
        both.id: ("CC", "CC"),
    }
    a, b = found.hypotheses
    assert (a.label, a.count, a.inconsistency, a.consistency, a.rank) == ("The dam holds.", 2, 8, 12, 2)
    assert (b.label, b.count, b.inconsistency, b.consistency, b.rank) == ("The dam broke.", 1, 4, 9, 1)
    assert found.leads == "B"
    values = {claim.id: scored.value(claim.id) or 0.0 for claim in (holds, broke, street)}
    assert (a.weighted, b.weighted) == pytest.approx((2 * values[broke.id] + 2 * values[street.id], 2 * values[holds.id]))
    rows = {row.claim: row for row in found.evidence}
    assert [rows[claim.id].diagnosticity for claim in (holds, broke, street, cellar, both)] == [2, 2, 1.5, 1, 0]
    assert found.evidence[-1].claim == both.id
    assert rows[street.id].own == ("B",)
    assert rows[street.id].voices == (debate.sources["Kim Oda"].id,)
    assert rows[cellar.id].links == ((debate.links[2].id,), ())


def row_of(found: Hypotheses, claim: str) -> Evidence:
    return next(row for row in found.evidence if claim in row.claims)


def test_what_is_no_evidence_is_in_no_row_and_what_is_taken_as_one_is_in_one() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    again = debate.says("Uma Rehn", "The dam is broken.")
    debate.link(again, broke, LinkType.RESTATES)
    for text, type_, status in (
        ("The dam was mended.", LinkType.UPDATES, LinkStatus.CONFIRMED),
        ("Ana Brun sells dams.", LinkType.UNDERCUT, LinkStatus.CONFIRMED),
        ("The lake is low.", LinkType.PREMISE, LinkStatus.DISMISSED),
    ):
        debate.link(debate.says("Kim Oda", text), debate.acts[holds.id] if type_ is LinkType.UNDERCUT else holds, type_, status=status)
    found, _ = compared(debate)
    assert [set(row.claims) for row in found.evidence if row.own] in (
        [{holds.id}, {broke.id, again.id}],
        [{broke.id, again.id}, {holds.id}],
    )
    assert len(found.evidence) == 2
    assert found.leads is None
    distrusted, _ = compared(debate, TrustProfile("no Ana", (TrustRule(source=debate.sources["Ana Brun"].id, weight=0.0),)))
    assert [row.claim for row in distrusted.evidence] == [row_of(found, broke.id).claim]
    assert distrusted.leads == "B"


def test_where_only_scopes_differ_there_is_no_evidence_and_nothing_leads() -> None:
    debate = Debate()
    low = debate.says("Ana Brun", "Three fell.")
    debate.link(debate.says("Ivo Lenk", "Thirty fell."), low, LinkType.QUANTITY, status=LinkStatus.APPARENT)
    found, _ = compared(debate)
    assert (found.evidence, found.leads, [one.rank for one in found.hypotheses]) == ((), None, [1, 1])
