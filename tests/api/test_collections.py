"""Two tenants in one store, each with keys for its own collection: neither ever reads a word of the other."""

import asyncio
import json
import random
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from fastapi.testclient import TestClient

from claimgraph.ids import kind_of
from claimgraph.store import FILTERS, Store
from claimgraph_api.app import create_app
from claimgraph_api.server.site import Site
from claimgraph_api.settings import Settings

TOKENS = {"north": "Zorblattin", "south": "Quixelmar"}
TEXTS = {
    "north": (
        "Mayor Zorblattin said that the bridge in Orsk is closed. Ten people died in Orsk on Monday, Mayor Zorblattin said.",
        "The Zorblattin Post said that the bridge in Orsk is open. Twelve people died in Orsk on Monday, the Zorblattin Post reported.",
    ),
    "south": (
        "General Quixelmar said that the bridge in Orsk is closed. Thirty people died in Orsk on Monday, General Quixelmar said.",
        "The Quixelmar Times said that the bridge in Orsk is open. Forty people died in Orsk on Monday, the Quixelmar Times reported.",
    ),
}
SHARED = "The Orsk Gazette said that the bridge in Orsk is closed. Eleven people died in Orsk on Monday, the Orsk Gazette reported."
ROLES = ("north", "south")
HTML = "text/html,application/xhtml+xml"
QUERIES = (
    "SELECT (count(*) AS ?n) WHERE { ?s ?p ?o }",
    "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } FILTER(!strends(str(?g), '/index')) }",
    "SELECT * FROM <{base}{theirs}> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <{base}{theirs}> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?a ?b WHERE { ?a (cg:contradicts|^cg:contradicts|cg:supports)* ?b }",
    "SELECT ?s WHERE { ?s ?p ?o FILTER EXISTS { ?o ?q ?r } }",
    "ASK { <{base}{theirs}> ?p ?o }",
    "DESCRIBE <{base}{theirs}>",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "SELECT ?s ?o WHERE { ?s ?p ?o FILTER(isLiteral(?o)) }",
    "SELECT (count(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }",
)
FORMATS = ("turtle", "trig", "nquads", "ntriples", "jsonld", "rdfxml", "csv", "ndjson", "node-link", "graphml")
PAGES = ("/", "/disputes", "/claims", "/sources", "/entities", "/documents", "/collections", "/sparql", "/search?q=orsk", "/add")


@dataclass(frozen=True)
class Tenant:
    """One tenant's way in: requests with its key."""

    client: TestClient
    key: str

    def ask(self, method: str, address: str, **options: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.key}", **options.pop("headers", {})}
        return self.client.request(method, address, headers=headers, follow_redirects=False, **options)

    def json(self, address: str) -> Any:
        answer = self.ask("GET", address)
        assert answer.status_code == 200, (address, answer.text)
        return answer.json()

    def every(self, shelf: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.json(f"/v1/{shelf}?limit=1000")["items"]
        return found


def open_tenants(folder: Path, roles: tuple[str, ...]) -> Iterator[dict[str, Tenant]]:
    """A server that can be reached from afar, whose store these tenants have filled through it."""
    with Store.open(folder / "store") as store:
        keys = {role: store.make_key(role, ["read", "write"], collections=[role]) for role in roles}
    settings = Settings(store=str(folder / "store"), host="0.0.0.0", sparql_workers=1)
    with TestClient(create_app(settings), base_url="http://claims.example") as client:
        tenants = {role: Tenant(client, key) for role, key in keys.items()}
        for number in range(3):
            for role in roles:
                fill(tenants[role], role, number)
        yield tenants


def fill(tenant: Tenant, role: str, number: int) -> None:
    text = (*TEXTS[role], SHARED)[number]
    added = tenant.ask("POST", "/v1/documents", json={"text": text})
    assert added.status_code == 201, added.text
    assert added.json()["already"] is False
    if number == 1:
        link = tenant.every("links")[0]["id"]
        judged = tenant.ask("POST", "/v1/judgements", json={"target": link, "verdict": "confirmed", "note": f"says {TOKENS[role]}"})
        assert judged.status_code == 201, judged.text


@pytest.fixture(scope="module")
def tenants(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Tenant]]:
    yield from open_tenants(tmp_path_factory.mktemp("both"), ROLES[::-1])


@pytest.fixture(scope="module")
def north_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenant]:
    for opened in open_tenants(tmp_path_factory.mktemp("north"), ("north",)):
        yield opened["north"]


@pytest.fixture(scope="module")
def south_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenant]:
    for opened in open_tenants(tmp_path_factory.mktemp("south"), ("south",)):
        yield opened["south"]


@pytest.fixture(params=ROLES)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tenant(tenants: dict[str, Tenant], role: str) -> Tenant:
    return tenants[role]


@pytest.fixture
def other(tenants: dict[str, Tenant], role: str) -> Tenant:
    return tenants[other_of(role)]


@pytest.fixture
def alone(request: pytest.FixtureRequest, role: str) -> Tenant:
    found: Tenant = request.getfixturevalue(f"{role}_alone")
    return found


def other_of(role: str) -> str:
    return ROLES[1 - ROLES.index(role)]


def ids_of(tenant: Tenant) -> set[str]:
    return {item["id"] for shelf in (*FILTERS, "disputes") for item in tenant.every(shelf)}


class Asking:
    """Draws requests: every route of the description and every page, with ids of one's own and of the other."""

    def __init__(self, tenant: Tenant, mine: set[str], theirs: set[str], seed: int) -> None:
        self.random = random.Random(seed)
        self.mine, self.theirs = sorted(mine), sorted(theirs)
        description = tenant.client.get("/v1/openapi.json").json()
        self.routes = [
            (method.upper(), path, operation) for path, found in description["paths"].items() for method, operation in found.items()
        ]

    def node(self, shelf: str = "") -> str:
        pool = self.random.choice((self.mine, self.theirs, self.theirs))
        fitting = [node for node in pool if not shelf or node.startswith(shelf.removesuffix("s") if shelf != "entities" else "entity")]
        return self.random.choice(fitting or pool)

    def request(self) -> tuple[str, str, dict[str, Any]]:
        draw = self.random.choice((self.route, self.route, self.route, self.page, self.sparql, self.export, self.post))
        return draw()

    def route(self) -> tuple[str, str, dict[str, Any]]:
        method, path, operation = self.random.choice([route for route in self.routes if route[0] == "GET"])
        shelf = path.split("/")[2] if path.count("/") > 1 else ""
        address = re.sub(r"\{\w+\}", lambda _: self.node(shelf), path)
        query = {item["name"]: self.value(item["name"]) for item in operation.get("parameters", ()) if item["in"] == "query"}
        kept = {name: value for name, value in query.items() if value is not None and (name == "q" or self.random.random() < 0.4)}
        accept = self.random.choice(("application/json", "application/x-ndjson", "text/turtle", HTML))
        return method, address, {"params": kept, "headers": {"Accept": accept, "If-None-Match": '"x"'}}

    def value(self, name: str) -> Any:
        chosen: dict[str, Callable[[], Any]] = {
            "as_of": lambda: self.random.choice(("0", "3", "6", "9", "2999-01-01")),
            "limit": lambda: self.random.choice((1, 3, 1000)),
            "since": lambda: self.random.randrange(8),
            "q": lambda: self.random.choice(("orsk", "bridge closed", "said", "people")),
            "collection": lambda: self.random.choice(ROLES),
            "form": lambda: self.random.choice(("node-link", "graphml")),
            "format": lambda: self.random.choice(FORMATS),
            "kind": lambda: self.random.choice(("contradicts", "place", "person", "claim", "document")),
            "status": lambda: self.random.choice(("contested", "supported", "uncontested", "confirmed")),
            **dict.fromkeys(("entity", "source", "document", "claim", "speaker", "target", "from", "to"), self.node),
        }
        return chosen[name]() if name in chosen else None

    def page(self) -> tuple[str, str, dict[str, Any]]:
        shelf = self.random.choice(("claims", "sources", "entities", "documents", "disputes"))
        address = self.random.choice((*PAGES, f"/{shelf}/{self.node(shelf)}", f"/{self.node()}", f"/search?q={self.node()}"))
        return "GET", address, {"headers": {"Accept": HTML}}

    def sparql(self) -> tuple[str, str, dict[str, Any]]:
        query = self.random.choice(QUERIES).replace("{base}", "http://127.0.0.1:8000/").replace("{theirs}", self.node())
        accept = self.random.choice(("application/sparql-results+json", "text/csv", "text/turtle", HTML))
        named = {"named-graph-uri": f"http://127.0.0.1:8000/{self.node()}"} if self.random.random() < 0.2 else {}
        then = {"as_of": self.value("as_of")} if self.random.random() < 0.3 else {}
        return "POST", "/sparql", {"data": {"query": query, **named, **then}, "headers": {"Accept": accept}}

    def export(self) -> tuple[str, str, dict[str, Any]]:
        return "GET", f"/v1/export?format={self.random.choice(FORMATS)}", {}

    def post(self) -> tuple[str, str, dict[str, Any]]:
        """Writes that may not succeed: on what the other holds."""
        theirs = self.random.choice(self.theirs)
        bodies: tuple[tuple[str, dict[str, Any]], ...] = (
            ("/v1/judgements", {"target": theirs, "verdict": "confirmed"}),
            ("/v1/judgements", {"target": theirs, "verdict": "same", "other": self.node()}),
            ("/v1/retractions", {"target": theirs, "reason": "x"}),
            ("/v1/unretractions", {"target": theirs, "reason": "x"}),
            ("/v1/erasures", {"target": theirs, "reason": "x"}),
            (f"/v1/collections/{self.random.choice(ROLES)}/documents", {"documents": [theirs]}),
            ("/v1/documents", {"text": "It rained.", "collection": "elsewhere"}),
        )
        address, body = self.random.choice(bodies)
        return "POST", address, {"json": body, "headers": {"If-Match": '"x"'}}


def test_of_300_requests_none_shows_a_word_or_an_id_of_the_other(tenant: Tenant, other: Tenant, role: str) -> None:
    mine, theirs = ids_of(tenant), ids_of(other)
    assert mine - theirs
    assert theirs - mine
    asking = Asking(tenant, mine, theirs - mine, seed=ROLES.index(role))
    before, statuses = tenant.json("/v1/stats"), set()
    for _ in range(300):
        method, address, options = asking.request()
        answer = tenant.ask(method, address, **options)
        said = json.dumps([address, options])  # what one asks with may come back
        shown = answer.text + json.dumps(dict(answer.headers))
        assert answer.status_code < 500, (method, address, options, answer.text)
        assert TOKENS[other_of(role)] not in shown, (method, address, options)
        assert not [node for node in theirs - mine if node in shown and node not in said], (method, address, options)
        statuses.add(answer.status_code)
    assert {200, 403, 404} <= statuses
    assert tenant.json("/v1/stats") == before
    assert tenant.json(f"/v1/search?q={TOKENS[other_of(role)]}")["total"] == 0


def test_what_the_other_holds_is_answered_as_what_is_not_there(tenant: Tenant, other: Tenant) -> None:
    theirs = ids_of(other) - ids_of(tenant)
    for node in sorted(theirs):
        kind = kind_of(node) or ""
        absent = f"{kind}-" + "a" * 20
        shelf = "entities" if kind == "entity" else f"{kind}s"
        for address in (f"/v1/{shelf}/%s", f"/v1/{shelf}/%s/history", f"/v1/{shelf}/%s/graph", "/%s"):
            answers = [tenant.ask("GET", address % name, headers={"Accept": "application/json"}) for name in (node, absent)]
            assert len({(a.status_code, a.text.replace(node, "ID").replace(absent, "ID")) for a in answers}) == 1, address % node


def plain(value: Any) -> Any:
    """A value without what tells the time: entries, cursors and the times of judgements."""
    if isinstance(value, dict):
        if str(value.get("judge", "")).startswith("person:") and "verdict" in value:
            value = {**value, "id": ""}  # minted from its time
        return {name: plain(item) for name, item in value.items() if name not in ("at", "seq", "next", "recorded", "retracted")}
    return [plain(item) for item in value] if isinstance(value, list) else value


LISTS = (
    *(f"/v1/{shelf}?limit=1000" for shelf in FILTERS),
    "/v1/claims?modality=fact",
    "/v1/links?kind=contradicts",
    "/v1/sources?limit=1",
    "/v1/disputes",
    "/v1/findings",
    "/v1/stats",
    "/v1/collections",
    "/v1/search?q=orsk&limit=1000",
    "/v1/search?q=bridge+closed",
    "/v1/search?q=orsk&kind=claim&status=contested",
    "/v1/search?q=said&limit=2",
    "/v1/export?format=node-link",
)


@pytest.mark.parametrize("address", LISTS)
def test_lists_and_counts_are_those_of_a_store_that_never_held_the_other(tenant: Tenant, alone: Tenant, address: str) -> None:
    assert plain(tenant.json(address)) == plain(alone.json(address))
    assert plain(tenant.json(address))


def test_sparql_and_rdf_are_those_of_a_store_that_never_held_the_other(tenant: Tenant, alone: Tenant) -> None:
    counts = "SELECT ?type (count(*) AS ?n) WHERE { ?s a ?type } GROUP BY ?type ORDER BY ?type"
    whole = "SELECT (count(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    for query in (counts, whole):
        answers = [one.ask("GET", "/sparql", params={"query": query}, headers={"Accept": "text/csv"}) for one in (tenant, alone)]
        assert answers[0].text == answers[1].text
        assert answers[0].text.count("\n") >= 2
    exports = [set(one.ask("GET", "/v1/export?format=nquads").text.splitlines()) for one in (tenant, alone)]
    assert {line for line in exports[0] ^ exports[1] if "/judgement-" not in line} == set()  # theirs have times of their own
    assert len(exports[0]) == len(exports[1])


@pytest.mark.parametrize("format", ["csv", "ndjson"])
def test_tables_are_those_of_a_store_that_never_held_the_other(tenant: Tenant, alone: Tenant, format: str) -> None:
    tables = [one.ask("GET", f"/v1/export?format={format}").text for one in (tenant, alone)]
    assert tables[0] == tables[1]
    assert tables[0].count("Orsk") >= 3


def test_facets_count_what_is_shown_and_tell_of_nothing_else(tenant: Tenant, other: Tenant) -> None:
    facets = tenant.json("/v1/search?q=orsk")["facets"]
    values = {bucket["value"] for buckets in facets.values() for bucket in buckets}
    assert values & ids_of(tenant)
    assert not values & (ids_of(other) - ids_of(tenant))
    theirs = next(node for node in sorted(ids_of(other) - ids_of(tenant)) if node.startswith("source-"))
    narrowed = tenant.json(f"/v1/search?q=orsk&source={theirs}")
    assert (narrowed["total"], narrowed["items"]) == (0, [])


def test_tables_go_in_and_are_told_of_with_keys_for_the_whole_store_alone(tenants: dict[str, Tenant]) -> None:
    site: Site = tenants["north"].client.app.state.site  # type: ignore[attr-defined]
    everything = Tenant(tenants["north"].client, site.store.make_key("all", ["read", "write"]))
    table = "source,entity,attribute,value\n"  # no row: the store stays as it is
    sent = everything.ask("POST", "/v1/import", content=table, headers={"Content-Type": "text/csv"})
    assert sent.status_code == 202, sent.text
    job = f"/v1/jobs/{sent.json()['id']}"
    assert everything.ask("GET", job).status_code == 200
    for tenant in tenants.values():
        for method, address in (("POST", "/v1/import"), ("GET", "/v1/jobs"), ("GET", job), ("GET", f"{job}/rejects"), ("DELETE", job)):
            refused = tenant.ask(method, address, headers={"Content-Type": "text/csv"})
            assert (refused.status_code, refused.json()["code"]) == (403, "whole-store"), (method, address)
    confused = everything.ask("GET", "/v1/jobs?collection=north", headers={"Content-Type": "text/csv"})
    assert (confused.status_code, confused.json()["code"]) == (400, "bad-collection")


def test_a_key_for_a_collection_erases_nothing(tenant: Tenant, other: Tenant) -> None:
    before = tenant.json("/v1/stats")
    for target in (*sorted(ids_of(tenant)), *sorted(ids_of(other))):
        refused = tenant.ask("POST", "/v1/erasures", json={"target": target, "reason": "x"})
        assert (refused.status_code, refused.json()["code"]) == (409, "within-collection")
    assert tenant.json("/v1/stats") == before


def test_the_feed_tells_of_ones_own_entries_alone_and_hides_hashes(tenant: Tenant, alone: Tenant) -> None:
    lines = [one.ask("GET", "/v1/changes", headers={"Accept": "application/x-ndjson"}).text.splitlines() for one in (tenant, alone)]
    ours, theirs = ([json.loads(line) for line in found] for found in lines)
    assert len(ours) == 4
    assert [(e["verb"], e["target"], e["payload"]) for e in ours] == [(e["verb"], e["target"], e["payload"]) for e in theirs]
    assert {e["hash"] + e["previous_hash"] for e in ours} == {""}
    listed = tenant.json("/v1/changes?limit=2")
    assert (listed["items"], listed["total"], listed["next"]) == (ours[:2], None, str(ours[1]["seq"]))


def test_events_tell_of_ones_own_entries_alone(tenants: dict[str, Tenant], role: str) -> None:
    site: Site = tenants[role].client.app.state.site  # type: ignore[attr-defined]

    async def first(events: AsyncIterator[str]) -> str:
        found = ""
        async for piece in events:
            found += piece
            if found.count("event: change") == 4:
                return found
        return found

    found = asyncio.run(asyncio.wait_for(first(site.feed.events(site.store.within(role), 0)), 30))
    assert TOKENS[other_of(role)] not in found
    seqs = [int(number) for number in re.findall(r"^id: (\d+)", found, re.MULTILINE)]
    assert seqs == [change.seq for change in site.store.within(role).changes()]


def test_a_key_is_good_for_its_collections_alone(tenant: Tenant, role: str) -> None:
    assert tenant.ask("GET", f"/v1/claims?collection={role}").json() == tenant.json("/v1/claims")
    for name in (other_of(role), "no-such-thing"):
        refused = tenant.ask("GET", f"/v1/claims?collection={name}")
        assert (refused.status_code, refused.json()["code"]) == (403, "wrong-collection")
        assert refused.json()["detail"] == "this API key is not good for that collection"
        assert tenant.ask("GET", f"/sparql?query=ASK{{}}&collection={name}").status_code == 403
        assert tenant.ask("POST", "/v1/documents", json={"text": "It rained.", "collection": name}).status_code == 403
        assert tenant.ask("DELETE", f"/v1/collections/{name}/documents/document-{'a' * 20}").status_code == 403


def test_a_key_for_several_collections_names_one(tenants: dict[str, Tenant]) -> None:
    client = tenants["north"].client
    site: Site = client.app.state.site  # type: ignore[attr-defined]
    both = Tenant(client, site.store.make_key("both", ["read", "write"], collections=ROLES))
    refused = both.ask("GET", "/v1/claims")
    assert (refused.status_code, refused.json()["code"]) == (403, "no-collection")
    for role in ROLES:
        assert both.json(f"/v1/claims?collection={role}") == tenants[role].json("/v1/claims")
    assert [item["name"] for item in both.json("/v1/collections")["items"]] == list(ROLES)
    assert both.ask("GET", "/collections", headers={"Accept": HTML}).text.count("collection=") >= 2


def test_an_idempotency_key_of_one_is_not_that_of_the_other(tenants: dict[str, Tenant]) -> None:
    body = {"a": "The bridge is open.", "b": "The bridge is closed."}
    for role, text in zip(ROLES, ("It rained in Orsk.", "It snowed in Orsk."), strict=True):
        answer = tenants[role].ask("POST", "/v1/compare", json=body | {"a": text}, headers={"Idempotency-Key": "one"})
        assert answer.status_code == 200


@pytest.fixture
def own(tmp_path: Path) -> Iterator[dict[str, Tenant]]:
    """Tenants to change, beside somebody who sees everything."""
    for opened in open_tenants(tmp_path, ROLES):
        site: Site = opened["north"].client.app.state.site  # type: ignore[attr-defined]
        yield opened | {"all": Tenant(opened["north"].client, site.store.make_key("all", ["read", "write"]))}


def test_a_document_that_is_taken_back_leaves_the_collection_whoever_else_has_it(own: dict[str, Tenant]) -> None:
    north, south, everything = own["north"], own["south"], own["all"]
    shared = next(item["id"] for item in north.every("documents") if item["id"] in {item["id"] for item in south.every("documents")})
    sole = next(item["id"] for item in north.every("documents") if item["id"] != shared)
    answers = []
    for node in (shared, sole):
        done = north.ask("POST", "/v1/retractions", json={"target": node, "reason": "not ours"})
        again = north.ask("POST", "/v1/retractions", json={"target": node, "reason": "not ours"})
        back = north.ask("POST", "/v1/unretractions", json={"target": node, "reason": "ours"})
        entry = north.json("/v1/changes?limit=1000")["items"][-1]
        answers.append([done.status_code, again.status_code, back.status_code, entry["verb"], north.json("/v1/documents")["hidden"]])
    assert answers == [[201, 404, 409, "release", 0]] * 2
    assert len(north.every("documents")) == 1
    assert shared in {item["id"] for item in south.every("documents")}
    assert len(everything.every("documents")) == 5
    claim = south.every("claims")[0]["id"]
    refused = south.ask("POST", "/v1/retractions", json={"target": claim, "reason": "wrong"})
    assert (refused.status_code, refused.json()["code"]) == (409, "within-collection")
    assert north.ask("POST", "/v1/documents", json={"text": SHARED}).status_code == 201
    assert north.ask("POST", "/v1/documents", json={"text": SHARED}).status_code == 200


def test_documents_are_collected_and_released_over_http(own: dict[str, Tenant]) -> None:
    north, everything = own["north"], own["all"]
    theirs = next(item["id"] for item in own["south"].every("documents"))
    assert north.ask("POST", "/v1/collections/north/documents", json={"documents": [theirs]}).status_code in (201, 404)
    document = next(item["id"] for item in everything.every("documents") if item["id"] not in {i["id"] for i in north.every("documents")})
    made = everything.ask("POST", "/v1/collections/north/documents", json={"documents": [document]})
    assert (made.status_code, made.json()["collection"]) == (201, "north")
    assert document in {item["id"] for item in north.every("documents")}
    assert everything.ask("POST", "/v1/collections/a%3Cb/documents", json={"documents": [document]}).status_code == 400
    gone = everything.ask("DELETE", f"/v1/collections/north/documents/{document}")
    assert gone.status_code == 200
    assert document not in {item["id"] for item in north.every("documents")}
    assert everything.ask("DELETE", f"/v1/collections/north/documents/{document}").status_code == 404
    assert everything.ask("GET", "/v1/claims?collection=nowhere").status_code == 404
    assert everything.ask("POST", "/v1/documents", json={"text": "It rained in Orsk.", "collection": "east"}).status_code == 201
    listed = {item["name"]: item["documents"] for item in everything.json("/v1/collections")["items"]}
    assert listed == {"east": 1, "north": 3, "south": 3}


def test_a_page_of_a_collection_says_so_and_leads_on_in_it(own: dict[str, Tenant]) -> None:
    everything = own["all"]
    claim = own["north"].every("claims")[0]["id"]
    for address in (*PAGES, f"/claims/{claim}"):
        mark = "&" if "?" in address else "?"
        page = everything.ask("GET", f"{address}{mark}collection=north", headers={"Accept": HTML})
        assert page.status_code == 200, page.text
        assert "Only what the collection <bdi>north</bdi> shows." in page.text
        assert "Show everything" in page.text
        leads = {link for link in re.findall(r'(?:href|action)="(/[^"]*)"', page.text) if not link.startswith(("/static", "/about"))}
        plain_links = {link for link in leads if "collection=north" not in link}
        forms = {link for link in re.findall(r'action="(/[^"]*)"', page.text) if "collection=north" not in link}
        assert plain_links - forms <= {"/", "/collections"}, address
        assert page.text.count('name="collection" value="north"') >= len(forms)
        bound = own["north"].ask("GET", address, headers={"Accept": HTML})
        assert "Show everything" not in bound.text
    found = everything.ask("GET", "/collections", headers={"Accept": HTML})
    assert '<a href="/?collection=north">' in found.text
    assert quote("north") in found.text
