"""How fast something went: two speeds that two reports of one event give of one thing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash, Hint
from claimgraph.link.pairs.counting import Count
from claimgraph.link.pairs.meanings import says
from claimgraph.link.pairs.numbers import are_apart, words_of
from claimgraph.link.pairs.profile import Profile
from claimgraph.link.pairs.roles import is_open, same_thing, subject_of
from claimgraph.link.pairs.sizes import size_of
from claimgraph.model import LinkType, Quantity

SCORE = 0.75
LIKELY = {True: 0.02, False: 0.1}
"""How likely two statements must be of one matter: where both name what went, and where one only points at it."""
_HOUR = r"(?:\s?/\s?|\s(?:an|per|a)\s)h(?:our|r)?\b"
_SPEED = re.compile(
    rf"\s?(?:(?P<kilometres>km/?h\b|kph\b|k(?:ilo)?m(?:et(?:re|er)s?)?{_HOUR})|(?P<miles>mph\b|miles?{_HOUR})|(?P<knots>knots?\b))",
    re.IGNORECASE,
)
"""What stands behind a number that is a speed."""
_IN_KILOMETRES = {"kilometres": 1.0, "miles": 1.609344, "knots": 1.852}
_ALLOWED = re.compile(
    r"\b(?:limit\w*|allow\w*|permit\w*|maximum|minimum|recommended|winds?|gusts?|usual\w*|average|up to|over|above|too|top|could)\b",
    re.IGNORECASE,
)
"""What shows, near a speed, that it is no one's on the day, or that of the wind, which many gusts have."""
_GOING = frozenset("go travel drive move do run ride speed race roll enter take leave".split())
_POINTING = frozenset("it its she her he his".split())
"""What points at what went, or at who drove it."""
_BEFORE, _BEHIND = 25, 12
"""How many code points count as near."""


def rival_speeds(view: Alignment) -> Iterator[Hint]:
    """Two speeds that are apart, of the same thing or of what one claim only points at."""
    for one, other in product(_speeds(view.a), _speeds(view.b)):
        movers = [_mover(profile, count) for profile, count in ((view.a, one), (view.b, other))]
        if min(movers) < 0 or not are_apart(_in_kilometres(view.a, one), _in_kilometres(view.b, other)):
            continue
        one_mover, other_mover = view.a.terms[movers[0]], view.b.terms[movers[1]]
        forms = {term.form for term in (one_mover, other_mover) if term.tag.startswith("PRP")}
        is_named, is_pointed_at = not forms and same_thing(view, *movers) >= 0.5, bool(forms) and forms <= _POINTING
        if is_named or is_pointed_at or says(one_mover, other_mover) or says(other_mover, one_mover):
            words = f"By one it went at “{_said(view.a, one)}”, by the other at “{_said(view.b, other)}”."
            clash = Clash(LinkType.QUANTITY, SCORE, "one-speed", words_of(view.a, one), words_of(view.b, other), words)
            yield Hint(clash, LIKELY[is_named], is_pointed_at=is_pointed_at)


def _speeds(profile: Profile) -> list[Count]:
    """The speeds at which a claim says that something went."""
    moved = (count for count in profile.counts if count.governor >= 0 and _is_driven(profile, count))
    went = [count for count in moved if _is_of_going(profile, count.governor) or _has_speed(profile, count)]
    return went if not profile.denies else []


def _mover(profile: Profile, count: Count) -> int:
    """What went at a speed: "the train did 112", "its speed was 112"."""
    size = size_of(profile, count)
    return size.thing if size else subject_of(profile, profile.terms[count.governor].clause)


def _has_speed(profile: Profile, count: Count) -> bool:
    size = size_of(profile, count)
    return size is not None and size.word == "fast" and not is_open(profile, count.governor)


def _is_of_going(profile: Profile, verb: int) -> bool:
    """Whether a verb says that something went on its way, and not what it could or what stopped it."""
    below = [profile.terms[low] for low in profile.tree.children[verb]]
    is_open_ = is_open(profile, verb) or any(low.tag == "MD" for low in below)
    return profile.terms[verb].lemma in _GOING and not is_open_


def _is_driven(profile: Profile, count: Count) -> bool:
    found = _SPEED.match(profile.text, count.end)
    return found is not None and not _ALLOWED.search(profile.text[max(0, count.start - _BEFORE) : found.end() + _BEHIND])


def tells_speed(profile: Profile) -> bool:
    """Whether a claim says how fast something went."""
    return bool(_speeds(profile))


def _in_kilometres(profile: Profile, count: Count) -> Quantity:
    """A speed in kilometres an hour."""
    found = _SPEED.match(profile.text, count.end)
    factor = _IN_KILOMETRES[found.lastgroup or ""] if found else 1.0
    low, high = (None if end is None else end * factor for end in (count.quantity.low, count.quantity.high))
    return replace(count.quantity, low=low, high=high)


def _said(profile: Profile, count: Count) -> str:
    found = _SPEED.match(profile.text, count.end)
    return profile.text[count.start : found.end() if found else count.end]
