"""Grades of sources and claims as programs are answered, made the same way for the API and the command line."""

from typing import Any

from claimgraph.derive.grading import grades_of
from claimgraph.records import to_record
from claimgraph.store import Store

NOTE = "Grades are what somebody decided: they count where a trust profile takes them, such as the profile “grades”."


def grades_record(store: Store, node_id: str) -> dict[str, Any]:
    """The grades of a source or a claim: those that stand with their opinions, and all that was decided, oldest first."""
    found = grades_of(store, node_id)
    return {"node": node_id, "standing": to_record(list(found.standing)), "history": to_record(list(found.history)), "note": NOTE}
