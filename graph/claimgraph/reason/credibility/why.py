"""Why a claim has its score: what it would be without each thing that pulls at it, and shares that add up."""

from collections.abc import Mapping, Sequence
from math import isnan, log2
from typing import NamedTuple

import numpy as np

from claimgraph.model import Graph
from claimgraph.reason.arrays import Integers
from claimgraph.reason.credibility.falling import scored_without
from claimgraph.reason.credibility.network import Network
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.credibility.told import CERTIFICATES, Reason, Share, Step, Why
from claimgraph.reason.gradual.ancestry import Ancestry
from claimgraph.reason.gradual.sensitivity import Sensitivity, sensitivity_of
from claimgraph.reason.gradual.shares import FEW, shares_of
from claimgraph.trust import NEUTRAL, TrustProfile

MOST = 24
"""Of how many things that pull at a claim it is worked out what the score would be without each, at most."""


class Effort(NamedTuple):
    """What is worked out to say why: how many claims are weighed again, counted each time, and how many strengths for the shares.

    Of a claim among 400 that are weighed 4,000 times it is told of ten things; voices beyond those that fit are told together.
    """

    again: int
    cells: int


FULL, QUICK = Effort(4_000, 100_000), Effort(120, 25_000)


def why(
    graph: Graph, claim: str, profile: TrustProfile = NEUTRAL, *, most: int = MOST, effort: Effort = FULL, scored: Scored | None = None
) -> Why:
    """Why a claim of a graph has its score; each reason costs one more solution, so that there are fewer where much hangs together.

    At most `most` reasons are told, and fewer with less `effort`.
    `scored`, the scores of the graph under the profile, need not be worked out again where they are given. KeyError where the claim is
    not weighed.
    """
    scored = scored or Scored.of(graph, profile)
    network, score = scored.network, scored.score(claim)
    ancestry = Ancestry.of(network.arguments, network.scores[network.groups.heads[claim]])
    sensitivity = sensitivity_of(ancestry)
    slopes = _slopes(ancestry, sensitivity)
    pulls = network.pulls[network.groups.heads[claim]]
    ranked = sorted(zip(score.steps, pulls, strict=True), key=lambda pair: -abs(pair[0].energy or 0.0))
    told = min(most, max(1, effort.again // len(graph.claims)))
    found = [_reason(graph, scored, claim, step, slopes.get((pull.tail, pull.weight > 0))) for step, pull in ranked[:told]]
    reasons = sorted(found, key=lambda reason: -abs(reason.effect or 0.0))
    # Where the answer is not the only one, each coalition would be another search, and its shares no clearer than the score.
    base, shares = _shares(network, ancestry, sensitivity, effort.cells) if score.certificate == CERTIFICATES[0] else (score.base, ())
    return Why(tuple(reasons), shares, base, len(ranked) - len(found))


def _reason(graph: Graph, scored: Scored, claim: str, step: Step, slope: float | None) -> Reason:
    removed = scored_without(graph, step.link or step.node, scored.network.profile)
    without, value = removed.value(claim) if claim in removed else None, scored.value(claim)
    return Reason(step, without, None if without is None or value is None else value - without, slope)


def _slopes(ancestry: Ancestry, sensitivity: Sensitivity) -> Mapping[tuple[int, bool], float]:
    """The derivative of the topic by the weight of each edge that points at it, by the argument it comes from and whether it supports."""
    rows = ancestry.graph.rows
    own = range(int(rows.starts[2 * ancestry.topic]), int(rows.starts[2 * ancestry.topic + 2]))
    border = int(rows.starts[2 * ancestry.topic + 1])
    found = {(int(ancestry.arguments[rows.tails[edge]]), edge < border): float(sensitivity.edges[edge]) for edge in own}
    return {key: value for key, value in found.items() if not isnan(value)}


def _shares(network: Network, ancestry: Ancestry, sensitivity: Sensitivity, cells: int) -> tuple[float, tuple[Share, ...]]:
    """The base and the shares of the voices that reach the topic: the strongest by themselves, the rest together."""
    moving = dict(zip(ancestry.arguments.tolist(), np.nan_to_num(sensitivity.arguments * ancestry.graph.base).tolist(), strict=True))
    players = _players(network, ancestry.arguments)
    ranked = sorted(players, key=lambda voice: -abs(sum(moving.get(place, 0.0) for place in players[voice])))
    few = min(FEW, max(2, int(log2(cells / len(ancestry.arguments)))))
    alone, rest = (ranked, []) if len(ranked) <= few else (ranked[: few - 1], ranked[few - 1 :])
    sides = [players[voice] for voice in alone] + ([[place for voice in rest for place in players[voice]]] if rest else [])
    found = shares_of(ancestry, sides)
    if np.isnan(found.values).any():
        return found.base, ()
    made = [Share(voice, float(value)) for voice, value in zip(alone, found.values, strict=False)]
    return found.base, (*made, *([Share("", float(found.values[-1]), len(rest))] if rest else []))


def _players(network: Network, reaching: Integers) -> dict[str, Sequence[int]]:
    """For each voice its acts, and the forces of the groups that it stands behind: those are there while one of their voices is."""
    within = set(reaching.tolist())
    forces: dict[str, list[int]] = {}
    for (head, _), place in network.forces.items():
        forces.setdefault(head, []).append(place)
    found: dict[str, list[int]] = {}
    for number, act in enumerate(network.acts):
        places = [number, *(forces.get(act.head, ()) if act.weight > 0 else ())]
        found.setdefault(act.voice, []).extend(place for place in places if place in within)
    return {voice: places for voice, places in found.items() if places}
