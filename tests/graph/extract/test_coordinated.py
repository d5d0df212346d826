"""What is joined to what: passives that share an auxiliary, two objects, what is refused of two or set against another."""

import pytest
from reading_of import held

from claimgraph.model import Stance


def texts(text: str) -> list[str]:
    return [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The cook was tied to a chair and made to open the safe.", "The cook was made to open the safe."),
        ("The guests were handcuffed, searched and later released without charge.", "The guests were later released without charge."),
        ("The cheese was made in Orrin and sold as French.", "The cheese was sold as French."),
        ("The cook was freed and ran to the road.", "The cook ran to the road."),
        ("The cook was questioned and told the police everything.", "The cook told the police everything."),
    ],
)
def test_a_participle_has_the_auxiliary_that_it_shares_and_a_verb_in_the_past_none(text: str, sentence: str) -> None:
    assert sentence in texts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The cook was neither asked about the safe nor shown the key.",
        "The cook neither confirmed nor denied the theft.",
        "The cook neither confirmed nor denied that the safe was empty.",
        "Not one of the guests said that the soup was cold.",
        "Neither guest said the soup was cold.",
        "Few believe that the soup was cold.",
        "Few doubt that the soup was cold.",
        "Very few guests said that the soup was cold.",
        "Hardly anyone doubts that the soup was cold.",
    ],
)
def test_what_is_refused_of_two_or_said_by_nobody_stays_one_claim_that_nobody_holds(text: str) -> None:
    [item] = held(text)
    assert (item.text, item.voices) == (text, ("author",))


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Nobody is thought to be missing.", (Stance.REPORTS,)),
        ("The tower is not said to be safe.", (Stance.REPORTS, Stance.DOUBTS)),
        ("The guild does not share the view that the tower is safe.", (Stance.REPORTS, Stance.DOUBTS)),
        ("The guild shares the view that the tower is safe.", (Stance.REPORTS, Stance.ENDORSES)),
        ("The cook denied neither that he had lied nor that he had stolen.", (Stance.REPORTS, Stance.CONCEDES)),
    ],
)
def test_a_negation_counts_once_in_the_words_or_in_the_stance(text: str, stances: tuple[Stance, ...]) -> None:
    assert held(text)[0].stances == stances


def test_a_negated_subject_is_said_once_of_an_infinitive() -> None:
    assert texts("Nobody is thought to be missing.") == ["Nobody is missing."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "The court granted the baker, Jo Lind, a stay of two years.",
            ["The court granted the baker a stay of two years.", "Jo Lind is the baker."],
        ),
        (
            "The jury awarded the cook, Mrs Oram, ten million crowns.",
            ["The jury awarded the cook ten million crowns.", "Oram is the cook."],
        ),
        ("They offered the skipper, Jon Maas, a medal.", ["They offered the skipper a medal.", "Jon Maas is the skipper."]),
        (
            "The town honoured the baker, Jo Lind, a former judge.",
            ["The town honoured the baker.", "Jo Lind is the baker.", "Jo Lind is a former judge."],
        ),
        (
            "She left her husband, Jo Lind, a banker.",
            ["She left her husband.", "Jo Lind is her husband.", "Jo Lind is a banker."],
        ),
        (
            "The firm sent its lawyer, Ann Berg, a Dane, to the court.",
            ["The firm sent its lawyer to the court.", "Ann Berg is its lawyer.", "Ann Berg is a Dane."],
        ),
        (
            "The guild offered the warden, Ida Holm, a former nurse, a raise.",
            ["The guild offered the warden a raise.", "Ida Holm is the warden.", "Ida Holm is a former nurse."],
        ),
    ],
)
def test_what_is_given_is_no_name_of_who_is_given_it(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


def test_what_one_did_and_not_another_is_said_of_the_one() -> None:
    assert "The cook locked the door." in texts("It was the cook, not the guest, who locked the door.")


def test_what_an_object_would_show_is_no_claim_by_itself() -> None:
    assert texts("She has found nothing so far that would prove a theft.") == ["She has found nothing so far that would prove a theft."]


def test_what_somebody_is_said_to_have_done_besides_is_said_too() -> None:
    found = held("He is said to have threatened the cook, followed her home and broken a window.")
    assert [(item.text, item.stances) for item in found] == [
        (text, ("reports",)) for text in ("He has threatened the cook.", "He has followed her home.", "He has broken a window.")
    ]


def test_what_follows_a_comma_and_could_be_told_by_the_author_is_no_hearsay() -> None:
    found = held("The bank is said to have lost millions, and closed two branches on Friday.")
    assert ("The bank closed two branches on Friday.", ("endorses",)) in [(item.text, item.stances) for item in found]


def test_what_a_speaker_says_that_another_did_not_do_is_whole() -> None:
    assert texts("The baker said her son neither drove the van nor owned it.") == ["The baker's son neither drove the van nor owned it."]


def test_a_list_of_people_is_no_description_of_the_one_before() -> None:
    text = "The fishery minister, Ole Dahl, his deputy and the head of the fleet resigned on Friday."
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "claim", "voice"),
    [
        ("A few guests said that the soup was cold.", "The soup was cold.", "the few guests"),
        ("Only a few guests said that the soup was cold.", "The soup was cold.", "Only a few guests"),
        ("Her few friends said that the soup was cold.", "The soup was cold.", "her few friends"),
        ("Not one, but two guests said that the soup was cold.", "The soup was cold.", "Not one"),
        ("Guests, in fact, deny that the soup was cold.", "The soup was cold.", "Guests"),
        ("The bridge is, as the warden put it, a disaster.", "The bridge is a disaster.", "the warden"),
        ("As the warden put it to the council, the bridge is a disaster.", "The bridge is a disaster.", "the warden"),
        ("As the warden put it on Friday, the bridge is a disaster.", "The bridge is a disaster.", "the warden"),
    ],
)
def test_somebody_who_says_something_is_a_voice(text: str, claim: str, voice: str) -> None:
    [item] = [item for item in held(text) if item.text == claim]
    assert item.voices == ("author", voice)


@pytest.mark.parametrize("text", ["As the cook put it in the oven, the lamp broke.", "As the cook put it down, the lamp broke."])
def test_what_is_put_somewhere_is_not_said(text: str) -> None:
    assert ("The lamp broke.", ("author",)) in [(item.text, item.voices) for item in held(text)]
