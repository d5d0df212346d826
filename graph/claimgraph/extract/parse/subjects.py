"""Subjects that the parser hung on another word than their verb, or took for no noun."""

from collections.abc import Sequence

from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.cues import ADDRESSING
from claimgraph.extract.grammar.dating import WEEKDAYS
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.stated_dates import MONTHS
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.parse.speech_order import is_finite

_DAYS = frozenset(WEEKDAYS) | MONTHS.keys()
_AT = frozenset({"first", "last", "least"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_NOUNS = frozenset({"NN", "NNS", "NNP"})
_BEFORE = frozenset({"det", "amod", "compound", "nmod", "poss", "punct", "nummod"})


def mend_subjects(words: Sequence[Word]) -> None:
    """Give verbs, in the trees of some whole sentences, the subjects that stand before them."""
    for word in words:
        if word.is_verb and is_finite(word) and word.child(*_SUBJECTS) is None:
            _take_from_participle(word, words)
            _take_for_noun(word)
            _take_from_day(word)
            _take_from_first(word)
            _take_from_aside(word)
            _take_from_clause_before(word)
            _take_from_joined(word, words)
            _take_from_clause_joined(word, words)
        if word.is_verb and word.dep == "relcl":
            _take_for_relative(word)


def _take_from_participle(verb: Word, words: Sequence[Word]) -> None:
    """The subject before a participle that is set in between it and its verb: "Judge Tull, | sentencing him to a year, | said that P"."""
    set_in = next((child for child in verb.children if child.index < verb.index and child.tag == "VBG" and child.dep == "advcl"), None)
    subject = set_in.child("nsubj") if set_in is not None else None
    if set_in is None or subject is None or subject.index > set_in.index or set_in.child("aux") is not None:
        return
    between, after = words[subject.index + 1 : set_in.index], words[set_in.right + 1 : verb.index]
    apart = any(word.text == "," for word in between) and after and after[0].text == ","
    if apart and all(word.head is verb for word in after):
        hang(subject, verb, "nsubj")


def _take_for_relative(clause: Word) -> None:
    """What somebody is told, taken for a relative clause of who is told it: "told the court | she had paid"."""
    noun, subject = clause.head, clause.subject
    verb = noun.head
    asks = any(child.tag in {"WDT", "WP", "WRB"} or child.dep == "mark" for child in clause.children)
    told = noun.dep in {"dobj", "dative"} and verb.lemma in ADDRESSING and verb.child("ccomp") is None and is_voice(noun)
    begins = subject is not None and subject.pos == "PRON" and clause.left == noun.index + 1 == subject.left
    whole = clause.child("aux", "auxpass", "attr", "acomp", "dobj", "ccomp", "xcomp") is not None
    if told and begins and whole and not asks and has_tense(clause):
        hang(clause, verb, "ccomp")


def _take_from_joined(verb: Word, words: Sequence[Word]) -> None:
    """The noun right before a second verb, taken for more of what stands before it: "we sell milk and | bread | is made here"."""
    at = (verb.child("aux", "auxpass") or verb).index
    before = words[at - 1]
    joint = words[before.left - 1]
    if verb.dep == "conj" and before.dep == "conj" and before.tag in _NOUNS and before.child("conj") is None and joint.dep == "cc":
        hang(before, verb, "nsubj")
        hang(joint, verb.head, "cc")


def _take_from_clause_before(verb: Word) -> None:
    """The subject of what is said, before a participle taken for its verb: "say the law | passed last week | hands power to judges"."""
    before = next((child for child in verb.head.all_children("ccomp") if child.right == verb.left - 1), None)
    subject = before.child("nsubj") if before is not None else None
    if verb.dep != "ccomp" or before is None or subject is None or before.tag not in {"VBD", "VBN"} or before.index < verb.head.index:
        return
    whole = before.child("aux", "auxpass", "mark", "dobj", "attr", "acomp", "ccomp", "punct") is not None
    if subject.right == before.index - 1 and subject.pos in {"NOUN", "PROPN"} and not whole:
        before.tag = "VBN"
        hang(subject, verb, "nsubj")
        hang(before, subject, "acl")


def _take_from_clause_joined(verb: Word, words: Sequence[Word]) -> None:
    """A subject that was joined as a noun to the verb before it: "said it leaked, and | a note, which she held up, | called it old"."""
    base = words[0].index
    before = words[max(0, verb.left - 1 - base)] if verb.left > base else verb
    last = words[before.index - 1 - base] if before.text == "," and before.index > base else before
    noun = next((word for word in (last, *last.ancestors()) if word.dep == "conj" and word.head.is_verb and word.is_nominal), None)
    if (
        verb.dep == "conj"
        and verb.child("nsubj", "nsubjpass") is None
        and noun is not None
        and noun.right in {last.index, before.index}
        and noun.head.index < noun.index
    ):
        clause = noun.head
        for comma in [child for child in clause.children if child.is_punctuation and child.index > noun.index]:
            hang(comma, verb, "punct")
        hang(noun, verb, "nsubj")


def _take_from_day(verb: Word) -> None:
    """A name behind a day without a comma, taken for more of the day: "On Monday | Ilse Brandt | said that P"."""
    for prep in [prep for prep in verb.all_children("prep") if prep.index < verb.index]:
        name = prep.child("pobj")
        day = next((child for child in name.all_children("compound") if child.lower in _DAYS), None) if name is not None else None
        if name is not None and day is not None and day.index == prep.index + 1:
            hang(day, prep, "pobj")
            hang(name, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")
            for word in (name, *name.children):
                word.entity = "" if word.entity == "DATE" else word.entity


def _take_from_first(verb: Word) -> None:
    """A subject behind "at first" without a comma, taken for its noun: "At first | the police | said that P"."""
    for prep in [prep for prep in verb.all_children("prep") if prep.lower == "at" and prep.index < verb.index]:
        early, subject = prep.child("pcomp", "amod", "advmod"), prep.child("pobj")
        if early is not None and subject is not None and early.lower in _AT and early.index == prep.index + 1 < subject.left:
            hang(subject, verb, "nsubjpass" if verb.child("auxpass") is not None else "nsubj")


def _take_from_aside(being: Word) -> None:
    """What "is" said to be, hung on who says so between commas: "Her own view, | she told us, | is that P"."""
    for aside in [child for child in being.all_children("parataxis") if child.right < being.index and being.lemma == "be"]:
        speaker = aside.child("nsubj")
        subject = next((child for child in aside.all_children("dep", "dobj", "npadvmod") if child.index < aside.index), None)
        if speaker is not None and subject is not None and subject.is_nominal and subject.right < speaker.left:
            hang(subject, being, "nsubj")


def _take_for_noun(verb: Word) -> None:
    """A subject with its article that was taken for no noun: "The | claimant | maintains that P", "The | start-up | claims that P"."""
    before = [child for child in verb.children if child.index < verb.index]
    last = before[-1] if before else None
    article = next((child for child in before if child.dep == "det"), None)
    if verb.child("ccomp") is None or article is None or last is None or last is article or last.right != verb.index - 1:
        return
    described = [child for child in before if child.index >= article.index]
    if last.dep in {"amod", "compound", "nmod"} and all(child.dep in _BEFORE for child in described):
        last.pos, last.tag = "NOUN", "NN"
        for child in described[:-1]:
            hang(child, last, child.dep)
        hang(last, verb, "nsubj")
