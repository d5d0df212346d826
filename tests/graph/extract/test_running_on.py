"""What a speaker says on in the same sentence, without a further verb of saying."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The pumps were sound, Ms Okoro told the hearing; the valves had been replaced in May.", "valves", "Okoro"),
        ("The tunnel, the engineer says, is dry; the drains have held since 2019.", "drains", "the engineer"),
        ("Two carriages left the rails, said Anna Berg, and the driver had been warned.", "driver", "Anna Berg"),
        ('That is "plain wrong", said the mayor: the meters had been read in June.', "meters", "the mayor"),
        ("The wall is safe, argues Tom Baird, because it was rebuilt in stone.", "rebuilt", "Tom Baird"),
        ("No rent was ever paid, acknowledged Ms Okoro: the ledger was lost.", "ledger", "Okoro"),
        ("Orrin Mills retorts that the clerks made two mistakes and the keys were lost.", "keys", "Orrin Mills"),
    ],
)
def test_who_is_named_amid_a_sentence_says_the_rest_of_it_too(text: str, words: str, speaker: str) -> None:
    assert one(text, words).voices == ("author", speaker)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Anna Berg disagreed: the pumps had been stopped at noon.", "pumps", "Anna Berg"),
        ("The union rejects that account: the gates were locked all night.", "gates", "the union"),
        ("The clinic has another explanation: the samples were mixed up.", "samples", "the clinic"),
        ("The growers blame the loss on frost: the blossom froze twice.", "blossom", "the growers"),
    ],
)
def test_what_stands_after_a_colon_is_said_by_who_takes_a_side_before_it(text: str, words: str, speaker: str) -> None:
    assert one(text, words).voices == ("author", speaker)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ministry said that 40 men were freed; the camp lies on the coast.", "camp"),
        ("The tower stands near the river: it appears on every map.", "appears"),
        ("The firm owns two mills: the larger burned down in May.", "larger"),
        ("The weekly wrote otherwise: according to the mayor, the dam held.", "otherwise"),
        ("I disagree with the mayor: the bridge was closed in March.", "closed"),
        ("The bridge is safe, said Anna Berg, who inspected it in June.", "inspected"),
        ("The gate was shut, said the guard, and photographs show a padlock.", "photographs"),
    ],
)
def test_what_nobody_is_said_to_say_stays_with_the_author(text: str, words: str) -> None:
    assert one(text, words).voices == ("author",)


def test_a_clause_that_names_its_own_speaker_is_not_the_first_ones() -> None:
    voices = {item.voices for item in held("The dam is sound, said Anna Berg; the mayor insists that it leaks.")}
    assert voices == {("author", "Anna Berg"), ("author", "the mayor")}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "Some say that the cook stole it, others that the porter spent it.",
            {"The cook stole it.": ("author", "some"), "The porter spent it.": ("author", "others")},
        ),
        (
            "The vicar says that the bell rang, and the sexton that it was mute.",
            {"The bell rang.": ("author", "the vicar"), "It was mute.": ("author", "the sexton")},
        ),
        (
            "The surveyor concluded that the wall was sound; his deputy said that it leaned.",
            {"The wall was sound.": ("author", "the surveyor")},
        ),
        ("Rivals tell another story: the brewer claims that the wall leaned.", {"The wall leaned.": ("author", "the brewer")}),
        ("New pews would be bought, she promised.", {"New pews would be bought.": ("author", "she")}),
        (
            "The board blamed the frost, which dealers doubt, but the union blames the delay on haste.",
            {"The delay is due to haste.": ("author", "the union")},
        ),
        ("It was late, said the board, which blamed the delay on the frost.", {"The delay is due to the frost.": ("author", "the board")}),
        (
            "The firm published an audit of its cellars, which found that the casks leaked.",
            {"The casks leaked.": ("author", "the audit of its cellars")},
        ),
        ("The clerk declined to say whether the vault was open.", {"The clerk declined to say whether the vault was open.": ("author",)}),
    ],
)
def test_each_of_two_speakers_has_only_its_own_words(text: str, voices: dict[str, tuple[str, ...]]) -> None:
    found = {item.text: item.voices for item in held(text)}
    assert {sentence: found.get(sentence) for sentence in voices} == voices


LEAD = "Mill owner burned his barn, jury told\n\nA mill owner burned his barn for money, a jury was told on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ("The clerk told the court that the gate was shut. He had rung twice; nobody came.", "Nobody came", ("author", "the clerk")),
        ("The clerk told the court that the gate was shut. The bell had rung twice.", "rung", ("author",)),
        ("The mayor replied that the park was safe. The town would always have a park.", "always", ("author", "the mayor")),
        ("The mayor replied that the park was safe. It would flood if the dam broke.", "flood", ("author",)),
        (f"{LEAD}Dana Reed, for the crown, alleged that he had bought oil.", "for money", ("author", "Dana Reed")),
        (f"{LEAD}The barn stood in Orrin.", "for money", ("author",)),
        ("An inquest heard that Ward died of drink. Ward's brother Tom said he was a kind man.", "drink", ("author",)),
        (
            "An inquest heard that Ward died of drink. Ward's brother Tom said that drink killed Ward: he had died.",
            "drink",
            ("author", "Tom"),
        ),
        (f"{LEAD}Dana Reed, for the defence, said that he had been at sea.", "for money", ("author",)),
        (f"{LEAD}His brother Tom said that he had not burned his barn for money.", "A mill owner burned", ("author",)),
        (f"{LEAD}His brother Tom told the court that he had bought oil.", "for money", ("author", "Tom")),
        (f"{LEAD}His brother Tom told a committee that he had bought oil.", "for money", ("author",)),
    ],
)
def test_what_goes_on_by_its_tense_or_is_told_a_hearing_has_its_speaker(text: str, words: str, voices: tuple[str, ...]) -> None:
    assert next(item.voices for item in held(text) if words in item.text) == voices


@pytest.mark.parametrize(
    "text", ["The mill is said to be sold.", "The mill has reportedly been sold.", "It was claimed that the mill is sold."]
)
def test_whoever_passes_on_what_nobody_is_said_to_say_only_reports_it(text: str) -> None:
    (item,) = held(text)
    assert (item.voices, item.assertion.stance.value) == (("author",), "reports")


@pytest.mark.parametrize(
    ("text", "words", "voices"),
    [
        ('"It is over," Ann Lee said, and the band was playing again.', "band", ("author",)),
        ('"It is over," Ann Lee said, but she was smiling.', "smiling", ("author",)),
        ('"It is over," she said, and soon, the lamps were burning, the band was playing, and she was dancing.', "lamps", ("author",)),
        ('"It is over," Ann Lee said, and the band would play again.', "band", ("author", "Ann Lee")),
        ('"It is over," Ann Lee said, and the band had been paid.', "band", ("author", "Ann Lee")),
        ('The hall is "quite safe," Ann Lee said, and the roof was mended in May.', "roof", ("author", "Ann Lee")),
        ("The hall is safe, Ann Lee said, and the roof was mended in May.", "roof", ("author", "Ann Lee")),
    ],
)
def test_what_went_on_behind_a_quote_is_told_by_the_author(text: str, words: str, voices: tuple[str, ...]) -> None:
    assert one(text, words).voices == voices


@pytest.mark.parametrize(
    "text",
    [
        "On that point the union is right: the dam is old.",
        "The mayor was wrong about the cost: the dam is old.",
        "The pump failed, Hale said, and most of the hall seemed to agree that the dam is old.",
    ],
)
def test_who_judges_or_answers_what_somebody_says_is_another(text: str) -> None:
    assert not any("mayor" in item.voices or ("Hale" in item.voices and "dam" in item.text) for item in held(text))
    assert one(text, "dam is").voices[1:] in {(), ("most of the hall",)}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The dam is old, Hale said, and many in the hall nodded.", ("author",)),
        ("The dam is old, Hale said, and the guards who nodded were many.", ("author", "Hale")),
    ],
)
def test_those_who_hear_somebody_answer_as_the_author_tells(text: str, voices: tuple[str, ...]) -> None:
    assert held(text)[-1].voices == voices
