import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings


@pytest.fixture(scope="module")
def keys(filled_folder: Path) -> dict[str, str]:
    with Store.open(filled_folder) as store:
        return {scope: store.make_key(scope, [scope]) for scope in ("read", "write")}


@pytest.fixture(scope="module")
def public(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server that can be reached from afar, and that nobody changes."""
    settings = Settings(store=str(filled_folder), host="0.0.0.0", index=tmp_path_factory.mktemp("index") / "index")
    with TestClient(create_app(settings), base_url="http://claims.example") as opened:
        yield opened


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server over an empty store, which stays empty."""
    settings = Settings(store=str(tmp_path_factory.mktemp("empty")))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("address", ["/v1/claims", "/", "/sparql?query=ASK{}", "/v1/export", "/add", "/readyz?x"])
def test_beyond_loopback_nothing_is_answered_without_a_key(public: TestClient, address: str) -> None:
    answer = public.get(address)
    assert answer.status_code == (200 if address.startswith("/readyz") else 401)


def test_a_key_opens_what_its_scope_says_and_no_more(public: TestClient, keys: dict[str, str]) -> None:
    assert public.get("/v1/claims", headers=bearer(keys["read"])).status_code == 200
    assert public.post("/v1/documents", json={"text": "It rained."}, headers=bearer(keys["read"])).status_code == 403
    assert public.get("/v1/claims", headers=bearer(keys["write"])).status_code == 403
    assert public.post("/sparql", data={"query": "ASK {}"}, headers=bearer(keys["read"])).status_code == 200


def test_what_was_sent_to_be_imported_is_for_those_who_may_write(public: TestClient, keys: dict[str, str]) -> None:
    for address in ("/v1/jobs", "/v1/jobs/job-0/rejects"):
        assert public.get(address, headers=bearer(keys["read"])).status_code == 403
    assert public.get("/v1/jobs", headers=bearer(keys["write"])).status_code == 200
    for key, status in ((keys["read"], 403), ("x", 401)):
        assert public.post("/v1/import", content="source,text\nA,b\n", headers=bearer(key)).status_code == status


def test_a_browser_may_send_the_key_as_a_password(public: TestClient, keys: dict[str, str]) -> None:
    basic = base64.b64encode(f"anyone:{keys['read']}".encode()).decode()
    assert public.get("/v1/claims", headers={"Authorization": f"Basic {basic}"}).status_code == 200
    assert "Basic" in public.get("/v1/claims").headers["www-authenticate"]


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Basic x", "Basic eDp5", "Digest x", "Bearer cg_00000000_x", "bearer " + "x" * 9000]
)
def test_a_wrong_key_opens_nothing(public: TestClient, header: str) -> None:
    assert public.get("/v1/claims", headers={"Authorization": header}).status_code == 401


def test_reading_may_be_opened_to_all_but_writing_not(filled_folder: Path, tmp_path: Path) -> None:
    settings = Settings(store=str(filled_folder), host="0.0.0.0", allow_anonymous_read=True, index=tmp_path / "index")
    with TestClient(create_app(settings), base_url="http://claims.example") as opened:
        assert opened.get("/v1/claims").status_code == 200
        assert opened.post("/v1/documents", json={"text": "It rained."}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Host": "evil.test"},
        {"Host": "127.0.0.1.evil.test:8000"},
    ],
)
def test_no_other_site_can_drive_a_browser_to_write_here(empty: TestClient, headers: dict[str, str]) -> None:
    assert empty.post("/v1/documents", json={"text": "It rained."}, headers=headers).status_code == 403
    assert empty.post("/judgements", data={"target": "x", "verdict": "y"}, headers=headers).status_code == 403
    assert empty.get("/v1/stats").json()["seq"] == 0


def test_a_name_that_points_at_loopback_is_not_answered(empty: TestClient) -> None:
    assert empty.get("/v1/claims", headers={"Host": "rebound.test"}).status_code == 403


def test_json_routes_take_no_plain_text(empty: TestClient) -> None:
    answer = empty.post("/v1/documents", content='{"text": "It rained."}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422
    assert empty.get("/v1/stats").json()["seq"] == 0


def test_reading_by_get_changes_nothing(empty: TestClient) -> None:
    for address in (
        "/v1/documents?text=x",
        "/judgements?target=x&verdict=y",
        "/v1/retractions?target=x",
        "/add?text=x",
        "/sparql?update=CLEAR%20ALL",
    ):
        empty.get(address)
    assert empty.get("/v1/stats").json()["seq"] == 0


def test_every_answer_keeps_hostile_text_harmless(client: TestClient) -> None:
    for address in ("/", "/v1/claims", "/nothing-here", "/sparql?query=x", "/static/style.css"):
        headers = client.get(address, headers={"Accept": "text/html"}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
