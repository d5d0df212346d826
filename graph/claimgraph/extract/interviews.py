"""Interviews whose questions and answers have no label: paragraphs that end in a question mark, and those that answer them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.extract.antecedents import FIRST
from claimgraph.extract.cues import Cue, CueKind, lexicon
from claimgraph.extract.frames import Frame, Role, noun_phrase
from claimgraph.extract.layout import Paragraph, ParagraphKind
from claimgraph.extract.names import Names
from claimgraph.extract.speakers import YOU
from claimgraph.extract.words import Parse, Word
from claimgraph.model import EntityKind, Span

_SAID = Cue(CueKind.SPEECH)
_MEETING = lexicon("interview question answer conversation talk speak meet ask sit chat tell")
"""What the lead of an interview tells of how it came about."""
_LEAST_QUESTIONS = 2
"""How many paragraphs must ask for their answers to be told from other paragraphs."""
_LEAST_SHARE = 0.5
"""Which share of the questions must speak to somebody, or of the answers of themselves."""
_LONGEST_ANSWER = 6
"""How many paragraphs one answer has at most."""
_OWN = FIRST | {"yes", "no"}


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A question and the paragraphs that answer it, by their numbers."""

    question: int
    answers: tuple[int, ...]


def answer_frames(parse: Parse, names: Names) -> Iterator[Frame]:
    """The frames of answers without a label, which are of whom the headline or the lead presents; none where it presents nobody."""
    exchanges = list(_exchanges(parse))
    if len(exchanges) < _LEAST_QUESTIONS or not _is_conversation(parse, exchanges):
        return
    answering = interviewed(parse, names, parse.paragraphs[exchanges[0].question].start)
    if answering is None:
        return
    where = noun_phrase(parse, answering)
    yield from _in_headline(parse, exchanges[0].question, answering, where)
    for exchange in exchanges:
        mark = _words(parse, parse.paragraphs[exchange.question])[-1]
        spoken = [parse.paragraphs[number] for number in exchange.answers]
        contents = tuple(Span(one.start, one.end) for one in spoken)
        asked = (Span(parse.paragraphs[exchange.question].start, mark.start),)
        yield Frame(mark, Span(mark.start, mark.end), _SAID, asked, role=Role.BARE, colon=True)
        yield Frame(mark, Span(mark.start, mark.end), _SAID, contents, answering, where, colon=True)


def _in_headline(parse: Parse, before: int, answering: Word, where: Span) -> Iterator[Frame]:
    """The frame of words in quotation marks in a headline, which are of whom the interview is with."""
    for paragraph in parse.paragraphs[:before]:
        marks = [word for word in _words(parse, paragraph) if word.text == '"']
        if paragraph.kind is ParagraphKind.HEADLINE and len(marks) == 2:
            first, last = marks
            yield Frame(last, Span(last.start, last.end), _SAID, (Span(first.start, last.start),), answering, where, colon=True)


def interviewed(parse: Parse, names: Names, before: int) -> Word | None:
    """The person whom the words before an interview name most often, the first of several; None where they tell of no meeting."""
    if not any(word.lemma in _MEETING for word in parse.between(0, before)):
        return None
    people = [(bisect_left(name.spans, (before, 0)), name) for name in names.all if name.kind is EntityKind.PERSON]
    times, name = max(people, key=lambda pair: pair[0], default=(0, None))
    return name.heads[0] if name is not None and times else None


def _exchanges(parse: Parse) -> Iterator[_Exchange]:
    """The questions of a text that stand in a paragraph each, with the paragraphs up to the next one."""
    asking = [number for number, one in enumerate(parse.paragraphs) if _asks(parse, one)]
    for number, following in pairwise([*asking, len(parse.paragraphs)]):
        answers = []
        for other in range(number + 1, min(following, number + 1 + _LONGEST_ANSWER)):
            last = following == len(parse.paragraphs) and other > number + 1 and not _speaks_of_itself(parse, other)
            if last or not _is_spoken(parse, parse.paragraphs[other]):
                break
            answers.append(other)
        if answers:
            yield _Exchange(number, tuple(answers))


def _asks(parse: Parse, paragraph: Paragraph) -> bool:
    words = parse.masked[paragraph.start : paragraph.end].rstrip()
    return words.endswith("?") and bool(_words(parse, paragraph)) and '"' not in words[:1]


def _is_spoken(parse: Parse, paragraph: Paragraph) -> bool:
    """Whether a paragraph can be of an answer: prose, not set apart in brackets or put in quotation marks."""
    return paragraph.kind is ParagraphKind.BODY and parse.masked[paragraph.start] not in '[("'


def _is_conversation(parse: Parse, exchanges: Sequence[_Exchange]) -> bool:
    """Whether enough questions speak to somebody, and enough answers of whoever gives them: an essay asks without either."""
    addressed = sum(any(word.lower in YOU | {"your"} for word in _words(parse, parse.paragraphs[one.question])) for one in exchanges)
    answered = sum(any(_speaks_of_itself(parse, number) for number in one.answers) for one in exchanges)
    return min(addressed, answered) > 0 and addressed + answered >= 2 * _LEAST_SHARE * len(exchanges)


def _speaks_of_itself(parse: Parse, number: int) -> bool:
    return any(word.lower in _OWN for word in _words(parse, parse.paragraphs[number]))


def _words(parse: Parse, paragraph: Paragraph) -> Sequence[Word]:
    return parse.between(paragraph.start, paragraph.end)
