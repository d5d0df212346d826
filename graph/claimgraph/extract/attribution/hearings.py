"""Who tells a hearing what it is told, in a report that says so before it names who speaks there: "A jury was told that P"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import HEARINGS, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, is_person
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.names import Names
from claimgraph.extract.naming.roles import is_counsel, is_for_defence
from claimgraph.model import Stance

_PANELS = frozenset({"inquiry", "committee"})
"""Hearings that are no court: what one of them is told no court is."""
_SPEAKERS_THERE = lexicon("counsel barrister prosecutor prosecution coroner pathologist witness")
_LEAST_SHARE = 0.6
"""Which share of what was heard, of the words in quotation marks where there are any, is to be found again in what somebody says below."""
_LEAST_WORDS = 3
"""How many words must be asked for: fewer are found again by chance."""
_FAR = 40
"""How many who speak below are looked at."""
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


@dataclass(frozen=True, slots=True)
class _Speaking:
    """Somebody who says something below, and the lemmas of his words."""

    frame: Frame
    lemmas: frozenset[str]
    negated: bool

    def says(self, asked: frozenset[str], *, negated: bool) -> bool:
        """Whether his words are, in the main, those asked for, and as much denied as they are."""
        enough = len(asked) >= _LEAST_WORDS and len(asked & self.lemmas) >= _LEAST_SHARE * len(asked)
        return enough and self.negated == negated


@dataclass(frozen=True, slots=True)
class _Below:
    """Those who say something below, in order, and before which hearings the first of them speaks."""

    speaking: tuple[_Speaking, ...]
    before: frozenset[str]

    def speaker(self, hearing: Word, words: Sequence[Word]) -> Frame | None:
        """Who says what a hearing was told, else the first to speak where he speaks there; nobody once somebody spoke."""
        if not self.speaking or self.speaking[0].frame.cue.start <= hearing.start:
            return None
        asked = frozenset(word.lemma for word in _quoted(words)) or _lemmas(word for word in words if word.pos in _TELLING)
        negated = _is_negated(words)
        alike = (one.frame for one in self.speaking if one.says(asked, negated=negated))
        there = any(_is_one(hearing.lemma, other) for other in self.before)
        return next(alike, self.speaking[0].frame if there else None)


def with_those_heard(parse: Parse, names: Names, frames: Sequence[Frame]) -> list[Frame]:
    """The frames, with who says below what a hearing was told, or speaks there first; with nobody where neither is shown."""
    speaking = [frame for frame in sorted(frames, key=lambda frame: frame.cue.start) if _speaks(frame)][:_FAR]
    known = [_Speaking(frame, _lemmas(words := _words(parse, frame)), _is_negated(words)) for frame in speaking]
    below = _Below(tuple(known), _before_whom(names, speaking[0]) if speaking else frozenset())
    return [_heard(parse, frame, below) for frame in frames]


def _speaks(frame: Frame) -> bool:
    """Whether a person says something, and does not only reject it, before no hearing's ears but a reader's."""
    plain = frame.role is Role.VOICE and frame.meaning.kind is CueKind.SPEECH and frame.meaning.stance is Stance.ENDORSES
    named = frame.source is not None and (is_person(frame.source) or frame.source.pos == "PROPN")
    return plain and named and _hearing_of(frame) is None


def _hearing_of(frame: Frame) -> Word | None:
    """Before whom something is said, where only that is told: "the jury heard", "an inquest was told"."""
    verb = frame.head
    if verb.lemma == "hear":
        return frame.source if frame.source is not None and frame.source.lemma in HEARINGS else None
    told = verb.child("nsubjpass") if is_passive(verb) else verb.child("nsubj")
    unnamed = frame.source is None or frame.source is told
    alone = is_passive(verb) or verb.child("dobj", "dative") is None
    return told if verb.lemma == "tell" and unnamed and alone and told is not None and told.lemma in HEARINGS else None


def _heard(parse: Parse, frame: Frame, below: _Below) -> Frame:
    """The frame with its speaker, or with none: a hearing holds nothing of what it is told."""
    hearing = _hearing_of(frame)
    if hearing is None:
        return frame
    speaker = below.speaker(hearing, _words(parse, frame))
    if speaker is None:
        return replace(frame, source=None, source_span=None)
    return replace(frame, source=speaker.source, source_span=None, role=Role.VOICE)


def _before_whom(names: Names, frame: Frame) -> frozenset[str]:
    """The hearings to which somebody speaks, not for the defence: those he tells; any, of counsel, a witness and who gives evidence."""
    source = frame.source
    name = names.at(source) if source is not None else None
    if source is None or (name is not None and is_for_defence(name)):
        return frozenset()
    pleads = source.lemma in _SPEAKERS_THERE or (name is not None and is_counsel(name))
    return HEARINGS if pleads or _testifies(frame.head) else HEARINGS & {word.lemma for word in _told(frame.head)}


def _told(verb: Word) -> Iterator[Word]:
    """To whom a verb says something: "told the court", "said to the jury"."""
    yield from verb.all_children("dobj", "dative")
    for prep in verb.all_children("prep", "dative"):
        yield from prep.all_children("pobj")


def _is_one(hearing: str, other: str) -> bool:
    """Whether two words may mean the same hearing: a jury sits in a court, a committee does not."""
    both = {hearing, other}
    return len(both) == 1 or "hearing" in both or not both & _PANELS


def _testifies(verb: Word) -> bool:
    """Whether somebody speaks as a witness: "he testified that", "giving evidence, she said"."""
    giving = (clause.child("dobj") for clause in verb.all_children("advcl") if clause.lemma == "give")
    return verb.lemma == "testify" or any(given is not None and given.lemma == "evidence" for given in giving)


def _words(parse: Parse, frame: Frame) -> list[Word]:
    return [word for content in frame.contents for word in parse.between(content.start, content.end)]


def _quoted(words: Iterable[Word]) -> Iterator[Word]:
    """The words that stand in quotation marks."""
    inside = False
    for word in words:
        if word.text == '"':
            inside = not inside
        elif inside and not word.is_punctuation:
            yield word


def _lemmas(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(word.lemma for word in words)


def _is_negated(words: Iterable[Word]) -> bool:
    return any(word.dep == "neg" for word in words)
