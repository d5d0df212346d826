"""What somebody is made to feel or hold: "it worries X that P", "the film persuaded X that P", "what angers X is that P"."""

from collections.abc import Iterator

from claimgraph.extract.attribution.verbal import names_nobody
from claimgraph.extract.grammar.contents import has_tense, has_that, is_passive
from claimgraph.extract.grammar.cues import ADJECTIVES, MOVING, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, cue_span, is_negated, is_voice, noun_phrase, span
from claimgraph.extract.grammar.inflection import past
from claimgraph.extract.grammar.words import Parse, Word

_FELT = Cue(CueKind.THOUGHT)


def moving_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of verbs whose object is the one who feels or holds the clause behind, in order of the text."""
    for verb in parse.words:
        whom, clause = _moved(verb)
        if whom is not None and clause is not None:
            meaning = ADJECTIVES.get(past(verb.lemma), _FELT)
            contents = (span(parse.subtree(clause)),)
            yield Frame(verb, cue_span(parse, verb), meaning, contents, whom, noun_phrase(parse, whom), negated=is_negated(verb))


def is_moving(verb: Word) -> bool:
    """Whether a verb tells what its object feels or holds, so that its subject says nothing."""
    return None not in _moved(verb)


def _moved(verb: Word) -> tuple[Word | None, Word | None]:
    """Who is moved by a verb, and the clause that says by what or to what."""
    if verb.lemma not in MOVING or not verb.is_verb or is_passive(verb) or not has_tense(verb):
        return None, None
    above = verb.head if verb.dep == "csubj" and verb.has_child("what") and verb.head.lemma == "be" else verb
    between = [*verb.all_children("dobj"), *(above.all_children("nsubj") if above is not verb else ())]
    whom = next((word for word in between if word.index > verb.index and is_voice(word) and not names_nobody(word)), None)
    clauses = (clause for clause in above.all_children("ccomp", "advcl") if has_that(clause))
    return whom, next((clause for clause in clauses if whom is not None and clause.left > whom.index), None)
