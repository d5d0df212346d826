"""When and where two claims speak of: what differs there may both be so."""

import re

from claimgraph import clocks
from claimgraph.link.pairs.alignment import Alignment
from claimgraph.link.pairs.clash import Clash
from claimgraph.link.pairs.days import days_differ
from claimgraph.link.pairs.profile import Profile, kept_with_profile
from claimgraph.link.pairs.roles import ORDINALS
from claimgraph.model import LinkType, TimeSpan

_BINDING = frozenset("rule decide promise pledge vow refuse plan intend schedule".split())
"""What was decided in the past speaks of what is to come."""
_ORDER = frozenset("last next this previous following".split())
_SETTING = frozenset("in at near during inside outside".split())
_WHICH = frozenset(ORDINALS) | frozenset(
    """upper lower front rear back left right inner outer main northern southern eastern western north south east west old new""".split()
)
"""Words that tell one of two places of a kind from the other: "the first room", "the front door"."""
_PARTS = "morning|afternoon|evening|night"
_RECURRING = re.compile(
    rf"\b(?:on|at) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:s| (?:{_PARTS})s)|weekends|weekdays)\b", re.IGNORECASE
)
"""What limits a claim to days that come again: "on Mondays"."""
_LONG_AGO = re.compile(r"\b(?:months?|years?|decades?) (?:ago|earlier|before)\b", re.IGNORECASE)
"""What is no day on which something was so lately."""
_LENGTH = re.compile(r"\b(?:seconds?|minutes?|hours?)(?: and a (?:half|quarter))?$", re.IGNORECASE)
"""How long something took."""
_DAYPARTS = frozenset("morning afternoon evening night noon midday midnight".split())
"""Parts of a day: "in the morning" may be that of "the first day"."""
_SMALL = frozenset("the last this in on a an of".split())


def different_scope(view: Alignment, clash: Clash | None = None) -> str:
    """Why two claims speak of different times or places, as the end of a sentence; "" where they may speak of the same.

    A time or place that is itself what clashes makes no difference of scope.
    """
    ours, theirs = view.a.slots.time, view.b.slots.time
    if ours and theirs and times_differ(ours, theirs) and not (clash and (clash.type is LinkType.TIME or _is_of_time(view, clash, ours))):
        return f"one speaks of “{ours.words}”, the other of “{theirs.words}”"
    if not (clash and clash.type is LinkType.TIME) and clocks.are_apart(view.a.clocks, view.b.clocks):
        return "they speak of different times of the day"
    if clash and {_tense(view.a, clash.places_a), _tense(view.b, clash.places_b)} == {"future", "past"}:
        return "one speaks of what is to come, the other of what was"
    if clash and _describe_one_of_a_kind(view.a, clash.places_a) and _describe_one_of_a_kind(view.b, clash.places_b):
        return "each may speak of another one of its kind"
    if clash and clash.type not in (LinkType.PLACE, LinkType.TIME) and _settings_differ(view, clash):
        return "they speak of different settings"
    here, there = view.a.slots.place, view.b.slots.place
    if here and there and not (clash and clash.type is LinkType.PLACE) and _places_differ(view, here, there):
        return f"one speaks of {here}, the other of {there}"
    tells_which = clash is not None and any(view.a.terms[place].form in _WHICH for place in clash.places_a)
    if not (tells_which or (clash and clash.type is LinkType.PLACE)) and are_of_two_places(view.a, view.b):
        return "they speak of two places of one name"
    apart = _set_apart(view.a) or _set_apart(view.b)
    if apart and not (clash and clash.type is LinkType.PLACE) and not (apart in view.a.text and apart in view.b.text):
        return f"only one speaks of {apart}"
    recurring = [_RECURRING.search(profile.text) for profile in (view.a, view.b)]
    if (recurring[0] is None) != (recurring[1] is None):
        return "only one speaks of what is so time and again"
    return _wider_count(view) if clash and clash.type is LinkType.QUANTITY else ""


def _tense(profile: Profile, places: tuple[int, ...]) -> str:
    """Whether the clashing words tell of what will happen or of what has happened; "" where they tell of neither."""
    head = profile.terms[profile.terms[places[-1]].clause] if places else None
    if head is None or head.lemma in _BINDING:
        return ""
    helpers = {profile.terms[low].form for low in profile.tree.children[head.place] if profile.terms[low].dep in ("aux", "auxpass")}
    if helpers & {"will", "'ll"}:
        return "future"
    return "past" if head.tag == "VBD" or helpers & {"did", "was", "were", "had", "has", "have"} else ""


def _describe_one_of_a_kind(profile: Profile, places: tuple[int, ...]) -> bool:
    """Whether the clashing word describes somebody or something unknown of which its claim tells: "a small boat sank"."""
    term = profile.terms[places[-1]] if places else None
    if term is None or term.dep != "amod" or profile.terms[term.head].dep not in ("nsubj", "nsubjpass"):
        return False
    return profile.tree.has(term.head, "a", "an") and profile.tree.child(profile.terms[term.head].clause, "expl") < 0


def _settings_differ(view: Alignment, clash: Clash) -> bool:
    """Whether each claim puts what it tells into a setting that the other does not know: "in the city", "in the countryside"."""
    ours = _settings(view.a, frozenset(clash.places_a) | view.pairs.keys())
    theirs = _settings(view.b, frozenset(clash.places_b) | frozenset(view.pairs.values()))
    return any(left == right for left in ours for right in theirs)


def _settings(profile: Profile, known: frozenset[int]) -> list[str]:
    """The prepositions of place and time, under the main verb or a noun, whose object is none of the words known."""
    tree = profile.tree
    found = ((term, tree.object_of(term.place)) for term in profile.terms if term.form in _SETTING and not term.absorbed)
    return [
        term.form for term, place in found if place >= 0 and profile.terms[place].tag[:2] == "NN" and _is_setting(profile, place, known)
    ]


def _is_setting(profile: Profile, place: int, known: frozenset[int]) -> bool:
    """Whether a noun is a definite place or time that is none of the words known, and says nothing that has an opposite but a place."""
    determined = any(profile.terms[low].form == "the" for low in profile.tree.children[place]) or profile.terms[place].tag == "NNP"
    return determined and profile.terms[place].weight > 0 and profile.tree.under(place).isdisjoint(known)


def are_of_two_places(one: Profile, other: Profile) -> bool:
    """Whether two claims are of places of one noun that differ in the word before it: "Upper Tarn", "Lower Tarn", "the first room"."""
    ours, theirs = _parted_names(one), _parted_names(other)
    return any(head in theirs and not words & theirs[head] for head, words in ours.items())


@kept_with_profile
def _parted_names(profile: Profile) -> dict[str, frozenset[str]]:
    """The names of places that have a capital word before them, each with these words."""
    tree, found = profile.tree, dict[str, frozenset[str]]()
    for place in (tree.object_of(term.place) for term in profile.terms if term.form in _SETTING):
        if place >= 0 and profile.terms[place].tag.startswith("NN"):
            before = [profile.terms[low] for low in tree.children[place] if profile.terms[low].dep in ("compound", "amod")]
            is_name = profile.terms[place].tag == "NNP"
            words = frozenset(term.form for term in before if (is_name and profile.text[term.start].isupper()) or term.form in _WHICH)
            if words:
                found[profile.terms[place].form] = words
    return found


def _set_apart(profile: Profile) -> str:
    """The named place with which a claim begins, as one does that tells it from others: "In Spain sales rose"; "" without."""
    place = profile.slots.place or ""
    return place if place[:1].isupper() and profile.text.startswith((f"In {place}", f"At {place}", f"Across {place}")) else ""


def _wider_count(view: Alignment) -> str:
    """Why the greater of two counts may hold beside the smaller: only the smaller is of a place or time that is named."""
    if len(view.a.counts) != 1 or len(view.b.counts) != 1:
        return ""
    ours, theirs = (profile.counts[0].quantity for profile in (view.a, view.b))
    small, large = (view.a, view.b) if (ours.high or ours.low or 0) < (theirs.low or 0) else (view.b, view.a)
    bounded = [(profile.slots.place, _moment(profile.slots.time)) for profile in (small, large)]
    is_narrower = any(small_one and not large_one for small_one, large_one in zip(*bounded, strict=True))
    return "only the smaller number is of a place or time that is named" if is_narrower else ""


def _moment(time: TimeSpan | None) -> TimeSpan | None:
    """A time unless it only says how long something took."""
    return None if time and not time.from_ and _LENGTH.search(time.words) else time


def is_dated_once(view: Alignment) -> bool:
    """Whether only one of two claims speaks of a year or a month."""
    times = [profile.slots.time for profile in (view.a, view.b)]
    return any(time is not None and time.precision in ("year", "month") for time in times) and None in times


def times_differ(one: TimeSpan, other: TimeSpan) -> bool:
    """Whether two times are surely not one: dates with no day in common, or other words where neither is a date."""
    if (one.from_ or one.to) and (other.from_ or other.to):
        return days_differ(one, other)
    if one.from_ or other.from_:
        near, far = (one, other) if one.from_ else (other, one)
        return near.precision == "day" and _LONG_AGO.search(far.words) is not None
    ours, theirs = set(one.words.lower().split()), set(other.words.lower().split())
    if any(words - _SMALL <= _DAYPARTS and rest.isdisjoint(_DAYPARTS) for words, rest in ((ours, theirs), (theirs, ours))):
        return False
    if ours & _ORDER and theirs & _ORDER and not ours & theirs & _ORDER:
        return True
    return not ours & theirs - _SMALL


def words_in(profile: Profile, words: str) -> tuple[int, ...]:
    """The words of a profile that make up a part of its text."""
    start = profile.text.find(words)
    return words_between(profile, start, start + len(words))


def words_between(profile: Profile, start: int, end: int) -> tuple[int, ...]:
    """The words of a profile that lie between two code points of its text."""
    return tuple(term.place for term in profile.terms if start <= term.start and term.end <= end)


def _is_of_time(view: Alignment, clash: Clash, time: TimeSpan) -> bool:
    """Whether the clashing words are those of the time themselves: "by day" and "by night"."""
    return set(clash.places_a) <= set(words_in(view.a, time.words))


def _places_differ(view: Alignment, here: str, there: str) -> bool:
    """Whether two named places share no name with each other, nor is either named elsewhere in the other claim."""
    ours, theirs = set(here.lower().split()) - _SMALL, set(there.lower().split()) - _SMALL
    return not ours & theirs and here.lower() not in view.b.text.lower() and there.lower() not in view.a.text.lower()
