"""Links that the text itself states."""

import pytest

from builders import Telling
from claimgraph import read_text
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
        ("The mine closed, so that the price fell.", LinkType.PREMISE, True),
        ("The mine closed, and so the price fell.", LinkType.PREMISE, True),
        ("The mine closed. Therefore, the price fell.", LinkType.PREMISE, True),
        ("The mine closed. For example, the price fell.", LinkType.EXAMPLE, False),
        ("The mine closed. In other words, the price fell.", LinkType.RESTATES, False),
    ],
)
def test_a_cue_between_two_claims_is_a_confirmed_link(text: str, kind: LinkType, forward: bool) -> None:
    reading = read_text(text)
    mine, price = (next(claim for claim in reading.claims if word in claim.text) for word in ("mine", "price"))
    (link,) = reading.links
    ends = (mine.id, price.id) if forward else (price.id, mine.id)
    assert (link.kind, link.type, (link.from_, link.to)) == (LinkKind.SUPPORTS, kind, ends)
    assert (link.status, link.judge) == (LinkStatus.CONFIRMED, "text")
    assert link.stated_in in {one.id for one in reading.assertions if one.content.claim == price.id}


@pytest.mark.parametrize(
    "text",
    [
        "The cellist, who left because her bow was broken, will be paid.",
        "The warden knows sailors who left because the harbour was cold.",
        "Divers said that the wreck is empty. So the search is over.",
        "As for the notion that people want the bridge because it would be the first, the mayor laughed.",
        "The cook may leave not only because the pay is low but also because the kitchen is cold.",
        "Divers do not consider the wreck safe. Therefore, it was closed on Friday.",
        "Inns are full since the fair has opened. So if a guest comes, he sleeps in the barn.",
    ],
)
def test_a_cue_is_only_proposed_where_an_end_is_an_inner_clause_or_another_voice_speaks(text: str) -> None:
    found = [link for link in read_text(text).links if link.kind is LinkKind.SUPPORTS]
    assert {link.status for link in found} <= {LinkStatus.PROPOSED}


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


def premises(text: str) -> list[tuple[str, str]]:
    """The confirmed premises that a text states, each with what it supports."""
    reading = read_text(text)
    texts = {claim.id: claim.text for claim in reading.claims}
    links = (link for link in reading.links if link.type is LinkType.PREMISE and link.status is LinkStatus.CONFIRMED)
    return [(texts[link.from_], texts[link.to]) for link in links]


@pytest.mark.parametrize(
    "text",
    [
        "The pumps are off, and so are the lamps.",
        "The baker has left the village. So did his two sons.",
        "The cook has left the inn. So, in her way, has the owner.",
        "The dyke was raised in May. So far the village has stayed dry.",
        "The tap was turned so that the tank could be emptied.",
        "The guards walk the wall so that everybody is safe.",
        "The ferry never left the quay. So where did the crates go?",
        "The ferry never left the quay. So why would the crates be missing.",
        "If I may, sir, because time is short.",
        "The shop closed because of snow. The street was empty.",
    ],
)
def test_what_adds_asks_or_tells_a_purpose_is_no_conclusion(text: str) -> None:
    assert premises(text) == []


@pytest.mark.parametrize(
    ("text", "premise", "conclusion"),
    [
        ("Miners do not trust the lift, because its rope is old.", "Its rope is old.", "Miners do not trust the lift."),
        ("The valve had stuck, so that the tank ran over.", "The valve had stuck.", "The tank ran over."),
        ("The valve was stuck and so could not be closed.", "The valve was stuck.", "The valve could not be closed."),
        (
            "The ferry will stay in port, Ines Karr said on Monday, because the storm is near.",
            "The storm is near.",
            "The ferry will stay in port.",
        ),
        (
            "The vote was lost, said Otto Brandt, the head of the guild, because the farmers stayed away.",
            "The farmers stayed away.",
            "The vote was lost.",
        ),
    ],
)
def test_a_cue_joins_what_is_meant_on_its_two_sides(text: str, premise: str, conclusion: str) -> None:
    assert premises(text) == [(premise, conclusion)]


def test_because_joins_nothing_to_the_sentence_behind_its_own() -> None:
    text = "The quay stayed empty. Because the storm had come early. The market opened at noon."
    assert not [ends for ends in premises(text) if "market" in " ".join(ends)]


def test_indeed_is_only_proposed_as_a_reason() -> None:
    reading = read_text("The harvest was poor. Indeed, the barns stood empty by May.")
    assert [link.status for link in reading.links] == [LinkStatus.PROPOSED]


def test_a_reason_behind_a_denial_without_a_comma_is_only_proposed_since_it_may_be_what_is_denied() -> None:
    reading = read_text("The cook did not leave the inn because he was afraid.")
    assert [link.status for link in reading.links if link.type is LinkType.PREMISE] == [LinkStatus.PROPOSED]


def test_a_concession_is_no_reason() -> None:
    assert premises("The spy kept his name from us because even though he has retired, his cover holds.") == []
