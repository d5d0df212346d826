"""What is counted in a claim: each quantity with the noun that it counts and the verb or noun over that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimgraph.link.pairs.grammar import Tree
from claimgraph.model import Quantity, Slots

_TALLIES = frozenset("number toll total count tally figure".split())
EXCEEDING = frozenset("exceed surpass top".split())
"""Verbs that put a number as the least."""
_OF_RATES = frozenset({"h", "hr"})
"""What stands behind the stroke of a speed, and is counted by nothing."""
_WORDY = re.compile(r"\w")
_IN_WORDS = re.compile(
    r"(?:\b(?:(?P<part>half an|a quarter of an|three quarters of an) hour|an? (?P<unit>hour|day|week|month|year) and a half)\b"
    r"|(?:\bfor|\b(?P<more>more than|over)|\b(?P<less>less than|under)|\bspent|\blasted|\btook|\bnearly|\balmost|\babout) "
    r"(?P<whole>an? (?:whole |full )?hour)\b)(?! (?:and|later|earlier|ago|late|early)\b)",
    re.IGNORECASE,
)
"""Lengths of time without a number: "half an hour", "an hour and a half", "more than an hour"."""
_PARTS = {"half an": 0.5, "a quarter of an": 0.25, "three quarters of an": 0.75}


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with the words that it belongs to: the noun counted and the verb or noun over it (places, -1 where unknown)."""

    quantity: Quantity
    start: int
    end: int
    noun: int
    governor: int


def counts_in(text: str, slots: Slots, tree: Tree) -> Iterator[Count]:
    """The quantities of the slots, each found again in the text, with the words they belong to."""
    at = 0
    for quantity in slots.quantities:
        start = _found_at(text, quantity.words, at)
        if start < 0:
            continue
        at = start + len(quantity.words)
        inside = [term.place for term in tree.terms if start <= term.start < at and (term.tag[:2] in ("CD", "NN") or term.dep == "nummod")]
        noun = _noun_of(tree, inside[-1], quantity.unit) if inside else -1
        noun = _tallied(tree, noun) if noun in inside else noun
        governor = _governor(tree, noun, inside) if noun >= 0 else -1
        yield Count(_bounded(tree, quantity, governor), start, at, noun, governor)
    yield from _in_words(text, tree)


def _in_words(text: str, tree: Tree) -> Iterator[Count]:
    """The lengths of time of a claim that are told without a number."""
    for found in _IN_WORDS.finditer(text):
        start, end = found.span("whole") if found["whole"] else found.span()
        inside = [term.place for term in tree.terms if start <= term.start < end]
        noun = next((place for place in inside if tree.terms[place].lemma == (found["unit"] or "hour").lower()), -1)
        value = _PARTS.get((found["part"] or "").lower(), 1.5 if found["unit"] else 1.0)
        low, high = (0.0 if found["less"] else value), (None if found["more"] else value)
        if noun >= 0:
            how = "more" if found["more"] else "most" if found["less"] else "exactly"
            quantity = Quantity(low=low, high=high, unit=tree.terms[noun].lemma, comparator=how, words=text[start:end])
            yield Count(quantity, start, end, noun, _governor(tree, noun, inside))


def _found_at(text: str, words: str, at: int) -> int:
    """Where words stand in a text from a place on, and are no part of a longer word or number ("20" in "2022"), or -1."""
    found = first = text.find(words, at)
    while found >= 0 and words and _is_inside_word(text, found, found + len(words)):
        found = text.find(words, found + 1)
    return found if found >= 0 and words else first


def _is_inside_word(text: str, start: int, end: int) -> bool:
    """Whether a part of a text only continues a word or number."""
    return bool(_WORDY.match(text[start - 1 : start]) or _WORDY.match(text[end : end + 1]))


def _bounded(tree: Tree, quantity: Quantity, governor: int) -> Quantity:
    """A quantity as the verb over it bounds it: "exceeded 60", "could hardly have exceeded 60"."""
    if governor < 0 or tree.terms[governor].lemma not in EXCEEDING or quantity.comparator != "exactly":
        return quantity
    if tree.terms[governor].negative:
        return replace(quantity, low=0.0, comparator="most")
    return replace(quantity, high=None, comparator="more")


def _tallied(tree: Tree, number: int) -> int:
    """What a number counts that is said of a tally ("the number of soldiers killed is 200"): the noun behind "of"; else the number."""
    verb = tree.terms[number].head
    verb = tree.terms[verb].head if tree.terms[verb].form == "at" else verb
    told = (tree.child(verb, "nsubj", "nsubjpass"), tree.child(verb, "dobj"))
    subject = next((place for place in told if place >= 0 and tree.terms[place].lemma in _TALLIES), -1)
    if subject < 0:
        return number
    of = next((low for low in tree.children[subject] if tree.terms[low].lemma == "of"), -1)
    return max(tree.object_of(of), -1) if of >= 0 else subject


def _noun_of(tree: Tree, place: int, unit: str) -> int:
    """The place of the noun that a number counts, else of the number itself."""
    near = [
        term.place
        for term in tree.terms
        if unit in (term.lemma, term.form) and term.tag.startswith(("NN", "JJ", "VBN")) and abs(term.place - place) <= 6
    ]
    above = tree.terms[tree.terms[place].head]
    shared = above.place if unit == "%" and tree.terms[place].tag == "CD" and above.tag.startswith("NN") else place
    return min(near, key=lambda found: (found < place, abs(found - place)), default=shared)


def _governor(tree: Tree, place: int, number: list[int]) -> int:
    """The verb, or else the noun, that a noun hangs on, past prepositions and the number itself."""
    for _ in range(len(tree.terms)):
        above = tree.terms[place].head
        if above == place:
            return place
        place = above
        term = tree.terms[place]
        if term.form in _OF_RATES and tree.terms[place].head != place:
            continue
        if place not in number and (
            term.tag.startswith(("VB", "JJ")) or (term.tag.startswith("NN") and term.dep not in ("nmod", "compound"))
        ):
            return place
    return place
