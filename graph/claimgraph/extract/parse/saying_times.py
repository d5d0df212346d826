"""When something was said, where the parser takes it for when it was so: "she said | on Monday | the lake was safe"."""

from collections.abc import Sequence

from claimgraph.extract.grammar.cues import VERBS, CueKind
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word

_AHEAD = frozenset({"next", "tomorrow", "this", "coming", "tonight", "by", "until", "till", "since", "from", "within"})
_TIMES = frozenset({"DATE", "TIME"})


def mend_saying_time(said: Word, words: Sequence[Word]) -> None:
    """Hang a time right behind a verb of saying, with no "that" or comma between, on that verb and not on what is said."""
    verb = said.head
    meaning = VERBS.get(verb.lemma)
    if said.dep != "ccomp" or verb.tag != "VBD" or verb.index > said.index or meaning is None or meaning.kind is not CueKind.SPEECH:
        return
    when = said.children[0] if said.children else said
    told = verb.child("dobj", "dative")
    after = told.right if told is not None and verb.index < told.index < said.left else verb.index
    subject = said.child("nsubj", "nsubjpass", "expl")
    if when.left != after + 1 or subject is None or subject.index < when.index or not _is_past_time(when, words):
        return
    hang(when, verb, when.dep)


def _is_past_time(when: Word, words: Sequence[Word]) -> bool:
    """Whether words tell a day or an hour that may lie behind who says them."""
    noun = when.child("pobj") if when.dep == "prep" else when if when.dep == "npadvmod" else None
    inside = words[when.left : when.right + 1]
    return noun is not None and noun.entity in _TIMES and all(word.lower not in _AHEAD for word in inside)
