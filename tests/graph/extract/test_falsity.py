"""What the author says is false of what others are said to hold."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    "words",
    [
        "The tabloid falsely reported that the abbey had burned.",
        "The tabloid wrongly told its readers that the abbey had burned.",
        "The tabloid lied by saying that the abbey had burned.",
        "The tabloid was mistaken in saying that the abbey had burned.",
        "The tabloid was wrong to say that the abbey had burned.",
        "The tabloid's false claim that the abbey had burned cost it readers.",
    ],
)
def test_who_says_something_falsely_holds_it_and_the_author_denies_it(words: str) -> None:
    found = {(item.voices, item.stances) for item in held(words) if item.text == "The abbey had burned."}
    assert found == {(("author", "the tabloid"), ("reports", "endorses")), (("author",), ("denies",))}


def test_who_says_that_another_says_something_falsely_denies_it() -> None:
    found = {(item.voices, item.stances) for item in held("Ada Moss said that the tabloid falsely reported that the abbey had burned.")}
    assert (("author", "Ada Moss"), ("reports", "denies")) in found


@pytest.mark.parametrize(
    "words",
    [
        "The tabloid rightly reported that the abbey had burned.",
        "The tabloid was right when it said that the abbey had burned.",
        "The tabloid was not mistaken when it wrote that the abbey had burned.",
        "The tabloid was wrong not to say that the abbey had burned.",
    ],
)
def test_what_is_said_rightly_or_wrongly_left_unsaid_is_not_denied(words: str) -> None:
    assert not {"denies", "doubts"} & {stance for item in held(words) for stance in item.stances}
