"""Claims made ready, and what is kept of them."""

from claimgraph.ingest.pipeline import statements
from claimgraph.link.pairs.profile import Said, forget_profiles, kept_of_claims, kept_of_texts


def test_what_is_kept_of_a_claim_is_worked_out_once_and_forgotten_with_the_profiles() -> None:
    asked: list[str] = []

    @kept_of_claims
    def length(claim: Said) -> int:
        asked.append(claim.text)
        return len(claim.text)

    (claim,) = statements(["The ferry sank."])
    assert [length(claim), length(claim)] == [15, 15]
    assert asked == ["The ferry sank."]
    forget_profiles()
    assert length(claim) == 15
    assert asked == ["The ferry sank."] * 2


def test_what_is_kept_of_a_text_is_worked_out_once_and_forgotten_with_the_profiles() -> None:
    asked: list[str] = []

    @kept_of_texts
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    odd = "\ud800 sank."
    assert [length(odd), length(odd), length("It sank.")] == [7, 7, 8]
    assert asked == [odd, "It sank."]
    forget_profiles()
    assert length(odd) == 7
    assert asked == [odd, "It sank.", odd]
