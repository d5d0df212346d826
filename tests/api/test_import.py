"""Tables of claims over HTTP: jobs that survive a kill, are told of, and can be ended."""

import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from builders import contested_province
from claimgraph.errors import StoreError
from claimgraph.store import Store
from claimgraph_api.answers.importing import Order, Tell
from claimgraph_api.app import create_app
from claimgraph_api.server import jobs as jobs_module
from claimgraph_api.server.jobs import ATTEMPTS, WAITING, Job, Jobs, Spooled
from claimgraph_api.server.work import Here
from claimgraph_api.settings import Settings
from forking import PATIENCE, Warm

HEADER = "source,entity,attribute,value\n"
TABLE = HEADER + "Parade,Safir bridge,status,closed\nOrsk Staff,Safir bridge,status,open\n,x,y,z\n"
CSV = {"Content-Type": "text/csv"}


def many(rows: int) -> str:
    return HEADER + "".join(f"Source {n % 7} Press,Town {n % 2_000} bridge,width,{n}\n" for n in range(rows))


def ended(client: Any, job: str) -> dict[str, Any]:
    """The job once it has ended."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found: dict[str, Any] = client.get(f"/v1/jobs/{job}").json()
        if found["state"] not in ("queued", "running"):
            return found
        time.sleep(0.01)
    raise AssertionError(f"{job} did not end")


def sent(client: Any, table: str | bytes, *, headers: dict[str, str] = CSV, **query: Any) -> dict[str, Any]:
    answer = client.post("/v1/import", content=table, headers=headers, params=query)
    assert answer.status_code == 202, answer.text
    taken: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"/v1/jobs/{taken['id']}"
    return taken


def test_a_table_becomes_claims_and_the_job_says_what_was_done(fresh: TestClient) -> None:
    job = ended(fresh, sent(fresh, TABLE, name="bridges.csv")["id"])
    assert {name: job[name] for name in ("state", "rows", "added", "already", "rejected", "documents", "seq", "error")} == {
        "state": "done", "rows": 3, "added": 2, "already": 0, "rejected": 1, "documents": 1, "seq": 1, "error": None,
    }  # fmt: skip
    assert fresh.get("/v1/claims").json()["total"] == 2
    assert fresh.get("/v1/documents").json()["items"][0]["title"] == "bridges.csv, lines 2 to 3"
    rejects = fresh.get(f"/v1/jobs/{job['id']}/rejects")
    assert rejects.headers["content-type"] == "application/x-ndjson"
    assert [(line["line"], line["row"]) for line in map(json.loads, rejects.text.splitlines())] == [(4, ",x,y,z")]
    again = ended(fresh, sent(fresh, TABLE)["id"])
    assert (again["added"], again["already"], again["seq"]) == (0, 2, 1)


def test_gzip_and_ndjson_are_told_by_their_bytes(fresh: TestClient) -> None:
    line = json.dumps({"source": "Parade", "text": "The bridge is closed."}) + "\n"
    for headers in ({}, {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}, {"Content-Type": "application/gzip"}):
        job = ended(fresh, sent(fresh, gzip.compress(line.encode()), headers=headers)["id"])
        assert (job["state"], job["added"] + job["already"]) == ("done", 1)
    assert fresh.get("/v1/claims").json()["total"] == 1


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        ("name,claim\na,b\n", CSV, 400, "bad-input"),
        (b"PK\x03\x04 an office file", CSV, 415, "unreadable"),
        (TABLE, {"Content-Type": "application/pdf"}, 415, "unsupported-media-type"),
        (TABLE, {**CSV, "Content-Encoding": "br"}, 415, "unsupported-media-type"),
    ],
)
def test_what_is_no_table_is_refused_at_once_and_leaves_nothing(
    fresh: TestClient, tmp_path: Path, body: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = fresh.post("/v1/import", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert fresh.get("/v1/jobs").json()["total"] == 0
    assert not list((tmp_path / "store" / "imports").iterdir())


def test_a_body_has_a_limit_of_its_own(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"), most_upload_bytes=1_000, most_import_bytes=10_000)
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
        assert ended(client, sent(client, many(100))["id"])["added"] == 100
        pieces = iter([many(1_000).encode()] * 3)
        for body in (many(1_000), pieces):
            answer = client.post("/v1/import", content=body, headers=CSV)
            assert (answer.status_code, answer.json()["code"]) == (413, "limit")
        assert client.post("/v1/documents", json={"text": "It rained. " * 200}).status_code == 413
        assert not list((tmp_path / "store" / "imports").glob("*.part"))


def test_an_idempotency_key_makes_one_job(fresh: TestClient) -> None:
    headers = {**CSV, "Idempotency-Key": "k-1"}
    assert sent(fresh, TABLE, headers=headers)["id"] == sent(fresh, TABLE, headers=headers)["id"]
    assert fresh.post("/v1/import", content=many(3), headers=headers).json()["code"] == "key-reused"
    assert fresh.get("/v1/jobs").json()["total"] == 1


def test_jobs_are_listed_newest_first_and_a_job_that_there_is_not_is_404(fresh: TestClient) -> None:
    jobs = [ended(fresh, sent(fresh, many(n + 1))["id"])["id"] for n in range(3)]
    first = fresh.get("/v1/jobs", params={"limit": 2}).json()
    rest = fresh.get("/v1/jobs", params={"limit": 2, "cursor": first["next"]}).json()
    assert [job["id"] for job in (*first["items"], *rest["items"])] == jobs[::-1]
    for address in ("/v1/jobs/job-0", "/v1/jobs/job-0/rejects"):
        assert fresh.get(address).status_code == 404
    assert fresh.get(f"/v1/jobs/{jobs[0]}/rejects").content == b""
    assert fresh.delete("/v1/jobs/job-0").status_code == 404


def test_a_job_that_is_cancelled_keeps_whole_batches_and_one_that_ended_cannot_be(fresh: TestClient) -> None:
    jobs = [sent(fresh, many(8_000))["id"], sent(fresh, many(10))["id"]]
    answers = [fresh.delete(f"/v1/jobs/{job}") for job in jobs]
    assert [answer.json().get("state") for answer in answers] == ["cancelled"] * 2
    assert fresh.delete(f"/v1/jobs/{jobs[0]}").status_code == 409
    done = ended(fresh, sent(fresh, many(2))["id"])  # it comes after the one that was cancelled
    assert done["state"] == "done"
    assert fresh.get("/v1/claims").json()["total"] % 1_000 in (0, 2)


def test_a_table_that_breaks_in_the_middle_fails_and_keeps_what_came_before(fresh: TestClient) -> None:
    packed = gzip.compress(many(6_500).encode())
    job = ended(fresh, sent(fresh, packed[: len(packed) * 2 // 3], headers={"Content-Type": "application/gzip"})["id"])
    assert (job["state"], job["code"]) == ("failed", "unreadable")
    assert job["added"] == fresh.get("/v1/claims").json()["total"] > 0
    assert ended(fresh, sent(fresh, packed, headers={"Content-Type": "application/gzip"})["id"])["already"] == job["added"]


def test_a_server_that_is_killed_goes_on_with_its_jobs_and_adds_nothing_twice(warm: Warm, tmp_path: Path) -> None:
    place = tmp_path / "store"
    server = warm.serve(place)
    job = sent(server.client, many(4_500))["id"]
    while not server.client.get(f"/v1/jobs/{job}").json()["rows"]:
        time.sleep(0.01)
    server.kill()
    server = warm.serve(place)
    done = ended(server.client, job)
    assert (done["state"], done["attempts"], done["rows"]) == ("done", 2, 4_500)
    assert done["already"] > 0
    server.kill()
    with Store.open(place) as store:
        assert store.statistics()["claims"] == 4_500
        assert store.verify().broken is None


def test_a_job_that_brought_the_server_down_again_and_again_is_left_alone(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        folder = tmp_path / "imports"
        with Jobs(Here(store), folder, lambda: None, store.last_erasure) as jobs:
            spooled = Spooled(jobs.spool_path(), "", 0)
            spooled.path.write_text(TABLE)
            job = jobs.submit(spooled, name="a", format="csv", ignore=())
        known = json.loads((folder / f"{job.id}.json").read_text())
        (folder / f"{job.id}.json").write_text(json.dumps({**known, "state": "running", "attempts": ATTEMPTS}))
        (folder / "half.part").write_text("what never came to its end")
        with Jobs(Here(store), folder, lambda: None, store.last_erasure) as again:
            end = time.monotonic() + PATIENCE
            while again.get(job.id).state == "running" and time.monotonic() < end:
                time.sleep(0.01)
            assert again.get(job.id).state == "interrupted"
        assert not list(folder.glob("*.part"))


class Slow(Here):
    """Has an import at a batch that takes as long as somebody likes, whatever it is told."""

    may_end = Event()

    def import_table(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        tell({"rows": Path(order.path).read_text().count("\n")})
        assert self.may_end.wait(PATIENCE)
        raise StoreError("the process that stores what comes in has ended")


def test_a_server_that_ends_gives_up_a_batch_that_takes_long_and_the_job_waits_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "ENDING_SECONDS", 0.05)
    with Store.open(tmp_path / "store") as store:
        began = time.monotonic()
        with Jobs(work := Slow(store), tmp_path / "imports", lambda: None, store.last_erasure) as jobs:
            spooled = Spooled(jobs.spool_path(), "", 0)
            spooled.path.write_text(TABLE)
            job = jobs.submit(spooled, name="a", format="csv", ignore=())
            while jobs.get(job.id).state != "running":
                time.sleep(0.001)
            thread = jobs._thread
        assert time.monotonic() - began < PATIENCE / 2
        work.may_end.set()
        assert thread is not None
        thread.join(PATIENCE)
        known = json.loads((tmp_path / "imports" / f"{job.id}.json").read_text())
        assert (known["state"], known["attempts"], known["error"]) == ("queued", 0, None)


def test_of_ended_jobs_the_newest_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimgraph_api.server.jobs.MOST_KEPT", 10)
    with Store.open(tmp_path / "store") as store, Jobs(Here(store), tmp_path / "imports", lambda: None, store.last_erasure) as jobs:
        for _ in range(15):
            spooled = Spooled(jobs.spool_path(), "", 0)
            spooled.path.write_text(HEADER)
            job = jobs.submit(spooled, name="a", format="csv", ignore=())
            while jobs.get(job.id).state != "done":
                time.sleep(0.001)
        assert len(jobs.all()) == 10
        assert len(list((tmp_path / "imports").iterdir())) == 10


def test_claims_are_taken_away_as_tables_of_now_and_of_then(fresh: TestClient) -> None:
    ended(fresh, sent(fresh, TABLE)["id"])
    then = fresh.get("/v1/export?format=csv").text
    ended(fresh, sent(fresh, many(5))["id"])
    assert then.count("\n") == 3
    assert fresh.get("/v1/export?format=csv&as_of=1").text == then
    assert fresh.get("/v1/export?format=ndjson").text.count("\n") == 7


def test_a_table_goes_into_the_collection_that_is_named(fresh: TestClient) -> None:
    sent(fresh, TABLE)
    job = ended(fresh, sent(fresh, many(3), collection="Case 7")["id"])
    assert (job["state"], job["collection"], job["added"]) == ("done", "Case 7", 3)
    assert fresh.get("/v1/claims", params={"collection": "Case 7"}).json()["total"] == 3
    refused = fresh.post("/v1/import", content=TABLE, headers=CSV, params={"collection": " "})
    assert (refused.status_code, fresh.get("/v1/jobs").json()["total"]) == (400, 2)


SECRET = HEADER + "Parade,Safir bridge,status,closed\n,xanquo,y,z\n"


class Overtaken(Here):
    """Work in which somebody erases a document while a table is imported."""

    def __init__(self, store: Store, erased: Callable[[], None]) -> None:
        super().__init__(store)
        self._erased = erased

    def import_table(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        """Import."""
        found = super().import_table(order, tell)
        self._erased()
        return found


def submitted(jobs: Jobs, table: str = SECRET) -> Job:
    """The job of a table, once it has ended."""
    spooled = Spooled(jobs.spool_path(), "", 0)
    spooled.path.write_text(table)
    job = jobs.submit(spooled, name="xanquo.csv", format="csv", ignore=())
    while jobs.get(job.id).state in WAITING:
        time.sleep(0.001)
    return jobs.get(job.id)


def holding(word: str, folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if word in path.read_text()]


def erased(store: Store) -> None:
    store.erase(store.add(contested_province().reading(), actor="test").document, actor="test", reason="order")


def test_what_is_erased_while_a_job_runs_goes_when_it_ends(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:

        def overtake() -> None:
            erased(store)
            jobs.forget()

        with Jobs(Overtaken(store, overtake), tmp_path / "imports", lambda: None, store.last_erasure) as jobs:
            job = submitted(jobs)
            assert (job.state, job.rejected, job.name, jobs.rejects(job.id)) == ("done", 1, "", None)
            assert holding("xanquo", jobs.folder) == []


def test_a_server_that_starts_lets_go_of_what_was_erased_since_it_ended(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        erased(store)
        with Jobs(Here(store), tmp_path / "imports", lambda: None, store.last_erasure) as jobs:
            job = submitted(jobs)
            jobs.forget()  # nothing was erased since it was sent
            assert jobs.rejects(job.id)
            assert holding("xanquo", jobs.folder)
        store.erase(next(iter(store.graph().documents)), actor="test", reason="order")
        with Jobs(Here(store), tmp_path / "imports", lambda: None, store.last_erasure) as again:
            assert (again.rejects(job.id), again.get(job.id).name, again.get(job.id).rejected) == (None, "", 1)
            assert holding("xanquo", again.folder) == []


def test_whoever_erases_where_no_server_runs_leaves_nothing_that_was_rejected(warm: Warm, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        with Jobs(Here(store), tmp_path / "store" / "imports", lambda: None, store.last_erasure) as jobs:
            submitted(jobs)
        document = next(iter(store.graph().documents))
    assert holding("xanquo", jobs.folder)
    done = warm.run("erase", document, "--reason", "order", "--store", str(tmp_path / "store"))
    assert done.returncode == 0, done.stderr
    assert holding("xanquo", jobs.folder) == []
