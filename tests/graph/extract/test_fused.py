"""What somebody says inside a phrase of another's sentence: behind "what", in a relative clause, and by "how" or "why"."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "words", "speaker", "sentence"),
    [
        ("The tenants left after what neighbours described as a bitter quarrel.", "quarrel", "neighbours", "This is a bitter quarrel."),
        ("The mayor opposes what she calls a tax on patience.", "patience", "the mayor", "This is a tax on patience."),
        ("Divers were sent to what the harbour office said were two wrecks.", "wrecks", "the harbour office", "These were two wrecks."),
        ("The firm pays for what auditors say is an empty shed.", "shed", "auditors", "This is an empty shed."),
    ],
)
def test_what_somebody_calls_or_says_of_what_another_deals_with_is_theirs(text: str, words: str, speaker: str, sentence: str) -> None:
    found = next(item for item in held(text) if item.text == sentence)
    assert found.voices == ("author", speaker)
    assert words in found.quote
    assert any(item.voices == ("author",) for item in held(text))


@pytest.mark.parametrize(
    "text",
    [
        "She knows what they say is true.",
        "He did what he said he would do.",
        "The gap between what he says and what he does is wide.",
        "It depends on what you call a success.",
        "Ask what he thought was wrong.",
        "She wore what looked like a wig.",
    ],
)
def test_what_is_said_or_done_is_no_content(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    ("text", "words", "speaker", "sentence"),
    [
        ("The owners shut a pool which doctors said was foul.", "foul", "doctors", "The pool was foul."),
        ("He sold a lamp that dealers say was stolen in Rome.", "stolen", "dealers", "The lamp was stolen in Rome."),
        ("The field that she said belonged to her uncle was flooded.", "belonged", "she", "The field belonged to her uncle."),
    ],
)
def test_what_others_say_in_a_relative_clause_is_theirs_where_it_only_tells_which(
    text: str, words: str, speaker: str, sentence: str
) -> None:
    found = one(text, words)
    assert (found.voices, found.text) == (("author", speaker), sentence)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The pilot explained why the engine had stopped.", "stopped", "the pilot"),
        ("The memo sets out why the pier sank.", "sank", "the memo"),
        ("A film shows how the brewer cheated the town.", "cheated", "the film"),
    ],
)
def test_who_tells_why_something_is_so_or_how_it_happened_holds_that_it_is_so(text: str, words: str, speaker: str) -> None:
    assert one(text, words).voices == ("author", speaker)


@pytest.mark.parametrize(
    "text",
    ["He explained how the pump works.", "She could not say why the lift stopped.", "The firm will explain why rents rose."],
)
def test_how_a_thing_works_and_a_reason_not_given_are_nobodys_claim(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


def test_those_of_whom_something_is_said_can_speak() -> None:
    assert one("Those questioned said the trains were late.", "late").voices == ("author", "those questioned")
    assert one("Those show that the trains were late.", "late").voices == ("author",)
