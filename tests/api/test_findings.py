"""Findings with their steps over HTTP, as RDF, on pages and on the command line."""

from pathlib import Path

from fastapi.testclient import TestClient
from rdflib import Graph
from typer.testing import CliRunner

from builders import contested_province
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph.store import Store
from claimgraph_api.cli import app

T = contested_province()
PARADE = next(source.id for source in T.sources if source.name == "Parade")


def test_findings_are_narrowed_by_kind_target_and_voice(client: TestClient) -> None:
    everything = client.get("/v1/findings").json()["items"]
    single = client.get("/v1/findings", params={"kind": "single-origin"}).json()["items"]
    assert single == [item for item in everything if item["kind"] == "single-origin"]
    assert all(item["steps"] for item in everything)
    spoken = client.get("/v1/findings", params={"source": PARADE}).json()["items"]
    assert spoken
    assert all(PARADE in {step["voice"] for step in item["steps"]} for item in spoken)
    assert client.get("/v1/findings", params={"target": single[0]["target"]}).json()["total"] >= 1
    assert client.get("/v1/findings", params={"kind": "x" * 500}).status_code == 422


def test_findings_are_told_as_rdf_that_fits_the_shapes(client: TestClient) -> None:
    answer = client.get("/v1/findings", headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    graph = Graph().parse(data=answer.text, format="turtle")
    assert len(set(graph.subjects(CG.findingAbout))) == client.get("/v1/findings").json()["total"]
    assert set(graph.objects(None, CG.findingStep)) == set(graph.subjects(CG.stepSays))
    assert validate_triples(graph) == []


def test_pages_show_the_steps_and_escape_the_words(fresh: TestClient) -> None:
    fresh.post("/v1/documents", json={"text": "The mayor <i>said</i> & swore that the bridge is certainly closed.[7] Nobody knows why."})
    page = fresh.get("/findings", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "the mark points at a note that is not there" in page.text
    assert "<i>said</i>" not in page.text
    assert fresh.get("/findings", params={"kind": "no-such"}, headers={"Accept": "text/html"}).status_code == 200


def test_the_pages_of_a_claim_and_a_voice_show_their_gaps(client: TestClient) -> None:
    single = client.get("/v1/findings", params={"source": PARADE}).json()["items"][0]
    assert "says it at first hand" in client.get(f"/claims/{single['target']}", headers={"Accept": "text/html"}).text
    assert "Gaps in which it has a part" in client.get(f"/sources/{PARADE}", headers={"Accept": "text/html"}).text


def test_the_command_line_shows_steps_and_one_kind(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.add(contested_province().reading(), actor="test")
    shown = CliRunner().invoke(app, ["findings", "--steps", "--kind", "single-origin", "--store", str(tmp_path / "s")]).stdout
    assert "says it at first hand: “" in shown
    assert "dangling-citation" not in shown
