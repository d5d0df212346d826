"""What shows by how two claims are built that their numbers are of two things, places, sorts or times."""

import math
import re
from collections.abc import Iterator
from itertools import product

from claimgraph.link.pairs.alignment import Alignment, is_kind
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.profile import GENERIC, Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, same_thing, subject_of
from claimgraph.link.pairs.sizes import size_of
from claimgraph.link.pairs.vectors import ALIKE, likeness

_JOINTS = frozenset("in at on near among for from to before after against behind inside outside since until".split())
"""Prepositions whose objects tell two counts apart: "in production", "in administration"."""
_OPPOSED = tuple(frozenset(pair.split()) for pair in ("for against", "before after", "inside outside", "above below", "from to"))
_PERIODS = frozenset("half quarter week month year season decade century".split())
"""Of what time a number is, that is another one for another time."""
_SPANS = frozenset("second minute hour day night".split())
"""In what time there were so many, where both claims say so."""
_AT_TIMES = frozenset("in over during within".split())
_OTHER = frozenset("old former previous earlier other another planned second third".split())
"""Words for one of two things of a name that nobody says of the only one."""
_MEASURING = frozenset("cost weigh measure last take hold reach stand amount come".split())
"""Verbs that say how much of something there is."""
_NO_MEASURES = frozenset("late good bad near much many little few least most well".split())
"""Adjectives of which the highest degree is no measure."""
_SMALL = frozenset("low small short young light narrow shallow slow cold slight".split())
_MAY = frozenset("may might must should shall ought".split())
_OVERALL = re.compile(
    r"\b(?:overall|altogether|in all|all in all|in total|as a whole|on the whole|on average|nationwide|countrywide)\b", re.IGNORECASE
)
"""What shows that a number is of a whole, of which a part may have another."""
_TO_BE = re.compile(
    r"\b(?:(?:is|are|was|were) to [a-z]+|forecasts?|predict(?:ed|ion|s)?|budget(?:ed)?|targets?|"
    r"(?:had|was|were|been) (?:planned|hoped|intended))\b",
    re.IGNORECASE,
)
"""What is planned."""


def are_contrasted(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two numbers of one unit may both be so: of two subjects or sizes, with two settings, of a period, or of what may be."""
    if min(one.governor, other.governor) < 0:
        return False
    return (
        _are_of_two_sizes(view, one, other)
        or _are_of_two_subjects(view, one, other)
        or _are_of_two_objects(view, one, other)
        or are_set_apart(view, one.governor, other.governor, (one.noun, other.noun))
        or _are_of_what_may_be(view, one, other)
        or any(_is_within(*side) or _is_part(*side[:2]) for side in ((view, one, other), (view.mirrored, other, one)))
    )


def _is_part(view: Alignment, one: Count) -> bool:
    """Whether a number is of some place or people that the other claim does not name, and the other of the whole: "overall"."""
    if not _OVERALL.search(view.b.text) or _OVERALL.search(view.a.text):
        return False
    below = (view.a.tree.object_of(low) for above in {one.governor, one.noun} for low in view.a.tree.children[above])
    return any(place >= 0 and place not in view.pairs and not view.a.terms[place].tag.startswith("CD") for place in below)


def _is_within(view: Alignment, one: Count, other: Count) -> bool:
    """Whether only one of two numbers is of the greatest or least of its kind, as the other need not be: "the largest was 9 cm"."""
    extremes = [term for term in view.a.terms if term.tag == "JJS" and term.dep == "amod" and term.lemma not in _NO_MEASURES]
    if not extremes or any(term.tag == "JJS" for term in view.b.terms):
        return False
    most, least = _ends(one), _ends(other)
    return most[0] >= least[1] if extremes[0].lemma not in _SMALL else most[1] <= least[0]


def _ends(count: Count) -> tuple[float, float]:
    return count.quantity.low or 0.0, math.inf if count.quantity.high is None else count.quantity.high


def _are_of_two_sizes(view: Alignment, one: Count, other: Count) -> bool:
    """Whether the words that say what is measured are two: "80 metres long", "30 metres wide"."""
    sizes = size_of(view.a, one), size_of(view.b, other)
    if sizes[0] and sizes[1]:
        return sizes[0].word != sizes[1].word
    left, right = view.a.terms[one.governor], view.b.terms[other.governor]
    return left.tag == right.tag == "JJ" and left.keys.isdisjoint(right.keys) and not (says(left, right) or says(right, left))


def _are_of_two_subjects(view: Alignment, one: Count, other: Count) -> bool:
    """Whether a measure is of two things that no meaning joins, or of two of one name: "line 12", "the old school"."""
    left, right = (subject_of(p, p.terms[count.governor].clause) for p, count in ((view.a, one), (view.b, other)))
    if min(left, right) < 0:
        return False
    if _is_named(view.a, left) and _is_named(view.b, right) and are_kept_apart(view, left, right):
        return True
    only_measure = _only_measures(view.a, one) and _only_measures(view.b, other)
    if are_described_as_two(view, left, right) or left == one.noun or right == other.noun or not only_measure:
        return are_described_as_two(view, left, right)
    ours, theirs = view.a.terms[left], view.b.terms[right]
    if _is_another_than(view, left, right) or _is_another_than(view.mirrored, right, left):
        return True
    if not (ours.tag in ("NN", "NNS") and theirs.tag in ("NN", "NNS")) or {ours.lemma, theirs.lemma} & GENERIC:
        return False
    if are_kept_apart(view, left, right):
        return True
    if not ours.keys.isdisjoint(theirs.keys) or is_kind(ours, theirs) or is_kind(theirs, ours) or says(ours, theirs) or says(theirs, ours):
        return False
    return same_thing(view, left, right) == 0.0 and ("person" in ours.kinds & theirs.kinds or likeness(ours, theirs) < ALIKE)


def _are_of_two_objects(view: Alignment, one: Count, other: Count) -> bool:
    """Whether those who are counted did one deed to two things that no meaning joins: "joined the march", "joined the union"."""
    left, right = (p.tree.child(count.governor, "dobj") for p, count in ((view.a, one), (view.b, other)))
    if min(left, right) < 0 or left == one.noun or right == other.noun:
        return False
    ours, theirs = view.a.terms[left], view.b.terms[right]
    are_nouns = ours.tag in ("NN", "NNS") and theirs.tag in ("NN", "NNS") and not {ours.lemma, theirs.lemma} & GENERIC
    if not are_nouns or says(ours, theirs) or says(theirs, ours):
        return False
    return same_thing(view, left, right) == 0.0 and likeness(ours, theirs) < ALIKE


def _is_another_than(view: Alignment, named: int, told: int) -> bool:
    """Whether one thing is a name, and the other told by a noun with words before it that the first claim does not say."""
    one, other = view.a.terms[named], view.b.terms[told]
    below = (view.b.terms[low] for low in view.b.tree.children[told] if view.b.terms[low].dep in ("amod", "poss", "compound"))
    is_told_of = any(term.weight and not _says_any(term, view.a.terms) for term in below)
    return one.tag == "NNP" and other.tag in ("NN", "NNS") and is_told_of


def _only_measures(profile: Profile, count: Count) -> bool:
    """Whether the verb over a number says only how much something is, costs or measures."""
    verb = profile.terms[profile.terms[count.governor].clause]
    return not verb.weight or verb.lemma in _MEASURING


def are_described_as_two(view: Alignment, left: int, right: int) -> bool:
    """Whether two nouns have other numbers behind them, other words before them, or one alone is said to be another one."""
    ours, theirs = (
        [p.terms[low] for low in p.tree.children[place] if p.terms[low].dep in ("amod", "compound", "nummod")]
        for p, place in ((view.a, left), (view.b, right))
    )
    numbers = [{term.form for term in below if term.tag == "CD" and term.place > at} for below, at in ((ours, left), (theirs, right))]
    if all(numbers) and numbers[0].isdisjoint(numbers[1]):
        return True
    if any(term.lemma in _OTHER and not _says_any(term, view.b.terms) for term in ours):
        return True
    if any(term.lemma in _OTHER and not _says_any(term, view.a.terms) for term in theirs):
        return True
    sorts = [[term for term in below if term.tag.startswith("JJ") and term.weight] for below in (ours, theirs)]
    return all(sorts) and all(_are_unlike(*pair) for pair in product(*sorts))


def _says_any(term: Term, terms: tuple[Term, ...]) -> bool:
    return any(not term.keys.isdisjoint(found.keys) for found in terms)


def _are_unlike(one: Term, other: Term) -> bool:
    return one.keys.isdisjoint(other.keys) and not (says(one, other) or says(other, one))


def are_set_apart(view: Alignment, left: int, right: int, nouns: tuple[int, int] = (-1, -1)) -> bool:
    """Whether prepositions join to two words what tells two events apart.

    "In production" and "in administration", "for the budget" and "against the budget", "in the first half" and no time.
    """
    ours, theirs = list(_joined(view.a, {left, nouns[0]})), list(_joined(view.b, {right, nouns[1]}))
    return any(_exclude(view, *pair) for pair in product(ours, theirs)) or are_of_two_periods(view)


def _joined(profile: Profile, above: set[int]) -> Iterator[tuple[str, int]]:
    """The prepositions below some words, with the nouns that they bring."""
    for place in sorted(above - {-1}):
        for low in profile.tree.children[place]:
            brought = profile.tree.object_of(low) if profile.terms[low].dep == "prep" else -1
            if brought >= 0 and profile.terms[brought].tag.startswith("NN"):
                yield profile.terms[low].form, brought


def _exclude(view: Alignment, ours: tuple[str, int], theirs: tuple[str, int]) -> bool:
    (joint, left), (other, right) = ours, theirs
    one, two = view.a.terms[left], view.b.terms[right]
    if {joint, other} in _OPPOSED:
        return not one.keys.isdisjoint(two.keys)
    is_alike = one.tag.startswith("NNP") == two.tag.startswith("NNP")
    if joint != other or joint not in _JOINTS or not is_alike or {one.lemma, two.lemma} & (GENERIC | _PERIODS | _SPANS):
        return False
    if {one.entity, two.entity} & {"DATE", "TIME"} or not (joint == "in" or (_is_known(view.a, left) and _is_known(view.b, right))):
        return False
    if _share_words(view.a, left, view.b) or _share_words(view.b, right, view.a):
        return False
    are_joined = is_kind(one, two) or is_kind(two, one) or says(one, two) or says(two, one)
    return (
        not are_joined
        and same_thing(view, left, right) == 0.0
        and (_is_named(view.a, left) or _is_named(view.b, right) or likeness(one, two) < ALIKE)
    )


def _is_known(profile: Profile, place: int) -> bool:
    """Whether a noun is a name or has an article: not "at risk"."""
    return profile.terms[place].tag.startswith("NNP") or any(
        profile.terms[low].dep in ("det", "poss") for low in profile.tree.children[place]
    )


def _share_words(profile: Profile, place: int, other: Profile) -> bool:
    """Whether the other claim says a word of a noun phrase: "in the south", "in the southern districts"."""
    under = [term for low in profile.tree.under(place) if (term := profile.terms[low]).weight]
    return any(_says_any(term, other.terms) or any(term.form[:5] == said.form[:5] for said in other.terms) for term in under)


def _is_named(profile: Profile, place: int) -> bool:
    """Whether a noun is a name, or has one before or behind it: "the village of Sorn"."""
    return any(profile.terms[low].tag.startswith("NNP") for low in profile.tree.under(place))


def are_of_two_periods(view: Alignment) -> bool:
    """Whether only one claim is of a period, or both are of two: "in the first half", "in a day" and "in an hour"."""
    told = [_times(view.a), _times(view.b)]
    if any(len({count.quantity.unit for count in p.counts}) < len(p.counts) for p in (view.a, view.b)):
        return False
    periods = [{words for words in found if words[-1] in _PERIODS} for found in told]
    return bool(periods[0]) != bool(periods[1]) or (all(told) and told[0].isdisjoint(told[1]))


@kept_with_profile
def _times(profile: Profile) -> frozenset[tuple[str, ...]]:
    """In what times a claim says that something was so."""
    found = (profile.tree.object_of(term.place) for term in profile.terms if term.form in _AT_TIMES)
    return frozenset(_phrase(profile, place) for place in found if place >= 0 and profile.terms[place].lemma in _PERIODS | _SPANS)


def _phrase(profile: Profile, place: int) -> tuple[str, ...]:
    """A noun with the words before it that say which one, by their lemmas."""
    below = [profile.terms[low] for low in profile.tree.children[place] if profile.terms[low].dep in ("amod", "compound", "nummod")]
    return (*(term.lemma for term in below), profile.terms[place].lemma)


def _are_of_what_may_be(view: Alignment, one: Count, other: Count) -> bool:
    """Whether only one number is of what may or must be, or is to be where the other is of no future."""
    said = [
        {p.terms[low].lemma for low in p.tree.children[p.terms[count.governor].clause]} for p, count in ((view.a, one), (view.b, other))
    ]
    planned = [_TO_BE.search(profile.text) is not None for profile in (view.a, view.b)]
    may = [bool(words & _MAY) for words in said]
    return may[0] != may[1] or (planned[0] != planned[1] and not any("will" in words for words in said))
