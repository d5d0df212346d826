"""What somebody tells of by a noun alone, for the first time: "counted 41 changes", "recalls a bang", "spoke of two shocks"."""

import re

from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import DOCUMENTS, NEGATION_RAISING, NOUNS, VERBS
from claimgraph.extract.grammar.frames import is_negated, is_person, is_voice
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import FIRST

REPORTING = lexicon("report allege suspect admit acknowledge concede")
"""Verbs by which somebody tells that there is something."""
FORESEEING = lexicon("forecast predict project foresee anticipate expect")
COMING = FORESEEING | lexicon("fear dread")
"""Verbs of which the object is an event to come: "feared the collapse of the dam"."""
_COUNTING = lexicon("count log list register tally record identify document note")
_GIVING = lexicon("give arrive")
_REMEMBERING = lexicon("recall remember")
_SPEAKING = {
    **dict.fromkeys(("speak", "talk", "write", "tell"), ("of",)),
    **dict.fromkeys(("warn", "complain", "boast", "brag"), ("of", "about")),
    "hint": ("at",),
    "point": ("to",),
}
"""Verbs of telling that there is something, with the prepositions before it."""
MAYBE = frozenset({"warn", "hint"})
"""Verbs by which somebody tells of what may come."""
_DISCLOSING = lexicon("find show reveal uncover detect expose highlight indicate cite establish")
"""Verbs by which words and figures tell that there is something."""
_POSTING = lexicon("report post announce book record register publish unveil reveal")
_RESULTS = lexicon("profit loss sale revenue turnover earnings income deficit surplus growth result dividend")
"""What firms tell of their own dealings."""
_ANNOUNCING = lexicon("announce unveil confirm disclose reveal")
_DEED = re.compile(r"..(?:[^ai]tion|ation|sion|ment|sal|wal|ival|usal)$")
_NO_DEEDS = lexicon("location position station population composition collection question nation section department apartment document")
_PARTS = lexicon("half quarter third part rest most majority lot bulk")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def is_told(verb: Word, source: Word, target: Word) -> bool:
    """Whether somebody tells by a verb that there is, was or will be what its object names."""
    unforeseen = is_negated(verb) and not (verb.lemma in FORESEEING & NEGATION_RAISING and target.has_child("any"))
    if not is_voice(source) or source.lower in FIRST or unforeseen or is_passive(verb):
        return False
    if target.dep == "pobj" and verb.lemma in _SPEAKING and target.head.lower in _SPEAKING[verb.lemma]:
        return _is_spoken_of(verb, target)
    if _is_bare(target):
        return False
    of = any(prep.lower == "of" for prep in target.all_children("prep"))
    counted = target.tag == "CD" and (of or verb.lemma in _COUNTING | _GIVING | FORESEEING)
    if (target.pos != "NOUN" and not counted) or (target.lemma in NOUNS and not of):
        return False
    if verb.lemma in _GIVING and has_number(target) and (source.lemma in DOCUMENTS or verb.lemma == "arrive"):
        return target.dep != "pobj" or (verb.lemma == "arrive" and target.head.lower == "at")
    if target.dep == "pobj" or (verb.lemma in _REMEMBERING and not is_person(source)):
        return False
    return _is_new(verb, source, target) or _is_made_known(verb, target)


def _is_new(verb: Word, source: Word, target: Word) -> bool:
    """Whether what the object of a verb names is told of for the first time: counted, found, foreseen, or cited as a reason."""
    if (verb.lemma in _COUNTING and is_counted(target)) or (verb.lemma == "find" and target.has_child("no")):
        return True
    if verb.lemma in FORESEEING:
        known = target.has_child(*_DEFINITE) or target.child("poss") is not None or target.lemma in _PARTS
        return is_indefinite(target) or (target.tag == "NN" and not known)
    if verb.lemma == "cite" and verb.tag == "VBG":
        named = is_voice(target) or target.lower in DOCUMENTS or verb.head.lemma in VERBS
        return not named and (is_indefinite(target) or target.child("prep") is not None)
    shown = verb.lemma in _DISCLOSING and source.lemma in DOCUMENTS and verb.lemma != "show"
    return (shown or verb.lemma in _REMEMBERING) and is_indefinite(target)


def _is_spoken_of(verb: Word, target: Word) -> bool:
    """Whether what a preposition joins to a verb of telling is told of for the first time: "spoke of two shocks", "warned of layoffs"."""
    counted = target.tag == "CD" and any(prep.lower == "of" for prep in target.all_children("prep"))
    named = target.pos == "NOUN" or counted or (target.tag == "CD" and verb.lemma in {"speak", "talk", "write"})
    if verb.lemma == "point" and target.lemma in DOCUMENTS:
        return False
    whole = verb.lemma == "warn" or not _is_bare(target)
    of = any(prep.lower == "of" for prep in target.all_children("prep"))
    return named and whole and (target.lemma not in NOUNS or of) and (_is_quoted(target) or is_indefinite(target))


def _is_made_known(verb: Word, target: Word) -> bool:
    """Whether a firm or body makes known what came of its dealings, or what it does: "posted its first loss", "announced the sale of"."""
    own = target.child("poss") is not None and target.child("amod") is not None
    result = verb.lemma in _POSTING and target.lemma in _RESULTS and (own or is_indefinite(target))
    return result or (verb.lemma in _ANNOUNCING and is_deed(target))


def is_deed(noun: Word) -> bool:
    """Whether a noun names what somebody does, by its form, with whose or of what it is: "her retirement", "the conversion of"."""
    whose = noun.child("poss") is not None or any(prep.lower == "of" for prep in noun.all_children("prep"))
    return whose and bool(_DEED.search(noun.lemma)) and noun.lemma not in _NO_DEEDS


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
