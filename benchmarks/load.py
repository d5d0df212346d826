"""How fast claims come into the record, whether that slows down as it grows, and what the memory does meanwhile.

    python benchmarks/load.py STORE [COUNT] [--batch 10000] [--seed 1] [--index] [--no-peer]

STORE is an empty folder or postgresql://…, and is left filled for `questions.py`. COUNT claims (100,000) come in batches, each
one entry of the journal. For a folder, the same rows go, batch by batch, into a bare SQLite file of the same tables and indexes
by `executemany`, one commit a batch, with all keys and indexes from the beginning. Making up the claims is not counted. `--index`
builds the SPARQL index as well.
"""

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimgraph.model import Judgement, Reading
from claimgraph.rdf.index import Index
from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.store import Store
from generating import readings

INDEX = "sparql"
"""The folder of the SPARQL index in that of a store, where the server looks for it."""
Batch = tuple[list[Reading], list[Judgement]]


@dataclass(slots=True)
class Tally:
    """What was loaded since the last line: claims, and seconds in the store and in the bare file."""

    claims: int = 0
    seconds: float = 0.0
    bare: float = 0.0


class BareFile:
    """A SQLite file that gets the rows of a store as they come, by nothing but the sqlite3 module."""

    def __init__(self, store: Path, target: Path) -> None:
        self._from = f"file:{store / 'claimgraph.sqlite'}?mode=ro"
        self._to = sqlite3.connect(target, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
            self._to.execute(f"PRAGMA {pragma}")
        made = self._read("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rootpage = 0, rowid")
        searches = [name for name, sql in made if sql.startswith("CREATE VIRTUAL")]
        own = [(name, sql) for name, sql in made if not any(name.startswith(f"{search}_") for search in searches)]
        for _, sql in sorted(own, key=lambda item: not item[1].startswith("CREATE TABLE")):
            self._to.execute(sql)
        self._last = {name: 0 for name, sql in own if sql.startswith("CREATE TABLE") and name not in ("meta", "api_key")}

    def follow(self) -> float:
        """Write the rows that the store has more, in one transaction; the seconds that this took without reading them."""
        batches = [(name, rows) for name, last in self._last.items() if (rows := self._rows(name, last))]
        started = time.perf_counter()
        self._to.execute("BEGIN IMMEDIATE")
        for name, rows in batches:
            places = ", ".join("?" * (len(rows[0]) - 1))
            self._to.executemany(f"INSERT INTO {name} VALUES ({places})", [row[1:] for row in rows])  # noqa: S608 — names of ours
            if name == "passage":
                words = [(row[0], *row[-2:]) for row in rows]
                self._to.executemany("INSERT INTO search (rowid, text, facets) VALUES (?, ?, ?)", words)
        self._to.execute("COMMIT")
        taken = time.perf_counter() - started
        self._last |= {name: rows[-1][0] for name, rows in batches}
        return taken

    def close(self) -> None:
        """Let go of the file."""
        self._to.close()

    def _rows(self, name: str, last: int) -> list[tuple[int | str | None, ...]]:
        return self._read(f"SELECT rowid, * FROM {name} WHERE rowid > ? ORDER BY rowid", last)  # noqa: S608

    def _read(self, statement: str, *values: int) -> list[tuple[Any, ...]]:
        """What the store answers, on a connection that is closed again: as long as one is open, the store is not filled alone."""
        with closing(sqlite3.connect(self._from, uri=True)) as connection:
            return connection.execute(statement, values).fetchall()


def main() -> None:
    """Load and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--index", action="store_true")
    parser.add_argument("--no-peer", dest="peer", action="store_false")
    chosen = parser.parse_args()
    with Store.open(chosen.store) as store:
        if store.seq():
            raise SystemExit(f"{chosen.store} is not empty")
        load(store, batches(chosen.count, chosen.batch, chosen.seed), chosen.count, peer=chosen.peer)
        if chosen.index:
            index(store)


def batches(count: int, size: int, seed: int) -> Iterator[Batch]:
    """Made-up documents, so many at a time that they hold `size` claims, with their judgements."""
    batch: Batch = ([], [])
    held = 0
    for reading, judgements in readings(count, seed):
        batch[0].append(reading)
        batch[1].extend(judgements)
        held += len(reading.claims)
        if held >= size:
            yield batch
            batch, held = ([], []), 0
    if held:
        yield batch


def load(store: Store, made: Iterator[Batch], count: int, *, peer: bool) -> None:
    """Add all batches and print a line for every tenth, and one for all, which counts the indexes made at the end."""
    print("| claims | claims/s | claims/s in bare SQLite | × bare time | resident memory MB | file MB |")
    print("|---|---|---|---|---|---|")
    with ExitStack() as opened:
        bare = None
        if peer and store.folder:
            place = opened.enter_context(tempfile.TemporaryDirectory(dir=store.folder.parent))
            bare = BareFile(store.folder, Path(place) / "bare.sqlite")
            opened.callback(bare.close)
        filling = opened.enter_context(ExitStack())
        filling.enter_context(store.filling(alone=True))
        whole, step = Tally(), Tally()
        for batch in made:
            step.claims += sum(len(reading.claims) for reading in batch[0])
            step.seconds += added(store, batch)
            step.bare += bare.follow() if bare else 0.0
            if whole.claims + step.claims >= count or step.claims >= count / 10:
                whole = Tally(whole.claims + step.claims, whole.seconds + step.seconds, whole.bare + step.bare)
                print(f"| {whole.claims:,} {line(store, step)}", flush=True)
                step = Tally()
        whole.seconds += seconds_of(filling.close)
        print(f"| all {line(store, whole)}", flush=True)


def added(store: Store, batch: Batch) -> float:
    """Record a batch; the seconds that this took."""
    return seconds_of(lambda: store.add_many(*batch, actor="benchmark", target=batch[0][0].document.id))


def seconds_of(work: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def line(store: Store, tally: Tally) -> str:
    """The cells of a tally."""
    rate = tally.claims / tally.seconds
    bare = f"{tally.claims / tally.bare:,.0f} | {tally.seconds / tally.bare:.2f}" if tally.bare else "— | —"
    return f"| {rate:,.0f} | {bare} | {resident() / 1e6:,.0f} | {size_of(store) / 1e6:,.0f} |"


def resident() -> int:
    """The bytes of memory that this process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def size_of(store: Store) -> int:
    """The bytes of a folder's SQLite files; 0 for a server."""
    return sum(path.stat().st_size for path in store.folder.glob("claimgraph.sqlite*")) if store.folder else 0


def index(store: Store) -> None:
    """Build the SPARQL index where the server finds it, and print how fast."""
    started = time.perf_counter()
    with Index(store.folder / INDEX if store.folder else None, store, DEFAULT_BASE) as built:
        built.follow()
        seconds = time.perf_counter() - started
        quads = sum(1 for _ in built.quads())
    print(
        f"\nSPARQL index: {quads:,} quads in {seconds:,.1f} s, {quads / seconds:,.0f} quads/s; resident memory {resident() / 1e6:,.0f} MB"
    )


if __name__ == "__main__":
    main()
