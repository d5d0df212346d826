"""Journeys in a real browser. Skipped where there is no Chromium, but never in CI."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from builders import contested_province
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.store import Store
from claimgraph.trust import TrustProfile, TrustRule
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
LOOKS: list[tuple[Literal["light", "dark"], int, list[str]]] = [
    ("light", 1280, RULES),
    ("dark", 1280, ["color-contrast"]),
    ("light", 390, RULES),
]
FAULTS = "options => axe.run(options).then(found => found.violations)"
NEWS = (
    "Colonel Ada Brand said that two bridges were destroyed in May. Governor Tim Oke denied that two bridges were destroyed in May.\n\n"
    "According to the Harbour Post, the river is open."
)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists() and not os.environ.get("CI"), reason=f"there is no Chromium at {CHROMIUM}"),
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a real server over the store in `folder`."""
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(store=str(folder), sparql_workers=1)), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < deadline, "the server did not start in time"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("example")
    with Store.open(folder) as store:
        read = contested_province().reading()
        store.add(read, actor="test")
        orsk = next(source.id for source in read.sources if source.name == "Orsk")
        store.put_trust(TrustProfile("No Orsk", (TrustRule(source=orsk, weight=0.0),)), actor="test")
    with served(folder) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that fails the test on any error of the console, a broken policy among them, and on any request elsewhere."""
    context = chromium.new_context()
    opened, complaints = context.new_page(), list[str]()
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith("http://127.0.0.1:") else complaints.append(request.url))
    yield opened
    context.close()
    assert complaints == []


def addresses(base: str, chromium: Browser) -> list[str]:
    """One page of each sort."""
    context = chromium.new_context(java_script_enabled=False)
    found = "/ /disputes /claims /sources /entities /documents /search?q=troops /search /add /about/signs /trust /trust?b=No%20Orsk".split()
    found += [
        "/search?q=troops&status=contested&since=2015",
        "/sparql",
        "/sparql?query=SELECT%20*%20WHERE%20%7B%3Fa%20%3Fb%20%3Fc%7D%20LIMIT%203",
        "/claims/none",
        "/findings",
        "/predictions",
        "/proposals",
        "/findings?kind=prediction-due",
    ]
    opened = context.new_page()
    for name in ("disputes", "claims", "sources", "entities", "documents"):
        opened.goto(f"{base}/{name}")
        found.append(str(opened.locator(f"main a[href^='/{name}/']").first.get_attribute("href")))
    found += [
        f"/falls/{address.rpartition('/')[2]}?trust=No%20Orsk" for address in found if address.startswith(("/claims/claim-", "/sources/"))
    ]
    more = (("/claims/claim-", "opinion"), ("/disputes/dispute-", "hypotheses"))
    found += [f"{address}/{part}" for address in found for start, part in more if address.startswith(start)]
    document = next(address for address in found if address.startswith("/documents/"))
    opened.goto(f"{base}{document}")
    found += [
        f"{document}?show=unseen",
        f"{document}/beside",
        str(opened.locator(".side a[href^='/assertions/']").first.get_attribute("href")),
    ]
    context.close()
    return found


def test_no_page_has_a_barrier_or_scrolls_sideways(chromium: Browser, example: str) -> None:
    context = chromium.new_context()
    opened = context.new_page()
    for address in addresses(example, chromium):
        opened.goto(example + address)
        opened.evaluate(Axe().axe_script)
        for scheme, width, rules in LOOKS:
            opened.emulate_media(color_scheme=scheme)
            opened.set_viewport_size({"width": width, "height": 800})
            faults = opened.evaluate(FAULTS, {"runOnly": rules, "resultTypes": ["violations"]})
            assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in faults] == [], (address, scheme, width)
            assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, scheme, width)
    context.close()


def test_a_voice_of_a_long_name_does_not_widen_the_page(chromium: Browser, tmp_path: Path) -> None:
    title = "Harbour march: what the port office of Elm did not say about the cranes"
    with Store.open(tmp_path) as store:
        text = f"{title}\n\nIt is not true that the cranes were shut, the keeper said. The cranes were shut."
        add_reading(store, read_text(text), actor="test")
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    with served(tmp_path) as base:
        for address in ("/", "/disputes", "/claims", "/sources"):
            opened.goto(base + address)
            expect(opened.locator("main")).to_contain_text("cranes" if address != "/sources" else "author of")
            assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()


def test_paste_a_text_and_see_its_disputes(page: Page, tmp_path: Path) -> None:
    with served(tmp_path) as base:
        page.goto(base)
        page.get_by_role("link", name="Add", exact=True).click()
        page.get_by_label("Paste a text").fill(NEWS)
        page.get_by_role("button", name="Preview").click()
        expect(page.locator(".text")).to_contain_text("two bridges were destroyed in May")
        expect(page.locator(".text mark.disputed").first).to_be_visible()
        page.get_by_role("button", name="Add to the store").click()
        expect(page.locator(".text")).to_contain_text("the river is open")
        page.locator(".side .chip.contradicts").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("bridges")
        expect(page.locator("main")).to_contain_text("Governor Tim Oke")


def test_open_a_dispute_read_both_quotes_and_confirm(page: Page, tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
    with served(tmp_path) as base:
        page.goto(base + "/disputes")
        page.get_by_role("link", name="Are foreign troops fighting in the province?").click()
        quotes = page.locator("#face-off blockquote")
        expect(quotes).to_have_count(2)
        expect(quotes.first.locator("mark").first).to_be_visible()
        page.goto(base + "/claims")
        page.get_by_role("link", name="Foreign troops are not fighting in the province.").first.click()
        proposed = page.locator(".edge", has_text="proposed").first
        proposed.get_by_text("Decide").click()
        proposed.get_by_label("Why").fill("both were heard")
        proposed.get_by_role("button", name="Confirm").click()
        page.wait_for_load_state()
        with Store.open(tmp_path) as store:
            (judgement,) = store.graph().judgements.values()
            assert (judgement.verdict, judgement.note) == ("confirmed", "both were heard")


def test_a_decision_leads_back_to_the_page_it_was_made_on(page: Page, tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.add(contested_province().reading(), actor="test")
    with served(tmp_path) as base:
        page.goto(base + "/claims")
        page.get_by_role("link", name="Foreign troops are not fighting in the province.").first.click()
        address = page.url
        page.locator(".edge").first.get_by_text("Decide").click()
        page.locator(".edge").first.get_by_role("button", name="Dismiss").click()
        page.wait_for_load_state()
        assert page.url == address


def test_run_a_query_and_share_its_link(page: Page, example: str, chromium: Browser) -> None:
    page.goto(example + "/sparql")
    page.get_by_label("Query").fill("SELECT ?one ?other WHERE { ?one <https://w3id.org/claimgraph/ns#contradicts> ?other } LIMIT 5")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="5 rows")).to_be_visible()
    shared = str(page.get_by_role("link", name="Link to this answer").get_attribute("href"))
    context = chromium.new_context(java_script_enabled=False)
    other = context.new_page()
    other.goto(example + shared)
    expect(other.get_by_role("heading", name="5 rows")).to_be_visible()
    other.locator("td a").first.click()
    expect(other.get_by_text("Who says it")).to_be_visible()
    context.close()


def test_everything_works_with_scripts_off(chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    with served(tmp_path) as base:
        opened.goto(base + "/add")
        opened.get_by_label("Paste a text").fill(NEWS)
        opened.get_by_role("button", name="Add at once").click()
        expect(opened.locator(".text")).to_contain_text("the river is open")
        opened.locator(".text sup a").first.click(position={"x": 7, "y": 10})
        assert "#r-claim-" in opened.url
        opened.get_by_role("searchbox").fill("bridges")
        opened.get_by_role("button", name="Search").click()
        expect(opened.locator("mark").first).to_have_text("bridges")
    context.close()


def test_the_keyboard_alone_reaches_everything(page: Page, example: str) -> None:
    page.goto(example + "/documents")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".text")).to_be_visible()
    seen = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.className"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or page.evaluate("document.activeElement === document.body")
    assert {"side"} <= seen
    assert len([link for link in seen if link.startswith("#r-claim")]) == len([link for link in seen if link.startswith("#c-claim")]) > 10


def test_pointing_at_marked_words_shows_their_claims(page: Page, example: str) -> None:
    page.goto(example + "/documents")
    page.locator("main li a").first.click()
    mark = page.locator(".text mark").nth(5)
    mark.hover()
    claim = str(mark.get_attribute("data-claims")).split(" ")[0]
    expect(page.locator(f"#l-{claim}")).to_have_class("near")


def test_two_pages_print(chromium: Browser, example: str) -> None:
    context = chromium.new_context()
    opened = context.new_page()
    for address in ("/documents", "/disputes"):
        opened.goto(example + address)
        opened.locator(f"main a[href^='{address}/']").first.click()
        opened.wait_for_load_state()
        assert opened.pdf(format="A4").startswith(b"%PDF")
    context.close()


def test_claims_are_looked_at_one_after_the_other_by_keyboard_and_without_scripts(chromium: Browser, tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        document = add_reading(store, read_text(NEWS), actor="test").document
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    with served(tmp_path) as base:
        opened.goto(f"{base}/documents/{document}?show=unseen")
        opened.get_by_role("button", name="Accept claim 1").focus()
        opened.keyboard.press("Enter")
        expect(opened.get_by_role("status").first).to_contain_text("1 of 3 claims looked at")
        expect(opened.locator("details[open] button", has_text="Accept")).to_be_visible()
        opened.keyboard.press("Tab")  # the next claim is where the page was led to
        assert opened.evaluate("document.activeElement.closest('.side') !== null")
        opened.locator("details[open] a", has_text="Edit, split or merge").first.click()
        opened.get_by_label("What the claim says").fill("Two bridges fell.")
        opened.get_by_role("button", name="Save the correction").click()
        expect(opened.locator(".side")).to_contain_text("Two bridges fell.")
        expect(opened.get_by_role("status").first).to_contain_text("2 of 3 claims looked at")
    context.close()
