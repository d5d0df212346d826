"""How many claims a second are on the disk when the writer is told so, against a bare SQLite insert and commit.

    python benchmarks/durable_writes.py [--rounds 5] [--seconds 2] [--folder PLACE]

Each round runs the bare loop and the store with 1, 8 and 64 writers one after the other, so that what else the machine
does weighs on all of them; printed are the minimum, the median and the maximum over the rounds. Both use WAL with
`synchronous=FULL`. A claim of the store is a document with its text, voice, entity, assertion, search rows and journal entry.
"""

import argparse
import itertools
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from builders import Telling
from claimgraph.model import Reading
from claimgraph.store import Store

WRITERS = (1, 8, 64)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--folder", type=Path, default=None, help="Where the stores lie; the disk of this place is measured.")
    chosen = parser.parse_args()
    rates: dict[str, list[float]] = {}
    for _ in range(chosen.rounds):
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            rates.setdefault("bare SQLite, 1 writer", []).append(bare_rate(Path(folder), chosen.seconds))
            for writers in WRITERS:
                name = f"claimgraph, {writers} writer{'s' if writers > 1 else ''}"
                rates.setdefault(name, []).append(store_rate(Path(folder) / str(writers), chosen.seconds, writers))
    report(rates)


def bare_rate(folder: Path, seconds: float) -> float:
    """Inserts a second, each committed alone by the sqlite3 module, of rows as long as a claim's."""
    connection = sqlite3.connect(folder / "bare.sqlite", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE claim (id TEXT PRIMARY KEY, body TEXT)")
    numbers = itertools.count()
    rate = _rate(lambda: connection.execute("INSERT INTO claim VALUES (?, ?)", (str(next(numbers)), "x" * 600)), seconds, 1)
    connection.close()
    return rate


def store_rate(folder: Path, seconds: float, writers: int) -> float:
    """Claims a second that this many threads add to one store, each waiting until it is told that its claim is kept."""
    readings = [reading_of(number) for number in range(int(seconds * 3000))]
    with Store.open(folder) as store:
        following = iter(readings)
        rate = _rate(lambda: store.add(next(following), actor="benchmark"), seconds, writers)
        broken = store.verify().broken
    if broken is not None:
        raise SystemExit(f"entry {broken} is broken")
    return rate


def reading_of(number: int) -> Reading:
    """A document of one sentence with one claim."""
    words = f"It rained on day {number} in the town of Lund"
    telling = Telling(f"{words}.")
    telling.said(telling.author, telling.claim(f"{words}.", words, about=(telling.entity("Lund"),)), words)
    return telling.reading()


def report(rates: dict[str, list[float]]) -> None:
    """Print a line for each: minimum, median, maximum, and the ratio of its median to the bare one's."""
    base = statistics.median(next(iter(rates.values())))
    print("| durable writes a second | n | min | median | max | × bare |\n|---|---|---|---|---|---|")
    for name, found in rates.items():
        middle = statistics.median(found)
        print(f"| {name} | {len(found)} | {min(found):,.0f} | {middle:,.0f} | {max(found):,.0f} | {middle / base:.2f} |")


def _rate(write: Callable[[], object], seconds: float, writers: int) -> float:
    counts = [0] * writers
    start = time.perf_counter()

    def work(writer: int) -> None:
        while time.perf_counter() - start < seconds:
            write()
            counts[writer] += 1

    threads = [threading.Thread(target=work, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
