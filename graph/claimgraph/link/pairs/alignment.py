"""Two claims laid side by side: which word of one stands for which word of the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.profile import Profile

SAME, NARROWER, BROADER, MATE = "same", "narrower", "broader", "mate"
"""How a word stands to its match: the same, a kind of it, what it is a kind of, or on the same pole of an opposition."""
_MIRROR = {SAME: SAME, NARROWER: BROADER, BROADER: NARROWER, MATE: MATE}
ALL = (SAME, NARROWER, BROADER, MATE)


@dataclass(frozen=True)
class Alignment:
    """Claim `a` beside claim `b`: `pairs` from places of a to places of b, and how each word of a stands to its match."""

    a: Profile
    b: Profile
    pairs: dict[int, int] = field(default_factory=dict)
    relations: dict[int, str] = field(default_factory=dict)

    @cached_property
    def mirrored(self) -> "Alignment":
        """The same with the sides changed; to be asked for when the alignment is made."""
        pairs = {right: left for left, right in self.pairs.items()}
        return Alignment(self.b, self.a, pairs, {self.pairs[left]: _MIRROR[how] for left, how in self.relations.items()})

    def coverage(self, places: Iterable[int], without: frozenset[int] = frozenset(), relations: tuple[str, ...] = ALL) -> float:
        """The share in [0, 1] of what these words of a say that b says too; 1 where they say nothing."""
        total = covered = 0.0
        for place in places:
            if place not in without:
                weight = self.a.terms[place].weight
                total += weight
                covered += weight if self.relations.get(place) in relations else 0.0
        return covered / total if total else 1.0

    def shares(self, without_a: Iterable[int] = (), without_b: Iterable[int] = ()) -> tuple[float, float]:
        """The lower and the higher of the shares of each claim that the other says too, leaving some words out of account."""
        forward = self.coverage(self.a.content, frozenset(without_a))
        backward = self.mirrored.coverage(self.b.content, frozenset(without_b))
        return min(forward, backward), max(forward, backward)


def align(a: Profile, b: Profile) -> Alignment:
    """The alignment of two profiles, surest matches first: shared lemmas and synonyms, then kinds and poles."""
    view = Alignment(a, b)
    taken: set[int] = set()
    for place in a.content:
        same = {right for key in a.terms[place].keys for right in b.index.get(key, ())}
        _take(view, place, {right for right in same if right not in taken and _one_sort(a.terms[place], b.terms[right])}, SAME, taken)
    if len(view.pairs) < len(a.content) and len(taken) < len(b.content):
        _align_kinds(view, taken)
    return view


def _align_kinds(view: Alignment, taken: set[int]) -> None:
    """Match what is left by kinds and poles."""
    rights = [view.b.terms[right] for right in view.b.content if right not in taken]
    special, opposed = [term for term in rights if term.kinds], [term for term in rights if term.poles]
    for place in view.a.content:
        if place in view.pairs:
            continue
        for relation, found in _akin(view.a.terms[place], rights, special, opposed):
            if _take(view, place, found - taken, relation, taken):
                break


def _akin(term: Term, rights: list[Term], special: list[Term], opposed: list[Term]) -> Iterator[tuple[str, set[int]]]:
    """The words that one word is a kind of, those that are kinds of it, and those on its pole."""
    if term.kinds:
        yield NARROWER, {right.place for right in rights if is_kind(term, right)}
    if special:
        yield BROADER, {right.place for right in special if is_kind(right, term)}
    if term.poles:
        yield MATE, {right.place for right in opposed if _is_mate(term, right)}


def _take(view: Alignment, place: int, candidates: set[int], relation: str, taken: set[int]) -> bool:
    """Match a word with the best candidate, if there is one."""
    if not candidates:
        return False
    best = min(candidates, key=lambda right: (-_likeness(view, place, right), right)) if len(candidates) > 1 else next(iter(candidates))
    view.pairs[place], view.relations[place] = best, relation
    taken.add(best)
    return True


def _likeness(view: Alignment, place: int, other: int) -> int:
    """How alike two words stand in their sentences."""
    left, right = view.a.terms[place], view.b.terms[other]
    heads = bool(view.a.terms[left.head].keys & view.b.terms[right.head].keys)
    return 3 * (left.lemma == right.lemma) + (left.dep == right.dep) + 2 * heads + (left.tag[:2] == right.tag[:2])


def _one_sort(left: Term, right: Term) -> bool:
    """Whether two words may be one: small words only under the same kind of word class, and never opposed."""
    if are_opposed(left, right):
        return False
    return left.lemma == right.lemma or not ({left.tag[:2], right.tag[:2]} & {"IN", "RP"}) or left.tag[:2] == right.tag[:2]


def are_opposed(left: Term, right: Term) -> bool:
    """Whether two words stand on the two poles of an opposition, and on no pole together: "go up", "go down"."""
    return bool(left.poles) and not left.poles & right.poles and any((axis, -end) in right.poles for axis, end in left.poles)


def is_kind(left: Term, right: Term) -> bool:
    """Whether the left word names a kind of what the right word names."""
    return bool(left.kinds & right.keys) and left.tag[:2] == right.tag[:2]


def _is_mate(left: Term, right: Term) -> bool:
    small = {left.dep, right.dep}
    return bool(left.poles & right.poles) and "prep" not in small and small != {"amod"}
