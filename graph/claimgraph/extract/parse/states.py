"""What the parser hangs on the wrong word beside what somebody feels or holds: "X, pleased that P, left", "sure | that rain fell"."""

from collections.abc import Sequence
from itertools import pairwise

from claimgraph.extract.grammar.contents import has_that
from claimgraph.extract.grammar.cues import ADJECTIVES, NOUNS, VERBS
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.parse.speech_order import is_finite

_LINKING = lexicon("be seem remain become feel look appear stay sound")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"ccomp", "acl", "relcl", "advcl"})


def mend_states(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what hangs on such words."""
    for word in words:
        if word.lower == "that" and word.dep == "det":
            _take_for_mark(word, words)
    for word, behind in pairwise(words):
        if word.lower in ADJECTIVES and behind.lower == "that" and behind.dep == "mark":
            _join_held(word, behind)
        if word.lower in ADJECTIVES and word.is_verb:
            _take_for_state(word, words)
            _take_for_held(word)
        elif word.lower in ADJECTIVES and word.pos == "ADJ":
            _take_for_quality(word)
            _join_compared(word)


def _take_for_mark(that: Word, words: Sequence[Word]) -> None:
    """The "that" of a clause, taken for one that points at its subject: "is adamant | that sewage leaked"."""
    subject, before = that.head, words[max(that.index - 1, 0)]
    done = subject.child("acl")
    told = before.lower in ADJECTIVES or before.lemma in NOUNS or _tells_of_saying(before)
    if told and subject.dep not in _SUBJECTS and done is not None and done.tag in {"VBN", "VBD"}:
        hang(done, before, "acl" if before.lemma in NOUNS else "ccomp")
        done.tag = "VBD"
        hang(subject, done, "nsubj")
    clause = subject.head
    held = clause.head.lower in ADJECTIVES or clause.head.lemma in NOUNS or (clause.head.lemma in VERBS and not is_person(subject))
    begins = subject.dep in _SUBJECTS and clause.dep in _CLAUSES and clause.left == that.index
    held = held or _tells_of_saying(clause.head)
    if begins and (held or subject.tag in {"NNS", "NNPS"}) and clause.head.index < that.index:
        hang(that, clause, "mark")
        that.pos, that.tag = "SCONJ", "IN"


def _join_held(word: Word, that: Word) -> None:
    """The clause that begins right behind what somebody feels, hung on another word, and the feeling, hung on a thing that has none."""
    clause, above = that.head, word.head
    if clause.left == that.index and clause.head is not word and clause.dep in _CLAUSES:
        hang(clause, word, "ccomp")
    verb = next((up for up in word.ancestors() if up.is_verb), None)
    if word.dep == "amod" and above.index < word.index and not is_voice(above) and verb is not None:
        hang(word, verb, "advcl")


def _tells_of_saying(verb: Word) -> bool:
    """Whether a verb only says what a noun of saying is: "the claim | is that rain fell"."""
    subject = verb.child("nsubj")
    return verb.lemma in {"be", "remain"} and subject is not None and subject.lemma in NOUNS


def _take_for_quality(word: Word) -> None:
    """What somebody is, taken for a quality of what the clause behind is about: "remains certain | P"."""
    noun = word.head
    clause = noun.head
    verb = clause.head
    held = word.dep == "amod" and noun.dep in _SUBJECTS and clause.dep in {"ccomp", "conj"} and word.index == noun.left
    if held and verb.lemma in _LINKING and verb.index == word.index - 1 and verb.child("acomp", "attr") is None:
        hang(word, verb, "acomp")


def _join_compared(word: Word) -> None:
    """What is held, hung on what it is compared with: "more certain than ever | that P"."""
    than = next((prep for prep in word.all_children("prep") if prep.lower == "than"), None)
    clause = next((child for child in than.all_children("pcomp") if has_that(child)), None) if than is not None else None
    if than is not None and clause is not None:
        for early in [child for child in clause.children if child.right < clause.index and child.lower == "ever"]:
            hang(early, than, "pcomp")
        hang(clause, word, "ccomp")


def _take_for_state(word: Word, words: Sequence[Word]) -> None:
    """What somebody is, between commas behind his name, taken for what he does: "X, | pleased | that P, left"."""
    subject, clause = word.child("nsubj"), word.child("ccomp")
    before = words[max(word.index - 1, 0)]
    if subject is None or clause is None or not has_that(clause) or before.text != "," or word.child("aux", "auxpass") is not None:
        return
    behind = (*word.all_children("ccomp", "conj"), *clause.all_children("conj"))
    verb = next((child for child in behind if child.index > clause.index and is_finite(child) and _lacks_subject(child, words)), None)
    if verb is None:
        return
    hang(verb, word, "conj")
    raise_over(verb, word)
    for child in [child for child in word.children if child.index < word.index]:
        hang(child, verb, child.dep)
    hang(word, subject, "acl")
    for mark in [child for child in clause.children if child.index == clause.right and child.is_punctuation]:
        hang(mark, subject, "punct")
    word.pos, word.tag = "ADJ", "JJ"


def _lacks_subject(verb: Word, words: Sequence[Word]) -> bool:
    """Whether a verb stands right behind a comma, with no subject of its own."""
    return verb.child("nsubj", "nsubjpass", "expl") is None and words[verb.left - 1].text == ","


def _take_for_held(word: Word) -> None:
    """The subject of what is held, taken for the object of a passive, which has none: "is persuaded | the dam | held"."""
    subject, clause = word.child("dobj"), word.child("conj", "ccomp")
    if word.child("auxpass") is None or subject is None or clause is None or subject.right + 1 != clause.left or not is_finite(clause):
        return
    if clause.child("nsubj", "nsubjpass", "mark", "cc") is None and subject.left == word.index + 1:
        hang(subject, clause, "nsubj")
        hang(clause, word, "ccomp")
