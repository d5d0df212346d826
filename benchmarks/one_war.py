"""What is linked between reports of one war that are mostly of different events: the part of FA-KES (Abu Salem et al., ICWSM 2019).

Two reports are of one group where the set gives them one place, and one day or two that follow each other (it is at times wrong by weeks).
All are added to one store, with their titles and days. Which of them collide is not annotated: a contradiction between two groups is taken
for wrong, one inside a group for right, so the share shown is of links that may be right, and recall is not known. Intervals draw anew
what begins at one report.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from pair_sets import CONTRADICTS, Pair, csv_rows
from tallies import Score

from claimgraph.extract import read
from claimgraph.ingest.documents import make_document
from claimgraph.ingest.pipeline import add_reading
from claimgraph.model import Graph, LinkKind, LinkStatus
from claimgraph.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """Where and when what a report tells took place."""

    place: str
    day: date

    def is_near(self, other: "Report") -> bool:
        """Whether two reports are of one group."""
        return self.place == other.place and abs((self.day - other.day).days) <= 1


def measure(data: Path, floor: Callable[[Pair], str], *, errors: int) -> None:
    """Print a row for what is proposed and one for what is only apparent, each beside the floor and chance."""
    graph, reports = stored(csv_rows(data / "fa-kes" / "part.csv"))
    pairs = list(combinations(reports.values(), 2))
    chance = sum(one.is_near(other) for one, other in pairs) / len(pairs)
    below = _score(_floor(graph, floor), reports)
    for words, apparent in (("proposed", False), ("apparent", True)):
        found = _between(graph, apparent=apparent)
        score = _score([(documents[0], documents[1]) for documents, _ in found], reports).precision
        shown = f"{score.right} of {score.of} | {score} | not known | {below.precision} | not known | {chance:.4f}"
        print(f"| FA-KES, {words} | {len(pairs):,} of reports | not known | {shown} | | |")
        for (one, other), texts in found[:errors]:
            near = "one group" if reports[one].is_near(reports[other]) else "two groups"
            print(f"    {near} · {reports[one].day} {reports[one].place}, {reports[other].day} {reports[other].place} · {texts}")


def stored(rows: list[Mapping[str, str]]) -> tuple[Graph, dict[str, Report]]:
    """All reports in one store, and where and when each is of, by its document."""
    reports = dict[str, Report]()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store") as store:
        for row in rows:
            day = datetime.strptime(row["date"], "%m/%d/%Y").date()
            document = make_document(row["article_content"], title=row["article_title"], published_at=day.isoformat())
            reports[document.id] = Report(row["location"], day)
            add_reading(store, read(document), actor="benchmark")
        return store.graph(), reports


def _between(graph: Graph, *, apparent: bool) -> list[tuple[tuple[str, str], str]]:
    """The contradictions between two documents: which, and what the claims say."""
    ends = [
        (graph.claims[link.from_], graph.claims[link.to])
        for link in graph.links.values()
        if link.kind is LinkKind.CONTRADICTS and {link.from_, link.to} <= graph.claims.keys()
        if (link.status is LinkStatus.APPARENT) is apparent
    ]
    return [((one.document, other.document), f"{one.text} × {other.text}") for one, other in ends if one.document != other.document]


def _floor(graph: Graph, floor: Callable[[Pair], str]) -> list[tuple[str, str]]:
    """The documents of each two claims that the floor calls a contradiction."""
    pairs = combinations(graph.claims.values(), 2)
    return [
        (one.document, other.document)
        for one, other in pairs
        if one.document != other.document and floor(Pair(one.text, (other.text,), "", "")) == CONTRADICTS
    ]


def _score(documents: list[tuple[str, str]], reports: Mapping[str, Report]) -> Score:
    return Score.of((min(pair), True, reports[pair[0]].is_near(reports[pair[1]])) for pair in documents)
