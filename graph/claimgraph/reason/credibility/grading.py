"""The grades that people gave, as a profile takes them: of sources as rules, of claims as the opinion that a claim starts from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.model import Claim, Graph, Judgement, Source
from claimgraph.reason.credibility.rules import NEUTRAL_BASE, Applied
from claimgraph.reason.opinions import ADMIRALTY, Opinion, average, opinion_of
from claimgraph.trust import TrustRule
from claimgraph.verdicts import CREDIBILITY, GRADES, standing


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade of a voice that stands: as a rule, maybe about one entity alone, and the judgement that gave it."""

    rule: TrustRule
    judgement: Judgement


def graded_voices(graph: Graph) -> tuple[Graded, ...]:
    """The grades of the voices of a graph: of each voice and topic the one that decides, whichever of its names was graded."""
    found: dict[tuple[str, str | None], list[Judgement]] = {}
    for item in graph.judgements.values():
        voice = graph.representative(item.target)
        if voice in graph.sources and item.verdict in GRADES[Source]:
            found.setdefault((voice, graph.representative(item.other) if item.other else None), []).append(item)
    decided = ((key, standing(items, GRADES[Source])) for key, items in found.items())
    return tuple(Graded(TrustRule(source=voice, grade=item.verdict, about=topic), item) for (voice, topic), item in decided if item)


@dataclass(frozen=True, slots=True)
class Start:
    """What claims taken as one start from: the base in [0, 1], and the grades that it comes from."""

    base: float = NEUTRAL_BASE
    rules: tuple[Applied, ...] = ()


def starts_of(graph: Graph, groups: Mapping[str, Sequence[str]]) -> dict[str, Start]:
    """For each group of claims that somebody graded what it starts from: the probability of the mean of the opinions on its claims.

    Whoever grades two claims that say the same looked at one thing, so the opinions are averaged and not added up.
    """
    judged: dict[str, list[Judgement]] = {}
    for item in graph.judgements.values():
        if item.target in graph.claims and item.verdict in GRADES[Claim]:
            judged.setdefault(item.target, []).append(item)
    decided = {claim: last for claim, items in judged.items() if (last := standing(items, GRADES[Claim]))}
    found = {head: [decided[claim] for claim in claims if claim in decided] for head, claims in groups.items()}
    return {head: _start(items) for head, items in found.items() if items}


def _start(items: Iterable[Judgement]) -> Start:
    opinions = [(item, opinion_on(item.verdict)) for item in items]
    rules = tuple(Applied("item grade", opinion.probability, words_of(item), (item.id,)) for item, opinion in opinions)
    return Start(average([opinion for _, opinion in opinions]).probability, rules)


def opinion_on(verdict: str) -> Opinion:
    """The opinion that a grade of a claim, or a word for how likely it is, stands for; InputError where it is neither."""
    return ADMIRALTY.reports[verdict] if verdict in CREDIBILITY else opinion_of(verdict)


def opinion_of_grade(verdict: str) -> Opinion:
    """The opinion that any grade stands for, of a source or of a claim."""
    return ADMIRALTY.sources[verdict] if verdict in ADMIRALTY.sources else opinion_on(verdict)


def words_of(judgement: Judgement) -> str:
    """A grade in words: what it means, who gave it and when."""
    meaning = ADMIRALTY.names.get(judgement.verdict)
    return f"{judgement.verdict}{f', {meaning}' if meaning else ''}: judged by {judgement.judge} on {judgement.at[:10]}"
