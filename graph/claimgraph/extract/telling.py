"""What somebody tells of by a noun alone, for the first time: "counted 41 changes", "recalls a bang", "spoke of two shocks"."""

from claimgraph.extract.antecedents import FIRST
from claimgraph.extract.contents import is_passive
from claimgraph.extract.cues import DOCUMENTS, NOUNS, lexicon
from claimgraph.extract.frames import is_negated, is_person, is_voice
from claimgraph.extract.words import Word

REPORTING = lexicon("report allege suspect admit acknowledge concede")
"""Verbs by which somebody tells that there is something."""
FORESEEING = lexicon("forecast predict project foresee anticipate expect")
COMING = FORESEEING | lexicon("fear dread")
"""Verbs of which the object is an event to come: "feared the collapse of the dam"."""
_COUNTING = lexicon("count log list register tally record identify document note")
_GIVING = lexicon("give arrive")
_REMEMBERING = lexicon("recall remember")
_SPEAKING = lexicon("speak talk write")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def is_told(verb: Word, source: Word, target: Word) -> bool:
    """Whether somebody tells by a verb that there is, was or will be what its object names."""
    if not is_voice(source) or source.lower in FIRST or is_negated(verb) or is_passive(verb) or _is_bare(target):
        return False
    of = any(prep.lower == "of" for prep in target.all_children("prep"))
    counted = target.tag == "CD" and (of or verb.lemma in _COUNTING | _GIVING | FORESEEING | _SPEAKING)
    if (target.pos != "NOUN" and not counted) or (target.lemma in NOUNS and not of):
        return False
    if verb.lemma in _GIVING and has_number(target) and (source.lemma in DOCUMENTS or verb.lemma == "arrive"):
        return target.dep != "pobj" or (verb.lemma == "arrive" and target.head.lower == "at")
    if target.dep == "pobj":
        return verb.lemma in _SPEAKING and target.head.lower == "of" and (_is_quoted(target) or is_indefinite(target))
    if verb.lemma in _REMEMBERING and not is_person(source):
        return False
    counts = verb.lemma in _COUNTING and is_counted(target)
    finds = verb.lemma == "find" and target.has_child("no")
    return counts or finds or (verb.lemma in FORESEEING | _REMEMBERING and is_indefinite(target))


def _is_bare(target: Word) -> bool:
    return all(child.is_punctuation for child in target.children)


def _is_quoted(target: Word) -> bool:
    return any(child.text == '"' for inner in (target, *target.children) for child in inner.children)


def has_number(noun: Word) -> bool:
    """Whether a phrase gives a number that is no date or time of day: "a depth of 4 metres", "fewer than 90"."""
    inner = [noun, *(prep.child("pobj") for prep in noun.all_children("prep") if prep.lower == "of")]
    measured = [word for word in inner if word is not None and word.entity not in {"DATE", "TIME"}]
    return any(word.tag == "CD" or word.child("nummod") is not None for word in measured)


def is_indefinite(noun: Word) -> bool:
    """Whether a noun tells of something for the first time: "a leak", "two blasts", "no fault", "errors in the books"."""
    named = noun.child("poss") is not None or noun.has_child(*_DEFINITE)
    return not named and (is_counted(noun) or noun.tag == "NNS")


def is_counted(noun: Word) -> bool:
    """Whether it is said of how many of something there are: "a leak", "two blasts", "no fault"."""
    named = noun.has_child(*_DEFINITE)
    number = noun.tag == "CD" or noun.child("nummod") is not None
    return not named and (number or noun.has_child("a", "an", "no", "any"))
