"""Who speaks in interviews and transcripts, by layout alone."""

import pytest
from reading_of import held, one

INTERVIEW = """Ten questions for Clara Benning

Until last spring Clara Benning ran the mint of Arlow, and Dow Perrin audited it. I met her at the old press.

Q: Were the coins too light?

A: They were not. The auditors weighed them wet.

Q: Dow Perrin says that the scale was sealed.

A: I never saw a seal."""


def voices_of(text: str) -> dict[str, tuple[str, ...]]:
    return {item.text: item.voices for item in held(text)}


def test_the_questions_of_an_interview_are_its_authors_and_the_answers_whom_it_presents() -> None:
    voices = voices_of(INTERVIEW)
    assert voices["Were the coins too light?"] == ("author",)
    assert voices["The auditors weighed them wet."] == ("author", "Clara Benning")
    assert voices["The scale was sealed."] == ("author", "Dow Perrin")
    assert voices["Clara Benning never saw a seal."] == ("author", "Clara Benning")


def test_questions_and_answers_of_nobody_are_the_authors() -> None:
    text = (
        "About the new bins\n\nQ: When are the bins emptied?\n\nA: The bins are emptied on Monday.\n\nQ: Why?\n\nA: The lorry is free then."
    )
    assert {item.voices for item in held(text)} == {("author",)}


def test_a_paragraph_without_a_label_is_the_last_speakers_in_a_dialogue() -> None:
    text = """MARA LIND: The lock failed in June.

TOM ODDY: It was mended in July.

The bill has been paid.

[He shows a letter.]

MARA LIND (Lind & Sons): The bill was for a lamp.

TOM ODDY: The lamp was broken too."""
    voices = voices_of(text)
    assert voices["The bill has been paid."] == ("author", "TOM ODDY")
    assert voices["The bill was for a lamp."] == ("author", "MARA LIND")


@pytest.mark.parametrize("label", ["Transcript", "Video", "Note", "Resolved", "Contact"])
def test_what_a_text_is_says_nothing(label: str) -> None:
    assert {item.voices for item in held(f"{label}: The gate was open.")} == {("author",)}


def test_you_is_who_answers() -> None:
    text = "MARA LIND: You told the board that the lock was new.\n\nTOM ODDY: It was.\n\nMARA LIND: And?\n\nTOM ODDY: It broke."
    assert ("author", "MARA LIND", "TOM ODDY") in [item.voices for item in held(text) if item.text == "The lock was new."]


def test_the_words_that_a_message_answers_are_of_whom_it_names() -> None:
    text = """The gate was mended on Friday.

On Mon, 4 May 2026 Tom Oddy wrote:
> The gate is open. Mara Lind, who keeps the lock, says on the phone
> that the lock is broken.
> Is that so?

Anna Berg"""
    voices = voices_of(text)
    assert voices["The gate was mended on Friday."] == ("author",)
    assert voices["The gate is open."] == ("author", "Tom Oddy")
    assert voices["The lock is broken."] == ("author", "Tom Oddy", "Mara Lind")
    assert voices["Is that so?"] == ("author", "Tom Oddy")


def test_a_turn_may_begin_with_dots_and_a_headline_with_who_speaks_of_what() -> None:
    talk = held("HALE: ... I am happy to do that.\n\nBRANDT: The dam is old.\n")
    assert [(item.text, item.voices[-1]) for item in talk] == [("HALE is happy to do that.", "HALE"), ("The dam is old.", "BRANDT")]


@pytest.mark.parametrize(
    "headline", ["Brandt: The cracks are growing", "Brandt: The cracks are growing.", "Brandt on the new dam: 'The cracks are growing'"]
)
def test_a_headline_may_begin_with_who_speaks(headline: str) -> None:
    item = held(f"{headline}\n\nOlga Brandt gave a speech on Friday.")[0]
    assert (item.text, item.voices) == ("The cracks are growing.", ("author", "Olga Brandt"))


@pytest.mark.parametrize(
    "headline",
    [
        "Olga Brandt on trial: court hears the widow",
        "Olga Brandt on Friday: 'The cracks are growing'",
        "Report on the flood: the dam was old",
        "Olga Brandt on the flood: the dam was old",
    ],
)
def test_a_headline_on_a_matter_without_words_of_its_own_names_no_speaker(headline: str) -> None:
    assert held(f"{headline}\n\nOlga Brandt gave a speech on Friday.")[0].voices == ("author",)


def test_a_heading_in_capitals_that_stands_alone_is_no_speaker() -> None:
    assert held("VOTER FRAUD ALERT: The clerk found two men on the roll.")[0].voices == ("author",)


def test_a_label_with_the_name_of_who_wrote_the_text_is_the_authors() -> None:
    text = """"Nobody counted the sheep"
The Sunday interview, by Mara Teal, 8 June 2025

Jonas Brekke kept the flock of Orrin for thirty years. He spoke to Mara Teal in his kitchen.

MARA TEAL: You sold the flock in May. Was that because of the wolf?

JONAS BREKKE: No. I told the parish in March that I would stop.

TEAL: The parish says that two hundred ewes are missing.

BREKKE: Two hundred were never there."""
    voices = voices_of(text)
    assert voices["Was that because of the wolf?"] == ("author",)
    assert voices["Two hundred ewes are missing."] == ("author", "the parish")
    assert voices["Two hundred were never there."][-1] == "Jonas Brekke"


def test_a_dash_ends_a_label_as_a_colon_does_and_an_office_is_named_by_its_holder() -> None:
    text = (
        "The panel met.\n\nSmith – The mill stopped.\n\nRoy – The mill went on.\n\nSmith – The logs are here.\n\nRoy – The logs are false."
    )
    assert voices_of(text)["The mill went on."] == ("author", "Roy")
    text = "\n\n".join(
        (
            "The Minister for Ports: The line will open.",
            "Mr Bale: The line is late.",
            "The Minister for Ports: The line is paid.",
            "Mr Bale: It is not.",
        )
    )
    assert voices_of(text)["The line is paid."] == ("author", "the Minister for Ports")


def test_initials_and_offices_before_a_colon_stand_for_whom_other_words_name() -> None:
    text = """Hearing on the lock

THE CHAIR (Ann Berg): The lock is shut. Who shut it?

MR LIND: I shut it. The council had ordered that.

THE CHAIR: The order came in May.

MR LIND: It came in June."""
    voices = {item.text: item.voices for item in held(text)}
    assert voices["The order came in May."] == ("author", "Ann Berg")
    text = """The keeper of the lock

Mara Lind: The lock is old. The gate is rusty.

Bo Dahl: The council will sell it in June.

ML: The boats have gone.

BD: The canal is empty.

ML: The fish have died.

BD: The council knows it."""
    voices = {item.text: item.voices for item in held(text)}
    assert (voices["The boats have gone."], voices["The canal is empty."]) == (("author", "Mara Lind"), ("author", "Bo Dahl"))


def test_a_quotation_is_of_who_signs_it() -> None:
    assert one('It rained.\n\n"The mill was never insured." — Anna Berg\n\nIt snowed.', "mill").voices == ("author", "Anna Berg")
