"""Which documents may be reports of one event: they name the same things, and came out near each other as far as is known."""

import math
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product

from babel import Locale

from claimgraph.link.pairs.profile import kept_of_texts
from claimgraph.model import Document

APART = 14
"""How many days after each other two reports of one event come out at most."""
LATEST = 120
"""How many days after each other they come out at most where both name the day of the event."""
BEGINNING = 300
"""In how many code points of its text a document says when it came out."""
COMMON = 40
"""A name that more documents hold tells no event."""
MOST_NAMES = 24
"""By how many of its names a document is looked for at most, those first that it tells most often."""
LEAST = 1.0
"""How much two reports of one event share at least: a name that few documents hold, or several that more do."""
FEW = 3
"""A name that so few documents hold is a rare one."""
FEWEST_NAMES = 12
"""With fewer names a document still counts as one of so many: one name that it shares is not all that it tells of."""

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|t\b)?" if name == "september" else f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_DAY = re.compile(
    rf"\b(?P<day0>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month0>(?=[A-Z])(?i:{_MONTH}))\b(?:,? (?P<year0>\d{{4}})\b)?"
    rf"|\b(?P<month1>(?=[A-Z])(?i:{_MONTH}))\.? (?P<day1>\d{{1,2}})\b(?! [a-z]+(?:e?s|re)\b)(?:,? (?P<year1>\d{{4}})\b)?"
)
_INSIDE = re.compile(r"(?<=[\w,;)’'] )[^\W\d_]{3,}")
"""Words that no sentence begins with."""
_SENT_FROM = re.compile(r"^([A-Z][^\W\d_]{2,})(?:, \d{1,2} [A-Z]|(?= [A-Z][^\W\d_]{2,}))", re.MULTILINE)
"""The town at the head of a report, "Tolven, 9 May", or the first of several capital words there: "Tolven Courier, 9 May"."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAP = 2000
_LAST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The last day of each month."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of which the year may be unknown."""

    year: int | None
    month: int
    day: int

    @classmethod
    def of(cls, day: date) -> "Day":
        """A day whose year is known."""
        return cls(day.year, day.month, day.day)

    def is_near(self, other: "Day", most: int = APART) -> bool:
        """Whether the two may be at most so many days from each other."""
        return abs(self.days_after(other)) <= most

    def days_after(self, other: "Day") -> int:
        """How many days it is after another, below 0 for before; by the nearest way round the year where a year is unknown."""
        if self.year and other.year:
            return (self._in(self.year) - other._in(other.year)).days
        return ((self._in(_LEAP) - other._in(_LEAP)).days + 183) % 366 - 183

    def _in(self, year: int) -> date:
        return date(year, self.month, self.day)


def came_out(document: Document) -> Day | None:
    """When a document came out: by its date, else by the day and month that its beginning names; None where neither is there."""
    known = day_of(document.published_at)
    return Day.of(known) if known else next(_days_in(document.text[:BEGINNING]), None)


def _days_in(text: str) -> Iterator[Day]:
    """The days of a month that a text names, in order."""
    for found in _DAY.finditer(text):
        month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith((found["month0"] or found["month1"])[:3].lower()))
        if 1 <= (day := int(found["day0"] or found["day1"])) <= _LAST[month - 1]:
            year = int(found["year0"] or found["year1"] or 0)
            yield Day(year if year and day <= monthrange(year, month)[1] else None, month, day)


@kept_of_texts
def _days_named(text: str) -> frozenset[Day]:
    return frozenset(_days_in(text))


def came_out_near(one: Document, other: Document, most: int = APART) -> bool:
    """Whether two documents came out within two weeks, or so many days, of each other, as far as is known."""
    days = came_out(one), came_out(other)
    return days[0] is None or days[1] is None or days[0].is_near(days[1], most)


def may_be_near(one: Document, other: Document) -> bool:
    """Whether two documents may tell of one event by their days: they came out near each other, or name one day some months ago at most."""
    if came_out_near(one, other):
        return True
    return came_out_near(one, other, LATEST) and _name_one_day(one, other)


def _name_one_day(one: Document, other: Document) -> bool:
    """Whether both name one day on which, or shortly before which, one of them came out."""
    days = [came_out(one), came_out(other)]
    pairs = product(_days_named(one.text), _days_named(other.text))
    return any(ours.is_near(theirs, 0) and any(day and ours.is_near(day) for day in days) for ours, theirs in pairs)


def day_of(words: str | None) -> date | None:
    """The day of an ISO 8601 date or time; None for less."""
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def names_of(document: Document) -> Mapping[str, int]:
    """The words of the names in a document, in lower case, with how often they stand there, the commonest first.

    They have a capital inside a sentence, are all capitals or the town from which a report was sent, and are nowhere written without;
    countries, months and days of the week are left out.
    """
    return _names_in(document.text)


@kept_of_texts
def _names_in(text: str) -> Mapping[str, int]:
    words = _WORD.findall(text)
    small = {word for word in words if word.islower()}
    capitals = (word for word in words if word.isupper())
    inside = {word.lower() for word in (*_INSIDE.findall(text), *capitals, *_SENT_FROM.findall(text[:BEGINNING])) if word[0].isupper()}
    telling = inside - small - not_telling()
    counted = Counter(word.lower() for word in words if word.lower() in telling)
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def shared_names(names: Collection[str], other: Document) -> frozenset[str]:
    """Those of these names that another document writes with a capital too."""
    return frozenset(names) & {word.lower() for word in _WORD.findall(other.text) if word[0].isupper()}


def weight_of(shared: Iterable[str], held: Mapping[str, int]) -> float:
    """How much shared names tell: each the logarithm of how much rarer than `COMMON` it is, where so many documents hold it."""
    return sum(math.log(COMMON / max(1, held[name])) for name in shared if held.get(name, COMMON) < COMMON)


def nearness_of(weight: float, one: Document, other: Document) -> float:
    """How much of their names two documents share, from 0 on: by weight, of as many rare names as the one that has more of them has."""
    most = max(FEWEST_NAMES, *(min(len(names_of(item)), MOST_NAMES) for item in (one, other)))
    return weight / (most * math.log(COMMON / FEW))


@cache
def not_telling() -> frozenset[str]:
    """The words of the names of countries, which many events share, of months and of days of the week."""
    english = Locale("en")
    names = (*english.territories.values(), *english.months["format"]["wide"].values(), *english.days["format"]["wide"].values())
    return frozenset(word for name in names for word in re.findall(r"\w+", name.lower()))
