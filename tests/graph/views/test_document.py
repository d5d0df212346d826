from hypothesis import given
from hypothesis import strategies as st

from builders import PROVINCE, Telling, contested_province
from claimgraph.model import Citation, Document, Graph, Span
from claimgraph.views.document import MarkedText, mark_document, mark_text

LETTERS = st.text(alphabet="ab \n\r\u202e<é", max_size=60)
SPANS = st.lists(st.builds(Span, st.integers(-2, 70), st.integers(-2, 70)), max_size=4)


def written(text: str, **fields: object) -> Document:
    return Document("document-x", text, "", **fields)  # type: ignore[arg-type]


def whole(marked: MarkedText) -> str:
    return "".join(segment.text for paragraph in marked.paragraphs for segment in paragraph.segments)


def test_overlapping_claims_share_the_segment_between_them() -> None:
    marked = mark_text(written("abcdef"), {"one": [Span(0, 4)], "two": [Span(2, 6)]})
    segments = marked.paragraphs[0].segments
    assert [(segment.text, segment.claims) for segment in segments] == [("ab", ("one",)), ("cd", ("one", "two")), ("ef", ("two",))]
    assert [segment.opens for segment in segments] == [("one",), ("two",), ()]
    assert [segment.closes for segment in segments] == [(), ("one",), ("two",)]
    assert marked.numbers == {"one": 1, "two": 2}


def test_a_claim_with_two_quotes_opens_once() -> None:
    marked = mark_text(written("ab ab"), {"one": [Span(3, 5), Span(0, 2)]})
    segments = marked.paragraphs[0].segments
    assert [segment.claims for segment in segments] == [("one",), (), ("one",)]
    assert [segment.opens for segment in segments] == [("one",), (), ()]


def test_a_mark_may_run_over_paragraphs() -> None:
    marked = mark_text(written("ab\n\ncd"), {"one": [Span(1, 5)]})
    assert [[segment.text for segment in paragraph.segments] for paragraph in marked.paragraphs] == [["a", "b"], ["c", "d"]]
    assert [paragraph.claims for paragraph in marked.paragraphs] == [("one",), ()]
    assert marked.paragraphs[1].segments[0].closes == ("one",)


def test_each_line_is_a_paragraph_unless_the_text_is_wrapped_by_hand() -> None:
    long = "word " * 40
    assert len(mark_text(written(f"{long}\n{long}\n"), {}).paragraphs) == 2
    assert len(mark_text(written("short\nlines\n\nof verse"), {}).paragraphs) == 2


def test_spans_outside_the_text_are_left_out() -> None:
    marked = mark_text(written("abc"), {"one": [Span(1, 9)], "two": [Span(2, 2)], "three": [Span(-1, 2)]})
    assert marked.numbers == {}
    assert whole(marked) == "abc"


def test_hidden_words_clashes_and_notes_are_told_apart() -> None:
    note = Citation("[1]", 4, 7, dangling=True)
    marked = mark_text(written("abc [1] xyz", hidden=(Span(8, 11),), citations=(note,)), {}, [Span(0, 2)])
    found = [(segment.text, segment.clash, segment.hidden, segment.citation) for segment in marked.paragraphs[0].segments]
    assert found == [
        ("ab", True, False, None),
        ("c ", False, False, None),
        ("[1]", False, False, note),
        (" ", False, False, None),
        ("xyz", False, True, None),
    ]


def test_an_empty_text_has_no_paragraphs() -> None:
    assert mark_text(written(" \n\n "), {}).paragraphs == ()


def test_every_claim_of_the_worked_example_is_marked_where_its_words_stand() -> None:
    telling = contested_province()
    marked = mark_document(telling.graph(), telling.document)
    assert set(marked.numbers) == {claim.id for claim in telling.claims}
    assert len(marked.paragraphs) == 3
    assert whole(marked) == PROVINCE.replace("\n\n", "")
    assert any(segment.citation and segment.text == "[1]" for paragraph in marked.paragraphs for segment in paragraph.segments)


def test_only_the_words_of_this_document_are_marked() -> None:
    one, other = Telling("Rain fell."), Telling("Snow fell.")
    one.said(one.author, one.claim("Rain fell.", "Rain fell"), "Rain fell")
    other.said(other.author, other.claim("Snow fell.", "Snow fell"), "Snow fell")
    both = Graph.of([*one.graph().nodes(), *other.graph().nodes()])
    assert set(mark_document(both, one.document).numbers) == {one.claims[0].id}


@given(LETTERS, SPANS, SPANS)
def test_no_word_is_lost_and_every_claim_that_shows_opens_once(text: str, one: list[Span], two: list[Span]) -> None:
    marked = mark_text(written(text), {"one": one, "two": two})
    assert "".join(whole(marked).split()) == "".join(text.split())
    segments = [segment for paragraph in marked.paragraphs for segment in paragraph.segments]
    assert all(segment.text for segment in segments)
    for claim in ("one", "two"):
        shows = any(claim in segment.claims for segment in segments)
        assert sum(claim in segment.opens for segment in segments) == sum(claim in segment.closes for segment in segments) == shows
