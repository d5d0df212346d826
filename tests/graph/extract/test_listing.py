"""Which candidates for an attribution are listed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_of import reading_of

from claimgraph.extract.candidates import candidates_of
from claimgraph.extract.listing import decision, word_classes
from claimgraph.extract.parse.parsing import parse_text


def candidates(text: str) -> set[tuple[str, str, tuple[str, ...]]]:
    """The candidates of a text as words: construction, cue, contents."""
    return {
        (one.shape, text[one.cue.start : one.cue.end], tuple(text[part.start : part.end] for part in one.contents))
        for one in candidates_of(parse_text(text))
    }


def listed(text: str) -> set[tuple[str, str]]:
    """The cue and the first content of each attribution of a text."""
    return {(text[one.cue.start : one.cue.end], text[one.content[0].start : one.content[0].end]) for one in reading_of(text).attributions}


def test_a_verb_may_attribute_its_object_alone_or_with_what_follows() -> None:
    found = candidates("The growers compared the tax to a plague of mice.")
    assert ("object", "compared", ("the tax",)) in found
    assert ("object+", "compared", ("the tax to a plague of mice",)) in found


def test_a_noun_between_a_verb_and_its_content_belongs_to_the_cue() -> None:
    assert ("noun with", "voiced alarm at", ("the price of hay",)) in candidates("The growers voiced alarm at the price of hay.")


def test_a_preposition_after_an_adjective_belongs_to_the_cue() -> None:
    assert ("adjective with", "are wary of", ("the new buyer",)) in candidates("The growers are wary of the new buyer.")


def test_the_subject_of_a_passive_is_part_of_what_is_said() -> None:
    found = candidates("The buyer was accused of theft.")
    assert ("passive+", "was accused of", ("The buyer", "theft")) in found


def test_the_it_of_an_impersonal_phrase_is_no_source() -> None:
    found = [one for one in candidates_of(parse_text("It is obvious that the barn is empty.")) if one.shape == "adjective that"]
    assert found
    assert all(one.source is None for one in found)


def test_an_attitude_without_a_clause_is_listed() -> None:
    assert ("are wary of", "the new buyer") in listed("The growers are wary of the new buyer.")


def test_what_people_do_is_not_listed() -> None:
    assert not listed("The growers carried the hay into the barn, fed the horses and mended the gate.")


def test_cues_that_are_listed_share_no_word() -> None:
    text = "The growers voiced alarm at the tax and said that they feared it. They are wary of the buyer's promise to pay."
    found = reading_of(text).attributions
    assert found
    assert all(one.cue.end <= other.cue.start for one, other in pairwise(found))


@given(st.lists(st.sampled_from(sorted(decision().weights)), unique=True))
def test_a_likelihood_is_a_probability(features: list[str]) -> None:
    assert 0 <= decision().likelihood(features) <= 1


def test_no_word_of_the_classes_stands_twice_in_one() -> None:
    assert all(len(kinds) == len(set(kinds)) for kinds in word_classes().values())


def sourced(text: str) -> set[tuple[str, str]]:
    """The cue of each listed attribution and who it is of, "" for nobody."""
    return {
        (text[one.cue.start : one.cue.end], text[one.source.start : one.source.end] if one.source else "")
        for one in reading_of(text).attributions
    }


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor declined to say whether the bridge is safe.", "declined to say"),
        ("Orla Finch continues to insist that the vault is full.", "continues to insist"),
        ("Tom Baird was not able to explain why the dam had leaked.", "was not able to explain"),
        ("The mayor went on to say that the road is closed.", "went on to say"),
        ("The mayor wants to say that the road is closed.", "to say"),
        ("The growers complained bitterly that the road is closed.", "complained bitterly"),
        ("The growers said that sadly the road is closed.", "said"),
    ],
)
def test_what_leads_to_the_verb_belongs_to_the_cue(text: str, cue: str) -> None:
    assert {found for found, _ in sourced(text) if found in cue or cue in found} == {cue}


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The judge ruled that the tin could be shown, rejecting a claim that it had been opened.", "rejecting", "The judge"),
        ("The growers signed a letter opposing the merger.", "opposing", "The growers"),
        ("It was early, Ms Holm said at a news conference announcing that the mill would open.", "announcing", "Ms Holm"),
        ("The finance committee heard that the overspend now stood at two million.", "heard", "The finance committee"),
        ("Often, it appeared that Tom Baird was unable to parry the attack.", "appeared", ""),
        ("With Liberal leaders worried about a lack of passion, turnout may fall.", "worried about", "Liberal leaders"),
        (
            "The family, neighbours and village elders have demanded that police release the film.",
            "have demanded",
            "The family, neighbours and village elders",
        ),
        ("The growers had no way of knowing that the mill was shut.", "knowing", "The growers"),
        ("He refused to name the buyer, aside from saying that she was rich.", "saying", "He"),
        ("He needs more voters to judge him ready for office.", "to judge", "more voters"),
        ("The permits go to growers, who make up half the town and see the scheme as a gift.", "see", "who"),
        ("His best response was to say that the mill would pay.", "to say", "His"),
        ("Tom Baird left. The minister's answer was to deny that the mill was shut.", "to deny", "The minister"),
        ("The plan was to say that the mill was shut.", "to say", "The plan"),
        ("The council has proved to be slow.", "has proved", ""),
        ("When asked whether the mill was safe, she said it was.", "When asked", ""),
        ("The speech reflected the president's eagerness to use his influence.", "reflected the president's eagerness", "the president"),
        ("Suspicions run high that every newspaper has an agenda.", "Suspicions run high", ""),
        ("Ms Holm, who knew that a vote would fail, told her aides to wait.", "told", "Ms Holm"),
        ("Ms Holm, who runs the mill, said that it would open.", "said", "Ms Holm, who runs the mill"),
    ],
)
def test_who_is_listed_as_the_source(text: str, cue: str, source: str) -> None:
    assert (cue, source) in sourced(text)


def test_a_longer_cue_still_leads_to_what_is_asserted_by_it() -> None:
    reading = reading_of("Orla Finch continues to insist that the vault is full.")
    (insisting,) = reading.attributions
    assert {one.speaker.name for one in reading.assertions if one.id in insisting.assertions} == {"Orla Finch"}
