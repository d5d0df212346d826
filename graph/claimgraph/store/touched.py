"""Which names the entries of the journal touched, and so whether what was read before them is still read the same.

An entry touches the names in the versions that it recorded or retracted: of nodes and of what stands for what. Where it changes who
speaks of a claim, what that is about, where it stands or what it is one with, all of these are touched, and so is whatever stands for
anything touched.
"""

from collections.abc import Set
from functools import cache
from threading import Lock
from typing import Any

from sqlalchemy import CompoundSelect, Executable, Integer, Label, Select, Table, bindparam, literal_column, select, union_all

from claimgraph.ids import kind_of
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment
from claimgraph.store.prepared import ask, listed
from claimgraph.store.reads import Resting, hash_of
from claimgraph.store.schema import NAMING, among_bound, assertion, claim, identity, member, mention

MOST_BEHIND = 200
"""Over how many entries it is looked whether something holds."""
MOST_NAMES = 20_000
"""How many names in versions are looked at of one entry; one with more is taken to change everything."""
_OF_CLAIMS = frozenset({claim.name, assertion.name, identity.name})
Names = Set[int] | None
"""Hashes of names; None for all that there are."""


class Touched:
    """The names that the latest entries touched, each looked up once. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._names: dict[int, Names] = {}

    def by(self, moment: Moment, seq: int) -> Names:
        """The names that an entry touched."""
        if seq not in self._names:
            found = _names(moment, seq)
            with self._lock:
                self._names[seq] = found
                while len(self._names) > MOST_BEHIND:
                    del self._names[min(self._names)]
            return found
        return self._names.get(seq)

    def holds(self, moment: Moment, resting: Resting, *, since: int, until: int) -> bool:
        """Whether what was read as of entry `since` is read the same as of `until`, the newest."""
        if until - since > MOST_BEHIND:
            return False
        between = (self.by(moment, seq) for seq in range(since + 1, until + 1))
        if not all(names is not None and names.isdisjoint(resting.names) for names in between):
            return False
        return all(hash_of(ask(moment.connection, asked, dict(values), ())) == answer for (asked, values), answer in resting.questions)


def _names(moment: Moment, seq: int) -> Names:
    rows = moment.ask(_versions, {"entry": seq}, ())
    if len(rows) > MOST_NAMES:
        return None
    names = {row.name for row in rows if row.name}
    claims = {row.name for row in rows if row.what in _OF_CLAIMS and kind_of(row.name or "") == "claim"}
    names |= {row.name for row in moment.ask(_around, {"ids": listed(claims)}, ()) if row.name} if claims else set()
    return frozenset(map(hash, names.union(heads(moment, names).values())))


@cache
def _version(table: Table, column: str, end: str) -> Select[Any]:
    what: Label[str] = literal_column(f"'{table.name}'").label("what")
    return select(what, table.c[column].label("name")).where(table.c[end] == bindparam("entry", type_=Integer))


def _versions(_moment: Moment) -> Executable:
    """What names nodes in the versions that an `entry` recorded or retracted, and in which table."""
    ends = ("recorded_seq", "retracted_seq")
    every = (_version(table, column.name, end) for table, columns in NAMING.items() for column in columns for end in ends)
    return union_all(*every).limit(literal_column(str(MOST_NAMES + 1)))


def _around(_moment: Moment) -> CompoundSelect[Any]:
    """Who ever spoke of the claims `ids`, alone or with others, what they were ever about, and where they stand."""
    return union_all(
        select(assertion.c.speaker.label("name")).where(among_bound(assertion.c.root_claim, "ids")),
        select(mention.c.entity).where(among_bound(mention.c.claim, "ids")),
        select(member.c.source)
        .join(assertion, assertion.c.speaker == member.c.collective)
        .where(among_bound(assertion.c.root_claim, "ids")),
        select(claim.c.document).where(among_bound(claim.c.id, "ids")),
    )
