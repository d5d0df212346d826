"""What somebody is told: behind whoever tells it, and behind a listener with whom it can be read as one phrase."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    ("text", "speaker", "sentence"),
    [
        ("Reed told the council rents rose.", "Reed", "Rents rose."),
        ("Reed told council members rents rose.", "Reed", "Rents rose."),
        ("Reed told the Courier three of the boats were empty.", "Reed", "Three of the boats were empty."),
        (
            "Reed told the Courier heavy snow and a blocked road delayed the convoy.",
            "Reed",
            "Heavy snow and a blocked road delayed the convoy.",
        ),
        ("The clerk told the inquiry rents rose.", "the clerk", "Rents rose."),
        ("Reed assured tenants the boiler failed.", "Reed", "The boiler failed."),
        ("Engineers warned residents the south gate was closed for a week.", "Engineers", "The south gate was closed for a week."),
        ("Reed warned oil prices would fall.", "Reed", "Oil prices would fall."),
        ("Reed reminded the council that the south gate was closed for a week.", "Reed", "The south gate was closed for a week."),
    ],
)
def test_who_is_told_is_no_part_of_what_is_told(text: str, speaker: str, sentence: str) -> None:
    assert [(item.voices[1:], item.text) for item in held(text)] == [((speaker,), sentence)]


@pytest.mark.parametrize(
    ("text", "speaker", "sentence"),
    [
        ("The Courier was told by a clerk that the boiler failed.", "the clerk", "The boiler failed."),
        ("Jurors were told by the prosecution that the wall will hold.", "the prosecution", "The wall will hold."),
        ("Staff were told by the woman who ran the shop that it was empty.", "the woman", "It was empty."),
    ],
)
def test_what_is_told_by_somebody_is_no_description_of_that_one(text: str, speaker: str, sentence: str) -> None:
    assert (("author", speaker), sentence) in [(item.voices, item.text) for item in held(text)]


@pytest.mark.parametrize(
    "text", ["Reed was told by a clerk that had fled the city.", "The letter was sent by a clerk that Reed hired.", "Reed told the truth."]
)
def test_what_describes_somebody_is_not_what_that_one_says(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}
