"""What somebody says or holds by a noun: X's boast that P, the mood in the village is that P, is in no doubt that P."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("The pilots' main gripe is that the seats are hard.", "the pilots", "The seats are hard."),
        ("The nurse's advice was that patients should rest.", "the nurse", "Patients should rest."),
        ("The curator's boast that the vase was unique annoyed her rivals.", "the curator", "The vase was unique."),
        ("The pilots' stance remains that the seats are hard.", "the pilots", "The seats are hard."),
        ("The police theory is that the boat was stolen.", "the police", "The boat was stolen."),
        ("The mood in the village is that the mine must close.", "the village", "The mine must close."),
        ("The fear for farmers is that the spring will be dry.", "farmers", "The spring will be dry."),
        ("It is the belief of the elders that the spring is holy.", "the elders", "The spring is holy."),
        ("There was talk among the guards that the king had died.", "the guards", "The king had died."),
        ("Ms Orban is in no doubt that the letters are forged.", "Orban", "The letters are forged."),
        ("Ms Orban is under the illusion that the letters are real.", "Orban", "The letters are real."),
        ("The elders remain of the opinion that the spring is holy.", "the elders", "The spring is holy."),
        ("The pilots came to the view that the seats were hard.", "the pilots", "The seats were hard."),
        ("A message from the tower that the runway was closed never arrived.", "the tower", "The runway was closed."),
    ],
)
def test_the_clause_of_a_noun_is_held_by_whose_it_is(text: str, who: str, told: str) -> None:
    assert one(text, told).voices == ("author", who)


def test_an_admission_concedes() -> None:
    assert one("The dean's admission that the test was unfair came late.", "unfair").stances[-1] == "concedes"


@pytest.mark.parametrize(
    "text",
    [
        "The trouble with the pump is that it leaks.",
        "The baker's problem is that the oven is old.",
        "The bakers reached agreement that the price would stay.",
        "The message that she typed got lost.",
    ],
)
def test_a_noun_that_says_nothing_holds_nothing(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}
