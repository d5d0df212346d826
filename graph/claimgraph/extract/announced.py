"""What follows a colon after words that only name who says it: "The ministry's line: P", "Their version: P", "Police: P"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from claimgraph.extract.cues import DOCUMENTS, NOUNS, PERSON_NOUNS, TITLES, VOICES, Cue, CueKind, lexicon
from claimgraph.extract.frames import Frame, is_voice, span
from claimgraph.extract.words import Parse, Word
from claimgraph.model import Span

SAYINGS = lexicon("""line position version answer reply response verdict message claim view conclusion explanation account argument
    statement story stance take defence defense case finding comment opinion assessment advice theory retort reading testimony recollection
    contention allegation accusation charge complaint reaction admission report estimate word excuse warning promise denial rejoinder
    evidence""")
"""Nouns for what somebody says, which follows a colon."""
_OWNING = lexicon("their his her its our my your")
_GROUPS = lexicon("official")
_GIVEN_BY = lexicon("of by from")
_STOPS = lexicon("to on in at this after before about from of by for with today yesterday tonight so now when as over regarding")
"""Words after which a label names no more who speaks."""
_LEADING = lexicon("according per here there against despite contrary and but")
"""Words that begin no label."""
_TENSED = lexicon("is are was were has have had does do did will would can could")
_GENITIVE = ("'s", "’s", "s'", "s’")
_POINTING = lexicon("the a an one another no that this these those any such what")
"""Words that begin another phrase, or name no one in particular."""
_TITLED = TITLES | {"cllr"}
_ABBREVIATED = "|".join(sorted(_TITLED))
_LABEL = re.compile(rf"(?:^|(?<=[.!?;\"”] ))((?:(?i:{_ABBREVIATED})\. )?[^.:;!?\"\n()]{{2,90}}):(?= +[\w\"'“‘])")
_NEAR = 5
"""How many words name a speaker at most, and stand at most between an owner and what is said."""
_LONGEST = 12
"""How many words a label has at most."""
_SAID = Cue(CueKind.SPEECH)


def label_ends(words: str) -> Iterator[int]:
    """Where in a paragraph the colons stand that end the naming of a speaker.

    >>> words = "The mayor's line: nobody was hurt. One thing is clear: it rained. Police: three were."
    >>> [words[:end].rsplit(". ")[-1] for end in label_ends(words)]
    ["The mayor's line", 'Police']
    """
    for found in _LABEL.finditer(words):
        if _names_speaker(found.group(1).split()):
            yield found.end(1)


def _names_speaker(label: Sequence[str]) -> bool:
    """Whether the words before a colon name what somebody says and who it is, or only who."""
    if not 1 <= len(label) <= _LONGEST:
        return False
    bare = [word.lower().rstrip(",") for word in label]
    if bare[0] in _STOPS | _LEADING or not _TENSED.isdisjoint(bare):
        return False
    for number, word in enumerate(bare):
        if word in SAYINGS and (number + 1 == len(bare) or bare[number + 1] in _STOPS or label[number].endswith(",")):
            return _is_owned(bare, number)
    return _is_voice_alone(label, bare)


def _is_owned(bare: Sequence[str], at: int) -> bool:
    """Whether what is said belongs to somebody by the words right around it: "the army's first version", "the version of the army"."""
    owner = next(
        (number for number in range(at - 1, max(-1, at - _NEAR), -1) if bare[number].endswith(_GENITIVE) or bare[number] in _OWNING), None
    )
    if owner is not None:
        return not _POINTING.intersection(bare[owner + 1 : at])
    group = at > 0 and (bare[at - 1] in _GROUPS or _single(bare[at - 1]) in VOICES - DOCUMENTS)
    return (group and at < _NEAR) or (at < _NEAR and at + 1 < len(bare) and bare[at + 1] in _GIVEN_BY)


def _is_voice_alone(label: Sequence[str], bare: Sequence[str]) -> bool:
    """Whether a label is the noun, or the role and name, of a speaker: "Police", "Ms Caro", "Union leader Greta Moss"."""
    if len(label) > _NEAR or not _STOPS.isdisjoint(bare) or not _POINTING.isdisjoint(bare[1:]):
        return False
    titled = len(label) > 1 and bare[0].rstrip(".") in _TITLED and all(word[:1].isupper() for word in label)
    described = next((number for number, word in enumerate(label) if number and word[:1].isupper()), len(label))
    led = bare[described - 1] in PERSON_NOUNS and all(word[:1].isupper() for word in label[described:])
    titled = titled or (led and described < len(label))
    last = bare[-1] if bare[-1] in VOICES else _single(bare[-1])
    plain = last in (VOICES | PERSON_NOUNS) - DOCUMENTS - SAYINGS and bare[0] not in _POINTING - {"the"}
    return titled or plain


def _single(word: str) -> str:
    return word.removesuffix("s")


def announced_frames(parse: Parse, known: Iterable[Frame]) -> Iterator[Frame]:
    """The frames of what follows such a label, without those colons that make a frame already."""
    taken = {frame.cue.start for frame in known}
    for paragraph in parse.paragraphs:
        for end in label_ends(parse.masked[paragraph.start : paragraph.end]):
            (colon, *_) = parse.between(paragraph.start + end, paragraph.start + end + 1) or (None,)
            if colon is not None and colon.start not in taken and colon.index + 1 < len(parse.words):
                yield from _frame(parse, paragraph.start, colon)


def _frame(parse: Parse, begin: int, colon: Word) -> Iterator[Frame]:
    label = _label_before(parse, begin, colon)
    first = parse.words[colon.index + 1]
    source = _speaker(label)
    if source is None or parse.paragraph_of(first) is not parse.paragraph_of(colon):
        return
    content = Span(first.start, parse.words[parse.sentence_of(first).last].end)
    meaning = next((NOUNS[word.lemma] for word in label if word.lemma in NOUNS and word.lemma in SAYINGS), _SAID)
    yield Frame(colon, Span(colon.start, colon.end), meaning, (content,), source, span([source]), colon=True)


def _label_before(parse: Parse, begin: int, colon: Word) -> list[Word]:
    """The words of the label that a colon ends."""
    found: list[Word] = []
    for word in reversed(parse.between(begin, colon.start)):
        if word.text in {".", "!", "?", ";", '"'} and not (found and word.end == found[-1].start):
            break
        found.append(word)
    return found[::-1]


def _speaker(label: Sequence[Word]) -> Word | None:
    """The word of a label that names who speaks."""
    saying = next((number for number, word in enumerate(label) if word.lower in SAYINGS and _ends_phrase(label[number + 1 :])), None)
    if saying is None:
        return _last_name(label)
    before, after = label[:saying], label[saying + 1 :]
    owner = next((word for word in before if word.lower in _OWNING), None)
    held = next((word for word, mark in pairwise(before) if mark.tag == "POS"), None)
    if owner is not None or held is not None:
        return held or owner
    if after and after[0].lower in _GIVEN_BY:
        return _last_name(after[1:])
    return before[-1] if before and before[-1].is_nominal and is_voice(before[-1]) else label[saying]


def _ends_phrase(after: Sequence[Word]) -> bool:
    return not after or after[0].lower in _STOPS or after[0].text == ","


def _last_name(label: Sequence[Word]) -> Word | None:
    """The last noun of the first words of a label, up to a comma or a preposition."""
    named: list[Word] = []
    for word in label:
        if named and (word.text == "," or word.lower in _STOPS or word.pos == "ADP"):
            break
        if word.is_nominal or word.pos == "ADJ":
            named.append(word)
    return named[-1] if named else None
