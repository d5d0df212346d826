from collections.abc import Sequence

from spacy.language import Language
from spacy.pipeline import Lemmatizer

from claimgraph.language import load
from claimgraph.language.base_forms import BaseForms

TEXTS = (
    "Let's go, they'd left the mice.",
    "She leaves; the leaves are better than ours.",
    "The Bakers' dogs were barking at 5 p.m.",
    " \n ",
)


def forms(pipeline: Language, texts: Sequence[str], *, ours: bool) -> list[list[str]]:
    """The base form of each word of some texts: as a pipeline gives them, or as we have it give them."""
    lemmatizer = pipeline.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    part = BaseForms(lemmatizer) if ours else lemmatizer
    return [[token.lemma_ for token in part(doc)] for doc in pipeline.pipe(texts, disable=["lemmatizer", "ner"])]


def test_each_word_has_the_base_form_that_the_model_gives_it(plain: Language, paragraphs: Sequence[str]) -> None:
    texts = [*paragraphs, *TEXTS]
    assert forms(plain, texts, ours=True) == forms(plain, texts, ours=False)


def test_words_have_their_base_forms_after_others_were_forgotten() -> None:
    part = dict(load().pipeline)["lemmatizer"]
    assert isinstance(part, BaseForms)
    with load().memory_zone():
        before = [token.lemma_ for doc in load().pipe(TEXTS) for token in doc]
    part.forget()
    for _ in range(2):
        with load().memory_zone():
            assert [token.lemma_ for doc in load().pipe(TEXTS) for token in doc] == before
