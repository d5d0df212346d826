"""Labels of posts and entries: no part of the words behind them, of no name and of no claim."""

import pytest
from reading_of import held, one, reading_of

from claimgraph.extract.page.labels import before, behind


@pytest.mark.parametrize(
    "label",
    [
        "UPDATE 2: ",
        "Update 18:40 - ",
        "Update (7.15 pm): ",
        "🔴 BREAKING | ",
        "[3/7] ",
        "4/ ",
        "[2/5] EDIT, 6 May: ",
        "Correction 11:25 – ",
        "09:40 | ",
        "[18:05] ",
        "• ",
        "➡️ ",
        "(b) ",
        "#Tarnbridge #flood ",
        "#Tarnbridge – ",
        "3/7 🧵 ",
    ],
)
def test_a_label_before_a_sentence_is_no_part_of_the_speakers_name(label: str) -> None:
    item = one(f"{label}Hospital managers say the generator failed.", "generator")
    assert (item.text, item.voices[-1]) == ("The generator failed.", "Hospital managers")
    assert item.voices[:-1] == ("author",)


@pytest.mark.parametrize(
    "words",
    [
        "Update the list.",
        "New rules apply.",
        "3/4 of them left.",
        "5/6 were hurt",
        "12.30 is too late.",
        "Note that it rained.",
        "Live: ",
        "9/11 Commission members met.",
        "24/7 Fitness closed.",
        "24/7 🏋 closed.",
        "#Tarnbridge Council met.",
        "Retraction: It is shut.",
    ],
)
def test_words_that_only_look_like_a_label_are_kept(words: str) -> None:
    assert before(words) == 0


@pytest.mark.parametrize("tail", [" #Orsk", " 3/7", " 🙏🙏", " @orskpost", " #Orsk #flood 2/"])
def test_tags_and_numbers_behind_a_sentence_are_no_part_of_it(tail: str) -> None:
    words = f"The gate is open.{tail}"
    assert words[: len(words) - behind(words)] == "The gate is open."
    assert [item.text for item in held(words)] == ["The gate is open."]


@pytest.mark.parametrize(
    "words",
    ["We pay 1/2.", "Write to @orskpost", "#Orsk", "He lost.", "She denied seeing #Orsk", "He met Mr. #Roe", "Open. 24/7", "So…", "Wait …"],
)
def test_words_at_the_end_are_no_tags(words: str) -> None:
    assert behind(words) == 0


def test_what_is_quoted_of_a_labelled_sentence_is_found_in_the_text() -> None:
    text = "[1/2] UPDATE: The bridge is shut. #Orsk\n\n[2/2] 🚧 The army says the bridge is open. 🧵"
    for assertion in reading_of(text).assertions:
        assert text[assertion.quote.start : assertion.quote.end] == assertion.quote.exact


def test_items_of_a_list_are_not_run_together() -> None:
    first, second = "The harbour master says the northern gate was shut at noon", "Police say that nobody was on the quay at that time"
    text = f"What we know\n- {first}\n- {second}\n- A tug has sunk"
    assert [item.voices[1:] for item in held(text)] == [("the harbour master",), ("the police",), ()]


def test_many_signs_before_the_last_word_are_no_label_and_take_no_time() -> None:
    for sign in "🔥", "…", "─", "→", " 🔥", "🔥 ", "#a ":
        assert behind(f"The gate is shut {sign * 200}x") == 0


def test_many_signs_behind_a_sentence_are_no_part_of_it() -> None:
    assert behind("The gate is shut." + " 🔥" * 200) == 400


@pytest.mark.parametrize(
    "tail",
    [
        " pic.twitter.com/kxCXdd90Rb — Birds of Lindby (@birdslindby) May 1, 2018",
        " https://t.co/aEpqrkJZg4",
        " — Ida Falk (@idafalk)",
    ],
)
def test_what_stands_behind_a_post_that_is_shown_elsewhere_is_no_part_of_it(tail: str) -> None:
    words = "The old dam is broken."
    assert behind(words + tail) == len(tail)
