"""What pages and data cost the first time that they are asked for, and beside who writes: time of the processor, without a socket.

    python benchmarks/pages.py STORE [--rounds 2] [--seed 1] [--only NAME] [--additions 20] [--reads 200]

STORE is a folder that `load.py` filled and somebody has followed. The whole application answers in this process, and what it keeps is
forgotten before every answer. Each round asks every question about each of its nodes, drawn with a fixed seed as people meet them or the
commonest there are; the first round, in which templates, modules and the cache are filled, is not counted. Then what a crowd reads is asked
by chance, `--reads` between two of the `--additions` of a text, each of which is followed at once; nothing is forgotten, and neither
adding nor following is counted. The store grows by what is added. Printed are milliseconds of the processor.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from questions import HEAD, RARE, Drawn
from questions import paths_of as crowd_of

from by_hand import Bare
from claimgraph.derive import Derived, Follower
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph_api.app import create_app
from claimgraph_api.server.site import Site
from claimgraph_api.server.turns import AT_ONCE
from claimgraph_api.server.warming import warm_up
from claimgraph_api.settings import Settings
from timing import summary

FEW, MANY = 12, 30
"""How many of the commonest nodes, and of drawn ones, are asked about."""
PAGES = ("a claim", "a claim that others contradict", "a document", "a source, any", "an entity, any", "a dispute, any")
"""The pages of single things, of which some are asked for beside additions."""


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of the names of those that are asked")
    parser.add_argument("--additions", type=int, default=0)
    parser.add_argument("--reads", type=int, default=200)
    chosen = parser.parse_args()
    with Site(Settings(store=str(chosen.store)), leads=False) as site, asyncio.Runner() as runner:
        drawn = Drawn.of(Bare(chosen.store), chosen.seed)
        asking, kinds = Asking(site, runner), paths_of(site, drawn)
        warm_up()
        taken = asking.rounds({name: paths for name, paths in kinds.items() if chosen.only in name}, chosen.rounds)
        if chosen.additions:
            pages = [path for name in PAGES for path in kinds[name]]
            for name, paths in (("a crowd's reads beside additions", crowd_of(drawn)), ("pages beside additions", pages)):
                taken[name] = asking.beside(paths, chosen.additions, chosen.reads)
    print(HEAD, end="")
    for name, seconds in taken.items():
        print(f"| {name} (mean {statistics.mean(seconds) * 1_000:.2f}) | {summary(seconds)} |")


def paths_of(site: Site, drawn: Drawn) -> dict[str, Sequence[str]]:
    """What is asked: the addresses of each kind of page and of data."""
    disputes = [dispute.id for dispute in Derived(site.store).disputes(limit=400).items]
    common = {name: _commonest(site, name) for name in ("source", "entity")}
    return {
        "front page": ["/"] * FEW,
        "a claim": [f"/claims/{node}" for node in drawn.claims[:MANY]],
        "a claim that others contradict": [f"/claims/{node}" for node in drawn.contested[:MANY]],
        "a document": [f"/documents/{node}" for node in drawn.documents[:MANY]],
        "the commonest sources": [f"/sources/{node}" for node in common["source"]],
        "a source, any": [f"/sources/{node}" for node in drawn.sources[:MANY]],
        "the commonest entities": [f"/entities/{node}" for node in common["entity"]],
        "an entity, any": [f"/entities/{node}" for node in drawn.entities[:MANY]],
        "the most contested disputes": [f"/disputes/{node}" for node in disputes[:20]],
        "a dispute, any": [f"/disputes/{node}" for node in disputes[::10]],
        "list of disputes": ["/disputes"] * FEW,
        "list of claims": ["/claims"] * FEW,
        "changes, JSON": ["/v1/changes"] * FEW,
        "search for three words": [f"/search?q={quote(RARE)}"] * FEW,
        "score of a contested claim, JSON": [f"/v1/claims/{node}/score" for node in drawn.contested[:MANY]],
        "contradictions about the commonest entities, JSON": [f"/v1/links?entity={node}&kind=contradicts" for node in common["entity"]],
        "newest 20 claims of a source, JSON": [f"/v1/claims?source={node}&limit=20" for node in drawn.sources],
        "links of a claim, JSON": [f"/v1/links?claim={node}" for node in drawn.contested],
        "a claim, JSON": [f"/v1/claims/{node}" for node in drawn.claims[:MANY]],
    }


def _commonest(site: Site, name: str) -> list[str]:
    """The sources or entities of most claims."""
    with site.store.moment() as moment:
        rows = moment.connection.exec_driver_sql(
            "SELECT value FROM tally WHERE kind = 'listed' AND name = ? ORDER BY number DESC LIMIT ?", (name, FEW)
        )
        return [row.value for row in rows]


class Asking:
    """The application, asked in this process."""

    def __init__(self, site: Site, runner: asyncio.Runner) -> None:
        self._app = create_app(site=site)
        self._site, self._runner = site, runner
        self._app.state.site, self._app.state.turns = site, asyncio.Semaphore(AT_ONCE)

    def rounds(self, asked: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
        """Seconds of the processor of every answer, by question."""
        taken: dict[str, list[float]] = {name: [] for name in asked}
        for number in range(rounds + 1):
            for name, paths in asked.items():
                seconds = [self.seconds(path) for path in paths]
                taken[name] += seconds if number else []
        return taken

    def beside(self, paths: Sequence[str], additions: int, reads: int) -> list[float]:
        """Seconds of every answer that is asked for between additions, by chance; the first of these come to an empty memory."""
        chance, follower, taken = random.Random(1), Follower(self._site.store), list[float]()  # noqa: S311 — no secret is made of it
        self._site.remembered.forget()
        for _ in range(additions):
            text = f"The mayor said that the bridge at {self._site.store.seq()} Elm Road is closed."
            add_reading(self._site.store, read_text(text), actor="benchmark")
            follower.follow()
            taken += [self._seconds(chance.choice(paths)) for _ in range(reads)]
        return taken

    def seconds(self, path: str) -> float:
        """What an answer takes that is made anew; raises RuntimeError on any other than 200."""
        self._site.remembered.forget()
        return self._seconds(path)

    def _seconds(self, path: str) -> float:
        started = time.process_time()
        self._runner.run(self._ask(path))
        return time.process_time() - started

    async def _ask(self, address: str) -> None:
        path, _, query = address.partition("?")
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(), "scheme": "http"}
        scope |= {"http_version": "1.1", "root_path": "", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1)}
        headers = [(b"host", b"127.0.0.1"), (b"accept", b"text/html,*/*" if "/v1/" not in path else b"application/json")]

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            if message.get("status", 200) != 200:
                raise RuntimeError(f"{message['status']} for {address}")

        await self._app({**scope, "headers": headers}, receive, send)


if __name__ == "__main__":
    main()
