"""Where the parser is known to err about who says what: a sentence's tree put right before the rules look at it."""

from collections.abc import Sequence

from claimgraph.extract.cues import NOUNS, VERBS, VOICES, CueKind, lexicon
from claimgraph.extract.frames import VOICE_ENTITIES, is_voice
from claimgraph.extract.words import Word

_SPEAKING = frozenset({CueKind.SPEECH, CueKind.THOUGHT, CueKind.PROMISE})
_ADDING = lexicon("say add argue warn cite note insist claim call describe tell refer quote point explain suggest write stress")
"""What a speaker is said to do besides, in a participle after what was said: "said that P, adding that Q"."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def mend(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what the parser is known to take for something else."""
    for word in words:
        _mend(word)
    for word in words:
        if word.is_verb:
            _mend_speaking(word, words)
        elif word.lower == "according":
            _free_what_follows(word)


def _mend_speaking(verb: Word, words: Sequence[Word]) -> None:
    """Put right whose a verb is that can speak."""
    meaning = VERBS.get(verb.lemma)
    if meaning is None:
        return
    if meaning.kind in _SPEAKING:
        _give_back_subject(verb)
        _take_day(verb)
    if verb.dep == "conj" and verb.tag in _FINITE:
        _join_speech(verb)
    elif verb.dep == "advcl" and verb.tag == "VBG" and verb.lemma in _ADDING:
        _add_speech(verb)
    if verb.tag in _FINITE and meaning.kind in _SPEAKING and verb.child(*_SUBJECTS) is None:
        _take_subject(verb, words)


def hang(word: Word, head: Word, dep: str) -> None:
    """Move a word with all below it under another head, and keep the order and the extents of the tree."""
    old = word.head
    old.children.remove(word)
    head.children.append(word)
    head.children.sort(key=lambda child: child.index)
    word.head, word.dep = head, dep
    for start in (old, head):
        for above in (start, *start.ancestors()):
            above.left = min((above.index, *(child.left for child in above.children)))
            above.right = max((above.index, *(child.right for child in above.children)))


def _give_back_subject(verb: Word) -> None:
    """Of two subjects before a verb of saying that stands in a sentence, the first is the sentence's: "The fire, X said, had begun"."""
    subjects = [child for child in verb.all_children("nsubj") if child.index < verb.index]
    host = verb.head
    if len(subjects) != 2 or not host.is_verb or host.index < verb.index or host.child(*_SUBJECTS) is not None:
        return
    hang(subjects[0], host, "nsubjpass" if host.child("auxpass") is not None else "nsubj")


def _take_day(verb: Word) -> None:
    """A day or hour that was taken for the speaker: "said Monday Chief X"."""
    day = verb.child("nsubj")
    if day is None or day.entity not in {"DATE", "TIME"} or day.lemma in VOICES:
        return
    named = next((child for child in verb.all_children("dobj", "npadvmod", "attr", "oprd") if child.entity in VOICE_ENTITIES), None)
    if named is not None and verb.child("ccomp") is not None:
        day.dep, named.dep = "npadvmod", "nsubj"


def _join_speech(verb: Word) -> None:
    """A verb of saying hung on what another said, where both have one speaker: "said that P and warned that Q"."""
    inner = verb.head
    outer = inner.head
    said = VERBS.get(outer.lemma)
    joined = VERBS[verb.lemma].kind is CueKind.SPEECH and said is not None and said.kind in _SPEAKING
    own = verb.child("nsubj", "nsubjpass", "mark") is not None or any(child.dep == "aux" for child in verb.children)
    if not joined or own or inner.dep != "ccomp" or outer.tag != verb.tag or not outer.index < inner.index < verb.index:
        return
    if inner.tag == verb.tag and inner.child("mark") is None and VERBS.get(inner.lemma) is not None:
        return
    joining = next((child for child in inner.all_children("cc") if child.index < verb.index), None)
    hang(verb, outer, "conj")
    if joining is not None:
        hang(joining, outer, "cc")


def _add_speech(verb: Word) -> None:
    """A participle of saying hung on what was said, where it goes on with the speaker: "said that P, adding that Q"."""
    inner = verb.head
    outer = inner.head
    said = VERBS.get(outer.lemma)
    own = verb.child("nsubj", "mark") is not None
    if said is None or said.kind not in _SPEAKING or inner.dep != "ccomp" or own or _speaks(inner):
        return
    if outer.child("nsubj") is not None and verb.index > inner.index and verb.index > outer.index:
        hang(verb, outer, "advcl")


def _speaks(verb: Word) -> bool:
    return verb.lemma in VERBS and VERBS[verb.lemma].kind is CueKind.SPEECH


def _take_subject(verb: Word, words: Sequence[Word]) -> None:
    """The subject that the participle at the start of a sentence took: "Opening the trial, X, for the Crown, alleged that P"."""
    opening = next((child for child in verb.all_children("advcl") if child.index < verb.index and child.tag in {"VBG", "VBN"}), None)
    if opening is None or opening.child("mark", *_SUBJECTS) is not None or opening.left != opening.index:
        return
    base = words[0].index
    for child in opening.children:
        set_off = child.is_nominal and child.index > opening.index and words[child.left - 1 - base].text == ","
        if set_off and (child.entity in VOICE_ENTITIES or is_voice(child)) and child.dep in {"npadvmod", "dobj", "appos", "conj", "dep"}:
            hang(child, verb, "nsubj")
            return


def _free_what_follows(according: Word) -> None:
    """A phrase after "according to X," that the parser hung on it: "It belonged, according to X, to Y"."""
    first, *later = according.all_children("prep") or [according]
    host = according.head
    for prep in later:
        if prep.left > first.right and host is not according and host.index < according.index:
            hang(prep, host, "prep")


def _mend(word: Word) -> None:
    """Put right what the parser is known to take for something else."""
    if word.dep == "ROOT" and word.pos in {"NOUN", "PROPN"} and (word.lower in VERBS or word.lemma in VERBS):
        _take_for_verb(word)
    elif word.dep == "relcl" and word.head.lemma in NOUNS:
        _take_for_content(word)
    if word.dep == "conj" and word.head.lemma in NOUNS and word.head.pos == "NOUN":
        _take_for_joint_holder(word)
    if (
        word.lower == "that"
        and word.tag == "IN"
        and word.dep in {"nsubj", "nsubjpass"}
        and len(word.head.all_children("nsubj", "nsubjpass")) > 1
    ):
        word.dep = "mark"
    if word.dep in {"acl", "relcl", "ccomp"} and word.head.is_nominal:
        _take_for_relative(word)


def _take_for_verb(word: Word) -> None:
    """A verb of saying that the tagger took for a noun: "Lawyers … allege that"."""
    clause = next((child for child in word.children if child.dep in {"relcl", "acl", "ccomp"} and child.child("mark") is not None), None)
    if clause is not None and word.child("nsubj") is not None:
        word.pos, word.tag, clause.dep = "VERB", "VBP" if word.lower in VERBS else "VBZ", "ccomp"
        word.lemma = word.lower if word.lower in VERBS else word.lemma


def _take_for_content(clause: Word) -> None:
    """A that-clause taken for a relative though it lacks nothing: "the claim that the lake is full"."""
    that = next((child for child in clause.children if child.lower == "that" and child.index < clause.index), None)
    subject = clause.child("nsubj", "nsubjpass")
    if that is None or subject is None or that.dep not in {"dobj", "pobj", "attr"} or subject.index < that.index:
        return
    filled = any(child.dep in {"dobj", "attr", "acomp", "oprd", "auxpass"} for child in clause.children if child is not that)
    if filled or (clause.lemma == "be" and clause.right > clause.index):
        clause.dep, that.dep, that.tag, that.pos = "acl", "mark", "IN", "SCONJ"


def _take_for_joint_holder(word: Word) -> None:
    """A second holder that was hung on what is held: "the assertion of A and B that P"."""
    noun = word.head
    holder = next((prep.child("pobj") for prep in noun.all_children("prep") if prep.lower == "of"), None)
    if holder is None or word.lemma in NOUNS or not is_voice(holder) or not (is_voice(word) or word.child("poss") is not None):
        return
    content = any(child.left == word.right + 1 for child in (*noun.children, *noun.head.all_children("ccomp", "advcl")))
    if not holder.right < word.left <= holder.right + 2 or not content:
        return
    joining = next((child for child in noun.all_children("cc") if holder.right < child.index < word.left), None)
    for moved in (joining, word):
        if moved is not None:
            noun.children.remove(moved)
            holder.children.append(moved)
            moved.head = holder
    holder.right = holder.head.right = word.right


def _take_for_relative(clause: Word) -> None:
    """A relative clause taken for a that-clause though it lacks its object: "a verdict that she has called unjust"."""
    that = clause.child("mark")
    named = clause.child("oprd")
    if that is None or that.lower != "that" or named is None or clause.child("dobj", "nsubjpass", "auxpass") is not None:
        return
    clause.dep, that.dep, that.tag, that.pos = "relcl", "dobj", "WDT", "PRON"
