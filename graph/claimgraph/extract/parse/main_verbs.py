"""The only verb of a sentence, taken for a participle that describes its subject: "A bus | overturned, police said"."""

from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.cues import NOUNS, VERBS
from claimgraph.extract.grammar.inflection import past
from claimgraph.extract.grammar.trees import hang, raise_over
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.parse.sayings import DONE_TO_NOBODY
from claimgraph.extract.parse.speech_order import is_finite


def take_for_sentence(verb: Word) -> None:
    """What somebody says, taken for a noun with a participle: "A bus | overturned near Lindby, hurting two, police said"."""
    noun, said = verb.head, verb.head.head
    source = next((child for child in said.all_children("nsubj") if child.index > noun.right), None)
    told = noun.dep in {"ccomp", "dep", "dobj", "nsubj"} and said.lemma in VERBS and is_finite(said) and noun.index < said.index
    whole = source is not None and said.child("dobj", "ccomp", "xcomp") in {None, noun}
    if not told or not whole or any(child.is_verb for child in noun.children if child.index < verb.index):
        return
    sure = verb.tag == "VBD" or verb.left == noun.index + 1
    if not sure or verb.child("agent") is not None or any(is_finite(child) for child in noun.children if child is not verb):
        return
    later = [child for child in noun.children if child.index > verb.index and child.dep in {"acl", "advcl"}]
    raise_over(verb, noun)
    verb.dep, verb.tag, noun.dep = "ccomp", "VBD", "nsubj"
    for child in later:
        child.dep = "advcl"


def take_for_deed(word: Word) -> None:
    """A verb taken for an adjective: "The lift in the tower | jammed |"."""
    if word.tag != "JJ" or word.dep not in {"ROOT", "ccomp", "conj"} or not word.lower.endswith("ed"):
        return
    subject, base = word.child("nsubj"), next((stem for stem in _stems(word.lower) if past(stem) == word.lower), None)
    alone = word.child("aux", "auxpass", "cop", "advmod") is None
    if alone and base is not None and subject is not None and subject.index < word.index:
        word.pos, word.tag, word.lemma = "VERB", "VBD", base


def _stems(form: str) -> tuple[str, ...]:
    """What a past form in "-ed" may be of: "closed", "leaked", "jammed"."""
    return form[:-1], form[:-2], form[:-3]


def take_for_main_verb(verb: Word) -> None:
    """A sentence's only verb taken for a participle: "A spark | set off the dust", "Guards, who saw it, | fled"; not "given"."""
    noun = verb.head
    beside = [child for child in noun.children if child.is_verb and child is not verb]
    closed = [
        child
        for child in beside
        if child.dep in {"relcl", "acl"} and child.left > noun.index + 1 and verb.left == verb.index and child.right == verb.index - 2
    ]
    led = [child for child in beside if child.dep == "advcl" and child.index < noun.index and child.child("mark") and has_tense(child)]
    told = [child for child in beside if child.dep == "parataxis" and child.lemma in VERBS and child.left > verb.index]
    later = [child for child in beside if told and child.tag == "VBG" and child.dep in {"acl", "advcl"} and child.index > verb.index]
    alone = (noun.is_root or _ends_part(noun)) and len(beside) == len(closed) + len(led) + len(told) + len(later)
    done = next((child for child in noun.all_children("appos") if child.left == verb.right + 1 and child.lemma in NOUNS), None)
    tensed = verb.lower.endswith("ed") or verb.lower == past(verb.lemma)
    is_told = bool(closed or led or told) or verb.lemma in DONE_TO_NOBODY or verb.child("dobj", "prt") is not None or _says(verb)
    if alone and tensed and verb.dep == "acl" and (is_told or done is not None) and verb.child("agent", "aux", "auxpass") is None:
        raise_over(verb, noun)
        verb.tag, noun.dep = "VBD", "nsubj"
        for clause in (*led, *told, *later):
            hang(clause, verb, "advcl" if clause in later else clause.dep)
        if done is not None:
            hang(done, verb, "dobj")


def _says(verb: Word) -> bool:
    """Whether a clause behind a verb tells what is said by it."""
    said = verb.child("ccomp")
    return verb.lemma in VERBS and said is not None and said.child("mark") is not None


def _ends_part(noun: Word) -> bool:
    """Whether a semicolon ends what a noun is the head of."""
    return noun.dep == "ccomp" and any(child.text == ";" and child.index == noun.right for child in noun.children)
