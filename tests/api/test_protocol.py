"""What HTTP itself asks of every address: HEAD, Allow, limits that can be read, pages that end, texts that a database holds."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient

from claimgraph_api.answers.schemas import Problem

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "address", ["/", "/disputes", "/v1/claims", "/v1/stats", "/sparql?query=ASK{}", "/livez", "/v1/openapi.json", "/nothing"]
)
def test_head_answers_as_get_does_without_the_body(client: TestClient, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert {name: head.headers[name] for name in ("content-type", "content-length")} == {
        name: whole.headers[name] for name in ("content-type", "content-length")
    }


@pytest.mark.parametrize(
    ("address", "methods"), [("/sparql", "GET, HEAD, POST"), ("/v1/documents", "GET, HEAD, POST"), ("/add", "GET, HEAD, POST")]
)
def test_a_wrong_method_is_told_all_right_ones(client: TestClient, address: str, methods: str) -> None:
    answer = client.put(address)
    assert answer.status_code == 405
    assert set(methods.split(", ")) <= set(answer.headers["allow"].split(", "))


def test_what_is_too_large_is_told_so_in_the_form_that_was_asked_for(fresh: TestClient) -> None:
    body = b"text=" + b"x" * 13_000_000
    page = fresh.post("/add", content=body, headers={**BROWSER, "Content-Type": "application/x-www-form-urlencoded"})
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (413, "text/html")
    assert "at most 12,000,000 bytes" in page.text


def test_what_is_too_large_without_saying_so_is_refused_too(fresh: TestClient) -> None:
    chunks = (b'{"text": "' if number == 0 else b"x" * 1_000_000 for number in range(14))
    answer = fresh.post("/v1/documents", content=chunks, headers=JSON)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert fresh.get("/v1/stats").json()["seq"] == 0


def test_every_list_can_be_paged_to_its_end_by_its_own_cursor(changeable: TestClient) -> None:
    changeable.post("/v1/documents", json={"text": "The mayor denied that the bridge is closed."})
    for address in ("/v1/changes?limit=1", "/v1/findings?limit=1", "/v1/disputes?limit=1", "/v1/sources?limit=2"):
        total, pages, here = changeable.get(address).json()["total"], 0, address
        seen: list[str] = []
        while here:
            answer = changeable.get(here)
            seen += [json.dumps(item, sort_keys=True) for item in answer.json()["items"]]
            here = answer.links.get("next", {}).get("url", "")
            pages += 1
            assert pages <= total, address
        assert len(seen) == len(set(seen)) == total


def test_a_page_of_disputes_goes_on_although_the_one_before_it_is_gone(changeable: TestClient) -> None:
    first = changeable.get("/v1/disputes?limit=1").json()
    for rung in first["items"][0]["rungs"]:
        changeable.post("/v1/judgements", json={"target": rung["link"], "verdict": "dismissed"})
    left = changeable.get("/v1/disputes").json()["items"]
    assert first["items"][0]["id"] not in [dispute["id"] for dispute in left]
    rest = changeable.get("/v1/disputes", params={"cursor": first["next"]}).json()["items"]
    assert [dispute["id"] for dispute in rest] == [dispute["id"] for dispute in left]  # none is passed over


def test_a_cursor_of_another_list_is_a_400_that_says_so(changeable: TestClient) -> None:
    document = changeable.post("/v1/documents", json={"text": "The mayor denied that the bridge is closed."}).json()["document"]
    document = document if isinstance(document, str) else document["id"]
    changeable.post("/v1/collections/North/documents", json={"documents": [document]})
    seq = changeable.get("/v1/stats").json()["seq"]
    lists = ["/v1/claims?", "/v1/sources?", "/v1/links?", "/v1/disputes?", "/v1/findings?", "/v1/findings?kind=single-source&"]
    lists += ["/v1/search?q=bridge&", "/v1/search?q=the&", f"/v1/claims?as_of={seq}&", "/v1/sources?collection=North&"]
    cursors = {here: changeable.get(f"{here}limit=1").json()["next"] for here in lists}
    there = {here: cursor for here, cursor in cursors.items() if cursor}
    assert len(there) > 7
    for here in there:
        for other, cursor in there.items():
            answer = changeable.get(f"{here}limit=1", params={**dict(parse_qsl(here.partition("?")[2])), "limit": 1, "cursor": cursor})
            assert (answer.status_code, answer.json().get("code")) == ((200, None) if here == other else (400, "bad-cursor")), (here, other)


@pytest.mark.parametrize("since", [10**30, 2**63, -1, "x"])
def test_the_number_of_an_entry_may_be_anything_and_breaks_nothing(client: TestClient, since: object) -> None:
    assert client.get("/v1/changes", params={"since": str(since)}).status_code == 422


@pytest.mark.parametrize("words", ["\\ud800", "a\\u0000b"])
@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/v1/documents", '{"text": "It rained.", "title": "%s"}'),
        ("/v1/documents", '{"url": "http://%s/"}'),
        ("/v1/judgements", '{"target": "LINK", "verdict": "confirmed", "note": "%s"}'),
        ("/v1/judgements", '{"target": "LINK", "verdict": "%s"}'),
        ("/v1/judgements", '{"target": "%s", "verdict": "confirmed"}'),
        ("/v1/retractions", '{"target": "LINK", "reason": "%s"}'),
    ],
)
def test_what_no_database_can_hold_is_refused(client: TestClient, address: str, body: str, words: str) -> None:
    link = client.get("/v1/links?limit=1").json()["items"][0]["id"]
    answer = client.post(address, content=body.replace("LINK", link) % words, headers=JSON)
    assert answer.status_code == 422
    Problem.model_validate(answer.json())


@pytest.mark.parametrize("other", ["source-x", "claim-aaaaaaaaaaaaaaaaaaaa"])
def test_a_verdict_on_one_node_takes_no_other(client: TestClient, other: str) -> None:
    link = client.get("/v1/links?limit=1").json()["items"][0]["id"]
    answer = client.post("/v1/judgements", json={"target": link, "verdict": "confirmed", "other": other})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-input")


def test_a_graph_is_asked_for_by_the_kind_that_its_node_is_of(client: TestClient) -> None:
    source = client.get("/v1/sources?limit=1").json()["items"][0]["id"]
    assert client.get(f"/v1/sources/{source}/graph").status_code == 200
    assert client.get(f"/v1/claims/{source}/graph").status_code == 404


def test_a_dispute_that_is_gone_is_a_page_for_people_and_a_problem_for_programs(client: TestClient) -> None:
    address = "/disputes/dispute-aaaaaaaaaaaaaaaaaaaa"
    assert "This dispute is not here" in client.get(address, headers=BROWSER).text
    assert client.get(address).headers["content-type"] == "application/problem+json"


def test_an_iri_says_that_its_answer_depends_on_accept(client: TestClient) -> None:
    claim = client.get("/v1/claims?limit=1").json()["items"][0]["id"]
    for accept in ("text/html", "application/json", "text/turtle"):
        assert client.get(f"/{claim}", headers={"Accept": accept}, follow_redirects=False).headers["vary"] == "Accept"


@pytest.mark.parametrize(("form", "ending"), [("turtle", "ttl"), ("nquads", "nq"), ("rdfxml", "rdf")])
def test_an_export_is_a_file_by_the_ending_of_its_format(client: TestClient, form: str, ending: str) -> None:
    assert f'filename="claimgraph.{ending}"' in client.get(f"/v1/export?format={form}").headers["content-disposition"]


def test_the_description_tells_of_every_error_and_of_what_can_be_asked(client: TestClient) -> None:
    described: dict[str, Any] = client.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert "application/problem+json" in operation["responses"]["4XX"]["content"], (path, method)
            assert "422" not in operation["responses"], (path, method)
    asked = described["paths"]["/sparql"]
    assert {"query", "default-graph-uri", "named-graph-uri", "min-seq"} <= {parameter["name"] for parameter in asked["get"]["parameters"]}
    assert {"application/sparql-query", "application/x-www-form-urlencoded"} == asked["post"]["requestBody"]["content"].keys()
    assert len(re.findall('"examples?"', json.dumps(described))) >= 6


def test_texts_without_a_title_are_told_apart_by_their_first_words(fresh: TestClient) -> None:
    for words in ("The mayor denied that the bridge is closed.", "The baker denied that the mill is open."):
        fresh.post("/v1/documents", json={"text": words})
    assert "“The baker denied that the mill is open.”" in fresh.get("/claims", headers=BROWSER).text
    document = fresh.get("/v1/documents").json()["items"][-1]["id"]
    assert "<h1><bdi>“The mayor denied that the bridge is closed.”</bdi></h1>" in fresh.get(f"/documents/{document}", headers=BROWSER).text
