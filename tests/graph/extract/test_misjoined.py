"""What the parser joins to the wrong word beside a saying."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "claim", "deniers"),
    [
        ("The guards shot first, an account officers reject.", "The guards shot first.", "officers"),
        ("The navy says nobody drowned, a claim Kelmar rejects.", "Nobody drowned.", "Kelmar"),
        (
            "The owners said no child was hurt, a claim relatives of two children dispute.",
            "No child was hurt.",
            "relatives of two children",
        ),
        ("The firm says its clerk lied, a charge she denies.", "The firm's clerk lied.", "the firm's clerk"),
        ("Auditors found that the kilns had not been tested since 2021, a conclusion that the pottery disputed.", "", "the pottery"),
        ("An inspector wrote that the barge had lost two anchors in May, an accusation Hale denied last year.", "", "Hale"),
    ],
)
def test_whoever_disputes_what_stands_before_a_comma_denies_it_without_that(text: str, claim: str, deniers: str) -> None:
    denied = [item for item in held(text) if item.stances[-1] == "denies"]
    assert [item.voices[-1] for item in denied] == [deniers]
    assert claim in {"", denied[0].text}
    assert len(held(text)) == 2


def test_a_dispute_in_passing_is_found_between_other_sentences() -> None:
    text = "Two fell. The owners said in a note that no child had been hurt, a claim relatives of two small children dispute. It rained."
    assert [item.voices[-1] for item in held(text) if item.text == "No child had been hurt."] == [
        "the owners",
        "relatives of two small children",
    ]


def test_whoever_replies_behind_a_quote_speaks() -> None:
    assert one('"The door was shut," replied the clerk.', "door").voices[-1] == "the clerk"


def test_a_dispute_of_a_claim_is_no_part_of_it() -> None:
    text = "The army's claim that most of the dead were fighters is disputed by medics."
    assert {(item.text, item.voices[-1], item.stances[-1]) for item in held(text)} == {
        ("Most of the dead were fighters.", "the army", "endorses"),
        ("Most of the dead were fighters.", "medics", "denies"),
    }


def test_a_speaker_between_commas_says_what_stands_before() -> None:
    items = {item.text: item.voices for item in held("Evening light may harm sleep, a study finds, but critics urge caution.")}
    assert items["Evening light may harm sleep."] == ("author", "the study")
    assert items["Critics urge caution."] == ("author",)


def test_a_subject_clause_stays_with_what_is_said_of_it() -> None:
    (item,) = held('What the firm calls a "pause" is, workers say, a closure.')
    assert (item.text, item.voices[-1]) == ("What the firm calls a pause is a closure.", "workers")


def test_who_answers_does_not_ask() -> None:
    text = "Ann Hale said she was tired. Asked whether she had met the mayor, Hale said she could not recall."
    assert one(text, "met the mayor").voices == ("author",)


def test_sayings_before_a_verb_are_no_verb() -> None:
    item = one("The army said rebel claims that a tank had been burned were false.", "tank")
    assert (item.voices, item.stances) == (("author", "the army"), ("reports", "denies"))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A report by the dockers' union, seen by this paper, says the crane was unsafe.", "seen by this paper"),
        ("A letter from the ministry, obtained on Monday by the Herald, warned that the crane was unsafe.", "obtained on Monday"),
    ],
)
def test_what_was_done_to_a_text_is_not_said_of_who_wrote_it(text: str, claim: str) -> None:
    (told,) = [item.text for item in held(text) if claim in item.text]
    assert told.startswith(("The report", "A report", "The letter", "A letter"))


def test_whoever_speaks_rejects_and_no_thing_of_which_he_speaks() -> None:
    items = held("The operator said the gates were open before floodwater came, rejecting claims by tenants that it had slept.")
    assert {item.voices[-1] for item in items} == {"the operator", "tenants"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ten sheds burned when sparks flew, the farmer said, and no alarm was raised.",
            {"Ten sheds burned when sparks flew.", "No alarm was raised."},
        ),
        (
            "Three men died after the wall fell, police said, and two were missing.",
            {"Three men died after the wall fell.", "Two were missing."},
        ),
    ],
)
def test_who_speaks_behind_a_clause_says_all_before_it_and_what_follows(text: str, said: set[str]) -> None:
    items = held(text)
    assert {item.text for item in items} == said
    assert all(len(item.voices) == 2 for item in items)


@pytest.mark.parametrize(
    "text", ["It does not record when, or if, the pump was mended.", "The log leaves open whether, and how, the pump was mended."]
)
def test_what_two_words_ask_about_is_not_stated(text: str) -> None:
    assert "The pump was mended." not in [item.text for item in held(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The nurse in charge of Ward 9, whom nobody had warned, slept.", "Nobody had warned the nurse in charge of Ward 9."),
        ("The skipper of Barge 12, who had slept, woke up.", "The skipper of Barge 12 had slept."),
        ("An aide to the bishop, who asked not to be named, left.", "The aide to the bishop asked not to be named."),
        ("A friend of the dead man, who has not been named, left.", "The dead man has not been named."),
        ("She hired two cooks in June, who left in July.", "Two cooks left in July."),
        ("The father of two girls, who swim for the county, left.", "Two girls swim for the county."),
    ],
)
def test_a_clause_with_who_is_of_somebody(text: str, told: str) -> None:
    assert told in [item.text for item in held(text)]


def test_whoever_is_warned_in_writing_says_nothing() -> None:
    (item,) = held("Hale said managers had been warned in writing that the rope was thin.")
    assert (item.text, item.voices) == ("The rope was thin.", ("author", "Hale"))


@pytest.mark.parametrize("charge", ["hiding losses and lying to the court", "cutting corners and hiding the reports"])
def test_all_that_somebody_is_accused_of_is_no_deed_of_the_accuser(charge: str) -> None:
    [item] = held(f"Holm accuses the bank of {charge}.")
    assert (item.text, item.voices) == (f"The bank is guilty of {charge}.", ("author", "Holm"))


def test_what_an_accuser_does_besides_is_not_what_another_is_accused_of() -> None:
    assert [item.text for item in held("The union accused the firm of theft and left the talks.") if len(item.voices) == 1] == [
        "The union left the talks."
    ]
