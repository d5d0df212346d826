"""Who speaks at the end of a sentence, taken for a part of what is said: "It fell, | the warden, Ada Holm, | told us"."""

from collections.abc import Sequence
from itertools import takewhile

from claimgraph.extract.grammar.cues import VERBS, CueKind
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import FINITE, Word

_NAMING = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "JJ", "IN", "TO", "RB", "CD"})
_ENDS = frozenset({".", "?", "!"})
_LONGEST_HEARER = 4
_REACH = 40
"""So many words at most are looked through for who speaks."""
_SAYING = frozenset({"say", "report", "state", "announce", "add"})


def mend_closing(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, to whom the words before a closing verb of saying belong."""
    for verb in words:
        meaning = VERBS.get(verb.lemma)
        if verb.is_verb and meaning is not None and verb.lemma in _SAYING:
            _take_without_comma(verb, words)
        if verb.is_verb and verb.tag in FINITE and meaning is not None and meaning.kind is CueKind.SPEECH and _closes(verb, words):
            _take_for_speaker(verb, words)


def _before(word: Word, words: Sequence[Word], steps: int = 1) -> Word:
    """The word so many steps before the first of what a word heads, or the first word of all."""
    return words[max(word.left - steps, 0)]


def _closes(verb: Word, words: Sequence[Word]) -> bool:
    """Whether after a verb of saying nothing follows but whom it was said to."""
    first = verb.index + 1
    rest = takewhile(lambda word: word.text not in _ENDS, words[first : first + _REACH])
    told = [word for word in rest if not word.is_punctuation]
    return len(told) <= _LONGEST_HEARER and all(word.tag in _NAMING for word in told)


def _take_for_speaker(verb: Word, words: Sequence[Word]) -> None:
    """Who is named by what and by name, taken for names of the last noun: "poured over the road, | the warden, Ada Holm, | told us"."""
    taken = verb.child("nsubj")
    comma = _before_verb(verb, words)
    name = words[comma.index - 1] if comma.text == "," and comma.index > 0 else verb
    if (taken is not None and taken.index < verb.index) or name.pos != "PROPN" or not is_person(name):
        return
    before = words[max(name.left - _REACH, 0) : name.left]
    described = next((one for one in before if _describes(one, name, words)), None)
    if described is None or verb.is_under(described) or verb.is_under(name):
        return
    _take_marks(described.left - 1, verb, words)
    hang(described, verb, "nsubj")
    hang(name, described, "appos")
    if taken is not None:
        taken.dep = "dobj"


def _take_marks(first: int, verb: Word, words: Sequence[Word]) -> None:
    """Hang the marks from a place on to a verb on the verb, so that nothing before it reaches over what is between them."""
    for mark in words[first : verb.index]:
        if mark.text == "," and mark.head is not verb and not verb.is_under(mark):
            hang(mark, verb, "punct")


def _before_verb(verb: Word, words: Sequence[Word]) -> Word:
    return words[max(verb.index - 1, 0)]


def _describes(noun: Word, name: Word, words: Sequence[Word]) -> bool:
    """Whether a noun with its article says between commas who a name is of."""
    last = name.left - 2 if name.head is not noun else name.right
    whole = noun.right in {last, last + 1} and _before(name, words).text == "," and _before(noun, words).text == ","
    return whole and noun.pos == "NOUN" and is_person(noun) and noun.child("det", "poss") is not None


def _take_without_comma(verb: Word, words: Sequence[Word]) -> None:
    """Who says it, set behind it without a comma: "Two were killed by bombs in Pell | the ministry reported on Thursday"."""
    speaker, before = verb.child("nsubj"), _before(verb, words)
    root = next((above for above in verb.ancestors() if above.is_root), verb)
    if speaker is None or not is_voice(speaker) or speaker.left != verb.left or verb.left == 0 or not root.is_verb:
        return
    told = verb.head.dep != "ROOT" and verb.head.pos != "PROPN" and len(verb.head.all_children("relcl")) < 2
    described = verb.dep == "relcl" and told
    names = all(child.dep in {"nsubj", "prep", "npadvmod", "punct"} for child in verb.children) and before.is_nominal | before.is_verb
    if described or verb.dep not in {"conj", "advcl", "relcl", "ccomp"} or not names or root.index > verb.index or not _closes(verb, words):
        return
    if root.lemma in VERBS or any(child.lower in {"that", "who", "which"} for child in root.all_children("mark")):
        return
    hang(verb, root, "conj")
    raise_over(verb, root)
    root.dep, verb.tag = "ccomp", "VBD"
