"""What somebody has grounds for, or none."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("words", "doubter"),
    [
        ("Divers found no evidence", "Divers"),
        ("The insurer saw little sign", "the insurer"),
        ("Experts did not detect any indication", "Experts"),
        ("The harbour board has seen no proof", "the harbour board"),
        ("The jury was shown nothing, and the judge has scant evidence", "the judge"),
        ("The insurers found nothing to suggest", "the insurers"),
        ("The insurers gathered insufficient evidence to conclude", "the insurers"),
        ("Divers found little to indicate", "Divers"),
        ("The owner has no reason to believe", "the owner"),
    ],
)
def test_whoever_finds_no_grounds_for_something_doubts_it(words: str, doubter: str) -> None:
    item = one(f"{words} that the keel had cracked.", "keel")
    assert (item.text, item.voices, item.stances) == ("The keel had cracked.", ("author", doubter), ("reports", "doubts"))


@pytest.mark.parametrize(
    "words", ["There is nothing to suggest", "There was not enough evidence to say", "There is little reason to think"]
)
def test_where_nobody_is_named_the_author_doubts_it(words: str) -> None:
    item = one(f"{words} that the keel had cracked.", "keel")
    assert "endorses" not in item.stances or item.text != "The keel had cracked."


@pytest.mark.parametrize("words", ["Divers found evidence", "Divers saw signs", "Divers have enough proof to say"])
def test_whoever_finds_grounds_for_something_holds_it(words: str) -> None:
    item = one(f"{words} that the keel had cracked.", "keel")
    assert (item.voices, item.stances) == (("author", "Divers"), ("reports", "endorses"))


def test_no_reason_to_doubt_something_is_no_doubt_of_it() -> None:
    (item,) = held("The divers have no reason to doubt that the keel had cracked.")
    assert (item.text, item.stances) == ("The keel had cracked.", ("reports", "endorses"))


def test_whoever_has_no_idea_of_something_does_not_doubt_it() -> None:
    (item,) = held("The owner had no idea that the keel had cracked.")
    assert (item.text, item.voices, item.stances) == ("The keel had cracked.", ("author",), ("endorses",))


def test_a_court_that_hears_evidence_does_not_say_what_it_hears() -> None:
    item = one("The court heard evidence that the keel had cracked.", "keel")
    assert (item.voices, item.stances) == (("author",), ("reports",))
