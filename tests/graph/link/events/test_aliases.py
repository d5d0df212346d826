"""Common nouns for what has a name."""

import pytest

from claimgraph.ingest.pipeline import read_text
from claimgraph.link.events.aliases import aliases_in, joined, with_aliases
from claimgraph.link.pairs.profile import Profile, profile_of


def profiles(text: str) -> list[Profile]:
    """The claims of a text, made ready."""
    return [profile_of(claim) for claim in read_text(text).claims]


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("Nobody was hurt at a concert of the band Larkin in Orn.", "band", "larkin"),
        ("Bruno, a dog of the depot, ran away on Sunday.", "dog", "bruno"),
    ],
)
def test_a_noun_before_a_name_or_in_its_apposition_is_what_is_called_so(text: str, noun: str, name: str) -> None:
    assert aliases_in(profiles(text))[noun] == name


def test_a_noun_for_two_names_is_none() -> None:
    assert "dog" not in aliases_in(profiles("The dog Bruno slept. The dog Hasso barked."))
    assert joined({"dog": "bruno", "band": "larkin"}, {"dog": "hasso"}) == {"band": "larkin"}


def test_only_a_definite_noun_is_matched_by_the_name() -> None:
    known = {"dog": "bruno"}
    (the,), (some,) = (profiles(text) for text in ("The dog slept in the cab.", "A dog slept in the cab."))
    assert "bruno" in with_aliases(the, known).index
    assert with_aliases(some, known) is some
