"""At what time of the day something happened: what two reports of one event say otherwise of it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from claimgraph.clocks import Clock
from claimgraph.link.pairs.alignment import Alignment, are_opposed
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.contrasts import are_set_apart
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import Roles, are_kept_apart, is_of_another, is_part, is_unnumbered, roles_of, same_thing, subject_of
from claimgraph.link.pairs.scope import words_between
from claimgraph.link.pairs.vectors import ALIKE, likeness
from claimgraph.model import LinkType

SCORE = 0.75
ROUNDED = 10
"""How many minutes a whole hour leaves open."""
PARTLY = 0.6
"""How surely at least what two deeds were done to is one thing: "Gate C", "the gate"."""
LIKELY = 0.1
"""How likely two statements must be of one matter where their words leave it open."""
_HAPPENING = frozenset("occur happen".split())
_TAKING_PLACE = _HAPPENING | {"come"}
"""Verbs, besides those that say little, of what their subject names: "the explosion happened"."""
_GETTING = frozenset("receive get".split())
"""Verbs of those whom something reaches: "received the first call"."""
_ALARMS = frozenset("alarm alert".split())
_CALLING = frozenset("call phone ring alert alarm".split())
_CALLED = frozenset("service brigade police ambulance coastguard".split())
"""Whom an alarm reaches: "the alarm was raised", "somebody called the fire service"."""
_EVENTS = frozenset(
    """accident ambush arrest arrival assault attack avalanche battle blast blaze bombing burglary call ceasefire clash collapse collision
    concert crash departure derailment earthquake election eruption evacuation event execution explosion fight fire flood flooding funeral
    game gunfire hearing hijacking impact incident killing landing landslide launch march match meeting murder outage quake race raid rally
    rescue riot robbery shelling shooting shot siege sinking stabbing storm strike takeoff tornado trial tsunami vote wedding""".split()
)
"""Nouns of what takes place at a time of the day; of our own making."""


def rival_times(view: Alignment) -> Iterator[Hint]:
    """Two times of the day that have no minute in common, of one thing that happened."""
    if len(view.a.clocks) != 1 or len(view.b.clocks) != 1:
        return
    one, other = _begun(view.a), _begun(view.b)
    if (
        one
        and other
        and one.is_apart(other)
        and not _may_be_rounded(one, other)
        and not one.is_rejected
        and not other.is_rejected
        and (sure := _is_one_happening(view)) > 0
    ):
        places = words_between(view.a, one.start, one.end), words_between(view.b, other.start, other.end)
        words = f"One puts it at “{view.a.text[one.start : one.end]}”, the other at “{view.b.text[other.start : other.end]}”."
        told_first = any(map(_is_told_first, (view.a, view.b)))
        yield Hint(
            Clash(LinkType.TIME, SCORE, "one-time", *places, words), 0.0 if sure == 1 else LIKELY, is_pointed_at=told_first and sure == 1
        )


@kept_with_profile
def tells_alarm(profile: Profile) -> bool:
    """Whether a claim tells at what time an alarm was raised, or a service called."""
    return len(profile.clocks) == 1 and (place := _happening(profile)) >= 0 and _called(profile, place) is not None


def _may_be_rounded(one: Clock, other: Clock) -> bool:
    """Whether one of two times is a whole hour, from which the other lies a few minutes: "at two", "at ten past two"."""
    pairs = product(one.ranges, other.ranges)
    return any(
        abs(ours[0] - theirs[0]) <= ROUNDED and (ours[0] % 60 == 0 or theirs[0] % 60 == 0)
        for ours, theirs in pairs
        if ours[0] == ours[1] and theirs[0] == theirs[1]
    )


def _begun(profile: Profile) -> Clock | None:
    """The time of a claim, None where it is denied; what was not so until then was so from then on."""
    clock = profile.clocks[0]
    if not profile.denies:
        return clock
    return replace(clock, role="") if clock.role == "until" else None


def _is_one_happening(view: Alignment) -> float:
    """How surely two claims tell that the same thing took place, or that the same was done by or to the same: 1, or 0.5 for much alike."""
    left, right = _happening(view.a), _happening(view.b)
    if min(left, right) < 0:
        return 0.0
    one, other = view.a.terms[left], view.b.terms[right]
    if are_opposed(one, other):
        return 0.0
    called = _called(view.a, left), _called(view.b, right)
    if None not in called:
        return float(not (all(called) and called[0] != called[1]))
    if one.tag.startswith("VB") != other.tag.startswith("VB"):
        return 0.5 * (says(one, other) or says(other, one))
    if not one.tag.startswith("VB"):
        return float(bool(one.keys & other.keys) and not (are_kept_apart(view, left, right) or is_of_another(view, left, right)))
    ours, theirs = roles_of(view.a, left), roles_of(view.b, right)
    pairs = (ours.agent, theirs.agent), (ours.theme, theirs.theme)
    alike = [same_thing(view, *pair) for pair in pairs]
    if are_set_apart(view, left, right) or _have_two_names(view, left, right) or _are_some_and_all(view, ours.theme, theirs.theme):
        return 0.0
    if one.keys & other.keys and min(alike) > 0 and max(alike) >= PARTLY:
        return 1.0 if max(alike) >= 0.8 else 0.5
    if one.keys & other.keys and _strike_one(view, ours, theirs):
        return 0.5
    near = max((likeness(view.a.terms[a], view.b.terms[b]) for a, b in pairs if min(a, b) >= 0), default=0.0)
    return 0.5 if likeness(one, other) >= ALIKE and near >= ALIKE else 0.0


def _called(profile: Profile, place: int) -> str | None:
    """Whom an alarm reached, by the lemma, "" where nobody is named, and None where a word tells of none."""
    term = profile.terms[place]
    if not term.tag.startswith("VB"):
        return "" if term.lemma in _ALARMS else None
    themes = roles_of(profile, place).theme, profile.tree.child(place, "dobj")
    lemmas = [profile.terms[theme].lemma for theme in themes if theme >= 0]
    if term.lemma == "raise" and set(lemmas) & _ALARMS:
        return ""
    return next((lemma for lemma in lemmas if term.lemma in _CALLING and lemma in _CALLED), None)


def _strike_one(view: Alignment, ours: Roles, theirs: Roles) -> bool:
    """Whether one of two deeds of one doer does not say to what it was done: "the vessel hit the pier", "the boat struck"."""
    if (ours.agent < 0) == (theirs.agent < 0):
        return False
    left, right = (p.terms[r.agent if r.agent >= 0 else r.theme] for p, r in ((view.a, ours), (view.b, theirs)))
    if not left.dep == right.dep == "nsubj":
        return False
    return same_thing(view, left.place, right.place) >= 0.8 or says(left, right) or says(right, left)


def _are_some_and_all(view: Alignment, one: int, other: int) -> bool:
    """Whether something was done to a number of those to all of whom it was done by the other: "three hostages", "the hostages"."""
    if min(one, other) < 0:
        return False
    parts, wholes = ([is_(p, at) for p, at in ((view.a, one), (view.b, other))] for is_ in (is_part, is_unnumbered))
    return (parts[0] and wholes[1]) or (wholes[0] and parts[1])


def _have_two_names(view: Alignment, left: int, right: int) -> bool:
    """Whether what two verbs were done to has two names: "left Sorn", "left Dovel"."""
    places = view.a.tree.child(left, "dobj"), view.b.tree.child(right, "dobj")
    named = [place >= 0 and profile.terms[place].tag == "NNP" for profile, place in zip((view.a, view.b), places, strict=True)]
    return all(named) and view.a.terms[places[0]].keys.isdisjoint(view.b.terms[places[1]].keys)


def _happening(profile: Profile) -> int:
    """The place of the noun that says what took place, or of the verb that says what was done; -1 where that is not clear."""
    root = next((term for term in profile.terms if term.dep == "ROOT" and term.tag.startswith("VB")), None)
    if root is None:
        return -1
    subject, got = subject_of(profile, root.place), profile.tree.child(root.place, "dobj")
    if _is_told_first(profile):
        return _done_then(profile, root.place)
    if root.lemma in _GETTING and got >= 0 and profile.terms[got].lemma in _EVENTS:
        return got
    if root.weight and root.lemma not in _TAKING_PLACE:
        return root.place
    is_event = subject >= 0 and (root.lemma in _HAPPENING or profile.terms[subject].lemma in _EVENTS)
    return subject if is_event and profile.terms[subject].tag.startswith("NN") else -1


def _is_told_first(profile: Profile) -> bool:
    """Whether a claim names a time, and then what was done at it: "it was noon when they came"."""
    root = next((term for term in profile.terms if term.dep == "ROOT"), None)
    subject = profile.tree.child(root.place, "nsubj") if root is not None and root.lemma == "be" else -1
    return subject >= 0 and profile.terms[subject].form == "it"


def _done_then(profile: Profile, verb: int) -> int:
    """The verb of what was done at a time that is told first: "it was half past one when somebody called"; -1 where there is none."""
    behind = profile.terms[verb + 1 :] if profile.clocks else ()
    deeds = (
        term.place for term in behind if term.tag in ("VBD", "VBN") and term.clause == term.place and term.start > profile.clocks[0].start
    )
    return next(deeds, -1)
