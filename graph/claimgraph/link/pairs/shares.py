"""Shares of one whole that two reports of one event give: "95 per cent of the drivers", "352 of 640 drivers", "fewer than half of them"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claimgraph.link.pairs.alignment import Alignment, are_opposed
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.contrasts import are_contrasted, are_of_two_periods
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.numbers import are_apart, gives_both, words_of
from claimgraph.link.pairs.profile import GENERIC, Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, subject_of
from claimgraph.link.pairs.vectors import ALIKE, likeness
from claimgraph.model import LinkType, Quantity

LIKELY, VERY_LIKELY = 0.1, 0.35
"""How likely two statements must be of one matter where much the same is said of two shares, and where other words are used."""
SCORE = 0.75
_OF = re.compile(r"\s+of\s+(?:(?:the|our|its|their|all)\s+)?", re.IGNORECASE)
_PER_CENT = "%"
_COUNTED_ON = 2.0
"""By how many per cent what is measured of a whole may change while it is counted."""
_PUTTING = frozenset("put estimate see set report give calculate".split())
_AMOUNTING = frozenset("be stand reach hit total amount come".split())
"""Verbs that bring how much of something there is, by somebody's word and by themselves."""
_WHOLE, _ROUNDING = 100, 1.01
"""How many per cent a whole has, and by how much two parts may exceed it as each is told to half a per cent."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many per cent of a whole, the place of its noun, are counted; `count` is what says so, `of` how many the whole is, if told."""

    quantity: Quantity
    whole: int
    count: Count
    of: Quantity | None


def rival_shares(view: Alignment) -> Iterator[Hint]:
    """Shares of one whole that are apart, of nobody else than the other, if both statements are likely of one matter."""
    for one, other in product(shares_in(view.a), shares_in(view.b)):
        ours = _rest(one.quantity) if _is_of_the_others(view, one, other) else one.quantity
        if (
            are_apart(ours, other.quantity)
            and _are_of_one(view, one, other)
            and not (_may_add_up(view, one, other) or are_of_two_periods(view))
        ):
            words = f"Of one whole one counts “{one.count.quantity.words}”, the other “{other.count.quantity.words}”."
            places = words_of(view.a, one.count), words_of(view.b, other.count)
            yield Hint(
                Clash(LinkType.QUANTITY, SCORE, "one-share", *places, words), LIKELY if _are_alike(view, one, other) else VERY_LIKELY
            )


def rival_rates(view: Alignment) -> Iterator[Hint]:
    """Shares that are apart, of what two statements call by one noun: "turnout was 63 percent", "they put turnout at 54 per cent"."""
    for (one, left), (other, right) in product(rates_in(view.a), rates_in(view.b)):
        if (
            _are_far(one.quantity, other.quantity)
            and view.a.terms[left].keys & view.b.terms[right].keys
            and not (are_kept_apart(view, left, right) or is_of_another(view, left, right) or are_contrasted(view, one, other))
            and not gives_both(view, one, other)
        ):
            words = f"Of one thing one gives “{one.quantity.words}”, the other “{other.quantity.words}”."
            yield Hint(Clash(LinkType.QUANTITY, SCORE, "one-share", words_of(view.a, one), words_of(view.b, other), words), LIKELY)


def _are_far(one: Quantity, other: Quantity) -> bool:
    """Whether two shares are apart by more than is counted on between a first count and the last."""
    return are_apart(one, other) and abs((one.low or one.high or 0.0) - (other.low or other.high or 0.0)) >= _COUNTED_ON


@kept_with_profile
def rates_in(profile: Profile) -> tuple[tuple[Count, int], ...]:
    """The shares that a claim gives of nothing, each with the place of the noun that says what it measures."""
    if profile.denies:
        return ()
    found = ((count, _measured(profile, count)) for count in profile.counts if count.quantity.unit == _PER_CENT)
    return tuple((count, thing) for count, thing in found if thing >= 0 and profile.terms[thing].tag == "NN")


def _measured(profile: Profile, count: Count) -> int:
    """What a share measures: what is so much, or what somebody puts at it; -1 for none."""
    verb = profile.terms[count.governor] if count.governor >= 0 else None
    if verb is None or _OF.match(profile.text, count.end) or is_open(profile, verb.place):
        return -1
    thing = profile.tree.child(verb.place, "dobj", "nsubjpass") if verb.lemma in _PUTTING else -1
    if thing >= 0 and (profile.tree.has(verb.place, "at") or profile.tree.has(thing, "at")):
        return thing
    is_so = verb.lemma in _AMOUNTING and profile.tree.child(verb.place, "dobj", "attr", "prep") >= 0
    return profile.tree.child(verb.place, "nsubj") if is_so else -1


@kept_with_profile
def shares_in(profile: Profile) -> tuple[Share, ...]:
    """The shares that a claim gives."""
    return tuple(_shares_in(profile)) if " of " in profile.text else ()


def _shares_in(profile: Profile) -> Iterator[Share]:
    for at, count in enumerate(profile.counts):
        joint = _OF.match(profile.text, count.end)
        if joint is None:
            continue
        if count.quantity.unit == _PER_CENT:
            for noun in _noun_from(profile, joint.end()):
                of = next((some.quantity for some in profile.counts[at + 1 :] if some.noun == noun), None)
                yield Share(count.quantity, noun, count, of)
        elif at + 1 < len(profile.counts) and profile.counts[at + 1].start == joint.end():
            whole = profile.counts[at + 1]
            quantity = _ratio(count.quantity, whole.quantity)
            if quantity is not None and whole.noun >= 0:
                yield Share(quantity, whole.noun, count, whole.quantity)


def _noun_from(profile: Profile, start: int) -> Iterator[int]:
    """The first common noun from a code point on, past a number and what describes it."""
    for term in profile.terms:
        if term.start >= start:
            if term.tag in ("NN", "NNS") and term.dep not in ("compound", "nmod"):
                if term.lemma not in GENERIC:
                    yield term.place
                return
            if not term.tag.startswith(("NN", "JJ", "CD", "VBN")):
                return


def _ratio(part: Quantity, whole: Quantity) -> Quantity | None:
    """A part of a whole in per cent; None where either is not exact."""
    if part.low is None or part.low != part.high or not whole.low or whole.low != whole.high or part.low > whole.low:
        return None
    value = _WHOLE * part.low / whole.low
    return Quantity(low=value - 0.5, high=value + 0.5, unit=_PER_CENT, comparator="about", words=part.words)


def _may_add_up(view: Alignment, one: Share, other: Share) -> bool:
    """Whether two shares may be two parts of the whole, of which each something else is said."""
    return not _are_alike(view, one, other) and (one.quantity.high or 0.0) + (other.quantity.high or 0.0) <= _WHOLE + _ROUNDING


def _are_alike(view: Alignment, one: Share, other: Share) -> bool:
    """Whether much the same is said of two shares."""
    ours, theirs = _predicate(view.a, one), _predicate(view.b, other)
    return min(ours, theirs) >= 0 and likeness(view.a.terms[ours], view.b.terms[theirs]) >= ALIKE


def _are_said_to_be(profile: Profile, share: Share) -> bool:
    """Whether all that is said of a share is brought by a verb that says little: what it is, or has."""
    return _predicate(profile, share) != share.count.governor


def _predicate(profile: Profile, share: Share) -> int:
    """The word that says something of a share: its verb, or what a verb that says little by itself brings; -1 for none."""
    verb = share.count.governor
    if verb < 0 or profile.terms[verb].weight or not profile.terms[verb].tag.startswith("VB"):
        return verb
    brought = profile.tree.child(verb, "acomp", "attr", "oprd", "dobj", "prep")
    return profile.tree.object_of(brought) if brought >= 0 and profile.terms[brought].dep == "prep" else brought


def _rest(share: Quantity) -> Quantity:
    """What a share leaves."""
    low, high = (None if end is None else _WHOLE - end for end in (share.high, share.low))
    return Quantity(low=low, high=high, unit=_PER_CENT, comparator="about", words=share.words)


def _is_of_the_others(view: Alignment, one: Share, other: Share) -> bool:
    """Whether one share is of those of whom the other says the opposite: "a half was lost", "a third was saved"."""
    if min(one.count.governor, other.count.governor) < 0:
        return False
    left, right = view.a.terms[one.count.governor], view.b.terms[other.count.governor]
    return (left.negative != right.negative) != are_opposed(left, right)


def _are_of_one(view: Alignment, one: Share, other: Share) -> bool:
    """Whether two shares are of one whole, and neither is said of somebody whom the other does not name."""
    if not view.a.terms[one.whole].keys & view.b.terms[other.whole].keys or are_kept_apart(view, one.whole, other.whole):
        return False
    if one.of is not None and other.of is not None and are_apart(one.of, other.of):
        return False
    if _are_said_to_be(view.a, one) and _are_said_to_be(view.b, other) and not _are_alike(view, one, other):
        return False
    if max(one.count.governor, other.count.governor) < 0:
        return True
    subjects = [
        subject_of(profile, profile.terms[share.count.governor].clause) if share.count.governor >= 0 else -1
        for profile, share in ((view.a, one), (view.b, other))
    ]
    return min(subjects) < 0 or not are_kept_apart(view, *subjects)
