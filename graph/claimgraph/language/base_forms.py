"""The base forms that a pipeline gives words, asked once for all words that are written alike and have the same part of speech and form.

spaCy's lemmatizer does not keep what it is asked most, which is words in their base form, and goes through a text token by token.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

MOST = 50_000
"""Of how many kinds of words the base form is kept."""
Kind = tuple[int, int, int]
"""All that the base form of a word rests on: how it is written, its part of speech and its form."""


def can_tell(lemmatizer: Lemmatizer) -> bool:
    """Whether a lemmatizer looks at no more than a `Kind`, and leaves base forms that are there."""
    return lemmatizer.mode == "rule" and not lemmatizer.overwrite


class BaseForms:
    """A part of a pipeline that does what a lemmatizer by rules does."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self.lookups = lemmatizer.lookups
        self._told: dict[Kind, str] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with the base forms of those of its words that have none."""
        columns = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
        forms: Any = np.array([self._form_at(doc, *seen) for seen in enumerate(columns)], dtype=np.uint64)
        doc.from_array(["LEMMA"], forms)
        return doc

    def _form_at(self, doc: Doc, place: int, seen: Sequence[int]) -> int:
        """The base form at a place, where the word, its part of speech, its form and the base form that it may have are seen."""
        written, pos, form, given = seen
        if given:
            return given
        kind = (written, pos, form)
        told = self._told.get(kind)
        if told is None:
            if len(self._told) >= MOST:
                self.forget()
            told = self._told[kind] = self._lemmatizer.lemmatize(doc[place])[0]
        return doc.vocab.strings.add(told)

    def forget(self) -> None:
        """Let go of all words."""
        self._told.clear()
        self._lemmatizer.cache.clear()
