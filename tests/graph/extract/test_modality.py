"""How a statement is meant: what was refused or could not be is a fact, and hearsay is no certainty."""

import pytest
from reading_of import held

from claimgraph.model import Certainty, Evidentiality, Modality, Polarity


@pytest.mark.parametrize(
    "text",
    [
        "The bishop would not comment on the sale of the orchard.",
        "The airline would neither confirm nor deny the delay.",
        "Her lawyers would not disclose the sum.",
        "Neither the bank nor the buyer would name the price.",
        "Nobody would comment on the smell.",
    ],
)
def test_a_refusal_to_tell_is_no_prediction_and_is_negative(text: str) -> None:
    [item] = held(text)
    assert (item.claim.modality, item.claim.slots.polarity) == (Modality.FACT, Polarity.NEGATIVE)


def test_what_would_not_be_is_a_prediction() -> None:
    assert [item.claim.modality for item in held("The tide would not reach the wall.")] == [Modality.PREDICTION]


@pytest.mark.parametrize("text", ["The signatures could not be verified.", "The divers could not open the hatch."])
def test_what_could_not_be_done_is_not_hedged(text: str) -> None:
    [item] = held(text)
    assert (item.assertion.certainty, item.assertion.hedges) == (Certainty.UNSTATED, ())


@pytest.mark.parametrize("text", ["The signatures could be forged.", "The hatch may not be open."])
def test_what_could_or_may_not_be_is_possible(text: str) -> None:
    assert [item.assertion.certainty for item in held(text)] == [Certainty.POSSIBLE]


def test_what_is_understood_is_hearsay_and_not_certain() -> None:
    [item] = held("It is understood that the orchestra will leave the hall.")
    assert (item.assertion.certainty, item.assertion.evidentiality) == (Certainty.UNSTATED, Evidentiality.TOLD)


@pytest.mark.parametrize("text", ["Keep the window shut.", "Do not open the valve tonight.", "Please report leaks to the warden."])
def test_a_command_is_a_norm_and_no_fact(text: str) -> None:
    assert {item.claim.modality for item in held(text)} == {Modality.NORM}


def test_an_infinitive_within_a_statement_commands_nothing() -> None:
    assert {item.claim.modality for item in held("The warden helped them open the valve.")} == {Modality.FACT}


def test_what_has_yet_to_be_done_is_a_fact() -> None:
    assert [item.claim.modality for item in held("The jury has yet to agree on a date.")] == [Modality.FACT]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Women were twice as likely to vote as men.", Certainty.UNSTATED),
        ("Smokers are more likely to fall ill.", Certainty.UNSTATED),
        ("It is more likely that the pump broke.", Certainty.PROBABLE),
        ("The pumps are more likely to have broken than the valves.", Certainty.PROBABLE),
        ("The harvest is likely to be poor.", Certainty.PROBABLE),
    ],
)
def test_rates_that_are_set_side_by_side_are_no_doubt(text: str, certainty: Certainty) -> None:
    assert [item.assertion.certainty for item in held(text)] == [certainty]


@pytest.mark.parametrize(
    ("text", "sentence", "modality", "certainty"),
    [
        ("The guild will close the pool and sell the land to a baker.", "sell the land", "prediction", "unstated"),
        ("The guild must mend the roof and pay the tenants.", "pay the tenants", "norm", "unstated"),
        ("The guild may raise its fees in May and close two shops.", "close two shops", "fact", "possible"),
        ("She will be charged at noon and tried in June.", "tried in June", "prediction", "unstated"),
        ("The guild could sell the pool and has sold the hall.", "has sold the hall", "fact", "unstated"),
    ],
)
def test_a_helping_verb_holds_for_every_verb_that_shares_it(text: str, sentence: str, modality: str, certainty: str) -> None:
    found = next(item for item in held(text) if sentence in item.text)
    assert (found.claim.modality, found.assertion.certainty) == (modality, certainty)
