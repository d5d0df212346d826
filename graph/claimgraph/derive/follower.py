"""Follows the journal and keeps disputes, findings and counts as they stood after each entry.

Of an entry only what it touched is derived again, from the part of the graph that this hangs together with; a property
test holds that the result is what deriving everything anew would give. Of a knot of thousands of claims no more is looked at
than the parts that a new claim is bound to: see `claimgraph.derive.contested`.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock

from claimgraph.chains import Chains
from claimgraph.derive.contested import Contested, contested
from claimgraph.derive.items import COMMUNITY, DISPUTE, FINDING, QUESTIONS, dispute_item, finding_item, questions_items
from claimgraph.derive.proposals import PROPOSAL, around, proposal_item
from claimgraph.errors import ConflictError
from claimgraph.model import Graph
from claimgraph.reason.disputes import DEEPEST, derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.reason.values import questions_of
from claimgraph.store import Store, derived_items, touching
from claimgraph.store.derived import Count, Item, Progress, Relisted
from claimgraph.store.grounds import grounds_of
from claimgraph.store.moment import Moment
from claimgraph.store.rederiving import Area

MAKER = "disputes@12"
"""What the items were made by: those of another maker are made anew. Raise it when deriving changes."""
LONGEST_CIRCLE = 12
"""How many steps of support are followed to find a circle."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is derived again after an entry, and what to read for that.

    Of the claims that may differ those that are `fresh` came with the entry: nothing was derived of them before. The links that are
    `listed` may have come to other lists.
    """

    contested: Contested
    claims: frozenset[str]
    fresh: frozenset[str]
    targets: frozenset[str]
    around: frozenset[str]
    documents: frozenset[str]
    links: frozenset[str]
    listed: frozenset[str]


class Follower:
    """Keeps what is derived from one store up to date. Safe to use from many threads, and from many processes at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()

    def follow(self, seconds: float | None = None) -> int:
        """Follow the journal up to now, or for about so long; the number of the newest entry that is followed.

        While somebody else follows it is waited no longer than that either. One entry is followed at least, and to its end.
        """
        if self._store.followed(MAKER) == self._store.seq():
            return self._store.seq()
        until = None if seconds is None else time.monotonic() + seconds
        if not self._lock.acquire(timeout=-1 if seconds is None else seconds):
            return self._store.followed(MAKER)
        try:
            return self._follow(until)
        finally:
            self._lock.release()

    def _follow(self, until: float | None) -> int:
        seq, newest = self._store.followed(MAKER), self._store.seq()
        if seq > newest or (not seq and newest):  # of another maker, or of a journal that was turned back
            self._store.clear_derived(MAKER)
            seq = 0
        while seq < newest:
            again = self._store.derive_again()
            self._step(again.entries[0] if again else seq + 1, again.area if again else None)
            seq = self._store.followed(MAKER)
            if until is not None and time.monotonic() > until:
                break
        return seq

    def _step(self, seq: int, area: Area | None) -> None:
        """Follow one entry or, where an erasure left an area to derive again, what it changed there."""
        erased = self._store.last_erasure()
        with self._store.moment(seq) as now, self._store.moment(seq - 1) as before:
            progress = _progress(now, before, area)
        with suppress(ConflictError):  # another process was quicker, or somebody erased what this rests on
            if area is None:
                self._store.record_derived(seq, progress, MAKER, erased=erased)
            else:
                self._store.record_derived_again(seq, progress, erased=erased)


def derive_anew(store: Store) -> None:
    """Throw away all that is derived of a store and derive it from the journal again, in the time that it took. Raises StoreError."""
    store.clear_derived(MAKER)
    Follower(store).follow()


def _progress(now: Moment, before: Moment, area: Area | None) -> Progress:
    scope = _scope(now, before, area)
    graph = grounds_of(now, scope.around, shown=scope.contested.claims, documents=scope.documents)
    found = derive_disputes(graph, scope.contested.plan, sorted(scope.contested.anew))
    disputes = {dispute.id: dispute_item(graph, dispute) for dispute in found}
    questions = {item.id: item for item in questions_items(questions_of(graph, found))}
    findings = {item.id: item for item in _findings(graph, scope.targets)}
    communities = {item.id: item for item in scope.contested.communities}
    old_disputes = derived_items.bodies_of(before, DISPUTE, scope.contested.disputes)
    old_findings = derived_items.bodies(before, FINDING, "target", scope.targets - scope.fresh)
    proposals, touched = around(now, scope.links)
    known = before if area is None else now  # an erasure left what it did not reach, as this entry made it
    pairs = (
        (PROPOSAL, {each.id: proposal_item(each) for each in proposals.values()}, derived_items.bodies_of(known, PROPOSAL, touched)),
        (COMMUNITY, communities, scope.contested.former),
        (DISPUTE, disputes, old_disputes),
        (FINDING, findings, old_findings),
        (QUESTIONS, questions, derived_items.bodies_of(before, QUESTIONS, scope.contested.disputes)),
    )
    return Progress(
        {kind: [item for item in new.values() if old.get(item.id) != item.body] for kind, new, old in pairs},
        {kind: [item for item, body in old.items() if item not in new or new[item].body != body] for kind, new, old in pairs},
        _population(now, before),
        _lists(graph, now, before, scope),
    )


def _scope(now: Moment, before: Moment, area: Area | None) -> _Scope:
    touched = touching.touched(now)
    if area is not None:
        touched = replace(touched, documents=touched.documents & area.targets, claims=touched.claims & area.around)
    old = touching.known_before(before, touched.claims)
    claims, fresh = set(touched.claims), touched.claims - old
    for moment, those in ((now, touched.claims), (before, old)):
        above = touching.resting_on(moment, those, LONGEST_CIRCLE)
        claims |= touching.circle_through(moment, those, above, LONGEST_CIRCLE).union(*above[:DEEPEST])
    targets = claims | touched.documents | touched.links | touching.links_at(now, touched.claims)
    if area is not None:
        claims, fresh, targets = claims & area.claims, fresh & area.claims, targets & area.targets
    found = contested(now, before, claims, fresh, now.seq or 0)
    return _Scope(
        found,
        frozenset(claims),
        fresh,
        frozenset(targets),
        frozenset(found.claims | touching.beneath(now, found.claims, DEEPEST) | claims),
        touched.documents,
        touched.links,
        touched.links.union(*(touching.links_at(moment, touched.changed - fresh) for moment in (before, now))),
    )


def _findings(graph: Graph, targets: frozenset[str]) -> Iterator[Item]:
    places: Counter[tuple[str, str]] = Counter()
    for finding in derive_findings(graph, targets):
        yield finding_item(finding, places[finding.kind, finding.target])
        places[finding.kind, finding.target] += 1


def _population(now: Moment, before: Moment) -> Mapping[Count, int]:
    found = touching.population(now.connection, before.seq or 0, now.seq or 0)
    return {("node", name, shelf): number for (name, shelf), number in found.items() if number}


def _lists(graph: Graph, now: Moment, before: Moment, scope: _Scope) -> Relisted:
    old = touching.claims_in_lists(before, scope.claims - scope.fresh) | touching.links_in_lists(before, scope.listed)
    return Relisted.between(old, _claims_in_lists(graph, now, scope.claims) | touching.links_in_lists(now, scope.listed))


def _claims_in_lists(graph: Graph, now: Moment, claims: frozenset[str]) -> set[touching.Place]:
    """What `touching.claims_in_lists` finds, by a graph that holds all about these claims."""
    chains = Chains(graph.apart)
    living = [claim for claim in graph.apart.claims.values() if graph.representative(claim.id) in claims]
    firsts = [(claim.id, first) for claim in living for first in chains.first_hands(claim.id)]
    spoken = {(claim, act.speaker.id) for claim, first in firsts for act in (first, *chains.hops(first))}
    spoken |= {(claim, member) for claim, speaker in spoken for member in graph.apart.sources[speaker].members}
    about = {(claim.id, entity) for claim in living for entity in claim.entities}
    ages = touching.ages_of(now, {graph.representative(claim.id) for claim in living})
    return touching.placed({(claim.id, claim.document) for claim in living}, spoken, about, graph.same, ages)
