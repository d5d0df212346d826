"""Times of the day in a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.clocks import clocks_in

EITHER = 12 * 60


def both(minute: int) -> list[tuple[int, int]]:
    """A minute that may be of either half of the day."""
    return [(minute, minute), (minute + EITHER, minute + EITHER)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("The siren sounded at 04:05.", [(245, 245)]),
        ("It left at 7.30 p.m. and came back at 9 am.", [(1170, 1170), (540, 540)]),
        ("The roof fell in shortly before 12:00.", [(700, 720)]),
        ("It was 12 am.", [(0, 0)]),
        ("The lamps went out at half past six.", both(390)),
        ("The lamps went out at a quarter to eleven in the evening.", [(1365, 1365)]),
        ("The bell rang at ten to four that afternoon.", [(950, 950)]),
        ("The bell rang three minutes past seven.", both(423)),
        ("The last bus left about noon.", [(700, 740)]),
        ("The choir sang at midnight.", [(0, 0)]),
        ("At ten the choir left.", both(600)),
        ("The toll stood at ten the day before.", []),
        ("The choir sang ten minutes after midnight.", [(10, 10)]),
        ("The ferry sailed at 1640 local time.", [(1000, 1000)]),
        ("The ferry sailed at 16.40 hrs.", [(1000, 1000)]),
        ("The ferry sailed at eight o'clock.", both(480)),
        ("The ferry sailed at about three in the afternoon.", [(880, 920)]),
        ("The ferry sailed a little before eleven.", [(640, 660), (1360, 1380)]),
        ("The gate was shut by 2 a.m.", [(120 - EITHER, 120)]),
        ("Not before eight in the evening did the gate open.", [(1200, 1200 + EITHER)]),
        ("They won 2:10 and measured 3.40 metres, 25:61 and room 14.", []),
        ("From five to ten people drowned, a quarter of them before the midday mass of 1640.", []),
        ("Ten votes to six, one in three, twenty-one past masters, 2,000 hours of work and a half past caring.", []),
        ("Sixty men at arms, ten at a time, shortly after six people had left.", []),
    ],
)
def test_a_time_of_the_day_is_given_in_minutes_with_what_it_leaves_open(text: str, minutes: list[tuple[int, int]]) -> None:
    assert [span for clock in clocks_in(text) for span in clock.ranges] == minutes


def test_a_time_put_right_is_rejected() -> None:
    times = list(clocks_in("The tanker sank at 05:20, not 04:50."))
    assert [(clock.ranges[0][0], clock.is_rejected) for clock in times] == [(320, False), (290, True)]
    assert [clock.is_rejected for clock in clocks_in("The road was not open, not until half past six.")] == [False]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("at a quarter to eleven", "at 10.45 pm", False),
        ("at a quarter to eleven", "at 11.20 pm", True),
        ("shortly before midnight", "at 23:50", False),
        ("shortly before midnight", "at 22:50", True),
        ("at half past six", "at 6.30 in the morning", False),
        ("at 16:40 GMT", "at 18:40 local time", False),
        ("at 16:40 GMT", "at 1650 UTC", True),
        ("before noon", "at 10:15", False),
        ("after nine in the evening", "at 20:15", True),
        ("from 9 a.m. to 5 p.m.", "at 10 a.m.", False),
        ("until 9 p.m.", "at 8 p.m.", False),
        ("until 9 p.m.", "until half past ten that night", True),
    ],
)
def test_two_times_are_apart_where_no_minute_fits_both(one: str, other: str, apart: bool) -> None:
    ours, theirs = next(clocks_in(one)), next(clocks_in(other))
    assert ours.is_apart(theirs) == theirs.is_apart(ours) == apart


@given(
    st.text(alphabet="0123456789:. apmnot", max_size=40)
    | st.lists(st.sampled_from("at by not half a quarter ten to past 6 noon PM .".split())).map(" ".join)
)
def test_any_text_gives_times_of_one_day_at_their_place(text: str) -> None:
    for clock in clocks_in(text):
        assert 0 <= clock.start < clock.end <= len(text)
        assert all(-24 * 60 < low <= high < 2 * 24 * 60 for low, high in clock.ranges)
        assert not clock.is_apart(clock)
