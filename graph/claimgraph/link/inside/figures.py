"""Rival figures: numbers that two voices give of one thing in one document, in whatever words.

The dead and the wounded of one event are one thing each; a number that is "put at" or "is" something is the number last spoken
of; a bare number that somebody measured is in the unit last measured in. "At least" is a voice's figure all the same: another voice
that gives a higher one near by says another number.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.link.events.amounts import amounts_of
from claimgraph.link.pairs import numbers
from claimgraph.link.pairs.alignment import align
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import roles_of, same_thing
from claimgraph.link.pairs.scope import times_differ
from claimgraph.link.pairs.tolls import (
    ANYONE,
    DEAD,
    HURT,
    SAID,
    cannot_both_be,
    described,
    fate_named,
    is_age,
    is_found,
    is_one_sort,
    tolls_in,
)
from claimgraph.link.text.places import Place, inferred, stated_link
from claimgraph.link.text.turns import Turns
from claimgraph.link.version import judge_of
from claimgraph.model import Graph, Link, LinkKind, LinkType, TimeSpan

TOLLS = judge_of("tolls")
"""What judges two tolls of the dead or hurt of one document."""
_TOP = 200
"""Before which code point the headline is."""
FARTHEST = 900
NEAREST = 450
"""How many code points may lie between two figures of the dead or wounded, and between two of anything else."""
CLOSE = 1.15
"""How many times as great one figure has to be as another to be a rival: "about 30" and 27 are none."""
FAR = 20.0
"""How many times as great one figure may be as another of the same thing."""
_DEAD, _HURT = SAID[DEAD] - {"life"}, SAID[HURT]
_KILLING = re.compile(r"\bkill(?:s|ed|ing)\s*$", re.IGNORECASE)
_KILLED = re.compile(r"\s*(?:people |men |women )?(?:dead|killed|deaths|bodies|fatalities)\b", re.IGNORECASE)
_AS_MANY = re.compile(r"as (?:many|much) as|up to", re.IGNORECASE)
_SPANS = frozenset("second minute hour day night week month year time".split())
_ANOTHER_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:last|previous|earlier) (?:week|month|year|time)\b|\byesterday\b|\bago\b", re.IGNORECASE
)
_SO_FAR = re.compile(r"\b(?:by|until|till) (?:about |around )?$", re.IGNORECASE)
_PRICING = frozenset("cost pay spend charge owe".split())
_TALLY = frozenset(
    """number toll total count tally figure estimate sum amount cost bill price value loss size share speed height depth length weight
    temperature charge fine""".split()
)
_MEASURING = frozenset("measure record count log register put estimate find give speak talk".split())
_PART = re.compile(r"^\W*(?:of (?:the|them|whom|those|these|which|its|his|her|their)\b|among\b|including\b)", re.IGNORECASE)
_OF_WHOM = re.compile(
    r"\b(?:of (?:whom|the (?:victims|dead|wounded|killed|injured)|them|whom)|among (?:them|the (?:victims|dead)))\b", re.IGNORECASE
)
_REJECTED = re.compile(
    r"\b(?:rejects?|rejected|disputes?|disputed|denies|denied|contests?|contested|doubts?|doubted|challenged?|questions?|questioned) "
    r"(?:the|this|that|these|those|its|his|her|their) (?:figures?|numbers?|count|estimates?|tally|toll)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(r"\b(?:withdrawn|withdrew|retracted|earlier|previous(?:ly)?|initial(?:ly)?|at first|had still)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a voice gives: where, of what sort of thing, whether the claim is all about the number, and whether the sort is
    that of the figure before it.
    """

    place: Place
    count: Count
    sort: str
    is_tally: bool
    inherits: bool = False


def figures(graph: Graph) -> tuple[Link, ...]:
    """The contradictions between figures of one thing that two voices give in one document, proposed."""
    found: list[Link] = []
    for document in graph.documents.values():
        turns = Turns.of(graph, document)
        given = _figures_of(turns)
        starts = [figure.place.start for figure in given]
        top, longest = bisect_left(starts, _TOP), max((figure.place.end - figure.place.start for figure in given), default=0)
        for number, later in enumerate(given):
            least = number - 1 if later.inherits else bisect_left(starts, later.place.start - FARTHEST - longest)
            earlier = (*(() if later.inherits else given[: min(top, least)]), *given[max(0, least) : number])
            found += [_link(one, later) for one in earlier if _are_rivals(turns, one, later)]
    return tuple({link.id: link for link in found if link.from_ != link.to}.values())


def _figures_of(turns: Turns) -> list[Figure]:
    """The figures given in a document, in order; a bare number is of the sort last measured."""
    found: list[Figure] = []
    for place in turns.told():
        profile = turns.profile(place)
        for count in profile.counts if not profile.denies and not _OF_WHOM.search(profile.text) else ():
            if not _counts(profile, count) or count.quantity.words.lower() not in place.assertion.quote.exact.lower():
                continue
            sort, inherits = _sort(profile, count), False
            if found and not count.quantity.unit and (sort in _TALLY or (not sort and (_is_bare(profile, count) or _is_tally(profile)))):
                sort, inherits = found[-1].sort, True
            if sort:
                found.append(Figure(place, count, sort, _is_tally(profile), inherits))
    return found


def _counts(profile: Profile, count: Count) -> bool:
    """Whether a number counts something for itself: no part of what was counted, no time, no mere majority, no figure taken back."""
    time = profile.slots.time.words if profile.slots.time else ""
    is_part = count.quantity.unit != "%" and _PART.match(profile.text[count.end :]) is not None
    is_vague = count.quantity.unit == "%" and count.quantity.comparator == "range"
    if count.quantity.words in time or is_part or is_vague or _TAKEN_BACK.search(profile.text):
        return False
    return not (
        is_age(profile, count) or numbers.adds_up(profile, count) or numbers.only_describes(profile, count) or _sorts_out(profile, count)
    )


def _sorts_out(profile: Profile, count: Count) -> bool:
    """Whether a number says how many of those counted were of some sort: "four were firefighters"."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    is_copula = root is not None and root.lemma == "be" and profile.tree.child(root.place, "expl") < 0
    attribute = profile.tree.child(root.place, "attr") if root and is_copula else -1
    is_other = attribute not in (-1, count.noun) and profile.terms[attribute].start > count.end
    return is_other and profile.terms[attribute].tag.startswith("NN")


def _sort(profile: Profile, count: Count) -> str:
    """What sort of thing a number counts: "dead", "hurt", a unit, a noun; "" for a bare number."""
    if not count.quantity.unit and count.noun >= 0 and profile.terms[count.noun].tag == "CD" and not profile.lemmas & (_DEAD | _PRICING):
        return ""
    if count.quantity.unit in _SPANS:
        return count.quantity.unit
    if said := fate_named(profile, count):
        return said
    near = described(profile, count)
    lemmas = profile.lemmas if len(profile.counts) == 1 else {profile.terms[place].lemma for place in near}
    if lemmas & _DEAD or _is_of_killed(profile.text, count) or any(("life", -1) in profile.terms[place].poles for place in near):
        return DEAD
    if lemmas & _HURT or any(("injury", -1) in profile.terms[place].poles for place in near):
        return HURT
    if not count.quantity.unit and lemmas & _PRICING:
        return "money"
    return count.quantity.unit or (profile.terms[count.noun].lemma if count.noun >= 0 else "")


def _is_of_killed(text: str, count: Count) -> bool:
    """Whether the words around a number say that so many were killed, whatever the parse: "blast kills 19", "30 dead"."""
    return _KILLING.search(text[: count.start]) is not None or _KILLED.match(text, count.end) is not None


def _is_bare(profile: Profile, count: Count) -> bool:
    """Whether a number stands alone as the object of measuring: "measured 112"."""
    is_object = count.noun >= 0 and (profile.terms[count.noun].dep == "dobj" or profile.terms[profile.terms[count.noun].head].form == "of")
    return is_object and count.governor >= 0 and profile.terms[count.governor].lemma in _MEASURING


def _is_tally(profile: Profile) -> bool:
    """Whether a claim is all about the number: "the number of riders is four", "the dead are around 30"."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    subject = profile.tree.child(root.place, "nsubj", "nsubjpass") if root else -1
    return (
        subject >= 0
        and root is not None
        and root.lemma in ("be", "stand", "reach")
        and (profile.terms[subject].lemma in _TALLY | _DEAD | _HURT)
    )


def _are_rivals(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one thing, by two voices, near each other, and cannot both be the number."""
    if one.inherits and not other.inherits and not other.is_tally:
        return False
    if not (_are_near(turns, one, other) and _differ(one.count, other.count) and _one_sort(turns, one, other)):
        return False
    if turns.counter(one.place) == turns.counter(other.place):
        return False
    times = [turns.graph.claims[figure.place.claim].slots.time for figure in (one, other)]
    if (times[0] and times[1] and times_differ(times[0], times[1])) or _is_dated_once(times):
        return False
    if one.sort in (DEAD, HURT):
        return not _may_both_be(turns, one, other) and not _has_grown(turns, one, other)
    rejected = _REJECTED.search(turns.document.text, one.place.end, other.place.start) is not None
    return rejected or other.inherits or _measures_on(turns, one, other) or _one_deed(turns, one, other)


def _are_near(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether two figures stand near each other, those of people less so, or the first in the headline."""
    is_headline = one.place.start < _TOP and "\n" not in turns.document.text[: one.place.start].strip()
    return is_headline or other.place.start - one.place.end <= (FARTHEST if one.sort in (DEAD, HURT) else NEAREST)


def _measures_on(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether one of two figures in one unit says of nothing what it measures and so is of the same: "they put it at 40 tonnes"."""
    given = [amount for found in amounts_of([turns.graph.claims[figure.place.claim] for figure in (one, other)]) for amount in found]
    return len(given) == 2 and given[0].quantity.unit == given[1].quantity.unit and any(amount.bare for amount in given)


def _may_both_be(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether two tolls are of two sorts of people that leave each other room: twelve people, seven soldiers; bodies are of any sort."""
    tolls = [
        toll
        for figure in (one, other)
        for toll in tolls_in(turns.profile(figure.place))
        if toll.start == figure.count.start and toll.fate == figure.sort and (toll.who != ANYONE or figure.count.quantity.unit == ANYONE)
    ]
    return len(tolls) == 2 and not is_one_sort(tolls[0].who, tolls[1].who) and not cannot_both_be(*tolls)


def _has_grown(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether the lower of two figures was counted up to a time of the day, "44 by noon", or is of bodies that were found so far."""
    lower = min((one, other), key=lambda figure: _value(figure.count))
    profile = turns.profile(lower.place)
    return is_found(profile, lower.count) or any(_SO_FAR.search(profile.text, 0, clock.start) for clock in profile.clocks)


def _one_deed(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether two figures are of what one doer did to one thing: no more than a tenth of the money was invested, at least half was."""
    places = [figure.count.governor for figure in (one, other)]
    if min(places) < 0:
        return False
    view = align(turns.profile(one.place), turns.profile(other.place))
    terms = view.a.terms[places[0]], view.b.terms[places[1]]
    if not terms[0].weight or not terms[0].keys & terms[1].keys or terms[0].clause != places[0] or terms[1].clause != places[1]:
        return False
    left, right = roles_of(view.a, places[0]), roles_of(view.b, places[1])
    counted = {one.count.noun}, {other.count.noun}
    pairs = [pair for pair in ((left.agent, right.agent), (left.theme, right.theme)) if min(pair) >= 0]
    return all((a in counted[0] and b in counted[1]) or same_thing(view, a, b) >= 0.8 for a, b in pairs)


def _is_dated_once(times: Sequence[TimeSpan | None]) -> bool:
    """Whether one of two figures is of a time of its own: of another year, of last week."""
    years = [bool(time and _ANOTHER_TIME.search(time.words)) for time in times]
    return years[0] != years[1]


def _one_sort(turns: Turns, one: Figure, other: Figure) -> bool:
    """Whether two figures are of one sort; a tally of people is of those who were last said to be hurt or killed."""
    if one.sort == other.sort:
        return True
    people = [_is_of_people(turns.profile(f.place), f.count) for f in (one, other)]
    if all(people) and _REJECTED.search(turns.document.text, one.place.end, other.place.start):
        return True
    nouns = [turns.profile(f.place).terms[f.count.noun].lemma if f.count.noun >= 0 else "" for f in (one, other)]
    return (one.is_tally or other.is_tally) and bool(nouns[0]) and nouns[0] == nouns[1]


def _is_of_people(profile: Profile, count: Count) -> bool:
    return count.noun >= 0 and "person" in profile.terms[count.noun].kinds | profile.terms[count.noun].keys


def _differ(one: Count, other: Count) -> bool:
    """Whether two figures are not one: apart, or one is given as the least and the other lies well above it."""
    if numbers.are_apart(one.quantity, other.quantity):
        near, far = sorted(_value(count) for count in (one, other))
        return CLOSE * near <= far <= FAR * near
    for least, given in ((one.quantity, other.quantity), (other.quantity, one.quantity)):
        if least.high is None and least.low and given.low and given.high is not None and CLOSE * least.low <= given.low <= FAR * least.low:
            return True
        if _AS_MANY.match(least.words) and least.high and given.low and 2 * given.low <= least.high <= FAR * given.low:
            return True
    return False


def _value(count: Count) -> float:
    return count.quantity.low or count.quantity.high or 0.0


def _link(one: Figure, other: Figure) -> Link:
    words = f"“{one.count.quantity.words}” and “{other.count.quantity.words}” are two figures for one thing."
    link = stated_link(LinkKind.CONTRADICTS, LinkType.QUANTITY, one.place, other.place, words)
    are_tolls = one.sort == other.sort and one.sort in (DEAD, HURT)
    return inferred(link, TOLLS if are_tolls else judge_of("figures"), 0.8)
