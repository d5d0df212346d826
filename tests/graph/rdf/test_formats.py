import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.rdf.formats import GRAPHS, NAMED, SOLUTIONS, choose_format, quality_of


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv, */*", "application/sparql-results+json"),
        ("text/csv, */*;q=0.9", "text/csv"),
        ("TEXT/CSV ; Q=0.4, application/xml;q=0.3", "text/csv"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        ("text/csv;q=two", None),
        ("text/html", None),
        (",,;;q=1,", None),
    ],
)
def test_the_most_wanted_offer_is_chosen(accept: str, chosen: str | None) -> None:
    found = choose_format(accept, SOLUTIONS)
    assert (found and found[0]) == chosen


def test_the_most_specific_range_decides() -> None:
    assert quality_of("text/*;q=0.9, text/csv;q=0.1, */*", "text/csv") == 0.1


@pytest.mark.parametrize("name", NAMED)
def test_a_named_format_fits_every_form_of_query(name: str) -> None:
    assert choose_format(NAMED[name], SOLUTIONS)
    assert choose_format(NAMED[name], GRAPHS)


@given(st.text(max_size=80))
def test_any_header_gives_an_offer_or_none(accept: str) -> None:
    assert choose_format(accept, GRAPHS) in (None, *GRAPHS)
    assert 0 <= quality_of(accept, "text/turtle") <= 1
