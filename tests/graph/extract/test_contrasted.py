"""What a sentence sets against another thing is not said by it, and conditions and exceptions stay with what they are of."""

import pytest
from reading_of import held, held_in, reading_of

from claimgraph.model import Modality


def said(text: str) -> list[tuple[str, str]]:
    """What a text holds, with how its last voice holds it."""
    return [(item.text, item.stances[-1]) for item in held(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cook admitted that the soup was cold but not that it was sour.", [("The soup was cold.", "concedes")]),
        ("The cook said that the soup was cold, not that the bread was stale.", [("The soup was cold.", "endorses")]),
        ("The cook said not that the bread was stale but that the soup was cold.", [("The soup was cold.", "endorses")]),
        ("The cook found that the soup was cold but not who had let it stand.", [("The soup was cold.", "endorses")]),
        ("The cook denied that the soup was cold but not that the bread was stale.", [("The soup was cold.", "denies")]),
        (
            "The cook conceded that the soup was cold but that the bread was hot.",
            [("The soup was cold.", "concedes"), ("The bread was hot.", "concedes")],
        ),
        ("The cook did not say that the soup was cold.", [("The cook did not say that the soup was cold.", "endorses")]),
    ],
)
def test_what_somebody_does_not_say_is_not_said(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The census found no errors, save for a misspelt name.", "There were no errors, save for a misspelt name."),
        ("But for the frost, the vines would have survived.", "But for the frost, the vines would have survived."),
        ("But for the first time in years, the vines would bear fruit.", "For the first time in years, the vines would bear fruit."),
        ("No tram entered or left the depot in June.", "No tram entered the depot in June."),
        ("If chosen, Ida Holm would close the baths and sell the pier.", "If chosen, Ida Holm would close the baths and sell the pier."),
        (
            "If the wall gives, the lane will flood and the inn will close.",
            "If the wall gives, the lane will flood and the inn will close.",
        ),
        ("If it rains, the fair is off, and the guild has sold no seats.", "The guild has sold no seats."),
        ("Only after the fire did the guild rebuild the pier.", "Only after the fire did the guild rebuild the pier."),
        ("The band played, even though the hall was empty.", "The hall was empty."),
        ("Much as she liked the house, Ida Holm sold it.", "Ida Holm sold it."),
    ],
)
def test_an_exception_a_condition_and_a_time_stay_with_what_they_are_of(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held(text)]


def test_a_tag_asks_nothing_of_its_own() -> None:
    assert [item.text for item in held("The baths are closed, aren't they?")] == ["The baths are closed."]


def test_of_whom_it_was_and_of_whom_not_is_no_sentence_by_itself() -> None:
    assert [item.text for item in held("It was the cook, not the guest, who locked the door.")] == ["The cook locked the door."]


def test_what_would_have_been_is_no_fact() -> None:
    assert {item.claim.modality for item in held("In another year the vines would have survived.")} == {Modality.CONDITIONAL}


def test_every_verb_of_a_command_commands() -> None:
    assert {item.claim.modality for item in held("Keep the serum in a cold room and discard it after a day.")} == {Modality.NORM}


def test_what_somebody_denies_of_himself_is_of_him() -> None:
    reading = reading_of("The warden denied any part in the sale of the pier.")
    assert [item.text for item in held_in(reading)] == ["The warden had a part in the sale of the pier."]
    assert [item.text for item in held_in(reading, implied=True)] == ["The warden had no part in the sale of the pier."]


def test_one_who_is_accused_beside_another_is_one() -> None:
    assert [item.text for item in held("The envoy accused the warden of fraud and his brother of perjury.")] == [
        "The warden is guilty of fraud."
    ]


def test_who_expects_another_thing_does_not_expect_the_first() -> None:
    found = held("Brokers were split, with some expecting a rise and others a fall.")
    assert [item.text for item in found] == ["Brokers were split.", "There will be a rise."]


def test_who_leads_somebody_to_say_something_is_no_claim_of_his() -> None:
    found = held("The tape forced the warden to admit that the gate was open.")
    assert [(item.text, item.voices[-1]) for item in found] == [("The gate was open.", "the warden")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Jon Maas said he could make him rich.", "Jon Maas could make him rich."),
        ("Jon Maas said he would sue, since the bank had lied to him.", "Jon Maas would sue."),
        ("The lift dropped with two clerks in it.", "The lift dropped with two clerks in it."),
        ("Ada Holm has retired. She's got a boat.", "Ada Holm has got a boat."),
        ("Despite the loss, the paper reported, citing the bank, that the firm had grown.", "Despite the loss, the firm had grown."),
        ("Jon Maas, chair of music at the academy, who was not at the rehearsal, has died.", "Jon Maas was not at the rehearsal."),
        ("Jon Maas, chair of music at the academy, who was not at the rehearsal, has died.", "Jon Maas is chair of music at the academy."),
    ],
)
def test_who_is_meant_is_no_other(text: str, sentence: str) -> None:
    assert sentence in [item.text for item in held(text)]


def test_the_opposite_of_having_no_plan_is_to_have_some() -> None:
    reading = reading_of("The clerk denies that the guild has no plan to sell the pier.")
    assert [item.text for item in held_in(reading, implied=True)] == ["The guild has some plan to sell the pier."]


@pytest.mark.parametrize(
    "text",
    [
        "Rather than admit that the gate was open, Jon Maas left the port.",
        "Instead of saying that the gate was open, Jon Maas left the port.",
        "Jon Maas was about to say that the gate was open.",
        "Jon Maas was expected to say that the gate was open.",
        "Jon Maas hardly ever says that the gate was open.",
        "It was not Jon Maas who said that the gate was open.",
        "To say that the gate was open is foolish.",
    ],
)
def test_what_nobody_has_said_is_held_by_nobody(text: str) -> None:
    assert [(item.text, item.voices) for item in held(text)] == [(text, ("author",))]


def test_who_is_able_enough_to_see_something_sees_it() -> None:
    found = held("Jon Maas was clever enough to see that the gate was open.")
    assert [(item.text, item.voices[-1]) for item in found] == [("The gate was open.", "Jon Maas")]


def test_what_a_denial_tells_in_an_aside_is_not_denied() -> None:
    found = held("The clerk denied that the warden, who is ill, had resigned.")
    assert [(item.text, item.stances[-1]) for item in found] == [("The warden is ill.", "endorses"), ("The warden had resigned.", "denies")]


@pytest.mark.parametrize(
    ("text", "opposite"),
    [
        ("Few porters had come.", "It is not the case that few porters had come."),
        ("Neither guild had signed.", "It is not the case that neither guild had signed."),
        ("Some porters had come.", "No porters had come."),
    ],
)
def test_the_opposite_of_how_many_is_of_how_many(text: str, opposite: str) -> None:
    reading = reading_of(f"The clerk denied that {text[0].lower()}{text[1:]}")
    assert [item.text for item in held_in(reading, implied=True)] == [opposite]
