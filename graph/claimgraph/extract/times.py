"""Times and places of a parsed sentence: the words as found, and a date only where the words state one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimgraph.model import TimeSpan

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Span, Token

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
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_YEAR}-(?P<month>0\d|1[0-2])-(?P<day>[0-2]\d|3[01])\b",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+{_YEAR}\b",
        rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"\b(?P<month>{_MONTH})\.?,?\s+(?:of\s+)?{_YEAR}\b",
        rf"\b{_YEAR}\b",
    )
)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_RELATIVE = frozenset(
    """yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night noon
    midnight dawn dusk weekend week month year spring summer autumn winter now""".split()
)
_UNITS = frozenset("years months weeks days hours minutes decades seconds day hour minute decade century".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten several few".split())
_COMPASS = frozenset("south north east west northeast northwest southeast southwest north-east north-west south-east south-west".split())
_DISTANCES = frozenset("km kilometres kilometers kilometre kilometer miles mile metres meters m".split())
_PLACE_PREPOSITIONS = frozenset("in at near outside inside around across over on from to into towards".split())


def time_of(doc: Doc) -> TimeSpan | None:
    """When the sentence says something happened: words always, dates only where the words themselves hold a year.

    A weekday, "last week" or "in October" has no ends, since the day cannot be told from the sentence.
    """
    words = next(_time_words(doc), None)
    if words is None:
        return None
    date, precision = date_in(words)
    return TimeSpan(date, date, precision, words)


def place_of(doc: Doc) -> str | None:
    """Where the sentence says something happened, in its words: the first named place behind a preposition, or None."""
    return next((_named(doc, token) for token in doc if _is_place(token)), None)


def _time_words(doc: Doc) -> Iterator[str]:
    """The words of each time in the sentence: dates with a year first, then what the model calls a date, then weekdays and the like."""
    spans = [entity for entity in doc.ents if entity.label_ in ("DATE", "TIME") and _tells_when(entity)]
    yield from (span.text for span in spans if date_in(span.text)[0])
    yield from (found.group() for pattern in _DATES[:-1] if (found := pattern.search(doc.text)))
    yield from (span.text for span in spans)
    yield from (
        token.text for token in doc if token.lower_ in _RELATIVE and token.dep_ in ("npadvmod", "tmod", "pobj") and not token.ent_type_
    )


def _tells_when(entity: Span) -> bool:
    """Whether words that the model calls a time say when, and not how long, how old or how many."""
    words = re.findall(r"[a-z]+|\d+", entity.text.lower())
    named = any(
        word.rstrip("s") in _RELATIVE or word in MONTHS or re.fullmatch(r"1[5-9]\d\d|20\d\d", word) or word in _UNITS for word in words
    )
    length = bool(set(words) & (_UNITS | _RELATIVE)) and any(word.isdigit() or word in _NUMBERS for word in words)
    return named and not ("old" in words or (length and not set(words) & {"ago", "later", "earlier", "last", "past", "since"}))


def date_in(words: str) -> tuple[str | None, str]:
    """The EDTF date that words state, with its precision ("day", "month", "year"), or (None, "words")."""
    for pattern in _DATES:
        found = pattern.search(words)
        if found:
            return _edtf({name: value for name, value in found.groupdict().items() if value})
    return None, "words"


def _edtf(parts: dict[str, str]) -> tuple[str | None, str]:
    """The EDTF date of a year, a month by name or number, and a day; a day that no month has makes it a month."""
    if "month" not in parts:
        return parts["year"], "year"
    month = (
        MONTHS.get(parts["month"].lower().rstrip("."), 0) or int(parts["month"])
        if parts["month"].isdigit()
        else MONTHS[parts["month"].lower()]
    )
    if not 1 <= month <= 12:
        return parts["year"], "year"
    if "day" not in parts or not 1 <= int(parts["day"]) <= 31:
        return f"{parts['year']}-{month:02}", "month"
    return f"{parts['year']}-{month:02}-{int(parts['day']):02}", "day"


def _is_place(token: Token) -> bool:
    """Whether a token is the head of a named place behind a preposition of place; a name that the model knows not is one behind "in"."""
    before = token.head.lower_
    if token.dep_ != "pobj":
        return False
    if token.ent_type_ in _PLACES:
        return before in _PLACE_PREPOSITIONS or (before == "of" and token.head.head.lower_ in _COMPASS)
    unsure = (
        token.tag_ == "NNP" and token.ent_type_ in ("", "PERSON", "NORP") and token.lower_ not in MONTHS and token.lower_ not in _RELATIVE
    )
    return unsure and (before in ("in", "near", "around", "outside", "inside") or (before == "of" and token.head.head.lower_ in _COMPASS))


def _named(doc: Doc, token: Token) -> str:
    """The words of the named place that a token heads, with how far and in which direction from it: "20 km south of Aleppo"."""
    name = next((entity.text for entity in doc.ents if entity.start <= token.i < entity.end), token.text)
    if token.head.lower_ != "of" or token.head.head.lower_ not in _COMPASS:
        return name
    start = token.head.i
    while start and (doc[start - 1].lower_ in _COMPASS or doc[start - 1].text == "-"):
        start -= 1
    if start > 1 and doc[start - 1].lower_ in _DISTANCES and doc[start - 2].tag_ == "CD":
        start -= 2
    return doc[start : token.i + 1].text
