"""Whether a clause that foretells nothing by its words puts its time ahead: "the museum opens on Monday", "could close in June"."""

from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon

_TIMETABLED = lexicon("begin start open reopen close end expire resume leave depart arrive return meet vote launch finish conclude")
"""Verbs of which the present tells what a timetable has (Quirk et al. 1985, chapter 4)."""
_PLANNED = lexicon("plan schedule set fix due expect bill slate earmark")
_OPEN = frozenset({"can", "could", "may", "might", "should", "must", "will", "would", "shall"})
_IN_FORCE = {"take": "effect", "come": "into"}


def lies_ahead(verb: Word) -> bool:
    """Whether the time of a clause with this verb lies after the day on which it is told."""
    helpers = [child for child in verb.children if child.dep in {"aux", "auxpass"}]
    if any(child.lower in _OPEN for child in helpers):
        return not any(child.lemma == "have" for child in helpers)
    if verb.lemma in _PLANNED and verb.tag == "VBN":
        return all(child.tag in {"VBZ", "VBP"} for child in helpers) and any(prep.lower == "for" for prep in verb.all_children("prep"))
    timetabled = verb.lemma in _TIMETABLED or verb.has_child(_IN_FORCE.get(verb.lemma, ""))
    return verb.tag in {"VBZ", "VBP"} and not helpers and timetabled
