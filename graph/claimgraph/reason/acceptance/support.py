"""Support between arguments as further attacks, so that what stands together is closed under it.

*Deductive* support a ⇒ b: b holds if a does. Then whoever defeats b defeats a, and a defeats what b defeats: attacks through any
chain of supports on either side, super-mediated ones included (Cayrol and Lagasquie-Schiex, IJAR 2013). *Necessary* support is the same
read backwards (Nouioua and Risch, ICTAI 2010): b cannot hold without a.
"""

from collections.abc import Iterable

import numpy as np
from scipy.sparse import csr_matrix, eye_array

from claimgraph.errors import LimitError

MOST = 5_000_000
"""More pairs than this are refused."""
Pairs = Iterable[tuple[int, int]]


def deductive_attacks(count: int, *, supports: Pairs, attacks: Pairs) -> set[tuple[int, int]]:
    """All attacks among arguments 0 to count - 1 that follow where a support (a, b) says that b holds if a does."""
    reach = _closure(_matrix(count, supports))
    found = _bounded(reach @ _matrix(count, attacks) @ reach.T).tocoo()
    return set(zip(found.row.tolist(), found.col.tolist(), strict=True))


def necessary_attacks(count: int, *, supports: Pairs, attacks: Pairs) -> set[tuple[int, int]]:
    """All attacks that follow where a support (a, b) says that b cannot hold without a."""
    return deductive_attacks(count, supports=[(b, a) for a, b in supports], attacks=attacks)


def _matrix(count: int, pairs: Pairs) -> csr_matrix:
    ends = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    return csr_matrix((np.ones(len(ends), dtype=np.bool_), (ends[:, 0], ends[:, 1])), shape=(count, count))


def _closure(supports: csr_matrix) -> csr_matrix:
    """Who reaches whom by any number of supports, none included."""
    reach = csr_matrix(eye_array(supports.shape[0], dtype=np.bool_) + supports)
    known = -1
    while reach.nnz != known:
        known = reach.nnz
        reach = _bounded(reach @ reach)
    return reach


def _bounded(matrix: csr_matrix) -> csr_matrix:
    if matrix.nnz > MOST:
        raise LimitError(f"{matrix.nnz} attacks follow from these supports (at most {MOST}): ask about one component at a time")
    return csr_matrix(matrix, dtype=np.bool_)
