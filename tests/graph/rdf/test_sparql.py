import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from socket import create_server
from typing import Any

import pytest

from builders import Telling, contested_province
from claimgraph.errors import NotFoundError, QueryError, QueryForbiddenError, QueryLimitError, QueryUnavailableError
from claimgraph.rdf.index import Index
from claimgraph.rdf.process import WorkerProcess, death_error
from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers
from claimgraph.store import Store

BASE = "https://example.org/case/"
CROSS = "SELECT (COUNT(*) AS ?c) {?a ?b ?c1 . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l}"
DOUBLING = 'SELECT * {BIND("aaaaaaaa" AS ?v0) ' + " ".join(f"BIND(CONCAT(?v{n},?v{n}) AS ?v{n + 1})" for n in range(30)) + "}"
REPLACING = (
    'SELECT * {BIND("aaaa" AS ?v0) ' + " ".join(f'BIND(REPLACE(?v{n},"a","aaaaaaaaaaaaaaaa") AS ?v{n + 1})' for n in range(12)) + "}"
)
LIMITS = SparqlLimits(seconds=1.0, workers=2)


class Canary:
    """A listener on loopback that counts who comes."""

    def __init__(self) -> None:
        self._socket = create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/a"
        self.hits = 0
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.hits += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(2)
        self._socket.close()
        self._thread.join(timeout=5)


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Index, SparqlWorkers]]:
    folder = tmp_path_factory.mktemp("sparql")
    with Store.open(folder / "store") as store, Index(folder / "index", store, BASE) as index:
        store.add(contested_province().reading(), actor="person:test")
        with SparqlWorkers(index, LIMITS) as workers:
            yield store, index, workers


@pytest.fixture
def workers(site: tuple[Store, Index, SparqlWorkers]) -> SparqlWorkers:
    return site[2]


def _rows(workers: SparqlWorkers, query: str, **options: Any) -> list[dict[str, Any]]:
    bindings: list[dict[str, Any]] = json.loads(workers.answer(query, **options).body)["results"]["bindings"]
    return bindings


def _alive(workers: SparqlWorkers) -> bool:
    return json.loads(workers.answer("ASK {}").body)["boolean"] is True


def test_one_line_finds_the_contradictions(workers: SparqlWorkers) -> None:
    assert len(_rows(workers, "SELECT * {?a cg:contradicts ?b}")) == 12


def test_an_answer_says_which_entry_it_reflects(workers: SparqlWorkers) -> None:
    answer = workers.answer("ASK {}")
    assert (answer.seq, answer.media_type) == (1, "application/sparql-results+json")


@pytest.mark.parametrize(
    ("query", "accept", "media_type", "start"),
    [
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("ASK {}", "text/csv", "text/csv", b"true"),
        ("SELECT (1 AS ?n) {}", "", "application/sparql-results+json", b"{"),
        ("SELECT (1 AS ?n) {}", "text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values", b"?n\n1"),
        ("SELECT (1 AS ?n) {}", "text/csv", "text/csv", b"n\r\n1"),
        ("SELECT (1 AS ?n) {}", "text/turtle, application/json", "application/json", b"{"),
        ("CONSTRUCT WHERE {?s cg:contradicts ?o}", "", "text/turtle", b"<"),
        ("CONSTRUCT WHERE {?s cg:contradicts ?o}", "application/n-triples", "application/n-triples", b"<"),
        ("CONSTRUCT WHERE {?s cg:contradicts ?o}", "application/ld+json", "application/ld+json", b"["),
        ("DESCRIBE ?s {?s cg:contradicts ?o}", "application/rdf+xml, text/csv", "application/rdf+xml", b"<?xml"),
    ],
)
def test_the_format_is_the_one_that_the_client_likes_best(
    workers: SparqlWorkers, query: str, accept: str, media_type: str, start: bytes
) -> None:
    answer = workers.answer(query, accept)
    assert answer.media_type == media_type
    assert answer.body.startswith(start)


@pytest.mark.parametrize(
    ("query", "accept"), [("ASK {}", "image/png"), ("ASK {}", "text/turtle"), ("CONSTRUCT WHERE {?s ?p ?o}", "text/csv")]
)
def test_a_format_that_cannot_be_had_is_not_acceptable(workers: SparqlWorkers, query: str, accept: str) -> None:
    with pytest.raises(QueryError) as caught:
        workers.answer(query, accept)
    assert caught.value.code == "not-acceptable"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELEC",
        "ASK {",
        "SELECT ?x {} GROUP BY ?y",
        "ASK {FILTER(<http://example.org/f>(1))}",
        "ASK {?s x:y ?o}",
        "ASK {<a b> ?p 1}",
        "ASK {} \ud800",
    ],
)
def test_a_wrong_query_is_told_so_and_its_worker_stays(workers: SparqlWorkers, query: str) -> None:
    assert _alive(workers)
    before = _pids(workers)
    with pytest.raises(QueryError) as caught:
        workers.answer(query)
    assert caught.value.code == "query-wrong"
    assert _pids(workers) == before


@pytest.mark.parametrize("query", [CROSS, "SELECT * {?s ((((!cg:a)*)*)*)* ?o . ?x ((((!cg:a)*)*)*)* ?y . ?u ?v ?w}"])
def test_a_query_that_takes_too_long_is_ended_at_the_deadline_and_the_next_is_answered(workers: SparqlWorkers, query: str) -> None:
    with pytest.raises(QueryLimitError) as caught:
        workers.answer(query)
    assert caught.value.code == "query-timeout"
    assert _alive(workers)


@pytest.mark.parametrize("query", [DOUBLING, REPLACING])
def test_a_query_that_takes_too_much_memory_ends_its_worker_and_costs_the_server_nothing(
    site: tuple[Store, Index, SparqlWorkers], query: str
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with SparqlWorkers(site[1], replace(LIMITS, seconds=30, workers=1)) as patient:
        with pytest.raises(QueryLimitError) as caught:
            patient.answer(query)
        assert caught.value.code == "query-memory"
        assert _alive(patient)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_worker_whose_server_was_killed_ends_by_itself(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from claimgraph.store import Store; from claimgraph.rdf.index import Index\n"
        "from claimgraph.rdf.sparql import SparqlLimits, SparqlWorkers\n"
        "index = Index(None, Store.open(Path(sys.argv[1])), 'https://example.org/')\n"
        "workers = SparqlWorkers(index, SparqlLimits(seconds=1, workers=1))\n"
        "workers.answer('ASK {}')\n"
        "print(next(iter(workers._all)).pid, flush=True)\n"
        "workers.answer(sys.argv[2])\n"
    )
    endless = "SELECT (COUNT(*) AS ?c) {" + " ".join(f"VALUES ?x{n} {{{' '.join(map(str, range(90)))}}}" for n in range(8)) + "}"
    server = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), endless], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    pid = int(server.stdout.readline())
    time.sleep(0.4)
    assert Path(f"/proc/{pid}").exists()
    server.kill()
    server.wait()
    server.stdout.close()
    for _ in range(1_000):  # its seconds are those of the processor, which others may have
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the worker ran on")


def test_no_worker_is_left_running_after_a_query_was_ended(workers: SparqlWorkers) -> None:
    assert _alive(workers)
    before = _pids(workers)
    with pytest.raises(QueryLimitError):
        workers.answer(CROSS)
    assert _alive(workers)
    gone = before - _pids(workers)
    assert len(gone) == 1
    assert not [pid for pid in gone if Path(f"/proc/{pid}").exists()]


def test_a_deep_query_never_reaches_a_parser_and_would_only_kill_a_worker(site: tuple[Store, Index, SparqlWorkers]) -> None:
    deep = "ASK " + "{" * 3000 + "}" * 3000
    with pytest.raises(QueryLimitError) as caught:
        site[2].answer(deep)
    assert caught.value.code == "query-too-deep"
    blind = replace(LIMITS, workers=1, scan=replace(LIMITS.scan, nesting=10**6, operators=10**6))
    with SparqlWorkers(site[1], blind) as unguarded:
        with pytest.raises(QueryLimitError) as caught:
            unguarded.answer(deep)
        assert caught.value.code in ("query-crash", "query-memory")
        assert _alive(unguarded)


SHAPES = {
    "braces": ("", "{", "", "}", ""),
    "brackets": ("FILTER", "(", "1", ")", ""),
    "negations": ("FILTER(", "!", "true", "", ")"),
    "unions": ("", "{} UNION ", "{}", "", ""),
    "optionals": ("", "OPTIONAL {?a ?b ?c} ", "", "", ""),
    "nested optionals": ("", "OPTIONAL {", "", "}", ""),
    "paths": ("?a ", "(", "<a:b>", ")*", " ?c"),
    "inverse paths": ("?a ", "^", "<a:b>", "", " ?c"),
    "sequences": ("?a ", "<a:b>/", "<a:b>", "", " ?c"),
    "alternatives": ("?a ", "<a:b>|", "<a:b>", "", " ?c"),
    "disjunctions": ("FILTER(", "1=2||", "true", "", ")"),
    "sums": ("FILTER(", "1+", "1", "", ">3)"),
    "patterns": ("", "?a ?b ?c. ", "", "", ""),
    "lists": ("?x ?y ", "(", "1", ")", ""),
    "blank nodes": ("?x ?y ", "[?p ", "1", "]", ""),
    "calls": ("FILTER(", "STR(", "1", ")", "='1')"),
    "exists": ("", "FILTER EXISTS {", "", "}", ""),
    "selects": ("", "{SELECT * {", "", "}}", ""),
    "values": ("VALUES ?x {", "1 ", "", "", "}"),
    "comments": ("", "#", "", "\n", ""),
}
"""Shapes that have overflowed the stack of parsers: what stands before, what is repeated, the middle, the repeated end, the rest."""


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_at_any_size_ends_more_than_a_worker(hasty: SparqlWorkers, shape: str) -> None:
    before, unit, middle, end, after = SHAPES[shape]
    for size in (1, 10, 100, 1000, 4000):
        for query in (f"ASK {{{before}{unit * size}{middle}{end * size}{after}}}", f"ASK {{{before}{unit * size}"):
            with contextlib.suppress(QueryError):
                hasty.answer(query)
    assert _alive(hasty)


@pytest.fixture(scope="module")
def hasty(site: tuple[Store, Index, SparqlWorkers]) -> Iterator[SparqlWorkers]:
    with SparqlWorkers(site[1], replace(LIMITS, seconds=0.3, workers=1)) as pool:
        yield pool


def test_a_worker_starts_with_the_first_query_that_comes_to_it(site: tuple[Store, Index, SparqlWorkers]) -> None:
    with SparqlWorkers(site[1], LIMITS) as lazy:
        started = [(_alive(lazy), len(_pids(lazy))) for _ in range(3) if len(_pids(lazy)) <= 2]
        assert started == [(True, 1), (True, 2), (True, 2)]


def test_a_worker_that_is_killed_from_outside_is_replaced(workers: SparqlWorkers) -> None:
    assert _alive(workers)
    for pid in _pids(workers):
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.05)
    for _ in range(4):
        assert _alive(workers)


def test_an_answer_that_is_too_large_is_refused_whole(site: tuple[Store, Index, SparqlWorkers]) -> None:
    with SparqlWorkers(site[1], replace(LIMITS, workers=1, answer=10_000)) as narrow:
        with pytest.raises(QueryLimitError) as caught:
            narrow.answer("SELECT * {?s ?p ?o}")
        assert caught.value.code == "query-too-large"
        assert _alive(narrow)


def test_nothing_is_fetched_whatever_is_named(workers: SparqlWorkers, canary: Canary) -> None:
    where = canary.address
    forbidden = [
        f"SELECT * {{SERVICE <{where}> {{?s ?p ?o}}}}",
        f"SELECT * {{SERVICE SILENT <{where}> {{?s ?p ?o}}}}",
        f"SELECT * {{BIND(<{where}> AS ?u) SERVICE ?u {{?s ?p ?o}}}}",
        f"ASK {{FILTER EXISTS {{SERVICE <{where}> {{?s ?p ?o}}}}}}",
        f"LOAD <{where}>",
        f"CREATE GRAPH <{where}>",
    ]
    for query in forbidden:
        with pytest.raises(QueryForbiddenError):
            workers.answer(query)
    for name in (where, "file:///etc/passwd"):
        assert _rows(workers, f"SELECT * FROM <{name}> {{?s ?p ?o}}") == []
        assert _rows(workers, f"SELECT * FROM NAMED <{name}> {{GRAPH ?g {{?s ?p ?o}}}}") == []
        assert _rows(workers, "SELECT * {?s ?p ?o}", default_graphs=[name]) == []
        assert _rows(workers, "SELECT * {GRAPH ?g {?s ?p ?o}}", named_graphs=[name]) == []
    assert canary.hits == 0


def test_a_worker_has_no_network_even_where_a_query_asks_for_it(site: tuple[Store, Index, SparqlWorkers], canary: Canary) -> None:
    _, index, workers = site
    process = WorkerProcess(1 << 30)
    try:
        namespaces = [os.readlink(f"/proc/{pid}/ns/net") for pid in ("self", process.pid)]
        request: dict[str, Any] = {
            "query": f"SELECT * {{SERVICE SILENT <{canary.address}> {{?s ?p ?o}}}}",
            "solutions": ["application/sparql-results+json", "srj"],
            "graph": None,
            "default_graphs": [],
            "named_graphs": [],
            "base": BASE,
            "prefixes": {},
            "watermark": [BASE, f"{BASE}derived", "https://w3id.org/claimgraph/ns#reflects"],
            "folder": str(index.checkpoint()),
        }
        process.ask(request, deadline=5, most_bytes=1000)
        if os.readlink(f"/proc/{process.pid}/ns/net") == namespaces[0]:
            pytest.skip("this system lets no process leave its network")
        assert canary.hits == 0
    finally:
        process.kill()
    assert _alive(workers)


def test_graphs_named_by_the_request_are_the_whole_dataset(workers: SparqlWorkers) -> None:
    graphs = [row["g"]["value"] for row in _rows(workers, "SELECT DISTINCT ?g {GRAPH ?g {?a cg:speaker ?s}}")]
    assert [graph.endswith("#provenance") for graph in graphs] == [True]
    count = "SELECT (COUNT(*) AS ?n) {?s cg:speaker ?o}"
    assert _rows(workers, count)[0]["n"]["value"] == "0"
    assert _rows(workers, count, default_graphs=graphs)[0]["n"]["value"] != "0"
    assert _rows(workers, "SELECT * {?s ?p ?o}", named_graphs=graphs) == []
    assert _rows(workers, "SELECT * {GRAPH ?g {?s cg:speaker ?o}}", default_graphs=["urn:x:y"]) == []
    with pytest.raises(QueryError):
        workers.answer("ASK {}", default_graphs=["not an iri"])


def test_a_write_is_seen_by_the_next_query_and_can_be_waited_for(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store, Index(tmp_path / "index", store, BASE) as index, SparqlWorkers(index, LIMITS) as workers:
        count = "SELECT (COUNT(*) AS ?n) {?d a cg:Document}"
        for number in range(1, 6):
            store.add(Telling(f"Text {number}.").reading(), actor="person:test")
            answer = workers.answer(count, min_seq=number)
            assert answer.seq == number
            assert _rows(workers, count)[0]["n"]["value"] == str(number)
        with pytest.raises(NotFoundError, match="no entry 6"):
            workers.answer("ASK {}", min_seq=6)
        assert len(list((tmp_path / "index" / "checkpoints").iterdir())) <= 3


def test_workers_say_whether_they_are_ready(site: tuple[Store, Index, SparqlWorkers]) -> None:
    with SparqlWorkers(site[1], replace(LIMITS, workers=1)) as pool:
        assert pool.ready()
    assert not pool.ready()


def test_many_clients_at_once_are_all_answered(workers: SparqlWorkers) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: workers.answer("SELECT * {?a cg:contradicts ?b}").body, range(100)))
    assert len(set(answers)) == 1


def test_more_clients_than_may_wait_are_told_to_come_back(site: tuple[Store, Index, SparqlWorkers]) -> None:
    with SparqlWorkers(site[1], replace(LIMITS, workers=1, waiting=1, seconds=0.7)) as narrow, ThreadPoolExecutor(6) as pool:
        outcomes = [future.exception() for future in [pool.submit(narrow.answer, CROSS) for _ in range(6)]]
        assert {type(outcome) for outcome in outcomes} == {QueryLimitError, QueryUnavailableError}
        assert _alive(narrow)


def test_closing_ends_every_worker_and_every_query(site: tuple[Store, Index, SparqlWorkers]) -> None:
    pool = SparqlWorkers(site[1], replace(LIMITS, seconds=30))
    with ThreadPoolExecutor(1) as clients:
        running = clients.submit(pool.answer, CROSS)
        time.sleep(0.3)
        pids = _pids(pool)
        pool.close()
        assert isinstance(running.exception(timeout=5), QueryUnavailableError)
    with pytest.raises(QueryUnavailableError):
        pool.answer("ASK {}")
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def test_a_worker_sees_none_of_our_settings_and_no_spacy(workers: SparqlWorkers) -> None:
    os.environ["CLAIMGRAPH_SECRET"] = "secret"
    try:
        process = WorkerProcess(1 << 30)
    finally:
        del os.environ["CLAIMGRAPH_SECRET"]
    try:
        time.sleep(0.3)
        assert b"CLAIMGRAPH_SECRET" not in Path(f"/proc/{process.pid}/environ").read_bytes()
        loaded = Path(f"/proc/{process.pid}/maps").read_text()
        assert "pyoxigraph" in loaded
        assert "spacy" not in loaded
    finally:
        process.kill()


@pytest.mark.parametrize(
    ("words", "code"),
    [("memory allocation of 9 bytes failed", "query-memory"), ("what(): std::bad_alloc", "query-memory"), ("", "query-crash")],
)
def test_the_death_of_a_worker_is_explained(words: str, code: str) -> None:
    assert death_error(words).code == code


def _pids(workers: SparqlWorkers) -> set[int]:
    return {process.pid for process in workers._all}
