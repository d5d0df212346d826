"""Claims of which people confirmed that one restates the other are one, from the entry on by which they were, in each collection too.

Predictions get an index, and in SQLite more keys are indexes of their own.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alembic import op
from sqlalchemy import Connection, bindparam, text

from claimgraph.store.migrations.versions.schema_0004 import loosen_key

revision = "0005"
down_revision = "0004"

STATUSES = ("proposed", "confirmed", "dismissed", "apparent")
RANKS = ("text", "rule", "model", "person")
NEVER = 2**31 - 1

Life = tuple[int, int]
"""From which entry on something was there, and until which."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judgement says of two claims; `through` is the restatement that it is on, where it is on one."""

    id: str
    claims: tuple[str, str]
    same: bool
    rank: tuple[int, str, str]
    through: str | None


def upgrade() -> None:
    """Derive again who stands for whom among these claims; what hangs on that is derived anew since the next schema."""
    coming = text("retracted_seq IS NULL AND modality = 'prediction'")
    listed = ["recorded_seq", "id", "retracted_seq", "modality"]
    op.create_index("ix_claim_prediction", "claim", listed, if_not_exists=True, sqlite_where=coming, postgresql_where=coming)
    connection = op.get_bind()
    restated = set(connection.execute(text(_RESTATED)).scalars())
    collections = ("", *connection.execute(text("SELECT DISTINCT collection FROM scope ORDER BY collection")).scalars()) if restated else ()
    for verdicts in _around(connection, restated):
        for collection in collections:
            _regroup(connection, collection, verdicts)
    if connection.dialect.name == "sqlite":
        for name in ("document", "source", "entity", "claim", "link", "identity"):
            loosen_key(name)


_ON_LINK = f"j.verdict IN {STATUSES} AND l.type = 'restates' AND coalesce(l.stated_in, '') = '' AND j.body <> ''"
_RESTATED = f"SELECT l.from_id FROM judgement j JOIN link l ON j.target = l.id WHERE {_ON_LINK}"  # noqa: S608 — words of ours
_ON_NAMES = "j.verdict IN ('same', 'different') AND j.body <> ''"
_NAMED = (
    "SELECT j.id, j.target AS one, j.other AS two, j.verdict, j.body, NULL AS link FROM judgement j "  # noqa: S608 — words of ours
    f"WHERE {_ON_NAMES} AND (j.target IN :ends OR j.other IN :ends)"
)
_LINKED = (
    "SELECT j.id, l.from_id, l.to_id, j.verdict, j.body, l.id FROM judgement j JOIN link l ON j.target = l.id "  # noqa: S608 — words of ours
    f"WHERE {_ON_LINK} AND (l.from_id IN :ends OR l.to_id IN :ends)"
)
_AT = text(f"{_NAMED} UNION {_LINKED}").bindparams(bindparam("ends", expanding=True))
_AT_ONCE = 500
"""How many claims are begun with at once."""


def _around(connection: Connection, claims: set[str]) -> Iterator[list[Verdict]]:
    """The verdicts of sameness on these claims and, step by step, on those at their other ends: each time all that hang together."""
    seen = set[str]()
    waiting = sorted(claims)
    for start in range(0, len(waiting), _AT_ONCE):
        beside: dict[str, list[Verdict]] = {}
        for verdict in _reached(connection, set(waiting[start : start + _AT_ONCE]) - seen):
            for claim in verdict.claims:
                beside.setdefault(claim, []).append(verdict)
        for claim in beside:
            if found := _together(beside, claim, seen):
                yield found


def _reached(connection: Connection, claims: set[str]) -> Iterable[Verdict]:
    """The verdicts on these claims, and on all that these lead to."""
    found, seen, ends = dict[str, Verdict](), set(claims), sorted(claims)
    while ends:
        batches = (ends[start : start + _AT_ONCE] for start in range(0, len(ends), _AT_ONCE))
        new = {row.id: _verdict(row) for batch in batches for row in connection.execute(_AT, {"ends": batch})}
        found |= new
        ends = sorted({end for item in new.values() for end in item.claims} - seen)
        seen.update(ends)
    return found.values()


def _together(beside: Mapping[str, Iterable[Verdict]], claim: str, seen: set[str]) -> list[Verdict]:
    """The verdicts that hang together with those on a claim, whose claims are `seen` then; none where it was seen."""
    found, waiting = dict[str, Verdict](), {claim} - seen
    while waiting:
        seen |= waiting
        new = {item.id: item for node in waiting for item in beside[node]}
        found |= new
        waiting = {end for item in new.values() for end in item.claims} - seen
    return list(found.values())


def _verdict(row: Any) -> Verdict:
    body = json.loads(row.body)
    kind = body["judge"].split(":", 1)[0]
    rank = (RANKS.index(kind) if kind in RANKS else 0, body["at"], row.id)
    return Verdict(row.id, (row.one, row.two), row.verdict in ("same", "confirmed"), rank, row.link)


def _regroup(connection: Connection, collection: str, verdicts: Sequence[Verdict]) -> None:
    """Write anew who stood for whom among the claims of these verdicts, from each change of it to the next."""
    claims = {claim: _lives(connection, collection, "claim", claim) for item in verdicts for claim in item.claims}
    judged = {item.id: _lives(connection, collection, "judgement", item.id) for item in verdicts}
    links = {item.through: _lives(connection, collection, "link", item.through) for item in verdicts if item.through}
    ages = {claim: (min(since for since, _ in lives), claim) for claim, lives in claims.items() if lives}
    connection.execute(text("DELETE FROM identity WHERE collection = :name AND id = :id"), [{"name": collection, "id": c} for c in claims])
    standing: dict[str, tuple[int, str]] = {}
    for seq in sorted({point for lives in (*claims.values(), *judged.values(), *links.values()) for life in lives for point in life}):
        there = [item for item in verdicts if _is_there(judged[item.id], seq) and (not item.through or _is_there(links[item.through], seq))]
        living = {claim for claim, lives in claims.items() if _is_there(lives, seq)}
        wanted = {claim: group[0] for group in _groups(there, living, ages) for claim in group[1:]}
        for claim, (since, head) in list(standing.items()):
            if wanted.get(claim) != head:
                _write(connection, collection, (claim, head), (since, seq))
                del standing[claim]
        standing |= {claim: (seq, head) for claim, head in wanted.items() if claim not in standing}


def _lives(connection: Connection, collection: str, kind: str, node: str) -> list[Life]:
    """From when until when a node was there, in the store or in a collection."""
    rows = f"SELECT recorded_seq, retracted_seq, NULL AS ended_seq FROM {kind} WHERE id = :id"  # noqa: S608 — names of ours
    shown = "SELECT recorded_seq, retracted_seq, ended_seq FROM scope WHERE id = :id AND collection = :name"
    found = connection.execute(text(shown if collection else rows), {"id": node, "name": collection} if collection else {"id": node})
    return [(row.recorded_seq, min(row.retracted_seq or NEVER, row.ended_seq or NEVER)) for row in found]


def _is_there(lives: Iterable[Life], seq: int) -> bool:
    return any(since <= seq < until for since, until in lives)


def _groups(verdicts: Iterable[Verdict], living: set[str], ages: Mapping[str, tuple[int, str]]) -> Iterator[list[str]]:
    """The claims that are one, of each group those that live, the oldest first."""
    pairs: dict[frozenset[str], Verdict] = {}
    for item in sorted(verdicts, key=lambda item: item.rank):
        pairs[frozenset(item.claims)] = item
    group = {claim: {claim} for pair in pairs for claim in pair}
    for first, second in (item.claims for item in pairs.values() if item.same):
        merged = group[first] | group[second]
        group.update(dict.fromkeys(merged, merged))
    for found in {id(members): members for members in group.values()}.values():
        yield sorted(found & living, key=lambda claim: ages[claim])


def _write(connection: Connection, collection: str, stands: tuple[str, str], life: Life) -> None:
    values = {"id": stands[0], "head": stands[1], "name": collection, "since": life[0], "until": None if life[1] == NEVER else life[1]}
    row = "INSERT INTO identity (id, collection, recorded_seq, retracted_seq, head) VALUES (:id, :name, :since, :until, :head)"
    connection.execute(text(row), values)
