"""Scores and trust profiles over HTTP and on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF

from builders import contested_province
from claimgraph.derive import weighing
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.telling import FORMATS
from claimgraph.rdf.terms import CG
from claimgraph.store import Store
from claimgraph_api.answers.weighing import rule_of, rule_words
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings
from forking import warm

T = contested_province()
CLAIMS = {claim.text: claim.id for claim in T.claims}
SOURCES = {source.name: source.id for source in T.sources}
DISARRAY = CLAIMS["The enemy is in disarray."]
WITHOUT_ORSK = {"description": "not Orsk", "rules": [{"source": SOURCES["Orsk"], "weight": 0}]}


def get(client: TestClient, address: str, status: int = 200, **headers: str) -> Any:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.fixture
def judged(changeable: TestClient) -> TestClient:
    """A server over the worked example with a profile that distrusts Orsk."""
    assert changeable.put("/v1/trust/No Orsk", json=WITHOUT_ORSK).status_code == 201
    return changeable


def test_a_score_tells_its_number_formula_version_tally_certificate_and_steps(client: TestClient) -> None:
    found = get(client, f"/v1/claims/{DISARRAY}/score")
    score = found["score"]
    assert (score["formula"], score["version"], score["certificate"], score["trust"]) == (
        "quadratic energy",
        "credibility@4",
        "unique",
        None,
    )
    energy = sum(step["weight"] * step["strength"] for step in score["steps"])
    assert score["value"] == pytest.approx(0.5 + (0.5 if energy > 0 else -0.5) * energy**2 / (1 + energy**2))
    assert sorted(found["names"][voice] for voice in score["tally"]["for"]) == ["Lund", "Orsk"]
    assert found["names"][DISARRAY] == "The enemy is in disarray."
    assert (found["whole"], found["why"]) == (True, None)
    assert "no truth" in found["note"]


def test_why_adds_up(client: TestClient) -> None:
    found = get(client, f"/v1/claims/{DISARRAY}/score?why=true")
    assert found["why"]["base"] + sum(share["value"] for share in found["why"]["shares"]) == pytest.approx(found["score"]["value"])
    assert {reason["step"]["kind"] for reason in found["why"]["reasons"]} == {"voice", "claim"}


def test_a_score_is_told_as_rdf_by_accept_conforms_and_stands_in_no_export(judged: TestClient) -> None:
    address = f"/v1/claims/{DISARRAY}/score?trust=No Orsk"
    value = get(judged, address)["score"]["value"]
    for media, form in FORMATS.items():
        answer = judged.get(address, headers={"Accept": media})
        assert answer.headers["content-type"].startswith(media)
        triples = [quad.triple for quad in parse(answer.content, format=form)]
        graph = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
        (score,) = graph.subjects(RDF.type, CG.Score)
        assert float(str(graph.value(score, CG.scoreValue))) == pytest.approx(value)
        assert str(graph.value(score, CG.trustProfile)) == "No Orsk"
        assert len(list(graph.objects(score, CG.originFor))) == 1
        assert validate_triples(graph) == []
    assert "ns#Score" not in judged.get("/v1/export?format=nquads").text


def test_another_profile_gives_another_score_everywhere_where_scores_are_asked(judged: TestClient) -> None:
    plain = get(judged, f"/v1/claims/{DISARRAY}/score")["score"]
    trusting = get(judged, f"/v1/claims/{DISARRAY}/score?trust=No Orsk")["score"]
    assert trusting["value"] < plain["value"]
    assert (trusting["trust"], len(trusting["tally"]["for"])) == ("No Orsk", 1)
    dispute = next(item for item in get(judged, "/v1/disputes")["items"] if DISARRAY in json.dumps(item["positions"]))
    addresses = [
        f"/v1/claims/{DISARRAY}",
        f"/v1/sources/{SOURCES['Orsk and Lund']}",
        f"/v1/documents/{T.document.id}",
        "/v1/claims",
        "/v1/disputes",
    ]
    addresses += [f"/v1/disputes/{dispute['id']}", f"/v1/disputes/{dispute['id']}/scores"]
    for address in addresses:
        found = get(judged, f"{address}?trust=No Orsk")
        assert found["scores"][DISARRAY]["value"] == pytest.approx(trusting["value"]), address
    assert "scores" not in get(judged, f"/v1/claims/{DISARRAY}")
    assert get(judged, f"/v1/entities/{T.entities[0].id}?trust=No Orsk")["scores"]


def test_what_falls_is_told_for_claims_sources_assertions_documents_and_links(client: TestClient) -> None:
    link = next(link for link in T.links if link.from_ == DISARRAY or link.to == DISARRAY)
    said = next(act for act in T.assertions if act.content.claim == DISARRAY)
    rival = link.to if link.from_ == DISARRAY else link.from_
    for shelf, node, claim, kind in (
        ("sources", SOURCES["Orsk"], DISARRAY, "becomes single-sourced"),
        ("assertions", said.id, DISARRAY, "loses its last support"),
        ("links", link.id, rival, "gains"),
        ("claims", DISARRAY, rival, "gains"),
        ("documents", T.document.id, DISARRAY, "loses its last support"),
    ):
        found = get(client, f"/v1/{shelf}/{node}/falls")
        assert kind in next(change["kinds"] for change in found["changes"] if change["claim"] == claim), shelf


def test_two_profiles_are_compared_and_say_the_opposite_the_other_way_round(judged: TestClient) -> None:
    there = get(judged, "/v1/trust/compare?b=No Orsk")
    back = get(judged, "/v1/trust/compare?a=No Orsk")
    assert [change["claim"] for change in there["changes"]] == [change["claim"] for change in back["changes"]]
    assert "becomes single-sourced" in there["changes"][0]["kinds"]
    assert "is corroborated" in back["changes"][0]["kinds"]
    dispute = next(item for item in get(judged, "/v1/disputes")["items"] if DISARRAY not in json.dumps(item["positions"]))
    assert get(judged, f"/v1/trust/compare?b=No Orsk&dispute={dispute['id']}")["changes"] == []


def test_a_comparison_of_too_much_says_what_to_do(judged: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing.claims_of, "__kwdefaults__", {**(weighing.claims_of.__kwdefaults__ or {}), "most": 3})
    found = get(judged, "/v1/trust/compare?b=No Orsk", 413)
    assert "name a dispute" in found["detail"]
    get(judged, "/v1/trust/compare?b=No Orsk&dispute=a&entity=b", 400)


def test_a_profile_is_made_changed_shown_and_taken_back_and_the_past_keeps_it(judged: TestClient) -> None:
    made = judged.get("/v1/trust/No Orsk")
    seq = made.json()["seq"]
    assert made.json()["rules"][0]["weight"] == 0
    changed = judged.put("/v1/trust/No Orsk", json={"rules": []}, headers={"If-Match": made.headers["etag"]})
    assert (changed.status_code, changed.json()["rules"]) == (200, [])
    stale = judged.put("/v1/trust/No Orsk", json={"rules": []}, headers={"If-Match": made.headers["etag"]})
    assert stale.status_code == 412
    assert judged.delete("/v1/trust/No Orsk").json()["name"] == "No Orsk"
    assert get(judged, "/v1/trust")["items"] == []
    assert get(judged, f"/v1/claims/{DISARRAY}/score?trust=No Orsk", 404)["code"] == "no-trust"
    past = get(judged, f"/v1/claims/{DISARRAY}/score?trust=No Orsk&as_of={seq}")["score"]
    assert len(past["tally"]["for"]) == 1
    assert get(judged, f"/v1/trust?as_of={seq}")["total"] == 1
    assert [change["verb"] for change in get(judged, f"/v1/changes?since={seq - 1}")["items"]] == ["trust", "trust", "distrust"]


def test_a_score_of_the_past_is_what_it_was(judged: TestClient) -> None:
    before = get(judged, f"/v1/claims/{DISARRAY}/score")["score"]["value"]
    seq = get(judged, "/v1/stats")["seq"]
    for link in T.links:
        if DISARRAY in (link.from_, link.to):
            judged.post("/v1/judgements", json={"target": link.id, "verdict": "dismissed"})
    assert get(judged, f"/v1/claims/{DISARRAY}/score")["score"]["value"] > before
    assert get(judged, f"/v1/claims/{DISARRAY}/score?as_of={seq}")["score"]["value"] == before


def test_a_claim_that_a_person_rejects_has_no_score(changeable: TestClient) -> None:
    changeable.post("/v1/judgements", json={"target": DISARRAY, "verdict": "rejected"})
    answer = changeable.get(f"/v1/claims/{DISARRAY}/score")
    assert answer.status_code in (404, 410)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ([{"weight": 0.5}], "exactly one of source"),
        ([{"outlet": "a", "weight": 7}], "between 0 and 1"),
        ([{"outlet": "a", "grade": "Z"}], "from A to F"),
        ([{"source": "source-aaaaaaaaaaaaaaaaaaaa", "weight": 0}], "there is no source"),
    ],
)
def test_a_bad_rule_is_a_400_that_names_it(changeable: TestClient, rules: list[dict[str, Any]], message: str) -> None:
    answer = changeable.put("/v1/trust/x", json={"rules": rules})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-trust")
    assert "rule 1" in answer.json()["detail"]
    assert message in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/v1/search?q=enemy", "/v1/sources", "/v1/findings", "/v1/predictions", "/v1/documents", "/v1/links", "/claims", "/disputes"]
)
def test_a_profile_that_is_not_there_is_told_wherever_it_is_named(client: TestClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    assert client.get(path, headers={"Accept": "*/*"}).status_code == 200
    assert get(client, f"{path}{mark}trust=Nobody", 404)["code"] == "no-trust"


def test_what_is_of_another_kind_or_not_there_is_a_404(client: TestClient) -> None:
    for address in (
        f"/v1/claims/{SOURCES['Orsk']}/score",
        "/v1/claims/claim-aaaaaaaaaaaaaaaaaaaa/score",
        "/v1/claims/%00/score",
        f"/v1/sources/{DISARRAY}/falls",
        "/v1/links/link-aaaaaaaaaaaaaaaaaaaa/falls",
        "/v1/disputes/dispute-aaaaaaaaaaaaaaaaaaaa/scores",
        f"/v1/claims/{DISARRAY}?trust=none",
        "/v1/trust/none",
    ):
        get(client, address, 404)


def test_a_collection_has_profiles_of_its_own_and_weighs_what_it_shows_alone(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test", collection="Case 7")
        key = store.make_key("case", ["read", "write"], collections=["Case 8"])
    settings = Settings(store=str(tmp_path), host="0.0.0.0")
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000", headers={"Authorization": f"Bearer {key}"}) as client:
        assert client.put("/v1/trust/mine", json={"rules": [{"outlet": "Orsk", "weight": 0}]}).status_code == 201
        assert client.put("/v1/trust/leak", json=WITHOUT_ORSK).status_code == 400
        assert get(client, "/v1/trust")["total"] == 1
        for address in (f"/v1/claims/{DISARRAY}/score", f"/v1/sources/{SOURCES['Orsk']}/falls", f"/v1/claims/{DISARRAY}?trust=mine"):
            assert "Orsk" not in client.get(address).text
            get(client, address, 404)
    with Store.open(tmp_path) as store:
        assert store.trusts() == []


def test_rules_are_written_in_a_line_and_read_back() -> None:
    for words in ("source-x=0.5", "outlet:Delta Wire=0", "kind:person=B", "outlet:a=b=A@entity-x"):
        assert rule_words(rule_of(words)) == words


def run(*arguments: str, store: Path) -> str:
    done = warm().run(*arguments, CLAIMGRAPH_STORE=str(store))
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def test_the_command_line_scores_compares_and_tells_what_falls(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
    assert "entry 2" in run("trust", "set", "No Orsk", f"{SOURCES['Orsk']}=0", store=tmp_path)
    assert "No Orsk" in run("trust", "list", store=tmp_path)
    told = run("score", DISARRAY, "--trust", "No Orsk", store=tmp_path)
    assert "at most 1 for" in told
    assert "no truth" in told
    found = json.loads(run("trust", "compare", "-", "No Orsk", "--json", store=tmp_path))
    assert found["changes"][0]["claim"] == DISARRAY
    assert "becomes single-sourced" in run("falls", SOURCES["Orsk"], store=tmp_path)
    dispute = json.loads(run("disputes", "--json", store=tmp_path))["items"][0]["id"]
    assert json.loads(run("score", dispute, "--json", store=tmp_path))["scores"]
    assert "taken back" in run("trust", "remove", "No Orsk", "--reason", "done", store=tmp_path)
    assert json.loads(run("trust", "list", "--json", store=tmp_path)) == []
    assert json.loads(run("trust", "list", "--json", "--as-of", "2", store=tmp_path))[0]["name"] == "No Orsk"


def test_the_command_line_refuses_a_rule_that_cannot_be_used_in_one_line(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    done = warm().run("trust", "set", "x", "nonsense", CLAIMGRAPH_STORE=str(tmp_path))
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"is no rule" in done.stderr
