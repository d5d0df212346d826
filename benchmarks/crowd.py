"""How long 100 readers and 10 writers wait who ask one server at once, and the same readers without any writer.

    python benchmarks/crowd.py STORE [--seconds 20] [--rounds 3] [--readers 100] [--writers 10] [--workers 1 2]

STORE is a folder that `load.py` filled; what follows its record is brought up to it first. Every client keeps its connection
and asks again as soon as it was answered, so that the server is never idle: with one core to answer on, nobody waits less than
what a hundred answers cost. The clients run in this process, on the same machine. The store grows by what the writers add.
Each number of workers has a server of its own in every round, by turns.
"""

import argparse
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from questions import HEAD, Drawn, paths_of

from by_hand import Bare
from claimgraph.derive import Follower
from claimgraph.store import Store
from served import PATIENCE, Client, Crowd, Server
from timing import summary


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with Store.open(chosen.store, create=False) as store:
        Follower(store).follow()
        paths = paths_of(Drawn.of(Bare(chosen.store), chosen.seed))
        print(store.statistics(), flush=True)
    print(f"\n{HEAD}", end="", flush=True)
    for _ in range(chosen.rounds):
        for workers in chosen.workers:
            with Server(str(chosen.store), workers) as server:
                warm(server.port, paths)
                for writers in (0, chosen.writers):
                    asked(server.port, paths, chosen.seconds, chosen.readers, writers, f"{workers} workers")


def warm(port: int, paths: Sequence[str]) -> None:
    """Wait for the index; add one text, so that no writer waits for the parser to be loaded; let the same readers ask for two seconds."""
    with closing(Client(port, PATIENCE)) as client:  # where nothing was ever compared, all there is comes first
        while client.json("/readyz")["index"] != "current":  # a process that builds it has half of two cores
            time.sleep(0.2)
        client.post("/v1/documents", {"text": "The mayor said that the crowd is coming."})
    Crowd(port, paths, 2).run(100, 0)


def asked(port: int, paths: Sequence[str], seconds: float, readers: int, writers: int, who: str) -> None:
    """Let them ask, and print a line for each role."""
    crowd = Crowd(port, paths, seconds)
    crowd.run(readers, writers)
    for role, taken in crowd.taken.items():
        if taken:
            print(f"| {who}: {role}, {readers} readers and {writers} writers | {summary(taken)} |", flush=True)
    if crowd.failed:
        print(f"{len(crowd.failed)} errors: {crowd.failed[:3]}", flush=True)


if __name__ == "__main__":
    main()
