"""Places, times, nationalities, agents and causes of two claims that exclude each other."""

from collections.abc import Iterator

from claimgraph.link import numbers
from claimgraph.link.alignment import Alignment
from claimgraph.link.clash import Clash
from claimgraph.link.grammar import Term
from claimgraph.link.profile import Profile
from claimgraph.link.roles import ORDINALS
from claimgraph.model import LinkType, TimeSpan

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())


def different_values(view: Alignment) -> Iterator[Clash]:
    """Words in the same place of two sentences that are alike but for one value out of many that exclude each other."""
    for left in view.a.content:
        one = view.a.terms[left]
        for right in view.b.content if _family(one) and left not in view.pairs else ():
            other = view.b.terms[right]
            if right not in view.pairs.values() and exclude_each_other(one, other) and _same_position(view, one, other):
                yield from _value_clash(view, one, other)


def _family(term: Term) -> str:
    """The family of exclusive values that a word belongs to, or ""."""
    if term.form in ORDINALS or (term.form[:1].isdigit() and term.form.endswith(("st", "nd", "rd", "th"))):
        return "ordinal"
    if term.lemma in _WEEKDAYS:
        return "weekday"
    if term.lemma in _MONTHS and term.tag.startswith("NNP"):
        return "month"
    return "nation" if term.entity in ("GPE", "NORP") or (term.tag.startswith("NNP") and term.dep == "pobj") else ""


def exclude_each_other(one: Term, other: Term) -> bool:
    """Whether two words are values of one family of which only one can hold: two weekdays, two ordinals, two nations."""
    return bool(_family(one)) and _family(one) == _family(other) and _value(one) != _value(other)


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
    if rest < 0.75 or one.negative or other.negative or numbers.differ(view):
        return
    yield Clash(
        type_of(one), 0.55 + 0.4 * rest, "values", (one.place,), (other.place,), f"“{one.form}” and “{other.form}” exclude each other here."
    )


def different_dates(view: Alignment) -> Iterator[Clash]:
    """Dates stated in full that are not one, for one event."""
    ours, theirs = view.a.slots.time, view.b.slots.time
    if ours is None or theirs is None or not ours.from_ or not theirs.from_ or not _times_differ(ours, theirs):
        return
    places = _inside(view.a, ours.words), _inside(view.b, theirs.words)
    rest, _ = view.shares(*places)
    if rest >= 0.75 and not numbers.differ(view):
        yield Clash(LinkType.TIME, 0.55 + 0.4 * rest, "dates", *places, f"“{ours.words}” and “{theirs.words}” are not one date.")


def _inside(profile: Profile, words: str) -> tuple[int, ...]:
    """The words of a profile that make up a part of its text."""
    start = profile.text.find(words)
    return tuple(term.place for term in profile.terms if start <= term.start and term.end <= start + len(words))


def different_scope(view: Alignment, clash: Clash) -> str:
    """Why two claims speak of different times or places, as the end of a sentence; "" where they may speak of the same."""
    ours, theirs = view.a.slots.time, view.b.slots.time
    if ours and theirs and clash.type is not LinkType.TIME and not _is_of_time(view, clash) and _times_differ(ours, theirs):
        return f"one speaks of “{ours.words}”, the other of “{theirs.words}”"
    here, there = view.a.slots.place, view.b.slots.place
    if here and there and clash.type is not LinkType.PLACE and _places_differ(view, here, there):
        return f"one speaks of {here}, the other of {there}"
    return ""


def _is_of_time(view: Alignment, clash: Clash) -> bool:
    """Whether the clashing words are those of the time themselves: "by day" and "by night"."""
    time = view.a.slots.time
    return time is not None and set(clash.places_a) <= set(_inside(view.a, time.words))


def _times_differ(one: TimeSpan, other: TimeSpan) -> bool:
    """Whether two times are surely not one: dates that are no beginnings of each other, or other words where neither is a date."""
    if one.from_ and other.from_:
        return not (one.from_.startswith(other.from_) or other.from_.startswith(one.from_))
    if one.from_ or other.from_:
        return False
    ours, theirs = set(one.words.lower().split()), set(other.words.lower().split())
    return not ours & theirs - {"the", "last", "this", "in", "on", "a"}


def _places_differ(view: Alignment, here: str, there: str) -> bool:
    """Whether two named places share no name with each other, nor is either named elsewhere in the other claim."""
    ours, theirs = set(here.lower().split()) - {"the"}, set(there.lower().split()) - {"the"}
    return not ours & theirs and here.lower() not in view.b.text.lower() and there.lower() not in view.a.text.lower()
