"""The sets of pairs that `linking.py` measures: where each lies, how it is read, and the least that must be reached.

A side of a pair is one statement, or as many as a text makes. Data sets are read where they lie and never shipped.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from claimgraph.extract import read
from claimgraph.ingest.documents import make_document
from claimgraph.model import Stance

HERE = Path(__file__).parent
CONTRADICTS, SUPPORTS, NEITHER = "contradicts", "supports", "neither"
RELATIONS = {
    "contradiction": CONTRADICTS,
    "refutes": CONTRADICTS,
    "undermine": CONTRADICTS,
    "disagree": CONTRADICTS,
    "entailment": SUPPORTS,
    "support": SUPPORTS,
    "agree": SUPPORTS,
    "neutral": NEITHER,
    "not_enough_info": NEITHER,
    "discuss": NEITHER,
    "unrelated": NEITHER,
}
"""What the labels of the data sets come to; others say it in our words."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, one or more others, how these stand to it, and with which other pairs it is drawn for an interval.

    Where there are several others, one that contradicts it is enough, or one that supports it if none does.
    """

    first: str
    others: tuple[str, ...]
    relation: str
    group: str

    @classmethod
    def of(cls, first: str, other: str, label: str) -> "Pair":
        """Two statements with the label of a data set; those with the same first statement are drawn together."""
        return cls(first, (other,), RELATIONS.get(label.lower(), label), first)


@dataclass(frozen=True, slots=True)
class PairSet:
    """A set of pairs: how it is read from the folder that holds it, and the least precision and recall of "contradicts"."""

    name: str
    load: Callable[[Path], Iterable[Pair]]
    precision: float = 0.0
    recall: float = 0.0


def _table(file: str, folder: Path) -> Iterator[Pair]:
    rows = (line.split("\t") for line in (folder / file).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return (Pair.of(row[0], row[1], row[2]) for row in rows)


def _sick(folder: Path) -> Iterator[Pair]:
    lines = (folder / "sick" / "SICK_train.txt").read_text(encoding="utf-8").splitlines()[1:]
    return (Pair.of(row[1], row[2], row[4]) for row in (line.split("\t") for line in lines))


def _breaking_nli(folder: Path) -> Iterator[Pair]:
    rows = _json_lines(folder / "breaking-nli" / "part.jsonl")
    return (Pair.of(row["sentence1"], row["sentence2"], row["gold_label"]) for row in rows)


def _news_nli(folder: Path) -> Iterator[Pair]:
    rows = json.loads((folder / "newsnli-quant" / "newsnli_20.json").read_text(encoding="utf-8"))
    return (Pair.of(row["statement1"], row["statement2"], row["gold"]) for row in rows)


def _healthver(folder: Path) -> Iterator[Pair]:
    return (Pair.of(row["claim"], row["evidence"], row["label"]) for row in csv_rows(folder / "healthver" / "healthver_dev.csv"))


def _climate_fever(folder: Path) -> Iterator[Pair]:
    rows = _json_lines(folder / "climate-fever" / "part.jsonl")
    return (Pair.of(row["claim"], item["evidence"], item["evidence_label"]) for row in rows for item in row["evidences"])


def _perspectrum(folder: Path) -> Iterator[Pair]:
    """A claim with each wording of each perspective on it."""
    for row in _json_lines(folder / "perspectrum" / "dev.jsonl"):
        for view in row["perspectives"]:
            yield from (Pair.of(row["claim"], wording, view["stance3"]) for wording in view["equivalent"])


def _fnc(folder: Path) -> Iterator[Pair]:
    """A headline with all that anybody states in the body of a report; the pairs of one body are drawn together."""
    bodies = {row["Body ID"]: _stated(row["articleBody"]) for row in csv_rows(folder / "fnc1" / "bodies.csv")}
    for row in csv_rows(folder / "fnc1" / "stances.csv"):
        yield Pair(row["Headline"], bodies[row["Body ID"]], RELATIONS[row["Stance"]], row["Body ID"])


def _stated(text: str) -> tuple[str, ...]:
    """What is endorsed, conceded or passed on in a text; whoever denies something states its opposite, which is read as well."""
    reading = read(make_document(text))
    stated = {item.content.claim for item in reading.assertions if item.stance in (Stance.ENDORSES, Stance.CONCEDES, Stance.REPORTS)}
    return tuple(claim.text for claim in reading.claims if claim.id in stated)


def csv_rows(path: Path) -> list[Mapping[str, str]]:
    """The rows of a table that names its columns."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


OWN = (
    PairSet("own pairs", partial(_table, "pairs.tsv"), 0.97, 0.82),
    PairSet("own pairs, blind", partial(_table, "pairs_blind.tsv"), 0.93, 0.75),
    PairSet("news pairs, blind", partial(_table, "pairs_news.tsv"), 0.90, 0.60),
)
"""Our own: the rules were written with the first in view, and not with the other two."""

DATA = (
    PairSet("SICK", _sick, 0.88, 0.78),
    PairSet("Breaking NLI", _breaking_nli, 0.97, 0.85),
    PairSet("NewsNLI", _news_nli),
    PairSet("HealthVer", _healthver),
    PairSet("CLIMATE-FEVER", _climate_fever),
    PairSet("Perspectrum", _perspectrum),
    PairSet("FNC-1", _fnc),
)
