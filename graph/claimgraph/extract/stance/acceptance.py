"""Partial acceptance: "it exaggerates, but the gist is true" keeps the core of what was said, and leaves the degree to whoever said it."""

from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.frames import is_negated
from claimgraph.extract.lexicon import lexicon

_CORES = lexicon("gist core substance essence thrust kernel heart outline basis")
_RIGHT = lexicon("true right correct accurate sound solid credible believable undisputed")
_HOLDS = lexicon("stand hold")


def accepts_core(unit: Unit) -> bool:
    """Whether a unit says that the core of something holds, whatever else of it does not."""
    subject = unit.head.child("nsubj")
    if subject is None or subject.lemma not in _CORES or is_negated(unit.head):
        return False
    said = unit.head.child("acomp", "attr")
    return unit.head.lemma in _HOLDS or (unit.head.lemma in {"be", "seem", "look", "remain"} and said is not None and said.lemma in _RIGHT)
