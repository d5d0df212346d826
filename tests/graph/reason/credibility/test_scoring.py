from dataclasses import replace
from math import isclose

import pytest

from builders import contested_province
from claimgraph.model import Affiliation, Certainty, Claim, Direction, Graph, Interest, LinkStatus, LinkType, Stance
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.trust import NEUTRAL, TrustProfile, TrustRule
from debates import Debate


def value(graph: Graph, claim: Claim, *rules: TrustRule) -> float:
    found = Scored.of(graph, TrustProfile("test", rules) if rules else NEUTRAL).value(claim.id)
    assert found is not None
    return found


def test_one_unrated_voice_gives_what_the_formula_says() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.")
    score = Scored.of(debate.graph()).score(claim.id)
    assert score.value == pytest.approx(0.5 + 0.5 * 0.25 / 1.25)
    assert (score.certificate, score.status, score.trust) == ("unique", "stands", None)
    assert set(score.spread) == {"quadratic energy", "DF-QuAD", "Euler-based", "MLP-based"}


def test_the_steps_of_a_score_add_up_to_its_energy() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.", certainty=Certainty.PROBABLE)
    debate.says("Ivo Lenk", "The dam broke.", against=claim)
    debate.link(debate.says("Ana Brun", "The water is low."), claim, LinkType.PREMISE, score=0.7)
    score = Scored.of(debate.graph()).score(claim.id)
    energy = sum(step.energy or 0.0 for step in score.steps)
    share = energy**2 / (1 + energy**2)
    assert score.value == pytest.approx(score.base + ((energy > 0) - score.base) * share)


def test_two_who_contradict_each_other_leave_both_claims_where_nothing_is_known() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    scored = Scored.of(debate.graph())
    assert [scored.value(claim.id) for claim in (holds, broke)] == pytest.approx([0.5, 0.5])
    assert [scored.status(claim.id) for claim in (holds, broke)] == ["undecided", "undecided"]


def test_a_second_independent_voice_decides_between_them() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    debate.link(debate.says("Uma Rehn", "The dam is holding."), holds, LinkType.RESTATES)
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    scored = Scored.of(debate.graph())
    assert (scored.status(holds.id), scored.status(broke.id)) == ("stands", "falls")
    tally = scored.tally(holds.id)
    assert (len(tally.for_), len(tally.against)) == (2, 1)
    assert len(scored.score(holds.id).claims) == 2


def test_ten_copies_of_a_report_are_one_witness() -> None:
    debate = Debate()
    rival = debate.says("Ivo Lenk", "The dam broke.")
    first = debate.says("Ana Brun", "The dam holds.", against=rival)
    alone = debate.graph()
    for number in range(10):
        copy = debate.relays(f"Outlet{number} News", "Ana Brun", "The dam holds.")
        debate.link(copy, rival)
        if number % 2:
            debate.link(copy, first, LinkType.RESTATES)
    many = debate.graph()
    for claim in (first, rival):
        assert value(many, claim) == pytest.approx(value(alone, claim), abs=1e-6)
    assert len(Scored.of(many).tally(rival.id).against) == 1


def test_links_that_are_dismissed_or_only_apparent_weigh_nothing() -> None:
    for status in (LinkStatus.DISMISSED, LinkStatus.APPARENT):
        debate = Debate()
        holds = debate.says("Ana Brun", "The dam holds.")
        debate.link(debate.says("Ivo Lenk", "The dam broke."), holds, status=status)
        assert value(debate.graph(), holds) == pytest.approx(0.6)


def test_an_update_carries_no_weight() -> None:
    debate = Debate()
    three = debate.says("Ana Brun", "Three were killed.")
    debate.link(debate.says("Ana Brun", "Thirty were killed."), three, LinkType.UPDATES)
    assert value(debate.graph(), three) == pytest.approx(0.6)


def test_a_denial_counts_once_whether_or_not_it_mints_a_negative_claim() -> None:
    plain, minted = Debate(), Debate()
    claims = []
    for debate in (plain, minted):
        claim = debate.says("Ana Brun", "The dam holds.")
        t = debate.document("Ivo Lenk", "I deny that the dam holds.")
        denial = t.said(t.author, claim, "the dam holds", stance=Stance.DENIES)
        claims.append(claim)
        if debate is minted:
            negative = t.claim("The dam does not hold.", "the dam holds", negative=True)
            t.said(t.author, negative, "the dam holds", implied=True)
            debate.link(claim, negative, LinkType.DENIAL, stated_in=denial.id)
    found = [value(debate.graph(), claim) for debate, claim in zip((plain, minted), claims, strict=True)]
    assert found == pytest.approx([0.5, 0.5])


def test_hedges_scale_an_endorsement_and_calling_it_unlikely_speaks_against_it() -> None:
    found = []
    for certainty in (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNLIKELY):
        debate = Debate()
        claim = debate.says("Ana Brun", "The dam holds.", certainty=certainty)
        found.append(value(debate.graph(), claim))
    assert found == sorted(found, reverse=True)
    assert found[-1] < 0.5 < found[-2]


def test_an_undercut_voice_counts_less_and_an_undercut_step_supports_less() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.")
    step = debate.link(debate.says("Uma Rehn", "The water is low."), claim, LinkType.PREMISE)
    before = value(debate.graph(), claim)
    doubt = debate.says("Ivo Lenk", "Low water says nothing about the dam.")
    debate.link(doubt, step, LinkType.UNDERCUT)
    undercut = value(debate.graph(), claim)
    debate.link(debate.says("Tom Wirt", "Ana Brun never saw it."), debate.acts[claim.id], LinkType.UNDERCUT)
    assert value(debate.graph(), claim) < undercut < before


def test_a_claim_that_nobody_stands_behind_pulls_at_nothing() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    debate.says("Ivo Lenk", "Did the dam break?", against=holds, stance=Stance.ASKS)
    assert value(debate.graph(), holds) == pytest.approx(0.6)


def test_what_a_person_rejects_is_not_weighed() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    debate.judge(broke.id, "rejected")
    scored = Scored.of(debate.graph())
    assert scored.value(holds.id) == pytest.approx(0.6)
    assert broke.id not in scored
    debate.judge(broke.id, "accepted")
    assert broke.id in Scored.of(debate.graph())


def test_a_denial_by_the_accused_counts_less() -> None:
    found = []
    for accused in ("Ivo Lenk", "Uma Rehn"):
        debate = Debate()
        claim = debate.says("Ana Brun", "Ivo Lenk took the money.", about=("Ivo Lenk",))
        t = debate.document(accused, "It is not true that he took the money.")
        t.said(t.author, claim, "he took the money", stance=Stance.DENIES)
        found.append(Scored.of(debate.graph()).score(claim.id))
    used = [{rule.rule for step in score.steps for rule in step.rules} for score in found]
    assert ["self-serving denial" in rules for rules in used] == [True, False]
    assert isinstance(found[0].value, float)
    assert isinstance(found[1].value, float)
    assert found[0].value > found[1].value


def test_a_report_against_its_own_interest_counts_more_and_one_in_it_less() -> None:
    values = {}
    for direction in (Direction.TOWARDS, Direction.AGAINST, None):
        debate = Debate()
        claim = debate.says("Ana Brun", "The Guard lost a battle.", about=("The Guard",))
        denial = debate.document("General Roke", "The Guard lost no battle.")
        denial.sources[0] = general = denial.source("General Roke", affiliations=(Affiliation("The Guard", "of the Guard"),))
        denial.said(general, claim, "The Guard lost no battle", stance=Stance.DENIES)
        graph = debate.graph()
        if direction:
            own = graph.sources[debate.sources["Ana Brun"].id]
            stake = type(own)(own.id, own.document, own.kind, own.name, interests=(Interest("The Guard", direction),))
            graph = Graph.of([*(node for node in graph.nodes() if node.id != own.id), stake], graph.same)
        values[direction] = value(graph, claim)
    assert values[Direction.AGAINST] < values[None] < values[Direction.TOWARDS]


def test_distrusting_an_outlet_hits_what_only_comes_through_it() -> None:
    debate = Debate()
    rule = TrustRule(outlet="The Delta Wire", weight=0.0)
    claim = debate.relays("Tom Wirt", "Ana Brun", "The dam holds.", publisher="Delta Wire")
    assert value(debate.graph(), claim) == pytest.approx(0.6)
    assert value(debate.graph(), claim, rule) == pytest.approx(0.5)
    other = debate.relays("Uma Rehn", "Ana Brun", "The dam holds.", publisher="Hill Post")
    debate.link(other, claim, LinkType.RESTATES)
    assert value(debate.graph(), claim, rule) == pytest.approx(0.6)


def test_a_grade_raises_or_lowers_a_voice_and_one_that_cannot_be_judged_changes_nothing() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.")
    source = debate.sources["Ana Brun"].id
    found = [value(debate.graph(), claim, TrustRule(source=source, grade=grade)) for grade in "ABCDE"]
    assert found == sorted(found, reverse=True)
    assert value(debate.graph(), claim, TrustRule(source=source, grade="F")) == pytest.approx(0.6)


def test_a_rule_about_a_topic_holds_for_that_alone_and_goes_before_a_general_one() -> None:
    debate = Debate()
    dam, ship = (
        debate.says("Ana Brun", "The dam holds.", about=("the dam",)),
        debate.says("Ana Brun", "The ship sank.", about=("the ship",)),
    )
    source = debate.sources["Ana Brun"].id
    rules = (TrustRule(source=source, weight=0.0), TrustRule(source=source, grade="A", about=debate.topics["the dam"].id))
    assert value(debate.graph(), dam, *rules) > 0.6
    assert value(debate.graph(), ship, *rules) == pytest.approx(0.5)


def test_a_kind_of_source_can_be_distrusted_and_a_named_source_excepted() -> None:
    debate = Debate()
    claim = debate.says("Ana Brun", "The dam holds.")
    rules = (TrustRule(kind="person", weight=0.0), TrustRule(source=debate.sources["Ana Brun"].id, weight=1.0))
    assert value(debate.graph(), claim, rules[0]) == pytest.approx(0.5)
    assert value(debate.graph(), claim, *rules) == pytest.approx(0.6)


def test_a_little_trusted_voice_contradicts_in_proportion() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    debate.says("Ivo Lenk", "The dam broke.", against=holds)
    source = debate.sources["Ivo Lenk"].id
    found = [value(debate.graph(), holds, TrustRule(source=source, weight=weight)) for weight in (1.0, 0.5, 0.1, 0.0)]
    assert found == sorted(found)
    assert isclose(found[-1], 0.6)


def test_the_worked_example_has_a_proven_score_for_every_claim() -> None:
    t = contested_province()
    scored = Scored.of(t.graph())
    scores = {claim.text: scored.score(claim.id) for claim in t.claims}
    assert {score.certificate for score in scores.values()} == {"unique"}
    assert all(score.low <= (score.value or 0.0) <= score.high for score in scores.values())
    assert len(scores["The enemy is in disarray."].tally.for_) == 2
    assert scores["Thirty officers were killed in October."].status == "stands"


def test_where_more_than_one_reading_is_possible_a_claim_lies_in_the_contested_core() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "The dam holds.")
    broke = debate.says("Ivo Lenk", "The dam broke.", against=holds)
    low = debate.says("Eva Sand", "The water is low.")
    distrusted = Scored.of(debate.graph(), TrustProfile("", (TrustRule(source=debate.sources["Eva Sand"].id, weight=0.0),)))
    told = {claim.id: distrusted.score(claim.id) for claim in (holds, broke, low)}
    assert [(told[claim.id].status, told[claim.id].contested_core) for claim in (holds, broke)] == [("undecided", True)] * 2
    assert (told[low.id].status, told[low.id].contested_core) == ("unsupported", None)
    assert (Scored.of(debate.graph()).score(low.id).status, Scored.of(debate.graph()).score(low.id).contested_core) == ("stands", False)


def test_an_empty_graph_scores_nothing() -> None:
    assert "claim-x" not in Scored.of(Graph())
    assert len(Scored.of(Graph()).solution.strengths) == 0


def test_a_denial_of_the_same_elsewhere_makes_a_report_one_against_its_own_interest() -> None:
    debate = Debate()
    report = debate.says("Front Radio", "The Front lost forty men.", about=("The Front",))
    debate.says("The Front", "The Front did not lose forty men.", against=report, about=("The Front",), implied=True)
    graph = debate.graph()
    radio = replace(graph.sources[debate.sources["Front Radio"].id], affiliations=(Affiliation("The Front", "of the Front"),))
    graph = replace(graph, sources={**graph.sources, radio.id: radio})
    rules = {rule.rule: rule for step in Scored.of(graph).score(report.id).steps for rule in step.rules}
    (entity,) = report.entities
    assert rules["against its interest"].why == "it speaks for The Front (“of the Front”), who denies it"
    assert rules["against its interest"].rests_on == (entity,)


def test_a_rule_of_an_interest_names_the_words_and_the_assertion_that_state_it() -> None:
    debate = Debate()
    loss = debate.says("Ana Brun", "The Front lost forty men.", about=("The Front",))
    denial = debate.says("Tom Wirt", "The Front did not lose forty men.", against=loss, about=("The Front",), implied=True)
    stating = debate.says("Eva Sand", "Tom Wirt speaks for the Front.")
    graph = debate.graph()
    said = next(act.id for act in graph.assertions.values() if act.content.claim == stating.id)
    wirt = debate.sources["Tom Wirt"].id
    tied = replace(graph.sources[wirt], affiliations=(Affiliation("The Front", "speaks for the Front", assertion=said),))
    graph = replace(graph, sources={**graph.sources, wirt: tied})
    rules = {rule.rule: rule for step in Scored.of(graph).score(denial.id).steps for rule in step.rules}
    assert rules["self-serving denial"].rests_on == (graph.representative(denial.entities[0]), said)
    assert "“speaks for the Front”" in rules["self-serving denial"].why


@pytest.mark.parametrize("status", [LinkStatus.PROPOSED, LinkStatus.CONFIRMED])
def test_two_claims_that_contradict_never_stand_on_each_others_word(status: LinkStatus) -> None:
    debate = Debate()
    murder = debate.says("Ana Brun", "The miller was murdered.")
    death = debate.says("Tom Wirt", "The miller died.")
    suicide = debate.says("Ivo Lenk", "The miller took his own life.", against=murder)
    debate.link(murder, death, LinkType.RESTATES, score=0.9, status=LinkStatus.PROPOSED)
    debate.link(death, suicide, LinkType.RESTATES, score=0.86, status=LinkStatus.PROPOSED)
    debate.link(suicide, murder, LinkType.RESTATES, score=0.9, status=status)
    graph = debate.graph()
    scored = Scored.of(graph)
    assert scored.network.groups.heads[murder.id] == scored.network.groups.heads[death.id] != scored.network.groups.heads[suicide.id]
    assert [len(scored.score(claim.id).tally.for_) for claim in (murder, suicide)] == [2, 1]
    assert value(graph, suicide) < 0.5 < value(graph, murder)
