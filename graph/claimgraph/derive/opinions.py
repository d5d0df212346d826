"""The opinion of a claim: what those who speak on it at first hand make of it, in subjective logic, with every step.

Each saying is the opinion of its word of certainty, its complement where the claim is denied or where a living link contradicts it,
discounted by how far its voice, and the link, are to be believed; the sayings of one independent origin are averaged, since it saw one
thing, and the origins cumulated.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from claimgraph.derive.hypotheses import bearing_links
from claimgraph.derive.weighing import Weighed
from claimgraph.model import Assertion, Certainty, Link, LinkKind, Stance
from claimgraph.reason.credibility.acts import AGAINST, Act, Acts
from claimgraph.reason.credibility.network import UNKNOWN, Network
from claimgraph.reason.credibility.rules import NEUTRAL_BASE, Applied
from claimgraph.reason.opinions import ICD_203, Opinion, average, cumulate, in_words, opinion_of
from claimgraph.reason.origins import OriginIndex

OUTRIGHT = "almost certain"
"""What is said without a word of certainty is taken like this, as scores do."""
WORDS: Mapping[Certainty, str] = MappingProxyType(
    {
        Certainty.CERTAIN: OUTRIGHT,
        Certainty.UNSTATED: OUTRIGHT,
        Certainty.PROBABLE: "likely",
        Certainty.POSSIBLE: "roughly even chance",
        Certainty.UNLIKELY: "unlikely",
    }
)
"""The word of ICD 203 for each certainty; ours. A hedge that is itself on that scale is taken by its word."""
_ON_SCALE = {word: term.words[0] for term in ICD_203 for word in term.words}


@dataclass(frozen=True, slots=True)
class Saying:
    """One act of speaking: the `word` that it puts on what it is of, and how far it is believed (`trust`, in [0, 1]) by which rules.

    `opinion` is what follows: of the claim, as far as that can be trusted. With a `link` it is of another claim that this contradicts,
    and the trust is times the score of that link.
    """

    assertion: str
    link: str
    stance: Stance
    word: str
    trust: float
    opinion: Opinion
    probability: float
    rules: tuple[Applied, ...]


@dataclass(frozen=True, slots=True)
class OriginOpinion:
    """What one independent origin makes of a claim: the mean of its sayings."""

    voice: str
    opinion: Opinion
    probability: float
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class ClaimOpinion:
    """What all independent origins make of a claim together, in numbers and a word of ICD 203, and the steps that lead there.

    `claims` are those taken as one. Without an origin it is vacuous. Its base rate is .5, or by the grade of the claim (`rules`) where
    the profile takes grades.
    """

    claim: str
    claims: tuple[str, ...]
    opinion: Opinion
    probability: float
    word: str
    origins: tuple[OriginOpinion, ...]
    rules: tuple[Applied, ...]


def claim_opinion(weighed: Weighed, claim: str) -> ClaimOpinion:
    """The opinion of a claim that was weighed; KeyError where it was not. What supports it by a link counts in its score alone."""
    network = weighed.scored.network
    head = network.groups.heads[claim]
    origins = tuple(_origin(voice, said) for voice, said in _said(network, head).items())
    start = network.starts.get(head, UNKNOWN)
    fused = cumulate([origin.opinion for origin in origins]) if origins else Opinion.vacuous()
    opinion = replace(fused, base_rate=start.base)
    members, word = tuple(network.groups.members[head]), in_words(opinion.probability)
    return ClaimOpinion(claim, members, opinion, opinion.probability, word, origins, start.rules)


def _said(network: Network, head: str) -> Mapping[str, list[Saying]]:
    """What each independent voice says of a group, or for one that contradicts it; a denial and what it mints are one."""
    acts = Acts(network.graph, network.groups, OriginIndex(network.graph), network.profile)
    said = {voice: [_saying(network, act) for act in found] for voice, found in acts.each(head).items()}
    for rival, link in _rivals(network, head).items():
        for voice, found in acts.each(rival).items():
            new = [act for act in found if act.weight > 0 and not (voice in said and network.graph.assertions[act.assertion].implied)]
            said.setdefault(voice, []).extend(_saying(network, act, link) for act in new)
    return {voice: sayings for voice, sayings in said.items() if sayings}


def _rivals(network: Network, head: str) -> Mapping[str, Link]:
    """The groups that contradict one, each with the surest link that says so."""
    links = (item for item in bearing_links(network) if item[2] == head and item[0].kind is LinkKind.CONTRADICTS)
    return {rival: link for link, rival, _ in sorted(links, key=lambda item: item[0].score)}


def _origin(voice: str, sayings: Iterable[Saying]) -> OriginOpinion:
    said = tuple(sayings)
    opinion = average([saying.opinion for saying in said])
    return OriginOpinion(voice, opinion, opinion.probability, said)


def _saying(network: Network, act: Act, link: Link | None = None) -> Saying:
    assertion = network.graph.assertions[act.assertion]
    word, trust = next(_words_in(assertion)), act.base * (link.score if link else 1)
    held = opinion_of(word)
    if link or (assertion.stance in AGAINST and held.probability > NEUTRAL_BASE):
        held = held.complement
    opinion = Opinion.of_probability(trust).discounting(held)
    return Saying(assertion.id, link.id if link else "", assertion.stance, word, trust, opinion, opinion.probability, act.rules)


def _words_in(assertion: Assertion) -> Iterator[str]:
    """The words that an assertion puts on its claim, the first the one that counts; a doubt is hedged by what it is."""
    if assertion.stance is Stance.DOUBTS:
        yield WORDS[Certainty.UNLIKELY]
    yield from (_ON_SCALE[words] for hedge in assertion.hedges if (words := hedge.exact.casefold()) in _ON_SCALE)
    yield WORDS[assertion.certainty]
