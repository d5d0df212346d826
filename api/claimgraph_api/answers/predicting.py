"""Predictions as programs are answered, made the same way for the API and the command line."""

from datetime import date
from typing import Any

from claimgraph.derive.predicting import Predictions, prediction, predictions, track_record
from claimgraph.errors import InputError
from claimgraph.model import Source
from claimgraph.reason.predictions import STATES
from claimgraph.records import to_record
from claimgraph.store import Store

NOTE = "Counts of what was decided or confirmed, and no score of anybody: what was never settled says nothing."


def listed(store: Store, *, source: str | None, state: str | None, cursor: str | None, limit: int, on: date | None = None) -> Predictions:
    """A page of the predictions; of a state those of the page alone, so that it may hold fewer. Raises InputError."""
    if state is not None and state not in STATES:
        raise InputError(f"“{state[:40]}” is no state of a prediction; the states are: {', '.join(STATES)}", code="bad-state")
    found = predictions(store, source=source, cursor=cursor, limit=limit, on=on)
    return Predictions(tuple(item for item in found.items if state in (None, item.state)), found.next, found.graph)


def prediction_record(store: Store, claim_id: str, *, on: date | None = None) -> dict[str, Any]:
    """One prediction; raises NotFoundError."""
    return {**to_record(prediction(store, claim_id, on=on)), "note": NOTE}


def record_of(store: Store, source_id: str, *, on: date | None = None) -> dict[str, Any]:
    """How the predictions of a voice came out; raises InputError, NotFoundError."""
    if not isinstance(store.get(source_id), Source):
        raise InputError(f"{source_id} is no source", code="bad-source")
    return {"source": source_id, **to_record(track_record(store, source_id, on=on)), "note": NOTE}
