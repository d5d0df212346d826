"""What must be derived again once something is erased, and no more: all that ever rested on it, entry by entry.

Around what is erased there is an area of claims, closed in that no dispute that ever was has claims in it and outside. What
was derived about it is deleted at once; `meta` keeps the area and the entries that touched it until whoever follows the
journal has derived those again. Everything else that is derived stays as it is.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from claimgraph.errors import ConflictError
from claimgraph.model import Assertion, Claim, Judgement, Link, Node
from claimgraph.store import derived, touching
from claimgraph.store.derived import Count, Progress, Relisted
from claimgraph.store.identities import grouped
from claimgraph.store.moment import Ever, Moment, last_erasure
from claimgraph.store.schema import among, assertion, claim, identity, judgement, link, meta, tally
from claimgraph.store.schema import derived as items
from claimgraph.store.schema import derived_key as item_keys
from claimgraph.store.touching import Place

DEEPEST = 12
"""How many steps of support what is derived about a claim may hang on."""
_AREA, _ENTRIES = "derive-again", "derive-again-entries"
Doomed = Mapping[type[Node], set[str]]


@dataclass(frozen=True, slots=True)
class Area:
    """The `claims` to derive again, those `around` them that they hang on, and the `targets` of findings about any of it."""

    claims: frozenset[str]
    around: frozenset[str]
    targets: frozenset[str]

    def __or__(self, other: "Area") -> "Area":
        """Both areas."""
        return Area(self.claims | other.claims, self.around | other.around, self.targets | other.targets)


@dataclass(frozen=True, slots=True)
class Again:
    """What is still to be derived again: the area, and the entries, oldest first."""

    area: Area
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Affected:
    """What an erasure affects, as it was before: the area; up to entry `seq` what its own claims were in, and what its names counted."""

    seq: int
    area: Area
    own: frozenset[str]
    names: frozenset[str]
    links: frozenset[str]
    places: Set[Place]
    counts: Counter[Count]
    gone: frozenset[str]


def affected(connection: Connection, doomed: Doomed) -> Affected:
    """What erasing these nodes affects; to be asked before."""
    seq, ever = derived.reached(connection), Ever(connection)
    names = _one_with(connection, set().union(*(doomed.get(kind, set()) for kind in touching.JOINED)))
    judged = {row.target for row in ever.rows(judgement, judgement.c.id, doomed.get(Judgement, ()))}
    own = doomed.get(Claim, set()) | touching.claims_at(ever, doomed.get(Link, set()) | doomed.get(Assertion, set()) | judged)
    own |= touching.claims_of_names(ever, names)
    own |= grouped(ever, own)
    gone = frozenset(name for ids in doomed.values() for name in ids)
    area = _area(ever, own, gone) if seq and own else Area(frozenset(), frozenset(), gone)
    links = frozenset(doomed.get(Link, set()) | touching.links_at(ever, own))
    places, counts = _listed(connection, seq, own, links), _joined(connection, seq, names)
    return Affected(seq, area, frozenset(own), frozenset(names), links, places, counts, gone)


def release(connection: Connection, found: Affected) -> None:
    """Once all is erased: delete what was derived about the area, count anew what it counted, and note what to derive again."""
    if not found.seq:
        derived.forget(connection)
        return
    derived.relist(connection, Relisted.between(found.places, _listed(connection, found.seq, found.own, found.links)))
    counts = _joined(connection, found.seq, found.names)
    counts.subtract(found.counts)
    _drop(connection, found.area, found.gone, counts)
    pending = again(connection)
    area = found.area | pending.area if pending else found.area
    _keep(connection, area, _entries(Ever(connection), area.around, found.seq))


def again(connection: Connection) -> Again | None:
    """What is still to be derived again, or None."""
    rows = connection.execute(select(meta.c.key, meta.c.value).where(meta.c.key.in_((_AREA, _ENTRIES)))).all()
    kept = {row.key: row.value for row in rows}
    if not kept:
        return None
    return Again(Area(*(frozenset(ids) for ids in json.loads(kept[_AREA]))), tuple(json.loads(kept[_ENTRIES])))


def record(connection: Connection, seq: int, progress: Progress, maker: str, *, erased: int) -> None:
    """Write what entry `seq` changed, once nothing is left to derive again; raises ConflictError as `derived.record` does."""
    if again(connection):
        raise ConflictError("what was erased left something to derive again first")
    derived.record(connection, seq, progress, maker, erased=erased)


def clear(connection: Connection, maker: str) -> None:
    """Forget all that is derived, to follow the journal from its beginning."""
    derived.clear(connection, maker)
    connection.execute(delete(meta).where(meta.c.key.in_((_AREA, _ENTRIES))))


def record_again(connection: Connection, seq: int, progress: Progress, *, erased: int) -> None:
    """Write what the oldest of the entries to derive again changed within the area.

    Raises ConflictError where that is not entry `seq`, or where anything was erased since the erasure by entry `erased`.
    """
    left = connection.execute(select(meta.c.value).where(meta.c.key == _ENTRIES)).scalar()
    entries = json.loads(left) if left else []
    if entries[:1] != [seq] or last_erasure(connection) != erased:
        raise ConflictError(f"entry {seq} was derived again already, or what it rests on changed")
    derived.write(connection, seq, progress)
    _keep_entries(connection, entries[1:])


def _one_with(connection: Connection, gone: Set[str]) -> set[str]:
    """These names, and all that one of them ever stood for."""
    rows = connection.execute(select(identity.c.id).where(identity.c.collection == "", among(identity.c.head, gone))) if gone else ()
    return {row.id for row in rows} | set(gone)


def _area(ever: Ever, own: Set[str], gone: frozenset[str]) -> Area:
    reached = touching.resting_on(ever, own, DEEPEST)
    start = set(own).union(*reached)
    claims = touching.bound_to(ever, start)
    around = claims | touching.beneath(ever, claims, DEEPEST)
    return Area(frozenset(claims), frozenset(around), frozenset(claims | touching.links_at(ever, claims) | gone))


def _listed(connection: Connection, seq: int, claims: Collection[str], links: Collection[str]) -> set[Place]:
    """The places of these claims and links in lists, as what is derived up to entry `seq` knows them."""
    then = Moment(connection, seq)
    return touching.claims_in_lists(then, claims) | touching.links_in_lists(then, links) if seq else set()


def _joined(connection: Connection, seq: int, names: Collection[str]) -> Counter[Count]:
    """How many of these names another one stood for, as what is derived up to entry `seq` knows it."""
    found = touching.joined_among(Moment(connection, seq), names) if seq else {}
    return Counter({("node", *key): number for key, number in found.items()})


def _drop(connection: Connection, area: Area, gone: Set[str], counts: Counter[Count]) -> None:
    """Delete all versions of what was derived about an area or rests on what is gone, and correct the counts by that and these."""
    found: set[tuple[str, str]] = set()
    for name, values in (("claim", area.claims), ("target", area.targets), ("node", gone)):
        query = select(item_keys.c.kind, item_keys.c.id).where(item_keys.c.name == name, among(item_keys.c.value, values)).distinct()
        found |= {(row.kind, row.id) for row in connection.execute(query)}
    for kind in {kind for kind, _ in found}:
        ids = {item for its, item in found if its == kind}
        counts.subtract(derived.counted_of(connection, kind, ids))
        for table in (items, item_keys):
            connection.execute(delete(table).where(table.c.kind == kind, among(table.c.id, ids)))
    derived.add_counts(connection, counts)
    connection.execute(delete(tally).where(tally.c.number == 0, among(tally.c.value, area.targets)))


def _entries(ever: Ever, claims: Collection[str], most: int) -> list[int]:
    """The entries up to `most` that touched these claims, who says them, what is linked with them, or what is one with any of it."""
    rows = [*ever.rows(claim, claim.c.id, claims), *ever.rows(assertion, assertion.c.root_claim, claims)]
    seen, frontier = set[str](), {row.id for row in rows}
    while frontier := frontier - seen:
        seen |= frontier
        new = [row for column in (link.c.from_id, link.c.to_id) for row in ever.rows(link, column, frontier)]
        rows, frontier = [*rows, *new], {row.id for row in new}
    rows += ever.rows(identity, identity.c.id, {*claims, *touching.names_of(ever, claims)})
    rows += ever.rows(judgement, judgement.c.target, claims)
    return sorted({seq for row in rows for seq in (row.recorded_seq, row.retracted_seq) if seq and seq <= most})


def _keep(connection: Connection, area: Area, entries: list[int]) -> None:
    connection.execute(delete(meta).where(meta.c.key.in_((_AREA, _ENTRIES))))
    if entries:
        value = json.dumps([sorted(area.claims), sorted(area.around), sorted(area.targets)])
        connection.execute(insert(meta), [{"key": _AREA, "value": value}, {"key": _ENTRIES, "value": json.dumps(entries)}])


def _keep_entries(connection: Connection, entries: list[int]) -> None:
    gone = (_ENTRIES,) if entries else (_AREA, _ENTRIES)
    connection.execute(delete(meta).where(meta.c.key.in_(gone)))
    if entries:
        connection.execute(insert(meta), {"key": _ENTRIES, "value": json.dumps(entries)})
