"""Figures that a text only refers to, and when its author gave them."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Nobody knows how many barns burned. A week ago I put the figure at seven.", "A week ago the number of barns was seven."),
        ("Last month I put the figure at seven. The flood took thirty old barns.", "Last month the number of old barns was seven."),
        ("It rained. A week ago I put the figure at seven.", "A week ago the figure was seven."),
        ("Six barns and four mills burned. A week ago I put the figure at seven.", "A week ago the figure was seven."),
        ("Officials put the number of the lost at 40.", "The number of the lost is 40."),
        ("The loss was great. Officials put it at 40 tonnes.", "It is 40 tonnes."),
        ("The loss was put at 40 tonnes by officials.", "The loss is 40 tonnes."),
        ("The union put the number of guests at 90, the police at 20.", "The number of guests is 90."),
        ("Officials estimate the loss to be 40 tonnes.", "The loss is 40 tonnes."),
        ("Last week I counted three dead herons.", "Last week I counted three dead herons."),
    ],
)
def test_a_figure_is_said_with_what_it_counts_and_when_the_author_gave_it(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held(text)]


def test_what_somebody_puts_at_an_amount_is_theirs() -> None:
    found = held("The loss was great. Officials put it at 40 tonnes.")
    assert [item.voices[-1] for item in found if "40" in item.text] == ["Officials"]
