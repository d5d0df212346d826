"""Times told from the day of the document: "Wednesday", "14 March", "in February", "yesterday", "last year", "two days ago"."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from claimgraph.extract.grammar.quantities import number_of
from claimgraph.extract.grammar.stated_dates import MONTHS
from claimgraph.model import TimeSpan

_IN_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNTIL = ("until", "till", "by")
_DAYS = {"last night": -1, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "next": 1}
_LONG_PAST = 120
"""How many days before a document a day of the year without its year lies at most, where it is told as lying ahead."""
_Told = tuple[str, ...]
"""The first day, month or year of a time, and the last where it is another."""
_AGO = re.compile(r"\b(?P<count>an?|\d{1,3}|[a-z]+(?:-[a-z]+)?) (?P<unit>day|week|month|year)s? ago\b", re.IGNORECASE)
_NOT_NEAR = re.compile(
    r"\b(?:ago|before|after|(?:later|earlier)(?! (?:this|last|next)\b)|every|each|previous|following|that)\b", re.IGNORECASE
)
"""What shows that a time is counted from another one, or comes again and again: "the Tuesday before", "Sundays"."""


def dated(time: TimeSpan | None, published: str | None, *, ahead: bool) -> TimeSpan | None:
    """The time with the EDTF dates that its words have in a document of that day (ISO 8601); unchanged where they leave it open.

    A day with its month is the one nearest to the document; a weekday or month lies behind the document's, or is its own, and before
    it where what is told lies `ahead`.
    """
    day = day_of(published)
    if time is None or time.from_ or time.to or day is None:
        return time
    told = _told(time.words, day, ahead=ahead)
    if not told:
        return time
    opened = time.words.split(maxsplit=1)[0].lower()
    first, last = (None if opened in _UNTIL else told[0]), (None if opened == "since" else told[-1])
    return replace(time, from_=first, to=last, precision=("year", "month", "day")[told[0].count("-")])


def _told(words: str, day: date, *, ahead: bool) -> _Told:
    """The dates that words have on a day; () where they leave them open."""
    ago = _AGO.search(words)
    if ago is not None:
        return _ago(ago, day)
    if _NOT_NEAR.search(words):
        return ()
    found, find = next(((found, find) for pattern, find in _RULES if (found := pattern.search(words))), (None, _year))
    return find(found, day, ahead) if found else ()


def _ago(found: re.Match[str], day: date) -> _Told:
    """A day so many days ago, or the week, month or year in which one so long ago was; nothing before the calendar begins."""
    words, unit = found["count"].lower(), found["unit"].lower()
    count = 1 if words in ("a", "an") else int(number_of(words.split("-")) or 0)
    if not count:
        return ()
    with suppress(ValueError, OverflowError):
        if unit == "day":
            return ((day - timedelta(days=count)).isoformat(),)
        if unit == "week":
            return _week_of(day - timedelta(weeks=count))
        months = day.year * 12 + day.month - 1 - count * (1 if unit == "month" else 12)
        return (date(months // 12, months % 12 + 1, 1).isoformat()[: 7 if unit == "month" else 4],)
    return ()


def _week_of(day: date, *, first: int = 0) -> _Told:
    """The days of the week in which a day lies, from its `first`, counted from Monday."""
    monday = day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return ((monday + timedelta(days=first)).isoformat(), (monday + timedelta(days=6)).isoformat())


def _week(found: re.Match[str], day: date, ahead: bool) -> _Told:
    """The week, or its end, that is meant by "last", "this" or "next"; "the weekend" is the one before, or ahead."""
    step = _STEPS.get((found["step"] or "").lower())
    first = 5 if found["unit"].lower() == "weekend" else 0
    with suppress(OverflowError):
        return _week_of(day + timedelta(weeks=(0 if ahead else -1) if step is None else step), first=first)
    return ()


def _step_month(found: re.Match[str], day: date, _: bool) -> _Told:
    months = day.year * 12 + day.month - 1 + _STEPS[found["step"].lower()]
    return (f"{months // 12:04}-{months % 12 + 1:02}",) if 12 <= months < 120_000 else ()


def day_of(published: str | None) -> date | None:
    """The day of a full ISO 8601 date or time; None for less."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _weekday(found: re.Match[str], day: date, ahead: bool) -> _Told:
    """A day of the week; "last" and "next" never mean the document's own day."""
    number, step = WEEKDAYS.index(found["name"].lower()), (found["step"] or "").lower()
    if step == "next" or (ahead and step != "last"):
        return ((day + timedelta(days=(number - day.weekday()) % 7 or (7 if step else 0))).isoformat(),)
    return ((day - timedelta(days=(day.weekday() - number) % 7 or (7 if step == "last" else 0))).isoformat(),)


def _near_day(found: re.Match[str], day: date, _: bool) -> _Told:
    with suppress(OverflowError):
        return ((day + timedelta(days=_DAYS[found["name"].lower()])).isoformat(),)
    return ()


def _own_day(_: re.Match[str], day: date, __: bool) -> _Told:
    return (day.isoformat(),)


def _days_of_month(found: re.Match[str], day: date, ahead: bool) -> _Told:
    """One or two days with their month, in the year that puts them nearest to the document; nothing where the month has no such day.

    What lies ahead and would have been long before the document is in the year after.
    """
    days = [found["day"], *([found["end"]] if found.groupdict().get("end") else [])]
    with suppress(ValueError):  # 31 April
        years = (day.year - 1, day.year, day.year + 1)
        near = min(years, key=lambda year: abs((date(year, _month_of(found), 1) - day).days))
        near += ahead and (day - date(near, _month_of(found), int(days[0]))).days > _LONG_PAST
        return tuple(date(near, _month_of(found), int(number)).isoformat() for number in days)
    return ()


def _month(found: re.Match[str], day: date, ahead: bool) -> _Told:
    """A month; "last" and "next" never mean the document's own."""
    month, step = _month_of(found), _STEPS.get((found["step"] or "").lower(), 0)
    is_ahead = step > 0 or (ahead and step == 0)
    moves = (month < day.month if is_ahead else month > day.month) or (step != 0 and month == day.month)
    return (f"{day.year + (1 if is_ahead else -1) * moves:04}-{month:02}",)


def _month_of_year(found: re.Match[str], day: date, _: bool) -> _Told:
    """A month of the year that is meant by "last", "this" or "next"."""
    return (f"{day.year + _STEPS[found['step'].lower()]:04}-{_month_of(found):02}",)


def _month_of(found: re.Match[str]) -> int:
    return MONTHS[found["month"].lower()]


def _year(found: re.Match[str], day: date, _: bool) -> _Told:
    return (str(day.year + _STEPS[found["step"].lower()]),)


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, bool], _Told]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), find)
    for pattern, find in (
        (rf"\b{_DAY}\s*(?:-|–|and|to|or|until)\s*(?P<end>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_IN_MONTH}\b", _days_of_month),
        (rf"\b{_DAY}\s+(?:of\s+)?{_IN_MONTH}\b", _days_of_month),
        (rf"\b{_IN_MONTH}\.?\s+(?:the\s+)?{_DAY}\b", _days_of_month),
        (rf"\b(?:(?P<step>last|this|next)\s+)?(?P<name>{'|'.join(WEEKDAYS)})\b", _weekday),
        (rf"\b(?P<name>{'|'.join(_DAYS)})\b", _near_day),
        (r"\bthis (?:morning|afternoon|evening)\b", _own_day),
        (rf"\b{_IN_MONTH}(?: of)? (?P<step>last|this|next) year\b", _month_of_year),
        (rf"\b(?:(?P<step>last|this|next)\s+)?{_IN_MONTH}\b", _month),
        (r"\b(?P<step>last|this|next) year\b", _year),
        (r"\b(?P<step>last|this|next) month\b", _step_month),
        (r"\b(?P<step>last|this|next) (?P<unit>week|weekend)\b", _week),
        (r"\b(?P<step>the) (?P<unit>weekend)\b", _week),
    )
)
