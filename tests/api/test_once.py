"""A request that is sent again under its Idempotency-Key has one effect and one answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from builders import contested_province
from claimgraph.store import Store
from claimgraph.store.answers import KEPT, LEASE, Kept, Mine, answer, stamp
from claimgraph_api.app import create_app
from claimgraph_api.server.once import OnceRoute
from claimgraph_api.settings import Settings

TEXT = {"text": "The mayor of Lund said that the bridge is closed."}
KEY = {"Idempotency-Key": "a-1"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


def aged(store: Store, by: timedelta) -> None:
    """Make all answers older."""
    before = stamp(datetime.now(UTC) - by)
    store.answers._write(lambda connection: connection.execute(update(answer).values(at=before, leased=before)))


def mine(store: Store, key: str) -> Mine:
    """Leave to answer."""
    begun = store.answers.begin(key, "request")
    assert isinstance(begun, Mine)
    return begun


def test_every_post_of_the_api_may_carry_a_key(tmp_path: Path) -> None:
    for route in create_app(Settings(store=str(tmp_path))).routes:
        if "POST" in (getattr(route, "methods", None) or ()) and route.path.startswith("/v1/"):  # type: ignore[attr-defined]
            assert isinstance(route, OnceRoute), route.path  # type: ignore[attr-defined]


def test_the_key_is_described_to_programs(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()["paths"]["/v1/documents"]["post"]["parameters"]
    assert [parameter["name"] for parameter in described] == ["Idempotency-Key"]


def test_the_same_request_gets_the_same_answer_byte_for_byte(fresh: TestClient) -> None:
    first, again = (fresh.post("/v1/documents", json=TEXT, headers=KEY) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first.headers["location"]) == (again.content, again.headers["location"])
    assert fresh.post("/v1/documents", json=TEXT).status_code == 200


def test_a_key_is_for_one_request(fresh: TestClient) -> None:
    fresh.post("/v1/documents", json=TEXT, headers=KEY)
    other = fresh.post("/v1/documents", json={"text": "It rained."}, headers=KEY)
    elsewhere = fresh.post("/v1/read", json=TEXT, headers=KEY)
    assert [(got.status_code, got.json()["code"]) for got in (other, elsewhere)] == [(422, "key-reused")] * 2
    assert fresh.get("/v1/documents").json()["total"] == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
def test_a_key_that_is_none_is_refused(fresh: TestClient, key: str) -> None:
    assert fresh.post("/v1/documents", json=TEXT, headers={"Idempotency-Key": key}).status_code == 400


def test_fifty_at_once_have_one_effect_and_one_answer(changeable: TestClient) -> None:
    link = changeable.get("/v1/links?status=proposed").json()["items"][0]
    before = changeable.get("/v1/stats").json()
    body = {"target": link["id"], "verdict": "dismissed"}
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: changeable.post("/v1/judgements", json=body, headers=KEY), range(50)))
    assert {(answer.status_code, answer.content) for answer in answers} == {(201, answers[0].content)}
    after = changeable.get("/v1/stats").json()
    assert (after["judgements"], after["seq"]) == (before["judgements"] + 1, before["seq"] + 1)


def test_what_failed_may_be_tried_again(changeable: TestClient) -> None:
    body = {"target": "claim-aaaaaaaaaaaaaaaaaaaa", "verdict": "accepted"}
    assert [changeable.post("/v1/judgements", json=body, headers=KEY).status_code for _ in range(2)] == [404, 404]
    assert changeable.post("/v1/judgements", json={"verdict": 1}, headers=KEY).status_code == 422
    assert changeable.post("/v1/documents", json=TEXT, headers=KEY).status_code == 201


def test_a_key_belongs_to_whom_it_was_used_by(fresh: TestClient) -> None:
    mine = fresh.post("/v1/documents", json=TEXT, headers={**KEY, "Authorization": "Bearer one"})
    other = fresh.post("/v1/documents", json=TEXT, headers={**KEY, "Authorization": "Bearer two"})
    assert (mine.status_code, other.status_code) == (201, 200)


def test_without_access_nothing_that_was_kept_is_shown(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
        token = store.make_key("Ann", ["read", "write"])
        headers = {**KEY, "Authorization": f"Bearer {token}"}
        with TestClient(create_app(Settings(store=str(tmp_path), host="0.0.0.0"))) as client:
            assert client.post("/v1/documents", json=TEXT, headers=headers).status_code == 201
            assert client.post("/v1/documents", json=TEXT, headers=headers).status_code == 201
            store.revoke_key(store.list_keys()[0].prefix)
            assert client.post("/v1/documents", json=TEXT, headers=headers).status_code == 401


def test_an_answer_is_kept_for_a_day_and_by_the_store(store: Store, tmp_path: Path) -> None:
    store.answers.keep("k", mine(store, "k"), Kept(201, '{"content-type":"text/plain"}', b"done"))
    with Store.open(tmp_path) as again:
        assert again.answers.begin("k", "request") == Kept(201, '{"content-type":"text/plain"}', b"done")
    aged(store, KEPT - timedelta(minutes=1))
    assert isinstance(store.answers.begin("k", "request"), Kept)
    aged(store, KEPT + timedelta(minutes=1))
    assert isinstance(store.answers.begin("k", "another"), Mine)


def test_a_request_that_died_with_its_server_may_be_made_again_as_the_same(store: Store) -> None:
    first = store.answers.begin("k", "request")
    assert store.answers.begin("k", "request") == Kept(None, "{}", b"")
    aged(store, LEASE + timedelta(seconds=1))
    second = store.answers.begin("k", "request")
    assert isinstance(first, Mine)
    assert isinstance(second, Mine)
    assert isinstance(store.answers.begin("k", "request"), Kept)


def test_answers_are_no_part_of_a_backup(store: Store, tmp_path: Path) -> None:
    store.answers.keep("k", mine(store, "k"), Kept(201, "{}", b"a secret answer"))
    assert store.backup(tmp_path / "backup.tar").seq == 0
    assert store.verify().entries == 0


def test_an_answer_that_an_erasure_overtook_is_kept_as_one_given_before_it_is(store: Store) -> None:
    reading = contested_province().reading()
    store.add(reading, actor="test")
    erased = reading.document.id
    given = {
        "shown": Kept(200, "{}", b"words"),
        "named": Kept(201, "{}", f'{{"document":"{erased}"}}'.encode()),
        "hashed": Kept(201, "{}", reading.document.sha256.encode()),
        "other": Kept(201, "{}", b'{"document":"document-aaaaaaaaaaaaaaaaaaaa"}'),
    }
    begun = {key: mine(store, key) for key in given}
    store.erase(erased, actor="test", reason="order")
    for key, answered in given.items():
        store.answers.keep(key, begun[key], answered)
    assert {key for key in given if isinstance(store.answers.begin(key, "request"), Kept)} == {"other"}
    again = {key: mine(store, f"{key} again") for key in given}
    for key, answered in given.items():
        store.answers.keep(f"{key} again", again[key], answered)
    assert [store.answers.begin(f"{key} again", "request") for key in given] == list(given.values())


def test_the_first_answer_to_be_given_is_the_one_that_is_kept(store: Store) -> None:
    begun = mine(store, "k")
    for body in (b"first", b"second"):
        store.answers.keep("k", begun, Kept(201, "{}", body))
    assert store.answers.begin("k", "request") == Kept(201, "{}", b"first")
