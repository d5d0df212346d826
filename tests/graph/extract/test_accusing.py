"""Who denies a charge denies what it says, and who denies having said something that it was said."""

import pytest
from reading_of import held, held_in, reading_of


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The mill is accused of dumping waste, a charge it denies.", "The mill is guilty of dumping waste."),
        ("Ann Hale is accused of fraud. She denies the charge.", "Ann Hale is guilty of fraud."),
        ("Ann Hale has been accused of taking bribes. She has denied the allegations.", "Ann Hale is guilty of taking bribes."),
        ("The mayor, who is charged with theft, rejected the accusation.", "The mayor is guilty of theft."),
        ("Two clerks are suspected of spying. Both deny the charges.", "Two clerks are guilty of spying."),
        ("Police charged Ann Hale with murder, a charge she denies.", "Ann Hale is guilty of murder."),
        ("Ann Hale denied saying that the safe was empty.", "Ann Hale said that the safe was empty."),
        ("Ann Hale denied that she had said the safe was empty.", "Ann Hale had said the safe was empty."),
    ],
)
def test_what_is_denied_is_the_charge_and_the_act(text: str, denied: str) -> None:
    reading = reading_of(text)
    assert [item.text for item in held_in(reading) if item.stances[-1] == "denies"] == [denied]
    assert len(held_in(reading, implied=True)) == 1


def test_allegations_are_true_or_not_and_take_no_place() -> None:
    (item,) = held("The bank has denied the allegations.")
    assert (item.text, item.voices[-1], item.stances[-1]) == ("The allegations are true.", "the bank", "denies")
