"""How often a contradiction that is shown in ordinary news is one: articles in which most voices only say different things.

    python benchmarks/ordinary_links.py                              # the articles of `ordinary`, looked at
    python benchmarks/ordinary_links.py --files "[a-f]*"             # some of them
    python benchmarks/ordinary_links.py unseen_ordinary --totals     # those nobody looked at
    python benchmarks/ordinary_links.py --entailment FOLDER          # what a model of entailment proposes besides

An article names its contradictions by the exact words of both ends. A link is right where the words of its two claims overlap those of such
a pair; a claim and its own denial, which one text states, are counted apart. Intervals are 95 % (Wilson).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asking import asking, print_each
from claimgraph.extract import read
from claimgraph.ingest.documents import Origin, make_document
from claimgraph.link import link_reading
from claimgraph.link.entailment import EntailmentModel
from claimgraph.link.inferring import infer, pairs_inside
from claimgraph.model import Graph, Link, LinkKind

HERE = Path(__file__).parent
Stretch = tuple[int, int]


@dataclass(slots=True)
class Counts:
    """How many links of each status are right, of how many; the own denials; and which annotated pairs were found."""

    right: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    own: int = 0
    found: int = 0
    annotated: int = 0


def links_in(article: Mapping[str, Any], model: EntailmentModel | None) -> tuple[Graph, list[tuple[str, Link]]]:
    """What is read in an article, and the contradictions shown in it, each with who shows it."""
    reading = read(make_document(article["text"], Origin(), title=article["title"], published_at=article.get("published_at")))
    graph = Graph.of_reading(reading)
    links = [*reading.links, *link_reading(graph)]
    shown = [(item.status.value, item) for item in links if item.kind is LinkKind.CONTRADICTS]
    if model is not None:
        known = {frozenset((item.from_, item.to)) for item in links}
        pairs = (pair for pair in pairs_inside(graph) if frozenset((pair.a.claim.id, pair.b.claim.id)) not in known)
        shown += [("by a model", item) for item in infer(model, pairs, most=300).links]
    return graph, shown


def measure(folder: Path, model: EntailmentModel | None, *, totals: bool, files: str = "*") -> Counts:
    """The counts over the articles of a folder; what is wrong is printed unless only totals are asked for."""
    counts = Counts()
    for path in sorted(folder.glob(f"{files}.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        gold = [tuple(_stretch(article["text"], item[end]) for end in ("a", "b")) for item in article["links"]]
        graph, shown = links_in(article, model)
        places = places_of(graph)
        found = set[int]()
        for status, item in shown:
            ends = places.get(item.from_, ()), places.get(item.to, ())
            if set(ends[0]) & set(ends[1]):
                counts.own += 1
                continue
            matched = {number for number, pair in enumerate(gold) if _joins(ends, pair)}
            counts.shown[status] += 1
            counts.right[status] += bool(matched)
            found |= matched
            if not matched and not totals:
                print(f"  {path.stem} · {status} · {item.judge} · {graph.claims[item.from_].text} × {graph.claims[item.to].text}")
        counts.annotated += len(gold)
        counts.found += len(found)
    return counts


def _stretch(text: str, words: str) -> Stretch:
    start = text.index(words)
    return start, start + len(words)


def places_of(graph: Graph) -> dict[str, tuple[Stretch, ...]]:
    """Where each claim is told, in code points of its document."""
    found: dict[str, list[Stretch]] = {}
    for item in graph.assertions.values():
        if item.content.claim is not None:
            found.setdefault(item.content.claim, []).append((item.quote.start, item.quote.end))
    return {claim: tuple(stretches) for claim, stretches in found.items()}


def _joins(ends: tuple[Sequence[Stretch], Sequence[Stretch]], pair: Sequence[Stretch]) -> bool:
    """Whether the words of both ends of a link overlap the two of an annotated pair, either way round."""
    return any(
        (stretches_meet(one, pair[0]) and stretches_meet(other, pair[1]))
        or (stretches_meet(one, pair[1]) and stretches_meet(other, pair[0]))
        for one in ends[0]
        for other in ends[1]
    )


def stretches_meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of one text overlap."""
    return one[0] < other[1] and other[0] < one[1]


def wilson(right: int, shown: int) -> str:
    """The share that is right with its 95 % interval (Wilson), in words; empty where nothing is shown."""
    if not shown:
        return ""
    z, share = 1.96, right / shown
    middle, half = share + z * z / (2 * shown), z * (share * (1 - share) / shown + z * z / (4 * shown * shown)) ** 0.5
    low, high = ((middle + sign * half) / (1 + z * z / shown) for sign in (-1, 1))
    return f" P {share:.2f} ({low:.2f} to {high:.2f})"


def lines_of(counts: Counts) -> Iterator[str]:
    """The counts in words."""
    for status, shown in sorted(counts.shown.items()):
        yield f"{status}: {counts.right[status]} right of {shown}{wilson(counts.right[status], shown)}"
    yield f"{counts.found} of {counts.annotated} annotated contradictions found; {counts.own} denials of the text's own claims besides"


def main() -> None:
    """Measure the folders asked for."""
    parser = asking(__doc__, "--totals", "--entailment", folders=["ordinary"])
    parser.add_argument("--files", default="*", help="which articles of a folder, by their names")
    asked = parser.parse_args()
    print_each(asked.folders, lambda name: lines_of(measure(HERE / name, asked.entailment, totals=asked.totals, files=asked.files)))


if __name__ == "__main__":
    main()
