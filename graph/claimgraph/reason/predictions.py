"""Predictions: when they are due, who made them, and how they came out, by what a person decided or what was confirmed of later claims."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from claimgraph.model import Claim, Finding, FindingStep, Graph, Judgement, Link, LinkKind, LinkStatus, LinkType, Modality
from claimgraph.reason.credibility.groups import rejected
from claimgraph.reason.groups import LIVE
from claimgraph.reason.origins import OriginIndex
from claimgraph.verdicts import OUTCOMES, SETTLING, standing

CAME_TRUE, FAILED, UNDETERMINED = OUTCOMES
PREDICTION_DUE = "prediction-due"
"""The kind of the finding on a prediction that is due."""
DUE, WAITING, UNDATED = "due", "not due yet", "no time stated"
STATES = (*OUTCOMES, DUE, WAITING, UNDATED)
"""How a prediction may stand."""
_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?", re.ASCII)
_SEASONS = {21: 5, 22: 8, 23: 11, 24: 14}
"""The last month of each season of EDTF, counted on into the next year."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A claim about what will be: the EDTF time that it speaks of, the last `day` of that, and how it stands on the day asked about.

    `voices` are those that may be independent and make it at first hand. `by` are the judgement or the links that settle it;
    `maybe` the links that would, if somebody confirmed them.
    """

    claim: str
    text: str
    due: str | None
    day: str | None
    state: str
    voices: tuple[str, ...]
    by: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()


def last_day(time: str | None) -> date | None:
    """The last day of an EDTF date; None for none, and for what is before our era or no date.

    >>> last_day("2025-02"), last_day("2025-06-01~"), last_day("202X"), last_day("soon")
    (datetime.date(2025, 2, 28), datetime.date(2025, 6, 1), datetime.date(2029, 12, 31), None)
    """
    found = _DATE.match(time or "")
    if found is None:
        return None
    year, month = int(found[1].replace("X", "9")), found[2]
    if month is None or month == "XX":
        return date(year, 12, 31) if year else None
    number = _SEASONS.get(int(month), int(month))
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    end = monthrange(year, number)[1]
    return date(year, number, end if found[3] in (None, "XX") else min(int(found[3]), end))


def predictions_of(graph: Graph, today: date) -> tuple[Prediction, ...]:
    """The predictions of a graph as they stand on a day, oldest first; without those that a judgement rejects. Linear in the graph."""
    gone, index = rejected(graph), OriginIndex(graph)
    claims = [claim for claim in graph.claims.values() if claim.modality is Modality.PREDICTION and claim.id not in gone]
    judged: dict[str, list[Judgement]] = {}
    for item in graph.judgements.values():
        if item.verdict in SETTLING:
            judged.setdefault(item.target, []).append(item)
    links = _outcomes(graph)
    return tuple(_prediction(claim, today, judged.get(claim.id, ()), links.get(claim.id, ()), index) for claim in claims)


def _due(claim: Claim) -> str | None:
    """The last time at which what is predicted may come true, as EDTF."""
    time = claim.slots.time
    return (time.to or time.from_) if time else None


def _prediction(claim: Claim, today: date, judged: Iterable[Judgement], links: Iterable[Link], index: OriginIndex) -> Prediction:
    due = _due(claim)
    day = last_day(due)
    confirmed = [link for link in links if link.status is LinkStatus.CONFIRMED]
    decided = standing(judged, SETTLING)
    state, by = _by_links(confirmed) or _by_day(day, today), tuple(link.id for link in confirmed)
    if decided:
        state, by = decided.verdict, (decided.id,)
    maybe = () if state in OUTCOMES else tuple(link.id for link in links)
    return Prediction(claim.id, claim.text, due, day.isoformat() if day else None, state, index.of((claim.id,)).endorsers, by, maybe)


def _by_links(links: Iterable[Link]) -> str | None:
    kinds = {link.kind for link in links}
    if len(kinds) > 1:
        return UNDETERMINED
    return {LinkKind.SUPPORTS: CAME_TRUE, LinkKind.CONTRADICTS: FAILED}[kinds.pop()] if kinds else None


def _by_day(day: date | None, today: date) -> str:
    return UNDATED if day is None else DUE if day < today else WAITING


def _outcomes(graph: Graph) -> dict[str, list[Link]]:
    """The live links of each prediction with a fact that a later document states: what says the same or rules it out."""
    order = {claim: number for number, claim in enumerate(graph.claims)}
    found: dict[str, list[Link]] = {}
    for link in graph.links.values():
        if link.status in LIVE and link.type not in (LinkType.UNDERCUT, LinkType.UPDATES) and {link.from_, link.to} <= order.keys():
            for claim, other in ((graph.claims[link.from_], graph.claims[link.to]), (graph.claims[link.to], graph.claims[link.from_])):
                if claim.modality is Modality.PREDICTION and other.modality is Modality.FACT and _is_later(graph, other, claim, order):
                    found.setdefault(claim.id, []).append(link)
    return found


def _is_later(graph: Graph, fact: Claim, claim: Claim, order: dict[str, int]) -> bool:
    """Whether a fact is of a document published after that of a claim, or where that is not known, read after it."""
    if fact.document == claim.document:
        return False
    after, before = (graph.documents[item.document].published_at if item.document in graph.documents else None for item in (fact, claim))
    return after[:10] > before[:10] if after and before else order[fact.id] > order[claim.id]


def due_findings(graph: Graph, predictions: Iterable[Prediction]) -> Iterator[Finding]:
    """One finding on each prediction that is due: who made it with which words, and what may have come of it."""
    index = OriginIndex(graph)
    for item in predictions:
        if item.state == DUE:
            firsts = index.chains.first_hands(item.claim)
            steps = [FindingStep(one.id, "predicts it", one.speaker.id, one.document, one.quote) for one in firsts[:10]]
            steps += [FindingStep(link, f"may settle it, if confirmed: {graph.links[link].rationale}") for link in item.maybe[:10]]
            message = f"The time of this prediction was over on {item.day}, and nobody has said how it came out."
            yield Finding(PREDICTION_DUE, item.claim, message, steps=tuple(steps))


def counted(predictions: Iterable[Prediction]) -> dict[str, int]:
    """How many of some predictions stand how, for every state."""
    counts = Counter(item.state for item in predictions)
    return {state: counts[state] for state in STATES}
