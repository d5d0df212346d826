"""What a sentence sets against another thing: "said that P, | not that Q"."""

from collections.abc import Sequence

from claimgraph.extract.grammar.clauses import asks_or_marks
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word

_CLAUSES = ("ccomp", "advcl", "conj", "parataxis")


def mend_contrasted(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what a refusal belongs to."""
    for word in words:
        if word.lower == "not" and word.head.is_verb:
            _take_for_unsaid(word, words)


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
