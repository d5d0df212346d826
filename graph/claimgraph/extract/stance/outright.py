"""Denials that leave no reading open: what is denied is a whole clause with a subject, a finite verb and no "not" of its own."""

from claimgraph.extract.attribution.units import Unit, UnitKind
from claimgraph.extract.grammar.frames import Frame
from claimgraph.extract.grammar.words import TENSED, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.sources.chains import Chain
from claimgraph.model import Stance

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_COMPLEMENTS = frozenset({"ccomp", "csubj", "acl"})
_INNER_NOT = lexicon("no not n't n’t never nobody none nothing nowhere neither nor cannot hardly scarcely barely rarely seldom few little")
_POINTING = lexicon("it this that these those such")
"""Subjects that may stand for anything said before; the "it" and "there" of "it rains", "there are" are none."""
_SUPPOSING = lexicon("would could might may should can if unless whether")
_LOOKING = lexicon("see feel")
"""Verbs of thought whose "not" may mean that somebody missed something."""


def denies_outright(unit: Unit, chain: Chain) -> bool:
    """Whether a chain denies a unit in plain words: "X denied that P", "X does not think that P", "it is false that P"."""
    around = (chain.hops[-1].frame, *chain.operators)
    refusing = {frame.head.index: frame for frame in around if frame is not None and _refuses(frame)}
    return len(refusing) == 1 and _is_whole(unit) and all(_is_plain(one) and _is_taken_by(unit.head, one.head) for one in refusing.values())


def _refuses(frame: Frame) -> bool:
    return frame.negated or frame.meaning.stance in (Stance.DENIES, Stance.DOUBTS)


def _is_whole(unit: Unit) -> bool:
    """Whether a unit is a clause of its own, which says what is so and says it without a negation or a pointer."""
    subject = unit.head.child(*_SUBJECTS)
    if unit.kind is not UnitKind.CLAUSE or subject is None or (subject.lower in _POINTING and subject.dep != "expl"):
        return False
    first = next((child for child in unit.head.children if child.dep in {"aux", "auxpass"}), unit.head)
    opening = next((word for word in unit.words if not word.is_punctuation), subject)
    return first.tag in TENSED and opening.tag[:1] != "W" and not any(word.lower in _INNER_NOT for word in unit.words)


def _is_plain(frame: Frame) -> bool:
    """Whether a frame takes a clause and denies it as a fact of the text, and not what was said before nor under a condition."""
    points = frame.refers_back or frame.of_event or frame.of_figure or frame.small is not None
    looks = frame.negated and frame.head.lemma in _LOOKING
    return not (points or looks or _is_undone(frame) or frame.head.has_child(*_SUPPOSING))


def _is_undone(frame: Frame) -> bool:
    """Whether a word of denial is itself denied: "there is no denying that P"."""
    return frame.meaning.stance is not Stance.ENDORSES and frame.head.has_child(*_INNER_NOT)


def _is_taken_by(clause: Word, cue: Word) -> bool:
    """Whether a clause is what a verb takes, or what an adjective or noun judges: "it is false that P", "the report that P is untrue"."""
    above, verdict = clause.head, cue if cue.is_verb else cue.head
    judged = above in (cue, verdict) or (above.is_nominal and above.head is verdict)
    return clause.dep in _COMPLEMENTS and (judged if verdict.lemma == "be" or not cue.is_verb else above is cue)
