"""How near the matter of two statements lies, of two reports of one event: whether they speak of the same, whatever they say of it.

What each feature is worth is learned from annotated events (`benchmarks/train_matters.py`, which writes `matters.json`).
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, product
from typing import TYPE_CHECKING

import numpy as np

from claimgraph import clocks
from claimgraph.link.pairs.grammar import Term
from claimgraph.link.pairs.meanings import meanings_of
from claimgraph.link.pairs.numbers import are_apart
from claimgraph.link.pairs.vectors import SIZE, Floats, vectors
from claimgraph.link.text.sayings import Saying

if TYPE_CHECKING:  # it takes long to load, and whoever reads one text compares no reports
    from scipy.sparse import csr_array

LONGEST = 400
"""How many statements of a report are compared at most, the first."""
MOST_WORDS = 4_000
"""How many words of them at most: each word of one report is held against each of the other."""
LEAD = 3
"""How many sentences are the beginning of a report."""
SIGNS = (
    *("author", "quoted", "hedged", "headline", "counts", "dated", "negative", "sweeping", "predicts", "weighs", "stance denies", "false"),
    *("gives a time", "names a place", "in the lead"),
)
"""Signs of a statement of which it counts whether both or one of a pair have them."""
TURNING = ("negative", "stance denies", "false", "sweeping")
"""Signs that turn what is said: where one of a pair has them, how near the two are counts for itself."""
RANKED = ("gist", "words alike", "keys shared")
"""By what a pair is ranked among all pairs of either of its statements."""
_NOTHING = np.zeros(SIZE, np.float32)


@dataclass(frozen=True, slots=True)
class Statements:
    """What one report says, in order: the words of each statement from its place in `starts` on, with what they weigh."""

    sayings: Sequence[Saying]
    terms: Sequence[Term | None]
    starts: Sequence[int]
    words: Floats
    weights: Floats

    @classmethod
    def of(cls, sayings: Sequence[Saying], rarity: Mapping[str, float]) -> "Statements":
        """A report made ready; `rarity` tells what each lemma weighs."""
        table, terms, starts = vectors(), list[Term | None](), list[int]()
        for said in sayings:
            starts.append(len(terms))
            terms += [said.profile.terms[place] for place in said.profile.content] or [None]
        found = [table.of(term.form.lower(), term.lemma.lower()) if term else None for term in terms]
        words = np.array([_NOTHING if vector is None else vector for vector in found], np.float32).reshape(len(terms), SIZE)
        weights = np.array([rarity[term.lemma] if term else 1e-6 for term in terms], np.float32)
        return cls(sayings, terms, starts, words, weights)

    @property
    def gists(self) -> Floats:
        """The sum of the vectors of the words of each statement by their weights, at length one; 0 where none is known."""
        sums = np.add.reduceat(self.words * self.weights[:, None], self.starts)
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6), np.float32)

    def sets(self, of: Callable[[Saying], Iterable[str]]) -> list[frozenset[str]]:
        """Something of each statement."""
        return [frozenset(of(said)) for said in self.sayings]


def compared(sayings: Sequence[Saying]) -> list[Saying]:
    """The first statements of a report: as many as are compared with those of another."""
    words = accumulate(max(1, len(said.profile.content)) for said in sayings[:LONGEST])
    return [said for said, count in zip(sayings, words, strict=False) if count <= MOST_WORDS]


def rarity_in(reports: Sequence[Sequence[Saying]]) -> dict[str, float]:
    """What each lemma weighs among all statements of some reports: the logarithm of their number over that of those which have it."""
    sayings = [said for report in reports for said in report]
    told = Counter(lemma for said in sayings for lemma in {term.lemma for term in said.profile.terms})
    return {lemma: math.log((len(sayings) + 1) / count) for lemma, count in told.items()}


def features_of(one: Statements, other: Statements) -> dict[str, Floats]:
    """What each pair of statements of two reports shows, a row for each of the one and a column for each of the other."""
    found = {"gist": one.gists @ other.gists.T, "words alike": _alike(one, other)}
    found |= dict(_in_common(one, other))
    signs = one.sets(_signs), other.sets(_signs)
    for sign in SIGNS:
        ours, theirs = (np.array([sign in some for some in side], np.float32) for side in signs)
        found[f"both {sign}"] = np.outer(ours, theirs)
        found[f"one {sign}"] = ours[:, None] + theirs[None, :] - 2 * found[f"both {sign}"]
    for sign in TURNING:
        found[f"one {sign}, gist"] = found[f"one {sign}"] * found["gist"]
    for name in RANKED:
        ranks = [_ranks(found[name], axis) for axis in (0, 1)]
        found |= {f"best rank by {name}": np.maximum(*ranks), f"worst rank by {name}": np.minimum(*ranks)}
    return found


@dataclass(frozen=True, slots=True)
class Nearness:
    """The weights of a logistic regression by feature."""

    bias: float
    weights: Mapping[str, float]

    def between(self, one: Statements, other: Statements) -> Floats:
        """How likely each pair of statements of two reports is of one matter, in [0, 1]; a row for each of the one."""
        return self.of(features_of(one, other))

    def of(self, found: Mapping[str, Floats]) -> Floats:
        """The same by the features of all pairs."""
        odds = self.bias + sum(weight * found[name] for name, weight in self.weights.items())
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


@cache
def nearness() -> Nearness:
    """The regression as it was learned."""
    kept = json.loads(files("claimgraph.link.events").joinpath("matters.json").read_text(encoding="utf-8"))
    return Nearness(kept["bias"], kept["weights"])


def differing(one: Saying, other: Saying) -> tuple[str, ...]:
    """In what two statements differ on their face, which is no judgement: figures of one unit, times of the day, places, denial, words."""
    units = {count.quantity.unit for count in one.profile.counts} & {count.quantity.unit for count in other.profile.counts}
    figures = ([c.quantity for c in said.profile.counts if c.quantity.unit in units] for said in (one, other))
    places = [set((said.slots.place or "").lower().split()) for said in (one, other)]
    facts = {
        "figures": bool(units) and all(are_apart(mine, yours) for mine, yours in product(*figures)),
        "times": clocks.are_apart(one.profile.clocks, other.profile.clocks),
        "places": all(places) and places[0].isdisjoint(places[1]),
        "denial": _denies(one) != _denies(other),
        "opposed words": any((axis, -end) in other.profile.poles for axis, end in one.profile.poles),
    }
    return tuple(name for name, holds in facts.items() if holds)


def _denies(said: Saying) -> bool:
    """Whether what a statement says as a whole is denied, by its words or by who speaks."""
    return any(term.negative for term in said.profile.terms if term.dep == "ROOT") != ("stance denies" in said.signs)


def _alike(one: Statements, other: Statements) -> Floats:
    """How well the words of either find one like them in the other, in [0, 2]: the same, or by their vectors, squared."""
    likeness = np.maximum(
        np.maximum(one.words @ other.words.T, 0) ** 2, _shared([_keys(t) for t in one.terms], [_keys(t) for t in other.terms])
    )
    ours = np.add.reduceat(np.maximum.reduceat(likeness, other.starts, axis=1) * one.weights[:, None], one.starts)
    theirs = np.add.reduceat(np.maximum.reduceat(likeness, one.starts, axis=0) * other.weights[None, :], other.starts, axis=1)
    weigh = np.add.reduceat(one.weights, one.starts)[:, None], np.add.reduceat(other.weights, other.starts)[None, :]
    return np.asarray(ours / weigh[0] + theirs / weigh[1], np.float32)


def _in_common(one: Statements, other: Statements) -> Iterator[tuple[str, Floats]]:
    """What the words, numbers and places of two statements have in common."""
    for name, of in _SETS.items():
        ours, theirs = one.sets(of), other.sets(of)
        yield name, np.minimum(_shared(ours, theirs, whole=True), 3)
        if name in ("units", "numbers"):
            both = np.outer([bool(some) for some in ours], [bool(some) for some in theirs])
            yield f"other {name}", np.asarray(both & (_shared(ours, theirs) == 0), np.float32)
    yield "opposed words", _shared(one.sets(lambda said: _poles(said, 1)), other.sets(lambda said: _poles(said, -1)))


def _poles(said: Saying, turn: int) -> Iterator[str]:
    """The ends of the axes of opposition that a statement stands on, or with -1 those opposite."""
    return (f"{axis} {turn * end}" for axis, end in said.profile.poles)


_SETS: Mapping[str, Callable[[Saying], Iterable[str]]] = {
    "keys shared": lambda said: said.profile.index.keys(),
    "names shared": lambda said: {term.form for term in said.profile.terms if term.tag.startswith("NNP")},
    "units": lambda said: {count.quantity.unit for count in said.profile.counts} - {""},
    "numbers": lambda said: {f"{count.quantity.low} {count.quantity.high}" for count in said.profile.counts},
    "place shared": lambda said: [said.slots.place] if said.slots.place else [],
    "subject shared": lambda said: set(said.slots.subject.lower().split()) - {"the", "a", "an", "of", "and"},
}


def _shared(ours: Sequence[Collection[str]], theirs: Sequence[Collection[str]], *, whole: bool = False) -> Floats:
    """How many members each set of ours shares with each of theirs; only whether, unless `whole`."""
    numbers = {member: at for at, member in enumerate(sorted({member for some in (*ours, *theirs) for member in some}))}
    left, right = (_members(some, numbers) for some in (ours, theirs))
    counts = (left @ right.T).toarray() if numbers else np.zeros((len(ours), len(theirs)), np.float32)
    return np.asarray(counts if whole else np.minimum(counts, 1), np.float32)


def _members(sets: Sequence[Collection[str]], numbers: Mapping[str, int]) -> "csr_array":
    from scipy.sparse import csr_array

    places = [(row, numbers[member]) for row, some in enumerate(sets) for member in some]
    rows, columns = zip(*places, strict=True) if places else ((), ())
    return csr_array((np.ones(len(places), np.float32), (rows, columns)), shape=(len(sets), len(numbers)))


def _keys(term: Term | None) -> Collection[str]:
    return term.keys | {str(meaning) for meaning in meanings_of(term)} if term else ()


def _signs(said: Saying) -> Iterator[str]:
    yield from said.signs
    if said.profile.clocks:
        yield "gives a time"
    if said.slots.place:
        yield "names a place"
    if said.sentence <= LEAD:
        yield "in the lead"


def _ranks(values: Floats, axis: int) -> Floats:
    """One over the place of each value among those along an axis, the greatest first; 0 where there is nothing to rank by."""
    order = (-values).argsort(axis=axis, kind="stable").argsort(axis=axis, kind="stable")
    return np.where(values > 0, 1 / (1 + order), 0).astype(np.float32)
