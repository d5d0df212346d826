"""Transcripts and interviews: under labels that recur or are all in capitals every paragraph is of whom its label names."""

import pytest
from reading_of import held, reading_of

from claimgraph.extract.page.layout import paragraphs_of
from claimgraph.extract.page.turns import labels_in


def voices_of(text: str) -> dict[str, tuple[str, ...]]:
    return {item.text: item.voices[1:] for item in held(text)}


def test_an_answer_on_a_third_person_is_of_whose_turn_it_is() -> None:
    voices = voices_of(
        "CHAIR: Thank you all. Minister, did you sign the lease?\n\nMINISTER LIND: He is mistaken. It was another lease.\n\n"
        "DR. ODDY: The log shows that the lease was signed in May."
    )
    assert voices["It was another lease."] == ("LIND",)
    assert voices["The lease was signed in May."][0] == "ODDY"


def test_a_speaker_may_come_with_a_first_name_once_and_then_without_one() -> None:
    voices = voices_of(
        "Mara Lind (host): Is the lock broken?\n\nTom Oddy: It is. Nobody has mended the lock.\n\nLind: The port says the opposite.\n\n"
        "Oddy: The port is wrong."
    )
    assert voices["Nobody has mended the lock."] == ("Tom Oddy",)
    assert voices["The port is wrong."] == ("Tom Oddy",)
    assert voices["The port says the opposite."] == ("Mara Lind",)


@pytest.mark.parametrize("mark", [":", "."])
def test_answers_of_whom_nobody_names_have_a_voice_of_their_own(mark: str) -> None:
    voices = voices_of(
        f"Q{mark} Did you see the driver that night?\n\nA{mark} Yes. He was carrying a lamp.\n\nQ{mark} What was in it?\n\n"
        f"A{mark} I never opened the lamp."
    )
    assert voices["He was carrying a lamp."] == ("the answerer",)
    assert voices["The answerer never opened the lamp."] == ("the answerer",)
    assert voices["Did you see the driver that night?"] == ()


def test_questions_of_nobody_to_whom_a_label_names_keep_their_sign() -> None:
    voices = voices_of("Ms Lind: The lock is new.\n\nQ: The port says that it is old.\n\nMs Lind: It is not.\n\nQ: The lock is broken.")
    assert voices["The lock is broken."] == ("Q",)


def test_labels_in_bold_are_labels() -> None:
    voices = voices_of("**Mara Lind:** The lock is new.\n\n**Tom Oddy:** The lock is old.\n\n**Mara Lind:** It was mended.\n")
    assert (voices["The lock is new."], voices["The lock is old."]) == (("Mara Lind",), ("Tom Oddy",))


@pytest.mark.parametrize(
    "text",
    [
        "Result: The lock failed.\n\nNote: The lock is old.\n\nNote: It was new once.\n\nNote: It rained.",
        "Orsk: three dead\n\nKelmar: two dead\n\nOrsk: nobody hurt\n\nKelmar: one hurt",
        "The lock failed.\n\nLind: it was old.\n\nIt rained.\n\nThe port closed.\n\nOddy: no.\n\nA ship sank.\n\nIt rained.\n\nLind: yes.",
        "Mara Lind: The lock is new. The port is open.",
    ],
)
def test_a_text_with_some_colons_goes_from_no_speaker_to_another(text: str) -> None:
    assert labels_in(text, paragraphs_of(text)) == ()


def test_every_quote_of_a_transcript_holds_in_its_text() -> None:
    text = "Q. Is **this** it?\n\nA. It is. I saw it.\n\nQ. Who told you?\n\nA. The man at the lock said that it was mended."
    assert all(item.quote.holds_in(text) for item in reading_of(text).assertions)


def test_a_label_may_begin_with_any_capital_and_a_name_with_a_particle() -> None:
    voices = voices_of(
        "Łukasz Őszi (host): Is the lock broken?\n\nZiv de la Torre: It is. Nobody has mended the lock.\n\n"
        "Őszi: The port says the opposite.\n\nDe la Torre: The port is wrong."
    )
    assert voices["Nobody has mended the lock."] == ("Ziv de la Torre",)
    assert voices["The port says the opposite."] == ("Łukasz Őszi",)
