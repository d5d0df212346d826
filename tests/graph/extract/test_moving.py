"""What somebody is made to feel or hold by something."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("It worries the mayor that the dam was unsafe.", "the mayor"),
        ("What worries residents is that the dam was unsafe.", "residents"),
        ("The film persuaded the mayor that the dam was unsafe.", "the mayor"),
    ],
)
def test_who_is_moved_holds_what_moves_him(text: str, who: str) -> None:
    assert one(text, "The dam was unsafe.").voices == ("author", who)


@pytest.mark.parametrize(
    "text",
    [
        "It surprised nobody that the dam burst.",
        "Ms Orban tried to convince the council that the dam was safe.",
        "The dam worried the mayor on Monday.",
    ],
)
def test_nobody_who_is_not_moved_holds_it(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}
