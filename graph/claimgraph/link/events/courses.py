"""How long something of an event went on, took or held people up, as two reports tell it."""

import re
from dataclasses import replace

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, roles_of, same_thing, subject_of
from claimgraph.link.pairs.tolls import may_be_people
from claimgraph.link.pairs.vectors import ALIKE, likeness
from claimgraph.model import Quantity

_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400, "month": 30 * 86400, "year": 365 * 86400}
"""How long the units of time are."""
_ELSEWHEN = re.compile(
    r"\b(?:last|previous|earlier|average|usual|usually|normal|normally|ago|another|that time|(?:this|that) (?:day|week|month|year))\b",
    re.IGNORECASE,
)
_GOING_ON = frozenset("last take continue".split())
"""Verbs that only say how long something went on."""
_TAKING = frozenset("take need require".split())
"""Verbs that say how long it took somebody to do something."""
_HELD = frozenset("stick trap wait strand sit stand hold confine lock spend hang maroon jam endure".split())
"""Verbs of those whom something holds up where they are."""
HELD = 0.02
"""How likely two statements must be of one matter where each tells how long people were held up."""


def elsewhen(profile: Profile) -> frozenset[str]:
    """The words that show that a claim is of another time, or of what is so on the whole."""
    return frozenset(found.lower() for found in _ELSEWHEN.findall(profile.text))


def is_lasting(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two counts are of time."""
    return {view.a.terms[one.noun].lemma, view.b.terms[other.noun].lemma} <= _SECONDS.keys()


def are_one_course(view: Alignment, one: Count, other: Count) -> bool:
    """Whether both counts are of how long one thing went on or took: "lasted", "the interruption lasted" and "was interrupted for"."""
    if not is_lasting(view, one, other):
        return False
    left, right = view.a.terms[one.governor], view.b.terms[other.governor]
    going = [_only_goes_on(profile, term) for profile, term in ((view.a, left), (view.b, right))]
    deeds = _taken(view.a, one), _taken(view.b, other)
    if min(deeds) >= 0:
        return _are_one_deed(view, *deeds)
    if all(going):
        return {left.lemma, right.lemma} <= _GOING_ON or _go_on_both(view, left, right)
    if not any(going):
        return False
    lasted, done = ((view.a, left), right) if going[0] else ((view.b, right), left)
    course = subject_of(lasted[0], lasted[1].clause)
    return course >= 0 and lasted[0].terms[course].tag.startswith("NN") and says(lasted[0].terms[course], done)


def are_of_two_deeds(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two lengths of time are those that two deeds took: "two hours to find him", "seven hours to repair the road"."""
    deeds = _taken(view.a, one), _taken(view.b, other)
    return min(deeds) >= 0 and not _are_one_deed(view, *deeds)


def _only_goes_on(profile: Profile, verb: Term) -> bool:
    """Whether a verb only says how long something went on: "lasted", "went on for"."""
    return verb.lemma in _GOING_ON or (verb.lemma == "go" and profile.tree.has(verb.place, "on"))


def _go_on_both(view: Alignment, left: Term, right: Term) -> bool:
    """Whether what went on is one thing: "the game", "the final"."""
    subjects = subject_of(view.a, left.clause), subject_of(view.b, right.clause)
    ours, theirs = view.a.terms[subjects[0]], view.b.terms[subjects[1]]
    return min(subjects) >= 0 and (
        same_thing(view, *subjects) >= ALIKE or likeness(ours, theirs) >= ALIKE or says(ours, theirs) or says(theirs, ours)
    )


def _taken(profile: Profile, count: Count) -> int:
    """The place of the deed that took so long: "took two hours to find him"; -1 where none is named."""
    is_taking = count.governor >= 0 and profile.terms[count.governor].lemma in _TAKING
    below = profile.tree.children[count.governor] + profile.tree.children[count.noun] if is_taking else ()
    deeds = (low for low in below if profile.terms[low].tag == "VB" and profile.tree.has(low, "to"))
    return next(deeds, -1)


def _are_one_deed(view: Alignment, one: int, other: int) -> bool:
    """Whether two verbs say that the same is done, to the same as far as is said."""
    ours, theirs = view.a.terms[one], view.b.terms[other]
    themes = roles_of(view.a, one).theme, roles_of(view.b, other).theme
    is_alike = bool(ours.keys & theirs.keys) or says(ours, theirs) or says(theirs, ours)
    return is_alike and same_thing(view, *themes) > 0 and not (min(themes) >= 0 and is_of_another(view, *themes))


def tells_hold(profile: Profile) -> bool:
    """Whether a claim says how long people were held up where they were."""
    return any(_is_hold(profile, count) for count in profile.counts)


def _is_hold(profile: Profile, count: Count) -> bool:
    if count.governor < 0 or count.noun < 0 or profile.terms[count.noun].lemma not in _SECONDS:
        return False
    verb = profile.terms[count.governor]
    held = subject_of(profile, verb.clause)
    is_held = verb.lemma in _HELD and not verb.negative and not is_open(profile, verb.place)
    return is_held and held >= 0 and may_be_people(profile, held) and _is_throughout(profile, count)


def _is_throughout(profile: Profile, count: Count) -> bool:
    """Whether a length of time is that of what is told: "for an hour", "spent an hour", and not "after an hour", "an hour later"."""
    term = profile.terms[count.noun]
    return term.dep in ("npadvmod", "dobj") or profile.terms[term.head].form == "for"


def are_held_both(view: Alignment, one: Count, other: Count) -> bool:
    """Whether both tell how long people were held up, nobody of them elsewhere."""
    if not (_is_hold(view.a, one) and _is_hold(view.b, other)) or _ELSEWHEN.search(view.a.text) or _ELSEWHEN.search(view.b.text):
        return False
    subjects = subject_of(view.a, view.a.terms[one.governor].clause), subject_of(view.b, view.b.terms[other.governor].clause)
    return not (are_kept_apart(view, *subjects) or is_of_another(view, *subjects))


def in_seconds(profile: Profile, count: Count) -> Quantity:
    """How many seconds a count of time is, as far as it is said."""
    unit, quantity = _SECONDS[profile.terms[count.noun].lemma], count.quantity
    low, high = (None if end is None else end * unit for end in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)
