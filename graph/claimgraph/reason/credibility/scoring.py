"""How well each claim of a graph stands under a trust profile, with all that a reader needs to check the number.

    scored = Scored.of(graph, profile)
    scored.score(claim_id).value

Nothing here is truth: a score is what follows from what was said, by a formula that is written down in `docs/method.md`.
"""

from functools import cached_property

import numpy as np

from claimgraph.model import Graph
from claimgraph.reason.arrays import Floats
from claimgraph.reason.credibility.acts import Act
from claimgraph.reason.credibility.network import UNKNOWN, Network, Pull
from claimgraph.reason.credibility.standing import Standings
from claimgraph.reason.credibility.told import CERTIFICATES, Score, Step, Tally
from claimgraph.reason.gradual import QUADRATIC_ENERGY, ROBUSTNESS, Budget, Solution, solve
from claimgraph.reason.gradual.schedule import Schedule, schedule_of
from claimgraph.trust import NEUTRAL, TrustProfile

WORK = 40_000_000
"""Edges that may be read in cycles for one answer, about a fifth of a second; past it the rest is undetermined."""


class Scored:
    """The scores of a graph under a profile; solved once, told one by one."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @classmethod
    def of(cls, graph: Graph, profile: TrustProfile = NEUTRAL) -> "Scored":
        """The scores of all claims of a graph, taken as all that there is."""
        return cls(Network.of(graph, profile))

    @cached_property
    def solution(self) -> Solution:
        """The strengths of all arguments under the default semantics."""
        return solve(self.network.arguments, QUADRATIC_ENERGY, schedule=self._schedule, budget=Budget(WORK))

    @cached_property
    def _schedule(self) -> Schedule:
        return schedule_of(self.network.arguments)

    @cached_property
    def _others(self) -> dict[str, Floats]:
        """The strengths under the other semantics, by name."""
        plan = self._schedule
        return {one.name: solve(self.network.arguments, one, schedule=plan, budget=Budget(WORK)).strengths for one in ROBUSTNESS[1:]}

    @cached_property
    def standings(self) -> Standings:
        """What stands and what falls."""
        return Standings.of(self.network, self.solution.strengths)

    def __contains__(self, claim: object) -> bool:
        """Whether the claim is weighed at all: one that a judgement rejects is not."""
        return claim in self.network.groups.heads

    def value(self, claim: str) -> float | None:
        """The value alone."""
        return _number(self.solution.strengths[self._place(claim)])

    def status(self, claim: str) -> str:
        """Whether it stands, falls, is undecided, undetermined or unsupported."""
        return self.standings.status(self.network.groups.heads[claim])

    def tally(self, claim: str) -> Tally:
        """The independent origins for and against."""
        head = self.network.groups.heads[claim]
        own = [self.network.acts[pull.act] for pull in self.network.pulls[head] if pull.act is not None]
        rivals = dict.fromkeys(pull.head for pull in self.network.pulls[head] if pull.act is None and pull.weight < 0)
        opposing = (act.voice for rival in rivals for act in self._backers(rival))
        return Tally(
            tuple(dict.fromkeys(act.voice for act in own if act.weight > 0)),
            tuple(dict.fromkeys((*(act.voice for act in own if act.weight < 0), *opposing))),
        )

    def score(self, claim: str) -> Score:
        """All about one claim; KeyError where it is not weighed."""
        head, place = self.network.groups.heads[claim], self._place(claim)
        start = self.network.starts.get(head, UNKNOWN)
        spread = {QUADRATIC_ENERGY.name: self.value(claim)} | {name: _number(found[place]) for name, found in self._others.items()}
        return Score(
            claim,
            self.value(claim),
            float(self.solution.box.low[place]),
            float(self.solution.box.high[place]),
            CERTIFICATES[int(self.solution.standing[place])],
            self.status(claim),
            self.tally(claim),
            spread,
            tuple(self._step(pull) for pull in self.network.pulls[head]),
            tuple(self.network.groups.members[head]),
            base=start.base,
            trust=self.network.profile.name or None,
            rules=start.rules,
            contested_core=self.standings.contested_core(head),
        )

    def _place(self, claim: str) -> int:
        return self.network.scores[self.network.groups.heads[claim]]

    def _backers(self, head: str) -> list[Act]:
        return [self.network.acts[pull.act] for pull in self.network.pulls[head] if pull.act is not None and pull.weight > 0]

    def _step(self, pull: Pull) -> Step:
        strength = _number(self.solution.strengths[pull.tail])
        base = float(self.network.arguments.base[pull.tail])
        if pull.act is None:
            return Step("claim", pull.head, pull.weight, strength, base, link=pull.link, share=pull.share)
        act = self.network.acts[pull.act]
        return Step("voice", act.voice, pull.weight, strength, base, assertion=act.assertion, rules=act.rules)


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
