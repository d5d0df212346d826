"""Verbs of saying that the parser takes for nouns, or does not know to have a clause behind them."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("Tax records seen by the Courier show that the firm paid nobody.", "Tax records seen by the Courier", "The firm paid nobody."),
        ("The agency's figures published on Friday show that rents fell.", "the agency's figures published on Friday", "Rents fell."),
        ("Berg disputes that the valve broke.", "Berg", "The valve broke."),
        ("A clerk at the mill disputes that the cellars are dry.", "the clerk at the mill", "The cellars are dry."),
        ("Villagers who left the hall point out that three cows died.", "Villagers", "Three cows died."),
        ("Inspectors at the quarry allege that the crane was unsafe.", "Inspectors at the quarry", "The crane was unsafe."),
        ("Two clerks had conceded fares have doubled.", "two clerks", "Fares have doubled."),
        ("Berg went on to deny the town will sell the mill.", "Berg", "The town will sell the mill."),
        ("Villagers at the gate granted on Monday that the bridge is unsafe.", "Villagers at the gate", "The bridge is unsafe."),
        ("Berg promises that the ferry will sail.", "Berg", "The ferry will sail."),
        ("Asked twice, harbour master Bo Berg did remark in an interview that the ferry leaks.", "Bo Berg", "The ferry leaks."),
        ("Officers at the lock question whether the gate was shut.", "Officers at the lock", "Was the gate shut?"),
    ],
)
def test_a_rarer_verb_of_saying_says_what_stands_behind_it(text: str, who: str, told: str) -> None:
    assert one(text, told).voices[-1] == who


@pytest.mark.parametrize(
    "text",
    [
        "Freight figures for the spring quarter.",
        "Union claims over pay and hours.",
        "New doubts about the harbour wall.",
        "Bank notes of the mint.",
    ],
)
def test_a_noun_that_is_no_sentence_stays_one(text: str) -> None:
    assert not held(text) or {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Border disputes that divided the valley were settled.", "Border disputes that divided the valley were settled."),
        ("The notes that the clerk kept were burned.", "The notes that the clerk kept were burned."),
    ],
)
def test_a_noun_with_a_relative_clause_says_nothing(text: str, whole: str) -> None:
    assert {(item.voices, item.text) for item in held(text)} == {(("author",), whole)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Berg would only say that the valve broke.", "The valve broke."),
        ("Berg would say only that the valve broke.", "The valve broke."),
        ("Berg could only confirm that two people died.", "Two people died."),
    ],
)
def test_whoever_would_only_say_something_says_it(text: str, told: str) -> None:
    assert one(text, told).voices == ("author", "Berg")


@pytest.mark.parametrize("text", ["Berg would say that the valve broke.", "If asked, any miller would only say that the valve broke."])
def test_whoever_would_say_something_does_not_say_it(text: str) -> None:
    assert all(item.voices == ("author",) for item in held(text))


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("The agency informs the council that rents fell.", "the agency", "Rents fell."),
        ("Berg reminded the council the valve broke.", "Berg", "The valve broke."),
        ("Berg promised the council that the firm will pay.", "Berg", "The firm will pay."),
        ("It was accepted by the agency that rents fell.", "the agency", "Rents fell."),
        ("It was denied by villagers who left the hall that the cellars are dry.", "villagers", "The cellars are dry."),
    ],
)
def test_what_somebody_is_told_or_makes_known_is_no_description(text: str, who: str, told: str) -> None:
    assert one(text, told).voices[-1] == who


@pytest.mark.parametrize(
    "text",
    [
        "Berg told the driver they arrested on Monday to stop.",
        "Berg reminded the woman he loved of the vow.",
        "It was bought by the firm that the council sued.",
    ],
)
def test_a_description_of_somebody_is_told_to_nobody(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    ("text", "told", "voices"),
    [
        ("Water levels in the fen fall by a foot a year.", "Water levels in the fen fall by a foot a year.", 1),
        ("Shops in the harbour open at nine.", "Shops in the harbour open at nine.", 1),
        ("Cod and crabs in the bay die of the heat.", "Cod and crabs in the bay die of the heat.", 1),
        ("Coach fares match those of the tram.", "Coach fares match those of the tram.", 1),
        ("The nurse testified that water levels in the fen fall by a foot a year.", "Water levels in the fen fall by a foot a year.", 2),
        ("The club sacked manager Rita Bains on Monday.", "The club sacked manager Rita Bains on Monday.", 1),
        ("Hale said the club sacked manager Rita Bains on Monday.", "The club sacked manager Rita Bains on Monday.", 2),
        ("Hale said house prices in the port rise every spring.", "House prices in the port rise every spring.", 2),
        ("Hale said ticket sales at the museum double in July.", "Ticket sales at the museum double in July.", 2),
        ('"The locks on the canal jam in frost," Hale said.', "The locks on the canal jam in frost.", 2),
    ],
)
def test_what_is_done_is_a_verb_though_it_looks_like_a_noun(text: str, told: str, voices: int) -> None:
    assert len(one(text, told).voices) == voices


@pytest.mark.parametrize(
    "text",
    [
        "Two men held after a raid.",
        "Small steps toward better pay.",
        "Villagers in the hills and their fear of wolves.",
        "Lists of roads with poor repair.",
    ],
)
def test_nouns_without_a_verb_are_no_sentence(text: str) -> None:
    assert held(text) == []
