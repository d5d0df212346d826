"""Analysts' scales: words for probabilities, and grades for sources and reports. Ranges are half open, [low, high), as told beside each.

Likelihood and confidence are two things and never share a sentence (ICD 203). The grades have no official numbers: those here are
ours, shown wherever they are used, and may be set otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from claimgraph.errors import InputError
from claimgraph.reason.opinions.opinion import Opinion


@dataclass(frozen=True, slots=True)
class Term:
    """A word, perhaps with a synonym, for probabilities in [low, high)."""

    words: tuple[str, ...]
    low: float
    high: float

    @property
    def opinion(self) -> Opinion:
        """The middle of the range, with the width of the range as uncertainty."""
        return Opinion.of_probability((self.low + self.high) / 2, self.high - self.low)


ICD_203 = (
    Term(("almost no chance", "remote"), 0.01, 0.05),
    Term(("very unlikely", "highly improbable"), 0.05, 0.2),
    Term(("unlikely", "improbable"), 0.2, 0.45),
    Term(("roughly even chance", "roughly even odds"), 0.45, 0.55),
    Term(("likely", "probable"), 0.55, 0.8),
    Term(("very likely", "highly probable"), 0.8, 0.95),
    Term(("almost certain", "nearly certain"), 0.95, 0.99),
)
"""Intelligence Community Directive 203 (2015), paragraph D.6.e.2.a; the outermost percent has no word: the number is printed."""
KENT = (
    Term(("almost certainly not",), 0.02, 0.12),
    Term(("probably not",), 0.2, 0.4),
    Term(("chances about even",), 0.4, 0.6),
    Term(("probable",), 0.63, 0.87),
    Term(("almost certain",), 0.87, 0.99),
)
"""Sherman Kent, "Words of Estimative Probability", 1964; its gaps are meant."""
PHIA = (
    Term(("remote chance",), 0.0, 0.05),
    Term(("highly unlikely",), 0.1, 0.2),
    Term(("unlikely",), 0.25, 0.35),
    Term(("realistic possibility",), 0.4, 0.5),
    Term(("likely", "probable"), 0.55, 0.75),
    Term(("highly likely",), 0.8, 0.9),
    Term(("almost certain",), 0.95, 1.0),
)
"""The yardstick of the United Kingdom's Professional Head of Intelligence Assessment; its gaps are meant."""


def in_words(probability: float, scale: Sequence[Term] = ICD_203) -> str:
    """The word for a probability, or the number in percent where the scale has none."""
    for term in scale:
        if term.low <= probability < term.high:
            return term.words[0]
    return f"{probability:.1%}"


def opinion_of(words: str, scale: Sequence[Term] = ICD_203) -> Opinion:
    """The opinion that a word of a scale stands for. InputError for a word that is not on it."""
    for term in scale:
        if words.casefold() in term.words:
            return term.opinion
    raise InputError(f"“{words}” is not on the scale: use one of {', '.join(word for term in scale for word in term.words)}")


RELIABILITY = MappingProxyType(
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "reliability cannot be judged",
    }
)
CREDIBILITY = MappingProxyType(
    {
        "1": "confirmed by other sources",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "truth cannot be judged",
    }
)


@dataclass(frozen=True, slots=True)
class Grades:
    """What the grades of the Admiralty system (AJP-2.1) stand for: opinions of sources (A to F) and of reports (1 to 6).

    The two are given independently. F and 6 mean "cannot be judged" and are vacuous, which is not bad.
    """

    sources: Mapping[str, Opinion]
    reports: Mapping[str, Opinion]
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({**RELIABILITY, **CREDIBILITY}))

    def report(self, grade: str) -> Opinion:
        """The opinion of a report graded like "B2": that of its content, discounted by that of its source."""
        if len(grade) != 2 or grade[0].upper() not in self.sources or grade[1] not in self.reports:
            raise InputError(f"“{grade}” is no grade: write a letter A to F and a digit 1 to 6, such as B2")
        return self.sources[grade[0].upper()].discounting(self.reports[grade[1]])


ADMIRALTY = Grades(
    MappingProxyType(
        {
            "A": Opinion(0.90, 0.02, 0.08),
            "B": Opinion(0.75, 0.05, 0.20),
            "C": Opinion(0.55, 0.15, 0.30),
            "D": Opinion(0.30, 0.40, 0.30),
            "E": Opinion(0.05, 0.75, 0.20),
            "F": Opinion.vacuous(),
        }
    ),
    MappingProxyType(
        {digit: Opinion.of_probability(chance) for digit, chance in (("1", 0.95), ("2", 0.8), ("3", 0.6), ("4", 0.35), ("5", 0.1))}
        | {"6": Opinion.vacuous()}
    ),
)
"""The numbers taken where none are set; ours, not official."""
