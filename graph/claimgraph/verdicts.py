"""What people decide about sources and claims beside what was read: grades, likelihoods, and how predictions came out.

Each is a judgement like any other: journalled, kept for ever, seen `as_of`, taken back by another. Of those on one thing the newest of the
highest rank decides: a person before a model before a rule before the text.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from claimgraph.model import Claim, Judgement, Node, Source

RELIABILITY = tuple("ABCDEF")
"""Admiralty grades of a source, in general or about the entity that is the judgement's `other`; F: cannot be judged."""
CREDIBILITY = tuple("123456")
"""Admiralty grades of an item of information, a claim here; 6: cannot be judged."""
LIKELIHOODS = ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain")
"""The words of ICD 203 for how likely a claim is, instead of a grade."""
UNGRADED = "ungraded"
"""Takes back the grade or the word that was given before, about the same."""
OUTCOMES = ("came true", "did not come true", "outcome undetermined")
"""How a prediction came out."""
UNSETTLED = "not settled"
"""Takes back what was said of an outcome."""
GRADES: Mapping[type[Node], tuple[str, ...]] = MappingProxyType(
    {Source: (*RELIABILITY, UNGRADED), Claim: (*CREDIBILITY, *LIKELIHOODS, UNGRADED)}
)
"""The verdicts that grade a kind of node."""
SETTLING = (*OUTCOMES, UNSETTLED)
"""The verdicts on a prediction."""
READ = ("accepted", "rejected")
"""The verdicts on whether a text says what was read from it."""
ALIKE = "alike"
"""What a rule says of two names that may be of one: a proposal, which joins nothing."""
_RANKS = ("text", "rule", "model", "person")


def rank(judgement: Judgement) -> tuple[int, str]:
    """What a judgement is compared by: who judged, then when."""
    kind = judgement.judge.partition(":")[0]
    return (_RANKS.index(kind) if kind in _RANKS else 0, judgement.at)


def decisive(judgements: Iterable[Judgement]) -> Judgement | None:
    """The judgement that decides among these: of the highest rank the newest; None where there is none."""
    return max(reversed(list(judgements)), key=rank, default=None)


def standing(judgements: Iterable[Judgement], verdicts: Iterable[str]) -> Judgement | None:
    """The judgement that decides among those with one of these verdicts; None where there is none or it takes back."""
    wanted = set(verdicts)
    found = decisive(item for item in judgements if item.verdict in wanted)
    return None if found is None or found.verdict in (UNGRADED, UNSETTLED) else found
