"""Patterns of news: denials in other words, causes, measures, parts of a group, what is only planned."""

import pytest
from reading_of import compared

from claimgraph.model import LinkType


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The lift is anything but safe.", "The lift is safe."),
        ("The powder is by no means harmless.", "The powder is harmless."),
        ("The concert was far from a success.", "The concert was a success."),
        ("There was no sign of damage to the hull.", "The hull was damaged."),
        ("No warning was given before the flood.", "Villagers had been warned of the flood."),
        ("The navy shelled the harbour.", "The navy had nothing to do with the shelling of the harbour."),
        ("The state has no fighting troops in Mali.", "Soldiers of the state are fighting in Mali."),
        ("The guard did not fire a single round.", "The guard shot two people."),
        ("The dealer knew of the forgery.", "The dealer had not been told of the forgery."),
    ],
)
def test_denials_in_other_words_contradict(first: str, second: str) -> None:
    assert (compared(first, second).relation, compared(first, second).type) == ("contradicts", LinkType.DENIAL)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The barge sank because it was overloaded.", "A freak wave sank the barge."),
        ("The premier blames the outage on the weather.", "A software error caused the outage."),
        ("The cause of the delay was fog.", "The delay was caused by a strike."),
    ],
)
def test_two_causes_of_one_thing_contradict(first: str, second: str) -> None:
    assert (compared(first, second).relation, compared(first, second).type) == ("contradicts", LinkType.CAUSE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The tram was carrying 40 passengers.", "The tram had 95 people on board."),
        ("The paper puts the number of injured riders at four.", "Nine riders have been hurt."),
        ("Turnout could hardly have exceeded 60 percent.", "Turnout stood at 71 percent."),
        ("The bank charged clients 12 euros for a transfer.", "A transfer cost the clients of the bank three euros."),
        ("The avalanche left 12 dead.", "The avalanche claimed 40 lives."),
        ("The truck was travelling at 80 km an hour.", "The truck was going at 140 km an hour."),
    ],
)
def test_measures_of_one_thing_that_are_apart_contradict(first: str, second: str) -> None:
    assert (compared(first, second).relation, compared(first, second).type) == ("contradicts", LinkType.QUANTITY)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Hundreds of rebels surrendered.", "The rebels are far from beaten."),
        ("Two soldiers of the brigade deserted.", "The brigade held its ground."),
        ("Some villagers have fled.", "The villagers are staying put."),
        ("The runner won the 100 metres.", "The runner lost the 200 metres."),
        ("The jury cleared the pilot.", "The jury convicted the pilot's brother."),
        ("The bank will cut its fees.", "The bank has not cut its fees."),
        ("Engineers warned that the tower could collapse.", "The tower did not collapse."),
        ("The union won the vote in the city.", "The union lost the vote in the countryside."),
        ("Officials agreed to try to end the strike.", "The strike has lasted five weeks."),
        ("The bus crash left 12 people injured.", "The bus came a day after the talks."),
        ("The six-year drought killed many herds.", "The five-year drought killed many herds."),
    ],
)
def test_parts_plans_and_other_settings_are_no_contradictions(first: str, second: str) -> None:
    assert compared(first, second).relation != "contradicts"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Thirty officers died near Hama since the start of May.", "Eight advisers had died since the beginning of May."),
        ("The storm killed four people in Haiti.", "The storm killed 12 people."),
    ],
)
def test_counts_of_other_people_or_of_a_narrower_place_are_shown_as_a_difference_of_scope(first: str, second: str) -> None:
    found = compared(first, second)
    assert (found.relation, found.type) == ("neither", LinkType.SCOPE)
    assert found.score >= 0.36
