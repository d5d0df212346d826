"""Stances on what was said before: a relative clause that refuses it, both of two claims, yes and no to a question."""

import pytest
from reading_of import held, held_in, one, reading_of


@pytest.mark.parametrize(
    ("text", "who", "denied"),
    [
        ("Eva Holt is charged with forgery, which she denies.", "Eva Holt", "Eva Holt is guilty of forgery."),
        ("The shop faces accusations of racism, which it rejects.", "the shop", "The shop is guilty of racism."),
        ("The cook was suspended over allegations of theft, something he denies.", "the cook", "The cook is guilty of theft."),
        ("The survey says the wall was never checked, which the ministry disputes.", "the ministry", "The wall was never checked."),
        ("The trust lost a third of its value, which its manager disputes.", "the trust's manager", "The trust lost a third of its value."),
        (
            "Two men charged with arson appeared in court. Both denied the charges.",
            "two men charged with arson",
            "Two men are guilty of arson.",
        ),
        ("Mara Lind denies a charge of robbery.", "Mara Lind", "Mara Lind is guilty of robbery."),
        ("Voss said the plan had been copied, a claim Brandt laughed off.", "Brandt", "The plan had been copied."),
        ("The rebels say the bridge is theirs. The general laughed off the claim.", "the general", "The bridge is theirs."),
        ("The auditor said the till was short. The owner brushed aside the allegation.", "the owner", "The till was short."),
        ("A claim that the mayor denies is that he took gifts.", "the mayor", "The mayor took gifts."),
    ],
)
def test_what_stands_before_is_denied(text: str, who: str, denied: str) -> None:
    (item,) = [item for item in held(text) if item.stances[-1] == "denies"]
    assert (item.text, item.voices[-1]) == (denied, who)


@pytest.mark.parametrize("answer", ["both claims", "the claims"])
def test_several_claims_are_denied_together(answer: str) -> None:
    reading = reading_of(f"A farmer said the dog had bitten two lambs and that the owner had laughed. The owner denied {answer}.")
    denied = [item.text for item in held_in(reading) if item.stances[-1] == "denies"]
    assert sorted(denied) == ["The dog had bitten two lambs.", "The owner had laughed."]


@pytest.mark.parametrize("text", ["The army shot down the drone.", "He waved away a fly.", "The striker shrugged off an injury."])
def test_a_thing_that_is_turned_away_is_no_claim_that_is_denied(text: str) -> None:
    assert [(item.text, item.voices) for item in held(text)] == [(text, ("author",))]


def test_an_offer_that_is_rejected_is_not_denied() -> None:
    assert not [item for item in held("The airline offered a bonus, which the pilots rejected.") if "denies" in item.stances]


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("the warden said no", "denies"),
        ('the warden said: "Absolutely not."', "denies"),
        ("the warden shook her head", "denies"),
        ("the warden denied it", "denies"),
        ('the warden answered: "Yes, of course."', "endorses"),
        ("the warden nodded", "endorses"),
    ],
)
def test_yes_and_no_are_stances_on_what_was_asked(answer: str, stance: str) -> None:
    found = held(f"Asked if the pier would close, {answer}.")
    assert ("The pier would close.", "the warden", stance) in [(item.text, item.voices[-1], item.stances[-1]) for item in found]
    assert ("Would the pier close?", "asks") in [(item.text, item.stances[-1]) for item in found]


def test_an_answer_that_says_more_is_no_plain_no() -> None:
    found = held("Asked whether she would stay, the coach said no decision had been made.")
    assert [(item.text, item.stances[-1]) for item in found][1:] == [("No decision had been made.", "endorses")]


@pytest.mark.parametrize(
    ("text", "who", "ought"),
    [
        ("She urged him to sue the publisher.", "She", "He should sue the publisher."),
        ("Doctors advised the pupils not to leave.", "Doctors", "The pupils should not leave."),
        ("The bishop called on both sides to lay down their arms.", "the bishop", "Both sides should lay down their arms."),
    ],
)
def test_what_somebody_is_urged_to_do_ought_to_be_by_whoever_urges(text: str, who: str, ought: str) -> None:
    (item,) = held(text)
    assert (item.text, item.voices[-1], item.claim.modality.value) == (ought, who, "norm")


@pytest.mark.parametrize(
    ("text", "who", "claim", "stance"),
    [
        ("Experts dispute the authenticity of the images.", "Experts", "The images are authentic.", "denies"),
        ("The plan's wisdom was questioned by two ministers.", "two ministers", "The plan is wise.", "doubts"),
        ("The museum confirmed the authenticity of the coin.", "the museum", "The coin is authentic.", "endorses"),
        ("The army denies the existence of a second camp.", "the army", "There is a second camp.", "denies"),
    ],
)
def test_a_quality_that_is_disputed_or_confirmed_is_a_statement(text: str, who: str, claim: str, stance: str) -> None:
    (item,) = held(text)
    assert (item.text, item.voices[-1], item.stances[-1]) == (claim, who, stance)


@pytest.mark.parametrize(
    ("text", "who"),
    [("The police counted 40 dead; the clinic's figure is 61.", "the clinic"), ("Norda measured 9; the clinic's is 61.", "the clinic")],
)
def test_a_figure_is_said_by_whoever_it_belongs_to(text: str, who: str) -> None:
    assert one(text, "61").voices[-1] == who


def test_whoever_is_asked_in_passing_does_not_ask() -> None:
    found = held("The ministry of farming, asked whether it would release reserves, declined to answer.")
    assert {item.text for item in found} == {"The ministry of farming declined to answer.", "Would it release reserves?"}
    assert {item.voices for item in found} == {("author",)}


def test_a_relative_clause_with_a_relative_clause_is_read() -> None:
    found = held("The team, which found lead in four of the twenty jars that it examined, stayed. The guards, who saw it, asked for more.")
    assert sorted(item.text for item in found) == [
        "The guards asked for more.",
        "The guards saw it.",
        "The team found lead in four of the twenty jars that the team examined.",
        "The team stayed.",
    ]
