"""How often a contradiction that is shown between reports of one event is one, and how many of them are found.

    python benchmarks/event_links.py                            # `events` and `events_plain`, looked at
    python benchmarks/event_links.py unseen_events unseen_plain_third --totals     # those nobody looked at
    python benchmarks/event_links.py --entailment FOLDER        # with what a model of entailment proposes besides

All documents of a folder, its `strays` too, are added to one store, as by `claimgraph add`. An event names its contradictions by the
exact words of both ends. A link is right where the words of its two claims overlap those of such a pair; one between documents of two
events is wrong. Contradictions of which the ends overlap are of one *dispute*, and one link serves a reader of that. Intervals are 95 %
(Wilson).
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Any

import networkx as nx
from ordinary_links import Stretch, places_of, stretches_meet, wilson

from asking import asking, print_each
from claimgraph.ingest.opening import open_path
from claimgraph.ingest.pipeline import add_reading, read_all
from claimgraph.link.entailment import EntailmentModel
from claimgraph.model import Graph, LinkKind
from claimgraph.pairing.entailing import entail_all
from claimgraph.store import Store

HERE = Path(__file__).parent
MOST_PAIRS = 300
"""Of how many pairs a document the model is asked, as on the command line."""
End = tuple[str, Stretch]
"""A document by its file, and where in its text."""


@dataclass(slots=True)
class Counts:
    """Of one place of collision: how many links of each status are right, of how many; annotated pairs and disputes, and those found."""

    right: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    found: int = 0
    annotated: int = 0
    met: int = 0
    disputes: int = 0


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder of events became in a store, the file of each document, and what is annotated between two and inside one."""

    graph: Graph
    places: Mapping[str, Sequence[Stretch]]
    files: Mapping[str, str]
    between: tuple[tuple[End, End], ...]
    inside: tuple[tuple[End, End], ...]

    @classmethod
    def read(cls, folder: Path, model: EntailmentModel | None = None) -> "Folder":
        """All of a folder, read and stored document by document, and then judged by a model where one is given."""
        files = dict[str, str]()
        with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "store") as store:
            for path in (*sorted(folder.glob("*.txt")), *sorted(folder.glob("strays/*.txt"))):
                for reading in read_all(*open_path(path)):
                    files[reading.document.id] = path.name
                    add_reading(store, reading, actor="benchmark")
            for _ in entail_all(store, model, actor="benchmark", most=MOST_PAIRS) if model else ():
                pass
            graph = store.graph()
        texts = {files[item.id]: item.text for item in graph.documents.values()}
        events = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
        between = tuple(_ends(item, texts) for event in events for item in event["links"])
        return cls(graph, places_of(graph), files, between, tuple(_ends(item, texts) for event in events for item in event["inside"]))

    def ends_of(self, claim: str) -> tuple[End, ...]:
        """Where a claim is told."""
        file = self.files[self.graph.claims[claim].document]
        return tuple((file, stretch) for stretch in self.places.get(claim, ()))


def _ends(item: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[End, End]:
    return _end(item, "a", texts), _end(item, "b", texts)


def _end(item: Mapping[str, Any], side: str, texts: Mapping[str, str]) -> End:
    file = item.get(f"{side}_doc") or item["doc"]
    start = texts[file].index(item[side])
    return file, (start, start + len(item[side]))


def measure(folder: Folder, *, totals: bool) -> dict[str, Counts]:
    """The counts of what is shown between documents and inside them; what is wrong is printed unless only totals are asked for."""
    counts = {"between": Counts(annotated=len(folder.between)), "inside": Counts(annotated=len(folder.inside))}
    found: dict[str, set[int]] = {"between": set(), "inside": set()}
    for link in folder.graph.links.values():
        claims = folder.graph.claims
        if link.kind is not LinkKind.CONTRADICTS or not {link.from_, link.to} <= claims.keys():
            continue
        ends = folder.ends_of(link.from_), folder.ends_of(link.to)
        if set(ends[0]) & set(ends[1]):
            continue  # a claim and its own denial
        where = "inside" if claims[link.from_].document == claims[link.to].document else "between"
        matched = {number for number, pair in enumerate(getattr(folder, where)) if joins(ends, pair)}
        shown = "by a model" if link.judge.startswith("model:") else link.status.value
        counts[where].shown[shown] += 1
        counts[where].right[shown] += bool(matched)
        found[where] |= matched
        if not totals:
            verdict, said = "right" if matched else "wrong", f"{claims[link.from_].text} × {claims[link.to].text}"
            print(f"  {verdict} {where} · {link.status} · {link.judge} · {said}")
    for where, numbers in found.items():
        disputes = disputes_in(getattr(folder, where))
        counts[where].found, counts[where].disputes = len(numbers), len(disputes)
        counts[where].met = sum(not numbers.isdisjoint(dispute) for dispute in disputes)
    return counts


def disputes_in(pairs: Sequence[tuple[End, End]]) -> list[set[int]]:
    """The annotated contradictions, by number, that hang together: two of which an end of the one overlaps an end of the other."""
    joined = nx.Graph()
    joined.add_nodes_from(range(len(pairs)))
    joined.add_edges_from(
        (one, other) for one, other in combinations(joined, 2) if any(meet(*ends) for ends in product(pairs[one], pairs[other]))
    )
    return list(nx.connected_components(joined))


def joins(ends: tuple[tuple[End, ...], tuple[End, ...]], pair: tuple[End, End]) -> bool:
    """Whether the words of two claims overlap those of an annotated pair, either way round."""
    return any(
        (meet(one, pair[0]) and meet(other, pair[1])) or (meet(one, pair[1]) and meet(other, pair[0]))
        for one in ends[0]
        for other in ends[1]
    )


def meet(one: End, other: End) -> bool:
    """Whether two places in documents overlap."""
    return one[0] == other[0] and stretches_meet(one[1], other[1])


def lines_of(counts: Mapping[str, Counts]) -> Iterator[str]:
    """The counts in words."""
    for where, count in counts.items():
        for status, shown in sorted(count.shown.items()):
            yield f"{where} · {status}: {count.right[status]} right of {shown}{wilson(count.right[status], shown)}"
        yield f"{where} · {count.found} of {count.annotated} annotated contradictions found"
        yield f"{where} · {count.met} of {count.disputes} disputes met by one at least"


def main() -> None:
    """Measure the folders asked for."""
    asked = asking(__doc__, "--totals", "--entailment", folders=["events", "events_plain"]).parse_args()
    print_each(asked.folders, lambda name: lines_of(measure(Folder.read(HERE / name, asked.entailment), totals=asked.totals)))


if __name__ == "__main__":
    main()
