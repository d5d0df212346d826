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
        ("The mayor is convinced that the dam was safe.", "the mayor", "The dam was safe."),
        ("The mayor was persuaded by the engineers that the dam was safe.", "the mayor", "The dam was safe."),
        ("Residents are horrified that the dam was full.", "Residents", "The dam was full."),
        ("The mayor was angry and sure that the dam would burst.", "the mayor", "The dam would burst."),
        ("The mayor met the press and was sure that the dam would burst.", "the mayor", "The dam would burst."),
        ("The mayor remains certain the dam would burst.", "the mayor", "The dam would burst."),
        ("The mayor is more certain than ever that farmers are leaving.", "the mayor", "Farmers are leaving."),
        ("The mayor is adamant that sewage leaked into the river.", "the mayor", "Sewage leaked into the river."),
        ("The mayor left the talks, unequivocal that the dam could burst.", "the mayor", "The dam could burst."),
        ("Residents came away from the talks furious that nobody checked the valves.", "Residents", "Nobody checked the valves."),
        ("On Monday Ilse Brandt was still sure that the dam was safe.", "Ilse Brandt", "The dam was safe."),
        ("The bank made it plain that the loan was final.", "the bank", "The loan was final."),
        ("The bank made clear that the loan was final.", "the bank", "The loan was final."),
    ],
)
def test_a_clause_behind_an_adjective_is_what_its_subject_holds(text: str, who: str, told: str) -> None:
    assert one(text, told).voices == ("author", who)


@pytest.mark.parametrize(
    "text",
    [
        "The strike upset that plan.",
        "The mayor was happy that day.",
        "The mayor was so angry that he left.",
        "The mayor was persuaded to sign.",
        "On Monday Bank Street was shut.",
        "The mayor was lucky that the dam held.",
        "Sure of victory, the team danced.",
        "It was not clear how much had been lost.",
    ],
)
def test_an_adjective_of_luck_or_without_a_clause_holds_nothing(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}
    assert {item.stances for item in held(text)} == {("endorses",)}
