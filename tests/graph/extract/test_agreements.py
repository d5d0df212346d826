"""Few words by which somebody holds what another was just said to hold, and admissions by a gerund."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("words", "speaker", "stance"),
    [
        ("A second surveyor confirmed this.", "the second surveyor", "endorses"),
        ("Two neighbours agreed.", "two neighbours", "endorses"),
        ("The tenant said the same.", "the tenant", "endorses"),
        ("The owner later admitted it.", "the owner", "concedes"),
        ("Neighbours disagree.", "Neighbours", "denies"),
    ],
)
def test_what_was_just_said_is_held_by_who_answers_it(words: str, speaker: str, stance: str) -> None:
    first, second = held(f"The wall had moved, the surveyor said. {words}")
    assert (first.text, first.voices) == ("The wall had moved.", ("author", "the surveyor"))
    assert (second.text, second.voices, second.stances) == ("The wall had moved.", ("author", speaker), ("reports", stance))


@pytest.mark.parametrize(
    "words",
    ["The tenant would not confirm this.", "The tenant agreed to move.", "Both sides met. They agreed.", "The tenant did not agree."],
)
def test_what_answers_nothing_is_a_claim_of_its_own(words: str) -> None:
    assert [item.text for item in held(f"The wall had moved, the surveyor said. {words}")].count("The wall had moved.") == 1


@pytest.mark.parametrize("act", ["admitted to having moved the wall", "confessed to moving the wall", "admitted moving the wall"])
def test_who_admits_to_a_deed_concedes_it(act: str) -> None:
    item = one(f"The tenant {act}.", "wall")
    assert (item.text, item.voices, item.stances) == ("The tenant moved the wall.", ("author", "the tenant"), ("reports", "concedes"))


def test_whoever_is_quoted_behind_who_reports_is_the_source() -> None:
    item = one("The wall had fallen, the Hale Courier reported, quoting a neighbour.", "wall")
    assert (item.text, item.voices) == ("The wall had fallen.", ("author", "Hale Courier", "the neighbour"))


@pytest.mark.parametrize(("said", "told"), [("", ["denies"]), (" It began at noon, she said.", [])])
def test_an_account_of_more_than_one_thing_is_rejected_in_no_part_of_it(said: str, told: list[str]) -> None:
    items = held(f'"The fire spread from the kiln," said Ida Moss.{said} The owner rejected that account.')
    assert [item.stances[-1] for item in items if item.voices[-1] == "the owner" and item.stances[-1] == "denies"] == told
