import xml.etree.ElementTree as ElementTree
from typing import Any

import networkx
import pytest
from fastapi.testclient import TestClient

from claimgraph.store.schema import KINDS
from claimgraph_api.answers.schemas import schema_of

TEXT = "The mayor denied that the bridge is closed. The Harbour Post reported that the bridge is closed."


def first(client: TestClient, shelf: str, **where: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/{shelf}", params=where).json()["items"][0]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_node_answers_as_its_schema_says(client: TestClient, kind: str) -> None:
    for record in client.get(f"/v1/{kind}").json()["items"]:
        schema_of(KINDS[kind]).model_validate(record)
        assert client.get(f"/v1/{kind}/{record['id']}").json() == record


def test_a_list_leads_to_its_next_page_by_cursor_and_link_header(client: TestClient) -> None:
    seen, address = [], "/v1/claims?limit=3&modality=fact"
    while address:
        answer = client.get(address)
        seen += [item["id"] for item in answer.json()["items"]]
        address = answer.links.get("next", {}).get("url", "")
        assert bool(address) == (answer.json()["next"] is not None)
    assert len(seen) == len(set(seen)) == answer.json()["total"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/v1/claims?colour=red", 400, "bad-input"),
        ("/v1/claims?cursor=x", 400, "bad-cursor"),
        ("/v1/claims?limit=0", 422, "bad-request"),
        ("/v1/claims/claim-aaaaaaaaaaaaaaaaaaaa", 404, "not-found"),
        ("/v1/claims/..%2f..%2fetc%2fpasswd", 404, "not-found"),
        ("/v1/disputes/dispute-aaaaaaaaaaaaaaaaaaaa", 404, "not-found"),
        ("/v1/nothing", 404, "not-found"),
        ("/v1/search", 422, "bad-request"),
        ("/v1/search?q=%22", 400, "bad-input"),
        ("/v1/search?q=-troops", 400, "bad-input"),
        ("/v1/search?q=troops&kind=all", 400, "bad-input"),
        ("/v1/search?q=troops&since=soon", 400, "bad-input"),
        ("/v1/export?format=docx", 400, "bad-input"),
        ("/v1/changes?since=999", 404, "not-found"),
        ("/claim-aaaaaaaaaaaaaaaaaaaa", 404, "not-found"),
    ],
)
def test_every_error_is_a_problem(client: TestClient, address: str, status: int, code: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert {"type", "title", "status", "detail", "instance"} <= answer.json().keys()


def test_a_method_that_is_not_there_is_a_problem_too(client: TestClient) -> None:
    answer = client.put("/v1/claims", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")


def test_a_document_goes_in_once_and_comes_out_in_full(fresh: TestClient) -> None:
    added = fresh.post("/v1/documents", json={"text": TEXT})
    assert added.status_code == 201
    assert fresh.get(added.headers["location"]).json()["text"] == TEXT
    again = fresh.post("/v1/documents", json={"text": TEXT})
    assert (again.status_code, again.json()["already"], again.json()["seq"]) == (200, True, added.json()["seq"])
    links = fresh.get("/v1/links", params={"kind": "contradicts"}).json()["items"]
    assert [link["type"] for link in links][:1] == ["denial"]
    assert fresh.get("/v1/disputes").json()["total"] >= 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"text": "x", "url": "http://example.org/"}, 400),
        ({"text": ""}, 400),
        ({"text": 5}, 422),
        ({"txt": "x"}, 422),
        ({"url": "http://127.0.0.1/"}, 400),
        ({"url": "file:///etc/passwd"}, 400),
        ({"text": "null \u0000 character"}, 415),
        ([], 422),
    ],
)
def test_what_cannot_be_added_is_refused_and_leaves_nothing(fresh: TestClient, body: object, status: int) -> None:
    assert fresh.post("/v1/documents", json=body).status_code == status
    assert fresh.get("/v1/stats").json()["seq"] == 0


def test_half_a_character_in_json_is_refused(fresh: TestClient) -> None:
    answer = fresh.post("/v1/documents", content=b'{"text": "half \\ud800"}', headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 415, 422)


def test_a_body_over_the_limit_is_refused_before_it_is_read(fresh: TestClient) -> None:
    answer = fresh.post("/v1/documents", content=b'{"text": "' + b"x" * 13_000_000 + b'"}', headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "limit")


def test_a_verdict_changes_what_is_shown_and_is_kept(changeable: TestClient) -> None:
    link = first(changeable, "links", kind="contradicts", status="proposed")
    answer = changeable.post("/v1/judgements", json={"target": link["id"], "verdict": "dismissed", "note": "read both"})
    assert answer.status_code == 201
    assert changeable.get(f"/v1/links/{link['id']}").json()["status"] == "dismissed"
    assert changeable.get(answer.headers["location"]).json()["note"] == "read both"
    assert changeable.post("/v1/judgements", json={"target": link["id"], "verdict": "maybe"}).status_code == 400


def test_a_form_of_a_page_leads_back_to_it_and_nowhere_else(changeable: TestClient) -> None:
    link = first(changeable, "links", kind="contradicts", status="proposed")
    form = {"target": link["id"], "verdict": "confirmed", "back": "/disputes?x=1"}
    answer = changeable.post("/judgements", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/disputes?x=1")
    for elsewhere in ("//evil.test/", "http://evil.test/", "/\\evil.test/", "javascript:alert(1)", ""):
        away = changeable.post("/judgements", data={**form, "back": elsewhere}, follow_redirects=False)
        assert away.headers["location"] == "/"


def test_what_is_taken_back_is_gone_from_every_answer(changeable: TestClient) -> None:
    document = first(changeable, "documents")
    answer = changeable.post("/v1/retractions", json={"target": document["id"], "reason": "forged"})
    assert answer.status_code == 201
    assert changeable.get("/v1/claims").json()["total"] == 0
    assert changeable.get("/v1/disputes").json()["total"] == 0
    assert changeable.get("/v1/changes").json()["items"][-1]["payload"]["note"] == "forged"


def test_disputes_carry_positions_voices_and_clashing_words(client: TestClient) -> None:
    disputes = client.get("/v1/disputes?limit=1")
    dispute = disputes.json()["items"][0]
    assert len(dispute["positions"]) == 2
    assert dispute["rungs"]
    whole = client.get(f"/v1/disputes/{dispute['id']}").json()
    assert whole == {**dispute, "conflicts": {"sets": [], "standing": [], "status": "complete"}}
    assert client.get(disputes.links["next"]["url"]).json()["items"][0]["id"] != dispute["id"]


def test_graphs_are_networkx_node_link_json_and_graphml(client: TestClient) -> None:
    dispute = client.get("/v1/disputes").json()["items"][0]
    for address in (f"/v1/disputes/{dispute['id']}/graph", f"/v1/claims/{dispute['rungs'][0]['a']}/graph"):
        graph = networkx.node_link_graph(client.get(address).json(), edges="edges")
        assert dispute["rungs"][0]["a"] in graph
        answer = client.get(address, params={"form": "graphml"})
        assert ElementTree.fromstring(answer.content).tag.endswith("graphml")


def test_an_iri_gives_a_page_json_or_rdf_by_accept(client: TestClient) -> None:
    claim = first(client, "claims")
    page = client.get(f"/{claim['id']}", headers={"Accept": "text/html,*/*;q=0.8"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, f"/claims/{claim['id']}")
    assert client.get(f"/{claim['id']}", headers={"Accept": "application/json"}).json() == claim
    turtle = client.get(f"/{claim['id']}", headers={"Accept": "text/turtle"})
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert claim["id"] in turtle.text


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "csv", "ndjson", "node-link", "graphml"])
def test_the_store_is_taken_away_in_every_format(client: TestClient, form: str) -> None:
    answer = client.get("/v1/export", params={"format": form})
    assert answer.status_code == 200
    assert len(answer.content) > 1000


def test_reading_and_comparing_store_nothing(fresh: TestClient) -> None:
    read = fresh.post("/v1/read", json={"text": TEXT}).json()
    assert all(read["text"][a["quote"]["start"] : a["quote"]["end"]] == a["quote"]["exact"] for a in read["assertions"])
    assert {
        "document",
        "text",
        "assertions",
        "attributions",
        "claims",
        "entities",
        "sources",
        "links",
        "findings",
        "dropped",
    } == read.keys()
    compared = fresh.post("/v1/compare", json={"a": "The bridge is open.", "b": "The bridge is not open."}).json()
    assert compared["relation"] == "contradicts"
    assert fresh.get("/v1/stats").json()["seq"] == 0


def test_the_description_names_every_route_and_resource(client: TestClient) -> None:
    described = client.get("/v1/openapi.json").json()
    assert {f"/v1/{kind}" for kind in KINDS} <= described["paths"].keys()
    assert {model.__name__ for model in KINDS.values()} <= described["components"]["schemas"].keys()


def test_the_server_says_that_it_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["seq"]) == ("ready", ready["indexed"])
