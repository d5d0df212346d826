"""How many people there were in one thing of an event, as two reports count them: aboard what went, or inside what stood."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import product

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import is_one_of, says
from claimgraph.link.pairs.numbers import adds_up, are_apart, is_of_a_sort, only_describes, words_of
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, subject_of
from claimgraph.link.pairs.tolls import OF_OTHERS, may_be_people
from claimgraph.model import LinkType

SCORE = 0.75
SEVERAL = 0.3
"""How likely two statements must be of one matter where a report counts those inside more than once."""
FARTHEST = 5.0
"""How many times as many as by the other there were by the one at most."""
_ALL = frozenset("people person occupant".split())
"""What all are called who are there."""
_GUESTS = frozenset("passenger guest traveller traveler visitor customer rider".split())
"""What those are called who are there but do not work there."""
_WORKING = frozenset(
    "crew driver drivers pilot pilots attendant attendants conductor captain staff steward stewards mate skipper guide".split()
)
CREW = 1.5
"""How many times as many as the passengers all on board are at most, with the crew."""
_BEING = frozenset("be sit travel ride".split())
_BEARING = frozenset("carry transport".split())
_CARRYING = frozenset("vehicle conveyance".split())
_STANDING = frozenset("building room".split())
_CARRIERS = frozenset("funicular lift elevator gondola underground".split())
"""What carries people, which our table of meanings does not know as such."""
_PARTS = frozenset("cabin compartment vehicle".split())
"""What may be that which goes, or a part of it."""
_PARTLY = re.compile(r" of (?:them|these|those|whom|the)\b|\b(?:including|among) ")
_OTHERS = re.compile(OF_OTHERS, re.IGNORECASE)
CROWD = "(crowd)"
"""Under what key those inside are told among all that a report counts."""


@dataclass(frozen=True, slots=True)
class Inside:
    """A number of people with the place of the noun in which they were, -1 where it is "aboard" or "inside" and no more."""

    count: Count
    where: int
    is_aboard: bool


def rival_crowds(view: Alignment, *, several: bool, told: Set[str]) -> Iterator[Hint]:
    """Two numbers of those who were in one thing; where all are told apart from passengers, a crew of which is told may be the rest."""
    for ours, theirs in product(crowds_in(view.a), crowds_in(view.b)):
        one, other = ours.count, theirs.count
        if not (_are_far(one, other) and _are_in_one(view, ours, theirs)) or is_of_a_sort(view, one, other):
            continue
        if _are_of_one_sort(view, one, other, has_crew=not _WORKING.isdisjoint(told)):
            words = f"Of those inside one counts “{one.quantity.words}”, the other “{other.quantity.words}”."
            clash = Clash(LinkType.QUANTITY, SCORE, "one-crowd", words_of(view.a, one), words_of(view.b, other), words)
            yield Hint(clash, SEVERAL if several else 0.0, is_pointed_at=not several)


@kept_with_profile
def crowds_in(profile: Profile) -> tuple[Inside, ...]:
    """The numbers of people that a claim says were in something."""
    if not profile.counts or _OTHERS.search(profile.text):
        return ()
    return tuple(inside for count in profile.counts if _is_of_people(profile, count) and (inside := _inside(profile, count)) is not None)


def _is_of_people(profile: Profile, count: Count) -> bool:
    if min(count.noun, count.governor) < 0 or not may_be_people(profile, count.noun):
        return False
    is_part = _PARTLY.match(profile.text, count.end) or _PARTLY.search(profile.text, 0, count.start) or adds_up(profile, count)
    return not (is_part or only_describes(profile, count) or profile.terms[count.noun].form == "crew")


def _inside(profile: Profile, count: Count) -> Inside | None:
    verb = profile.terms[count.governor]
    if verb.negative or is_open(profile, verb.place):
        return None
    below = {profile.terms[low].form for low in profile.tree.under(count.noun) | profile.tree.under(verb.place)}
    bears = verb.lemma in _BEARING or (verb.lemma == "have" and below >= {"in", "it"})
    if bears and profile.tree.child(verb.place, "dobj") == count.noun:
        return Inside(count, _carrier(profile, subject_of(profile, verb.clause)), is_aboard=True)
    heads = (count.noun, verb.place) if verb.lemma in _BEING else (count.noun,)
    found = (_place_at(profile, low, count) for head in heads for low in profile.tree.children[head])
    return next((place for place in found if place is not None), None)


def _carrier(profile: Profile, place: int) -> int:
    """The place of a noun that names what carries people, -1 where another word or none does."""
    return place if place >= 0 and profile.terms[place].tag.startswith("NN") and _carries(profile.terms[place]) else -1


def _place_at(profile: Profile, place: int, count: Count) -> Inside | None:
    """Where people are said to be by a preposition or adverb."""
    over = profile.terms[count.governor]
    over_all = subject_of(profile, over.clause) if over.lemma == "have" else over.place
    term, brought = profile.terms[place], profile.tree.object_of(place)
    if term.form == "on" and brought >= 0 and profile.terms[brought].lemma == "board":
        return Inside(count, _carrier(profile, over_all), is_aboard=True)
    if term.form in ("aboard", "inside") and brought < 0:
        return Inside(count, _carrier(profile, over_all), is_aboard=term.form == "aboard")
    if term.form not in ("aboard", "inside", "in", "on") or brought < 0 or not profile.terms[brought].tag.startswith("NN"):
        return None
    is_carrier = term.form == "aboard" or _carries(profile.terms[brought])
    return Inside(count, brought, is_carrier) if is_carrier or is_one_of(profile.terms[brought], _STANDING) else None


def _carries(term: Term) -> bool:
    return term.lemma in _CARRIERS or is_one_of(term, _CARRYING) or term.lemma in _PARTS


def _are_in_one(view: Alignment, one: Inside, other: Inside) -> bool:
    """Whether both were in one thing, as far as it is named."""
    if min(one.where, other.where) < 0:
        bare = one if one.where < 0 else other
        return not bare.is_aboard or one.is_aboard == other.is_aboard
    ours, theirs = view.a.terms[one.where], view.b.terms[other.where]
    if are_kept_apart(view, one.where, other.where) or is_of_another(view, one.where, other.where):
        return bool({ours.lemma, theirs.lemma} & _PARTS) and one.is_aboard and other.is_aboard
    are_one = bool(ours.keys & theirs.keys) or says(ours, theirs) or says(theirs, ours)
    return are_one or (one.is_aboard and other.is_aboard and bool({ours.lemma, theirs.lemma} & _PARTS))


def _are_far(one: Count, other: Count) -> bool:
    """Whether two numbers are apart, and not by so much that they are of two things."""
    low, high = sorted(max(count.quantity.low or 0.0, count.quantity.high or 0.0) for count in (one, other))
    return are_apart(one.quantity, other.quantity) and low > 0 and high <= FARTHEST * low


def _are_of_one_sort(view: Alignment, one: Count, other: Count, *, has_crew: bool) -> bool:
    """Whether both count the same sort of people: all of them, or all but a crew, or those of one noun."""
    ours, theirs = view.a.terms[one.noun], view.b.terms[other.noun]
    if ours.keys & theirs.keys and ours.lemma == theirs.lemma:
        return True
    sorts = [_sort(view.a, one.noun), _sort(view.b, other.noun)]
    if None in sorts or sorts[0] is sorts[1] or not has_crew:
        return None not in sorts
    all_, guests = (one, other) if sorts[0] is _ALL else (other, one)
    most = CREW * (guests.quantity.high or 0.0)
    return (all_.quantity.low or 0.0) > most or (all_.quantity.high or 0.0) < (guests.quantity.low or 0.0)


def _sort(profile: Profile, noun: int) -> frozenset[str] | None:
    """All who are there, all but a crew, or None for people of a sort."""
    joined = [low for low in profile.tree.children[noun] if profile.terms[low].form in _WORKING and not profile.tree.children[low]]
    lemma = profile.terms[noun].lemma
    return _ALL if lemma in _ALL or joined else _GUESTS if lemma in _GUESTS else None
