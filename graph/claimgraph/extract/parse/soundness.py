"""Whether the tree of a sentence holds together: which of its words stand where no word of their sort can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph.extract.grammar.cues import NOUNS
from claimgraph.extract.grammar.words import TENSED

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Token

CONJUNCTIONS = frozenset({"that", "whether"})
HELPING = frozenset({"aux", "auxpass"})
VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_IN_NOUNS = frozenset({"amod", "compound", "appos"})
_JOINING = frozenset({"mark", "advmod", "cc"})
_JOINING_TAGS = frozenset({"WRB", "WP", "WDT", "IN"})


def has_subject(verb: Token) -> bool:
    """Whether something is the subject of a word."""
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def is_whole(verb: Token) -> bool:
    """Whether a word is a verb with a tense and a subject."""
    return verb.pos_ in VERBAL and _has_tense(verb) and has_subject(verb)


def is_broken(token: Token) -> bool:
    """Whether a word stands where none of its sort can: a noun for a sentence, a tensed verb without subject, a noun after "did"."""
    if token.dep_ in HELPING:
        return token.head.pos_ not in VERBAL
    if token.dep_ == "mark":
        return token.lower_ in CONJUNCTIONS and (not _has_tense(token.head) or _is_strayed(token.head))
    if token.dep_ == "compound":
        return token.head.pos_ == "VERB" and token.head.tag_ in TENSED
    if token.pos_ not in VERBAL:
        said = token.dep_ == "ccomp" and token.head.lemma_ == "say" and has_subject(token)
        return token.dep_ == "ROOT" or said or _is_second_subject(token) or _is_done(token)
    return _has_tense(token) and (token.dep_ in _IN_NOUNS or _lacks_subject(token) or _runs_on(token))


def _has_tense(verb: Token) -> bool:
    helped = any(child.dep_ in HELPING and child.tag_ in TENSED for child in verb.children)
    described = verb.tag_ == "VBD" and verb.dep_ == "acl" and not has_subject(verb)
    return helped or (verb.tag_ in TENSED and not described)


def _is_strayed(clause: Token) -> bool:
    """Whether a clause with "that" or "whether" is a sentence, or hangs on a word that cannot have one."""
    if clause.dep_ == "advcl" and clause.i > clause.head.i:
        return any(child.lower_ == "whether" for child in clause.lefts)
    bare = clause.dep_ in {"acl", "relcl"} and clause.head.pos_ in {"NOUN", "PROPN"} and clause.head.lemma_ not in NOUNS
    return clause.dep_ == "ROOT" or bare


def _is_second_subject(noun: Token) -> bool:
    """Whether another subject of the same verb stands before it with no comma between."""
    if noun.dep_ != "nsubj" or noun.i > noun.head.i:
        return False
    first = next(child for child in noun.head.lefts if child.dep_ == "nsubj")
    return first.i < noun.i and not any(token.text == "," for token in noun.doc[first.right_edge.i + 1 : noun.i])


def is_all_said(noun: Token) -> bool:
    """Whether a noun is all that somebody says, and no clause: "said | prices in the capital rise", "denies that | prices rise"."""
    many = noun.tag_ == "NNS" and any(child.lower_ == "that" for child in noun.lefts)
    named = noun.pos_ in {"NOUN", "PROPN"} and noun.head.lemma_ == "say"
    return (noun.dep_ in {"dobj", "dep"} and (named or many)) or (noun.dep_ == "ccomp" and many)


def _is_done(noun: Token) -> bool:
    return noun.dep_ == "dobj" and noun.tag_ == "NN" and noun.i == noun.head.i + 1 and noun.head.lower_ == "did"


def _lacks_subject(clause: Token) -> bool:
    if clause.dep_ == "csubj":
        return clause.left_edge.tag_ not in _JOINING_TAGS
    return clause.dep_ not in {"conj", "ROOT"} and not has_subject(clause)


def _runs_on(clause: Token) -> bool:
    """Whether a clause follows another with nothing between that joins or parts them."""
    if clause.dep_ not in {"conj", "advcl"} or clause.i < clause.head.i:
        return False
    first = clause.left_edge
    joined = first.dep_ in _JOINING or first.tag_ in _JOINING_TAGS
    return not joined and first.nbor(-1).pos_ not in {"CCONJ", "PUNCT"} and first.nbor(-1).dep_ != "cc"
