"""Learn what the features of two sayings are worth, from annotated articles, and say how well that does on articles left out.

    python benchmarks/train_rivalry.py                       # print cross-validated figures
    python benchmarks/train_rivalry.py --write               # and learn from all, into graph/claimgraph/link/inside/rivalry.json

Learned from are `articles`, `second`, `held` and `training` beside this file, each twice: as it is read, and as the annotation would
have it read. All figures are cross-validated by article: no part of an article, in either form, is learned from to judge it, at either
step. A pair is right where the annotation sets against each other two claims that its sayings stand for; a saying that holds two annotated
claims whole stands for both. `strict` wants the one claim that each stands for best, as `article_links.py` does. Pairs beside a right one
(other claims of the same two sentences and voices) are not learned from, as annotators choose among them. L2-regularised logistic
regression by L-BFGS; nothing but weights is written.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from article_links import given_claims, gold_of, read_article, side_of
from numpy.typing import NDArray
from scipy.optimize import minimize

from asking import asking
from claimgraph import language
from claimgraph.link.inside.ranking import surroundings
from claimgraph.link.inside.rivalry import Features, Pair, pairs_of
from claimgraph.link.text.sayings import Saying, sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Graph, Reading

HERE = Path(__file__).parent
FOLDERS = ("articles", "second", "held", "training")
WRITTEN = HERE.parent / "graph" / "claimgraph" / "link" / "inside" / "rivalry.json"
VERSION = 1
STRENGTH = 0.02
"""The inverse of the regularisation."""
FOLDS, INNER = 8, 3
LEAST = 0.5
"""The least likelihood of what a rule proposes: chosen in view of the cross-validated likelihoods of what the rules propose here."""
Floats = NDArray[np.floating[Any]]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Text:
    """The pairs of one article in one form, which of them are right, strictly right, or beside a right one, and how many are annotated."""

    article: str
    read: bool
    pairs: Sequence[Pair]
    right: Flags
    strict: Flags
    beside: Flags
    annotated: int


def texts_of(article: Mapping[str, Any]) -> list[Text]:
    """An article as it is read, and as its annotation would have it read."""
    reading = read_article(article)
    return [_text(article, reading, read=True), _text(article, given_claims(article, reading), read=False)]


def _text(article: Mapping[str, Any], reading: Reading, *, read: bool) -> Text:
    graph, gold = Graph.of_reading(reading), gold_of(article)
    side = side_of(article, graph)
    sayings = sayings_of(Turns.of(graph, reading.document))
    best = {id(said): side.places.get(said.place.assertion.id, -1) for said in sayings}
    all_ = {id(said): _stands_for(article, said) | ({best[id(said)]} - {-1}) for said in sayings}
    pairs = list(pairs_of(sayings))
    right = [_is_right(gold, all_[id(pair.earlier)], all_[id(pair.later)]) for pair in pairs]
    strict = [_is_right(gold, {best[id(pair.earlier)]}, {best[id(pair.later)]}) for pair in pairs]
    near = {_sentences(pair) for pair, is_right in zip(pairs, right, strict=True) if is_right}
    beside = [not is_right and _sentences(pair) in near for pair, is_right in zip(pairs, right, strict=True)]
    annotated = sum(key[0] == "contradicts" for key in gold)
    return Text(article["id"], read, pairs, np.array(right, bool), np.array(strict, bool), np.array(beside, bool), annotated)


def _stands_for(article: Mapping[str, Any], said: Saying) -> set[int]:
    """The annotated claims that a saying holds whole."""
    start, end = said.place.start - 3, said.place.end + 3
    return {at for at, claim in enumerate(article["claims"]) if start <= claim["start"] and claim["end"] <= end}


def _is_right(gold: Mapping[Any, str], ones: set[int], others: set[int]) -> bool:
    return any(("contradicts", tuple(sorted((one, other)))) in gold for one in ones for other in others if one != other)


def _sentences(pair: Pair) -> tuple[int, str, int, str]:
    return pair.earlier.sentence, pair.earlier.voice, pair.later.sentence, pair.later.voice


@dataclass(frozen=True, slots=True)
class Rows:
    """The features of the pairs of some texts as a matrix for each."""

    names: Sequence[str]
    matrices: Sequence[Floats]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Features]]) -> "Rows":
        """The features of the pairs of each text as numbers under the same names."""
        names = sorted({name for some in rows for features in some for name in features})
        place = {name: at for at, name in enumerate(names)}
        return cls(names, [_matrix(some, place) for some in rows])

    def beside(self, other: "Rows") -> "Rows":
        """These features and others of the same pairs."""
        return Rows([*self.names, *other.names], [np.hstack(both) for both in zip(self.matrices, other.matrices, strict=True)])

    def only(self, places: Sequence[int]) -> "Rows":
        """Those of some texts."""
        return Rows(self.names, [self.matrices[at] for at in places])


def _matrix(rows: Sequence[Features], place: Mapping[str, int]) -> Floats:
    """The features of pairs, a row each; 0 where a pair has one not."""
    matrix = np.zeros((len(rows), len(place)), np.float32)
    for at, features in enumerate(rows):
        matrix[at, [place[name] for name in features]] = list(features.values())
    return matrix


@dataclass(frozen=True, slots=True)
class Learned:
    """The bias and the weights of a regression, in the order of the features that it was learned from."""

    bias: float
    weights: Floats

    @classmethod
    def of(cls, texts: Sequence[Text], rows: Rows) -> "Learned":
        """The regression that fits the pairs of these texts with these features."""
        matrix = np.vstack(rows.matrices)
        kept = ~np.concatenate([text.beside for text in texts])
        mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + np.float32(1e-6)
        weights = fitted((matrix[kept] - mean) / spread, np.concatenate([text.right for text in texts])[kept])
        scaled = weights[:-1] / spread
        return cls(float(weights[-1] - scaled @ mean), scaled)

    def likelihoods(self, matrix: Floats) -> list[float]:
        """How likely it holds the pairs of a text to be right."""
        found: list[float] = (1 / (1 + np.exp(-(matrix @ self.weights + self.bias)))).tolist()
        return found


def fitted(matrix: Floats, right: Flags) -> Floats:
    """The weights, the bias last, that L2-regularised logistic regression gives."""
    signs = np.where(right, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margins = signs * (matrix @ weights[:-1].astype(np.float32) + weights[-1])
        pull = -signs * STRENGTH / (1 + np.exp(margins))
        value = STRENGTH * np.logaddexp(0, -margins).sum() + weights[:-1] @ weights[:-1] / 2
        return float(value), np.append(pull.astype(np.float32) @ matrix + weights[:-1], pull.sum())

    found: Floats = minimize(loss, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    return found


def first_sight(texts: Sequence[Text], rows: Rows, folds: int) -> list[list[float]]:
    """The likelihoods at first sight of the pairs of each text, learned from the other articles."""
    found: list[list[float]] = [[] for _ in texts]
    for inside, outside in _split(texts, folds):
        learned = Learned.of([texts[at] for at in inside], rows.only(inside))
        for at in outside:
            found[at] = learned.likelihoods(rows.matrices[at])
    return found


def _split(texts: Sequence[Text], folds: int) -> list[tuple[list[int], list[int]]]:
    """The numbers of the texts to learn from and of those to judge, by article."""
    number = {article: at for at, article in enumerate(dict.fromkeys(text.article for text in texts))}
    places = [number[text.article] % folds for text in texts]
    return [([at for at, p in enumerate(places) if p != fold], [at for at, p in enumerate(places) if p == fold]) for fold in range(folds)]


def in_view(texts: Sequence[Text], rows: Rows, seen: Sequence[Sequence[float]]) -> Rows:
    """The features with what the likelihoods at first sight add to them."""
    return rows.beside(Rows.of([surroundings(text.pairs, likely) for text, likely in zip(texts, seen, strict=True)]))


def both(texts: Sequence[Text], rows: Rows) -> tuple[Learned, Learned, Sequence[str]]:
    """Both regressions, the second learned in view of what the first says of articles that it was not learned from, and its features."""
    second = in_view(texts, rows, first_sight(texts, rows, INNER))
    return Learned.of(texts, rows), Learned.of(texts, second), second.names


def judged(texts: Sequence[Text], rows: Rows) -> list[list[float]]:
    """The likelihoods of the pairs of each text by regressions that were learned from the other articles, at both steps."""
    found: list[list[float]] = [[] for _ in texts]
    for inside, outside in _split(texts, FOLDS):
        first, second, _ = both([texts[at] for at in inside], rows.only(inside))
        left = [texts[at] for at in outside]
        viewed = in_view(left, rows.only(outside), [first.likelihoods(rows.matrices[at]) for at in outside])
        for at, matrix in zip(outside, viewed.matrices, strict=True):
            found[at] = second.likelihoods(matrix)
        print(f"{len(outside)} texts judged", file=sys.stderr)
    return found


def report(texts: Sequence[Text], likely: Sequence[Sequence[float]]) -> None:
    """Print precision and recall by how many are shown, the likeliest first."""
    read = [(text, some) for text, some in zip(texts, likely, strict=True) if text.read]
    scores = np.concatenate([np.array(some) for _, some in read])
    order = np.argsort(-scores, kind="stable")
    right, strict, beside = (np.concatenate([getattr(text, name) for text, _ in read])[order] for name in ("right", "strict", "beside"))
    annotated = sum(text.annotated for text, _ in read)
    precision = np.cumsum(right) / np.arange(1, len(order) + 1)
    print(
        f"{len(read)} articles, {annotated} contradictions annotated, average precision of {len(order)} pairs {precision[right].mean():.3f}"
    )
    for shown in (10, 20, 30, 40, 50, 75, 100, 150, 200):
        exact, near = strict[:shown].mean(), (right | beside)[:shown].mean()
        found = (
            f"P {precision[shown - 1]:.2f}, strict {exact:.2f}, or beside a right one {near:.2f}; R {right[:shown].sum() / annotated:.3f}"
        )
        print(f"  {shown:4} shown, likelihood {scores[order][shown - 1]:.3f}: {found}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and write the weights where asked; the exit code is 0."""
    options = asking(__doc__, "--write").parse_args(arguments)
    language.load()
    paths = [path for folder in FOLDERS for path in sorted((HERE / folder).glob("*.json"))]
    texts = [text for path in paths for text in texts_of(json.loads(path.read_text(encoding="utf-8")))]
    rows = Rows.of([[pair.features for pair in text.pairs] for text in texts])
    report(texts, judged(texts, rows))
    if options.write:
        first, second, names = both(texts, rows)
        kept = {"version": VERSION, "least": LEAST, "first": _kept(first, rows.names), "second": _kept(second, names)}
        WRITTEN.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def _kept(learned: Learned, names: Sequence[str]) -> dict[str, Any]:
    weights = {name: round(float(value), 4) for name, value in zip(names, learned.weights, strict=True)}
    return {"bias": round(learned.bias, 4), "weights": weights}


if __name__ == "__main__":
    sys.exit(main())
