"""What the parser hangs on the wrong word beside what somebody feels or holds: "X, pleased that P, left", "sure | that rain fell"."""

from collections.abc import Sequence
from itertools import pairwise

from claimgraph.extract.grammar.cues import ADJECTIVES, NOUNS, VERBS
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word

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
