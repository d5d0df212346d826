"""What follows a colon after words that only name who says it."""

import pytest
from reading_of import held, one

from claimgraph.extract.attribution.announced import label_ends


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("The ferry company's view", "the ferry company"),
        ("The ministry's first answer to the press", "the ministry"),
        ("Police version", "the police"),
        ("Verdict of the inspectors", "the inspectors"),
        ("The harbour union's reply on Monday", "the harbour union"),
        ("Dock workers' union", "Dock workers' union"),
        ("The explanation of Mara Lind", "Mara Lind"),
        ("Ms Lind's evidence", "Lind"),
        ("The official version", "the official version"),
    ],
)
def test_what_follows_the_naming_of_a_saying_is_said_by_its_owner(label: str, speaker: str) -> None:
    item = one(f"{label}: the crane was tested in March.", "crane")
    assert (item.text, item.voices) == ("The crane was tested in March.", ("author", speaker))


def test_a_saying_of_theirs_is_of_whom_the_pronoun_means() -> None:
    assert one("The owners met on Friday. Their claim: the crane was tested.", "crane").voices == ("author", "the owners")
    assert one("Ada Moss looked at it twice. Her conclusion: the crane was rusty.", "rusty").voices == ("author", "Ada Moss")


def test_words_in_quotation_marks_after_it_are_its_owners_too() -> None:
    item = one('The port asked again. Management\'s line: "the crane was tested in March".', "crane")
    assert item.voices == ("author", "Management")


def test_somebody_may_be_named_in_the_middle_of_a_paragraph() -> None:
    text = "Cllr Roe asked for the bill. Ms Varga: the bill is lost. It was large."
    assert [(item.text, item.voices[1:]) for item in held(text)][1:] == [("The bill is lost.", ("Varga",)), ("The bill was large.", ())]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Union leader Mara Lind: we tested the crane.", True),
        ('Union leader Mara Lind: "The crane was tested."', True),
        ("Union leader Mara Lind: the crane was tested. Mayor Ole Roe: the lock was shut.", True),
        ("Union leader Mara Lind: the crane took four years.", False),
        ("Union leader Mara Lind: she built the crane. Mayor Ole Roe: he built the lock.", False),
    ],
)
def test_a_role_and_a_name_before_a_colon_speak_where_the_words_are_said(words: str, *, said: bool) -> None:
    for between in " ", "\n\n":
        item = one(f"It rained.{between}{words}", "crane")
        assert item.voices == (("author", "Mara Lind") if said else ("author",))


@pytest.mark.parametrize("label", ["Yesterday's verdict", "The ship's report"])
def test_what_cannot_speak_owns_no_saying(label: str) -> None:
    assert {item.voices for item in held(f"It rained. {label}: the crane fell.")} == {("author",)}


@pytest.mark.parametrize(
    "words",
    [
        "One thing is clear: the crane fell.",
        "The charge of fraud: the clerk kept the fees.",
        "A word of warning: the crane is old.",
        "The story of the crane: it was built in May.",
        "The explanation of the delay: the crane fell.",
        "The case of Mara Lind: the crane fell.",
        "The mayor's position: it is vacant.",
        "One possible explanation: the crane fell.",
        "The agency's director, Lars Moe, rejects that version: the crane fell.",
        "Ask around the town: the crane fell.",
        "Moss has the record: the crane fell.",
        "This was the answer: the crane fell.",
        "Here is the minister's message: the crane fell.",
        "According to the police report: the crane fell.",
        "The firm's claim that the crane is safe: nobody believes it.",
    ],
)
def test_other_words_before_a_colon_name_no_speaker(words: str) -> None:
    assert list(label_ends(words)) == []


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The harbour pilot told investigators", "the harbour pilot"),
        ("Ms Lind later emailed colleagues", "Lind"),
        ("The owner tells visitors", "the owner"),
        ("Roe had warned inspectors", "Roe"),
        ("The foreman briefed journalists", "the foreman"),
    ],
)
def test_whom_somebody_speaks_to_before_a_colon_says_nothing(words: str, speaker: str) -> None:
    (item,) = held(f'{words}: "The crane was tested in March."')
    assert (item.text, item.voices) == ("The crane was tested in March.", ("author", speaker))


@pytest.mark.parametrize("label", ["The injured workers", "Two retired inspectors", "Ms Reed"])
def test_a_participle_before_a_noun_tells_of_a_speaker(label: str) -> None:
    assert len(one(f"{label}: the crane was tested in March.", "crane").voices) == 2
