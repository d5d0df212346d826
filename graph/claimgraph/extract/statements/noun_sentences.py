"""What a noun states, as a sentence: an event ("the deaths of three"), a charge, a quality, a saying, a chance that is ruled out."""

import re

from claimgraph.extract.attribution.small_clauses import to_the_point
from claimgraph.extract.attribution.telling import COMING, MAYBE, is_deed
from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.contents import rules_out
from claimgraph.extract.grammar.cues import CHANCES
from claimgraph.extract.grammar.frames import subject_of
from claimgraph.extract.grammar.nominalisations import (
    MENTIONS,
    MISHAPS,
    OF_ONESELF,
    QUALITIES,
    VERB_OF,
    charge_in,
    doer_of,
    figure_in,
    is_event,
    is_saying,
    is_unreal,
    patient_of,
    quality_in,
    said_of,
)
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.sources.phrases import PLURAL_TAGS, Phrases, is_plural, lowered

_WHERE = frozenset({"in", "near", "at", "on", "during", "outside", "inside", "after", "before"})
_ANY = frozenset({"any", "all"})
_OF_MANY = {"was": "were", "is": "are", "takes": "take"}
_AS_OBJECT = {"his": "him", "its": "it", "their": "them", "my": "me", "our": "us", "your": "you"}
_AS_OWNER = {"his": "he", "her": "she", "its": "it", "their": "they", "my": "I", "our": "we", "your": "you"}


def of_event(parse: Parse, phrases: Phrases, unit: Unit, *, denied: bool = False) -> str:
    """The sentence of a noun that names an event, a charge, a quality or a saying, without its stop.

    Of what is `denied` nothing is left out that says which event it is: who denies a Russian raid denies no other.
    """
    if rules_out(unit.head.head):
        return _chance(phrases, unit)
    figure = figure_in(unit.head)
    if figure is not None and unit.head.head.lemma not in COMING:
        return f"{phrases.join(parse.words[unit.head.left : unit.head.index + 1])} is {phrases.join(parse.subtree(figure))}"
    charge, accused = charge_in(unit.head), subject_of(unit.head.head) if unit.head.dep == "dobj" else None
    if charge is not None and unit.head.lemma in MENTIONS:
        return _happened(charge, phrases.join([word for word in unit.words if word.index > charge.head.index]))
    if charge is not None and accused is not None:
        matter = unit.words if unit.head.lemma == "count" else [word for word in unit.words if word.index > charge.head.index]
        joined = accused.child("conj")
        several = accused.tag in PLURAL_TAGS or (is_plural(accused) and (joined is None or joined.index <= phrases.short_end(accused)))
        return f"{phrases.phrase(accused)} {'are' if several else 'is'} guilty of {phrases.join(matter)}"
    if (owner := quality_in(unit.head)) is not None:
        return _of_quality(parse, phrases, unit.head, owner)
    if is_saying(unit.head):
        return f"{phrases.join(unit.words)} {'are' if is_plural(unit.head) else 'is'} true"
    patient = patient_of(unit.head) if unit.head.child("conj") is None else None
    if unit.head.lemma in OF_ONESELF and accused is not None and (patient is None or patient.dep == "poss"):
        return _of_oneself(phrases, unit, accused)
    aimed = patient is not None and patient.dep == "pobj" and patient.head.lower not in {"of", "among", "by"}
    sorted_ = unit.head.child("amod", "compound", "nmod") is not None
    narrowed = sorted_ and (aimed or (denied and not is_unreal(unit.head)))
    if patient is None or narrowed or unit.head.lemma not in VERB_OF or unit.head.head.lemma in COMING:
        return _happened(unit.head, phrases.join([word for word in unit.words if word.index in phrases.forms or word.lower not in _ANY]))
    return _of_patient(parse, phrases, unit, patient)


def _of_patient(parse: Parse, phrases: Phrases, unit: Unit, patient: Word) -> str:
    """What a noun tells that was done to somebody or something: "the deaths of three officers" as "three officers died"."""
    said = said_of(unit.head, patient)
    if is_plural(patient) and (patient.entity != "GPE" or patient.has_child("the")):
        said = re.sub(r"^(was|is|takes)\b", lambda match: _OF_MANY[match.group()], said)
    last = next((child.left - 1 for child in patient.all_children("prep") if child.lower in _WHERE), patient.right)
    named = parse.words[patient.left : min(last, patient.right) + 1]
    who = phrases.phrase(patient) if patient.tag == "PRP$" else phrases.join(named).rstrip(" ,").removesuffix("'s").removesuffix("'")
    who = _AS_OWNER.get(who.lower(), who)
    first = patient.head.index if patient.dep == "pobj" else unit.head.index
    behind = [word for word in unit.words if word.index > unit.head.index and not first <= word.index <= last]
    doer = doer_of(unit.head, patient)
    return f"{who} {said} {_done_by(phrases, doer)} {phrases.join(behind)}".strip()


def _done_by(phrases: Phrases, doer: Word | None) -> str:
    """Who did something, or when, by the possessor of a noun: "Russia's bombing of Aleppo", "last week's"."""
    if doer is None:
        return ""
    name = phrases.phrase(doer).removesuffix("'s").removesuffix("'")
    return name if doer.entity in {"DATE", "TIME"} else f"by {_AS_OBJECT.get(name.lower(), name)}"


def _of_oneself(phrases: Phrases, unit: Unit, who: Word) -> str:
    """What somebody denies or admits of himself: "the ministry was involved"."""
    helper, _, said = OF_ONESELF[unit.head.lemma].partition(" ")
    helper = _OF_MANY.get(helper, helper) if is_plural(who) else helper
    rest = phrases.join([word for word in unit.words if word.index > unit.head.index])
    return f"{phrases.phrase(who)} {helper} {said} {rest}".strip()


def _of_quality(parse: Parse, phrases: Phrases, noun: Word, owner: Word) -> str:
    """What a noun for a quality says of whose it is: "the images are authentic"."""
    adjective, plural = QUALITIES[noun.lemma], owner.pos == "NOUN" and is_plural(owner)
    who = phrases.phrase(owner) if owner.dep == "poss" else phrases.join(to_the_point(parse, parse.subtree(owner))).rstrip(" ,")
    who = _AS_OWNER.get(who.lower(), who)
    if adjective == "existent":
        known = owner.dep == "poss" or owner.child("poss") is not None or owner.has_child("the")
        return f"{who} {'exist' if plural else 'exists'}" if known else f"There {'are' if plural else 'is'} {lowered(who)}"
    return f"{who} {'are' if plural else 'is'} {adjective}"


def _chance(phrases: Phrases, unit: Unit) -> str:
    """What somebody rules out, as a possibility: whether it was, is or will be, the words leave open."""
    if unit.head.lemma in CHANCES:
        return f"There is a {phrases.join([word for word in unit.words if word.dep != 'det' or word.head is not unit.head])}"
    return f"There is a possibility of {lowered(phrases.join(unit.words))}"


def _happened(noun: Word, text: str) -> str:
    """That there was or will be what a noun names: "the vote took place", "there was a fire"."""
    if noun.tag == "CD" and noun.child("prep") is None:
        return f"The number is {lowered(text)}"
    may = noun.dep == "pobj" and noun.head.head.lemma in MAYBE
    known = noun.child("poss") is not None or noun.has_child("the", "this", "that", "these", "those")
    if known and (is_event(noun) or noun.lemma in MISHAPS or is_deed(noun) or noun.head.lemma in COMING):
        return f"{text} {'will take' if noun.head.lemma in COMING else 'took'} place"
    were = "may be" if may else "will be" if noun.head.lemma in COMING else "were" if noun.tag in PLURAL_TAGS else "was"
    return f"There {were} {lowered(text)}"
