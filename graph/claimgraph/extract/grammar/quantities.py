"""Quantities of a parsed sentence: words become ranges of numbers, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimgraph.clocks import Clock, clocks_in
from claimgraph.extract.grammar.number_phrases import STARTS, phrase_at
from claimgraph.extract.grammar.stated_dates import Stated
from claimgraph.extract.grammar.times import stated_in
from claimgraph.model import Quantity

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen""".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "bn": 1e9,
    "tn": 1e12,
    "mn": 1e6,
    "m": 1e6,
    "k": 1e3,
    "dozen": 12.0,
}
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
"""The least that a plural of a scale word stands for; there is no most."""
FRACTIONS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
"""What a whole is divided by in a share: "a tenth of the money" is 10 %."""
_NUMERATORS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_WHOLES = ("the", "its", "his", "her", "their", "all")
_BEGINNING = frozenset({"minus", "an", *STARTS, *_NUMERATORS, *VAGUE, *SMALL, *SCALES})
"""The words with which a number may begin, besides figures."""
APPROXIMATELY = 0.15
"""How far "about" reaches to both sides, as a share of the number."""
_DIGITS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d+)?")
_SCALED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(bn|mn|tn|m|k)")
_RANGE = re.compile(r"(\d[\d,.]*)\s?[-–—]\s?(\d[\d,.]*)")
_COMPARATORS = (
    (
        "least",
        ("at", "least"),
        ("no", "fewer", "than"),
        ("no", "less", "than"),
        ("not", "less", "than"),
        ("not", "fewer", "than"),
        ("minimum", "of"),
        ("as", "few", "as"),
        ("as", "little", "as"),
    ),
    (
        "most",
        ("at", "most"),
        ("up", "to"),
        ("no", "more", "than"),
        ("not", "more", "than"),
        ("as", "many", "as"),
        ("as", "much", "as"),
        ("maximum", "of"),
    ),
    ("more", ("more", "than"), ("over",), ("above",), ("upwards", "of"), ("exceeding",), ("well", "over"), ("greater", "than")),
    ("less", ("less", "than"), ("fewer", "than"), ("under",), ("below",), ("short", "of")),
    ("nearly", ("nearly",), ("almost",), ("close", "to"), ("just", "under")),
    (
        "about",
        *(
            ("about",),
            ("around",),
            ("approximately",),
            ("roughly",),
            ("some",),
            ("an", "estimated"),
            ("estimated",),
            ("circa",),
            ("perhaps",),
        ),
        *(("just", "over"), ("slightly", "over"), ("just", "above"), ("little", "more", "than"), ("slightly", "more", "than")),
        *(("in", "the", "region", "of"), ("in", "the", "order", "of"), ("nearer",), ("nearer", "to"), ("closer", "to")),
    ),
)
_LONGEST_COMPARATOR = max(len(phrase) for _, *phrases in _COMPARATORS for phrase in phrases)
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee", "us$": "dollar"}
_CODES = {
    "EUR": "euro",
    "USD": "dollar",
    "AUD": "dollar",
    "CAD": "dollar",
    "NZD": "dollar",
    "GBP": "pound",
    "JPY": "yen",
    "INR": "rupee",
    "CHF": "franc",
    "NOK": "krone",
    "DKK": "krone",
    "SEK": "krona",
    "PLN": "zloty",
    "CZK": "koruna",
    "HUF": "forint",
    "CNY": "yuan",
    "RUB": "rouble",
    "UAH": "hryvnia",
    "TRY": "lira",
    "ZAR": "rand",
    "BRL": "real",
    "KRW": "won",
    "MXN": "peso",
    "NGN": "naira",
    "KES": "shilling",
}
"""Codes of currencies (ISO 4217), before a sum or behind it."""
_CHANGING = frozenset(
    """rise fall grow increase decrease drop climb jump soar plunge slip decline shrink swell widen narrow raise cut lower reduce revise
    surge slump tumble double triple go move change ease edge expand upgrade downgrade""".split()
)
"""What a number does or is made to do from one value to another, which are no ends of a range: "rose from 12 to 19"."""
_BEFORE_SHARE = frozenset("by nearly almost about around roughly over under than only just".split())
_STRICKEN = frozenset("dead injured wounded missing killed".split())
"""Adjectives that stand for people behind a number: "12 dead"."""
_CALENDAR = frozenset(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec""".split()
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens `start:end` that make one number or one range of two; a share is a number of hundredths."""

    start: int
    end: int
    low: float
    high: float | None
    is_share: bool = False


def quantities_of(doc: Doc) -> tuple[Quantity, ...]:
    """The quantities of a parsed sentence in order; years, days of the month, clock times and ordinals are none."""
    moments: list[Clock | Stated] = [*clocks_in(doc.text), *stated_in(doc)]
    runs = _joined(
        doc, [_told_of_none(doc, run) for run in _runs(doc) if not _is_of_moment(doc, run, moments) and not _is_left_out(doc, run)]
    )
    return tuple(_quantity(doc, run) for run in runs if not _is_date(doc, run))


def number_of(words: Sequence[str]) -> float | None:
    """The number that lower-case words and digits spell, or None.

    >>> number_of(["two", "hundred", "and", "five"]), number_of(["1.2", "million"]), number_of(["12,500"]), number_of(["many"])
    (205.0, 1200000.0, 12500.0, None)
    """
    total, part, seen = 0.0, 0.0, False
    for word in words:
        if word == "and" and seen:
            continue
        value = SMALL.get(word, float(word.replace(",", "")) if _DIGITS.fullmatch(word) else None)
        scale = SCALES.get(word)
        if value is None and scale is None:
            return None
        seen = True
        if scale is None:
            part += value or 0.0
        elif scale >= 1e3:
            total, part = total + (part or 1.0) * scale, 0.0
        else:
            part = (part or 1.0) * scale
    return total + part if seen else None


def _runs(doc: Doc) -> Iterator[_Run]:
    """The longest runs of tokens that spell a number, left to right."""
    end = 0
    for at, token in enumerate(doc):
        run = _run_at(doc, at) if at >= end and _may_begin(token.lower_) else None
        if run is not None:
            yield run
            end = run.end


def _may_begin(word: str) -> bool:
    """Whether a number may begin with a word."""
    return word in _BEGINNING or any(map(str.isdecimal, word))


def _run_at(doc: Doc, at: int) -> _Run | None:
    """The number that starts at a token, if one does; of "minus 40" the one below zero."""
    if doc[at].lower_ == "minus" and at + 1 < len(doc) and not (at and _is_number(doc[at - 1])):
        run = _run_at(doc, at + 1)
        return run and _Run(at, run.end, -(run.high if run.high is not None else run.low), -run.low, run.is_share)
    phrase = phrase_at([token.lower_ for token in doc[at : at + 6]])
    if phrase is not None:
        return _Run(at, at + phrase[0], *phrase[1:])
    share = _share_at(doc, at)
    if share is not None:
        return share
    if doc[at].lower_ in VAGUE:
        return _Run(at, at + 1, VAGUE[doc[at].lower_], None)
    if written := _RANGE.fullmatch(doc[at].text):
        return _range(written, at)
    scaled = _SCALED.fullmatch(doc[at].lower_)
    if scaled and (value := number_of([scaled[1], scaled[2]])) is not None:
        return _Run(at, at + 1, value, value)
    end = _end_of_number(doc, at)
    return None if end == at else _vague_or_exact(doc, at, end)


def _range(written: re.Match[str], at: int) -> _Run | None:
    """The range that one token writes, "10-15"; None for one that runs backwards."""
    low, high = (number_of([part.rstrip(".,")]) for part in written.groups())
    return None if low is None or high is None or high < low else _Run(at, at + 1, low, high)


def _share_at(doc: Doc, at: int) -> _Run | None:
    """The share that starts at a token: "half of what he got", "two-thirds of the houses", but not "a third time"."""
    words = [token.lower_ for token in doc[at : at + 5]]
    upper = 1 if words[0] == "half" else _NUMERATORS.get(words[0], 0)
    start = 0 if words[0] == "half" else 2 if words[1:2] == ["-"] else 1
    lower = FRACTIONS.get(words[start].removesuffix("s"), 0) if upper and start < len(words) else 0
    behind = words[start + 1] if start + 1 < len(words) else ""
    if not lower or not (behind == "of" or _is_share_alone(doc, at, at + start) or (lower == 2 and behind in _WHOLES)):
        return None
    return _Run(at, at + start + 1, 100 * upper / lower, 100 * upper / lower, is_share=True)


def _is_share_alone(doc: Doc, at: int, last: int) -> bool:
    """Whether a part of what is not named is told: "fell by a fifth", "between a quarter and | a third"; not "a third man"."""
    before, behind = doc[at - 1].lower_ if at else "", doc[last + 1] if last + 1 < len(doc) else None
    ends = behind is None or not behind.tag_.startswith(("NN", "JJ", "CD"))
    joined = (
        behind is not None and behind.lower_ in ("and", "or", "to") and _share_at(doc, last + 2) is not None
        if last + 2 < len(doc)
        else False
    )
    return joined or (ends and doc[last].tag_.startswith("NN") and before in _BEFORE_SHARE and (behind is None or behind.text != "-"))


def _is_left_out(doc: Doc, run: _Run) -> bool:
    """Whether a number says how many did not: "all but two of them", "not one of the 30"."""
    before = [token.lower_ for token in doc[max(0, run.start - 2) : run.start]]
    return before == ["all", "but"] or (_is_not_one(doc, run) and doc[run.end : run.end + 1].text.lower() == "of")


def _is_not_one(doc: Doc, run: _Run) -> bool:
    before = doc[max(0, run.start - 1) : run.start].text.lower()
    return before == "not" and doc[run.start].lower_ in ("one", "a") and run.low == run.high == 1


def _told_of_none(doc: Doc, run: _Run) -> _Run:
    """The run, or a nought with its "not": "not one boat" counts none."""
    return _Run(run.start - 1, run.end, 0.0, 0.0) if _is_not_one(doc, run) else run


def _vague_or_exact(doc: Doc, at: int, end: int) -> _Run | None:
    """The run `at:end`, grown by a vague scale behind it: "tens of thousands", "two dozens"."""
    if doc[at].lower_ in ("a", "an") and doc[end - 1].lower_ in ("a", "an"):
        return None
    words = _in_one([token.lower_ for token in doc[at:end] if token.text != "-"])
    value = number_of(words[1:] if words[0] in ("a", "an") else words)
    if value is None:
        return None
    if doc[end : end + 3].text.lower() in ("and a half", "and a quarter"):
        return _with_part(doc, at, end, value)
    if words[0] not in ("a", "an") and end < len(doc) and doc[end].lower_ in VAGUE:
        scale = SCALES.get(doc[end].lower_[:-1], 20.0)
        return _Run(at, end + 1, value * scale, value * scale)
    return _Run(at, end, value, value)


def _in_one(words: list[str]) -> list[str]:
    """The words with figures in groups of three made one: "640 000"."""
    together = " ".join(words)
    return [together.replace(" ", "")] if re.fullmatch(r"\d{1,3}(?: \d{3})+", together) else words


def _with_part(doc: Doc, at: int, end: int, value: float) -> _Run:
    """The number with the half or quarter behind it, of its last scale: "one and a half million", "a million and a half"."""
    part = 0.5 if doc[end + 2].lower_ == "half" else 0.25
    if end + 3 < len(doc) and doc[end + 3].lower_ in SCALES:
        total = (value + part) * SCALES[doc[end + 3].lower_]
        return _Run(at, end + 4, total, total)
    total = value + part * SCALES.get(doc[end - 1].lower_, 1.0)
    return _Run(at, end + 3, total, total)


def _end_of_number(doc: Doc, at: int) -> int:
    """Where the number that starts at a token ends, or `at` where none starts."""
    end = at
    if doc[at].lower_ in ("a", "an"):
        return at + 2 if at + 1 < len(doc) and doc[at + 1].lower_ in ("dozen", "hundred", "thousand", "million", "billion") else at
    while end < len(doc) and (_is_number(doc[end]) or _is_joint(doc, at, end)):
        end += 1
    return end


def _is_number(token: Token) -> bool:
    """Whether a token is a cardinal number: digits, a number word or, behind a number, a scale word."""
    word = token.lower_
    if word in SMALL:
        return not (word == "one" and token.tag_ in ("NN", "PRP"))
    return bool(_DIGITS.fullmatch(word)) or (word in SCALES and token.i > 0 and _follows_number(token) and not _is_measure(token))


def _is_measure(token: Token) -> bool:
    """Whether an "m" or "k" apart from its number is a unit of length or the like: "400 m"."""
    return token.lower_ in ("m", "k") and bool(token.nbor(-1).whitespace_)


def _follows_number(token: Token) -> bool:
    """Whether the word before a scale word is a number, or "half a"."""
    before = token.nbor(-1).lower_
    return before in SMALL or bool(_DIGITS.fullmatch(before)) or before in SCALES


def _is_joint(doc: Doc, at: int, end: int) -> bool:
    """Whether `end` is the "and" of "two hundred and five" or the hyphen of "twenty-five"."""
    if end == at or end + 1 >= len(doc) or not _is_number(doc[end + 1]):
        return False
    before = doc[end - 1].lower_
    return (doc[end].text == "-" and before in SMALL and SMALL[before] >= 20) or (
        doc[end].lower_ == "and" and before in ("hundred", "thousand")
    )


def _joined(doc: Doc, runs: list[_Run]) -> Iterator[_Run]:
    """Runs, where "between 10 and 20", "10 to 20" and "ten or twelve" become one."""
    at = 0
    while at < len(runs):
        run, after = runs[at], runs[at + 1] if at + 1 < len(runs) else None
        if after is not None and after.start == run.end + 1 and after.high is not None and _is_range(doc, run, after):
            start = run.start - 1 if run.start and doc[run.start - 1].lower_ in ("between", "from") else run.start
            yield _Run(start, after.end, _low_of_range(doc, run, after), after.high, after.is_share)
            at += 2
        elif after is not None and after.start == run.end + 1 and _is_change(doc, run):
            scale = SCALES.get(doc[after.end - 1].lower_, 1.0) if doc[run.end - 1].lower_ not in SCALES and run.low < 1e3 else 1.0
            yield replace(run, low=run.low * scale, high=run.high and run.high * scale)
            at += 1
        else:
            yield run
            at += 1


def _low_of_range(doc: Doc, run: _Run, after: _Run) -> float:
    """The first number of a range, in the scale of the last where it has none: "3.1 to 4.7 billion"."""
    scale = SCALES.get(doc[after.end - 1].lower_, 1.0) if doc[run.end - 1].lower_ not in SCALES else 1.0
    return run.low * scale if run.low * scale <= after.low else min(run.low, after.low)


def _is_change(doc: Doc, run: _Run) -> bool:
    """Whether a number stands behind the "from" of a change: "rose from 12 to 19"."""
    return run.start > 0 and doc[run.start - 1].lower_ == "from" and doc[run.start - 1].head.lemma_ in _CHANGING


def _is_range(doc: Doc, run: _Run, after: _Run) -> bool:
    """Whether the word between two numbers makes them the ends of a range."""
    middle, before = doc[run.end].lower_, doc[run.start - 1].lower_ if run.start else ""
    if after.low < run.low or _is_change(doc, run):
        return False
    return (before == "between" and middle == "and") or (middle in ("to", "-", "–", "or") and (before != "from" or middle == "to"))


def _is_of_moment(doc: Doc, run: _Run, moments: Sequence[Clock | Stated]) -> bool:
    """Whether a number is part of a time of the day or of a date: "a quarter to eleven", "16:40", "2019-20"."""
    start, end = doc[run.start].idx, doc[run.end - 1].idx + len(doc[run.end - 1])
    return any(start < moment.end and moment.start < end for moment in moments)


def _is_date(doc: Doc, run: _Run) -> bool:
    """Whether a number is a year, a day of the month or part of a name."""
    token = doc[run.start]
    neighbours = {doc[at].lower_ for at in (run.start - 1, run.end) if 0 <= at < len(doc)}
    if neighbours & _CALENDAR and run.high is not None and run.high <= 31:
        return True
    is_year = run.end - run.start == 1 and re.fullmatch(r"1[5-9]\d\d|20\d\d", token.text) is not None
    if is_year and (token.dep_ != "nummod" or neighbours & _CALENDAR or token.ent_type_ == "DATE"):
        return True
    return token.tag_ == "NNP" and token.dep_ == "compound"


def _quantity(doc: Doc, run: _Run) -> Quantity:
    """The quantity of a run of number words, with what stands before and behind it."""
    comparator, start = _comparator(doc, run.start)
    unit, end = _unit(doc, run)
    if doc[start : run.start].text == "" and end < len(doc) - 1 and doc[run.end : run.end + 2].text.lower() in ("or more", "or so"):
        comparator = "least" if doc[run.end + 1].lower_ == "more" else "about"
    comparator, end = _comparator_behind(doc, end) if not comparator else (comparator, end)
    low, high = _bounds(run, comparator)
    return Quantity(low, high, unit, comparator or ("range" if low != high else "exactly"), doc[start:end].text)


def _comparator(doc: Doc, at: int) -> tuple[str, int]:
    """The comparator whose words end just before a token, and where they start; "" where there is none."""
    if at and (doc[at - 1].text in _MONEY or doc[at - 1].text in _CODES):
        at -= 1
    before = tuple(token.lower_ for token in doc[max(0, at - _LONGEST_COMPARATOR) : at])
    found = ((name, at - len(phrase)) for name, *phrases in _COMPARATORS for phrase in phrases if before[-len(phrase) :] == phrase)
    return min(found, key=lambda one: one[1], default=("", at))


def _comparator_behind(doc: Doc, end: int) -> tuple[str, int]:
    """The comparator that stands right behind a number, "a dozen at most", and where its words end; "" where there is none."""
    behind = doc[end : end + 2].text.lower()
    name = {"at most": "most", "at least": "least"}.get(behind, "")
    return name, end + 2 if name else end


def _bounds(run: _Run, comparator: str) -> tuple[float | None, float | None]:
    """The lowest and highest number that a run may stand for, given its comparator."""
    if comparator in ("least", "more"):
        return run.low, None
    if comparator in ("most", "less"):
        return 0.0 if run.high is None or run.high >= 0 else None, run.high
    slack = APPROXIMATELY if comparator in ("about", "nearly") else 0.0
    high = run.high
    if high is not None and comparator == "about":
        high += slack * abs(high)
    return run.low - slack * abs(run.low), high


def _unit(doc: Doc, run: _Run) -> tuple[str, int]:
    """What a number counts (a lemma; "%" for shares, a currency for money, "" where nothing is named), and where its words end."""
    end = run.end
    if run.is_share:
        return "%", end
    if run.start and doc[run.start - 1].lower_ in _MONEY:
        return _MONEY[doc[run.start - 1].lower_], end
    if run.start and doc[run.start - 1].text in _CODES:
        return _CODES[doc[run.start - 1].text], end
    if end < len(doc) and doc[end].text in _CODES:
        return _CODES[doc[end].text], end + 1
    if end < len(doc) and doc[end].lower_ in ("%", "percent", "per", "pc"):
        return "%", min(len(doc), end + (2 if doc[end].lower_ == "per" else 1))
    if end < len(doc) and doc[end].lower_ in ("times", "points"):
        return doc[end].lemma_.lower(), end + 1
    later = _run_at(doc, end + 1) if _is_change(doc, run) and doc[end : end + 1].text == "to" and end + 1 < len(doc) else None
    return _counted(doc, run) or (_unit(doc, later)[0] if later is not None else ""), end


def _counted(doc: Doc, run: _Run) -> str:
    """The lemma of the noun that a number counts: its head, or what follows "of"."""
    last = doc[run.end - 1]
    if last.lower_ == "-" or (run.end + 1 < len(doc) and doc[run.end].text == "-" and doc[run.end + 1].tag_.startswith("NN")):
        return doc[run.end + 1].lemma_.lower() if run.end + 1 < len(doc) else ""
    behind = _behind_of(last)
    if behind is not None:
        return behind
    if last.head.lower_ in _STRICKEN and last.head.i >= run.end and last.head.dep_ != "amod":
        return last.head.lower_
    for token in (last, last.head, doc[run.start].head):
        head = _described(token)
        if head.i >= run.end and head.tag_.startswith("NN"):
            return head.lemma_.lower()
    return ""


def _behind_of(number: Token) -> str | None:
    """The lemma of the noun behind the "of" or "among" of a number, "" where there is no noun; None where there is no such word."""
    of = next((child for child in number.children if child.i > number.i and child.lower_ in ("of", "among")), None)
    return None if of is None else next((child.lemma_.lower() for child in of.children if child.tag_.startswith("NN")), "")


def _described(token: Token) -> Token:
    """The noun that a word describes, the last of a compound; the word itself where it describes none."""
    head = token.head if token.dep_ in ("nummod", "quantmod", "amod", "compound") else token
    while head.dep_ == "compound" and head.head.i > head.i:
        head = head.head
    return head
