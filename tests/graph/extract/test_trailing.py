"""Who says a headline, named at its end."""

import pytest
from reading_of import held

BODY = "The lorry came from Orsk on Monday. The road was wet."


@pytest.mark.parametrize(
    ("headline", "who", "said"),
    [
        ("Two held after raid on depot - police", "police", "Two held after raid on depot."),
        ("Ferry sank after collision: coastguard", "coastguard", "Ferry sank after collision."),
        ("Sugar harms teeth even in small amounts – study", "study", "Sugar harms teeth even in small amounts."),
    ],
)
def test_a_headline_is_said_by_whom_its_end_names(headline: str, who: str, said: str) -> None:
    first = held(f"{headline}\n\n{BODY}")[0]
    assert (first.voices[-1].removeprefix("the "), first.text) == (who, said)


@pytest.mark.parametrize(
    "headline",
    [
        "Three dead in crash - lorry overturned",
        "Strike ends after nine days - trains back on Friday",
        "Storm hits coast: the latest",
        "Bridge collapse: what the inquiry found",
    ],
)
def test_a_headline_in_two_parts_is_the_authors(headline: str) -> None:
    assert {len(item.voices) for item in held(f"{headline}\n\n{BODY}")} == {1}
