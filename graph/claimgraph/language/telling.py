"""How likely a text is English, by a model of the letters of a hundred languages, which is loaded with the first text that asks."""

from __future__ import annotations

import io
import lzma
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_JUDGED = 5_000
"""Letters from the beginning that are judged: more tell no more."""


def likelihood_of_english(text: str) -> float:
    """The model's probability, 0 to 1, that the language of a text is English. Capitals are not looked at: titles are full of them.

    >>> likelihood_of_english("Oil prices tumble") > 0.03 > likelihood_of_english("Huelga general paraliza el puerto")
    True
    """
    return float(dict(identifier().rank(text[:_JUDGED].lower()))["en"])


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    """The model that comes with py3langid, read in memory: its own way needs a file, which a process in walls may not write."""
    import numpy as np
    from py3langid import langid

    with lzma.open(langid.MODEL_DIR / langid.MODEL_FILE) as packed, np.load(io.BytesIO(packed.read()), allow_pickle=False) as data:
        moves, rows = (array(data[name].dtype.char, data[name].tobytes()) for name in ("nextmove", "nextmove_row"))
        outputs, classes = data["out_feat"].tolist(), data["classes"].tolist()
        return langid.LanguageIdentifier(data["ptc"], data["pc"], classes, moves, outputs, norm_probs=True, tk_row=rows)
