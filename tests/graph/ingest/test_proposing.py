"""Proposals of names when a document comes in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Telling
from claimgraph.ingest.proposing import proposed_names
from claimgraph.model import Judgement, SourceKind
from claimgraph.store import Store

AT = "2024-01-01T00:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path) as opened:
        yield opened


def telling(text: str, *names: str, about: str = "Skarn") -> Telling:
    """A document in which these people say that something is so."""
    made = Telling(text)
    place = made.entity(about)
    for name in names:
        claim = made.claim(f"{name} is right.", name, about=(place,))
        made.said(made.source(name, SourceKind.PERSON), claim, name)
    return made


def proposed(store: Store, *names: str, about: str = "Skarn") -> list[Judgement]:
    made = telling(f"{' and '.join(names)} spoke at {about} again.", *names, about=about)
    return list(proposed_names(made.reading(), store, AT))


def test_a_stored_name_in_another_form_is_proposed_once_and_not_the_same_form(store: Store) -> None:
    store.add(telling("Ola Brandt spoke at Skarn.", "Ola Brandt").reading(), actor="test")
    store.add(telling("Ola Brandt spoke at Skarn twice.", "Ola Brandt").reading(), actor="test")
    (found,) = proposed(store, "O. Brandt")
    assert (found.verdict, found.judge) == ("alike", "rule:like-names@1")
    assert "“Skarn”" in found.note
    assert proposed(store, "Ola Brandt") == []


def test_a_weak_likeness_needs_documents_that_speak_of_something_else_together(store: Store) -> None:
    store.add(telling("Ola Brandt spoke at Skarn.", "Ola Brandt").reading(), actor="test")
    assert proposed(store, "O. Brandt", about="Lerum") == []
    assert len(proposed(store, "Dr Ola Brandt", about="Lerum")) == 1


def test_a_weak_likeness_that_fits_two_stored_names_is_not_proposed(store: Store) -> None:
    store.add(telling("Ola Brandt spoke at Skarn.", "Ola Brandt").reading(), actor="test")
    store.add(telling("Oskar Brandt spoke at Skarn.", "Oskar Brandt").reading(), actor="test")
    assert proposed(store, "O. Brandt") == []


def test_two_who_are_named_apart_in_one_document_are_never_proposed(store: Store) -> None:
    both = telling("Ola Brandt met O. Brandt at Skarn.", "Ola Brandt", "O. Brandt")
    store.add(telling("Ola Brandt spoke at Skarn.", "Ola Brandt").reading(), actor="test")
    assert proposed(store, "O. Brandt", "Ola Brandt") == []
    assert len(proposed(store, "O. Brandt")) == 1
    store.add(both.reading(), actor="test")
    assert proposed(store, "O. Brandt") == []
    assert store.told_apart(*(source.id for source in both.sources if source.name.endswith("Brandt"))) == both.reading().document.id
