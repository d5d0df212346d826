"""What the graph of what is derived adds to the SPARQL index of a store, and what one addition costs afterwards.

    python benchmarks/deriving.py STORE [--rounds 20] [--seed 2]

STORE was filled by `load.py`, and is added to. The index is built twice in a temporary folder: of the record alone, and with what is
derived; then what is derived is taken over into the first. Told are seconds of the processor, quads and megabytes, and of one addition
milliseconds of the processor: least, median, most.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from claimgraph.derive import Follower
from claimgraph.rdf.index import Index
from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.store import Store
from load import batches


def timed(act: Callable[[], Any]) -> float:
    """How many seconds of the processor it took."""
    started = time.process_time()
    act()
    return time.process_time() - started


def told(figures: list[float]) -> str:
    """Least, median and most milliseconds."""
    return f"{min(figures) * 1e3:.1f} · {median(figures) * 1e3:.1f} · {max(figures) * 1e3:.1f} ms (n {len(figures)})"


def large(folder: Path) -> float:
    """How many megabytes the files in a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


@contextmanager
def opened(store: Store) -> Iterator[tuple[Index, Path]]:
    """An index in a temporary folder, and the folder."""
    with tempfile.TemporaryDirectory() as place, Index(Path(place), store, DEFAULT_BASE) as index:
        yield index, Path(place)


def measure(store: Store, rounds: int, seed: int) -> None:
    """Print what building, taking over and additions take."""
    following = Follower(store)
    print(f"deriving what is derived: {timed(following.follow):.1f} s")
    with opened(store) as (index, folder):
        with patch.object(store, "derived_reach", lambda: None):
            built = timed(index.follow)
            print(f"the record alone: {built:.1f} s, {sum(1 for _ in index.quads()):,} quads, {large(folder):.0f} MB")
        taken = timed(index.follow)
        print(f"taking over what is derived: {taken:.1f} s, {sum(1 for _ in index.derived_quads()):,} quads, {large(folder):.0f} MB")
    with opened(store) as (index, folder):
        built = timed(index.follow)
        print(f"with what is derived: {built:.1f} s, {sum(1 for _ in index.quads()):,} quads, {large(folder):.0f} MB")
        add(store, index, following, rounds, seed)


def add(store: Store, index: Index, following: Follower, rounds: int, seed: int) -> None:
    """Print what so many additions of one document take, one after the other."""
    figures: dict[str, list[float]] = {"recording": [], "index of the record": [], "deriving": [], "index of what is derived": []}
    readings = [reading for made, _ in batches(rounds * 40, 3_000, seed) for reading in made][:rounds]
    for reading in readings:
        steps: tuple[Callable[[], Any], ...] = (lambda: store.add(reading, actor="benchmark"), index.follow, following.follow, index.follow)  # noqa: B023
        for name, act in zip(figures, steps, strict=True):
            figures[name].append(timed(act))
    for name, found in figures.items():
        print(f"one addition, {name}: {told(found)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=2)
    asked = parser.parse_args()
    with Store.open(asked.store) as store:
        measure(store, asked.rounds, asked.seed)


if __name__ == "__main__":
    main()
