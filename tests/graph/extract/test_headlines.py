"""Headlines, whose verbs are easily taken for nouns, and lines that stand around them."""

import pytest
from reading_of import held

BODY = "\n\nThe story itself was written by somebody who was there at the time."


def in_headline(headline: str) -> list[str]:
    """The sentences of the claims that a headline makes."""
    return [item.text for item in held(headline + BODY) if item.assertion.quote.start < len(headline)]


@pytest.mark.parametrize(
    ("headline", "sentences"),
    [
        ("Aerial maps belie mayor's claims of order", ["Aerial maps belie mayor's claims of order."]),
        ("Aerial Maps Belie Mayor's Claims of Order", ["Aerial Maps Belie Mayor's Claims of Order."]),
        ("Bakers vow revenge", ["Bakers vow revenge."]),
        ("Lawyers attack ruling; union vows appeal", ["Lawyers attack ruling.", "Union vows appeal."]),
        ("Mill owner denies pollution; rivals dispute figures", ["Rivals dispute figures."]),
        ("Bishop says that choir is safe", ["Choir is safe."]),
        ("Three dead in mill fire", ["Three dead in mill fire."]),
    ],
)
def test_a_headline_with_a_verb_is_read(headline: str, sentences: list[str]) -> None:
    assert set(sentences) <= set(in_headline(headline))


@pytest.mark.parametrize(
    "headline", ["A long road to the sea", "The choir that never was", "Questions and answers on the mill", "Counting the lost barrels"]
)
def test_a_headline_without_a_verb_is_no_claim(headline: str) -> None:
    assert in_headline(headline) == []


def test_a_byline_right_under_a_headline_is_no_part_of_it() -> None:
    headline = "Mill owners deny that the river was poisoned by a works in May"
    assert in_headline(f"{headline}\nBy Ann Lee, 3 June 2021") == ["The river was poisoned by a works in May."]


def test_a_verb_with_an_object_of_its_own_does_not_say_what_stands_before_it() -> None:
    text = "The mayor is safe, the pictures tell another story. The guard was late, a nurse told the paper."
    assert [(item.text, item.voices) for item in held(text)][-1] == ("The guard was late.", ("author", "the nurse"))
    assert ("The mayor is safe.", ("author",)) in [(item.text, item.voices) for item in held(text)]
