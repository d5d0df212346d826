"""When what is foretold is due: times ahead, counted from the day when they were told ("within three weeks", "next spring")."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from claimgraph.extract.grammar.quantities import SMALL, number_of
from claimgraph.model import TimeSpan

_Due = tuple[str, ...]
"""The first and the last day, month, season, year or decade of a time in EDTF; () where a text leaves it open or the calendar ends."""
_Parts = Mapping[str, str | None]
_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
_COUNT = rf"(?:\d{{1,3}}|(?:{_WORDS})(?:-(?:{_WORDS}))?)"
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|year|decade)s?"
_STEP = r"(?P<step>this|next|(?:the )?coming)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b(?! (?:of|in|from|out)\b)"
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each season begins, north of the equator."""
_SPRING = 21
"""The number of spring in EDTF, level 1."""
_LOOKS_BACK = re.compile(r"\b(?:first|last|only|most|least|once|[a-z]{2,}est|worst|best)\b[^,;.]{0,120}\bin\b", re.IGNORECASE)
"""What shows that "in ten years" looks back: "the first frost in ten years"."""


def due(text: str, told: date) -> TimeSpan | None:
    """The time at which, or by which, what is foretold on a day is to be so, by the first words that say when; None where none do."""
    for pattern, find in _RULES:
        found = pattern.search(text)
        ends = find(found.groupdict(), told) if found and not _LOOKS_BACK.search(text, 0, found.end()) else ()
        if found and ends:
            return TimeSpan(ends[0], ends[-1], ("year", "month", "day")[ends[-1].count("-")], found.group())
    return None


def _counted(parts: _Parts, told: date) -> _Due:
    """So many days, weeks, months or years on: "within" them all the time until then, "in" them that day, month or year."""
    words = (parts.get("count") or "one").lower().replace("-", " ").split()
    count, unit = 1 if words[0] in ("a", "an") else int(number_of(words) or 0), (parts["unit"] or "").lower()
    days = (count + 23) // 24 if unit == "hour" else count * _DAYS.get(unit, 0)
    last = _days_on(told, days) if days else _months_on(told, count * _MONTHS.get(unit, 0))
    if last is None or last == told:
        return ()
    if (parts.get("how") or "in").lower() == "in" and not parts.get("next"):
        return (last.isoformat()[: 10 if days else 7 if unit == "month" else 4],)
    return (told.isoformat(), last.isoformat())


def _days_on(day: date, days: int) -> date | None:
    return day + timedelta(days) if (date.max - day).days >= days else None


def _months_on(day: date, months: int) -> date | None:
    """The same day of a later month, or its last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) if year < date.max.year else None


def _days(parts: _Parts, told: date) -> _Due:
    """The week, or its end, of the day or the one after it."""
    monday = _days_on(told - timedelta(min(told.weekday(), told.toordinal() - 1)), 7 * _step(parts))
    ends = (monday and _days_on(monday, 5 if parts["unit"] == "weekend" else 0), monday and _days_on(monday, 6))
    return tuple(end.isoformat() for end in ends if end) if all(ends) else ()


def _months(parts: _Parts, told: date) -> _Due:
    """The month, quarter, year or decade of the day or the one after it."""
    step, unit = _step(parts), (parts["unit"] or "").lower()
    if unit == "decade":
        return (f"{told.year // 10 + step:03}X",)
    size = {"month": 1, "quarter": 3}.get(unit, 12)
    first = _months_on(told.replace(day=1, month=(told.month - 1) // size * size + 1), size * step)
    last = _months_on(first, size - 1) if first else None
    return tuple(end.isoformat()[: 4 if size == 12 else 7] for end in (first, last) if end) if last else ()


def _step(parts: _Parts) -> int:
    return 0 if (parts.get("step") or "this").lower() == "this" else 1


def _season(parts: _Parts, told: date) -> _Due:
    """The season that is, or the first to come; one that is "next" is yet to begin."""
    begins = _SEASONS[(parts["season"] or "").lower()]
    ends = begins + (0 if _step(parts) else 3)
    year = next(year for year in range(told.year - 1, told.year + 2) if year * 12 + ends > told.year * 12 + told.month)
    return (f"{year:04}-{_SPRING + begins // 3 - 1}",)


_RULES: tuple[tuple[re.Pattern[str], Callable[[_Parts, date], _Due]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), find)
    for pattern, find in (
        (
            rf"\b(?P<how>within|inside|in|over|during) (?P<next>the (?:next|coming) )?(?:{_COUNT}(?: to | or |-))?(?P<count>an?|{_COUNT}) "
            rf"{_UNIT}\b(?!['’]? (?:of|from|after|before|earlier|later|ago|old)\b)(?:['’]s?)?(?: time\b)?",
            _counted,
        ),
        (rf"\b(?P<how>within|inside|in|over|during) (?P<next>the (?:next|coming)) {_UNIT}\b", _counted),
        (rf"\b(?P<count>an?|{_COUNT}) {_UNIT} (?:from now|from today|hence)\b", _counted),
        (rf"\b(?:end|close) of (?:the |{_STEP} )?(?P<unit>week)\b", _days),
        (rf"\b(?:{_STEP}|(?:by|at|before|on|over|until) the) (?P<unit>weekend)\b", _days),
        (rf"\b{_STEP} (?P<unit>week)\b", _days),
        (rf"\b(?:end|close|start|beginning|middle) of (?:the |{_STEP} )?(?P<unit>month|quarter|year|decade)\b", _months),
        (r"\b(?P<unit>month|quarter|year|decade)(?:['’]s |-)end\b", _months),
        (rf"\b{_STEP} (?P<unit>month|quarter|year|decade)\b", _months),
        (rf"\b(?:by|in|before|until|during|from)(?: the)?(?: early| late)? {_SEASON}", _season),
        (rf"\b{_STEP}(?: early| late)? {_SEASON}", _season),
    )
)
