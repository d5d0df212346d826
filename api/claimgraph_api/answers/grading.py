"""Grades of sources and claims as programs are answered, made the same way for the API and the command line."""

from typing import Any

from claimgraph.derive.grading import grades_of
from claimgraph.reason.credibility.told import VERSION
from claimgraph.records import to_record
from claimgraph.store import Store

NOTE = "Grades are what somebody decided: they count where a trust profile takes them, such as the profile “grades”."


def grades_record(store: Store, node_id: str) -> dict[str, Any]:
    """The grades of a source or a claim: those that stand with their opinions, and all that was decided, oldest first.

    `head` is the one that stands for it and for all who are one with it, `version` that of the numbers of the opinions.
    """
    found = grades_of(store, node_id)
    told = {"node": node_id, "head": store.heads([node_id]).get(node_id, node_id), "version": VERSION}
    return {**told, "standing": to_record(list(found.standing)), "history": to_record(list(found.history)), "note": NOTE}
