"""Where the parser is known to err about who says what: a sentence's tree put right before the rules look at it."""

from collections.abc import Sequence

from claimgraph.extract.cues import NOUNS, VERBS, VOICES, CueKind, lexicon
from claimgraph.extract.frames import VOICE_ENTITIES, is_person, is_voice
from claimgraph.extract.words import Word

_SPEAKING = frozenset({CueKind.SPEECH, CueKind.THOUGHT, CueKind.PROMISE})
_ADDING = lexicon("say add argue warn cite note insist claim call describe tell refer quote point explain suggest write stress")
"""What a speaker is said to do besides, in a participle after what was said: "said that P, adding that Q"."""
_TELLING = lexicon("tell inform assure remind warn notify persuade convince")
_CLAUSELESS = lexicon("accuse blame criticise criticize condemn denounce praise thank attack charge sue")
_PREFIXES = frozenset({"ex", "vice", "co", "non", "pro", "anti"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def mend(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what the parser is known to take for something else."""
    for word in words:
        _mend(word)
        if word.dep == "ccomp":
            _take_for_conjunction(word, words)
            _take_for_contact_clause(word, words)
    for word in words:
        if word.lower in _PREFIXES and word.is_nominal:
            _join_prefix(word, words)
        if word.tag == "VBN" and word.dep == "acl":
            _take_closing_speech(word, words)
        if word.is_verb:
            _mend_speaking(word, words)
            _join_deed(word, words)
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
    if len(subjects) == 2 and verb.dep == "parataxis" and host.index < verb.index:
        _give_back_aside(subjects[0], verb)
    before = next((child for child in verb.all_children("advcl") if child.index < verb.left + 1 or child.left == verb.left), None)
    if before is not None and verb.dep == "parataxis" and host.is_verb and host.index > verb.index:
        hang(before, host, "advcl")
    if len(subjects) != 2 or not host.is_verb or host.index < verb.index or host.child(*_SUBJECTS) is not None:
        return
    hang(subjects[0], host, "nsubjpass" if host.child("auxpass") is not None else "nsubj")


def _give_back_aside(aside: Word, verb: Word) -> None:
    """What is added to an object, and not to a verb of saying that stands in it: "nine shells, most of them, she said, old"."""
    target = verb.head.child("dobj")
    if target is not None and target.right == aside.left - 2 and aside.child("prep") is not None:
        later = [child for child in verb.children if child.index > verb.index and child.dep in {"prep", "acomp"}]
        hang(aside, target, "appos")
        for child in later:
            hang(child, aside, child.dep)


def _join_prefix(prefix: Word, words: Sequence[Word]) -> None:
    """What is hyphenated to a noun, taken for the noun: "an angry ex-employee"."""
    hyphen, *rest = words[prefix.index + 1 - words[0].index : prefix.index + 3 - words[0].index] or [prefix]
    noun = rest[0] if rest else prefix
    joined = hyphen.text == "-" and prefix.end == hyphen.start and hyphen.end == noun.start and noun.is_nominal
    if not joined or prefix.is_root or noun.is_under(prefix) or prefix.is_under(noun):
        return
    hang(noun, prefix.head, prefix.dep)
    for child in [*prefix.children]:
        hang(child, noun, child.dep)
    hang(hyphen, noun, "punct")
    hang(prefix, noun, "compound")


def _take_closing_speech(verb: Word, words: Sequence[Word]) -> None:
    """Who says it, taken for an apposition to the last noun of what is said: "They told nobody, a clerk alleged in court"."""
    noun, base = verb.head, words[0].index
    meaning = VERBS.get(verb.lemma)
    own = verb.child("agent", "dobj", "ccomp", "xcomp") is not None or (noun.left > base and words[noun.left - 1 - base].text != ",")
    root = next((above for above in verb.ancestors() if above.is_root), verb)
    last = verb.right == root.right or (verb.right + 1 == root.right and words[root.right - base].is_punctuation)
    if meaning is None or meaning.kind is not CueKind.SPEECH or own or noun.dep not in {"appos", "dobj", "npadvmod"} or not is_voice(noun):
        return
    if last and root.is_verb and root.index < noun.left:
        hang(verb, root, "parataxis")
        hang(noun, verb, "nsubj")
        verb.tag = "VBD"


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


def _join_deed(verb: Word, words: Sequence[Word]) -> None:
    """What a speaker does besides, hung on what is said in another tense: "says that P was so, and points to Q"."""
    inner, before = verb.head, words[verb.left - 1 - words[0].index] if verb.left > words[0].index else verb
    outer = inner.head
    joining = next((child for child in inner.all_children("cc") if child.index == verb.left - 1), None)
    if verb.dep != "conj" or inner.dep != "ccomp" or joining is None or joining.index == words[0].index:
        return
    set_off = words[joining.index - 1 - words[0].index].text == "," and before is joining
    said = VERBS.get(outer.lemma)
    parted = verb.tag == outer.tag != _tense(inner) and verb.tag in _FINITE
    helped = any(child.dep in {"aux", "auxpass"} for child in verb.children)
    if not set_off or not parted or helped or said is None or verb.child(*_SUBJECTS) is not None or not outer.index < inner.index:
        return
    hang(verb, outer, "conj")
    hang(joining, outer, "cc")


def _is_finite(verb: Word) -> bool:
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
    elif word.dep == "relcl":
        _take_for_told(word)
    elif word.dep == "appos" and word.entity == "ORG":
        _take_for_name_of_group(word)
    elif word.dep == "conj" and word.tag == "NNS" and word.head.is_verb and word.lemma in VERBS and not word.all_children("det", "amod"):
        word.pos, word.tag = "VERB", "VBZ"
    elif word.dep == "conj" and word.tag == "VB" and _is_finite(word.head) and not word.all_children("aux", "auxpass"):
        word.tag = "VBP"
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


def _take_for_told(clause: Word) -> None:
    """What somebody was told, taken for a relative though it lacks nothing: "told the hearing he had reported the alarm"."""
    told = clause.head
    relative = any(child.tag in {"WP", "WDT", "WP$", "WRB"} or child.dep == "mark" for child in clause.children)
    subject = clause.child("nsubj", "nsubjpass")
    whole = clause.child("dobj", "attr", "acomp", "ccomp", "auxpass") is not None
    if told.dep not in {"dobj", "dative"} or told.head.lemma not in _TELLING or relative or subject is None or not whole:
        return
    if subject.left == told.right + 1 or subject.left == clause.left:
        hang(clause, told.head, "ccomp")


def _take_for_conjunction(clause: Word, words: Sequence[Word]) -> None:
    """The conjunction before what is said, taken for an object in it: "told the paper that the practice never stopped"."""
    that, subject = words[clause.left - words[0].index], clause.child("nsubj", "nsubjpass")
    stated = clause.head.lemma in VERBS and clause.head.index < clause.index
    if stated and that.lower == "that" and that.dep in {"dobj", "dative", "pobj"} and subject is not None and that.index < subject.left:
        hang(that, clause, "mark")
        that.tag, that.pos = "IN", "SCONJ"


def _take_for_contact_clause(clause: Word, words: Sequence[Word]) -> None:
    """A relative without a pronoun, taken for what is said by a verb that takes no clause: "accused it of printing figures it knew …"."""
    noun = words[clause.left - 1 - words[0].index] if clause.left > words[0].index else clause
    subject = clause.child("nsubj", "nsubjpass")
    follows = noun.pos == "NOUN" and noun.is_under(clause.head) and clause.head.index < noun.index
    if clause.head.lemma in _CLAUSELESS and follows and subject is not None and subject.left == clause.left:
        hang(clause, noun, "relcl")


def _take_for_name_of_group(name: Word) -> None:
    """The name of a firm hung on somebody of it: in "an expert for the owners, Northline", it names the owners."""
    person = name.head
    if not is_person(person) or person.tag != "NN" or person.index > name.index:
        return
    inner = next((prep.child("pobj") for prep in person.all_children("prep") if prep.right == name.left - 2), None)
    if inner is not None and inner.pos == "NOUN" and (inner.tag == "NNS" or not is_person(inner)):
        hang(name, inner, "appos")


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
