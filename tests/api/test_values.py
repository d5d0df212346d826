"""Values that exclude each other in a dispute, on its page, over HTTP and on the command line."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph
from typer.testing import CliRunner

from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.telling import stamped
from claimgraph.rdf.terms import CG
from claimgraph.rdf.values import value_triples
from claimgraph_api.cli import app

TEXT = (
    "The mayor of Brandsund said that the ferry <Tern> carried 31 passengers on Monday. "
    "The harbour master said that the ferry <Tern> carried 90 passengers on Monday."
)


@pytest.fixture
def client(fresh: TestClient) -> TestClient:
    assert fresh.post("/v1/documents", json={"text": TEXT}).status_code == 201
    return fresh


def dispute_with_numbers(client: TestClient) -> str:
    found = client.get("/v1/disputes").json()["items"]
    return next(str(one["id"]) for one in found if any(rung["type"] == "quantity" for rung in one["rungs"]))


def test_the_values_are_told_with_voices_methods_and_a_warning(client: TestClient) -> None:
    dispute = dispute_with_numbers(client)
    found = client.get(f"/v1/disputes/{dispute}/values").json()
    (question,) = found["questions"]
    assert len(question["values"]) == 2
    assert [told["method"] for told in found["told"]] == ["ACCU with copying", "SimpleLCA"]
    assert "No method knows the truth" in found["note"]
    assert client.get(f"/v1/disputes/{dispute}", params={"values": True}).json()["values"]["questions"] == found["questions"]
    assert len(client.get(f"/v1/disputes/{dispute}/values", params={"all": True}).json()["told"]) == 11
    assert client.get("/v1/disputes/dispute-none/values").status_code == 404


def test_they_are_rdf_that_conforms(client: TestClient) -> None:
    dispute = dispute_with_numbers(client)
    graph = Graph().parse(data=client.get(f"/v1/disputes/{dispute}/values", headers={"Accept": "text/turtle"}).text, format="turtle")
    values = set(graph.subjects(RDF.type, CG.ContestedValue))
    assert {value for _, value in graph.subject_objects(CG.valueRival)} == values
    methods = {str(graph.value(belief, CG.beliefMethod)) for value in values for belief in graph.subjects(CG.beliefIn, value)}
    assert methods == {"ACCU with copying (truth-discovery@1)", "SimpleLCA (truth-discovery@1)"}
    assert validate_triples(graph) == []


def test_who_may_copy_whom_is_rdf_that_conforms(client: TestClient) -> None:
    record = client.get(f"/v1/disputes/{dispute_with_numbers(client)}/values").json()
    first, second = (value["sayings"][0]["voice"] for value in record["questions"][0]["values"])
    record["told"][0]["dependences"] = [{"first": first, "second": second, "probability": 0.25}]  # takes three questions of two voices
    graph = Graph()
    for triple in stamped(value_triples(record, "http://127.0.0.1:8000/"), 1, "test"):
        graph.parse(data=f"{triple} .", format="nt")
    (node,) = graph.subjects(RDF.type, CG.Dependence)
    assert {str(voice).rpartition("/")[2] for voice in graph.objects(node, CG.dependenceBetween)} == {first, second}
    assert (str(graph.value(node, CG.dependenceProbability)), str(graph.value(node, CG.reflects))) == ("0.25", "1")
    assert validate_triples(graph) == []


def test_the_page_shows_them_and_escapes_the_words(client: TestClient) -> None:
    dispute = dispute_with_numbers(client)
    page = client.get(f"/disputes/{dispute}", headers={"Accept": "text/html"}).text
    assert "Which value the better sources favour" in page
    assert "<Tern>" not in page
    assert "TruthFinder" in client.get(f"/disputes/{dispute}?methods=all", headers={"Accept": "text/html"}).text


def test_the_command_line_tells_them(client: TestClient, folder: Path) -> None:
    dispute = dispute_with_numbers(client)
    shown = CliRunner().invoke(app, ["values", dispute, "--store", str(folder)])
    assert "ACCU with copying favours" in shown.stdout
    told = json.loads(CliRunner().invoke(app, ["values", dispute, "--json", "--all", "--store", str(folder)]).stdout)["told"]
    assert len(told) == 11
