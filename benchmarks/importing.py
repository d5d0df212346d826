"""How many claims a second come in and go out as a table, and how much memory that takes as the table grows.

    python benchmarks/importing.py [--rows 10000] [--rounds 3] [--folder PLACE]

Each round imports and exports a table of so many rows and one of eight times as many, five rows a document, each in a
process of its own; beside it the same lines are parsed by the `json` module alone, so that what else the machine does
weighs on both. Printed are the minimum, the median and the maximum over the rounds.
"""

import argparse
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from claimgraph.exchange import stream
from claimgraph.exchange.tables import read_table
from claimgraph.ingest.bulk import Origin, import_table
from claimgraph.store import Store

GROWTH = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None, help="Where the stores lie; the disk of this place is measured.")
    parser.add_argument("--once", action="store_true", help="Measure one table and print it as JSON.")
    chosen = parser.parse_args()
    if chosen.once:
        print(json.dumps(measured(chosen.rows, chosen.folder)))
        return
    for rows in (chosen.rows, GROWTH * chosen.rows):
        command = [sys.executable, __file__, "--once", "--rows", str(rows)]
        command += ["--folder", str(chosen.folder)] if chosen.folder else []
        rounds = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(chosen.rounds)]  # noqa: S603
        for name in rounds[0]:
            values = sorted(found[name] for found in rounds)
            print(f"{rows:>9,} rows, {name:<28} {values[0]:>12,.0f} {statistics.median(values):>12,.0f} {values[-1]:>12,.0f}")


def measured(rows: int, folder: Path | None) -> dict[str, float]:
    """Rows a second of parsing, importing, importing again and exporting, and the peak of resident memory in KiB."""
    table = "".join(line(n) for n in range(rows)).encode()
    with tempfile.TemporaryDirectory(dir=folder) as place, Store.open(place) as store:
        return {
            "json.loads, rows/s": rate(rows, lambda: all(json.loads(found) for found in io.BytesIO(table))),
            "import, rows/s": rate(rows, lambda: bring(store, table)),
            "import again, rows/s": rate(rows, lambda: bring(store, table)),
            "export, rows/s": rate(rows, lambda: sum(map(len, stream(store.parts(), "ndjson")))),
            "peak memory, KiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - len(table) // 1024,
        }


def line(number: int) -> str:
    """A row of a table on 500 sources and 5,000 things."""
    row = {
        "source": f"Source {number % 500} Press",
        "entity": f"Place {number * 7 % 5_000} Bridge",
        "attribute": ("status", "width", "owner")[number % 3],
        "value": number % 40,
        "time": f"2015-10-{1 + number % 28:02}",
        "quote": f"Witness {number} said that {number % 977} people had crossed the bridge before it was closed on that day.",
        "url": f"https://example.org/{number // 5}",
    }
    return json.dumps(row) + "\n"


def bring(store: Store, table: bytes) -> None:
    """Import a table."""
    origin = Origin("table.ndjson", "application/x-ndjson", "benchmark")
    for _ in import_table(store, read_table(io.BytesIO(table), name=origin.name), origin, lambda _: None):
        pass


def rate(rows: int, work: Callable[[], object]) -> float:
    """Rows a second of a piece of work."""
    began = time.perf_counter()
    work()
    return rows / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
