"""People look at what was read, and decide on it, on plain pages."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Telling
from claimgraph.ingest.pipeline import add_reading, read_text
from claimgraph.model import Assertion, Stance
from visiting import PageReader, Visitor

TEXT = "The harbour office said that the ferry sank in May. The Grey Post reported that the mayor said that nine sailors probably drowned."
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with Visitor(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def document(visitor: Visitor) -> str:
    return add_reading(visitor.store, read_text(TEXT), actor="test").document


def first_hand(visitor: Visitor, words: str) -> Assertion:
    graph = visitor.store.graph()
    return next(act for act in graph.assertions.values() if act.content.claim and words in graph.claims[act.content.claim].text)


def texts(visitor: Visitor) -> set[str]:
    return {claim.text for claim in visitor.store.graph().claims.values()}


def form_of(page: PageReader, verdict: str) -> dict[str, str]:
    """What the form for a verdict would send as it is."""
    return {"verdict": verdict, "version": next(field["value"] for field in page.all("input") if field.get("name") == "version")}


def test_the_page_of_a_document_shows_how_each_claim_was_read(visitor: Visitor, document: str) -> None:
    shown = visitor.page(f"/documents/{document}").text
    assert "0 of 2 claims looked at" in shown
    for words in ("not yet looked at", "paraphrase", "rules", "probable", "probably", "fact"):
        assert words in shown, words


def test_a_document_keeps_the_sentences_of_which_no_claim_was_made_until_somebody_makes_one(visitor: Visitor) -> None:
    sentence, summary = "Otto Kahn says that it did not.", "1 sentence of which no claim was made"
    text = f"Rosa Diaz says that the vat leaked. {sentence}"
    assert summary in visitor.post("/add", data={"text": text, "action": "preview"}).text
    document = visitor.post("/add", data={"text": text, "action": "add"}).headers["location"]
    page = visitor.page(document).text
    assert summary in page
    assert "no rule makes a claim of it" in page
    told = visitor.get(f"/v1{document}").json()["unread"]
    assert told == [{"start": 36, "end": 67, "reason": "no rule makes a claim of it"}]
    act = first_hand(visitor, "vat")
    kept = {"text": "The vat did not leak.", "speaker": "Otto Kahn", "stance": "endorses", "certainty": "unstated", "modality": "fact"}
    edit = {**form_of(visitor.page(f"/assertions/{act.id}"), "edited"), **kept, "quote": sentence}
    assert visitor.post(f"/assertions/{act.id}", data=edit).status_code == 303
    assert summary not in visitor.page(document).text


def test_a_button_decides_and_leads_to_the_next_claim(visitor: Visitor, document: str) -> None:
    ferry, sailors = first_hand(visitor, "ferry"), first_hand(visitor, "sailors")
    answer = visitor.post(f"/documents/{document}/decisions", data={"accept": ferry.id, "show": "unseen"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{document}?show=unseen#r-{sailors.content.claim}")
    page = visitor.page(f"/documents/{document}?show=unseen")
    assert "1 of 2 claims looked at" in page.text
    assert [item["id"] for item in page.all("li") if item.get("id", "").startswith("l-")] == [f"l-{sailors.content.claim}"]
    visitor.post(f"/documents/{document}/decisions", data={"reject": sailors.id})
    page = visitor.page(f"/documents/{document}")
    assert "1 reading dropped by people" in page.text
    assert "rejected by local" in page.text
    visitor.post(f"/documents/{document}/decisions", data={"undo": sailors.id})
    visitor.post(f"/documents/{document}/decisions", data={"undo": ferry.id})
    assert "0 of 2 claims looked at" in visitor.page(f"/documents/{document}").text
    assert visitor.post(f"/documents/{document}/decisions", data={}).status_code == 400


def test_a_claim_is_edited_and_only_what_differs_changes(visitor: Visitor, document: str) -> None:
    act = first_hand(visitor, "ferry")
    page = visitor.page(f"/assertions/{act.id}")
    kept = {"quote": act.quote.exact, "speaker": act.speaker.name, "certainty": act.certainty.value, "modality": "fact"}
    sent = {**form_of(page, "edited"), **kept, "text": "The old ferry sank in May.", "stance": "doubts", "note": "heard"}
    answer = visitor.post(f"/assertions/{act.id}", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{document}#r-{act.content.claim}")
    edited = first_hand(visitor, "old ferry")
    assert (edited.stance, edited.quote, edited.speaker, edited.id) == (Stance.DOUBTS, act.quote, act.speaker, act.id)
    assert "edited by person:local" in visitor.page(f"/assertions/{act.id}").text
    late = visitor.post(f"/assertions/{act.id}", data=sent)
    assert late.status_code == 409
    assert "no longer the version" in PageReader.of(late.text).text


def test_what_is_refused_is_said_and_what_was_typed_stays(visitor: Visitor, document: str) -> None:
    act = first_hand(visitor, "ferry")
    sent = {**form_of(visitor.page(f"/assertions/{act.id}"), "edited"), "text": "A ferry sank.", "quote": "the fairy sank"}
    answer = visitor.post(f"/assertions/{act.id}", data=sent)
    page = PageReader.of(answer.text)
    assert answer.status_code == 400
    assert "Nothing was changed." in page.text
    assert "not in the text" in page.text
    assert "the fairy sank" in page.text
    assert texts(visitor) == {"The ferry sank in May.", "Nine sailors probably drowned."}
    assert document


def test_a_claim_is_split_and_two_are_merged(visitor: Visitor, document: str) -> None:
    act, other = first_hand(visitor, "ferry"), first_hand(visitor, "sailors")
    parts = {"part_text": ["The ferry sank.", "It was in May.", ""], "part_quote": ["", "in May", ""]}
    page = visitor.page(f"/assertions/{act.id}")
    assert visitor.post(f"/assertions/{act.id}", data={**form_of(page, "split"), **parts}).status_code == 303
    assert {"The ferry sank.", "It was in May."} < texts(visitor)
    page = visitor.page(f"/assertions/{act.id}")
    assert "no longer counted" in page.text
    assert visitor.post(f"/assertions/{act.id}", data={**form_of(page, "undone")}).status_code == 303
    page = visitor.page(f"/assertions/{act.id}")
    merge = {**form_of(page, "merged"), "other": other.id, "text": "The ferry sank and nine drowned."}
    assert visitor.post(f"/assertions/{act.id}", data=merge).status_code == 303
    assert texts(visitor) == {"The ferry sank and nine drowned."}
    assert "takes the place of" in visitor.page(f"/assertions/{first_hand(visitor, 'nine drowned').id}").text
    assert document


def test_a_document_is_read_again_and_says_what_came_of_it(visitor: Visitor, document: str) -> None:
    visitor.post(f"/documents/{document}/decisions", data={"reject": first_hand(visitor, "ferry").id})
    answer = visitor.post(f"/documents/{document}/reread")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{document}?again=0-0-0-1")
    page = visitor.page(answer.headers["location"])
    assert "nothing differs; 1 claim held back, as people decided on its words" in page.text
    assert "read again" not in visitor.page(f"/documents/{document}?again=<b>").text


def test_the_past_is_shown_without_forms(visitor: Visitor, document: str) -> None:
    act = first_hand(visitor, "ferry")
    for address in (f"/documents/{document}?as_of=1", f"/assertions/{act.id}?as_of=1"):
        assert not [form for form in visitor.page(address).all("form") if form.get("method") == "post"], address
    assert visitor.get("/assertions/assertion-aaaaaaaaaaaaaaaaaaaa").status_code == 404


def test_what_is_rejected_in_a_preview_is_kept_as_rejected(visitor: Visitor) -> None:
    page = PageReader.of(visitor.post("/add", data={"text": TEXT, "action": "preview"}).text)
    names = [field["name"] for field in page.all("select") if field.get("name", "").startswith("assertion-")]
    assert len(names) == 2
    carried = {field["name"]: field.get("value", "") for field in page.all("input") if field.get("type") == "hidden"}
    visitor.post("/add", data={**carried, "action": "add", names[0]: "rejected", names[1]: "accepted"})
    assert texts(visitor) == {"Nine sailors probably drowned."}
    (act,) = [item for item in visitor.store.graph().assertions.values() if item.content.claim]
    assert act.review
    assert act.review.verdict == "accepted"
    assert [item.verdict for item in visitor.store.judgements_on(names)] == ["rejected", "accepted"]


def test_hostile_words_are_escaped_on_the_page_of_an_assertion(visitor: Visitor) -> None:
    told = Telling(f"Somebody said {HOSTILE}.")
    act = told.said(told.source(HOSTILE), told.claim(f"It is {HOSTILE}.", HOSTILE), HOSTILE)
    visitor.store.add(told.reading(), actor="test")
    for address in (f"/assertions/{act.id}", f"/documents/{told.document.id}"):
        assert "<script>alert" not in visitor.get(address).text
    answer = visitor.post(f"/assertions/{act.id}", data={"verdict": "edited", "quote": f"{HOSTILE} not there", "note": HOSTILE})
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


def test_a_long_document_stays_light(visitor: Visitor) -> None:
    sentence = "In village {n} the council said that the bridge number {n} fell into the river on a wet night in May."
    told = Telling(" ".join(sentence.format(n=number) for number in range(150)))
    for number in range(150):
        words = f"the bridge number {number} fell into the river"
        told.said(told.source(f"council {number}"), told.claim(f"The bridge number {number} fell into the river.", words), words)
    visitor.store.add(told.reading(), actor="test")
    html = visitor.get(f"/documents/{told.document.id}").content
    assert len(html) <= 450_000
    assert len(gzip.compress(html)) <= 40_000
