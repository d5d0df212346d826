"""Questions to which a dispute has values that exclude each other: numbers, times, places; and who says which.

Claims that links of one such type oppose belong to one question; those of one question that give the same value give it together.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph.derivations import Dispute
from claimgraph.folding import folded, worded
from claimgraph.model import Claim, Graph, Link, LinkType, Span, Stance
from claimgraph.reason.camps import Edge, components_of, neighbours_of
from claimgraph.reason.credibility.groups import Groups
from claimgraph.reason.groups import LIVE
from claimgraph.reason.origins import OriginIndex

EXCLUSIVE = (LinkType.QUANTITY, LinkType.TIME, LinkType.PLACE)
"""The types of contradiction whose ends give values that exclude each other."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A voice gives a value at first hand: by which assertion."""

    voice: str
    assertion: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a question: as it is written, the claims that give it, every voice that says it at first hand.

    `origins` are those of the voices that may be independent: at most so many are.
    """

    words: str
    claims: tuple[str, ...]
    sayings: tuple[Saying, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Values of one type that exclude each other, the one of the oldest claim first; `id` is that claim's, `dispute` where it is asked."""

    id: str
    dispute: str
    type: LinkType
    values: tuple[Value, ...]


def questions_of(graph: Graph, disputes: Sequence[Dispute]) -> Iterator[Question]:
    """The questions of disputes whose claims are in a graph with who says them, where somebody says two values at least.

    A claim gives the value of those in its dispute that restate it, or are one with it. Near-linear.
    """
    graph = folded(graph)
    homes = {claim: number for number, dispute in enumerate(disputes) for position in dispute.positions for claim in position.claims}
    index, groups = OriginIndex(graph), Groups.of(graph, homes)
    order = {head: number for number, head in enumerate(groups.members)}
    for dispute in disputes:
        yield from _questions(graph, index, groups, order, dispute)


def narrowed(question: Question, claims: Container[str]) -> Question | None:
    """The question with those of its values that one of these claims gives; None where they are fewer than two."""
    values = tuple(value for value in question.values if any(claim in claims for claim in value.claims))
    return replace(question, values=values) if len(values) > 1 else None


def _questions(graph: Graph, index: OriginIndex, groups: Groups, order: Mapping[str, int], dispute: Dispute) -> Iterator[Question]:
    for type_ in EXCLUSIVE:
        links = [link for link in _living(graph, dispute, type_) if link.from_ in groups.heads and link.to in groups.heads]
        written = _written(graph, links)
        for component in components_of(neighbours_of(Edge(groups.heads[link.from_], groups.heads[link.to], -1) for link in links)):
            members = [groups.members[head] for head in sorted(component, key=order.__getitem__)]
            found = tuple(_values(graph, index, members, written, type_))
            if len(found) > 1:
                yield Question(members[0][0], dispute.id, type_, found)


def _living(graph: Graph, dispute: Dispute, type_: LinkType) -> Iterator[Link]:
    """The rungs of one type as the links that they are now, without those that no longer count."""
    for rung in dispute.rungs:
        link = graph.links.get(rung.link) if rung.type is type_ else None
        if link is not None and link.status in LIVE and link.from_ in graph.claims and link.to in graph.claims:
            yield link


def _written(graph: Graph, links: Iterable[Link]) -> dict[str, str]:
    """How each claim writes its value: the words of its quote that clash."""
    found: dict[str, str] = {}
    for link in links:
        for claim, spans in ((link.from_, link.clash_from), (link.to, link.clash_to)):
            words = _words(graph, worded(graph, link.id, claim), spans)
            if words:
                found.setdefault(claim, words)
    return found


def _words(graph: Graph, claim: Claim, spans: Iterable[Span]) -> str:
    document = graph.documents.get(claim.document)
    return " ".join(document.text[span.start : span.end] for span in spans).strip() if document else ""


def _values(
    graph: Graph, index: OriginIndex, members: Sequence[Sequence[str]], written: Mapping[str, str], type_: LinkType
) -> Iterator[Value]:
    """The values of groups of claims that anybody endorses; groups that give the same one give it together."""
    found: dict[object, list[str]] = {}
    for group in members:
        shown = next((claim for claim in group if claim in written), group[0])
        key = _value(graph.claims[shown], written.get(shown, ""), type_) or group[0]
        found.setdefault(key, []).extend(group)
    for same in found.values():
        words = next((written[claim] for claim in same if claim in written), graph.claims[same[0]].text)
        if sayings := _sayings(index, same):
            yield Value(words, tuple(same), sayings, index.of(same).endorsers)


def _sayings(index: OriginIndex, claims: Iterable[str]) -> tuple[Saying, ...]:
    """Who endorses any of these claims at first hand, each once, by the first time."""
    firsts = [first for claim in claims for first in index.chains.first_hands(claim)]
    said = [first for first in firsts if first.stance is Stance.ENDORSES and index.chains.stands(first)]
    sayings = {voice: Saying(voice, first.id) for first in reversed(said) for voice in index.chains.voices(first.speaker.id)}
    return tuple(sayings.values())[::-1]


def _value(claim: Claim, words: str, type_: LinkType) -> object:
    """What tells a value from another: a number with its unit, a time, a place as the slots have it, else the words; "" for none."""
    slots = claim.slots
    if type_ is LinkType.QUANTITY:
        near = [quantity for quantity in slots.quantities if quantity.words and (quantity.words in words or words in quantity.words)]
        return (near[0].low, near[0].high, near[0].unit) if near else words.casefold()
    if type_ is LinkType.TIME:
        return (slots.time.from_, slots.time.to) if slots.time and (slots.time.from_ or slots.time.to) else words.casefold()
    return (slots.place or words).casefold()
