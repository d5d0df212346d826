"""What the parser joins to the wrong word beside a saying: the terms of a promise, "claims" before a verb, "P, a claim X disputes"."""

from collections.abc import Container, Sequence

from claimgraph.extract.grammar.cues import DOCUMENTS, HEARINGS, NOUNS, OCCASIONS, STATING, VERBS, CueKind
from claimgraph.extract.grammar.frames import VOICE_ENTITIES, is_person, is_voice
from claimgraph.extract.grammar.nominalisations import can_act, is_event
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

_TERMS = ("if", "unless")
_ASKING = lexicon("if whether when where how why")
_DONE_TO_WORDS = lexicon("see obtain publish review release read leak draft submit file send circulate quote cite share date")
_TURNING_DOWN = lexicon("deny reject dispute dismiss refute")
_ABOUT = frozenset({"with", "between", "into", "against", "over", "about"})
_INTO = frozenset({"in", "to", "on"})
_TIES = lexicon(
    "part role hand involvement interest participation share stake say link tie connection visit access change attack claim right"
)
"""What somebody has in something or to somebody."""
_TIMES = frozenset({"DATE", "TIME"})
_UNNAMED = frozenset({"anonymity", "anonymous", "anonymously", "named", "identified"})
"""Words by which whoever speaks would not be named."""
_AGAINST = frozenset({Stance.DENIES, Stance.DOUBTS})


def mend_misjoined(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, where these hang."""
    for word in words:
        _rejoin_clause(word)
        _rejoin_description(word, words)
        _rejoin_manner(word)
        if word.tag in {"VBD", "VBZ"} and word.lemma in VERBS and word.child("nsubj") is None:
            _take_for_addressed(word)
        if word.lemma == "accuse" and word.tag != "VBG":
            _join_charges(word)
    for word in words:
        if word.tag == "NN" and word.lemma in NOUNS:
            _take_for_comment(word, words)
        if word.lemma == "truth" and word.has_child("no"):
            _join_to_report(word, words)
        elif word.lower in _ASKING and word.head.is_verb:
            _join_asked(word, words)


def _rejoin_clause(word: Word) -> None:
    """Put right what hangs on the verb of a saying, or is taken for one."""
    if word.dep == "xcomp" and word.has_child("to"):
        _join_terms(word)
    elif word.tag == "VBZ" and word.dep == "nsubj" and word.lemma in NOUNS:
        _take_for_sayings(word)
    elif word.dep == "parataxis" and word.head.dep == "advcl" and word.lemma in VERBS:
        _join_to_whole(word)
    elif word.dep == "advcl" and word.has_child("because"):
        _join_ground(word)
    elif word.dep == "ccomp":
        _join_to_saying(word)
    elif word.dep in {"prep", "agent"} and word.head.is_verb:
        _join_to_deed(word)


def _rejoin_description(word: Word, words: Sequence[Word]) -> None:
    """Put right what tells more of a noun."""
    if word.dep == "relcl" and word.head.entity in _TIMES:
        _join_to_somebody(word, words)
    elif word.dep == "relcl" and word.head.dep == "pobj":
        _join_to_named(word, words)
    elif word.dep == "appos" and word.head.dep == "pobj":
        _take_for_rest(word)
    elif word.dep == "appos" and word.head.dep in {"nsubj", "nsubjpass"}:
        _join_to_list(word, words)
    elif word.dep == "acl" and word.tag == "VBN":
        _take_for_end(word)
        if word.dep == "acl" and word.lemma in _DONE_TO_WORDS:
            _join_to_document(word, words)


def _join_charges(verb: Word) -> None:
    """A second thing of which somebody is accused, taken for the accuser's deed: "accused it of hiding losses and | lying in court"."""
    of = next((prep for prep in verb.all_children("prep") if prep.lower == "of"), None)
    charge = of.child("pcomp", "pobj") if of is not None else None
    for deed in [child for child in verb.all_children("conj") if child.tag == "VBG"] if charge is not None else []:
        joint = next((child for child in verb.all_children("cc") if child.index == deed.left - 1), None)
        if joint is not None and charge is not None and deed.child("nsubj", "aux") is None and charge.right == joint.index - 1:
            hang(joint, charge, "cc")
            hang(deed, charge, "conj")


def _rejoin_manner(word: Word) -> None:
    """Put right what hangs on a noun or a time beside the saying: "The snag, | as X tells it, | is", "wondered long before | whether P"."""
    apart = word.dep == "advcl" and any(mark.index == word.left - 1 for mark in word.head.all_children("punct"))
    if apart and word.lemma in VERBS and word.head.dep == "nsubj" and word.has_child("as"):
        hang(word, word.head.head, "advcl")
    elif word.dep == "pcomp" and word.has_child("whether") and word.head.lower in {"before", "after", "since"}:
        _join_asked_before(word)


def _join_asked_before(clause: Word) -> None:
    """What somebody asks, hung on when that was: "wondered some weeks before, she says, | whether P"."""
    verb = next((above for above in clause.ancestors() if above.is_verb), clause)
    if verb.lemma in VERBS and VERBS[verb.lemma].stance is Stance.ASKS and verb.child("ccomp") is None:
        hang(clause, verb, "ccomp")


def _join_asked(first: Word, words: Sequence[Word]) -> None:
    """The clause that two words ask about, hung on the verb of the first: "does not say when, | or if, it was repaired"."""
    at = first.index
    behind = [word for word in words[at + 1 : at + 5] if word.text != ","]
    if len(behind) < 2 or behind[0].lower not in {"or", "and"} or behind[1].lower not in _ASKING:
        return
    joint, second = behind[:2]
    clause = second.head
    if clause is first.head or second is clause or clause.index < second.index:
        clause = first.head if first.head.index > second.index else clause
    elif clause.dep == "conj" and first.head.index < first.index:
        hang(clause, first.head, "ccomp")
    if not clause.is_verb or clause.index < second.index:
        return
    hang(first, clause, "mark" if first.lower in {"if", "whether"} else "advmod")
    hang(joint, first, "cc")
    hang(second, first, "conj")


def _take_for_rest(noun: Word) -> None:
    """What is said behind a phrase between commas, taken for another name for its noun: "The tour was, in her words, | a farce"."""
    prep = noun.head.head
    verb = prep.head
    between = any(child.text == "," and verb.index < child.index < prep.index for child in verb.children)
    if prep.dep == "prep" and verb.lemma == "be" and between and verb.child("attr", "acomp", "oprd", "ccomp") is None:
        for mark in [child for child in noun.head.children if child.index > noun.head.index and child.is_punctuation]:
            hang(mark, verb, mark.dep)
        hang(noun, verb, "attr")


def _join_to_deed(prep: Word) -> None:
    """Who did what an object names, or what it is of, hung on a denial: "denied the theft | by a clerk", "a part | in it"."""
    verb, other = prep.head, prep.child("pobj")
    done = verb.child("dobj")
    if done is None or other is None or done.right + 1 != prep.left or verb.child("auxpass", "nsubjpass") is not None or verb.dep == "acl":
        return
    doer = prep.lower == "by" and is_event(done) and can_act(other)
    timed = other.entity in {"DATE", "TIME"} or other.lemma in OCCASIONS | HEARINGS
    of_it = verb.lemma in _TURNING_DOWN and not timed and (prep.lower in _ABOUT or (prep.lower in _INTO and done.lemma in _TIES))
    if doer or of_it:
        hang(prep, done, "prep")


def _join_to_report(truth: Word, words: Sequence[Word]) -> None:
    """What a report says, hung on the truth that is not in it: "no truth in the report | that the mill closed"."""
    for clause in truth.all_children("relcl", "acl"):
        report = words[clause.left - 1]
        if clause.has_child("that") and report.lemma in NOUNS and report is not truth and report.is_under(truth):
            hang(clause, report, "acl")


def _join_to_list(noun: Word, words: Sequence[Word]) -> None:
    """One of several that a verb is about, taken for another name of its subject: "It killed the guard, | the cook and the nurse"."""
    verb = noun.head.head
    before = words[max(noun.left - 2, 0)]
    listed = words[max(noun.left - 1, 0)].text == "," and noun.child("cc") is not None and before.is_nominal
    if listed and noun.head.index < verb.index < before.index and before.is_under(verb):
        hang(noun, before, "conj")


def _join_to_named(clause: Word, words: Sequence[Word]) -> None:
    """What somebody did, hung on a word of what he is: "Jo Lind, head of the clinic, | who left in May"."""
    first, before = words[clause.left], words[clause.left - 1]
    described = next((above for above in clause.head.ancestors() if above.dep not in {"pobj", "prep"}), clause)
    if first.lower not in {"who", "whom", "whose"} or before.text != ",":
        return
    if described.dep == "appos" and described.head.pos == "PROPN" and described.head.entity == "PERSON" and not is_person(clause.head):
        hang(clause, described.head, "relcl")
        return
    unnamed = clause.child("auxpass") is None and any(word.lower in _UNNAMED for word in words if word.is_under(clause))
    if is_person(described) and (_is_thing(clause.head) or unnamed):
        hang(clause, described, "relcl")


def _join_to_somebody(clause: Word, words: Sequence[Word]) -> None:
    """What people did, hung on a time: "hired two men in June, | who left", "offered the players more in May, | all of whom refused"."""
    first = clause.left
    asked = any(word.lower in {"who", "whom", "whose"} for word in words[first : first + 3])
    before = (word for word in reversed(words[: clause.head.left]) if word.is_nominal and is_person(word))
    somebody = next(before, None)
    if asked and somebody is not None:
        hang(clause, somebody, "relcl")


def _is_thing(noun: Word) -> bool:
    """Whether a noun names nobody: "the sister in charge of | Ward 6"."""
    numbered = noun.pos == "PROPN" and any(child.index > noun.index for child in noun.all_children("nummod"))
    return numbered or (not is_person(noun) and not is_voice(noun) and noun.entity not in VOICE_ENTITIES)


def _join_ground(clause: Word) -> None:
    """The ground of what is said, hung on the saying: "says it is shut | because it rained"."""
    said = clause.head.child("ccomp")
    meaning = VERBS.get(clause.head.lemma)
    plain = meaning is not None and meaning.kind in STATING and meaning.stance is Stance.ENDORSES and clause.head.child("neg") is None
    if plain and said is not None and clause.head.index < said.index and clause.left == said.right + 1:
        hang(clause, said, "advcl")


def _join_to_document(done: Word, words: Sequence[Word]) -> None:
    """What was done to a text, hung on the text and not on who wrote it: "a report by the union, | seen by this paper"."""
    writer, before = done.head, words[done.left - 1]
    text = writer.head.head if writer.dep == "pobj" and writer.head.lower in {"by", "from", "of"} else None
    if text is not None and text.lemma in DOCUMENTS and before.text == "," and done.left > writer.index:
        hang(done, text, "acl")


def _join_to_whole(said: Word) -> None:
    """Who says all before a comma, hung on its last clause, with what comes behind: "It fell as it rained, | police said, and two hid"."""
    clause, whole = said.head, said.head.head
    if not (whole.index < clause.index < said.index) or said.child("nsubj") is None or said.child("ccomp") is not None:
        return
    hang(said, whole, "parataxis")
    for other in [child for child in clause.children if child.index > said.right and child.dep in {"cc", "conj"}]:
        behind = (verb for verb in whole.all_children("conj") if verb.index > other.index)
        lost = next((verb for verb in behind if verb.subject is None), None)
        if other.dep == "conj" and not other.is_verb and lost is not None:
            hang(other, lost, "nsubj")
        elif other.dep == "cc" or other.subject is not None:
            hang(other, whole, other.dep)


def _join_to_saying(clause: Word) -> None:
    """What somebody says in writing, hung on "writing": "was warned in writing | that the cable was thin"."""
    saying = clause.head.head.head
    if clause.head.dep == "pcomp" and clause.head.lower == "writing" and saying.lemma in VERBS and saying.child("ccomp") is None:
        clause.head.pos, clause.head.tag, clause.head.dep = "NOUN", "NN", "pobj"
        hang(clause, saying, "ccomp")


def _join_terms(act: Word) -> None:
    """The terms of what somebody promises, hung on the promise: "threatened to leave | if the vote was lost"."""
    meaning = VERBS.get(act.head.lemma)
    terms = next((child for child in act.head.all_children("advcl") if child.left == act.right + 1), None)
    if meaning is not None and meaning.kind is CueKind.PROMISE and terms is not None and terms.has_child(*_TERMS):
        hang(terms, act, "advcl")


def _take_for_addressed(verb: Word) -> None:
    """Who speaks behind what is said, taken for whom it is said to: '"It was shut," replied | the clerk'."""
    said, speaker = verb.child("ccomp"), verb.child("dobj")
    spoken = VERBS[verb.lemma].kind is CueKind.SPEECH and said is not None and said.index < verb.index
    if spoken and speaker is not None and speaker.left == verb.index + 1 and is_voice(speaker) and verb.child("auxpass", "aux") is None:
        speaker.dep = "nsubj"


def _take_for_end(verb: Word) -> None:
    """What is done with a saying, taken for more of it: "the claim that most were guards | is disputed by medics"."""
    noun, taken = verb.head, verb.child("nsubjpass")
    if not noun.is_root or noun.lemma not in NOUNS:
        return
    clause = next((child for child in noun.all_children("acl", "relcl") if child.index < verb.index and child.has_child("that")), None)
    if clause is None or taken is None or verb.child("auxpass") is None or taken.left != clause.index + 1:
        return
    hang(taken, clause, "attr" if clause.lemma == "be" else "dobj")
    raise_over(verb, noun)
    noun.dep = "nsubjpass"


def _take_for_sayings(noun: Word) -> None:
    """Sayings with the name of who says so before them, taken for a verb: "rebel | claims | that P are false"."""
    voice, clause = noun.child("nsubj"), noun.child("ccomp")
    if voice is None or clause is None or voice.index != noun.index - 1 or noun.head.index < noun.index:
        return
    noun.pos, noun.tag, voice.dep, clause.dep = "NOUN", "NNS", "compound", "acl"


def _take_for_comment(noun: Word, words: Sequence[Word]) -> None:
    """What others make of all before a comma, taken for names or for a part of it: "P, a claim | drivers dispute"."""
    at = noun.index
    if at < 2 or words[at - 1].lower not in {"a", "an"} or words[at - 2].text != ",":
        return
    own = next((clause for clause in noun.all_children("relcl", "acl") if clause.child("nsubj") is not None), None)
    root = [noun, *noun.ancestors()][-1]
    if own is not None:
        if _is_against(own) and noun.head.is_verb and noun.head.index < noun.index and noun.dep != "attr":
            own.dep, noun.dep = "relcl", "npadvmod"
        return
    behind = [word for word in words[at + 1 : root.right + 1] if not word.is_punctuation]
    verb = next((word for word in behind[1:] if _is_against(word)), None)
    named = behind[: behind.index(verb)] if verb is not None else []
    if verb is None or any(word.is_verb or word.lower == "that" for word in named):
        return
    main = next((child for child in root.children if child.is_verb and child.index < noun.index), root) if root is verb else root
    if main.index < noun.index:
        _hang_comment(noun, named, verb, main)
        hang(words[at - 1], noun, "det")
        hang(words[at - 2], main, "punct")


def _is_against(verb: Word) -> bool:
    """Whether a word can be a verb by which somebody denies or doubts something."""
    meaning = VERBS.get(verb.lemma)
    return meaning is not None and meaning.stance in _AGAINST


def _hang_comment(noun: Word, named: Sequence[Word], verb: Word, main: Word) -> None:
    """Make a clause of the names and the verb behind a noun, on the noun, and the noun a remark on the clause before it."""
    if main.head is verb:
        raise_over(main, verb)
    inside = {word.index for word in named}
    open_ = next((word for word in reversed(named) if word.dep == "prep" and word.child("pobj") is None), None)
    for name in verb.all_children("compound"):
        if verb.is_verb and open_ is not None and open_.index < name.index:
            hang(name, open_, "pobj")
    if not verb.is_verb:
        _leave_place(verb, inside)
    holder = next((word for word in named if word.is_nominal and word.head.index not in inside), named[-1])
    verb.pos, verb.tag = "VERB", "VBP" if verb.tag == "NN" else "VBZ" if verb.tag == "NNS" else verb.tag
    hang(noun, main, "npadvmod")
    hang(verb, noun, "relcl")
    hang(holder, verb, "nsubj")


def _leave_place(verb: Word, inside: Container[int]) -> None:
    """Give the place of a verb that was taken for a noun to the last name that was taken for a part of it: "of two patients | dispute"."""
    names = [child for child in verb.children if child.index in inside and child.is_nominal]
    if names and verb.head.index in inside:
        hang(names[-1], verb.head, verb.dep)
        for child in [*verb.children]:
            hang(child, names[-1], child.dep)
