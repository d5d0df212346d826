"""Where the words that a model gives stand in a text: the offsets are always found here, never taken from an answer."""

import re
from collections.abc import Iterable, Iterator

from claimgraph.extract.llm.prompts import Piece
from claimgraph.language import mask
from claimgraph.model import Span

NEAR = 300
"""How many code points a cue or a hedge may be away from the words that it is about."""
_LEAST_LETTERS = 4
_PREFIX = 4
"""Words that share so many first letters count as forms of one: "closed", "closure"."""
_ENDS = (". ", "! ", "? ", ".\n", "!\n", "?\n", "\n\n")
_IN_ONE = 0.5
_IN_ONE_OF_SEVERAL = 0.9
_MARKS = " \n\"'.,;:"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Text:
    """A text as a model saw it, to be searched for words: curly quotes are as good as straight ones, a line end as a space."""

    def __init__(self, shown: str) -> None:
        self.masked = mask(shown)
        words = [word.casefold() for word in _WORD.findall(self.masked)]
        self.words = frozenset(part for word in words for part in (word, *_parts(word)))
        self.stems = frozenset(word[:_PREFIX] for word in self.words)

    def find(self, words: str, piece: Piece) -> Span | None:
        """Where the words first stand in a piece, as they are written; marks around them are left out."""
        found = next(self._all(words, piece.start, piece.end), None)
        return self._trimmed(found) if found is not None else None

    def is_quoted(self, span: Span) -> bool:
        """Whether the words stand between quotation marks."""
        return self.masked[max(0, span.start - 1) : span.start] == '"' and '"' in self.masked[span.end : span.end + 3]

    def _trimmed(self, span: Span) -> Span | None:
        """The span without the spaces and marks at its ends, None where nothing else is in it."""
        words = self.masked[span.start : span.end]
        bare = words.lstrip(_MARKS)
        start = span.start + len(words) - len(bare)
        return Span(start, start + len(bare.rstrip(_MARKS))) if bare else None

    def nearest(self, words: str, to: Span, reach: int | None = None) -> Span | None:
        """Where the words stand nearest to a place, in any case of letters, at most `reach` code points from it."""
        low, high = (0, len(self.masked)) if reach is None else (max(0, to.start - reach), to.end + reach)
        return min(self._all(words, low, high, flags=re.IGNORECASE), key=lambda found: _distance(found, to), default=None)

    def around(self, span: Span) -> Span:
        """The sentences that hold a span: from the mark that ends the one before to that which ends its last."""
        start = max((self.masked.rfind(mark, 0, span.start) + len(mark) for mark in _ENDS if mark in self.masked[: span.start]), default=0)
        ends = (self.masked.find(mark, max(span.start, span.end - 1)) for mark in _ENDS)
        return Span(start, min((end + 1 for end in ends if end >= 0), default=len(self.masked)))

    def unfounded(self, sentence: str, quote: Span) -> str:
        """Why a sentence cannot be what the quote says, by its words: "" where nothing speaks against it."""
        words = _WORD.findall(mask(sentence))
        if not words:
            return "the claim has no words"
        strange = [
            word for number, word in enumerate(words) if (_is_number(word) or (number and word[0].isupper())) and not self._has(word)
        ]
        if strange:
            return f"the claim names “{strange[0]}”, which the text does not"
        content = [word.casefold()[:_PREFIX] for word in words if len(word) >= _LEAST_LETTERS]
        if 2 * sum(stem in self.stems for stem in content) < len(content):
            return "most words of the claim are not those of the text"
        quoted = {word.casefold()[:_PREFIX] for word in _WORD.findall(self.masked[quote.start : quote.end]) if len(word) >= _LEAST_LETTERS}
        if quoted and not quoted & set(content):
            return "the claim shares no word with its quote"
        return "" if self._is_in_one(content_of(words), quote) else "too many words of the claim stand in no one sentence of its quote"

    def _is_in_one(self, content: list[str], quote: Span) -> bool:
        """Whether one sentence of a quote has half of these words, or nearly all of them where the quote is of several."""
        whole = self.around(quote)
        pieces = re.split(r"[.!?][\"')]*\s+|\n\n", self.masked[whole.start : whole.end].rstrip())
        found = [{word.casefold()[:_PREFIX] for word in _WORD.findall(piece)} for piece in pieces]
        best = max(sum(stem in stems for stem in content) for stems in found)
        return best >= len(content) * (_IN_ONE if len(found) == 1 else _IN_ONE_OF_SEVERAL)

    def _has(self, word: str) -> bool:
        small = word.casefold()
        return small in self.words or all(part in self.words for part in _parts(small) or (small,))

    def _all(self, words: str, start: int, end: int, *, flags: int = 0) -> Iterator[Span]:
        parts = [re.escape(part) for part in mask(words).split()]
        if parts:
            pattern = re.compile(_edge(parts[0][0], r"(?<!\w)") + r"\s+".join(parts) + _edge(parts[-1][-1], r"(?!\w)"), flags)
            yield from (Span(*found.span()) for found in pattern.finditer(self.masked, start, min(end, len(self.masked))))


def content_of(words: Iterable[str]) -> list[str]:
    """The stems of the words of content but names, which may stand for what the text says in other words."""
    return [word[:_PREFIX] for word in words if len(word) >= _LEAST_LETTERS and not word[0].isupper()]


def _edge(letter: str, bound: str) -> str:
    """The condition that words which begin or end with this letter do not do so inside others."""
    return bound if letter.isalnum() else ""


def _parts(word: str) -> tuple[str, ...]:
    """The parts of a word with an apostrophe or a hyphen in it, but single letters."""
    parts = re.split(r"['’-]", word)
    return tuple(part for part in parts if len(part) > 1) if len(parts) > 1 else ()


def _is_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _distance(found: Span, to: Span) -> int:
    return max(found.start - to.end, to.start - found.end, 0)
