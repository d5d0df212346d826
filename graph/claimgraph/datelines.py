"""The dateline of an agency's report: where it was sent from, when and by whom, before its first words."""

import re

# What parts two words must stand there: a long word read as several has too many readings to try.
_CITY = r"[A-Z][A-Z.'’-]+(?:[,\s]+[A-Z][A-Z.'’-]+){0,3}[,\s]*"
_WIRE = r"\((?P<wire{}>[A-Z][\w .]{{1,20}})\)\s*"
_SENT = re.compile(
    rf"{_CITY}[^\n.!?]{{0,40}}?(?:{_WIRE.format(1)})?\s*[—–]{{1,2}}\s|{_CITY}[^\n!?()]{{0,60}}?{_WIRE.format(2)}--?\s|"
    r"[A-Z][A-Z .,'’]{3,40}\s-\s"
)


def dateline(words: str) -> re.Match[str] | None:
    """Where a report was sent from, when and by whom, before its first words; the group "wire1" or "wire2" is the agency.

    >>> dateline("OSLO, Norway, 3 May 2026 (Coastal Wire) - Two ships collided.")["wire2"], dateline("Two ships collided.")
    ('Coastal Wire', None)
    """
    return _SENT.match(words[:120])
