"""How long the record takes to answer, beside bare SQLite, bare Oxigraph and rdflib on the same data, in one run.

    python benchmarks/questions.py STORE [--rounds 100] [--seconds 20] [--small 10000] [--crowd 20] [--restarts 5] [--no-oxigraph]
        [--no-http] [--no-sparql]

STORE is a folder that `load.py` filled. Asked are claimgraph in process (`Store`), over HTTP (JSON and pages, one client on a
server of its own), SQL by hand on the same file and SPARQL by hand on a checkpoint of the same index, by turns, about nodes
drawn with a fixed seed as people meet them: what much is said about is drawn often. rdflib gets a store of `--small` claims of
its own (0: none). With `--no-sparql` no index is built or asked: the server only reads, and neither Oxigraph nor rdflib is asked. Over
HTTP nothing is answered from what the server keeps of answers; what a client waits who asks all kinds of questions as people do, `mix.py`
measures. Times are a wall clock's, in milliseconds; nobody is asked the same question for more than `--seconds` in all.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import Store as Dataset
from rdflib import Dataset as RdflibDataset

from by_hand import SPARQL, Bare, sparql
from claimgraph.derive import Derived
from claimgraph.exchange import write
from claimgraph.ids import kind_of
from claimgraph.rdf.index import Index
from claimgraph.rdf.naming import DEFAULT_BASE
from claimgraph.store import Store
from load import INDEX, added, batches
from served import Client, Crowd, Server, client_of, restarts
from timing import Call, Case, summary, table, take_turns

DRAWN = 97
"""How many nodes of each kind are asked about in turn."""
RARE, COMMON = "copper mine refinery", "soldiers"
HEAD = "| ms | n | min | median | p99 | max |\n|---|---|---|---|---|---|\n"
KINDS = {"claims": "claim", "sources": "source", "entities": "entity", "documents": "document", "assertions": "assertion", "links": "link"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The nodes that are asked about."""

    claims: Sequence[str]
    contested: Sequence[str]
    entities: Sequence[str]
    sources: Sequence[str]
    documents: Sequence[str]

    @classmethod
    def of(cls, bare: Bare, seed: int) -> "Drawn":
        """Nodes of a file: one of many mentions, words or links is drawn more often than one of few."""
        chance = random.Random(seed)  # noqa: S311 — no secret is made of it
        places = [[chance.random() for _ in range(DRAWN)] for _ in range(5)]
        entities = [bare.group(node)[0] for node in bare.drawn("entity", "mention", places[2])]
        sources = [bare.group(node)[0] for node in bare.drawn("speaker", "assertion", places[3])]
        contested = [node for node in bare.drawn("from_id", "link", places[1]) if kind_of(node) == "claim"]
        return cls(bare.drawn("id", "claim", places[0]), contested, entities, sources, bare.drawn("id", "document", places[4]))


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--crowd", type=float, default=20)
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--no-oxigraph", dest="oxigraph", action="store_false")
    parser.add_argument("--no-http", dest="http", action="store_false")
    parser.add_argument("--no-sparql", dest="sparql", action="store_false")
    chosen = parser.parse_args()
    with ExitStack() as opened:
        store = opened.enter_context(Store.open(chosen.store, create=False))
        bare = Bare(chosen.store)
        drawn = Drawn.of(bare, chosen.seed)
        print(f"{store.statistics()}\n", flush=True)
        cases = [*in_process(store, drawn), *by_sql(bare, drawn)]
        if chosen.sparql and chosen.oxigraph:
            cases += by_sparql("Oxigraph", oxigraph(store, Path(opened.enter_context(tempfile.TemporaryDirectory()))), drawn)
        if chosen.sparql and chosen.small:
            cases += small(chosen.small, chosen.seed)
        if chosen.http:
            print(restarted(chosen.store, chosen.restarts if chosen.sparql else 0), flush=True)
            server = opened.enter_context(Server(str(chosen.store), reading=not chosen.sparql))
            client = opened.enter_context(client_of(server.port, anew=True))
            cases += over_http(client, drawn, disputes_of(client))
            cases += by_sparql("HTTP, SPARQL", partial(_sparql, client), drawn) if chosen.sparql else ()
        take_turns(cases, chosen.rounds, chosen.seconds)
        print(table(sorted(cases, key=lambda case: case.question)), flush=True)
        if chosen.http:
            print(f"\nresident memory of the server: {server.resident() / 1e6:,.0f} MB", flush=True)
            print(crowded(server.port, paths_of(drawn), chosen.crowd) if chosen.sparql and chosen.crowd else "", flush=True)


def in_process(store: Store, drawn: Drawn) -> Iterator[Case]:
    """The questions to `Store`."""
    derived = Derived(store)

    def asks(question: str, call: Call, targets: Sequence[str] = ("",)) -> Case:
        return Case(question, "in process", call, targets)

    yield asks("a claim with all its edges", lambda node: store.graph([node]), drawn.contested)
    yield asks("links of a claim", lambda node: store.page("links", where={"claim": node}), drawn.contested)
    yield asks("contradictions about an entity", lambda node: contradictions_about(store, node), drawn.entities)
    yield asks("two hops of links", lambda node: two_hops(store, node), drawn.contested)
    yield asks("a source, newest 20 claims", lambda node: store.page("claims", where={"source": node}, limit=20), drawn.sources)
    yield asks("most contested, whole store", lambda _: derived.disputes(limit=20))
    yield from (asks(f"list of {kind}, newest 50", lambda _, kind=kind: store.page(kind)) for kind in KINDS)  # type: ignore[misc]
    yield asks("search a rare phrase", lambda _: store.search(RARE, limit=20))
    yield asks("search a common word", lambda _: store.search(COMMON, limit=20))
    yield asks("statistics", lambda _: store.statistics())
    yield asks("one claim", store.get, drawn.claims)


def contradictions_about(store: Store, entity: str) -> object:
    """The newest contradictions of claims about an entity."""
    return store.page("links", where={"entity": entity, "kind": "contradicts"}, limit=20)


def two_hops(store: Store, claim: str) -> object:
    """The links of a claim and of the claims at their other ends."""
    near = store.page("links", where={"claim": claim}).items
    ends = {end for link in near for end in (getattr(link, "from_", ""), getattr(link, "to", ""))} - {claim}
    return [near, *(store.page("links", where={"claim": end}) for end in sorted(ends))]


def by_sql(bare: Bare, drawn: Drawn) -> Iterator[Case]:
    """The questions to bare SQLite."""

    def asks(question: str, call: Call, targets: Sequence[str] = ("",)) -> Case:
        return Case(question, "SQLite", call, targets)

    yield asks("a claim with all its edges", bare.claim, drawn.contested)
    yield asks("links of a claim", bare.links_of, drawn.contested)
    yield asks("contradictions about an entity", bare.contradictions_about, drawn.entities)
    yield asks("two hops of links", bare.two_hops, drawn.contested)
    yield asks("a source, newest 20 claims", bare.source, drawn.sources)
    yield asks("most contested, whole store", lambda _: bare.most_contested())
    yield asks("claims per source, whole store", lambda _: bare.claims_per_source())
    yield from (asks(f"list of {kind}, newest 50", lambda _, name=name: bare.page(name)) for kind, name in KINDS.items())  # type: ignore[misc]
    yield asks("search a rare phrase", lambda _: bare.search(RARE))
    yield asks("search a common word", lambda _: bare.search(COMMON))
    yield asks("statistics", lambda _: bare.statistics())
    yield asks("one claim", bare.get, drawn.claims)


def targets_of(drawn: Drawn) -> dict[str, Sequence[str]]:
    """What each question of the triple stores is about."""
    by_words = {"entity": drawn.entities, "source": drawn.sources, "whole": ("",)}
    return {question: next((ids for word, ids in by_words.items() if word in question), drawn.contested) for question in SPARQL}


def by_sparql(who: str, ask: Callable[[str], object], drawn: Drawn) -> Iterator[Case]:
    """The questions to a triple store."""
    for question, targets in targets_of(drawn).items():
        yield Case(question, who, lambda node, question=question: ask(sparql(question, node)), targets)  # type: ignore[misc]


def oxigraph(store: Store, folder: Path) -> Callable[[str], object]:
    """What asks a copy of the store's index, opened for reading only; builds the index where there is none."""
    home = store.folder / INDEX if store.folder else None
    with Index(home, store, DEFAULT_BASE) as index:
        index.follow()
        shutil.copytree(index.checkpoint(), folder / "quads")
    opened = Dataset.read_only(str(folder / "quads"))
    return lambda query: list(opened.query(query))  # type: ignore[arg-type]


def small(count: int, seed: int) -> Iterator[Case]:
    """The questions to rdflib, about a small store of its own."""
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        for batch in batches(count, 3_000, seed):
            added(store, batch)
        graph = RdflibDataset(default_union=False)
        graph.parse(data=write(store.graph(), "nquads", DEFAULT_BASE), format="nquads")
        drawn = Drawn.of(Bare(Path(folder)), seed)
    yield from by_sparql(f"rdflib, {count:,} claims", lambda query: list(graph.query(query)), drawn)


def disputes_of(client: Client, most: int = 50) -> list[str]:
    """The ids of the most contested disputes."""
    return [item["id"] for item in client.json(f"/v1/disputes?limit={most}")["items"]]


def over_http(client: Client, drawn: Drawn, disputes: Sequence[str]) -> Iterator[Case]:
    """The questions to a server: JSON, pages, and SPARQL by the endpoint."""

    def asks(question: str, path: str, targets: Sequence[str] = ("",), who: str = "HTTP, JSON") -> Case:
        return Case(question, who, lambda node: client.get(path.replace("ID", node)), targets)

    def shows(question: str, path: str, targets: Sequence[str] = ("",)) -> Case:
        return asks(question, path, targets, "HTTP, page")

    yield asks("a claim with all its edges", "/v1/claims/ID/graph", drawn.contested)
    yield asks("links of a claim", "/v1/links?claim=ID", drawn.contested)
    yield asks("a source, newest 20 claims", "/v1/claims?source=ID&limit=20", drawn.sources)
    yield asks("contradictions about an entity", "/v1/links?entity=ID&kind=contradicts&limit=20", drawn.entities)
    yield asks("score of a claim", "/v1/claims/ID/score", drawn.contested)
    yield asks("most contested, whole store", "/v1/disputes?limit=20")
    yield asks("one dispute with its record", "/v1/disputes/ID", disputes)
    yield from (asks(f"list of {kind}, newest 50", f"/v1/{kind}") for kind in KINDS)
    yield asks("search a rare phrase", f"/v1/search?q={quote(RARE)}&limit=20")
    yield asks("search a common word", f"/v1/search?q={quote(COMMON)}&limit=20")
    yield asks("statistics", "/v1/stats")
    yield asks("one claim", "/v1/claims/ID", drawn.claims)
    yield shows("most contested, whole store", "/")
    yield shows("list of disputes", "/disputes")
    yield shows("one dispute with its record", "/disputes/ID", disputes)
    yield shows("one claim", "/claims/ID", drawn.claims)
    yield shows("a claim with all its edges", "/claims/ID", drawn.contested)
    yield shows("a source, newest 20 claims", "/sources/ID", drawn.sources)
    yield shows("contradictions about an entity", "/entities/ID", drawn.entities)
    yield shows("one document", "/documents/ID", drawn.documents)
    yield from (shows(f"list of {kind}, newest 50", f"/{kind}") for kind in ("claims", "sources", "entities", "documents"))
    yield shows("search a rare phrase", f"/search?q={quote(RARE)}")
    yield shows("search a common word", f"/search?q={quote(COMMON)}")


def _sparql(client: Client, query: str) -> bytes:
    headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    return client.ask("POST", "/sparql", query.encode(), headers)


def paths_of(drawn: Drawn) -> list[str]:
    """What a crowd of readers asks: nodes, lists and searches."""
    found = [f"/v1/claims/{node}" for node in drawn.claims] + [f"/v1/claims?source={node}&limit=20" for node in drawn.sources]
    return [*found, *(f"/v1/links?claim={node}" for node in drawn.contested), *(f"/v1/documents/{node}" for node in drawn.documents)]


def restarted(store: Path, times: int) -> str:
    """How long servers that were killed took until the next one was ready."""
    return f"{HEAD}| restart to ready | {summary(restarts(str(store), times))} |\n" if times else ""


def crowded(port: int, paths: Sequence[str], seconds: float) -> str:
    """How long 100 readers and 10 writers waited who asked at once."""
    asking = Crowd(port, paths, seconds)
    asking.run(readers=100, writers=10)
    lines = [f"| {role}, of 100 readers and 10 writers | {summary(taken)} |" for role, taken in asking.taken.items() if taken]
    return "\n".join([f"\n{HEAD}{lines[0]}" if lines else "", *lines[1:], f"\n{len(asking.failed)} errors {asking.failed[:3]}"])


if __name__ == "__main__":
    main()
