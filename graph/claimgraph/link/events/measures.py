"""Measures: how far, wide or heavy something was, and when it was made; two that two reports of one event give of one thing.

Units of one kind are compared: 2.7 metres and 90 centimetres.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from claimgraph.link.events.telling import OTHERS
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.contrasts import are_contrasted
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.numbers import adds_up, are_apart, measured_from_elsewhere, only_describes, words_of
from claimgraph.link.pairs.profile import LIGHT, Profile, kept_with_profile
from claimgraph.link.pairs.roles import are_kept_apart, is_of_another, is_open, same_thing, subject_of
from claimgraph.link.pairs.scope import is_dated_once
from claimgraph.link.pairs.sizes import size_of
from claimgraph.link.pairs.vectors import ALIKE, likeness
from claimgraph.model import LinkType, Quantity

SCORE = 0.75
LIKELY = 0.15
"""How likely two statements must be of one matter where both give a measure of one thing."""
POINTED_AT = 0.25
"""How likely they must be where one only points at it: "it stopped after 180 metres"."""
MADE = 0.02
"""How likely they must be where both say when one thing was made."""
FARTHEST = 100.0
"""How many times as great one measure of one thing is as the other at most."""
_LENGTHS = {"millimetre": 0.001, "centimetre": 0.01, "metre": 1.0, "kilometre": 1000.0, "mile": 1609.344, "foot": 0.3048, "inch": 0.0254}
_WEIGHTS = {"gram": 0.001, "kilogram": 1.0, "kilo": 1.0, "tonne": 1000.0}
_VOLUMES = {"millilitre": 0.001, "litre": 1.0}
_SHORT = {"mm": "millimetre", "cm": "centimetre", "m": "metre", "km": "kilometre", "kg": "kilogram", "kilogramme": "kilogram", "t": "tonne"}
_SCALES = ({"degree": 1.0}, _LENGTHS, _WEIGHTS, _VOLUMES, {"hectare": 1.0})
_BEHIND = re.compile(r"\s*(?:/\s?\w+|(?:per|an?|each|every) (?:second|minute|hour|day|week|month|year)\b)", re.IGNORECASE)
"""What makes a rate of a measure."""
_BEFORE = re.compile(r"\b(?:square|cubic) \w+$", re.IGNORECASE)
_ELSEWHEN = re.compile(
    r"\b(?:last|previous|earlier|later|average|usual|usually|normal|normally|ago|another|then|that time|limit\w*|allow\w*|permit\w*|"
    r"maximum|minimum|could|can|may|should|must|expect\w*|forecast\w*|planned|demand\w*)\b",
    re.IGNORECASE,
)
"""What shows that a measure is of another time, or of what might, may or should be."""
_WHERE = frozenset("at in on near inside outside along".split())
_MAKING = frozenset("build make manufacture construct produce assemble".split())
_DATING = frozenset("date stem".split())
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_MODEL = re.compile(r"an? (?:(?:1[89]|20)\d\d [a-z -]+|[a-z -]+ of (?:1[89]|20)\d\d)", re.IGNORECASE)
"""What is said to be of a year: "a 2009 model", "a ship of 2008"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A count in the unit of a scale: of what thing (a place in the profile, -1 where unknown), by what word, and of which size."""

    count: Count
    quantity: Quantity
    scale: int
    rate: str
    thing: int
    deed: Term
    size: str


def rival_measures(view: Alignment) -> Iterator[Hint]:
    """Two measures of one thing, in units of one kind, that are apart."""
    for one, other in product(measures_in(view.a), measures_in(view.b)):
        is_apart = are_apart(one.quantity, other.quantity) and _are_near(one.quantity, other.quantity)
        if is_apart and (one.scale, one.rate) == (other.scale, other.rate) and _are_of_one(view, one, other):
            words = f"Of one thing one gives “{_said(view.a, one)}”, the other “{_said(view.b, other)}”."
            places = words_of(view.a, one.count), words_of(view.b, other.count)
            is_pointed_at = "PRP" in (view.a.terms[one.thing].tag, view.b.terms[other.thing].tag)
            clash = Clash(LinkType.QUANTITY, SCORE, "one-measure", *places, words)
            numbers = None if one.size else (one.quantity, other.quantity)
            yield Hint(clash, POINTED_AT if is_pointed_at else LIKELY, numbers, is_pointed_at=is_pointed_at)


@kept_with_profile
def measures_in(profile: Profile) -> tuple[Measure, ...]:
    """The measures that a claim gives of something at its time."""
    if not profile.counts or profile.denies or _ELSEWHEN.search(profile.text) or OTHERS.search(profile.text):
        return ()
    return tuple(_measures_in(profile))


def _measures_in(profile: Profile) -> Iterator[Measure]:
    for count in profile.counts:
        unit = _SHORT.get(count.quantity.unit, count.quantity.unit)
        scale = next((at for at, units in enumerate(_SCALES) if unit in units), -1)
        if scale < 0 or min(count.noun, count.governor) < 0 or adds_up(profile, count) or only_describes(profile, count):
            continue
        size, deed = size_of(profile, count), _deed(profile, count)
        if deed is None or deed.negative or is_open(profile, deed.place):
            continue
        behind = _BEHIND.match(profile.text, profile.terms[count.noun].end)
        before = _BEFORE.search(profile.text[: profile.terms[count.noun].end])
        rate = f"{before.group().split()[0].lower() if before else ''} {behind.group().strip().split()[-1].lower() if behind else ''}"
        of = _of(profile, count)
        thing = of if of >= 0 else size.thing if size else subject_of(profile, deed.clause)
        factor = _SCALES[scale][unit]
        low, high = (None if end is None else end * factor for end in (count.quantity.low, count.quantity.high))
        yield Measure(count, replace(count.quantity, low=low, high=high), scale, rate, thing, deed, size.word if size else "")


def _deed(profile: Profile, count: Count) -> Term | None:
    """The word that says what is measured: the adjective or verb over it, or what a verb that says little brings ("came to a halt")."""
    over = profile.terms[count.governor]
    if over.tag.startswith("NN"):
        above = profile.terms[over.clause]
        return above if size_of(profile, count) or (over.lemma == "height" and profile.terms[over.head].form == "at") else None
    if over.lemma in LIGHT and (to := next((low for low in profile.tree.children[over.place] if profile.terms[low].form == "to"), -1)) >= 0:
        brought = profile.tree.object_of(to)
        return profile.terms[brought] if brought >= 0 else over
    return over


def _of(profile: Profile, count: Count) -> int:
    """What a measure is of: "900 tonnes of crude"; -1 where nothing says so."""
    of = next((low for low in profile.tree.children[count.noun] if profile.terms[low].form == "of"), -1)
    return profile.tree.object_of(of) if of >= 0 else -1


def _are_of_one(view: Alignment, one: Measure, other: Measure) -> bool:
    """Whether two measures are of one thing by one word, from one place where both say whence."""
    if min(one.thing, other.thing) < 0 or are_kept_apart(view, one.thing, other.thing) or is_of_another(view, one.thing, other.thing):
        return False
    is_pointed_at = "PRP" in (view.a.terms[one.thing].tag, view.b.terms[other.thing].tag)
    if not (is_pointed_at or same_thing(view, one.thing, other.thing) >= 0.8) or not _is_one_word(one, other):
        return False
    if is_dated_once(view) or are_contrasted(view, one.count, other.count):
        return False
    return not (measured_from_elsewhere(view, one.count, other.count) or _are_elsewhere(view, one, other))


def _are_elsewhere(view: Alignment, one: Measure, other: Measure) -> bool:
    """Whether each is said to be so at a place that the other does not name."""
    ours, theirs = _where(view.a, one), _where(view.b, other)
    return bool(ours and theirs) and not any(view.pairs.get(place) in theirs for place in ours)


def _where(profile: Profile, measure: Measure) -> frozenset[int]:
    tree = profile.tree
    below = [low for above in {measure.count.noun, measure.count.governor, measure.deed.place} for low in tree.children[above]]
    found = {tree.object_of(low) for low in below if profile.terms[low].form in _WHERE}
    return frozenset(place for place in found if place >= 0 and place not in (measure.count.noun, measure.deed.place))


def _is_one_word(here: Measure, there: Measure) -> bool:
    if here.size or there.size:
        return here.size == there.size
    one, other = here.deed, there.deed
    if not one.weight and not other.weight:
        return one.lemma == other.lemma
    return bool(one.keys & other.keys) or likeness(one, other) >= ALIKE or says(one, other) or says(other, one)


def _are_near(one: Quantity, other: Quantity) -> bool:
    low, high = sorted(max(quantity.low or 0.0, quantity.high or 0.0) for quantity in (one, other))
    return 0.0 < high <= FARTHEST * low


def _said(profile: Profile, measure: Measure) -> str:
    return profile.text[measure.count.start : max(measure.count.end, profile.terms[measure.count.noun].end)]


def rival_makes(view: Alignment) -> Iterator[Hint]:
    """Two years in which one thing was made: "built in 1998", "a 2009 model"."""
    ours, theirs = made_in(view.a), made_in(view.b)
    if ours is None or theirs is None or ours[1] == theirs[1] or are_kept_apart(view, ours[0], theirs[0]):
        return
    if is_of_another(view, ours[0], theirs[0]):
        return
    if same_thing(view, ours[0], theirs[0]) >= 0.8 and not {view.a.terms[ours[0]].tag, view.b.terms[theirs[0]].tag} & {"NNS", "NNPS"}:
        places = _years(view.a, ours[1]), _years(view.b, theirs[1])
        yield Hint(Clash(LinkType.TIME, SCORE, "one-make", *places, f"By one it was made in {ours[1]}, by the other in {theirs[1]}."), MADE)


def _years(profile: Profile, year: str) -> tuple[int, ...]:
    return tuple(term.place for term in profile.terms if term.form == year)


@kept_with_profile
def made_in(profile: Profile) -> tuple[int, str] | None:
    """The thing, as a place, of which a claim says in what year it was made, and the year; None where it says so of nothing."""
    root = next((term for term in profile.terms if term.dep == "ROOT" and term.tag.startswith("VB")), None)
    if (
        root is None
        or profile.denies
        or OTHERS.search(profile.text)
        or len(set(_YEAR.findall(profile.text))) != 1
        or is_open(profile, root.place)
    ):
        return None
    thing = subject_of(profile, root.place)
    if thing < 0 or not profile.terms[thing].tag.startswith("NN") or not _says_made(profile, root):
        return None
    return thing, _YEAR.findall(profile.text)[0]


def _says_made(profile: Profile, root: Term) -> bool:
    """Whether a main verb says that its subject was made, or is of that year."""
    below = [profile.terms[low] for low in profile.tree.children[root.place]]
    if root.lemma in _MAKING:
        return any(low.dep in ("auxpass", "nsubjpass") for low in below)
    if root.lemma in _DATING:
        return any(low.form in ("from", "back") for low in below)
    said = profile.tree.child(root.place, "attr") if root.lemma == "be" else -1
    if said < 0:
        return False
    under = [profile.terms[place] for place in sorted(profile.tree.under(said))]
    return _MODEL.fullmatch(profile.text, under[0].start, under[-1].end) is not None
