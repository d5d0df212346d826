"""What one voice does in the graph: its stances, whom it contradicts (itself first), whom it relays and who relays it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimgraph.chains import Chains
from claimgraph.model import Assertion, Graph, Link, LinkKind, LinkStatus, LinkType, Stance

LIVE = frozenset({LinkStatus.PROPOSED, LinkStatus.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Collision:
    """A contradiction between a claim that the voice asserts at first hand and another claim."""

    link: Link
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One voice; all sources are canonical ids, all counts are of assertions.

    `claims` are those that it takes a stance on at first hand, in order. A contradiction that the voice has with itself is in
    `with_itself` and not in `with_others`.
    """

    source: str
    stances: Mapping[Stance, int]
    claims: tuple[str, ...]
    with_itself: tuple[Collision, ...]
    with_others: Mapping[str, tuple[Collision, ...]]
    relays: Mapping[str, int]
    relayed_by: Mapping[str, int]


def profile_of(graph: Graph, source_id: str) -> Profile:
    """The profile of a voice in this graph, under the id that stands for its group; linear in the assertions and links."""
    voice = graph.representative(source_id)
    chains = Chains(graph)
    spoken = [assertion for assertion in graph.assertions.values() if voice in chains.voices(assertion.speaker.id)]
    first = [assertion for assertion in spoken if assertion.content.claim and assertion.stance is not Stance.REPORTS]
    against = _against(graph, chains, {assertion.content.id for assertion in first if assertion.stance is Stance.ENDORSES})
    return Profile(
        voice,
        Counter(assertion.stance for assertion in spoken),
        tuple(dict.fromkeys(assertion.content.id for assertion in first)),
        _once(against.pop(voice, ())),
        {endorser: _once(found) for endorser, found in sorted(against.items(), key=lambda item: -len(item[1]))},
        _counted(voice, (inner for outer in spoken if (inner := _inner(graph, outer))), chains),
        _counted(voice, (hop for assertion in spoken for hop in chains.hops(assertion)), chains),
    )


def _against(graph: Graph, chains: Chains, own: set[str]) -> dict[str, list[Collision]]:
    """The collisions of these claims by the voices that endorse the other side."""
    found: dict[str, list[Collision]] = {}
    for collision in _collisions(graph, own):
        for endorser in _endorsers(chains, collision.other):
            found.setdefault(endorser, []).append(collision)
    return found


def _inner(graph: Graph, outer: Assertion) -> Assertion | None:
    return graph.assertions.get(outer.content.assertion) if outer.content.assertion else None


def _counted(voice: str, assertions: Iterable[Assertion], chains: Chains) -> Mapping[str, int]:
    found = Counter(speaker for assertion in assertions for speaker in chains.voices(assertion.speaker.id) if speaker != voice)
    return dict(found.most_common())


def _collisions(graph: Graph, own: set[str]) -> Iterable[Collision]:
    for link in graph.links.values():
        if link.kind is LinkKind.CONTRADICTS and link.type is not LinkType.UNDERCUT and link.status in LIVE:
            for mine, other in ((link.from_, link.to), (link.to, link.from_)):
                if mine in own and other in graph.claims:
                    yield Collision(link, mine, other)


def _endorsers(chains: Chains, claim: str) -> tuple[str, ...]:
    return chains.voices_of(first for first in chains.first_hands(claim) if first.stance is Stance.ENDORSES)


def _once(collisions: Iterable[Collision]) -> tuple[Collision, ...]:
    """Each link once: a contradiction with oneself is met from both of its ends."""
    by_link = {collision.link.id: collision for collision in reversed(list(collisions))}
    return tuple(sorted(by_link.values(), key=lambda collision: -collision.link.score))
