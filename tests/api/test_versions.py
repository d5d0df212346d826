"""A node's ETag names its version: what one has need not be sent again, and what has moved is not decided on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def link(changeable: TestClient) -> str:
    """The id of a link that nobody has judged."""
    found: str = changeable.get("/v1/links?status=proposed").json()["items"][0]["id"]
    return found


@pytest.mark.parametrize("shelf", ["documents", "sources", "entities", "claims", "assertions", "links"])
def test_what_one_has_is_not_sent_again(client: TestClient, shelf: str) -> None:
    node = client.get(f"/v1/{shelf}?limit=1").json()["items"][0]["id"]
    for address in (f"/v1/{shelf}/{node}", f"/{node}"):
        first = client.get(address, headers={"Accept": "application/json"})
        again = client.get(address, headers={"Accept": "application/json", "If-None-Match": f'"other", {first.headers["etag"]}'})
        assert first.headers["etag"].startswith('"')
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert client.get(address, headers={"Accept": "application/json", "If-None-Match": '"other"'}).status_code == 200


def test_a_verdict_is_taken_on_the_version_that_was_seen_alone(changeable: TestClient, link: str) -> None:
    seen = {"If-Match": changeable.get(f"/v1/links/{link}").headers["etag"]}
    body = {"target": link, "verdict": "confirmed"}
    assert changeable.post("/v1/judgements", json=body, headers=seen).status_code == 201
    moved = changeable.post("/v1/judgements", json={**body, "verdict": "dismissed"}, headers=seen)
    assert (moved.status_code, moved.headers["content-type"], moved.json()["code"]) == (412, "application/problem+json", "moved")
    assert changeable.get(f"/v1/links/{link}").json()["status"] == "confirmed"
    now = {"If-Match": changeable.get(f"/v1/links/{link}").headers["etag"]}
    assert changeable.post("/v1/judgements", json={**body, "verdict": "dismissed"}, headers=now).status_code == 201


def test_a_retraction_is_taken_on_the_version_that_was_seen_alone(changeable: TestClient, link: str) -> None:
    body = {"target": link, "reason": "wrong"}
    for tag, status in (('"old"', 412), ('W/"weak"', 412), ('"old", *', 201)):
        assert changeable.post("/v1/retractions", json=body, headers={"If-Match": tag}).status_code == status


def test_of_many_who_saw_one_version_one_decides(changeable: TestClient, link: str) -> None:
    seen = {"If-Match": changeable.get(f"/v1/links/{link}").headers["etag"]}

    def decide(number: int) -> int:
        verdict = ("confirmed", "dismissed")[number % 2]
        return changeable.post("/v1/judgements", json={"target": link, "verdict": verdict}, headers=seen).status_code

    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(decide, range(20)))
    assert sorted(statuses) == [201] + [412] * 19


def test_what_was_retracted_is_brought_back_in_the_version_that_was_seen_alone(changeable: TestClient, link: str) -> None:
    seen, body = changeable.get(f"/v1/links/{link}").headers["etag"], {"target": link, "reason": "wrong"}
    assert changeable.post("/v1/judgements", json={"target": link, "verdict": "confirmed"}).status_code == 201
    gone = changeable.post("/v1/retractions", json=body).json()["seq"]
    for tag in ('"nope"', seen):
        refused = changeable.post("/v1/unretractions", json=body, headers={"If-Match": tag})
        assert (refused.status_code, refused.json()["code"]) == (412, "moved")
    last = changeable.get(f"/v1/links/{link}?as_of={gone - 1}").headers["etag"]
    assert changeable.post("/v1/unretractions", json=body, headers={"If-Match": f"{seen}, {last}"}).status_code == 201


def test_documents_come_into_and_leave_a_collection_in_the_versions_that_were_seen_alone(changeable: TestClient) -> None:
    changeable.post("/v1/documents", json={"text": "The mayor denied that the bridge is closed."})
    documents = [item["id"] for item in changeable.get("/v1/documents").json()["items"][:2]]
    tags = [changeable.get(f"/v1/documents/{node}").headers["etag"] for node in documents]
    address, body = "/v1/collections/North/documents", {"documents": documents}
    for tag in ('"nope"', tags[0]):
        refused = changeable.post(address, json=body, headers={"If-Match": tag})
        assert (refused.status_code, refused.json()["code"]) == (412, "moved")
    assert changeable.get("/v1/collections").json()["items"] == []
    assert changeable.post(address, json=body, headers={"If-Match": ", ".join(tags)}).status_code == 201
    assert changeable.delete(f"{address}/{documents[0]}", headers={"If-Match": tags[1]}).status_code == 412
    assert changeable.get("/v1/collections").json()["items"][0]["documents"] == 2
    assert changeable.delete(f"{address}/{documents[0]}", headers={"If-Match": tags[0]}).status_code == 200
