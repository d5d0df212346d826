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
        ("Word came from the pilots that the seats are hard.", "the pilots", "The seats are hard."),
        ("A warning came from the pilots that the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots sent word that the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots acted on the assumption that the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots made the case that the seats are hard.", "the pilots", "The seats are hard."),
        ("The claim that the seats are hard comes from the pilots.", "the pilots", "The seats are hard."),
        ("The idea that the seats are hard was first put forward by the pilots.", "the pilots", "The seats are hard."),
        ("The claim that the seats are hard is Ms Orban's.", "Orban", "The seats are hard."),
        ("That the seats are hard is the pilots' view.", "the pilots", "The seats are hard."),
        ("That three pilots died is Ms Orban's belief.", "Orban", "Three pilots died."),
        ("One of the pilots' claims is that the seats are hard.", "the pilots", "The seats are hard."),
        ("Among the pilots' claims is that the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots' claims include that the seats are hard.", "the pilots", "The seats are hard."),
        ("Among the elders there is a fear that the spring will dry up.", "the elders", "The spring will dry up."),
        ("There is a feeling at the ministry that the spring is holy.", "the ministry", "The spring is holy."),
        ("The claim made by the pilots that the seats are hard was welcomed.", "the pilots", "The seats are hard."),
        ("The pilots put forward the claim that the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots support the claim that the seats are hard.", "the pilots", "The seats are hard."),
        ("The pilots' only claim is that sewage leaked into the spring.", "the pilots", "Sewage leaked into the spring."),
        ("A statement by the pilots that the tower had no light drew protests.", "the pilots", "The tower had no light."),
        ("A statement by the pilots that the tower was unsafe drew protests.", "the pilots", "The tower was unsafe."),
        ("The elders' claim that the spring had no water caused a stir.", "the elders", "The spring had no water."),
        ("The elders' claim that the bridge could collapse caused a stir.", "the elders", "The bridge could collapse."),
        ("Nobody believed the elders' remark that there is a leak.", "the elders", "There is a leak."),
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
        "The report that the agency published comes from Berlin.",
        "The message comes from the pilots.",
        "That day was the pilots' hope.",
        "The message attributed to the pilots was widely shared.",
        "Ms Orban believed the pilots' verdict.",
    ],
)
def test_a_noun_that_says_nothing_holds_nothing(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


def test_a_denial_that_is_repeated_denies() -> None:
    assert one("The mayor repeated her denial that the keys were lost.", "The keys were lost.").stances[-1] == "denies"


def test_a_claim_that_does_not_come_from_somebody_is_not_that_ones() -> None:
    assert one("The claim that the dam was safe does not come from Ms Orban.", "The dam was safe.").voices == ("author",)


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("One theory, popular among traders, is that the dam is old.", ("author", "traders")),
        ("The fund bought land in the belief that the dam is old.", ("author", "the fund")),
        ("Land was bought in the belief that the dam is old.", ("author",)),
    ],
)
def test_what_is_thought_is_of_those_among_whom_or_by_whom_it_is(text: str, voices: tuple[str, ...]) -> None:
    assert next(item.voices for item in held(text) if "dam is" in item.text) == voices


def test_those_among_whom_a_theory_is_popular_are_not_those_whom_it_is_about() -> None:
    text = "The rebels hold the town. One theory, popular among traders, is that they were short of fuel."
    assert held(text)[-1].text == "The rebels were short of fuel."
