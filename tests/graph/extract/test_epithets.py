"""Whom a noun means that says something new of somebody: the one person whom the text has just been about."""

import pytest
from reading_of import one


@pytest.mark.parametrize(
    ("told", "epithet"),
    [
        ("Ana Bell slept through the storm.", "41-year-old"),
        ("Ana Bell, 41, slept through the storm.", "41-year-old"),
        ("Ana Bell, 66, slept through the storm.", "grandmother of six"),
        ("Ana Bell scored three times on Sunday.", "former Spain captain"),
        ("Ana Bell joined the navy at 17.", "veteran"),
        ("Senator Ana Bell opposes the dam.", "Texas Democrat"),
        ("Novelist Ana Bell sued her landlord.", "writer"),
        ("Ana Bell accused Max Toll of lying.", "former nurse"),
        ("Ana Bell painted the church. She used no brush.", "artist"),
    ],
)
def test_something_new_is_said_of_whom_the_text_was_about(told: str, epithet: str) -> None:
    assert one(f"{told} The {epithet} said the pool would open.", "pool").voices[-1] == "Ana Bell"


@pytest.mark.parametrize(
    ("told", "epithet"),
    [
        ("Ana Bell, 66, slept through the storm.", "41-year-old"),
        ("Ana Bell and Rosa Lim slept through the storm.", "41-year-old"),
        ("Ana Bell met a singer and a nurse.", "singer"),
        ("Peter Toll slept through the storm.", "grandmother of six"),
        ("Ana Bell waited for the bus.", "driver"),
        ("Ana Bell waited for the agent.", "insurance man"),
        ('"Ana Bell is a liar," said a clerk.', "former nurse"),
    ],
)
def test_it_is_said_of_nobody_known_where_another_may_be_meant(told: str, epithet: str) -> None:
    assert epithet in one(f"{told} The {epithet} said the pool would open.", "pool").voices[-1]
