import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.reason.opinions.hypotheses import Fit, compare_hypotheses
from worked_examples import EXAMPLES

PUBLISHED = EXAMPLES["ach"][0]
TABLE = {name: [Fit(fit) for fit in row] for name, row in PUBLISHED["matrix"].items()}
FITS = st.sampled_from(list(Fit))


def test_the_worked_matrix_comes_out() -> None:
    found = compare_hypotheses(TABLE)
    assert list(found.counts) == PUBLISHED["heuer_count"]
    assert list(found.weighted) == PUBLISHED["burton_weighted"]
    assert list(found.inconsistency) == PUBLISHED["opensynthesis_inconsistency"]
    assert list(found.consistency) == PUBLISHED["opensynthesis_consistency"]
    assert dict(found.diagnosticity) == pytest.approx(PUBLISHED["diagnosticity"], abs=1e-6)
    assert found.ranking == (1, 2, 0)


@given(st.lists(st.lists(FITS, min_size=3, max_size=3), min_size=1, max_size=6), FITS)
def test_evidence_that_fits_all_alike_changes_no_ranking(rows: list[list[Fit]], fit: Fit) -> None:
    table = {str(number): row for number, row in enumerate(rows)}
    with_more = compare_hypotheses({**table, "more": [fit] * 3})
    assert with_more.diagnosticity["more"] == 0
    assert with_more.ranking == compare_hypotheses(table).ranking


def test_evidence_that_is_not_credible_does_not_count() -> None:
    assert compare_hypotheses(TABLE, {"E2": 0.0, "E4": 0.5}).weighted == (1.0, 0.5, 2.0)


def test_a_table_with_gaps_is_refused() -> None:
    with pytest.raises(InputError, match="one entry"):
        compare_hypotheses({"a": [Fit.NEUTRAL], "b": [Fit.NEUTRAL] * 2})
