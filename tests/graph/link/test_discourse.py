"""Links that the text itself states."""

import pytest

from builders import Telling
from claimgraph.link import link_reading
from claimgraph.model import Claim, LinkKind, LinkStatus, LinkType


def told(text: str, *words: str) -> tuple[Telling, list[Claim]]:
    """A document whose author states a claim for each of the words."""
    telling = Telling(text)
    made = [telling.claim(f"{part}.", part) for part in words]
    for claim, part in zip(made, words, strict=True):
        telling.said(telling.author, claim, part)
    return telling, made


@pytest.mark.parametrize(
    ("text", "kind", "forward"),
    [
        ("The mine closed because the price fell.", LinkType.PREMISE, False),
        ("The mine closed, given that the price fell.", LinkType.PREMISE, False),
        ("The mine closed, and so the price fell.", LinkType.PREMISE, True),
        ("The mine closed. Therefore, the price fell.", LinkType.PREMISE, True),
        ("The mine closed. For example, the price fell.", LinkType.EXAMPLE, False),
        ("The mine closed. In other words, the price fell.", LinkType.RESTATES, False),
    ],
)
def test_a_cue_between_two_claims_is_a_confirmed_link(text: str, kind: LinkType, forward: bool) -> None:
    telling, (mine, price) = told(text, "The mine closed", "the price fell")
    (link,) = link_reading(telling.graph())
    ends = (mine.id, price.id) if forward else (price.id, mine.id)
    assert (link.kind, link.type, (link.from_, link.to)) == (LinkKind.SUPPORTS, kind, ends)
    assert (link.status, link.judge) == (LinkStatus.CONFIRMED, "text")
    assert link.stated_in == telling.assertions[1].id


@pytest.mark.parametrize(
    "text",
    [
        "The mine closed. The price fell because of snow.",
        "The mine closed because, as the mayor of the town said, the price fell.",
        "The mine closed.\n\nTherefore the price fell.",
        "The mine closed. It so happened that the price fell.",
    ],
)
def test_a_cue_that_does_not_stand_between_two_claims_makes_no_link(text: str) -> None:
    at = text.lower().index("the price fell")
    telling, _ = told(text, "The mine closed", text[at : at + len("the price fell")])
    assert link_reading(telling.graph()) == ()


def test_evidence_that_does_not_support_a_contention_speaks_against_it() -> None:
    text = "The rebels hold the town. This does not support the contention of the two generals that the rebels are in disarray."
    telling, (town, _) = told(text, "The rebels hold the town", "does not support")
    general = telling.source("general")
    disarray = telling.claim("The rebels are in disarray.", "the rebels are in disarray")
    telling.said(general, disarray, "the rebels are in disarray")
    graph = telling.graph()
    del graph.claims[telling.claims[1].id]  # type: ignore[attr-defined]
    (link,) = link_reading(graph)
    assert (link.kind, link.type, link.from_, link.to) == (LinkKind.CONTRADICTS, LinkType.STATES, town.id, disarray.id)


def test_the_words_of_those_who_hold_a_contention_are_no_evidence_against_it() -> None:
    text = "The rebels fled. This does not support the claim that the rebels are in disarray."
    telling = Telling(text)
    general = telling.source("general")
    for words in ("The rebels fled", "the rebels are in disarray"):
        telling.said(general, telling.claim(f"{words}.", words), words)
    assert link_reading(telling.graph()) == ()
