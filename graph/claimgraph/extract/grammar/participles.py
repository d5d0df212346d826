"""Participles as finite verbs: whose clause they go with, and the form they take in the tense of that clause."""

from claimgraph.extract.grammar.inflection import finite_past, past, third_person
from claimgraph.extract.grammar.words import FINITE, Parse, Word

_OBJECTS = frozenset({"dobj", "pobj", "dative", "conj"})


def is_finite(verb: Word) -> bool:
    """Whether a verb, or an auxiliary of it, has a tense or is a modal."""
    return verb.tag in FINITE or _modal(verb) is not None or any(child.tag in FINITE for child in verb.all_children("aux", "auxpass"))


def clause_of(parse: Parse, participle: Word) -> Word | None:
    """The verb of the clause that a participle adds to: the finite one above it, or before it where it hangs on an object.

    "They counted 34 shells, relying on a monitor" is about the counting, whatever noun the parser hung it on.
    """
    if participle.dep == "acl" and participle.tag == "VBG" and participle.head.dep in _OBJECTS:
        before = reversed(parse.words[parse.sentence_of(participle).first : participle.left])
        return next((word for word in before if word.is_verb and is_finite(word)), None)
    return next((above for above in participle.ancestors() if above.is_verb and is_finite(above)), None)


def tensed(participle: Word, clause: Word | None, *, plural: bool) -> dict[int, str]:
    """What to write for the words of a participle so that it is finite in the tense of `clause`; {} where it has to keep its form.

    "They shelled it, wounding two", wounded; "the wall may fall, blocking the path", may block; "it rises, easing the strain", eases.
    """
    helpers = participle.all_children("aux", "auxpass")
    if helpers:
        return finite_past(participle, plural=plural)
    if participle.tag != "VBG" or clause is None or participle.lemma == participle.lower:
        return {}
    negation = participle.child("neg")
    verb = _in_tense(participle.lemma, clause, plural=plural, negated=negation is not None)
    if verb is None:
        return {}
    return {participle.index: verb} if negation is None else {negation.index: "", participle.index: verb}


def _finite_form(lemma: str, *, present: bool, plural: bool) -> str:
    return _present(lemma, plural=plural) if present else past(lemma, plural=plural)


def _in_tense(lemma: str, clause: Word, *, plural: bool, negated: bool) -> str | None:
    """A verb in the tense of a clause; None for a clause that is still going on, whose participle is too."""
    modal = _modal(clause)
    if modal is not None:
        return f"{modal.lower} not {lemma}" if negated else f"{modal.lower} {lemma}"
    if clause.tag == "VBG":
        return None
    first = next((child for child in clause.all_children("aux", "auxpass") if child.tag in FINITE), clause)
    present = first.tag in {"VBZ", "VBP"} and not (first is not clause and first.lemma == "have")
    if not negated:
        return _finite_form(lemma, present=present, plural=plural)
    if lemma == "be":
        return f"{_finite_form(lemma, present=present, plural=plural)} not"
    return f"{_finite_form('do', present=present, plural=plural)} not {lemma}"


def _present(lemma: str, *, plural: bool) -> str:
    if plural:
        return "are" if lemma == "be" else lemma
    return third_person(lemma)


def _modal(verb: Word) -> Word | None:
    return next((child for child in verb.all_children("aux") if child.tag == "MD" and child.lower.isalpha()), None)
