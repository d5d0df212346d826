"""Who says a claim and which voices count as one: over HTTP, as RDF, on the page of the claim and on the command line."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph
from typer.testing import CliRunner

from builders import Telling, contested_province
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.cli import app
from claimgraph_api.settings import Settings

WORDS = "rebels seized the northern grain terminal of the port at dawn after the garrison ran out of ammunition"
DISARRAY = next(claim.id for claim in contested_province().claims if claim.text == "The enemy is in disarray.")


@pytest.fixture
def echoed(folder: Path) -> tuple[str, str]:
    """A claim and the voice that is first heard, in a store where another outlet copies its words and both claims are judged the same."""
    tellings = []
    for outlet in ("Alpha", "Beta <b>"):
        t = Telling(f"{outlet}: {WORDS}.", author=outlet, url=f"https://{len(outlet)}.example/")
        claim = t.claim("The port fell.", WORDS)
        t.said(t.author, claim, WORDS)
        tellings.append(t)
    first, second = (t.claims[0].id for t in tellings)
    with Store.open(folder) as store:
        for t in tellings:
            store.add(t.reading(), actor="test")
    judged = CliRunner().invoke(app, ["judge", second, "same", "--other", first, "--store", str(folder)])
    assert judged.exit_code == 0, judged.output
    return first, tellings[0].author.id


def test_a_copy_counts_with_the_first_and_is_told_as_json_rdf_page_and_lines(folder: Path, echoed: tuple[str, str]) -> None:
    claim, voice = echoed
    with TestClient(create_app(Settings(store=str(folder))), base_url="http://127.0.0.1:8000") as client:
        record = client.get(f"/v1/claims/{claim}/origins").json()
        graph = Graph().parse(data=client.get(f"/v1/claims/{claim}/origins", headers={"Accept": "text/turtle"}).text, format="turtle")
        page = client.get(f"/claims/{claim}", headers={"Accept": "text/html"}).text
    assert record["at_most"] == 1
    first, copy = record["voices"]
    assert (first["voice"], copy["counts_with"], copy["repeats"]) == (voice, voice, first["assertions"][0])
    (counted,) = graph.subjects(RDF.type, CG.Independence)
    assert str(graph.value(counted, CG.originsAtMost)) == "1"
    (other,) = graph.subjects(CG.countsWith)
    assert str(graph.value(other, CG.heardFrom)).endswith(copy["voice"])
    assert str(graph.value(other, CG.heardWhy)) == "has the same words"
    assert str(graph.value(counted, CG.reflects)) == "3"
    assert validate_triples(graph) == []
    assert "counts with" in page
    assert "has the same words" in page
    assert "Beta <b>" not in page
    shown = CliRunner().invoke(app, ["origins", claim, "--store", str(folder)]).stdout
    assert "at most 1 independent" in shown
    assert "counts with Alpha (has the same words)" in shown


def test_what_is_no_claim_has_no_origins_and_the_past_has_its_own(changeable: TestClient) -> None:
    assert changeable.get("/v1/claims/claim-aaaaaaaaaaaaaaaaaaaa/origins").status_code == 404
    assert changeable.get(f"/v1/claims/{DISARRAY}/origins?as_of=0").status_code == 404
    assert changeable.get(f"/v1/claims/{DISARRAY}/origins?as_of=1").json()["at_most"] == 2
