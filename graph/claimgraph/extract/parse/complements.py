"""Where the parser hangs what somebody calls a saying on what is said: "called the claim that P | a lie", "described it | as false"."""

from collections.abc import Sequence

from claimgraph.extract.attribution.small_clauses import DESCRIBING, JUDGED, NAMING
from claimgraph.extract.grammar.cues import DISMISSED_AS, DOUBTED_AS, FALSE, NOUNS, TRUE, VERBS
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import FINITE, Word

_VERDICTS = FALSE | TRUE | DISMISSED_AS | DOUBTED_AS
_SECOND = frozenset({"npadvmod", "oprd", "dobj", "appos", "attr", "advmod", "acomp", "amod", "pobj", "ccomp", "advcl", "dep", "conj"})
"""What the parser takes the last words of a clause for that are no part of it."""
_CLAUSES = ("acl", "relcl", "ccomp", "advcl", "dep")


def mend_complements(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, of what a phrase is said that stands behind a that-clause."""
    for verb in words:
        if verb.is_verb:
            _take_for_clause(verb)
            _take_for_past(verb)
            _free_ground(verb)
        if verb.is_verb and verb.lemma in NAMING | DESCRIBING:
            noun = verb.child("dobj")
            clause = _clause_of(verb, noun) if noun is not None and noun.lemma in NOUNS and noun.index > verb.index else None
            if noun is not None and clause is not None:
                _free(verb, noun, clause, words)


def _take_for_clause(verb: Word) -> None:
    """A clause taken for an object: "used to say the sea | gives nothing back"."""
    subject = verb.subject
    if verb.dep == "dobj" and verb.tag in FINITE and verb.head.lemma in VERBS and subject is not None and subject.index < verb.index:
        verb.dep = "ccomp"


def _take_for_past(verb: Word) -> None:
    """The verb of a relative clause, taken for a participle: "a decision the union | described | as harsh"."""
    if verb.dep == "relcl" and verb.tag == "VBN" and verb.child("nsubj") is not None and verb.child("aux", "auxpass") is None:
        verb.tag = "VBD"


def _free_ground(verb: Word) -> None:
    """For what somebody is judged, hung on whoever judges: "criticised by auditors | for its haste"."""
    by = verb.child("agent")
    judge = by.child("pobj") if by is not None else None
    for prep in judge.all_children("prep") if judge is not None else ():
        if (verb.lemma, prep.lower) in JUDGED:
            hang(prep, verb, "prep")


def _clause_of(verb: Word, noun: Word) -> Word | None:
    """The clause that says what a saying says, also where it is hung on the verb."""
    own = [child for child in noun.all_children(*_CLAUSES) if child.index > noun.index]
    beside = [child for child in verb.all_children("ccomp", "advcl", "dep") if child.left == noun.right + 1]
    return next((clause for clause in (*own, *beside) if clause.has_child("that")), None)


def _free(verb: Word, noun: Word, clause: Word, words: Sequence[Word]) -> None:
    """Hang the last phrase of a clause on the verb that says so of the whole, where it can be that."""
    said = verb.child("ccomp")
    if verb.lemma in NAMING and said is not None and said.index > clause.right and said.lemma in _VERDICTS and said.child("nsubj") is None:
        said.dep = "oprd"
        return
    inside = words[clause.index + 1 : clause.right + 1]
    last = next((word.index for word in reversed(inside) if not word.is_punctuation), clause.index)
    for word in inside:
        if not last <= word.right <= clause.right or not word.is_under(clause):
            continue
        described = verb.lemma in DESCRIBING and word.dep == "prep" and word.lower == "as" and word.right > word.index
        if described or (verb.lemma in NAMING and word.dep in _SECOND and _judges(word, words)):
            hang(word, verb, "prep" if described else "oprd")
            for mark in [mark for mark in inside if mark.is_punctuation and mark.index > last and mark.is_under(clause)]:
                hang(mark, verb, "punct")
            if clause.head is not noun:
                hang(clause, noun, "acl")
            return


def _judges(word: Word, words: Sequence[Word]) -> bool:
    """Whether a phrase can be what something is called: a word of truth or falsehood, one with an article, or one in quotation marks."""
    beside = word.dep == "attr" and len(word.head.all_children("attr", "acomp")) > 1
    loose = beside or word.dep in {"npadvmod", "oprd", "appos"} or (word.dep == "dobj" and word.head.child("auxpass") is not None)
    second = word.pos == "NOUN" and word.has_child("a", "an") and loose
    return word.lemma in _VERDICTS or second or _opening(word, words) is not None


def _opening(word: Word, words: Sequence[Word]) -> Word | None:
    """The mark that opens a quotation which a phrase ends, and which its head stands in."""
    before = words[max(word.left - 1, 0) : word.index]
    mark = next((one for one in reversed(before) if one.text == '"'), None)
    after = words[word.right : word.right + 2]
    return mark if mark is not None and any(one.text == '"' and one is not mark for one in after) else None
