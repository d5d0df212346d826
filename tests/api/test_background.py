"""A server whose SPARQL index must be built: it works at once, and says of queries alone that they must wait."""

import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from claimgraph.derive import Follower
from claimgraph.store import Store
from forking import Server, Warm, beside
from generating import readings

CLAIMS = 1_500
COUNT = "SELECT (COUNT(*) AS ?n) { ?claim a cg:Claim FILTER NOT EXISTS { ?claim cg:representedBy ?other } }"
ASK = 'ASK {?s ?p ?o FILTER(CONTAINS(LCASE(STR(?o)), "xanquo"))}'
EDGES = "SELECT ?one ?other { ?one cg:contradicts ?other }"
SECRET = {"text": "The Xanquo Post reported that the mayor denied that the xanquo bridge is closed."}
OTHER = {"text": "The baker said that it rained."}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is too large for its index to be built on the spot."""
    folder = tmp_path_factory.mktemp("large")
    with Store.open(folder) as store:
        found = list(readings(CLAIMS, 1))
        judgements = [judgement for _, several in found for judgement in several]
        store.add_many([reading for reading, _ in found], judgements, actor="test", target=found[0][0].document.id)
        Follower(store).follow()
    return folder


@pytest.fixture
def large(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "store")
    return tmp_path / "store"


def held_up(server: Server) -> int:
    """The process that builds the index of a server, once it is there, and stopped."""
    os.kill(builder := builder_of(server), signal.SIGSTOP)
    return builder


def builder_of(server: Server) -> int:
    """The process that builds the index of a server, once it is there."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if found := beside(server.pid, "building"):
            return found[0]
        time.sleep(0.005)
    raise AssertionError("nobody builds the index")


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def asked(server: Server, query: str = COUNT, seq: int = 0, as_of: str | None = None) -> httpx.Response:
    moment = {} if as_of is None else {"as_of": as_of}
    return server.client.get("/sparql", params={"query": query, "min-seq": str(seq), **moment}, headers={"Accept": "text/csv"})


def answered(server: Server, query: str = COUNT, as_of: str | None = None) -> httpx.Response:
    """The answer once there is one."""
    until = time.monotonic() + 120
    while (answer := asked(server, query, as_of=as_of)).status_code == 503 and time.monotonic() < until:
        assert answer.json()["code"] == "index-behind"
        time.sleep(0.05)
    assert answer.status_code == 200, answer.text
    return answer


def counted(server: Server) -> int:
    return int(server.client.get("/v1/claims", params={"limit": 1}).json()["total"])


def files_with(word: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word in path.read_bytes().lower()]


def test_a_server_works_at_once_and_queries_are_told_to_wait(warm: Warm, large: Path) -> None:
    server = warm.serve(large)
    builder = held_up(server)
    ready = server.client.get("/readyz")
    assert (ready.status_code, ready.json()["indexed"]) == (200, 0)
    assert "being built as of entry 1, and" in ready.json()["index"]
    assert server.client.post("/v1/documents", json=OTHER).status_code == 201
    assert server.client.get("/claims", headers={"Accept": "text/html"}).status_code == 200
    refused = asked(server)
    assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
    assert int(refused.headers["retry-after"]) >= 1
    assert "being built as of entry 1" in refused.json()["detail"]
    page = server.client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/html"})
    assert (page.status_code, "being built" in page.text) == (503, True)
    os.kill(builder, signal.SIGCONT)
    answered(server)
    assert server.client.post("/v1/documents", json=SECRET).status_code == 201
    told = asked(server, seq=3)
    assert (told.headers["x-claimgraph-seq"], int(told.text.split()[1])) == ("3", counted(server))
    assert server.client.get("/readyz").json() == {"status": "ready", "seq": 3, "indexed": 3, "index": "current"}


def test_a_server_that_is_killed_while_it_builds_serves_no_half_index(warm: Warm, large: Path) -> None:
    for _ in range(3):
        server = warm.serve(large)
        builder = builder_of(server)
        time.sleep(0.5)
        server.kill()
        until = time.monotonic() + 30
        while is_alive(builder) and time.monotonic() < until:
            time.sleep(0.02)
        assert not is_alive(builder)
    server = warm.serve(large)
    assert int(answered(server).text.split()[1]) == counted(server)
    assert [path.name for path in (large / "sparql").glob("quads-*-*")] == []


def test_a_server_that_is_told_to_end_while_it_builds_ends_cleanly(warm: Warm, large: Path) -> None:
    server = warm.serve(large)
    builder = builder_of(server)
    server.end()
    until = time.monotonic() + 30
    while server.runs() and time.monotonic() < until:
        time.sleep(0.02)
    assert (server.runs(), is_alive(builder)) == (False, False)
    assert server.log.read_text().strip().count("\n") == 0
    assert [path.name for path in (large / "sparql").glob("quads-*-*")] == []


def test_an_erasure_is_done_when_no_file_holds_the_words_though_the_index_is_not_built_yet(warm: Warm, large: Path) -> None:
    server = warm.serve(large)
    document = server.client.post("/v1/documents", json=SECRET).json()["document"]
    assert answered(server, ASK).text.strip() == "true"
    assert files_with(b"xanquo", large / "sparql")
    with ThreadPoolExecutor(1) as threads:
        held = threads.submit(held_up, server)
        assert server.client.post("/v1/erasures", json={"target": document, "reason": "order"}).status_code == 201
        builder = held.result()
    assert files_with(b"xanquo", large) == []
    refused = asked(server, ASK)
    assert (refused.status_code, refused.json()["code"], int(refused.headers["retry-after"]) >= 1) == (503, "index-behind", True)
    assert [server.client.get(path).status_code for path in ("/readyz", "/v1/claims", "/v1/disputes", "/v1/export?format=csv")] == [200] * 4
    assert server.client.post("/v1/documents", json=OTHER).status_code == 201
    os.kill(builder, signal.SIGCONT)
    told = answered(server, ASK)
    assert (told.text.strip(), told.headers["x-claimgraph-seq"]) == ("false", "4")
    assert int(asked(server).text.split()[1]) == counted(server)
    assert files_with(b"xanquo", large) == []


def test_a_server_that_is_killed_while_it_builds_an_index_of_the_past_serves_it_whole_or_not_at_all(warm: Warm, large: Path) -> None:
    server = warm.serve(large)
    then = answered(server, EDGES).content
    assert then.count(b"\n") > 10
    link = server.client.get("/v1/links?kind=contradicts&status=proposed&limit=1").json()["items"][0]["id"]
    assert server.client.post("/v1/judgements", json={"target": link, "verdict": "dismissed"}).status_code == 201
    answered(server)
    refused = asked(server, EDGES, as_of="1")
    assert (refused.status_code, refused.json()["code"]) == (503, "index-behind")
    assert "as of entry 1 is being built" in refused.json()["detail"]
    assert int(refused.headers["retry-after"]) >= 1
    builder = builder_of(server)
    assert asked(server, seq=2).headers["x-claimgraph-seq"] == "2"
    server.kill()
    until = time.monotonic() + 30
    while is_alive(builder) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(builder)
    server = warm.serve(large)
    assert list((large / "sparql" / "past").glob("*")) == []
    assert answered(server, EDGES, as_of="1").content == then
    assert answered(server, EDGES).content != then
    server.kill()
    server = warm.serve(large)
    assert asked(server, EDGES, as_of="1").content == then
    command = warm.run("sparql", EDGES, "--as-of", "1", "--store", str(large))  # while the server holds the folder
    assert (command.returncode, command.stdout) == (0, then)


def test_an_erasure_leaves_nothing_in_indexes_of_the_past_that_are_there_or_are_being_built(warm: Warm, large: Path) -> None:
    server = warm.serve(large)
    document = server.client.post("/v1/documents", json=SECRET).json()["document"]
    for _ in range(2):
        assert server.client.post("/v1/documents", json=OTHER).status_code in (200, 201)
        server.client.post("/v1/retractions", json={"target": server.client.get("/v1/documents").json()["items"][-1]["id"], "reason": "x"})
    answered(server)
    assert answered(server, ASK, as_of="2").text.strip() == "true"
    assert files_with(b"xanquo", large / "sparql" / "past")
    assert asked(server, ASK, as_of="3").status_code == 503
    held_up(server)
    assert server.client.post("/v1/erasures", json={"target": document, "reason": "order"}).status_code == 201
    assert files_with(b"xanquo", large) == []
    assert answered(server, ASK, as_of="2").text.strip() == "false"
    assert files_with(b"xanquo", large) == []
