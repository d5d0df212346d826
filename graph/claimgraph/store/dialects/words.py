"""Text as searchable words: cut, folded and stemmed as SQLite's `porter unicode61 remove_diacritics 2` does it."""

import re
import unicodedata
from collections import deque
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import islice
from threading import Lock
from typing import Any

from claimgraph.store.dialects.dialect import MARK_END, MARK_START, SNIPPET_WORDS

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_LOCK = Lock()
LONGEST_WORD = 400
MOST_BYTES = 900_000
"""A tsvector holds at most a megabyte; what of a text does not fit is not searchable."""
MOST_PLACES = 16
"""How often a word is counted in one text."""
LAST_PLACE = 16_383
"""The highest place that a tsvector knows."""


def stems(text: str) -> list[str]:
    """The stems of a text's words, in order.

    >>> stems("Killed in Orléans, they said")
    ['kill', 'in', 'orlean', 'thei', 'said']
    >>> stems("The People ' s Party")
    ['the', 'peopl', 's', 'parti']
    """
    return [_stem(found.group()) for found in _WORD.finditer(text)]


def word_vector(text: str) -> str:
    """The text as a tsvector literal, up to `MOST_BYTES`.

    >>> word_vector("Thirty killed; thirty")
    "'thirti':1,3 'kill':2"
    """
    places: dict[str, list[int]] = {}
    size = 0
    for place, found in enumerate(_WORD.finditer(text), 1):
        stem = _stem(found.group())
        known = places.setdefault(stem, [])
        if len(known) < MOST_PLACES:
            size += 4 if known else 8 + len(stem.encode("utf-8", "replace"))
            known.append(min(place, LAST_PLACE))
        if size > MOST_BYTES:
            break
    return " ".join(f"'{stem}':{','.join(map(str, dict.fromkeys(known)))}" for stem, known in places.items())


def snippet_of(text: str, wanted: Collection[str], beginning: str | None = None) -> str:
    r"""The words around the first match, marked: the stems that are wanted, and those that begin like `beginning`.

    >>> snippet_of("Thirty officers were killed.", ["kill"]) == "Thirty officers were \x02killed\x03."
    True
    """
    whole = set(wanted)
    words = _around_first(text, whole, beginning)
    if not words:
        return text[:200]
    start, end = words[0].start(), words[-1].end()
    start = start if text[:start].strip() else 0
    parts, last = ["…" if start else ""], start
    for found in words:
        if _matches(found, whole, beginning):
            parts += [text[last : found.start()], MARK_START, found.group(), MARK_END]
            last = found.end()
    return "".join([*parts, text[last:end], "…" if _WORD.search(text, end) else text[end : end + 10]])


def _around_first(text: str, whole: Collection[str], beginning: str | None) -> list[re.Match[str]]:
    """The window of words that holds the first match: from the start of the text, or a little before the match."""
    most = SNIPPET_WORDS * 3 // 4
    before: deque[re.Match[str]] = deque(maxlen=most)
    words: Iterator[re.Match[str]] = _WORD.finditer(text)
    for found in words:
        if _matches(found, whole, beginning):
            kept = list(before) if len(before) < most else list(before)[-SNIPPET_WORDS // 4 :]
            return [*kept, found, *islice(words, SNIPPET_WORDS - len(kept) - 1)]
        before.append(found)
    return []


def _matches(found: re.Match[str], whole: Collection[str], beginning: str | None) -> bool:
    stem = _stem(found.group())
    return stem in whole or (beginning is not None and stem.startswith(beginning))


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    folded = "".join(c for c in plain if c.isalnum()) or "?"
    with _LOCK:  # a stemmer holds the word that it works on
        return (_porter().stemWord(folded) or folded)[:LONGEST_WORD]  # of a lone "s" the stemmer leaves nothing


@cache
def _porter() -> Any:
    from snowballstemmer import stemmer  # comes with the extra `postgres`; SQLite has a stemmer of its own

    return stemmer("porter")
