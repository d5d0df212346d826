"""Places, times, nationalities, agents and causes of two claims that exclude each other."""

from collections.abc import Iterator
from itertools import product

from claimgraph.link.pairs import numbers
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.contrasts import are_described_as_two
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import ORDINALS, subject_of
from claimgraph.link.pairs.scope import times_differ, words_between, words_in
from claimgraph.model import LinkType, TimeSpan

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_LEAST_BESIDE_TIMES = 0.75
"""How much either of two claims says of the other, times left out, at least where these collide."""
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())


def different_values(view: Alignment) -> Iterator[Clash]:
    """Words in the same place of two sentences that are alike but for one value out of many that exclude each other."""
    matched = set(view.pairs.values())
    ours = [term for term in values_in(view.a) if term.place not in view.pairs]
    theirs = [term for term in values_in(view.b) if term.place not in matched] if ours else []
    for one, other in product(ours, theirs):
        if exclude_each_other(view, one, other) and _same_position(view, one, other):
            yield from _value_clash(view, one, other)


@kept_with_profile
def values_in(profile: Profile) -> tuple[Term, ...]:
    """The words of what a claim says that are values of which only one can hold."""
    return tuple(term for place in profile.content if _family(term := profile.terms[place]))


def _family(term: Term) -> str:
    """The family of exclusive values that a word belongs to, or ""."""
    if term.form in ORDINALS or (term.form[:1].isdigit() and term.form.endswith(("st", "nd", "rd", "th"))):
        return "ordinal"
    if term.lemma in _WEEKDAYS:
        return "weekday"
    if term.lemma in _MONTHS and term.tag.startswith("NNP"):
        return "month"
    return "nation" if term.entity in ("GPE", "NORP") or (term.tag.startswith("NNP") and term.dep == "pobj") else ""


def exclude_each_other(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two words are values of one family of which only one can hold: two weekdays, two ordinals, two nations.

    The ordinals of two subjects do not exclude each other: they tell which of several is spoken of.
    """
    heads = view.a.terms[one.head].dep, view.b.terms[other.head].dep
    if _family(one) == "ordinal" and set(heads) <= {"nsubj", "nsubjpass"}:
        return False
    are_other = _value(one) != _value(other) and one.keys.isdisjoint(other.keys)
    return bool(_family(one)) and _family(one) == _family(other) and are_other


def type_of(term: Term) -> LinkType:
    """The type of a clash of two values of a word's family: of time, of place, or of state."""
    family = _family(term)
    if family in ("weekday", "month"):
        return LinkType.TIME
    return LinkType.PLACE if family == "nation" and term.dep == "pobj" else LinkType.STATES


def _value(term: Term) -> str:
    """The value that a word stands for."""
    if term.form in ORDINALS:
        return str(ORDINALS[term.form])
    return "".join(letter for letter in term.form if letter.isdigit()) or term.lemma


def _same_position(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two words hang on matched words by the same dependency."""
    above_a, above_b = view.a.terms[one.head], view.b.terms[other.head]
    if above_a.tag in ("IN", "TO") and above_b.tag in ("IN", "TO"):
        return above_a.lemma == above_b.lemma
    return _matched(view, one.head, other.head) or {one.dep, other.dep} <= _MODIFIERS


def _matched(view: Alignment, left: int, right: int) -> bool:
    return view.pairs.get(left) == right or view.a.terms[left].lemma == view.b.terms[right].lemma


def _value_clash(view: Alignment, one: Term, other: Term) -> Iterator[Clash]:
    """The clash of two values where all the rest agrees, the counts too."""
    rest, _ = view.shares((one.place,), (other.place,))
    if rest < 0.8 or one.negative or other.negative or _count_otherwise(view):
        return
    yield Clash(
        type_of(one), 0.55 + 0.4 * rest, "values", (one.place,), (other.place,), f"“{one.form}” and “{other.form}” exclude each other here."
    )


def _count_otherwise(view: Alignment) -> bool:
    """Whether both claims count, and no number of the one is one of the other."""
    ours, theirs = ({(count.quantity.low, count.quantity.high) for count in profile.counts} for profile in (view.a, view.b))
    return numbers.differ(view) or (bool(ours and theirs) and ours.isdisjoint(theirs))


def different_dates(view: Alignment) -> Iterator[Clash]:
    """Dates stated in full that are not one, for one event."""
    ours, theirs = view.a.slots.time, view.b.slots.time
    if (
        ours is None
        or theirs is None
        or view.a.modality is not view.b.modality
        or not _say_one_thing(view)
        or not (_dates_differ(ours, theirs) or _weekdays_differ(ours.words, theirs.words))
    ):
        return
    places = words_in(view.a, ours.words), words_in(view.b, theirs.words)
    rest, _ = view.shares(*places)
    if rest >= _LEAST_BESIDE_TIMES and not numbers.differ(view) and not view.a.denies and not view.b.denies:
        yield Clash(LinkType.TIME, 0.55 + 0.4 * rest, "dates", *places, f"“{ours.words}” and “{theirs.words}” are not one date.")


def _say_one_thing(view: Alignment) -> bool:
    """Whether the main words of both claims are matched, or both say little, of no two things of a name."""
    one, other = (next((term for term in profile.terms if term.dep == "ROOT"), None) for profile in (view.a, view.b))
    if one is None or other is None:
        return True
    subjects = subject_of(view.a, one.place), subject_of(view.b, other.place)
    if _does_again(one, other) or _does_again(other, one) or (min(subjects) >= 0 and are_described_as_two(view, *subjects)):
        return False
    return view.pairs.get(one.place) == other.place or not (one.weight or other.weight)


def _does_again(one: Term, other: Term) -> bool:
    """Whether one verb is the other done again: "rebuilt", "built"."""
    return one.lemma == f"re{other.lemma}"


def different_clocks(view: Alignment) -> Iterator[Clash]:
    """Times of the day that have no minute in common, for one event."""
    if len(view.a.clocks) != 1 or len(view.b.clocks) != 1 or view.a.denies or view.b.denies:
        return
    if _are_of_two_days(view) or not _say_one_thing(view):
        return
    (one,), (other,) = view.a.clocks, view.b.clocks
    if one.is_apart(other) and not one.is_rejected and not other.is_rejected:
        places = words_between(view.a, one.start, one.end), words_between(view.b, other.start, other.end)
        words = f"“{view.a.text[one.start : one.end]}” and “{view.b.text[other.start : other.end]}” are not one time of the day."
        rest, _ = view.shares(*places)
        if rest >= _LEAST_BESIDE_TIMES and not numbers.differ(view):
            yield Clash(LinkType.TIME, 0.55 + 0.4 * rest, "clocks", *places, words)


def _are_of_two_days(view: Alignment) -> bool:
    """Whether both claims name their day, and not the same."""
    ours, theirs = view.a.slots.time, view.b.slots.time
    return bool(ours and theirs and (_dates_differ(ours, theirs) or _weekdays_differ(ours.words, theirs.words)))


def _dates_differ(ours: TimeSpan, theirs: TimeSpan) -> bool:
    return bool((ours.from_ or ours.to) and (theirs.from_ or theirs.to)) and times_differ(ours, theirs)


def _weekdays_differ(ours: str, theirs: str) -> bool:
    """Whether two times name other days of the week: "Saturday morning", "Monday"."""
    days = [_WEEKDAYS & set(words.lower().split()) for words in (ours, theirs)]
    return all(days) and days[0].isdisjoint(days[1])
