"""What somebody makes plain, lets slip or takes the chance to say, and who is told what."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ("The coalition made it clear the bill would pass.", "pass", ("author", "the coalition")),
        ("The mayor made clear that the offer would not be improved.", "improved", ("author", "the mayor")),
        ("The minister let slip that the port was sold.", "sold", ("author", "the minister")),
        ("The bank flagged up that the till was empty.", "empty", ("author", "the bank")),
        ("The broken window made clear that somebody had been there.", "somebody", ("author",)),
        ("The coach did not make clear that she would stay.", "stay", ("author",)),
        ("The mayor was at pains to stress that the water was safe.", "safe", ("author", "the mayor")),
        ("The critic used the evening to attack the poem as dull.", "dull", None),
        ("Ms Bold took issue with the idea that tenants never save.", "save", ("author", "Bold")),
        ("Workers were told the plant was sold.", "sold", None),
    ],
)
def test_who_makes_plain_or_takes_the_chance_to_say_something_holds_it(text: str, words: str, voices: tuple[str, ...] | None) -> None:
    found = [item.voices for item in held(text) if words in item.text]
    assert found if voices is None else voices in found


@pytest.mark.parametrize(
    ("text", "words", "speaker", "sentence"),
    [
        ("Farmers say the dam feeding the fields is failing.", "dam", "Farmers", "The dam feeding the fields is failing."),
        (
            "Critics say the law passed last week hands too much power to judges.",
            "law",
            "Critics",
            "The law passed last week hands too much power to judges.",
        ),
        ("It was the union that said the mill would shut.", "mill", "the union", "The mill would shut."),
    ],
)
def test_what_is_said_has_its_whole_subject_and_who_it_was_that_said_it(text: str, words: str, speaker: str, sentence: str) -> None:
    found = one(text, words)
    assert (found.voices, found.text) == (("author", speaker), sentence)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The plan, it is claimed, would save millions.", ["The plan would save millions."]),
        ("Rumours swirled that the mill would shut.", ["Rumours swirled.", "The mill would shut."]),
        ("The crowd grew so large that the gate broke.", ["The crowd grew so large that the gate broke."]),
    ],
)
def test_what_nobody_named_says_is_reported(text: str, sentences: list[str]) -> None:
    assert [item.text for item in held(text)] == sentences


def test_of_who_was_forced_to_admit_something_nothing_else_is_told() -> None:
    assert [item.voices for item in held("The mayor was forced to admit that the dam leaked.")] == [("author", "the mayor")]
    assert one("The mayor refused to admit that the dam leaked.", "dam").voices == ("author",)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Hale did not conceal that the dam is old.", "concedes"),
        ("Hale makes no secret that the dam is old.", "endorses"),
        ("Hale made no secret of the fact that the dam is old.", "endorses"),
        ("Hale has made no secret of her view that the dam is old.", "endorses"),
    ],
)
def test_what_somebody_does_not_conceal_is_conceded_or_said(text: str, stance: str) -> None:
    assert [(item.text, item.voices, item.stances[-1]) for item in held(text)] == [("The dam is old.", ("author", "Hale"), stance)]


def test_what_somebody_conceals_is_not_said() -> None:
    assert all("Hale" not in item.voices for item in held("Hale concealed that the dam is old."))
