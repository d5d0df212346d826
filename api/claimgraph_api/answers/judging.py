"""Verdicts of people, made the same way by the command line, the API and the forms."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from claimgraph.errors import InputError
from claimgraph.ids import kind_of, mint_id
from claimgraph.model import Judgement, ReviewVerdict
from claimgraph.records import to_record
from claimgraph.review import Change
from claimgraph.store import Store
from claimgraph.verdicts import RELIABILITY, UNGRADED

if TYPE_CHECKING:  # loaded with the first decision on what was read
    from claimgraph.ingest.rereading import Reread

PERSON = "person:local"
"""The judge where nobody signs in; names come with the keys that carry them."""
_ABOUT_TWO = ("same", "different", ReviewVerdict.MERGED, ReviewVerdict.UNDONE, *RELIABILITY, UNGRADED)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on a node, with what it changes of what was read; made now or `at` a time before, of these `versions` alone."""

    target: str
    verdict: str
    note: str = ""
    other: str | None = None
    changes: tuple[Change, ...] = ()
    at: str | None = None
    versions: frozenset[str] | None = None

    @property
    def is_review(self) -> bool:
        """Whether it is about what was read, so that sentences may have to be parsed and compared for it."""
        return self.verdict in frozenset(ReviewVerdict) and kind_of(self.target) in ("assertion", "claim")


def now() -> str:
    """The time as verdicts hold it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def verdict_of_person(target: str, verdict: str, *, note: str = "", other: str | None = None, at: str | None = None) -> Judgement:
    """The judgement, made now or `at` a time before; raises InputError where a second node comes with a verdict that is about one alone."""
    if other is not None and verdict not in _ABOUT_TWO:
        raise InputError(f"“{verdict[:40]}” is a verdict on one node: leave out the other")
    made_at = at or now()
    node_id = mint_id("judgement", target, verdict, other, PERSON, made_at)
    return Judgement(node_id, target, verdict, PERSON, made_at, note, other)


def record_decision(store: Store, decision: Decision) -> tuple[Judgement, int]:
    """Record a decision; the judgement and the entry.

    A claim stands for its only assertion; an undoing without `other` is of the newest decision. Raises InputError, NotFoundError,
    ConflictError.
    """
    verdict, changes = decision.verdict, decision.changes
    if not decision.is_review:
        if changes:
            raise InputError(f"“{verdict[:40]}” changes nothing of what was read: leave out the changes", code="bad-changes")
        made = verdict_of_person(decision.target, verdict, note=decision.note, other=decision.other, at=decision.at)
        return made, store.judge(made, actor=PERSON, versions=decision.versions)
    from claimgraph.ingest.correcting import assertion_of, decide

    act = assertion_of(store, decision.target)
    other = decision.other or _undone(store, act, decision)
    made = verdict_of_person(act, verdict, note=decision.note, other=other, at=decision.at)
    return made, decide(store, made, changes, actor=PERSON, versions=decision.versions).seq


def _undone(store: Store, act: str, decision: Decision) -> str | None:
    """What an undoing that names nothing takes back: what it took back where it was made before, else the newest decision."""
    if decision.verdict != ReviewVerdict.UNDONE:
        return None
    from claimgraph.ingest.correcting import newest_decision

    again = [item for item in store.judgements_on([act]) if item.verdict == decision.verdict and item.at == decision.at]
    return again[0].other if again else newest_decision(store, act).id


def reread_report(done: "Reread") -> dict[str, Any]:
    """What reading a document again came to, as JSON; claims that are held back with their words."""
    return {
        **to_record(done),
        "held_back": [{"assertion": item.id, "quote": item.quote.exact} for item in done.held_back if item.content.claim],
    }
