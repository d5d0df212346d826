"""What words mean, as 64 numbers each: words of one field lie near each other.

The table is distilled from a sentence encoder by `scripts/distil_vectors.py`; some 47,000 English words are in it, and no names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimgraph.link.pairs.grammar import Term

Floats = NDArray[np.float32]
ALIKE = 0.45
"""How alike two words are that may say the same of one thing."""
SIZE = 64
"""How many numbers a vector has."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The table: the row of each word, and the rows, each of length one."""

    rows: Mapping[str, int]
    table: Floats

    def of(self, *forms: str) -> Floats | None:
        """The vector of the first of these forms, in lower case, that the table knows; None where it knows none."""
        row = next((self.rows[form] for form in forms if form in self.rows), None)
        return None if row is None else self.table[row]


@cache
def vectors() -> Vectors:
    """The table as it was distilled."""
    folder = Path(str(files("claimgraph.link.pairs")))
    words = (folder / "vectors.txt").read_text(encoding="utf-8").split()
    table = np.load(folder / "vectors.npy", allow_pickle=False).astype(np.float32)
    return Vectors({word: row for row, word in enumerate(words)}, table / np.linalg.norm(table, axis=1, keepdims=True))


def likeness(one: Term, other: Term) -> float:
    """How alike two words are in [0, 1]: 1 where they are matched by one key, else by what they mean."""
    if one.keys & other.keys:
        return 1.0
    table = vectors()
    left, right = (table.of(term.form, term.lemma) for term in (one, other))
    return 0.0 if left is None or right is None else max(0.0, float(left @ right)) ** 2
