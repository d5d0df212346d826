"""What must hold of any debate: echoes never raise a score, distrust never helps whom it hits, what explains a score adds up."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.model import Claim, LinkType
from claimgraph.reason.credibility.difference import difference
from claimgraph.reason.credibility.falling import what_falls
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.credibility.told import OPPOSITES
from claimgraph.reason.credibility.why import why
from claimgraph.reason.gradual import QUADRATIC_ENERGY
from claimgraph.reason.gradual.incremental import Incremental
from claimgraph.trust import TrustProfile, TrustRule
from debates import Debate

VOICES = ("Ana Brun", "Ivo Lenk", "Uma Rehn", "Tom Wirt", "Eva Sand")
unclocked = settings(deadline=None, max_examples=60)


@dataclass
class Scene:
    """A debate of two camps, in which claims of one camp support each other and contradict those of the other."""

    debate: Debate
    claims: list[Claim]
    voices: list[str]
    ties: list[tuple[int, int, LinkType, float]]


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    count = draw(st.integers(2, 7))
    debate = Debate()
    voices = [draw(st.sampled_from(VOICES[:3] if place % 2 else VOICES[2:])) for place in range(count)]
    claims = [debate.says(voice, f"Statement {place} holds.") for place, voice in enumerate(voices)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.sampled_from((0.3, 0.8, 1.0)))
    ties = []
    for a, b, score in draw(st.lists(pairs, max_size=10, unique_by=lambda pair: frozenset(pair[:2]))):
        if a != b:
            type_ = LinkType.PREMISE if a % 2 == b % 2 else LinkType.STATES
            debate.link(claims[a], claims[b], type_, score=score)
            ties.append((a, b, type_, score))
    return Scene(debate, claims, voices, ties)


def values(scored: Scored, claims: list[Claim]) -> list[float]:
    found = [scored.value(claim.id) for claim in claims]
    return [np.nan if value is None else value for value in found]


@unclocked
@given(scenes(), st.integers(0, 6))
def test_a_relay_that_restates_what_it_relays_changes_no_score(scene: Scene, place: int) -> None:
    place %= len(scene.claims)
    before = values(Scored.of(scene.debate.graph()), scene.claims)
    echo = scene.debate.relays("Hill Post", scene.voices[place], f"Statement {place} holds.")
    scene.debate.link(echo, scene.claims[place], LinkType.RESTATES)
    for a, b, type_, score in scene.ties:
        if place == a:
            scene.debate.link(echo, scene.claims[b], type_, score=score)
    assert values(Scored.of(scene.debate.graph()), scene.claims) == pytest.approx(before, abs=1e-9, nan_ok=True)


@unclocked
@given(scenes(), st.sampled_from(VOICES), st.sampled_from((0.0, 0.3, 0.9)))
def test_distrusting_a_source_never_raises_what_only_it_says(scene: Scene, voice: str, weight: float) -> None:
    graph = scene.debate.graph()
    own = [claim for claim, said_by in zip(scene.claims, scene.voices, strict=True) if said_by == voice]
    if not own or len({scene.claims.index(claim) % 2 for claim in own}) > 1:
        return  # it speaks on both sides, and its own claims may pull each other down
    profile = TrustProfile("less", (TrustRule(source=scene.debate.sources[voice].id, weight=weight),))
    before, after = values(Scored.of(graph), own), values(Scored.of(graph, profile), own)
    assert all(np.isnan(second) or np.isnan(first) or second <= first + 1e-9 for first, second in zip(before, after, strict=True))


@unclocked
@given(scenes(), st.integers(0, 6))
def test_shares_add_up_to_the_score_and_each_removal_is_what_it_says(scene: Scene, place: int) -> None:
    graph, claim = scene.debate.graph(), scene.claims[place % len(scene.claims)]
    found, scored = why(graph, claim.id), Scored.of(graph)
    score = scored.value(claim.id)
    if score is None:
        return
    if found.shares:
        assert found.base == pytest.approx(0.5)
        assert found.base + sum(share.value for share in found.shares) == pytest.approx(score, abs=1e-9)
    for reason in found.reasons:
        if reason.effect is not None and reason.without is not None:
            assert reason.without + reason.effect == pytest.approx(score)


@unclocked
@given(scenes(), st.integers(0, 6))
def test_the_sensitivity_is_the_slope_by_the_weight(scene: Scene, place: int) -> None:
    graph, claim = scene.debate.graph(), scene.claims[place % len(scene.claims)]
    scored = Scored.of(graph)
    network = scored.network
    if scored.score(claim.id).certificate != "unique":
        return
    topic, rows, step = network.scores[network.groups.heads[claim.id]], network.arguments.rows, 1e-6
    first = int(rows.starts[2 * topic])
    tail, edge = int(rows.tails[first]), int(network.arguments.edges[first])
    weight = next(pull.weight for pull in network.pulls[network.groups.heads[claim.id]] if pull.tail == tail)
    moved = Incremental(network.arguments, QUADRATIC_ENERGY)
    moved.set_weight(edge, weight + step)
    (told,) = [r.sensitivity for r in why(graph, claim.id).reasons if (r.step.weight, r.step.kind) == (weight, "voice")][:1]
    assert (moved.strength(topic) - (scored.value(claim.id) or 0.0)) / step == pytest.approx(told, abs=1e-4)


@unclocked
@given(scenes(), st.lists(st.tuples(st.sampled_from(VOICES), st.sampled_from((0.0, 0.4))), max_size=3, unique_by=lambda pair: pair[0]))
def test_a_difference_the_other_way_round_says_the_opposite(scene: Scene, distrust: list[tuple[str, float]]) -> None:
    graph = scene.debate.graph()
    rules = tuple(TrustRule(source=scene.debate.sources[voice].id, weight=w) for voice, w in distrust if voice in scene.debate.sources)
    plain, other = Scored.of(graph), Scored.of(graph, TrustProfile("other", rules))
    opposite = {**OPPOSITES, **{second: first for first, second in OPPOSITES.items()}}
    there, back = ({change.claim: change for change in difference(*pair, graph.claims)} for pair in ((plain, other), (other, plain)))
    assert there.keys() == back.keys()
    for claim, change in there.items():
        assert (change.before, change.after) == (back[claim].after, back[claim].before)
        assert {opposite[kind] for kind in change.kinds} == set(back[claim].kinds)
        assert change.moved == -back[claim].moved


@unclocked
@given(scenes(), st.sampled_from(VOICES))
def test_what_falls_without_a_source_is_what_differs_if_it_is_not_trusted(scene: Scene, voice: str) -> None:
    if voice not in scene.debate.sources:
        return
    graph, source = scene.debate.graph(), scene.debate.sources[voice].id
    profile = TrustProfile("without", (TrustRule(source=source, weight=0.0),))
    assert what_falls(graph, source) == difference(Scored.of(graph), Scored.of(graph, profile), graph.claims)


@unclocked
@given(scenes())
def test_every_score_lies_within_its_bounds_and_says_what_is_known_of_it(scene: Scene) -> None:
    scored = Scored.of(scene.debate.graph())
    for claim in scene.claims:
        score = scored.score(claim.id)
        assert 0 <= score.low <= score.high <= 1
        assert (score.value is None) == (score.certificate in ("no equilibrium found", "undetermined"))
        assert score.value is None or score.low - 1e-9 <= score.value <= score.high + 1e-9
