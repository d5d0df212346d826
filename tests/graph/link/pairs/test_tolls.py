"""How many people a claim says were killed or hurt, and which tolls cannot both be so."""

import math

import pytest

from claimgraph.ingest.pipeline import statements
from claimgraph.link.pairs.profile import profile_of
from claimgraph.link.pairs.tolls import Toll, cannot_both_be, tolls_in


def tolls(text: str) -> list[tuple[str, str, float, float]]:
    return [(toll.fate, toll.who, toll.low, toll.high) for toll in found(text)]


def found(text: str) -> list[Toll]:
    return list(tolls_in(profile_of(statements([text])[0])))


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("The landslide killed at least nine people.", ("dead", "people", 9, math.inf)),
        ("Seven of the dead were pilots.", ("dead", "pilot", 7, 7)),
        ("No nurses were hurt.", ("hurt", "nurse", 0, 0)),
        ("Nobody was killed.", ("dead", "people", 0, 0)),
        ("Five bodies were recovered.", ("dead", "people", 5, math.inf)),
        ("The death toll had risen to 52.", ("dead", "people", 52, 52)),
        ("Dozens were wounded.", ("hurt", "people", 24, math.inf)),
        ("The shelling claimed the lives of six villagers.", ("dead", "villager", 6, 6)),
        ("There were no fatalities among the crew.", ("dead", "crew", 0, 0)),
        ("Among the crew there were no fatalities.", ("dead", "crew", 0, 0)),
        ("Two people were killed and at least 17 were hurt.", ("hurt", "people", 17, math.inf)),
    ],
)
def test_a_toll_says_how_many_of_whom_had_which_fate(text: str, toll: tuple[str, str, float, float]) -> None:
    assert toll in tolls(text)


def test_casualties_are_the_dead_and_the_hurt() -> None:
    assert tolls("There were no casualties.") == [("dead", "people", 0, 0), ("hurt", "people", 0, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "Nine houses were burned.",
        "The mayor counted 40 ballots.",
        "Grain prices rose by 12 per cent.",
        "More than a third of the dead were nurses.",
        "Two of them were killed.",
        "Nine people have serious injuries.",
        "The dead man was a cashier aged 24.",
    ],
)
def test_what_counts_no_victims_is_no_toll(text: str) -> None:
    assert tolls(text) == []


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Twelve sailors died.", "Nineteen sailors died.", True),
        ("Twelve soldiers died.", "Nineteen servicemen were killed.", True),
        ("Twelve sailors died.", "Nineteen pilots died.", False),
        ("Twelve sailors died.", "Nineteen sailors were wounded.", False),
        ("Twelve people died.", "At least nineteen people died.", True),
        ("Twelve people died.", "At least nine people died.", False),
        ("No civilians were killed.", "At least three of the dead were children.", True),
        ("No civilians were killed.", "Three of the dead were soldiers.", False),
        ("Six people were killed.", "Eight of the dead were pilots.", True),
        ("Six people were killed.", "Two of the dead were pilots.", False),
        ("About 100 people were killed.", "Some 105 people were killed.", False),
        ("One person was killed.", "At least 25 people were killed.", False),
    ],
)
def test_tolls_cannot_both_be_where_they_are_apart_or_a_part_is_more_than_its_whole(one: str, other: str, clash: bool) -> None:
    pairs = [(a, b) for a in found(one) for b in found(other)]
    assert any(cannot_both_be(a, b) for a, b in pairs) is clash
    assert [cannot_both_be(a, b) for a, b in pairs] == [cannot_both_be(b, a) for a, b in pairs]


@pytest.mark.parametrize(
    "text", ["The driver, Pavel Orrin, 61, was among the dead.", "Vera Holt, 34, was killed.", "Call toll-free, 8 to 6."]
)
def test_an_age_and_a_toll_free_number_are_no_tolls(text: str) -> None:
    assert all(low <= 1 for _, _, low, _ in tolls(text))


def test_a_number_behind_a_place_counts() -> None:
    assert tolls("In Tolven, 34 people were killed.") == [("dead", "people", 34, 34)]
