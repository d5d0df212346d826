"""Times of the day that a claim gives: "at 03:40", "shortly before 6.15 p.m.", "at 3 am", and one that it rejects ("03:41, not 03:15")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ABOUT = 20
"""How many minutes "about", "shortly before" and the like leave open to either side."""
_WIDE = r"about|around|roughly|approximately|some|nearly|almost|shortly|just|soon"
_CLOCK = re.compile(
    rf"(?P<not>\bnot (?:at )?)?(?P<about>\b(?:{_WIDE})(?: (?:before|after))? )?\b"
    r"(?:(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b|(?P<hour24>[01]\d|2[0-3]):(?P<minute24>[0-5]\d)\b)",
    re.IGNORECASE,
)
"""A number with "am" or "pm", or four digits with a colon; "6.15" alone may be a measure, and "2:10" a score."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day, in minutes after midnight with what it leaves open; `start` and `end` are code points of the claim."""

    low: int
    high: int
    start: int
    end: int
    is_rejected: bool = False

    def is_apart(self, other: "Clock") -> bool:
        """Whether no minute of the day fits both."""
        return max(self.low, other.low) > min(self.high, other.high)


def clocks_in(text: str) -> Iterator[Clock]:
    """The times of the day in a text, in order."""
    for found in _CLOCK.finditer(text):
        if found["hour24"]:
            minute, start = int(found["hour24"]) * 60 + int(found["minute24"]), found.start("hour24")
        else:
            hour = int(found["hour"]) % 12 + (12 if found["half"].lower() == "p" else 0)
            minute, start = hour * 60 + int(found["minute"] or 0), found.start("hour")
        leeway = _ABOUT if found["about"] else 0
        yield Clock(minute - leeway, minute + leeway, start, found.end(), found["not"] is not None)
