from builders import Telling
from claimgraph.ingest.documents import Origin, Received, to_document
from claimgraph.ingest.pipeline import add_reading, read_bytes, read_text
from claimgraph.ingest.reading import read_forgetting
from claimgraph.language import load
from claimgraph.model import Reading
from claimgraph.store import Store
from databases import folder
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


def test_words_of_a_document_are_forgotten_with_it_and_the_same_one_is_read_the_same_again() -> None:
    told = [f"{STORY} Ivo Zgrablix{number} said that the vreklok{number} had burnt." for number in (1, 2, 1)]
    known = len(load().vocab.strings)
    readings = [read_forgetting(Received(to_document(text.encode()))) for text in told]
    assert readings[0] == readings[2] != readings[1]
    assert len(load().vocab.strings) == known
    assert readings[1] == read_text(told[1])


def three_names(number: int) -> Reading:
    """A claim about three things that all such documents are about."""
    telling = Telling(f"Paper {number}: Orsk met Lund at Safir.")
    claim = telling.claim(
        "Orsk met Lund at Safir.", "Orsk met Lund at Safir", about=[telling.entity(name) for name in ("Orsk", "Lund", "Safir")]
    )
    telling.said(telling.author, claim, "Orsk met Lund at Safir")
    return telling.reading()


def test_whoever_adds_is_told_how_many_claims_were_compared_with_the_nearest_only() -> None:
    with folder() as place, Store.open(place) as store:
        assert add_reading(store, three_names(0), actor="test").cut == 0
        store.add_many([three_names(number) for number in range(1, 70)], actor="test", target="papers")
        assert add_reading(store, three_names(70), actor="test").cut == 1
        assert add_reading(store, three_names(70), actor="test").cut == 0
