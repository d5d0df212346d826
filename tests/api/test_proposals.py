"""What is proposed to be one: found when documents come in, decided on over HTTP, on pages and on a terminal, and undone."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import RDF, Graph
from typer.testing import CliRunner

from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph_api.cli import app

FIRST = (
    "Dr Ola Brandt, who runs the harbour at Skarn, said that nine people died when the ferry Tern sank. Lise Adler said that it was old."
)
SECOND = (
    "Nine people died when the ferry Tern sank, O. Brandt told the inquiry at Skarn. Tern Lines plc said that the <i>Tern</i> was new. "
    "L. Adler said that it was not."
)


@pytest.fixture
def told(fresh: TestClient) -> TestClient:
    for text in (FIRST, SECOND):
        assert fresh.post("/v1/documents", json={"text": text}).status_code == 201
    return fresh


def listed(told: TestClient, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = told.get(f"/v1/proposals{query}").json()["items"]
    return items


def of(told: TestClient, words: str, kind: str) -> dict[str, Any]:
    return next(item for item in listed(told, f"?kind={kind}") if words in (item["one"]["words"], item["other"]["words"]))


def decide(told: TestClient, item: dict[str, Any], decision: str) -> dict[str, Any]:
    answer = told.post(f"/v1/proposals/{item['id']}/{decision}", json={"note": "a test"})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_name_in_another_form_is_proposed_with_why_and_nothing_is_joined(told: TestClient) -> None:
    found = of(told, "O. Brandt", "source")
    assert found["status"] == "open"
    assert "both documents speak of" in found["reason"]
    assert told.get("/v1/proposals?kind=house").status_code == 400
    assert told.get("/v1/proposals/proposal-aaaaaaaaaaaaaaaaaaaa").status_code == 404
    assert {"O. Brandt", "Ola Brandt"} <= {item["name"] for item in told.get("/v1/sources").json()["items"]}


@pytest.mark.parametrize("kind", ["source", "claim"])
def test_a_proposal_is_decided_on_in_the_version_that_was_seen_alone(told: TestClient, kind: str) -> None:
    address = f"/v1/proposals/{listed(told, f'?kind={kind}')[0]['id']}"
    tag = told.get(address).headers["etag"]
    for decision in ("accept", "reject"):
        refused = told.post(f"{address}/{decision}", headers={"If-Match": '"nope"'})
        assert (refused.status_code, refused.json()["code"]) == (412, "moved")
    rejected = told.post(f"{address}/reject", headers={"If-Match": tag})
    assert (rejected.status_code, rejected.headers["etag"]) == (201, told.get(address).headers["etag"])
    for decision in ("accept", "undo"):
        assert told.post(f"{address}/{decision}", headers={"If-Match": tag}).status_code == 412
    undone = told.post(f"{address}/undo", headers={"If-Match": rejected.headers["etag"]})
    assert (undone.status_code, undone.headers["etag"]) == (201, tag)


def test_of_many_who_saw_one_version_of_a_proposal_one_decides_whatever_else_is_written(told: TestClient) -> None:
    found = of(told, "O. Brandt", "source")
    seen, other = {"If-Match": told.get(f"/v1/proposals/{found['id']}").headers["etag"]}, listed(told, "?kind=claim")[0]["link"]

    def decide_or_write(number: int) -> int:
        if number % 3 == 0:
            return told.post("/v1/judgements", json={"target": other, "verdict": "confirmed", "note": str(number)}).status_code
        return told.post(f"/v1/proposals/{found['id']}/{('accept', 'reject')[number % 2]}", headers=seen).status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(decide_or_write, range(12)))
    assert statuses[::3] == [201] * 4
    assert sorted(status for number, status in enumerate(statuses) if number % 3) == [201] + [412] * 7


def test_accepting_joins_two_names_and_undoing_takes_them_apart_while_the_past_stays(told: TestClient) -> None:
    found = of(told, "O. Brandt", "source")
    before = told.get("/v1/stats").json()["seq"]
    apart = len(told.get("/v1/sources").json()["items"])
    merged = decide(told, found, "accept")
    assert (merged["status"], listed(told, "?status=accepted")) == ("accepted", [merged])
    assert len(told.get("/v1/sources").json()["items"]) == apart - 1
    assert len(told.get(f"/v1/sources?as_of={before}").json()["items"]) == apart
    assert told.get(f"/v1/proposals/{found['id']}?as_of={before}").json()["status"] == "open"
    assert decide(told, merged, "undo")["status"] == "open"
    assert len(told.get("/v1/sources").json()["items"]) == apart


def test_a_restatement_is_accepted_rejected_and_undone_and_both_keep_their_words(told: TestClient) -> None:
    found = next(item for item in listed(told, "?kind=claim") if "ferry" in item["one"]["words"])
    for decision, status, link in (("accept", "accepted", "confirmed"), ("undo", "open", "proposed"), ("reject", "rejected", "dismissed")):
        assert decide(told, found, decision)["status"] == status
        assert told.get(f"/v1/links/{found['link']}").json()["status"] == link
    assert all(told.get(f"/v1/claims/{found[end]['id']}").status_code == 200 for end in ("one", "other"))


def test_claims_that_people_call_the_same_answer_as_one_over_http_on_pages_and_in_sparql_until_that_is_undone(told: TestClient) -> None:
    found = next(item for item in listed(told, "?kind=claim") if "ferry" in item["one"]["words"])
    before, total = told.get("/v1/stats").json()["seq"], told.get("/v1/claims").json()["total"]
    decide(told, found, "accept")
    ends = [found[end]["id"] for end in ("one", "other")]
    answers = [told.get(f"/v1/claims/{end}") for end in ends]
    (head,) = {answer.json()["id"] for answer in answers}
    (folded,) = set(ends) - {head}
    assert [answer.headers.get("content-location") for answer in answers if answer.url.path.endswith(folded)] == [f"/v1/claims/{head}"]
    assert told.get(f"/{folded}", headers={"Accept": "application/json"}).json()["id"] == head
    assert told.get(f"/v1/claims/{folded}?as_of={before}").json()["id"] == folded
    assert told.get("/v1/claims").json()["total"] == total - 1
    assert folded not in told.get("/v1/search?q=ferry").text
    html = told.get(f"/claims/{folded}").text
    assert "Also said in these words" in html
    assert all(found[end]["words"] in html for end in ("one", "other"))
    ask = f"ASK {{ ?one <https://w3id.org/claimgraph/ns#representedBy> ?other FILTER(CONTAINS(STR(?one), '{folded}')) }}"
    values = {"query": ask, "min-seq": str(told.get("/v1/stats").json()["seq"])}
    assert told.get("/sparql", params=values, headers={"Accept": "application/sparql-results+json"}).json()["boolean"]
    form = {"proposal": found["id"], "decision": "undo", "back": f"/claims/{folded}"}
    assert told.post("/proposals", data=form, follow_redirects=False).status_code == 303
    assert told.get(f"/v1/claims/{folded}").json()["id"] == folded
    assert told.get("/v1/claims").json()["total"] == total


def test_proposals_are_rdf_that_conforms_with_what_they_rest_on_and_who_decided(told: TestClient) -> None:
    found = decide(told, of(told, "O. Brandt", "source"), "accept")
    graph = Graph().parse(data=told.get("/v1/proposals", headers={"Accept": "text/turtle"}).text, format="turtle")
    assert len(set(graph.subjects(RDF.type, CG.Proposal))) == len(listed(told))
    one = Graph().parse(data=told.get(f"/v1/proposals/{found['id']}", headers={"Accept": "text/turtle"}).text, format="turtle")
    (node,) = one.subjects(RDF.type, CG.Proposal)
    ends = {str(value).rpartition("/")[2] for value in one.objects(node, CG.proposalOf)}
    assert ends == {found["one"]["id"], found["other"]["id"]}
    assert str(one.value(node, CG.proposalStatus)) == "accepted"
    assert str(one.value(node, CG.proposedBy)) == found["judge"]
    assert str(one.value(node, CG.decidedBy)).endswith(found["decided"])
    assert validate_triples(graph) == []


def test_what_is_undecided_cannot_be_undone_and_what_is_no_decision_is_refused(told: TestClient) -> None:
    found = listed(told)[0]
    assert told.post(f"/v1/proposals/{found['id']}/undo").status_code == 409
    assert told.post(f"/v1/proposals/{found['id']}/merge").status_code == 400


def test_a_collection_shows_no_proposal_with_what_it_does_not_show(told: TestClient) -> None:
    documents = [item["id"] for item in told.get("/v1/documents").json()["items"]]
    told.post("/v1/collections/case/documents", json={"documents": documents[:1]})
    assert listed(told, "?collection=case") == []
    told.post("/v1/collections/case/documents", json={"documents": documents})
    assert {item["id"] for item in listed(told, "?collection=case")} == {item["id"] for item in listed(told)}


def test_what_is_erased_is_in_no_proposal_of_any_moment(told: TestClient) -> None:
    before, second = told.get("/v1/stats").json()["seq"], of(told, "O. Brandt", "source")["other"]["document"]
    assert told.post("/v1/erasures", json={"target": second, "reason": "a court"}).status_code == 201
    assert listed(told) == []
    assert "Brandt" not in told.get(f"/v1/proposals?as_of={before}").text


def test_a_page_shows_both_in_their_own_words_and_takes_decisions(told: TestClient) -> None:
    html = told.get("/proposals").text
    assert "What may be one" in html
    assert "O. Brandt" in html
    assert "<i>Tern</i>" not in html
    found = of(told, "O. Brandt", "source")
    form = {"proposal": found["id"], "decision": "accept", "back": "/proposals"}
    assert told.post("/proposals", data=form, follow_redirects=False).status_code == 303
    assert "merged" in told.get("/proposals?status=accepted").text
    assert found["id"] not in told.get("/proposals").text


def test_a_list_goes_on_where_it_ended(told: TestClient) -> None:
    first = told.get("/v1/proposals?limit=1").json()
    rest = told.get(f"/v1/proposals?limit=100&cursor={first['next']}").json()
    assert [*first["items"], *rest["items"]] == listed(told)
    assert first["total"] == len(listed(told))


def test_the_command_line_lists_and_decides(told: TestClient, folder: Path) -> None:
    found = of(told, "O. Brandt", "source")
    done = CliRunner().invoke(app, ["proposals", "reject", found["id"], "--json", "--store", str(folder)])
    assert json.loads(done.output)["items"][0]["status"] == "rejected"
    assert "≟" in CliRunner().invoke(app, ["proposals", "--store", str(folder)]).output
    assert CliRunner().invoke(app, ["proposals", "reject", "--store", str(folder)]).exit_code != 0
