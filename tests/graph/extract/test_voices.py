"""As whom a document speaks."""

import pytest
from reading_of import document_of

from claimgraph.extract import read
from claimgraph.model import Document, SourceKind

SENTENCE = "The harbour closed in May."


def speaker(document: Document) -> tuple[str, SourceKind]:
    (source,) = read(document).sources
    return source.name, source.kind


@pytest.mark.parametrize(
    ("fields", "name", "kind"),
    [
        ({"authors": ("Ada Poe",), "publisher": "Harbour Post", "title": "Harbour closes"}, "Ada Poe", SourceKind.PERSON),
        ({"publisher": "Harbour Post", "title": "Harbour closes"}, "Harbour Post", SourceKind.ORGANISATION),
        ({"title": "Harbour closes"}, "author of “Harbour closes”", SourceKind.PERSON),
        ({"title": "Harbour closes " * 20}, "author of “Harbour closes Harbour closes Harbour closes…”", SourceKind.PERSON),
        ({}, "author", SourceKind.PERSON),
    ],
)
def test_a_document_speaks_as_its_author_its_publisher_or_whoever_wrote_what_has_its_title(
    fields: dict[str, object], name: str, kind: SourceKind
) -> None:
    assert speaker(document_of(SENTENCE, **fields)) == (name, kind)
