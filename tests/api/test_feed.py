"""The feed of changes over real connections: nothing missed, nothing twice, no memory for the slow, an end at shutdown."""

import json
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from builders import Telling
from claimgraph.store import Store
from forking import Server, Warm

EVENTS = {"Accept": "text/event-stream"}
LINES = {"Accept": "application/x-ndjson"}


needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="what a process does is read from /proc")


def telling(number: int) -> Telling:
    made = Telling(f"It rained on day {number}.")
    made.said(made.author, made.claim(f"It rained on day {number}.", "It rained"), "It rained")
    return made


def add(place: Path, numbers: Iterable[int]) -> None:
    with Store.open(place) as store:
        for number in numbers:
            store.add(telling(number).reading(), actor="test")


def ids(answer: httpx.Response) -> Iterator[int]:
    return (int(line[4:]) for line in answer.iter_lines() if line.startswith("id: "))


@pytest.fixture
def served(warm: Warm, tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server, and the folder of its store, which this process writes too."""
    server = warm.serve(tmp_path / "store", CLAIMGRAPH_HEARTBEAT_SECONDS="0.5")
    yield server, tmp_path / "store"
    server.kill()


def test_a_listener_that_is_cut_off_a_hundred_times_misses_nothing_and_sees_nothing_twice(served: tuple[Server, Path]) -> None:
    server, place = served
    writer = threading.Thread(target=add, args=(place, range(300)))
    writer.start()
    seen: list[int] = []
    connections = 0
    while len(seen) < 300:
        last = {"Last-Event-ID": str(seen[-1])} if seen else {}
        connections += 1
        with server.client.stream("GET", "/v1/changes?since=0", headers={**EVENTS, **last}) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            for number, seq in enumerate(ids(answer), 1):
                seen.append(seq)
                if number == 3:
                    break
    writer.join()
    assert seen == list(range(1, 301))
    assert connections >= 100


def test_what_another_process_writes_arrives_while_one_listens(served: tuple[Server, Path]) -> None:
    server, place = served
    with server.client.stream("GET", "/v1/changes", headers=EVENTS) as answer:
        numbers = ids(answer)
        for seq in (1, 2, 3):
            add(place, [seq])
            assert next(numbers) == seq


def test_an_event_is_an_entry_and_an_idle_stream_carries_comments(served: tuple[Server, Path]) -> None:
    server, place = served
    add(place, [1])
    with server.client.stream("GET", "/v1/changes", headers=EVENTS) as answer:
        lines = answer.iter_lines()
        got = [next(lines) for _ in range(8)]
    assert (got[0], got[2:4], got[6]) == ("retry: 1000", ["id: 1", "event: change"], ": nothing new")
    assert json.loads(got[4].removeprefix("data: ")) == server.client.get("/v1/changes").json()["items"][0]


def test_lines_are_all_entries_and_end(served: tuple[Server, Path]) -> None:
    server, place = served
    add(place, range(120))
    answer = server.client.get("/v1/changes?since=7", headers=LINES)
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line)["seq"] for line in answer.text.splitlines()] == list(range(8, 121))
    assert len(server.client.get("/v1/changes?since=7&limit=60", headers=LINES).text.splitlines()) == 60
    assert server.client.get("/v1/changes?since=120", headers=LINES).text == ""


def number_of(server: Server, name: str) -> int:
    """What the system says of the server's process, such as its memory in kB (`VmRSS`)."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name))


@needs_proc
@pytest.mark.parametrize("form", [EVENTS, LINES])
def test_a_slow_consumer_costs_no_memory(served: tuple[Server, Path], form: dict[str, str]) -> None:
    server, place = served
    with Store.open(place) as store:
        for number in range(100):
            store.add(telling(number).reading(), actor="test")
            store.retract(telling(number).document.id, actor="test", reason="x" * 500_000)
    size = 100 * 500_000
    server.client.get("/v1/changes", params={"limit": 10})
    before = number_of(server, "VmRSS")
    with server.client.stream("GET", "/v1/changes", headers=form) as answer:
        taken = answer.iter_lines()
        next(taken)
        time.sleep(1)
        assert (number_of(server, "VmRSS") - before) * 1024 < size / 2
        lines = 1
        for line in taken:
            lines += bool(line) and not line.startswith(":")
            if lines >= (200 if form == LINES else 601):
                break


def test_a_server_that_is_told_to_end_ends_its_streams_cleanly_and_soon(served: tuple[Server, Path]) -> None:
    server, place = served
    add(place, [1])
    with server.client.stream("GET", "/v1/changes", headers=EVENTS) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "retry: 1000"
        threading.Timer(0.3, server.end).start()
        assert "id: 1" in list(lines)  # reads to the end, which raises where the last chunk is missing
    while server.runs():
        time.sleep(0.01)


def test_what_is_being_answered_when_a_server_is_told_to_end_is_answered(served: tuple[Server, Path]) -> None:
    server, _ = served
    answers: list[int] = []

    def write(number: int) -> None:
        text = " ".join(f"Mayor {number} said that the bridge {place} is closed." for place in range(12))
        with httpx.Client(base_url=server.client.base_url, timeout=60) as client:
            answers.append(client.post("/v1/documents", json={"text": text}).status_code)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    while not answers and any(writer.is_alive() for writer in writers):  # then the others are being answered
        time.sleep(0.001)
    server.kill(signal.SIGTERM)
    for writer in writers:
        writer.join()
    assert answers == [201] * 4


@pytest.mark.parametrize(("last", "status"), [("x", 400), ("-1", 400), ("9" * 40, 400), ("999", 404), ("٣", 400)])
def test_a_place_that_cannot_be_gone_on_from_is_refused(client: TestClient, last: str, status: int) -> None:
    answer = client.get("/v1/changes", headers=[(b"Accept", b"text/event-stream"), (b"Last-Event-ID", last.encode())])
    assert answer.status_code == status


def test_the_list_form_stays_and_its_next_page_follows(changeable: TestClient) -> None:
    changeable.post("/v1/documents", json={"text": "It rained, the baker said."})
    first = changeable.get("/v1/changes?limit=1")
    assert (first.json()["items"][0]["seq"], first.json()["next"], first.json()["total"]) == (1, "1", 2)
    assert changeable.get(first.links["next"]["url"]).json()["items"][0]["seq"] == 2
