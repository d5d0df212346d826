"""What somebody is told, or what is made known by somebody, that the parser hung on whoever stands before it."""

from collections.abc import Sequence

from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.coordinated import TRANSITIVE
from claimgraph.extract.grammar.cues import ADDRESSING, VERBS
from claimgraph.extract.grammar.frames import is_voice
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon

_TELLING = ADDRESSING - {"ask", "invite"} | lexicon("warn caution promise persuade convince")


def take_for_told(clause: Word) -> None:
    """What somebody was told, taken for a relative though it lacks nothing: "told the hearing he had reported it", "that it closed"."""
    told, verb = clause.head, clause.head.head
    subject = clause.child("nsubj", "nsubjpass", "expl")
    that = next((child for child in clause.all_children("dobj", "mark") if child.lower == "that" and child.left == clause.left), None)
    asking = any(child.tag in {"WP", "WDT", "WP$", "WRB"} or child.dep == "mark" for child in clause.children if child is not that)
    if told.dep not in {"dobj", "dative"} or verb.lemma not in _TELLING or asking or subject is None or verb.child("ccomp") is not None:
        return
    filled = any(child.dep in {"dobj", "attr", "acomp", "ccomp", "auxpass"} for child in clause.children if child is not that)
    lacking = clause.lemma in TRANSITIVE or not is_voice(told) or (that is None and subject.pos == "PRON") or verb.right > clause.right + 1
    begins = that is not None or subject.left in {told.right + 1, clause.left}
    if begins and (filled or not lacking) and has_tense(clause):
        hang(clause, verb, "ccomp")
        if that is not None:
            that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"


def take_for_made_known(agent: Word, words: Sequence[Word]) -> None:
    """What is said to be so, taken for more of who says it: "It was denied by residents who fled | that the wells are dry"."""
    verb, subject = agent.head, agent.head.child("nsubjpass")
    known = verb.lemma in VERBS and subject is not None and subject.lower == "it" and verb.child("ccomp", "advcl") is None
    below = words[agent.index + 1 : agent.right + 1] if known else ()
    for clause in [word for word in below if word.dep in {"relcl", "acl", "ccomp"} and word.right == agent.right]:
        that, subject = clause.child("mark", "dobj"), clause.child("nsubj", "nsubjpass", "expl")
        if clause.head.is_verb and clause.head.lemma in VERBS:
            return
        if that is None or subject is None or that.index != clause.left or that.lower != "that":
            continue
        if that.dep == "mark" or clause.lemma not in TRANSITIVE:
            hang(clause, verb, "ccomp")
            that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"
            return
