"""Times told from the day of the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import document_of

from claimgraph.extract import read
from claimgraph.extract.grammar.dating import dated
from claimgraph.model import TimeSpan

TUESDAY = "2026-03-17"


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The raid began at dawn on Monday.", "dawn on Monday", "2026-03-16"),
        ("The raid began at noon on 2 March.", "noon on 2 March", "2026-03-02"),
        ("They met on Friday, 6 March.", "Friday, 6 March", "2026-03-06"),
        ("The museum opens on Thursday.", "Thursday", "2026-03-19"),
        ("The museum opened on Thursday.", "Thursday", "2026-03-12"),
        ("The law takes effect on 1 November.", "1 November", "2026-11-01"),
        ("The race is planned for Saturday.", "Saturday", "2026-03-21"),
        ("The mill could close as early as June.", "as early as June", "2026-06"),
    ],
)
def test_a_time_is_whole_and_lies_where_its_verb_puts_it(text: str, words: str, day: str) -> None:
    (claim,) = read(document_of(text, published_at=TUESDAY)).claims
    assert claim.slots.time is not None
    assert (claim.slots.time.words, claim.slots.time.from_) == (words, day)


def told(words: str, *, ahead: bool = False, published: str | None = TUESDAY) -> str | tuple[str | None, str | None] | None:
    """The EDTF date of some words in a document of 17 March 2026, both ends where they are two."""
    span = dated(TimeSpan(None, None, "words", words), published, ahead=ahead)
    assert span is not None
    return span.from_ if span.from_ == span.to else (span.from_, span.to)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("Wednesday morning", "2026-03-11", "2026-03-18"),
        ("April last year", "2025-04", "2025-04"),
        ("earlier this month", "2026-03", "2026-03"),
        ("1 November", "2025-11-01", "2026-11-01"),
        ("Tuesday night", "2026-03-17", "2026-03-17"),
        ("last Tuesday", "2026-03-10", "2026-03-10"),
        ("next Tuesday", "2026-03-24", "2026-03-24"),
        ("14 March", "2026-03-14", "2026-03-14"),
        ("the 2nd of April", "2026-04-02", "2026-04-02"),
        ("December 30", "2025-12-30", "2025-12-30"),
        ("yesterday", "2026-03-16", "2026-03-16"),
        ("this morning", "2026-03-17", "2026-03-17"),
        ("July", "2025-07", "2026-07"),
        ("last March", "2025-03", "2025-03"),
        ("next January", "2027-01", "2027-01"),
        ("last year", "2025", "2025"),
    ],
)
def test_a_time_without_a_year_is_told_from_the_day_of_the_document(words: str, before: str, after: str) -> None:
    assert told(words) == before
    assert told(words, ahead=True) == after


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("two days ago", "2026-03-15", "2026-03-15"),
        ("a week ago", "2026-03-09", "2026-03-15"),
        ("three months ago", "2025-12", "2025-12"),
        ("ten years ago", "2016", "2016"),
        ("last week", "2026-03-09", "2026-03-15"),
        ("last month", "2026-02", "2026-02"),
        ("the weekend", "2026-03-14", "2026-03-15"),
        ("last night", "2026-03-16", "2026-03-16"),
        ("since Friday", "2026-03-13", None),
        ("until Friday", None, "2026-03-13"),
    ],
)
def test_a_time_that_is_counted_back_is_told_from_the_day_of_the_document(words: str, first: str | None, last: str | None) -> None:
    span = dated(TimeSpan(None, None, "words", words), TUESDAY, ahead=False)
    assert span is not None
    assert (span.from_, span.to) == (first, last)


def test_two_days_of_one_month_are_its_first_and_its_last_day() -> None:
    assert told("between 15 and 17 March") == ("2026-03-15", "2026-03-17")


@pytest.mark.parametrize("words", ["two hours ago", "the Tuesday before", "every Sunday", "noon", "31 April", "the 25th", "a month"])
def test_what_the_words_leave_open_stays_open(words: str) -> None:
    assert told(words) is None


@pytest.mark.parametrize("published", [None, "", "2026", "2026-03", "soon"])
def test_without_the_day_of_the_document_nothing_is_told(published: str | None) -> None:
    assert told("Wednesday", published=published) is None


def test_a_time_that_has_a_date_keeps_it() -> None:
    span = TimeSpan("2019", "2019", "year", "March 2019")
    assert dated(span, TUESDAY, ahead=False) is span
    assert dated(None, TUESDAY, ahead=False) is None


@given(st.text(max_size=40), st.dates(), st.booleans())
def test_any_words_and_any_day_give_dates_in_order_or_none(words: str, day: object, ahead: bool) -> None:
    span = dated(TimeSpan(None, None, "words", words), str(day), ahead=ahead)
    assert span is not None
    assert span.words == words
    assert span.from_ is None or span.to is None or span.from_ <= span.to
    assert span.from_ is None or len(span.from_) in (4, 7, 10)


def test_a_claim_has_the_day_that_its_document_tells() -> None:
    reading = read(document_of("Guards closed the bridge on Friday, the mayor said.", published_at="2026-03-17"))
    assert [claim.slots.time and claim.slots.time.from_ for claim in reading.claims] == ["2026-03-13"]
