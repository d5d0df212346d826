"""Learn how near the matter of two statements of two reports lies, from annotated events, and say how well that does on events left out.

    python benchmarks/train_matters.py                       # print cross-validated figures
    python benchmarks/train_matters.py --write               # and learn from all, into graph/claimgraph/link/events/matters.json
    python benchmarks/train_matters.py --totals unseen_events     # how well what was learned does on events nobody looked at

A pair is of one matter where the annotation says that the two contradict each other or say the same. "Found beside" is the share of the
ends of annotated contradictions for which the other end is among the first so many statements of the other report. Cross-validated by
event; L2-regularised logistic regression by L-BFGS; nothing but weights is written.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ordinary_links import Stretch
from train_rivalry import Flags, Floats, fitted

from asking import asking
from claimgraph import language
from claimgraph.ingest.opening import open_path
from claimgraph.ingest.pipeline import read_all
from claimgraph.link.events.matters import Statements, features_of, nearness, rarity_in
from claimgraph.link.text.sayings import Saying, sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Graph

HERE = Path(__file__).parent
FOLDERS = ("events", "events_training", "events_plain", "events_plain_second", "events_plain_third")
WRITTEN = HERE.parent / "graph" / "claimgraph" / "link" / "events" / "matters.json"
VERSION, FOLDS = 1, 10
SHOWN = (1, 2, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Told:
    """Two reports of one event: the features of all pairs of their statements, each a matrix with a row for each statement of the one.

    `contradicting` tells which annotated contradiction each pair is (-1: none), `same` which say the same.
    """

    event: str
    features: Mapping[str, Floats]
    contradicting: NDArray[np.int_]
    same: Flags
    annotated: int

    @property
    def near(self) -> Flags:
        """Which pairs are of one matter."""
        return self.same | (self.contradicting >= 0)


def told_in(path: Path) -> Iterator[Told]:
    """The pairs of reports of an annotated event."""
    event = json.loads(path.read_text(encoding="utf-8"))
    documents = [next(read_all(*open_path(path.parent / name))) for name in event["documents"]]
    sayings = [sayings_of(Turns.of(Graph.of_reading(item), item.document)) for item in documents]
    texts = dict(zip(event["documents"], [item.document.text for item in documents], strict=True))
    rarity = rarity_in(sayings)
    reports = [Statements.of(some, rarity) for some in sayings]
    for one, other in combinations(range(len(documents)), 2):
        names = event["documents"][one], event["documents"][other]
        gold, same = (list(_ends(event.get(kind, []), names, texts)) for kind in ("links", "same"))
        found, agreeing = (_matches(sayings[one], sayings[other], some) for some in (gold, same))
        yield Told(path.stem, features_of(reports[one], reports[other]), found, agreeing >= 0, len(gold))


def _ends(links: Sequence[Mapping[str, Any]], names: tuple[str, str], texts: Mapping[str, str]) -> Iterator[tuple[Stretch, Stretch]]:
    """Where the ends of annotated links stand in the two documents of these names, in their order."""
    for link in links:
        ends = {link[f"{side}_doc"]: link[side] for side in "ab"}
        if ends.keys() == set(names):
            yield tuple((start := texts[name].index(ends[name]), start + len(ends[name])) for name in names)  # type: ignore[misc]


def _matches(ours: Sequence[Saying], theirs: Sequence[Saying], gold: Sequence[tuple[Stretch, Stretch]]) -> NDArray[np.int_]:
    """Which annotated link each two statements are, or -1."""
    found = np.full((len(ours), len(theirs)), -1)
    for at, (left, right) in enumerate(gold):
        covered = np.outer([_covers(said, left) for said in ours], [_covers(said, right) for said in theirs])
        found[covered & (found < 0)] = at
    return found


def _covers(said: Saying, stretch: Stretch) -> bool:
    """Whether a saying and a stretch share at least half of the shorter."""
    start, end = said.place.start, said.place.end
    shared = min(end, stretch[1]) - max(start, stretch[0])
    return shared > 0 and 2 * shared >= min(end - start, stretch[1] - stretch[0])


@dataclass(frozen=True, slots=True)
class Learned:
    """A regression: the bias, and the weights in the order of the features."""

    bias: float
    weights: Floats

    @classmethod
    def of(cls, matrices: Sequence[Floats], right: Sequence[Flags]) -> "Learned":
        """The regression that fits these pairs."""
        matrix = np.vstack(matrices)
        mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + np.float32(1e-6)
        weights = fitted((matrix - mean) / spread, np.concatenate(right))
        scaled = weights[:-1] / spread
        return cls(float(weights[-1] - scaled @ mean), scaled)

    def scores(self, matrix: Floats) -> Floats:
        """The log-odds of pairs."""
        return np.asarray(matrix @ self.weights + self.bias)


def judged(told: Sequence[Told], names: Sequence[str], right: Sequence[Flags]) -> list[Floats]:
    """The scores of the pairs of all reports, learned from the other events."""
    number = {event: at % FOLDS for at, event in enumerate(dict.fromkeys(item.event for item in told))}
    matrices = [matrix_of(item, names) for item in told]
    found = [np.zeros(item.same.shape, np.float32) for item in told]
    for fold in range(FOLDS):
        inside = [at for at, item in enumerate(told) if number[item.event] != fold]
        learned = Learned.of([matrices[at] for at in inside], [right[at].ravel() for at in inside])
        for at in set(range(len(told))) - set(inside):
            found[at] = learned.scores(matrices[at]).reshape(found[at].shape)
    return found


def matrix_of(item: Told, names: Sequence[str]) -> Floats:
    """The features of all pairs of two reports, a row for each pair."""
    return np.stack([item.features[name].ravel() for name in names], axis=1)


def places(item: Told, scores: Floats) -> Iterator[int]:
    """For either end of each annotated contradiction that was read, the place of the other among the statements of the other report."""
    for link in set(item.contradicting.ravel().tolist()) - {-1}:
        rows, columns = np.nonzero(item.contradicting == link)
        pairs = list(zip(rows, columns, strict=True))
        yield min(_place(scores[row], scores[row, column]) for row, column in pairs)
        yield min(_place(scores[:, column], scores[row, column]) for row, column in pairs)


def _place(scores: Floats, mine: float) -> int:
    """The place of a score among others; of those that are equal half are before it."""
    return 1 + int((scores > mine).sum()) + (int((scores == mine).sum()) - 1) // 2


def report(told: Sequence[Told], scores: Mapping[str, Sequence[Floats]]) -> None:
    """Print how many annotated contradictions stand beside each other, by how many are shown of another report."""
    annotated = sum(item.annotated for item in told)
    events, pairs = len({item.event for item in told}), sum(item.same.size for item in told)
    print(f"{events} events, {len(told)} pairs of reports, {annotated} contradictions annotated, {pairs:,} pairs of statements")
    for name, given in scores.items():
        found = [place for item, some in zip(told, given, strict=True) for place in places(item, some)]
        shares = (f"{shown}: {sum(place <= shown for place in found) / (2 * annotated):.3f}" for shown in SHOWN)
        print(f"  found beside, {name:18} {', '.join(shares)}")


def _floors(told: Sequence[Told]) -> dict[str, list[Floats]]:
    """What needs no learning."""
    chance = np.random.default_rng(1)
    found = {f"by {name}": [item.features[name] for item in told] for name in ("words alike", "gist", "keys shared")}
    return {**found, "by chance": [chance.random(item.same.shape) for item in told]}


def precision(told: Sequence[Told], scores: Sequence[Floats]) -> None:
    """Print how many of the likeliest contradictions are annotated ones."""
    order = np.argsort(-np.concatenate([some.ravel() for some in scores]), kind="stable")
    each = [np.where(item.contradicting >= 0, item.contradicting + 1000 * at, -1).ravel() for at, item in enumerate(told)]
    links = np.concatenate(each)[order]
    annotated = sum(item.annotated for item in told)
    for shown in (10, 20, 50, 100, 200):
        found = links[:shown]
        print(f"  {shown:4} likeliest: P {(found >= 0).mean():.2f}, R {len(set(found[found >= 0].tolist())) / annotated:.3f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and write the weights where asked; the exit code is 0."""
    parser = asking(__doc__, "--write")
    parser.add_argument("--totals", help="a folder of events on which what was learned is measured, and nothing is learned from")
    options = parser.parse_args(arguments)
    language.load()
    if options.totals:
        left_out = [item for path in sorted((HERE / options.totals).glob("*.json")) for item in told_in(path)]
        report(left_out, {"as learned": [nearness().of(item.features) for item in left_out], **_floors(left_out)})
        return 0
    told = [item for folder in FOLDERS for path in sorted((HERE / folder).glob("*.json")) for item in told_in(path)]
    names = sorted(told[0].features)
    near, against = [item.near for item in told], [item.contradicting >= 0 for item in told]
    clashing = judged(told, names, against)
    report(
        told,
        {
            "learned": judged(told, names, near),
            "learned of contradictions alone": clashing,
            **_floors(told),
        },
    )
    precision(told, clashing)
    if options.write:
        learned = Learned.of([matrix_of(item, names) for item in told], [flags.ravel() for flags in near])
        weights = {name: round(float(value), 4) for name, value in zip(names, learned.weights, strict=True)}
        kept = {"version": VERSION, "bias": round(learned.bias, 4), "weights": weights}
        WRITTEN.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
