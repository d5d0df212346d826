"""What is derived goes out behind the record where that is asked for, in one order, under the shapes; and else not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Dataset, Graph
from typer.testing import CliRunner

from claimgraph.derive import MAKER
from claimgraph.rdf.mapping import from_quads
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph_api.app import create_app
from claimgraph_api.cli import app
from claimgraph_api.settings import Settings

TEXTS = (
    "The mayor of Brandsund said that the ferry <Tern> carried 31 passengers on Monday. "
    "The harbour master said that the ferry <Tern> carried 90 passengers on Monday. It was certainly a fine day.",
    "The ferry <Tern> carried 31 passengers on Monday, the mayor of Brandsund said. The quay of Brandsund is closed.",
)
KINDS = (CG.Dispute, CG.Position, CG.ConflictSearch, CG.ContestedValue, CG.Belief, CG.Finding)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("derived") / "store"


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=str(folder))), base_url="http://127.0.0.1:8000") as made:
        for text in TEXTS:
            assert made.post("/v1/documents", json={"text": text}).status_code == 201
        assert made.put("/v1/trust/Wary", json={"rules": [{"kind": "person", "weight": 0.5}]}).status_code == 201
        yield made


def exported(client: TestClient, **asked: str | bool) -> str:
    answer = client.get("/v1/export", params={"format": "nquads", **asked})
    assert answer.status_code == 200, answer.text
    return answer.text


def read(words: str, name: str = "nquads") -> Graph:
    """All statements, whatever their graph."""
    dataset, graph = Dataset(), Graph()
    dataset.parse(data=words, format=name)
    for one, term, value, _ in dataset.quads():
        graph.add((one, term, value))
    return graph


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib 7.6 warns of itself
def test_what_is_derived_follows_the_record_and_conforms(client: TestClient) -> None:
    plain, derived = exported(client), exported(client, derived=True)
    assert derived.startswith(plain)
    graph = read(derived)
    assert {kind for kind in KINDS if (None, RDF.type, kind) in graph} == set(KINDS)
    assert not [kind for kind in (*KINDS, CG.Score) if str(kind) in plain]
    assert (None, RDF.type, CG.Score) not in graph
    assert validate_triples(graph) == []
    assert exported(client, derived=True) == derived


def test_the_record_is_read_back_from_it_as_if_nothing_were_derived(client: TestClient) -> None:
    both = (exported(client, derived=True, trust="Wary"), exported(client))
    derived, plain = (from_quads(parse(words, format=RdfFormat.N_QUADS), "http://127.0.0.1:8000/") for words in both)
    assert derived == plain
    assert plain.claims


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_under_a_trust_profile_each_claim_has_its_score(client: TestClient) -> None:
    derived, scored = exported(client, derived=True), exported(client, derived=True, trust="Wary")
    assert scored.startswith(derived)
    graph = read(scored)
    told = {
        score: client.get(f"/v1/claims/{str(claim).rpartition('/')[2]}/score?trust=Wary").json() for score, claim in graph[: CG.scoreOf]
    }
    assert len(told) == len(client.get("/v1/claims").json()["items"])
    assert all(float(str(graph.value(score, CG.scoreValue))) == pytest.approx(found["score"]["value"]) for score, found in told.items())
    assert validate_triples(graph) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    ("format", "name"), [("turtle", "turtle"), ("trig", "trig"), ("jsonld", "json-ld"), ("rdfxml", "xml"), ("ntriples", "nt")]
)
def test_each_format_of_rdf_holds_the_same_statements(client: TestClient, format: str, name: str) -> None:
    told = read(exported(client, derived=True, trust="Wary", format=format), name)
    assert set(told) == set(read(exported(client, derived=True, trust="Wary")))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("format=csv&derived=true", "cannot hold what is derived"),
        ("format=graphml&derived=true", "cannot hold what is derived"),
        ("trust=Wary", "ask for what is derived"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(client: TestClient, asked: str, words: str) -> None:
    answer = client.get(f"/v1/export?{asked}")
    assert answer.status_code == 400
    assert words in answer.json()["detail"]
    assert client.get("/v1/export?derived=true&trust=Nobody").status_code == 404


def test_the_past_has_what_was_derived_of_it(client: TestClient) -> None:
    assert str(CG.Dispute) not in exported(client, derived=True, as_of="0")
    assert exported(client, derived=True, as_of="1") != exported(client, derived=True)


def test_the_command_line_writes_the_same(client: TestClient, folder: Path) -> None:
    told = exported(client, derived=True, trust="Wary")
    asked = ["export", "--format", "nquads", "--store", str(folder), "--derived", "--trust", "Wary"]
    written = CliRunner().invoke(app, asked)
    assert written.exit_code == 0, written.output
    assert written.stdout == told


def test_a_dispute_is_rdf_by_accept(client: TestClient) -> None:
    dispute = client.get("/v1/disputes").json()["items"][0]
    answer = client.get(f"/v1/disputes/{dispute['id']}", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    (node,) = graph.subjects(RDF.type, CG.Dispute)
    assert str(graph.value(node, CG.disputeQuestion)) == dispute["question"]
    assert len(list(graph.objects(node, CG.disputePosition))) == len(dispute["positions"])
    assert client.get(f"/v1/disputes/{dispute['id']}").json()["question"] == dispute["question"]
    assert set(Graph().parse(data=client.get(f"/{dispute['id']}", headers={"Accept": "text/turtle"}).text)) == set(graph)
    assert client.get(f"/{dispute['id']}").json()["question"] == dispute["question"]
    assert str(graph.value(node, CG.derivedBy)) == MAKER


def test_the_list_of_disputes_is_rdf_that_conforms(client: TestClient) -> None:
    listed = Graph().parse(data=client.get("/v1/disputes", headers={"Accept": "text/turtle"}).text)
    questions = {str(listed.value(node, CG.disputeQuestion)) for node in listed.subjects(RDF.type, CG.Dispute)}
    assert questions == {item["question"] for item in client.get("/v1/disputes").json()["items"]}
    assert validate_triples(listed) == []
