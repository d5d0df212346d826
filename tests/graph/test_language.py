from hypothesis import given
from hypothesis import strategies as st

from claimgraph.language import load, mask, parse


@given(st.text(alphabet=st.characters(), max_size=300))
def test_masking_keeps_the_length(text: str) -> None:
    assert len(mask(text)) == len(text)


def test_masking_straightens_quotes_and_blanks_footnote_marks() -> None:
    assert mask("Syria.[1] “These” ‘men’\u00a0left") == "Syria.    \"These\" 'men' left"


def test_two_apostrophes_become_one_quotation_mark_beside_the_words() -> None:
    assert mask("''No''") == ' "No" '


def test_lone_surrogates_and_endless_runs_are_blanked() -> None:
    assert mask("a\ud800b") == "a b"
    assert mask("x" * 500).strip() == ""


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load()


def test_parsing_keeps_order_and_offsets() -> None:
    texts = ["The “army” left.", "", "It rained."]
    docs = parse(texts)
    assert [len(doc.text) for doc in docs] == [len(text) for text in texts]
    assert [token.text for token in docs[2]] == ["It", "rained", "."]
