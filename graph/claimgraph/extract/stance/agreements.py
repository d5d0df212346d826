"""Few words by which somebody holds, or not, what another was just said to hold: "X confirmed this", "Y agreed", "Z said the same"."""

from collections.abc import Iterator

from claimgraph.extract.attribution.verbal import is_said
from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, is_negated, is_voice, span, speaker_span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

_AFFIRMING = lexicon("confirm repeat echo corroborate acknowledge admit concede reiterate affirm verify")
_POINTERS = frozenset({"this", "that", "it", "these"})
_AGREEING = {"agree": Stance.ENDORSES, "concur": Stance.ENDORSES, "disagree": Stance.DENIES}
_SAYING = lexicon("say tell report claim state write testify assert maintain")
_BESIDE = frozenset({"nsubj", "advmod", "punct", "cc", "aux", "npadvmod"})
_THEY = frozenset({"they", "we", "both", "all", "side", "party"})
"""Who as often agrees with each other: "The two sides met. They agreed."."""


def agreements(parse: Parse) -> Iterator[Frame]:
    """The frames whose content is what was said before them, in order of the text."""
    for verb in parse.words:
        if verb.is_verb and (verb.is_root or verb.dep in {"conj", "parataxis"}) and not (is_negated(verb) or is_passive(verb)):
            source, meant = subject_of(verb), _meant(verb)
            if meant is not None and source is not None and is_voice(source) and is_said(verb, source):
                stance, where = meant
                content = (span(parse.subtree(where) if where is not verb else [verb]),)
                cue, who = span([verb]), speaker_span(parse, verb, source)
                yield Frame(verb, cue, Cue(CueKind.SPEECH, stance), content, source, who, refers_back=True)


def _meant(verb: Word) -> tuple[Stance, Word] | None:
    """How a verb stands to what was said before it, and the words that stand for that; None where it says something of its own."""
    target = verb.child("dobj")
    if verb.lemma in _AGREEING:
        subject = verb.child("nsubj")
        alone = all(child.dep in _BESIDE for child in verb.children)
        return (_AGREEING[verb.lemma], verb) if alone and subject is not None and subject.lemma not in _THEY else None
    if target is None or target.index < verb.index or verb.child("ccomp", "xcomp") is not None:
        return None
    if verb.lemma in _AFFIRMING and target.lower in _POINTERS and not target.children:
        return VERBS[verb.lemma].stance, target
    same = target.lemma == "same" or (target.lemma == "thing" and target.has_child("same"))
    return (Stance.ENDORSES, target) if verb.lemma in _SAYING and same and target.child("prep", "relcl", "acl") is None else None
