"""What a sentence sets against another thing: "said that P, | not that Q", "found no errors, | save for a slip", "Much | as he tried"."""

from collections.abc import Sequence

from claimgraph.extract.grammar.clauses import asks_or_marks
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word

_ONES = frozenset({"others", "another", "other", "some"})
_CLAUSES = ("ccomp", "advcl", "conj", "parataxis")
_EXCEPTING = frozenset({"save", "except", "excepting", "bar", "barring", "besides"})
_APART = frozenset({("apart", "from"), ("aside", "from"), ("other", "than")})
_WHOLES = frozenset({"no", "any", "all", "every", "each"})
_WHOLE_NOUNS = frozenset({"nothing", "nobody", "none", "everything", "everyone", "everybody", "anything", "anyone", "anybody"})


def mend_contrasted(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what a refusal or an exception belongs to."""
    for word in words:
        if word.lower == "not" and word.head.is_verb:
            _take_for_unsaid(word, words)
        elif word.lower in _EXCEPTING or _is_apart(word, words):
            _join_exception(word, words)
        elif word.lower in _ONES and word.dep == "conj":
            _free_gapped(word)
        elif word.lower == "much" and word is words[0]:
            _join_much(word, words)


def _take_for_unsaid(no: Word, words: Sequence[Word]) -> None:
    """The "not" right before a clause, taken for that of the verb around it: "said that P, | not | that Q"."""
    verb, after = no.head, words[no.index + 1 :]
    clause = after[0].head if after and asks_or_marks(after[0]) else verb
    if clause.head is not verb or clause.dep not in _CLAUSES or clause.left != no.index + 1 or no.index < verb.index:
        return
    before = next((one for one in verb.all_children("ccomp", "advcl") if verb.index < one.left and one.right < no.index), None)
    instead = next((one for one in clause.all_children("conj") if one.child("mark") is not None and clause.has_child("but")), None)
    if before is None and instead is None:
        return
    hang(no, clause, "neg")
    if before is not None:
        before.dep = "ccomp"
        hang(clause, before, "conj")
    elif instead is not None:
        hang(instead, verb, "ccomp")
        hang(clause, instead, "conj")


def _is_apart(word: Word, words: Sequence[Word]) -> bool:
    at = word.index
    return at + 1 < len(words) and (word.lower, words[at + 1].lower) in _APART


def _join_exception(first: Word, words: Sequence[Word]) -> None:
    """What is excepted from a noun right before it, hung on the verb: "found no errors, | save for a slip"."""
    verb, at = first.head, first.left
    end = next((word for word in reversed(words[:at]) if word.text != ","), first)
    noun = next(
        (one for one in (end, *end.ancestors()) if one.dep in {"dobj", "attr"} and one.head is verb and one.right == end.index), None
    )
    if noun is not None and (noun.has_child(*_WHOLES) or noun.lower in _WHOLE_NOUNS):
        hang(first, noun, "prep")


def _free_gapped(one: Word) -> None:
    """Of whom a verb is said with another object, taken for a part of the first: "some expect a rise and | others | a fall"."""
    first = one.head
    beside = (*one.children, *first.head.all_children("dobj"))
    if first.dep == "dobj" and any(word.pos == "NOUN" and word is not first and one.index < word.left <= one.right + 1 for word in beside):
        hang(one, first.head, "dep")


def _join_much(much: Word, words: Sequence[Word]) -> None:
    """The "much" that strengthens the clause of "as" after it: "Much | as he disliked it, he paid"."""
    after = words[1] if len(words) > 1 else much
    clause = after.head
    if after.lower == "as" and after.dep == "mark" and clause.is_verb and much.head is not clause:
        if clause.head is much:
            hang(clause, much.head, "advcl")
        hang(much, clause, "advmod")
