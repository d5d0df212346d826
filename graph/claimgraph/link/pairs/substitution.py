"""Two sentences that are word for word the same but for one place: there the alignment is certain, whatever the parse."""

from collections.abc import Iterator

from claimgraph.link.pairs import numbers
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.opposites import is_glimpsed
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import is_of_some, subject_of
from claimgraph.link.pairs.values import exclude_each_other, type_of
from claimgraph.model import LinkType

LONGEST = 4
"""How many words the place where two sentences differ may have."""
_Part = tuple[Term, ...]


def substitutions(view: Alignment) -> Iterator[Clash]:
    """The clash of the one place where two sentences differ, if what stands there cannot both be so."""
    if abs(len(view.a.terms) - len(view.b.terms)) >= LONGEST:
        return
    left, right = _difference(view.a.terms, view.b.terms)
    if not left or not right or max(len(left), len(right)) > LONGEST or any(term.negative for term in (*left, *right)):
        return
    if len(view.a.terms) - len(left) < 3:
        return
    places = tuple(term.place for term in left), tuple(term.place for term in right)
    words = f"“{_words(view.a, left)}” and “{_words(view.b, right)}” cannot both be so."
    if _counts_differ(view, places):
        yield Clash(LinkType.QUANTITY, 0.95, "numbers", *places, words)
    elif _are_opposed(view, left, right):
        yield Clash(LinkType.STATES, 0.95, "opposites", *places, words)
    elif len(left) <= 2 and len(right) <= 2 and exclude_each_other(view, left[-1], right[-1]):
        yield Clash(type_of(left[-1]), 0.9, "values", *places, words)


def _difference(left: _Part, right: _Part) -> tuple[_Part, _Part]:
    """What is left of two sentences without the words that they begin and end with together."""
    start, most = 0, min(len(left), len(right))
    while start < most and left[start].form == right[start].form:
        start += 1
    end = 0
    while end < most - start and left[-1 - end].form == right[-1 - end].form:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]


def _words(profile: Profile, part: _Part) -> str:
    return profile.text[part[0].start : part[-1].end]


def _counts_differ(view: Alignment, places: tuple[tuple[int, ...], tuple[int, ...]]) -> bool:
    """Whether both parts are numbers that are apart."""
    ours = [count for count in view.a.counts if set(numbers.words_of(view.a, count)) & set(places[0])]
    theirs = [count for count in view.b.counts if set(numbers.words_of(view.b, count)) & set(places[1])]
    if any(profile.terms[place].weight > 0.3 for profile, inner in zip((view.a, view.b), places, strict=True) for place in inner):
        return False
    both = [(view.a, count) for count in ours] + [(view.b, count) for count in theirs]
    if any(numbers.adds_up(*one) or numbers.only_describes(*one) for one in both):
        return False
    return len(ours) == len(theirs) == 1 and numbers.are_apart(ours[0].quantity, theirs[0].quantity)


def _are_opposed(view: Alignment, left: _Part, right: _Part) -> bool:
    """Whether one word of each part is opposed to one of the other."""
    poles = {pole for term in right for pole in term.poles}
    facing = [term for term in left if any((axis, -end) in poles for axis, end in term.poles)]
    if not facing or any(is_glimpsed(view.a, term) for term in left) or is_of_some(view.a, subject_of(view.a, facing[-1].clause)):
        return False
    return sum(term.weight >= 0.3 for term in left) <= 1 and sum(term.weight >= 0.3 for term in right) <= 1
