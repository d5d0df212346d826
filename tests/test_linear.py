"""Texts made to harm: what each of these asked grew with the square of the text, or worse, and took minutes; now they are done at once."""

import importlib
from collections.abc import Callable

import pytest
from lxml.html import HtmlElement, fromstring

from claimgraph.errors import QueryError
from claimgraph.extract.page.messages import parts_of
from claimgraph.extract.statements.wording import _tidy
from claimgraph.ingest.bylines import _names, _outlet
from claimgraph.ingest.parsers.selectors import Matcher
from claimgraph.rdf.scan import ScanLimits, scan_query

LONG = 100_000


@pytest.mark.parametrize(
    ("place", "way", "text"),
    [
        ("extract.grammar.due._LOOKS_BACK", "search", "worst“" * LONG),
        ("extract.attribution.dialogue._SIGNATURE", "search", "\n" * LONG),
        ("link.inside.discourse._OPENING", "search", "\n" * LONG + "!a"),
        ("link.inside.rejections._REJECTION", "search", "A-" * LONG),
        ("link.inside.replies._ASKED", "search", "é-" * LONG),
        ("link.text.sayings._POINTER", "search", "A-" * LONG),
        ("link.inside.verdicts._VERDICT", "search", "-: the\n1 excuses" + " that-\n" * LONG),
        ("ingest.parsers.styles._NUMBER", "fullmatch", " -" + "1" * LONG + "!"),
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
        (lambda: list(parts_of("On 1:11 " * LONG + " wrote:\n")), []),
    ],
)
def test_a_rule_is_done_with_a_text_made_to_harm(work: Callable[[], object], found: object) -> None:
    assert work() == found


def test_a_long_string_that_is_not_closed_ends_the_scan_of_a_query() -> None:
    with pytest.raises(QueryError, match="not closed"):
        scan_query('ASK { ?a ?b """x' + "\\\"'" * 20_000 + " }", ScanLimits())


def page_with(css: str, body: str = "<p>x</p>") -> HtmlElement:
    page = fromstring(f"<html><head><style></style></head><body>{body}</body></html>")
    page[0][0].text = css
    return page


@pytest.mark.parametrize("part", ["@a{b{}", "@supports{", "p{color:(", "p:not(", '"\n', "p{color:"])
def test_a_style_sheet_made_to_harm_is_done_with(part: str) -> None:
    page = page_with(f"p{{color:red}} {part * LONG}")
    (only,) = page.iter("p")
    assert Matcher(page).declared(only)[0].properties == {"color": "red"}


def test_a_page_of_many_elements_and_many_rules_is_matched_within_a_bound_of_steps() -> None:
    rules = "".join(f"div div div div [c] p:nth-child({number}n){{color:red}} " for number in range(1_000))
    page = page_with(f"{rules} p ~ p ~ i ~ p{{color:blue}}", "<div a=b>" * 200 + "<p>x</p>" * 20_000)
    matcher = Matcher(page)
    assert [element for element in page.iter() if matcher.declared(element)] == []
    assert matcher.left <= 0
