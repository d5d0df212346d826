"""The names that a pipeline finds in a text, by the model of its recogniser and the same decisions, taken several times as fast.

spaCy's recogniser goes through a text state by state, and asks in each state of all 74 moves whether they can be made; where it was built
for profiling (Python 3.11), it takes the interpreter's lock for each, which costs more than the model. But outside a name the best move
depends on the word alone: so the moves of all words are scored at once, and only the words inside a name one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

Floats = NDArray[np.float32]
_FEATURES = 3
"""What a state tells the model: the next word, the first word of the name under way, and the last one."""


def can_find(recognizer: EntityRecognizer) -> bool:
    """Whether a recogniser is one whose decisions are known: greedy, of three features, each move seen in training."""
    model = recognizer.model
    lower = model.layers[1]
    known = model.name == "parser_model" and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    return bool(recognizer.cfg["beam_width"] == 1 and known and lower.get_dim("nF") == _FEATURES and lower.get_dim("nP") > 1)


class NameFinder:
    """A part of a pipeline that marks the names that a recogniser would mark, in texts that have none marked."""

    def __init__(self, recognizer: EntityRecognizer) -> None:
        self._words, self._features, upper = recognizer.model.layers
        self._weights: Floats = upper.get_param("W")
        self._bias: Floats = upper.get_param("b")
        system = recognizer.moves
        moves = [system.get_class_name(number).partition("-")[::2] for number in range(system.n_moves)]
        self._begun = {number: label for number, (move, label) in enumerate(moves) if move == "B"}
        self._single = {number: label for number, (move, label) in enumerate(moves) if move == "U" and label}
        self._going_on = {label: number for number, (move, label) in enumerate(moves) if move == "I"}
        self._ending = {label: number for number, (move, label) in enumerate(moves) if move == "L"}
        outside = [number for number, (move, _) in enumerate(moves) if move == "O"]
        self._alone = np.array(sorted([*outside, *self._single]))
        self._free = np.array(sorted([*outside, *self._single, *self._begun]))

    def __call__(self, doc: Doc) -> Doc:
        """The document with its names."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The documents with their names, so many at once."""
        waiting = iter(stream)
        while docs := list(islice(waiting, batch_size)):
            self._name([doc for doc in docs if len(doc)])
            yield from docs

    def _name(self, docs: Sequence[Doc]) -> None:
        if not docs:
            return
        scored = self._features.predict(self._words.predict(docs))
        scores = self._scores(scored[1:, 0] + scored[0, 1] + scored[0, 2])
        alone, free = (moves[scores[:, moves].argmax(axis=1)].tolist() for moves in (self._alone, self._free))
        offset = 0
        for doc in docs:
            names = self._names_of(doc, _Scored(scored[offset : offset + len(doc) + 1], scored[0]), alone[offset:], free[offset:])
            doc.set_ents([Span(doc, start, end, label=label) for start, end, label in names])
            offset += len(doc)

    def _scores(self, summed: Floats, moves: Sequence[int] | slice = slice(None)) -> Floats:
        """The scores of moves in states with these sums of features."""
        hidden = (summed + self._features.get_param("b")).max(axis=-1)
        scores: Floats = hidden @ self._weights[moves].T + self._bias[moves]
        return scores

    def _names_of(self, doc: Doc, scored: _Scored, alone: Sequence[int], free: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """The first word of each name, the one after its last, and its label; `alone` and `free` are the best moves outside a name."""
        flags = doc.to_array(["IS_SPACE", "SENT_START"]).tolist()
        stops = [place + 1 == len(doc) or flags[place + 1][1] == 1 for place in range(len(doc))]
        place = 0
        while place < len(doc):
            start, move = place, (alone if stops[place] else free)[place]
            place += 1
            if flags[start][0]:
                continue
            if move in self._single:
                yield start, place, self._single[move]
            elif move in self._begun:
                label = self._begun[move]
                while not stops[place] and self._goes_on(scored.inside(start, place), label):
                    place += 1
                place += 1
                yield start, place, label

    def _goes_on(self, summed: Floats, label: str) -> bool:
        """Whether the name under way goes on after a word that is in it."""
        moves = sorted((self._going_on[label], self._ending[label]))
        return moves[int(self._scores(summed, moves).argmax())] == self._going_on[label]


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the words of one document give to each feature, from the second row on, and what it gives where there is no word."""

    rows: Floats
    missing: Floats

    def inside(self, start: int, place: int) -> Floats:
        """The sum of features where a word comes after others of a name that begins at `start`."""
        total: Floats = self.rows[place + 1, 0] + self.rows[start + 1, 1] + self.rows[place, 2]
        return total
