"""What the rules about three claims and more find, and when claims are taken to speak of one scene."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.scope import times_differ
from claimgraph.link.version import judge_of
from claimgraph.model import Claim

_AT = frozenset("in at near outside".split())
_NAMED = frozenset("GPE LOC FAC ORG PERSON EVENT".split())


@dataclass(frozen=True, slots=True)
class Joint:
    """Claims that cannot all hold together: which (ids, sorted), by which rule, and why in one plain sentence."""

    claims: tuple[str, ...]
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Joints:
    """What was found; not `complete` where there was more to look at than the budget allows."""

    found: tuple[Joint, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its profile."""

    claim: Claim
    profile: Profile

    def names(self) -> frozenset[str]:
        """The words of the names in it."""
        return frozenset(term.lemma for term in self.profile.terms if term.tag.startswith("NNP") and term.entity in _NAMED)

    def places(self) -> frozenset[str]:
        """The words of the names of places in it: those behind "in", "at" or "near"."""
        terms = self.profile.terms
        at = (term for term in terms if term.tag.startswith("NNP") and term.dep == "pobj" and terms[term.head].lemma in _AT)
        return frozenset(term.lemma for term in at) | _bare(self.claim.slots.place or "")

    def words(self, start: int, end: int) -> str:
        """Words of the claim."""
        return self.claim.text[start:end]


def of_one_scene(said: Sequence[Said]) -> bool:
    """Whether nothing tells claims apart: no two times, no two places, and between documents no names that have none in common."""
    return all(_may_be_one(one, other) for one, other in combinations(said, 2))


def _may_be_one(one: Said, other: Said) -> bool:
    ours, theirs = one.claim.slots, other.claim.slots
    if ours.time and theirs.time and times_differ(ours.time, theirs.time):
        return False
    places = one.places(), other.places()
    if all(places) and places[0].isdisjoint(places[1]):
        return False
    if one.claim.document == other.claim.document:
        return True
    names = one.names(), other.names()
    return not (all(names) and names[0].isdisjoint(names[1]))


def _bare(place: str) -> frozenset[str]:
    return frozenset(place.casefold().split()) - {"the", "in", "at", "of", "on", "near", "a"}


def joint(said: Iterable[Said], rule: str, reason: str) -> Joint:
    """The set of these claims."""
    return Joint(tuple(sorted({item.claim.id for item in said})), judge_of(rule), reason)
