from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimgraph.language import load
from claimgraph.language.word_rules import WordRules

WORDS = """the that this which but all it there is are ai n't let 's gon na got ta y' c'm on do did had to not Something got gets No. " $5m
    because what more least her it's they'd"""
PARTS = st.sampled_from([*WORDS.split(), "  ", "\n", "\t"])


def told(pipeline: Language, texts: Sequence[str], *, ours: bool) -> list[list[tuple[str, ...]]]:
    """What the rules tell of each word of some texts: those of a pipeline, as it asks them or as we do."""
    rules = dict(pipeline.pipeline)["attribute_ruler"]
    rules = WordRules(rules) if ours else rules  # type: ignore[arg-type]
    docs = pipeline.pipe(texts, disable=["attribute_ruler", "lemmatizer", "ner"])
    return [[(token.tag_, token.dep_, token.pos_, str(token.morph), token.lemma_) for token in rules(doc)] for doc in docs]


def test_the_rules_tell_of_each_word_what_the_model_has_them_tell(plain: Language, paragraphs: Sequence[str]) -> None:
    assert told(plain, paragraphs, ours=True) == told(plain, paragraphs, ours=False)


def test_the_rules_of_several_words_tell_what_the_model_has_them_tell(plain: Language) -> None:
    @settings(max_examples=60)
    @given(st.lists(PARTS, max_size=12).map(" ".join))
    def same(text: str) -> None:
        assert told(plain, [text], ours=True) == told(plain, [text], ours=False)

    same()
    lemmas = [[word[-1] for word in text] for text in told(plain, ["Let's go.", "They are gon na go."], ours=True)]
    assert lemmas[0][1] == "us"
    assert lemmas[1][2:4] == ["go", "to"]


def test_what_is_kept_of_words_grows_with_their_kinds_and_not_with_the_text() -> None:
    rules = dict(load().pipeline)["attribute_ruler"]
    assert isinstance(rules, WordRules)
    load()("The mayor of Orsk left.")
    before = rules.kinds
    for town in ("Brackley", "Varn", "Oxmoor", "Ilsted"):
        load()(f"The mayor of {town} left.")
    assert rules.kinds == before


def test_a_text_has_the_same_words_after_another_was_forgotten() -> None:
    texts = ["Don't they say it's the least that Tolliver's wharf got?", "It is not there, and they'd all gone."]
    with load().memory_zone():
        before = [(token.pos_, token.lemma_) for doc in load().pipe(texts) for token in doc]
    with load().memory_zone():
        again: list[Doc] = list(load().pipe(texts))
        assert [(token.pos_, token.lemma_) for doc in again for token in doc] == before
