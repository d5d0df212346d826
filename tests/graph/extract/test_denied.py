"""What exactly a denial denies: which clause, which number, which charge; and what only looks like a denial."""

import pytest
from reading_of import held, held_in, reading_of


def denied(text: str) -> list[tuple[str, str]]:
    """What somebody denies in a text, each with the opposite that is held instead."""
    reading = reading_of(text)
    opposites = [item.text for item in held_in(reading, implied=True)]
    return list(zip((item.text for item in held(text) if item.stances[-1] == "denies"), opposites, strict=True))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The skipper denies that the nets were cut: they tore on a rock, he says.", "The nets were cut."),
        (
            "The guard said a lorry had left the yard while the gate was open. Its driver, Jan Holt, denied that.",
            "A lorry had left the yard.",
        ),
        ("The pump was old, Jan Holt said, and so the cellar was full. Its maker rejected that.", "The pump was old."),
        ("Only 40 seats are left, Ida Berg said, and the number will halve by noon. Agents reject the figure.", "Only 40 seats are left."),
        (
            "Marta Quist denies three counts of forgery and one of theft.",
            "Marta Quist is guilty of three counts of forgery and one of theft.",
        ),
        ("The port denies any such delay.", "There was such a delay."),
    ],
)
def test_a_denial_is_of_the_clause_number_or_charge_that_it_means(text: str, what: str) -> None:
    assert [item for item, _ in denied(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "The captain did not expect the gale to reach the port.",
        "It is a harvest that they never thought they would see.",
        "The town has not seen the recovery that it had hoped to expect.",
        "Hikers were wrongly charged a fee, lost their way and got wet.",
        "All the villages will claim to have won. A clerk dismissed that as a joke.",
    ],
)
def test_surprise_a_bill_and_what_nobody_has_said_yet_deny_nothing(text: str) -> None:
    assert denied(text) == []


def test_what_a_denial_calls_a_fact_it_takes_for_granted() -> None:
    found = denied('"I don\'t think that the cost ought to outweigh the fact that the bridge is unsafe," Holt said.')
    assert [item for item, _ in found] == ["The cost ought to outweigh the fact."]


@pytest.mark.parametrize(
    ("text", "opposite"),
    [
        ("Kim Dahl denied that someone had opened the safe.", "No one had opened the safe."),
        ("Kim Dahl denied that everyone had heard the bell.", "Not everyone had heard the bell."),
        ("Kim Dahl denied that all the boats had sunk.", "Not all the boats had sunk."),
    ],
)
def test_the_opposite_of_somebody_and_of_all_is_nobody_and_not_all(text: str, opposite: str) -> None:
    assert [other for _, other in denied(text)] == [opposite]
