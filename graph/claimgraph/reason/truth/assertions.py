"""Who says which value of what: assertions of sources about objects, as a sparse table that every method reads."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from claimgraph.errors import InputError
from claimgraph.reason.arrays import Floats, Integers, grouped, reduced


@dataclass(frozen=True, slots=True)
class Truth:
    """What a method makes of it: the trust in each source and the belief in each claim, on the method's own scale, after so many rounds."""

    trust: Floats
    belief: Floats
    rounds: int


@dataclass(frozen=True, slots=True)
class Assertions:
    """Sources, claims (an object and one value of it), and which source makes which claim.

    `says` has a row for each source and a column for each claim; `said` is the same the other way round. `objects[c]` is the object
    of claim c; the claims of one object exclude each other.
    """

    sources: tuple[Hashable, ...]
    claims: tuple[tuple[Hashable, Hashable], ...]
    objects: Integers
    says: csr_matrix
    said: csr_matrix = field(repr=False)

    @classmethod
    def of(cls, triples: Iterable[tuple[Hashable, Hashable, Hashable]]) -> "Assertions":
        """The table of (source, object, value) triples, each counted once. Linear. InputError where there is none."""
        sources: dict[Hashable, int] = {}
        claims: dict[tuple[Hashable, Hashable], int] = {}
        pairs = {
            (sources.setdefault(who, len(sources)), claims.setdefault((what, value), len(claims))): None for who, what, value in triples
        }
        if not pairs:
            raise InputError("nobody says anything: truth discovery needs at least one assertion")
        numbers: dict[Hashable, int] = {}
        objects = np.array([numbers.setdefault(what, len(numbers)) for what, _ in claims], dtype=np.int64)
        ends = np.array(list(pairs), dtype=np.int64)
        says = csr_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(sources), len(claims)))
        return cls(tuple(sources), tuple(claims), objects, says, says.T.tocsr())

    @property
    def object_count(self) -> int:
        """How many objects there are."""
        return int(self.objects.max()) + 1

    @property
    def claims_of_source(self) -> Floats:
        """How many claims each source makes."""
        return np.asarray(np.diff(self.says.indptr), dtype=np.float64)

    @property
    def sources_of_claim(self) -> Floats:
        """How many sources make each claim."""
        return np.asarray(np.diff(self.said.indptr), dtype=np.float64)

    @property
    def rivals(self) -> Floats:
        """For each claim, how many claims there are of its object, itself included."""
        return self.pooled(np.ones(len(self.claims)))

    def pooled(self, values: Floats) -> Floats:
        """For each claim, the sum of these values over all claims of its object."""
        return np.asarray(np.bincount(self.objects, weights=values)[self.objects], dtype=np.float64)

    def best(self, belief: Floats) -> dict[Hashable, Hashable]:
        """The value of each object that is believed most; of equals the one that was said first."""
        chosen = self.best_claims(belief)
        return {self.claims[claim][0]: self.claims[claim][1] for claim in chosen.tolist()}

    def best_claims(self, belief: Floats) -> Integers:
        """The claim of each object that is believed most; of equals the first."""
        starts, order = grouped(self.objects, self.object_count)
        most = reduced(np.maximum, belief[order], starts, -np.inf)
        is_best = belief == most[self.objects]
        first = np.full(self.object_count, len(self.claims), dtype=np.int64)
        np.minimum.at(first, self.objects[is_best], np.flatnonzero(is_best))
        return first


def voting(table: Assertions) -> Truth:
    """The claim that most sources make; belief is the share of the most frequent claim's sources, all sources are trusted alike."""
    votes = table.sources_of_claim
    return Truth(np.ones(len(table.sources)), votes / votes.max(), 1)
