"""The dates that words state with their year, in EDTF (ISO 8601-2): days, months, years, seasons, decades, and intervals of them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul")),
            *(("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"), ("december", "dec")),
        ),
        1,
    )
    for name in names
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""The numbers of the seasons in EDTF, level 1."""
_PARTS = {"quarter": 3, "half": 6}
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1, "final": -1}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_HUNDREDS = re.compile(r"(?:1[5-9]|20)\d\d")
"""What every time with a year has."""
_LOOSE = r"(?:(?:late|early|mid|the end of|the start of|the beginning of)[ -])?"
_TO = r"\s*(?:-|–|—|to|until|till|through)\s*"


def _day(number: str) -> str:
    """The pattern of a day of the month; the groups of the two ends of an interval are told apart by their number."""
    return rf"(?P<day{number}>\d{{1,2}})(?:st|nd|rd|th)?"


def _month(number: str) -> str:
    return rf"(?P<month{number}>{_MONTH})\.?"


def _year(number: str) -> str:
    return rf"(?P<year{number}>{_YEAR})\b"


@dataclass(frozen=True, slots=True)
class Stated:
    """A time that words state at `start:end`, its first and last date; `bare` where it is but years, which may be numbers."""

    start: int
    end: int
    first: str | None
    last: str | None
    precision: str
    bare: bool = False


_Parts = Mapping[str, str]
_Ends = tuple[str, ...]


def _intervals() -> Iterator[str]:
    """The patterns of days or months from one to the other: "from 3 to 5 May 2024", "between May 3 and June 5, 2024"."""
    ends = (
        (_day("1"), rf"{_day('2')}\s+(?:of\s+)?{_month('2')}"),
        (rf"{_day('1')}\s+(?:of\s+)?{_month('1')}(?:,?\s+{_year('1')})?", rf"{_day('2')}\s+(?:of\s+)?{_month('2')}"),
        (rf"{_month('1')}\s+{_day('1')}(?:,?\s+{_year('1')})?", rf"(?:{_month('2')}\s+)?{_day('2')}"),
        (rf"{_LOOSE}{_month('1')}(?:,?\s+{_year('1')})?", rf"{_LOOSE}{_day('2')}\s+{_month('2')}"),
        (rf"{_LOOSE}{_day('1')}\s+{_month('1')}(?:,?\s+{_year('1')})?", rf"{_LOOSE}{_month('2')}"),
        (rf"{_LOOSE}{_month('1')}(?:,?\s+{_year('1')})?", rf"{_LOOSE}{_month('2')}"),
    )
    for first, last in ends:
        yield rf"\bbetween\s+{first}\s+and\s+{last},?\s+{_year('2')}"
        yield rf"\b(?:from\s+)?{first}(?:{_TO}){last},?\s+{_year('2')}"


def dates_in(text: str) -> Iterator[Stated]:
    """The times with a year that a text states, left to right, none inside another."""
    found: list[Stated] = []
    if not _HUNDREDS.search(text):  # first, as most sentences name no year
        return
    for pattern, find, bare in _RULES:
        for match in pattern.finditer(text):
            parts = {name: value.lower() for name, value in match.groupdict().items() if value}
            ends = find(parts)
            if ends and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(_stated(text, match, ends, bare=bare))
    yield from sorted(found, key=lambda one: one.start)


def open_at(text: str, start: int) -> int:
    """Where the words of a time begin, with a "since", "until" or "by" before it, which opens it on one side."""
    before = _OPENING.search(text, max(0, start - 12), start)
    return before.start() if before else start


def _stated(text: str, match: re.Match[str], ends: _Ends, *, bare: bool) -> Stated:
    """What a match states, with what stands before it and behind: "about 1990", "since 2019", "from 2019 on"."""
    start, precision = match.start(), _precision(ends[-1])
    first: str | None = ends[0]
    last: str | None = ends[-1]
    if first == last:
        about = _ABOUT.search(text, max(0, start - 16), start)
        if about is not None:
            start, first, last = about.start(), f"{first}~", f"{last}~"
    opened = open_at(text, start)
    if opened < start:
        first, last = (first, None) if text[opened : opened + 5].lower() == "since" else (None, last)
    onward = _ONWARD.match(text, match.end()) if text[max(0, start - 5) : start].lower() == "from " else None
    if onward is not None:
        return Stated(start - 5, onward.end(), first, None, precision)
    return Stated(opened, match.end(), first, last, precision, bare)


def _precision(date: str) -> str:
    """How exact a date is, in a word; a decade is no year."""
    return "decade" if date.endswith("X") else ("year", "month", "day")[date.count("-")]


def _one(parts: _Parts) -> _Ends:
    """One date: of a month that has no such day the month."""
    return (_date(parts, "1"),)


def _date(parts: _Parts, number: str, other: str = "") -> str:
    """The date of one end, with the month and the year of the `other` where it has none of its own."""
    year = parts.get(f"year{number}") or parts[f"year{other or number}"]
    named = parts.get(f"month{number}") or parts.get(f"month{other}", "")
    month = int(named) if named.isdecimal() else MONTHS.get(named, 0)
    day = int(parts.get(f"day{number}", 0))
    if not 1 <= month <= 12:
        return year
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def _both(parts: _Parts) -> _Ends:
    """The two ends of an interval, the first in the year of the second where it names none; nothing where it runs backwards."""
    first, last = _date(parts, "1", "2"), _date(parts, "2", "1")
    size = min(len(first), len(last))
    return (first, last) if first[:size] <= last[:size] else ()


def _years(parts: _Parts) -> _Ends:
    """The two years of "2014-2018" or "2019-20"; nothing where they run backwards."""
    first, last = parts["year1"], parts["year2"]
    last = f"{first[: 4 - len(last)]}{last}"
    return (first, last) if first < last else ()


def _season(parts: _Parts) -> _Ends:
    return (f"{parts['year1']}-{_SEASONS[parts['season']]}",)


def _decade(parts: _Parts) -> _Ends:
    return (f"{parts['decade']}X",)


def _part(parts: _Parts) -> _Ends:
    """The months of a quarter or a half of a year; nothing for a third half."""
    size = _PARTS[parts.get("part", "quarter")]
    most = 12 // size
    number = _ORDINALS.get(parts["number"]) or int(parts["number"].lstrip("q"))
    number = most if number < 0 else number
    if number > most:
        return ()
    return (f"{parts['year1']}-{size * (number - 1) + 1:02}", f"{parts['year1']}-{size * number:02}")


_ABOUT = re.compile(r"\b(?:about|around|circa|approximately|roughly|c\.|ca\.)\s*(?:the )?$", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:since|until|till|by)\s+(?:the )?$", re.IGNORECASE)
_ONWARD = re.compile(r",? (?:onwards?\b|on\b(?! (?:the )?(?:\d|[a-z]+day\b)))", re.IGNORECASE)
_RULES: tuple[tuple[re.Pattern[str], Callable[[_Parts], _Ends], bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), find, bare)
    for bare, pattern, find in (
        (False, rf"\b(?P<year1>{_YEAR})-(?P<month1>0\d|1[0-2])-(?P<day1>[0-2]\d|3[01])\b", _one),
        *((False, pattern, _both) for pattern in _intervals()),
        (False, rf"\b{_day('1')}\s+(?:of\s+)?{_month('1')},?\s+{_year('1')}", _one),
        (False, rf"\b{_month('1')}\s+{_day('1')},?\s+{_year('1')}", _one),
        (False, rf"\b{_month('1')},?\s+(?:of\s+)?{_year('1')}", _one),
        (False, rf"\b(?P<season>{'|'.join(_SEASONS)})\s+(?:of\s+|in\s+)?{_year('1')}", _season),
        (False, rf"\b(?P<number>{'|'.join(_ORDINALS)}) (?P<part>quarter|half) (?:of |in )?{_year('1')}", _part),
        (False, rf"\b(?P<number>Q[1-4]) (?:of )?{_year('1')}", _part),
        (False, r"\b(?P<decade>1[5-9][1-9]|20[1-9])0['’]?s\b", _decade),
        (True, rf"\bbetween\s+{_year('1')}\s+and\s+{_year('2')}", _years),
        (True, rf"\b(?:from\s+)?{_year('1')}(?:{_TO})(?P<year2>{_YEAR}|\d\d)\b(?![.,]?\d)", _years),
        (True, rf"\b{_year('1')}", _one),
    )
)
"""What finds a time, what makes it a date, and whether it is bare; of two that overlap the earlier rule's."""
