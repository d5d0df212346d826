"""Places, times, nationalities, agents and causes of two claims that exclude each other."""

from collections.abc import Iterator

from claimgraph.link.alignment import Alignment, names_of
from claimgraph.link.profile import Profile, Term
from claimgraph.link.rules import Clash
from claimgraph.model import LinkType

_ORDINALS = {
    word: value for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_COLOURS = frozenset("red blue green yellow black white brown grey gray pink orange purple".split())
_CAUSE_WORDS = frozenset("because due owing thanks result since cause".split())


def different_values(view: Alignment) -> Iterator[Clash]:
    """Words in the same place of two sentences that are alike but for one value out of many that exclude each other."""
    for left in view.a.content:
        one = view.a.terms[left]
        family = _family(one)
        for right in view.b.content if family and left not in view.pairs else ():
            other = view.b.terms[right]
            if (
                _family(other) == family
                and right not in set(view.pairs.values())
                and _same_position(view, one, other)
                and _value(one) != _value(other)
            ):
                yield from _value_clash(view, one, other, family)


def _family(term: Term) -> str:
    """The family of exclusive values that a word belongs to, or ""."""
    if term.form in _ORDINALS or (term.form[:1].isdigit() and term.form.endswith(("st", "nd", "rd", "th"))):
        return "ordinal"
    if term.lemma in _WEEKDAYS:
        return "weekday"
    if term.lemma in _MONTHS and term.tag.startswith("NNP"):
        return "month"
    if term.entity in ("GPE", "NORP"):
        return term.entity
    return ""


def _value(term: Term) -> str:
    """The value that a word stands for."""
    if term.form in _ORDINALS:
        return str(_ORDINALS[term.form])
    return "".join(letter for letter in term.form if letter.isdigit()) or term.lemma


def _same_position(view: Alignment, one: Term, other: Term) -> bool:
    """Whether two words hang on matched words by the same dependency."""
    if one.dep != other.dep:
        return False
    above_a, above_b = view.a.terms[one.head], view.b.terms[other.head]
    if above_a.tag in ("IN", "TO") and above_b.tag in ("IN", "TO"):
        return above_a.lemma == above_b.lemma and _matched(view, above_a.head, above_b.head)
    return _matched(view, one.head, other.head)


def _matched(view: Alignment, left: int, right: int) -> bool:
    return view.pairs.get(left) == right or view.a.terms[left].lemma == view.b.terms[right].lemma


def _value_clash(view: Alignment, one: Term, other: Term, family: str) -> Iterator[Clash]:
    """The clash of two values where all the rest agrees."""
    forward = view.coverage(view.a.content, without=frozenset({one.place}))
    backward = view.mirrored().coverage(view.b.content, without=frozenset({other.place}))
    if min(forward, backward) < 0.75 or one.negative or other.negative:
        return
    type_ = {"weekday": LinkType.TIME, "month": LinkType.TIME, "GPE": LinkType.PLACE}.get(family, LinkType.STATES)
    score = 0.55 + 0.4 * min(forward, backward)
    yield Clash(type_, score, "values", (one.place,), (other.place,), f"“{one.form}” and “{other.form}” exclude each other here.")


def rival_causes(view: Alignment) -> Iterator[Clash]:
    """One effect that is put down to different causes."""
    ours, theirs = _cause(view.a), _cause(view.b)
    if not ours or not theirs or any(view.pairs.get(place) in theirs for place in ours if view.a.terms[place].weight >= 1):
        return
    effect_a = [place for place in view.a.content if place not in ours]
    effect_b = [place for place in view.b.content if place not in theirs]
    forward, backward = view.coverage(effect_a), view.mirrored().coverage(effect_b)
    if not effect_a or not effect_b or max(forward, backward) < 0.75 or min(forward, backward) < 0.5:
        return
    places = tuple(place for place in view.a.content if place in ours), tuple(place for place in view.b.content if place in theirs)
    yield Clash(LinkType.CAUSE, 0.5 + 0.3 * (forward + backward) / 2, "causes", *places, "They give different causes for one thing.")


def _cause(profile: Profile) -> frozenset[int]:
    """The words of the cause that a claim names: under "because", "due to", "thanks to", "as a result of"; empty where it names none."""
    for term in profile.terms:
        if term.lemma not in _CAUSE_WORDS:
            continue
        if term.dep == "mark" or (term.tag == "IN" and term.dep != "mark" and not profile.children[term.place]):
            return profile.under(term.head) if term.head != term.place and profile.terms[term.head].dep != "ROOT" else frozenset()
        if term.lemma != "cause" and profile.children[term.place]:
            return profile.under(term.place)
    return frozenset()


def different_scope(view: Alignment, clash: Clash) -> str:
    """Why two claims speak of different times or places, as the end of a sentence; "" where they may speak of the same."""
    ours, theirs = view.a.slots.time, view.b.slots.time
    if ours and theirs and clash.type is not LinkType.TIME and _times_differ(ours.words, ours.from_, theirs.words, theirs.from_):
        return f"one speaks of “{ours.words}”, the other of “{theirs.words}”"
    here, there = view.a.slots.place, view.b.slots.place
    if here and there and clash.type is not LinkType.PLACE and _places_differ(view, here, there):
        return f"one speaks of {here}, the other of {there}"
    return ""


def _times_differ(words_a: str, date_a: str | None, words_b: str, date_b: str | None) -> bool:
    """Whether two times are surely not one: dates that are no beginnings of each other, or other words where neither is a date."""
    if date_a and date_b:
        return not (date_a.startswith(date_b) or date_b.startswith(date_a))
    if date_a or date_b:
        return False
    ours, theirs = set(words_a.lower().split()), set(words_b.lower().split())
    return not ours & theirs - {"the", "last", "this", "in", "on", "a"}


def _places_differ(view: Alignment, here: str, there: str) -> bool:
    """Whether two named places share no name with each other, nor is either named elsewhere in the other claim."""
    ours, theirs = set(here.lower().split()) - {"the"}, set(there.lower().split()) - {"the"}
    return not ours & theirs and here.lower() not in view.b.text.lower() and there.lower() not in view.a.text.lower()


__all__ = ["different_scope", "different_values", "names_of", "rival_causes"]
