"""When what is foretold is due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import document_of

from claimgraph.extract import read
from claimgraph.extract.grammar.due import due
from claimgraph.reason.predictions import last_day

TUESDAY = date(2026, 3, 17)


def told(text: str, day: date = TUESDAY) -> str | tuple[str | None, str | None] | None:
    """The EDTF date of a sentence told on 17 March 2026, both ends where they are two."""
    span = due(text, day)
    return None if span is None else span.from_ if span.from_ == span.to else (span.from_, span.to)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The lock will reopen within three weeks.", ("2026-03-17", "2026-04-07")),
        ("The lock will reopen in ten days.", "2026-03-27"),
        ("The lock will reopen in a fortnight's time.", "2026-03-31"),
        ("Power will be back within 36 hours.", ("2026-03-17", "2026-03-19")),
        ("The mill will hire sixty people over the next six to eight months.", ("2026-03-17", "2026-11-17")),
        ("The mill will close in two years.", "2028"),
        ("The mill will close in six months.", "2026-09"),
        ("Snow will fall over the coming week.", ("2026-03-17", "2026-03-24")),
        ("The line will open two months from now.", "2026-05"),
        ("The line will open by the end of the month.", "2026-03"),
        ("The line will open before the end of next year.", "2027"),
        ("The line will open by year-end.", "2026"),
        ("The board will meet next week.", ("2026-03-23", "2026-03-29")),
        ("The board will meet at the weekend.", ("2026-03-21", "2026-03-22")),
        ("The board will meet next quarter.", ("2026-04", "2026-06")),
        ("The ice will be gone by the end of the decade.", "202X"),
        ("The herd will come back next spring.", "2027-21"),
        ("The herd will come back this spring.", "2026-21"),
        ("The herd will come back by autumn.", "2026-23"),
        ("The herd will come back in early winter.", "2026-24"),
    ],
)
def test_a_time_ahead_is_counted_from_the_day_when_it_is_told(text: str, time: object) -> None:
    assert told(text) == time


def test_a_winter_that_is_on_began_in_the_year_before() -> None:
    assert told("The pass will be shut this winter.", date(2026, 1, 20)) == "2025-24"
    assert told("The pass will be shut next winter.", date(2026, 1, 20)) == "2026-24"


@pytest.mark.parametrize(
    "text",
    [
        "It will be the worst flood in ten years.",
        "It will open within a week of the vote.",
        "It will open in two days of talks.",
        "The spring will run dry.",
        "A fall in prices will follow.",
        "It will open within weeks.",
        "It will open soon.",
    ],
)
def test_what_says_no_day_has_none(text: str) -> None:
    assert told(text) is None


def test_beyond_the_calendar_nothing_is_due() -> None:
    assert told("It will open within 900 decades.", date(9999, 12, 30)) is None
    assert told("It will open next week.", date(9999, 12, 30)) is None
    assert told("It will open this week.", date(1, 1, 1)) == ("0001-01-01", "0001-01-07")


def times_in(text: str, published_at: str | None = "2026-03-17") -> list[tuple[str | None, str | None]]:
    reading = read(document_of(text, published_at=published_at))
    return [(claim.slots.time.from_, claim.slots.time.to) for claim in reading.claims if claim.slots.time]


def test_a_prediction_is_due_from_the_day_on_which_it_was_made() -> None:
    assert times_in("The harbour will reopen within three weeks, Ines Kohl said.") == [("2026-03-17", "2026-04-07")]
    assert times_in("On 3 March 2025 Ines Kohl promised that the harbour would open within three weeks.") == [("2025-03-03", "2025-03-24")]
    assert times_in("The verdict is expected within three weeks.") == [("2026-03-17", "2026-04-07")]
    assert times_in("Ines Kohl forecast a fall in rents within three weeks.") == [("2026-03-17", "2026-04-07")]
    assert times_in("The harbour reopened within three weeks, Ines Kohl said.") == []
    assert times_in("The harbour will reopen within three weeks, Ines Kohl said.", None) == []


@given(
    st.lists(st.sampled_from("within in the next coming end of week month spring year decade 900 two a hours from now by".split())),
    st.dates(),
)
def test_any_words_give_a_time_that_ends_or_none(words: list[str], day: date) -> None:
    span = due(" ".join(words), day)
    assert span is None or (span.words in " ".join(words) and last_day(span.to) is not None)
