"""The words of a claim and how they hang together, decoded from `Slots.parse`."""

from dataclasses import dataclass

import msgspec

from claimgraph.link.pairs.lexicon import Pole


class Term(msgspec.Struct, frozen=True, gc=False, array_like=True):  # made by the hundred thousand: in a fifth of the time of a dataclass
    """One word of a claim: where it stands, how it hangs on `head`, what it is matched by, and whether it is said or denied.

    `weight` is how much it says (0 for words that only join others), `clause` the place of the head of its clause, and
    `has_own_object` whether its object is part of what it says ("lose money"), so that it is said of the subject; a word is
    `absorbed` where another word says what it says ("without" in "without a scratch"); `phrase` holds the places of all words of the
    phrase that it stands for.
    """

    place: int
    start: int
    end: int
    tag: str
    dep: str
    head: int
    entity: str
    lemma: str
    form: str = ""
    keys: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    poles: frozenset[Pole] = frozenset()
    weight: float = 0.0
    clause: int = 0
    negative: bool = False
    has_own_object: bool = False
    absorbed: bool = False
    phrase: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a claim in order, and for each the places of those that hang on it."""

    terms: tuple[Term, ...]
    children: tuple[tuple[int, ...], ...]

    def child(self, place: int, *dependencies: str) -> int:
        """The first word that hangs on a word with one of these dependencies, or -1."""
        return next((low for low in self.children[place] if self.terms[low].dep in dependencies), -1)

    def has(self, place: int, *lemmas: str) -> bool:
        """Whether one of these lemmas hangs on a word."""
        return any(self.terms[low].lemma in lemmas for low in self.children[place])

    def object_of(self, place: int) -> int:
        """What a preposition governs, or -1."""
        return self.child(place, "pobj") if place >= 0 else -1

    def under(self, place: int) -> frozenset[int]:
        """The places of all words under a word, itself included."""
        found, queue = {place}, [place]
        while queue:
            fresh = [low for low in self.children[queue.pop()] if low not in found]
            found.update(fresh)
            queue += fresh
        return frozenset(found)

    def depth(self, place: int) -> int:
        """How many words stand over a word."""
        depth = 0
        while self.terms[place].head != place and depth <= len(self.terms):
            place, depth = self.terms[place].head, depth + 1
        return depth

    def with_terms(self, terms: tuple[Term, ...]) -> "Tree":
        """The same tree with other words at its places."""
        return Tree(terms, self.children)


def grown_from(terms: tuple[Term, ...]) -> Tree:
    """The tree of words that each know their head."""
    children: list[list[int]] = [[] for _ in terms]
    for term in terms:
        if term.head != term.place:
            children[term.head].append(term.place)
    return Tree(terms, tuple(map(tuple, children)))


def decode(parse: str, text: str) -> Tree:
    """The tree of a parse; an empty one where the parse is broken or is not that of this text."""
    terms: list[Term] = []
    try:
        for place, word in enumerate(parse.split(" ") if parse else ()):
            start, end, tag, dep, head, entity, lemma = word.split("|", 6)
            terms.append(Term(place, int(start), int(end), tag, dep, int(head), entity, lemma, text[int(start) : int(end)].lower()))
    except ValueError:
        return Tree((), ())
    if not all(0 <= term.start < term.end <= len(text) and 0 <= term.head < len(terms) for term in terms):
        return Tree((), ())
    return grown_from(tuple(terms))
