"""Whether an act of saying is done: left undone, only nearly done, or only supposed."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    "words",
    [
        "The colonel stopped short of saying",
        "The colonel refrained from claiming",
        "The colonel shied away from saying",
        "The colonel does not go so far as to say",
        "The colonel could not bring himself to admit",
        "The colonel has yet to show",
        "The colonel was too proud to admit",
        "The colonel is reluctant to say",
        "The colonel came close to admitting",
        "The colonel nearly admitted",
        "The colonel all but admitted",
        "The colonel forgot to mention",
        "The colonel was careful not to say",
        "Nobody came forward to say",
        "The colonel might have said",
        "The colonel declined to say",
        "The colonel resigned without admitting",
        "The colonel made no attempt to show",
        "The colonel stopped short of making the claim",
    ],
)
def test_what_is_not_said_stays_in_the_clause_that_says_so(words: str) -> None:
    item = one(f"{words} that the bridge was mined.", "mined")
    assert item.text.startswith(words)
    assert item.stances == ("endorses",)


@pytest.mark.parametrize(
    "words",
    [
        "The colonel went so far as to say",
        "The colonel did not hesitate to say",
        "The colonel did not refrain from saying",
        "The colonel was not too proud to say",
        "The colonel is not alone in saying",
        "The colonel was not surprised to learn",
        "The colonel managed to show",
        "The colonel was forced to admit",
        "The colonel said nothing of the dead except to claim",
    ],
)
def test_what_is_said_after_all_is_held(words: str) -> None:
    item = one(f"{words} that the bridge was mined.", "mined")
    assert item.text == "The bridge was mined."
    assert item.stances[-1] in {"endorses", "concedes"}


def test_who_no_longer_says_something_doubts_it() -> None:
    assert one("The colonel no longer claims that the bridge was mined.", "mined").stances == ("reports", "doubts")


@pytest.mark.parametrize(
    "words",
    [
        "If the colonel says that the bridge was mined, he is lying.",
        "Unless the colonel says that the bridge was mined, nobody will act.",
        "Had the colonel said that the bridge was mined, nobody would have crossed it.",
        "Were the colonel to say that the bridge was mined, nobody would cross it.",
        "Suppose the colonel says that the bridge was mined.",
        "If it is true that the bridge was mined, the colonel must go.",
        "If you believe that the bridge was mined, stay here.",
        "Assuming that the bridge was mined, nobody will cross it.",
    ],
)
def test_a_saying_that_is_only_supposed_is_none(words: str) -> None:
    (item,) = held(words)
    assert item.text == words
    assert item.stances == ("endorses",)


def test_what_is_said_beside_a_condition_is_said() -> None:
    item = one("If asked, the colonel says that the bridge was mined.", "mined")
    assert (item.text, item.voices) == ("The bridge was mined.", ("author", "the colonel"))
    item = one("If the colonel, who says that the bridge was mined, comes back, ask him.", "The bridge was mined")
    assert item.voices == ("author", "the colonel")
