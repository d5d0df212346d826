"""What nouns state: who did what to whom in "the arrest of X by Y", and which events a sentence takes for granted."""

import pytest
from reading_of import held, held_in, reading_of


def told(text: str) -> list[str]:
    """What somebody in a text tells by a noun."""
    return [item.text for item in held(text) if len(item.voices) > 1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The consul denied the shelling by northern gunboats.", "The shelling by northern gunboats took place."),
        ("The consul denied Norland's shelling of Pell.", "Pell was shelled by Norland."),
        ("The consul denied Norland's shelling.", "Norland's shelling took place."),
        ("The consul confirmed her arrest by harbour police.", "The consul was arrested by harbour police."),
        ("The consul confirmed the arrest by soldiers of a smuggler.", "The arrest by soldiers of a smuggler took place."),
        ("The consul confirmed the murder of a monk.", "A monk was murdered."),
        ("The consul confirmed the murder of nine monks by bandits.", "Nine monks were murdered by bandits."),
        ("The abbey denied the theft of two bells by its guests.", "Two bells were stolen by its guests."),
        ("The Echo reported the navy's attack on a trawler.", "A trawler was attacked by the navy."),
        ("The Echo reported an attack by pirates on a trawler.", "A trawler was attacked by pirates."),
        ("The Echo reported a pirate attack on a trawler.", "There was a pirate attack on a trawler."),
        ("The Echo reported a withdrawal by northern troops.", "Northern troops withdrew."),
        ("The Echo confirmed the withdrawal of the offer.", "The offer was withdrawn."),
        ("The Echo reported an invasion by wasps.", "There was an invasion by wasps."),
    ],
)
def test_who_did_it_and_to_whom_are_not_turned_round(text: str, sentence: str) -> None:
    assert told(text) == [sentence]


def test_who_denies_an_event_of_one_sort_denies_no_other() -> None:
    found = held_in(reading_of("The consul denied the deliberate killing of villagers."), implied=True)
    assert [item.text for item in found] == ["The deliberate killing of villagers did not take place."]


@pytest.mark.parametrize(
    "text",
    [
        "The execution of Jon Maas was postponed.",
        "The resignation of Jon Maas would please nobody.",
        "The invasion of Norland never took place.",
        "Fear of the collapse of the Pell Bank grew.",
        "The possibility of the arrest of Jon Maas was discussed.",
        "The feared collapse of the Pell Bank did not come.",
        "The failed assassination of Jon Maas led to a purge.",
        "The guild objected to the dismissal of three porters.",
        "The claim of responsibility by the Sons of Pell came late.",
    ],
)
def test_an_event_that_is_feared_planned_or_put_off_is_not_stated(text: str) -> None:
    assert [item.text for item in held(text)] == [text]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The murder of Jon Maas angered the port.", "Jon Maas was murdered."),
        ("After the murder of Jon Maas, the port closed.", "Jon Maas was murdered."),
        ("The ferry sank with the loss of nine lives.", "Nine lives were lost."),
        ("Riots broke out in the wake of the murder of Jon Maas.", "Jon Maas was murdered."),
    ],
)
def test_an_event_that_a_sentence_takes_for_granted_is_stated(text: str, event: str) -> None:
    assert event in [item.text for item in held(text)]
