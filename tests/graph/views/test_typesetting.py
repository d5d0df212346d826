from hypothesis import given
from hypothesis import strategies as st

from claimgraph.views.typesetting import set_lines, settable, width_of


@given(st.text(max_size=600), st.integers(60, 400), st.integers(1, 6))
def test_every_line_fits_and_there_are_no_more_than_asked_for(text: str, width: int, most: int) -> None:
    lines = set_lines(text, width, 13, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 13) <= width for line in lines)


@given(st.text(max_size=300))
def test_no_word_is_lost_where_there_is_room(text: str) -> None:
    assert "".join(set_lines(text, 200, 13, 400)).replace(" ", "") == settable(text).replace(" ", "")


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert set_lines("word " * 10_000, 100, 13, 2)[-1].endswith("…")


def test_one_endless_word_is_broken() -> None:
    assert all(width_of(line, 13) <= 100 for line in set_lines("x" * 10_000, 100, 13, 5))


@given(st.text())
def test_settable_text_holds_no_controls_and_no_overrides(text: str) -> None:
    assert not set(settable(text)) & {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066"}
