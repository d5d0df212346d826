"""Who is named with words only to be gainsaid holds the opposite, and the author the words."""

import pytest
from reading_of import held, held_in, reading_of

from claimgraph.model import Polarity


@pytest.mark.parametrize(
    ("text", "opposite"),
    [
        ("The fair was not held in April as the club claims, but in June.", "The fair was held in April."),
        ("The wall did not fall because of frost, as Hale says, but because of rot.", "The wall did fall because of frost."),
        ("The pump was not sabotaged as the ministry said.", "The pump was sabotaged."),
        ("The pond is not, as the leaflet says, clean.", "The pond is clean."),
        ("The organ cost 40 crowns, not 60 crowns as the abbey claims.", "The organ did not cost 40 crowns."),
        ("The abbey spent 4 pounds, not 9 pounds as the paper says.", "The abbey did not spend 4 pounds."),
        ("The goat was killed by a wolf rather than a bear as the hunters claim.", "The goat was not killed by a wolf."),
    ],
)
def test_whoever_is_named_to_be_gainsaid_holds_the_opposite_of_what_the_author_says(text: str, opposite: str) -> None:
    reading = reading_of(text)
    stated = {item.voices: item.stances for item in held_in(reading)}
    assert sorted(stances[-1] for stances in stated.values()) == ["denies", "endorses"]
    assert stated["author",] == ("endorses",)
    assert {item.claim.slots.polarity is Polarity.NEGATIVE for item in held_in(reading)} == {", not " not in text and "rather" not in text}
    assert [item.text for item in held_in(reading, implied=True)] == [opposite]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The fine was not paid, as the abbey admits.", ("author", "the abbey")),
        ("The fair was held in June, as the club says.", ("author", "the club")),
        ("The monks do not pay as they complain about the cost.", ("author", "the monks")),
    ],
)
def test_whoever_is_named_as_saying_the_whole_denies_nothing(text: str, voices: tuple[str, ...]) -> None:
    assert [(item.voices, item.stances[-1] == "denies") for item in held(text)] == [(voices, False)]


@pytest.mark.parametrize("verb", ["did not say", "never claimed", "has not told the court"])
def test_what_somebody_left_unsaid_is_neither_held_nor_doubted(verb: str) -> None:
    (item,) = held(f"The abbot {verb} that the bell was cracked.")
    assert (item.voices, item.text[:10], item.claim.slots.polarity) == (("author",), "The abbot ", Polarity.NEGATIVE)
