"""Many opinions as one, for each of the ways in which sources may hang together; all at once, since pairwise is not the same.

| the sources | operator |
|---|---|
| are independent | `cumulate`: their evidence adds up (CBF) |
| saw the same | `average`: the mean, each as good as the others (ABF) |
| saw the same, some more of it | `weigh`: the mean by confidence (WBF) |
| must agree on something | `consensus`: what all share, and a compromise on the rest (CCF) |

Jøsang, Subjective Logic, 2016, chapter 12; van der Heijden, Kopp and Kargl, FUSION 2018 (arXiv:1805.01388) for more than two.
All opinions are taken to have the base rate of the first.
"""

from collections.abc import Sequence
from math import prod

from claimgraph.errors import InputError
from claimgraph.reason.opinions.opinion import Opinion


def cumulate(opinions: Sequence[Opinion]) -> Opinion:
    """Cumulative fusion: the evidence of all. Opinions without uncertainty outweigh the rest, and count alike among themselves."""
    certain = _certain(opinions)
    if certain:
        return _mean(certain, [1.0] * len(certain))
    supporting, opposing = (sum(evidence) for evidence in zip(*(opinion.evidence for opinion in opinions), strict=True))
    return Opinion.of_evidence(supporting, opposing, opinions[0].base_rate)


def average(opinions: Sequence[Opinion]) -> Opinion:
    """Averaging fusion: the mean evidence of all."""
    certain = _certain(opinions)
    if certain:
        return _mean(certain, [1.0] * len(certain))
    return _mean(opinions, [1 / opinion.uncertainty for opinion in opinions])


def weigh(opinions: Sequence[Opinion]) -> Opinion:
    """Weighted fusion: the mean evidence, each weighed by its confidence 1 - uncertainty; vacuous opinions count for nothing."""
    certain = _certain(opinions)
    if certain:
        return _mean(certain, [1.0] * len(certain))
    weights = [(1 - opinion.uncertainty) / opinion.uncertainty for opinion in opinions]
    return _mean(opinions, weights) if any(weights) else Opinion.vacuous(opinions[0].base_rate)


def consensus(opinions: Sequence[Opinion]) -> Opinion:
    """Consensus and compromise fusion: what all hold is kept; of the rest, what contradicts becomes uncertainty."""
    if not opinions:
        raise InputError("there is no opinion to fuse: give at least one")
    held = ((opinion.belief, opinion.disbelief, opinion.uncertainty) for opinion in opinions)
    beliefs, disbeliefs, unsure = zip(*held, strict=True)
    agreed = min(beliefs), min(disbeliefs)
    for_it, against = [belief - agreed[0] for belief in beliefs], [disbelief - agreed[1] for disbelief in disbeliefs]
    belief, disbelief = _alone(for_it, unsure) + prod(for_it), _alone(against, unsure) + prod(against)
    mixed = prod(one + other for one, other in zip(for_it, against, strict=True)) - prod(for_it) - prod(against)
    known, rest = prod(unsure), belief + disbelief + mixed
    scale = (1 - sum(agreed) - known) / rest if rest > 0 else 0.0
    found = agreed[0] + scale * belief, agreed[1] + scale * disbelief
    return Opinion(*found, 1 - sum(found), opinions[0].base_rate)


def _alone(residues: Sequence[float], unsure: Sequence[float]) -> float:
    """The mass of one source holding something that all others are unsure about."""
    return sum(residue * prod(unsure[:number]) * prod(unsure[number + 1 :]) for number, residue in enumerate(residues))


def _certain(opinions: Sequence[Opinion]) -> list[Opinion]:
    if not opinions:
        raise InputError("there is no opinion to fuse: give at least one")
    return [opinion for opinion in opinions if opinion.uncertainty == 0]


def _mean(opinions: Sequence[Opinion], weights: Sequence[float]) -> Opinion:
    whole = sum(weights)
    parts = [(weight / whole, opinion) for weight, opinion in zip(weights, opinions, strict=True)]
    belief, disbelief = sum(share * one.belief for share, one in parts), sum(share * one.disbelief for share, one in parts)
    return Opinion(belief, disbelief, max(0.0, 1 - belief - disbelief), opinions[0].base_rate)
