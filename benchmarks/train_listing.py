"""Learn which candidates for an attribution are listed as one, from our own marked passages, and say how well that works.

    python benchmarks/train_listing.py           # cross-validated: precision, recall and F1 by the likelihood that is asked for
    python benchmarks/train_listing.py --write   # learn from all of them and write graph/claimgraph/extract/listing.json
    python benchmarks/train_listing.py --from PATH/polnear/train --test PATH/polnear/dev   # learned from PolNeAR: to measure, not to ship

Learned from `attributions/a*`, `c*` and `d*`; `b*` is kept for the test. A candidate is right where its cue and its content agree with
an annotated attribution at IoU .5. The folds are whole files.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from marked import MARKED, GoldFrame, passages
from numpy.typing import NDArray
from reading import LEAST, Score, document_of, overlap_iou, polnear_texts
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from asking import asking
from claimgraph import language
from claimgraph.extract.candidates import Candidate
from claimgraph.extract.listing import chosen_of
from claimgraph.extract.reading import listing_of

WRITTEN = Path(__file__).parent.parent / "graph" / "claimgraph" / "extract" / "listing.json"
VERSION = 1
LEARNED_FROM = ("a", "c", "d")
STRENGTH = 0.08
"""The inverse of the regularisation."""
RAREST = 4
"""How many candidates must have a feature for it to be learned."""
LIKELY = 0.38
"""The least likelihood of what is listed: .3 gives the marked passages the best F1, but they hold two to three times as many attributions
as the news, where what is less likely is mostly wrong."""
FOLDS = 8
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Text:
    """The candidates of a passage, their features, the annotated attributions that each agrees with, and how many there are."""

    file: str
    candidates: Sequence[Candidate]
    features: Sequence[Sequence[str]]
    right: Sequence[frozenset[int]]
    annotated: int


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of a regression by feature, the bias last."""

    places: dict[str, int]
    weights: Floats

    @classmethod
    def of(cls, texts: Sequence[Text]) -> "Learned":
        """The regression that fits the candidates of some texts."""
        counts = Counter(feature for text in texts for row in text.features for feature in set(row))
        places = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= RAREST))}
        rows = [row for text in texts for row in text.features]
        signs = np.array([1.0 if some else -1.0 for text in texts for some in text.right])
        return cls(places, _fitted(_matrix(rows, places), signs))

    def likelihoods(self, text: Text) -> Floats:
        """How likely it holds each candidate of a text to be an attribution."""
        found: Floats = 1 / (1 + np.exp(-(_matrix(text.features, self.places) @ self.weights[:-1] + self.weights[-1])))
        return found


def text_of(file: str, words: str, gold: Sequence[GoldFrame]) -> Text:
    """A passage with its candidates judged by its annotation."""
    listing = listing_of(document_of(words))
    candidates = listing.candidates()
    right = [frozenset(at for at, frame in enumerate(gold) if _agrees(one, frame)) for one in candidates]
    return Text(file, candidates, [listing.features(one) for one in candidates], right, len(gold))


def _agrees(one: Candidate, frame: GoldFrame) -> bool:
    cue, content = ((one.cue.start, one.cue.end),), tuple((part.start, part.end) for part in one.contents)
    return overlap_iou(cue, frame.cue) >= LEAST and overlap_iou(content, frame.content) >= LEAST


def marked_texts() -> Iterator[Text]:
    """The passages to learn from."""
    for path in sorted(path for letter in LEARNED_FROM for path in MARKED.glob(f"{letter}*.txt")):
        for words, gold in passages(files=path.name):
            yield text_of(path.name, words, gold)


def _matrix(rows: Sequence[Sequence[str]], places: dict[str, int]) -> csr_matrix:
    """The features of candidates, a row each, 1 where a candidate has one."""
    known = [[places[name] for name in set(row) if name in places] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in known)])
    flat = [place for row in known for place in row]
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(places)))


def _fitted(matrix: csr_matrix, signs: Floats) -> Floats:
    """The weights, the bias last, that L2-regularised logistic regression gives."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signs * (matrix @ weights[:-1] + weights[-1])
        pull = -signs * STRENGTH / (1 + np.exp(margins))
        value = STRENGTH * np.logaddexp(0, -margins).sum() + weights[:-1] @ weights[:-1] / 2
        return float(value), np.append(matrix.T @ pull + weights[:-1], pull.sum())

    found: Floats = minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return found


def judged(texts: Sequence[Text]) -> list[Floats]:
    """The likelihoods of the candidates of each text by regressions that were learned from the other files."""
    number = {file: at for at, file in enumerate(dict.fromkeys(text.file for text in texts))}
    learned = [Learned.of([text for text in texts if number[text.file] % FOLDS != fold]) for fold in range(FOLDS)]
    return [learned[number[text.file] % FOLDS].likelihoods(text) for text in texts]


def score(text: Text, likelihoods: Iterable[float], least: float) -> Score:
    """What is listed of a text from a likelihood on, an annotated attribution counted once."""
    weighed = [(likely, one) for likely, one in zip(likelihoods, text.candidates, strict=True) if likely >= least]
    right = {id(one): some for one, some in zip(text.candidates, text.right, strict=True)}
    listed = chosen_of(weighed)
    found: set[int] = set()
    for one in listed:
        found |= set(sorted(right[id(one)] - found)[:1])
    return Score(len(found), len(listed), text.annotated)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and write the weights where asked; the exit code is 0."""
    parser = asking(__doc__, "--write")
    parser.add_argument("--from", dest="source", type=Path, help="a part of PolNeAR to learn from instead, which writes nothing")
    parser.add_argument("--test", type=Path, help="a part of PolNeAR to measure on")
    options = parser.parse_args(arguments)
    language.load()
    texts = list(marked_texts()) if options.source is None else _polnear(options.source)
    if options.test is not None:
        learned, texts = Learned.of(texts), _polnear(options.test)
        likely = [learned.likelihoods(text) for text in texts]
    else:
        likely = judged(texts)
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        print(least, sum((score(text, some, least) for text, some in zip(texts, likely, strict=True)), Score(0, 0, 0)))
    if options.write and options.source is None:
        _write(Learned.of(list(marked_texts())))
    return 0


def _polnear(folder: Path) -> list[Text]:
    return [text_of(str(at), words, gold) for at, (words, gold) in enumerate(polnear_texts(folder))]


def _write(learned: Learned) -> None:
    weights = {name: round(float(learned.weights[place]), 3) for name, place in learned.places.items()}
    kept = {"version": VERSION, "least": LIKELY, "bias": round(float(learned.weights[-1]), 3), "weights": weights}
    WRITTEN.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
