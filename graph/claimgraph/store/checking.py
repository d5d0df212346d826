"""The rules that always hold, held against some nodes at a time, each with what it hangs together with.

All of them are about a node and those that it names, but one: that no chain of assertions leads back to itself. For that a number is
kept of each assertion that is of another one.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Assertion, Claim, Document, Entity, Graph, Link, Node, Source


@dataclass(frozen=True, slots=True)
class Problem:
    """One breach: the node, what is wrong with it in a sentence, which rule that breaks in a few words, and how it is mended."""

    node: str
    message: str
    rule: str
    mend: str


@dataclass(frozen=True, slots=True)
class Section:
    """Some nodes of one kind, with what rules and shapes look at beside them.

    `there` are those of the nodes that they name which there are, by kind; it may hold more. `said` are those among them, claims,
    of which there is an assertion, each with one; `links` those that touch claims among them; `same` who stands for whom.
    `text` gives the text of a document, None where there is no such document.
    """

    nodes: Sequence[Node]
    there: Mapping[type[Node], Set[str]]
    text: Callable[[str], str | None]
    said: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[Link] = ()
    same: Mapping[str, str] = field(default_factory=dict)

    def holds(self, node_id: str, *kinds: type[Node]) -> bool:
        """Whether there is a node with this id, of one of these kinds."""
        return any(node_id in self.there.get(kind, ()) for kind in kinds)


def check(graph: Graph) -> list[Problem]:
    """Every breach of the rules in a graph that is held as a whole, kind by kind; linear in its size."""
    chains, found = Chains(), list[Problem]()
    for section in sections_of(graph):
        chains.note(section.nodes)
        found += breaches(section)
    return [*found, *chains.cycles(graph.assertions.values())]


def sections_of(graph: Graph) -> Iterator[Section]:
    """The nodes of a graph by kind, each beside the whole of it."""
    there = {kind: getattr(graph, shelf).keys() for kind, shelf in SHELVES.items()}
    texts = {document.id: document.text for document in graph.documents.values()}
    said = {item.content.claim: item.id for item in graph.assertions.values() if item.content.claim}
    for shelf in SHELVES.values():
        nodes = tuple(getattr(graph, shelf).values())
        yield Section(nodes, there, texts.get, said, tuple(graph.links.values()), graph.same)


def named_in(node: Node) -> Iterator[tuple[type[Node], str]]:
    """The ids that a node names, each with a kind that it may be of."""
    match node:
        case Claim():
            yield Document, node.document
            yield from ((Entity, name) for name in node.entities)
        case Assertion():
            yield Document, node.document
            yield Source, node.speaker.id
            yield from _of_one(_CONTENTS, node.content.id)
        case Link():
            yield from (pair for end in (node.from_, node.to) for pair in _of_one(_ENDS, end))
            if node.stated_in:
                yield Assertion, node.stated_in
        case Source():
            yield Document, node.document
            yield from ((Source, name) for name in node.members)
            yield from (pair for item in node.affiliations if item.organisation for pair in _of_one(_BODIES, item.organisation))
            yield from ((Entity, item.entity) for item in node.interests if item.entity)
            stated_in = (*(item.assertion for item in node.affiliations), *(item.assertion for item in node.interests))
            yield from ((Assertion, name) for name in stated_in if name)
        case Entity():
            yield Document, node.document


_CONTENTS: tuple[type[Node], ...] = (Claim, Assertion)
_ENDS: tuple[type[Node], ...] = (Claim, Assertion, Link)
_BODIES: tuple[type[Node], ...] = (Source, Entity)
_KINDS: Mapping[str, type[Node]] = {kind.__name__.lower(): kind for kind in SHELVES}


def _of_one(kinds: tuple[type[Node], ...], node_id: str) -> Iterator[tuple[type[Node], str]]:
    """An id with the kind that it tells, or with all of these where it tells none."""
    told = _KINDS.get(kind_of(node_id) or "")
    yield from ((kind, node_id) for kind in kinds if told is None or kind is told)


def breaches(section: Section) -> Iterator[Problem]:
    """Every breach of a rule by one of the nodes, and those that it names."""
    for node in section.nodes:
        match node:
            case Claim():
                yield from _claim_faults(node, section)
            case Assertion():
                yield from _assertion_faults(node, section)
            case Link():
                yield from _link_faults(node, section)
    yield from _anchor_faults(section)


def _problem(node: Node, message: str, rule: str) -> Problem:
    return Problem(node.id, message, rule, _MEND)


_MEND = (
    "Run `claimgraph verify`: where it names an entry, somebody changed the database behind its back, so restore a backup that was made "
    "before. Where it names none, `claimgraph retract ID --reason …` takes the node out of all answers, with what rests on it."
)


def _claim_faults(claim: Claim, section: Section) -> Iterator[Problem]:
    if claim.id not in section.said:
        yield _problem(claim, "nobody asserts this claim", "claims that nobody asserts")
    for name in claim.entities:
        if not section.holds(name, Entity):
            yield _problem(claim, f"its entity {name} is not in the store", "claims about what is not in the store")


def _assertion_faults(assertion: Assertion, section: Section) -> Iterator[Problem]:
    if not section.holds(assertion.document, Document):
        yield _problem(assertion, f"its document {assertion.document} is not in the store", "assertions without their document")
    if not section.holds(assertion.speaker.id, Source):
        yield _problem(assertion, f"its speaker {assertion.speaker.id} is not in the store", "assertions without their speaker")
    if not section.holds(assertion.content.id, *_CONTENTS):
        yield _problem(assertion, f"its content {assertion.content.id} is not in the store", "assertions of what is not in the store")


def _anchor_faults(section: Section) -> Iterator[Problem]:
    """Document by document, so that the text of each is wanted once."""
    held = [node for node in section.nodes if isinstance(node, Assertion)]
    for document, assertions in groupby(sorted(held, key=lambda node: node.document), key=lambda node: node.document):
        text = section.text(document)
        for assertion in assertions if text is not None else ():
            for anchor in (assertion.quote, *assertion.hedges, *((assertion.cue,) if assertion.cue else ())):
                if not anchor.holds_in(text or ""):
                    message = f"“{anchor.exact[:40]}” is not at {anchor.start} of the document"
                    yield _problem(assertion, message, "anchors that are not found again")


def _link_faults(link: Link, section: Section) -> Iterator[Problem]:
    for end in (link.from_, link.to):
        if not section.holds(end, *_ENDS):
            yield _problem(link, f"its end {end} is not in the store", "links without an end")
    if link.stated_in and not section.holds(link.stated_in, Assertion):
        message = f"the assertion {link.stated_in} that states it is not in the store"
        yield _problem(link, message, "links without the assertion that states them")
    if not link.stated_in and not link.judge:
        yield _problem(link, "neither an assertion nor a judge stands behind it", "links that nobody stands behind")
    if not 0 <= link.score <= 1:
        yield _problem(link, f"its score {link.score} is not in [0, 1]", "scores that are not in [0, 1]")


class Chains:
    """Which assertion is of which, in 16 bytes for each: 64 bits of a hash of both ids.

    Two of n ids have the same hash, by which a cycle could be missed, with a chance of n² / 2⁶⁵: one in ten million for two million.
    """

    def __init__(self) -> None:
        self._of, self._to = array("q"), array("q")

    def note(self, nodes: Iterable[Node]) -> None:
        """Keep what the assertions among these nodes are of, where that is another assertion."""
        for node in nodes:
            if isinstance(node, Assertion) and node.content.assertion:
                self._of.append(hash(node.id))
                self._to.append(hash(node.content.assertion))

    def cycles(self, again: Iterable[Node]) -> Iterator[Problem]:
        """A breach for each assertion whose chain leads back to itself; `again` gives all nodes once more, and is asked where one does."""
        suspected = _on_cycles(np.frombuffer(self._of, np.int64), np.frombuffer(self._to, np.int64)) if self._of else set()
        if not suspected:
            return
        held = {node.id: node for node in again if isinstance(node, Assertion) and hash(node.id) in suspected}
        for node_id in _circles({node.id: node.content.assertion for node in held.values()}):
            yield _problem(held[node_id], "its chain leads back to itself", "chains that lead back to themselves")


def _circles(leads_to: Mapping[str, str | None]) -> Iterator[str]:
    """Those that lead back to themselves, where each leads to one or to none; linear."""
    seen: set[str] = set()
    for start in leads_to:
        here, path = start, list[str]()
        while here in leads_to and here not in seen:
            seen.add(here)
            path.append(here)
            here = leads_to[here] or ""
        if here in path:
            yield from path[path.index(here) :]


def _on_cycles(of: "np.ndarray[tuple[int], np.dtype[np.int64]]", to: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> set[int]:
    """Those that lead back to themselves, where each leads to one: all that is reached after more steps than there are.

    Each round doubles the steps. What is no beginning of a step is led to a place behind the last, which leads to itself.
    """
    order = np.argsort(of, kind="stable")
    sorted_of = of[order]
    end = len(of)
    places = np.searchsorted(sorted_of, to[order])
    found = (places < end) & (sorted_of[np.minimum(places, end - 1)] == to[order])
    following = np.append(np.where(found, places, end), end)
    for _ in range(end.bit_length()):
        following = following[following]
    return {int(number) for number in sorted_of[np.unique(following[following < end])]}
