"""Admiralty grades and words of ICD 203 as judgements: given, taken back, seen as of then, and counted where a profile takes them."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Dataset, Graph, URIRef
from typer.testing import CliRunner

from builders import contested_province
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph.store import Store
from claimgraph_api.cli import app

T = contested_province()
CLAIMS = {claim.text: claim.id for claim in T.claims}
SOURCES = {source.name: source.id for source in T.sources}
DISARRAY, ORSK = CLAIMS["The enemy is in disarray."], SOURCES["Orsk"]
VALE = SOURCES["Ines Vale"]
FIGHTING = next(claim.id for claim in reversed(T.claims) if claim.text == "Foreign troops are fighting in the province.")
TOPIC = next(entity.id for entity in T.entities if entity.name == "the province")
NO_GRADES = [
    (ORSK, "G", None),
    (ORSK, "3", None),
    (DISARRAY, "B", None),
    (DISARRAY, "certainly", None),
    (ORSK, "B", DISARRAY),
    (DISARRAY, "2", TOPIC),
]


def grade(client: TestClient, target: str, verdict: str, status: int = 201, **more: str) -> dict[str, Any]:
    answer = client.post("/v1/judgements", json={"target": target, "verdict": verdict, **more})
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def score(client: TestClient, claim: str, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/v1/claims/{claim}/score", params=query).json()["score"]
    return found


def base_of(client: TestClient, claim: str, voice: str) -> float:
    return next(float(step["base"]) for step in score(client, claim, trust="grades")["steps"] if step["node"] == voice)


def test_a_grade_of_a_source_counts_where_a_profile_takes_grades(changeable: TestClient) -> None:
    grade(changeable, ORSK, "A", note="twenty years of notes")
    assert base_of(changeable, DISARRAY, ORSK) == pytest.approx(0.94)
    assert next(step["base"] for step in score(changeable, DISARRAY)["steps"] if step["node"] == ORSK) == 0.5
    grade(changeable, ORSK, "E")
    assert base_of(changeable, DISARRAY, ORSK) == pytest.approx(0.15)
    grade(changeable, ORSK, "ungraded")
    assert base_of(changeable, DISARRAY, ORSK) == 0.5
    assert changeable.get(f"/v1/sources/{ORSK}/grades").json()["standing"] == []


def test_a_grade_about_a_topic_decides_there_and_nowhere_else(changeable: TestClient) -> None:
    grade(changeable, VALE, "E", other=TOPIC)
    assert base_of(changeable, FIGHTING, VALE) == pytest.approx(0.15)
    assert base_of(changeable, CLAIMS["The army lacks men."], VALE) == 0.5
    assert [item["about"] for item in changeable.get(f"/v1/sources/{VALE}/grades").json()["standing"]] == [TOPIC]


@pytest.mark.parametrize(("verdict", "base"), [("1", 0.95), ("5", 0.1), ("6", 0.5), ("likely", 0.675), ("almost certain", 0.97)])
def test_a_grade_of_a_claim_is_what_it_starts_from(changeable: TestClient, verdict: str, base: float) -> None:
    before = score(changeable, DISARRAY, trust="grades")
    grade(changeable, DISARRAY, verdict)
    found = score(changeable, DISARRAY, trust="grades")
    assert found["base"] == pytest.approx(base)
    assert (found["value"] == pytest.approx(before["value"])) == (verdict == "6")
    assert [rule["rule"] for rule in found["rules"]] == ["item grade"]


def test_cannot_be_judged_is_vacuous(changeable: TestClient) -> None:
    before = score(changeable, DISARRAY, trust="grades")["value"]
    grade(changeable, ORSK, "F")
    assert score(changeable, DISARRAY, trust="grades")["value"] == before
    opinion = changeable.get(f"/v1/sources/{ORSK}/grades").json()["standing"][0]["opinion"]
    assert (opinion["belief"], opinion["disbelief"], opinion["uncertainty"]) == (0, 0, 1)


def test_a_grade_is_seen_as_of_then_and_is_an_entry_of_the_journal(changeable: TestClient) -> None:
    before = changeable.get("/v1/stats").json()["seq"]
    grade(changeable, ORSK, "B")
    assert changeable.get(f"/v1/sources/{ORSK}/grades", params={"as_of": before}).json()["standing"] == []
    assert changeable.get("/v1/changes", params={"since": before}).json()["items"][0]["verb"] == "judge"
    assert changeable.get(f"/v1/sources/{ORSK}/grades").json()["standing"][0]["means"] == "usually reliable"


@pytest.mark.parametrize(("target", "verdict", "other"), NO_GRADES)
def test_what_is_no_grade_is_refused(changeable: TestClient, target: str, verdict: str, other: str | None) -> None:
    grade(changeable, target, verdict, 400, **({"other": other} if other else {}))


def test_a_rule_that_is_text_is_told_what_a_rule_looks_like(changeable: TestClient) -> None:
    answer = changeable.put("/v1/trust/Wary", json={"rules": ["outlet:Delta Wire=0.2"]})
    assert answer.status_code == 422
    assert '"outlet"' in answer.json()["detail"]
    assert '"weight"' in answer.json()["detail"]


def test_a_kept_profile_may_take_grades_and_its_own_rule_comes_first(changeable: TestClient) -> None:
    grade(changeable, ORSK, "A")
    rules = [{"source": ORSK, "grade": "D"}]
    assert changeable.put("/v1/trust/Own", json={"rules": rules, "grades": True}).status_code == 201
    found = next(step for step in score(changeable, DISARRAY, trust="Own")["steps"] if step["node"] == ORSK)
    assert found["base"] == pytest.approx(0.45)
    assert changeable.put("/v1/trust/grades", json={"rules": []}).status_code == 400


def test_the_pages_show_the_grade_and_take_one_by_form(changeable: TestClient) -> None:
    for shelf, node, verdict in (("sources", ORSK, "C"), ("claims", DISARRAY, "4")):
        form = {"target": node, "verdict": verdict, "note": "<b>read</b>", "back": f"/{shelf}/{node}"}
        assert changeable.post("/judgements", data=form, follow_redirects=False).status_code == 303
        page = changeable.get(f"/{shelf}/{node}", headers={"Accept": "text/html"}).text
        assert "&lt;b&gt;read&lt;/b&gt;" in page
        assert 'value="ungraded"' in page


def test_the_command_line_grades_and_shows(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s") as store:
        store.add(contested_province().reading(), actor="test")
    run, where = CliRunner(), ["--store", str(tmp_path / "s")]
    assert run.invoke(app, ["judge", ORSK, "B", "--other", TOPIC, *where]).exit_code == 0
    shown = run.invoke(app, ["grades", ORSK, *where])
    assert "B, usually reliable, about" in shown.stdout
    assert json.loads(run.invoke(app, ["grades", ORSK, "--json", *where]).stdout)["standing"][0]["probability"] == pytest.approx(0.85)
    assert run.invoke(app, ["trust", "set", "Mine", "grades", "kind:person=0.5", *where]).exit_code == 0
    assert "grades kind:person=0.5" in run.invoke(app, ["trust", "list", *where]).stdout


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib 7.6 warns of itself
def test_grades_that_stand_are_rdf_with_their_opinions_alone_and_in_an_export(changeable: TestClient) -> None:
    grade(changeable, VALE, "B")
    about = grade(changeable, VALE, "E", other=TOPIC)
    grade(changeable, DISARRAY, "very unlikely")
    grade(changeable, ORSK, "A")
    grade(changeable, ORSK, "ungraded")
    graph = Graph().parse(data=changeable.get(f"/v1/sources/{VALE}/grades", headers={"Accept": "text/turtle"}).text)
    told = {str(graph.value(node, CG.gradeAbout) or "").rpartition("/")[2]: node for node in graph.subjects(RDF.type, CG.Grade)}
    assert graph.value(told[""], CG.gradeIs) == CG.admiraltyReliabilityB
    assert graph.value(told[TOPIC], CG.gradeIs) == CG.admiraltyReliabilityE
    assert graph.value(told[TOPIC], CG.gradeFrom) == URIRef(f"http://127.0.0.1:8000/{about['id']}")
    parts = (CG.opinionBelief, CG.opinionDisbelief, CG.opinionUncertainty)
    belief, disbelief, uncertainty = (float(str(graph.value(told[""], part))) for part in parts)
    assert belief + disbelief + uncertainty == pytest.approx(1)
    base = float(str(graph.value(told[""], CG.opinionBaseRate)))
    assert float(str(graph.value(told[""], CG.opinionProbability))) == pytest.approx(belief + base * uncertainty)
    assert validate_triples(graph) == []
    claims = Graph().parse(data=changeable.get(f"/v1/claims/{DISARRAY}/grades", headers={"Accept": "text/turtle"}).text)
    assert list(claims.objects(None, CG.gradeIs)) == [CG.icd203VeryUnlikely]
    dataset = Dataset()
    dataset.parse(data=changeable.get("/v1/export?format=nquads&derived=true").text, format="nquads")
    assert {triple[:3] for triple in dataset.quads()} >= {*graph, *claims}
    assert (None, CG.gradeOf, URIRef(f"http://127.0.0.1:8000/{ORSK}"), None) not in dataset
