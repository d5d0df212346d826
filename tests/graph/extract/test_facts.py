"""What texts state about whom their sources belong to and speak for, and whom they are against."""

import pytest
from reading_of import held_in, reading_of

from claimgraph.model import Direction, Graph
from claimgraph.reason.credibility.scoring import Scored


def ties(text: str) -> set[tuple[str, str, str]]:
    reading = reading_of(text)
    known = {entity.id: entity.name for entity in reading.entities}
    found = {(source.name, "towards", known[item.organisation or ""]) for source in reading.sources for item in source.affiliations}
    return found | {
        (source.name, item.direction.value, known[item.entity or ""]) for source in reading.sources for item in source.interests
    }


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Beth Crane, who sits on the board of Northgas, said that prices will fall.", ("Beth Crane", "towards", "Northgas")),
        ("The Lamp, a weekly that is financed by the Salt Union, reported that the mine is safe.", ("Lamp", "towards", "Salt Union")),
        ("Dr Paul Iver, who owns shares in Medrane, said that the pill works.", ("Paul Iver", "towards", "Medrane")),
        ("Jo Marsh, who is suing Medrane, said that the pill made her ill.", ("Jo Marsh", "against", "Medrane")),
        ("The River League, which has campaigned against Medrane, said that fish died.", ("River League", "against", "Medrane")),
        ("Army spokesman Carl Voss said that the road is open.", ("Carl Voss", "towards", "Army")),
        ("A spokeswoman for Medrane said that the pill is safe.", ("the spokeswoman for Medrane", "towards", "Medrane")),
    ],
)
def test_a_tie_that_a_text_states_is_kept_with_the_entity(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tom Reed, a former spokesman for Medrane, said that the pill works.",
        "Tom Reed, who has never worked for Medrane, said that the pill works.",
        "Ana Sol, the ambassador to Peru, said that the port is open.",
        "Friends of the runner said that she is tired.",
        "The clinic denied that Tom Reed, its director, works for Medrane.",
    ],
)
def test_what_is_no_tie_or_is_over_or_denied_is_not_kept(text: str) -> None:
    assert not {tie for tie in ties(text) if tie[2] in {"Medrane", "Peru", "Friends", "Tom Reed"}}


def test_a_claim_is_about_whoever_denies_having_done_it() -> None:
    reading = reading_of("The police denied having fired a shot.")
    names = {entity.id: entity.name for entity in reading.entities}
    assert {names[entity] for item in held_in(reading) for entity in item.claim.entities} == {"the police"}


def test_the_adjective_of_a_place_is_about_that_place() -> None:
    reading = reading_of("Velmora denied that Velmoran tanks had crossed the river. The envoy said that Velmora is calm.")
    assert [entity.name for entity in reading.entities if entity.name.startswith("Velmora")] == ["Velmora"]


def test_the_rules_of_interest_fire_on_what_a_text_states() -> None:
    text = (
        "The Herald, a paper that is run by the Coast Party, reported that the Coast Party had bought votes in Lund. "
        "The Coast Party denied that it had bought votes in Lund."
    )
    graph = Graph.of_reading(reading_of(text))
    fired = {(graph.sources[act.voice].name, rule.rule) for act in Scored.of(graph).network.acts for rule in act.rules}
    assert ("Coast Party", "self-serving denial") in fired


def test_an_interest_says_which_way_it_pulls() -> None:
    reading = reading_of("Vera Holm, a rival of Ian Strom, said that the vote was fair.")
    (source,) = [source for source in reading.sources if source.name == "Vera Holm"]
    assert [(item.name, item.direction, item.entity is not None) for item in source.interests] == [("Ian Strom", Direction.AGAINST, True)]


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Dr Nils Falk of the Tidal Institute said the reef had grown.", "Nils Falk", "Tidal Institute"),
        ("Prof Elena Sand of the Harbour Institute said the reef had grown.", "Elena Sand", "Harbour Institute"),
        ("Nora Wick, of the Salter Foundation, said the reef had grown.", "Nora Wick", "Salter Foundation"),
    ],
)
def test_the_body_behind_a_name_is_whom_it_belongs_to(text: str, name: str, party: str) -> None:
    found = {(source.name, item.name) for source in reading_of(text).sources for item in source.affiliations}
    assert (name, party) in found


@pytest.mark.parametrize(
    ("text", "interest"),
    [
        ("Victor Lang, who owns shares in the quarry, said the dust was harmless.", ("Victor Lang", "the quarry")),
        ("Victor Lang, whose party receives money from the salt trade, said the dust was harmless.", ("Victor Lang", "the salt trade")),
        ("Victor Lang receives fees from Halden Steel. He said the dust was harmless.", ("Victor Lang", "Halden Steel")),
    ],
)
def test_whoever_holds_or_is_given_something_has_a_stake(text: str, interest: tuple[str, str]) -> None:
    found = {(source.name, item.name) for source in reading_of(text).sources for item in source.interests}
    assert interest in found


@pytest.mark.parametrize("title", ["Chief Executive Officer", "Chief Financial Officer", "Executive Director"])
def test_a_title_of_several_words_is_no_part_of_the_name(title: str) -> None:
    assert "Pia Holm" in {source.name for source in reading_of(f"{title} Pia Holm said the bank knew.").sources}
