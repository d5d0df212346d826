"""What voices answer each other in one text: denials, verdicts, rival figures, headlines. No text is from a benchmark."""

import pytest

from claimgraph import read_text
from claimgraph.model import LinkKind, LinkStatus, LinkType, Reading


def pairs(text: str, kind: LinkKind = LinkKind.CONTRADICTS) -> list[tuple[LinkType, str]]:
    """The links of a text that rules propose: their type, and the texts of their two claims."""
    reading = read_text(text)
    texts = {claim.id: claim.text for claim in reading.claims}
    found = [link for link in reading.links if link.kind is kind and link.status is LinkStatus.PROPOSED]
    return [(link.type, f"{texts[link.from_]} {texts[link.to]}") for link in found if {link.from_, link.to} <= texts.keys()]


def denied(reading: Reading) -> set[str]:
    """The texts of the claims that a text says are denied."""
    texts = {claim.id: claim.text for claim in reading.claims}
    return {texts[link.from_] for link in reading.links if link.type is LinkType.DENIAL and link.judge == "text"}


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "Shopkeepers said that water was pumped from such a well behind the mill. The miller denied owning such a well.",
            "own",
            "pumped",
        ),
        (
            "A deputy instructed the clerk to shred the letters, the paper wrote. There was no such order, the mayor said.",
            "order",
            "shred",
        ),
        ("Q: The ministry says that the envoy apologised.\n\nMr Ruiz: He did not.", "did not", "apologised"),
        ("Nurses say that the ward was closed on Sunday. No ward has ever been closed, the hospital retorted.", "No ward", "closed on"),
        ("The mine has been shut, the union said. The firm denied that the mine had been closed.", "not been closed", "shut"),
    ],
)
def test_a_denial_is_set_against_what_another_voice_said(text: str, one: str, other: str) -> None:
    found = [pair for pair in pairs(text) if pair[0] is LinkType.DENIAL]
    assert any(one in words and other in words for _, words in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Lea Storm: The firm says that it keeps the law.\nWhy did you turn down the offer of a mediator?\nAnton Brix: We did not.",
        "The mayor told the court that the money had been a loan.\nThere was not.",
        "Q: The ministry says that the envoy has apologised.\n\nMr Ruiz: He was not.",
    ],
)
def test_a_short_answer_is_set_against_nothing_that_it_does_not_take_up(text: str) -> None:
    assert pairs(text) == []


def test_a_majority_is_no_figure_of_its_own() -> None:
    text = "Young voters make up the majority in the valley, the clerk said. Old voters make up a fifth of the electorate, a pollster said."
    assert pairs(text) == []


def test_a_count_up_to_an_hour_leaves_room_for_a_higher_one() -> None:
    assert LinkType.QUANTITY not in [pair[0] for pair in pairs("Doctors counted 44 bodies by noon. The police put the dead at 58.")]
    assert LinkType.QUANTITY not in [pair[0] for pair in pairs("Divers recovered 44 bodies. The police put the dead at 58.")]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the tower is safe. “Not true,” the engineer said.",
        "Lea Storm: The mayor says that the tower is safe.\nAnton Brix: Not true. It has a crack.",
        'The mayor said that the tower is safe. "Utter nonsense!" the engineer replied.',
    ],
)
def test_a_word_that_calls_false_what_was_just_said_denies_it(text: str) -> None:
    assert denied(read_text(text)) == {"The tower is safe."}


@pytest.mark.parametrize(
    "text",
    [
        "Did the tower lean? “Not true,” the engineer said.",
        "The mayor said that the tower is safe. “False teeth,” the engineer said.",
        "The mayor said that the tower is safe. “Not true,” the mayor said.",
    ],
)
def test_without_another_voice_or_a_verdict_nothing_is_denied(text: str) -> None:
    assert denied(read_text(text)) == set()


def test_a_denial_answers_what_was_just_alleged_in_whatever_words() -> None:
    found = pairs("Tenants allege that the lifts were left to rot. The landlord denied that anybody had been put at risk.")
    assert [pair[0] for pair in found] == [LinkType.DENIAL]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the tower is safe. The engineer called the claim false.",
        "The mayor said that the tower is safe. That is a lie, said the engineer.",
        "The mayor said that the tower is safe. The engineer dismissed the report as pure invention.",
        "The mayor said that the tower is safe. Residents dispute this.",
        "The mayor said that the tower is safe. That is not how the engineer remembers it.",
    ],
)
def test_a_verdict_points_at_what_another_voice_said(text: str) -> None:
    reading = read_text(text)
    assert any("tower is safe" in words for _, words in pairs(text)) or "The tower is safe." in denied(reading)


@pytest.mark.parametrize("text", ["The mayor said that the tower is safe. That is no surprise.", "The mayor said it. This is good news."])
def test_what_is_no_verdict_points_at_nothing(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "At least 12 skiers were killed, the police said. Doctors said that 17 bodies had been counted.",
        "The refit will cost 40 million, the yard says. Auditors put the sum at 95 million.",
        "No more than a quarter of the grain was sold, the ministry said. At least half of the grain was sold, traders say.",
    ],
)
def test_two_figures_of_one_thing_by_two_voices_are_rivals(text: str) -> None:
    assert LinkType.QUANTITY in [pair[0] for pair in pairs(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The avalanche killed 12 skiers, the police said. Among the dead were four guides, doctors said.",
        "The avalanche killed 12 skiers, the police said. In 1987 a slide on the slope killed 40, doctors said.",
        "The avalanche killed 12 skiers, the police said. About 12 died, doctors said.",
        "The refit took six weeks, the yard said. The crew has 40 sailors, the union said.",
    ],
)
def test_parts_other_years_and_near_numbers_are_no_rivals(text: str) -> None:
    assert not [pair for pair in pairs(text) if pair[0] is LinkType.QUANTITY]


def test_tolls_of_two_sorts_of_people_are_rivals_only_where_they_leave_each_other_no_room() -> None:
    told = "The mudslide at Corve killed {}, the prefect said on Monday. {} were killed, a doctor said."
    assert pairs(told.format("twelve people", "Seven miners")) == []
    assert pairs(told.format("twelve pupils", "Seven miners")) == []
    assert [type_ for type_, _ in pairs(told.format("twelve people", "Fifteen miners"))] == [LinkType.QUANTITY]
    assert [type_ for type_, _ in pairs(told.format("twelve miners", "Seven miners"))] == [LinkType.QUANTITY]


def test_all_and_some_of_them_cannot_stand_in_opposite_states() -> None:
    found = pairs("All nine sailors have been freed, the embassy said. Two are still in prison, their lawyer said.")
    assert [pair[0] for pair in found] == [LinkType.STATES]


def test_a_headline_is_restated_by_the_opening() -> None:
    headline = "River floods the old mill at Orsk, brigade says\nBy Ana Ruiz\n\n"
    text = f"{headline}The river has flooded the old mill at Orsk, the fire brigade said on Monday. Nobody was hurt."
    assert LinkType.RESTATES in [pair[0] for pair in pairs(text, LinkKind.SUPPORTS)]


@pytest.mark.parametrize(
    ("denial", "claim"),
    [
        ("The army denied the bombardment.", "The army shelled a village."),
        ("The army rejects the figure.", "Nine farmers were killed."),
        ("The soldiers contest that.", "Nine farmers were killed."),
    ],
)
def test_a_denial_by_a_noun_or_pronoun_is_of_what_was_just_said(denial: str, claim: str) -> None:
    assert claim in denied(read_text(f"{claim[:-1]}, the mayor said. {denial}"))
