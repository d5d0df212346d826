"""Who says all that stands before it, named at the end of a sentence, and how far that reaches."""

import pytest
from reading_of import held

SPEAKERS = (
    ("two lodgers who asked not to be named told the Gazette", "two lodgers"),
    ("the head of the dairy, Ulla Stenn, told reporters on Monday", "Ulla Stenn"),
    ("Stenn, the head of the dairy, told parliament", "Stenn"),
    ("an official said on condition of anonymity", "the official"),
    ("said Ulla Stenn, who runs the dairy", "Ulla Stenn"),
    ("Stenn said, adding that the matter was closed", "Stenn"),
    ("Stenn said on Monday, shaking her head", "Stenn"),
    ("a log kept by the dairy shows", "the log kept by the dairy"),
)
STATED = (
    "If the gate had been shut, the herd would have stayed",
    "When the siren rang, the clerks left the hall",
    "Once the gate was shut, the herd stayed",
    "After the dam broke, the cellar filled with water",
    "Having shut the gate, the farmer left the yard",
    "Never had the dam failed before",
    "Among the dead were three children",
    "The letters were signed by Elin Dahl",
    "The van left the lane and struck a tree",
    "The flood destroyed two mills, a school and a clinic",
)


@pytest.mark.parametrize("stated", STATED)
@pytest.mark.parametrize(("speaker", "name"), SPEAKERS)
def test_who_is_named_last_says_the_whole_sentence_and_no_more_is_stated(stated: str, speaker: str, name: str) -> None:
    alone = [item.text for item in held(f"{stated}.")]
    items = [item for item in held(f"{stated}, {speaker}.") if item.text in alone]
    assert [item.text for item in items] == alone
    assert {item.voices[1] for item in items} == {name}
    assert not [item.text for item in held(f"{stated}, {speaker}.") if " told " in item.text or " said" in item.text]


@pytest.mark.parametrize(
    ("joint", "speaker"),
    [
        (" and ", "according to Stenn"),
        (" but ", "according to Stenn"),
        (" and ", "Stenn said"),
        (", and ", "Stenn said"),
        (" but ", "Stenn told the court on Monday"),
    ],
)
def test_a_speaker_behind_two_clauses_says_both(joint: str, speaker: str) -> None:
    items = held(f"Ten cows died{joint}the barn was saved, {speaker}.")
    assert [(item.text, item.voices) for item in items] == [
        ("Ten cows died.", ("author", "Stenn")),
        ("The barn was saved.", ("author", "Stenn")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He has, however, seen the head again since.",
        "When the valve closed, the tank held.",
        "If the gate is shut, the tank holds, and the yard stays dry.",
        "After the vote, Stenn, the head of the dairy, told reporters.",
    ],
)
def test_what_nobody_behind_it_says_is_the_authors(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


def test_a_speaker_behind_two_clauses_says_none_that_another_says() -> None:
    items = held("The clerk said the dairy had closed, and the barn was sold, according to Stenn.")
    assert {item.text: item.voices for item in items}["The dairy had closed."] == ("author", "the clerk")


def test_a_comma_parts_a_clause_from_another_that_is_told_according_to_somebody() -> None:
    items = held("The police fired on the crowd, and two men died, according to nurses.")
    assert [item.voices for item in items] == [("author",), ("author", "nurses")]


@pytest.mark.parametrize("joint", ["and", "but"])
@pytest.mark.parametrize("saying", ["Stenn said", "Stenn said that", "Stenn told the court that"])
def test_clauses_that_no_comma_parts_are_said_together(joint: str, saying: str) -> None:
    items = held(f"{saying} ten cows died {joint} the barn stayed dry.")
    assert [(item.text, item.voices) for item in items] == [
        ("Ten cows died.", ("author", "Stenn")),
        ("The barn stayed dry.", ("author", "Stenn")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Stenn said the cows had died, but the barn stayed dry.",
        "Stenn denied that the cows had died but the barn stayed empty.",
    ],
)
def test_what_is_set_against_a_saying_is_not_said(text: str) -> None:
    assert held(text)[-1].voices == ("author",)


@pytest.mark.parametrize("speaker", ["Stenn said", "two vets told the crew on Monday"])
def test_what_is_to_be_done_is_said_by_who_is_named_last(speaker: str) -> None:
    (item,) = held(f"Close the gate, {speaker}.")
    assert (item.text, len(item.voices)) == ("Close the gate.", 2)


def test_a_participle_before_what_is_said_is_no_statement_of_its_own() -> None:
    assert [item.text for item in held("Built in 1960, the dam was never checked, Stenn said.")] == [
        "Built in 1960, the dam was never checked."
    ]


def test_a_clause_of_time_needs_a_main_verb_behind_it() -> None:
    assert [item.text for item in held("After the dam broke, the cellar filled with water.")] == [
        "After the dam broke, the cellar filled with water."
    ]
    assert not held("After the fire, a cellar filled with water.")
