"""Who speaks at the end of a sentence: with a title, with a name beside what the speaker is, after several clauses."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    ("text", "sentences", "speaker"),
    [
        ("It sank at noon in a storm, harbour master Ada Holm said.", ["It sank at noon in a storm."], "Ada Holm"),
        ("The ferry hit the pier in a gale, the harbour master, Ada Holm, said.", ["The ferry hit the pier in a gale."], "Ada Holm"),
        (
            "The mud came down at noon and poured over road number 9, the head of the watch, Ada Holm, told reporters.",
            ["The mud came down at noon.", "The mud poured over road number 9."],
            "Ada Holm",
        ),
        (
            "The road was closed and two houses were cleared, the mayor told reporters.",
            ["The road was closed.", "Two houses were cleared."],
            "the mayor",
        ),
    ],
)
def test_who_speaks_at_the_end_is_no_part_of_what_is_said(text: str, sentences: list[str], speaker: str) -> None:
    assert [item.text for item in held(text) if item.voices == ("author", speaker)] == sentences


def test_who_is_met_does_not_tell_reporters() -> None:
    told = held("The mayor met the head of the watch, Ada Holm, and told reporters about it.")
    assert {item.voices for item in told} == {("author",)}


@pytest.mark.parametrize(
    ("text", "sentence", "voice"),
    [
        (
            "The fire killed a guard, a nurse, and a cook, fire chief Tom Hale told reporters on Monday.",
            "The fire killed a guard, a nurse, and a cook.",
            "Tom Hale",
        ),
        (
            "The smoke killed the guard, the cook and the nurse, fire chief Tom Hale told reporters.",
            "The smoke killed the guard, the cook and the nurse.",
            "Tom Hale",
        ),
    ],
)
def test_the_last_of_a_list_does_not_speak(text: str, sentence: str, voice: str) -> None:
    assert [(item.text, item.voices) for item in held(text)] == [(sentence, ("author", voice))]


@pytest.mark.parametrize(
    "text",
    [
        "Two porters were hurt by beams that fell on eastern Pell the Echo reported on Sunday.",
        "Nine porters were hurt the ministry said Sunday.",
    ],
)
def test_who_speaks_last_without_a_comma_speaks(text: str) -> None:
    assert [item.voices[-1] for item in held(text)] == ["Echo" if "Echo" in text else "the ministry"]


def test_what_somebody_said_that_is_meant_by_a_noun_stays_with_it() -> None:
    assert [item.text for item in held("Nobody believed a word the mayor said.")] == ["Nobody believed a word the mayor said."]
