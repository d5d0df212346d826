"""Predictions over HTTP, as RDF, on pages and on the command line."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph, Literal
from typer.testing import CliRunner

from claimgraph.derive.predicting import due, predictions
from claimgraph.rdf.shapes import validate_triples
from claimgraph.rdf.terms import CG
from claimgraph_api.cli import app

TEXT = "The minister of works, Irma Tolland, predicted that the bridge will be open by 1 June 2025. The mayor said that the road is closed."


@pytest.fixture
def client(fresh: TestClient) -> TestClient:
    assert fresh.post("/v1/documents", json={"text": TEXT}).status_code == 201
    return fresh


def only(client: TestClient, **query: str) -> dict[str, Any]:
    (found,) = client.get("/v1/predictions", params=query).json()["items"]
    return dict(found)


def settle(client: TestClient, claim: str, verdict: str, status: int = 201) -> None:
    answer = client.post("/v1/judgements", json={"target": claim, "verdict": verdict})
    assert answer.status_code == status, answer.text


def test_a_prediction_is_due_and_is_settled_by_a_judgement(client: TestClient) -> None:
    found = only(client)
    assert (found["state"], found["due"]) == ("due", "2025-06-01")
    assert [item["target"] for item in client.get("/v1/findings", params={"kind": "prediction-due"}).json()["items"]] == [found["claim"]]
    before = client.get("/v1/stats").json()["seq"]
    settle(client, found["claim"], "did not come true")
    assert only(client, state="did not come true")["by"][0].startswith("judgement-")
    assert client.get("/v1/findings", params={"kind": "prediction-due"}).json()["items"] == []
    assert only(client, as_of=str(before))["state"] == "due"
    settle(client, found["claim"], "not settled")
    assert client.get(f"/v1/claims/{found['claim']}/prediction").json()["state"] == "due"


def test_a_time_counted_from_the_day_of_the_report_is_due(client: TestClient) -> None:
    head = (
        '<html><head><title>Lock shut</title><meta property="article:published_time" content="2025-03-17T08:00:00Z"></head><body><article>'
    )
    told = "<p>The lock will reopen within three weeks, Ana Brun said.</p><p>The mill will close next spring, Otto Reiter predicted.</p>"
    page = f"{head}<h1>Lock shut</h1>{told}</article></body></html>"
    headers = {"content-type": "text/html"}
    assert client.post("/v1/files?name=lock.html", content=page.encode(), headers=headers).status_code == 201
    found = {item["text"]: (item["state"], item["due"], item["day"]) for item in client.get("/v1/predictions").json()["items"]}
    assert found["The lock will reopen within three weeks."] == ("due", "2025-04-07", "2025-04-07")
    assert found["The mill will close next spring."] == ("due", "2026-21", "2026-05-31")
    claims = {item["text"]: item["id"] for item in client.get("/v1/claims", params={"modality": "prediction"}).json()["items"]}
    page = client.get(f"/claims/{claims['The mill will close next spring.']}", headers={"Accept": "text/html"}).text
    assert "it speaks of spring 2026, which was over on 31 May 2026" in page


def test_the_record_of_a_voice_is_counts_with_their_number(client: TestClient) -> None:
    found = only(client)
    settle(client, found["claim"], "came true")
    record = client.get(f"/v1/sources/{found['voices'][0]}/predictions").json()
    assert (record["total"], record["counts"]["came true"], record["counts"]["due"], record["whole"]) == (1, 1, 0, True)
    assert "no score" in record["note"]


def test_what_is_no_prediction_is_refused(client: TestClient) -> None:
    fact = next(item["id"] for item in client.get("/v1/claims", params={"modality": "fact"}).json()["items"])
    settle(client, fact, "came true", 400)
    assert client.get(f"/v1/claims/{fact}/prediction").status_code == 404
    assert client.get("/v1/predictions", params={"state": "soon"}).status_code == 400
    assert client.get("/v1/sources/source-none/predictions").status_code == 404


def test_predictions_are_told_as_rdf(client: TestClient) -> None:
    answer = client.get("/v1/predictions", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    assert list(graph.objects(None, CG.outcome)) == [Literal("due")]
    assert list(graph.objects(None, CG.due)) == [Literal("2025-06-01")]
    assert [str(day) for day in graph.objects(None, CG.outcomeOn)] == [str(datetime.now(UTC).date())]
    assert validate_triples(graph) == []
    found = only(client)
    alone = Graph().parse(data=client.get(f"/v1/claims/{found['claim']}/prediction", headers={"Accept": "text/turtle"}).text)
    assert set(alone) == set(graph)
    assert [str(voice).rpartition("/")[2] for voice in alone.objects(None, CG.predictedBy)] == found["voices"]


def test_how_those_of_a_voice_came_out_is_told_as_rdf(client: TestClient) -> None:
    found = only(client)
    settle(client, found["claim"], "came true")
    address = f"/v1/sources/{found['voices'][0]}/predictions"
    graph = Graph().parse(data=client.get(address, headers={"Accept": "text/turtle"}).text)
    counts = {str(graph.value(part, CG.outcome)): int(str(graph.value(part, CG.outcomeNumber))) for _, part in graph[: CG.trackCount]}
    assert counts == client.get(address).json()["counts"]
    assert counts["came true"] == 1
    assert [str(node).rpartition("/")[2].partition("-")[0] for node in graph.objects(None, CG.outcomeBy)] == ["judgement"]
    assert validate_triples(graph) == []


def test_how_a_prediction_stands_hangs_on_the_day_also_at_a_past_entry(client: TestClient) -> None:
    store = client.app.state.site.store  # type: ignore[attr-defined]
    for view in (store, store.at(1)):
        assert [item.state for item in predictions(view, on=date(2025, 6, 1)).items] == ["not due yet"]
        assert due(view, on=date(2025, 6, 1)) == ()
        assert [item.state for item in predictions(view, on=date(2025, 6, 2)).items] == ["due"]
        assert len(due(view, on=date(2025, 6, 2))) == 1
    answer = client.get("/v1/findings?kind=prediction-due", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    assert [str(kind) for kind in graph.objects(None, CG.findingKind)] == ["prediction-due"]
    assert validate_triples(graph) == []


def test_pages_show_how_it_stands_and_take_a_decision(client: TestClient) -> None:
    found = only(client)
    claim, voice = found["claim"], found["voices"][0]
    assert "How this prediction stands" in client.get(f"/claims/{claim}", headers={"Accept": "text/html"}).text
    form = {"target": claim, "verdict": "came true", "note": "<i>seen</i>", "back": f"/claims/{claim}"}
    assert client.post("/judgements", data=form, follow_redirects=False).status_code == 303
    page = client.get(f"/sources/{voice}", headers={"Accept": "text/html"}).text
    assert "1 came true" in page
    assert client.get("/findings", params={"kind": "prediction-due"}, headers={"Accept": "text/html"}).status_code == 200


def test_a_page_lists_them_by_state_and_voice(client: TestClient) -> None:
    found = only(client)
    hostile = {"text": "Ana <b>Brun</b> predicted that the <script>dam</script> will break by 1 June 2031."}
    assert client.post("/v1/documents", json=hostile).status_code == 201
    page = client.get("/predictions", headers={"Accept": "text/html"}).text
    assert page.index("2031") < page.index("The bridge will be open by 1 June 2025.")
    assert "<script>dam" not in page
    assert "it speaks of 1 June 2025" in page
    assert f'href="/sources/{found["voices"][0]}"' in page
    due = client.get("/predictions", params={"state": "due", "source": found["voices"][0]}, headers={"Accept": "text/html"}).text
    assert (due.count("The bridge will be open"), "2031" in due) == (1, False)
    assert "Only those that" in due
    settle(client, found["claim"], "came true")
    assert "settled by" in client.get("/predictions?state=came+true", headers={"Accept": "text/html"}).text
    assert "is like that" in client.get("/predictions?state=outcome+undetermined", headers={"Accept": "text/html"}).text
    assert client.get("/predictions?state=soon", headers={"Accept": "text/html"}).status_code == 400
    assert 'href="/predictions"' in client.get("/", headers={"Accept": "text/html"}).text


def test_the_command_line_lists_and_settles(client: TestClient, folder: Path) -> None:
    found, run, where = only(client), CliRunner(), ["--store", str(folder)]
    assert run.invoke(app, ["judge", found["claim"], "came true", *where]).exit_code == 0
    assert "came true: The bridge will be open" in run.invoke(app, ["predictions", *where]).stdout
    assert "1 came true" in run.invoke(app, ["predictions", "--source", found["voices"][0], *where]).stdout
