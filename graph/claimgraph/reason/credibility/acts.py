"""What each independent voice does about a claim, once, and how much that counts.

Of all the ways by which a voice's words reached the documents the best one counts: one that nobody undercuts, then the one most trusted,
then the one with the fewest hops, then the oldest. So an echo, whatever it adds to the words, never weighs more than what it echoes.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from claimgraph.model import Assertion, Graph, Link, LinkKind, LinkType, Stance
from claimgraph.reason.credibility.groups import Groups
from claimgraph.reason.credibility.interest import Stake, Stakes
from claimgraph.reason.credibility.rules import CERTAINTY, IN_INTEREST, STANCES, Applied
from claimgraph.reason.credibility.trusting import Trust
from claimgraph.reason.groups import LIVE
from claimgraph.reason.origins import OriginIndex, Spoken
from claimgraph.trust import TrustProfile

FOR = (Stance.ENDORSES, Stance.CONCEDES)
AGAINST = (Stance.DENIES, Stance.DOUBTS)


@dataclass(frozen=True, slots=True)
class Act:
    """A voice speaks for or against the claims of a group.

    `base` in [0, 1] is how far the voice is to be believed, `weight` in [-1, 1] how it pulls: below 0 against the claim. `cuts`
    are the links that undercut it, `rules` what the two numbers come from.
    """

    voice: str
    head: str
    base: float
    weight: float
    assertion: str
    cuts: tuple[str, ...]
    rules: tuple[Applied, ...]

    @property
    def force(self) -> float:
        """How much it pulls before anybody undercuts it."""
        return self.base * abs(self.weight)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way by which a voice's words came, with what a profile says of it."""

    assertion: Assertion
    cuts: tuple[str, ...]
    rules: tuple[Applied, ...]
    length: int

    @property
    def base(self) -> float:
        """The base score, in [0, 1]: the product of what its rules say."""
        return prod(rule.value for rule in self.rules)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A group of claims, the entities that they are about, and those of them to whom the claims are unwelcome."""

    head: str
    topics: frozenset[str]
    unwelcome: frozenset[str]


class Acts:
    """The acts on each group of claims, under a profile."""

    def __init__(self, graph: Graph, groups: Groups, index: OriginIndex, profile: TrustProfile) -> None:
        self._graph, self._groups, self._index = graph, groups, index
        self._trust, self._stakes = Trust(graph, profile), Stakes(graph)
        self._undercuts = _undercuts(graph)
        self._carried, self._rivals = _carried(graph, groups), _rivals(graph, groups)
        self._minted = {assertion.content.claim for assertion in graph.assertions.values() if assertion.implied}

    def on(self, head: str) -> tuple[Act, ...]:
        """The acts on one group, those for it first; none that counts nothing."""
        scene = self._scene(head)
        made = (
            self._act(scene, voice, [one for one in said if sign > 0 or one[1].id not in self._carried], sign)
            for sign, voice, said in self._spoken(head)
        )
        return tuple(act for act in made if act is not None and act.force > 0)

    def each(self, head: str) -> Mapping[str, Sequence[Act]]:
        """The independent voices that speak on one group, each with an act for every assertion in which it or a copy of it does.

        Denials are told as such, those too that count for a score as the negative claim that they mint.
        """
        scene, found = self._scene(head), dict[str, list[Act]]()
        for sign, voice, said in self._spoken(head):
            found.setdefault(voice, []).extend(act for one in said if (act := self._act(scene, voice, (one,), sign)))
        return found

    def _spoken(self, head: str) -> Iterator[tuple[int, str, Sequence[Spoken]]]:
        """Who speaks for (1) or against (-1) a group, and where."""
        for sign, stances in ((1, FOR), (-1, AGAINST)):
            for voice, said in self._index.spoken(self._groups.members[head], stances).items():
                yield sign, voice, said

    def _scene(self, head: str) -> "_Scene":
        claims = self._groups.members[head]
        topics = frozenset(self._graph.representative(entity) for claim in claims for entity in self._graph.claims[claim].entities)
        return _Scene(head, topics, frozenset(self._stakes.unwelcome(self._deniers(head), topics)))

    def _deniers(self, head: str) -> Iterator[str]:
        """Who denies a group, or what says the same elsewhere: then the negative claim that the denial mints contradicts the group."""
        yield from self._index.spoken(self._groups.members[head], (Stance.DENIES,))
        rivals = self._rivals.get(head, ())
        for voice, said in self._index.spoken(rivals, (Stance.ENDORSES,)).items() if not self._minted.isdisjoint(rivals) else ():
            if any(assertion.implied for _, assertion in said):
                yield voice

    def _act(self, scene: "_Scene", voice: str, said: Sequence[Spoken], sign: int) -> Act | None:
        ways = [self._way(voice, spoken, scene.topics) for spoken in said]
        if not ways:
            return None
        best = max(ways, key=lambda way: (not way.cuts, way.base, -way.length))
        words = tuple(_words(best.assertion))
        factor = prod(rule.value for rule in words)
        weight = factor if sign > 0 else -abs(factor)
        denies = best.assertion.stance is Stance.DENIES or best.assertion.implied
        interest = self._interest(scene, voice, denies=denies) if weight > 0 or denies else ()
        base = _swayed(best.base, interest)
        return Act(voice, scene.head, base, weight, best.assertion.id, best.cuts, (*best.rules, *interest, *words))

    def _way(self, voice: str, spoken: Spoken, topics: Collection[str]) -> _Way:
        hops = self._index.chains.hops(spoken[1])
        cuts = tuple(cut for act in (spoken[1], *hops) for cut in self._undercuts.get(act.id, ()))
        return _Way(spoken[1], cuts, self._trust.weigh(voice, spoken, hops, topics), len(hops))

    def _interest(self, scene: "_Scene", voice: str, *, denies: bool) -> tuple[Applied, ...]:
        """What a stake of the voice in whom the claim is about does to its word."""
        if denies:
            own = sorted(self._stakes.unwelcome((voice,), scene.topics))
            return tuple(self._swaying("self-serving denial", IN_INTEREST, voice, entity) for entity in own[:1])
        stakes = {self._stakes.of(voice, entity).stake: entity for entity in sorted(scene.unwelcome)}
        if Stake.TOWARDS in stakes:
            return (self._swaying("against its interest", 2 - IN_INTEREST, voice, stakes[Stake.TOWARDS], ", who denies it"),)
        if Stake.AGAINST in stakes:
            return (self._swaying("in its interest", IN_INTEREST, voice, stakes[Stake.AGAINST], ", who denies it"),)
        return ()

    def _swaying(self, rule: str, factor: float, voice: str, entity: str, more: str = "") -> Applied:
        """The rule that a tie of a voice to an entity brings, with the words of that tie and where it is stated."""
        tie = self._stakes.of(voice, entity)
        verb = "is set against" if tie.stake is Stake.AGAINST else "speaks for"
        words = f" (“{tie.words}”)" if tie.words else ""
        rests_on = (entity, *((tie.assertion,) if tie.assertion else ()))
        return Applied(rule, factor, f"it {verb} {self._name(entity)}{words}{more}", rests_on)

    def _name(self, entity: str) -> str:
        found = self._graph.entities.get(entity)
        return found.name if found else entity


def _swayed(base: float, interest: Iterable[Applied]) -> float:
    """The base as a stake changes it: a factor, or half of what lacks to 1 added, so that it stays in [0, 1]."""
    for rule in interest:
        base = base * rule.value if rule.value <= 1 else base * (1 + (1 - base) * (rule.value - 1))
    return base


def _words(assertion: Assertion) -> Iterator[Applied]:
    """What the stance and the certainty of an assertion count, where that is not all."""
    stance, certainty = abs(STANCES[assertion.stance]), CERTAINTY[assertion.certainty]
    if stance != 1:  # a doubt is hedged by what it is
        yield Applied("stance", stance, assertion.stance.value)
    elif certainty != 1:
        yield Applied("certainty", certainty, " ".join(hedge.exact for hedge in assertion.hedges) or assertion.certainty.value)


def _undercuts(graph: Graph) -> Mapping[str, list[str]]:
    """The live undercuts of each assertion."""
    found: dict[str, list[str]] = {}
    for link in graph.links.values():
        if link.type is LinkType.UNDERCUT and link.status in LIVE and link.to in graph.assertions:
            found.setdefault(link.to, []).append(link.id)
    return found


def _carried(graph: Graph, groups: Groups) -> set[str]:
    """The denials that count already as the negative claim that they mint, which a live link opposes to the one denied."""
    return {link.stated_in for link in graph.links.values() if link.stated_in and _opposes(link, groups)}


def _rivals(graph: Graph, groups: Groups) -> Mapping[str, list[str]]:
    """The claims that live links oppose to each group."""
    found: dict[str, list[str]] = {}
    for link in graph.links.values():
        if _opposes(link, groups):
            for own, other in ((link.from_, link.to), (link.to, link.from_)):
                found.setdefault(groups.heads[own], []).append(other)
    return found


def _opposes(link: Link, groups: Groups) -> bool:
    contradicts = link.kind is LinkKind.CONTRADICTS and link.type is not LinkType.UNDERCUT and link.status in LIVE
    return contradicts and link.from_ in groups.heads and link.to in groups.heads
