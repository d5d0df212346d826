"""Frames of what is set as a paragraph by itself below whoever says it: "Ann Berg added:" and, without marks, the words."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from claimgraph.extract.attribution.quoted import spoken_by
from claimgraph.extract.attribution.verbal import is_said
from claimgraph.extract.grammar.frames import Frame
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.page.layout import Paragraph, ParagraphKind
from claimgraph.model import Span

_LONGEST_LEAD = 24
"""How many words the sentence has at most that leads in what is set apart."""


def block_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of paragraphs that a verb of speech and a colon at the end of the one before lead in."""
    for lead, block in pairwise(parse.paragraphs):
        if parse.masked[lead.end - 1] == ":" and block.kind is ParagraphKind.BODY and parse.masked[block.start] not in "\"'":
            frame = _led_in(parse, lead)
            if frame is not None:
                yield replace(frame, contents=(Span(block.start, block.end),))


def _led_in(parse: Parse, lead: Paragraph) -> Frame | None:
    """The frame of the verb of speech by which a paragraph ends: its last word but for an adverb, or the verb of its last sentence."""
    words = _last_sentence(parse, lead)
    if not words or len(words) > _LONGEST_LEAD:
        return None
    verbs = (word for word in reversed(words) if word.is_root or word.index >= words[-1].index - 1)
    frames = (frame for word in verbs if (frame := spoken_by(parse, word)) is not None)
    return next((frame for frame in frames if _leads_in(frame)), None)


def _leads_in(frame: Frame) -> bool:
    """Whether a verb tells in a main clause that somebody does say what follows: not "nobody said:", not "those who say:"."""
    main = all(word.dep in {"ROOT", "conj", "advcl"} for word in (frame.head, *frame.head.ancestors()))
    return main and frame.source is not None and is_said(frame.head, frame.source)


def _last_sentence(parse: Parse, paragraph: Paragraph) -> tuple[Word, ...]:
    """The words of the last sentence of a paragraph before the mark that ends it."""
    inside = parse.between(paragraph.start, paragraph.end)
    return tuple(word for word in inside if word.sentence == inside[-1].sentence and word.start < paragraph.end - 1)
