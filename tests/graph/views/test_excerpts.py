from hypothesis import given
from hypothesis import strategies as st

from claimgraph.model import Anchor, Document, Span
from claimgraph.views.excerpts import CONTEXT, LONGEST, excerpt_of


def _document(text: str) -> Document:
    return Document("document-a", text, "0" * 64)


RANGES = st.tuples(st.integers(0, 3000), st.integers(1, 900))


@given(st.text(alphabet="ab \n", min_size=1, max_size=3000), RANGES, st.lists(RANGES, max_size=4))
def test_an_excerpt_is_a_stretch_of_the_document_of_bounded_length(text: str, at: tuple[int, int], clashes: list[tuple[int, int]]) -> None:
    start = at[0] % len(text)
    quote = Anchor.of(text, start, min(len(text), start + at[1]))
    found = excerpt_of(_document(text), quote, [Span(start, start + length) for start, length in clashes])
    assert found.text in text
    assert len(found.text) <= LONGEST + 2 * CONTEXT
    assert all(part.text for part in found.stretches)


@given(st.text(alphabet="ab \n", min_size=1, max_size=600), RANGES)
def test_a_short_quote_is_marked_in_full(text: str, at: tuple[int, int]) -> None:
    start = at[0] % len(text)
    quote = Anchor.of(text, start, min(len(text), start + at[1]))
    assert "".join(part.text for part in excerpt_of(_document(text), quote).stretches if part.role == "marked") == quote.exact


def test_a_quote_of_thousands_of_words_is_cut_around_its_first_clash() -> None:
    text = "word " * 2000 + "clash " + "word " * 2000
    found = excerpt_of(_document(text), Anchor.of(text, 0, len(text)), [Span(10_000, 10_005)])
    assert len(found.text) <= LONGEST + 2 * CONTEXT
    assert [part.text for part in found.stretches if part.role == "clash"] == ["clash"]


def test_words_that_clash_outside_the_quote_are_in_view() -> None:
    text = "The general denied that troops fight. " + "More. " * 100
    quote = Anchor.of(text, 24, 36)
    assert [part.text for part in excerpt_of(_document(text), quote, [Span(12, 18)]).stretches if part.role == "clash"] == ["denied"]


def test_context_does_not_leave_the_paragraph() -> None:
    text = "Before.\n\nThe quote.\n\nAfter."
    found = excerpt_of(_document(text), Anchor.of(text, 13, 18))
    assert (found.text, found.cut_before, found.cut_after) == ("The quote.", False, False)


def test_a_cut_in_a_paragraph_is_told() -> None:
    text = "word " * 200
    found = excerpt_of(_document(text), Anchor.of(text, 500, 504))
    assert (found.cut_before, found.cut_after) == (True, True)
