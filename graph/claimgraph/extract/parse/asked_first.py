"""A question that is told before its answer, "Asked whether it was shut, the warden said: 'P'": the answer is what the sentence tells."""

from collections.abc import Sequence

from claimgraph.extract.grammar.cues import VERBS, CueKind
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import FINITE, Word

_ASKING = frozenset({"ask", "question", "press", "quiz"})


def mend_asked(words: Sequence[Word]) -> None:
    """Put right what an "asked" that opens a sentence, or is set between a subject and its verb, was taken for."""
    _mend_asked_first(words)
    _mend_asked_between(words)


def _mend_asked_first(words: Sequence[Word]) -> None:
    """Hang an "asked" that opens a sentence, which the parser took for its main verb, on the verb by which somebody answers."""
    asked = next((word for word in words[:2] if word.lemma in _ASKING and word.tag in {"VBN", "VBD"}), None)
    if asked is None or asked.subject is not None:
        return
    for clause in asked.all_children("advcl"):
        if clause.index > asked.index and (mark := clause.child("mark")) is not None and mark.lower == "if":
            clause.dep = "ccomp"
    if asked.is_root:
        _put_below_answer(asked, words)
    said = asked.head
    for clause in asked.all_children("ccomp"):
        for child in [child for child in clause.children if child.index > said.index > asked.index]:
            hang(child, said, child.dep)


def _mend_asked_between(words: Sequence[Word]) -> None:
    """An "asked" set between a subject and its verb, taken for the main verb: "the mayor, | asked | whether P, declined to say"."""
    for asked in words:
        subject = asked.child("nsubj") if asked.is_root and asked.lemma in _ASKING else None
        if subject is None or words[asked.index - 1].text != "," or subject.right > asked.index - 2:
            continue
        after = (child for child in asked.all_children("ccomp", "conj", "dep", "parataxis", "advcl") if child.tag in FINITE)
        verb = next((child for child in after if child.left == child.index and child.child("nsubj") is None), None)
        if verb is not None and verb.index > asked.index + 2 and words[verb.left - 1].text == ",":
            raise_over(verb, asked)
            hang(subject, verb, "nsubj")
            hang(asked, verb, "advcl")
            asked.tag = "VBN"


def _put_below_answer(asked: Word, words: Sequence[Word]) -> None:
    answers = (word for word in words if word.dep in {"parataxis", "ccomp", "conj"} and word.is_under(asked) and _answers(word, words))
    verb = next(answers, None)
    if verb is None:
        return
    for above in [*verb.ancestors()]:
        for child in [*above.children]:
            if child.index > verb.index and child is not verb and above is not asked and above.index < verb.index:
                hang(child, verb, child.dep)
        if above is asked:
            break
    if verb.head is not asked:
        hang(verb, asked, "parataxis")
    raise_over(verb, asked)
    asked.dep = "advcl"


def _answers(verb: Word, words: Sequence[Word]) -> bool:
    """Whether a verb of saying comes with its subject right behind a comma."""
    meaning, speaker = VERBS.get(verb.lemma), verb.child("nsubj")
    if meaning is None or meaning.kind is not CueKind.SPEECH or verb.tag not in FINITE or speaker is None or speaker.index > verb.index:
        return False
    return words[max(0, speaker.left - 1)].text == ","
