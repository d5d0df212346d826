"""Times of the day in a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.link.clocks import clocks_in


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("The siren sounded at 04:05.", [(245, 245)]),
        ("It left at 7.30 p.m. and came back at 9 am.", [(1170, 1170), (540, 540)]),
        ("The roof fell in shortly before 12:00.", [(700, 740)]),
        ("It was 12 am.", [(0, 0)]),
        ("They won 2:10 and measured 3.40 metres, 25:61 and room 14.", []),
    ],
)
def test_a_time_of_the_day_is_given_in_minutes_with_what_it_leaves_open(text: str, minutes: list[tuple[int, int]]) -> None:
    assert [(clock.low, clock.high) for clock in clocks_in(text)] == minutes


def test_a_time_put_right_is_rejected() -> None:
    assert [(clock.low, clock.is_rejected) for clock in clocks_in("The tanker sank at 05:20, not 04:50.")] == [(320, False), (290, True)]


@given(st.text(alphabet="0123456789:. apmnot", max_size=40))
def test_any_text_gives_times_of_one_day_at_their_place(text: str) -> None:
    for clock in clocks_in(text):
        assert 0 <= clock.start < clock.end <= len(text)
        assert clock.low <= clock.high < 24 * 60 + 60
        assert clock.low > -60
