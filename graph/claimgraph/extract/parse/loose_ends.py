"""What stands behind a comma and was joined to the wrong word: names, and what the last of a list is."""

from collections.abc import Sequence

from claimgraph.extract.attribution.viewpoints import viewed
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.nations import OFFICES_OVER_PLACES
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.given_names import MEN, WOMEN

_MANY = lexicon("couple pair duo trio team group band family firm company partnership")
"""Nouns for several, which may be said of a whole list."""


def mend_loose_ends(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, where these hang."""
    for word in words:
        if word.dep == "appos" and word.tag == "NN" and word.lemma not in _MANY:
            _join_to_last(word)
        elif word.dep == "prep" and word.head.is_nominal:
            _raise_view(word, words)


def _raise_view(prep: Word, words: Sequence[Word]) -> None:
    """Through whose eyes a clause is told, hung on a noun in it: "The cracks, | in Berg's view, | say nothing", not behind a quote."""
    before = words[prep.left - 2 - words[0].index : prep.left - words[0].index] if prep.left - words[0].index > 1 else ()
    apart = len(before) == 2 and before[1].text == "," and before[0].text != '"' and viewed(prep) is not None
    verb = next((above for above in prep.ancestors() if above.is_verb), None)
    if apart and verb is not None:
        for comma in [child for child in prep.head.children if child.text == "," and child.index in {prep.left - 1, prep.right + 1}]:
            hang(comma, verb, "punct")
        hang(prep, verb, "prep")


def join_name_of_group(name: Word) -> None:
    """The name of a firm hung on somebody of it: in "an expert for the owners, Northline", it names the owners."""
    person = name.head
    christened = any(child.lower in MEN | WOMEN for child in name.all_children("compound"))
    if not is_person(person) or person.tag != "NN" or person.index > name.index or christened:
        return
    inner = next((prep.child("pobj") for prep in person.all_children("prep") if prep.right == name.left - 2), None)
    if inner is not None and inner.pos == "NOUN" and (inner.tag == "NNS" or (is_voice(inner) and not is_person(inner))):
        hang(name, inner, "appos")


def join_name_of_person(name: Word) -> None:
    """The name of somebody hung on a thing named before: in "an expert hired by the owners, Ann Lee", it names the expert."""
    of = name.head.head if name.head.dep == "pobj" and name.head.head.lower == "of" else None
    placed = of is not None and of.head.lower in OFFICES_OVER_PLACES
    headed = of is not None and is_person(of.head) and of.head.has_child("the")
    if not placed and (is_person(name.head) or (name.head.pos != "NOUN" and not headed)):
        return
    for above in name.head.ancestors():
        if above.pos == "NOUN" and is_person(above) and above.child("appos") is None:
            hang(name, above, "appos")
            return
        if not (above.dep in {"prep", "agent", "pobj", "acl"} or above.is_nominal):
            return


def _join_to_last(noun: Word) -> None:
    """What the last of a list is, taken for what all are: "for Lee, Holm and Berg, the Danish | minister |"."""
    last = noun.head
    while (joined := last.child("conj")) is not None and joined.index < noun.left:
        last = joined
    if last is not noun.head and last.right == noun.left - 2 and noun.has_child("the", "a", "an"):
        hang(noun, last, "appos")
