"""Frames that layout makes: "Name: words", questions and answers, what runs on, signatures, the words of others in a message."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.attribution.announced import is_led, is_said
from claimgraph.extract.attribution.interviews import answer_frames, interviewed
from claimgraph.extract.grammar.cues import PERSON_NOUNS, SPEECH, VOICES
from claimgraph.extract.grammar.frames import Frame, Role
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.extract.naming.names import Names
from claimgraph.extract.naming.speakers import YOU
from claimgraph.extract.page.layout import ON_MATTER, SILENT, Paragraph, ParagraphKind
from claimgraph.extract.page.messages import quoted_in
from claimgraph.extract.page.turns import NO_SPEAKER, Label, labels_in
from claimgraph.language.capitals import CAPITAL, CAPITAL_WORD, PARTICLE
from claimgraph.model import EntityKind, Span

_SPEAKER = re.compile(
    rf"\"?((?:{PARTICLE}\s+){{0,2}}{CAPITAL_WORD}(?:\s+(?:{CAPITAL_WORD}|of|for|the|and|{PARTICLE})){{0,5}})(?:\s\([^()\n]{{1,60}}\))?"
    r"(:)\s+(?:(?:\.{2,3}|…|-{2}|[–—])\s*)?(?=[\w\"'])"
)
_SIGNATURE = re.compile(rf"\s{{0,8}}[―—–-]{{1,2}}\s{{0,8}}({CAPITAL}[\w.'’ -]{{1,50}})$")
_QUESTION = frozenset({"q", "question"})
_ANSWER = frozenset({"a", "answer"})
_LEAST_TURNS = 4
"""How many labelled paragraphs make a dialogue, in which a paragraph without a label is the last speaker's."""
_LONGEST_TURN = 3
"""How many paragraphs without a label one speaker has at most."""
_LONGEST_LABEL = 4
"""How many words a label has at most that is not in capitals."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that begins with who speaks: its number, what is before the colon, and the frame of what is said.

    `led` is set where a role leads the label, `plain` where only its capitals tell that it is one.
    """

    number: int
    label: str
    led: bool
    frame: Frame
    plain: bool = False


def dialogue_frames(parse: Parse, names: Names) -> Iterator[Frame]:
    """The frames of paragraphs that begin with their speaker or end with a signature."""
    by_start = {word.start: word for word in parse.words}
    labels = {label.number: label for label in labels_in(parse.masked, parse.paragraphs)}
    called = _called(parse, names, labels.values())
    turns = [turn for number in range(len(parse.paragraphs)) for turn in _turn(parse, names, number, by_start, labels.get(number), called)]
    several = len({turn.label for turn in turns}) > 1
    turns = [turn for turn in turns if several or not turn.plain]
    turns = [turn for turn in turns if turn.number in labels or not turn.led or is_said(parse, turn.frame.head, several=several)]
    if len(turns) >= _LEAST_TURNS:
        turns = [_with_more(parse, *pair) for pair in zip(turns, [*turns[1:], turns[-1]], strict=True)]
    yield from _by_whom(parse, names, turns)
    yield from answer_frames(parse, names) if not turns else ()
    for paragraph in parse.paragraphs:
        yield from _signed(parse, paragraph, by_start)
    yield from _quoted(parse)


def _quoted(parse: Parse) -> Iterator[Frame]:
    """The frames of the words of others in a message; of nobody's where nothing names whose they are."""
    for quoted in quoted_in(parse.parts):
        spoken = [one for part in quoted.parts for one in _paragraphs(parse, part)]
        named = parse.between(quoted.name.start, quoted.name.end) if quoted.name is not None else ()
        mark = named[-1] if named else next(iter(parse.between(spoken[0].start, spoken[-1].end)), None) if spoken else None
        if mark is not None and spoken:
            contents = tuple(Span(one.start, one.end) for one in spoken)
            where = quoted.name if named else None
            yield Frame(mark, Span(mark.start, mark.end), SPEECH, contents, mark if named else None, where, colon=True)


def _paragraphs(parse: Parse, part: Span) -> Sequence[Paragraph]:
    """The paragraphs of a part of a message that are prose."""
    first, last = (bisect_left(parse.paragraphs, at, key=lambda one: one.start) for at in (part.start, part.end))
    return [one for one in parse.paragraphs[first:last] if one.kind not in SILENT]


def _turn(
    parse: Parse, names: Names, number: int, by_start: Mapping[int, Word], label: Label | None, called: Mapping[str, Word]
) -> Iterator[_Turn]:
    """The turn that a paragraph begins; under a label of a text in turns whatever names somebody speaks."""
    if label is not None:
        head, mark = by_start.get(label.head), by_start.get(label.mark)
        if head is not None and mark is not None and _may_speak(head, label):
            content = Span(label.begin, parse.paragraphs[number].end)
            frame = _layout_frame(mark, called.get(label.words.lower(), head), content, Span(label.start, label.end))
            yield _Turn(number, label.words.lower(), False, frame)
            return
    yield from _labelled(parse, names, number, by_start)


def _called(parse: Parse, names: Names, labels: Iterable[Label]) -> dict[str, Word]:
    """Whom labels name elsewhere, by their words: "AB" is Ann Berg, and "THE CHAIR" whoever "THE CHAIR (Ann Berg):" says."""
    found: dict[str, Word] = {}
    for label in labels:
        key, inside = label.words.lower(), parse.between(label.end, label.mark)
        name = next((names.at(word) for word in reversed(inside) if word.pos == "PROPN"), None)
        spelled = [one for one in names.all if "".join(word[0] for word in one.name.split()) == label.words]
        if name is None and label.words.isupper() and len(spelled) == 1 and 2 <= len(label.words) <= _LONGEST_LABEL:
            name = spelled[0]
        elif name is not None and name.kind is not EntityKind.PERSON:
            name = None
        if name is not None and name.heads[0] is not None:
            found.setdefault(key, name.heads[0])
    return found


def _may_speak(head: Word, label: Label) -> bool:
    """Whether a label of a text in turns names somebody: by a name, a role, or in capitals."""
    return label.words.isupper() or head.pos == "PROPN" or head.entity in {"PERSON", "ORG"} or head.lemma in VOICES | PERSON_NOUNS


def _labelled(parse: Parse, names: Names, number: int, by_start: Mapping[int, Word]) -> Iterator[_Turn]:
    paragraph = parse.paragraphs[number]
    headline = paragraph.kind is ParagraphKind.HEADLINE
    match = _SPEAKER.match(parse.masked, paragraph.start, paragraph.end)
    on_matter = ON_MATTER.match(parse.masked, paragraph.start, paragraph.end) if headline and match is None else None
    match = match or on_matter
    if match is None or match.group(1).split()[0].lower() in NO_SPEAKER:
        return
    label, at = match.group(1), match.start(1)
    head, colon = by_start.get(at + label.rfind(" ") + 1), by_start.get(match.start(2))
    if head is None or colon is None:
        return
    known = names.at(head) if headline or number == 0 else None
    person = known is not None and known.kind is EntityKind.PERSON
    named = (person or head.entity in {"PERSON", "ORG"} or head.lemma in VOICES) and len(label.split()) <= _LONGEST_LABEL
    if (label.isupper() or named) and (on_matter is None or person or head.entity == "PERSON"):
        content = Span(match.end(), paragraph.end)
        frame = _layout_frame(colon, head, content, Span(at, match.end(1)))
        yield _Turn(number, label.lower(), is_led(label.split()), frame, plain=not named and len(label.split()) > 1)


def _layout_frame(mark: Word, head: Word, content: Span, where: Span) -> Frame:
    return Frame(mark, Span(mark.start, mark.end), SPEECH, (content,), head, where, colon=True)


def _with_more(parse: Parse, turn: _Turn, following: _Turn) -> _Turn:
    """A turn of a dialogue with the paragraphs up to the next one, which are its speaker's unless they are set apart in brackets."""
    spoken = [one for one in parse.paragraphs[turn.number + 1 : following.number] if parse.masked[one.start] not in "[("]
    if len(spoken) > _LONGEST_TURN or any(one.kind is not ParagraphKind.BODY for one in spoken):
        return turn
    return replace(turn, frame=turn.frame.with_contents([*turn.frame.contents, *(Span(one.start, one.end) for one in spoken)]))


def _by_whom(parse: Parse, names: Names, turns: Sequence[_Turn]) -> Iterator[Frame]:
    """The frames of turns; of "Q" and "A" the questions are the author's own, the answers those of whom the lead presents.

    Where nobody is presented, answers to whom is asked ("you") or of oneself ("I") are of whoever "A" is, and others the author's.
    """
    labels = {turn.label for turn in turns}
    if not (labels & _QUESTION and labels & _ANSWER):
        yield from (turn.frame for turn in turns)
        return
    answering = interviewed(parse, names, turns[0].frame.cue.start)
    spoken = any(_is_of_talk(parse, turn) for turn in turns)
    for turn in turns:
        if turn.label in _ANSWER and answering is not None:
            yield replace(turn.frame, source=answering)
        else:
            own = turn.label in (_QUESTION if spoken else _QUESTION | _ANSWER)
            yield replace(turn.frame, role=Role.OPERATOR) if own else turn.frame


def _is_of_talk(parse: Parse, turn: _Turn) -> bool:
    """Whether a question is put to somebody, or an answer is of oneself."""
    telling = YOU | {"your"} if turn.label in _QUESTION else FIRST if turn.label in _ANSWER else frozenset()
    return any(word.lower in telling for span in turn.frame.contents for word in parse.between(span.start, span.end))


def _signed(parse: Parse, paragraph: Paragraph, by_start: Mapping[int, Word]) -> Iterator[Frame]:
    """The frame of a quotation with its speaker below or behind it: "P" — Anna Berg."""
    words = parse.masked[paragraph.start : paragraph.end]
    signature = _SIGNATURE.search(words, max(0, len(words) - 60))
    if signature is None or not words[: signature.start()].rstrip().endswith('"') or '"' not in words[:3]:
        return
    start, at = paragraph.start + signature.start(), paragraph.start + signature.start(1)
    name = signature.group(1)
    dash = start + len(signature.group()) - len(signature.group().lstrip())
    head, mark = by_start.get(at + name.rfind(" ") + 1), by_start.get(dash)
    if head is not None and mark is not None:
        yield _layout_frame(mark, head, Span(paragraph.start, start), Span(at, at + len(name)))
