"""What is confirmed of denials, and what is only proposed."""

import pytest

from claimgraph import read_text
from claimgraph.model import LinkKind, LinkStatus

CONFIRMED, PROPOSED = LinkStatus.CONFIRMED, LinkStatus.PROPOSED


def status(text: str) -> list[LinkStatus]:
    return [link.status for link in read_text(text).links if link.kind is LinkKind.CONTRADICTS]


@pytest.mark.parametrize(
    "text",
    [
        "The vicar denied that the organ was sold.",
        "The vicar does not think that the organ will be sold.",
        "“I don't believe the cellar is dry,” the vicar said.",
        "The vicar denied that there was a leak in the roof.",
        "Reports that the organ was sold are untrue.",
    ],
)
def test_the_denial_of_a_whole_clause_is_confirmed(text: str) -> None:
    assert status(text) == [CONFIRMED]


@pytest.mark.parametrize(
    "text",
    [
        "The vicar denied selling the organ.",
        "The vicar denied that nobody had paid.",
        "The vicar sold the organ, which he denies.",
        "The vicar rejected the idea that the roof would fall.",
        "The organ was sold, the verger said. The vicar denied it.",
        "The organ was sold, the verger said. The vicar denied that it happened.",
        "The organ was sold, the verger said. “That is a lie,” the vicar said.",
        "The choir sings at night, so they don't see that the nave is empty.",
    ],
)
def test_any_other_denial_is_proposed(text: str) -> None:
    assert CONFIRMED not in status(text)
    assert PROPOSED in status(text)


def test_a_denial_that_is_itself_denied_is_not_confirmed() -> None:
    assert CONFIRMED not in status("There is no denying that the organ was sold.")
