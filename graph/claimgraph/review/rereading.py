"""What a later reading of the same text changes: it brings what is new and takes back what it no longer finds, of machines alone.

What a person decided on stays as it is. Nothing comes back that a person took away, and where a person decided on words no other
reading of them is added.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimgraph.model import Anchor, Assertion, Claim, Entity, Graph, Link, Node, Reading, Source
from claimgraph.review.anchoring import overlap
from claimgraph.review.changes import Revision

SAME_WORDS = 0.5
"""From which overlap two quotes are taken for the same words."""
MACHINES = frozenset({"add", "reread"})
"""The verbs of the entries by which a text is read."""


@dataclass(frozen=True, slots=True)
class Made:
    """One version of an assertion that the record holds or held: how its node came in, and how the version went, None where it did not."""

    node: Assertion
    came: str
    went: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a later reading comes to: the revision, and of assertions how many are new, changed, taken back and held back."""

    revision: Revision
    added: int = 0
    changed: int = 0
    retracted: int = 0
    held_back: tuple[Assertion, ...] = ()


def reread(graph: Graph, reading: Reading, made: Sequence[Made], *, proposed: Collection[str] = ()) -> Outcome:
    """What the reading changes in `graph`, which holds its document; `made` are all versions of the document's assertions, oldest first.

    `proposed` are nodes that a language model alone proposed, which no rule finds again. Takes time linear in both readings, but
    for the words that people decided on, each of which is compared with each new quote.
    """
    work = _Work(graph, reading, _Past.of(made), frozenset(proposed))
    nodes, gone = work.nodes(), work.retracted()
    revision = Revision(tuple(nodes), frozenset(gone | work.unused(nodes, gone)))
    return Outcome(revision, len(work.added), len(work.changed()), len(gone), tuple(work.held))


@dataclass(frozen=True, slots=True)
class _Past:
    """What the versions tell: which assertions a machine made, which a person took away, and on which words a person decided."""

    machine: frozenset[str]
    barred: frozenset[str]
    decided: tuple[Anchor, ...]
    closed: frozenset[str]
    """The assertions around which a person has seen all hops."""

    @classmethod
    def of(cls, made: Sequence[Made]) -> "_Past":
        """What these versions tell, oldest first."""
        newest = {item.node.id: item for item in made}
        taken = {name for name, item in newest.items() if item.went is not None and item.went != "reread"}
        kept = {name for name, item in newest.items() if item.went is None and item.node.review is not None}
        words = kept | (taken - _born(made))
        decided = [item.node for item in made if item.node.id in words]
        return cls(
            frozenset(item.node.id for item in made if item.came in MACHINES),
            frozenset(taken),
            tuple(dict.fromkeys(node.quote for node in decided if node.content.claim)),
            frozenset(words | {node.content.id for node in decided if node.content.assertion}),
        )


def _born(made: Iterable[Made]) -> set[str]:
    """What a correction made and its undoing took, which was never read: what was there before it tells what is decided."""
    return {item.node.id for item in made if item.node.review is not None and item.node.review.corrects and item.went is not None}


@dataclass(slots=True)
class _Work:
    """A comparison of two readings in the making."""

    graph: Graph
    reading: Reading
    past: _Past
    proposed: frozenset[str]
    old: dict[str, Assertion] = field(init=False)
    new: dict[str, Assertion] = field(init=False)
    kept: frozenset[str] = field(init=False)
    added: dict[str, Assertion] = field(init=False)
    held: list[Assertion] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Tell the assertions that stay from those that come."""
        document = self.reading.document.id
        self.old = {item.id: item for item in self.graph.assertions.values() if item.document == document}
        self.new = {item.id: item for item in self.reading.assertions}
        self.kept = frozenset(self._inward(item for item in self.old.values() if not self._is_free(item)))
        self.added = {item.id: item for item in self._coming()}

    def retracted(self) -> set[str]:
        """The assertions of machines that were not found again."""
        return self.old.keys() - self.kept - self.new.keys()

    def changed(self) -> list[Assertion]:
        """The assertions of machines that were found again and differ."""
        return [item for name, item in self.new.items() if name in self.old and name not in self.kept and item != self.old[name]]

    def nodes(self) -> list[Node]:
        """All that is new or differs: what comes, what changes, and what both rest on."""
        found_again = [item for item in self.new.values() if item.id in self.old or item.id in self.added]
        document = self.reading.document
        renewed = [document] if self.graph.documents[document.id] != document else []
        return [*renewed, *self._ground(found_again), *self.added.values(), *self.changed(), *self._stated()]

    def _ground(self, found_again: Sequence[Assertion]) -> list[Node]:
        """The claims, voices and entities of these assertions that are new or differ."""
        claims = {item.content.claim for item in found_again} - self._judged_claims()
        found: list[Node] = [item for item in self.reading.claims if item.id in claims and self.graph.claims.get(item.id) != item]
        entities = {name for item in found if isinstance(item, Claim) for name in item.entities}
        speakers = self._speakers(found_again)
        found += [item for item in self.reading.sources if item.id in speakers and self.graph.sources.get(item.id) != item]
        return [*found, *(item for item in self.reading.entities if self._is_new(item, entities))]

    def _stated(self) -> list[Link]:
        """The links that the text states and that are not there, where all that they rest on is or comes."""
        acts = self.old.keys() - self.retracted() | self.added.keys()
        there = acts | {item.content.id for item in (*self.old.values(), *self.added.values()) if item.id in acts}
        found = (item for item in self.reading.links if item.stated_in is not None and item.id not in self.graph.links)
        return [item for item in found if {item.from_, item.to, item.stated_in} <= there]

    def unused(self, nodes: Sequence[Node], gone: set[str]) -> set[str]:
        """The voices and entities of the document that nothing names any more."""
        left = [item for item in self.old.values() if item.id not in gone] + list(self.added.values())
        now = {**self.graph.claims, **{item.id: item for item in nodes if isinstance(item, Claim)}}
        named = {name for act in left if act.content.claim in now for name in now[act.content.claim].entities}
        spoken = self._speakers(left)
        own: Iterable[Source | Entity] = (*self.graph.sources.values(), *self.graph.entities.values())
        there = {item.id for item in own if item.document == self.reading.document.id}
        return there.difference(named, spoken, (item.id for item in (*self.reading.sources, *nodes)))

    def _is_free(self, item: Assertion) -> bool:
        """Whether an assertion is a machine's, on which nobody decided."""
        models = self.proposed & {item.id, item.content.id}
        return item.id in self.past.machine and item.review is None and not models

    def _inward(self, acts: Iterable[Assertion]) -> Iterator[str]:
        """These assertions with those that they are of."""
        for act in acts:
            here: Assertion | None = act
            while here is not None:
                yield here.id
                here = self.old.get(here.content.id)

    def _coming(self) -> Iterator[Assertion]:
        """The assertions that may come: those inside first."""
        known: dict[str, bool] = {}
        for item in sorted(self.new.values(), key=self._depth):
            inner = item.content.assertion
            stands = inner is None or inner in self.old or known.get(inner, False)
            known[item.id] = stands and item.id not in self.past.barred and not self._is_decided(item)
            if item.id in self.old:
                continue
            if known[item.id]:
                yield item
            else:
                self.held.append(item)

    def _depth(self, item: Assertion) -> int:
        depth, here = 0, item
        while here.content.assertion in self.new and depth < len(self.new):
            here, depth = self.new[here.content.assertion], depth + 1
        return depth

    def _is_decided(self, item: Assertion) -> bool:
        if item.content.assertion is not None:
            return item.content.assertion in self.past.closed
        return any(overlap(item.quote, quote) >= SAME_WORDS for quote in self.past.decided)

    def _judged_claims(self) -> set[str]:
        """The claims of which a person decided on an assertion: they stay as they were then."""
        return {self.old[name].content.id for name in self.kept if self.old[name].content.claim}

    def _speakers(self, acts: Iterable[Assertion]) -> set[str]:
        """Who speaks in these assertions, with the members of each."""
        found = {act.speaker.id for act in acts}
        shelves: tuple[Mapping[str, Source], ...] = (self.graph.sources, {item.id: item for item in self.reading.sources})
        return found | {member for shelf in shelves for name in found if name in shelf for member in shelf[name].members}

    def _is_new(self, item: Entity, wanted: set[str]) -> bool:
        known = self.graph.entities.get(item.id)
        return known != item if known is not None else item.id in wanted
