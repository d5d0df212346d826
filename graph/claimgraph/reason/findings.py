"""Gaps worth knowing in a graph: each says about which node, in a sentence, and by which steps one comes to it.

Kinds: `single-origin` (relayed, but all from one voice) · `dangling-citation` (a note that is cited and not there) ·
`certainty-without-evidence` · `self-contradiction` · `circular-support` · `hidden-text` (words that nobody could see). Linear in the graph.
"""

import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

import networkx as nx

from claimgraph.folding import folded
from claimgraph.hidden import hidden_words
from claimgraph.model import (
    Anchor,
    Assertion,
    Certainty,
    Citation,
    Document,
    Evidentiality,
    Finding,
    FindingStep,
    Graph,
    Link,
    LinkKind,
    LinkStatus,
    LinkType,
    Stance,
)
from claimgraph.reason.origins import OriginIndex, Origins

_LIVE = frozenset({LinkStatus.PROPOSED, LinkStatus.CONFIRMED})
MOST_STEPS = 12
"""How many steps of a finding are kept."""
_ENDS = re.compile(r"[.!?][\"”’)\]]*\s+(?:\[\d+\]\s*)?|\n\s*\n")


def derive_findings(graph: Graph, about: Collection[str] | None = None) -> tuple[Finding, ...]:
    """All findings: missing notes, single origins, bare certainties, self-contradictions, circles, hidden words; oldest node first in each.

    Where nodes are named, only those about them are looked for: claims, links, documents.
    """
    graph = folded(graph)
    index = OriginIndex(graph)
    live = [link for link in graph.links.values() if link.status in _LIVE]
    wanted = [claim for claim in graph.claims if (about is None or claim in about) and _is_retold(index, claim)]
    clashes = [link for link in live if link.kind is LinkKind.CONTRADICTS and (about is None or link.id in about)]
    origins = {claim: index.of((claim,)) for claim in wanted}
    found = (
        *_missing_notes(graph),
        *_single_origins(graph, index, origins),
        *_bare_certainties(graph, live),
        *_clashes_within(graph, index, clashes),
        *_self_denials(graph, index, origins),
        *_circles(graph, live),
        *(finding for document in graph.documents.values() for finding in hidden_words(document)),
    )
    return found if about is None else tuple(finding for finding in found if finding.target in about)


def _is_retold(index: OriginIndex, claim: str) -> bool:
    """Whether more than one assertion leads to the claim: else it has no relays and nobody contradicts himself about it."""
    firsts = index.chains.first_hands(claim)
    return len(firsts) > 1 or any(index.chains.is_retold(first.id) for first in firsts)


def _missing_notes(graph: Graph) -> Iterator[Finding]:
    for document in graph.documents.values():
        for citation in document.citations:
            if citation.dangling:
                message = f"The text cites {citation.mark}, but the note it points at is missing."
                anchor = Anchor.of(document.text, citation.start, citation.end)
                yield Finding("dangling-citation", document.id, message, anchor, tuple(_cited(document, citation)))


def _cited(document: Document, citation: Citation) -> Iterator[FindingStep]:
    """The words that a mark stands after, from where their sentence begins, and the mark."""
    before = document.text[: citation.start].rstrip()
    begins = [match.end() for match in _ENDS.finditer(before, max(0, len(before) - 2000))]
    start = begins[-1] if begins else max(0, len(before) - 300)
    if start < len(before):
        yield FindingStep(document.id, "this rests on a note", document=document.id, anchor=Anchor.of(document.text, start, len(before)))
    mark = Anchor.of(document.text, citation.start, citation.end)
    yield FindingStep(document.id, "the mark points at a note that is not there", document=document.id, anchor=mark)


def _single_origins(graph: Graph, index: OriginIndex, origins: Mapping[str, Origins]) -> Iterator[Finding]:
    for claim, found in origins.items():
        if len(found.endorsers) == 1 and found.relays:
            names = _names(graph, (*found.relays, *found.copies))
            message = f"All from one origin: {_names(graph, found.endorsers)}; relayed by {names}."
            yield Finding("single-origin", claim, message, steps=_kept(_traced(index, claim)))


def _traced(index: OriginIndex, claim: str) -> Iterator[FindingStep]:
    """How a claim came: each first hand, then whoever passes that on, the nearest first."""
    for first in index.chains.first_hands(claim):
        if first.stance in (Stance.ENDORSES, Stance.REPORTS):
            yield _step(first, "says it at first hand" if first.stance is Stance.ENDORSES else "reports it without saying from whom")
            yield from (_step(hop, "passes it on") for hop in index.chains.hops(first))


def _step(assertion: Assertion, says: str, words: Anchor | None = None) -> FindingStep:
    return FindingStep(assertion.id, says, assertion.speaker.id, assertion.document, words or assertion.quote)


def _kept(steps: Iterable[FindingStep]) -> tuple[FindingStep, ...]:
    return tuple(islice(steps, MOST_STEPS))


def _bare_certainties(graph: Graph, live: Iterable[Link]) -> Iterator[Finding]:
    supported = {link.to for link in live if link.kind is LinkKind.SUPPORTS}
    for assertion in graph.assertions.values():
        claim = assertion.content.claim
        if claim is not None and claim not in supported and _is_bare(assertion):
            words = f" (“{assertion.hedges[0].exact}”)" if assertion.hedges else ""
            message = f"{assertion.speaker.name} is certain{words}, and no evidence is given."
            steps = [_step(assertion, "is certain of it, and does not say how it knows")]
            steps += [_step(assertion, "by this word", hedge) for hedge in assertion.hedges]
            anchor = assertion.hedges[0] if assertion.hedges else assertion.quote
            yield Finding("certainty-without-evidence", claim, message, anchor, _kept(steps))


def _is_bare(assertion: Assertion) -> bool:
    certain = assertion.certainty is Certainty.CERTAIN and assertion.stance is Stance.ENDORSES
    return certain and assertion.evidentiality is Evidentiality.UNSTATED and not assertion.implied


def _clashes_within(graph: Graph, index: OriginIndex, clashes: Iterable[Link]) -> Iterator[Finding]:
    """Contradictions of which somebody stands behind both ends."""
    for link in clashes:
        if link.from_ in graph.claims and link.to in graph.claims:
            both = _shared(*(index.of((end,)).endorsers for end in (link.from_, link.to)))
            if both:
                first, second = graph.claims[link.from_].text, graph.claims[link.to].text
                steps = [step for end in (link.from_, link.to) for step in _spoken(index, end, both, (Stance.ENDORSES,), "says this")]
                between = FindingStep(link.id, f"the two contradict each other: {link.type}")
                message = f"{_names(graph, both)} says both “{first}” and “{second}”"
                yield Finding("self-contradiction", link.id, message, steps=(*_kept(steps), between))


def _self_denials(graph: Graph, index: OriginIndex, origins: Mapping[str, Origins]) -> Iterator[Finding]:
    for claim, found in origins.items():
        both = _shared(found.endorsers, found.deniers)
        if both:
            steps = [
                *_spoken(index, claim, both, (Stance.ENDORSES,), "asserts it"),
                *_spoken(index, claim, both, (Stance.DENIES,), "denies it"),
            ]
            message = f"{_names(graph, both)} both asserts and denies “{graph.claims[claim].text}”"
            yield Finding("self-contradiction", claim, message, steps=_kept(steps))


def _spoken(index: OriginIndex, claim: str, voices: Collection[str], stances: Collection[Stance], says: str) -> Iterator[FindingStep]:
    """What these voices say of a claim at first hand with one of these stances."""
    for first in index.chains.first_hands(claim):
        if first.stance in stances and not set(voices).isdisjoint(index.chains.voices(first.speaker.id)):
            yield _step(first, says)


def _shared(some: Iterable[str], others: Iterable[str]) -> list[str]:
    known = set(others)
    return [voice for voice in some if voice in known]


def _circles(graph: Graph, live: Iterable[Link]) -> Iterator[Finding]:
    supports = [link for link in live if link.kind is LinkKind.SUPPORTS and link.type is not LinkType.RESTATES]
    edges = {(link.from_, link.to): link for link in reversed(supports) if link.from_ in graph.claims and link.to in graph.claims}
    web = nx.DiGraph(reversed(edges.keys()))
    order = {claim: number for number, claim in enumerate(graph.claims)}
    circles = [sorted(found, key=order.__getitem__) for found in nx.strongly_connected_components(web)]
    for circle in sorted(circles, key=lambda found: order[found[0]]):
        if len(circle) == 1 and not web.has_edge(circle[0], circle[0]):
            continue
        texts = " · ".join(f"“{graph.claims[claim].text}”" for claim in circle[:4])
        path = _circle(web, circle[0], order.__getitem__)
        steps = (
            FindingStep(edges[pair].id, f"“{graph.claims[pair[0]].text}” is given for “{graph.claims[pair[1]].text}”") for pair in path
        )
        yield Finding("circular-support", circle[0], f"{len(circle)} claims rest on each other in a circle: {texts}", steps=_kept(steps))


def _circle(web: "nx.DiGraph[str]", start: str, order: Callable[[str], int]) -> list[tuple[str, str]]:
    """The edges of a shortest circle through a claim, of equals the one through the oldest claims."""
    came: dict[str, str] = {}
    waiting = deque([start])
    while waiting and start not in came:
        here = waiting.popleft()
        for following in sorted(web.successors(here), key=order):
            if following not in came:
                came[following] = here
                waiting.append(following)
    path, here = [(came[start], start)], came[start]
    while here != start:
        path.append((came[here], here))
        here = came[here]
    return path[::-1]


def _names(graph: Graph, voices: Iterable[str]) -> str:
    found = [graph.sources[voice].name if voice in graph.sources else voice for voice in voices]
    return ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")
