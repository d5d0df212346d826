"""Where the parser errs about what is joined to what: passives that share an auxiliary, two objects, and what is set against another."""

import re
from collections.abc import Sequence
from importlib.resources import files

from claimgraph.extract.grammar.cues import DOCUMENTS
from claimgraph.extract.grammar.frames import is_person, is_voice
from claimgraph.extract.grammar.inflection import is_past, may_be_participle
from claimgraph.extract.grammar.trees import hang
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.lexicon import lexicon

TRANSITIVE = frozenset(files("claimgraph.extract.grammar").joinpath("transitive.txt").read_text(encoding="utf-8").split())
"""Verbs that cannot do without an object, by WordNet (`scripts/distil_wordnet.py`)."""
_GIVING = lexicon("grant give award offer pay hand lend owe deny refuse promise allot assign send sell lease")
"""Verbs that have two objects, who is given something and what, and that hardly have one alone."""
_MOVING = frozenset({"send", "sell", "hand", "lease"})
"""Verbs of which the object can be what is moved."""
_AGE = re.compile(r"\d+(?:-year-old)?$")
_ACTING = lexicon("""arrest award bring bury carry catch charge convict copy cut deliver detain discharge dismiss drag equip escort
    examine expel extradite find fine fit fly give hand handcuff hang hit hold hospitalise imprison inform interview jail make mount nail
    name offer paint pay print put question raze release rename rescue sedate seize sell send sentence shoot strip tell throw tie
    treat use vaccinate wrap""")
"""Verbs that are passive where they have no object."""
_SAME_FORMS = lexicon("""bring:brought buy:bought catch:caught find:found hang:hung hold:held leave:left lend:lent lose:lost make:made
    pay:paid sell:sold send:sent shoot:shot tell:told build:built feed:fed teach:taught strike:struck""")
_FOUND = frozenset({"find", "know", "think", "say", "believe", "report", "see", "force", "order", "tell", "ask", "allow", "deem", "judge"})
"""Verbs that in the passive have an infinitive behind them: "was tested and found to be sound"."""
_SOME = frozenset({"few", "many", "most", "some", "several", "others"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OF_CLAUSES = _SUBJECTS | {"prep", "advcl", "npadvmod"}
"""What is of a whole clause, never of a helping verb."""
_VERDICTS = frozenset({"conj", "advcl", "npadvmod", "oprd", "attr", "appos"})
_REACH = 40
"""So many words at most lie between what belongs together: a long paragraph is looked through once."""


def mend_coordinated(words: Sequence[Word]) -> None:
    """Put right, in the trees of some whole sentences, what is hung on the wrong one of several words."""
    for word in reversed(words):
        if word.dep == "conj" and word.tag in {"VBD", "VBN"}:
            _take_for_alleged(word, words)
            _take_for_passive(word)
    for word in words:
        if word.dep == "amod" and word.head.is_verb and word.lower in _SOME and word.head.child(*_SUBJECTS) is None:
            word.dep = "nsubj"
        if word.dep == "compound" and word.head.is_root and word.head.tag in {"VBN", "VBD"} and word.head.child(*_SUBJECTS) is None:
            _take_for_subject(word)
        if word.lower == "neither" and word.dep == "preconj" and word.head.is_verb:
            _take_for_refused(word.head, words)
        if word.lower == "as" and word.head.dep == "advcl":
            _free_verdict(word.head, words)
        if word.dep in _OF_CLAUSES and word.head.dep in {"aux", "auxpass"}:
            hang(word, word.head.head, word.dep)
        if word.dep == "appos":
            _take_for_gift(word, words)
            _take_for_contrast(word, words)
        elif word.dep == "ccomp":
            _take_for_description(word)


def _take_for_subject(noun: Word) -> None:
    """Who does something, taken for a part of its verb: "The former | warden | recalled it"."""
    verb = noun.head
    for child in [child for child in verb.children if child.dep in {"det", "amod", "poss", "nummod"} and child.index < noun.index]:
        hang(child, noun, child.dep)
    noun.dep, verb.tag = "nsubj", "VBD"


def chain_of(conjunct: Word) -> list[Word]:
    """A conjunct and those that it goes on from, up to the first."""
    chain = [conjunct]
    while chain[-1].dep == "conj" and not chain[-1].is_root and len(chain) < 12:
        chain.append(chain[-1].head)
    return chain


def shared_helpers(verb: Word) -> list[Word]:
    """The helping verbs that a verb shares with one before it: "will close it | and sell", "had been shut and the road | blocked"."""
    leading = next((other for other in chain_of(verb)[1:] if other.child("aux", "auxpass") is not None), None)
    if leading is None or not verb.is_verb or verb.child("aux", "auxpass") is not None:
        return []
    helpers = [child for child in leading.all_children("aux", "auxpass") if child.index < leading.index and child.lower != "to"]
    if not helpers:
        return []
    bare = verb.tag == "VB" and (helpers[-1].tag == "MD" or helpers[-1].lemma == "do")
    complement = verb.child("dobj", "xcomp", "ccomp")
    told = complement is not None and complement.dep == "xcomp" and verb.lemma in _FOUND
    suffers = verb.tag == "VBD" and may_be_participle(verb.lower) and (complement is None or told)  # by an error of the tagger
    mistaken = suffers and (helpers[0].tag == "MD" or verb.child(*_SUBJECTS) is not None or verb.lemma in TRANSITIVE | _FOUND)
    passive = helpers[-1].dep == "auxpass" and (verb.tag == "VBN" or mistaken)
    perfect = helpers[-1].lemma == "have" and (verb.tag == "VBN" or (verb.tag == "VBD" and not is_past(verb.lower)))
    return helpers if bare or passive or perfect else []


def is_refused_jointly(conjunct: Word) -> bool:
    """Whether a verb goes on with "nor" from another, and shares its subject: "neither confirmed | nor denied"."""
    joining = [child for child in conjunct.head.all_children("cc") if child.index < conjunct.index] if conjunct.dep == "conj" else []
    return bool(joining) and joining[-1].lower == "nor" and not any(child.dep in _SUBJECTS | {"mark"} for child in conjunct.children)


def _take_for_alleged(verb: Word, words: Sequence[Word]) -> None:
    """What somebody is said to have done besides, joined to the saying: "is said to have threatened her | and broken a window"."""
    said = verb.head
    raised = said.child("xcomp")
    done = raised is not None and any(child.lower == "have" for child in raised.all_children("aux"))
    alone = not any(child.dep in _SUBJECTS | {"aux", "auxpass"} for child in verb.children)
    before = [word.text for word in words[max(verb.left - 2, 0) : verb.left]]
    apart = before[:1] == [","] and (verb.lower.endswith("ed") or f"{verb.lemma}:{verb.lower}" in _SAME_FORMS)
    if raised is not None and done and alone and not apart and said.child("auxpass") is not None and raised.index < verb.index:
        later = [child for child in verb.all_children("conj") if child.tag in {"VBD", "VBN"} and child.child(*_SUBJECTS) is None]
        for one in (verb, *later):
            one.tag = "VBN"
        hang(verb, raised, "conj")


def _take_for_passive(verb: Word) -> None:
    """A participle that shares its auxiliary with one before it, taken for a past form: "was held and | made to go"."""
    first = chain_of(verb)[-1]
    shared = first.child("auxpass")
    if shared is None or first.tag != "VBN" or verb.tag != "VBD" or not _can_be_participle(verb):
        return
    if any(child.dep in _SUBJECTS | {"aux", "auxpass", "ccomp"} for child in verb.children):
        return
    later = any(child.tag == "VBN" and child.child("auxpass") is None for child in verb.all_children("conj"))
    neither = any(child.lower in {"neither", "both", "either"} and child.index > shared.index for child in first.children)
    ordered = verb.lemma == "make" and verb.child("xcomp", "ccomp") is not None
    without = verb.child("dobj", "xcomp", "dative") is None and (verb.lemma in _ACTING or verb.child("agent") is not None)
    if later or neither or ordered or without:
        verb.tag = "VBN"


def _can_be_participle(verb: Word) -> bool:
    return verb.lower.endswith("ed") or verb.lower == verb.lemma or f"{verb.lemma}:{verb.lower}" in _SAME_FORMS


def _take_for_gift(noun: Word, words: Sequence[Word]) -> None:
    """What somebody is given, taken for another name of him: "granted the tenant, Oskar Lind, | a stay"."""
    before = words[max(noun.left - _REACH, 0) : noun.left]
    name = next((one for one in before if one.pos == "PROPN" and one.right >= noun.left - 2), None)
    name = noun.head if noun.head.pos == "PROPN" else name
    if name is None or noun.pos == "PROPN" or noun.child("det", "nummod", "poss") is None or name.left < 2:
        return
    receiver = words[name.left - 2]
    verb = receiver.head
    set_off = words[name.left - 1].text == "," == words[noun.left - 1].text
    if not set_off or receiver.dep not in {"dobj", "dative"} or verb.lemma not in _GIVING or _is_followed(noun, words):
        return
    if not (is_voice(receiver) or name.entity == "PERSON") or _describes(noun) or _is_moved(verb, noun, words):
        return
    if verb.child("dobj") not in {None, receiver, noun}:
        return
    receiver.dep = "dative"
    hang(noun, verb, "dobj")
    if name.head is not receiver and not receiver.is_under(name):
        hang(name, receiver, "appos")


def _describes(noun: Word) -> bool:
    """Whether a noun can only say who somebody is: a person, a body of people, a nation, an age, or "the" one."""
    somebody = is_person(noun) or noun.entity == "NORP" or (is_voice(noun) and noun.lemma not in DOCUMENTS)
    return somebody or _AGE.match(noun.lower) is not None or noun.has_child("the")


def _is_moved(verb: Word, noun: Word, words: Sequence[Word]) -> bool:
    """Whether who is named is sent somewhere: "sent the owner, Jo Lind, a wreck by then, | back to the town"."""
    after = words[noun.index + 1 :][:3]
    return verb.lemma in _MOVING and any(word.lower == "to" or word.tag == "RP" or word.pos == "ADV" for word in after)


def _is_followed(noun: Word, words: Sequence[Word]) -> bool:
    """Whether another phrase stands after one and a comma, so that the one may describe and the other be what is given."""
    after = words[noun.right + 1 :][:2]
    return len(after) == 2 and after[0].text == "," and after[1].tag in {"DT", "CD", "PRP$"} and after[1].is_under(noun.head)


def _take_for_contrast(other: Word, words: Sequence[Word]) -> None:
    """What is true of one and not of another, hung on the other: "It was the cook, not | the guest, | who locked the door"."""
    one = other.head
    before = words[other.left - 1] if other.left > 0 else other
    refused = before.lower == "not" or other.has_child("not")
    clause = other.child("relcl")
    if not refused or clause is None or words[clause.left - 1].text != ",":
        return
    hang(clause, one, "relcl")


def _take_for_refused(verb: Word, words: Sequence[Word]) -> None:
    """The second of two things that somebody did not do, joined to who says so: "said she neither drove it | nor owned it"."""
    nor = next((word for word in words[verb.index : verb.index + _REACH] if word.lower == "nor" and word.dep == "cc"), None)
    other = next((word for word in nor.head.all_children("conj") if word.index > nor.index), None) if nor is not None else None
    if nor is None or other is None or nor.head is verb or not verb.is_under(nor.head) or not other.is_verb:
        return
    if other.left == nor.index + 1 and other.child(*_SUBJECTS) is None:
        hang(nor, verb, "cc")
        hang(other, verb, "conj")


def _free_verdict(verb: Word, words: Sequence[Word]) -> None:
    """What something is, taken for a part of who says so: "The lake is, as the brochure says, | clean"."""
    said, copula = verb.child("acomp"), verb.head
    if verb.lemma == "put":
        said = next((child for child in verb.children if child.dep in _VERDICTS and child.left == verb.index + 3), None)
    closed = said is not None and said.left > verb.index and words[said.left - 1].text == ","
    if said is not None and closed and copula.lemma == "be" and copula.child("acomp", "attr") is None and verb.index > copula.index:
        hang(said, copula, "acomp" if said.pos == "ADJ" else "attr")


def _take_for_description(clause: Word) -> None:
    """What an object is like, taken for what the verb says: "saw nothing so far | that would point to a theft"."""
    that, noun = clause.child(*_SUBJECTS), clause.head.child("dobj")
    relative = that is not None and that.lower == "that" and that.tag in {"WDT", "WP"} and that.index == clause.left
    described = noun is not None and noun.tag != "PRP" and clause.head.index < noun.index < clause.left
    if relative and noun is not None and described and clause.child("mark") is None:
        hang(clause, noun, "relcl")
