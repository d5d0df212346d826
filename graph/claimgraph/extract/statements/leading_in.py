"""Which clauses only lead in to what is said, or only say how sure it is."""

from claimgraph.extract.grammar.frames import MAKING, Frame, Role
from claimgraph.extract.grammar.words import Word
from claimgraph.model import Stance

_HEARING = frozenset({"hear", "see", "watch", "overhear"})


def split_off(verb: Word) -> list[Word]:
    """The verb of which a sentence only says by whom it is done: "it was the union that | said | that P"."""
    named = verb.child("attr")
    if verb.lemma != "be" or named is None or not verb.has_child("it"):
        return []
    behind = (*verb.all_children("ccomp"), *named.all_children("relcl"))
    return [clause for clause in behind if any(subject.lower in {"who", "that"} for subject in clause.all_children("nsubj"))]


def only_points_out(verb: Word) -> bool:
    """Whether a clause only says of whom the next one is: "| it was the cook, not the guest, | who locked the door"."""
    named = verb.child("attr")
    if verb.lemma != "be" or named is None or not verb.has_child("it") or not named.has_child("not"):
        return False
    told = (clause.child("nsubj", "nsubjpass", "dobj") for clause in named.all_children("relcl"))
    return any(pronoun is not None and pronoun.lower in {"who", "that", "whom"} for pronoun in told)


def only_leads_in(verb: Word, frame: Frame) -> bool:
    """Whether a verb tells nothing but that somebody does say something: "was forced to admit that P", "went on to say that P"."""
    says = frame.role is Role.VOICE and frame.head.head is verb and (frame.head.dep == "xcomp" or is_heard(frame.head, verb))
    moved = verb.lemma in MAKING and verb.child("dobj") is not None
    return says and verb.child("prep", "agent", "advcl", "npadvmod", "conj", *(() if moved else ("dobj",))) is None


def is_heard(saying: Word, verb: Word) -> bool:
    """Whether somebody is heard or seen to say something: "heard the captain | say | that P"."""
    return verb.lemma in _HEARING and saying.dep == "ccomp" and saying.tag == "VB" and saying.child("aux", "mark") is None


def weighing(verb: Word, prep: Word) -> Word | None:
    """The noun by which a clause says how sure another is: "that P is in doubt", "it is out of the question that P"."""
    if prep.lower == "out":
        return next((inner.child("pobj") for inner in prep.all_children("prep")), None)
    return prep.child("pobj") if verb.child("csubj") is not None else None


def weighs(frame: Frame) -> bool:
    """Whether a frame's own clause is a claim besides: "the figures do not support the view that P"."""
    return (
        frame.role is Role.OPERATOR
        and frame.head.is_verb
        and frame.source is None
        and frame.meaning.stance in {Stance.DOUBTS, Stance.DENIES}
        and frame.head.lemma not in {"be", "believe"}
    )
