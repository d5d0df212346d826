"""The API and the pages about a past moment."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from builders import contested_province
from claimgraph.store.schema import KINDS

TELLING = contested_province()
LINK = next(link.id for link in TELLING.links if link.status == "proposed")
READS = [
    *(f"/v1/{shelf}" for shelf in KINDS),
    "/v1/disputes",
    "/v1/findings",
    "/v1/stats",
    "/v1/changes",
    "/v1/search?q=officers",
    "/v1/export?format=nquads",
    "/v1/export?format=node-link",
    f"/v1/documents/{TELLING.document.id}",
    f"/v1/documents/{TELLING.document.id}/history",
    f"/v1/documents/{TELLING.document.id}/graph",
    f"/v1/links/{LINK}",
    f"/{TELLING.document.id}",
    "/sparql?format=csv&query=SELECT+*+{?link+cg:status+?status}",
    "/sparql?format=turtle&query=DESCRIBE+?claim+{?claim+a+cg:Claim}",
]
PAGES = ["/", "/disputes", "/claims", "/sources", "/entities", "/documents", "/search?q=officers", f"/documents/{TELLING.document.id}"]
PAGES += ["/sparql", "/sparql?query=SELECT+*+{?claim+a+cg:Claim}"]


def at(address: str, seq: object) -> str:
    return f"{address}{'&' if '?' in address else '?'}as_of={seq}"


@pytest.fixture
def moved(changeable: TestClient) -> tuple[TestClient, dict[str, Any]]:
    """A server whose link was judged and whose document was retracted, with all its answers before."""
    disputes = [f"/v1/disputes/{item['id']}" for item in changeable.get("/v1/disputes").json()["items"]]
    before = {address: changeable.get(address).content for address in (*READS, *disputes)}
    changeable.post("/v1/judgements", json={"target": LINK, "verdict": "dismissed"})
    changeable.post("/v1/retractions", json={"target": TELLING.document.id, "reason": "forged"})
    return changeable, before


def test_every_read_answers_what_it_answered_then(moved: tuple[TestClient, dict[str, Any]]) -> None:
    client, before = moved
    for address, answer in before.items():
        assert client.get(at(address, 1)).content == answer, address
    assert client.get("/v1/stats").json()["documents"] == 0
    assert client.get(at(f"/v1/links/{LINK}", 2)).json()["status"] == "dismissed"
    assert client.get("/v1/claims").json()["hidden"] == len(TELLING.claims)


def test_a_time_works_as_well_as_a_number(moved: tuple[TestClient, dict[str, Any]]) -> None:
    client, before = moved
    first = client.get("/v1/changes").json()["items"][0]["at"]
    assert client.get("/v1/stats", params={"as_of": first}).content == before["/v1/stats"]
    assert client.get("/v1/stats?as_of=" + first).content == before["/v1/stats"]  # its plus sign arrives as a space


def test_the_pages_of_a_list_stay_in_the_past(moved: tuple[TestClient, dict[str, Any]]) -> None:
    client, _ = moved
    first = client.get(at("/v1/claims?limit=2", 1))
    second = client.get(first.links["next"]["url"]).json()
    assert second["total"] == len(TELLING.claims)
    assert second["items"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_past_says_so_and_leads_on_in_it(moved: tuple[TestClient, dict[str, Any]], address: str) -> None:
    page = moved[0].get(at(address, 1), headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "as it stood at entry 1" in page.text
    assert "as_of=1" in page.text.split("<main")[1].split("Show it as it is now")[1] or address in ("/sources", "/")
    now = moved[0].get(address.split("?")[0], headers={"accept": "text/html"})
    assert "as it stood" not in now.text
    assert "as_of" not in now.text


def test_before_anything_was_added_there_is_nothing(moved: tuple[TestClient, dict[str, Any]]) -> None:
    assert moved[0].get("/v1/stats?as_of=0").json()["claims"] == 0
    assert "before anything was added" in moved[0].get("/disputes?as_of=0", headers={"accept": "text/html"}).text


@pytest.mark.parametrize(("as_of", "status"), [("yesterday", 400), ("", 400), ("-1", 400), ("99", 404), ("9" * 5000, 404)])
@pytest.mark.parametrize("address", ["/v1/stats", "/v1/claims", "/v1/disputes", "/claims", "/v1/export", "/sparql?query=ASK{}"])
def test_a_moment_that_is_none_is_refused(client: TestClient, address: str, as_of: str, status: int) -> None:
    assert client.get(at(address, as_of)).status_code == status


@pytest.mark.parametrize("address", ["/add", "/v1/retractions", "/v1/documents"])
def test_what_is_only_about_now_refuses_the_past(client: TestClient, address: str) -> None:
    answer = (
        client.get(at(address, 1)) if address == "/add" else client.post(at(address, 1), json={"text": "x", "target": "x", "reason": "x"})
    )
    assert answer.status_code in (400, 422)
    assert client.get("/v1/stats").json()["seq"] == 1


def test_what_was_retracted_comes_back_over_http(moved: tuple[TestClient, dict[str, Any]]) -> None:
    client, _ = moved
    answer = client.post("/v1/unretractions", json={"target": TELLING.document.id, "reason": "genuine"})
    assert (answer.status_code, answer.json()["seq"]) == (201, 4)
    assert client.get("/v1/stats").json()["documents"] == 1
    history = client.get(f"/v1/documents/{TELLING.document.id}/history").json()["items"]
    assert [(item["recorded"]["verb"], (item["retracted"] or {}).get("note")) for item in history] == [
        ("add", "forged"),
        ("unretract", None),
    ]
    assert client.post("/v1/unretractions", json={"target": TELLING.document.id, "reason": "again"}).status_code == 409
    assert client.post("/sparql", data={"query": "ASK {?s ?p ?o}"}, headers={"accept": "text/csv"}).text.strip() == "true"
