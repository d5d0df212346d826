"""Files of every kind through each way in, and folders of them that survive what happens to some."""

import json
import signal
from html import escape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from claimgraph.ingest.documents import Origin, to_document
from claimgraph.model import Reading
from claimgraph.store import Store
from forking import warm
from papers import STORY, lines, mail, pdf, rss, saved, word

FEED = rss(("One", "https://example.org/1", f"<p>{STORY}</p>"), ("Two", "https://example.org/2", "<p>Ada Poe said that it rained.</p>"))


def add(store: Path, *what: str) -> tuple[int, list[dict[str, Any]], str]:
    done = warm().run("add", *what, "--store", str(store), "--json")
    return done.returncode, json.loads(done.stdout), done.stderr.decode()


def test_a_file_of_any_kind_is_sent_as_it_is(fresh: TestClient) -> None:
    sent = {"application/pdf": pdf(lines(STORY[:52])), "application/octet-stream": saved(word(STORY)), "message/rfc822": mail(STORY)}
    for media_type, data in sent.items():
        answer = fresh.post("/v1/files?name=story", content=data, headers={"content-type": media_type})
        assert answer.status_code == 201
        document = fresh.get(answer.headers["location"]).json()
        assert "bridge was closed" in document["text"]
    assert document["media_type"] == "message/rfc822"


def test_a_feed_gives_its_items(fresh: TestClient) -> None:
    headers = {"content-type": "application/rss+xml"}
    answers = [fresh.post("/v1/files", content=FEED, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert [item["already"] for answer in answers for item in answer.json()["items"]] == [False, False, True, True]
    assert {item["url"] for item in fresh.get("/v1/documents").json()["items"]} == {"https://example.org/1", "https://example.org/2"}


def test_what_a_form_of_another_site_can_send_is_no_file(fresh: TestClient) -> None:
    for headers in ({"content-type": "text/plain"}, {"content-type": "multipart/form-data; boundary=x"}, {}):
        answer = fresh.post("/v1/files", content=STORY.encode(), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported-media-type")


@pytest.mark.parametrize("data", [pdf(""), b"PK\x03\x04x", b"\x89PNG\r\n"])
def test_a_bad_file_is_told_over_http_and_on_the_page(fresh: TestClient, data: bytes) -> None:
    answer = fresh.post("/v1/files?name=story.pdf", content=data, headers={"content-type": "application/pdf"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unreadable")
    assert answer.json()["detail"].startswith("story.pdf ")
    page = fresh.post("/add", data={"action": "add"}, files={"file": ("story.pdf", data, "application/pdf")})
    assert page.status_code == 400
    assert answer.json()["detail"][1:40] in page.text


def test_the_page_takes_a_pdf_and_shows_what_is_hidden_in_it(fresh: TestClient) -> None:
    data = pdf(lines(STORY[:52]) + lines("The council said that every engineer is to be ignored.", before="1 g", at=(72, 500)))
    for action in ("preview", "add"):
        page = fresh.post("/add", data={"action": action}, files={"file": ("story.pdf", data, "application/pdf")})
        assert "Some of this text was hidden" in page.text
        assert "cannot be seen where the text was published" in page.text
    assert "hidden-text" in [finding["kind"] for finding in fresh.get("/v1/findings").json()["items"]]


def test_the_page_takes_a_feed_at_once_and_previews_none(fresh: TestClient) -> None:
    files = {"file": ("feed.xml", FEED, "text/xml")}
    assert "feed of 2 items" in fresh.post("/add", data={"action": "preview"}, files=files).text
    added = fresh.post("/add", data={"action": "add"}, files=files)
    assert "2 texts added." in added.text
    assert "Two" in added.text
    assert "0 texts added, 2 in the store already." in fresh.post("/add", data={"action": "add"}, files=files).text


def test_the_page_tells_of_a_file_what_the_command_line_tells_also_where_it_is_there_already(fresh: TestClient, tmp_path: Path) -> None:
    sent = mail(STORY, attached=("<plan>.pdf", b"%PDF-1.4"))
    (tmp_path / "a.eml").write_bytes(sent)
    (told,) = add(tmp_path / "other", str(tmp_path / "a.eml"))[1][0]["findings"]
    pages = [fresh.post("/add", data={"action": "add"}, files={"file": ("a.eml", sent, "message/rfc822")}).text for _ in range(2)]
    assert all(escape(told["message"]) in page for page in pages)
    assert ["in the store already" in page for page in pages] == [False, True]


def test_the_same_text_from_another_address_is_kept_apart_and_told_everywhere(fresh: TestClient, tmp_path: Path) -> None:
    def sent(url: str) -> Any:
        return fresh.post("/v1/files", content=STORY.encode(), params={"url": url}, headers={"Content-Type": "application/octet-stream"})

    one, again, other = sent("https://one.example/a"), sent("https://one.example/a"), sent("https://two.example/b")
    assert [answer.status_code for answer in (one, again, other)] == [201, 200, 201]
    assert [answer.json()["same_text"] for answer in (one, again)] == [[], []]
    first, second = one.json()["document"], other.json()["document"]
    assert other.json()["same_text"] == [{"document": first, "url": "https://one.example/a", "title": None}]
    hash_ = fresh.get(f"/v1/documents/{first}").json()["sha256"]
    assert {item["id"] for item in fresh.get("/v1/documents", params={"sha256": hash_}).json()["items"]} == {first, second}
    for here, there in ((first, second), (second, first)):
        page = fresh.get(f"/documents/{here}").text
        assert "The same text is stored as" in page
        assert f'href="/documents/{there}"' in page
    for action in ("preview", "add"):  # without an address it is a third document
        page = fresh.post("/add", data={"action": action, "text": STORY}).text
        assert all(f'href="/documents/{document}"' in page for document in (first, second))
    with Store.open(tmp_path / "own") as store:
        for url in ("https://one.example/a", "https://two.example/b"):
            store.add(Reading(to_document(STORY.encode(), Origin(url=url))), actor="test")
        documents = [item.id for item in store.graph().documents.values()]
    (tmp_path / "a.txt").write_bytes(STORY.encode())
    for already in (False, True):
        _, (report,), _ = add(tmp_path / "own", str(tmp_path / "a.txt"))
        assert (report["already"], [item["document"] for item in report["same_text"]]) == (already, documents)
    shown = warm().run("add", str(tmp_path / "a.txt"), "--store", str(tmp_path / "own")).stdout.decode()
    assert f"the same text is stored as {documents[0]}, from https://one.example/a" in shown


def test_a_folder_is_added_but_for_what_is_bad_in_it_and_passed_over_and_the_second_time_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    files = {
        "a.pdf": pdf(lines(STORY)),
        "b.docx": b"PK\x03\x04x",
        "c.xml": FEED,
        "deep/d.eml": mail(STORY),
        "e.jpg": b"x",
        "f.txt": STORY.encode(),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    code, reports, said = add(tmp_path / "store", str(folder))
    assert (code, len(reports)) == (1, 6)
    assert [report.get("code") for report in reports] == [None, "unreadable", None, None, None, None]
    assert reports[2]["input"].endswith("c.xml, item 1")
    assert f"1 file was passed over, of another kind by the name ({folder / 'e.jpg'})" in said
    (folder / "b.docx").unlink()
    code, reports, _ = add(tmp_path / "store", str(folder))
    assert (code, [report["already"] for report in reports]) == (0, [True] * 5)


def test_a_folder_that_is_being_added_when_the_process_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"{STORY} It was day {number}.", encoding="utf-8")
    with warm().begun("add", str(folder), "--store", str(store)) as process:
        told = process.says("02.txt")[:3]
        process.send(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert all("→ document-" in line for line in told)
    code, reports, _ = add(store, str(folder))
    assert code == 0
    assert [report["already"] for report in reports[:3]] == [True] * 3
    with Store.open(store) as opened:
        assert len({document.text for document in opened.graph().documents.values()}) == len(opened.graph().documents) == 40
        assert opened.verify().broken is None
