"""Whom a role means: who is said to have it, and not who had it, may have it or has no name."""

import pytest
from reading_of import one


@pytest.mark.parametrize(
    ("told", "role", "name"),
    [
        ("Ana Bell became mayor of Orsk in 2010.", "mayor", "Ana Bell"),
        ("Tom Rusk, who is the club's chairman, arrived at noon.", "chairman", "Tom Rusk"),
        ("Eva Lind was elected president on Monday.", "president", "Eva Lind"),
        ("Jon Pratt has been the team's coach since June.", "coach", "Jon Pratt"),
        ("Rosa Lim has served as treasurer since 2004.", "treasurer", "Rosa Lim"),
        ("Lena Brandt, the minister of transport, was ill.", "minister", "Lena Brandt"),
        ("A doctor is hard to find. Dr Fenwick came.", "doctor", "Fenwick"),
        ("Ola Berg was the mayor until 2015. Pia Holm is the mayor now.", "mayor", "Pia Holm"),
    ],
)
def test_a_role_is_of_whoever_is_said_to_have_it(told: str, role: str, name: str) -> None:
    assert one(f"{told} The gate was shut. The {role} said the pool would open.", "pool").voices[-1] == name


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("Sol Reed was not elected mayor.", "mayor"),
        ("Dag Stahl would be the next director.", "director"),
        ("Ola Berg was the mayor until 2015.", "mayor"),
        ("Ana Bell is a lawyer. She met the lawyer of the firm.", "lawyer"),
    ],
)
def test_a_role_is_of_nobody_known_where_the_text_names_no_holder(told: str, role: str) -> None:
    assert role in one(f"{told} The gate was shut. The {role} said the pool would open.", "pool").voices[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The treasurer denied that money was missing.", "Money was missing."),
        ("The clerk said that water had been wasted.", "Water had been wasted."),
    ],
)
def test_that_before_a_bare_noun_begins_what_is_said(text: str, said: str) -> None:
    assert one(text, said).text == said
