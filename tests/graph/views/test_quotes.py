from hypothesis import given
from hypothesis import strategies as st

from claimgraph.model import Anchor, Span
from claimgraph.views.quotes import Piece, cut_quote


def test_overlapping_clashes_are_one_stretch_after_the_other() -> None:
    pieces = cut_quote(Anchor(0, 6, "abcdef", "", ""), [Span(3, 5), Span(1, 4)])
    assert pieces == (Piece("a", False), Piece("bcd", True), Piece("e", True), Piece("f", False))


@given(st.text(max_size=20), st.integers(0, 5), st.lists(st.builds(Span, st.integers(-3, 30), st.integers(-3, 30)), max_size=5))
def test_the_pieces_together_are_the_quote(exact: str, start: int, clashes: list[Span]) -> None:
    pieces = cut_quote(Anchor(start, start + len(exact), exact, "", ""), clashes)
    assert "".join(piece.text for piece in pieces) == exact
    assert all(piece.text for piece in pieces)
