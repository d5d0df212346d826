"""Reads of what is derived, at the moment of a store."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from claimgraph.derivations import Dispute, Proposal
from claimgraph.derive.items import (
    DISPUTE,
    FINDING,
    QUESTIONS,
    dispute_of,
    finding_of,
    question_of,
    questions_of_body,
    shown_of,
    shown_text,
)
from claimgraph.derive.proposals import PROPOSAL, proposal_of
from claimgraph.errors import NotFoundError
from claimgraph.model import Finding
from claimgraph.reason.values import Question
from claimgraph.store import Store, counts, derived, derived_items, touching
from claimgraph.store.neighbourhood import claims_near
from claimgraph.store.schema import link

T = TypeVar("T")
MOST_CUT = 1_000
"""Of how many contradictions it is told to which other disputes they lead."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A page of a list: the values, the cursor of the next page, how many there are in all."""

    items: tuple[T, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Another part of the knot that a dispute is part of: its id and question, and how many contradictions run between them."""

    id: str
    question: str
    contradictions: int


class Derived:
    """The disputes, findings and counts of a store, as far as a `Follower` has followed its journal."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def disputes(self, *, where: Mapping[str, str] | None = None, cursor: str | None = None, limit: int = 50) -> Listed[Dispute]:
        """The disputes, the most contested first, by `entity`, `source`, `status` or `type`; raises InputError."""
        found = self._page(DISPUTE, where or {}, cursor, limit)
        return Listed(tuple(map(dispute_of, found.bodies)), found.next, found.total)

    def dispute_records(self, *, cursor: str | None = None, limit: int = 50) -> Listed[dict[str, Any]]:
        """The same as programs are answered."""
        found = self._page(DISPUTE, {}, cursor, limit)
        return Listed(tuple(map(shown_of, found.bodies)), found.next, found.total)

    def dispute_texts(self, *, cursor: str | None = None, limit: int = 50) -> Listed[str]:
        """The same, each as the JSON text that is kept: to be sent as it is."""
        found = self._page(DISPUTE, {}, cursor, limit)
        return Listed(tuple(map(shown_text, found.bodies)), found.next, found.total)

    def dispute(self, dispute_id: str) -> Dispute:
        """One dispute; raises NotFoundError."""
        return dispute_of(self._dispute(dispute_id))

    def question(self, dispute_id: str) -> str:
        """What one dispute asks; raises NotFoundError."""
        return question_of(self._dispute(dispute_id))

    def dispute_record(self, dispute_id: str) -> dict[str, Any]:
        """One dispute as programs are answered; raises NotFoundError."""
        return shown_of(self._dispute(dispute_id))

    def dispute_text(self, dispute_id: str) -> str:
        """The same as the JSON text that is kept; raises NotFoundError."""
        return shown_text(self._dispute(dispute_id))

    def disputes_of(self, claims: Iterable[str]) -> dict[str, tuple[Dispute, ...]]:
        """The disputes in which each of these claims, or the one that stands for it, holds a position, the most contested first."""
        own = {claim: claim for claim in claims}
        standing = {**own, **self._store.heads(own)}
        found: dict[str, tuple[Dispute, ...]] = {}
        for dispute in self._disputes_of(set(standing.values())):
            for claim in {claim for position in dispute.positions for claim in position.claims}:
                found[claim] = (*found.get(claim, ()), dispute)
        return {claim: found[head] for claim, head in standing.items() if head in found}

    def _disputes_of(self, claims: Collection[str]) -> list[Dispute]:
        with self._store.moment() as moment:
            return list(map(dispute_of, derived_items.bodies(moment, DISPUTE, "claim", claims).values()))

    def beside(self, dispute: Dispute, most: int) -> list[Beside]:
        """The disputes with which this part of a knot shares most contradictions, at most so many; `MOST_CUT` contradictions are asked."""
        with self._store.moment() as moment:
            rows = list(moment.rows(link, link.c.id, dispute.cut[:MOST_CUT]))
        own = {claim for position in dispute.positions for claim in position.claims}
        ends = Counter(end for row in rows for end in (row.from_id, row.to_id) if end not in own)
        shared = {held: sum(ends[claim] for claim in claims) for held, claims in self._holding(ends).items()}
        nearest = sorted(shared, key=lambda held: (-shared[held], held))[:most]
        return [Beside(held, question_of(self._dispute(held)), shared[held]) for held in nearest]

    def questions(self, disputes: Collection[str]) -> tuple[Question, ...]:
        """The questions to which these disputes have values that exclude each other, dispute by dispute."""
        found = self._questions(disputes)
        return tuple(question for dispute in disputes if dispute in found for question in questions_of_body(found[dispute]))

    def asked(self, voice: str, most: int) -> list[str]:
        """At most so many disputes with such questions to which a voice gives a value; which ones is by chance."""
        with self._store.moment() as moment:
            return derived_items.some(moment, QUESTIONS, ("speaker", voice), most)

    def findings(self, *, where: Mapping[str, str] | None = None, cursor: str | None = None, limit: int = 50) -> Listed[Finding]:
        """The findings about gaps, by kind; maybe of one `kind`, about a `target`, with a `source` in their steps. Raises InputError."""
        found = self._page(FINDING, where or {}, cursor, limit)
        return Listed(tuple(map(finding_of, found.bodies)), found.next, found.total)

    def proposals(self, *, where: Mapping[str, str] | None = None, cursor: str | None = None, limit: int = 50) -> Listed[Proposal]:
        """What is proposed to be one, by `kind`, `status` or `node`: sources, then entities, then claims; raises InputError."""
        found = self._page(PROPOSAL, where or {}, cursor, limit)
        return Listed(tuple(map(proposal_of, found.bodies)), found.next, found.total)

    def proposal(self, proposal_id: str) -> Proposal:
        """One proposal; raises NotFoundError."""
        body = self._proposal(proposal_id)
        if body is None:
            raise NotFoundError(f"there is no proposal {proposal_id[:80]!r} in this store")
        return proposal_of(body)

    def all_findings(self) -> tuple[Finding, ...]:
        """All findings, by kind."""
        first = self.findings(limit=1000)
        found, following = list(first.items), first.next
        while following:
            page = self.findings(cursor=following, limit=1000)
            found, following = [*found, *page.items], page.next
        return tuple(found)

    def findings_on(self, nodes: Iterable[str]) -> tuple[Finding, ...]:
        """The findings about these nodes."""
        with self._store.moment() as moment:
            return tuple(map(finding_of, derived_items.bodies(moment, FINDING, "target", nodes).values()))

    def first_findings(self, voices: Iterable[str], most: int) -> tuple[tuple[Finding, ...], int]:
        """The first, at most so many, of the findings that have these voices in their steps, and how many there are."""
        with self._store.moment() as moment:
            bodies, total = derived_items.first_bodies(moment, FINDING, "source", voices, most)
        return tuple(map(finding_of, bodies)), total

    def commonest(self, key: str, most: int) -> list[tuple[str, int]]:
        """The values of a key that most disputes have: `entity`, `voice` (at first hand), `status` or `type`."""
        return self._counted(DISPUTE, key, most)

    def gaps(self) -> list[tuple[str, int]]:
        """How many findings there are of each kind, the commonest first."""
        return self._counted(FINDING, "kind", 20)

    def sizes(self) -> dict[str, int]:
        """How many `disputes` and `findings` there are."""
        with self._store.moment() as moment:
            return {f"{kind}s": derived_items.size(moment, kind) for kind in (DISPUTE, FINDING)}

    def waiting(self) -> int:
        """How many contradictions in disputes nobody has reviewed."""
        with self._store.moment() as moment:
            return derived_items.total(moment, DISPUTE, "waiting")

    def claim_counts(self, name: str, nodes: Collection[str]) -> dict[str, int]:
        """How many claims each of these documents (`document`), voices (`source`) or entities (`entity`) has; counted anew for a past."""
        with self._store.moment() as moment:
            if moment.seq is None and moment.collection is None:
                return counts.numbers(moment, derived.LENGTH, name, nodes)
            found = touching.claims_in_lists(moment, claims_near(moment, set(nodes)))
        number = Counter(place.value for place in found if place.name == name)
        return {node: number[node] for node in nodes}

    def _page(self, kind: str, where: Mapping[str, str], cursor: str | None, limit: int) -> derived_items.Items:
        with self._store.moment() as moment:
            return derived_items.page(moment, kind, where=where, cursor=cursor, limit=limit)

    def _counted(self, kind: str, name: str, most: int) -> list[tuple[str, int]]:
        with self._store.moment() as moment:
            return derived_items.counted(moment, kind, name, most)

    def _holding(self, claims: Collection[str]) -> dict[str, set[str]]:
        """The ids of the disputes in which some of these claims hold positions, each with those."""
        with self._store.moment() as moment:
            return derived_items.holders(moment, DISPUTE, "claim", claims)

    def _questions(self, disputes: Collection[str]) -> Mapping[str, str]:
        with self._store.moment() as moment:
            return derived_items.bodies_of(moment, QUESTIONS, disputes)

    def _proposal(self, proposal_id: str) -> str | None:
        with self._store.moment() as moment:
            return derived_items.get(moment, PROPOSAL, proposal_id)

    def _dispute(self, dispute_id: str) -> str:
        with self._store.moment() as moment:
            body = derived_items.get(moment, DISPUTE, dispute_id)
        if body is None:
            raise NotFoundError(f"there is no dispute {dispute_id[:80]!r} in this store")
        return body
