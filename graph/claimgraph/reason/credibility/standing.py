"""What can stand together, beside the scores: claims that contradict attack each other, and an attack on the clearly more credible fails.

`stands`: whatever one assumes, or on every reading · `falls`: to a claim that stands, or on every reading · `undecided`: on some readings ·
`undetermined`: the budget did not tell · `unsupported`: nobody whom the profile trusts says it, and no claim of such a voice supports it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from claimgraph.reason.acceptance import Acceptance, Framework, Status, defeats, judge
from claimgraph.reason.arrays import Floats
from claimgraph.reason.credibility.network import Network, Pull
from claimgraph.reason.credibility.rules import NEUTRAL_BASE
from claimgraph.reason.credibility.told import UNSUPPORTED
from claimgraph.reason.gradual import QUADRATIC_ENERGY

CONFLICTS = 2_000
"""Conflicts of the solver that one answer may cost."""
WORDS: Mapping[Status, str] = {
    Status.STANDS: "stands",
    Status.SCEPTICAL: "stands",
    Status.CREDULOUS: "undecided",
    Status.FALLS: "falls",
    Status.UNDETERMINED: "undetermined",
}


@dataclass(frozen=True, slots=True)
class Standings:
    """The status of each group of claims."""

    places: Mapping[str, int]
    acceptance: Acceptance

    @classmethod
    def of(cls, network: Network, strengths: Floats) -> "Standings":
        """Who stands, by who attacks whom: near-linear, but for the contested core, which has a budget."""
        supported = (head for head, pulls in network.pulls.items() if _is_supported(pulls))
        places = {head: place for place, head in enumerate(supported)}
        denied = {head: place for place, head in enumerate((head for head in places if _denials(network, head)), len(places))}
        own = [float(strengths[network.scores[head]]) for head in places]
        credibility = np.array([*own, *(_denial(network, head, strengths) for head in denied)])
        attacks = [*_rivals(network, places, strengths), *_denied(places, denied, credibility)]
        return cls(places, judge(_succeeding(attacks, credibility), conflicts=CONFLICTS))

    def status(self, head: str) -> str:
        """The status of one group, one of `told.STATUSES`."""
        place = self.places.get(head)
        return UNSUPPORTED if place is None else WORDS[self.acceptance.of(place)]

    def contested_core(self, head: str) -> bool | None:
        """Whether grounding leaves the group open, so that more than one reading is possible; None where it is unsupported."""
        place = self.places.get(head)
        return None if place is None else place in self.acceptance.contested


Attack = tuple[int, int, float]
"""Who attacks whom, and how credible the attacker is in that."""


def _succeeding(attacks: Sequence[Attack], credibility: Floats) -> Framework:
    """The attacks that the credibility of whom they are on does not hold off."""
    tails, heads = (np.array([attack[part] for attack in attacks], dtype=np.int64) for part in range(2))
    # Along a link an attacker may be weaker than it is by itself: each attack brings what it is worth.
    worth = np.array([attack[2] for attack in attacks])
    succeeding = defeats(np.arange(len(attacks)), len(attacks) + heads, np.concatenate((worth, credibility)))
    return Framework.of(len(credibility), tails=tails[succeeding], heads=heads[succeeding])


def _rivals(network: Network, places: Mapping[str, int], strengths: Floats) -> Iterator[Attack]:
    for head, place in places.items():
        for pull in network.pulls[head]:
            if pull.act is None and pull.weight < 0 and pull.head in places:
                yield places[pull.head], place, float(strengths[pull.tail])


def _denied(places: Mapping[str, int], denied: Mapping[str, int], credibility: Floats) -> Iterator[Attack]:
    """The denials of a group that no claim stands for, as one more argument that attacks it and that it attacks."""
    for head, denial in denied.items():
        yield denial, places[head], float(credibility[denial])
        yield places[head], denial, float(credibility[places[head]])


def _is_supported(pulls: Iterable[Pull]) -> bool:
    return any(pull.weight > 0 for pull in pulls)


def _denials(network: Network, head: str) -> list[Pull]:
    return [pull for pull in network.pulls[head] if pull.act is not None and pull.weight < 0]


def _denial(network: Network, head: str, strengths: Floats) -> float:
    """What a claim would score for which only those who deny this one spoke."""
    energy = sum(-pull.weight * float(strengths[pull.tail]) for pull in _denials(network, head))
    return float(QUADRATIC_ENERGY.influence(NEUTRAL_BASE, energy))
