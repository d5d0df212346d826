"""What stands behind a colon after a clause about somebody's words."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("The dean's answer was blunt: the test was fair.", "the dean", "The test was fair."),
        ("The owners' reply came at once: the pump had never leaked.", "the owners", "The pump had never leaked."),
        ("The pilots had this to say: the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots put it bluntly: the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots were blunt: the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots went on: the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots have made their answer clear: the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots' fear is simple: the seats are hard.", "the pilots", "The seats are hard."),
        ("That is the pilots' view: the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots have a simple explanation: the seats are hard.", "the pilots", "The seats are hard."),
        ("The cook remembers it otherwise: the stove was cold.", "the cook", "The stove was cold."),
    ],
)
def test_what_is_announced_by_a_clause_about_words_is_held_by_whose_they_are(text: str, who: str, told: str) -> None:
    assert one(text, told).voices == ("author", who)


@pytest.mark.parametrize(
    "text",
    [
        "The lesson was clear: the bridge was old.",
        "The pilots put it in the oven: the seat burned.",
        "The pilots went on holiday: the tower was full.",
        "The sky was clear: the sun shone.",
        "The dean's life was short: he died at 30.",
        "The pilots' claim is false: the tower was full.",
    ],
)
def test_what_follows_no_words_or_a_verdict_on_them_is_the_authors(text: str) -> None:
    assert held(text)[-1].voices == ("author",)


def test_what_stands_behind_a_denial_is_said_against_it() -> None:
    text = "The pilots say the tower was empty. The airport disputes that: two men were on duty."
    assert [(item.voices[-1], item.stances[-1], item.text) for item in held(text)] == [
        ("the pilots", "endorses", "The tower was empty."),
        ("the airport", "denies", "The tower was empty."),
        ("the airport", "endorses", "Two men were on duty."),
    ]
