"""Gaps worth knowing in a graph: each says about which node, in a sentence.

Kinds: `single-origin` (relayed, but all from one voice) · `dangling-citation` (a note that is cited and not there) ·
`certainty-without-evidence` · `self-contradiction` · `circular-support` · `hidden-text` (words that nobody could see). Linear in the graph.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import networkx as nx

from claimgraph.hidden import hidden_words
from claimgraph.model import Anchor, Assertion, Certainty, Evidentiality, Finding, Graph, Link, LinkKind, LinkStatus, LinkType, Stance
from claimgraph.reason.origins import OriginIndex, Origins

_LIVE = frozenset({LinkStatus.PROPOSED, LinkStatus.CONFIRMED})


def derive_findings(graph: Graph, about: Collection[str] | None = None) -> tuple[Finding, ...]:
    """All findings: missing notes, single origins, bare certainties, self-contradictions, circles, hidden words; oldest node first in each.

    Where nodes are named, only those about them are looked for: claims, links, documents.
    """
    index = OriginIndex(graph)
    live = [link for link in graph.links.values() if link.status in _LIVE]
    wanted = [claim for claim in graph.claims if (about is None or claim in about) and _is_retold(index, claim)]
    clashes = [link for link in live if link.kind is LinkKind.CONTRADICTS and (about is None or link.id in about)]
    origins = {claim: index.of((claim,)) for claim in wanted}
    found = (
        *_missing_notes(graph),
        *_single_origins(graph, origins),
        *_bare_certainties(graph, live),
        *_clashes_within(graph, index, clashes),
        *_self_denials(graph, origins),
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
                yield Finding("dangling-citation", document.id, message, Anchor.of(document.text, citation.start, citation.end))


def _single_origins(graph: Graph, origins: Mapping[str, Origins]) -> Iterator[Finding]:
    for claim, found in origins.items():
        if len(found.endorsers) == 1 and found.relays:
            names = _names(graph, (*found.relays, *found.copies))
            yield Finding("single-origin", claim, f"All from one origin: {_names(graph, found.endorsers)}; relayed by {names}.")


def _bare_certainties(graph: Graph, live: Iterable[Link]) -> Iterator[Finding]:
    supported = {link.to for link in live if link.kind is LinkKind.SUPPORTS}
    for assertion in graph.assertions.values():
        claim = assertion.content.claim
        if claim is not None and claim not in supported and _is_bare(assertion):
            words = f" (“{assertion.hedges[0].exact}”)" if assertion.hedges else ""
            message = f"{assertion.speaker.name} is certain{words}, and no evidence is given."
            yield Finding("certainty-without-evidence", claim, message, assertion.hedges[0] if assertion.hedges else assertion.quote)


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
                yield Finding("self-contradiction", link.id, f"{_names(graph, both)} says both “{first}” and “{second}”")


def _self_denials(graph: Graph, origins: Mapping[str, Origins]) -> Iterator[Finding]:
    for claim, found in origins.items():
        both = _shared(found.endorsers, found.deniers)
        if both:
            yield Finding("self-contradiction", claim, f"{_names(graph, both)} both asserts and denies “{graph.claims[claim].text}”")


def _shared(some: Iterable[str], others: Iterable[str]) -> list[str]:
    known = set(others)
    return [voice for voice in some if voice in known]


def _circles(graph: Graph, live: Iterable[Link]) -> Iterator[Finding]:
    supports = (link for link in live if link.kind is LinkKind.SUPPORTS and link.type is not LinkType.RESTATES)
    web = nx.DiGraph((link.from_, link.to) for link in supports if link.from_ in graph.claims and link.to in graph.claims)
    order = {claim: number for number, claim in enumerate(graph.claims)}
    circles = [sorted(found, key=order.__getitem__) for found in nx.strongly_connected_components(web)]
    for circle in sorted(
        (found for found in circles if len(found) > 1 or web.has_edge(found[0], found[0])), key=lambda found: order[found[0]]
    ):
        texts = " · ".join(f"“{graph.claims[claim].text}”" for claim in circle[:4])
        yield Finding("circular-support", circle[0], f"{len(circle)} claims rest on each other in a circle: {texts}")


def _names(graph: Graph, voices: Iterable[str]) -> str:
    found = [graph.sources[voice].name if voice in graph.sources else voice for voice in voices]
    return ", ".join(found[:4]) + (f" and {len(found) - 4} more" if len(found) > 4 else "")
