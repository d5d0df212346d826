"""What stands behind a comma and was joined to the wrong word: participles, names, what the last of a list is, what others hold of one."""

from collections.abc import Sequence

from claimgraph.extract.grammar.cues import SPOKEN, VERBS
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.nations import OFFICES_OVER_PLACES
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.given_names import MEN, WOMEN

_MANY = lexicon("couple pair duo trio team group band family firm company partnership")
"""Nouns for several, which may be said of a whole list."""
_TIMES = frozenset({"DATE", "TIME"})
_WHEN = frozenset({"when", "before", "after", "while", "until", "as"})


def mend_loose_ends(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, where these hang."""
    for word in words:
        if word.tag == "VBD" and word.dep == "conj":
            _take_for_participle(word, words)
        elif word.dep == "acl" and word.tag == "VBN" and word.head.entity in _TIMES:
            _raise_from_time(word)
        elif word.dep == "appos" and word.tag == "NN" and word.lemma not in _MANY:
            _join_to_last(word)
        elif word.dep == "relcl":
            _take_for_held(word)
        elif word.dep == "ccomp" and word.head.is_verb:
            _take_for_time(word)


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


def _take_for_participle(verb: Word, words: Sequence[Word]) -> None:
    """How something came about, taken for a second thing done: "Output is falling, | pushed | down by prices"."""
    behind = verb.left > 0 and words[verb.left - 1].text == ","
    if behind and verb.child("agent") is not None and verb.child("nsubj", "nsubjpass", "dobj", "aux", "auxpass") is None:
        verb.tag, verb.dep = "VBN", "advcl"


def _raise_from_time(participle: Word) -> None:
    """What the subject has undergone, taken for what a time has: "has fallen for years, | driven | by prices"."""
    time = participle.head
    verb = next((above for above in time.ancestors() if above.is_verb and above.index < time.index), None)
    apart = any(child.text == "," and time.index < child.index < participle.left for child in time.children)
    if verb is not None and apart and participle.child("agent") is not None:
        hang(participle, verb, "advcl")


def _join_to_last(noun: Word) -> None:
    """What the last of a list is, taken for what all are: "for Lee, Holm and Berg, the Danish | minister |"."""
    last = noun.head
    while (joined := last.child("conj")) is not None and joined.index < noun.left:
        last = joined
    if last is not noun.head and last.right == noun.left - 2 and noun.has_child("the", "a", "an"):
        hang(noun, last, "appos")


def _take_for_time(clause: Word) -> None:
    """What somebody met with and when, taken for one clause: "they heard | two shots | before the alarm went off"."""
    met, *subjects = [*clause.all_children("nsubj", "nsubjpass"), clause]
    mark = clause.child("mark", "advmod")
    if len(subjects) == 2 and mark is not None and mark.lower in _WHEN and met.right == mark.index - 1 < subjects[0].index:
        hang(met, clause.head, "dobj")
        hang(clause, clause.head, "advcl")


def _take_for_held(clause: Word) -> None:
    """What others hold of somebody, taken for what they do: "a minister whom many | believed | was tilting the vote"."""
    relative, holder = ([*clause.all_children("nsubj", "nsubjpass"), None, None])[:2]
    if relative is None or holder is None or relative.lower not in {"who", "whom", "which", "that"}:
        return
    held = clause.child("ccomp")
    if clause.lemma in VERBS and held is not None and held.subject is None:
        hang(held, clause.head, "relcl")
        hang(relative, held, "nsubj")
        hang(clause, held, "parataxis")
        _take_for_people(holder)
        return
    verb = next((child for child in holder.all_children("acl", "relcl") if child.lemma in VERBS), None)
    if (
        verb is None
        or VERBS[verb.lemma].kind not in SPOKEN
        or not relative.index < holder.index < verb.left == holder.index + 1 < clause.index
    ):
        return
    hang(verb, clause, "parataxis")
    hang(holder, verb, "nsubj")
    verb.tag = "VBD" if verb.tag == "VBN" else verb.tag
    _take_for_people(holder)


def _take_for_people(holder: Word) -> None:
    """Many, some or few who hold something, taken for an adjective."""
    if holder.pos == "ADJ":
        holder.pos, holder.tag = "NOUN", "NNS"
