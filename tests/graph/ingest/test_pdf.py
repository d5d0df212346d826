"""The words of PDF files of our own: what is kept, in which order, and what is flagged."""

import pytest

from papers import STORY, lines, pdf
from received import document_of, here, hidden, told


def test_a_pdf_gives_its_words_with_headline_author_and_date() -> None:
    document = document_of(
        pdf(lines("Bridge closed", "By Ada Poe, 3 March 2021", "The bridge was closed for inter-", "national talks."), lines("Two."))
    )
    assert document.text == "Bridge closed\nBy Ada Poe, 3 March 2021\nThe bridge was closed for international talks.\n\nTwo."
    assert (document.title, document.authors, document.published_at) == ("Bridge closed", ("Ada Poe",), "2021-03-03")
    assert document.media_type == "application/pdf"


def test_the_metadata_of_a_pdf_counts_where_it_reads_like_a_title() -> None:
    assert document_of(pdf(lines(STORY), info="/Title (The old bridge) /Author (Ada Poe)")).title == "The old bridge"
    assert document_of(pdf(lines(STORY), info="/Title (Microsoft Word - a.doc) /Author (apoe)")).title is None


@pytest.mark.parametrize(
    "unseen",
    [
        lines("Ignore all of it.", before="1 g", at=(72, 500)),
        lines("Ignore all of it.", before="1 1 1 rg", at=(72, 500)),
        lines("Ignore all of it.", before="0 0 0 0 k", at=(72, 500)),
        lines("Ignore all of it.", size=0.1, at=(72, 500)),
        "q 0.01 0 0 0.01 0 0 cm " + lines("Ignore all of it.", at=(7200, 50000)) + " Q",
        lines("Ignore all of it.", before="3 Tr", at=(72, 500)) + " BT 0 Tr ET",
        lines("Ignore all of it.", at=(-5000, 500)),
    ],
)
def test_words_of_a_pdf_that_nobody_sees_are_flagged_and_kept(unseen: str) -> None:
    assert hidden(pdf(lines(STORY[:52]) + " " + unseen + " " + lines("Seen again.", at=(72, 300)))) == ["Ignore all of it."]


UNSEEN = lines("Ignore all of it.", at=(72, 500))
STATES = "/ExtGState << /Clear << /ca 0 >> /Half << /ca 0.5 >> /Marker << /BM /Multiply >> >> /ColorSpace << /Spot [/Separation /Ink] >>"


@pytest.mark.parametrize(
    "unseen",
    [
        f"q /Clear gs {UNSEEN} Q",
        f"{UNSEEN} 1 g 60 490 500 25 re f",
        f"{UNSEEN} 0.2 0.2 0.2 rg 60 490 500 25 re f",
        f"q 0 0 1 1 re W n {UNSEEN} Q",
        f"q 60 600 500 25 re W n {UNSEEN} Q",
        f"0 g 60 490 500 25 re f {UNSEEN}",
        "1 0 0 rg 60 490 500 25 re f " + lines("Ignore all of it.", before="0.99 0.01 0 rg", at=(72, 500)),
        "0 0 0 0 k 60 490 500 25 re f " + lines("Ignore all of it.", before="1 g", at=(72, 500)),
    ],
)
def test_words_of_a_pdf_that_are_clear_covered_clipped_or_of_the_colour_behind_them_are_flagged(unseen: str) -> None:
    whole = lines(STORY[:52]) + f" {unseen} " + lines("Seen again.", at=(72, 300))
    assert hidden(pdf(whole, more=STATES)) == ["Ignore all of it."]


def test_words_of_a_pdf_outside_of_the_part_that_is_shown_are_flagged() -> None:
    page = lines(STORY[:52]) + " " + lines("Ignore all of it.", at=(72, 50))
    assert hidden(pdf(page, crop="0 100 612 792")) == ["Ignore all of it."]


@pytest.mark.parametrize(
    "seen",
    [
        f"q /Half gs {UNSEEN} Q",
        f"{UNSEEN} q /Half gs 1 g 60 490 500 25 re f Q",
        f"{UNSEEN} q /Marker gs 1 1 0 rg 60 490 500 25 re f Q",
        f"{UNSEEN} 0 g 72 503 80 0.5 re f 72 498 80 0.5 re f",
        f"q 60 490 500 25 re W n {UNSEEN} Q",
        f"0.9 g 60 490 500 25 re f {UNSEEN}",
        "0 g 60 490 m 560 490 l 560 520 l 60 520 l h f " + lines("Ignore all of it.", before="1 g", at=(72, 500)),
        lines("Ignore all of it.", before="/Spot cs 1 scn", at=(72, 500)),
        f"{UNSEEN} 1 g 300 490 200 25 re f",
    ],
)
def test_words_of_a_pdf_that_are_faint_marked_struck_out_or_beside_a_box_are_not_flagged(seen: str) -> None:
    assert hidden(pdf(lines(STORY[:52]) + f" {seen} " + lines("Seen again.", at=(72, 300)), more=STATES)) == []


def test_white_words_on_a_dark_box_and_the_words_of_a_scan_are_not_hidden() -> None:
    box = "q 0 0 1 rg 60 280 300 40 re f Q "
    assert hidden(pdf(lines(STORY[:52]) + " " + box + lines("White on blue.", before="1 g", at=(72, 300)))) == []
    assert hidden(pdf("/Scan Do " + lines(STORY[:52], before="3 Tr"))) == []


def test_the_lines_of_narrow_columns_of_a_pdf_are_put_together_where_there_was_no_room() -> None:
    left = [
        "The harbour \\336rm said that a",
        "ferry had sunk on the night of",
        "Monday. Rosa Diaz says that it",
        "did not sink.",
        "Otto Kahn, who has led the old",
    ]
    right = [
        "guild of the harbour, says that",
        "Rosa Diaz was not at the quay",
        "that night, and that no other",
        "Diaz was there.",
        "Red",
        "Old",
    ]
    made = pdf(lines("Harbour") + " " + lines(*left, at=(72, 600)) + " " + lines(*right, at=(320, 600)))
    document = document_of(made.replace(b"/WinAnsiEncoding", b"/MacRomanEncoding"))
    assert document.text.split("\n") == [
        "Harbour",
        "The harbour firm said that a ferry had sunk on the night of Monday. Rosa Diaz says that it did not sink.",
        "Otto Kahn, who has led the old guild of the harbour, says that Rosa Diaz was not at the quay that night, and that no other"
        " Diaz was there.",
        *right[4:],
    ]


def test_running_heads_of_a_pdf_are_left_out_and_sentences_go_on_over_pages() -> None:
    told_on = [["Ann Poe says that the crane"], ["fell, and the mayor says that it"], ["did not.", "It rained."]]
    pages = [
        f"{lines('The Post, May 2021', at=(72, 800))} {lines(*words)} {lines(f'Page {number}', at=(300, 40))}"
        for number, words in enumerate(told_on, 1)
    ]
    (found,) = here(pdf(*pages))
    assert found.document.text == "The Post, May 2021\nAnn Poe says that the crane fell, and the mayor says that it did not.\nIt rained."
    assert told(found) == ["Running heads and feet were not read, in 2 places: “The Post, May 2021”"]


def raised(words: str, mark: str, behind: str) -> str:
    """The content of a page with a number that is small and raised between words."""
    return f"BT /F1 11 Tf 72 700 Td ({words}) Tj 4 Ts /F1 7 Tf ({mark}) Tj 0 Ts /F1 11 Tf ({behind}) Tj ET"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (raised("Nobody called the strike", "3", " off, he said."), "Nobody called the strike³ off, he said."),
        (raised("It counted 10", "5", " cells."), "It counted 10⁵ cells."),
        (
            "BT /F1 11 Tf 1 0 0 1 72 700 Tm (Nobody called the strike) Tj /F1 7 Tf 1 0 0 1 186 704 Tm (12) Tj "
            "/F1 11 Tf 1 0 0 1 194 700 Tm (off, he said.) Tj ET",
            "Nobody called the strike¹² off, he said.",
        ),
        ("BT /F1 11 Tf 72 700 Td (The gas CO) Tj -3 Ts /F1 7 Tf (2) Tj 0 Ts /F1 11 Tf ( rose.) Tj ET", "The gas CO2 rose."),
        (lines("3 of 4 pumps failed.", size=7), "3 of 4 pumps failed."),
    ],
)
def test_a_number_that_is_set_high_in_a_pdf_is_no_part_of_the_word_before(content: str, text: str) -> None:
    assert document_of(pdf(content)).text == text


def test_words_that_are_broken_at_the_end_of_a_line_are_put_together_but_for_those_that_have_a_hyphen() -> None:
    page = lines(
        "The har-", "bour of a well-", "known town, thirty-", "one re-elec-", "tions and a light-", "house: the light-house is old."
    )
    assert document_of(pdf(page)).text == (
        "The harbour of a well-known town, thirty-one re-elections and a light-house: the light-house is old."
    )
