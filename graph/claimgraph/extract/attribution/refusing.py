"""Clauses by which somebody refuses what stands before: "P, a charge that X dismissed", "P, something X denies", "P, which X denies"."""

from claimgraph.extract.attribution.units import Unit, UnitKind
from claimgraph.extract.grammar.cues import NOUNS
from claimgraph.extract.grammar.frames import Frame, cue_span, is_voice, refusal_in, span, speaker_span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon

_OF_STATEMENTS = lexicon("deny refute rebut dispute contest")
"""Verbs of which the object is a statement even where nothing names it so: an offer is rejected, no offer is denied."""
_OF_CHARGES = lexicon("reject dismiss contest")
_BESIDE = frozenset({"nsubj", "dobj", "aux", "advmod", "punct", "mark"})


def refusal_of(parse: Parse, unit: Unit, *, accused: bool) -> Frame | None:
    """The frame of a unit by which somebody refuses what stands before it, where that is a charge (`accused`) or any statement."""
    comment = unit.kind is UnitKind.COMMENT
    refusing = (child for child in unit.head.all_children("relcl") if refusal_in(child) is not None)
    verb = next(refusing, None) if comment else unit.head
    meaning = refusal_in(verb) if verb is not None else None
    if verb is None or meaning is None:
        return None
    pronoun = next((child for child in verb.children if child.tag in {"WDT", "WP"}), None)
    if comment:
        named = unit.head.lemma in NOUNS or unit.head.lower == "something"
    else:
        named = verb.lemma in (_OF_STATEMENTS | _OF_CHARGES if accused else _OF_STATEMENTS) and is_relative_refusal(verb)
    source = subject_of(verb)
    if not named or source is None or source is unit.head or (pronoun is not None and pronoun.dep == "nsubj"):
        return None
    where = pronoun if pronoun is not None and not comment else unit.head
    return Frame(verb, cue_span(parse, verb), meaning, (span([where]),), source, speaker_span(parse, verb, source))


def is_relative_refusal(verb: Word) -> bool:
    """Whether a relative clause says nothing but that somebody refuses what its "which" stands for: ", which the firm denies"."""
    which = next((child for child in verb.children if child.lower == "which" and child.tag == "WDT"), None)
    subject = verb.child("nsubj")
    plain = (
        which is not None
        and which.dep == "dobj"
        and which.index == verb.left
        and subject is not None
        and (is_voice(subject) or subject.lower == "it")
    )
    return plain and all(child.dep in _BESIDE for child in verb.children)
