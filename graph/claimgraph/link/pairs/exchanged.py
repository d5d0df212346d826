"""Words that two claims exchange for each other: where one has "platform 3" and the other "platform 5", they do not say the same."""

from collections.abc import Container, Iterator

from claimgraph.link.pairs.alignment import Alignment, are_opposed
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.numbers import are_apart, words_of
from claimgraph.link.pairs.profile import LIGHTENED, Profile
from claimgraph.link.pairs.scope import words_between, words_in
from claimgraph.model import Quantity

_ONE_PLACE = {"oprd": "acomp", "attr": "acomp", "nummod": "amod", "nmod": "amod", "compound": "amod", "npadvmod": "advmod"}
"""Roles in the sentence that parsers tell apart, and that one word takes from another: the number and the noun before a noun."""

_OPPOSED = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("in into inside within", "out outside off"),
        ("on onto", "off under beneath below"),
        ("up", "down"),
        ("to towards into", "from"),
        ("front before", "behind after"),
        ("over above", "under beneath below"),
    )
)
"""Small words that put one thing to opposite sides of another: "jumped into the water", "jumped out of the water"."""


def tells_otherwise(view: Alignment) -> bool:
    """Whether each of two claims says in one place of the sentence what the other does not say anywhere, or says the opposite.

    Times are left out: two that differ are a matter of scope, and two ways to write one are not told apart here.
    """
    ours = list(_left_over(view.a, view.pairs))
    theirs = list(_left_over(view.b, view.mirrored.pairs))
    if any(are_opposed(one, other) or _takes_the_place(view, one, other) for one in ours for other in theirs):
        return True
    return any(_are_on_opposite_sides(view, left, right) for left, right in view.pairs.items())


def _left_over(profile: Profile, matched: Container[int]) -> Iterator[Term]:
    """The content words that nothing matches, without those of a time."""
    timed = set(words_in(profile, profile.slots.time.words)) if profile.slots.time else set()
    for clock in profile.clocks:
        timed.update(words_between(profile, clock.start, clock.end))
    return (profile.terms[place] for place in profile.content if place not in matched and place not in timed)


def _takes_the_place(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two words stand between the same words, or have one role under matched ones, and are not two ways to write one number."""
    if _may_be_one_number(view, one, other):
        return False
    if _beside(view.a, one) == _beside(view.b, other):
        return True
    if _ONE_PLACE.get(one.dep, one.dep) != _ONE_PLACE.get(other.dep, other.dep):
        return False
    (above, path), (beyond, way) = _over(view.a, one), _over(view.b, other)
    return path == way and (view.pairs.get(above.place) == beyond.place or (not above.weight and above.lemma == beyond.lemma))


def _are_on_opposite_sides(view: Alignment, left: int, right: int) -> bool:
    """Whether opposed small words join two matched nouns to their sentences: "in front of the tower", "behind the tower"."""
    if view.a.terms[left].dep != "pobj" or view.b.terms[right].dep != "pobj":
        return False
    ours, theirs = _joints(view.a, left, view.pairs), _joints(view.b, right, view.mirrored.pairs)
    return any((ours & one and theirs & other) or (ours & other and theirs & one) for one, other in _OPPOSED)


def _joints(profile: Profile, place: int, matched: Container[int]) -> set[str]:
    """The small words between a noun and the first matched word over it."""
    found: set[str] = set()
    above = profile.terms[profile.terms[place].head]
    while above.place not in matched and above.weight <= LIGHTENED and above.head != above.place:
        found.add(above.lemma)
        above = profile.terms[above.head]
    return found


def _beside(profile: Profile, term: Term) -> tuple[str, ...]:
    """The words before and behind a word, "" at either end."""
    near = (term.place - 1, term.place + 1)
    return tuple(profile.terms[place].form if 0 <= place < len(profile.terms) else "" for place in near)


def _over(profile: Profile, term: Term) -> tuple[Term, tuple[str, ...]]:
    """The first word over a word that says something, or the last one, with the small words between them."""
    path: list[str] = []
    above = profile.terms[term.head]
    while not above.weight and above.head != above.place:
        path.append(above.lemma)
        above = profile.terms[above.head]
    return above, tuple(path)


def _may_be_one_number(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two words are of quantities that one number fits: "three" and "3", "at least 20" and "23"."""
    ours = [count.quantity for count in view.a.counts if one.place in words_of(view.a, count)]
    theirs = [count.quantity for count in view.b.counts if other.place in words_of(view.b, count)]
    return any(_agree(left, right) for left in ours for right in theirs)


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether one number fits two quantities; two of which each is a bound are the same bound: "over 2" does not say "over 3"."""
    if None in (one.low, one.high) and None in (other.low, other.high):
        return (one.low, one.high) == (other.low, other.high)
    return not are_apart(one, other)
