"""Deciding on what was read, over HTTP."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings

TEXT = "The harbour office said that the ferry sank in May. The Grey Post reported that the mayor said that nine sailors drowned."


@pytest.fixture
def document(fresh: TestClient) -> str:
    return added(fresh)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server over one document on which nothing is ever decided."""
    settings = Settings(store=str(tmp_path_factory.mktemp("unchanged")))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as opened:
        added(opened)
        yield opened


def added(client: TestClient) -> str:
    answer = client.post("/v1/documents", json={"text": TEXT})
    assert answer.status_code == 201
    return str(answer.json()["document"])


def acts(client: TestClient, document: str) -> dict[str, dict[str, Any]]:
    """The assertions of claims by the claims' texts."""
    found = client.get("/v1/assertions", params={"document": document, "limit": 100}).json()["items"]
    claims = {item["id"]: item["text"] for item in client.get("/v1/claims", params={"document": document}).json()["items"]}
    return {claims[item["content"]["claim"]]: item for item in found if "claim" in item["content"]}


def judge(client: TestClient, target: str, verdict: str, **more: Any) -> Any:
    return client.post("/v1/judgements", json={"target": target, "verdict": verdict, **more})


def test_an_assertion_says_what_was_decided_on_it(fresh: TestClient, document: str) -> None:
    act = acts(fresh, document)["The ferry sank in May."]
    assert act["review"] is None
    answer = judge(fresh, act["id"], "edited", changes=[{"text": "The old ferry sank in May.", "certainty": "probable"}], note="heard it")
    assert answer.status_code == 201
    judgement = answer.json()
    edited = fresh.get(f"/v1/assertions/{act['id']}").json()
    assert edited["review"] == {"verdict": "edited", "judgement": judgement["id"], "corrects": []}
    assert edited["certainty"] == "probable"
    assert "The old ferry sank in May." in acts(fresh, document)
    assert fresh.get(answer.headers["location"]).json()["note"] == "heard it"
    assert fresh.get(f"/v1/assertions/{act['id']}", params={"as_of": 1}).json() == act


def test_a_split_says_what_it_corrects_in_json_and_in_sparql(fresh: TestClient, document: str) -> None:
    act = acts(fresh, document)["Nine sailors drowned."]
    parts = [{"text": "Nine men drowned."}, {"text": "The men were sailors.", "quote": "sailors"}]
    assert judge(fresh, act["id"], "split", changes=parts).status_code == 201
    assert [item["review"]["corrects"] for item in acts(fresh, document).values() if item["review"]] == [[act["id"]]] * 2
    assert fresh.get(f"/v1/assertions/{act['id']}").status_code == 404
    assert "its history says why" in fresh.get(f"/v1/assertions/{act['id']}").json()["detail"]
    ask = f"ASK {{ GRAPH ?d {{ ?part <https://w3id.org/claimgraph/ns#corrects> <http://127.0.0.1:8000/{act['id']}> }} }}"
    assert fresh.get("/sparql", params={"query": ask}).json()["boolean"]
    assert judge(fresh, act["id"], "undone").status_code == 201
    assert acts(fresh, document)["Nine sailors drowned."] == act
    newest = fresh.get("/v1/stats").json()["seq"]
    assert not fresh.get("/sparql", params={"query": ask, "min-seq": newest}).json()["boolean"]


def test_a_claim_names_its_only_assertion_and_a_rejected_one_comes_back(fresh: TestClient, document: str) -> None:
    act = acts(fresh, document)["The ferry sank in May."]
    answer = judge(fresh, act["content"]["claim"], "rejected")
    assert (answer.status_code, answer.json()["target"]) == (201, act["id"])
    assert "The ferry sank in May." not in acts(fresh, document)
    assert judge(fresh, act["id"], "undone", other=answer.json()["id"]).status_code == 201
    assert acts(fresh, document)["The ferry sank in May."] == act
    assert judge(fresh, act["id"], "undone", other=answer.json()["id"]).json()["code"] == "undone-already"


def test_a_decision_is_on_one_version_and_once_under_its_key(fresh: TestClient, document: str) -> None:
    act = acts(fresh, document)["The ferry sank in May."]
    tag = fresh.get(f"/v1/assertions/{act['id']}").headers["etag"]
    body = {"target": act["id"], "verdict": "accepted"}
    answers = [fresh.post("/v1/judgements", json=body, headers={"If-Match": tag, "Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert fresh.post("/v1/judgements", json=body, headers={"If-Match": tag}).status_code == 412


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"verdict": "edited", "changes": [{"quote": "the ferry sunk"}]}, 400, "not-in-text"),
        ({"verdict": "edited", "changes": [{}]}, 400, "no-change"),
        ({"verdict": "edited"}, 400, "bad-changes"),
        ({"verdict": "split", "changes": [{"text": "One."}]}, 400, "bad-changes"),
        ({"verdict": "accepted", "changes": [{"text": "One."}]}, 400, "bad-changes"),
        ({"verdict": "merged", "other": "assertion-aaaaaaaaaaaaaaaaaaaa"}, 404, "not-found"),
        ({"verdict": "undone"}, 404, "not-found"),
        ({"verdict": "undone", "other": "judgement-aaaaaaaaaaaaaaaaaaaa"}, 404, "not-found"),
        ({"verdict": "accepted", "other": "x"}, 400, "bad-input"),
        ({"verdict": "edited", "changes": [{"stance": "shouts"}]}, 422, "bad-request"),
        ({"verdict": "edited", "changes": [{"colour": "red"}]}, 422, "bad-request"),
        ({"verdict": "confirmed"}, 400, "bad-input"),
        ({"verdict": "confirmed", "changes": [{"text": "One."}]}, 400, "bad-changes"),
    ],
)
def test_what_cannot_be_decided_is_a_problem_and_changes_nothing(
    unchanged: TestClient, body: dict[str, Any], status: int, code: str
) -> None:
    before = unchanged.get("/v1/stats").json()
    act = acts(unchanged, unchanged.get("/v1/documents").json()["items"][0]["id"])["The ferry sank in May."]
    answer = unchanged.post("/v1/judgements", json={"target": act["id"], **body})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert unchanged.get("/v1/stats").json() == before


def test_reading_a_document_again_leaves_what_people_decided(fresh: TestClient, document: str) -> None:
    act = acts(fresh, document)["The ferry sank in May."]
    other = acts(fresh, document)["Nine sailors drowned."]["content"]["claim"]
    assert fresh.post(f"/v1/documents/{document}/reread").json()["seq"] is None
    judge(fresh, act["id"], "rejected")
    report = fresh.post(f"/v1/documents/{document}/reread").json()
    assert (report["seq"], [item["quote"] for item in report["held_back"]]) == (None, ["the ferry sank in May"])
    assert fresh.post("/v1/documents/document-aaaaaaaaaaaaaaaaaaaa/reread").status_code == 404
    assert fresh.post(f"/v1/documents/{other}/reread").json()["code"] == "bad-target"
    assert json.dumps(report)
