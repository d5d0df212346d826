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


def test_of_who_was_forced_to_admit_something_nothing_else_is_told() -> None:
    assert [item.voices for item in held("The mayor was forced to admit that the dam leaked.")] == [("author", "the mayor")]
    assert one("The mayor refused to admit that the dam leaked.", "dam").voices == ("author",)
