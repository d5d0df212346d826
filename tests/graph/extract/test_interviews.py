"""Interviews whose questions and answers have no label."""

from reading_of import held

TOP = "Mara Lind kept the lock of Orsk for ten years. We met her by the canal.\n\n"
INTERVIEW = f"""{TOP}You say that the gate was shut. Who shut it?

I shut it. The council had ordered that in May.

The council says that the order never came.

Why would it say so, in your view?

It lost the letter. I kept a copy.

The copy is in my kitchen.

Thank you for your time. Anything else?

No. The gate was rusty.

The lock will be sold in June."""


def voices_of(text: str) -> dict[str, tuple[str, ...]]:
    return {item.text: item.voices for item in held(text)}


def test_answers_are_of_whom_the_lead_presents_and_questions_of_nobody_else() -> None:
    voices = voices_of(INTERVIEW)
    assert voices["Who shut it?"] == ("author",)
    assert voices["The council had ordered that in May."] == ("author", "Mara Lind")
    assert voices["The order never came."] == ("author", "Mara Lind", "the council")
    assert voices["It lost the letter."] == ("author", "Mara Lind") or voices["The council lost the letter."] == ("author", "Mara Lind")
    assert voices["The gate was rusty."] == ("author", "Mara Lind")


def test_you_in_a_question_is_who_answers() -> None:
    assert voices_of(INTERVIEW)["The gate was shut."] == ("author", "Mara Lind")


def test_an_answer_may_have_several_paragraphs_and_the_last_ends_where_nobody_speaks_of_himself() -> None:
    voices = voices_of(INTERVIEW)
    assert voices["The copy is in Mara Lind's kitchen."] == ("author", "Mara Lind")
    assert voices["The lock will be sold in June."] == ("author",)


def test_an_essay_that_asks_is_its_authors() -> None:
    essay = f"{TOP}Why is the gate shut?\n\nThe council shut it in May.\n\nWhat comes next?\n\nThe lock will be sold in June."
    assert {item.voices for item in held(essay)} == {("author",)}


def test_a_column_that_asks_its_readers_is_its_authors() -> None:
    asked = INTERVIEW.removeprefix(TOP)
    for top in "Mara Lind and Anna Dahl have kept the lock.", "The council met at the old lock.":
        assert all(item.voices[1:2] != ("Mara Lind",) for item in held(f"{top}\n\n{asked}") if "old" not in item.text)
    two = f"{TOP}Do you pay for the lock?\n\nI do.\n\nWould you swim there?\n\nI would. The water is cold."
    assert {item.voices for item in held(two)} == {("author",)}


def test_questions_to_whoever_reads_them_are_no_interview() -> None:
    text = f"{TOP}Do you need a key?\n\nNo. The gate is open.\n\nMay you swim?\n\nYes. The water is warm.\n\nDo you pay?\n\nNo. It is free."
    assert {item.voices for item in held(text)} == {("author",)}


def test_who_talked_to_the_author_or_gave_the_interview_answers() -> None:
    asked = INTERVIEW.removeprefix(TOP)
    for top in "Mara Lind talked to us by the canal.", "An interview with Mara Lind", "We spoke with Mara Lind and met nobody else.":
        assert voices_of(f"{top}\n\n{asked}")["The gate was rusty."] == ("author", "Mara Lind")


def test_answers_of_whom_nobody_presents_are_the_authors() -> None:
    text = "About the lock\n\nCan you swim there?\n\nYou can. We open it in May.\n\nMay your dog?\n\nNo. The water is cold for dogs."
    assert {item.voices for item in held(text)} == {("author",)}


def test_what_the_headline_quotes_is_of_whom_the_interview_is_with() -> None:
    assert voices_of(f'Mara Lind on the lock: "I never saw a key"\n\n{INTERVIEW}')["Mara Lind never saw a key."] == (
        "author",
        "Mara Lind",
    )


def test_whom_alone_the_lead_tells_of_answers_whatever_marks_the_questions() -> None:
    top = "Mara Lind has kept the lock of Orsk for ten years.\n\n"
    asked = INTERVIEW.removeprefix(TOP)
    dashed = "\n\n".join(f"— {paragraph}" for paragraph in asked.split("\n\n"))
    for text in (asked, dashed):
        assert voices_of(top + text)["The gate was rusty."] == ("author", "Mara Lind")


def test_an_interviewer_also_prompts_without_a_question_mark() -> None:
    asked = """You kept the lock. What was it like?

It was cold. My hands froze.

You had a dog there.

I had two. Both swam.

Tell me about the flood.

It came in May. We lost the gate.

Would you go back?

No. I sold my boat."""
    voices = voices_of(f"Mara Lind kept the lock of Orsk.\n\n{asked}")
    assert voices["You had a dog there."] == ("author",)
    assert voices["Both swam."] == ("author", "Mara Lind")
    assert voices["It came in May."] == ("author", "Mara Lind")
