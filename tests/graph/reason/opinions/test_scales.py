import pytest

from claimgraph.errors import InputError
from claimgraph.reason.opinions import ADMIRALTY, ICD_203, KENT, PHIA, Opinion, in_words, opinion_of
from worked_examples import EXAMPLES

SCALES = EXAMPLES["scales"]


def test_the_scales_are_those_published() -> None:
    assert [(*term.words, term.low, term.high) for term in ICD_203] == [tuple(row) for row in SCALES["icd203"]]
    assert [(term.words[0], term.low, term.high) for term in PHIA] == [tuple(row) for row in SCALES["phia"]]
    for term, (words, middle, margin) in zip(reversed(KENT), SCALES["kent1964"], strict=True):
        assert term.words == (words,)
        assert (term.low, term.high) == pytest.approx((middle - margin, middle + margin))


def test_admiralty_grades_have_their_names() -> None:
    for line in (*SCALES["admiralty"]["reliability"], *SCALES["admiralty"]["credibility"]):
        grade, words = line.split(" ", 1)
        assert words.split()[0] in ADMIRALTY.names[grade] or words in ADMIRALTY.names[grade]


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "0.0%"),
        (0.01, "almost no chance"),
        (0.2, "unlikely"),
        (0.5, "roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.995, "99.5%"),
    ],
)
def test_a_probability_has_one_word_or_a_number(probability: float, words: str) -> None:
    assert in_words(probability) == words


def test_gaps_of_a_scale_are_numbers() -> None:
    assert in_words(0.22, PHIA) == "22.0%"
    assert in_words(0.61, KENT) == "61.0%"


def test_a_word_stands_for_the_middle_of_its_range() -> None:
    assert opinion_of("Likely").probability == pytest.approx(0.675)
    assert opinion_of("improbable").uncertainty == pytest.approx(0.25)
    with pytest.raises(InputError, match="not on the scale"):
        opinion_of("perhaps")


def test_what_cannot_be_judged_is_unknown_and_not_bad() -> None:
    for grade in ("F1", "A6", "f6"):
        assert ADMIRALTY.report(grade).probability >= ADMIRALTY.report("A5").probability
    assert ADMIRALTY.report("F6") == Opinion(0.0, 0.0, 1.0)
    assert ADMIRALTY.report("E1").belief < ADMIRALTY.report("B1").belief
    assert ADMIRALTY.report("A1").probability > ADMIRALTY.report("A3").probability > ADMIRALTY.report("A5").probability


@pytest.mark.parametrize("grade", ["", "A", "G1", "A7", "A12"])
def test_what_is_no_grade_is_refused(grade: str) -> None:
    with pytest.raises(InputError, match="no grade"):
        ADMIRALTY.report(grade)
