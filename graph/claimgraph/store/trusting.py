"""Trust profiles as they are kept: versions like those of nodes, each change with an entry of the journal; none is ever deleted.

A profile belongs to the whole store or to one collection, and is seen nowhere else: its rules name sources.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, select, update

from claimgraph.errors import ConflictError, InputError, NotFoundError
from claimgraph.ids import kind_of, mint_id
from claimgraph.records import from_json, to_json
from claimgraph.store import journal, reading
from claimgraph.store.collecting import check_name
from claimgraph.store.dialects import insert_rows
from claimgraph.store.moment import Moment
from claimgraph.store.schema import trust
from claimgraph.trust import GRADED, TrustProfile, check_rules

RESERVED = frozenset({"compare", GRADED.name})
"""What is no name of a profile to keep, as it has another meaning in addresses or is always there."""


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """A profile as it is kept: since which entry, and what tells this version from every other."""

    profile: TrustProfile
    seq: int
    version: str


def profiles(moment: Moment) -> list[KeptProfile]:
    """The profiles of that moment, by name."""
    return [_kept(row) for row in moment.ask(_all, {})]


def _all(moment: Moment) -> Select[Any]:
    return select(trust).where(*_mine(moment)).order_by(trust.c.name)


def find(moment: Moment, name: str) -> KeptProfile:
    """One profile; raises NotFoundError."""
    asked = select(trust).where(*_mine(moment), trust.c.name == name)
    if name == GRADED.name:
        return KeptProfile(GRADED, 0, GRADED.name)
    row = moment.connection.execute(asked).first() if name.isprintable() else None  # what is not, some databases do not take
    if row is None:
        known = ", ".join(kept.profile.name for kept in profiles(moment)[:10])
        raise NotFoundError(f"there is no trust profile {name[:80]!r} here{f'; there are {known}' if known else ''}", code="no-trust")
    return _kept(row)


def put(now: Moment, profile: TrustProfile, *, actor: str, versions: Collection[str] | None = None) -> int:
    """Make a profile, or change it to this; the number of the entry, the newest where nothing changes. Raises InputError, ConflictError."""
    made = replace(profile, name=check_name(profile.name, "trust profile", "bad-trust"), collection=now.collection or "")
    if made.name in RESERVED:
        raise InputError(f"{made.name!r} cannot name a trust profile: choose another name", code="bad-trust")
    check_rules(made)
    _check_known(now, made)
    known = next((kept for kept in profiles(now) if kept.profile.name == made.name), None)
    _check_version(made.name, known, versions)
    seq, previous = journal.newest(now.connection)
    if known is not None and known.profile == made:
        return seq
    _end(now, made.name, seq + 1)
    insert_rows(now.connection, trust, [_row(made, seq + 1)])
    journal.append(now.connection, seq + 1, actor=actor, verb="trust", target=made.name, previous_hash=previous)
    return seq + 1


def remove(now: Moment, name: str, *, actor: str, reason: str = "", versions: Collection[str] | None = None) -> int:
    """Take a profile back; the number of the entry. Raises NotFoundError, ConflictError."""
    _check_version(name, find(now, name), versions)
    seq, previous = journal.newest(now.connection)
    _end(now, name, seq + 1)
    journal.append(now.connection, seq + 1, actor=actor, verb="distrust", target=name, note=reason, previous_hash=previous)
    return seq + 1


def _mine(moment: Moment) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return moment.holds(trust), trust.c.collection == (moment.collection or "")


def _end(now: Moment, name: str, seq: int) -> None:
    now.connection.execute(update(trust).where(*_mine(now), trust.c.name == name).values(retracted_seq=seq))


def _row(profile: TrustProfile, seq: int) -> dict[str, Any]:
    body = to_json(profile)
    columns = {"name": profile.name, "collection": profile.collection, "digest": journal.digest_of(body), "body": body}
    return {"id": mint_id("trust", profile.collection, profile.name), "recorded_seq": seq, "retracted_seq": None, **columns}


def _kept(row: Any) -> KeptProfile:
    return KeptProfile(from_json(row.body, TrustProfile), row.recorded_seq, row.digest)


def _check_known(now: Moment, profile: TrustProfile) -> None:
    """Refuse a rule about a source or an entity that is not there: it would be silently without effect."""
    named = {name: number for number, rule in enumerate(profile.rules, 1) for name in (rule.source, rule.about) if name}
    there = reading.living_among(now, named)
    for name, number in named.items():
        if name not in there:
            raise InputError(f"rule {number}: there is no {kind_of(name) or 'source or entity'} {name[:80]!r} here", code="bad-trust")
    for number, rule in enumerate(profile.rules, 1):
        if rule.source and kind_of(rule.source) != "source":
            raise InputError(f"rule {number}: {rule.source} is no source", code="bad-trust")
        if rule.about and kind_of(rule.about) != "entity":
            raise InputError(f"rule {number}: a rule is about an entity, which {rule.about} is not", code="bad-trust")


def _check_version(name: str, known: KeptProfile | None, versions: Collection[str] | None) -> None:
    if versions is not None and (known is None or known.version not in versions):
        raise ConflictError(f"the trust profile {name!r} is no longer the version that was decided on: read it again", code="moved")
