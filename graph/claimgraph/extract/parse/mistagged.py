"""What the tagger takes for another sort of word, so that a clause loses its verb or its subject: names and verbs put right."""

from collections.abc import Sequence
from itertools import pairwise

from claimgraph.extract.grammar.cues import VERBS
from claimgraph.extract.grammar.stated_dates import MONTHS
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.language.capitals import PARTICLES


def mend_mistagged(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, names taken for verbs, verbs taken for nouns or ("I | like | you") prepositions."""
    for first, particle, last in zip(words, words[1:], words[2:], strict=False):
        if particle.text in PARTICLES:
            _take_for_one_name(first, particle, last)
    for day, month in pairwise(words):
        if month.dep == "appos" and month.lower in MONTHS and day.dep == "pobj" and day.text.isdigit():
            hang(month, day.head, "pobj")
            hang(day, month, "nummod")
    for word in words:
        if word.tag == "NNS" and word.dep == "relcl" and word.lemma in VERBS:
            _take_for_verb_of_relative(word)
        elif word.dep == "ccomp" and word.tag == "IN" and word.child("nsubj") is not None and word.child("dobj", "pobj") is not None:
            word.pos, word.tag = "VERB", "VBP"
        elif word.dep in {"dobj", "ccomp"} and word.is_nominal and word.head.index < word.index:
            _take_for_object(word)


def _take_for_one_name(first: Word, particle: Word, last: Word) -> None:
    """A name of another language, of which the first word was taken for a noun of its own: "| Médecins | du Désert"."""
    if first.text[:1].isupper() and first.is_nominal and first.head is not last and last.tag == "NNP" and last.head is not first:
        if last.is_under(first) or last.is_under(particle):
            return
        hang(first, last, "compound")
        hang(particle, last, "compound")
        for word in (first, particle):
            word.pos, word.tag = "PROPN", "NNP"


def _take_for_verb_of_relative(noun: Word) -> None:
    """The verb of a relative clause taken for a noun with its subject before it: "a loss which the firm | disputes |"."""
    which = next((child for child in noun.children if child.lower in {"which", "that"} and child.index == noun.left), None)
    before = [child for child in noun.children if which is not None and which.index < child.index < noun.index]
    if which is None or not before or before[-1].left <= which.index:
        return
    subject = before[-1]
    noun.pos, noun.tag = "VERB", "VBZ"
    subject.dep = "nsubj"
    subject.pos, subject.tag = ("NOUN", "NN") if subject.pos in {"ADJ", "VERB"} else (subject.pos, subject.tag)
    which.dep, which.tag, which.pos = "dobj", "WDT", "PRON"
    for child in before[:-1]:
        hang(child, subject, child.dep)


def _take_for_object(noun: Word) -> None:
    """A clause whose verb was taken for a part of its object: "suggest that light | harms | cells"."""
    that = noun.child("mark")
    verb = next((child for child in noun.all_children("compound") if child.tag == "NNS" and child.index == noun.index - 1), None)
    if that is None or that.lower != "that" or verb is None:
        return
    before = [child for word in (noun, verb) for child in word.children if that.index < child.index < verb.index]
    if not before:
        return
    subject = max(before, key=lambda word: word.index)
    hang(verb, noun.head, "ccomp")
    verb.pos, verb.tag = "VERB", "VBZ"
    subject.pos, subject.tag = ("NOUN", "NN") if subject.pos == "ADJ" else (subject.pos, subject.tag)
    hang(noun, verb, "dobj")
    hang(that, verb, "mark")
    hang(subject, verb, "nsubj")
    for child in before:
        if child is not subject:
            hang(child, subject, child.dep)
