"""What one client waits who asks a server as people and programs do: every kind of question, drawn by how often it is asked.

    python benchmarks/mix.py STORE [--count 800] [--seed 1]

STORE is a folder that `load.py` filled and somebody has followed. The server has no SPARQL index. It is left alone until it has made the
pages that it makes before anybody asks; then the client asks for answers as the server keeps them, then for each made anew. Times are
those of a wall clock, in milliseconds.

Of a hundred requests 75 are pages, as somebody turns them who looks into what is contested, and 25 are asked by programs. Nodes are drawn
as people meet them: what much is said about is drawn often. Disputes are drawn from the 400 most contested, the first the most often
(uniform in the logarithm of the rank); words to search for are one to three of what a drawn claim is about.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from questions import HEAD, disputes_of

from by_hand import Bare
from claimgraph.ids import kind_of
from served import Client, Server, client_of
from timing import summary

SHARES: Mapping[str, int] = {
    "/": 5,
    "/disputes": 5,
    "/disputes/DISPUTE": 12,
    "/claims/CLAIM": 12,
    "/claims/CONTESTED": 8,
    "/sources/SOURCE": 7,
    "/entities/ENTITY": 6,
    "/documents/DOCUMENT": 8,
    "/search?q=WORDS": 10,
    "/claims": 2,
    "/v1/claims/CLAIM": 6,
    "/v1/links?claim=CONTESTED": 4,
    "/v1/claims/CONTESTED/graph": 3,
    "/v1/claims?source=SOURCE&limit=20": 3,
    "/v1/claims?entity=ENTITY&limit=20": 2,
    "/v1/links?entity=ENTITY&kind=contradicts": 2,
    "/v1/disputes/DISPUTE": 1,
    "/v1/claims/CONTESTED/score": 1,
    "/v1/search?q=WORDS&limit=20": 1,
    "/v1/claims": 1,
    "/v1/stats": 1,
}
"""Of a hundred requests, how many have which address; a word in capitals stands for a node, or for words, that is drawn for each."""
MOST_CONTESTED = 400
"""From how many disputes, the most contested, those are drawn that are asked for."""


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--count", type=int, default=800)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with Server(str(chosen.store), reading=True) as server, client_of(server.port) as client, client_of(server.port, anew=True) as stranger:
        print(f"{server.settle():.0f} s until the server was idle, {server.resident() / 1e6:,.0f} MB\n", flush=True)
        requests = addresses(Bare(chosen.store), disputes_of(client, MOST_CONTESTED), chosen.count, seed=chosen.seed)
        for title, who in (("answers as the server keeps them", client), ("each answer made anew", stranger)):
            print(HEAD + report(title, asked(who, requests)), flush=True)
        print(f"\n{server.resident() / 1e6:,.0f} MB")


def addresses(bare: Bare, disputes: Sequence[str], count: int, *, seed: int) -> list[tuple[str, str]]:
    """So many requests as they come, each with its kind: drawn by chance with this seed, from a file and the most contested disputes."""
    chance = random.Random(seed)  # noqa: S311 — no secret is made of it
    kinds = chance.choices(list(SHARES), list(SHARES.values()), k=count)
    draw = _drawing(bare, disputes, chance)
    return [(kind, _filled(kind, draw)) for kind in kinds]


def _drawing(bare: Bare, disputes: Sequence[str], chance: random.Random) -> Mapping[str, Callable[[], str]]:
    """What draws each thing that an address names."""

    def one(column: str, table: str) -> str:
        return bare.drawn(column, table, [chance.random()])[0]

    def contested() -> str:
        return next(node for _ in range(1_000) if kind_of(node := one("from_id", "link")) == "claim")

    def words() -> str:
        terms = json.loads(bare.get(one("id", "claim"))[0][0])["slots"]["terms"]
        return quote(" ".join(chance.sample(terms, min(len(terms), chance.randint(1, 3))))) or "soldiers"

    return {
        "DISPUTE": lambda: disputes[int(len(disputes) ** chance.random()) - 1],
        "CLAIM": lambda: one("id", "claim"),
        "CONTESTED": contested,
        "SOURCE": lambda: bare.group(one("speaker", "assertion"))[0],
        "ENTITY": lambda: bare.group(one("entity", "mention"))[0],
        "DOCUMENT": lambda: one("id", "document"),
        "WORDS": words,
    }


def _filled(kind: str, draw: Mapping[str, Callable[[], str]]) -> str:
    named = next((word for word in draw if word in kind), None)
    return kind.replace(named, draw[named]()) if named else kind


def asked(client: Client, requests: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """The seconds that the answers to these requests took, one after the other, by kind."""
    taken: dict[str, list[float]] = {}
    for kind, address in requests:
        started = time.perf_counter()
        client.get(address)
        taken.setdefault(kind, []).append(time.perf_counter() - started)
    return taken


def report(title: str, taken: Mapping[str, Sequence[float]]) -> str:
    """The lines of a table: all requests of the mix, then each kind of them."""
    lines = [f"| **{title}** | {summary([seconds for kind in taken.values() for seconds in kind])} |"]
    return "\n".join([*lines, *(f"| `{kind}` | {summary(taken[kind])} |" for kind in SHARES if kind in taken)])


if __name__ == "__main__":
    main()
