"""What a server answers when its disk is full, read-only or does not sync; and that it loses nothing and goes on."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from claimgraph.store import Store
from failing_disk import FAULTS, FailingDisk
from forking import Server, Warm

COUNT = "PREFIX cg: <https://w3id.org/claimgraph/ns#> SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE { ?claim a cg:Claim }"


def text_of(name: str) -> str:
    return f"The mayor of {name} said that the bridge over the {name} river is closed."


def add(server: Server, name: str) -> int:
    return server.client.post("/v1/documents", json={"text": text_of(name)}).status_code


def counted(server: Server) -> int:
    """How many claims SPARQL finds."""
    answer = server.client.get("/sparql", params={"query": COUNT, "min-seq": 1}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return int(answer.text.split()[1])


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> FailingDisk:
    return FailingDisk(tmp_path_factory.mktemp("failing"))


@pytest.fixture(scope="module")
def warm(disk: FailingDisk) -> Iterator[Warm]:
    with Warm(**disk.environment) as process:
        yield process


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_disk_is_a_clear_503_and_the_server_goes_on_when_it_is_mended(disk: FailingDisk, warm: Warm, fault: str) -> None:
    place = disk.folder / fault
    server = warm.serve(place)
    assert add(server, "Lund") == 201
    with disk.failing(fault):
        refused = server.client.post("/v1/documents", json={"text": text_of("Orsk")})
        assert (refused.status_code, refused.headers["content-type"], refused.json()["code"]) == (503, "application/problem+json", "store")
        assert re.search(FAULTS[fault], refused.json()["detail"])
        assert "not made" in refused.json()["detail"]
        assert server.client.get("/v1/documents").json()["total"] == 1
        assert (server.client.get("/livez").status_code, server.client.get("/readyz").status_code) == (200, 503)
    assert server.client.get("/readyz").status_code == 200
    assert [add(server, "Orsk"), add(server, "Arno")] == [201, 201]
    assert counted(server) == 3
    server.kill()
    again = warm.serve(place)
    assert {item["text"] for item in again.client.get("/v1/documents").json()["items"]} == {
        text_of(name) for name in ("Lund", "Orsk", "Arno")
    }
    again.kill()
    with closing(Store.open(place)) as store:
        assert (store.verify().entries, store.verify().broken, store.check()) == (3, None, [])


@pytest.mark.parametrize("fault", ["full", "readonly"])
def test_a_write_is_kept_though_the_index_cannot_follow_which_mends_itself(disk: FailingDisk, warm: Warm, fault: str) -> None:
    place = disk.folder / f"index-{fault}"
    server = warm.serve(place, FAILING_FOLDER=str(place / "sparql"))
    assert add(server, "Lund") == 201
    with disk.failing(fault):
        assert add(server, "Orsk") == 201
        assert server.client.get("/readyz").status_code == 503
        assert server.client.get("/sparql", params={"query": COUNT}).status_code == 503
    assert counted(server) == 2
    assert server.client.get("/readyz").status_code == 200
    server.kill()
