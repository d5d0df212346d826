"""Where the parser is known to err about who says what: a sentence's tree put right before the rules look at it."""

from collections.abc import Sequence

from claimgraph.extract.attribution.refusing import is_relative_refusal
from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.coordinated import mend_coordinated
from claimgraph.extract.grammar.cues import FALSE, NOUNS, VERBS, CueKind
from claimgraph.extract.grammar.frames import is_person, is_voice, refusal_in, subject_of
from claimgraph.extract.grammar.inverted import mend_inverted
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import TENSED, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.parse.asked_first import mend_asked
from claimgraph.extract.parse.closing import mend_closing
from claimgraph.extract.parse.complements import mend_complements
from claimgraph.extract.parse.contrasted import mend_contrasted
from claimgraph.extract.parse.interrupted import mend_interrupted
from claimgraph.extract.parse.loose_ends import join_name_of_group, join_name_of_person, mend_loose_ends
from claimgraph.extract.parse.main_verbs import take_for_deed, take_for_main_verb, take_for_sentence
from claimgraph.extract.parse.misjoined import mend_misjoined
from claimgraph.extract.parse.mistagged import mend_mistagged
from claimgraph.extract.parse.saying_times import mend_saying_time
from claimgraph.extract.parse.sayings import mend_sayings, saying_of, take_for_content
from claimgraph.extract.parse.side_by_side import mend_side_by_side
from claimgraph.extract.parse.speech_order import is_finite, join_deed, join_said, mend_speaking
from claimgraph.extract.parse.states import mend_states
from claimgraph.extract.parse.subjects import mend_subjects
from claimgraph.extract.parse.told import part_listener, take_for_made_known, take_for_told, take_for_told_anybody, take_for_written
from claimgraph.model import Stance

_CLAUSELESS = lexicon("accuse blame criticise criticize condemn denounce praise thank attack charge sue")
_ANSWERING = lexicon("contradict rebut refute echo repeat undercut reverse")
_DONE_TO_SAYINGS = frozenset({"make", "publish", "spread", "circulate", "retract", "withdraw", "repeat"})
"""What is done to a claim or a report, so that "that" behind it without another object is the claim."""
_PREFIXES = frozenset({"ex", "vice", "co", "non", "pro", "anti"})


def mend(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what the parser is known to take for something else."""
    for word in words:
        _mend(word)
        if word.dep == "agent":
            take_for_made_known(word, words)
        if word.is_verb:
            part_listener(word)
        if word.dep == "ccomp":
            _take_for_predicate(word)
            _take_for_conjunction(word, words)
            _take_for_contact_clause(word, words)
            _free_what_precedes(word)
            _free_from_quoting(word)
            _take_for_object(word, words)
            _take_for_what_went_before(word, words)
            mend_saying_time(word, words)
        elif word.tag == "VBG" and word.dep == "advcl":
            _take_for_answer(word, words)
    for word in words:
        _mend_clause(word, words)
        _mend_saying(word, words)
    for put_right in (mend_interrupted, mend_states, mend_sayings, mend_mistagged, mend_misjoined, mend_loose_ends, mend_side_by_side):
        put_right(words)
    for put_right in (mend_complements, mend_asked, mend_closing, mend_inverted, mend_contrasted, mend_subjects, mend_coordinated):
        put_right(words)


def _mend_clause(word: Word, words: Sequence[Word]) -> None:
    """Put right which word is the verb of a clause, and what a clause that describes a noun really is."""
    nominal = word.pos in {"NOUN", "PROPN"} or (word.tag == "VBP" and word.child("compound") is not None)
    if word.is_root and nominal and (word.lower in VERBS or word.lemma in VERBS):
        _take_for_verb(word)
    if word.lower in _PREFIXES and word.is_nominal:
        _join_prefix(word, words)
    take_for_deed(word)
    if word.entity == "PERSON" and word.dep in {"appos", "npadvmod"}:
        _take_for_name_beside(word, words)
    if word.tag in {"VBN", "VBD"} and word.dep == "acl":
        take_for_sentence(word)
        take_for_main_verb(word)
    if word.is_verb and word.dep in {"acl", "relcl", "ccomp"} and word.head.is_nominal:
        _take_for_gapped(word, words)
    if word.is_verb and word.dep in {"acl", "relcl"}:
        _free_after_colon(word, words)


def _mend_saying(word: Word, words: Sequence[Word]) -> None:
    """Put right what is hung on a word that attributes something."""
    if word.lower == "according":
        _free_from_next(word, words)
        _free_subject(word, words)
    elif word.is_verb:
        mend_speaking(word, words)
        join_deed(word, words)
        join_said(word)
    elif word.lower == "of" and word.right > word.index:
        _take_for_accusation(word, words)


def _join_prefix(prefix: Word, words: Sequence[Word]) -> None:
    """What is hyphenated to a noun, taken for the noun: "an angry ex-employee"."""
    hyphen, *rest = words[prefix.index + 1 : prefix.index + 3] or [prefix]
    noun = rest[0] if rest else prefix
    joined = hyphen.text == "-" and prefix.end == hyphen.start and hyphen.end == noun.start and noun.is_nominal
    if not joined or prefix.is_root or noun.is_under(prefix) or prefix.is_under(noun):
        return
    hang(noun, prefix.head, prefix.dep)
    for child in [*prefix.children]:
        hang(child, noun, child.dep)
    hang(hyphen, noun, "punct")
    hang(prefix, noun, "compound")


def _free_from_next(according: Word, words: Sequence[Word]) -> None:
    """What "according to X" says, of two clauses the one before it: "Two fell, according to X; | the union put it at nine"."""
    host = according.head
    between = words[according.right + 1 : host.index]
    before = words[max(according.left - 1, 0)]
    if host.dep == "conj" and before.text == "," and any(mark.text == ";" for mark in between):
        hang(according, host.head, according.dep)


def _take_for_gapped(clause: Word, words: Sequence[Word]) -> None:
    """What another says by a verb that is left out, taken for a relative clause: "Some say that P; others, | that Q"."""
    noun = clause.head
    before = words[max(noun.left - 1, 0)]
    whole = any(mark.lower == "that" for mark in clause.all_children("mark")) and clause.subject is not None
    said = next((above for above in noun.ancestors() if above.lemma in VERBS and above.child("nsubj") is not None), None)
    if whole and said is not None and is_voice(noun) and (before.text in {",", ";"} or before.dep == "cc"):
        clause.dep = "ccomp"
        hang(noun, said, "conj")


def _free_subject(according: Word, words: Sequence[Word]) -> None:
    """The subject after "according to X,", taken for another name of X: "According to X, | a pipe that leaked | was mended"."""
    host, source = according.head, (according.child("prep") or according).child("pobj")
    taken = source.child("appos") if source is not None else None
    if taken is None or not host.is_verb or host.index < taken.right or host.child("nsubj", "nsubjpass", "expl", "csubj") is not None:
        return
    between = words[taken.right + 1 : host.index]
    if words[taken.left - 1].text == "," and all(word.dep in {"aux", "auxpass", "neg", "advmod"} for word in between):
        hang(taken, host, "nsubjpass" if host.child("auxpass") is not None else "nsubj")


def _free_after_colon(clause: Word, words: Sequence[Word]) -> None:
    """A whole clause after a colon, hung on the noun before it: "It is safe, said Ms Reed: the road was mended"."""
    before = words[clause.left - 1] if clause.left > 0 else clause
    verb = next((above for above in clause.ancestors() if above.is_verb), None)
    if before.text == ":" and verb is not None and clause.child("nsubj", "nsubjpass", "expl") is not None and has_tense(clause):
        hang(clause, verb, "parataxis")


def _take_for_what_went_before(clause: Word, words: Sequence[Word]) -> None:
    """What is denied before a colon, taken for the conjunction of what follows: "she rejects that: | the road was open"."""
    that, verb = clause.child("mark"), clause.head
    denies = verb.lemma in VERBS and VERBS[verb.lemma].stance is not Stance.ENDORSES
    if that is None or that.lower != "that" or not denies or words[that.index + 1].text != ":":
        return
    that.tag, that.pos = "DT", "PRON"
    hang(that, verb, "dobj")
    raise_over(clause, verb)
    verb.dep = "ccomp"


def _take_for_accusation(of: Word, words: Sequence[Word]) -> None:
    """What somebody is accused of, hung on a noun before it: "accused the bank | of hiding losses"."""
    following = words[of.index + 1]
    verb = next((above for above in of.ancestors() if above.is_verb), of)
    if verb.lemma == "accuse" and of.head.is_nominal and following.lower.endswith("ing") and of.dep == "prep":
        hang(of, verb, "prep")


def _free_what_precedes(clause: Word) -> None:
    """What stands between a verb and its that-clause, hung on the clause: "reported, | relying on X, | that P"."""
    that = clause.child("mark")
    if that is None or that.lower != "that" or clause.head.index > that.index:
        return
    for child in [child for child in clause.children if clause.head.index < child.index < that.index]:
        hang(child, clause.head, child.dep)


def _free_from_quoting(clause: Word) -> None:
    """What somebody says on another's word, hung on the naming of the other: "added, quoting officers, that P"."""
    naming = clause.head
    said = naming.head
    leans = naming.lemma in {"cite", "quote"} and naming.tag == "VBG" and naming.dep == "advcl" and naming.child("dobj") is not None
    if leans and said.lemma in VERBS and said.index < naming.index and said.child("ccomp") is None:
        hang(clause, said, "ccomp")


def _mend(word: Word) -> None:
    """Put right what the parser is known to take for something else."""
    passive = word.child("auxpass")
    if passive is not None and (word.tag == "JJ" or passive.child("nsubj") is not None):
        _take_for_participle(word, passive)
    if word.dep in {"relcl", "acl"} and (saying := saying_of(word)) is not None:
        take_for_content(word, saying)
    elif word.dep == "relcl" or (word.dep == "ccomp" and word.head.is_nominal):
        take_for_told(word)
        take_for_written(word)
    elif word.dep == "ccomp" and word.head.dep in {"relcl", "ccomp"}:
        take_for_told_anybody(word)
    elif word.dep == "appos" and word.entity == "ORG":
        join_name_of_group(word)
    elif word.dep == "appos" and word.entity == "PERSON":
        join_name_of_person(word)
    elif word.dep == "conj":
        _mend_joined(word)
    elif word.lower in {"this", "that"}:
        _mend_pointing(word)
    if word.dep in {"acl", "relcl", "ccomp"} and word.head.is_nominal:
        _take_for_relative(word)
    elif word.dep in {"advcl", "ccomp", "dep"} and refusal_in(word) is not None and is_relative_refusal(word):
        word.dep = "relcl"


def _mend_joined(word: Word) -> None:
    """Put right what is joined to something by "and"."""
    if word.tag == "NNS" and word.head.is_verb and word.lemma in VERBS and not word.all_children("det", "amod"):
        word.pos, word.tag = "VERB", "VBZ"
    elif word.tag == "VB" and is_finite(word.head) and not word.all_children("aux", "auxpass"):
        word.tag = "VBP"
    elif word.tag in TENSED and word.is_verb and word.child("nsubj", "nsubjpass", "aux", "auxpass") is None:
        _take_for_next_deed(word)
    if word.head.dep != "ccomp" and word.has_child("that"):
        _take_for_next_content(word)


def _take_for_next_deed(verb: Word) -> None:
    """What somebody does besides, joined to what he does the first to: "rejects both findings | and maintains | that P"."""
    noun, first = verb.head, verb.head.head
    joint = next((child for child in reversed(noun.all_children("cc")) if child.index < verb.left), None)
    if noun.dep == "dobj" and noun.is_nominal and first.tag in TENSED and noun.index > first.index and joint is not None:
        hang(joint, first, "cc")
        hang(verb, first, "conj")


def _mend_pointing(word: Word) -> None:
    """Put right what "this" and "that" are."""
    if word.dep in {"det", "nmod"} and word.head.lemma in FALSE:
        _take_for_named(word)
    told = word.head.dep == "ccomp" and word.head.head.lemma in VERBS
    verbs = (word.head, *word.head.all_children("aux", "auxpass")) if told else (word.head,)
    subjects = [child for verb in verbs for child in verb.all_children("nsubj", "nsubjpass")]
    if word.lower == "that" and (word.tag == "IN" or told) and word.dep in {"nsubj", "nsubjpass"} and len(subjects) > 1:
        word.dep, word.tag, word.pos = "mark", "IN", "SCONJ"


def _take_for_verb(word: Word) -> None:
    """A verb of saying that the tagger took for a noun: "Lawyers … allege that"."""
    clause = next((child for child in word.children if child.dep in {"relcl", "acl", "ccomp"} and child.child("mark") is not None), None)
    voices = word.child("compound")
    many = voices is not None and voices.index == word.index - 1 and (voices.tag == "NNS" or voices.lower == "media")
    if clause is not None and voices is not None and many and word.child("det") is None and word.lower in VERBS:
        voices.dep = "nsubj"
        for child in word.all_children("amod", "compound"):
            hang(child, voices, child.dep)
    if clause is not None and word.child("nsubj") is not None:
        word.pos, word.tag, clause.dep = "VERB", "VBP" if word.lower in VERBS else "VBZ", "ccomp"
        word.lemma = word.lower if word.lower in VERBS else word.lemma


def _take_for_predicate(word: Word) -> None:
    """The verb of what is said that the tagger took for a noun: 'said the plans "lump" all together', "says that the dam | leaks"."""
    subject, target = word.child("nsubj"), word.child("dobj")
    before = word.child("compound")
    bare = word.tag == "NNS" and subject is None and before is not None and before.tag == "NN" and before.index == word.index - 1
    if bare and before is not None and word.child("mark") is not None and word.right == word.index:
        word.pos, word.tag, before.dep = "VERB", "VBZ", "nsubj"
        for child in word.all_children("det", "amod", "poss"):
            hang(child, before, child.dep)
    if word.tag in {"NN", "NNS"} and subject is not None and target is not None and subject.index < word.index < target.index:
        word.pos, word.tag = "VERB", "VBP" if word.tag == "NN" else "VBZ"


def _take_for_answer(verb: Word, words: Sequence[Word]) -> None:
    """What somebody does by saying something, taken for a part of it: "said the road was open, | contradicting the police"."""
    saying = [above for above in verb.ancestors() if above.lemma in VERBS and above.child("ccomp", "xcomp") is not None]
    said = saying[-1] if saying else None
    inside = said is not None and any(
        above.dep in {"ccomp", "xcomp"} and above.head is said for above in (verb.head, *verb.head.ancestors())
    )
    before = words[max(verb.left - 1, 0)]
    answers = verb.lemma in _ANSWERING and verb.child("dobj") is not None
    if said is not None and inside and before.text == "," and (answers or _is_of_no_thing(verb, said)):
        hang(verb, said, "advcl")


def _is_of_no_thing(verb: Word, said: Word) -> bool:
    """Whether a thing cannot do what a verb of saying tells, and who says the rest can: "ruled that it be kept, | rejecting a claim"."""
    if verb.lemma not in VERBS or VERBS[verb.lemma].kind is CueKind.EVIDENCE or verb.child("dobj", "ccomp") is None:
        return False
    thing, speaker = subject_of(verb), said.child("nsubj")
    return thing is not None and thing.pos == "NOUN" and not is_voice(thing) and speaker is not None and is_voice(speaker)


def _take_for_next_content(clause: Word) -> None:
    """A second clause with "that", hung on a part of the first: "said the crew was to blame and | that the switch was old"."""
    first = next((above for above in clause.ancestors() if above.dep == "ccomp"), None)
    whole = any(child.lower == "that" and child.dep == "mark" for child in clause.children) and clause.child("nsubj", "nsubjpass", "expl")
    if first is not None and whole and first.head.lemma in VERBS and first.child("mark") is None:
        for joint in [child for child in clause.head.all_children("cc") if child.right == clause.left - 1]:
            hang(joint, first, "cc")
        hang(clause, first, "conj")


def _take_for_named(that: Word) -> None:
    """What somebody calls by a name, taken for a part of the name: "called | that | a lie"."""
    noun, verb = that.head, that.head.head
    if verb.lemma == "call" and noun.dep in {"dobj", "oprd"} and that.index == verb.index + 1:
        hang(that, verb, "dobj")
        noun.dep = "oprd"


def _take_for_participle(word: Word, passive: Word) -> None:
    """A participle, also one taken for an adjective, whose subject hangs on its auxiliary: "said that | the pass | is closed"."""
    word.pos, word.tag = "VERB", "VBN"
    that = word.child("nsubjpass")
    if that is not None and that.lower == "that" and passive.child("nsubj") is not None:
        that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"
    for child in list(passive.children):
        hang(child, word, "nsubjpass" if child.dep == "nsubj" else child.dep)


def _take_for_conjunction(clause: Word, words: Sequence[Word]) -> None:
    """The conjunction before what is said, taken for an object in it: "told the paper that the practice never stopped"."""
    that, subject = words[clause.left], clause.subject
    stated = clause.head.lemma in VERBS and clause.head.index < clause.index
    if stated and that.lower == "that" and that.dep in {"dobj", "dative", "pobj"} and subject is not None and that.index < subject.left:
        hang(that, clause, "mark")
        that.tag, that.pos = "IN", "SCONJ"


def _take_for_contact_clause(clause: Word, words: Sequence[Word]) -> None:
    """A relative without a pronoun, taken for what is said by a verb that takes no clause: "accused it of printing figures it knew …"."""
    noun = words[clause.left - 1] if clause.left > 0 else clause
    subject = clause.subject
    follows = noun.pos == "NOUN" and noun.is_under(clause.head) and clause.head.index < noun.index
    if clause.head.lemma in _CLAUSELESS and follows and subject is not None and subject.left == clause.left:
        hang(clause, noun, "relcl")


def _take_for_object(word: Word, words: Sequence[Word]) -> None:
    """A noun with "that" before it, taken for a clause: "disputes that account"."""
    that = words[word.left]
    bare = word.left == word.index - 1 and word.right == word.index and that.lower == "that"
    if bare and word.lemma in NOUNS and word.tag in {"VB", "VBP", "NN"} and word.head.index < that.index:
        word.dep, word.pos, word.tag = "dobj", "NOUN", "NN"
        that.dep, that.pos, that.tag = "det", "DET", "DT"


def _take_for_name_beside(name: Word, words: Sequence[Word]) -> None:
    """The name of somebody hung on a word far off: in "the lead of Ann Lee after a foul by the keeper, Bo Berg", it names the keeper."""
    comma, noun = (words[max(0, name.left - back)] for back in (1, 2))
    if comma.text == "," and noun.tag == "NN" and is_person(noun) and not name.is_under(noun) and not noun.is_under(name):
        hang(name, noun, "appos")


def _take_for_relative(clause: Word) -> None:
    """A relative clause taken for a that-clause though it lacks its object: "a verdict that she has called unjust"."""
    that = clause.child("mark")
    meaning = VERBS.get(clause.lemma)
    refuses = meaning is not None and meaning.stance is Stance.DENIES and clause.child("ccomp", "xcomp") is None
    lacking = clause.child("oprd") is not None or refuses or clause.lemma in _DONE_TO_SAYINGS
    if that is None or that.lower != "that" or not lacking or clause.child("dobj", "nsubjpass", "auxpass") is not None:
        return
    clause.dep, that.dep, that.tag, that.pos = "relcl", "dobj", "WDT", "PRON"
