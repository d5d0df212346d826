"""What of a text nobody can see: characters without a shape, and the ranges that a parser found hidden, as a finding."""

import re
from collections.abc import Iterator

from claimgraph.model import Anchor, Document, Finding, Span

_TAG_RUN = "(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+"
"""Unicode tags that are not part of a flag."""
_SHAPELESS = "[\u200b\u180e\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]+"
_JOINERS = "(?<![^\x00-\x7f])[\u200c\u200d]+(?![^\x00-\x7f])"
"""Joiners between ASCII characters, where no script and no picture needs any."""
_TAGS = re.compile(_TAG_RUN)
_INVISIBLE = re.compile(f"{_TAG_RUN}|{_SHAPELESS}|{_JOINERS}")
_SHOWN = 200


def invisible_spans(text: str) -> Iterator[Span]:
    """Where characters stand that nobody sees: zero-width ones, reversals of direction, and Unicode tags outside of flags.

    >>> list(invisible_spans("The ma\u200byor left."))
    [Span(start=6, end=7)]
    """
    return (Span(match.start(), match.end()) for match in _INVISIBLE.finditer(text))


def tagged_words(text: str) -> str:
    """What the Unicode tags of a text spell, in plain letters.

    >>> tagged_words("a\U000e0068\U000e0069b")
    'hi'
    """
    return "".join(chr(ord(letter) - 0xE0000) for run in _TAGS.findall(text) for letter in run if 0xE0020 <= ord(letter) < 0xE007F)


def hidden_words(document: Document) -> Iterator[Finding]:
    """One finding on the hidden ranges of a document, anchored at the first, with what they say; none where all can be seen."""
    if not document.hidden:
        return
    first = document.hidden[0]
    words = " … ".join(document.text[span.start : span.end] for span in document.hidden[:20])
    told = tagged_words(words) or " ".join(_INVISIBLE.sub("", words).split())
    count = sum(span.end - span.start for span in document.hidden)
    saying = f": “{told[:_SHOWN]}”" if told.strip(" …") else ""
    where = f"in {len(document.hidden):,} place{'s' * (len(document.hidden) != 1)}"
    message = f"{count:,} character{'s' * (count != 1)} {where} cannot be seen where the text was published{saying}."
    yield Finding("hidden-text", document.id, message, Anchor.of(document.text, first.start, first.end))
