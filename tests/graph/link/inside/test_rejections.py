import pytest

from claimgraph import read_text
from claimgraph.link.version import judge_of
from claimgraph.model import Link, LinkKind, LinkStatus, LinkType, Reading

STRIKE = (
    "The company says that the pay rise was refused because sales had fallen. That explanation is not convincing. Sales were the same as "
    "last year. Moreover, the directors have paid themselves a bonus. It is far more likely that the owners want to close the plant."
)
COUNTED = (
    "The museum claims that the mask was found in a grave near Lund. This account does not add up, for three reasons. First, the grave was "
    "opened long before the war. Second, the mask is made of a metal that was unknown at the time. Third, nobody saw it there."
)


def linked(reading: Reading, type_: LinkType) -> list[tuple[str, str, Link]]:
    texts = {claim.id: claim.text for claim in reading.claims}
    return [(texts[link.from_], texts[link.to], link) for link in reading.links if link.type is type_]


def test_a_rejected_explanation_and_its_rival_contradict_it() -> None:
    found = linked(read_text(STRIKE), LinkType.CAUSE)
    assert {from_.split()[0] for from_, _, _ in found} >= {"The"}
    assert any("close the plant" in from_ for from_, _, _ in found)
    assert {(link.status, link.stated_in) for _, _, link in found} == {(LinkStatus.PROPOSED, None)}


def test_what_follows_a_rejection_is_proposed_as_its_reason() -> None:
    reasons = [(from_, link) for from_, _, link in linked(read_text(STRIKE), LinkType.PREMISE) if link.judge.startswith("rule:reasons")]
    assert ["Sales were" in from_ or "bonus" in from_ for from_, _ in reasons] == [True, True]
    assert all(link.status is LinkStatus.PROPOSED for _, link in reasons)


def test_reasons_that_are_counted_out_support_what_announces_them() -> None:
    premises = [from_ for from_, _, link in linked(read_text(COUNTED), LinkType.PREMISE) if link.judge == "text"]
    assert [word for word in ("First", "Second", "Third") if any(premise.startswith(word) for premise in premises)] == [
        "First",
        "Second",
        "Third",
    ]


def test_a_plain_sentence_about_an_explanation_rejects_nothing() -> None:
    reading = read_text("The mayor said that the bridge was closed for repairs. The explanation was published on Monday. Sales rose.")
    assert linked(reading, LinkType.CAUSE) == []
    assert [link for link in reading.links if link.judge.startswith("rule:reasons")] == []


def test_a_claim_of_a_list_is_not_what_was_just_said() -> None:
    reading = read_text("Engineers said that the bridge needs new bolts. The second claim is false.")
    assert [link for link in reading.links if link.kind is LinkKind.CONTRADICTS] == []


def test_a_clause_with_because_in_front_supports_the_clause_behind_it() -> None:
    reading = read_text("Nobody was surprised. Because the paper belongs to the minister's brother, the report is no hostile rumour.")
    pairs = [(from_, to) for from_, to, _ in linked(reading, LinkType.PREMISE)]
    assert [("belongs" in from_, "rumour" in to) for from_, to in pairs] == [(True, True)]


@pytest.mark.parametrize(
    ("said", "rejected"),
    [
        ("The owner insists that the dam is sound. I find this hard to believe.", True),
        ("The owner insists that the dam is sound. The pictures tell a different story.", True),
        ("The owner insists that the dam is sound. This is grossly exaggerated.", True),
        ("The owner denied that the dam is leaking. The documents show otherwise.", True),
        ("The owner insists that the dam is sound. The valley is green. This is grossly exaggerated.", False),
        ("The dam was built in 1970. I find it hard to believe that it is so old.", False),
        ("The owner insists that the dam is sound. The pictures show a wall.", False),
    ],
)
def test_a_bare_rejection_points_at_what_another_voice_just_said(said: str, rejected: bool) -> None:
    found = [link for link in read_text(said).links if link.judge == judge_of("rejection")]
    assert bool(found) is rejected
    assert all(link.status is LinkStatus.PROPOSED for link in found)


def test_a_claim_that_weighs_another_is_not_compared_as_if_it_said_it() -> None:
    text = "This does not support the line of Rome and Oslo that the strikers are beaten. The strikers are far from beaten."
    reading = read_text(text)
    texts = {claim.id: claim.text for claim in reading.claims}
    found = [(texts[link.from_], texts[link.to]) for link in reading.links if link.judge.startswith("rule:polarity")]
    assert found
    assert not [pair for pair in found if any("does not support" in words for words in pair)]


@pytest.mark.parametrize(
    ("text", "rejected"),
    [
        ("The miners say that the shaft was flooded. This claim is baseless.", True),
        ("The miners say that the shaft was flooded. The miners’ claims are baseless.", True),
        ("The miners say that the shaft was flooded. If this argument fails to persuade, there are others.", False),
        ("The miners say that the shaft was flooded. The minister's claims about the mill are baseless.", False),
        ("The shaft was flooded in May. The owners say that the charge is baseless.", False),
    ],
)
def test_a_noun_points_at_what_whoever_it_names_has_said(text: str, rejected: bool) -> None:
    found = [link for link in read_text(text).links if link.rationale == "The text rejects what was said before."]
    assert bool(found) is rejected


def test_what_is_so_in_fact_is_only_proposed_as_a_rival() -> None:
    text = "The firm says that the pipe was cut by thieves. That explanation is not convincing. In fact, the pipe had rusted through."
    found = [link for _, _, link in linked(read_text(text), LinkType.CAUSE) if link.rationale.startswith("The text holds")]
    assert [link.status for link in found] == [LinkStatus.PROPOSED]


def test_what_is_counted_out_behind_no_word_of_reasons_is_only_proposed() -> None:
    text = "The fair opened on Monday. First, the mayor cut a ribbon. Second, the band played a march."
    found = [link for _, _, link in linked(read_text(text), LinkType.PREMISE)]
    assert {link.status for link in found} == {LinkStatus.PROPOSED}
