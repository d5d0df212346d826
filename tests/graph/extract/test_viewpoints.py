"""Through whose eyes a clause is told, by a phrase or a clause that is set into it."""

import pytest
from reading_of import held, one


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("From the tenants' point of view, the lease is a trap.", "the tenants", "The lease is a trap."),
        ("On the trust's own numbers, waiting times doubled.", "the trust", "Waiting times doubled."),
        ("Under the agency's latest projections, the lake will be dry by 2050.", "the agency", "The lake will be dry by 2050."),
        ("To the best of the firm's knowledge, the valves are safe.", "the firm", "The valves are safe."),
        ("At the last count by the wardens, nine lambs were missing.", "the wardens", "Nine lambs were missing."),
        ("The tour was, in Ms Orban's words, a farce.", "Orban", "The tour was a farce."),
        ("By one estimate, half of the elms are sick.", "one estimate", "Half of the elms are sick."),
        ("On the evidence of the log, the choir is bankrupt.", "the log", "The choir is bankrupt."),
        ("According to rumours, the choir is bankrupt.", "rumours", "The choir is bankrupt."),
    ],
)
def test_a_clause_is_told_by_whoever_sees_or_counts_it_so(text: str, who: str, told: str) -> None:
    assert one(text, told).voices == ("author", who)


@pytest.mark.parametrize(
    ("text", "who", "told"),
    [
        ("As far as the tenants are concerned, the lease has expired.", "the tenants", "The lease has expired."),
        ("As far as doctors can tell, the wound is clean.", "doctors", "The wound is clean."),
        ("To hear the pilots tell it, the tower was empty.", "the pilots", "The tower was empty."),
        ("The tower was empty, if the pilots are to be believed.", "the pilots", "The tower was empty."),
        ("If you believe the brochure, the hotel has a pool.", "the brochure", "The hotel has a pool."),
        ("As the owners would have it, the pump simply stopped.", "the owners", "The pump simply stopped."),
        ("The way Mr Ferro tells it, the canal was dug in a week.", "Ferro", "The canal was dug in a week."),
        ("Going by the police log, the tower was empty.", "the police log", "The tower was empty."),
        ("Judging from the minutes, the tower was empty.", "the minutes", "The tower was empty."),
        ("Judging by the firm's figures, sales have peaked.", "the firm", "Sales have peaked."),
    ],
)
def test_a_clause_is_told_by_whoever_is_heard_believed_or_concerned(text: str, who: str, told: str) -> None:
    assert one(text, told).voices == ("author", who)


@pytest.mark.parametrize(
    "text",
    [
        "The wool is cleaned according to an old method.",
        "Salaries differ according to rank.",
        "Everything went according to schedule.",
        "As far as the cost is concerned, the plan is sound.",
        "Under the agency's rules, no boat may land.",
        "From the pilots' room the runway is visible.",
        "Nine lambs do not appear in the wardens' count.",
        "By any measure, the concert was dull.",
    ],
)
def test_what_something_is_done_by_or_seen_from_says_nothing(text: str) -> None:
    assert {item.voices for item in held(text)} == {("author",)}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Longlines are a danger to the birds, in the Norwegian view.", ("author", "Norway")),
        ("The failures, in Berg's view, say more about the glue than about the dam.", ("author", "Berg")),
        ("The town's plan, to Berg's mind, ignores the river.", ("author", "Berg")),
        ("The hall has a window, in the style of its time.", ("author",)),
    ],
)
def test_a_view_behind_a_comma_is_of_the_whole_clause(text: str, voices: tuple[str, ...]) -> None:
    assert [item.voices for item in held(text)] == [voices]
