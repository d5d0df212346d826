"""What an erasure costs in stores of several sizes: erasing itself, deriving again what it touched, deriving all for comparison, and the
SPARQL index, which is thrown away and built anew.

    python benchmarks/erasing.py [--sizes 5000 20000 50000] [--rounds 12] [--seed 1]

Stores are filled as by `load.py`. Documents are drawn at random, so that some hold a name that many others are one with. All is
told in milliseconds of the processor: least, median, most.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from claimgraph.derive import MAKER, Follower
from claimgraph.rdf.index import Index
from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.store import Store
from load import batches


def timed(act: Callable[[], Any]) -> float:
    """How many milliseconds of the processor it took."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def told(figures: list[float]) -> str:
    """Least, median, most."""
    return f"{min(figures):.0f} · {median(figures):.0f} · {max(figures):.0f} (n {len(figures)})"


def measure(size: int, rounds: int, seed: int) -> None:
    """Fill a store with so many claims, erase documents, and print what it took."""
    with tempfile.TemporaryDirectory() as place, Store.open(place) as store:
        documents = list[str]()
        for made, judgements in batches(size, 3_000, seed):
            store.add_many(made, judgements, actor="benchmark", target="load")
            documents += [reading.document.id for reading in made]
        follower = Follower(store)
        everything = [timed(follower.follow)]
        erased, again, claims = list[float](), list[float](), list[float]()
        for document in Random(seed).sample(documents, rounds):  # noqa: S311 — no secret
            erased.append(timed(partial(store.erase, document, actor="benchmark", reason="measured")))
            area = store.derive_again()
            claims.append(float(len(area.area.claims)) if area else 0.0)
            again.append(timed(follower.follow))
        store.clear_derived(MAKER)
        everything.append(timed(follower.follow))
        print(
            f"{size} claims, {len(documents)} documents: erasing {told(erased)} ms; derived again {told(again)} ms, claims {told(claims)}"
        )
        print(f"    deriving everything {told(everything)} ms")
        measure_index(store, documents[-1], Path(place) / "sparql")


def measure_index(store: Store, document: str, folder: Path) -> None:
    """Print what it takes to build a SPARQL index, to let go of it after one more erasure, and to build it anew."""
    with Index(folder, store, DEFAULT_BASE) as index:
        built = timed(index.follow)
        store.erase(document, actor="benchmark", reason="measured")
        gone, again = timed(index.forget), timed(index.follow)
        quads = sum(1 for _ in index.quads())
    print(f"    SPARQL index: built {built:.0f} ms, let go of {gone:.0f} ms, built anew {again:.0f} ms, {quads} quads")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 50_000])
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for size in asked.sizes:
        measure(size, asked.rounds, asked.seed)


if __name__ == "__main__":
    main()
