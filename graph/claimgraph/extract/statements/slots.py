"""Slots: what a self-contained sentence says, in parts that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from claimgraph import language
from claimgraph.extract.grammar.inverted import LITOTES
from claimgraph.extract.grammar.quantities import quantities_of
from claimgraph.extract.grammar.times import place_of, time_of
from claimgraph.model import Polarity, Slots

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

LONGEST = 4000
"""Code points of one sentence that are parsed: what is longer is no sentence, and its tail is left out."""
NEGATIVE_VERBS = frozenset("deny fail refuse cease stop avoid lack refute reject decline forget neglect".split())
NEGATIVE_ADJECTIVES = frozenset("unable untrue false incorrect wrong unwilling impossible baseless unfounded".split())
_SCALED_END = re.compile(r"(?<=\d(?:m|k))\.$|(?<=\d(?:bn|tn))\.$")
"""The full stop behind "37m", which the tokeniser takes for an abbreviation's, so that the number lost its millions."""
_DENYING = ("never", "hardly", "scarcely", "barely", "nowhere", "neither")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_OBJECTS = ("dobj", "attr", "acomp", "oprd", "dative")
_CONTENT = ("NN", "VB", "JJ", "CD", "RB", "FW")


def fill_slots(texts: Sequence[str]) -> list[Slots]:
    """The slots of each sentence, in order; those of an empty or wordless text are empty."""
    return [slots_of(doc) for doc in language.parse([_SCALED_END.sub("", text[:LONGEST]) for text in texts])]


def slots_of(doc: Doc) -> Slots:
    """The slots of one parsed sentence."""
    root = main_verb(doc)
    if root is None:
        return Slots()
    return Slots(
        subject=_words(_first(root, _SUBJECTS)),
        predicate=predicate_of(root),
        object=_words(_object_of(root)),
        polarity=Polarity.NEGATIVE if is_negative(root) else Polarity.POSITIVE,
        quantities=quantities_of(doc),
        place=place_of(doc),
        time=time_of(doc),
        terms=tuple(token.lemma_.lower() for token in doc if token.tag_.startswith(_CONTENT) and not token.is_stop),
        parse=encode(doc),
    )


def encode(doc: Doc) -> str:
    """The parse as `Slots.parse` keeps it: one word after the other, white space and punctuation (but "?") left out.

    An attachment to a word that is left out goes to the next word up that is kept.
    """
    kept = [token for token in doc if not token.is_space and (not token.is_punct or token.text == "?")]
    places = {token.i: place for place, token in enumerate(kept)}
    return " ".join(
        f"{token.idx}|{token.idx + len(token)}|{token.tag_}|{token.dep_}|{_head(token, places)}|{token.ent_type_}|{_lemma(token)}"
        for token in kept
    )


def predicate_of(verb: Token) -> str:
    """The lemmas of a verb with its particles, and of what a copula says of its subject: "call off", "be silent", "be in disarray"."""
    words = [verb, *(child for child in verb.children if child.dep_ in ("prt", "acomp", "attr"))]
    if verb.lemma_ == "be" and len(words) == 1:
        for preposition in (child for child in verb.children if child.dep_ == "prep"):
            words += [preposition, *(child for child in preposition.children if child.dep_ == "pobj")][:2]
            break
    return " ".join(token.lemma_.lower() for token in words)


def is_negative(verb: Token) -> bool:
    """Whether what is said of a verb is negated: an odd number of negations over it, as in "did not fail to act" there are two."""
    return sum(_negations(verb)) % 2 == 1


def _negations(verb: Token) -> Iterable[bool]:
    """Each negation over a verb: its own, in its arguments, and in the verbs that govern it."""
    yield any(child.dep_ == "neg" or child.lower_ in _DENYING for child in verb.children)
    yield any(_is_nothing(child) for child in verb.children if child.dep_ in (*_SUBJECTS, *_OBJECTS))
    yield any(child.lower_ == "longer" and any(deeper.lower_ == "no" for deeper in child.children) for child in verb.children)
    yield any(_denies_in_front(child) for child in verb.children if child.dep_ == "prep")
    yield verb.lemma_.lower() in NEGATIVE_VERBS and not _pauses(verb)
    yield any(child.lower_ in NEGATIVE_ADJECTIVES for child in verb.children if child.dep_ in ("acomp", "oprd", "attr"))
    yield any(child.lower_ == "far" and any(deeper.lower_ == "from" for deeper in child.children) for child in verb.children)


def _pauses(verb: Token) -> bool:
    """Whether somebody stops in order to do something: "stopped to rest"."""
    return verb.lemma_ == "stop" and any(child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB" for child in verb.children)


def _is_nothing(noun: Token) -> bool:
    """Whether a noun phrase names nothing: "nobody", "no troops", "none of the men", "not a single man", but not "four, not nine"."""
    if noun.lower_ in ("nobody", "nothing", "none", "no-one", "neither"):
        return True
    return any(child.i < noun.i and child.lower_ in ("no", "not", "neither") for child in noun.children)


def _denies_in_front(preposition: Token) -> bool:
    """Whether a phrase denies its clause from in front of an auxiliary that stands before the subject: "at no time was it closed"."""
    noun = next((child for child in preposition.children if child.dep_ == "pobj" and _is_nothing(child)), None)
    if noun is None or noun.i + 1 >= len(noun.doc) or (preposition.lower_, noun.lower_) == ("in", "time"):
        return False
    if preposition.lower_ == "to" or any(child.lower_ in LITOTES for child in noun.children):
        return False
    helper = noun.doc[noun.i + 1]
    follows = helper.i + 1 < len(noun.doc) and helper.nbor().dep_ not in ("punct", "neg")
    return follows and helper.tag_ in ("MD", "VBD", "VBZ", "VBP") and (helper.tag_ == "MD" or helper.lemma_ in ("be", "have", "do"))


def main_verb(doc: Doc) -> Token | None:
    """The root of the first sentence that has a word, or None."""
    return next((token for token in doc if token.dep_ == "ROOT" and any(letter.isalnum() for letter in token.text)), None)


def _first(verb: Token, dependencies: Sequence[str]) -> Token | None:
    """The first child of a verb with one of these dependencies."""
    return next((child for child in verb.children if child.dep_ in dependencies), None)


def _object_of(verb: Token) -> Token | None:
    """The object of a verb: its own, else that of an open complement or of its first preposition."""
    for dependency in (("dobj", "dative"), ("attr", "acomp"), ("xcomp", "ccomp")):
        found = _first(verb, dependency)
        if found is not None:
            return found
    preposition = _first(verb, ("agent", "prep"))
    return _first(preposition, ("pobj", "pcomp")) if preposition is not None else None


def _words(head: Token | None) -> str:
    """The words under a token, as they stand in the text; "" for none."""
    return "" if head is None else head.doc[head.left_edge.i : head.right_edge.i + 1].text


def _head(token: Token, places: dict[int, int]) -> int:
    """The place, among the words kept, of what a token hangs on; its own where it hangs on nothing kept."""
    above = token
    while above.head.i != above.i:
        above = above.head
        if above.i in places:
            return places[above.i]
    return places[token.i]


def _lemma(token: Token) -> str:
    """The lemma without the separators of the encoding."""
    return "".join(letter for letter in token.lemma_.lower() if letter not in "| \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029") or "_"
