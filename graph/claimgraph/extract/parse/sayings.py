"""What the parser hangs on the wrong word where a clause tells what a noun of saying names and the sentence goes on behind it."""

from collections.abc import Sequence

from claimgraph.extract.grammar.contents import has_tense, has_that, quoted_saying
from claimgraph.extract.grammar.coordinated import TRANSITIVE
from claimgraph.extract.grammar.cues import ADDRESSING, FALSE, NOUNS, TRUE, VERBS, CueKind
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.inflection import may_be_participle
from claimgraph.extract.grammar.trees import exchange, hang, raise_over
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon

DONE_TO_NOBODY = lexicon("""protest demonstrate rally die collapse arrive happen occur vanish disappear emerge exist perish crumble erupt
    deteriorate dwindle stagnate falter capitulate""")
"""Verbs without an object, of which the participle describes no noun: "people protested" is a sentence."""
_WITHOUT_OBJECT = DONE_TO_NOBODY | lexicon("rise fall go come lie sit rain snow soar slump tumble thrive persist remain flourish")
_SUBJECTS = ("nsubj", "nsubjpass")
_COPULAS = frozenset({"be", "remain", "stay"})


def mend_sayings(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what such clauses and the verbs behind them have for subjects and objects."""
    for word in words:
        if word.lower == "that" and word.dep in {"pobj", "dobj", "attr"}:
            _take_for_mark(word)
        elif word.lemma == "quote" and word.child("prep") is not None:
            _take_for_quoted(word)
        elif word.tag == "NNP" and word.lower in NOUNS and word.dep in _SUBJECTS and not (word.children or word.entity):
            word.pos, word.tag = "NOUN", "NN"
    for word in words:
        if word.lemma in NOUNS and word.pos == "NOUN":
            _join_clause(word)
            for clause in [child for child in (word.head, *word.all_children("acl")) if has_that(child)]:
                _take_for_description(word, clause)
            for clause in [child for child in word.all_children("acl", "relcl", "ccomp") if has_that(child)]:
                _give_main_verb(word, clause)
                if word.is_root and words[word.right].text == ".":
                    _free_from_relative(word, clause)
        elif word.text == "That" and word.dep in {"det", "mark"}:
            _take_for_subject(word)


def _take_for_mark(that: Word) -> None:
    """The "that" of a clause that has its subject and complement, taken for another part of it: "a claim by X | that | all is well"."""
    clause, subject = that.head, that.head.child(*_SUBJECTS)
    said = clause.child("acomp", "attr")
    of_thing = (
        that.tag == "IN" and clause.lemma not in TRANSITIVE and subject is not None and subject.pos == "NOUN" and not is_voice(subject)
    )
    if (
        that.dep == "dobj"
        and (clause.dep == "ccomp" or of_thing)
        and subject is not None
        and subject.index > that.index
        and clause.left == that.index
    ):
        that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"
    whole = clause.lemma == "be" and said is not None and said is not that and subject is not None and subject.index > that.index
    if whole and clause.left == that.index and clause.dep in {"acl", "relcl", "ccomp"} and said is not None and _has_objects(said):
        that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"


def _has_objects(said: Word) -> bool:
    """Whether each preposition below a word has its object: "fond of it", not "fond of"."""
    return all(prep.right > prep.index for prep in said.all_children("prep"))


def _join_clause(noun: Word) -> None:
    """The clause right behind a noun of saying, hung on the verb that has it for its object: "repeated her denial | that P"."""
    verb = noun.head
    if noun.dep != "dobj" or verb.lemma in ADDRESSING or noun.index < verb.index or noun.child("det", "poss", "amod") is None:
        return
    clause = next((child for child in verb.all_children("ccomp", "advcl") if has_that(child) and child.left == noun.index + 1), None)
    if clause is not None:
        hang(clause, noun, "acl")


def _take_for_quoted(verb: Word) -> None:
    """What somebody is quoted as saying, and by whom, hung on the wrong verb: "| P, | X was quoted as saying | by Y"."""
    act = quoted_saying(verb)
    if act is None or act.child("ccomp") is not None:
        return
    said = next((child for child in verb.all_children("ccomp", "advcl") if child.index < verb.index and child.child("mark") is None), None)
    if said is None and verb.dep in {"ccomp", "parataxis"} and verb.head.right != verb.index and verb.head.index < verb.left:
        said = verb.head
        exchange(verb, said)
    if said is None or said.child(*_SUBJECTS, "expl") is None:
        return
    hang(said, act, "ccomp")
    for by in [prep for prep in act.all_children("prep", "agent") if prep.lower == "by" and verb.child("auxpass") is not None]:
        hang(by, verb, "agent")


def _give_main_verb(noun: Word, clause: Word) -> None:
    """The verb of the sentence, hung below what a noun says: "A statement that Skarn had no water | drew | protests"."""
    if not noun.is_root or clause.lemma in VERBS or _complement(clause) is not None:
        return
    for verb in [*clause.all_children("ccomp"), *noun.all_children("relcl", "ccomp")]:
        subject = verb.child(*_SUBJECTS)
        if subject is not None and subject.left == clause.index + 1 and has_tense(verb) and verb.child("mark") is None:
            dep = subject.dep
            _put_over(verb, noun)
            hang(subject, clause, _kind(clause))
            hang(noun, verb, dep)
            return


def _take_for_description(noun: Word, clause: Word) -> None:
    """What a saying did to somebody, taken for a quality of his: "The claim that | worried | Ann Lee | was false"."""
    that, names = clause.child("mark"), [child for child in clause.all_children("nsubj") if child is not noun and child.pos == "PROPN"]
    qualities = [child for name in names for child in name.all_children("amod") if child.left == name.left]
    verb = next((one for one in qualities if that is not None and one.index == that.index + 1 and may_be_participle(one.lower)), None)
    if that is None or verb is None or not (clause.is_root or noun.is_root):
        return
    name = verb.head
    if noun.head is not clause:
        _put_over(clause, noun)
        hang(noun, clause, "nsubj")
    hang(verb, noun, "relcl")
    hang(that, verb, "nsubj")
    hang(name, verb, "dobj")
    verb.pos, verb.tag, that.pos, that.tag = "VERB", "VBD", "PRON", "WDT"


def _free_from_relative(noun: Word, verb: Word) -> None:
    """The verb of a sentence, taken for that of a relative clause before it: "The report that the agency | published | comes from X"."""
    subject, that = verb.child(*_SUBJECTS), verb.child("mark")
    told = subject.child("acl") if subject is not None else None
    if subject is None or that is None or told is None or told.tag not in {"VBN", "VBD"} or not subject.index < told.index < verb.index:
        return
    if told.left == told.right and may_be_participle(told.lower):
        hang(told, noun, "relcl")
        hang(that, told, "dobj")
        _put_over(verb, noun)
        hang(noun, verb, subject.dep)
        hang(subject, told, "nsubj")
        told.tag, that.tag, that.pos = "VBD", "WDT", "PRON"


def _take_for_subject(that: Word) -> None:
    """A clause that is the subject, taken for the sentence: "That miners died | is the union's claim"."""
    subject, clause = (that.head, that.head.head) if that.dep == "det" else (that.head.child(*_SUBJECTS), that.head)
    if subject is None or subject.dep not in _SUBJECTS or clause.left != that.index:
        return
    many = subject.tag in {"NNS", "NNPS", "NNP"} or subject.entity == "GPE"
    first = clause.head if clause.dep in {"ccomp", "csubj"} and clause.head.index > clause.right else None
    for verb in [first] if first is not None else clause.all_children("advcl", "ccomp", "conj") if clause.is_root else []:
        taken, said = verb.child(*_SUBJECTS), verb.child("attr", "acomp")
        bare = verb.lemma in _COPULAS and has_tense(verb) and verb.child("mark", "cc", "expl") is None and said is not None
        of_it = many or (said is not None and said.lemma in NOUNS and said.child("poss") is not None)
        if bare and of_it and (taken is None or (taken.left == clause.index + 1 and _complement(clause) is None)):
            if first is None:
                _put_over(verb, clause)
            if taken is not None:
                hang(taken, clause, _kind(clause))
            hang(that, clause, "mark")
            hang(clause, verb, "csubj")
            that.pos, that.tag = "SCONJ", "IN"
            return


def _put_over(verb: Word, root: Word) -> None:
    """Make a verb below it the root of a sentence."""
    hang(verb, root, "dep")
    raise_over(verb, root)


def _complement(clause: Word) -> Word | None:
    return clause.child("dobj", "attr", "acomp", "oprd")


def _kind(clause: Word) -> str:
    """What stands behind the verb of a clause."""
    return "attr" if clause.lemma == "be" else "dobj"


def saying_of(clause: Word) -> Word | None:
    """The noun of saying that a clause is hung on, also over who is named behind it: the belief of "the belief of the elders that P"."""
    holder = clause.head
    if holder.lemma in NOUNS:
        return holder
    noun = holder.head.head
    behind = holder.dep == "pobj" and holder.head.lower in {"of", "by", "from", "among"} and noun.lemma in {*NOUNS, "talk"}
    return noun if clause.dep == "relcl" and behind and is_voice(holder) else None


def take_for_content(clause: Word, noun: Word) -> None:
    """A that-clause taken for a relative though it lacks nothing: "the claim that the lake is full", "the belief of X that it is"."""
    that = next((child for child in clause.children if child.lower == "that" and child.index < clause.index), None)
    subject = clause.subject
    if that is None or subject is None or that.dep not in {"dobj", "pobj", "attr"} or subject.index < that.index:
        return
    filled = any(child.dep in {"dobj", "attr", "acomp", "oprd", "auxpass"} for child in clause.children if child is not that)
    kind = NOUNS[noun.lemma].kind if noun.lemma in NOUNS else CueKind.SPEECH
    promised = kind is CueKind.PROMISE and any(child.tag == "MD" for child in clause.children)
    joined = noun is not clause.head and (that.tag == "IN" or is_person(clause.head))  # of people "whom" would stand there
    filled = filled or clause.lemma in _WITHOUT_OBJECT
    if promised or filled or joined or (clause.lemma == "be" and clause.right > clause.index) or _is_judged(noun):
        clause.dep, that.dep, that.tag, that.pos = "acl", "mark", "IN", "SCONJ"


def _is_judged(noun: Word) -> bool:
    """Whether a sentence says of a noun that it is true or not, or that something is it: "the rumour … is false", "it is a lie"."""
    copula = noun.head
    verdict = copula.child("acomp", "attr") if copula.lemma == "be" else None
    return verdict is not None and verdict.lemma in FALSE | TRUE and (noun.dep == "nsubj" or verdict is noun)
