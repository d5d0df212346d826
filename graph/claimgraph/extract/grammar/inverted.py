"""Clauses with their auxiliary before their subject: "nor had it rained", "at no time did it rain", "had it rained, …"."""

from collections.abc import Sequence
from itertools import pairwise

from claimgraph.extract.grammar.inflection import past, third_person
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import TENSED, Word

_NOR = frozenset({"nor", "neither"})
_HELPERS = frozenset({"be", "have", "do"})
_SUPPOSING = frozenset({"had", "were", "should"})
_OUTCOME = frozenset({"would", "will", "could", "might", "may", "can", "shall", "should"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
LITOTES = frozenset({"small", "little", "minor", "slight", "mean", "uncertain"})
"""What "no" says the opposite of, and denies nothing else: "in no small part", "in no uncertain terms"."""
_REACH = 40
"""So many words at most are looked through for a subject."""


def mend_inverted(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what clauses with their auxiliary first were taken for."""
    for word, helper in pairwise(words):
        if word.lower in _NOR and helper.tag in TENSED and (helper.tag == "MD" or helper.lemma in _HELPERS):
            _take_for_refusal(word, helper, words)
        elif word.dep == "pobj" and helper.tag in TENSED and (helper.tag == "MD" or helper.lemma in _HELPERS):
            _take_for_denying(word, helper, words)
        elif word.lower in _SUPPOSING and word.tag in TENSED and (word is words[0] or word.text[0].isupper()):
            _take_for_condition(word, words)


def is_inverted(word: Word) -> bool:
    """Whether a word is "nor" or "neither" before a clause with its auxiliary first."""
    return word.lower in _NOR and _leads(word)


def is_not_only(word: Word, verb: Word) -> bool:
    """Whether a word is the "not" of "not only" right before an auxiliary and a subject of a verb."""
    if word.lower != "not" or word.head is not verb or not word.has_child("only") or not _leads(word):
        return False
    helper, subject = _helper(verb), verb.child(*_SUBJECTS)
    beside = subject is not None and helper.index == word.right + 1 and subject.left == helper.index + 1
    return beside and helper is not verb


def is_denying(word: Word) -> bool:
    """Whether a word opens a phrase whose "no" denies the clause with its auxiliary first that it stands before: "at no time did it"."""
    noun, subject = word.child("pobj"), word.head.child(*_SUBJECTS)
    refusal = word.head.child("neg")
    inside = noun is not None and refusal is not None and word.index < refusal.index <= noun.index
    return inside and subject is not None and noun is not None and noun.index < _helper(word.head).index < subject.index


def supposes(clause: Word) -> bool:
    """Whether a clause is a condition by its order alone: "had it rained", "should it rain"."""
    helper = _helper(clause)
    subject = clause.child(*_SUBJECTS)
    return clause.dep == "advcl" and helper.lower in _SUPPOSING and subject is not None and helper.index < subject.index


def compares(clause: Word) -> bool:
    """Whether a clause only says what something is like: "as if he owned it", "as though it had rained"."""
    return [child.lower for child in clause.all_children("mark")] in (["as", "if"], ["as", "though"])


def wishes(clause: Word) -> bool:
    """Whether a main clause says what is not so by "if" alone: "If only it had rained."."""
    return clause.is_root and any(child.lower == "if" for child in clause.all_children("mark"))


def echoes(verb: Word) -> bool:
    """Whether a clause says by "so" and a helping verb alone that the same holds for another: "and so is the season"."""
    so, subject = verb.child("advmod"), verb.child("nsubj", "attr")
    inverted = so is not None and so.lower == "so" and so.index < verb.index and subject is not None and subject.index > verb.index
    return inverted and verb.lemma in {"be", "do", "have"}


def without_support(helper: Word, verb: Word) -> str | None:
    """The finite form of a verb that has "do" beside it; None for one with another auxiliary or that is refused: "not only does it not"."""
    if helper.lemma != "do" or verb is helper or any(no.index > helper.index for no in verb.all_children("neg")):
        return None
    return past(verb.lemma) if helper.tag == "VBD" else third_person(verb.lemma) if helper.tag == "VBZ" else verb.lemma


def _helper(verb: Word) -> Word:
    return next((child for child in verb.children if child.dep in {"aux", "auxpass"}), verb)


def _leads(word: Word) -> bool:
    subject, helper = word.head.child(*_SUBJECTS), _helper(word.head)
    return subject is not None and word.index < helper.index < subject.index


def _take_for_refusal(nor: Word, helper: Word, words: Sequence[Word]) -> None:
    """The clause of "nor" with its auxiliary, where these were hung on another: "The lift failed, | nor were | the cables new"."""
    subject = _subject_after(helper, words)
    if subject is None:
        _take_for_elliptic(nor, helper)
        return
    verb = subject.head
    _join(verb, helper)
    if nor.head is not verb and not verb.is_under(nor):
        hang(nor, verb, "cc")


def _join(verb: Word, helper: Word) -> None:
    """An auxiliary, hung on another or taken for the verb itself, is that of a verb."""
    if verb.head is helper and verb.dep == "ccomp":
        raise_over(verb, helper)
        helper.dep = "aux"
        verb.tag = "VBN" if verb.tag == "VBD" else verb.tag
    elif helper is not verb and helper.head is not verb and not verb.is_under(helper):
        hang(helper, verb, "auxpass" if helper.lemma == "be" and verb.tag in {"VBN", "VBD"} else "aux")
        verb.tag = "VBN" if helper.lemma in {"have", "be"} and verb.tag == "VBD" else verb.tag


def _take_for_denying(noun: Word, helper: Word, words: Sequence[Word]) -> None:
    """The "no" before a noun that opens a clause with its auxiliary first, taken for that noun's alone: "At no time | did it rain"."""
    refusal, subject = next((child for child in noun.all_children("det") if child.lower == "no"), None), _subject_after(helper, words)
    verb, phrase = subject.head if subject else noun, noun.head
    harmless = (
        phrase.lower == "to" or (phrase.lower, noun.lower) == ("in", "time") or any(child.lower in LITOTES for child in noun.children)
    )
    if refusal is None or verb is noun or harmless:
        return
    _join(verb, helper)
    if phrase.head is not verb and not verb.is_under(phrase):
        hang(phrase, verb, "prep")
    hang(refusal, verb, "neg")


def _take_for_elliptic(neither: Word, helper: Word) -> None:
    """The subject of a clause of which only the auxiliary is said, taken for its object: "and neither had | her deputy"."""
    noun = helper.child("dobj", "attr")
    if neither.dep in _SUBJECTS and neither.head is helper and noun is not None and noun.left == helper.index + 1:
        neither.dep, noun.dep = "advmod", "nsubj"


def _subject_after(helper: Word, words: Sequence[Word]) -> Word | None:
    """The subject of a full verb that begins right after an auxiliary."""
    first = helper.index + 1
    following = words[first : first + _REACH]
    found = (word for word in following if word.dep in _SUBJECTS and word.left == helper.index + 1)
    return next((word for word in found if (word.head.is_verb and word.head.index >= word.index) or word.head is helper), None)


def _take_for_main(clause: Word, helper: Word, words: Sequence[Word]) -> None:
    """The outcome of such a condition, taken for a part of what is said in it: "Had she said that P, | nobody would have come"."""
    outcome = next(
        (verb for verb in clause.all_children("ccomp") if any(child.lower in _OUTCOME for child in verb.all_children("aux"))), None
    )
    if outcome is None or helper is not _helper(clause) or helper.index != clause.left or outcome.child("mark") is not None:
        return
    if "," in {word.text for word in words[outcome.left - 1 :][:2]}:
        raise_over(outcome, clause)
        clause.dep = "advcl"


def _take_for_condition(helper: Word, words: Sequence[Word]) -> None:
    """A condition that only its order shows, taken for a clause that states something: "Were the dam to fail, the town would flood"."""
    subject = _subject_after(helper, words)
    if subject is None or (helper.index > subject.head.index and subject.head is not helper):
        return
    clause = subject.head
    if clause.is_root:
        _take_for_main(clause, helper, words)
        return
    above = next((above for above in clause.ancestors() if above.is_verb), None)
    if above is None or clause.dep not in {"ccomp", "advcl", "csubj"} or above.index < clause.index:
        return
    outcomes = (verb for verb in (above, *above.all_children("ccomp")) if verb.index > clause.right)
    outcome = next((verb for verb in outcomes if any(child.lower in _OUTCOME for child in verb.all_children("aux"))), None)
    before = words[clause.right + 1]
    if outcome is not None and before.text == "," and helper in {_helper(clause), clause}:
        if outcome is above:
            clause.dep = "advcl"
        else:
            hang(clause, outcome, "advcl")
