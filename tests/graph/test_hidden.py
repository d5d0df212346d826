import pytest

from claimgraph.hidden import hidden_words, invisible_spans
from claimgraph.ingest.documents import make_document
from claimgraph.model import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ma\u200byor left.", ["\u200b"]),
        ("It \u2060\u2063rained.\ufeff", ["\u2060\u2063", "\ufeff"]),
        ("seen\U000e0068\U000e0069", ["\U000e0068\U000e0069"]),
        ("abc \u202ecba\u202c", ["\u202e", "\u202c"]),
        ("le\u200cft", ["\u200c"]),
        ("می\u200cخواهم 👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f soft\u00adhyphen", []),
    ],
)
def test_characters_without_a_shape_are_found_where_no_script_and_no_flag_needs_them(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in invisible_spans(text)] == found


def test_hidden_words_are_one_finding_that_says_what_they_are() -> None:
    (found,) = hidden_words(make_document("Seen. Not seen. Seen. Nor this.", hidden=(Span(6, 15), Span(22, 31))))
    assert (found.kind, found.anchor and found.anchor.exact) == ("hidden-text", "Not seen.")
    assert "18 characters in 2 places" in found.message
    assert "“Not seen. … Nor this.”" in found.message


def test_what_tags_spell_is_told_and_what_has_no_words_is_only_counted() -> None:
    assert "“hi”" in next(hidden_words(make_document("a\U000e0068\U000e0069", hidden=(Span(1, 3),)))).message
    assert next(hidden_words(make_document("a\u200bb", hidden=(Span(1, 2),)))).message.endswith("was published.")
    assert list(hidden_words(make_document("Seen."))) == []
