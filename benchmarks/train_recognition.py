"""Learn how likely two reports are of one event by what they tell, from annotated events, and say how well that does on events left out.

    python benchmarks/train_recognition.py             # print cross-validated figures
    python benchmarks/train_recognition.py --write     # and learn from all, into graph/claimgraph/link/events/recognition.json

Reports of one event are those that an annotated event names. Each report is paired with the likest of other events, and with some by
chance, as if both were of one town and fortnight: no name counts, and the days of the one are moved to those of the other. Any two reports
are paired a second time with the first few claims of each, as short reports are. Cross-validated by event: a pair is judged by what pairs
of other events taught.
"""

import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
from train_matters import Learned

from asking import asking
from claimgraph import language
from claimgraph.ingest.opening import open_path
from claimgraph.ingest.pipeline import read_all
from claimgraph.link.events.events import reports_in
from claimgraph.link.events.recognition import LEAST, Days, Outline, Recognition
from claimgraph.link.events.telling import Report
from claimgraph.link.pairs.vectors import Floats, vectors
from claimgraph.model import Graph

HERE = Path(__file__).parent
FOLDERS = (
    "events",
    "events_training",
    "events_plain",
    "events_plain_second",
    "events_plain_third",
    "events_plain_fourth",
    "events_numbers",
)
TOWNS = HERE / "towns"
WRITTEN = HERE.parent / "graph" / "claimgraph" / "link" / "events" / "recognition.json"
FOLDS, SEED = 10, 1
LIKEST, BY_CHANCE = 6, 6
"""With how many reports of other events each is paired, the likest and others."""
FEW = 6
"""How many claims a short report has."""
COMMON = 8
"""A word that so many events are told in has a rarity of its own."""
KEPT = (0.98, 0.95, 0.9)


@dataclass(frozen=True, slots=True)
class Told:
    """A report of an event: what it tells in all, and in its first few claims."""

    event: str
    whole: Outline
    short: Outline


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, whole or short, of one event or two, and of how hard a sort: "one", "likest" or "by chance"."""

    events: tuple[str, str]
    sort: str
    is_short: bool
    outlines: tuple[Outline, Outline]


def told_in(path: Path, event: str) -> Iterator[Told]:
    """What a document tells."""
    for reading in read_all(*open_path(path)):
        for report in reports_in(Graph.of_reading(reading)):
            yield Told(event, report.outline, _first(report))


def _first(report: Report) -> Outline:
    return Outline.of([report.claim(place) for place in report.places[:FEW]], report.outline.days)


def all_told() -> list[Told]:
    """The reports of all events that may be learned from."""
    events = [(folder, path) for folder in FOLDERS for path in sorted((HERE / folder).glob("*.json"))]
    named = [
        (path.parent / name, f"{folder}/{path.stem}")
        for folder, path in events
        for name in json.loads(path.read_text(encoding="utf-8"))["documents"]
    ]
    named += [(path, f"{path.parent.name}/{path.stem.rpartition('-')[0]}") for path in sorted(TOWNS.glob("*/*.txt"))]
    return [told for path, event in named for told in told_in(path, event)]


def rarities_in(reports: Sequence[Told]) -> tuple[dict[str, float], float]:
    """How rare each common word is: the logarithm of how many times as many events there are as are told in it; and of all others."""
    events = defaultdict[str, set[str]](set)
    for told in reports:
        for word in told.whole.words:
            events[word].add(told.event)
    total = len({told.event for told in reports}) + 1
    found = {word: math.log(total / (len(some) + 1)) for word, some in sorted(events.items()) if len(some) >= COMMON}
    return found, math.log(total / (COMMON + 1))


def pairs_of(reports: Sequence[Told], like: Recognition) -> Iterator[Pair]:
    """Any two reports of one event, and each with some of other events."""
    chance = random.Random(SEED)  # noqa: S311 — a choice that can be made again
    gists = np.array([_gist(told.whole, like) for told in reports])
    for one, other in combinations(reports, 2):
        if one.event == other.event:
            yield from _both(one, other, "one")
    for told, order in zip(reports, np.argsort(-(gists @ gists.T), axis=1), strict=True):
        others = [reports[at] for at in order if reports[at].event != told.event]
        for sort, some in (("likest", others[:LIKEST]), ("by chance", chance.sample(others[LIKEST:], BY_CHANCE))):
            for other in some:
                moved = _moved(other, told, chance) if not _are_of_one_town(told, other) else other
                yield from _both(told, moved, sort)


def _gist(outline: Outline, like: Recognition) -> Floats:
    """The sum of the vectors of the words of a report, at length one: what the likest are found by, and no feature."""
    found = [(word, vector) for word in outline.words if (vector := vectors().of(word)) is not None]
    total = np.sum([like.rarity(word) * vector for word, vector in found], axis=0)
    return np.asarray(total / np.linalg.norm(total), np.float32)


def _are_of_one_town(one: Told, other: Told) -> bool:
    """Whether two reports are of one town already."""
    town = one.event.partition("/")[0]
    return town == other.event.partition("/")[0] and town not in FOLDERS


def _both(one: Told, other: Told, sort: str) -> Iterator[Pair]:
    for is_short, pair in ((False, (one.whole, other.whole)), (True, (one.short, other.short))):
        yield Pair((one.event, other.event), sort, is_short, pair)


def _moved(told: Told, to: Told, chance: random.Random) -> Told:
    """A report as if it had come out within two weeks of another."""
    came = told.whole.days.came, to.whole.days.came
    days = (came[1] - came[0]).days + chance.randint(-13, 13) if came[0] and came[1] else 0
    moved = _by(told.whole.days, timedelta(days))
    return Told(told.event, replace(told.whole, days=moved), replace(told.short, days=moved))


def _by(days: Days, by: timedelta) -> Days:
    named, first = (frozenset(day + by for day in some) for some in (days.named, days.first))
    return Days(_later(days.came, by), named, first)


def _later(day: date | None, by: timedelta) -> date | None:
    return day + by if day else None


def scores_of(pairs: Sequence[Pair], matrix: Floats) -> Floats:
    """The log-odds of each pair, learned from pairs of other events."""
    events = sorted({event for pair in pairs for event in pair.events})
    random.Random(SEED).shuffle(events)  # noqa: S311
    fold = {event: at % FOLDS for at, event in enumerate(events)}
    folds = np.array([[fold[event] for event in pair.events] for pair in pairs])
    right, found = np.array([pair.sort == "one" for pair in pairs]), np.zeros(len(pairs), np.float32)
    for number in range(FOLDS):
        inside, outside = (folds != number).all(axis=1), folds[:, 0] == number
        found[outside] = Learned.of([matrix[inside]], [right[inside]]).scores(matrix[outside])
    return found


def report_on(pairs: Sequence[Pair], scores: Floats) -> None:
    """Print how many pairs of two events are taken for one where so many of one event are, of whole reports and of short ones."""
    for is_short in (False, True):
        some = np.array([pair.is_short == is_short for pair in pairs])
        sorts = {sort: scores[some & np.array([pair.sort == sort for pair in pairs])] for sort in ("one", "likest", "by chance")}
        print(f"{'short' if is_short else 'whole'} reports: " + ", ".join(f"{len(given)} {sort}" for sort, given in sorts.items()))
        for kept in KEPT:
            least = np.sort(sorts["one"])[int((1 - kept) * len(sorts["one"]))]
            shares = ", ".join(f"{sort} {(sorts[sort] >= least).mean():.3f}" for sort in ("likest", "by chance"))
            print(f"  {kept} of one event kept from a likelihood of {1 / (1 + math.exp(-least)):.3f} on; of two events {shares}")
        shares = ", ".join(f"{sort} {(given >= math.log(LEAST / (1 - LEAST))).mean():.3f}" for sort, given in sorts.items())
        print(f"  kept from {LEAST} on: {shares}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and write what was learned where asked; the exit code is 0."""
    options = asking(__doc__, "--write").parse_args(arguments)
    language.load()
    reports = all_told()
    rarities, rarest = rarities_in(reports)
    like = Recognition(0.0, {}, rarities, rarest)
    pairs = [*pairs_of(reports, like)]
    features = [like.features_of(*pair.outlines) for pair in pairs]
    names = sorted(features[0])
    matrix = np.array([[found[name] for name in names] for found in features], np.float32)
    report_on(pairs, scores_of(pairs, matrix))
    if options.write:
        learned = Learned.of([matrix], [np.array([pair.sort == "one" for pair in pairs])])
        weights = {name: round(float(value), 4) for name, value in zip(names, learned.weights, strict=True)}
        words = {word: round(value, 2) for word, value in rarities.items()}
        kept = {"bias": round(learned.bias, 4), "weights": weights, "rarest": round(rarest, 2), "rarities": words}
        WRITTEN.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
