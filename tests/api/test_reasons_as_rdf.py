"""Why a score is what it is, what falls, and how two trust profiles differ, as RDF: the numbers of the JSON, with what they rest on."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from builders import contested_province
from claimgraph.model import SourceKind
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.telling import FORMATS
from claimgraph.rdf.terms import CG, concept

T = contested_province()
CLAIMS = {claim.text: claim.id for claim in T.claims}
SOURCES = {source.name: source.id for source in T.sources}
DISARRAY = CLAIMS["The enemy is in disarray."]
WARY = {"description": "not Orsk", "rules": [{"source": SOURCES["Orsk"], "weight": 0}, {"kind": "person", "grade": "B"}]}
SCORE = f"/v1/claims/{DISARRAY}/score?why=true&trust=Wary"
NAMES = {"text/turtle": "turtle", "application/n-triples": "nt", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}


@pytest.fixture
def wary(changeable: TestClient) -> TestClient:
    """A server over the worked example with a profile."""
    assert changeable.put("/v1/trust/Wary", json=WARY).status_code == 201
    return changeable


def json(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.json()


def rdf(client: TestClient, address: str, media: str = "text/turtle") -> Graph:
    answer = client.get(address, headers={"Accept": media})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(media)
    return Graph().parse(data=answer.text, format=NAMES[media])


def value(graph: Graph, node: Node, term: URIRef) -> Any:
    found = graph.value(node, term)
    return found.toPython() if isinstance(found, Literal) else None if found is None else str(found).rpartition("/")[2]


def parts(graph: Graph, node: Node, term: URIRef) -> list[Node]:
    """The parts of a node in their order."""
    return sorted(graph.objects(node, term), key=lambda part: int(value(graph, part, CG.index)))


def test_what_pulls_at_a_claim_adds_up_to_its_score_and_says_what_it_rests_on(wary: TestClient) -> None:
    graph, told = rdf(wary, SCORE), json(wary, SCORE)
    assert validate_triples(graph) == []
    (score,) = graph.subjects(RDF.type, CG.Score)
    reasons = parts(graph, score, CG.scoreReason)
    energy = sum(value(graph, reason, CG.reasonWeight) * value(graph, reason, CG.reasonStrength) for reason in reasons)
    found, base = value(graph, score, CG.scoreValue), value(graph, score, CG.scoreBase)
    assert found == pytest.approx(base + (1 - base if energy > 0 else -base) * energy**2 / (1 + energy**2))
    assert found == told["score"]["value"]
    assert [value(graph, reason, CG.reasonNode) for reason in reasons] == [reason["step"]["node"] for reason in told["why"]["reasons"]]
    assert [value(graph, reason, CG.scoreWithout) for reason in reasons] == [reason["without"] for reason in told["why"]["reasons"]]
    for reason in reasons:
        assert wary.get(f"/{value(graph, reason, CG.reasonThrough)}").status_code == 200
    rules = {value(graph, rule, CG.ruleName) for reason in reasons for rule in graph.objects(reason, CG.appliedRule)}
    assert "grade" in rules
    spread = {value(graph, one, CG.formula): value(graph, one, CG.scoreValue) for one in graph.objects(score, CG.scoreSpread)}
    assert spread == told["score"]["spread"]


def test_the_shares_of_the_voices_add_up_to_the_score(wary: TestClient) -> None:
    graph = rdf(wary, SCORE)
    (score,) = graph.subjects(RDF.type, CG.Score)
    shares = [value(graph, share, CG.shareValue) for share in parts(graph, score, CG.scoreShare)]
    assert len(shares) > 1
    assert value(graph, score, CG.shareBase) + sum(shares) == pytest.approx(value(graph, score, CG.scoreValue))


def test_without_why_a_score_has_its_steps_and_no_shares(wary: TestClient) -> None:
    graph, told = rdf(wary, f"/v1/claims/{DISARRAY}/score"), json(wary, f"/v1/claims/{DISARRAY}/score")
    (score,) = graph.subjects(RDF.type, CG.Score)
    assert [value(graph, reason, CG.reasonNode) for reason in parts(graph, score, CG.scoreReason)] == [
        step["node"] for step in told["score"]["steps"]
    ]
    assert not list(graph.subject_objects(CG.scoreShare))
    assert not list(graph.subject_objects(CG.scoreWithout))
    assert validate_triples(graph) == []


def test_what_is_derived_names_its_formula_its_entry_and_its_profile_which_is_told_at_its_address(wary: TestClient) -> None:
    graph, seq = rdf(wary, SCORE), json(wary, "/v1/stats")["seq"]
    (score,) = graph.subjects(RDF.type, CG.Score)
    assert value(graph, score, CG.reflects) == seq
    assert (value(graph, score, CG.formula), value(graph, score, CG.formulaVersion)) == ("quadratic energy", "credibility@4")
    (profile,) = graph.objects(score, CG.underProfile)
    told = rdf(wary, urlsplit(str(profile)).path)
    assert value(told, profile, CG.trustProfile) == value(graph, score, CG.trustProfile) == "Wary"
    first, second = parts(told, profile, CG.trustRule)
    assert (value(told, first, CG.trusted), value(told, first, CG.trustWeight)) == (SOURCES["Orsk"], 0.0)
    assert told.value(second, CG.trustedKind) == concept(SourceKind.PERSON)
    assert told.value(second, CG.trustGrade) == CG.admiraltyReliabilityB
    assert validate_triples(told) == []
    assert set(rdf(wary, "/v1/trust")) == set(told)


def test_the_past_is_told_as_of_the_entry_that_is_asked_about(wary: TestClient) -> None:
    before = json(wary, "/v1/stats")["seq"]
    assert set(rdf(wary, f"/v1/sources/{SOURCES['Orsk']}/falls"))  # which may be kept
    wary.post("/v1/documents", json={"text": "The mayor said that the bridge is closed."})
    for asked, seq in (("", before + 1), (f"?as_of={before}", before)):
        graph = rdf(wary, f"/v1/sources/{SOURCES['Orsk']}/falls{asked}")
        (removal,) = graph.subjects(RDF.type, CG.Removal)
        assert value(graph, removal, CG.reflects) == seq


def test_where_what_is_derived_is_behind_the_entry_that_it_has_reached_is_told(wary: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    wary.post(
        "/v1/documents", json={"text": "The mayor said that the bridge is closed. The harbour master denied that the bridge is closed."}
    )
    site, seq = wary.app.state.site, json(wary, "/v1/stats")["seq"]  # type: ignore[attr-defined]
    now = rdf(wary, "/v1/disputes")
    with monkeypatch.context() as lagging:
        lagging.setattr(site.store, "reach", lambda _maker: (seq - 1, seq))
        lagging.setattr("claimgraph_api.server.site.PATIENCE_SECONDS", 0.0)
        before = rdf(wary, "/v1/disputes?limit=50")
    for graph, entry in ((now, seq), (before, seq - 1)):
        assert {value(graph, node, CG.reflects) for node in graph.subjects(RDF.type, CG.Dispute)} == {entry}
    assert len(set(now.subjects(RDF.type, CG.Dispute))) == len(set(before.subjects(RDF.type, CG.Dispute))) + 1


def changes(graph: Graph, node: Node) -> list[dict[str, Any]]:
    """The changes as JSON has them."""
    return [
        {
            "claim": value(graph, part, CG.changeOf),
            "kinds": sorted(str(kind) for kind in graph.objects(part, CG.changeKind)),
            **{
                side: {
                    "value": value(graph, part, CG[f"value{side.capitalize()}"]),
                    "status": value(graph, part, CG[f"standing{side.capitalize()}"]),
                    "origins": value(graph, part, CG[f"origins{side.capitalize()}"]),
                }
                for side in ("before", "after")
            },
        }
        for part in parts(graph, node, CG.change)
    ]


def expected(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**change, "kinds": sorted(change["kinds"])} for change in record["changes"]]


def test_what_falls_is_told_as_rdf_change_by_change(wary: TestClient) -> None:
    link = next(link for link in T.links if DISARRAY in (link.from_, link.to))
    said = next(act for act in T.assertions if act.content.claim == DISARRAY)
    for shelf, node in (("sources", SOURCES["Orsk"]), ("claims", DISARRAY), ("assertions", said.id), ("links", link.id)):
        address = f"/v1/{shelf}/{node}/falls?trust=Wary"
        graph, record = rdf(wary, address), json(wary, address)
        (removal,) = graph.subjects(CG.removes)
        assert value(graph, removal, CG.removes) == node
        assert (value(graph, removal, CG.trustProfile), value(graph, removal, CG.formulaVersion)) == ("Wary", record["version"])
        assert changes(graph, removal) == expected(record)
        assert validate_triples(graph) == []


def test_the_difference_of_two_profiles_is_told_as_rdf_at_an_address_of_its_own(wary: TestClient) -> None:
    for query in ("b=Wary", "a=Wary", "a=grades&b=Wary"):
        graph, record = rdf(wary, f"/v1/trust/compare?{query}"), json(wary, f"/v1/trust/compare?{query}")
        (comparison,) = graph.subjects(RDF.type, CG.Comparison)
        assert str(comparison) == f"http://127.0.0.1:8000/v1/trust/compare?{query}"
        assert (value(graph, comparison, CG.fromProfile), value(graph, comparison, CG.toProfile)) == (record["a"], record["b"])
        assert changes(graph, comparison) == expected(record)
        assert value(graph, comparison, CG.comparedClaims) == record["claims"]
        assert validate_triples(graph) == []
    assert record["changes"]


def test_all_scores_of_a_dispute_are_told_as_rdf(wary: TestClient) -> None:
    dispute = json(wary, "/v1/disputes")["items"][0]["id"]
    graph, record = rdf(wary, f"/v1/disputes/{dispute}/scores?trust=Wary"), json(wary, f"/v1/disputes/{dispute}/scores?trust=Wary")
    told = {value(graph, score, CG.scoreOf): value(graph, score, CG.scoreValue) for score in graph.subjects(RDF.type, CG.Score)}
    assert told == {claim: score["value"] for claim, score in record["scores"].items()}
    assert validate_triples(graph) == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib 7.6 warns of itself
@pytest.mark.parametrize("address", [SCORE, f"/v1/claims/{DISARRAY}/falls", "/v1/trust/compare?b=Wary", "/v1/trust/Wary"])
def test_each_format_holds_the_same_statements(wary: TestClient, address: str) -> None:
    first, *others = (set(rdf(wary, address, media)) for media in FORMATS)
    assert first
    assert all(other == first for other in others)


def test_a_collection_names_its_own_profile(wary: TestClient) -> None:
    assert wary.post("/v1/collections/Case A/documents", json={"documents": [T.document.id]}).status_code in (200, 201)
    assert wary.put("/v1/trust/Wary?collection=Case A", json={"rules": []}).status_code == 201
    graph = rdf(wary, f"/v1/claims/{DISARRAY}/score?trust=Wary&collection=Case A")
    (profile,) = graph.objects(None, CG.underProfile)
    assert str(profile) == "http://127.0.0.1:8000/v1/trust/Wary?collection=Case+A"
    assert not list(rdf(wary, f"/v1/trust/Wary?{urlsplit(str(profile)).query}").objects(None, CG.trustRule))


def test_a_rule_names_the_judgement_that_it_rests_on(wary: TestClient) -> None:
    judged = wary.post("/v1/judgements", json={"target": SOURCES["Orsk"], "verdict": "A"}).json()["id"]
    graph = rdf(wary, f"/v1/claims/{DISARRAY}/score?trust=grades")
    (rule,) = graph.subjects(CG.ruleFrom)
    assert (value(graph, rule, CG.ruleName), value(graph, rule, CG.ruleFrom)) == ("grade", judged)
    assert validate_triples(graph) == []


def test_a_plain_link_names_the_format_and_pages_have_such_links(wary: TestClient) -> None:
    dispute = json(wary, "/v1/disputes")["items"][0]["id"]
    pages = (
        "/disputes",
        f"/disputes/{dispute}",
        "/findings",
        "/proposals",
        "/predictions",
        "/trust?b=Wary",
        f"/falls/{DISARRAY}?trust=Wary",
    )
    for address in pages:
        page = wary.get(address, headers={"Accept": "text/html"})
        (link,) = re.findall(r'<link rel="alternate" type="text/turtle" href="([^"]+)">', page.text)
        answer = wary.get(unescape(link), headers={"Accept": "text/html,*/*;q=0.8"})
        assert answer.headers["content-type"].startswith("text/turtle"), link
        assert validate_triples(Graph().parse(data=answer.text, format="turtle")) == []
    plain = wary.get(f"{SCORE}&format=turtle", headers={"Accept": "application/json"})
    assert set(Graph().parse(data=plain.text, format="turtle")) == set(rdf(wary, SCORE))
    assert wary.get(f"{SCORE}&format=json", headers={"Accept": "text/turtle"}).json() == json(wary, SCORE)
    assert wary.get(f"{SCORE}&format=svg").status_code == 422
    claim = wary.get(f"/claims/{DISARRAY}?trust=Wary&why=1", headers={"Accept": "text/html"}).text
    assert f"/v1/claims/{DISARRAY}/score?why=true&amp;format=turtle&amp;trust=Wary" in claim
