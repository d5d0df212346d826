"""Which texts are times in EDTF (ISO 8601-2:2019), levels 0 and 1: dates, seasons, intervals, unknown digits, qualifiers."""

import re
from datetime import date
from functools import lru_cache

_ZONE = r"(?:Z|[+-]\d{2}(?::\d{2})?)?"
_CLOCK = rf"T(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{{1,9}})?)?{_ZONE}"
_YEAR = r"(?:Y-?[1-9]\d{4,8}|-?(?:\d{4}|\d{3}X|\d{2}XX))"
_MONTH = r"(?:0[1-9]|1[0-2]|2[1-4]|XX)"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|XX)"
_DATE = re.compile(rf"(?P<day>{_YEAR}(?:-{_MONTH}(?:-{_DAY}(?:{_CLOCK})?)?)?)[?~%]?", re.ASCII)
_FULL = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d{2})", re.ASCII)
_OPEN = ("", "..")


@lru_cache(maxsize=10_000)
def is_edtf(text: str) -> bool:
    """Whether a text is a date or an interval of EDTF.

    >>> is_edtf("2015-10"), is_edtf("2015-10-14/.."), is_edtf("2015-XX~"), is_edtf("2015-02-30"), is_edtf("last week")
    (True, True, True, False, False)
    """
    ends = text.split("/")
    if len(ends) == 2:
        return ends[0] not in _OPEN or ends[1] not in _OPEN if any(end in _OPEN for end in ends) else all(map(_is_date, ends))
    return len(ends) == 1 and _is_date(text)


@lru_cache(maxsize=10_000)
def ends_of(text: str) -> tuple[str | None, str | None, str]:
    """The two ends of an EDTF time, None where open, and its precision in a word.

    >>> ends_of("2015-10-14/.."), ends_of("2015-10")
    (('2015-10-14', None, 'interval'), ('2015-10', '2015-10', 'month'))
    """
    first, mark, last = text.partition("/")
    if mark:
        return (None if first in _OPEN else first), (None if last in _OPEN else last), "interval"
    parts = text.strip("?~%").removeprefix("-").split("T")[0].count("-")
    return text, text, ("year", "month", "day")[min(parts, 2)]


def time_text(first: str | None, last: str | None) -> str:
    """The EDTF text of two ends; empty where both are open.

    >>> time_text("2015", "2015"), time_text("2015", None), time_text(None, None)
    ('2015', '2015/..', '')
    """
    if first == last:
        return first or ""
    return f"{first or '..'}/{last or '..'}"


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    return bool(found) and _is_in_calendar(found["day"] if found else "")


def _is_in_calendar(day: str) -> bool:
    full = _FULL.match(day)
    if not full or full[1] == "0000":
        return True
    try:
        date(int(full[1]), int(full[2]), int(full[3]))
    except ValueError:
        return False
    return True
