"""Which times in EDTF can be one."""

import pytest

from claimgraph.link.pairs.days import days_differ
from claimgraph.model import TimeSpan


def _time(text: str) -> TimeSpan:
    first, mark, last = text.partition("/")
    return TimeSpan(None if first == ".." else first, None if last == ".." else last if mark else first, "day", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-05", "2024-05-03"),
        ("2024", "2024-12-31"),
        ("2024-05-03/2024-05-05", "2024-05-05"),
        ("2024-05-03/2024-05-05", "2024-05-05/2024-06"),
        ("199X", "1994-03"),
        ("2001-21", "2001-04"),
        ("2001-24", "2002-01"),
        ("1990~", "1993"),
        ("2019/..", "2019-04"),
        ("../2019", "2019"),
    ],
)
def test_times_that_share_a_day_do_not_differ(one: str, other: str) -> None:
    assert not days_differ(_time(one), _time(other))
    assert not days_differ(_time(other), _time(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2024-05", "2024-06-03"),
        ("2024-05-03/2024-05-05", "2024-05-06"),
        ("199X", "2001"),
        ("2001-21", "2001-07"),
        ("1990~", "2001"),
        ("2019/..", "2021/.."),
        ("../2019", "../2021"),
    ],
)
def test_times_that_share_no_day_differ(one: str, other: str) -> None:
    assert days_differ(_time(one), _time(other))
    assert days_differ(_time(other), _time(one))
