"""What is derived from the graph and never stored as truth: disputes, proposals, sets of claims that cannot all hold."""

from dataclasses import dataclass
from enum import StrEnum

from claimgraph.model import LinkStatus, LinkType


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a dispute: its claims, and the sources that endorse them at first hand."""

    letter: str
    label: str
    claims: tuple[str, ...]
    origins: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """One contradiction of a dispute, between a claim of one position (`a`) and a claim of another (`b`)."""

    link: str
    a: str
    b: str
    type: LinkType
    score: float
    status: LinkStatus


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question with its positions and the contradictions between them; derived from links, never stored as truth.

    Rungs are strongest first. `frustration` counts contradictions inside one position: above 0 there are more than
    two positions. `apparent` holds links whose scope differs: shown, but not counted. `cut` holds the contradictions with
    claims of other disputes, where a knot of too many claims was split.
    """

    id: str
    question: str
    status: str
    positions: tuple[Position, ...]
    rungs: tuple[Rung, ...]
    apparent: tuple[Rung, ...] = ()
    supports: tuple[str, ...] = ()
    undercuts: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    frustration: int = 0
    cut: tuple[str, ...] = ()


class ProposalStatus(StrEnum):
    """What people made of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """That two claims say the same, or two sources or entities are one, as a rule proposes; derived, never stored as truth.

    `kind` is that of both: claim, source or entity. `reason` is one plain sentence, `link` the restatement between two claims,
    `proposed` the judgement that proposes two names.
    `decided` is the judgement of a person that accepted or rejected it, None while it is open.
    """

    id: str
    kind: str
    one: str
    other: str
    status: ProposalStatus
    reason: str
    judge: str
    link: str | None = None
    proposed: str | None = None
    decided: str | None = None


@dataclass(frozen=True, slots=True)
class ConflictSet:
    """Three claims or more that cannot all hold; without any one of them the others can. `rule` found it, `reason` says why."""

    id: str
    claims: tuple[str, ...]
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What was found among some claims; not `complete` ("undetermined") where a budget ended the search.

    `standing` are the greatest sets of the claims in conflict that can all hold, also by the confirmed contradictions between two of them.
    """

    sets: tuple[ConflictSet, ...] = ()
    standing: tuple[tuple[str, ...], ...] = ()
    complete: bool = True
