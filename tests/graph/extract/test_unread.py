"""Sentences of which the rules made nothing are told with the reason."""

import pytest
from reading_of import reading_of


def _left_out(text: str) -> list[tuple[str, str]]:
    return [(item.what, item.words) for item in reading_of(text).dropped]


def test_a_sentence_that_only_points_back_is_told_where_no_rule_makes_a_claim_of_it() -> None:
    text = "Rosa Diaz says that the vat leaked. Otto Kahn says that it did not."
    assert _left_out(text) == [("sentence", "Otto Kahn says that it did not.")]
    assert reading_of(text).dropped[0].reason == "no rule makes a claim of it"


@pytest.mark.parametrize(
    "text",
    [
        "Vat leaks again\n\nThe vat leaked on Friday, Rosa Diaz said.",
        "The vat leaked. Who knew?",
        "The vat leaked. Two dead.",
        "The warden denies that the vat leaked. The guild rejected that.",
        "By Rosa Diaz\n\nThe vat was empty on Friday.",
        "",
    ],
)
def test_what_was_read_and_what_states_nothing_is_not_told(text: str) -> None:
    assert _left_out(text) == []
