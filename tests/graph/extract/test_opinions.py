"""Whose opinion a clause is: what something is for or to somebody, and the reason of who judges."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who", "held_to_be"),
    [
        ("For Roy Tanning, the culprit is the new road.", "Roy Tanning", "The culprit is the new road."),
        ("For the army the matter is closed.", "the army", "The matter is closed."),
        ("To the two editors, the ban is absurd.", "the two editors", "The ban is absurd."),
        ("For Nia Cross, who lost her shop, the levy is a scandal.", "Nia Cross", "The levy is a scandal."),
    ],
)
def test_what_something_is_to_somebody_is_that_ones_opinion(text: str, who: str, held_to_be: str) -> None:
    assert one(text, held_to_be).voices == ("author", who)


def test_what_the_author_adds_to_an_opinion_is_the_authors() -> None:
    item = one("For Roy Tanning, the culprit is the estate at Lund, where 160 houses have gone up.", "160 houses")
    assert item.voices == ("author",)


@pytest.mark.parametrize(
    "text",
    [
        "For the pupils the bus is free.",
        "For United it was the third defeat.",
        "For years the bridge was a ruin.",
        "To the north the road is closed.",
        "The pier was shut because a plank broke.",
        "The guard hit the thief because he ran.",
    ],
)
def test_what_is_good_for_somebody_or_was_so_for_a_time_is_the_authors(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    ("text", "who", "reason"),
    [
        ("Berg criticised the ruling because the judge had not read the file.", "Berg", "The judge had not read the file."),
        ("Critics dispute the count because half of the boxes were open.", "Critics", "Half of the boxes were open."),
        ("The union opposed the plan because it would cost jobs.", "the union", "It would cost jobs."),
    ],
)
def test_a_reason_for_a_judgement_is_of_whoever_judges(text: str, who: str, reason: str) -> None:
    assert one(text, reason).voices == ("author", who)


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("For the opposition the vote settles nothing.", ("author", "the opposition")),
        ("For Minister Lund, it was a fair result.", ("author", "Lund")),
        ("For the farmers, it is a question of survival.", ("author", "the farmers")),
        ("For the farmers, it took two hours.", ("author",)),
        ("For the club, it was the first win.", ("author",)),
        ("For years it was a problem.", ("author",)),
    ],
)
def test_what_it_is_for_somebody_is_his_opinion(text: str, voices: tuple[str, ...]) -> None:
    assert held(text)[-1].voices == voices
