"""Competing hypotheses and the opinion of a claim: the same over HTTP, as RDF, on the command line, from the library and on pages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node
from typer.testing import CliRunner

from claimgraph.derive import Follower
from claimgraph.model import LinkType
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph.records import to_record
from claimgraph.store import Store
from claimgraph.trust import TrustProfile, TrustRule
from claimgraph_api.answers.opining import hypotheses_found, opinion_found
from claimgraph_api.app import create_app
from claimgraph_api.cli import app
from claimgraph_api.commands.showing import derived_from
from claimgraph_api.settings import Settings
from debates import Debate

HOSTILE = "<script>alert(1)</script> & “the dam” holds."
PROFILES = [None, "grades", "Wary"]


@pytest.fixture(scope="module")
def debate() -> Debate:
    """A dispute with words that are markup, a premise from outside, and a claim that is denied."""
    made = Debate()
    holds = made.says("Ana <b>Brun</b>", HOSTILE)
    made.says("Ivo Lenk", "The dam broke.", against=holds)
    made.link(made.says("Uma Rehn", "The cellars are dry."), holds, LinkType.PREMISE)
    return made


@pytest.fixture(scope="module")
def place(debate: Debate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opinions")
    with Store.open(folder) as store:
        for telling in debate.tellings[:-1]:
            store.add(telling.reading(), actor="test")
        store.add(debate.tellings[-1].reading(), debate.links, actor="test")
        store.put_trust(TrustProfile("Wary", (TrustRule(source=debate.sources["Ivo Lenk"].id, grade="D"),)), actor="test")
        Follower(store).follow()
    return folder


@pytest.fixture(scope="module")
def reader(place: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(store=str(place))), base_url="http://127.0.0.1:8000") as opened:
        yield opened


def printed(*asked: str) -> str:
    answer = CliRunner().invoke(app, list(asked))
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def rdf(client: TestClient, address: str, query: dict[str, str]) -> Graph:
    graph = Graph().parse(data=client.get(address, params=query, headers={"Accept": "text/turtle"}).text, format="turtle")
    assert validate_triples(graph) == []
    return graph


def value(graph: Graph, node: Node, term: URIRef) -> Any:
    found = graph.value(node, term)
    return found.toPython() if isinstance(found, Literal) else found


def values(graph: Graph, node: Node, term: URIRef) -> set[str]:
    return {str(found).rpartition("/")[2] for found in graph.objects(node, term)}


def parts(graph: Graph, node: Node, term: URIRef) -> list[Node]:
    return sorted(graph.objects(node, term), key=lambda part: int(value(graph, part, CG.index)))


def numbers(graph: Graph, node: Node) -> list[Any]:
    terms = (CG.opinionBelief, CG.opinionDisbelief, CG.opinionUncertainty, CG.opinionBaseRate, CG.opinionProbability)
    return [value(graph, node, term) for term in terms]


def told(record: dict[str, Any]) -> list[Any]:
    return [*(record["opinion"][name] for name in ("belief", "disbelief", "uncertainty", "base_rate")), record["probability"]]


@pytest.mark.parametrize("trust", PROFILES)
def test_json_command_line_rdf_and_library_tell_the_same(reader: TestClient, place: Path, trust: str | None) -> None:
    query, options = ({"trust": trust}, ["--trust", trust]) if trust else ({}, [])
    where = ["--store", str(place), "--json", *options]
    (dispute,) = (item["id"] for item in reader.get("/v1/disputes").json()["items"])
    found = reader.get(f"/v1/disputes/{dispute}/hypotheses", params=query).json()
    assert found == json.loads(printed("hypotheses", dispute, *where))
    with Store.open(place) as store:
        made = to_record(hypotheses_found(store, derived_from(store).dispute(dispute), trust)[0])
        opinions = {row["claim"]: to_record(opinion_found(store, row["claim"], trust)[0]) for row in made["evidence"]}
    assert {name: found[name] for name in made} == made
    compare_table(rdf(reader, f"/v1/disputes/{dispute}/hypotheses", query), found)
    assert len(opinions) == 3
    for claim, opinion in opinions.items():
        answer = reader.get(f"/v1/claims/{claim}/opinion", params=query).json()
        assert answer == json.loads(printed("opinion", claim, *where))
        assert {name: answer[name] for name in opinion} == opinion
        compare_opinion(rdf(reader, f"/v1/claims/{claim}/opinion", query), answer)


def compare_table(graph: Graph, found: dict[str, Any]) -> None:
    (table,) = graph.subjects(RDF.type, CG.HypothesisTable)
    assert value(graph, table, CG.trustProfile) == found["trust"]
    columns = parts(graph, table, CG.tableHypothesis)
    terms = {
        "count": CG.inconsistencyCount,
        "weighted": CG.inconsistencyWeighted,
        "inconsistency": CG.inconsistencyDistance,
        "consistency": CG.consistencyDistance,
        "rank": CG.hypothesisRank,
    }
    for column, one in zip(columns, found["hypotheses"], strict=True):
        assert {name: value(graph, column, term) for name, term in terms.items()} == {name: one[name] for name in terms}
        assert str(value(graph, column, CG.hypothesisPosition)).endswith(f"/{found['dispute']}#position-{one['letter']}")
    for part, row in zip(parts(graph, table, CG.tableEvidence), found["evidence"], strict=True):
        assert values(graph, part, CG.evidenceClaim) == set(row["claims"])
        assert values(graph, part, CG.originFor) == set(row["voices"])
        assert (value(graph, part, CG.scoreValue), value(graph, part, CG.diagnosticity)) == (row["credibility"], row["diagnosticity"])
        fits = {value(graph, fit, CG.fitWith): fit for fit in graph.objects(part, CG.evidenceFit)}
        assert [value(graph, fits[column], CG.fitDegree) for column in columns] == row["fits"]
        assert [values(graph, fits[column], CG.fitThrough) for column in columns] == list(map(set, row["links"]))


def compare_opinion(graph: Graph, answer: dict[str, Any]) -> None:
    (about,) = graph.subjects(RDF.type, CG.ClaimOpinion)
    assert (numbers(graph, about), value(graph, about, CG.opinionWord)) == (told(answer), answer["word"])
    for part, origin in zip(parts(graph, about, CG.opinionPart), answer["origins"], strict=True):
        assert (values(graph, part, CG.reasonNode), numbers(graph, part)) == ({origin["voice"]}, told(origin))
        for one, said in zip(parts(graph, part, CG.opinionPart), origin["sayings"], strict=True):
            assert values(graph, one, CG.reasonThrough) == {said["assertion"], said["link"]} - {""}
            assert (value(graph, one, CG.reasonBase), value(graph, one, CG.opinionWord)) == (said["trust"], said["word"])
            assert numbers(graph, one) == told(said)


def test_the_past_and_what_is_not_there_are_not_found(reader: TestClient, debate: Debate) -> None:
    (dispute,) = (item["id"] for item in reader.get("/v1/disputes").json()["items"])
    claim = debate.tellings[0].claims[0].id
    assert reader.get(f"/v1/disputes/{dispute}/hypotheses?as_of=1").status_code == 404
    assert reader.get(f"/v1/claims/{claim}/opinion?as_of=1").json()["origins"][0]["voice"] == debate.sources["Ana <b>Brun</b>"].id
    assert reader.get(f"/v1/claims/{claim}/opinion?as_of=0").status_code == 404
    for address in (f"/v1/disputes/{dispute}/hypotheses", f"/v1/claims/{claim}/opinion", f"/disputes/{dispute}/hypotheses"):
        assert reader.get(f"{address}?trust=nobody").status_code == 404


def test_the_pages_show_both_are_led_to_and_escape_what_is_stored(reader: TestClient, debate: Debate) -> None:
    (dispute,) = (item["id"] for item in reader.get("/v1/disputes").json()["items"])
    claim = debate.tellings[0].claims[0].id
    for page, shown in (
        (
            f"/disputes/{dispute}",
            ("very inconsistent", "no link found", "not all evidence", "No position has less", "evidence itself stands, A has", "Uma Rehn"),
        ),
        (f"/claims/{claim}", ("says what contradicts it", "is no truth", "roughly even chance")),
    ):
        own = f"{page}/{'hypotheses' if 'dispute-' in page else 'opinion'}"
        assert f'href="{own}?trust=Wary"' in reader.get(f"{page}?trust=Wary", headers={"Accept": "text/html"}).text
        text = reader.get(f"{own}?trust=Wary", headers={"Accept": "text/html"}).text
        assert [words for words in (*shown, "&lt;script&gt;", "Ana &lt;b&gt;Brun&lt;/b&gt;") if words not in text] == []
        assert "<script>alert" not in text
        assert "<b>Brun" not in text
        assert f"/v1{own}?trust=Wary&amp;format=turtle" in text


def test_lines_for_people_say_the_same(place: Path, reader: TestClient) -> None:
    (dispute,) = (item["id"] for item in reader.get("/v1/disputes").json()["items"])
    lines = printed("hypotheses", dispute, "--store", str(place))
    assert "A:CC B:NA" in lines
    assert "Uma Rehn" in lines
    claim = reader.get(f"/v1/disputes/{dispute}/hypotheses").json()["evidence"][0]["claim"]
    assert "believed 0.50" in printed("opinion", claim, "--store", str(place))
