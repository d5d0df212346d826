import gzip
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from reading_of import claim_of

from builders import Telling, contested_province
from claimgraph.ids import mint_id
from claimgraph.model import Judgement, Quantity, Slots, SourceKind, Span
from claimgraph_api.pages.rendering import environment
from visiting import PageReader, Visitor

STATIC = files("claimgraph_api.pages") / "static"
LISTS = ("/documents", "/claims", "/sources", "/entities", "/disputes")
ALWAYS = (
    *LISTS,
    "/",
    "/search",
    "/search?q=troops",
    "/search?q=%20",
    "/sparql",
    "/add",
    "/trust",
    "/proposals",
    "/trust?a=&b=",
    "/about/signs",
)
NEWS = "Colonel Ada Brand said that two bridges were destroyed in May. Governor Tim Oke denied that two bridges were destroyed in May.\n"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with Visitor(tmp_path_factory.mktemp("pages")) as made:
        made.store.add(contested_province().reading(), actor="test")
        yield made


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with Visitor(tmp_path_factory.mktemp("empty")) as made:
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Visitor]:
    with Visitor(tmp_path) as made:
        yield made


def addresses(visitor: Visitor) -> list[str]:
    graph = visitor.store.graph()
    shelves = (("documents", graph.documents), ("claims", graph.claims), ("sources", graph.sources), ("entities", graph.entities))
    nodes = [f"/{name}/{node_id}" for name, shelf in shelves for node_id in shelf]
    nodes += [f"/documents/{node_id}/beside" for node_id in graph.documents]
    return [*ALWAYS, *nodes, *(f"/disputes/{dispute.id}" for dispute in visitor.site.derived.disputes().items)]


def check(page: PageReader, address: str) -> None:
    """What holds for every page."""
    assert len(page.ids) == len(set(page.ids)), address
    assert [level for level, _ in page.headings][:1] == [1], address
    assert [level for level, _ in page.headings].count(1) == 1, address
    assert all(after <= before + 1 for (before, _), (after, _) in zip(page.headings, page.headings[1:], strict=False)), address
    for tag, attributes in page.tags:
        assert "style" not in attributes, (address, tag)
        assert not [name for name in attributes if name.startswith("on")], (address, tag)
        assert tag not in ("style", "iframe", "object", "embed", "base"), address
        assert tag != "script" or set(attributes) == {"type", "src"}, address
    for link in page.links:
        assert link.startswith(("/", "#", "?", "http://", "https://")), (address, link)
        assert not link.startswith("#") or link[1:] in page.ids, (address, link)
    named = {attributes.get("for") for attributes in page.all("label")}
    assert named - {None} <= set(page.ids), address


def test_every_page_is_well_formed_and_free_of_inline_script_and_style(visitor: Visitor) -> None:
    for address in addresses(visitor):
        check(visitor.page(address), address)


def test_every_claim_that_is_shown_carries_its_dispute_chip(visitor: Visitor) -> None:
    disputed = {
        f"/claims/{claim}"
        for dispute in visitor.site.derived.disputes().items
        for position in dispute.positions
        for claim in position.claims
    }
    seen = 0
    for address in addresses(visitor):
        if address.startswith("/disputes") or address == "/":
            continue
        marked = ("claim", "chip contradicts")
        links = [link["href"] for link in visitor.page(address).all("a") if link.get("class", "").startswith(marked)]
        for link, following in pairwise([*links, ""]):
            if link in disputed:
                seen += 1
                assert following.startswith("/disputes/"), (address, link)
    assert seen > 30


def test_every_page_of_data_leads_to_its_json(visitor: Visitor) -> None:
    for address in addresses(visitor):
        alternates = [link["href"] for link in visitor.page(address).all("link") if link.get("type") == "application/json"]
        if address.startswith(("/sparql", "/add", "/about")) or address in ("/search", "/search?q=%20"):
            continue
        (alternate,) = alternates
        answer = visitor.get(alternate)
        assert answer.status_code == 200, alternate
        assert answer.headers["content-type"].startswith("application/json"), alternate


def test_links_between_pages_lead_somewhere(visitor: Visitor) -> None:
    links = {link.split("#")[0] for address in addresses(visitor) for link in visitor.page(address).links if link.startswith("/")}
    for link in sorted(links - {""}):
        if not link.startswith("/sparql?"):
            assert visitor.get(link).status_code in (200, 303), link


def test_a_document_shows_its_claims_where_their_words_stand(visitor: Visitor) -> None:
    graph = visitor.store.graph()
    (document,) = graph.documents.values()
    page = visitor.page(f"/documents/{document.id}")
    for claim in graph.claims:
        assert f"c-{claim}" in page.ids
        assert f"l-{claim}" in page.ids
        assert page.links.count(f"#r-{claim}") >= 1
        assert page.links.count(f"#c-{claim}") == 1
    assert re.search(r"\[1\].*missing", page.text)
    assert "(this note is missing)" in page.text
    assert any("disputed" in mark.get("class", "") for mark in page.all("mark"))
    assert any(attributes.get("class") == "clash" for attributes in page.all("span"))


def test_a_long_document_stays_readable(fresh: Visitor) -> None:
    words = [f"Village {number} fell" for number in range(450)]
    telling = Telling(". ".join(words) + ".")
    for fell in words:
        telling.said(telling.author, telling.claim(fell + ".", fell + ".", nth=0), fell + ".")
    fresh.store.add(telling.reading(), actor="test")
    page = fresh.page(f"/documents/{telling.document.id}")
    check(page, "a long document")
    assert "400 claims of 450 shown" in page.text
    assert len([name for name in page.ids if name.startswith("c-claim-")]) == 450


def test_a_claim_shows_all_voices_with_hedges_and_what_contradicts_it(visitor: Visitor) -> None:
    claims = {claim.text: claim.id for claim in reversed(list(visitor.store.graph().claims.values()))}
    page = visitor.page(f"/claims/{claims['Thirty officers were killed in October.']}")
    words = " ".join(page.text.split())
    assert "Ines Vale relays that ↻ The Harrow Monitor relays that ▲ Parade asserts" in words
    assert "apparent" in words
    assert "At most 1 independent origin: Parade · ↻ relayed by" in words
    assert "All from one origin: Parade" in words
    page = visitor.page(f"/claims/{claims['Foreign troops are not fighting in the province.']}")
    words = " ".join(page.text.split())
    assert "General Adan Roke asserts (implied)" in words
    assert "“much more likely”" in words or "much more likely" in words
    assert "stated in the text" in words
    forms = [form for form in page.all("form") if form.get("action") == "/judgements"]
    assert {form["method"] for form in forms} == {"post"}
    assert {button["value"] for button in page.all("button") if button.get("name") == "verdict"} == {"confirmed", "dismissed", "apparent"}


def test_an_undercut_is_shown_at_the_claim_whose_voice_it_questions(visitor: Visitor) -> None:
    claims = {claim.text: claim.id for claim in visitor.store.graph().claims.values()}
    words = " ".join(visitor.page(f"/claims/{claims['The column was routed near Safir.']}").text.split())
    assert "Undercut by" in words
    assert "Delta Wire is likely exaggerating." in words


def test_a_decision_from_the_form_is_kept(fresh: Visitor) -> None:
    telling = contested_province()
    fresh.store.add(telling.reading(), actor="test")
    link = next(link for link in telling.links if link.type == "denial" and link.judge != "text")
    answer = fresh.post("/judgements", data={"target": link.id, "verdict": "dismissed", "note": "a joke", "back": f"/claims/{link.from_}"})
    assert answer.status_code == 303
    words = fresh.page(f"/claims/{link.from_}").text
    assert "1 dismissed link" in words
    assert "dismissed by person:local" in words
    assert "“a joke”" in words


def test_a_source_shows_who_contradicts_it_and_whom_it_relays(visitor: Visitor) -> None:
    sources = {source.name: source.id for source in visitor.store.graph().sources.values()}
    words = " ".join(visitor.page(f"/sources/{sources['General Adan Roke']}").text.split())
    assert "Contradicted by" in words
    assert "Ines Vale 3 contradictions" in words
    words = " ".join(visitor.page(f"/sources/{sources['The Harrow Monitor']}").text.split())
    assert "It relaysParade 1 time" in words


def test_an_entity_shows_what_is_contested_of_it(visitor: Visitor) -> None:
    entities = {entity.name: entity.id for entity in visitor.store.graph().entities.values()}
    words = visitor.page(f"/entities/{entities['the province']}").text
    assert "Are foreign troops fighting in the province?" in words
    assert "General Adan Roke" in words


def test_an_entity_shows_the_figures_that_compete(fresh: Visitor) -> None:
    telling = Telling("Thirty men fell. Between 40 and 50 men fell.")
    unit = telling.entity("the unit")
    for words, low, high in (("Between 40 and 50 men fell", 40, 50), ("Thirty men fell", 30, 30)):
        slots = Slots(quantities=(Quantity(low, high, "man", "=", words.removesuffix(" men fell")),))
        telling.said(telling.author, telling.claim(words + ".", words, about=(unit,), slots=slots), words)
    fresh.store.add(telling.reading(), actor="test")
    words = " ".join(fresh.page(f"/entities/{unit.id}").text.split())
    assert "manfigure: 30Thirty men fell." in words
    assert "manfigure: 40 to 50Between 40 and 50 men fell." in words


def test_a_voice_that_was_joined_with_another_is_shown_by_name_everywhere(fresh: Visitor) -> None:
    ids = []
    for town in ("Orsk", "Lund"):
        telling = Telling(f"Ada Brand said that {town} fell.")
        voice, place = telling.source("Ada Brand", SourceKind.PERSON), telling.entity(town)
        telling.said(voice, telling.claim(f"{town} fell.", f"{town} fell", about=(place,)), f"{town} fell")
        fresh.store.add(telling.reading(), actor="test")
        ids.append(voice.id)
    decided = Judgement(mint_id("judgement", *ids), ids[0], "same", "person:test", "2026-01-01T00:00:00Z", other=ids[1])
    fresh.store.judge(decided, actor="test")
    for address in addresses(fresh):
        assert not re.search("(source|entity|claim)-[a-z2-7]{20}", fresh.page(address).text), address
    for source_id in ids:
        words = fresh.page(f"/sources/{source_id}").text
        assert "Orsk fell." in words
        assert "Lund fell." in words
    assert len({f"/sources/{source_id}" for source_id in ids} & set(fresh.page("/sources").links)) == 1


def test_lists_are_paged_and_filtered(fresh: Visitor) -> None:
    telling = Telling(" ".join(f"Village {number} fell." for number in range(120)))
    for number in range(120):
        telling.said(telling.author, telling.claim(f"Village {number} fell.", f"Village {number} fell"), f"Village {number} fell")
    fresh.store.add(telling.reading(), actor="test")
    address, seen = "/claims?modality=fact", set()
    for _ in range(3):
        page = fresh.page(address)
        seen |= {link for link in page.links if link.startswith("/claims/claim-")}
        following = [attributes["href"] for attributes in page.all("a") if attributes.get("rel") == "next"]
        address = following[0] if following else ""
    assert len(seen) == 120
    assert address == ""
    assert "No claim is like that" in fresh.page("/claims?polarity=negative").text
    assert fresh.get("/claims?cursor=nonsense").status_code == 400


def test_search_marks_the_words_and_groups_what_it_finds(visitor: Visitor) -> None:
    page = visitor.page("/search?q=officers")
    assert "Claims" in [words.split(" ")[0] for _, words in page.headings]
    assert "<mark>officers</mark>" in visitor.get("/search?q=officers").text
    assert "Nothing has all of these words" in visitor.page("/search?q=zebra").text
    assert "no words" in visitor.page("/search?q=...").text
    claim = next(iter(visitor.store.graph().claims))
    assert visitor.get(f"/search?q={claim}").headers["location"] == f"/claims/{claim}"


def test_search_is_narrowed_by_links_and_each_can_be_left_out(visitor: Visitor) -> None:
    links = [link for link in visitor.page("/search?q=troops").links if link.startswith("/search?q=troops&")]
    assert any("kind=claim" in link for link in links)
    assert any("status=contested" in link for link in links)
    narrowed = visitor.page("/search?q=troops&kind=claim&status=contested")
    assert [words.split(" ")[0] for level, words in narrowed.headings if level == 2][:2] == ["Disputes", "Claims"]
    assert "/search?q=troops&status=contested" in narrowed.links
    assert "/search?q=troops&kind=claim" in narrowed.links
    assert "so narrowed" in visitor.page("/search?q=troops&kind=claim&since=2031").text
    assert "kind is one of" in visitor.page("/search?q=troops&kind=%3Cb%3E").text


def test_every_list_of_an_empty_store_says_what_to_do_next(empty: Visitor) -> None:
    for address in (*LISTS, "/"):
        page = empty.page(address)
        assert "/add" in page.links[9:], address
        check(page, address)


def test_a_node_that_is_not_there_is_a_page_that_says_so(empty: Visitor) -> None:
    for address in ("/claims/claim-aaaaaaaaaaaaaaaaaaaa", "/sources/nothing", "/documents/x", "/entities/claim-aaaaaaaaaaaaaaaaaaaa"):
        check(empty.page(address, 404), address)


def test_an_id_of_another_kind_is_not_found(visitor: Visitor) -> None:
    claim = next(iter(visitor.store.graph().claims))
    for shelf in ("documents", "sources", "entities"):
        visitor.page(f"/{shelf}/{claim}", 404)


def test_a_pasted_text_is_previewed_and_then_added(fresh: Visitor) -> None:
    preview = fresh.post("/add", data={"text": NEWS.replace("\n", "\r\n"), "title": "Bridges", "action": "preview"})
    assert preview.status_code == 200
    page = PageReader.of(preview.text)
    check(page, "preview")
    assert fresh.store.seq() == 0
    assert "Ada Brand" in page.text
    assert not [link for link in page.links if re.match("/(claims|sources|documents)/", link)]
    carried = {field["name"]: field.get("value", "") for field in page.all("input") if field.get("type") == "hidden"}
    added = fresh.post("/add", data={**carried, "action": "add"})
    assert added.status_code == 303
    (document,) = fresh.store.graph().documents.values()
    assert added.headers["location"] == f"/documents/{document.id}"
    assert (document.text, document.title) == (NEWS, "Bridges")
    again = fresh.post("/add", data={"text": NEWS, "title": "Bridges", "action": "add"})
    assert again.headers["location"] == f"/documents/{document.id}?already=1"
    assert "in the store already" in fresh.page(again.headers["location"]).text


def test_a_file_is_previewed_and_then_added_byte_for_byte(fresh: Visitor) -> None:
    data = NEWS.replace("\n", "\r\n").encode()
    preview = fresh.post("/add", data={"action": "preview"}, files={"file": ("news.txt", data, "text/plain")})
    carried = {field["name"]: field["value"] for field in PageReader.of(preview.text).all("input") if field.get("type") == "hidden"}
    assert fresh.post("/add", data={**carried, "action": "add"}).status_code == 303
    (document,) = fresh.store.graph().documents.values()
    assert document.text == data.decode()


def test_what_cannot_be_read_keeps_the_input_and_says_why(fresh: Visitor) -> None:
    for fields, words in (
        ({}, "Give one of the three"),
        ({"text": "a", "url": "https://example.org"}, "Give one of the three"),
        ({"url": "ftp://example.org/<b>", "title": "Kept"}, "Not added"),
        ({"carried": "%%%"}, "came back damaged"),
    ):
        answer = fresh.post("/add", data={**fields, "action": "add"})
        assert answer.status_code == 400, fields
        assert words in answer.text
        page = PageReader.of(answer.text)
        check(page, "/add")
        assert {field.get("value") for field in page.all("input")} >= {value for name, value in fields.items() if name in ("url", "title")}
    answer = fresh.post("/add", data={"action": "add"}, files={"file": ("x.txt", b"\x00\x01\xff" * 100, "text/plain")})
    assert 400 <= answer.status_code < 500
    assert fresh.store.seq() == 0


def test_a_form_that_is_none_is_refused_and_stores_nothing(fresh: Visitor) -> None:
    files = [("file", (f"{number}.txt", NEWS.encode(), "text/plain")) for number in range(3)]
    sent = [
        fresh.post("/add", json={"text": NEWS}),
        fresh.post("/add", content=b"--x\r\nbroken", headers={"Content-Type": "multipart/form-data; boundary=y"}),
        fresh.post("/add", content=b"anything", headers={"Content-Type": "multipart/form-data"}),
        fresh.post("/add", data={"action": "add"}, files=files),
        fresh.post("/add", data={f"field{number}": "x" for number in range(50)}, files=files[:1]),
        fresh.post("/add", data={"text": "war " * 300_000, "action": "add"}, files={"other": ("", b"")}),
    ]
    assert [answer.status_code for answer in sent if not 400 <= answer.status_code < 500] == []
    assert fresh.store.seq() == 0


HOSTILE = "<script>alert('x')</script>\" onmouseover=\"alert(1) ]]> {{ 7*7 }} \u202edesrever\u2066\x07"
LONG = "war " * 2500


def test_hostile_text_is_escaped_on_every_page(fresh: Visitor) -> None:
    text = f"{HOSTILE} said that {HOSTILE} fell. {LONG}"
    known = {"title": HOSTILE, "url": "javascript:alert(1)", "publisher": HOSTILE, "hidden": (Span(0, 9),)}
    telling = Telling(text, author=HOSTILE + " the second", **known)
    speaker, entity = telling.source(HOSTILE, variants=(HOSTILE + "2",)), telling.entity(HOSTILE)
    first = telling.claim(f"{HOSTILE} fell.", f"{HOSTILE} fell", about=(entity,))
    second = telling.claim(LONG, LONG.strip(), about=(entity,))
    telling.said(speaker, first, f"{HOSTILE} fell", hedges=("said that",))
    telling.said(telling.author, second, LONG.strip())
    telling.contradiction(first, second, rationale=HOSTILE, judge=f"rule:{HOSTILE}", clash=(HOSTILE, "war war"))
    fresh.store.add(telling.reading(), actor="test")
    for address in addresses(fresh):
        answer = fresh.get(address)
        assert answer.status_code == 200, address
        page = PageReader.of(answer.text)
        check(page, address)
        assert "<script>alert" not in answer.text, address
        assert "\u202e" not in answer.text, address
        assert "\x07" not in answer.text, address
        assert "49 " not in page.text, address
        assert len(answer.text) < 150_000, address
    words = fresh.page(f"/documents/{telling.document.id}").text
    assert "was hidden" in words
    assert "⟦RLO⟧" in words


@pytest.mark.parametrize(
    "text",
    ["\x00", "'; DROP TABLE claim; --", '"', "%", "*", "NEAR(", "\ud7ff\uffff", "a" * 5000, "../../etc/passwd", "<b>", "🜏" * 50, "{{7*7}}"],
)
def test_no_text_in_an_address_breaks_a_page(visitor: Visitor, text: str) -> None:
    for address in ("/search", "/claims", "/sources", "/entities", "/documents", "/disputes", "/sparql"):
        names = ("q", "modality", "document", "entity", "source", "kind", "publisher", "status", "type", "cursor", "query", "rung")
        answers = [visitor.get(address, params={name: text}) for name in names]
        assert all(answer.status_code < 500 for answer in answers), (address, [answer.status_code for answer in answers])
        for answer in answers:
            if answer.headers["content-type"].startswith("text/html"):
                check(PageReader.of(answer.text), address)


def test_only_web_addresses_are_linked_and_with_a_text_fragment(fresh: Visitor) -> None:
    telling = Telling("Rain - heavy rain - fell, they say.", url="https://example.org/news", archived_url="data:text/html,x")
    claim = telling.claim("Heavy rain fell.", "heavy rain - fell, they say")
    telling.said(telling.author, claim, "heavy rain - fell, they say")
    fresh.store.add(telling.reading(), actor="test")
    for address in (f"/documents/{telling.document.id}", f"/claims/{claim.id}"):
        links = fresh.page(address).links
        assert "https://example.org/news#:~:text=heavy%20rain%20%2D%20fell%2C%20they%20say" in links
        assert not [link for link in links if link.startswith("data:")]


def test_the_sparql_page_has_examples_and_keeps_the_query(visitor: Visitor) -> None:
    page = visitor.page("/sparql")
    assert [area["name"] for area in page.all("textarea")] == ["query"]
    check(page, "/sparql")
    query = "SELECT ?a ?b WHERE { ?a <https://w3id.org/claimgraph/ns#contradicts> ?b }"
    answer = visitor.get("/sparql", params={"query": query})
    assert answer.status_code == 200
    found = PageReader.of(answer.text)
    check(found, "/sparql")
    assert query in found.text
    assert [link for link in found.links if link.startswith("/claims/claim-")]
    assert "Foreign troops are not fighting in the province." in found.text
    assert [link for link in found.links if link.startswith("/disputes/dispute-")]
    wrong = visitor.get("/sparql", params={"query": "SELECT <script>"})
    assert wrong.status_code == 400
    check(PageReader.of(wrong.text), "/sparql")
    assert "SELECT <script>" in PageReader.of(wrong.text).text


def test_every_example_on_the_sparql_page_is_answered(visitor: Visitor) -> None:
    examples = [link for link in visitor.page("/sparql").links if link.startswith("/sparql?query=")]
    assert len(examples) >= 10
    for address in examples:
        check(visitor.page(address), address)


def test_style_and_script_stay_within_their_budgets() -> None:
    def weight(ending: str) -> int:
        return sum(len(gzip.compress(file.read_bytes(), 9)) for file in STATIC.iterdir() if file.name.endswith(ending))

    assert weight(".css") <= 4096
    assert weight(".js") <= 8192


def test_static_files_are_named_by_their_content(visitor: Visitor) -> None:
    (style,) = [link["href"] for link in visitor.page("/add").all("link") if link["rel"] == "stylesheet"]
    assert re.fullmatch(r"/static/style\.css\?v=[0-9a-f]{10}", style)
    assert visitor.get(style).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(("text", "told"), [("The tram had stopped.", False), ("The tram had not come.", True)])
def test_only_a_claim_that_denies_in_words_is_marked_as_denying(text: str, *, told: bool) -> None:
    chips = environment().from_string('{% import "parts.html" as parts %}{{ parts.claim_chips(claim) }}')
    assert ("says that not" in chips.render(claim=claim_of(text))) is told
