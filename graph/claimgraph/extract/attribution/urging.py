"""What somebody is urged to do, which ought to be in the view of whoever urges: "urged him to sue", "called on the state to pay"."""

from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import SPEECH
from claimgraph.extract.grammar.frames import Frame, cue_span, is_negated, is_voice, span, speaker_span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon

_URGING = lexicon("urge implore exhort beseech advise")


def urging_frame(parse: Parse, verb: Word) -> Frame | None:
    """The frame of a verb by which somebody says what another ought to do; None where it is none."""
    clause, source = verb.child("xcomp"), subject_of(verb)
    unsaid = is_passive(verb) or is_negated(verb) or verb.dep == "acl"
    whom = urged_by(clause) if clause is not None and not unsaid else None
    if clause is None or whom is None or source is None or not is_voice(source):
        return None
    contents = (span(parse.words[whom.left : clause.right + 1]),)
    return Frame(verb, cue_span(parse, verb), SPEECH, contents, source, speaker_span(parse, verb, source))


def urged_by(clause: Word) -> Word | None:
    """Who is urged to do what an infinitive says; None where nobody is."""
    verb = clause.head
    on = next((prep for prep in verb.all_children("prep") if verb.lemma == "call" and prep.lower in {"on", "upon"}), None)
    whom = verb.child("dobj") if verb.lemma in _URGING else on.child("pobj") if on is not None and on.left == verb.index + 1 else None
    told = clause.dep == "xcomp" and clause.has_child("to") and whom is not None and whom.right < clause.left
    return whom if told else None
