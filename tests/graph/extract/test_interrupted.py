"""What is said around who says it, in several clauses before it, or behind what leads in to it; and what a speaker does besides."""

import pytest
from reading_of import held


def told(text: str) -> list[tuple[str, ...]]:
    """What a text tells, each with the voices below the author before it."""
    return [(*item.voices[1:], item.text) for item in held(text)]


@pytest.mark.parametrize(
    ("text", "sentence", "speaker"),
    [
        ("The mast, said Ada Holm, a rigger at the yard who left in May, had split.", "The mast had split.", "Ada Holm"),
        ("The lock, said Ian Reed, the councillor who chairs the board, was never tested.", "The lock was never tested.", "Ian Reed"),
        (
            "Three of the boats, said the harbour master, who had seen them, were empty.",
            "Three of the boats were empty.",
            "the harbour master",
        ),
        ("The roof, Ada Holm, who lives next door, said, had been sagging for weeks.", "The roof had been sagging for weeks.", "Ada Holm"),
    ],
)
def test_who_is_named_at_length_in_the_middle_of_a_sentence_says_all_of_it(text: str, sentence: str, speaker: str) -> None:
    assert (speaker, sentence) in told(text)
    assert not any(sentence.split()[-1] in item[-1] and item[:-1] != (speaker,) for item in told(text))


def test_whom_a_speaker_tells_of_at_length_does_not_speak() -> None:
    assert ("the minister", "Ada Holm had resigned.") in told("The minister said Ada Holm, a former rigger, had resigned.")


@pytest.mark.parametrize(
    "text",
    [
        "The rigging broke, the mast fell, the engine stopped, the crew said.",
        "The rigging broke, the mast fell, the engine stopped, said the crew.",
        "The rigging broke; the mast fell; the engine stopped, the crew said.",
    ],
)
def test_what_only_commas_or_semicolons_part_before_who_says_it_is_said_by_one(text: str) -> None:
    sentences = ["The rigging broke.", "The mast fell.", "The engine stopped."]
    assert sorted(told(text)) == sorted(("the crew", sentence) for sentence in sentences)


def test_what_leaks_says_nothing() -> None:
    sentences = ["The roof leaked.", "The walls were damp.", "The boiler was broken."]
    assert told("The roof leaked, the walls were damp, the boiler was broken, tenants said.") == [("tenants", one) for one in sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mast fell; the crew said the engine stopped.", [("The mast fell.",), ("the crew", "The engine stopped.")]),
        ("The rent is fair, she says; the tenants say that it rose.", [("she", "The rent is fair."), ("the tenants", "The rent rose.")]),
    ],
)
def test_what_stands_apart_from_a_saying_is_not_of_it(text: str, expected: list[tuple[str, ...]]) -> None:
    assert told(text) == expected


def test_a_condition_by_its_order_is_no_clause_beside_another() -> None:
    assert len(told("Had the mast been checked, the yacht would have sailed, the harbour master said.")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In a letter, the owner said the barn, which burned down in May, had been insured.",
            [("the owner", "The barn burned down in May."), ("the owner", "The barn had been insured.")],
        ),
        (
            "The owner told the paper if the door had been shut, the barn would have stood.",
            [("the owner", "If the door had been shut, the barn would have stood.")],
        ),
        ("A note in the file says after the flood, the owners sold the mill.", [("the note", "The owners sold the mill.")]),
    ],
)
def test_what_leads_in_to_a_saying_is_no_part_of_what_is_said(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [(item[0].removesuffix(" in the file"), *item[1:]) for item in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Reed said the pump failed and left the room.", "Reed left the room."),
        ("The mayor said the bridge was safe and walked out of the hall.", "The mayor walked out of the hall."),
        ("Holm said prices had fallen and apologised to customers.", "Holm apologised to customers."),
        ("The captain said the engine had stopped and refused to answer questions.", "The captain refused to answer questions."),
    ],
)
def test_what_a_thing_cannot_do_is_done_by_who_speaks_of_it(text: str, deed: str) -> None:
    assert (deed,) in told(text)


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Reed said the pump failed and flooded the cellar.", "The pump flooded the cellar."),
        ("Reed said the train stopped and left the station at noon.", "The train left the station at noon."),
        ("Reed said the machine jammed and refused to start.", "The machine refused to start."),
        ("Reed said the driver braked and left the road.", "The driver left the road."),
        ("Reed said the mill closed and sacked 200 workers.", "The mill sacked 200 workers."),
    ],
)
def test_what_a_thing_can_do_is_said_of_it(text: str, deed: str) -> None:
    assert ("Reed", deed) in told(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("As Holm sees it, the guests knew of the fire.", "The guests knew of the fire."),
        ("That nobody warned the crew is Holm's claim.", "Nobody warned the crew."),
        ("That boats cannot leave at night is Holm's claim.", "Boats cannot leave at night."),
        (
            "In the words of Ada Holm, heavy snow and a blocked road delayed the convoy.",
            "Heavy snow and a blocked road delayed the convoy.",
        ),
        ("Holm put it to the committee that the wall will hold.", "The wall will hold."),
        ('"The wall will hold," reads the letter by Holm.', "The wall will hold."),
    ],
)
def test_a_sentence_around_its_voice_is_whole(text: str, sentence: str) -> None:
    [item] = held(text)
    assert (item.text, "Holm" in item.voices[-1] or item.voices[-1] == "the letter") == (sentence, True)


@pytest.mark.parametrize("sentence", ["The gate was closed for a week.", "If the valve had held, the tank would have held."])
def test_what_somebody_is_quoted_as_saying_may_stand_first(sentence: str) -> None:
    [item] = held(f"{sentence[:-1]}, Holm was quoted as saying by the state radio.")
    assert (item.text, item.voices) == (sentence, ("author", "the state radio", "Holm"))


@pytest.mark.parametrize("text", ["In Lund, Malmo and Oslo, rents fell.", "The command insists that he was quoted out of context."])
def test_what_is_listed_or_quoted_otherwise_stays_as_it_is(text: str) -> None:
    assert len(held(text)) == 1


@pytest.mark.parametrize("text", ["The pump failed, {} said.", "According to {}, the pump failed.", "{} denied that the pump failed."])
@pytest.mark.parametrize("name", ["Gotta Bergbahnen", "Wont Marine"])
def test_a_name_that_looks_like_a_slip_is_one_name(text: str, name: str) -> None:
    assert held(text.format(name))[0].voices[-1] == name


@pytest.mark.parametrize(
    "text",
    [
        "Holm, quoted by state radio, said the pump failed.",
        "The pump failed, Holm, quoted by state radio, said.",
        "The pump failed, Holm said, as quoted by state radio.",
        "In remarks carried by state radio, Holm said the pump failed.",
        "State radio reports Holm as saying that the pump failed.",
        "Holm was reported by state radio as saying that the pump failed.",
    ],
)
def test_who_passes_on_what_another_says_is_a_voice_around_that_one(text: str) -> None:
    [item] = held(text)
    assert (item.text, [voice.lower() for voice in item.voices]) == ("The pump failed.", ["author", "state radio", "holm"])


@pytest.mark.parametrize(
    "text", ["Figures cited by state radio show that rents fell.", "In a letter seen by state radio, Holm said that rents fell."]
)
def test_who_only_has_seen_or_named_something_passes_on_nothing(text: str) -> None:
    assert all("state radio" not in item.voices for item in held(text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The claim that worried Holm was false.", "The claim that worried Holm was false."),
        ("The claim that the ministry made is false.", "The claim that the ministry made is false."),
        ("Nineteen people were hurt, correcting an earlier count, the ministry said.", "Nineteen people were hurt."),
        ("Guards found the door open, Holm said.", "The door was open."),
        ("The court found the man guilty.", "The man is guilty."),
    ],
)
def test_what_was_done_to_somebody_or_met_with_is_told_as_it_was(text: str, sentence: str) -> None:
    assert [item.text for item in held(text)] == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pump failed, or so Holm claims.", [("Holm", "The pump failed.")]),
        ("Ten or so people were hurt, Holm claims.", [("Holm", "Ten or so people were hurt.")]),
        ("Holm wanted to know if the pump failed.", [("Holm", "Did the pump fail?")]),
        ("A leaked draft of the report concludes that the pump failed.", [("the leaked draft of the report", "The pump failed.")]),
    ],
)
def test_an_aside_a_wish_to_know_and_a_draft_have_their_voice(text: str, expected: list[tuple[str, ...]]) -> None:
    assert told(text) == expected
