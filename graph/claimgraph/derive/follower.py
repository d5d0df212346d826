"""Follows the journal and keeps disputes, findings and counts as they stood after each entry.

Of an entry only what it touched is derived again, from the part of the graph that this hangs together with; a property
test holds that the result is what deriving everything anew would give. Of a knot of thousands of claims the links are
looked at whenever a claim joins it, and only those of its disputes are derived again of which the claims are others.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from claimgraph.chains import Chains
from claimgraph.derive.items import DISPUTE, FINDING, dispute_item, finding_item
from claimgraph.errors import ConflictError
from claimgraph.model import Graph, SourceKind
from claimgraph.reason.disputes import DEEPEST, derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.reason.groups import Group, disturbed, groups_among
from claimgraph.store import Store, derived, touching
from claimgraph.store.derived import Count, Item, Progress
from claimgraph.store.grounds import grounds_of
from claimgraph.store.moment import Moment

MAKER = "disputes@2"
"""What the items were made by: those of another maker are made anew. Raise it when deriving changes."""
LONGEST_CIRCLE = 12
"""How many steps of support are followed to find a circle."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is derived again after an entry, and what to read for that.

    `plan` are the groups of claims around it, `anew` the places in it of those whose disputes may differ, which are the
    `contested` claims, `disputes` the ids of those that may be gone. Of the claims that may differ those that are
    `fresh` came with the entry: nothing was derived of them before.
    """

    plan: tuple[Group, ...]
    anew: frozenset[int]
    disputes: frozenset[str]
    contested: frozenset[str]
    claims: frozenset[str]
    fresh: frozenset[str]
    targets: frozenset[str]
    around: frozenset[str]
    documents: frozenset[str]


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
            self._step(seq + 1)
            seq = self._store.followed(MAKER)
            if until is not None and time.monotonic() > until:
                break
        return seq

    def _step(self, seq: int) -> None:
        erased = self._store.last_erasure()
        with self._store.moment(seq) as now, self._store.moment(seq - 1) as before:
            progress = _progress(now, before)
        with suppress(ConflictError):  # another process was quicker, or somebody erased what this rests on
            self._store.record_derived(seq, progress, MAKER, erased=erased)


def _progress(now: Moment, before: Moment) -> Progress:
    scope = _scope(now, before)
    graph = grounds_of(now, scope.around, shown=scope.contested, documents=scope.documents)
    disputes = {item.id: item for item in _disputes(graph, scope)}
    findings = {item.id: item for item in _findings(graph, scope.targets)}
    old_disputes = derived.bodies_of(before, DISPUTE, scope.disputes)
    old_findings = derived.bodies(before, FINDING, "target", scope.targets - scope.fresh)
    pairs = ((DISPUTE, disputes, old_disputes), (FINDING, findings, old_findings))
    return Progress(
        {kind: [item for item in found.values() if old.get(item.id) != item.body] for kind, found, old in pairs},
        {kind: [item for item, body in old.items() if item not in found or found[item].body != body] for kind, found, old in pairs},
        _counts(graph, now, before, scope),
    )


def _scope(now: Moment, before: Moment) -> _Scope:
    touched = touching.touched(now)
    old = touching.known_before(before, touched.claims)
    claims, fresh = set(touched.claims), touched.claims - old
    for moment, those in ((now, touched.claims), (before, old)):
        above = touching.resting_on(moment, those, LONGEST_CIRCLE)
        claims |= touching.circle_through(moment, those, above, LONGEST_CIRCLE).union(*above[:DEEPEST])
    bonds = touching.bonds_around(now, claims)
    plan = groups_among(bonds)
    held = derived.holders(before, DISPUTE, "claim", claims.union(*(group.claims for group in plan)) - fresh)
    known = _told_apart(held)
    anew = disturbed(plan, bonds, claims, known.keys())
    kept = {known[frozenset(group.claims)] for number, group in enumerate(plan) if number not in anew}
    contested = frozenset(claim for number in anew for claim in plan[number].claims)
    return _Scope(
        tuple(plan),
        frozenset(anew),
        frozenset(held.keys() - kept),
        contested,
        frozenset(claims),
        fresh,
        frozenset(claims | touched.documents | touched.links | touching.links_at(now, touched.claims)),
        frozenset(contested | touching.beneath(now, contested, DEEPEST) | claims),
        touched.documents,
    )


def _told_apart(held: Mapping[str, set[str]]) -> dict[frozenset[str], str]:
    """The disputes by their claims, those alone that no other one has the same."""
    found: dict[frozenset[str], list[str]] = {}
    for dispute, claims in held.items():
        found.setdefault(frozenset(claims), []).append(dispute)
    return {claims: ids[0] for claims, ids in found.items() if len(ids) == 1}


def _disputes(graph: Graph, scope: _Scope) -> Iterator[Item]:
    return (dispute_item(graph, dispute) for dispute in derive_disputes(graph, scope.plan, sorted(scope.anew)))


def _findings(graph: Graph, targets: frozenset[str]) -> Iterator[Item]:
    places: Counter[tuple[str, str]] = Counter()
    for finding in derive_findings(graph, targets):
        yield finding_item(finding, places[finding.kind, finding.target])
        places[finding.kind, finding.target] += 1


def _counts(graph: Graph, now: Moment, before: Moment, scope: _Scope) -> Mapping[Count, int]:
    counts = _contributions(graph, scope.claims)
    counts.subtract(touching.contributions(before, scope.claims - scope.fresh))
    found = {("claim", name, value): number for (name, value), number in counts.items() if number}
    return found | {("node", name, shelf): number for (name, shelf), number in touching.population(now).items() if number}


def _contributions(graph: Graph, claims: frozenset[str]) -> Counter[tuple[str, str]]:
    """What `touching.contributions` counts, of a graph that holds all about these claims."""
    chains = Chains(graph)
    living = [claim for claim in graph.claims.values() if claim.id in claims]
    firsts = [(claim.id, first) for claim in living for first in chains.first_hands(claim.id)]
    spoken = {(claim, act.speaker.id) for claim, first in firsts for act in (first, *chains.hops(first))}
    about = {(claim.id, entity) for claim in living for entity in claim.entities}
    members = {source.id: source.members for source in graph.sources.values() if source.kind is SourceKind.COLLECTIVE}
    return touching.tallied((claim.document for claim in living), spoken, about, members, graph.same)
