"""How well pairs of statements are compared: precision and recall of "contradicts" and "supports", with the number of pairs.

    python benchmarks/linking.py                              # our own pairs beside this file
    python benchmarks/linking.py --data FOLDER                # also the data sets found there
    python benchmarks/linking.py --data FOLDER --errors 10    # with examples of what was wrong

Our own pairs: `pairs.tsv` (rules were written with these in view), and `pairs_blind.tsv` and `pairs_news.tsv` (they were not).
Data sets, read where they lie and never shipped: SICK (Marelli et al., SemEval 2014), Breaking NLI (Glockner et al., ACL 2018),
NewsNLI of EQUATE (Ravichander et al., CoNLL 2019), HealthVer (Sarrouti et al., EMNLP Findings 2021), CLIMATE-FEVER (Diggelmann et
al., 2020). The last two pair a claim with a passage of evidence, which rules over sentences rarely match: their recall is the price
of precision, and is printed as it is.
Exits with 1 where a floor is missed.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.extract.slots import fill_slots
from claimgraph.link import Comparison, compare
from claimgraph.model import Claim

HERE = Path(__file__).parent
CONTRADICTS, SUPPORTS, NEITHER = "contradicts", "supports", "neither"
ENTAILMENT = {"contradiction": CONTRADICTS, "entailment": SUPPORTS, "neutral": NEITHER}
VERDICTS = {"refutes": CONTRADICTS, "supports": SUPPORTS, "neutral": NEITHER, "not_enough_info": NEITHER}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements and how they stand to each other."""

    first: str
    second: str
    relation: str


@dataclass(frozen=True, slots=True)
class Floor:
    """The least precision and recall of "contradicts" that a set must reach."""

    precision: float
    recall: float


FLOORS = {
    "own pairs": Floor(0.97, 0.82),
    "own pairs, blind": Floor(0.93, 0.75),
    "news pairs, blind": Floor(0.90, 0.60),
    "SICK": Floor(0.88, 0.78),
    "Breaking NLI": Floor(0.97, 0.92),
}


def own(path: Path) -> Iterator[Pair]:
    """The pairs of a table of our own."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return (Pair(row[0], row[1], row[2]) for row in rows)


def sick(folder: Path) -> Iterator[Pair]:
    """The training pairs of SICK."""
    rows = ((folder / "sick" / "SICK_train.txt").read_text(encoding="utf-8")).splitlines()[1:]
    return (Pair(row[1], row[2], ENTAILMENT[row[4].lower()]) for row in (line.split("\t") for line in rows))


def breaking_nli(folder: Path) -> Iterator[Pair]:
    """The pairs of Breaking NLI."""
    rows = _json_lines(folder / "breaking-nli" / "part.jsonl")
    return (Pair(row["sentence1"], row["sentence2"], ENTAILMENT[row["gold_label"]]) for row in rows)


def news_nli(folder: Path) -> Iterator[Pair]:
    """The pairs of NewsNLI, which hold no contradictions."""
    rows = json.loads((folder / "newsnli-quant" / "newsnli_20.json").read_text(encoding="utf-8"))
    return (Pair(row["statement1"], row["statement2"], ENTAILMENT[row["gold"].lower()]) for row in rows)


def healthver(folder: Path) -> Iterator[Pair]:
    """Health claims, each with a passage of evidence."""
    with (folder / "healthver" / "healthver_dev.csv").open(encoding="utf-8", newline="") as file:
        return iter([Pair(row["claim"], row["evidence"], VERDICTS[row["label"].lower()]) for row in csv.DictReader(file)])


def climate_fever(folder: Path) -> Iterator[Pair]:
    """Climate claims, each with a sentence of evidence."""
    for row in _json_lines(folder / "climate-fever" / "part.jsonl"):
        yield from (Pair(row["claim"], item["evidence"], VERDICTS[item["evidence_label"].lower()]) for item in row["evidences"])


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


DATA: dict[str, Callable[[Path], Iterator[Pair]]] = {
    "SICK": sick,
    "Breaking NLI": breaking_nli,
    "NewsNLI": news_nli,
    "HealthVer": healthver,
    "CLIMATE-FEVER": climate_fever,
}


def claims_of(pairs: Sequence[Pair]) -> dict[str, Claim]:
    """A claim with its slots for each text."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.first, pair.second)))
    return {
        text: Claim(f"claim {at}", "", text, slots=slots) for at, (text, slots) in enumerate(zip(texts, fill_slots(texts), strict=True))
    }


def measure(name: str, pairs: Sequence[Pair], *, errors: int) -> bool:
    """Compare all pairs of a set, print its figures, and say whether its floor was reached."""
    claims = claims_of(pairs)
    found = [compare(claims[pair.first], claims[pair.second]) for pair in pairs]
    start = time.process_time()
    for pair in pairs:
        compare(claims[pair.first], claims[pair.second])
    speed = len(pairs) / max(time.process_time() - start, 1e-9)
    figures = [_figures(pairs, found, relation) for relation in (CONTRADICTS, SUPPORTS)]
    print(f"{name:18} n {len(pairs):5}   contradicts {_shown(figures[0])}   supports {_shown(figures[1])}   {speed:7,.0f} pairs/s")
    _show_errors(pairs, found, errors)
    floor = FLOORS.get(name, Floor(0.0, 0.0))
    return figures[0][0] >= floor.precision and figures[0][1] >= floor.recall


def _figures(pairs: Sequence[Pair], found: Sequence[Comparison], relation: str) -> tuple[float, float, int]:
    """Precision, recall and the number of pairs that stand so."""
    right = sum(pair.relation == relation == comparison.relation for pair, comparison in zip(pairs, found, strict=True))
    called = sum(comparison.relation == relation for comparison in found)
    there = sum(pair.relation == relation for pair in pairs)
    return right / called if called else 1.0, right / there if there else 1.0, there


def _shown(figures: tuple[float, float, int]) -> str:
    precision, recall, there = figures
    return f"P {precision:.3f} R {recall:.3f} ({there:4})"


def _show_errors(pairs: Sequence[Pair], found: Sequence[Comparison], most: int) -> None:
    """Print pairs that were wrongly called contradictions, and contradictions that were missed."""
    wrong = [(pair, comparison) for pair, comparison in zip(pairs, found, strict=True) if pair.relation != comparison.relation]
    false_alarms = [(pair, comparison) for pair, comparison in wrong if comparison.relation == CONTRADICTS][:most]
    missed = [(pair, comparison) for pair, comparison in wrong if pair.relation == CONTRADICTS][:most]
    for pair, comparison in (*false_alarms, *missed):
        print(f"    {pair.relation}, called {comparison.relation} by {comparison.by}\n        {pair.first}\n        {pair.second}")


def main() -> int:
    """Measure our own pairs, and the data sets where a folder is given."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="folder that holds the data sets")
    parser.add_argument("--errors", type=int, default=0, help="how many mistakes of each kind to print")
    options = parser.parse_args()
    files = {"own pairs": "pairs.tsv", "own pairs, blind": "pairs_blind.tsv", "news pairs, blind": "pairs_news.tsv"}
    sets = {name: list(own(HERE / file)) for name, file in files.items()}
    if options.data:
        sets |= {name: list(pairs(options.data)) for name, pairs in DATA.items()}
    reached = [measure(name, pairs, errors=options.errors) for name, pairs in sets.items()]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main())
