"""What somebody is told or writes, wherever the parser hangs it, and what is said to be said by a noun or by a clause about it."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The guide tells anyone who will listen that the lift is broken.", "the guide"),
        ("A clerk, Ada Holm, told everyone who asked that the lift is broken.", "Ada Holm"),
        ("It was Ada Holm who told anyone who rang up that the lift is broken.", "Ada Holm"),
        ("Guides tell every visitor that the lift is broken.", "Guides"),
        ("A pupil scribbled in the margin that the lift is broken.", "the pupil"),
        ("The clerk jotted on the back of a ticket that the lift is broken.", "the clerk"),
        ("Her own doctor, she volunteered, had told her that the lift is broken.", "her own doctor"),
        ("His own view, he told the panel when she had left, is that the lift is broken.", "his"),
        ("The council has given its verdict, which is that the lift is broken.", "the council"),
        ("At first a clerk at the town hall said the lift is broken.", "the clerk at the town hall"),
        ("Orvane Rail rejects both reports and maintains that the lift is broken.", "Orvane Rail"),
        ("The first thing the tenants did was to announce that the lift is broken.", "the tenants"),
        ("The minutes record the treasurer, Ada Holm, as saying that the lift is broken.", "Ada Holm"),
        ("The trouble, as Ada Holm tells it, is that the lift is broken.", "Ada Holm"),
        ("Her son was, Ada Holm writes, forever telling guests that the lift is broken.", "her son"),
        ("What Ada Holm would say, when we met her, is that the lift is broken.", "Ada Holm"),
        ("The board met. In a short note it says that the lift is broken.", "the board"),
        ("It says in the log that the lift is broken.", "the log"),
        ("The council's filing of 3 May says that the lift is broken.", "the council's filing of 3 May"),
        ("The snag is that the lift is broken.", "author"),
    ],
)
def test_what_is_told_is_of_whoever_tells_it(text: str, who: str) -> None:
    assert one(text, "lift is broken").voices[-1].lower() == who.lower()
    assert one(text, "lift is broken").text == "The lift is broken."


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("He told anyone who said that the lift is broken to leave.", "anyone"),
        ("She wrote in a book that sold well that rents fell.", "she"),
        ("They drew a line in the margin that nobody saw.", "author"),
        ("The log recorded the lift as being broken.", "the log"),
    ],
)
def test_what_describes_a_noun_stays_with_it(text: str, who: str) -> None:
    assert {item.voices[-1].lower() for item in held(text)} <= {who, "author"}


@pytest.mark.parametrize(
    ("text", "who", "stance"),
    [
        ("Ada Holm called it false that the lift is broken.", "Ada Holm", "denies"),
        ("The nurse declared it true that the lift is broken.", "the nurse", "endorses"),
        ("The warden, Ada Holm, derided as pure fantasy the idea that the lift is broken.", "Ada Holm", "denies"),
        ("The diary lay there. It ridicules the idea that the lift is broken.", "the diary", "denies"),
        ("Tenants remain unpersuaded that the lift is broken.", "Tenants", "doubts"),
    ],
)
def test_what_somebody_makes_of_a_clause_is_the_stance_to_it(text: str, who: str, stance: str) -> None:
    item = one(text, "lift is broken")
    assert (item.voices[-1], item.stances[-1]) == (who, stance)


def test_what_somebody_asks_is_asked_whenever_that_was() -> None:
    item = one("Ada Holm had begun to wonder some weeks before, she says, whether the lift failed.", "lift")
    assert item.stances[-1] == "asks"


def test_a_call_for_attention_is_no_part_of_what_is_said() -> None:
    assert one('"Look, the lift is broken," said Ada Holm.', "lift").quote == "the lift is broken"
    assert one('"Look at the lift," said Ada Holm. "It is broken."', "broken").quote == "It is broken"
