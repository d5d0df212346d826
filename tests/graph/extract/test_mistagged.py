"""Names taken for verbs, and verbs taken for nouns."""

import pytest
from reading_of import held, one

from claimgraph.extract.parse.parsing import parse_text


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The authors suggest that light disrupts hormones.", "Light disrupts hormones."),
        ("Doctors fear that smoke damages lungs.", "Smoke damages lungs."),
    ],
)
def test_a_verb_taken_for_a_noun_makes_a_clause(text: str, claim: str) -> None:
    assert [item.text for item in held(text)] == [claim]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The Dale Women's Institute said the hall was cold.", "Dale Women's Institute"),
        ("St Brannock's Hospital said the ward was full.", "St Brannock's Hospital"),
        ("The Workers' Party said the ward was full.", "Workers' Party"),
        ("Orsk's Ministry of Health said the ward was full.", "Ministry of Health"),
        ("London's Metropolitan Police said the ward was full.", "Metropolitan Police"),
    ],
)
def test_a_name_may_have_members_in_it_but_no_owner(text: str, voice: str) -> None:
    assert one(text, "was").voices[-1] == voice


def test_she_is_no_firm() -> None:
    text = "Dr Ines Kohl led the work. Earlier claims by a lamp manufacturer have never been tested, and she called them absurd."
    item = one(text, "absurd")
    assert (item.text, item.voices[-1]) == ("They are absurd.", "Ines Kohl")


@pytest.mark.parametrize(
    "text",
    [
        "The club mourns what happened at the south end of the Estádio dos Moinhos before the derby.",
        "Fire broke out at the far side of the Hospital dos Remédios on Monday.",
    ],
)
def test_a_particle_taken_for_the_verb_of_a_clause_puts_no_circle_into_its_tree(text: str) -> None:
    assert [word for word in parse_text(text).words if word.head is not word and word.head.is_under(word)] == []
