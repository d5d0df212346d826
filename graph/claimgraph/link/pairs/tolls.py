"""Tolls: how many people of which sort a claim says were killed or hurt, and which tolls of one event cannot both be so.

A toll of children or passengers is part of one of civilians, and every toll part of one of people: so "at least four of the dead
were children" goes against "no civilians were killed", but not against "twelve soldiers died".
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.lexicon import lexicon
from claimgraph.link.pairs.numbers import are_apart
from claimgraph.link.pairs.polarity import is_nothing
from claimgraph.link.pairs.profile import Profile
from claimgraph.model import Quantity

DEAD, HURT = "dead", "hurt"
FATES = {("life", -1): DEAD, ("injury", -1): HURT}
"""What the poles of words say of somebody's fate."""
SAID = {
    DEAD: frozenset("dead death body corpse fatality toll victim life".split()),
    HURT: frozenset("injured wounded injury wound".split()),
}
"""What the dead and the hurt, or their number, are called."""
ANYBODY = frozenset(
    """person people human individual life dead death body corpse fatality toll victim casualty injured wounded injury wound number total
    figure tally count nobody none no-one everybody everyone dozen score hundred thousand""".split()
)
FORCES = frozenset(
    """soldier serviceman servicewoman troop fighter militant rebel insurgent combatant gunman officer commander general marine sniper
    recruit conscript guard policeman policewoman police""".split()
)
_OF_THEM = re.compile(
    r" of (?:(?:the|those) (?:dead|killed|victims?|casualties|injured|wounded|hurt)|them|whom|these|those|us)\b", re.IGNORECASE
)
"""What shows that a number counts some of those hurt or killed, of whom something else is said."""
_BADLY = re.compile(
    r"\b(?:serious|slight|severe|minor|critical|grave|bad|light|heavy|moderate|life-threatening)(?:ly)? (?:injur|wound|hurt|burn)",
    re.IGNORECASE,
)
"""What shows that not all the hurt are counted, but those hurt so much or so little."""
_NAMED = re.compile(
    r"\s*(?:people |persons |others |men |women |children )?(?:(?P<hurt>hurt|injured|wounded)|(?P<dead>dead|killed|deaths|fatalities))\b",
    re.IGNORECASE,
)
_FEARING = frozenset("fear presume".split())
"""Verbs of what may have happened to somebody: "seven are feared dead"."""
_FINDING = frozenset("recover find retrieve pull dig bring".split())
"""Verbs of the dead that are found one after the other: there may be more."""
SUFFERING = frozenset("suffer sustain have receive get".split())
"""Verbs that say of their subject that it has a wound."""
_BEFORE_NOUN = ("compound", "npadvmod")
"""What a word is that only says of which sort another is: "toll road", "toll-free"."""
_AFTER_NAME, _ENDED = re.compile(r"[A-Z][\w.’'-]*, $"), re.compile(r",|\.?$")
"""What stands around a number that says how old somebody is: "Vera Holt, 34, was …"."""
_AGED = frozenset("aged age".split())
OF_OTHERS = r"another|more(?! (?:people )?than)|also|other|further|since|so far this"
"""Words, as a pattern, that show that a number is of others than those spoken of."""
ANYONE, CIVILIAN = "people", "civilian"
FARTHEST = 20.0
"""How many times as many may be of a war, and not of one event."""


@dataclass(frozen=True, slots=True)
class Toll:
    """How many of `who` had which fate: `low <= number <= high`, `words` where they stand in the claim (code points)."""

    fate: str
    who: str
    low: float
    high: float
    start: int
    end: int
    quantity: Quantity | None = None


def tolls_in(profile: Profile) -> Iterator[Toll]:
    """The tolls that a claim gives, also that there was none; a share of the dead is none."""
    for count in profile.counts:
        fate = _fate_of(profile, count)
        is_share = count.quantity.unit == "%"
        if is_share or is_age(profile, count) or (_OF_THEM.match(profile.text, count.end) and _who(profile, count) == ANYONE):
            continue
        if (fate == HURT and _BADLY.search(profile.text)) or _FEARING & profile.lemmas:
            continue
        if fate and not profile.denies and may_be_people(profile, count.noun):
            is_open = count.quantity.high is None or is_found(profile, count)
            high = math.inf if is_open or count.quantity.high is None else count.quantity.high
            yield Toll(fate, _who(profile, count), count.quantity.low or 0.0, high, count.start, count.end, count.quantity)
    if not profile.counts:
        yield from _none(profile)
    yield from _all_safe(profile)


def is_age(profile: Profile, count: Count) -> bool:
    """Whether a number says how old somebody was: "a woman of 34", "a cashier aged 24", "Vera Holt, 34, was …"."""
    if _AFTER_NAME.search(profile.text, 0, count.start) and _ENDED.match(profile.text, count.end):
        return True
    number = next((term for term in profile.terms if term.start == count.start), None)
    of = profile.terms[number.head] if number is not None else None
    if number is not None and number.place > 0 and profile.terms[number.place - 1].form in _AGED:
        return True
    return (
        of is not None
        and of.form == "of"
        and profile.terms[of.head].tag == "NN"
        and "person" in profile.terms[of.head].keys | profile.terms[of.head].kinds
    )


def cannot_both_be(one: Toll, other: Toll) -> bool:
    """Whether two tolls of one event cannot both be so: they are of the same people and apart, or a part is more than its whole."""
    return exclude_each_other(one, other) and not are_far(one, other)


def exclude_each_other(one: Toll, other: Toll) -> bool:
    """Whether two tolls cannot both be so if they are of one event, however far they are from each other."""
    if one.fate != other.fate:
        return False
    if is_one_sort(one.who, other.who):
        apart = max(one.low, other.low) > min(one.high, other.high)
        return apart and (one.quantity is None or other.quantity is None or are_apart(one.quantity, other.quantity))
    if _is_part(one.who, other.who):
        return one.low > other.high
    return _is_part(other.who, one.who) and other.low > one.high


def are_far(one: Toll, other: Toll) -> bool:
    """Whether one toll is so many times the other that it may be of a whole war."""
    return any(0 < low.high < math.inf and high.low > FARTHEST * low.high for high, low in ((one, other), (other, one)))


def is_one_sort(one: str, other: str) -> bool:
    """Whether two names of people name one sort: "soldier" and "serviceman"."""
    named = {one, other}
    return len(named) == 1 or (not named & {ANYONE, CIVILIAN} and not lexicon().keys_of(one).isdisjoint(lexicon().keys_of(other)))


def are_people(sort: str) -> bool:
    """Whether our tables know that a sort is one of people."""
    return sort in (ANYONE, CIVILIAN) or sort in FORCES or bool(lexicon().kinds_of(sort) & {"person", "people"})


def _is_part(sort: str, whole: str) -> bool:
    """Whether people of one sort are among those of the other."""
    return whole == ANYONE or (whole == CIVILIAN and sort not in FORCES and sort != ANYONE)


def described(profile: Profile, count: Count) -> list[int]:
    """The places of the words that tell what was counted: the verb, the noun, and what describes that."""
    near = [place for place in (count.governor, count.noun) if place >= 0]
    return near + [low for place in near[-1:] for low in profile.tree.children[place] if profile.terms[low].dep in ("amod", "acl")]


def fate_named(profile: Profile, count: Count) -> str:
    """The fate named right behind a number, whatever the parse: "17 hurt", "two people dead"; "" where none is."""
    named = _NAMED.match(profile.text, count.end)
    return "" if named is None else HURT if named["hurt"] else DEAD


def _fate_of(profile: Profile, count: Count) -> str:
    """What happened to those counted: by the verb or the word that describes them, else by what they are called; "" for neither."""
    if named := fate_named(profile, count):
        return named
    near = described(profile, count)
    told = {FATES[pole] for place in near for pole in profile.terms[place].poles if pole in FATES}
    if len(told) == 1:
        return told.pop()
    terms = profile.terms if len(profile.counts) == 1 else [profile.terms[place] for place in near]
    lemmas = {term.lemma for term in terms if term.dep not in _BEFORE_NOUN}
    said = [fate for fate, words in SAID.items() if lemmas & words]
    return said[0] if len(said) == 1 and not told else ""


def is_found(profile: Profile, count: Count) -> bool:
    """Whether those of the dead are counted that were found: "five bodies had been recovered"."""
    return count.governor >= 0 and profile.terms[count.governor].lemma in _FINDING and profile.terms[count.noun].lemma in ("body", "corpse")


def _who(profile: Profile, count: Count) -> str:
    """Whom a toll counts: what the counted are said to have been, else what they are called."""
    root = next((term for term in profile.terms if term.dep == "ROOT" and term.lemma == "be"), None)
    said = profile.tree.child(root.place, "attr") if root else -1
    if said > count.noun >= 0 and profile.terms[said].tag.startswith("NN"):
        return _sort(profile, said)
    return _sort(profile, count.noun)


def may_be_people(profile: Profile, place: int) -> bool:
    """Whether a noun names people, or nothing of which our table says that it is no person."""
    kinds = profile.terms[place].kinds if place >= 0 else frozenset()
    return not kinds or bool(kinds & {"person", "people"}) or profile.terms[place].lemma in ANYBODY


def _sort(profile: Profile, place: int) -> str:
    """The sort of people that a noun names; all people where it names none."""
    term = profile.terms[place] if place >= 0 else None
    if term is None or term.tag == "CD" or term.lemma in ANYBODY or term.form in ANYBODY or not term.tag.startswith("NN"):
        return ANYONE
    return term.lemma


def _none(profile: Profile) -> Iterator[Toll]:
    """That none of some people were killed or hurt: "no civilians were killed", "there were no casualties"."""
    for term in profile.terms:
        told = {FATES[pole] for pole in term.poles if pole in FATES} if term.negative and term.tag.startswith("VB") else set()
        whom = profile.tree.child(term.place, "nsubjpass", "nsubj") if told else term.place
        told = told or ({DEAD, HURT} if term.lemma == "casualty" else {fate for fate, words in SAID.items() if term.lemma in words})
        if whom >= 0 and is_nothing(profile.tree, whom) and not _is_of_those(profile, whom):
            who = _sort(profile, _among(profile, whom))
            start = min(profile.terms[place].start for place in (whom, *profile.tree.children[whom]))
            yield from (Toll(fate, who, 0.0, 0.0, start, profile.terms[whom].end) for fate in sorted(told))


def _all_safe(profile: Profile) -> Iterator[Toll]:
    """That all of some people lived or were unhurt, so that none was killed or hurt: "everybody survived", "all pupils are safe"."""
    for term in profile.terms:
        safe = {FATES[axis, -1] for axis, end in term.poles if end > 0 and (axis, -1) in FATES}
        whom = profile.tree.child(term.clause, "nsubj", "nsubjpass") if safe and not term.negative and term.tag[:2] in ("VB", "JJ") else -1
        if whom >= 0 and _is_everybody(profile, whom):
            start = min(profile.terms[place].start for place in (whom, *profile.tree.children[whom]))
            who = _sort(profile, whom)
            yield from (Toll(fate, who, 0.0, 0.0, start, profile.terms[whom].end) for fate in sorted(safe))


def _is_everybody(profile: Profile, place: int) -> bool:
    """Whether a noun phrase is of all people there: "everybody", "all the miners", but not "all of them" or "all who were asked"."""
    below = [profile.terms[low] for low in profile.tree.children[place]]
    if any(low.dep in ("relcl", "acl", "prep", "amod", "compound") for low in below):
        return False
    form = profile.terms[place].form
    return form in ("everybody", "everyone") or (may_be_people(profile, place) and any(low.form in ("all", "every") for low in below))


def _of(profile: Profile, place: int) -> int:
    """The place of those of whom there was none: "none of the guests"; -1 where nothing says of whom."""
    is_none = profile.terms[place].form in ("none", "neither")
    return next((profile.tree.object_of(low) for low in profile.tree.children[place] if is_none and profile.terms[low].form == "of"), -1)


def _is_of_those(profile: Profile, place: int) -> bool:
    """Whether there was none of some people only of whom was spoken before: "none of them"."""
    of = _of(profile, place)
    return of >= 0 and not profile.terms[of].tag.startswith("NN")


def _among(profile: Profile, place: int) -> int:
    """Of whom a noun tells: "no casualties among the troops", "none of the guests", "the driver had no injury"; else the noun itself."""
    if (of := _of(profile, place)) >= 0:
        return of
    head = profile.terms[profile.terms[place].head]
    if profile.terms[place].dep == "dobj" and head.lemma in SUFFERING:
        had = profile.tree.child(head.place, "nsubj")
        return had if had >= 0 and are_people(_sort(profile, had)) else place
    near = (*profile.tree.children[place], *profile.tree.children[profile.terms[place].clause])
    among = next((low for low in near if profile.terms[low].lemma in ("among", "amongst")), -1)
    whom = profile.tree.object_of(among)
    return whom if whom >= 0 else place
