"""Who tells a hearing what it is told, in a report that says so before it names who speaks there: "A jury was told that P"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimgraph.extract.contents import is_passive
from claimgraph.extract.cues import CueKind, lexicon
from claimgraph.extract.frames import Frame, Role, is_person
from claimgraph.extract.words import Parse, Word
from claimgraph.model import Stance

HEARINGS = lexicon("jury juror court inquest hearing tribunal inquiry committee trial magistrate")
"""Those before whom others speak."""
_LEAST_SHARE = 0.6
"""Which share of the words that a headline quotes is to be found again in what somebody says below."""


def with_those_heard(parse: Parse, frames: Sequence[Frame]) -> list[Frame]:
    """The frames, with who speaks first, or says what was quoted, where a report begins with what a hearing was told."""
    speaking = [frame for frame in sorted(frames, key=lambda frame: frame.cue.start) if _speaks(frame)]
    first = speaking[0].cue.start if speaking else 0
    return [_heard(parse, frame, speaking) if frame.cue.start < first and is_heard(frame) else frame for frame in frames]


def _speaks(frame: Frame) -> bool:
    """Whether a person says something, and does not only reject it, before no hearing's ears but a reader's."""
    plain = frame.role is Role.VOICE and frame.meaning.kind is CueKind.SPEECH and frame.meaning.stance is Stance.ENDORSES
    return plain and frame.source is not None and not is_heard(frame) and (is_person(frame.source) or frame.source.pos == "PROPN")


def is_heard(frame: Frame) -> bool:
    """Whether a frame says only before whom something is said: "the jury heard", "an inquest was told"."""
    verb = frame.head
    if verb.lemma == "hear":
        return frame.source is not None and frame.source.lemma in HEARINGS
    told = verb.child("nsubjpass") if is_passive(verb) else verb.child("nsubj")
    unnamed = frame.source is None or frame.source is told
    alone = is_passive(verb) or verb.child("dobj", "dative") is None
    return verb.lemma == "tell" and unnamed and alone and told is not None and told.lemma in HEARINGS


def _heard(parse: Parse, frame: Frame, speaking: Sequence[Frame]) -> Frame:
    quoted = {word.lemma for word in _quoted(parse, frame)}
    alike = (one for one in speaking if quoted and len(quoted & _lemmas(parse, one)) >= _LEAST_SHARE * len(quoted))
    return replace(frame, source=next(alike, speaking[0]).source, source_span=None, role=Role.VOICE)


def _quoted(parse: Parse, frame: Frame) -> Iterator[Word]:
    """The words of a content that stand in quotation marks."""
    inside = False
    for content in frame.contents:
        for word in parse.between(content.start, content.end):
            if word.text == '"':
                inside = not inside
            elif inside and not word.is_punctuation:
                yield word


def _lemmas(parse: Parse, frame: Frame) -> set[str]:
    return {word.lemma for content in frame.contents for word in parse.between(content.start, content.end)}
