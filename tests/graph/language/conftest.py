import importlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from spacy.language import Language

from claimgraph.language import CARRIED, mask

ARTICLES = Path(__file__).parents[3] / "benchmarks" / "articles"


@pytest.fixture(scope="session")
def plain() -> Language:
    """The model as it comes."""
    pipeline: Language = importlib.import_module(CARRIED).load()
    return pipeline


@pytest.fixture(scope="session")
def paragraphs() -> Sequence[str]:
    """The paragraphs of the annotated articles, an empty one and one of white space."""
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(ARTICLES.glob("*.json"))]
    return ["", " \t ", *(paragraph for text in texts for paragraph in mask(text).split("\n"))]
