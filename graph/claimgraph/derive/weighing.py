"""Scores over a store: each answer reads what bears on its claims, up to a bound, and nothing else; nothing of it is kept.

Weighing(store, "Doubtful").claim(claim_id).score.value
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from claimgraph.derivations import Dispute
from claimgraph.errors import LimitError, NotFoundError
from claimgraph.ids import kind_of
from claimgraph.model import Document, Graph, Link, Node, Source
from claimgraph.reason.credibility.difference import difference
from claimgraph.reason.credibility.falling import what_falls
from claimgraph.reason.credibility.scoring import Scored
from claimgraph.reason.credibility.told import Change, Score, Why
from claimgraph.reason.credibility.why import FULL, QUICK, why
from claimgraph.store import Store
from claimgraph.store.evidence import voices_with
from claimgraph.store.neighbourhood import claims_near
from claimgraph.trust import NEUTRAL

MOST = 400
"""So many claims one answer weighs at most, or those that it is asked about where they are more."""
FALLING = ("claim", "source", "assertion", "document", "link")
"""What may fall."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The scores of what bears on some claims, and how many claims were `read`; `whole` is false where more does than was read."""

    scored: Scored
    graph: Graph
    whole: bool
    read: int

    @property
    def names(self) -> Mapping[str, str]:
        """What the sources and claims are called."""
        return {node.id: node.name for node in self.graph.sources.values()} | {node.id: node.text for node in self.graph.claims.values()}

    def scores(self, claims: Iterable[str]) -> Mapping[str, Score]:
        """The scores of these claims, those alone that have one."""
        return {claim: self.scored.score(claim) for claim in claims if claim in self.scored}


@dataclass(frozen=True, slots=True)
class Falls:
    """What changes for other claims if a node counts for nothing, the gravest first."""

    node: str
    changes: tuple[Change, ...]
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes from one trust profile to another, of `claims` that were asked about."""

    claims: tuple[str, ...]
    changes: tuple[Change, ...]
    before: Weighed
    after: Weighed


class Weighing:
    """The claims of a store, at its moment and within its collection, weighed under one of its trust profiles or none."""

    def __init__(self, store: Store, trust: str | None = None, *, most: int = MOST, graded: bool = False, partly: bool = True) -> None:
        """Raises NotFoundError where there is no profile of that name. With `graded` grades are read even where the profile takes none.

        Unless `partly`, nothing is weighed where more than `most` claims hang together.
        """
        self._store, self._most, self._partly = store, most, partly
        self.profile = store.trust(trust).profile if trust else NEUTRAL
        self._graded = graded or self.profile.grades
        self._last: tuple[tuple[str, ...], Weighed] | None = None

    def of(self, claims: Iterable[str]) -> Weighed:
        """The scores of these claims, with all that bears on them; asked about the same again, nothing is read again."""
        wanted = tuple(dict.fromkeys(claims))
        if self._last is None or self._last[0] != wanted:
            found = self._store.evidence(wanted, most=self._most, graded=self._graded, partly=self._partly)
            self._last = wanted, Weighed(Scored.of(found.graph, self.profile), found.graph, found.whole, found.claims)
        return self._last[1]

    def claim(self, claim_id: str) -> tuple[Score, Weighed]:
        """The score of one claim; raises NotFoundError where it is not there, or where a judgement rejects it."""
        if kind_of(claim_id) != "claim":
            raise NotFoundError(f"{claim_id[:80]!r} is not the id of a claim")
        weighed = self.of([claim_id])
        return self._score(weighed, claim_id), weighed

    def why(self, claim_id: str, weighed: Weighed, *, quick: bool = False) -> Why:
        """Why a claim that was weighed has its score; with less said where it must be `quick`."""
        self._score(weighed, claim_id)
        return why(weighed.graph, claim_id, self.profile, effort=QUICK if quick else FULL, scored=weighed.scored)

    def _score(self, weighed: Weighed, claim_id: str) -> Score:
        if claim_id not in weighed.scored:
            rejected = claim_id in weighed.graph.claims
            reason = "a judgement says that the text does not say so" if rejected else "it is not there"
            raise NotFoundError(f"the claim {claim_id[:80]!r} has no score: {reason}", code="not-weighed" if rejected else None)
        return weighed.scored.score(claim_id)

    def scores(self, claims: Iterable[str]) -> tuple[Mapping[str, Score], Weighed]:
        """The scores of these claims, those alone that have one."""
        wanted = list(dict.fromkeys(claims))
        weighed = self.of(wanted)
        return weighed.scores(wanted), weighed

    def falls(self, node_id: str) -> Falls:
        """What falls if one of `FALLING` does; of a source or document that says more, its newest claims. Raises NotFoundError."""
        if kind_of(node_id) not in FALLING:
            raise NotFoundError(f"{node_id[:80]!r} is none of what may fall: a {', a '.join(FALLING)}")
        node = self._store.get(node_id)
        bearing = self._bearing(node)
        weighed = self.of(bearing[: self._most])
        changes = what_falls(weighed.graph, node_id, self.profile, before=weighed.scored)
        return Falls(node_id, changes, replace(weighed, whole=weighed.whole and len(bearing) <= self._most))

    def _bearing(self, node: Node) -> list[str]:
        """The claims that a node has to do with."""
        if isinstance(node, Source):
            return self._said_by(node)
        return self._said_in(node.id) if isinstance(node, Document) else self._behind(node.id)

    def _said_by(self, source: Source) -> list[str]:
        """The claims of which a source speaks, alone or with others, and those that it published: some more than are weighed."""
        with self._store.moment() as moment:
            voices = voices_with(moment, source.id)
        published = self._store.page("documents", where={"publisher": source.name}, limit=self._most, counted=False).items
        asked = [{"source": voice} for voice in voices] + [{"document": document.id} for document in published]
        found: dict[str, None] = {}
        for where in asked:
            if len(found) <= self._most:
                page = self._store.page("claims", where=where, limit=self._most + 1, counted=False)
                found |= dict.fromkeys(claim.id for claim in page.items)
        return list(found)

    def _said_in(self, document_id: str) -> list[str]:
        """The claims of a document, the newest first: some more than are weighed."""
        page = self._store.page("claims", where={"document": document_id}, limit=self._most + 1, counted=False)
        return [claim.id for claim in page.items]

    def _behind(self, node_id: str) -> list[str]:
        """The claims that a claim, an assertion or a link has to do with."""
        ends: set[str] = {node_id}
        found: set[str] = set()
        while ends:
            found |= ends
            links = [node for node in self._store.nodes(ends).values() if isinstance(node, Link)]
            ends = {end for link in links for end in (link.from_, link.to)} - found
        with self._store.moment() as moment:
            return sorted(claims_near(moment, found))


def compare(store: Store, before: str | None, after: str | None, claims: Iterable[str], *, most: int = MOST) -> Comparison:
    """What changes for these claims from one trust profile, or none, to another. Raises LimitError with more claims than `most`."""
    wanted = tuple(dict.fromkeys(claims))
    if len(wanted) > most:
        raise LimitError(f"these are {len(wanted):,} claims, and at most {most} are compared at once: name a dispute or an entity")
    other = Weighing(store, after).profile
    first = Weighing(store, before, most=most, graded=other.grades).of(wanted)
    second = replace(first, scored=Scored.of(first.graph, other))
    return Comparison(wanted, difference(first.scored, second.scored, wanted), first, second)


def claims_of(store: Store, *, entity: str | None = None, dispute: Dispute | None = None, most: int = MOST) -> list[str]:
    """The claims of a dispute, of an entity, or of all that the store shows. Raises LimitError where they are more than `most`."""
    if entity and kind_of(entity) != "entity":
        raise NotFoundError(f"{entity[:80]!r} is not the id of an entity")
    if dispute is not None:
        return [claim for position in dispute.positions for claim in position.claims]
    found = store.page("claims", where={"entity": entity} if entity else {}, limit=most)
    if found.next is not None:
        told = f"{found.total:,}" if found.total is not None else f"more than {most}"
        raise LimitError(
            f"these are {told} claims, and at most {most} are compared at once: name a dispute, or an entity with fewer claims"
        )
    return [claim.id for claim in found.items]
