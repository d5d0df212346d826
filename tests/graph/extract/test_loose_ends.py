"""What stands behind a comma, and what it is said of."""

import pytest
from reading_of import held


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "Output at the mill is falling, pushed down by prices.",
            {"Output at the mill is falling.", "Output at the mill is pushed down by prices."},
        ),
        ("Output has fallen for years, driven by prices.", {"Output has fallen for years.", "Output was driven by prices."}),
        ("Votes went to Lee, Holm and Berg, the Danish minister.", {"Votes went to Lee, Holm and Berg.", "Berg is the Danish minister."}),
        (
            "Votes went to Lee, Holm and Berg, the Danish ministers.",
            {"Votes went to Lee, Holm and Berg.", "Lee, Holm and Berg are the Danish ministers."},
        ),
        ("The mill closed, and boats sank.", {"The mill closed.", "Boats sank."}),
        (
            "A minute of 22 August, first seen by the Post, records a vote.",
            {"The minute of 22 August was first seen by the Post.", "There was a vote."},
        ),
    ],
)
def test_what_stands_behind_a_comma_is_said_of_its_noun_or_clause(text: str, claims: set[str]) -> None:
    assert {item.text for item in held(text)} == claims


@pytest.mark.parametrize("words", ["whom critics believed", "who critics say", "who many say", "whom many believed"])
def test_whoever_holds_something_of_somebody_in_a_relative_clause_is_its_voice(words: str) -> None:
    held_of = {item.text: item.voices for item in held(f"Holm, {words} was tilting the vote, won.")}
    assert held_of == {"Holm was tilting the vote.": ("author", words.split()[1]), "Holm won.": ("author",)}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Sanders, who said he would campaign with him, left.", "Sanders would campaign with him."),
        (
            "Bern Sanders spoke. “I remain the poorest member of the house,” Sanders said.",
            "Sanders remains the poorest member of the house.",
        ),
        (
            "Tom Reyes spoke. He pointed out the progress he's made in the polls.",
            "Tom Reyes pointed out the progress Tom Reyes has made in the polls.",
        ),
        (
            "Ann Lee was booed when she told the crowd that the pump had failed.",
            "Ann Lee was booed when she told the crowd that the pump had failed.",
        ),
        (
            "Ann Lee, a nurse, left. The firm printed transcripts of her paid speeches.",
            "The firm printed transcripts of Ann Lee's paid speeches.",
        ),
    ],
)
def test_a_name_in_place_of_a_pronoun_makes_a_true_sentence(text: str, claim: str) -> None:
    assert claim in {item.text for item in held(text)}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The lift in the tower jammed.", ["The lift in the tower jammed."]),
        ("The mine, which inspectors said was unsafe, closed.", ["The mine was unsafe.", "The mine closed."]),
        ("Her aunt, who works for a rival firm, closed the shop.", ["Her aunt works for a rival firm.", "Her aunt closed the shop."]),
        ("The firm, founded in 1911, folded.", ["The firm was founded in 1911.", "The firm folded."]),
        ("Lee said she heard two shots before the alarm went off.", ["Lee heard two shots before the alarm went off."]),
        ("The road stayed closed.", ["The road stayed closed."]),
        ("The crew seemed tired.", ["The crew seemed tired."]),
    ],
)
def test_a_deed_taken_for_an_adjective_or_a_participle_is_told(text: str, claims: list[str]) -> None:
    assert [item.text for item in held(text)] == claims


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The head of the roads department, Ilse Ferran, resigned.", "Ilse Ferran is the head of the roads department."),
        ("It was built by the maker of the lift, Delta Works.", "Delta Works is the maker of the lift."),
    ],
)
def test_a_name_behind_who_somebody_is_names_no_thing(text: str, told: str) -> None:
    assert told in [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They sell milk and bread and cheese is made on Monday.", {"They sell milk and bread.", "Cheese is made on Monday."}),
        ("The firm makes boats, sails and ropes and has a mill.", {"The firm makes boats, sails and ropes.", "The firm has a mill."}),
    ],
)
def test_a_noun_right_before_a_second_verb_is_its_subject(text: str, told: set[str]) -> None:
    assert {item.text for item in held(text)} == told


def test_a_noun_behind_what_is_said_is_the_subject_of_the_verb_behind_it() -> None:
    text = "A guard complained that the gate had a fault, and a report by Berg, which Hale held up, described the dam as old."
    voices = {item.text: item.voices[1:] for item in held(text)}
    assert (voices["The gate had a fault."], voices["The dam is old."]) == (("the guard",), ("Berg",))
