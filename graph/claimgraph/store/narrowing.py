"""Filters of a search: what the index can look up is asked of it as tokens, the rest is checked row by row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from claimgraph.errors import InputError
from claimgraph.ids import kind_of
from claimgraph.store.dialects.dialect import Row
from claimgraph.store.facets import KINDS, STATUSES, claim_of, heads_in, standing, statuses, token_of
from claimgraph.store.moment import Moment
from claimgraph.store.schema import identity

SEARCH_FILTERS = ("kind", "entity", "source", "document", "status", "since", "until")
"""By what a search can be narrowed."""
MOST_MEMBERS = 100
"""How many that are one the index is asked for by name; larger groups are checked row by row."""
MOST_YEARS = 20
"""How many years the index is asked for one by one; of longer spans it is asked for the centuries."""
Check = Callable[[Sequence[Row]], Sequence[Row]]
"""Which of these rows meet a condition."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The conditions that every hit meets: one token of each group, and all checks."""

    tokens: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()

    def checked(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows, found by the tokens, that pass all checks."""
        for check in self.checks:
            rows = check(rows)
        return rows

    def kept(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows, found by anything, that meet all conditions."""
        return self.checked([row for row in rows if all(not row.tokens.isdisjoint(group) for group in self.tokens)])


def narrow(moment: Moment, where: Mapping[str, str]) -> Narrowing:
    """What the filters of a search mean at this moment; raises InputError on one that is unknown or cannot be."""
    unknown = next((name for name in where if name not in SEARCH_FILTERS), None)
    if unknown is not None:
        raise InputError(f"a search cannot be narrowed by “{unknown}”; it can by: {', '.join(SEARCH_FILTERS)}")
    parts = [_part(moment, name, value) for name, value in where.items() if name not in ("since", "until")]
    parts += [_within(where.get("since"), where.get("until"))] if where.keys() & {"since", "until"} else []
    return Narrowing(tuple(group for part in parts for group in part.tokens), tuple(check for part in parts for check in part.checks))


def _part(moment: Moment, name: str, value: str) -> Narrowing:
    if name == "kind":
        return Narrowing(((f"k{_one_of(name, value, tuple(KINDS.values()))}",),))
    if name == "status":
        status = _one_of(name, value, STATUSES)
        return Narrowing((("kclaim", "kquote"),), (lambda rows: _standing_so(moment, rows, status),))
    if kind_of(value) != name:
        raise InputError(f"{name} is the id of a {name}, not {value[:80]!r}")
    return Narrowing(((token_of(value),),)) if name == "document" else _one_with(moment, value)


def _one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise InputError(f"{name} is one of {', '.join(allowed)}, not {value[:80]!r}")
    return value


def _one_with(moment: Moment, head: str) -> Narrowing:
    """The condition that a row names the node or one that it stands for."""
    members = select(identity.c.id).where(identity.c.head == head, moment.alive(identity)).limit(MOST_MEMBERS + 1)
    group = [head, *moment.connection.execute(members).scalars()]
    if len(group) <= MOST_MEMBERS:
        return Narrowing((tuple(token_of(node) for node in group),))

    def check(rows: Sequence[Row]) -> Sequence[Row]:
        """Those of these rows that hold it."""
        wanted = token_of(head)
        named = {token for token, other in heads_in(moment, rows, wanted[0]).items() if other == wanted} | {wanted}
        return [row for row in rows if not row.tokens.isdisjoint(named)]

    return Narrowing((), (check,))


def _standing_so(moment: Moment, rows: Sequence[Row], status: str) -> Sequence[Row]:
    known = statuses(moment, {claim for row in rows if (claim := claim_of(row))})
    return [row for row in rows if (claim := claim_of(row)) and status in standing(known, claim)]


def _within(since: str | None, until: str | None) -> Narrowing:
    """The condition that a time may be within the span: one that is known by its year alone may be any day of it."""
    first, last = _day("since", since, "0") if since else "0" * 8, _day("until", until, "9") if until else "9" * 8
    if first > last:
        raise InputError(f"since {since} is after until {until}")

    def check(rows: Sequence[Row]) -> Sequence[Row]:
        """Those of these rows that hold it."""
        return [row for row in rows if any(time.ljust(8, "0") <= last and time.ljust(8, "9") >= first for time in _times(row))]

    years = range(int(first[:4]), int(last[:4]) + 1)
    if len(years) <= MOST_YEARS:
        return Narrowing((tuple(f"y{year:04}" for year in years),), (check,))
    return Narrowing((tuple(f"h{century:02}" for century in range(int(first[:2]), int(last[:2]) + 1)),), (check,))


def _day(name: str, words: str, filler: str) -> str:
    found = _DATE.fullmatch(words.strip())
    if found is None:
        raise InputError(f"{name} is a year, a month or a day (2015, 2015-10, 2015-10-03), not {words[:80]!r}")
    return "".join(part or "" for part in found.groups()).ljust(8, filler)


def _times(row: Row) -> Iterator[str]:
    return (token[1:] for token in row.tokens if token[0] == "t")
