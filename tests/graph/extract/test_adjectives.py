"""What somebody holds by an adjective: sure that, adamant, convinced, made it clear that."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("The mayor was adamant the dam would hold.", "the mayor", "The dam would hold."),
        ("Afraid that the dam would burst, the mayor rang the bell.", "the mayor", "The dam would burst."),
        ("Ms Orban, who is sure that the letters are forged, called a lawyer.", "Orban", "The letters are forged."),
        ("Ms Hartog, who is convinced that the seal was forged, left.", "Hartog", "The seal was forged."),
        ("The judges were unanimous that the cake was dry.", "the judges", "The cake was dry."),
        ("The bank made it plain that the loan was final.", "the bank", "The loan was final."),
        ("The bank made clear that the loan was final.", "the bank", "The loan was final."),
    ],
)
def test_a_clause_behind_an_adjective_is_what_its_subject_holds(text: str, who: str, told: str) -> None:
    assert one(text, told).voices == ("author", who)


@pytest.mark.parametrize(
    "text",
    ["The mayor was lucky that the dam held.", "Sure of victory, the team danced.", "It was not clear how much had been lost."],
)
def test_an_adjective_of_luck_or_without_a_clause_holds_nothing(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}
    assert {item.stances for item in held(text)} == {("endorses",)}
