"""The grades of a source or a claim as they stand: what people gave, and the opinion that each stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimgraph.model import Judgement
from claimgraph.reason.credibility.grading import opinion_of_grade
from claimgraph.reason.opinions import ADMIRALTY, Opinion
from claimgraph.store import Store
from claimgraph.verdicts import GRADES, standing

MEANINGS = ADMIRALTY.names
"""What each Admiralty grade says in words."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that stands: in general, or of a source about one entity; what it `means` is "" for a word of ICD 203."""

    verdict: str
    means: str
    about: str | None
    opinion: Opinion
    probability: float
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Grades:
    """What stands, the general grade first, and all that was ever decided, oldest first."""

    standing: tuple[Grade, ...]
    history: tuple[Judgement, ...]


def grades_of(store: Store, node_id: str) -> Grades:
    """The grades of a source, under any of its names, or of a claim; none for what is graded by nobody. Raises NotFoundError."""
    history = store.grades(node_id)
    heads = store.heads({item.other for item in history if item.other})
    topics = sorted({_topic(item, heads) for item in history})
    found = [_grade([item for item in history if _topic(item, heads) == topic], topic) for topic in topics]
    return Grades(tuple(grade for grade in found if grade is not None), history)


def _topic(item: Judgement, heads: Mapping[str, str]) -> str:
    return heads.get(item.other, item.other) if item.other else ""


def _grade(items: Sequence[Judgement], topic: str) -> Grade | None:
    decided = standing(items, {verdict for verdicts in GRADES.values() for verdict in verdicts})
    if decided is None:
        return None
    opinion = opinion_of_grade(decided.verdict)
    return Grade(decided.verdict, MEANINGS.get(decided.verdict, ""), topic or None, opinion, opinion.probability, decided)
