"""What cannot both be so in two reports of one event collides however it is worded."""

import pytest

from claimgraph.ingest.pipeline import read_text
from claimgraph.link import link_across, with_rivals, without_strangers
from claimgraph.model import Graph, LinkKind, LinkStatus

SHOWN = LinkKind.CONTRADICTS, LinkStatus.PROPOSED
WIRE = """Barge hits lock at Ansing
Ansing, 7 June 2027 (River Wire)

The barge Mirabel hit a lock gate at Ansing on Monday, lock keeper Dora Penn said. {0}
"""
PAPER = """The Mirabel at Ansing
Ansing, 8 June 2027

On 7 June the barge Mirabel hit the lock gate at Ansing, where Dora Penn is keeper. {0}
"""


def rules(one: str, other: str) -> set[str]:
    """The rules by which what is shown between two reports of one event collides."""
    new, known = (Graph.of_reading(read_text(text)) for text in (PAPER.format(other), WIRE.format(one)))
    links = with_rivals(without_strangers(link_across(new, known), new, known, known), new, known)
    return {link.judge.partition("@")[0].removeprefix("rule:") for link in links if (link.kind, link.status) == SHOWN}


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("The skipper was sober.", "The barge had been steered by a drunk skipper, two anglers said.", "opposites"),
        ("The towpath was dry.", "It happened on a wet towpath, an angler said.", "opposites"),
        ("The hatch was closed.", "Somebody had left the hatch open, an angler said.", "opposites"),
        ("The sluice was shut.", "The crew kept the sluice open, an angler said.", "opposites"),
        ("The bell remained silent.", "The bell was sounded at four and again at five, the keeper said.", "opposites"),
        ("The length of the barge was 80 metres.", "The barge was 110 metres long, an angler said.", "one-measure"),
        ("The barge measured 80 metres in length.", "The barge has a length of 110 metres, an angler said.", "one-measure"),
        ("The water rose to a height of two metres.", "The water was four metres high, an angler said.", "one-measure"),
        ("The speed of the barge was six knots.", "The barge was going at 14 knots, an angler said.", "one-speed"),
        ("The lock needs repairs for 700,000 euros.", "The lock needs repairs of no more than 90,000 euros, he said.", "one-sum"),
        ("The contract was worth 14 million euros.", "It was a contract for 40 million euros, he said.", "one-sum"),
        ("The plan was approved by 24 votes to 19.", "The council passed the plan with 30 votes for and 13 against, it said.", "one-vote"),
        ("The skipper was Ann Lee.", "The skipper was identified as Bo Holm, an angler said.", "one-name"),
        ("The first call came at 4.20 a.m., Penn said.", "The brigade received the first call at 10.40 p.m., it said.", "one-time"),
        ("The crash happened at 6.10 a.m., Penn said.", "The barge crashed into the gate at 8.40 a.m., an angler said.", "one-time"),
        ("Some 900 boatmen joined the protest.", "There were 300 boatmen at the protest, police said.", "one-thing"),
        ("About 900 boatmen took part in the protest.", "The mayor counted 300 boatmen at the protest.", "one-thing"),
    ],
)
def test_it_collides_in_another_wording(one: str, other: str, rule: str) -> None:
    assert rules(one, other) == {rule}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The skipper was sober.", "The police held a drunk angler, she said."),
        ("The towpath was dry.", "Nobody walked on a wet towpath, an angler said."),
        ("The hatch was closed.", "Somebody had left the window open, an angler said."),
        ("The sluice was open.", "The sluice of Sarn was shut, an angler said."),
        ("The skipper survived.", "The skipper of a tug died of a stroke on Sunday, he said."),
        ("The meeting was allowed.", "A meeting in Brel had been banned, an angler said."),
        ("The length of the barge was 80 metres.", "The barge was 9 metres wide, an angler said."),
        ("The length of the barge was 80 metres.", "The length of the lock was 110 metres, an angler said."),
        ("The barge was going at 14 knots.", "The speed of the wind was 30 knots, an angler said."),
        ("The loss of the bank was 3 million euros.", "The loss of the club was 9 million euros, he said."),
        ("The bank had lost half of its deposits, 900 million euros.", "The bank had a loss of 61 million euros on bonds, he said."),
        ("The plan was approved by 24 votes to 19.", "The committee rejected the budget by 6 votes to 5, it said."),
        ("The plan was approved by 24 votes to 19.", "The plan for a school was rejected by 22 votes to 21, an angler said."),
        ("The skipper was Ann Lee.", "The owner was Bo Holm, an angler said."),
        ("The skipper was Ann Lee.", "The skipper was Lee, an angler said."),
        ("The first call came at 4.20 a.m., Penn said.", "The second call came at 5.40 a.m., the brigade said."),
        ("Some 900 boatmen joined the protest.", "About 300 boatmen joined the union, police said."),
    ],
)
def test_what_is_of_another_thing_does_not(one: str, other: str) -> None:
    assert rules(one, other) == set()
