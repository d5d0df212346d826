"""Texts made to harm: what each of these asked grew with the square of the text, or worse, and took minutes; now they are done at once."""

import importlib
from collections.abc import Callable

import pytest
from lxml.html import fromstring

from claimgraph.errors import QueryError
from claimgraph.extract.messages import parts_of
from claimgraph.extract.wording import _tidy
from claimgraph.ingest.bylines import _names, _outlet
from claimgraph.ingest.parsers.selectors import Matcher, parsed, rules_of
from claimgraph.rdf.scan import ScanLimits, scan_query

LONG = 100_000


@pytest.mark.parametrize(
    ("place", "way", "text"),
    [
        ("extract.due._LOOKS_BACK", "search", "worst“" * LONG),
        ("extract.dialogue._SIGNATURE", "search", "\n" * LONG),
        ("link.discourse._OPENING", "search", "\n" * LONG + "!a"),
        ("link.rejections._REJECTION", "search", "A-" * LONG),
        ("link.replies._ASKED", "search", "é-" * LONG),
        ("link.sayings._POINTER", "search", "A-" * LONG),
        ("link.verdicts._VERDICT", "search", "-: the\n1 excuses" + " that-\n" * LONG),
        ("ingest.parsers.styles._NUMBER", "fullmatch", " -" + "1" * LONG + "!"),
        ("ingest.parsers.selectors._MARK", "search", '"\n' * LONG + "'“"),
    ],
)
def test_an_expression_is_done_with_a_text_made_to_harm(place: str, way: str, text: str) -> None:
    module, _, name = place.rpartition(".")
    assert getattr(getattr(importlib.import_module(f"claimgraph.{module}"), name), way)(text) is None


@pytest.mark.parametrize(
    ("work", "found"),
    [
        (lambda: _tidy("\n" * LONG, "."), "."),
        (lambda: _outlet("\t" * LONG), None),
        (lambda: _names("\n" * LONG), ()),
        (lambda: list(rules_of("@a{b{}" * LONG)), []),
        (lambda: list(rules_of("a" * LONG + "{" * LONG)), []),
        (lambda: list(parsed(":nth-child(" * LONG, "")), []),
        (lambda: list(parts_of("On 1:11 " * LONG + " wrote:\n")), []),
    ],
)
def test_a_rule_is_done_with_a_text_made_to_harm(work: Callable[[], object], found: object) -> None:
    assert work() == found


def test_a_long_string_that_is_not_closed_ends_the_scan_of_a_query() -> None:
    with pytest.raises(QueryError, match="not closed"):
        scan_query('ASK { ?a ?b """x' + "\\\"'" * 20_000 + " }", ScanLimits())


def test_rules_for_some_devices_and_imports_are_left_out_and_those_for_every_screen_stay() -> None:
    css = '@import "x.css"; a{color:red} @media print { b{color:white} c{} } @media screen{.d{content:"@e{"}} f{g:h;i{j:k}}'
    assert list(rules_of(css)) == [("a", "color:red"), (".d", 'content:"@e{"'), ("f", "g:h;")]


def test_a_page_of_many_elements_and_many_rules_is_matched_within_a_bound_of_steps() -> None:
    page = fromstring("<html><body>" + "<div a=b>" * 200 + "<p>x</p>" * 20_000 + "</body></html>")
    matcher = Matcher.of("".join(f"div div div div [c] p:nth-child({number}n){{color:red}} " for number in range(4_000)))
    assert [element for element in page.iter() if matcher.declared(element)] == []
    assert matcher.steps <= 0
