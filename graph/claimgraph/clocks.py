"""Times of the day that a claim gives, in figures or in words, and one that it rejects ("at 03:41, not 03:15").

"Shortly before 6.15 p.m.", "1640 GMT", "a quarter to eleven", "three in the afternoon", "about noon". Where nothing says which half of the
day is meant, either may be.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

_DAY, _HALF_DAY = 24 * 60, 12 * 60
_ABOUT = 20
"""How many minutes "about", "shortly before" and the like leave open."""
_HOURS = {word: hour for hour, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_NAMED = {"midnight": 0, "noon": 12, "midday": 12}
_MINUTES = _HOURS | {"quarter": 15, "a quarter": 15, "fifteen": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_NUMBER = "|".join(_HOURS)
_LEAD = (
    r"(?P<not>not )?(?:(?P<lead>at|by|from|since|between|until|till|to) )?(?P<about>(?:about|around|roughly|approximately|nearly|almost) )?"
    r"(?:(?P<near>(?:shortly|just|soon|right|a little) )?(?P<side>before|after) )?"
)
_PART = (
    rf"(?:(?P<part>half|(?:a )?quarter|(?:(?:twenty-five|twenty|fifteen|{_NUMBER}|[1-5]?\d)(?P<counted> minutes)?)) "
    r"(?P<way>past|to|before|after) )?"
)
_HOUR = (
    rf"(?:(?:12 )?(?P<named>noon|midday|midnight)|(?P<hour>{_NUMBER}|[01]?\d|2[0-3])(?:(?P<mark>[:.]?)(?P<minute>[0-5]\d))?)"
    r"(?![\d%-]|(?![ap]\.?m\b)\w)"
)
_HALF = (
    r"(?P<sharp> o['’]clock)?(?:\s?(?P<half>[ap])(?:\.m\.|\.?m\b)|"
    r"(?: (?:in the|on the|on|that|this|at|last|yesterday|tomorrow))?(?: [a-z]{3,6}day)? "
    r"(?P<daypart>morning|afternoon|evening|night|tonight)\b)?"
)
_ZONE = r"(?: (?P<zone>local(?: time)?|(?-i:[A-Z]{1,3}T|UTC)|hours|hrs|h)\b)?"
_CLOCK = re.compile(rf"(?<![\w.,:/$€£-]){_LEAD}(?P<whole>{_PART}{_HOUR}{_HALF}{_ZONE})", re.IGNORECASE)
"""Every number, with what may make a time of it; whether it is one, `_is_time` says: "6.15" may be a measure, and "2:10" a score."""
_GOES_ON = re.compile(rf"\s(?:to|until|till)\s(?:\d|noon|mid|{_NUMBER})|[-–—]\d", re.IGNORECASE)
_ENDS = re.compile(r"\W*$|[,.;:)]|\s(?:on|when|in|as|and)\b")
_SUBJECT = re.compile(r"\s(?:the|he|she|they|we|it)\b")
"""What follows on a time that opens a sentence: "At ten the count was complete"."""
_AT = frozenset({"at", "since", "until", "till"})
"""Words before a time of the day that hardly stand before a score or a number of things."""
_ROLES = dict.fromkeys(("from", "since", "between"), "from") | dict.fromkeys(("until", "till", "to"), "until")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day: the `ranges` of minutes after midnight that it may be, which may reach into the days beside.

    `zone` is "" for local time, `role` "from" or "until" where it begins or ends something. `start` and `end` are code points of the claim.
    """

    ranges: tuple[tuple[int, int], ...]
    start: int
    end: int
    is_rejected: bool = False
    zone: str = ""
    role: str = ""

    def is_apart(self, other: "Clock") -> bool:
        """Whether no minute of the day fits both; two zones are not compared, nor the beginning of one thing and the end of another."""
        if (self.zone, self.role) != (other.zone, other.role):
            return False
        return not any(_meet(one, two) for one, two in product(self.ranges, other.ranges))


def are_apart(ours: Iterable[Clock], theirs: Iterable[Clock]) -> bool:
    """Whether there are times on both sides, and no two of them fit together."""
    pairs = list(product(ours, theirs))
    return bool(pairs) and all(one.is_apart(other) for one, other in pairs)


def clocks_in(text: str) -> Iterator[Clock]:
    """The times of the day in a text, in order."""
    for found in _CLOCK.finditer(text):
        if _is_time(found):
            zone = (found["zone"] or "").upper().replace("UTC", "GMT")
            ranges = tuple(_around(found, minute) for minute in _minutes(found))
            rejected = found["not"] is not None and not found["side"] and _lead(found) not in _AT - {"at"}
            yield Clock(ranges, found.start("whole"), found.end(), rejected, zone if zone.endswith("T") else "", _role(found))


def _lead(found: re.Match[str]) -> str:
    return (found["lead"] or "").lower()


def _role(found: re.Match[str]) -> str:
    """Whether something begins or ends at a time: what is "not until six" is so at six."""
    return "from" if _GOES_ON.match(found.string, found.end()) else "" if found["not"] else _ROLES.get(_lead(found), "")


def _is_time(found: re.Match[str]) -> bool:
    """Whether a number with what stands around it is surely a time of the day."""
    is_led, is_at = bool(found["lead"] or found["about"] or found["side"]), _lead(found) in _AT
    if found["part"]:
        return _is_part(found, is_led=is_at or found["near"] is not None)
    if found["named"] or found["half"] or found["sharp"]:
        return is_led or not found["named"]
    if not found["minute"]:
        by_itself = found["near"] is not None and _ENDS.match(found.string, found.end()) is not None
        opens = found.start() == 0 and _lead(found) == "at" and _SUBJECT.match(found.string, found.end()) is not None
        return by_itself or opens or (is_led and found["daypart"] is not None)
    is_full = len(found["hour"]) == 2
    if not found["mark"]:
        return is_full and found["zone"] is not None and (is_at or not found["zone"].lower().startswith("h"))
    is_early = is_full and is_led and found["hour"][0] == "0"
    is_late = is_full and is_at and _ENDS.match(found.string, found.end()) is not None
    return bool(found["zone"] or found["daypart"]) or (found["mark"] == ":" and (is_full or is_at)) or is_early or is_late


def _is_part(found: re.Match[str], *, is_led: bool) -> bool:
    """Whether minutes and an hour are a time: "ten past six", "a quarter to ten"; "five to ten" only behind "at", for it may be a range."""
    way, is_minutes = found["way"].lower(), found["counted"] is not None or "quarter" in found["part"].lower()
    if found["minute"] or found["part"].lower() == "half":
        return not found["minute"] and way == "past"
    return way == "past" or (is_minutes and (way == "to" or found["named"] is not None)) or (way == "to" and is_led)


def _minutes(found: re.Match[str]) -> tuple[int, ...]:
    """The minutes after midnight that a time may be: one, or one in each half of the day."""
    written = (found["named"] or found["hour"]).lower()
    hour = _NAMED[written] if found["named"] else _HOURS[written] if written in _HOURS else int(written)
    part = (found["part"] or "").lower().removesuffix(" minutes")
    past = (int(part) if part.isdigit() else _MINUTES[part]) if part else int(found["minute"] or 0)
    shift = -past if (found["way"] or "").lower() in ("to", "before") else past
    if found["named"] or hour == 0 or hour > 12 or (not found["half"] and not found["daypart"] and found["minute"] and len(written) == 2):
        return (hour * 60 + shift,)
    morning = hour % 12 * 60 + shift
    is_late = _is_late(found, hour)
    return (morning, morning + _HALF_DAY) if is_late is None else (morning + is_late * _HALF_DAY,)


def _is_late(found: re.Match[str], hour: int) -> bool | None:
    """Whether a time is in the second half of the day; None where nothing says so."""
    if found["half"]:
        return found["half"].lower() == "p"
    if not found["daypart"]:
        return None
    part = found["daypart"].lower()
    return 5 < hour < 12 if part == "night" else part != "morning"


def _around(found: re.Match[str], minute: int) -> tuple[int, int]:
    """The minutes that the words before a time leave open: half a day "before" or "after" it, or a little to one side or to both."""
    side, reach = (found["side"] or "").lower(), _ABOUT if found["near"] else _HALF_DAY
    if side or _lead(found) == "by":
        is_after = (side == "after") != (found["not"] is not None)
        return (minute, minute + reach) if is_after else (minute - reach, minute)
    return (minute - _ABOUT, minute + _ABOUT) if found["about"] else (minute, minute)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges have a minute of the day in common."""
    return any(max(one[0], other[0] + day) <= min(one[1], other[1] + day) for day in (-_DAY, 0, _DAY))
