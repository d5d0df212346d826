import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse

from claimgraph.ids import kind_of
from claimgraph.rdf.ontology import ONTOLOGY_FOLDER
from claimgraph_api.app import create_app
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings

QUERY = "SELECT * {?a cg:contradicts ?b}"
RESULTS = "application/sparql-results+json"
BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def _rows(response: Any) -> list[Any]:
    assert response.status_code == 200, response.text
    bindings: list[Any] = response.json()["results"]["bindings"]
    return bindings


def _problem(response: Any, status: int, code: str) -> None:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == code


def test_a_query_is_taken_by_get_as_a_form_and_as_a_body(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": QUERY})
    by_form = client.post("/sparql", data={"query": QUERY})
    by_body = client.post("/sparql", content=QUERY, headers={"content-type": "application/sparql-query; charset=utf-8"})
    assert by_get.json() == by_form.json() == by_body.json()
    assert by_get.headers["content-type"] == RESULTS
    assert by_get.headers["x-claimgraph-seq"] == "1"
    assert by_get.headers["vary"] == "Accept"
    assert len(_rows(by_get)) == 12
    assert kind_of(_rows(by_get)[0]["a"]["value"].rsplit("/", 1)[-1]) == "claim"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (QUERY, "*/*", RESULTS),
        (QUERY, "application/sparql-results+xml", "application/sparql-results+xml"),
        (QUERY, "text/csv", "text/csv"),
        (QUERY, "text/tab-separated-values, text/csv;q=0.9", "text/tab-separated-values"),
        (QUERY, "application/json", "application/json"),
        ("CONSTRUCT WHERE {?s cg:supports ?o}", "*/*", "text/turtle"),
        ("CONSTRUCT WHERE {?s cg:supports ?o}", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT WHERE {?s cg:supports ?o}", "application/ld+json", "application/ld+json"),
        ("DESCRIBE ?s WHERE {?s cg:supports ?o}", "application/rdf+xml;q=0.2", "application/rdf+xml"),
    ],
)
def test_the_answer_comes_in_the_format_that_accept_prefers(client: TestClient, query: str, accept: str, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_a_format_can_be_named_where_no_header_can_be_set(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": QUERY, "format": "csv"}, headers=BROWSER)
    assert answer.headers["content-type"].startswith("text/csv")
    _problem(client.get("/sparql", params={"query": QUERY, "format": "docx"}), 400, "query-wrong")


@pytest.mark.parametrize(
    ("accept", "format"),
    [("*/*", RdfFormat.TURTLE), ("application/rdf+xml", RdfFormat.RDF_XML), ("application/ld+json", RdfFormat.JSON_LD)],
)
def test_without_a_query_the_endpoint_describes_itself(client: TestClient, accept: str, format: RdfFormat) -> None:
    answer = client.get("/sparql", headers={"accept": accept})
    assert answer.status_code == 200
    triples = list(parse(answer.content, format=format))
    assert any(triple.predicate.value.endswith("#supportedLanguage") for triple in triples)
    endpoints = [str(triple.object) for triple in triples if triple.predicate.value.endswith("#endpoint")]
    assert endpoints == ["<http://127.0.0.1:8000/sparql>"]


def test_a_browser_gets_pages_at_the_same_address(client: TestClient) -> None:
    form = client.get("/sparql", headers=BROWSER)
    assert form.headers["content-type"].startswith("text/html")
    shown = client.get("/sparql", params={"query": QUERY}, headers=BROWSER)
    assert shown.headers["content-type"].startswith("text/html")
    assert shown.headers["x-claimgraph-seq"] == "1"
    graph = client.get("/sparql", params={"query": "CONSTRUCT WHERE {?s cg:supports ?o}"}, headers=BROWSER)
    assert "cg:supports" in graph.text or "ns#supports" in graph.text
    wrong = client.get("/sparql", params={"query": "SELEC <script>"}, headers=BROWSER)
    assert wrong.status_code == 400
    assert wrong.headers["content-type"].startswith("text/html")
    assert "SELEC <script>" not in wrong.text


@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ([("query", "ASK {}"), ("query", "ASK {}")], 400, "query-wrong"),
        ([("update", "CLEAR ALL")], 400, "update-refused"),
        ([("query", "ASK {}"), ("update", "CLEAR ALL")], 400, "update-refused"),
        ([("query", "ASK {}"), ("using-graph-uri", "a:b")], 400, "update-refused"),
        ([("query", "ASK {}"), ("min-seq", "soon")], 400, "query-wrong"),
        ([("query", "ASK {}"), ("min-seq", "9" * 40)], 400, "query-wrong"),
        ([("query", "ASK {}"), ("min-seq", "99")], 404, "seq-not-reached"),
        ([("query", "ASK {}"), ("default-graph-uri", "no iri")], 400, "query-wrong"),
        ([("query", "SELEC")], 400, "query-wrong"),
        ([("query", "")], 400, "query-wrong"),
        ([("query", "SELECT * {SERVICE <http://127.0.0.1:1/> {?s ?p ?o}}")], 403, "service-forbidden"),
        ([("query", "LOAD <file:///etc/passwd>")], 403, "load-forbidden"),
        ([("query", "CLEAR ALL")], 403, "update-forbidden"),
        ([("query", "ASK " + "{" * 3000 + "}" * 3000)], 400, "query-too-deep"),
        ([("query", "ASK {" + "FILTER(true) " * 600 + "}")], 400, "query-too-complex"),
        ([("query", "ASK {} #" + "x" * 64_000)], 413, "query-too-long"),
    ],
)
def test_what_is_wrong_or_forbidden_is_a_problem_with_its_code(
    client: TestClient, parameters: list[tuple[str, Any]], status: int, code: str
) -> None:
    _problem(client.get("/sparql", params=parameters), status, code)
    if parameters[0][0] == "query":
        form = client.post("/sparql", content=str(client.get("/sparql", params=parameters).request.url.query, "ascii"), headers=FORM)
        _problem(form, status, code)


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_bodies_that_are_no_query_are_refused(client: TestClient) -> None:
    _problem(client.post("/sparql", content="ASK {}", headers={"content-type": "text/plain"}), 415, "unsupported-media-type")
    _problem(
        client.post("/sparql", content="CLEAR ALL", headers={"content-type": "application/sparql-update"}), 415, "unsupported-media-type"
    )
    _problem(client.post("/sparql", json={"query": "ASK {}"}), 415, "unsupported-media-type")
    _problem(client.post("/sparql", content="a=b", headers=FORM), 400, "query-missing")
    _problem(client.post("/sparql", content=b"query=%ff", headers=FORM), 400, "query-wrong")
    _problem(client.post("/sparql", content=b"\xff", headers={"content-type": "application/sparql-query"}), 400, "query-wrong")
    _problem(client.post("/sparql", content=b"query=" + b"x" * 300_000, headers=FORM), 413, "limit")
    twice = client.post("/sparql?query=ASK%20{}", content="ASK {}", headers={"content-type": "application/sparql-query"})
    _problem(twice, 400, "query-wrong")


def test_a_format_that_cannot_be_had_is_not_acceptable(client: TestClient) -> None:
    for query in ("ASK {}", None):
        parameters = {} if query is None else {"query": query}
        _problem(client.get("/sparql", params=parameters, headers={"accept": "image/png"}), 406, "not-acceptable")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_allowed(client: TestClient, method: str) -> None:
    assert client.request(method, "/sparql", params={"query": "ASK {}"}).status_code == 405


def test_graphs_are_named_in_the_parameters(client: TestClient) -> None:
    found = _rows(client.get("/sparql", params={"query": "SELECT DISTINCT ?g {GRAPH ?g {?s cg:stance ?o}}"}))
    graph = found[0]["g"]["value"]
    query = "SELECT * {?s cg:stance ?o}"
    assert _rows(client.get("/sparql", params={"query": query})) == []
    assert _rows(client.get("/sparql", params={"query": query, "default-graph-uri": graph}))
    assert _rows(client.post("/sparql", data={"query": query, "default-graph-uri": graph}))
    body = {"content-type": "application/sparql-query"}
    assert _rows(client.post("/sparql", params={"default-graph-uri": graph}, content=query, headers=body))
    nowhere = {"query": "SELECT * {GRAPH ?g {?s ?p ?o}}", "named-graph-uri": "http://127.0.0.1:1/"}
    assert _rows(client.get("/sparql", params=nowhere)) == []


def test_a_query_that_takes_too_long_is_ended_while_others_are_answered(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"), sparql_seconds=2.0, sparql_workers=2)
    slow = "SELECT (COUNT(*) AS ?c) {" + " ".join(f"VALUES ?x{n} {{{' '.join(map(str, range(60)))}}}" for n in range(6)) + "}"
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client, ThreadPoolExecutor(1) as other:
        ending = other.submit(client.get, "/sparql", params={"query": slow})
        quick = client.get("/sparql", params={"query": "ASK {}"})
        assert quick.json() == {"head": {}, "boolean": True}
        _problem(ending.result(), 503, "query-timeout")
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


def test_what_is_added_over_http_is_found_by_the_next_query(fresh: TestClient) -> None:
    count = {"query": "SELECT (COUNT(*) AS ?n) {?d a cg:Document}"}
    assert _rows(fresh.get("/sparql", params=count))[0]["n"]["value"] == "0"
    added = fresh.post("/v1/documents", json={"text": "The mayor said that the bridge is closed."})
    assert added.status_code in (200, 201), added.text
    answer = fresh.get("/sparql", params={**count, "min-seq": "1"})
    assert _rows(answer)[0]["n"]["value"] == "1"
    assert json.loads(answer.headers["x-claimgraph-seq"]) >= 1


def test_disputes_are_asked_with_those_on_each_side_and_the_answer_says_as_of_when_they_are(client: TestClient) -> None:
    query = (ONTOLOGY_FOLDER / "queries" / "most-contested-disputes.rq").read_text("utf-8")
    answer = client.get("/sparql", params={"query": query, "min-seq": "1"})
    found = _rows(answer)
    assert answer.headers["x-claimgraph-derived-seq"] == answer.headers["x-claimgraph-seq"]
    listed = client.get("/v1/disputes").json()["items"]
    shown = list(dict.fromkeys(row["dispute"]["value"].rsplit("/", 1)[-1] for row in found))
    assert {*shown} == {dispute["id"] for dispute in listed if dispute["rungs"]}
    for dispute in (dispute for dispute in listed if dispute["rungs"]):
        for position in dispute["positions"]:
            rows = [row for row in found if row["question"]["value"] == dispute["question"] and row["side"]["value"] == position["letter"]]
            assert {row["name"]["value"] for row in rows if "name" in row} == {origin["name"] for origin in position["origins"]}
            assert {row["origins"]["value"] for row in rows} == {str(position["independent_origins_at_most"])}
    page = client.get("/sparql", params={"query": query}, headers=BROWSER).text
    assert f'href="/disputes/{shown[0]}"' in page
    assert "what is derived as of" not in page


def test_where_what_is_derived_is_behind_the_record_the_answer_and_its_page_say_so(
    fresh: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fresh.post("/v1/documents", json={"text": "The mayor said that the bridge is closed."}).status_code == 201
    for name in ("_derive_near", "wait", "derive"):
        monkeypatch.setattr(Site, name, lambda *_: None)
    assert fresh.post("/v1/documents", json={"text": "The guide said that ten ships passed."}).status_code == 201
    answer = fresh.get("/sparql", params={"query": "ASK {}"})
    assert (answer.headers["x-claimgraph-seq"], answer.headers["x-claimgraph-derived-seq"]) == ("2", "1")
    assert "what is derived as of entry 1" in fresh.get("/sparql", params={"query": "ASK {}"}, headers=BROWSER).text
    _problem(fresh.get("/sparql", params={"query": "ASK {}", "min-seq": "2"}), 503, "index-behind")
    collected = fresh.get("/v1/documents").json()["items"][0]["id"]
    fresh.post("/v1/collections/Case 7/documents", json={"documents": [collected]})
    within = {"query": "ASK { GRAPH <derived> { ?s ?p ?o } }", "collection": "Case 7"}
    answer = fresh.get("/sparql", params=within)
    assert (answer.json()["boolean"], "x-claimgraph-derived-seq" in answer.headers) == (False, False)
    assert "without what is derived" in fresh.get("/sparql", params=within, headers=BROWSER).text


@pytest.fixture
def grown(changeable: TestClient) -> TestClient:
    """A server whose document came into a collection at entry 2 and was retracted at entry 3."""
    document = changeable.get("/v1/documents").json()["items"][0]["id"]
    assert changeable.post("/v1/collections/Case 7/documents", json={"documents": [document]}).status_code == 201
    assert changeable.post("/v1/retractions", json={"target": document, "reason": "forged"}).status_code == 201
    return changeable


CLAIMS = "SELECT ?claim { ?claim a cg:Claim }"


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ({}, False),
        ({"as_of": "1"}, True),
        ({"collection": "Case 7"}, False),
        ({"as_of": "1", "collection": "Case 7"}, False),
        ({"as_of": "2", "collection": "Case 7"}, True),
    ],
)
def test_a_moment_and_a_collection_are_taken_from_the_address_and_from_a_form(grown: TestClient, view: dict[str, str], found: bool) -> None:
    answers = [
        grown.get("/sparql", params={"query": CLAIMS, **view}),
        grown.post("/sparql", data={"query": CLAIMS, **view}),
        grown.post("/sparql", data={"query": CLAIMS}, params=view),
        grown.post("/sparql", content=CLAIMS, params=view, headers={"content-type": "application/sparql-query"}),
    ]
    assert {answer.headers["x-claimgraph-seq"] for answer in answers} == {view.get("as_of", "3")}
    assert {bool(_rows(answer)) for answer in answers} == {found}


@pytest.mark.parametrize(
    ("parameters", "status", "code"),
    [
        ({"as_of": "99"}, 404, "not-found"),
        ({"as_of": "soon"}, 400, "bad-as-of"),
        ({"as_of": ""}, 400, "bad-as-of"),
        ({"as_of": ["1", "1"]}, 400, "query-wrong"),
        ({"as_of": "0", "min-seq": "1"}, 400, "bad-as-of"),
        ({"as_of": "1", "collection": "none"}, 404, "not-found"),
    ],
)
def test_a_moment_that_cannot_be_answered_about_is_refused(client: TestClient, parameters: dict[str, Any], status: int, code: str) -> None:
    _problem(client.get("/sparql", params={"query": "ASK {}", **parameters}), status, code)
    _problem(client.post("/sparql", data={"query": "ASK {}", **parameters}), status, code)


def test_the_page_of_a_past_moment_leads_on_in_it(grown: TestClient) -> None:
    shown = grown.get("/sparql", params={"query": CLAIMS, "as_of": "2", "collection": "Case 7"}, headers=BROWSER)
    main = shown.text.split("<main")[1].split("Show it as it is now")[1].split("</main>")[0]
    assert (shown.status_code, shown.headers["x-claimgraph-seq"]) == (200, "2")
    assert '<input type="hidden" name="as_of" value="2">' in main
    links = [part.split('"')[0] for part in main.split('href="')[1:] if part.startswith("/")]
    assert len(links) > 12
    assert all("as_of=2" in link and "collection=Case+7" in link for link in links)
    now = grown.get("/sparql", params={"query": CLAIMS}, headers=BROWSER)
    assert "as_of=3" in now.text.split("<main")[1]


def test_a_past_that_is_too_large_is_refused_for_good(folder: Path) -> None:
    with TestClient(create_app(Settings(store=str(folder), sparql_past_nodes=0)), base_url="http://127.0.0.1:8000") as small:
        for words in ("It rained.", "It snowed."):
            assert small.post("/v1/documents", json={"text": f"The baker said: {words}"}).status_code == 201
        for _ in range(2):
            _problem(small.get("/sparql", params={"query": "ASK {}", "as_of": "1"}), 400, "past-too-large")
        page = small.get("/sparql", params={"query": "ASK {}", "as_of": "1"}, headers=BROWSER)
        assert (page.status_code, "export what was there then" in page.text) == (400, True)
        assert small.get("/sparql", params={"query": "ASK {}", "as_of": "2"}).json()["boolean"] is True
        assert small.get("/sparql", params={"query": "ASK {}", "as_of": "0"}).json()["boolean"] is True
