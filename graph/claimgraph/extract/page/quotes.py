"""Quoted stretches of a text, whichever marks it uses, and how they run on over paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimgraph.extract.page.layout import Paragraph

LONGEST_SINGLE = 600
"""A stretch in single quotes that would be longer is taken for stray apostrophes."""

_SINGLE = re.compile(
    rf"(?<![\w'])'(?=[\w\[$£€])([^'\n]{{1,{LONGEST_SINGLE}}}(?:(?<=\w)'(?=\w)[^'\n]{{0,{LONGEST_SINGLE}}}){{0,12}})(?<![\s(])'(?![\w'])"
)
_OPENERS = frozenset("“„‟«")
_CLOSERS = frozenset("”»")
_ENDS = re.compile(r"[.,!?…]$")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch with its marks, `start..end`; `direct` where it is whole sentences, not a few words inside one.

    `continues` is set where it goes on from a quote that the paragraph before left open.
    """

    start: int
    end: int
    direct: bool
    continues: bool = False

    @property
    def inner(self) -> tuple[int, int]:
        """The offsets of the words without their marks."""
        return self.start + 1, self.end - 1


def quotes_of(text: str, masked: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Quote, ...]:
    """The quotes of the paragraphs in order of the text, none inside another."""
    found: list[Quote] = []
    left_open = False
    for paragraph in paragraphs:
        quotes, left_open = _double(text, masked, paragraph, left_open=left_open)
        found.extend(quotes)
        found.extend(quote for quote in _single(masked, paragraph) if not _inside(quote, quotes))
    return tuple(sorted(found, key=lambda quote: quote.start))


def _double(text: str, masked: str, paragraph: Paragraph, *, left_open: bool) -> tuple[list[Quote], bool]:
    found: list[Quote] = []
    begin: int | None = paragraph.start - 1 if left_open and paragraph.continues else None
    resumed = left_open
    for at in (paragraph.start + offset for offset, char in enumerate(masked[paragraph.start : paragraph.end]) if char == '"'):
        if begin is None and text[at] not in _CLOSERS:
            begin = at
            resumed = left_open and at == paragraph.start
        elif begin is not None and text[at] not in _OPENERS:
            found.append(_quote(masked, begin, at + 1, continues=resumed))
            begin, resumed = None, False
    if begin is None:
        return found, False
    if begin <= paragraph.start or _starts_sentence(masked, begin):
        found.append(replace(_quote(masked, begin, paragraph.end, continues=resumed), direct=True))
    return found, True


def _starts_sentence(masked: str, at: int) -> bool:
    before = masked[max(0, at - 3) : at].rstrip()
    return not before or (before[-1] in ".,:;!?" and masked[at + 1 : at + 2].isupper())


def _quote(masked: str, start: int, end: int, *, continues: bool) -> Quote:
    inner = masked[start + 1 : end - 1].strip()
    words = inner.split()
    whole = bool(_ENDS.search(inner)) and len(words) >= 2 and (_is_first(inner[:1]) or len(words) >= 7)
    return Quote(start, end, whole or (len(words) >= 6 and inner[:1].isupper()), continues)


def _is_first(letter: str) -> bool:
    """Whether a sentence may begin so: with a capital, a figure or a mark."""
    return letter.isupper() or letter.isdigit() or letter in "[.…'£€$"


def _single(masked: str, paragraph: Paragraph) -> Iterator[Quote]:
    for match in _SINGLE.finditer(masked, paragraph.start, paragraph.end):
        yield _quote(masked, match.start(), match.end(), continues=False)


def _inside(quote: Quote, others: list[Quote]) -> bool:
    return any(other.start <= quote.start and quote.end <= other.end for other in others)
