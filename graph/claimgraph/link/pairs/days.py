"""Whether times in EDTF (ISO 8601-2:2019) can be one: the first and the last day that a date may stand for."""

import re

from claimgraph.model import TimeSpan

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[^~]*(~)?", re.ASCII)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""The month in which each season begins."""
_SLACK = 5
"""How many years "about 1990" reaches to both sides."""
_LAST = "~"
"""What sorts after every digit."""


def days_differ(one: TimeSpan, other: TimeSpan) -> bool:
    """Whether no day of one time is one of the other; of a time that is open on one side, "since 2019", the end that is told counts.

    Both have a date, `from_` or `to`; a date that is not read here is only like what begins like it.
    """
    (begins, ends), (starts, stops) = _days(one), _days(other)
    return ends < starts or stops < begins


def _days(time: TimeSpan) -> tuple[str, str]:
    """The first and the last day of a time, as texts that sort like days."""
    first, last = time.from_ or time.to or "", time.to or time.from_ or ""
    return _ends(first)[0], _ends(last)[1]


def _ends(date: str) -> tuple[str, str]:
    """The first and the last day that a date may stand for."""
    found = _DATE.fullmatch(date)
    if found is None:
        return date, f"{date}{_LAST}"
    low, high = int(found[1].replace("X", "0")), int(found[1].replace("X", "9"))
    if found[4] and found[2] is None:
        return f"{low - _SLACK:04}", f"{high + _SLACK:04}{_LAST}"
    if found[2] is None or found[2] == "XX":
        return f"{low:04}", f"{high:04}{_LAST}"
    month = int(found[2])
    if month in _SEASONS:
        ends = _SEASONS[month] + 2
        return f"{low:04}-{_SEASONS[month]:02}", f"{high + (ends > 12):04}-{(ends - 1) % 12 + 1:02}{_LAST}"
    day = "" if found[3] in (None, "XX") else f"-{found[3]}"
    return f"{low:04}-{month:02}{day}", f"{high:04}-{month:02}{day}{_LAST}"
