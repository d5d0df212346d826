from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from claimgraph.language import load
from claimgraph.language.name_finder import NameFinder, can_find

PARTS = st.sampled_from(
    """Ann Lee of the Varn River Authority Reuters Monday 12 March 2021 three hundred $4.5 million per cent ' s . , \n the ( ) " said Orsk
    European Union Mr first 10:30""".split(" ")
)
Marked = list[list[tuple[str, str]]]


@pytest.fixture
def recognizer(plain: Language) -> EntityRecognizer:
    found = dict(plain.pipeline)["ner"]
    assert isinstance(found, EntityRecognizer)
    return found


def parsed(pipeline: Language, texts: Sequence[str]) -> list[Doc]:
    return list(pipeline.pipe(texts, disable=["ner"]))


def marked(docs: Sequence[Doc]) -> Marked:
    return [[(token.ent_iob_, token.ent_type_) for token in doc] for doc in docs]


def by_both(plain: Language, recognizer: EntityRecognizer, texts: Sequence[str]) -> tuple[Marked, Marked]:
    """The names that the model finds in some texts, and those that we do."""
    theirs, ours = (part.pipe(parsed(plain, texts)) for part in (recognizer, NameFinder(recognizer)))
    return marked(list(theirs)), marked(list(ours))


def test_the_names_are_those_that_the_model_finds(plain: Language, recognizer: EntityRecognizer, paragraphs: Sequence[str]) -> None:
    theirs, ours = by_both(plain, recognizer, paragraphs)
    assert ours == theirs
    assert sum(mark == "B" for text in ours for mark, _ in text) > 300


def test_names_of_odd_texts_are_those_that_the_model_finds(plain: Language, recognizer: EntityRecognizer) -> None:
    @settings(max_examples=60)
    @given(st.lists(st.lists(PARTS, max_size=14).map(" ".join), max_size=3))
    def same(texts: Sequence[str]) -> None:
        theirs, ours = by_both(plain, recognizer, texts)
        assert ours == theirs

    same()


def test_one_text_alone_has_the_names_that_it_has_among_others(paragraphs: Sequence[str]) -> None:
    among = marked(list(load().pipe(paragraphs[:40])))
    assert marked([load()(text) for text in paragraphs[:40]]) == among


def test_a_recogniser_that_looks_ahead_is_left_as_it_is(recognizer: EntityRecognizer) -> None:
    assert can_find(recognizer)
    recognizer.cfg["beam_width"] = 4
    try:
        assert not can_find(recognizer)
    finally:
        recognizer.cfg["beam_width"] = 1
