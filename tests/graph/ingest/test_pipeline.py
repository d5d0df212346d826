from claimgraph.ingest.documents import Origin
from claimgraph.ingest.pipeline import read_bytes, read_text
from papers import STORY, mail

FRENCH = "Le ministre a dit que personne n'est mort dans cet accident, et que les causes sont encore inconnues pour le moment."


def test_a_text_in_another_language_is_kept_and_told_so() -> None:
    reading = read_text(f"{FRENCH}\n")
    (finding,) = reading.findings
    assert (reading.claims, reading.document.text, reading.document.language) == ((), f"{FRENCH}\n", "und")
    assert "does not read as English" in finding.message
    assert finding.anchor is not None
    assert finding.anchor.holds_in(reading.document.text)


def test_a_paragraph_in_another_language_is_left_out_and_the_rest_is_read() -> None:
    reading = read_text(f"{STORY}\n\n{FRENCH}\n")
    assert reading.claims
    assert reading.document.language == "en"
    (message,) = (finding.message for finding in reading.findings if finding.kind == "language")
    assert message.startswith("1 of 2 paragraphs")


def test_what_came_with_a_document_and_what_is_hidden_in_it_is_found() -> None:
    reading = read_bytes(mail(STORY.replace("mayor", "may\u200bor"), None, ("plan.pdf", b"x")), Origin("x"))
    assert [finding.kind for finding in reading.findings][:2] == ["not-read", "hidden-text"]
    assert all(item.quote.holds_in(reading.document.text) for item in reading.assertions)
