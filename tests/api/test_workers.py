"""A server with processes that answer its readers: every promise is kept on whichever connection somebody comes."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.engine import URL

import forking
from builders import contested_province
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server.handing import ONCE
from claimgraph_api.settings import Settings
from databases import database
from forking import PATIENCE, Server, Warm, beside

TEXT = {"text": "The mayor of Lund said that the bridge is closed. The river guard denied that the bridge is closed."}
WORKERS = 2
MANY = {"CLAIMGRAPH_WORKERS": str(WORKERS), "CLAIMGRAPH_HEARTBEAT_SECONDS": "0.5"}
needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over the worked example."""
    folder = tmp_path_factory.mktemp("workers") / "store"
    with Store.open(folder) as store:
        store.add(contested_province().reading(), actor="test")
    with forking.warm().serving() as process:
        yield process.serve(folder, **MANY)


@pytest.fixture
def clients(served: Server) -> Iterator[list[httpx.Client]]:
    """One client for each process: connections are given to them by turns."""
    opened = [httpx.Client(base_url=served.client.base_url, timeout=30) for _ in range(WORKERS)]
    yield opened
    for client in opened:
        client.close()


def answerers(pid: int) -> list[int]:
    """The processes that answer for a server."""
    return beside(pid, "answerer")


def holds_the_store(pid: int) -> bool:
    """Whether a process has got as far as opening a store."""
    try:
        return any(os.readlink(place).endswith(".sqlite") for place in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # it has just ended
        return False


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something holds before long."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def addresses(store: str) -> list[str]:
    """An address for every GET of the application, filled with what is there, and some that are not."""
    with Store.open(store) as opened:
        ids = {
            kind: opened.page(kind, where={}, limit=1).items[0].id
            for kind in ("claims", "sources", "entities", "documents", "assertions", "links")
        }
    routes = [
        route.path for route in create_app(Settings(store=store, index=Path(store) / "none")).state.routes if "GET" in (route.methods or ())
    ]
    return sorted(filled(path, ids) for path in routes)


def filled(path: str, ids: dict[str, str]) -> str:
    kind = next((kind for kind in ids if kind in path), "claims")
    while "{" in path:
        before, _, after = path.partition("{")
        path = before + ids[kind] + after.partition("}")[2]
    return path


def own(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer without those of its way here."""
    return {name: value for name, value in headers.items() if name not in ("date", "transfer-encoding")}


def test_every_address_is_answered_as_by_a_server_that_does_all_itself(served: Server, clients: list[httpx.Client], tmp_path: Path) -> None:
    folder = Path(served.log).with_name("store")
    alone = Settings(store=str(folder), index=tmp_path / "index")
    with TestClient(create_app(alone), base_url=str(clients[0].base_url)) as one:
        for path in (path for path in addresses(str(folder)) if path != "/readyz"):
            expected, got = one.get(path, follow_redirects=False), [client.get(path) for client in clients]
            for answer in got:
                assert (answer.status_code, answer.content) == (expected.status_code, expected.content), path
                assert own(answer.headers) == own(expected.headers), path


def test_what_is_there_once_is_not_asked_of_a_process_that_has_it_not(clients: list[httpx.Client]) -> None:
    for path in ONCE:
        assert clients[0].get(path).status_code != 500
    assert clients[0].get("/readyz").json()["index"] == "current"
    assert clients[0].get("/sparql", params={"query": "ASK {}", "format": "json"}).json()["boolean"] is True
    assert clients[0].head("/sparql").status_code == 200
    then = clients[0].get("/sparql", params={"query": "ASK {?s ?p ?o}", "format": "json", "as_of": "0"})
    assert (then.json()["boolean"], then.headers["x-claimgraph-seq"]) == (False, "0")


def test_what_one_has_added_is_there_for_all_with_what_is_derived_from_it(clients: list[httpx.Client]) -> None:
    one, other = clients
    before = other.get("/v1/stats").json()
    added = one.post("/v1/documents", json=TEXT)
    assert added.status_code == 201, added.text
    after = other.get("/v1/stats").json()
    assert (after["seq"], after["disputes"]) == (before["seq"] + 1, before["disputes"] + 1)
    assert other.get(added.headers["location"]).json()["text"] == TEXT["text"]
    assert other.get(added.headers["location"], params={"as_of": before["seq"]}).status_code == 404
    assert other.get("/v1/stats", params={"as_of": before["seq"]}).json()["documents"] == before["documents"]


def test_a_key_has_one_effect_whoever_is_asked_again(clients: list[httpx.Client]) -> None:
    sent = {"text": "The envoy said that the truce holds."}
    first, again = (client.post("/v1/documents", json=sent, headers={"Idempotency-Key": "k-1"}) for client in clients)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first.headers["location"]) == (again.content, again.headers["location"])
    other = clients[1].post("/v1/documents", json=TEXT, headers={"Idempotency-Key": "k-1"})
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


def test_an_import_is_told_of_by_all(clients: list[httpx.Client]) -> None:
    sent = clients[0].post("/v1/import", content="source,text\nAda Poe,The ferry sank.\n", headers={"Content-Type": "text/csv"})
    assert sent.status_code == 202, sent.text
    place = sent.headers["location"]
    assert soon(lambda: clients[1].get(place).json()["state"] == "done")
    assert [client.get("/v1/jobs").json()["items"][0]["added"] for client in clients] == [1, 1]


def test_a_feed_hears_what_comes_in_elsewhere(clients: list[httpx.Client]) -> None:
    seq = clients[0].get("/v1/stats").json()["seq"]
    for listener, writer in (clients, clients[::-1]):
        with listener.stream("GET", "/v1/changes", params={"since": seq}, headers={"Accept": "text/event-stream"}) as answer:
            name = f"house {seq}"
            assert writer.post("/v1/documents", json={"text": f"The guard said that {name} burned."}).status_code == 201
            seq = next(int(line[4:]) for line in answer.iter_lines() if line.startswith("id: "))
    assert seq == clients[0].get("/v1/stats").json()["seq"]


def test_a_table_whose_sender_leaves_in_the_middle_is_no_job(served: Server, clients: list[httpx.Client]) -> None:
    before = clients[0].get("/v1/jobs").json()["items"]
    place = urlsplit(str(clients[0].base_url))
    with socket.create_connection((place.hostname, place.port)) as sender:
        head = "POST /v1/import HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n"
        rows = "source,text\nAda Poe,The ferry is late.\n"
        sender.sendall(f"{head}{len(rows):x}\r\n{rows}\r\n".encode())
        time.sleep(0.3)
    time.sleep(0.5)
    assert clients[1].get("/v1/jobs").json()["items"] == before
    assert list((served.log.with_name("store") / "imports").glob("*.part")) == []
    assert clients[0].get("/readyz").status_code == 200


def test_what_is_too_large_or_wrong_is_refused_as_ever(clients: list[httpx.Client]) -> None:
    assert clients[0].post("/v1/documents", content=b"x" * 13_000_000).status_code == 413
    assert clients[0].post("/v1/documents", content=b"{").status_code == 422
    assert clients[0].put("/v1/documents").headers["allow"] == clients[1].put("/v1/documents").headers["allow"]
    assert clients[0].post("/v1/documents", json=TEXT, headers={"Origin": "https://evil.example"}).json()["code"] == "wrong-origin"
    assert clients[0].get("/v1/claims", headers={"Host": "evil.example"}).json()["code"] == "wrong-host"


def test_keys_are_asked_for_by_every_process(warm: Warm, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        keys = {scope: {"Authorization": f"Bearer {store.make_key(scope, [scope])}"} for scope in ("read", "write")}
        case = {"Authorization": f"Bearer {store.make_key('case', ['read', 'write'], collections=['Case 7'])}"}
    server = warm.serve(tmp_path / "store", CLAIMGRAPH_HOST="0.0.0.0", **MANY)
    address = f"http://127.0.0.1:{urlsplit(str(server.client.base_url)).port}"
    for _ in range(WORKERS):
        with httpx.Client(base_url=address, timeout=30) as client:
            assert [client.get("/v1/claims").status_code, client.post("/v1/documents", json=TEXT).status_code] == [401, 401]
            assert [client.get("/v1/claims", headers=keys[scope]).status_code for scope in keys] == [200, 403]
            assert client.post("/v1/documents", json=TEXT, headers=keys["read"]).status_code == 403
            assert client.post("/v1/documents", json=TEXT, headers=keys["write"]).status_code in (200, 201)
            assert client.get("/v1/documents", headers=case).json()["total"] == 0
            assert client.get("/v1/jobs", headers=case).json()["code"] == "whole-store"
    server.kill()


@needs_proc
def test_a_process_that_is_killed_is_replaced(served: Server) -> None:
    before = answerers(served.pid)
    assert len(before) == WORKERS
    os.kill(before[0], signal.SIGKILL)
    assert soon(lambda: len(set(answerers(served.pid)) - {before[0]}) == WORKERS)
    for _ in range(2 * WORKERS):
        with httpx.Client(base_url=served.client.base_url, timeout=30) as client:
            assert client.get("/v1/claims").status_code == 200
            assert client.post("/v1/documents", json=TEXT).status_code in (200, 201)


@needs_proc
def test_none_outlives_a_server_that_is_killed_and_its_port_is_free_at_once(warm: Warm, tmp_path: Path) -> None:
    server = warm.serve(tmp_path / "store", **MANY)
    os.kill(answerers(server.pid)[0], signal.SIGKILL)
    assert soon(lambda: len(answerers(server.pid)) == WORKERS and all(map(holds_the_store, answerers(server.pid))))
    left, port = beside(server.pid), urlsplit(str(server.client.base_url)).port
    server.kill()
    with closing(socket.socket()) as bound:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", port))
        bound.listen()
    assert soon(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))


@needs_proc
def test_a_server_that_is_told_to_end_answers_what_it_was_asked_and_leaves_nothing(warm: Warm, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    server = warm.serve(tmp_path / "store", TMPDIR=str(tmp_path / "t"), **MANY)
    left = beside(server.pid)
    answers: list[int] = []
    with server.client.stream("GET", "/v1/changes", headers={"Accept": "text/event-stream"}) as feed:
        lines = feed.iter_lines()
        next(lines)
        writer = threading.Thread(target=lambda: answers.append(server.client.post("/v1/documents", json=TEXT).status_code))
        writer.start()
        time.sleep(0.1)
        server.end()
        assert list(lines) is not None
    writer.join()
    assert soon(lambda: not server.runs())
    assert answers == [201]
    assert soon(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
    assert list((tmp_path / "t").iterdir()) == []
    assert [line for line in server.log.read_text().splitlines() if "claimgraph is at" not in line] == []


def test_a_second_server_on_the_store_is_refused_even_with_an_index_of_its_own(warm: Warm, served: Server, tmp_path: Path) -> None:
    folder = Path(served.log).with_name("store")
    done: subprocess.CompletedProcess[bytes] = warm.run("serve", "--store", str(folder), "--port", "0", "--index", str(tmp_path / "index"))
    assert done.returncode == 1
    assert f"another process holds the store at {folder} ({served.pid})".encode() in done.stderr


def test_the_number_of_processes_is_bounded(warm: Warm, tmp_path: Path) -> None:
    assert warm.run("serve", "--store", str(tmp_path / "store"), "--workers", "0").returncode == 2


def test_several_servers_with_processes_share_one_database(warm: Warm, server: URL, tmp_path: Path) -> None:
    with database(server) as store, ExitStack() as opened:
        servers = [warm.serve_at(store, tmp_path / f"{number}.log", **MANY) for number in range(2)]
        spoken = [str(server.client.base_url) for server in servers]
        askers = [opened.enter_context(httpx.Client(base_url=address, timeout=60)) for address in spoken for _ in range(WORKERS)]
        with ThreadPoolExecutor(len(askers)) as threads:
            sent = [
                threads.submit(asker.post, "/v1/documents", json={"text": f"Guard {n} said that gate {n} is shut."})
                for n, asker in enumerate(askers * 2)
            ]
            assert [found.result().status_code for found in sent] == [201] * len(sent)
        assert sorted(found.result().json()["seq"] for found in sent) == list(range(1, len(sent) + 1))
        assert [asker.get("/v1/documents").json()["total"] for asker in askers] == [len(sent)] * len(askers)
        for one in servers:
            one.end()
        assert soon(lambda: not any(one.runs() for one in servers))
        with Store.open(store) as record:
            assert (record.verify().broken, record.check()) == (None, [])
