"""What is proposed to be one, told and decided on the same way over HTTP, on pages and on the command line."""

from collections.abc import Iterable, Iterator
from typing import Any

from claimgraph.derive import Listed
from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Claim, Entity, LinkStatus, Node, Proposal, ProposalStatus, Source
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph_api import terminal
from claimgraph_api.judging import PERSON, Decision, record_decision
from claimgraph_api.showing import derived_from

KINDS = ("source", "entity", "claim")
STATUSES = tuple(status.value for status in ProposalStatus)
DECISIONS = ("accept", "reject", "undo")


def asked_for(kind: str | None, status: str | None) -> dict[str, str]:
    """The filters of a list; raises InputError for words that are none."""
    for word, known in ((kind, KINDS), (status, STATUSES)):
        if word and word not in known:
            raise InputError(f"“{word[:40]}” is none of {', '.join(known)}", code="bad-filter")
    return {name: value for name, value in (("kind", kind), ("status", status)) if value}


def proposal_records(store: Store, found: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Proposals with what both are called or say."""
    wanted = list(found)
    nodes = store.nodes(node for each in wanted for node in (each.one, each.other))
    return [
        {**to_record(each), "one": _told(each.one, nodes.get(each.one)), "other": _told(each.other, nodes.get(each.other))}
        for each in wanted
    ]


def decide(store: Store, found: Proposal, decision: str, note: str = "", *, at: str | None = None) -> int:
    """Accept, reject, or undo what was decided; the entry. Raises InputError, ConflictError, NotFoundError."""
    if decision not in DECISIONS:
        raise InputError(f"“{decision[:40]}” is none of {', '.join(DECISIONS)}", code="bad-decision")
    if decision == "undo":
        return _undo(store, found, note)
    accepting = decision == "accept"
    if found.link:
        status = LinkStatus.CONFIRMED if accepting else LinkStatus.DISMISSED
        return record_decision(store, Decision(found.link, status.value, note, at=at))[1]
    if accepting and (name := store.told_apart(found.one, found.other)):
        raise ConflictError(f"{name} tells two of these names apart: they cannot be one", code="told-apart")
    return record_decision(store, Decision(found.other, "same" if accepting else "different", note, found.one, at=at))[1]


def _undo(store: Store, found: Proposal, note: str) -> int:
    if found.decided is None:
        raise ConflictError("nobody has decided on this proposal: there is nothing to undo", code="undecided")
    return store.retract(found.decided, actor=PERSON, reason=note)


def proposals_on_terminal(
    store: Store, decision: str | None, proposal_id: str | None, asked: dict[str, str | None], *, note: str, limit: int, json: bool
) -> None:
    """Decide on a proposal where a decision is named, and print it; else print the first of the list. Raises as `decide` does."""
    if (decision is None) != (proposal_id is None):
        raise InputError("say both what is decided and on which proposal: claimgraph proposals accept ID")
    if decision and proposal_id:
        decide(store, derived_from(store).proposal(proposal_id), decision, note)
        found = Listed((derived_from(store).proposal(proposal_id),), None, 1)
    else:
        found = derived_from(store).proposals(where=asked_for(**asked), limit=limit)
    records = proposal_records(store, found.items)
    lines = [*_lines(records), f"{found.total} {'proposal' if found.total == 1 else 'proposals'}"]
    terminal.print_either({"items": records, "next": found.next, "total": found.total}, lines, json=json)


def _lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    for each in records:
        yield f"{each['id']}  {each['kind']} [{each['status']}]  {each['one']['words']}  ≟  {each['other']['words']}"
        yield f"    {each['reason']}"


def _told(node_id: str, node: Node | None) -> dict[str, Any]:
    match node:
        case Claim(text=words, document=document) | Source(name=words, document=document) | Entity(name=words, document=document):
            return {"id": node_id, "words": words, "document": document}
    return {"id": node_id, "words": "", "document": None}
