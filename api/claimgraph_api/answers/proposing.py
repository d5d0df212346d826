"""What is proposed to be one, told and decided on the same way over HTTP, on pages and on the command line."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from claimgraph.derivations import Proposal, ProposalStatus
from claimgraph.derive.proposals import proposal_in_record
from claimgraph.errors import ConflictError, InputError
from claimgraph.model import Claim, Entity, LinkStatus, Node, Source
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph_api.answers.judging import PERSON, verdict_of_person

KINDS = ("source", "entity", "claim")
STATUSES = tuple(status.value for status in ProposalStatus)
DECISIONS = ("accept", "reject", "undo")
TRIES = 100
"""How often a decision on a version is tried again because somebody wrote something else meanwhile."""


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


def version_of_record(record: Mapping[str, Any]) -> str:
    """What tells a proposal, as it is answered, from every other and from what it was before: the SHA-256 of its JSON."""
    return hashlib.sha256(msgspec.json.encode(record, order="deterministic")).hexdigest()


def decide(
    store: Store, found: Proposal, decision: str, note: str = "", *, at: str | None = None, versions: Collection[str] | None = None
) -> int:
    """Accept, reject, or undo what was decided; the entry. Raises InputError, ConflictError, NotFoundError.

    Raises ConflictError too where `versions` are given and the proposal's (see `version_of_record`) is none of them.
    """
    if decision not in DECISIONS:
        raise InputError(f"“{decision[:40]}” is none of {', '.join(DECISIONS)}", code="bad-decision")
    if versions is None:
        return _decide(store, found, decision, note, at=at)
    for _ in range(TRIES):
        seq = store.seq()
        seen = proposal_in_record(store.at(seq), found)
        if seen is None or version_of_record(proposal_records(store.at(seq), [seen])[0]) not in versions:
            break
        try:
            return _decide(store, seen, decision, note, at=at, if_seq=seq)
        except ConflictError:
            if store.seq() == seq:  # else somebody wrote meanwhile, maybe nothing about this
                raise
    raise ConflictError(f"{found.id} is no longer the version that was decided on: read it again", code="moved")


def _decide(store: Store, found: Proposal, decision: str, note: str, *, at: str | None, if_seq: int | None = None) -> int:
    if decision == "undo":
        if found.decided is None:
            raise ConflictError("nobody has decided on this proposal: there is nothing to undo", code="undecided")
        return store.retract(found.decided, actor=PERSON, reason=note, if_seq=if_seq)
    accepting = decision == "accept"
    if found.link:
        made = verdict_of_person(found.link, (LinkStatus.CONFIRMED if accepting else LinkStatus.DISMISSED).value, note=note, at=at)
        return store.judge(made, actor=PERSON, if_seq=if_seq)
    if accepting and (name := store.told_apart(found.one, found.other)):
        raise ConflictError(f"{name} tells two of these names apart: they cannot be one", code="told-apart")
    made = verdict_of_person(found.other, "same" if accepting else "different", note=note, other=found.one, at=at)
    return store.judge(made, actor=PERSON, if_seq=if_seq)


def _told(node_id: str, node: Node | None) -> dict[str, Any]:
    match node:
        case Claim(text=words, document=document) | Source(name=words, document=document) | Entity(name=words, document=document):
            return {"id": node_id, "words": words, "document": document}
    return {"id": node_id, "words": "", "document": None}
