"""How long a search takes, by how common its words are, beside a bare FTS5 query that ranks all it finds, on made-up passages.

    python benchmarks/search.py [PASSAGES] [--rounds 20] [--postgresql] [--raw]

The words follow Zipf's law over 200,000 of them; the most common one is in nearly half of all passages. A document of thirty
passages has ten claims and ten quotes of twelve words, five entities, four sources and its text. The passages are written through the
store's own index, and how many a second is printed. All cases take turns. `--raw` adds the bare query (ORDER BY rank LIMIT 50
and an exact count), which takes seconds on common words.
"""

import argparse
import base64
import bisect
import hashlib
import itertools
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from claimgraph.store import Store
from claimgraph.store.dialects import DIALECTS
from claimgraph.store.dialects.dialect import Passage
from claimgraph.store.engine import FILE
from claimgraph.store.schema import PASSAGES_EACH

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from databases import database, postgresql_server

WORDS = 200_000
EACH = 30
DOCUMENTS = 200
KINDS = ("document", *["source"] * 4, *["entity"] * 5, *["claim"] * 10, *["assertion"] * 10)
Asked = tuple[str, dict[str, str]]


def word(number: int) -> str:
    """A word that looks like one; the smaller the number, the more common."""
    letters, rest = "", number + 7
    while rest:
        letters += "bcdfghklmnprstvz"[rest % 16] + "aeiou"[rest // 16 % 5]
        rest //= 80
    return letters


class Language:
    """Words by Zipf's law, the same ones each time."""

    def __init__(self) -> None:
        self.random = random.Random(7)  # noqa: S311 — no secret
        self.reach = list(itertools.accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def text(self, length: int) -> str:
        """So many words."""
        drawn = (self.random.random() * self.reach[-1] for _ in range(length))
        return " ".join(word(bisect.bisect(self.reach, place)) for place in drawn)


def passages(count: int) -> Iterator[list[Passage]]:
    """The passages in batches of many documents, one entry of the journal each."""
    language = Language()
    for first in range(1, count // EACH + 1, DOCUMENTS):
        yield [passage for entry in range(first, min(first + DOCUMENTS, count // EACH + 1)) for passage in document(language, entry)]


def document(language: Language, entry: int) -> Iterator[Passage]:
    """The passages of one document."""
    names = [base64.b32encode(hashlib.sha256(f"{entry} {place}".encode()).digest()).decode().lower()[:20] for place in range(EACH)]
    year = language.random.randrange(2000, 2026)
    shared = f"d{names[0]} h20 y{year} t{year}{language.random.randrange(1, 13):02}"
    for place, (kind, name) in enumerate(zip(KINDS, names, strict=True)):
        about = f"e{names[5 + place % 5]} e{names[5 + (place + 1) % 5]} s{names[1 + place % 4]}" if kind in ("claim", "assertion") else ""
        own = f"{kind[0]}{name}" if kind in ("source", "entity") else f"c{names[place - 10]}" if kind == "assertion" else ""
        length = {"document": 150, "claim": 12, "assertion": 12}.get(kind, 2)
        facets = f"k{'quote' if kind == 'assertion' else kind} {shared} {about} {own}"
        yield entry * PASSAGES_EACH + place, f"{kind}-{name}", entry, language.text(length), facets


def fill(store: Store, count: int) -> float:
    """Write all passages; how many a second."""
    taken = 0.0
    for batch in passages(count):
        started = time.perf_counter()
        store._write(partial(index, batch))
        taken += time.perf_counter() - started
    return count / taken


def index(batch: list[Passage], connection: Connection) -> None:
    """Write these passages."""
    with DIALECTS[connection.dialect.name].indexing(connection, batch):
        pass


def cases() -> dict[str, Callable[[], Asked]]:
    """What is searched for."""
    chosen = random.Random(3)  # noqa: S311 — no secret

    def some(least: int, most: int) -> str:
        return word(chosen.randrange(least, most))

    return {
        "rare": lambda: (some(20_000, 100_000), {}),
        "medium": lambda: (some(500, 5_000), {}),
        "common": lambda: (some(20, 200), {}),
        "most common": lambda: (some(0, 5), {}),
        "two common": lambda: (f"{some(0, 30)} {some(0, 30)}", {}),
        "common and rare": lambda: (f"{some(0, 30)} {some(5_000, 50_000)}", {}),
        "a phrase": lambda: (f'"{some(0, 60)} {some(0, 60)}"', {}),
        "a beginning": lambda: (some(20_000, 100_000)[:5], {}),
        "common, claims": lambda: (some(0, 30), {"kind": "claim"}),
        "common, two years": lambda: (some(0, 30), {"since": "2010", "until": "2011-06"}),
        "common, contested": lambda: (some(0, 30), {"status": "contested"}),
    }


def timed(call: Callable[[], object]) -> float:
    """How long a call took, in milliseconds."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def bare(folder: str, words: str) -> None:
    """The same by FTS5 alone: the fifty best by its own rank, and how many there are."""
    match = words if words.startswith('"') else " ".join(f'"{part}"' for part in words.split())
    with sqlite3.connect(Path(folder) / FILE) as connection:
        connection.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank LIMIT 50", (f"text : ({match})",)).fetchall()
        connection.execute("SELECT count(*) FROM search WHERE search MATCH ?", (f"text : ({match})",)).fetchone()
    connection.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=int, nargs="?", default=300_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--raw", action="store_true")
    chosen = parser.parse_args()
    figures: dict[tuple[str, str], list[float]] = {}
    asked = cases()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        places = {"sqlite": folder}
        if chosen.postgresql:
            places["postgresql"] = stack.enter_context(database(stack.enter_context(postgresql_server())))
        stores = {name: stack.enter_context(Store.open(place)) for name, place in places.items()}
        for name, store in stores.items():
            print(f"{name}: {fill(store, chosen.passages):,.0f} passages written a second", flush=True)
        for _ in range(chosen.rounds):
            for what, ask in asked.items():
                words, where = ask()
                for name, store in stores.items():
                    figures.setdefault((what, name), []).append(timed(partial(store.search, words, where=where)))
                if chosen.raw and not where:
                    figures.setdefault((what, "bare FTS5"), []).append(timed(partial(bare, folder, words)))
    report(figures)


def report(figures: dict[tuple[str, str], list[float]]) -> None:
    """Print a line for each case and database: the least, the median, the 99th in a hundred and the most."""
    print(f"{'':20}{'':12}     n      min   median      p99      max  (ms)")
    for (what, name), values in figures.items():
        ordered = sorted(values)
        most = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        print(f"{what:20}{name:12}{len(values):6} {ordered[0]:8.2f} {statistics.median(values):8.2f} {most:8.2f} {ordered[-1]:8.2f}")


if __name__ == "__main__":
    main()
