"""Clauses with their auxiliary first: what they refuse, and what they only suppose."""

import pytest
from reading_of import held, reading_of

from claimgraph.model import Modality


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
        "Were the mast to break, the yacht would be lost.",
        "Should the talks collapse, the dockers will strike.",
    ],
)
def test_a_condition_that_only_its_order_shows_stays_with_what_depends_on_it(text: str) -> None:
    [claim] = reading_of(text).claims
    assert (claim.text, claim.modality) == (text, Modality.CONDITIONAL)
