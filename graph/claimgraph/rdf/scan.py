"""What can be told of a SPARQL query without parsing it: that it is too long, too deep, or asks for what is forbidden.

No parser at hand may see hostile text in the web process (Oxigraph's overflows its stack at some 2,000 nested braces),
so this is a scan of tokens in linear time. It leans to refusing:

- Oxigraph's grammar needs no space between words: `SERVICE:a {}`, `1SERVICE<x> {}` and `SERVICESILENT` all call a
  service. So SERVICE is refused inside any run of letters that is no variable, string, IRI, comment or local name.
- `<` opens an IRI or compares. `?a<?b#>` may be an IRI, or a comparison and a comment that hides the rest of its line.
  Where both are possible, both are followed.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from claimgraph.errors import QueryError, QueryForbiddenError, QueryLimitError

UPDATES = frozenset(("insert", "delete", "clear", "drop", "create", "copy", "move", "add", "with"))
"""The keywords of SPARQL 1.1 Update that no query holds, but LOAD."""

_TOKEN = re.compile(
    r"""
      (?P<space>[\s]+|\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*+\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*+'''
        |\"(?!\"\")(?:[^"\\\r\n]|\\.)*+\"|'(?!'')(?:[^'\\\r\n]|\\.)*+')
    | (?P<iri><[^\s<>"{}|^`]*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w-]*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w))
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
    | (?P<word>\w+)
    | (?P<open>[({\[])
    | (?P<close>[)}\]])
    | (?P<operator>\|\||&&|<=|>=|!=|[|^/*+?!=<>.;-])
    | (?P<quote>["'])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COUNTED = frozenset(["union", "optional", "minus", "filter", "bind", "exists", "graph", "select", "values", "lateral", "in", "not"])
_OPERANDS = frozenset(("variable", "string", "iri", "number", "name", "word", "close", "tag", "blank"))
"""Tokens after which `<` may compare."""
_ADDRESS = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
"""`<a://` is no comparison: nothing in SPARQL can stand between two slashes."""


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """Bytes of a query, depth of its brackets, and number of its operators and keywords; values in VALUES are no operators."""

    size: int = 64_000
    nesting: int = 128
    operators: int = 500


def scan_query(query: str, limits: ScanLimits) -> None:
    """Nothing, where the query may be handed to a worker. Raises QueryForbiddenError, QueryLimitError or QueryError."""
    if len(query.encode("utf-8", "surrogatepass")) > limits.size:
        raise QueryLimitError(f"the query is longer than {limits.size} bytes", code="query-too-long")
    doubts = _scan_as_read(query, limits)
    _follow_comparisons(query, doubts)


def _scan_as_read(query: str, limits: ScanLimits) -> list[int]:
    """Scan with every `<…>` that can be an IRI taken as one; the places where it may compare instead."""
    doubts: list[int] = []
    measure = _Measure(limits)
    before = ""
    for token in _TOKEN.finditer(query):
        kind = token.lastgroup or ""
        if kind == "space":
            continue
        _refuse_forbidden(kind, token.group())
        if kind == "quote":
            raise QueryError(f"the string that begins at character {token.start()} is not closed")
        if kind == "iri" and before in _OPERANDS and not _ADDRESS.match(token.group()):
            doubts.append(token.start())
        measure.count(kind, token.group())
        before = kind
    return doubts


class _Measure:
    """Counts brackets and operators; inside VALUES there are only values."""

    def __init__(self, limits: ScanLimits) -> None:
        self._limits = limits
        self._depth = self._operators = 0
        self._values: int | None = None

    def count(self, kind: str, text: str) -> None:
        """Take one token; raises QueryLimitError."""
        if kind == "open":
            self._depth += 1
        elif kind == "close":
            self._depth -= 1
            if text == "}" and self._values is not None and self._depth <= self._values:
                self._values = None
        elif self._values is None and (kind == "operator" or (kind == "word" and text.lower() in _COUNTED)):
            self._operators += 1
            if text.lower() == "values":
                self._values = self._depth
        self._check_limits()

    def _check_limits(self) -> None:
        if self._depth > self._limits.nesting:
            raise QueryLimitError(f"the query is nested deeper than {self._limits.nesting} levels", code="query-too-deep")
        if self._operators > self._limits.operators:
            message = f"the query has more than {self._limits.operators} operators and keywords"
            raise QueryLimitError(message, code="query-too-complex")


def _follow_comparisons(query: str, doubts: list[int]) -> None:
    """Scan again from each place where `<` may compare, until the reading meets one that was followed before."""
    seen: set[tuple[int, bool]] = set()
    ends = [*(found.start() for found in re.finditer(r"[\r\n]", query)), len(query)]
    waiting = [(place + 1, False) for place in doubts]
    while waiting:
        place, operand = waiting.pop()
        if (place, operand) in seen:
            continue
        seen.add((place, operand))
        if query.startswith("#", place):  # not read to its end each time: one comment may hold the beginnings of thousands
            waiting.append((ends[bisect_left(ends, place)], operand))
            continue
        token = _TOKEN.match(query, place)
        if token is None or token.lastgroup == "quote":
            continue  # the end, or a reading that no engine accepts
        kind = token.lastgroup or ""
        _refuse_forbidden(kind, token.group())
        waiting.append((token.end(), operand if kind == "space" else kind in _OPERANDS))
        if kind == "iri" and operand and not _ADDRESS.match(token.group()):
            waiting.append((place + 1, False))


def _refuse_forbidden(kind: str, text: str) -> None:
    if kind not in ("word", "name"):
        return
    word = text.partition(":")[0].casefold()
    if "service" in word:
        hint = " (a prefix may not hold that word either: rename it)" if kind == "name" else ""
        raise QueryForbiddenError(f"SERVICE is refused: this endpoint asks no other{hint}", code="service-forbidden")
    if kind == "word" and word == "load":
        raise QueryForbiddenError("LOAD is refused: this endpoint fetches nothing", code="load-forbidden")
    if kind == "word" and word in UPDATES:
        raise QueryForbiddenError(f"{word.upper()} is refused: this endpoint only reads", code="update-forbidden")
