"""What the tagger takes for another sort of word, so that a clause loses its verb or its subject: names and verbs put right."""

from collections.abc import Sequence

from claimgraph.extract.grammar.cues import VERBS, CueKind
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.trees import exchange, hang, raise_over
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.parse.speech_order import is_finite
from claimgraph.language.capitals import PARTICLES


def mend_mistagged(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, names taken for verbs, verbs taken for nouns or ("I | like | you") prepositions."""
    for first, particle, last in zip(words, words[1:], words[2:], strict=False):
        if particle.text in PARTICLES:
            _take_for_one_name(first, particle, last)
    for word in words:
        if word.is_root and word.tag in {"VB", "VBP"} and word.text[:1].isupper():
            _take_for_name(word)
        elif word.tag == "NNS" and word.dep == "relcl" and word.lemma in VERBS:
            _take_for_verb_of_relative(word)
        elif word.is_root and word.tag in {"NNS", "NNPS"}:
            _take_for_holder(word)
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


def _take_for_name(word: Word) -> None:
    """The end of a name, taken for the verb of a sentence that has another: "Crisis | Aid |, a charity, said that P"."""
    before = word.child("nsubj")
    verb = next((child for child in word.all_children("parataxis", "conj", "ccomp") if is_finite(child)), None)
    named = before is not None and before.index == word.index - 1 and before.text[:1].isupper()
    if verb is None or before is None or not named or word.child("dobj", "aux", "neg") is not None:
        return
    taken = verb.child("nsubj")
    if taken is not None and (taken.index < verb.index or verb.child("dobj") is not None):
        return
    raise_over(verb, word)
    word.dep, before.dep = "nsubj", "compound"
    word.pos = before.pos = "PROPN"
    word.tag = before.tag = "NNP"
    if taken is not None:
        taken.dep = "dobj"


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


def _take_for_holder(noun: Word) -> None:
    """What records say, taken for whose they are: "Minutes of the board | record | that a member asked"."""
    of = noun.child("prep")
    verb = of.child("pobj") if of is not None else None
    clause = next((child for child in noun.all_children("relcl", "acl") if child.child("nsubj", "nsubjpass", "expl") is not None), None)
    if verb is None or of is None or clause is None or verb.tag != "NN" or clause.left != verb.index + 1 or not is_voice(noun):
        return
    holder, that = verb.child("compound"), next((child for child in clause.children if child.index == clause.left), None)
    shows = verb.lemma in VERBS and VERBS[verb.lemma].kind in {CueKind.EVIDENCE, CueKind.SPEECH}
    if holder is None or holder.index != verb.index - 1 or that is None or that.lower != "that" or not shows:
        return
    hang(holder, of, "pobj")
    for child in [child for child in verb.children if child.index < holder.index]:
        hang(child, holder, child.dep)
    raise_over(verb, of)
    exchange(verb, noun)
    verb.pos, verb.tag = "VERB", "VBP"
    noun.dep = "nsubj"
    hang(of, noun, "prep")
    hang(clause, verb, "ccomp")
    that.dep = "mark"
