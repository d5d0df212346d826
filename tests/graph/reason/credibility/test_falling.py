from claimgraph.model import Claim, LinkType, Stance
from claimgraph.reason.credibility.falling import distrusting, what_falls
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.credibility.told import Change
from claimgraph.reason.credibility.why import why
from claimgraph.trust import TrustProfile, TrustRule
from debates import Debate


def kinds(changes: tuple[Change, ...], claim: Claim) -> tuple[str, ...]:
    return next((change.kinds for change in changes if change.claim == claim.id), ())


def scene() -> tuple[Debate, Claim, Claim, Claim]:
    """A claim of two voices, one that contradicts it, and a premise."""
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    debate.link(debate.says("Uma Rehn", "The dam is holding."), holds, LinkType.RESTATES)
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    low = debate.says("Eva Sand", "The water is low.")
    debate.link(low, holds, LinkType.PREMISE)
    return debate, holds, broke, low


def test_without_a_source_what_it_shared_becomes_single_sourced_and_its_rival_gains() -> None:
    debate, holds, broke, _ = scene()
    changes = what_falls(debate.graph(), debate.sources["Uma Rehn"].id)
    assert kinds(changes, holds) == ("becomes single-sourced", "loses")
    assert kinds(changes, broke) == ("gains",)


def test_without_its_only_source_a_claim_loses_its_last_support_and_comes_first() -> None:
    debate, holds, broke, _ = scene()
    changes = what_falls(debate.graph(), debate.sources["Ivo Lenk"].id)
    assert changes[0].claim == broke.id
    assert "loses its last support" in changes[0].kinds
    assert kinds(changes, holds) == ("gains",)


def test_without_a_document_all_that_is_asserted_in_it_counts_for_nothing() -> None:
    debate, holds, broke, _ = scene()
    graph = debate.graph()
    changes = what_falls(graph, broke.document)
    assert kinds(changes, broke)[0] == "loses its last support"
    assert kinds(changes, holds) == ("gains",)
    act = next(act.id for act in graph.assertions.values() if act.document == broke.document)
    assert changes == what_falls(graph, act)


def test_without_a_claim_what_it_supported_loses() -> None:
    debate, holds, _, low = scene()
    assert "loses" in kinds(what_falls(debate.graph(), low.id), holds)


def test_without_a_link_the_claims_at_its_ends_no_longer_pull() -> None:
    debate, holds, _, _ = scene()
    assert "gains" in kinds(what_falls(debate.graph(), debate.links[1].id), holds)


def test_without_a_denial_the_negative_claim_that_it_mints_falls_too() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.")
    t = debate.document("Ivo Lenk", "I deny that the dam holds.")
    denial = t.said(t.author, claim, "the dam holds", stance=Stance.DENIES)
    negative = t.claim("The dam does not hold.", "the dam holds", negative=True)
    t.said(t.author, negative, "the dam holds", implied=True)
    debate.link(claim, negative, LinkType.DENIAL, stated_in=denial.id)
    changes = what_falls(debate.graph(), denial.id)
    assert kinds(changes, claim) == ("stands", "gains")
    assert "loses its last support" in kinds(changes, negative)


def test_without_the_link_of_a_denial_the_denial_does_not_count_by_itself_instead() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.")
    t = debate.document("Ivo Lenk", "I deny that the dam holds.")
    denial = t.said(t.author, claim, "the dam holds", stance=Stance.DENIES)
    negative = t.claim("The dam does not hold.", "the dam holds", negative=True)
    t.said(t.author, negative, "the dam holds", implied=True)
    link = debate.link(claim, negative, LinkType.DENIAL, stated_in=denial.id)
    changes = what_falls(debate.graph(), link.id)
    assert [kinds(changes, one) for one in (claim, negative)] == [("stands", "gains")] * 2


def test_distrusting_takes_the_place_of_all_other_rules_about_the_source() -> None:
    debate, *_ = scene()
    debate.relays("Tom Wirt", "Nora Vale", "It rains.", publisher="Ana Brun")
    source = debate.sources["Ana Brun"].id
    other = TrustRule(source=debate.sources["Ivo Lenk"].id, grade="B")
    rules = (TrustRule(source=source, weight=0.9), TrustRule(outlet="ana brun", grade="A"), other)
    found = distrusting(debate.graph(), source, TrustProfile("test", rules))
    assert found.rules == (other, TrustRule(source=source, weight=0.0), TrustRule(outlet="ana brun", weight=0.0))


def test_why_ranks_by_what_the_score_would_be_without_each_and_bounds_how_many() -> None:
    debate, holds, _, _ = scene()
    found = why(debate.graph(), holds.id)
    effects = [abs(reason.effect or 0.0) for reason in found.reasons]
    assert effects == sorted(effects, reverse=True)
    assert {reason.step.kind for reason in found.reasons} == {"voice", "claim"}
    assert why(debate.graph(), holds.id, most=2).left_out == len(found.reasons) - 2


def test_more_voices_than_can_be_weighed_exactly_share_one_line_and_still_add_up() -> None:
    debate = Debate()
    claim = debate.says("Voice Number0", "The dam holds.")
    for number in range(1, 14):
        debate.link(debate.says(f"Voice Number{number}", "The dam holds still."), claim, LinkType.RESTATES)
    found = why(debate.graph(), claim.id, most=1)
    assert [share.others for share in found.shares] == [0] * 10 + [4]
    assert abs(found.base + sum(share.value for share in found.shares) - found.reasons[0].effect - found.reasons[0].without) < 1e-9  # type: ignore[operator]


def test_among_many_claims_fewer_reasons_are_told_and_the_shares_still_add_up() -> None:
    debate = Debate()
    claim = debate.says("Voice Number0", "The dam holds.")
    for number in range(1, 130):
        debate.says(f"Voice Number{number}", f"The dam broke at {number}.", against=claim)
    found = why(debate.graph(), claim.id)
    score = Scored.of(debate.graph()).value(claim.id)
    assert (len(found.reasons), found.left_out) == (24, 106)
    assert len(found.shares) == 8
    assert abs(found.base + sum(share.value for share in found.shares) - (score or 0.0)) < 1e-9
