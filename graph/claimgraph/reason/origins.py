"""How many voices stand behind a claim at first hand.

Chains are followed to their first hands: the stance of the innermost speaker decides, hops outside are relays and count
for nothing. A collective counts as its members. Voices that the graph cannot show to be apart (one source, one full name,
one long wording copied from document to document, see `claimgraph.reason.copies`) count once. Topology shows dependence and
never proves independence, so every count is an "at most".
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from claimgraph.chains import Chains
from claimgraph.forgetting import lets_go_of_words
from claimgraph.model import Assertion, Graph, Stance
from claimgraph.reason.copies import RESEMBLANCE, Wordings, resemblance, wording_of


@dataclass(frozen=True, slots=True)
class Origins:
    """The canonical ids of the voices of a claim, each once, oldest first; a voice at first hand is never among the relays."""

    endorsers: tuple[str, ...] = ()
    deniers: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    doubters: tuple[str, ...] = ()
    conceders: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    @property
    def at_most(self) -> int:
        """The greatest number of independent origins that stand behind the claim."""
        return len(self.endorsers)


@dataclass(frozen=True, slots=True)
class Heard:
    """A voice of a claim, in which assertions it is heard, and how: one of `ROLES`.

    A voice that cannot be shown to be apart `counts_with` another, "" where it counts by itself. `repeats` is the assertion that it relays,
    or the one that shows that they are not apart; `why` says so in words.
    """

    voice: str
    role: str
    assertions: tuple[str, ...]
    counts_with: str = ""
    repeats: str = ""
    why: str = ""


RELAYS = "relays"
FIRST_HAND = (Stance.ENDORSES, Stance.CONCEDES, Stance.DOUBTS, Stance.DENIES)
"""The stances of a voice at first hand, in the order in which they are told; each is the role of whoever takes it."""
ROLES = (*(stance.value for stance in FIRST_HAND), RELAYS)
"""How a voice may be heard."""


def heard_of(graph: Graph, claim_ids: Iterable[str]) -> tuple[Heard, ...]:
    """Every voice of these claims, taken together, with what shows how it counts: those at first hand, then those who pass it on.

    As many as endorse and count by themselves are independent, at most. Reads all assertions of the graph.
    """
    index, claims = OriginIndex(graph), tuple(claim_ids)
    said = {stance: index.spoken(claims, {stance}) for stance in FIRST_HAND}
    first_hand = [
        heard for stance, owners in said.items() for owner, acts in owners.items() for heard in _acting(graph, stance.value, owner, acts)
    ]
    # Who asks about it passes nothing on either.
    themselves = index.chains.voices_of(first for claim in claims for first in index.firsts(claim) if first.stance is not Stance.REPORTS)
    return (*first_hand, *_passing_on(index, claims, {*themselves}))


def _acting(graph: Graph, role: str, owner: str, acts: Sequence["Spoken"]) -> Iterator[Heard]:
    """The voices of one independent origin, first the one that they count with."""
    own: dict[str, list[int]] = {}
    for place, (voice, _) in enumerate(acts):
        own.setdefault(voice, []).append(place)
    for voice in sorted(own, key=lambda one: (one != owner, own[one][0])):
        assertions = tuple(dict.fromkeys(acts[place][1].id for place in own[voice]))
        if voice == owner:
            first = acts[own[voice][0]][1]
            shared = graph.representative(first.speaker.id) != voice
            yield Heard(voice, role, assertions, why=f"one of those who speak as {first.speaker.name}" if shared else "")
        else:
            repeats, why = _alike(graph, acts, own[voice][0])
            yield Heard(voice, role, assertions, owner, repeats, why)


def _alike(graph: Graph, acts: Sequence["Spoken"], place: int) -> tuple[str, str]:
    """The act that one act cannot be told apart from, and by what: a full name, the same words, or nearly the same."""
    voice, act = acts[place]
    names = {one: _full_name(graph.sources[one].name) if one in graph.sources else "" for one, _ in acts}
    words = _wording_of(act.quote.exact)
    for other_voice, other in (*acts[:place], *acts[place + 1 :]):
        if other_voice == voice:
            continue
        if names[voice] and names[voice] == names[other_voice]:
            return other.id, "has the same full name"
        theirs = _wording_of(other.quote.exact) if other.document != act.document else ""
        if words and words == theirs:
            return other.id, "has the same words"
        if words and theirs and (alike := resemblance(words, theirs)) >= RESEMBLANCE:
            return other.id, f"has nearly the same words, {alike:.2f} of their pairs"
    return "", ""


def _passing_on(index: "OriginIndex", claims: Iterable[str], first_hand: Container[str]) -> Iterator[Heard]:
    """Voices that pass on an endorsement, or report the claim without a source, and say nothing at first hand."""
    found: dict[str, tuple[list[str], str]] = {}
    for claim in claims:
        for first in index.firsts(claim):
            if first.stance in (Stance.ENDORSES, Stance.REPORTS):
                hops = [(hop, first.id) for hop in index.chains.hops(first) if hop.stance in (Stance.REPORTS, Stance.ENDORSES)]
                for act, passed in ([(first, "")] if first.stance is Stance.REPORTS else []) + hops:
                    for voice in index.chains.voices(act.speaker.id):
                        found.setdefault(voice, ([], passed))[0].append(act.id)
    for voice, (acts, passed) in found.items():
        if voice not in first_hand:
            why = "passes on what another says" if passed else "reports it without saying who says so"
            yield Heard(voice, RELAYS, tuple(dict.fromkeys(acts)), repeats=passed, why=why)


def origins_of(graph: Graph, claim_id: str) -> Origins:
    """The origins of one claim; reads all assertions of the graph, so use `OriginIndex` for many claims."""
    return OriginIndex(graph).of((claim_id,))


class OriginIndex:
    """The origins of any claims of a graph, after one pass over its assertions."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.chains = Chains(graph)
        self._known: dict[tuple[str, ...], Origins] = {}
        self._standing: dict[str, tuple[Assertion, ...]] = {}
        self._traits: dict[str, list[_Trait]] = {}

    def of(self, claim_ids: Iterable[str]) -> Origins:
        """The origins of these claims taken together, as of one position; asked again, they are not worked out again."""
        key = tuple(claim_ids)
        if key not in self._known:
            self._known[key] = self._origins(key)
        return self._known[key]

    def _origins(self, claim_ids: Iterable[str]) -> Origins:
        firsts = [first for claim_id in claim_ids for first in self.firsts(claim_id)]
        said = self._said(first for first in firsts if first.stance is Stance.ENDORSES)
        endorsers = tuple(said)
        first_hand = {*self.chains.voices_of(first for first in firsts if first.stance is not Stance.REPORTS)}
        return Origins(
            endorsers,
            deniers=self._speaking(firsts, Stance.DENIES),
            relays=tuple(voice for voice in self._relaying(firsts) if voice not in first_hand),
            doubters=self._speaking(firsts, Stance.DOUBTS),
            conceders=self._speaking(firsts, Stance.CONCEDES),
            copies=tuple(dict.fromkeys(voice for voice, _ in chain.from_iterable(said.values()) if voice not in said)),
        )

    def spoken(self, claim_ids: Iterable[str], stances: Container[Stance]) -> Mapping[str, Sequence["Spoken"]]:
        """The independent voices that take one of these stances on the claims at first hand, oldest first.

        Each comes with its acts, and with those of whoever only copies it: the voice that speaks, and its assertion.
        """
        return self._said([first for claim_id in claim_ids for first in self.firsts(claim_id) if first.stance in stances])

    def firsts(self, claim_id: str) -> tuple[Assertion, ...]:
        """The assertions of a claim at first hand that somebody vouches for."""
        found = self._standing.get(claim_id)
        if found is None:
            found = tuple(first for first in self.chains.first_hands(claim_id) if self.chains.stands(first))
            self._standing[claim_id] = found
        return found

    def _speaking(self, firsts: Iterable[Assertion], stance: Stance) -> tuple[str, ...]:
        return self.chains.voices_of(first for first in firsts if first.stance is stance)

    def _relaying(self, firsts: Iterable[Assertion]) -> tuple[str, ...]:
        """Voices that pass on an endorsement, or report the claim without a source."""
        reported = [first for first in firsts if first.stance is Stance.REPORTS]
        carried = [first for first in firsts if first.stance in (Stance.ENDORSES, Stance.REPORTS)]
        hops = (hop for first in carried for hop in self.chains.hops(first) if hop.stance in (Stance.REPORTS, Stance.ENDORSES))
        return self.chains.voices_of([*reported, *hops])

    def _said(self, assertions: Iterable[Assertion]) -> dict[str, list["Spoken"]]:
        """The voices that may be apart, each with what it says itself and what copies of it say."""
        owners = _Owners()
        found: dict[str, list[Spoken]] = {}
        for assertion in assertions:
            for trait in self._traits_of(assertion):
                found.setdefault(owners.claim(trait, assertion.document), []).append((trait.voice, assertion))
        return found

    def _traits_of(self, assertion: Assertion) -> "list[_Trait]":
        found = self._traits.get(assertion.id)
        if found is None:
            words, sources = _wording_of(assertion.quote.exact), self._graph.sources
            voices = self.chains.voices(assertion.speaker.id)
            found = [_Trait(voice, _full_name(sources[voice].name) if voice in sources else "", words) for voice in voices]
            self._traits[assertion.id] = found
        return found


Spoken = tuple[str, Assertion]
"""A voice and the assertion in which it speaks."""


class _Trait(NamedTuple):
    """A voice in an assertion: what may show that it is another one's, "" where that shows nothing."""

    voice: str
    name: str
    words: str


class _Owners:
    """Who was first under a voice, a full name or a long wording; a wording shared inside one document is no copy."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}
        self._by_words: Wordings[tuple[str, str]] = Wordings()

    def claim(self, trait: _Trait, document: str) -> str:
        """The first voice that this one, in a document, cannot be told apart from: itself where it is the first."""
        voice, name, words = trait
        named = self._by_name.get(name, voice) if name else voice
        wording, home = self._by_words.first(words, (named, document)) if words else (voice, document)
        copied = voice if home == document else wording
        return self._by_name.setdefault(name, copied) if name else copied


_wording_of = lru_cache(maxsize=4_000)(wording_of)


@lru_cache(maxsize=4_000)
def _full_name(name: str) -> str:
    """A name that says who it is in any document, two capitalised words, as it is compared; "" for one like "a spokesman"."""
    capitals = sum(word[0].isupper() for word in name.split() if word.casefold() not in ("a", "an", "the"))
    return " ".join(name.casefold().split()) if capitals > 1 else ""


@lets_go_of_words
def _forget_wordings() -> None:
    _wording_of.cache_clear()
    _full_name.cache_clear()
