"""Collections: which documents belong to them, and changing that, each time with an entry of the journal."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from claimgraph.errors import InputError, NotFoundError
from claimgraph.store import identities, journal, reading, scope
from claimgraph.store.moment import Moment
from claimgraph.store.schema import claim, document, membership

LONGEST_NAME = 64
_REFUSED = frozenset('/\\?#%&=+"<>')
"""What has a meaning in addresses."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection and how many documents and claims it shows."""

    name: str
    documents: int
    claims: int


def check_name(name: str, what: str = "collection", code: str = "bad-collection") -> str:
    """The name of a collection, or of something else that is named like one, as it is kept; raises InputError where it cannot be one.

    >>> check_name("Case 7: the bridge")
    'Case 7: the bridge'
    """
    plain = unicodedata.normalize("NFC", name)
    bad = _REFUSED & set(plain) or not plain.isprintable() or plain != plain.strip() or plain in (".", "..")
    if bad or not 1 <= len(plain) <= LONGEST_NAME:
        raise InputError(
            f"{name[:80]!r} cannot name a {what}: a name has 1 to {LONGEST_NAME} printable characters, "
            f"none of {' '.join(sorted(_REFUSED))}, and no space at its ends",
            code=code,
        )
    return plain


def collections(moment: Moment) -> list[Collection]:
    """The collections that had documents at that moment, by name; within a collection that one alone."""
    connection, seq = moment.connection, moment.seq
    whole = Moment(connection, seq)
    found = connection.execute(select(membership.c.collection).where(whole.alive(membership)).distinct()).scalars()
    names = sorted(name for name in found if moment.collection in (None, name))
    return [_collection(Moment(connection, seq, name)) for name in names]


def is_known(connection: Connection, name: str) -> bool:
    """Whether a document ever belonged to a collection of this name."""
    return connection.execute(select(membership.c.id).where(membership.c.collection == name).limit(1)).first() is not None


def collect(now: Moment, name: str, documents: Iterable[str], *, actor: str) -> int:
    """Make documents that are alive belong to a collection too; the number of the entry, the newest where all of them did.

    Raises NotFoundError where one is not there, InputError where the name is none.
    """
    connection, name, wanted = now.connection, check_name(name), set(documents)
    _check(now, wanted)
    fresh = wanted - scope.members(connection, name, wanted)
    seq, previous = journal.newest(connection)
    if not fresh:
        return seq
    scope.enrol(connection, name, fresh, seq + 1)
    scope.join(connection, name, fresh, seq + 1)
    identities.join(Moment(connection, collection=name), seq + 1)
    target = min(fresh) if len(fresh) == 1 else name
    journal.append(connection, seq + 1, actor=actor, verb="collect", target=target, note=name, previous_hash=previous)
    return seq + 1


def release(now: Moment, name: str, documents: Iterable[str], *, actor: str, reason: str) -> int:
    """Let documents belong to a collection no longer; nothing of them is retracted. The number of the entry.

    Raises NotFoundError where one does not belong to it.
    """
    connection, wanted = now.connection, set(documents)
    missing = wanted - scope.members(connection, name, wanted)
    if missing or not wanted:
        raise NotFoundError(f"there is no document {min(missing, default='')[:80]!r} in the collection {name[:LONGEST_NAME]!r}")
    seq, previous = journal.newest(connection)
    inside = Moment(connection, collection=name)
    names = identities.grouped(inside, scope.names_of(connection, wanted))
    scope.expel(connection, name, wanted, seq + 1)
    scope.leave(connection, name, wanted, seq + 1)
    identities.refresh(inside, names, seq + 1)
    target = min(wanted) if len(wanted) == 1 else name
    journal.append(connection, seq + 1, actor=actor, verb="release", target=target, note=reason or name, previous_hash=previous)
    return seq + 1


def _check(now: Moment, wanted: set[str]) -> None:
    if not wanted:
        raise InputError("give at least one document")
    for node_id in sorted(wanted - {row.id for row in now.rows(document, document.c.id, wanted)}):
        if reading.get(now, node_id):
            raise InputError(f"{node_id} is no document: a collection holds documents")


def _collection(inside: Moment) -> Collection:
    counts = []
    for table in (document, claim):
        tally = inside.tally(table)
        counts.append(inside.connection.execute(select(func.count()).select_from(tally.rows).where(tally.holds)).scalar_one())
    return Collection(inside.collection or "", *counts)
