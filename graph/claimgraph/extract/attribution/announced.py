"""What follows a colon after words that only name who says it: "The ministry's line: P", "Their version: P", "Police: P"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from claimgraph.extract.grammar.cues import ADDRESSING, DOCUMENTS, NOUNS, PERSON_NOUNS, SPEECH, TITLES, VOICES
from claimgraph.extract.grammar.frames import Frame, is_person, is_voice, span
from claimgraph.extract.grammar.inflection import is_past, third_person
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.extract.page.layout import Paragraph
from claimgraph.model import Span

SAYINGS = lexicon("""line position version answer reply response verdict message claim view conclusion explanation account argument
    statement story stance take defence defense case finding comment opinion assessment advice theory retort reading testimony recollection
    contention allegation accusation charge complaint reaction admission report estimate word excuse warning promise denial rejoinder
    evidence point prediction forecast fear hope worry concern suspicion belief conviction assertion insistence announcement remark
    suggestion declaration theory hypothesis guess hunch impression rebuttal""")
"""Nouns for what somebody says, which follows a colon."""
_UNOWNED = lexicon("position case story charge")
"""What somebody has, is in or is told of as often as says."""
_OF = (
    SAYINGS
    - _UNOWNED
    - lexicon("""line report word view evidence defence defense complaint finding reading estimate warning promise denial
    excuse message comment""")
)
"""What is somebody's words where it is "of" a voice: "the version of the army", but not "a word of warning"."""
_SPEAKING = frozenset({"PERSON", "ORG", "NORP"})
_THIRD = lexicon("he she his her")
_OWNING = lexicon("their his her its our my your")
_GROUPS = lexicon("official")
_BODIES = lexicon("management leadership administration workforce")
_GIVEN_BY = lexicon("of by from")
_STOPS = lexicon("to on in at this after before about from of by for with today yesterday tonight so now when as over regarding")
"""Words after which a label names no more who speaks."""
_LEADING = lexicon("according per here there against despite contrary and but")
"""Words that begin no label."""
_TENSED = lexicon("is are was were has have had does do did will would can could")
_GENITIVE = ("'s", "’s", "s'", "s’")
_POINTING = lexicon("the a an one another no that this these those any such what")
"""Words that begin another phrase, or name no one in particular."""
_TELLING = frozenset(third_person(verb) for verb in {*ADDRESSING, "say", "write"})
_BEFORE_NOUNS = lexicon("two three four five six seven eight nine ten several many some few all both other former most")
"""Words after which a participle only tells what a noun is like: "two wounded soldiers"."""
_ABBREVIATED = "|".join(sorted(TITLES))
_LABEL = re.compile(rf"(?:^|(?<=[.!?;\"”] ))((?:(?i:{_ABBREVIATED})\. )?[^.:;!?\"\n()]{{2,90}}):(?= +[\w\"'“‘])")
_NEAR = 5
"""How many words name a speaker at most, and stand at most between an owner and what is said."""
_LONGEST = 12
"""How many words a label has at most."""


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
            return _is_owned(label, bare, number)
    return is_voice_alone(label, bare)


def _is_owned(label: Sequence[str], bare: Sequence[str], at: int) -> bool:
    """Whether what is said belongs to somebody by the words right around it: "the army's first version", "the version of the army"."""
    if bare[at] in _UNOWNED:
        return False
    owner = next(
        (number for number in range(at - 1, max(-1, at - _NEAR), -1) if bare[number].endswith(_GENITIVE) or bare[number] in _OWNING), None
    )
    if owner is not None:
        return not _POINTING.intersection(bare[owner + 1 : at])
    group = at > 0 and (bare[at - 1] in _GROUPS or _single(bare[at - 1]) in VOICES - DOCUMENTS)
    return (group or (bare[at] in _OF and _is_given(bare[at + 1 :], label[at + 1 :]))) and at < _NEAR


def _is_given(bare: Sequence[str], label: Sequence[str]) -> bool:
    """Whether words behind a saying tell whose it is: "of the army", "by Ann Lee", but not "of the fire"."""
    if not bare or bare[0] not in _GIVEN_BY:
        return False
    *_, last = takewhile(lambda number: number == 0 or bare[number] not in _STOPS, range(len(bare)))
    return last > 0 and (label[last][:1].isupper() or _is_of_voice(bare[last]))


def _is_of_voice(noun: str) -> bool:
    """Whether a noun, in its plural or not, is of who speaks."""
    return not {noun, _single(noun)}.isdisjoint((VOICES | PERSON_NOUNS | _BODIES) - DOCUMENTS - SAYINGS)


def is_voice_alone(label: Sequence[str], bare: Sequence[str]) -> bool:
    """Whether a label is the noun, or the role and name, of a speaker: "Police", "Ms Caro", "Union leader Greta Moss"."""
    if len(label) > _NEAR or not _STOPS.isdisjoint(bare) or not _POINTING.isdisjoint(bare[1:]) or _tells(label, bare):
        return False
    titled = len(label) > 1 and bare[0].rstrip(".") in TITLES and all(word[:1].isupper() for word in label)
    last = bare[-1] if bare[-1] in VOICES else _single(bare[-1])
    plain = last in (VOICES | PERSON_NOUNS) - DOCUMENTS - SAYINGS and bare[0] not in _POINTING - {"the"}
    return titled or plain or is_led(label)


def _tells(label: Sequence[str], bare: Sequence[str]) -> bool:
    """Whether words hold a verb with its subject before it, so that the last of them is who is spoken to: "The coach told reporters"."""
    return any(
        label[number] == word and (word in _TELLING or is_past(word)) and bare[number - 1] not in _POINTING | _BEFORE_NOUNS
        for number, word in enumerate(bare)
        if number
    )


def is_led(label: Sequence[str]) -> bool:
    """Whether a label is a role and a name, which is as often of whom the words behind it are about: "Union leader Greta Moss"."""
    described = next((number for number, word in enumerate(label) if number and word[:1].isupper()), len(label))
    role = label[described - 1].lower() in PERSON_NOUNS - {"mr", "mrs", "ms"}
    return role and 1 < len(label) <= _NEAR and described < len(label) and all(word[:1].isupper() for word in label[described:])


def _single(word: str) -> str:
    return word.removesuffix("s")


def announced_frames(parse: Parse, known: Iterable[Frame]) -> Iterator[Frame]:
    """The frames of what follows such a label, without those colons that make a frame already."""
    taken = {frame.cue.start for frame in known}
    colons = [(paragraph.start, colon) for paragraph in parse.paragraphs for colon in _colons(parse, paragraph)]
    labels = {colon.index: [word.text for word in _label_before(parse, begin, colon)] for begin, colon in colons}
    led = {index for index, label in labels.items() if is_led(label)}
    several = len({labels[index][-1] for index in led}) > 1
    for begin, colon in colons:
        if colon.start not in taken and (colon.index not in led or is_said(parse, colon, several=several)):
            yield from _frame(parse, begin, colon)


def _colons(parse: Parse, paragraph: Paragraph) -> Iterator[Word]:
    """The colons of a paragraph that end the naming of a speaker, with words behind them."""
    for end in label_ends(parse.masked[paragraph.start : paragraph.end]):
        for colon in parse.between(paragraph.start + end, paragraph.start + end + 1):
            if colon.index + 1 < len(parse.words):
                yield colon


def is_said(parse: Parse, colon: Word, *, several: bool) -> bool:
    """Whether words behind a role and a name are said by them: in quotation marks, of oneself, or under one of several such labels."""
    first = parse.words[colon.index + 1]
    said = parse.words[first.index : parse.sentence_of(first).last + 1]
    own = first.text == '"' or any(word.lower in FIRST for word in said)
    return first.lower not in _THIRD and (own or several)


def _frame(parse: Parse, begin: int, colon: Word) -> Iterator[Frame]:
    label = _label_before(parse, begin, colon)
    first = parse.words[colon.index + 1]
    source = _speaker(label)
    if source is None or parse.paragraph_of(first) is not parse.paragraph_of(colon) or not _is_held(source, label):
        return
    content = Span(first.start, parse.words[parse.sentence_of(first).last].end)
    meaning = next((NOUNS[word.lemma] for word in label if word.lemma in NOUNS and word.lemma in SAYINGS), SPEECH)
    yield Frame(colon, Span(colon.start, colon.end), meaning, (content,), source, span([source]), colon=True)


def _is_held(source: Word, label: Sequence[Word]) -> bool:
    """Whether who holds what a label names can speak: "the account of the fire" and "yesterday's verdict" are of no one."""
    given = any(word.lower in _GIVEN_BY and word.index < source.index for word in label)
    held = any(word.tag == "POS" and word.index == source.index + 1 for word in label)
    if source.pos == "PROPN":
        return source.entity in _SPEAKING or not given
    return not (given or held) or _is_of_voice(source.lemma) or is_person(source)


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
