"""Times and places of a parsed sentence: the words as found, and a date only where the words state one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from claimgraph.extract.grammar.stated_dates import MONTHS, Stated, dates_in, open_at
from claimgraph.model import TimeSpan

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Span, Token

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

    A weekday, "last week" or "in October" has no ends, since the day cannot be told from the sentence; "since 2019" has no last day,
    "until 2019" no first.
    """
    spans = [entity for entity in doc.ents if entity.label_ in ("DATE", "TIME") and _tells_when(entity)]
    stated = next(stated_in(doc), None)
    if stated is not None:
        return TimeSpan(stated.first, stated.last, stated.precision, _widened(doc, stated, spans))
    words = next(_time_words(doc, spans), None)
    return TimeSpan(None, None, "words", words) if words is not None else None


def stated_in(doc: Doc) -> Iterator[Stated]:
    """The times with a year that the sentence states, left to right; years alone only where the model calls them a time."""
    yield from (one for one in dates_in(doc.text) if not one.bare or (_is_in(one, doc.ents) and not _counts(doc, one)))


def _is_in(one: Stated, entities: Iterable[Span]) -> bool:
    """Whether what may be a time stands, in part, in what the model calls one."""
    return any(entity.label_ in ("DATE", "TIME") and entity.start_char < one.end and one.start < entity.end_char for entity in entities)


def _counts(doc: Doc, one: Stated) -> bool:
    """Whether what may be years says how many: "1,999 to 2010 shares"."""
    inside = [token for token in doc if one.start <= token.idx < one.end and token.tag_ == "CD"]
    counted = {token.head.tag_ for token in inside if token.dep_ in ("nummod", "quantmod") and token.head.i > token.i}
    return bool(counted & {"NNS", "CD"})


def _widened(doc: Doc, one: Stated, spans: Sequence[Span]) -> str:
    """The words of a stated time with all of the times that the model cut out of them: "the night of 3 | March 2025"."""
    around = [span for span in spans if span.start_char < one.end and one.start < span.end_char]
    start, end = min([one.start, *(span.start_char for span in around)]), max([one.end, *(span.end_char for span in around)])
    return doc.text[start:end]


def place_of(doc: Doc) -> str | None:
    """Where the sentence says something happened, in its words: the first named place behind a preposition, or None."""
    return next((_named(doc, token) for token in doc if _is_place(token)), None)


def _time_words(doc: Doc, spans: Sequence[Span]) -> Iterator[str]:
    """The words of each time in the sentence that holds no year: what the model calls a date, then weekdays and the like."""
    yield from (doc.text[open_at(doc.text, span.start_char) : _end_of(doc.text, span, spans)] for span in spans)
    yield from (
        doc.text[open_at(doc.text, token.idx) : token.idx + len(token)]
        for token in doc
        if token.lower_ in _RELATIVE and token.dep_ in ("npadvmod", "tmod", "pobj") and not token.ent_type_
    )


def _end_of(text: str, hour: Span, spans: Sequence[Span]) -> int:
    """Where a time ends with the day or the date right behind it: "dawn | on Monday", "the night | of 2 May", "Friday | , 3 May"."""
    day = next((span for span in spans if span.start_char > hour.end_char), None)
    between = text[hour.end_char : day.start_char] if day is not None else ""
    dated = day is not None and any(letter.isdigit() for letter in day.text)
    joined = between in (" ", " on ", " of ") or (between == ", " and dated)
    return day.end_char if day is not None and joined else hour.end_char


def _tells_when(entity: Span) -> bool:
    """Whether words that the model calls a time say when, and not how long, how old or how many."""
    words = re.findall(r"[a-z]+|\d+", entity.text.lower())
    named = any(
        word.rstrip("s") in _RELATIVE or word in MONTHS or re.fullmatch(r"1[5-9]\d\d|20\d\d", word) or word in _UNITS for word in words
    )
    length = bool(set(words) & (_UNITS | _RELATIVE)) and any(word.isdigit() or word in _NUMBERS for word in words)
    return named and not ("old" in words or (length and not set(words) & {"ago", "later", "earlier", "last", "past", "since"}))


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
