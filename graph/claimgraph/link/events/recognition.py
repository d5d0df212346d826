"""How likely two reports are of one event by what they tell, whatever names they share: two events in one town share its mayor.

What each feature is worth, and how rare words are, is learned from annotated events (`benchmarks/train_recognition.py`, which writes
`recognition.json`).
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from claimgraph.link.pairs import meanings
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import Said, kept_of_claims, profile_of
from claimgraph.model import Claim

LEAST = 0.05
"""How likely two reports must be of one event."""
MOST = 60
"""How many claims of a report are looked at, the first."""
SMALL = 4
"""Numbers up to this are shared by chance."""
MOST_NUMBERS = 3
"""So many numbers in common count at most."""


@dataclass(frozen=True, slots=True)
class Days:
    """When a report came out, the days that it names, and those that it names first."""

    came: date | None = None
    named: Set[date] = frozenset()
    first: Set[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Outline:
    """What a report tells of, without names: in how many of its claims each word stands, its numbers with their units, and its days."""

    words: Mapping[str, int]
    numbers: Set[tuple[float, str]]
    days: Days

    @classmethod
    def of(cls, claims: Iterable[Claim], days: Days) -> "Outline":
        """The outline of these claims, the first of a report."""
        told = [*claims][:MOST]
        words = Counter(word for claim in told for word in _words_of(claim))
        numbers = {(number.low, number.unit) for claim in told for number in claim.slots.quantities if (number.low or 0) > SMALL}
        return cls(words, frozenset((low, unit) for low, unit in numbers if low is not None), days)


@kept_of_claims
def _words_of(claim: Said) -> frozenset[str]:
    """The lemmas of the nouns, verbs and adjectives of a claim that say much; names are left out, and with them what titles they bear."""
    terms = profile_of(claim).terms
    return frozenset(term.lemma for term in terms if _tells(term) and not (term.dep == "compound" and _is_name(terms[term.head])))


def _tells(term: Term) -> bool:
    return term.tag[:2] in ("NN", "VB", "JJ") and not _is_name(term) and term.weight >= meanings.LEAST and term.lemma.isalpha()


def _is_name(term: Term) -> bool:
    return term.tag.startswith("NNP")


@dataclass(frozen=True, slots=True)
class Recognition:
    """A logistic regression: the bias and the weights by feature; and how rare each word is that many events are told in, the `rarest` of
    all others.
    """

    bias: float
    weights: Mapping[str, float]
    rarities: Mapping[str, float]
    rarest: float

    def likelihood(self, one: Outline, other: Outline) -> float:
        """How likely two reports are of one event, in [0, 1], where as many are of one as in what this was learned from: 1 in 14."""
        found = self.features_of(one, other)
        return 1 / (1 + math.exp(-self.bias - sum(weight * found[name] for name, weight in self.weights.items())))

    def features_of(self, one: Outline, other: Outline) -> dict[str, float]:
        """What is alike in two reports, and how much there is that could be."""
        told = [self._told(outline) for outline in (one, other)]
        shared = one.words.keys() & other.words.keys()
        sizes = sorted(math.fsum(map(self.rarity, outline.words)) for outline in (one, other))
        in_common = math.fsum(map(self.rarity, shared))
        alike = {
            "words alike": math.fsum(told[0][word] * told[1][word] for word in shared),
            "share of the shorter": in_common / max(sizes[0], 1.0),
        }
        length = math.log1p(sizes[0])
        return {
            **alike,
            **{f"{name}, by length": value * length for name, value in alike.items()},
            "words shared": math.log1p(in_common),
            "length of the shorter": length,
            "length of the longer": math.log1p(sizes[1]),
            "numbers": min(MOST_NUMBERS, len(one.numbers & other.numbers)),
            **_days(one.days, other.days),
        }

    def rarity(self, word: str) -> float:
        """How rare a word is among events."""
        return self.rarities.get(word, self.rarest)

    def _told(self, outline: Outline) -> dict[str, float]:
        """The words of a report by how often it tells of them and how rare they are, at length one."""
        weights = {word: math.sqrt(count) * self.rarity(word) for word, count in outline.words.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def _days(one: Days, other: Days) -> dict[str, float]:
    """Whether two reports name one day, and whether one begins with what was not yet when the other came out."""
    return {
        "one day": float(bool(one.named & other.named)),
        "after the other": float(_begins_after(one, other) or _begins_after(other, one)),
    }


def _begins_after(late: Days, early: Days) -> bool:
    """Whether all days that a report names first came after another was out."""
    return early.came is not None and bool(late.first) and min(late.first) > early.came


@cache
def recognition() -> Recognition:
    """The regression as it was learned."""
    kept = json.loads(files("claimgraph.link.events").joinpath("recognition.json").read_text(encoding="utf-8"))
    return Recognition(kept["bias"], kept["weights"], kept["rarities"], kept["rarest"])
