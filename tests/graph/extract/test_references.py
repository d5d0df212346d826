"""What pronouns stand for in the sentences of claims."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Rosa Diaz resigned. She had lost the vote.", "Rosa Diaz had lost the vote."),
        ("Rosa Diaz met Mr Peter Kahn. He offered a deal.", "Peter Kahn offered a deal."),
        ("The ferry sank in May. It was overloaded.", "The ferry was overloaded."),
        ("Rosa Diaz said that she would leave.", "Rosa Diaz would leave."),
        ("The workers went home. Their union called a strike.", "The workers' union called a strike."),
        ("The board fired Rosa Diaz and Peter Kahn. The latter will appeal.", "Peter Kahn will appeal."),
    ],
)
def test_a_pronoun_is_replaced_by_what_it_stands_for(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held(text)]


def test_an_empty_it_stands_for_nothing() -> None:
    assert "It rained for three days." in [item.text for item in held("The ferry sank in May. It rained for three days.")]
