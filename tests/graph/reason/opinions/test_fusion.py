import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import InputError
from claimgraph.reason.opinions import Opinion, average, consensus, cumulate, weigh
from worked_examples import EXAMPLES

PUBLISHED = EXAMPLES["subjective_logic"][0]
OPINIONS = st.tuples(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1)).map(
    lambda parts: Opinion(parts[0] / sum(parts), parts[1] / sum(parts), parts[2] / sum(parts))
)
LISTS = st.lists(OPINIONS, min_size=1, max_size=5)


def _parts(opinion: Opinion) -> tuple[float, float, float]:
    return opinion.belief, opinion.disbelief, opinion.uncertainty


@pytest.mark.parametrize(("name", "fuse"), [("CBF", cumulate), ("WBF", weigh), ("CCF", consensus), ("ABF_ours", average)])
def test_the_published_example_comes_out(name: str, fuse: object) -> None:
    fused = fuse([Opinion(*parts) for parts in PUBLISHED["opinions"]])  # type: ignore[operator]
    assert _parts(fused) == pytest.approx(PUBLISHED[name], abs=PUBLISHED["tolerance"])


@given(LISTS, st.sampled_from([cumulate, average, weigh, consensus]), st.randoms(use_true_random=False))
def test_the_order_of_opinions_does_not_matter(opinions: list[Opinion], fuse: object, random: object) -> None:
    shuffled = opinions.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _parts(fuse(shuffled)) == pytest.approx(_parts(fuse(opinions)), abs=1e-9)  # type: ignore[operator]


@given(LISTS)
def test_ignorance_adds_nothing(opinions: list[Opinion]) -> None:
    for fuse in (cumulate, weigh):
        assert _parts(fuse([*opinions, Opinion.vacuous()])) == pytest.approx(_parts(fuse(opinions)), abs=1e-9)


@given(OPINIONS, st.integers(1, 5))
def test_the_same_said_again_is_no_more_for_averages_and_more_for_independent_sources(opinion: Opinion, times: int) -> None:
    for fuse in (average, weigh):
        assert _parts(fuse([opinion] * times)) == pytest.approx(_parts(opinion), abs=1e-9)
    more = cumulate([opinion] * times)
    assert more.evidence == pytest.approx([times * part for part in opinion.evidence], rel=1e-6)
    assert more.uncertainty <= opinion.uncertainty + 1e-12


@given(LISTS, LISTS)
def test_independent_evidence_may_come_in_any_portions(some: list[Opinion], more: list[Opinion]) -> None:
    assert _parts(cumulate([cumulate(some), cumulate(more)])) == pytest.approx(_parts(cumulate([*some, *more])), abs=1e-9)


@given(OPINIONS, OPINIONS)
def test_what_is_not_trusted_becomes_uncertainty(trust: Opinion, other: Opinion) -> None:
    found = trust.discounting(other)
    assert found.belief == pytest.approx(trust.probability * other.belief)
    assert found.uncertainty >= other.uncertainty - 1e-12
    assert _parts(Opinion(1, 0, 0).discounting(other)) == pytest.approx(_parts(other))
    assert Opinion(0, 1, 0).discounting(other).uncertainty == 1


def test_a_published_discount_comes_out() -> None:
    assert _parts(Opinion(0.8, 0.1, 0.1).discounting(Opinion(0.7, 0.1, 0.2))) == pytest.approx((0.595, 0.085, 0.32))


@given(st.floats(0, 50), st.floats(0, 50))
def test_evidence_makes_an_opinion_and_back(supporting: float, opposing: float) -> None:
    assert Opinion.of_evidence(supporting, opposing).evidence == pytest.approx((supporting, opposing), abs=1e-9)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_probability_keeps_as_much_uncertainty_as_it_allows(probability: float, uncertainty: float, base_rate: float) -> None:
    found = Opinion.of_probability(probability, uncertainty, base_rate)
    assert found.probability == pytest.approx(probability, abs=1e-9)
    assert found.uncertainty <= uncertainty + 1e-12


def test_those_who_are_certain_outweigh_the_rest() -> None:
    certain = [Opinion(1, 0, 0), Opinion(0, 1, 0), Opinion(0.2, 0.2, 0.6)]
    for fuse in (cumulate, average, weigh):
        assert _parts(fuse(certain)) == pytest.approx((0.5, 0.5, 0))
    assert _parts(consensus([Opinion(1, 0, 0)] * 2)) == (1, 0, 0)
    assert _parts(weigh([Opinion.vacuous()])) == (0, 0, 1)
    assert Opinion(0.4, 0.6, 0).evidence == (float("inf"), float("inf"))


def test_what_is_no_opinion_is_refused() -> None:
    with pytest.raises(InputError, match="add up"):
        Opinion(0.5, 0.5, 0.5)
    for fuse in (cumulate, consensus):
        with pytest.raises(InputError, match="at least one"):
            fuse([])
