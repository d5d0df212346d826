import contextlib
import re
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import Store as Dataset

from claimgraph.errors import QueryError, QueryForbiddenError, QueryLimitError
from claimgraph.rdf.scan import ScanLimits, scan_query

LIMITS = ScanLimits()

FORBIDDEN = [
    "SELECT * {SERVICE <http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {SERVICE SILENT <http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {BIND(<http://127.0.0.1:1/x> AS ?u) SERVICE ?u {?s ?p ?o}}",
    "SELECT * {sErViCe<http://127.0.0.1:1/x>{?s ?p ?o}}",
    "SELECT * {SERVICE# a comment\n <http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {{SELECT * {SERVICE <http://127.0.0.1:1/x> {?s ?p ?o}}}}",
    "ASK {FILTER EXISTS {SERVICE <http://127.0.0.1:1/x> {?s ?p ?o}}}",
    "PREFIX : <http://127.0.0.1:1/> SELECT * {SERVICE:x {?s ?p ?o}}",
    "PREFIX : <http://127.0.0.1:1/> SELECT * {SERVICESILENT:x {?s ?p ?o}}",
    "SELECT * {?s ?p 1SERVICE<http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {?s ?p 1.SERVICE<http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {?s ?p trueSERVICE<http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {?s ?p 1e5SERVICE<http://127.0.0.1:1/x> {?s ?p ?o}}",
    'SELECT * {?s ?p "a"@en.SERVICE<http://127.0.0.1:1/x> {?s ?p ?o}}',
    "PREFIX a: <http://a/> SELECT * {?s ?p a:b.SERVICE<http://127.0.0.1:1/x> {?s ?p ?o}}",
    "PREFIX a: <http://a/> SELECT * {?s ?p a:b\\'.SERVICE<http://127.0.0.1:1/x> {?s ?p ?o} #'\n}",
    "SELECT * {<http://x/\\u0061#> ?p ?o SERVICE <http://127.0.0.1:1/x> {?s ?p ?o}}",
    "SELECT * {?a ?p ?b FILTER(?a<?b)SERVICE?x#>\n{?s ?p ?o}}",
    'SELECT * {?a ?p ?b FILTER(?a<?b#>"""\n) SERVICE <http://127.0.0.1:1/x> {?s ?p ?o} #"""\n}',
    "SELECT * {?a ?p ?b FILTER(?a<?b#>'''\n) SERVICE <http://127.0.0.1:1/x> {?s ?p ?o} #'''\n}",
    "LOAD <http://127.0.0.1:1/x>",
    "LOAD <file:///etc/passwd>",
    "load silent <http://127.0.0.1:1/x> into graph <a:b>",
    "INSERT DATA {<a:a> <a:b> 1}",
    "DELETE WHERE {?s ?p ?o}",
    "CLEAR ALL",
    "DROP ALL",
    "PREFIX a: <a:> CREATE GRAPH <a:b>",
    "COPY DEFAULT TO <a:b>",
    "ASK {} ; CLEAR ALL",
    "WITH <a:b> DELETE {?s ?p ?o} WHERE {?s ?p ?o}",
]

ALLOWED = [
    "ASK {}",
    'SELECT * {?s ?p "SERVICE <http://x> {}"}',
    "SELECT * {?s ?p 'it is a \\'SERVICE\\' to LOAD'}",
    'SELECT * {?s ?p """the "SERVICE" of\n DELETE"""}',
    "SELECT * {?service ?load $insert}",
    "# SERVICE and LOAD\nSELECT * {?s ?p ?o}",
    "SELECT * {?s <http://example.org/SERVICE> <https://example.org/service#LOAD>}",
    "PREFIX ex: <http://example.org/service/> SELECT * {?s ex:service ex:load}",
    "SELECT * {?s ?p _:service}",
    'SELECT * {?s ?p "x"@service-load}',
    "SELECT * {?s ?p ?o FILTER(?o < 3 && ?o > 1)}",
    "SELECT * {?s ?p ?o FILTER(?o<3&&?o>1)}",
    "SELECT (COUNT(*) AS ?n) FROM <http://example.org/g> FROM NAMED <http://example.org/h> {GRAPH ?g {?s ?p* ?o}}",
    "ASK {VALUES ?x {" + " ".join(str(number) for number in range(9000)) + "}}",
    "ASK {VALUES ?x {" + " ".join(str(-number) for number in range(9000)) + "} ?s ?p ?x}",
    "ASK {VALUES (?x ?y) {" + '("a"^^<a:b> "b"@en) ' * 2000 + "} ?x ?p ?y}",
    "ASK {FILTER(1 IN (" + ", ".join(str(number) for number in range(2000)) + "))}",
]


@pytest.mark.parametrize("query", FORBIDDEN)
def test_what_reaches_out_or_writes_is_forbidden_however_it_is_spelled(query: str) -> None:
    with pytest.raises(QueryForbiddenError):
        scan_query(query, LIMITS)


@pytest.mark.parametrize("query", ALLOWED)
def test_the_same_words_in_strings_names_iris_and_comments_are_allowed(query: str) -> None:
    scan_query(query, LIMITS)


def test_the_codes_tell_what_is_forbidden() -> None:
    for query, code in (
        ("ASK {SERVICE <a:b> {}}", "service-forbidden"),
        ("LOAD <a:b>", "load-forbidden"),
        ("CLEAR ALL", "update-forbidden"),
    ):
        with pytest.raises(QueryForbiddenError) as caught:
            scan_query(query, LIMITS)
        assert caught.value.code == code


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 3000 + "}" * 3000,
        "ASK {FILTER(" + "(" * 300 + "1" + ")" * 300 + ")}",
        "ASK {?x ?y " + "[?p " * 200 + "1" + "]" * 200 + "}",
        "ASK {FILTER(" + "STR(" * 200 + "1" + ")" * 200 + ")}",
    ],
)
def test_a_query_that_is_nested_too_deep_is_refused(query: str) -> None:
    with pytest.raises(QueryLimitError) as caught:
        scan_query(query, LIMITS)
    assert caught.value.code == "query-too-deep"


@pytest.mark.parametrize(
    "part", ["!", "UNION {}", "OPTIONAL {}", "FILTER(true)", "|| 1", "/<a:b>", "^", "?a ?b ?c.", "-1 + ", "BIND(1 AS ?x)"]
)
def test_a_query_of_too_many_operators_is_refused(part: str) -> None:
    scan_query(part * 20, LIMITS)
    with pytest.raises(QueryLimitError) as caught:
        scan_query(part * 600, LIMITS)
    assert caught.value.code == "query-too-complex"


def test_a_query_that_is_too_long_is_refused_by_its_bytes() -> None:
    scan_query("#" + "é" * 31_000, LIMITS)
    with pytest.raises(QueryLimitError) as caught:
        scan_query("#" + "é" * 32_001, LIMITS)
    assert caught.value.code == "query-too-long"


@pytest.mark.parametrize(
    "query",
    ['ASK {?s ?p "open}', "ASK {?s ?p 'open\n'}", "SELECT * {?a ?p ?b FILTER(2<1#>'\n) SERVICE <http://127.0.0.1:1/x> {} #'\n}"],
)
def test_a_string_that_is_not_closed_is_wrong(query: str) -> None:
    with pytest.raises(QueryError, match="is not closed"):
        scan_query(query, LIMITS)


@given(st.text(max_size=300) | st.text("{}()[]<>\"'\\#:?@_.,;!|^/*+-= \n\taSERVICE1\ud800", max_size=300))
def test_any_text_is_allowed_or_refused_with_an_error_of_ours(query: str) -> None:
    with contextlib.suppress(QueryError):
        scan_query(query, LIMITS)


@pytest.mark.parametrize(
    "unit",
    ['"', "'", '"""', "\\", '\\"', "<", "<a", "?a<?b ", "?a<b:c#>", "#", "a:", "{}", "\ud800", "'''\\'", "1<", "a<a>", "_:", "@a", " "],
)
def test_scanning_takes_linear_time_on_repetitions(unit: str) -> None:
    times = 64_000 // len(unit.encode("utf-8", "surrogatepass"))
    half, whole = (min(seconds_of(unit * number) for _ in range(3)) for number in (times // 2, times))
    assert whole < 3 * half + 0.1  # what grows with the square takes four times as long


def seconds_of(query: str) -> float:
    """The CPU time of scanning a query that no limit stops."""
    began = time.process_time()
    with contextlib.suppress(QueryError):
        scan_query(query, ScanLimits(nesting=10**6, operators=10**6))
    return time.process_time() - began


glue = st.sampled_from(["", " ", "\n", "#\n", "#'\n", '#"""\n', "#<\n", "\t"])
values = ["?a", "1", "1.5", "1e5", "true", '"x"', '"x>"', "'y#'", "'''z'z'''", '"x"@en', "'q'^^<a:b>", "_:b", "[]", "()"]
iris = ["a:b", "a:b-c", "a:it\\'s", "a:q%27", ":x", "<x#y>", "<a:'>", "<b:c#>", "<http://x/#>", "<http://x/'>", "<http://x/\\u0061#>"]
terms = st.sampled_from([*values, *iris])
comparisons = st.builds("".join, st.tuples(terms, glue, st.sampled_from(["<", ">", "<=", "&&", "/", "-"]), glue, terms))
elements = st.one_of(
    st.builds("?s {} {}".format, st.sampled_from(["?p", "a:p", "<x#p>", "a:p*"]), terms),
    st.builds("FILTER({})".format, comparisons),
    st.builds("OPTIONAL{{?s ?p {}}}".format, terms),
    st.just("."),
)
groups = st.lists(st.tuples(elements, glue).map("".join), max_size=3).map("".join)
calls = st.builds(
    "{}{}{}{{?s ?p ?o}}".format,
    st.sampled_from(["SERVICE", "service", "SERVICE SILENT", "SERVICESILENT"]),
    glue,
    st.sampled_from(["<urn:x:y>", ":x", "?u", "a:b"]),
)


@settings(deadline=None, max_examples=300)
@given(groups, calls, groups)
def test_whatever_the_engine_reads_as_a_service_is_refused_and_nothing_else(before: str, call: str, after: str) -> None:
    assume(not re.search(r":[\w%'\\-]+$", before))  # a call that is glued to a local name is read as the rest of that name
    head = "PREFIX : <urn:x:> PREFIX a: <http://a/> BASE <http://x/> SELECT * {"
    for query, allowed in ((f"{head}{before}{call}{after}}}", False), (f"{head}{before}{after}}}", True)):
        try:
            Dataset().query(query)
        except SyntaxError:
            continue
        if allowed:
            scan_query(query, LIMITS)
        else:
            with pytest.raises(QueryError):
                scan_query(query, LIMITS)
