"""A server has texts read, compared and stored by processes beside it: the answers and the record are as if it did so itself."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from claimgraph.derive import MAKER
from claimgraph.errors import ConflictError, InputError, StoreError
from claimgraph.ingest.pipeline import read_text
from claimgraph.model import Judgement
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server.patience import NEAR
from claimgraph_api.server.recording import Recorder
from claimgraph_api.server.site import Site
from claimgraph_api.server.work import Apart, Here
from claimgraph_api.settings import Settings
from forking import PATIENCE, beside

TEXTS = (
    "The mayor of Lund said that the bridge is closed. The river guard denied that the bridge is closed.",
    "According to the harbour office, the bridge at Lund is open.",
    "<html><p>Ada Ruiz said that the dam broke.</p></html>",
    "%PDF-1.4 is how the note begins. The guard said that nobody was hurt.",
    "The mayor of Lund said that the bridge is closed. The river guard denied that the bridge is closed.",
)
BAD: tuple[dict[str, Any], ...] = ({"text": " "}, {"text": "a\x00b"}, {"text": "x" * 1_000_001}, {"text": "\ud800 said the mayor"}, {})


def server(folder: Path, readers: int) -> TestClient:
    return TestClient(create_app(Settings(store=str(folder), readers=readers)), base_url="http://127.0.0.1:8000")


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with server(tmp_path_factory.mktemp("apart") / "store", 1) as opened:
        yield opened


def answers(client: TestClient) -> list[tuple[int, Any]]:
    """What a server answers to all that is sent to it."""
    bodies = (*({"text": text, "title": "A note"} for text in TEXTS), *BAD)
    sent = [client.post("/v1/documents", content=json.dumps(body), headers={"content-type": "application/json"}) for body in bodies]
    sent.append(
        client.post("/v1/files?name=a.html", content=b"<p>The guard said that the dam holds.</p>", headers={"content-type": "text/html"})
    )
    sent.append(client.post("/v1/documents", json={"text": TEXTS[1], "collection": "Case 7"}))
    sent.append(client.post("/v1/read", json={"text": TEXTS[0]}))
    sent.append(client.post("/v1/compare", json={"a": "The bridge is closed.", "b": "The bridge is not closed."}))
    sent.append(client.post("/v1/compare", json={"a": "", "b": "The bridge is not closed."}))
    sent.extend(client.post(f"/v1/documents/{document}/reread") for document in (sent[0].json()["document"], "doc-0"))
    sent.append(client.get("/v1/disputes"))
    return [(answer.status_code, answer.json()) for answer in sent]


def recorders() -> list[int]:
    return beside(os.getpid(), "recorder")


def readers() -> list[int]:
    return beside(os.getpid(), "reader")


def test_the_answers_and_the_record_are_those_of_a_server_that_does_it_itself(apart: TestClient, tmp_path: Path) -> None:
    with server(tmp_path / "here", 0) as here:
        assert answers(apart) == answers(here)
        stores = [client.app.state.site.store for client in (apart, here)]  # type: ignore[attr-defined]
        held = [[node for node in store.stream() if not isinstance(node, Judgement)] for store in stores]  # those say when they were made
        assert held[0] == held[1]
        assert [store.verify().broken for store in stores] == [None, None]


def test_a_process_that_is_killed_is_replaced_and_nothing_is_lost(apart: TestClient) -> None:
    apart.post("/v1/documents", json={"text": "The mayor said that the tower at Arno fell."})
    (pid,) = readers()
    os.kill(pid, signal.SIGKILL)
    answer = apart.post("/v1/documents", json={"text": f"The mayor said that house {pid} at Arno fell."})
    if answer.status_code in (415, 503):  # what was being written to a process that had ended
        answer = apart.post("/v1/documents", json={"text": f"The mayor said that house {pid} at Arno fell."})
    assert answer.status_code == 201, answer.text
    assert readers() != [pid]


def test_a_correction_keeps_nobody_waiting_and_is_made_once_where_its_process_is_killed(apart: TestClient) -> None:
    document = apart.post("/v1/documents", json={"text": "The mayor said that the quay at Arno fell."}).json()["document"]
    (act,) = (item for item in apart.get(f"/v1/assertions?document={document}").json()["items"] if "claim" in item["content"])
    asked = {"target": act["id"], "verdict": "edited", "changes": [{"text": "The old quay at Arno fell.", "certainty": "probable"}]}
    seen = {"If-Match": apart.get(f"/v1/assertions/{act['id']}").headers["etag"]}
    (pid,) = recorders()
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor(1) as threads:
        sent = threads.submit(apart.post, "/v1/judgements", json=asked, headers=seen)
        assert apart.get(f"/v1/claims/{act['content']['claim']}").status_code == 200
        assert not sent.done()
        os.kill(pid, signal.SIGKILL)
        made = sent.result()
    assert made.status_code == 201, made.text
    (edited,) = (item for item in apart.get(f"/v1/assertions?document={document}").json()["items"] if "claim" in item["content"])
    assert edited["review"] == {"verdict": "edited", "judgement": made.json()["id"], "corrects": []}
    assert apart.get(f"/v1/claims/{edited['content']['claim']}").json()["text"] == "The old quay at Arno fell."
    assert [item["verdict"] for item in apart.get(f"/v1/judgements?target={act['id']}").json()["items"]] == ["edited"]
    assert apart.post("/v1/judgements", json=asked, headers=seen).status_code == 412
    refused = apart.post("/v1/judgements", json={**asked, "changes": [{"quote": "words that nobody wrote"}]})
    assert (refused.status_code, refused.json()["code"]) == (400, "not-in-text")


def test_many_who_write_at_once_are_all_stored_and_readers_are_answered(apart: TestClient) -> None:
    def add(number: int) -> int:
        return apart.post("/v1/documents", json={"text": f"Guard {number} said that gate {number} at Orsk is shut."}).status_code

    with ThreadPoolExecutor(30) as threads:
        stored = [threads.submit(add, number) for number in range(30)]
        assert apart.get("/v1/claims").status_code == 200
        assert [found.result() for found in stored] == [201] * 30


def test_what_is_derived_follows_in_the_process_beside(apart: TestClient) -> None:
    apart.post("/v1/documents", json={"text": "The envoy said that the truce holds. The guard denied that the truce holds."})
    (newest,) = apart.get("/v1/links?limit=1").json()["items"]
    apart.post("/v1/judgements", json={"target": newest["id"], "verdict": "dismissed"})
    assert apart.get("/v1/stats").json()["seq"] == apart.app.state.site.store.seq()  # type: ignore[attr-defined]
    site = apart.app.state.site  # type: ignore[attr-defined]
    assert site.derived.sizes()["disputes"] > 0


def imported(client: TestClient) -> str:
    """The job of importing 4,500 rows, several batches."""
    rows = "".join(f"Source {n % 7} Press,Town {n % 900} bridge,width,{n}\n" for n in range(4_500))
    answer = client.post("/v1/import", content=f"source,entity,attribute,value\n{rows}", headers={"Content-Type": "text/csv"})
    job: str = answer.json()["id"]
    return job


def ended(client: TestClient, job: str) -> dict[str, Any]:
    """A job once it has ended."""
    return watched(client, job, lambda found: found["state"] not in ("queued", "running"))


def running(client: TestClient, job: str) -> dict[str, Any]:
    """A job as soon as rows of it are stored."""
    return watched(client, job, lambda found: found["rows"] > 0)


def watched(client: TestClient, job: str, until: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """A job as it is once something is so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if until(found):
            return found
        time.sleep(0.01)
    raise AssertionError(f"{job} is {found}")


def test_readers_are_answered_while_an_import_stands_still_and_one_whose_process_is_killed_is_whole(tmp_path: Path) -> None:
    before = set(recorders())
    with server(tmp_path / "store", 1) as client:
        job = imported(client)
        stored = running(client, job)
        (pid,) = set(recorders()) - before
        os.kill(pid, signal.SIGSTOP)
        (claim,) = client.get("/v1/claims?limit=1").json()["items"]
        assert client.get(f"/v1/claims/{claim['id']}").status_code == 200
        assert client.get(f"/v1/jobs/{job}").json()["state"] == stored["state"] == "running"
        os.kill(pid, signal.SIGKILL)
        done = ended(client, job)
        assert (done["state"], done["rows"], done["rejected"], done["attempts"]) == ("done", 4_500, 0, 1)
        assert done["already"] >= stored["added"] > 0
        assert client.get("/v1/claims").json()["total"] == 4_500
        assert client.app.state.site.store.verify().broken is None  # type: ignore[attr-defined]


def test_a_server_that_ends_stops_its_import_and_goes_on_with_it(tmp_path: Path) -> None:
    with server(tmp_path / "store", 1) as client:
        job = imported(client)
        assert running(client, job)["state"] == "running"
    with server(tmp_path / "store", 1) as client:
        done = ended(client, job)
        assert (done["state"], done["attempts"], done["added"] + done["already"]) == ("done", 1, 4_500)
        assert done["already"] > 0


def test_the_processes_end_with_the_server(tmp_path: Path) -> None:
    before = {*recorders(), *readers()}
    with server(tmp_path / "store", 1) as client:
        client.post("/v1/documents", json={"text": TEXTS[0]})
        assert len({*recorders(), *readers()} - before) == 2
    assert {*recorders(), *readers()} <= before


def test_the_processes_that_read_end_with_an_erasure(tmp_path: Path) -> None:
    others = set(readers())
    with server(tmp_path / "store", 1) as client:
        document = client.post("/v1/documents", json={"text": TEXTS[0]}).json()["document"]
        had = set(readers()) - others
        assert had
        assert client.post("/v1/erasures", json={"target": "document-aaaaaaaaaaaaaaaaaaaa", "reason": "order"}).status_code == 404
        assert had <= set(readers())
        assert client.post("/v1/erasures", json={"target": document, "reason": "order"}).status_code == 201
        assert not had & set(readers())
        assert client.post("/v1/read", json={"text": TEXTS[1]}).status_code == 200


def test_errors_of_the_process_are_raised_where_it_was_asked(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        work = Apart(store, 1)
        reading = work.read_text(TEXTS[0], None)
        added = work.add(store, reading, actor="test")
        store.erase(added.document, actor="test", reason="a test")
        with pytest.raises(ConflictError) as refused:
            work.add(store, reading, actor="test")
        assert refused.value.code == "was-erased"
        with pytest.raises(InputError):
            work.read_text("", None)
        work.close()
        with pytest.raises(StoreError):
            work.add(store, reading, actor="test")


def test_a_store_that_cannot_be_opened_is_told_and_written_again_where_it_can_be(tmp_path: Path) -> None:
    recorder = Recorder(str(tmp_path / "nowhere"))
    with pytest.raises(StoreError):
        recorder.add(read_text(TEXTS[0]), actor="test", collection=None)
    with Store.open(tmp_path / "nowhere"):
        assert not recorder.add(read_text(TEXTS[0]), actor="test", collection=None).already
    recorder.close()


def test_whoever_writes_waits_for_what_is_derived_unless_that_is_far_behind(tmp_path: Path) -> None:
    with Site(Settings(store=str(tmp_path), readers=0)) as site:
        for many in (NEAR, NEAR + 1):
            for number in range(many):
                site.store.add(read_text(f"Guard {many} said that gate {number} is shut."), actor="test")
            site.follow()
            if many == NEAR:
                assert site.store.followed(MAKER) == site.store.seq()
        end = time.monotonic() + 30
        while site.store.followed(MAKER) < site.store.seq() and time.monotonic() < end:
            time.sleep(0.05)  # it is derived beside
        assert site.store.followed(MAKER) == site.store.seq()


def test_a_reader_does_not_wait_for_whoever_derives_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path) as store:
        for number in range(NEAR + 1):
            store.add(read_text(f"A guard said that gate {number} is shut."), actor="test")
    done = Event()
    monkeypatch.setattr(Here, "follow", lambda *_: done.wait(60))  # as over an entry of thousands of claims
    with Site(Settings(store=str(tmp_path), readers=0)) as site:
        began = time.monotonic()
        assert site.derived.sizes()["disputes"] == 0
        assert time.monotonic() - began < 30
        done.set()
