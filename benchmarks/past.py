"""What a SPARQL query about a past moment costs in stores of several sizes: the index made for it, and the query then and again.

    python benchmarks/past.py [--sizes 5000 20000] [--seed 1] [--rounds 20]

Stores are filled as by `load.py`, and asked as of the entry before the last. Building is told in seconds of the clock and in those of the
processor, of the process that builds; files in bytes for each node; queries, and counting the nodes, in milliseconds of the clock.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from claimgraph.errors import IndexBehindError
from claimgraph.rdf.background import BackgroundIndex
from claimgraph.rdf.indexes import Indexes
from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store
from load import batches

QUERY = "SELECT ?one ?other WHERE { ?one cg:contradicts ?other } LIMIT 20"


def timed(act: Callable[[], Any], rounds: int) -> str:
    """Least, median and most milliseconds of the clock that it took."""
    found = list[float]()
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return f"{min(found):.1f} · {median(found):.1f} · {max(found):.1f} ms (n {rounds})"


def waited(ask: Callable[[], Any]) -> float:
    """How many seconds of the clock go by until there is an answer."""
    began = time.perf_counter()
    while True:
        try:
            ask()
        except IndexBehindError:
            time.sleep(0.2)
        else:
            return time.perf_counter() - began


def measure(size: int, seed: int, rounds: int) -> None:
    """Fill a store with so many claims, ask about now and about then, and print what it took."""
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place) / "store") as store:
        for made, judgements in batches(size, 3_000, seed):
            store.add_many(made, judgements, actor="benchmark", target="load")
        then, home = store.seq() - 1, Path(place) / "sparql"
        counted = store.statistics(as_of=then)
        nodes = sum(counted.values()) - counted["seq"]
        with (
            BackgroundIndex(home, store, DEFAULT_BASE) as index,
            Indexes(index, home, store) as indexes,
            SparqlWorkers(indexes, SparqlLimits(workers=1)) as workers,
        ):
            now, past = partial(workers.answer, QUERY), partial(workers.answer, QUERY, as_of=then)
            waited(now)
            before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), waited(past)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            large = sum(path.stat().st_size for path in home.glob("past/**/*") if path.is_file())
            print(f"{size} claims, as of entry {then} {nodes} nodes, counted in {timed(lambda: store.statistics(as_of=then), 5)}")
            print(f"    index: {clock:.1f} s, {spent:.1f} s of the processor, {large / 1e6:.0f} MB, {large / nodes:.0f} bytes a node")
            print(f"    query about then: {timed(past, rounds)}, about now: {timed(now, rounds)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args()
    for size in asked.sizes:
        measure(size, asked.seed, asked.rounds)


if __name__ == "__main__":
    main()
