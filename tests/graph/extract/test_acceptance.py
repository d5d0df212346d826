"""Partial acceptance: whoever says that the gist is true concedes what was said."""

import pytest
from reading_of import held, reading_of

from claimgraph.link import link_reading
from claimgraph.model import Graph, LinkType, Stance


@pytest.mark.parametrize(
    "text",
    [
        "The Coast Herald reported that the mill was flattened. As a rival paper it likely exaggerates, but the gist is true.",
        "The Coast Herald reported that the mill was flattened. The paper overstates the damage, but the core of its report holds.",
    ],
)
def test_the_author_concedes_what_the_source_says(text: str) -> None:
    flattened = [item for item in held(text) if item.text == "The mill was flattened."]
    assert {(item.voices[-1], item.assertion.stance) for item in flattened} == {
        ("Coast Herald", Stance.ENDORSES),
        ("author", Stance.CONCEDES),
    }
    conceded = next(item for item in flattened if item.assertion.stance is Stance.CONCEDES)
    assert conceded.quote in text


def test_the_degree_is_left_to_the_source_which_is_undercut() -> None:
    text = "The Coast Herald reported that the mill was flattened. As a rival paper it likely exaggerates, but the gist is true."
    assert LinkType.UNDERCUT in {link.type for link in link_reading(Graph.of_reading(reading_of(text)))}


@pytest.mark.parametrize(
    "text",
    [
        "The Coast Herald reported that the mill was flattened. The gist is not true.",
        "The mill was flattened. The gist is true.",
        "The Coast Herald reported that the mill was flattened. The core of the reactor is hot.",
    ],
)
def test_nothing_is_conceded_where_no_core_is_accepted_or_nobody_said_anything(text: str) -> None:
    assert Stance.CONCEDES not in {item.assertion.stance for item in held(text)}
