"""Where the parser errs about a verb of saying and its speaker, by the order of their words: the tree put right."""

from collections.abc import Sequence

from claimgraph.extract.grammar.cues import VERBS, CueKind
from claimgraph.extract.grammar.frames import VOICE_ENTITIES, is_person, is_voice
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import FINITE, TENSED, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

_SPEAKING = frozenset({CueKind.SPEECH, CueKind.THOUGHT, CueKind.PROMISE})
_ADDING = lexicon("say add argue warn cite note insist claim call describe tell refer quote point explain suggest write stress")
"""What a speaker is said to do besides, in a participle after what was said: "said that P, adding that Q"."""
_JOINING = frozenset({"as", "so", "than", "who", "which", "what", "where", "that", "when", "if"})
_MARKS = frozenset({'"', ":", ";", ","})
_OF_PEOPLE = lexicon("""
    apologise apologize thank congratulate greet pray weep sob laugh smile nod shrug sigh resign quit promise vow pledge urge implore beg
    ask invite demand instruct vote abstain point gesture blame accuse criticise criticize praise condemn denounce""")
"""What people do and things do not, whatever else may be told of these."""
_LEAVING = frozenset({"leave", "enter", "storm"})
_ROOMS = lexicon("room hall chamber court courtroom meeting session stage podium office hearing call interview")
"""What people leave or enter when they have spoken."""
_LEAST_FRAGMENT = 2
"""How many words without a verb can be what is said."""
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def mend_speaking(verb: Word, words: Sequence[Word]) -> None:
    """Put right whose a verb is that can speak."""
    meaning = VERBS.get(verb.lemma)
    if meaning is None:
        return
    if meaning.kind in _SPEAKING:
        _take_fragment(verb, words)
        _free_relative(verb)
        _give_back_subject(verb)
        _part_speaker(verb)
    if verb.dep == "conj" and verb.tag in FINITE:
        _join_speech(verb)
    elif verb.dep == "advcl" and verb.tag == "VBG" and verb.lemma in _ADDING:
        _add_speech(verb)
    if verb.tag in FINITE and meaning.kind in _SPEAKING and verb.child(*_SUBJECTS) is None:
        _take_subject(verb, words)


def _give_back_subject(verb: Word) -> None:
    """Of two subjects before a verb of saying that stands in a sentence, the first is the sentence's: "The fire, X said, had begun"."""
    subjects = [child for child in verb.all_children("nsubj") if child.index < verb.index]
    host = verb.head
    before = next((child for child in verb.all_children("advcl") if child.index < verb.left + 1 or child.left == verb.left), None)
    if before is not None and verb.dep == "parataxis" and host.is_verb and host.index > verb.index:
        hang(before, host, "advcl")
    if len(subjects) != 2 or not host.is_verb or host.index < verb.index or host.child(*_SUBJECTS) is not None:
        return
    hang(subjects[0], host, "nsubjpass" if host.child("auxpass") is not None else "nsubj")


def _take_fragment(verb: Word, words: Sequence[Word]) -> None:
    """What is said without a verb before the verb of saying and its speaker: "A slip of the pen, replied the clerk: P"."""
    after = [child for child in verb.all_children("nsubj", "dobj") if child.left == verb.index + 1]
    first = min((above.left for above in verb.ancestors()), default=verb.left)
    comma, said = words[max(0, verb.index - 1)], words[first : max(first, verb.index - 1)]
    speaker = next((child for child in after if child.dep == "nsubj" or is_voice(child)), None)
    if speaker is None or verb.tag not in FINITE or len(said) < _LEAST_FRAGMENT or said[0].lower in _JOINING or comma.text != ",":
        return
    stated = any(word.tag in TENSED or word.text in _MARKS for word in said)
    if stated or verb.child("ccomp", "xcomp") is not None:
        return
    top = next(word for word in said if word.is_root or not first <= word.head.index < verb.index)
    if verb.head is top:
        raise_over(verb, top)
    if top.head is verb:
        top.dep, speaker.dep = "ccomp", "nsubj"


def _free_relative(verb: Word) -> None:
    """Make what is said the relative clause, and who says it an aside: "a raid which the army says began at four"."""
    clause = verb.child("ccomp")
    if verb.dep != "relcl" or clause is None or clause.index < verb.index:
        return
    bare = clause.child(*_SUBJECTS) is None and clause.tag in FINITE and verb.child("nsubj") is not None
    places = (*clause.all_children("nsubj", "nsubjpass"), *(verb.all_children("dobj") if bare else ()))
    pronoun = next((child for child in places if child.tag in {"WDT", "WP"} or child.lower == "that"), None)
    if pronoun is None or pronoun.index > verb.index or clause.child("mark") is not None:
        return
    if pronoun.head is verb:
        hang(pronoun, clause, "nsubj")
    pronoun.tag = "WDT" if pronoun.lower == "that" else pronoun.tag
    raise_over(clause, verb)


def _part_speaker(verb: Word) -> None:
    """Who says it, taken for a subject of what follows besides: "P, said Ms Reed, who led it, | and the road was mended"."""
    clause = next((child for child in verb.all_children("ccomp") if child.index > verb.index), None)
    subjects = clause.all_children("nsubj", "nsubjpass") if clause is not None else []
    said = any(child.index < verb.index for child in verb.all_children("ccomp"))
    if clause is None or not said or len(subjects) != 2 or subjects[0].left != verb.index + 1 or subjects[1].index > clause.index:
        return
    hang(subjects[0], verb, "nsubj")
    for joining in subjects[0].all_children("cc"):
        hang(joining, clause, "cc")


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


def join_deed(verb: Word, words: Sequence[Word]) -> None:
    """What a speaker does besides, hung on what is said: "says that P was so, and points to Q", "said P and left the room"."""
    inner = verb.head
    outer = inner.head
    joining = next((child for child in inner.all_children("cc") if child.index == verb.left - 1), None)
    if verb.dep != "conj" or inner.dep != "ccomp" or joining is None or joining.index == 0 or not outer.index < inner.index:
        return
    parted = words[joining.index - 1].text == "," and verb.tag == outer.tag != _tense(inner) and verb.tag in FINITE
    helped = any(child.dep in {"aux", "auxpass"} for child in verb.children)
    if helped or outer.lemma not in VERBS or verb.child(*_SUBJECTS) is not None or not (parted or _is_deed_of(outer, verb, inner)):
        return
    hang(verb, outer, "conj")
    hang(joining, outer, "cc")


def _is_deed_of(outer: Word, verb: Word, inner: Word) -> bool:
    """Whether who says that a thing did or was something can have done a deed that is told behind it, and the thing cannot."""
    thing, speaker, target = inner.child("nsubj", "nsubjpass"), outer.child("nsubj"), verb.child("dobj")
    if thing is None or speaker is None or thing.pos != "NOUN" or is_voice(thing) or not is_voice(speaker) or verb.tag != outer.tag:
        return False
    meaning = VERBS.get(verb.lemma)
    speaks = meaning is not None and meaning.kind in _SPEAKING and target is not None and is_person(target)
    silent = verb.lemma in {"refuse", "decline"} and any(child.lemma in VERBS for child in verb.all_children("xcomp"))
    leaves = (verb.lemma in _LEAVING and target is not None and target.lemma in _ROOMS) or (verb.lemma == "walk" and verb.has_child("out"))
    return verb.lemma in _OF_PEOPLE or speaks or silent or leaves


def join_said(verb: Word) -> None:
    """What is said besides, joined to the verb of saying, its "and" in what is said or behind it with no comma: "says that P | but Q"."""
    said = verb.head.child("ccomp")
    if verb.dep != "conj" or said is None or not verb.head.index < said.index < verb.index or verb.lemma in VERBS:
        return
    inside = next((child for child in said.all_children("cc") if said.index < child.index < verb.left + 1), None)
    meaning = VERBS.get(verb.head.lemma)
    behind = next((child for child in verb.head.all_children("cc") if said.right + 1 == child.index), None)
    joining = inside or (behind if meaning is not None and meaning.stance is Stance.ENDORSES else None)
    if joining is None or joining.index != verb.left - 1 or meaning is None or verb.child(*_SUBJECTS) is None:
        return
    hang(joining, said, "cc")
    hang(verb, said, "conj")


def is_finite(verb: Word) -> bool:
    """Whether a verb has a tense of its own, so that no plain form can be joined to it."""
    return _tense(verb) in {"VBD", "VBZ"} and not any(child.lemma == "do" for child in verb.all_children("aux"))


def _tense(verb: Word) -> str:
    """The tag of the finite form of a clause: that of its first auxiliary where it has one."""
    return next((child.tag for child in verb.children if child.dep in {"aux", "auxpass"}), verb.tag)


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


def _is_strayed(noun: Word) -> bool:
    """Whether a noun that can speak hangs on a preposition that has its own: "At the gate | a guard, …, said"."""
    taken = noun.head.child("pobj") if noun.head.pos == "ADP" else None
    return noun.pos in {"NOUN", "PROPN"} and noun.dep not in {"pobj", "conj", "appos"} and taken is not None and is_voice(noun)


def _take_subject(verb: Word, words: Sequence[Word]) -> None:
    """The subject that the participle at the start of a sentence took: "Opening the trial, X, for the Crown, alleged that P"."""
    first = next((child for child in verb.children if child.left == verb.left), verb)
    if first.dep == "npadvmod" and first.pos == "PROPN" and first.entity not in {"DATE", "TIME"} and first.right == verb.index - 1:
        first.dep = "nsubj"
        return
    strayed = next((word for word in words[first.index : verb.index] if _is_strayed(word)), None)
    if strayed is not None and first.dep == "prep":
        hang(strayed, verb, "nsubj")
        return
    opening = next((child for child in verb.all_children("advcl") if child.index < verb.index and child.tag in {"VBG", "VBN"}), None)
    if opening is None or opening.child("mark", *_SUBJECTS) is not None or opening.left != opening.index:
        return
    for child in words[opening.index + 1 : opening.right + 1]:
        set_off = child.is_nominal and words[child.left - 1].text == ","
        if set_off and (child.entity in VOICE_ENTITIES or is_voice(child)) and child.dep in {"npadvmod", "dobj", "appos", "conj", "dep"}:
            hang(child, verb, "nsubj")
            return
