"""When and where two claims speak of: what differs there may both be so."""

from claimgraph.link.alignment import Alignment
from claimgraph.link.clash import Clash
from claimgraph.link.profile import Profile
from claimgraph.model import LinkType, TimeSpan

_SMALL = frozenset("the last this in on a an of".split())


def different_scope(view: Alignment, clash: Clash | None = None) -> str:
    """Why two claims speak of different times or places, as the end of a sentence; "" where they may speak of the same.

    A time or place that is itself what clashes makes no difference of scope.
    """
    ours, theirs = view.a.slots.time, view.b.slots.time
    if ours and theirs and times_differ(ours, theirs) and not (clash and (clash.type is LinkType.TIME or _is_of_time(view, clash, ours))):
        return f"one speaks of “{ours.words}”, the other of “{theirs.words}”"
    here, there = view.a.slots.place, view.b.slots.place
    if here and there and not (clash and clash.type is LinkType.PLACE) and _places_differ(view, here, there):
        return f"one speaks of {here}, the other of {there}"
    return ""


def times_differ(one: TimeSpan, other: TimeSpan) -> bool:
    """Whether two times are surely not one: dates that are no beginnings of each other, or other words where neither is a date."""
    if one.from_ and other.from_:
        return not (one.from_.startswith(other.from_) or other.from_.startswith(one.from_))
    if one.from_ or other.from_:
        return False
    return not set(one.words.lower().split()) & set(other.words.lower().split()) - _SMALL


def words_in(profile: Profile, words: str) -> tuple[int, ...]:
    """The words of a profile that make up a part of its text."""
    start = profile.text.find(words)
    return tuple(term.place for term in profile.terms if start <= term.start and term.end <= start + len(words))


def _is_of_time(view: Alignment, clash: Clash, time: TimeSpan) -> bool:
    """Whether the clashing words are those of the time themselves: "by day" and "by night"."""
    return set(clash.places_a) <= set(words_in(view.a, time.words))


def _places_differ(view: Alignment, here: str, there: str) -> bool:
    """Whether two named places share no name with each other, nor is either named elsewhere in the other claim."""
    ours, theirs = set(here.lower().split()) - _SMALL, set(there.lower().split()) - _SMALL
    return not ours & theirs and here.lower() not in view.b.text.lower() and there.lower() not in view.a.text.lower()
