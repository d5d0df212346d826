"""Which wordings are copies of each other: the same words, or all but a few of them, as whoever reprints a report changes.

How alike two wordings are is the share of pairs of neighbouring words that both have, of those that either has: their resemblance.
Candidates are found by MinHash: the least of many hashes over a set is the same for two sets as often as they resemble each other, so that
those alike share one of a few bands of hashes, and only they are compared. Broder, SEQUENCES 1997; Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, ch. 3 (bands).
"""

import re
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

from claimgraph.forgetting import lets_go_of_words

COPIED_WORDS = 8
"""A quote of at least this many words, found word for word with another voice, is taken for a copy."""
CHANGED_WORDS = 12
"""So many words at least has a wording that is taken for a copy where some of them were changed."""
RESEMBLANCE = 0.7
"""How far two wordings resemble each other at least, in [0, 1], of which one is a copy of the other: of 15 words one may be another."""
BANDS, ROWS = 16, 2
"""Of two wordings that resemble each other as much as that, one pair in 50,000 shares none of so many bands of so many hashes."""
_WORD = re.compile(r"\w+")
_PRIME = 2**31 - 1
_RANDOM = np.random.default_rng(1)
_FACTORS, _SHIFTS = _RANDOM.integers(1, _PRIME, (2, BANDS * ROWS, 1), dtype=np.int64)

T = TypeVar("T")


def wording_of(quote: str) -> str:
    """The words of a quote as they are compared, without case and punctuation; "" where so few that others may have found them too.

    >>> wording_of("The dam, he said, is no longer safe."), wording_of("It is safe.")
    ('the dam he said is no longer safe', '')
    """
    words = _WORD.findall(quote.casefold())
    return " ".join(words) if len(words) >= COPIED_WORDS else ""


class Wordings(Generic[T]):
    """What is known of the first of each wording, copies taken together."""

    def __init__(self) -> None:
        self._same: dict[str, T] = {}
        self._alike: dict[tuple[int, bytes], list[str]] = {}

    def first(self, wording: str, default: T) -> T:
        """What is known of this wording or one that it is a copy of; the default, which is kept of it, where it is the first."""
        found = self._same.get(wording)
        if found is None:
            copied = self._copied(wording)
            found = self._same[wording] = default if copied is None else self._same[copied]
            for band in bands_of(wording):
                self._alike.setdefault(band, []).append(wording)
        return found

    def _copied(self, wording: str) -> str | None:
        near = dict.fromkeys(other for band in bands_of(wording) for other in self._alike.get(band, ()))
        return next((other for other in near if resemblance(wording, other) >= RESEMBLANCE), None)


def resemblance(one: str, other: str) -> float:
    """How far two wordings resemble each other, in [0, 1]: the pairs of words in common, of all pairs of either.

    >>> resemblance("a b c d", "a b c e")
    0.5
    """
    ours, theirs = _pairs(one), _pairs(other)
    return len(ours & theirs) / max(1, len(ours | theirs))


def _pairs(wording: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(wording.split()))


@lru_cache(maxsize=4_000)
def bands_of(wording: str) -> tuple[tuple[int, bytes], ...]:
    """The bands of hashes by which a wording meets those like it; none where it is too short to be changed and still known."""
    pairs = _pairs(wording)
    if len(wording.split()) < CHANGED_WORDS:
        return ()
    hashes = np.array([zlib.crc32(" ".join(pair).encode("utf-8", "surrogatepass")) % _PRIME for pair in pairs], np.int64)
    least = ((_FACTORS * hashes + _SHIFTS) % _PRIME).min(axis=1).reshape(BANDS, ROWS)
    return tuple((number, band.tobytes()) for number, band in enumerate(least))


lets_go_of_words(bands_of.cache_clear)
