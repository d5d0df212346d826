"""The opinion of a claim: each saying by its word and its voice, averaged within an origin, added up between origins."""

from typing import Any

import pytest

from builders import contested_province
from claimgraph.derive.opinions import ClaimOpinion, claim_opinion
from claimgraph.derive.weighing import Weighed
from claimgraph.model import Certainty, Claim, LinkType, Stance
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.opinions import Opinion
from claimgraph.trust import NEUTRAL, TrustProfile, TrustRule
from debates import Debate


def opinion_on(debate: Debate, claim: Claim, profile: TrustProfile = NEUTRAL) -> ClaimOpinion:
    graph = debate.graph()
    return claim_opinion(Weighed(Scored.of(graph, profile), graph, whole=True, read=len(graph.claims)), claim.id)


def parts(opinion: Opinion) -> tuple[float, float, float]:
    return opinion.belief, opinion.disbelief, opinion.uncertainty


def on_dam(debate: Debate, voice: str, claim: Claim | None = None, **act: Any) -> Claim:
    """A voice speaks on the claim that the dam holds, in a document of its own."""
    made = debate.says(voice, "The dam holds.", **act)
    if claim is not None:
        debate.link(made, claim, LinkType.RESTATES)
    return made


def test_two_graded_origins_of_which_one_denies_come_out_as_by_hand() -> None:
    debate = Debate()
    holds = on_dam(debate, "Ana Brun")
    on_dam(debate, "Ivo Lenk", holds, stance=Stance.DENIES, certainty=Certainty.PROBABLE)
    found = opinion_on(debate, holds, TrustProfile("own", (TrustRule(source=debate.sources["Ana Brun"].id, grade="B"),)))
    ana, ivo = found.origins
    assert ana.sayings[0].word == "almost certain"
    assert ana.sayings[0].trust == pytest.approx(0.85)
    assert parts(ana.opinion) == pytest.approx((0.8075, 0.0085, 0.184))
    assert (ivo.sayings[0].word, ivo.sayings[0].trust) == ("likely", 0.5)
    assert parts(ivo.opinion) == pytest.approx((0.1, 0.275, 0.625))
    assert parts(found.opinion) == pytest.approx((0.753729, 0.080565, 0.165706), abs=1e-6)
    assert found.probability == pytest.approx(0.836582, abs=1e-6)
    assert found.word == "very likely"


def test_one_origin_is_averaged_so_that_saying_it_again_adds_nothing_and_hedging_it_takes_away() -> None:
    debate = Debate()
    holds = on_dam(debate, "Ana Brun")
    once = opinion_on(debate, holds)
    on_dam(debate, "Ana Brun", holds)
    twice = opinion_on(debate, holds)
    assert parts(twice.opinion) == pytest.approx(parts(once.opinion))
    assert len(twice.origins[0].sayings) == 2
    on_dam(debate, "Ana Brun", holds, certainty=Certainty.POSSIBLE)
    assert 0.5 < opinion_on(debate, holds).probability < once.probability
    on_dam(debate, "Uma Rehn", holds)
    assert [len(origin.sayings) for origin in opinion_on(debate, holds).origins] == [3, 1]


def test_whoever_stands_behind_what_contradicts_a_claim_speaks_against_it_as_far_as_the_link_is_sure() -> None:
    debate = Debate()
    holds = on_dam(debate, "Ana Brun")
    broke = debate.says("Ivo Lenk", "The dam broke.")
    link = debate.link(broke, holds, score=0.8)
    ivo = opinion_on(debate, holds).origins[1]
    assert ivo.sayings[0].link == link.id
    assert ivo.sayings[0].trust == pytest.approx(0.4)
    assert parts(ivo.opinion) == pytest.approx((0.004, 0.38, 0.616))


def test_a_hedge_on_the_scale_is_taken_by_its_word_and_a_doubt_is_unlikely() -> None:
    debate = Debate()
    holds = debate.says("Ana Brun", "Highly improbable, but the dam holds.", certainty=Certainty.UNLIKELY, hedges=("Highly improbable",))
    on_dam(debate, "Ivo Lenk", holds, stance=Stance.DOUBTS)
    assert [origin.sayings[0].word for origin in opinion_on(debate, holds).origins] == ["very unlikely", "unlikely"]
    assert all(origin.probability < 0.5 for origin in opinion_on(debate, holds).origins)


def test_a_denial_and_the_claim_that_it_mints_are_one_saying() -> None:
    graph = contested_province().graph()
    denial = next(act for act in graph.assertions.values() if act.stance is Stance.DENIES and act.content.claim)
    assert any(link.stated_in == denial.id for link in graph.links.values())
    found = claim_opinion(Weighed(Scored.of(graph), graph, whole=True, read=len(graph.claims)), denial.content.id)
    assert [(said.assertion, said.stance, said.link) for origin in found.origins for said in origin.sayings] == [
        (denial.id, Stance.DENIES, "")
    ]
    assert parts(found.opinion) == pytest.approx((0.005, 0.475, 0.52))


def test_what_nobody_speaks_on_is_vacuous_and_a_grade_of_the_claim_is_its_base_rate() -> None:
    debate = Debate()
    asked = on_dam(debate, "Ana Brun", stance=Stance.ASKS)
    assert parts(opinion_on(debate, asked).opinion) == (0, 0, 1)
    debate.judge(asked.id, "2")
    found = opinion_on(debate, asked, TrustProfile("grades too", (), grades=True))
    assert (found.opinion.base_rate, found.probability) == pytest.approx((0.8, 0.8))
    assert [rule.rule for rule in found.rules] == ["item grade"]
