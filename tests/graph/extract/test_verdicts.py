"""What somebody makes of a saying that is told with its clause."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("words", "speaker", "stance"),
    [
        ("The rumour that the orchard was poisoned was denied by two growers.", "two growers", "denies"),
        ("The finding that the orchard was poisoned has been questioned by Ada Moss.", "Ada Moss", "doubts"),
        ("The report that the orchard was poisoned was confirmed by the growers.", "the growers", "endorses"),
        ("The allegation that the orchard was poisoned was repeated by a farmer.", "the farmer", "endorses"),
        ("The notion that the orchard was poisoned was ridiculed by the growers.", "the growers", "denies"),
        ("The claim that the orchard was poisoned was called a lie by the growers.", "the growers", "denies"),
        ("The growers called the claim that the orchard was poisoned a hoax.", "the growers", "denies"),
        ('The growers branded reports that the orchard was poisoned "pure fiction".', "the growers", "denies"),
        ("The growers described the allegation that the orchard was poisoned as unfounded.", "the growers", "denies"),
        ("The growers labelled as untrue a report that the orchard was poisoned.", "the growers", "denies"),
        ("The growers called it a lie that the orchard was poisoned.", "the growers", "denies"),
        ("The growers described the report that the orchard was poisoned as accurate.", "the growers", "endorses"),
        ("The growers described the report that the orchard was poisoned as exaggerated.", "the growers", "doubts"),
        ("The growers laughed off suggestions that the orchard was poisoned.", "the growers", "denies"),
        ("The growers played down fears that the orchard was poisoned.", "the growers", "doubts"),
        ("The growers cast doubt on the theory that the orchard was poisoned.", "the growers", "doubts"),
        ("The growers retracted their statement that the orchard was poisoned.", "the growers", "doubts"),
    ],
)
def test_whoever_judges_a_saying_holds_it_or_not(words: str, speaker: str, stance: str) -> None:
    item = one(words, "orchard")
    assert (item.text, item.voices, item.stances) == ("The orchard was poisoned.", ("author", speaker), ("reports", stance))


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("The claim that the orchard was poisoned is disputed.", "reports"),
        ("The claim that the orchard was poisoned was discussed by the council.", "reports"),
        ("The suggestion that the orchard was poisoned was not rejected by the council.", "reports"),
        ("The growers called the claim that the orchard was poisoned a serious matter.", "reports"),
        ("The idea that the orchard was poisoned was greeted with laughter.", "reports"),
        ("The idea that the orchard was poisoned is preposterous.", "denies"),
        ("The claim that the orchard was poisoned is unproven.", "doubts"),
        ("The theory that the orchard was poisoned has been debunked.", "denies"),
    ],
)
def test_what_nobody_named_is_said_to_hold_is_never_endorsed(words: str, stance: str) -> None:
    (item,) = (item for item in held(words) if item.text == "The orchard was poisoned.")
    assert (item.voices, item.stances) == (("author",), (stance,))


def test_who_supports_what_another_holds_leaves_it_with_that_one() -> None:
    texts = {
        item.text: item.voices for item in held("The union's contention that the plant is unsafe is supported by an inspection report.")
    }
    assert texts["The plant is unsafe."] == ("author", "the union")
    assert texts["The union's contention is supported by an inspection report."] == ("author",)


def test_nobody_judges() -> None:
    assert {stance for item in held("Nobody called the claim that the orchard was poisoned a lie.") for stance in item.stances} == {
        "endorses",
        "reports",
    }


def test_what_a_saying_says_needs_no_that() -> None:
    item = one("The abbot denied rumours he had sold the orchard.", "orchard")
    assert (item.text, item.stances) == ("The abbot had sold the orchard.", ("reports", "denies"))
    assert [item.stances for item in held("The abbot denied rumours he had heard in the orchard.")] == [("endorses",)]


def test_who_quotes_somebody_stands_between() -> None:
    item = one("The abbot was quoted by the Hale Courier as saying that the orchard was sold.", "orchard")
    assert (item.voices, item.stances) == (("author", "Hale Courier", "the abbot"), ("reports", "reports", "endorses"))


def test_what_somebody_is_not_known_to_have_done_is_doubted() -> None:
    item = one("The abbot is not known to have sold the orchard.", "orchard")
    assert (item.text, item.stances) == ("The abbot has sold the orchard.", ("doubts",))
