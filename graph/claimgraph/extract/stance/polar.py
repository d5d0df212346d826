"""Yes or no as the answer to a question told with it: "Asked whether P, X said no", "Asked if P, X replied: 'Absolutely not.'"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.extract.grammar.cues import QUESTION_MARKS, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, is_negated, speaker_span, subject_of
from claimgraph.extract.grammar.words import FINITE, Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Span, Stance

_ENDS = r"(?=[\W]*$|\s?[.,;!:–—\"”’'])"
_NO = re.compile(
    r"[\W]*(?P<words>no|nope|never|not at all|by no means|(?:absolutely|certainly|definitely|of course|most definitely) not)" + _ENDS,
    re.IGNORECASE,
)
_YES = re.compile(r"[\W]*(?P<words>yes|yeah|absolutely|certainly|definitely|of course|indeed)" + _ENDS, re.IGNORECASE)
_ASKING = frozenset({"ask", "question", "press", "quiz"})
_ANSWERING = lexicon("say reply answer respond insist tell")
_POINTERS = frozenset({"it", "that", "this", "so"})


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question: the head of the clause that is asked, and the frame of who says yes or no to it.

    `alone` is set where the clause around tells nothing but the answer.
    """

    asked: Word
    frame: Frame
    alone: bool


def polar_answers(parse: Parse) -> Iterator[Answer]:
    """The answers of a text in order."""
    for verb in parse.words:
        asked = _asked(verb) if verb.is_verb and verb.tag in FINITE else None
        source = subject_of(verb) if asked is not None else None
        said = _said(parse, verb) if asked is not None else None
        if asked is not None and source is not None and said is not None:
            stance, where = said
            frame = Frame(
                verb, Span(verb.start, verb.end), Cue(CueKind.SPEECH, stance), (where,), source, speaker_span(parse, verb, source)
            )
            yield Answer(asked, frame, verb.lemma not in {"shake", "nod"})


def _asked(verb: Word) -> Word | None:
    """The clause of a plain question that somebody was asked before a verb tells what came of it."""
    asked = next((child for child in verb.all_children("advcl") if child.lemma in _ASKING and child.tag == "VBN"), None)
    clause = asked.child("ccomp") if asked is not None and asked.index < verb.index else None
    mark = clause.child("mark") if clause is not None else None
    plain = mark is not None and mark.lower in QUESTION_MARKS | {"if"} and clause is not None and not is_negated(clause)
    several = clause is not None and any(child.lower == "or" for child in clause.all_children("cc"))
    refused = any(child.index < verb.index for child in verb.all_children("neg"))
    return clause if plain and not several and not refused else None


def _said(parse: Parse, verb: Word) -> tuple[Stance, Span] | None:
    """Whether somebody says yes or no, by which words."""
    target = verb.child("dobj")
    if verb.lemma == "nod" or (verb.lemma == "shake" and target is not None and target.lemma == "head"):
        return (Stance.ENDORSES if verb.lemma == "nod" else Stance.DENIES), Span(verb.start, verb.end)
    if target is not None and target.lower in _POINTERS and not target.children and verb.lemma in {"deny", "confirm", "admit"}:
        return VERBS[verb.lemma].stance, Span(target.start, target.end)
    if verb.lemma not in _ANSWERING:
        return None
    text = parse.masked[verb.end : parse.words[parse.sentence_of(verb).last].end]
    for stance, words in ((Stance.DENIES, _NO), (Stance.ENDORSES, _YES)):
        found = words.match(text)
        if found is not None:
            return stance, Span(verb.end + found.start("words"), verb.end + found.end("words"))
    return None
