"""Where words stand in a text that nobody may change: found byte for byte, or refused."""

from claimgraph.errors import InputError
from claimgraph.model import Anchor, Span


def find_quote(text: str, quote: str, start: int | None, near: Anchor) -> Anchor:
    """The anchor of these words: at `start`, or where they stand nearest to another anchor. Raises InputError.

    A form's line ends are those of the text where it has no others.
    """
    if not quote.strip():
        raise InputError("a quote has at least one word", code="bad-quote")
    words = quote if quote in text else quote.replace("\r\n", "\n")
    if start is not None:
        if not 0 <= start < len(text) or not text.startswith(words, start):
            raise InputError(f"the text does not have {words[:60]!r} at {start}", code="not-in-text")
        return Anchor.of(text, start, start + len(words))
    found = nearest(text, words, near.start)
    if found is None:
        raise InputError(
            f"the words {words[:60]!r} are not in the text: a quote is found there exactly as it is written", code="not-in-text"
        )
    return Anchor.of(text, found.start, found.end)


def nearest(text: str, words: str, place: int) -> Span | None:
    """Where the words stand that begin nearest to a place, None where the text does not have them."""
    before, after = text.rfind(words, 0, place + len(words)), text.find(words, place)
    found = min((start for start in (before, after) if start >= 0), key=lambda start: abs(start - place), default=-1)
    return None if found < 0 else Span(found, found + len(words))


def covering(text: str, one: Anchor, other: Anchor) -> Anchor:
    """The anchor from the first to the last word of both; the first of them where it covers the other already."""
    if one.start <= other.start and other.end <= one.end:
        return one
    return Anchor.of(text, min(one.start, other.start), max(one.end, other.end))


def overlap(one: Anchor, other: Anchor) -> float:
    """How much of the words of both are the same: 1 where all are, 0 where none is."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / (max(one.end, other.end) - min(one.start, other.start) or 1)
