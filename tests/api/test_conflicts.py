"""Sets of claims that cannot all hold, over HTTP, as RDF, on pages and on a terminal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib import RDF
from typer.testing import CliRunner

from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph_api.app import create_app
from claimgraph_api.cli import app
from claimgraph_api.settings import Settings

STORY = (
    "Either the harbour board or the pilots cut the cable, the mayor said. The harbour board did not cut the cable, its clerk said. "
    "“The pilots did not cut the cable,” said Ines <b>Holt</b>. The harbour board denied that the cable had been cut."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conflicts") / "store"


@pytest.fixture(scope="module")
def told(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=str(folder))), base_url="http://127.0.0.1:8000") as opened:
        assert opened.post("/v1/documents", json={"text": STORY}).status_code == 201
        yield opened


def claims(told: TestClient) -> dict[str, str]:
    return {item["text"]: item["id"] for item in told.get("/v1/claims").json()["items"]}


def pilots(told: TestClient) -> str:
    return next(node for text, node in claims(told).items() if text.startswith("The pilots did not"))


def test_a_claim_and_its_dispute_tell_of_the_sets_that_they_are_in(told: TestClient) -> None:
    node = pilots(told)
    found = told.get(f"/v1/claims/{node}/conflicts").json()
    (each,) = found["sets"]
    assert found["status"] == "complete"
    assert node in {claim["id"] for claim in each["claims"]}
    assert all(len(standing) == 2 for standing in found["standing"])
    disputes = told.get("/v1/disputes").json()["items"]
    held = [told.get(f"/v1/disputes/{item['id']}").json()["conflicts"]["sets"] for item in disputes]
    assert [each] in held
    assert told.get("/v1/claims/claim-aaaaaaaaaaaaaaaaaaaa/conflicts").status_code == 404


def test_sets_are_told_as_rdf_by_accept_and_conform(told: TestClient) -> None:
    answer = told.get(f"/v1/claims/{pilots(told)}/conflicts", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    (node,) = graph.subjects(RDF.type, CG.ConflictSet)
    assert len(list(graph.objects(node, CG.conflictMember))) == 3
    (search,) = graph.subjects(CG.searchFound, node)
    assert str(graph.value(search, CG.searchStatus)) == "complete"
    together = {frozenset(map(str, graph.objects(part, CG.consistentMember))) for part in graph.objects(search, CG.consistentSet)}
    found = told.get(f"/v1/claims/{pilots(told)}/conflicts").json()["standing"]
    assert together == {frozenset(f"http://127.0.0.1:8000/{claim}" for claim in each) for each in found}
    assert validate_triples(graph) == []
    assert "ConflictSet" not in told.get("/v1/export?format=nquads").text


def test_a_search_that_finds_nothing_says_in_rdf_that_it_is_complete(told: TestClient) -> None:
    mayor = next(node for text, node in claims(told).items() if "cable had been cut" in text or text.startswith("The cable"))
    answer = told.get(f"/v1/claims/{mayor}/conflicts", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert [str(status) for status in graph.objects(None, CG.searchStatus)] == ["complete"]
    assert (None, RDF.type, CG.ConflictSet) not in graph
    assert validate_triples(graph) == []


def test_a_page_takes_a_claim_out_and_puts_it_back(told: TestClient) -> None:
    node = pilots(told)
    html = told.get(f"/claims/{node}").text
    assert "Cannot all be so" in html
    assert f"?without={node}#together" in html
    assert "the rest can all be so" not in html
    without = told.get(f"/claims/{node}?without={node}").text
    assert "the rest can all be so" in without
    assert f'href="/claims/{node}?#together"' in without
    assert "<b>Holt</b>" not in html


def test_the_command_line_shows_the_sets_of_a_claim(told: TestClient, folder: Path) -> None:
    shown = CliRunner().invoke(app, ["show", pilots(told), "--store", str(folder)])
    assert "cannot all be so" in shown.output
    dispute = told.get("/v1/disputes").json()["items"][0]["id"]
    asked = CliRunner().invoke(app, ["show", dispute, "--json", "--store", str(folder)])
    assert json.loads(asked.output)["conflicts"]["status"] == "complete"
