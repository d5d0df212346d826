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

Floats = NDArray[np.float32]
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
    folder = Path(str(files("claimgraph.link")))
    words = (folder / "vectors.txt").read_text(encoding="utf-8").split()
    table = np.load(folder / "vectors.npy", allow_pickle=False).astype(np.float32)
    return Vectors({word: row for row, word in enumerate(words)}, table / np.linalg.norm(table, axis=1, keepdims=True))
