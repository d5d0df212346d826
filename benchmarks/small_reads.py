"""What small reads cost in process, beside SQL by hand that reads the same rows, as text and decoded: time of the processor.

    python benchmarks/small_reads.py STORE [--rounds 10] [--times 300]

STORE is a folder that `load.py` filled. Each round asks every question so many times of the store and by hand, by turns;
printed are microseconds for one, least · median · most over the rounds. "Decoded" is the same SQL, each body made into its node by
msgspec: whoever uses it must do so too.
"""

import argparse
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from by_hand import Bare, Rows
from claimgraph.model import Claim, Link, Node
from claimgraph.records import from_json
from claimgraph.store import Store

DRAWN = 97
"""How many nodes are asked about in turn."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about any of the targets: how the store is asked and the file, and what the bodies are of."""

    name: str
    ours: Callable[[str], object]
    bare: Callable[[str], Rows]
    kind: type[Node]
    targets: Sequence[str]

    def decoded(self, target: str) -> list[Node]:
        """The nodes of the bodies that the file holds."""
        return [from_json(row[0], self.kind) for row in self.bare(target)]

    def ways(self) -> tuple[Callable[[str], object], ...]:
        """The store, the file, and the file decoded."""
        return self.ours, self.bare, self.decoded


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--times", type=int, default=300)
    chosen = parser.parse_args()
    with Store.open(chosen.store, create=False) as store:
        asked = questions(store, Bare(chosen.store))
        taken: dict[str, list[list[float]]] = {question.name: [] for question in asked}
        for _ in range(chosen.rounds):
            for question in asked:
                taken[question.name].append([microseconds(way, question.targets, chosen.times) for way in question.ways()])
    report(taken)


def questions(store: Store, bare: Bare) -> list[Question]:
    """The questions, about the first claims and links of the file: ids are hashes."""
    claims = [row[0] for row in bare.rows("SELECT id FROM claim ORDER BY id LIMIT ?", DRAWN)]
    linked = [row[0] for row in bare.rows("SELECT from_id FROM link WHERE from_id LIKE 'claim-%' ORDER BY id LIMIT ?", DRAWN)]
    return [
        Question("one claim", store.get, lambda node: bare.named("claim", "id", [node]), Claim, claims),
        Question("links of a claim", lambda node: store.page("links", where={"claim": node}), bare.links_of, Link, linked),
        Question("list of claims, newest 50", lambda _: store.page("claims"), lambda _: bare.page("claim"), Claim, claims),
    ]


def microseconds(ask: Callable[[str], object], targets: Sequence[str], times: int) -> float:
    """What one answer takes of the processor."""
    started = time.process_time()
    for target in itertools.islice(itertools.cycle(targets), times):
        ask(target)
    return (time.process_time() - started) / times * 1e6


def report(taken: dict[str, list[list[float]]]) -> None:
    """Print a line for each question."""
    print("| µs of the processor | n | claimgraph | SQLite by hand | decoded | × by hand | × decoded |\n|---|---|---|---|---|---|---|")
    for name, rounds in taken.items():
        ours, bare, decoded = zip(*rounds, strict=True)
        cells = " | ".join(" · ".join(f"{value(way):,.1f}" for value in (min, statistics.median, max)) for way in (ours, bare, decoded))
        print(f"| {name} | {len(rounds)} | {cells} | {min(ours) / min(bare):.1f} | {min(ours) / min(decoded):.1f} |")


if __name__ == "__main__":
    main()
