"""What the parser joins to the wrong word beside a saying."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "claim", "deniers"),
    [
        ("The guards shot first, an account officers reject.", "The guards shot first.", "officers"),
        ("The navy says nobody drowned, a claim Kelmar rejects.", "Nobody drowned.", "Kelmar"),
        (
            "The owners said no child was hurt, a claim relatives of two children dispute.",
            "No child was hurt.",
            "relatives of two children",
        ),
        ("The firm says its clerk lied, a charge she denies.", "The firm's clerk lied.", "the firm's clerk"),
    ],
)
def test_whoever_disputes_what_stands_before_a_comma_denies_it_without_that(text: str, claim: str, deniers: str) -> None:
    denied = [item for item in held(text) if item.stances[-1] == "denies"]
    assert [(item.text, item.voices[-1]) for item in denied] == [(claim, deniers)]
    assert len(held(text)) == 2


def test_sayings_before_a_verb_are_no_verb() -> None:
    item = one("The army said rebel claims that a tank had been burned were false.", "tank")
    assert (item.voices, item.stances) == (("author", "the army"), ("reports", "denies"))
