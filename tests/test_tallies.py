"""The intervals and floors beside the figures of comparing say what they claim to."""

import math

from linking import comparing, denial
from pair_sets import CONTRADICTS, NEITHER, SUPPORTS, Pair
from tallies import Score


def test_a_score_counts_what_is_right_of_what_was_called_and_of_what_is_there() -> None:
    outcomes = [("a", True, True), ("b", True, False), ("c", False, True), ("d", True, True), ("e", False, False)]
    score = Score.of(outcomes)
    assert (score.precision.right, score.precision.of) == (2, 3)
    assert (score.recall.right, score.recall.of) == (2, 3)
    assert score.precision.low < 2 / 3 < score.precision.high


def test_pairs_that_hang_together_say_less_than_as_many_that_do_not() -> None:
    called = [True, False] * 50
    alone = Score.of((str(number), one, True) for number, one in enumerate(called)).recall
    together = Score.of((str(number % 10), one, True) for number, one in enumerate(called)).recall
    assert alone.value == together.value == 0.5
    assert together.high - together.low > 2 * (alone.high - alone.low)


def test_nothing_called_has_no_precision() -> None:
    score = Score.of([("a", False, True), ("b", False, False)])
    assert math.isnan(score.precision.value)
    assert str(score.precision) == "none"
    assert score.recall.value == 0.0


def test_the_floor_calls_a_denial_of_the_same_words_alone() -> None:
    first = "The bridge was closed on Monday."
    for other, expected in (
        ("The bridge was never closed.", CONTRADICTS),
        ("The bridge was opened on Monday.", NEITHER),
        ("Nobody liked the soup.", NEITHER),
    ):
        assert denial(Pair.of(first, other, "neutral")) == expected


def test_one_statement_of_a_text_that_collides_is_enough() -> None:
    text = ("It rained.", "Twelve people were killed in the blast.")
    calls = {
        "Nine people were killed in the blast.": CONTRADICTS,
        "Twelve people were killed in the blast.": SUPPORTS,
        "Eggs are dear.": NEITHER,
    }
    pairs = [Pair(headline, text, relation, "") for headline, relation in calls.items()]
    assert list(map(comparing(pairs), pairs)) == list(calls.values())
