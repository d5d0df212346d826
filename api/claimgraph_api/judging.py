"""Verdicts of people, made the same way by the command line, the API and the forms."""

from datetime import UTC, datetime

from claimgraph.errors import InputError
from claimgraph.ids import mint_id
from claimgraph.model import Judgement

PERSON = "person:local"
"""The judge where nobody signs in; names come with the keys that carry them."""
_ABOUT_TWO = ("same", "different")


def verdict_of_person(target: str, verdict: str, note: str = "", other: str | None = None, *, at: str | None = None) -> Judgement:
    """The judgement, made now or `at` a time before; raises InputError where a second node comes with a verdict that is about one alone."""
    if other is not None and verdict not in _ABOUT_TWO:
        raise InputError(f"“{verdict[:40]}” is a verdict on one node: leave out the other")
    made_at = at or datetime.now(UTC).isoformat(timespec="milliseconds")
    node_id = mint_id("judgement", target, verdict, other, PERSON, made_at)
    return Judgement(node_id, target, verdict, PERSON, made_at, note, other)
