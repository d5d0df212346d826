"""A server that is killed while it writes loses nothing that it acknowledged, and leaves nothing half there.

`make soak` kills it 1,000 times, the suite 50 times (`CLAIMGRAPH_KILLS`), and now and then one with processes that answer its readers.
"""

import os
import random
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from claimgraph.ingest.pipeline import read_text
from claimgraph.model import Assertion, Claim, Entity, Graph, Reading, Source
from claimgraph.store import Store
from forking import Server, Warm

KILLS = int(os.environ.get("CLAIMGRAPH_KILLS", "50"))
WRITERS = 4
COUNT = "PREFIX cg: <https://w3id.org/claimgraph/ns#> SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim a cg:Claim }"


class Ledger:
    """What the server acknowledged: the text of each document, and which of them it took back. Written by many threads."""

    def __init__(self, *, handed_on: bool = False) -> None:
        self.handed_on = handed_on
        self.kept: dict[str, str] = {}
        self.retracted: set[str] = set()
        self.doubtful: set[str] = set()
        self.fresh: set[str] = set()
        self.unexpected: list[str] = []
        self.answered = threading.Event()
        self._lock = threading.Lock()

    def write(self, client: httpx.Client, name: str) -> None:
        """Add a document, now and then take it back, and note each answer."""
        text = f"Mayor {name} said that the bridge over the {name} river is closed. {name[::-1].title()} Radio denied it."
        document = self._asked(client.post("/v1/documents", json={"text": text}), 201).get("document")
        if document is None:
            return
        with self._lock:
            self.kept[document] = text
            self.fresh.add(document)
        self.answered.set()
        if name[0] in "AEIOU":
            with self._lock:
                self.doubtful.add(document)
            if self._asked(client.post("/v1/retractions", json={"target": document, "reason": "a test"}), 201):
                with self._lock:
                    self.retracted.add(document)

    def _asked(self, answer: httpx.Response, expected: int) -> dict[str, Any]:
        if self.handed_on and answer.status_code == 503:  # who answers outlived who writes for a moment, and says so
            return {}
        if answer.status_code != expected:
            self.unexpected.append(f"{answer.status_code}: {answer.text[:200]}")
            return {}
        found: dict[str, Any] = answer.json()
        return found

    def faults(self, found: dict[str, str], asked: set[str]) -> list[str]:
        """What is wrong with the documents that the store holds, of those that are asked for."""
        lost = [f"{node} is lost" for node in asked - self.doubtful if found.get(node) != self.kept[node]]
        return lost + [f"{node} is back" for node in asked & self.retracted if node in found]


def names(seed: int) -> Iterator[str]:
    """Names that nobody else has."""
    chosen = random.Random(seed)
    while True:
        yield "".join(chosen.choices("abcdefghijklmnopqrstuvwxyz", k=9)).title()


def write_until_killed(server: Server, ledger: Ledger, seed: int, stop: threading.Event) -> None:
    with httpx.Client(base_url=server.client.base_url, timeout=30) as client:
        for name in names(seed):
            try:
                ledger.write(client, name)
            except httpx.TransportError:
                return
            if stop.is_set():
                return


def work_and_kill(server: Server, ledger: Ledger, cycle: int, kills: int) -> None:
    """Let several clients write, and kill the server at some moment in between."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=write_until_killed, args=(server, ledger, cycle * WRITERS + number, stop)) for number in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    if cycle % 10:  # every tenth kill may come before the first answer
        ledger.answered.wait(30)
    ledger.answered.clear()
    time.sleep(random.Random(cycle).uniform(0, 0.4))
    stop.set() if cycle == kills else server.kill()
    for thread in threads:
        thread.join()


def documents(server: Server) -> dict[str, str]:
    """The text of each of the newest documents of a server, a page of them."""
    return {item["id"]: item["text"] for item in server.client.get("/v1/documents", params={"limit": 1000}).json()["items"]}


@pytest.mark.parametrize(("workers", "kills"), [(1, KILLS), (2, KILLS // 16)])
def test_a_server_that_is_killed_again_and_again_keeps_all_that_it_acknowledged(
    warm: Warm, tmp_path: Path, workers: int, kills: int
) -> None:
    ledger = Ledger(handed_on=workers > 1)
    for cycle in range(kills + 1):
        server = warm.serve(tmp_path / "store", CLAIMGRAPH_WORKERS=str(workers), CLAIMGRAPH_SPARQL_WORKERS="1")
        assert ledger.faults(documents(server), ledger.fresh) == [], f"after kill {cycle}"
        ledger.fresh.clear()
        work_and_kill(server, ledger, cycle, kills)
    assert ledger.unexpected == []
    counted = server.client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"}).text.split()[1]
    assert int(counted) == server.client.get("/v1/claims", params={"limit": 1}).json()["total"]
    server.kill()
    assert len(ledger.kept) >= kills * 4 // 5
    with Store.open(tmp_path / "store") as store:
        graph = store.graph()
        assert ledger.faults({node: document.text for node, document in graph.documents.items()}, set(ledger.kept)) == []
        assert (store.verify().broken, store.check()) == (None, [])
    held = by_document(graph)
    for node, document in graph.documents.items():
        assert held[node] == said_in(read_text(document.text)), f"{node} is half there"


def said_in(reading: Reading) -> set[str]:
    """The ids of what a document brings along."""
    return {item.id for items in (reading.claims, reading.assertions, reading.sources, reading.entities) for item in items}


def by_document(graph: Graph) -> dict[str, set[str]]:
    """The ids of what a store holds of each document."""
    found: dict[str, set[str]] = {}
    shelves: tuple[Mapping[str, Claim | Assertion | Source | Entity], ...] = (graph.claims, graph.assertions, graph.sources, graph.entities)
    for node in (node for shelf in shelves for node in shelf.values()):
        found.setdefault(node.document, set()).add(node.id)
    return found
