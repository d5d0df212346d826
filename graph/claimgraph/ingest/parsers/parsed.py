"""What a parser finds, and the marks by which it remembers hidden words until the text is put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimgraph.model import Span

_PAIRS = ("\u2e28\u2e29", "\u2983\u2984", "\u2987\u2988", "\u2997\u2998", "\u29fc\u29fd")

HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits that are set high."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One document as its file holds it: `hidden` are ranges of `text`, `notes` what a reader should know, as (kind, message)."""

    text: str
    media_type: str
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    url: str | None = None
    hidden: tuple[Span, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def left_out(what: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A note that words were not read, if there are any; `what` they are, with its verb.

    >>> list(left_out("Code was", ["a = 1"]))
    [('not-read', 'Code was not read, in 1 place: “a = 1”')]
    """
    if words:
        yield "not-read", f"{what} not read, in {places(len(words))}: “{words[0][:200]}”"


def places(count: int) -> str:
    """So many places in words."""
    return f"{count:,} place{'s' * (count != 1)}"


def marks_for(data: str) -> str:
    """Two characters that stand nowhere in these words, to be put around what is hidden; the first pair where all are used."""
    return next((pair for pair in _PAIRS if not set(pair) & set(data)), _PAIRS[0])


def unmark(text: str, marks: str) -> tuple[str, tuple[Span, ...]]:
    """The text without the marks, and the ranges that stood between them.

    >>> unmark("It \u2e28never\u2e29 rained.", marks_for(""))
    ('It never rained.', (Span(start=3, end=8),))
    """
    parts, spans, length, opened = [], [], 0, None
    for part in re.split(f"([{marks}])", text):
        if part == marks[0]:
            opened = length if opened is None else opened
        elif part == marks[1]:
            spans += [] if opened in (None, length) else [Span(opened or 0, length)]
            opened = None
        else:
            parts.append(part)
            length += len(part)
    return "".join(parts), tuple(spans)


def merged(spans: Iterator[Span]) -> tuple[Span, ...]:
    """Ranges in order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
