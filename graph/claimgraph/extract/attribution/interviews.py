"""Interviews whose questions and answers have no label: paragraphs that end in a question mark, and those that answer them."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimgraph.extract.grammar.cues import SPEECH
from claimgraph.extract.grammar.frames import Frame, Role, noun_phrase
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.extract.naming.names import Names
from claimgraph.extract.naming.speakers import YOU
from claimgraph.extract.page.layout import Paragraph, ParagraphKind
from claimgraph.model import EntityKind, Span

_MEETING = lexicon("interview conversation talk speak meet sit chat")
"""What the lead of an interview tells of how it came about."""
_WITH = lexicon("with to")
_US = lexicon("us")
_THEM = lexicon("him her them")
_LEAST_QUESTIONS = 3
"""How many paragraphs must ask for their answers to be told from other paragraphs."""
_LEAST_ANSWERED = 0.5
"""Which share of the answers must speak of whoever gives them."""
_LEAST_ADDRESSED = 0.3
"""Which share of the questions must speak to somebody: many only go on, as "And then?" does."""
_LONGEST_PROMPT = 25
"""How many words a question has at most that has no question mark: "You kept bees.", "Tell us of the wasps."."""
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
    for exchange in exchanges:
        mark = next(word for word in reversed(_words(parse, parse.paragraphs[exchange.question])) if word.text not in {"*", "**"})
        spoken = [parse.paragraphs[number] for number in exchange.answers]
        contents = tuple(Span(one.start, one.end) for one in spoken)
        asked = (Span(parse.paragraphs[exchange.question].start, mark.start),)
        yield Frame(mark, Span(mark.start, mark.end), SPEECH, asked, role=Role.BARE, colon=True)
        yield Frame(mark, Span(mark.start, mark.end), SPEECH, contents, answering, where, colon=True)


def interviewed(parse: Parse, names: Names, before: int) -> Word | None:
    """The person whom the words before an interview tell was met or talked with, else whom they tell most of; None where there is none."""
    people = [(bisect_left(name.spans, (before, 0)), name) for name in names.all if name.kind is EntityKind.PERSON]
    times, most = max(people, key=lambda pair: pair[0], default=(0, None))
    for word in parse.between(0, before):
        for met in _met(word) if word.lemma in _MEETING else ():
            name = most if met.lower in _THEM and times else names.at(met)
            if name is not None and name.kind is EntityKind.PERSON:
                return name.heads[0]
    told_of = [(number, name.heads[0]) for number, name in people if number]
    ranked = sorted((one for one in told_of if _is_presented(one[1])), key=lambda one: -one[0])
    alone = ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0])
    return ranked[0][1] if alone else None


def _is_presented(head: Word | None) -> bool:
    """Whether a sentence is about whom a name stands for, or has no verb: "Ann Lee keeps bees", "Bees freeze: Ann Lee on her hives"."""
    if head is None:
        return False
    first = head.head if head.dep == "conj" else head
    return first.dep in {"nsubj", "nsubjpass", "appos", "ROOT"} or not any(above.is_verb for above in first.ancestors())


def _met(meeting: Word) -> Iterator[Word]:
    """Whom a word for a meeting is of: "we met X", "an interview with X", "X talked to us"."""
    yield from meeting.all_children("dobj")
    with_whom = [inner for prep in meeting.all_children("prep") if prep.lower in _WITH for inner in prep.all_children("pobj")]
    subject = meeting.child("nsubj")
    if subject is not None and any(inner.lower in _US for inner in with_whom):
        yield subject
    else:
        yield from with_whom


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
    text, words = parse.masked[paragraph.start : paragraph.end].rstrip(), _words(parse, paragraph)
    if not words or '"' in text[:1]:
        return False
    return text.rstrip("*_ ").endswith("?") or (paragraph.kind is ParagraphKind.BODY and _prompts(words))


def _prompts(words: Sequence[Word]) -> bool:
    """Whether a short paragraph without a question mark speaks to somebody and of nobody's own: "You kept bees.", "Tell us of it."."""
    first = words[0]
    asked = first.tag == "VB" and any(word.lower in {"me", "us"} and word.head is first for word in words)
    own = not asked and any(word.lower in FIRST for word in words)
    return len(words) <= _LONGEST_PROMPT and not own and (asked or any(word.lower in YOU | {"your"} for word in words))


def _is_spoken(parse: Parse, paragraph: Paragraph) -> bool:
    """Whether a paragraph can be of an answer: prose, not set apart in brackets or put in quotation marks."""
    return paragraph.kind is ParagraphKind.BODY and parse.masked[paragraph.start] not in '[("'


def _is_conversation(parse: Parse, exchanges: Sequence[_Exchange]) -> bool:
    """Whether most questions speak to somebody, and most answers of whoever gives them: an essay asks without either."""
    questions = [_words(parse, parse.paragraphs[one.question]) for one in exchanges]
    addressed = sum(_prompts(words) or any(word.lower in YOU | {"your"} for word in words) for words in questions)
    answered = sum(any(_speaks_of_itself(parse, number, FIRST) for number in one.answers) for one in exchanges)
    return addressed >= _LEAST_ADDRESSED * len(exchanges) and answered > _LEAST_ANSWERED * len(exchanges)


def _speaks_of_itself(parse: Parse, number: int, own: Collection[str] = _OWN) -> bool:
    return any(word.lower in own for word in _words(parse, parse.paragraphs[number]))


def _words(parse: Parse, paragraph: Paragraph) -> Sequence[Word]:
    return parse.between(paragraph.start, paragraph.end)
