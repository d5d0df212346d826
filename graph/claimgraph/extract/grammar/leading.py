"""What stands before a verb of saying and says nothing itself: "continues to insist", "was able to explain", "went on to say"."""

from collections.abc import Iterator

from claimgraph.extract.grammar.frames import cue_span
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Span

_LEADING = lexicon("""continue begin start stop keep go come seem appear tend fail try attempt decline refuse have need use happen get
    manage proceed hesitate dare able unable likely unlikely ready willing unwilling reluctant eager quick set bound""")
_WITH_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "prt", "acomp", "punct"})
_MOST = 3
"""So many verbs at most lead to one."""


def leading(verb: Word) -> Iterator[Word]:
    """The verbs right before a verb that only lead to it, the nearest first; of "was able to say" the "was"."""
    for _ in range(_MOST):
        above = verb.head
        between = (child for child in above.children if above.index < child.index < verb.index)
        joined = verb.dep == "xcomp" or (verb.dep == "advcl" and above.child("prt") is not None)
        if not joined or above.lemma not in _LEADING or any(child.dep not in _WITH_VERB for child in between):
            return
        if not (above.is_verb or above.dep == "acomp"):
            return
        verb = above if above.is_verb else above.head
        yield verb


def whole_cue(parse: Parse, head: Word, cue: Span) -> Span:
    """A cue with the verbs that lead to its verb, and how it is done: "declined to say", "has been quick to blame", "complain bitterly"."""
    start, end = min((cue.start, *(cue_span(parse, verb).start for verb in leading(head)))), cue.end
    for child in head.children if head.is_verb else ():
        if child.dep == "advmod" and child.left == child.right and parse.masked[end : child.start] == " ":
            end = child.end
    return Span(start, end)
