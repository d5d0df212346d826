"""Clauses with their auxiliary first: what they refuse, and what they only suppose."""

import pytest
from reading_of import held, reading_of

from claimgraph.model import Modality, Polarity


def texts(text: str) -> list[str]:
    return [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The baker did not lock the door; nor did she set the alarm.", "She did not set the alarm."),
        ("The boat was not moored, nor were the sails furled.", "The sails were not furled."),
        ("Nor had any guest left the hotel; the buses had been parked.", "No guest had left the hotel."),
        ("Nor is there a lift in the tower.", "There is not a lift in the tower."),
        ("Nor had the choir ever sung it, Ms Reed said.", "The choir had not ever sung it."),
        ("Not only did the pump fail, but the alarm was silent.", "The pump failed."),
        ("Not only has the roof leaked, but the walls are damp.", "The roof has leaked."),
        ("Not only does the pump not work, it leaks.", "The pump does not work."),
        ("Not only were the guards armed, they were drunk.", "Not only were the guards armed."),
        ("Not only did the minister know, he approved the plan.", "Not only did the minister know, he approved the plan."),
        ("So thick was the fog that the boats stayed in port.", "So thick was the fog that the boats stayed in port."),
    ],
)
def test_an_inverted_clause_keeps_its_meaning_in_the_order_of_a_statement(text: str, sentence: str) -> None:
    assert sentence in texts(text)


def test_what_neither_did_is_said_with_the_clause_that_tells_what_it_was() -> None:
    assert texts("The cook had not seen the guest, and neither had the porter.") == [
        "The cook had not seen the guest, and neither had the porter."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Had the mast been checked, the yacht would have sailed.",
        "Had the mast been checked, nobody would have drowned.",
        "Were the mast to break, the yacht would be lost.",
        "Should the talks collapse, the dockers will strike.",
    ],
)
def test_a_condition_that_only_its_order_shows_stays_with_what_depends_on_it(text: str) -> None:
    for told in (text, f"{text[:-1]}, the harbour master said."):
        [claim] = reading_of(told).claims
        assert (claim.text, claim.modality) == (text, Modality.CONDITIONAL)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("At no time was the dam closed.", "The dam was not closed at any time."),
        ("The mayor said that at no point had the cellar been dry.", "The cellar had not been dry at any point."),
        ("In no case may guests enter the vault, the bank said.", "Guests may not enter the vault in any case."),
        ("With no warning were the people moved, Ana Brun said.", "The people were not moved with any warning."),
    ],
)
def test_a_phrase_in_front_that_denies_is_said_with_the_verb(text: str, sentence: str) -> None:
    found = next(item for item in held(text) if item.claim.slots.polarity is Polarity.NEGATIVE)
    assert found.text == sentence


def test_what_somebody_at_no_time_said_is_not_theirs() -> None:
    (found,) = held("At no time did the pilot say that the pump was broken.")
    assert (found.voices, found.claim.slots.polarity) == (("author",), Polarity.NEGATIVE)


@pytest.mark.parametrize("text", ["In no time was the hall full.", "In no small part did the storm cause the delay."])
def test_what_comes_in_no_time_or_in_no_small_part_is_so(text: str) -> None:
    assert texts(text) == [text]
    assert held(text)[0].claim.slots.polarity is Polarity.POSITIVE


@pytest.mark.parametrize("who", ["Not all experts say", "Not everybody says", "Not every doctor believes", "Not all the villagers said"])
def test_what_not_all_say_is_a_statement_about_them(who: str) -> None:
    assert texts(f"{who} that the dam is safe.") == [f"{who} that the dam is safe."]
