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


def test_two_counts_without_a_word_of_renewal_are_no_update() -> None:
    links = read_text("Last week I saw four boats in the harbour. The market has nineteen stalls.").links
    assert not [link for link in links if link.type is LinkType.UPDATES]
