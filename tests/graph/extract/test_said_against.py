"""What stands behind a colon after a denial, a doubt or a question: whoever refuses says it."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    "text",
    [
        "The baker doubted that the oven was safe: the door had been welded shut.",
        "The baker denied that the oven was safe: the door had been welded shut.",
        "The baker asked whether the oven was safe: the door had been welded shut.",
        "Ida Moen questioned whether the oven was safe: the door, she said, had been welded shut.",
        "The baker denied that the oven was safe: “The door had been welded shut.”",
    ],
)
def test_what_stands_behind_the_colon_is_held(text: str) -> None:
    said = {item.text: item.stances[-1] for item in held(text)}
    assert said["The door had been welded shut."] == "endorses"


def test_what_is_asked_in_parts_stays_asked() -> None:
    held_ = held("The baker asked three things: whether the oven was safe, who built it and why.")
    assert {item.stances[-1] for item in held_} == {"asks"}


def test_at_all_lives_under_a_negation_alone() -> None:
    assert [item.text for item in held("The mayor denied that the wall had been built at all.")] == ["The wall had been built."]
