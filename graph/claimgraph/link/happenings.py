"""What two reports of one event say otherwise of one thing: how many there were, when it happened, and whether there was any.

These rules ask for few words in common, so they hold between reports of one event alone: there is one bakery there, and one explosion.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from claimgraph.link.alignment import BROADER, SAME, Alignment
from claimgraph.link.causes import PERCEIVING
from claimgraph.link.clash import Clash
from claimgraph.link.counting import Count
from claimgraph.link.denials import may_have_been_missing
from claimgraph.link.numbers import adds_up, are_apart, only_describes, words_of
from claimgraph.link.polarity import is_nothing
from claimgraph.link.profile import GENERIC, LIGHTENED, Profile
from claimgraph.link.roles import are_kept_apart, is_open, roles_of, same_thing, subject_of
from claimgraph.link.scope import words_between
from claimgraph.link.telling import OTHERS
from claimgraph.link.tolls import ANYBODY
from claimgraph.model import LinkType, Quantity

SCORE = 0.75
FARTHEST = 10.0
"""How many times as great one number of one thing is as the other at most."""
_MEASURES = frozenset("second minute hour day night week month year time % percent point kilometre metre mile".split())
"""What is counted of many things in one report."""
_TAKING_PLACE = frozenset("occur happen".split())
"""Verbs, besides those that say little, of what their subject names: "the explosion happened"."""
_EVENTS = frozenset(
    """accident ambush arrest arrival assault attack avalanche battle blast blaze bombing burglary call ceasefire clash collapse collision
    concert crash departure derailment earthquake election eruption evacuation event execution explosion fight fire flood flooding funeral
    game gunfire hearing hijacking impact incident killing landing landslide launch march match meeting murder outage quake race raid rally
    rescue riot robbery shelling shooting shot siege sinking stabbing storm strike takeoff tornado trial tsunami vote wedding""".split()
)
"""Nouns of what takes place at a time of the day; of our own making."""
_HOLDING = frozenset("be have hold carry contain exist".split())
"""Verbs that only say that something was there."""
_NO_LONGER = frozenset("still yet now longer more".split())
_BY_WAY_OF = frozenset("of from by with".split())
Tallies = Mapping[str, tuple[Quantity, ...]]
"""What a report counts, by the keys of its noun, with all the numbers that it gives."""


def tallies_of(profiles: Iterable[Profile]) -> Tallies:
    """What the statements of a report count."""
    found = defaultdict[str, list[Quantity]](list)
    for profile in profiles:
        for count in profile.counts:
            for key in profile.terms[count.noun].keys if count.noun >= 0 else ():
                found[key].append(count.quantity)
    return {key: tuple(numbers) for key, numbers in found.items()}


def rival_counts(view: Alignment, ours: Tallies, theirs: Tallies) -> Iterator[tuple[Clash, Quantity, Quantity]]:
    """Numbers of one thing that are apart, where each report gives one number of it alone and the same was done, or they were there."""
    for one, other in product(_counted(view.a), _counted(view.b)):
        keys = view.a.terms[one.noun].keys & view.b.terms[other.noun].keys
        if not keys or are_kept_apart(view, one.noun, other.noun) or not _is_one_deed(view, one, other):
            continue
        only = all(_gives_only(tallies, keys, count) for tallies, count in ((ours, one), (theirs, other)))
        if only and are_apart(one.quantity, other.quantity) and _are_near(one.quantity, other.quantity):
            words = f"Of one thing one counts “{one.quantity.words}”, the other “{other.quantity.words}”."
            clash = Clash(LinkType.QUANTITY, SCORE, "one-thing", words_of(view.a, one), words_of(view.b, other), words)
            yield clash, one.quantity, other.quantity


def _counted(profile: Profile) -> list[Count]:
    """The counts of things by a common noun, of all of them as far as the claim says."""
    if not profile.counts or OTHERS.search(profile.text):
        return []
    return [count for count in profile.counts if count.noun >= 0 and _is_of_things(profile, count)]


def _is_of_things(profile: Profile, count: Count) -> bool:
    noun = profile.terms[count.noun]
    is_thing = noun.tag in ("NN", "NNS") and noun.lemma not in ANYBODY | GENERIC | _MEASURES
    return is_thing and not adds_up(profile, count) and not only_describes(profile, count)


def _is_one_deed(view: Alignment, one: Count, other: Count) -> bool:
    """Whether the same was done with what is counted, or one says that it was there, and the other no more or of more."""
    if min(one.governor, other.governor) < 0:
        return False
    ours, theirs = view.a.terms[one.governor], view.b.terms[other.governor]
    if ours.negative or theirs.negative:
        return False
    are_there = [p.tree.child(t.place, "expl") >= 0 for p, t in ((view.a, ours), (view.b, theirs))]
    if any(are_there):
        is_part = not all(is_there or term.lemma in _HOLDING for is_there, term in zip(are_there, (ours, theirs), strict=True))
        part, whole = (one, other) if are_there[1] else (other, one)
        return not is_part or (part.quantity.low or 0.0) > (math.inf if whole.quantity.high is None else whole.quantity.high)
    subjects = subject_of(view.a, ours.clause), subject_of(view.b, theirs.clause)
    return bool(ours.keys & theirs.keys) and (min(ours.weight, theirs.weight) > 0 or same_thing(view, *subjects) >= 0.8)


def _gives_only(tallies: Tallies, keys: frozenset[str], count: Count) -> bool:
    return not any(are_apart(number, count.quantity) for key in keys for number in tallies.get(key, ()))


def _are_near(one: Quantity, other: Quantity) -> bool:
    low, high = sorted(max(quantity.low or 0.0, quantity.high or 0.0) for quantity in (one, other))
    return high <= FARTHEST * max(low, 1.0)


def missing_things(view: Alignment) -> Iterator[Clash]:
    """What there was by b, and by a was not there or was not found: "there is no hunger", "a child died of hunger"."""
    for place in _missing(view.a):
        match = view.pairs.get(place, -1)
        if match < 0 or view.relations[place] not in (SAME, BROADER) or are_kept_apart(view, place, match):
            continue
        described = (low for low in view.a.tree.under(place) - {place} if view.a.terms[low].weight > LIGHTENED)
        if _is_there(view.b, match) and all(low in view.pairs for low in described):
            words = f"By one there was “{view.b.terms[match].form}”, by the other none."
            yield Clash(LinkType.DENIAL, SCORE, "missing-things", (place,), (match,), words)


def _missing(profile: Profile) -> Iterator[int]:
    """The things of which a claim says that there were none, or none were found, for good."""
    for term in profile.terms if not profile.lemmas & _NO_LONGER else ():
        if term.tag in ("NN", "NNS") and term.lemma not in ANYBODY | GENERIC and is_nothing(profile.tree, term.place):
            first = profile.terms[term.head] if term.dep == "conj" else term
            verb = profile.terms[first.head]
            is_found = first.dep in ("nsubjpass", "dobj") and verb.lemma in PERCEIVING
            is_there = verb.lemma in ("be", "exist") and (first.dep == "nsubj" or profile.tree.child(verb.place, "expl") >= 0)
            if verb.dep in ("ROOT", "ccomp") and (is_found or is_there):
                yield term.place


def _is_there(profile: Profile, place: int) -> bool:
    """Whether a claim tells of a thing that was: what did something, to which something was done, or of which something came."""
    term = profile.terms[place]
    above = profile.terms[term.head]
    verb = profile.terms[above.head] if term.dep == "pobj" else above
    is_told = term.dep in ("nsubj", "nsubjpass", "dobj") or (term.dep == "pobj" and above.form in _BY_WAY_OF)
    is_denied = term.negative or verb.negative or is_nothing(profile.tree, place) or may_have_been_missing(profile, place)
    return is_told and verb.tag.startswith("VB") and not is_denied and not is_open(profile, place, intended=True)


def rival_times(view: Alignment) -> Iterator[Clash]:
    """Two times of the day that have no minute in common, of one thing that happened."""
    if len(view.a.clocks) != 1 or len(view.b.clocks) != 1 or view.a.denies or view.b.denies:
        return
    (one,), (other,) = view.a.clocks, view.b.clocks
    if one.is_apart(other) and not one.is_rejected and not other.is_rejected and _is_one_happening(view):
        places = words_between(view.a, one.start, one.end), words_between(view.b, other.start, other.end)
        words = f"One puts it at “{view.a.text[one.start : one.end]}”, the other at “{view.b.text[other.start : other.end]}”."
        yield Clash(LinkType.TIME, SCORE, "one-time", *places, words)


def _is_one_happening(view: Alignment) -> bool:
    """Whether two claims tell that the same thing took place, or that the same was done by or to the same."""
    left, right = _happening(view.a), _happening(view.b)
    if min(left, right) < 0 or not view.a.terms[left].keys & view.b.terms[right].keys:
        return False
    if not view.a.terms[left].tag.startswith("VB"):
        return not are_kept_apart(view, left, right)
    ours, theirs = roles_of(view.a, left), roles_of(view.b, right)
    alike = [same_thing(view, *pair) for pair in ((ours.agent, theirs.agent), (ours.theme, theirs.theme))]
    return min(alike) > 0 and max(alike) >= 0.8


def _happening(profile: Profile) -> int:
    """The place of the noun that says what took place, or of the verb that says what was done; -1 where that is not clear."""
    root = next((term for term in profile.terms if term.dep == "ROOT" and term.tag.startswith("VB")), None)
    if root is None:
        return -1
    if root.weight and root.lemma not in _TAKING_PLACE:
        return root.place
    subject = subject_of(profile, root.place)
    return subject if subject >= 0 and profile.terms[subject].lemma in _EVENTS else -1
