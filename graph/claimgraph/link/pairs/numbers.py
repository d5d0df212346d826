"""Numbers of two claims that cannot both hold."""

import re
from collections.abc import Iterator

from claimgraph.link.pairs.alignment import MATE, Alignment, are_opposed
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.contrasts import are_contrasted
from claimgraph.link.pairs.counting import EXCEEDING, Count
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.lexicon import Pole
from claimgraph.link.pairs.polarity import is_nothing
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import roles_of, same_thing, subject_of
from claimgraph.model import LinkType, Quantity

_TOLD = frozenset({("life", -1), ("injury", -1)})
_LIVES = frozenset("dead life body death fatality victim casualty injured wounded missing".split())
_ANYONE = frozenset("people person dead life body death fatality victim casualty injured wounded missing".split())
"""Who is counted where nobody says who they were."""
_CARRIED = frozenset("passenger guest traveller traveler rider".split())
"""What all are called that a vehicle carries, but for its crew."""
_MOVING = frozenset("travel go drive run move fly speed race sail".split())
_AMOUNTING = frozenset("exceed surpass top stand be reach total amount come hit have measure weigh".split())
_PRICING = frozenset("cost charge pay price sell".split())
"""Verbs that say how fast, how much, and for what money."""
_PER_CENT = frozenset("% percent cent pc".split())
_TEXTS = frozenset("list report article story page notice rumour rumor register photograph picture video name obituary".split())
"""Nouns for what tells of things: a count inside is theirs, and asserts nothing."""
_ADDING = frozenset("another other further additional also separately elsewhere include including among again".split())

LENGTHS = frozenset("millimetre centimetre metre kilometre mile foot inch mm cm m km".split())
_INSIDE = frozenset("in on inside aboard".split())
WHENCE = frozenset("from behind beyond before off outside inside within above below beneath under over of".split())
"""Prepositions of the place from which something is measured."""
_RECKONED = re.compile(r"\b(?:before|after) (?:tax(?:es)?|interest|deductions?|costs?)\b|\bgross\b|\bnet\b", re.IGNORECASE)
"""How a sum of money is reckoned."""
_RATE = re.compile(
    r"(?<!within )(?<!for )(?<!in )(?<!after )(?<!than )(?<!half )(?<!of )(?<!about )(?<!over )(?<!lasted )(?<!took )"
    r"\b(?:per|an?|each|every) (second|minute|hour|day|night|week|month|year)\b"
)
"""In how long a time there were so many; not "for a day"."""

_ROUNDED = 10
"""From which number on a whole one may be another without its fraction."""
_HALF = 0.5


def different_counts(view: Alignment) -> Iterator[Clash]:
    """Counts of one thing, under one verb, whose ranges do not meet."""
    for one in view.a.counts:
        for other in view.b.counts:
            if are_apart(one.quantity, other.quantity) and _same_measure(view, one, other) and not gives_both(view, one, other):
                yield from _clash(view, one, other)


def gives_both(view: Alignment, one: Count, other: Count) -> bool:
    """Whether one of two claims gives the other's number as well: "57 per cent, compared with 61" and "61 per cent"."""
    sides = ((one, view.b.counts), (other, view.a.counts))
    alike = ((count.quantity, more.quantity) for count, counts in sides for more in counts if more.quantity.unit == count.quantity.unit)
    return any(not are_apart(*pair) for pair in alike)


def differ(view: Alignment) -> bool:
    """Whether any two counts with the same unit are apart."""
    return any(are_apart(one.quantity, other.quantity) and _same_unit(view, one, other) for one in view.a.counts for other in view.b.counts)


def differ_at(view: Alignment, left: int, right: int) -> bool:
    """Whether two nouns are counted, and their counts are apart: "the 100 metres", "the 200 metres"."""
    pairs = ((one, other) for one in view.a.counts if one.noun == left for other in view.b.counts if other.noun == right)
    return any(are_apart(one.quantity, other.quantity) for one, other in pairs)


def are_apart(one: Quantity, other: Quantity) -> bool:
    """Whether no number fits both quantities, after what round numbers leave open: "1.2 million" and "1,234,567" fit, and 66 and 66.2."""
    low = max(_low(one), _low(other))
    high = min(_high(one), _high(other))
    return low > high and not _is_rounded(one, other) and not _is_rounded(other, one)


def _is_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether a whole number of two digits or more is another with a fraction, rounded: of smaller ones the fraction says much."""
    if not one.comparator == other.comparator == "exactly" or one.high is None or other.high is None:
        return False
    is_whole = abs(one.high) >= _ROUNDED and one.high.is_integer() and not other.high.is_integer()
    return is_whole and abs(one.high - other.high) < _HALF


def _low(quantity: Quantity) -> float:
    return float("-inf") if quantity.low is None else quantity.low - _rounding(quantity)


def _high(quantity: Quantity) -> float:
    return float("inf") if quantity.high is None else quantity.high + _rounding(quantity)


def _rounding(quantity: Quantity) -> float:
    """Half of the last digit that is not a trailing zero, for exact numbers from 100 up; a number below is taken as it stands."""
    value = quantity.high if quantity.comparator == "exactly" else None
    if value is None or not 100 <= value < 1e15 or value != int(value):
        return 0.0
    step = 1
    while int(value) % (step * 10) == 0 and step * 10 <= value / 10:
        step *= 10
    return step / 2 if step > 1 else 0.0


def _same_unit(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two counts count the same."""
    if one.quantity.unit == other.quantity.unit and one.quantity.unit:
        return _is_bare(view, one, other) or same_thing(view, one.noun, other.noun) > 0
    if one.noun < 0 or other.noun < 0 or {one.quantity.unit, other.quantity.unit} & {"%"}:
        return False
    return view.pairs.get(one.noun) == other.noun or same_thing(view, one.noun, other.noun) >= 0.8 or _both_people(view, one, other)


def _is_bare(view: Alignment, one: Count, other: Count) -> bool:
    """Whether one of two counts names nothing that it counts besides its unit: "€90 million", "40 per cent"."""
    nouns = [profile.terms[count.noun] if count.noun >= 0 else None for profile, count in ((view.a, one), (view.b, other))]
    return any(noun is None or noun.tag == "CD" or noun.lemma in _PER_CENT for noun in nouns)


def _both_people(view: Alignment, one: Count, other: Count) -> bool:
    """Whether both counts are of people to whom the same happened, whatever they are called."""
    persons = all(_is_of_people(term) for term in (view.a.terms[one.noun], view.b.terms[other.noun]))
    return persons and (bool(_poles(view.a, one) & _poles(view.b, other)) or (_is_aboard(view.a, one) and _is_aboard(view.b, other)))


def _is_of_people(term: Term) -> bool:
    """Whether what is counted are people, also as lives, bodies or deaths."""
    return "person" in term.kinds | term.keys or bool({term.lemma, term.form} & _LIVES)


def _is_aboard(profile: Profile, count: Count) -> bool:
    """Whether people are counted as those that a vehicle carries."""
    return profile.terms[count.governor].lemma in ("carry", "transport") or bool({"board", "aboard"} & profile.lemmas)


def _same_measure(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two counts count the same under the same verb, both said and not denied."""
    if not _same_unit(view, one, other):
        return False
    if any(adds_up(profile, count) or only_describes(profile, count) for profile, count in ((view.a, one), (view.b, other))):
        return False
    if is_of_a_sort(view, one, other) or measured_from_elsewhere(view, one, other) or _are_of_two_movers(view, one, other):
        return False
    if are_in_two_vehicles(view.a, view.b):
        return False
    if reckoned(view.a) != reckoned(view.b) or _is_of_one_of_several(view.a, one) != _is_of_one_of_several(view.b, other):
        return False
    if not (view.a.slots.place and view.b.slots.place) and are_contrasted(view, one, other):
        return False
    if one.governor < 0 or other.governor < 0:
        return True
    ours, theirs = view.a.terms[one.governor], view.b.terms[other.governor]
    sides = ((view.a, one, ours), (view.b, other, theirs))
    denied = (term.negative and term.lemma not in EXCEEDING and not _is_not_one(profile, count) for profile, count, term in sides)
    if any(denied) or are_opposed(ours, theirs):
        return False
    if _say_how_much(view, one, other):
        return True
    return not two_doers(view, one, other) and (
        (_is_aboard(view.a, one) and _is_aboard(view.b, other))
        or bool(_poles(view.a, one) & _poles(view.b, other))
        or (view.pairs.get(one.governor) == other.governor and view.relations[one.governor] != MATE)
        or (not ours.weight and not theirs.weight)
        or one.governor == one.noun == other.governor
    )


def is_of_a_sort(view: Alignment, one: Count, other: Count) -> bool:
    """Whether the lower of two counts is only of some of what the other counts: "35 permanent jobs", "80 jobs"."""
    sides = ((view.a, one), (view.b, other))
    low, high = sorted(sides, key=lambda side: max(side[1].quantity.low or 0.0, side[1].quantity.high or 0.0))
    if _is_aboard(*low) and _is_aboard(*high) and low[0].terms[low[1].noun].lemma not in _ANYONE | _CARRIED:
        return high[0].terms[high[1].noun].lemma in _ANYONE
    known = {key for term in high[0].terms for key in term.keys}
    return any(known.isdisjoint(term.keys) for term in sorts_of(*low))


def are_in_two_vehicles(one: Profile, other: Profile) -> bool:
    """Whether two claims tell of those in two vehicles: "three were hurt in the bus", "seven were hurt on the train"."""
    ours, theirs = _vehicles(one), _vehicles(other)
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _vehicles(profile: Profile) -> frozenset[str]:
    """The keys of the vehicles in which a claim tells of something."""
    inside = (profile.tree.object_of(term.place) for term in profile.terms if term.form in _INSIDE)
    return frozenset(key for place in inside if place >= 0 and "vehicle" in profile.terms[place].kinds for key in profile.terms[place].keys)


def _are_of_two_movers(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two lengths or speeds are of two things that have no word in common: "the lorry", "the police car"."""
    if one.quantity.unit not in LENGTHS or min(one.governor, other.governor) < 0:
        return False
    left, right = (subject_of(p, p.terms[count.governor].clause) for p, count in ((view.a, one), (view.b, other)))
    if min(left, right) < 0 or not (view.a.terms[left].tag.startswith("NN") and view.b.terms[right].tag.startswith("NN")):
        return False
    return view.pairs.get(left) != right and same_thing(view, left, right) < 0.8


def sorts_of(profile: Profile, count: Count) -> list[Term]:
    """The words that say of which sort things are that a number counts; not what happened to them."""
    low = profile.tree.children[count.noun] if count.noun >= 0 else ()
    below = [profile.terms[place] for place in low if not count.start <= profile.terms[place].start < count.end]
    return [
        term
        for term in below
        if term.dep in ("amod", "compound") and term.tag[:2] in ("JJ", "NN") and term.weight and not _TOLD & term.poles
    ]


def measured_from_elsewhere(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two distances are from two places: "20 metres behind the gate", "90 metres from the house"."""
    ours, theirs = _whence(view.a, one), _whence(view.b, other)
    return bool(ours and theirs) and not any(view.pairs.get(place) in theirs for place in ours)


def _whence(profile: Profile, count: Count) -> frozenset[int]:
    """The places of the nouns from which a distance is measured."""
    if count.quantity.unit not in LENGTHS:
        return frozenset()
    above = [place for place in (count.noun, count.governor) if place >= 0]
    below = [low for place in above for low in profile.tree.children[place] if profile.terms[low].form in WHENCE]
    return frozenset(place for low in below if (place := profile.tree.object_of(low)) >= 0 and place != count.noun)


def reckoned(profile: Profile) -> frozenset[str]:
    """How a claim says that what it counts is reckoned: "after tax", "net", in how long a time ("a day")."""
    return frozenset(found.group().lower() for found in _RECKONED.finditer(profile.text)) | frozenset(_RATE.findall(profile.text.lower()))


def _is_of_one_of_several(profile: Profile, count: Count) -> bool:
    """Whether a claim speaks of the one of several that is the most so: "the highest of them is 112 metres high"."""
    subject = subject_of(profile, profile.terms[count.governor].clause) if count.governor >= 0 else -1
    return subject >= 0 and profile.terms[subject].tag in ("JJS", "RBS")


def _is_not_one(profile: Profile, count: Count) -> bool:
    """Whether a count says that there was none: "not one doctor"."""
    return count.quantity.high == 0 and count.noun >= 0 and is_nothing(profile.tree, count.noun)


def only_describes(profile: Profile, count: Count) -> bool:
    """Whether a count counts nothing of its own: it describes a noun, says what a text speaks of, or is a label.

    "The six-year conflict", "a list of 30 dead officers", "Gate 45".
    """
    if count.noun < 0:
        return False
    term = profile.terms[count.noun]
    above = profile.terms[term.head]
    is_label = term.tag == "CD" and above.place == term.place - 1 and above.tag.startswith("NN")
    is_told_of = count.governor >= 0 and profile.terms[count.governor].lemma in _TEXTS
    return (
        is_label or _follows_name(profile, count) or is_told_of or (term.dep in ("compound", "amod", "nmod") and term.tag.startswith("NN"))
    )


def _follows_name(profile: Profile, count: Count) -> bool:
    """Whether a number in digits belongs to the name before it: "all Kestrel 3 buggies"."""
    before = next((term for term in profile.terms if term.end + 1 == count.start), None)
    is_name = before is not None and before.place > 0 and profile.text[before.start].isupper() and before.tag[:2] in ("NN", "JJ")
    return is_name and profile.text[count.start].isdigit() and "," not in profile.text[count.start : count.end]


def two_doers(view: Alignment, one: Count, other: Count) -> bool:
    """Whether the verbs over two counts have two doers, other than those counted, so that they tell of two events."""
    left, right = one.governor, other.governor
    if not (view.a.terms[left].tag.startswith("VB") and view.b.terms[right].tag.startswith("VB")):
        return False
    ours, theirs = roles_of(view.a, left).agent, roles_of(view.b, right).agent
    return min(ours, theirs) >= 0 and (ours, theirs) != (one.noun, other.noun) and same_thing(view, ours, theirs) == 0.0


def _say_how_much(view: Alignment, one: Count, other: Count) -> bool:
    """Whether both counts are measures of one thing: its speed, its price, its size."""
    if one.quantity.unit != other.quantity.unit or min(one.governor, other.governor) < 0 or _is_of_people(view.a.terms[one.noun]):
        return False
    ours, theirs = view.a.terms[one.governor], view.b.terms[other.governor]
    if {view.a.terms[ours.clause].lemma, view.b.terms[theirs.clause].lemma} <= _PRICING:
        return True
    subjects = subject_of(view.a, ours.clause), subject_of(view.b, theirs.clause)
    alike = any({ours.lemma, theirs.lemma} <= verbs for verbs in (_MOVING, _AMOUNTING))
    return alike and min(subjects) >= 0 and same_thing(view, *subjects) >= 0.9


def adds_up(profile: Profile, count: Count) -> bool:
    """Whether a count is of others than those counted before, or of a part of them: "another five", "including four children"."""
    near = {profile.terms[low].lemma for place in (count.noun, count.governor) if place >= 0 for low in profile.tree.children[place]}
    after = next((term for term in profile.terms if term.start >= count.end), None)
    if after is not None and after.form == "more" and after.start - count.end <= 1:
        return True
    before = {term.lemma for term in profile.terms if term.end <= count.start and count.start - term.start <= len("additional ")}
    return bool((near | before) & _ADDING)


def _same_sort(view: Alignment, one: Count, other: Count) -> bool:
    """Whether two counts surely count one sort of thing; commanders among officers may be three where officers are thirty."""
    if one.noun < 0 or other.noun < 0 or (one.quantity.unit == other.quantity.unit and _is_bare(view, one, other)):
        return True
    ours, theirs = view.a.terms[one.noun], view.b.terms[other.noun]
    if {ours.lemma, theirs.lemma} & _ANYONE and all(_is_of_people(term) for term in (ours, theirs)) and _is_anyone(view, one, other):
        return True
    return bool(ours.keys & theirs.keys) or not one.quantity.unit or not other.quantity.unit


def _is_anyone(view: Alignment, one: Count, other: Count) -> bool:
    """Whether "people" or "lives" on one side surely are those that the other side counts: passengers, or victims without a name."""
    lemmas = {view.a.terms[one.noun].lemma, view.b.terms[other.noun].lemma}
    return lemmas <= _ANYONE or (_is_aboard(view.a, one) and _is_aboard(view.b, other))


def _poles(profile: Profile, count: Count) -> frozenset[Pole]:
    """The poles of what happens to the things counted: of the verb over them, or of what describes them ("dead", "killed")."""
    places = [count.governor, count.noun, *(low for low in profile.tree.children[count.noun] if profile.terms[low].dep in ("amod", "acl"))]
    return frozenset(
        pole for place in places for pole in profile.terms[place].poles if pole[0] in ("life", "injury", "freedom", "deployment")
    )


def _clash(view: Alignment, one: Count, other: Count) -> Iterator[Clash]:
    """The clash of two counts, if enough of the rest agrees."""
    ours, theirs = words_of(view.a, one), words_of(view.b, other)
    type_ = LinkType.QUANTITY if _same_sort(view, one, other) else LinkType.SCOPE
    besides = (one.noun, other.noun) if type_ is LinkType.SCOPE else (-1, -1)
    verbs = (view.a.terms[one.governor].clause, view.b.terms[other.governor].clause) if _say_how_much(view, one, other) else (-1, -1)
    rest, most = view.shares((*ours, besides[0], verbs[0]), (*theirs, besides[1], verbs[1]))
    least = (0.65, 0.25) if _poles(view.a, one) & _poles(view.b, other) else (0.7, 0.4)
    if most < least[0] or rest < least[1]:
        return
    words = f"“{one.quantity.words}” and “{other.quantity.words}” cannot both be the number."
    yield Clash(type_, 0.6 + 0.35 * (rest + most) / 2, "numbers", ours, theirs, words)


def words_of(profile: Profile, count: Count) -> tuple[int, ...]:
    """The words of a count."""
    return tuple(term.place for term in profile.terms if count.start <= term.start and term.end <= count.end)
