"""Which documents may be reports of one event."""

from dataclasses import replace

import pytest

from claimgraph.ingest.documents import Origin, make_document
from claimgraph.link.events.reports import Day, came_out, may_be_near, names_of, shared_names, weight_of
from claimgraph.model import Document


def document(text: str, published_at: str | None = None) -> Document:
    return replace(make_document(text, Origin()), published_at=published_at)


def test_names_are_the_words_with_a_capital_inside_sentences_that_are_nowhere_written_small() -> None:
    text = "Rain fell on Ostby. The mayor of Ostby, Lena Marsh, called the Marsh a marsh. In Germany it was dry on Monday."
    assert names_of(document(text)) == {"ostby": 2, "lena": 1}


def test_the_first_of_several_capital_words_at_the_head_of_a_line_is_a_name() -> None:
    assert "ostby" in names_of(document("Ostby Courier, 4 March\n\nA mill burned down."))
    assert "rain" not in names_of(document("Rain fell on Ostby, 4 March\n\nA mill burned down."))


def test_a_document_without_a_date_came_out_on_the_day_and_month_that_its_beginning_names() -> None:
    assert came_out(document("OSTBY, Varland, March 4 (Coastal Wire)\n\nA mill burned down.")) == Day(None, 3, 4)
    assert came_out(document("A mill burned down on the 30th of June.")) == Day(None, 6, 30)
    assert came_out(document("A mill burned down on 31 February.")) is None
    assert came_out(document("A mill burned down on 4 March.", "2025-03-05T10:00:00Z")) == Day(2025, 3, 5)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (Day(2025, 3, 4), Day(2025, 3, 18), True),
        (Day(2025, 3, 4), Day(2025, 3, 19), False),
        (Day(2025, 3, 4), Day(2024, 3, 4), False),
        (Day(None, 3, 4), Day(2024, 3, 10), True),
        (Day(None, 12, 28), Day(2025, 1, 6), True),
        (Day(None, 2, 29), Day(2025, 3, 1), True),
        (Day(None, 5, 4), Day(None, 9, 4), False),
    ],
)
def test_days_are_near_within_two_weeks_whatever_the_year_that_one_does_not_give(one: Day, other: Day, *, near: bool) -> None:
    assert one.is_near(other) is near
    assert other.is_near(one) is near


def test_a_document_that_tells_no_day_may_be_near_any() -> None:
    assert may_be_near(document("A mill burned down."), document("A mill burned down.", "2025-03-05"))


def test_names_that_few_documents_hold_tell_more_than_those_that_many_hold() -> None:
    shared = shared_names({"ostby", "lena", "marsh"}, document("Ostby and Lena and the marsh."))
    assert shared == {"ostby", "lena"}
    assert weight_of(shared, {"ostby": 2, "lena": 39}) > weight_of(shared, {"ostby": 10, "lena": 39}) > 0
    assert weight_of(shared, {"ostby": 40, "lena": 400}) == 0
