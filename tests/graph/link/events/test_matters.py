"""Whether statements of two reports speak of the same matter, and in what they differ on their face."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.ingest.pipeline import read_text
from claimgraph.link.events.matters import LONGEST, MOST_WORDS, Statements, compared, differing, features_of, nearness, rarity_in
from claimgraph.link.pairs.vectors import SIZE, vectors
from claimgraph.link.text.sayings import Saying, sayings_of
from claimgraph.link.text.turns import Turns
from claimgraph.model import Graph

ONE = (
    "The warehouse burned down on Sunday night. Nobody had locked the gate, a guard said. Forty drums of solvent were stored there. "
    "The wind came from the sea."
)
OTHER = "The gate of the depot was locked, its owner said. There were nine drums of solvent. The mayor opened a school in the north."


def sayings(text: str) -> list[Saying]:
    reading = read_text(text)
    return sayings_of(Turns.of(Graph.of_reading(reading), reading.document))


def prepared(*texts: str) -> list[Statements]:
    reports = [sayings(text) for text in texts]
    rarity = rarity_in(reports)
    return [Statements.of(report, rarity) for report in reports]


def of(text: str, words: str) -> Saying:
    return next(said for said in sayings(text) if words in said.profile.text)


def test_what_speaks_of_the_same_matter_is_nearer_than_anything_else() -> None:
    one, other = prepared(ONE, OTHER)
    near = nearness().between(one, other)
    texts = [[said.profile.text for said in side.sayings] for side in (one, other)]
    for mine, yours in (("gate", "gate"), ("drums", "drums")):
        row, column = (next(at for at, text in enumerate(side) if word in text) for side, word in zip(texts, (mine, yours), strict=True))
        assert near[row].argmax() == column
    assert ((near >= 0) & (near <= 1)).all()


@settings(max_examples=20, deadline=None)
@given(st.permutations(ONE.split(". ")), st.permutations(OTHER.split(". ")))
def test_changing_the_sides_turns_every_feature_round(ours: list[str], theirs: list[str]) -> None:
    one, other = prepared(". ".join(ours), ". ".join(theirs))
    there, back = features_of(one, other), features_of(other, one)
    for name, values in there.items():
        if "rank" not in name:  # of equal values the first is ranked first
            assert np.allclose(values, back[name].T, atol=1e-5), name


def test_a_statement_without_a_word_that_says_anything_is_near_nothing_by_its_words() -> None:
    one, other = prepared("It was so. " + ONE, OTHER)
    row = next(at for at, said in enumerate(one.sayings) if said.profile.text.startswith("It was so"))
    assert (features_of(one, other)["words alike"][row] < 0.5).all()


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        ("Forty drums were stored there.", "Nine drums were stored there.", ("figures",)),
        ("It broke out at 19:40.", "It broke out at 21:10.", ("times",)),
        ("The gate was locked.", "The gate was not locked.", ("denial",)),
        ("Nobody was hurt.", "No one was hurt.", ()),
        ("The gate was open.", "The gate was closed.", ("opposed words",)),
        ("Forty drums were stored there.", "The wind came from the sea.", ()),
    ],
)
def test_what_differs_on_its_face_is_named(first: str, second: str, differ: tuple[str, ...]) -> None:
    assert differing(sayings(first)[0], sayings(second)[0]) == differ


def test_words_of_one_field_lie_nearer_than_words_of_two() -> None:
    table = vectors()
    fire, blaze, choir = (vector for word in ("fire", "blaze", "choir") if (vector := table.of(word)) is not None)
    assert fire.shape == (SIZE,)
    assert fire @ blaze > fire @ choir
    assert table.of("no such word", "fire") is not None
    assert table.of("no such word") is None


def test_of_a_long_report_only_the_first_statements_are_compared() -> None:
    short = of(ONE, "locked the gate")
    wordy = of(f"{ONE} The guard saw the old gate, the long wall, the red door, the wet yard, two sheds and a burned cart there.", "cart")
    assert len(compared([short] * 5_000)) == LONGEST
    many = compared([wordy] * 390)
    assert 0 < len(many) < 390
    assert sum(len(said.profile.content) for said in many) <= MOST_WORDS
