"""Which pairs of claims are worth comparing: those that share two things they are about; never all pairs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.link.profile import GENERIC, profile_of
from claimgraph.model import Claim

LEAST_SHARED = 2
"""How many keys two claims have to share."""
FULLEST = 200
"""A key that more known claims than this have does not bring claims together by itself."""
MOST = 60
"""How many known claims one new claim is compared with, the closest first."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A claim whose candidates were too many: how many there were and how many were kept."""

    claim: str
    found: int
    kept: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a new and a known claim (both new where there is no known side), and what was cut."""

    pairs: tuple[tuple[Claim, Claim], ...]
    cuts: tuple[Cut, ...]


def keys_of(claim: Claim, representative: Callable[[str], str]) -> frozenset[str]:
    """What a claim is about: its entities, its nouns, verbs and names by their first synonym, its axes of opposition."""
    profile = profile_of(claim)
    words = {
        min(term.keys) for term in (profile.terms[place] for place in profile.content) if term.weight >= 1.0 and term.lemma not in GENERIC
    }
    axes = {f"axis {axis}" for axis, _ in profile.poles if not axis.startswith("un-")}
    return frozenset({*map(representative, claim.entities), *words, *axes})


def pairs_within(claims: Sequence[Claim], representative: Callable[[str], str]) -> Candidates:
    """The pairs among claims worth comparing, each once."""
    places = {claim.id: place for place, claim in enumerate(claims)}
    found = pairs_across(claims, claims, representative)
    return Candidates(tuple((a, b) for a, b in found.pairs if places[a.id] < places[b.id]), found.cuts)


def pairs_across(new: Iterable[Claim], known: Iterable[Claim], representative: Callable[[str], str]) -> Candidates:
    """The pairs of a new and a known claim worth comparing; the cost grows with the new claims, not with all pairs."""
    shelf = {claim.id: claim for claim in known}
    blocks: dict[str, list[str]] = defaultdict(list)
    for claim in shelf.values():
        for key in keys_of(claim, representative):
            blocks[key].append(claim.id)
    pairs, cuts = [], []
    for claim in new:
        ranked = _ranked(claim, blocks, representative)
        if len(ranked) > MOST:
            cuts.append(Cut(claim.id, len(ranked), MOST))
        pairs += [(claim, shelf[other]) for other in ranked[:MOST]]
    return Candidates(tuple(pairs), tuple(cuts))


def _ranked(claim: Claim, blocks: dict[str, list[str]], representative: Callable[[str], str]) -> list[str]:
    """The known claims that share enough with a claim, the closest first: a rarer key counts more."""
    keys = keys_of(claim, representative)
    shared: Counter[str] = Counter()
    closeness: dict[str, float] = defaultdict(float)
    rare = {key for key in keys if 0 < len(blocks.get(key, ())) <= FULLEST}
    reached = {other for key in rare for other in blocks[key]}
    for key, other in _reaching(keys, blocks, reached):
        shared[other] += 1
        closeness[other] += 1 / len(blocks[key])
    found = [other for other, count in shared.items() if count >= LEAST_SHARED and other != claim.id]
    return sorted(found, key=lambda other: (-shared[other], -closeness[other], other))


def _reaching(keys: frozenset[str], blocks: dict[str, list[str]], reached: set[str]) -> Iterator[tuple[str, str]]:
    """Each key with each claim that has it; of an over-full block only the claims that a rarer key has reached too."""
    for key in keys & blocks.keys():
        block = blocks[key]
        yield from ((key, other) for other in block if len(block) <= FULLEST or other in reached)
