"""How often reports of two events in one town are taken for reports of one, and reports of one event for those of two.

    python benchmarks/one_town.py                           # `towns`, looked at
    python benchmarks/one_town.py towns_aside --totals      # those that nothing was mended on

A folder holds a folder for each town, with two reports of each of three events there, as `EVENT-1.txt` and `EVENT-2.txt`. Any two reports
of one town are added to a store of their own, as by `claimgraph add`. A contradiction between reports of two events is wrong.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from ordinary_links import wilson

from asking import asking, print_each
from claimgraph.ingest.opening import open_path
from claimgraph.ingest.pipeline import add_reading, read_all
from claimgraph.link.events.events import of_one_event
from claimgraph.model import Graph, LinkKind, LinkStatus, Reading
from claimgraph.pairing.nearby import nearby
from claimgraph.store import Store

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports from one town: by name, whether they are of one event, whether they are taken so, and the contradictions between them."""

    names: tuple[str, str]
    is_one: bool
    is_taken: bool
    shown: tuple[str, ...]


def pairs_in(town: Path) -> Iterator[Pair]:
    """Any two reports from a town."""
    readings = [(path.stem, next(read_all(*open_path(path)))) for path in sorted(town.glob("*.txt"))]
    for (one, first), (other, second) in combinations(readings, 2):
        is_taken, shown = _added(first, second)
        yield Pair((f"{town.name}/{one}", other), one.rpartition("-")[0] == other.rpartition("-")[0], is_taken, shown)


def _added(first: Reading, second: Reading) -> tuple[bool, tuple[str, ...]]:
    """Whether the second of two documents is taken for a report of the event of the first, and what is proposed between the two."""
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "store") as store:
        add_reading(store, first, actor="benchmark")
        near = nearby(store, Graph.of_reading(second), ())
        add_reading(store, second, actor="benchmark")
        graph = store.graph()
    claims = graph.claims
    across = (
        link
        for link in graph.links.values()
        if link.kind is LinkKind.CONTRADICTS
        and link.status is LinkStatus.PROPOSED
        and {link.from_, link.to} <= claims.keys()
        and claims[link.from_].document != claims[link.to].document
    )
    shown = tuple(f"{link.judge} · {claims[link.from_].text} × {claims[link.to].text}" for link in across)
    return bool(of_one_event(near.new, near.reports, near.shared)), shown


def lines_of(pairs: list[Pair]) -> Iterator[str]:
    """The counts in words."""
    for is_one, name in ((False, "two events"), (True, "one event")):
        some = [pair for pair in pairs if pair.is_one == is_one]
        taken, shown = sum(pair.is_taken for pair in some), [len(pair.shown) for pair in some if pair.shown]
        yield f"{name}: {taken} of {len(some)} taken for one{wilson(taken, len(some))}; {sum(shown)} contradictions shown in {len(shown)}"


def report(folder: Path, *, totals: bool) -> Iterator[str]:
    """Each pair of the towns of a folder, unless totals are enough, and the counts."""
    pairs = [pair for town in sorted(folder.iterdir()) if town.is_dir() for pair in pairs_in(town)]
    for pair in pairs if not totals else ():
        yield f"{'one event' if pair.is_one else 'two events'}{', taken for one' if pair.is_taken else ''} · {' × '.join(pair.names)}"
        yield from (f"  {shown}" for shown in pair.shown)
    yield from lines_of(pairs)


def main() -> None:
    """Measure the folders asked for."""
    asked = asking(__doc__, "--totals", folders=["towns"]).parse_args()
    print_each(asked.folders, lambda name: report(HERE / name, totals=asked.totals))


if __name__ == "__main__":
    main()
