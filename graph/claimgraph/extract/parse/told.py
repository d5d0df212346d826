"""What somebody is told or writes, or what is made known, that the parser hung on whoever stands before it or made one phrase with."""

from collections.abc import Sequence

from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.coordinated import TRANSITIVE
from claimgraph.extract.grammar.cues import ADDRESSING, HEARINGS, NOUNS, VERBS, CueKind
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

_TELLING = ADDRESSING - {"ask", "invite"} | lexicon("warn caution promise persuade convince")
_TO_SOMEBODY = _TELLING - {"warn", "caution", "promise"}
"""Verbs that cannot do without whom something is said to."""
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_ANYBODY = lexicon("anyone anybody everyone everybody whoever all those")
_SPOKEN = frozenset({CueKind.SPEECH, CueKind.EVIDENCE})


def take_for_told(clause: Word) -> None:
    """What somebody was told, taken for a relative though it lacks nothing: "told the hearing he had reported it", "that it closed"."""
    told, verb = clause.head, clause.head.head
    openings = clause.all_children("dobj", "mark", *_SUBJECTS)
    that = next((child for child in openings if child.lower == "that" and child.left == clause.left), None)
    subject = next((child for child in clause.all_children(*_SUBJECTS) if child is not that), None)
    asking = any(child.tag in {"WP", "WDT", "WP$", "WRB"} or child.dep == "mark" for child in clause.children if child is not that)
    if told.dep not in {"dobj", "dative"} or verb.lemma not in _TELLING or asking or subject is None or verb.child("ccomp") is not None:
        return
    filled = any(child.dep in {"dobj", "attr", "acomp", "ccomp", "auxpass"} for child in clause.children if child is not that)
    lacking = clause.lemma in TRANSITIVE or not is_voice(told) or (that is None and subject.pos == "PRON") or verb.right > clause.right + 1
    begins = that is not None or subject.left in {told.right + 1, clause.left}
    if begins and (filled or not lacking) and has_tense(clause):
        _hang(clause, that, verb)


def take_for_told_anybody(clause: Word) -> None:
    """What anybody is told, taken for what they do: "tells anyone who will listen | that P"."""
    doing = clause.head
    whom = doing.head if doing.dep == "relcl" else doing.head.child("dobj", "dative")
    who = doing.child("nsubj")
    if whom is None or who is None or who.lower != "who" or who.index != whom.index + 1:
        return
    verb = whom.head
    told = whom.lower in _ANYBODY and whom.dep in {"dobj", "dative"} and verb.lemma in _TELLING
    asks = doing.lemma not in VERBS or VERBS[doing.lemma].stance is Stance.ASKS
    if told and asks and clause.has_child("that") and clause.index > doing.index and verb.child("ccomp") in {None, doing}:
        hang(clause, verb, "ccomp")
        hang(doing, whom, "relcl")


def take_for_written(clause: Word) -> None:
    """What somebody says somewhere, taken for more of the place: "wrote in the margin | that P"."""
    noun, joint = clause.head, clause.head.head
    while joint.head.dep == "pobj" and joint.lower == "of":
        joint = joint.head.head
    verb, that = joint.head, _that(clause)
    meaning = VERBS.get(verb.lemma)
    says = meaning is not None and meaning.kind in _SPOKEN and verb.child("ccomp", "dobj", "nsubjpass", "auxpass") is None
    if noun.dep != "pobj" or joint.dep != "prep" or noun.lemma in NOUNS or not says or that is None:
        return
    parts = [child for child in clause.children if child is not that]
    subject = next((child for child in parts if child.dep in {"nsubj", "nsubjpass", "expl"}), None)
    filled = any(child.dep in {"dobj", "attr", "acomp", "ccomp", "auxpass"} for child in parts)
    if subject is not None and (filled or clause.lemma not in TRANSITIVE) and has_tense(clause):
        _hang(clause, that, verb)


def _that(clause: Word) -> Word | None:
    """The "that" with which a clause begins."""
    return next((child for child in clause.children if child.lower == "that" and child.index == clause.left), None)


def _hang(clause: Word, that: Word | None, verb: Word) -> None:
    """Make a clause what a verb says."""
    hang(clause, verb, "ccomp")
    _take_for_mark(that)


def take_for_made_known(agent: Word, words: Sequence[Word]) -> None:
    """What is said, taken for more of who says it: "It was denied by residents who fled | that P", "We were told by a clerk | that P"."""
    verb, subject = agent.head, agent.head.child("nsubjpass")
    told = verb.lemma in _TO_SOMEBODY
    known = subject is not None and ((verb.lemma in VERBS and subject.lower == "it") or told)
    known = known and verb.child("ccomp", "xcomp", *(("prep",) if told else ("advcl",))) is None
    below = words[agent.index + 1 : agent.right + 1] if known else ()
    for clause in [word for word in below if word.dep in {"relcl", "acl", "ccomp"} and word.right == agent.right]:
        that, subject = clause.child("mark", "dobj"), clause.child("nsubj", "nsubjpass", "expl")
        if clause.head.is_verb and clause.head.lemma in VERBS:
            return
        if that is None or subject is None or that.index != clause.left or that.lower != "that":
            continue
        if that.dep == "mark" or clause.lemma not in TRANSITIVE or (told and clause.head is agent.child("pobj")):
            hang(clause, verb, "ccomp")
            _take_for_mark(that)
            return


def _take_for_mark(that: Word | None) -> None:
    if that is not None:
        that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"


def part_listener(verb: Word) -> None:
    """Whom somebody tells something, taken for the first words of it: "told the council | prices fell", "told Reuters | two had left"."""
    clause = verb.child("ccomp")
    if verb.lemma not in _TELLING or clause is None or verb.child("dative", "auxpass", "nsubjpass") is not None:
        return
    subjects = clause.all_children(*_SUBJECTS)
    own = subjects[0] if subjects else None
    if own is not None and len(subjects) > 1 and own.left == verb.index + 1 and is_voice(own) and verb.child("dobj") is None:
        hang(own, verb, "dobj")
        return
    subject = _told_of(verb, clause, own)
    listener = _listener_in(subject, verb) if subject is not None else None
    if subject is None or listener is None:
        return
    if own is not None and own is not subject:
        hang(own, subject, "conj")
    before = [child for child in subject.children if child.index < listener.index]
    hang(subject, clause, "nsubjpass" if clause.child("auxpass") is not None else "nsubj")
    hang(listener, verb, "dobj")
    for child in before:
        hang(child, listener, child.dep)
    for child in [child for child in listener.children if child.index > listener.index]:
        hang(child, subject, child.dep)


def _told_of(verb: Word, clause: Word, own: Word | None) -> Word | None:
    """What a clause behind a verb is of, where it begins right behind the verb: also the first of two, taken for an object."""
    taken = verb.child("dobj")
    if taken is None:
        return own if own is not None and own.left == verb.index + 1 else None
    joined = any(child.index == taken.right for child in taken.all_children("cc"))
    next_to = clause.left == taken.right + 1 and (own is None or (joined and own.left == clause.left))
    return taken if taken.left == verb.index + 1 and next_to else None


def _listener_in(subject: Word, verb: Word) -> Word | None:
    """The last word of a phrase before its noun that can be who is told, of people the first name that is whole."""
    found = [child for child in subject.all_children("compound", "nmod") if is_voice(child) or child.lemma in HEARINGS]
    if verb.lemma not in _TO_SOMEBODY:
        found = [child for child in found if child.tag == "NNS" or subject.has_child("the")]
    person = next((child for child in reversed(found) if child.entity == "PERSON"), None)
    return person if person is not None and subject.pos == "NOUN" else found[-1] if found else None
