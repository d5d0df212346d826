"""Whose the words of a message are that quotes or passes on another, by its layout alone."""

import pytest
from reading_of import held

from claimgraph.extract.page.messages import parts_of, quoted_in

HEAD = "From: Tom Oddy <tom@orsk.example>\nSent: Monday, May 4, 2026 6:40 PM\nTo: Mara Lind\nSubject: The lock\n\n"
SENT = "I went to the lock on Friday, and the gate is open."


def voices_of(text: str) -> dict[str, tuple[str, ...]]:
    return {item.text: item.voices for item in held(text)}


@pytest.mark.parametrize(
    "head",
    [
        f"-----Original Message-----\n{HEAD}",
        f"---------- Forwarded message ---------\n{HEAD}",
        f"Begin forwarded message:\n\n{HEAD}",
        f"________________________________\n{HEAD}",
        HEAD,
        "*From:* Tom Oddy\n*Date:* Monday\n*Subject:* The lock\n\n",
        "On Mon, 4 May 2026 at 18:40, Tom Oddy <tom@orsk.example> wrote:\n\n",
    ],
)
def test_what_stands_below_the_head_of_another_message_is_of_whom_that_names(head: str) -> None:
    voices = voices_of(f"The gate was mended on Friday.\n\n{head}{SENT}\n")
    assert voices["The gate was mended on Friday."] == ("author",)
    assert voices["Tom Oddy went to the lock on Friday."] == ("author", "Tom Oddy")
    assert voices["The gate is open."] == ("author", "Tom Oddy")


@pytest.mark.parametrize(
    "above",
    [
        "On Mon, 4 May 2026 at 18:40, Tom Oddy <tom@orsk.example> wrote:",
        "On Mon, 4 May 2026 at 18:40, Tom Oddy of the Office of Locks and of Gates\n<tom.oddy@orsk.example> wrote:",
        "On Mon, May 4, 2026 at 6:40 PM Tom Oddy via locks\n<locks@orsk.example> wrote:",
        "On Monday, Tom Oddy wrote:",
        "Tom Oddy <tom@orsk.example> wrote on Monday:",
        "Tom Oddy writes:",
    ],
)
def test_marked_lines_are_of_whom_the_line_above_names_also_where_it_is_wrapped(above: str) -> None:
    voices = voices_of(f"The lock is new.\n\n{above}\n> The gate is open.\n> It has been so since May.\n")
    assert voices["The lock is new."] == ("author",)
    assert voices["The gate is open."] == ("author", "Tom Oddy")


def test_marked_lines_between_answers_are_still_of_the_same_person() -> None:
    voices = voices_of("Tom Oddy wrote:\n> The gate is open.\n\nIt is shut.\n\n> The lock is new.\nThe lock is old.\n")
    assert voices["The lock is new."] == ("author", "Tom Oddy")
    assert voices["It is shut."] == voices["The lock is old."] == ("author",)


def test_marked_lines_of_nobody_are_only_reported() -> None:
    item = next(item for item in held("The gate is shut.\n\n> The gate is open.\n") if item.text == "The gate is open.")
    assert (item.voices, item.stances) == (("author",), ("reports",))


def test_what_is_marked_twice_is_of_whom_the_marked_line_above_names() -> None:
    voices = voices_of(
        "On Mon, 4 May 2026, Tom Oddy wrote:\n> The gate is open.\n>\n> On Sun, 3 May 2026, Jörg Lind wrote:\n>\n"
        ">> The lock is blue.\n> It is red.\n"
    )
    assert voices["The lock is blue."] == ("author", "Tom Oddy", "Jörg Lind")
    assert voices["It is red."] == ("author", "Tom Oddy")


def test_each_message_of_a_row_is_of_its_own_sender() -> None:
    voices = voices_of(
        f"The gate is shut.\n\n{HEAD}{SENT}\n\nFrom: lind@orsk.example\nDate: Sunday\nTo: Tom\nSubject: Lock\n\nThe lock is red.\n"
    )
    assert voices["The gate is open."] == ("author", "Tom Oddy")
    assert voices["The lock is red."] == ("author", "lind@orsk.example")


@pytest.mark.parametrize(
    "text",
    [
        "From: the sea\nTo: the hills\n\nThe gate is open.",
        "He wrote: the gate is open.",
        "Tom Oddy wrote:\nThe gate is open.",
        "________________\nThe gate is open.",
        "The gate is open --- a > b.",
    ],
)
def test_what_only_looks_like_a_message_has_no_parts(text: str) -> None:
    assert parts_of(text) == ()


@pytest.mark.parametrize(
    "greeting", ["Dear all,\n\n", "Dear All,\n", "Dear colleagues and friends, ", "Hello Tom,\n\n", "Good morning,\n\n"]
)
def test_who_is_greeted_says_nothing(greeting: str) -> None:
    assert {item.voices for item in held(f"{greeting}The gate is shut. He says that it was open.")} <= {("author",), ("author", "He")}


def test_parts_are_found_in_time_that_grows_with_the_text() -> None:
    for text in (">" * 200_000, "> " * 100_000 + "x\n", "On 1:11 " * 40_000 + " wrote:\n> x", ("From: A\nTo: b\n" + "> x\n") * 10_000):
        assert sum(len(quoted.parts) for quoted in quoted_in(parts_of(text))) <= 8 * text.count("\n") + 8
