import pytest

from claimgraph import read_text
from claimgraph.model import LinkKind, LinkType


@pytest.mark.parametrize(
    "text",
    [
        "Last week I counted four closed clinics. The number has now reached nineteen clinics, worse than I had feared.",
        "A month ago we reported six wolves in the valley. The count now stands at fourteen wolves.",
    ],
)
def test_a_new_count_by_the_same_author_is_an_update_and_no_contradiction(text: str) -> None:
    links = read_text(text).links
    assert [link.type for link in links if link.kind is LinkKind.SUPPORTS and link.type is LinkType.UPDATES] == [LinkType.UPDATES]
    assert not [link for link in links if link.kind is LinkKind.CONTRADICTS]


@pytest.mark.parametrize(
    "text",
    [
        "Three miners died, the rescue service said. Officials had earlier put the number of dead at two.",
        "Police said that nine people were injured. An earlier toll had four people injured.",
        "Initially, the ministry said that two sailors had died. Five sailors died, the coastguard said.",
    ],
)
def test_who_told_of_other_dead_before_contradicts_nobody(text: str) -> None:
    links = read_text(text).links
    assert [(link.kind, link.type) for link in links if link.kind is LinkKind.CONTRADICTS or link.type is LinkType.UPDATES] == [
        (LinkKind.SUPPORTS, LinkType.UPDATES)
    ]


def test_what_was_told_before_of_others_is_no_earlier_toll() -> None:
    links = read_text("Three miners died, the owner said. Officials had earlier put the number of injured at two.").links
    assert not [link for link in links if link.type is LinkType.UPDATES]


def test_two_counts_without_a_word_of_renewal_are_no_update() -> None:
    links = read_text("Last week I saw four boats in the harbour. The market has nineteen stalls.").links
    assert not [link for link in links if link.type is LinkType.UPDATES]
