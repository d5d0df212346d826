"""What words mean by WordNet: which words share a meaning, and what is a kind of what.

The table `wordnet.txt` is distilled by `scripts/distil_wordnet.py` from WordNet 3.0 (Miller 1995, "WordNet: A Lexical Database for
English", CACM 38:11), whose notice is `wordnet.LICENSE`. Its first line has the numbers of what lies above each meaning; each other line
has a word of a sort with its meanings, those of the words derived from it among them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from claimgraph.link.pairs.grammar import Term

_SORTS = {"NN": "n", "VB": "v", "JJ": "a"}
_MOST_KEPT = 4_096
LEAST = 0.3
"""What a word weighs at least to be asked for."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """The table: the meanings of each word of a sort, and what each meaning is a kind of."""

    words: Mapping[str, str]
    kinds: Sequence[str]

    def of(self, word: str, sort: str) -> frozenset[int]:
        """The meanings of a word as "n", "v" or "a"."""
        return frozenset(map(int, self.words.get(f"{word}/{sort}", "").split()))

    def above(self, meanings: frozenset[int]) -> frozenset[int]:
        """These meanings and all that they are kinds of."""
        found, queue = set(meanings), [*meanings]
        while queue:
            fresh = {int(high) for high in self.kinds[queue.pop()].split()} - found
            found |= fresh
            queue += fresh
        return frozenset(found)


@cache
def meanings() -> Meanings:
    """The table, read once."""
    first, *lines = files("claimgraph.link.pairs").joinpath("wordnet.txt").read_text(encoding="utf-8").splitlines()
    return Meanings(dict(line.split(" ", 1) for line in lines), first.split(","))


@lru_cache(_MOST_KEPT)
def _known(lemma: str, tag: str, *, with_kinds: bool) -> frozenset[int]:
    table = meanings()
    own = table.of(lemma, _SORTS.get(tag, ""))
    if tag == "JJ" and lemma.endswith("ed"):
        own |= table.of(lemma[:-1], "v") | table.of(lemma[:-2], "v")
    return table.above(own) if with_kinds else own


def meanings_of(term: Term) -> frozenset[int]:
    """The meanings of a word and of what is derived from it."""
    return _known(term.lemma, term.tag[:2], with_kinds=False)


def says(one: Term, other: Term) -> bool:
    """Whether a word may say what another says: they share a meaning, or the one is a kind of the other ("birch", "tree")."""
    return not _known(one.lemma, one.tag[:2], with_kinds=True).isdisjoint(_known(other.lemma, other.tag[:2], with_kinds=False))


def is_one_of(term: Term, kinds: frozenset[str]) -> bool:
    """Whether a noun may mean a kind of what one of these nouns means: "ferry", "vehicle"."""
    return term.lemma in kinds or not _known(term.lemma, term.tag[:2], with_kinds=True).isdisjoint(_meant(kinds))


@cache
def _meant(nouns: frozenset[str]) -> frozenset[int]:
    return frozenset().union(*(meanings().of(noun, "n") for noun in nouns))


def meanings_in(terms: Iterable[Term]) -> tuple[frozenset[int], frozenset[int]]:
    """What the words that say much mean, and that with all that it is a kind of."""
    telling = [term for term in terms if term.weight > LEAST]
    own, all_ = (
        frozenset[int]().union(*(_known(term.lemma, term.tag[:2], with_kinds=kinds) for term in telling)) for kinds in (False, True)
    )
    return own, all_
