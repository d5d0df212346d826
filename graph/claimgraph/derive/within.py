"""What is derived within a collection: from what that shows alone, all at once, and kept until the record moves on."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from threading import Lock

from claimgraph.derivations import Dispute
from claimgraph.derive.derived import Derived
from claimgraph.derive.items import DISPUTE, FINDING, QUESTIONS, dispute_item, dispute_of, finding_item, finding_of, questions_items
from claimgraph.derive.proposals import PROPOSAL, proposal_item, proposals_in
from claimgraph.errors import NotFoundError
from claimgraph.model import Finding, Graph
from claimgraph.reason.disputes import derive_disputes
from claimgraph.reason.findings import derive_findings
from claimgraph.reason.values import questions_of
from claimgraph.store import Store
from claimgraph.store.cursors import list_mark, read_cursor, write_cursor
from claimgraph.store.derived import Item
from claimgraph.store.derived_items import Items

MOST = 8
"""Of how many views within collections it is kept; each can be as large as its collection."""
View = tuple[str | None, int, int]
"""A collection, an entry, and the newest erasure: what was derived before that may hold words that are erased."""
Shelves = Mapping[str, Sequence[Item]]
"""Items by kind, in order of rank."""


class Kept:
    """What was derived of the views that were asked for last, each made once. Safe to use from many threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._values: dict[View, Shelves] = {}

    def of(self, store: Store) -> Derived:
        """What is derived of what the store shows, at its moment."""
        erased, seq = store.last_erasure(), store.seq()
        return Within(store, self._at((store.collection, seq, erased), lambda: derive(store.graph(as_of=seq))))

    def forget(self) -> None:
        """Let go of all of it."""
        with self._lock:
            self._values.clear()

    def _at(self, view: View, make: Callable[[], Shelves]) -> Shelves:
        with self._lock:
            found = self._values.pop(view, None) or make()
            self._values[view] = found  # the last asked for comes last
            while len(self._values) > self._most:
                self._values.pop(next(iter(self._values)))
            return found


def derive(graph: Graph) -> Shelves:
    """All disputes, findings and proposals of a graph."""
    places: Counter[tuple[str, str]] = Counter()
    findings = []
    for finding in derive_findings(graph):
        findings.append(finding_item(finding, places[finding.kind, finding.target]))
        places[finding.kind, finding.target] += 1
    found = derive_disputes(graph)
    disputes = [dispute_item(graph, dispute) for dispute in found]
    proposals = [proposal_item(each) for each in proposals_in(graph.judgements.values(), graph.links.values())]
    questions = list(questions_items(questions_of(graph, found)))
    shelves = ((DISPUTE, disputes), (FINDING, findings), (PROPOSAL, proposals), (QUESTIONS, questions))
    return {kind: sorted(items, key=_place) for kind, items in shelves}


class Within(Derived):
    """The disputes, findings and counts of a store that is limited to a collection."""

    def __init__(self, store: Store, items: Shelves) -> None:
        super().__init__(store)
        self._items = items

    def findings_on(self, nodes: Iterable[str]) -> tuple[Finding, ...]:
        """The findings about these nodes."""
        return tuple(self._findings_by("target", nodes))

    def first_findings(self, voices: Iterable[str], most: int) -> tuple[tuple[Finding, ...], int]:
        """The first of the findings that have these voices in their steps, and how many there are."""
        found = list(self._findings_by("source", voices))
        return tuple(found[:most]), len(found)

    def _findings_by(self, name: str, values: Iterable[str]) -> Iterator[Finding]:
        wanted = {(name, value) for value in values}
        return (finding_of(item.body) for item in self._items[FINDING] if not wanted.isdisjoint(item.keys))

    def sizes(self) -> dict[str, int]:
        """How many `disputes` and `findings` there are."""
        return {f"{kind}s": len(self._items[kind]) for kind in (DISPUTE, FINDING)}

    def waiting(self) -> int:
        """How many contradictions in disputes nobody has reviewed."""
        return len({key for item in self._items[DISPUTE] for key in item.keys if key[0] == "waiting"})

    def _disputes_of(self, claims: Collection[str]) -> list[Dispute]:
        wanted = {("claim", claim) for claim in claims}
        return [dispute_of(item.body) for item in self._items[DISPUTE] if not wanted.isdisjoint(item.keys)]

    def _page(self, kind: str, where: Mapping[str, str], cursor: str | None, limit: int) -> Items:
        found = [item for item in self._items[kind] if where.items() <= set(item.keys)]
        mark = list_mark(kind, where, seq=self._store.as_of, collection=self._store.collection)
        after = None if cursor is None else read_cursor(cursor, mark, (str, str))
        rest = [item for item in found if after is None or _place(item) > after]
        following = write_cursor(mark, *_place(rest[limit - 1])) if len(rest) > limit else None
        return Items(tuple(item.body for item in rest[:limit]), following, len(found))

    def _counted(self, kind: str, name: str, most: int) -> list[tuple[str, int]]:
        keys = (key for item in self._items[kind] for key in dict.fromkeys(item.keys))
        counts = Counter(value for found, value in keys if found == name)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]

    def _holding(self, claims: Collection[str]) -> dict[str, set[str]]:
        held = ((item.id, {value for name, value in item.keys if name == "claim"} & set(claims)) for item in self._items[DISPUTE])
        return {item: those for item, those in held if those}

    def _questions(self, disputes: Collection[str]) -> Mapping[str, str]:
        return {item.id: item.body for item in self._items[QUESTIONS] if item.id in disputes}

    def asked(self, voice: str, most: int) -> list[str]:
        """At most so many disputes with questions to which a voice gives a value."""
        return list(islice((item.id for item in self._items[QUESTIONS] if ("speaker", voice) in item.keys), most))

    def _proposal(self, proposal_id: str) -> str | None:
        return next((item.body for item in self._items[PROPOSAL] if item.id == proposal_id), None)

    def _dispute(self, dispute_id: str) -> str:
        body = next((item.body for item in self._items[DISPUTE] if item.id == dispute_id), None)
        if body is None:
            raise NotFoundError(f"there is no dispute {dispute_id[:80]!r} in this store")
        return body


def _place(item: Item) -> tuple[str, str]:
    return item.rank, item.id
