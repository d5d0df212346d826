"""Nobody waits for what follows the record longer than his patience, however long that takes."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.concurrency import run_in_threadpool
from fastapi.testclient import TestClient
from starlette.types import Receive, Scope, Send

from builders import contested_province
from claimgraph.derive import MAKER, Derived, Follower
from claimgraph.errors import StoreError
from claimgraph.ingest.pipeline import read_text
from claimgraph.rdf import updating
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.server import site as sites
from claimgraph_api.server.patience import NEAR, Patient, left
from claimgraph_api.server.site import Site
from claimgraph_api.server.work import Following
from claimgraph_api.settings import Settings

HERE = "http://127.0.0.1:8000"


def add(store: Store, words: str) -> None:
    store.add(read_text(f"The harbour master said that {words} is flooded."), actor="test")


def test_a_request_has_one_patience_whichever_of_its_threads_waits() -> None:
    asked: list[float] = []

    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        asked.append(left(1.0))
        await asyncio.sleep(0.01)
        asked.append(await run_in_threadpool(left, 1.0))
        await asyncio.sleep(1.0)
        asked.append(await run_in_threadpool(left, 1.0))

    asyncio.run(Patient(app)({"type": "http"}, None, None))  # type: ignore[arg-type]
    assert asked[0] > asked[1] > asked[2] == 0.0
    assert left(1.0) > 0.9


def test_a_reader_waits_once_and_nobody_after_him_until_what_is_derived_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(Site, "_wait", lambda _site, seconds: waited.append(seconds))
    monkeypatch.setattr("claimgraph_api.server.site.PATIENCE_SECONDS", 1.0)
    with Site(Settings(store=str(tmp_path)), leads=False) as site, TestClient(create_app(site=site), base_url=HERE) as client:
        site.store.add(contested_province().reading(), actor="test")
        Follower(site.store).follow()
        dispute = Derived(site.store).disputes().items[0].id
        pages = ("/disputes", f"/disputes/{dispute}", "/findings", "/v1/disputes", "/")
        for page in pages:
            assert client.get(page).status_code == 200
        assert waited == []
        add(site.store, "pier 1")
        for page in pages:
            assert client.get(page).status_code == 200
        assert [0 < seconds <= 1 for seconds in waited] == [True]
        Follower(site.store).follow()
        add(site.store, "pier 2")
        assert client.get("/disputes").status_code == 200
        assert len(waited) == 2
        Follower(site.store).follow()
        for number in range(NEAR + 1):
            add(site.store, f"quay {number}")
        assert client.get("/findings").status_code == 200
        assert len(waited) == 2


def test_who_waits_for_one_who_derives_goes_when_he_likes_and_two_wait_for_the_same(tmp_path: Path) -> None:
    begun, may_end = [], Event()

    def follow(_seconds: float) -> None:
        begun.append(1)
        may_end.wait(60)
        Follower(store).follow()

    with Store.open(tmp_path) as store:
        add(store, "pier 1")
        following = Following(store, follow)
        before = time.monotonic()
        following.wait(0.05)
        assert (time.monotonic() - before < 30, store.followed(MAKER)) == (True, 0)
        with ThreadPoolExecutor(2) as threads:
            waiting = [threads.submit(following.wait, 60) for _ in range(2)]
            may_end.set()
            for one in waiting:
                one.result()
        assert (len(begun), store.followed(MAKER)) == (1, 1)
        add(store, "pier 2")

        def fail(_seconds: float) -> None:
            raise StoreError("the disk is full")

        with pytest.raises(StoreError, match="full"):
            Following(store, fail).wait(60)


def test_a_large_entry_keeps_neither_writers_nor_questions_after_health_nor_the_end_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = updating.updates

    def endless(*asked: Any) -> Iterator[updating.Update]:
        for update in make(*asked):
            yield update
            while True:
                asked[-1]()
                time.sleep(0.01)

    with Site(Settings(store=str(tmp_path), readers=0)) as site, TestClient(create_app(site=site), base_url=HERE) as client:
        assert client.post("/v1/documents", json={"text": "The baker said that it rained."}).status_code == 201
        monkeypatch.setattr(updating, "MOST", 5)
        monkeypatch.setattr("claimgraph.rdf.index.updates", endless)
        monkeypatch.setattr(sites, "FOLLOWING_SECONDS", 0.5)
        before = time.monotonic()
        for number in range(3):
            assert client.post("/v1/documents", json={"text": f"The guard said that gate {number} is shut."}).status_code == 201
            told = client.get("/readyz")
            assert (told.status_code, told.json()["indexed"]) == (200, 1)
            assert f"holds entry 1 of {number + 2}" in told.json()["index"]
        refused = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json()["code"]) == (503, "index-behind")
    assert time.monotonic() - before < 30
