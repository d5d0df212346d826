"""Predictions of a store: a page of them, one, and how those of one voice came out. Worked out when asked for, on the day of the view."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from claimgraph.errors import NotFoundError
from claimgraph.model import Claim, Finding, Graph, Modality
from claimgraph.reason.predictions import Prediction, counted, due_findings, predictions_of
from claimgraph.store import Store

MOST = 100
"""So many predictions, the newest, a track record or a list of what is due looks at."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """Some predictions, newest first, with the cursor of what follows and what their graph rests on."""

    items: tuple[Prediction, ...]
    next: str | None
    graph: Graph


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How many predictions that a voice made at first hand stand how: counts, and no score. Not `whole` where only the newest were read."""

    counts: Mapping[str, int]
    total: int
    whole: bool
    predictions: tuple[Prediction, ...]


def day_of(store: Store) -> date:
    """The day that a view of a store is of: today, or for a past the day of its newest entry."""
    return datetime.now(UTC).date() if store.as_of is None else date.fromisoformat(store.mark(store.seq())[0][:10] or "0001-01-01")


def predictions(
    store: Store, *, source: str | None = None, cursor: str | None = None, limit: int = 50, on: date | None = None
) -> Predictions:
    """A page of the predictions, of a voice where one is named, told by others too, as they stand `on` a day, else on that of the view.

    Raises InputError.
    """
    where = {"modality": Modality.PREDICTION.value, **({"source": source} if source else {})}
    found = store.page("claims", where=where, cursor=cursor, limit=limit, counted=False)
    graph = store.graph_beside(claim.id for claim in found.items) if found.items else Graph()
    told = {item.claim: item for item in predictions_of(graph, on or day_of(store))}
    return Predictions(tuple(told[claim.id] for claim in found.items if claim.id in told), found.next, graph)


def prediction(store: Store, claim_id: str, *, on: date | None = None) -> Prediction:
    """One prediction; raises NotFoundError where the claim is none."""
    claim = store.get(claim_id)
    graph = store.graph_beside([claim_id]) if isinstance(claim, Claim) else Graph()
    found = {item.claim: item for item in predictions_of(graph, on or day_of(store))}
    if claim_id not in found:
        raise NotFoundError(f"{claim_id[:80]!r} is no prediction", code="no-prediction")
    return found[claim_id]


def track_record(store: Store, source_id: str, *, on: date | None = None) -> TrackRecord:
    """How the predictions came out that a voice made at first hand; raises NotFoundError."""
    store.get(source_id)
    found = predictions(store, source=source_id, limit=MOST, on=on)
    head = store.heads([source_id]).get(source_id, source_id)
    own = tuple(item for item in found.items if head in item.voices)
    return TrackRecord(counted(own), len(own), found.next is None, own)


def due(store: Store, *, on: date | None = None) -> tuple[Finding, ...]:
    """The findings on predictions that are due `on` a day, else on that of the view, of the newest `MOST` predictions."""
    found = predictions(store, limit=MOST, on=on)
    return tuple(due_findings(found.graph, found.items))
