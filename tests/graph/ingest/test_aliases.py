"""Which two names may be of one, and why."""

import pytest

from claimgraph.ingest.aliases import acronym_of, folded, likeness
from claimgraph.model import Entity, EntityKind, Source, SourceKind


def person(name: str) -> Source:
    return Source(f"source-{name}", "document-a", SourceKind.PERSON, name)


def body(name: str) -> Entity:
    return Entity(f"entity-{name}", "document-a", EntityKind.ORGANISATION, name)


@pytest.mark.parametrize(
    ("one", "other", "weak"),
    [
        ("Renée Okafor", "Renee Okafor", False),
        ("Dr Ola Brandt", "Ola Brandt", False),
        ("Ola K. Brandt", "Ola Brandt", False),
        ("O. Brandt", "Ola Brandt", True),
        ("Brandt", "Ola Brandt", True),
        ("Mr Brandt", "Ola Brandt", True),
    ],
)
def test_forms_of_one_name_are_alike_in_either_order_and_weak_where_no_first_name_is_told(one: str, other: str, weak: bool) -> None:
    for found in (likeness(person(one), person(other)), likeness(person(other), person(one))):
        assert found is not None
        assert found.weak is weak
        assert one in found.reason


@pytest.mark.parametrize(("one", "other"), [("Ivo Brandt", "Ola Brandt"), ("O. Brandt", "Ivo Brandt"), ("Ola K. Brandt", "Ola M. Brandt")])
def test_names_of_two_people_are_not_alike(one: str, other: str) -> None:
    assert likeness(person(one), person(other)) is None


def test_bodies_are_alike_by_their_first_letters_and_without_the_form_of_company() -> None:
    assert likeness(body("LWB"), body("Lower Weir Board")) is not None
    assert likeness(body("Tarn Foods Ltd"), body("Tarn Foods")) is not None
    assert likeness(body("Tarn Foods"), body("Tarn Mills")) is None
    assert acronym_of("Lower Weir Board of the County") == "LWBC"


def test_names_of_other_kinds_and_equal_ones_are_no_matter_of_this() -> None:
    assert likeness(person("Ola Brandt"), body("Ola Brandt Ltd")) is None
    assert likeness(person("Ola Brandt"), person("ola brandt")) is None


def test_one_identifier_elsewhere_makes_any_two_names_alike() -> None:
    known = ("https://www.wikidata.org/entity/Q1",)
    pair = [Entity(name, "document-a", EntityKind.PLACE, name, same_as=known) for name in ("Orsk", "The Old Town")]
    assert likeness(*pair) is not None


def test_folding_leaves_letters_alone_that_have_no_accent() -> None:
    assert folded("Łódź–Æro") == "lodz æro"
