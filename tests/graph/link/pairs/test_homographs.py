"""Nouns and verbs that are written alike: what is one deed, and what is not."""

import pytest
from reading_of import compared


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        ("There was no fire at the depot.", "The owner fired three drivers at the depot."),
        ("There was no strike at the mine.", "A lorry struck a tree at the mine."),
        ("There is no plant in the valley.", "Farmers planted beans in the valley."),
        ("There was no train to the coast.", "The club trained at the coast."),
        ("No order was given to the crew.", "The crew ordered pizza."),
        ("There was no light in the cellar.", "A guard lit a cigarette in the cellar."),
    ],
)
def test_a_verb_of_another_sense_says_nothing_that_was_denied(denied: str, said: str) -> None:
    assert compared(denied, said).relation == "neither"
    assert compared(said, denied).relation == "neither"


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        ("There was no strike at the mine.", "Miners struck at the mine."),
        ("There was no attack on the port.", "Rebels attacked the port."),
        ("There was no charge against the mayor.", "The mayor was charged."),
        ("There was no flood in the town.", "The town was flooded."),
        ("There were no arrests at the march.", "Ten people were arrested at the march."),
        ("There were no cuts to the bus service.", "The firm cut the bus service."),
        ("There was no change to the plan.", "The council changed the plan."),
    ],
)
def test_a_verb_that_is_done_to_the_same_or_to_nothing_else_is_the_deed(denied: str, said: str) -> None:
    assert compared(denied, said).relation == "contradicts"
    assert compared(said, denied).relation == "contradicts"
