"""What somebody has grounds for, or none: "found no evidence that P", "nothing to suggest that P", "lacked reason to say that P"."""

from collections.abc import Iterator

from claimgraph.extract.grammar.cues import STATING, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, cue_span, has_refusal, is_voice, noun_phrase, span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Span, Stance

GROUNDS = lexicon("evidence proof sign indication hint clue trace reason ground basis grounds data cause justification information")
"""What makes somebody hold something."""
_COMING_BY = lexicon("find see have uncover discover obtain detect identify notice observe gather possess unearth get come turn")
"""Verbs by which somebody comes to have grounds: "saw signs that P"."""
_HEARING = lexicon("hear receive")
"""Verbs by which somebody is told of grounds, without having them for it."""
_LACKING = lexicon("lack")
_NONE = lexicon("no little scant insufficient inadequate scarce hardly scarcely precious meagre meager")
_NOTHING = lexicon("nothing little anything something much enough")
"""What stands for grounds of any kind: "nothing to suggest that P"."""
_UNKNOWING = lexicon("idea inkling knowledge awareness notion")
"""What somebody who has none of it does not know of a thing that is so: "had no idea that P"."""
_SHOWN = Cue(CueKind.EVIDENCE, certainty=Certainty.PROBABLE, evidentiality=Evidentiality.DEDUCED)


def is_ground(noun: Word, verb: Word | None) -> bool:
    """Whether a noun is of grounds that the subject of a verb comes by or lacks: "saw signs", "lacks evidence"."""
    if verb is None or noun.lemma not in GROUNDS or noun.dep not in {"dobj", "pobj"}:
        return False
    return verb.lemma in _COMING_BY | _LACKING or (verb.lemma in _HEARING and has_none(noun, verb))


def is_told_of(noun: Word, verb: Word | None) -> bool:
    """Whether grounds are only told of to the subject of a verb: "the court heard evidence that P"."""
    return verb is not None and noun.lemma in GROUNDS and noun.dep == "dobj" and verb.lemma in _HEARING


def has_none(noun: Word, verb: Word | None) -> bool:
    """Whether there are no grounds, or too few: "no evidence", "scant proof", "did not see signs", "lacked reason"."""
    few = noun.lower in {"nothing", "little"} or any(child.lower in _NONE for child in noun.children)
    few = few or any(child.lower in {"enough", "sufficient"} and child.has_child("not") for child in noun.children)
    return few or (verb is not None and (has_refusal(verb) or verb.lemma in _LACKING))


def is_unknown(noun: Word, verb: Word | None) -> bool:
    """Whether somebody does not know what is so all the same: "had no idea that P"."""
    return verb is not None and verb.lemma == "have" and noun.lemma in _UNKNOWING and noun.dep == "dobj" and has_none(noun, verb)


def holder_of(verb: Word | None) -> Word | None:
    """Who has the grounds that a verb brings, where that can hold something."""
    holder = subject_of(verb) if verb is not None and verb.lemma != "be" else None
    return holder if holder is not None and is_voice(holder) else None


def ground_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of what there are grounds to say or none, in order of the text: "insufficient evidence to conclude that P"."""
    for word in parse.words:
        act = _concluding(word)
        ground = _ground_of(act) if act is not None else None
        clause = act.child("ccomp") if act is not None else None
        if act is None or ground is None or clause is None:
            continue
        verb = _bringing(ground)
        told = verb is None or verb.lemma not in {"be", "exist"} | _COMING_BY | _LACKING | _HEARING
        if told and not has_none(ground, None):
            continue
        holder = holder_of(verb)
        meaning = _SHOWN if VERBS[act.lemma].stance is Stance.ENDORSES else VERBS[act.lemma]
        first = verb if verb is not None and verb.index < ground.index else ground
        cue = Span(cue_span(parse, first).start, cue_span(parse, act).end)
        yield Frame(
            ground,
            cue,
            meaning,
            (span(parse.subtree(clause)),),
            holder,
            noun_phrase(parse, holder) if holder is not None else None,
            Role.VOICE if holder is not None else Role.OPERATOR,
            negated=has_none(ground, verb),
        )


def is_for_grounds(verb: Word) -> bool:
    """Whether a verb only says for what there are grounds or none: "evidence to conclude that P"."""
    return _concluding(verb) is not None and _ground_of(verb) is not None


def _concluding(word: Word) -> Word | None:
    """The word, where it is an infinitive by which something is said or held with a clause of its own."""
    if not word.is_verb or word.tag != "VB" or word.dep not in {"acl", "relcl", "xcomp"} or not word.has_child("to"):
        return None
    meaning = VERBS.get(word.lemma)
    said = meaning is not None and meaning.kind in STATING and meaning.stance is not Stance.ASKS
    return word if said and word.child("ccomp") is not None else None


def _ground_of(act: Word) -> Word | None:
    """The grounds that an infinitive hangs on, or that the parser took for the object beside it: "found little | to suggest that P"."""
    near = act.head if act.dep != "xcomp" else act.head.child("dobj", "attr")
    if near is None or not near.index < act.index or (act.dep == "xcomp" and near.right + 1 != act.left):
        return None
    return near if near.lemma in GROUNDS or near.lower in _NOTHING else None


def _bringing(ground: Word) -> Word | None:
    """The verb that grounds are the object or the predicate of."""
    return ground.head if ground.head is not ground and ground.head.is_verb and ground.dep in {"dobj", "attr", "nsubj"} else None
