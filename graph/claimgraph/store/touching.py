"""What an entry of the journal touched, and what hangs together with that: for those who follow the journal.

All of it reads rows without their bodies, at one moment, by index.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, LinkKind, LinkStatus, LinkType, Source, SourceKind
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment
from claimgraph.store.schema import TABLES, among, assertion, claim, document, erased, identity, link, mention, source

_COUNTED = (LinkStatus.PROPOSED, LinkStatus.CONFIRMED, LinkStatus.APPARENT)
_LIVE = (LinkStatus.PROPOSED, LinkStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Touched:
    """What one entry touched: documents and links that it recorded or retracted, and claims of which it changed who says what."""

    documents: frozenset[str]
    links: frozenset[str]
    claims: frozenset[str]


def touched(moment: Moment) -> Touched:
    """What the entry that this moment is after touched."""
    renamed = {row.id for row in _changed(moment, identity, identity.c.id)}
    claims = {row.id for row in _changed(moment, claim, claim.c.id)} | {
        row.root_claim for row in _changed(moment, assertion, assertion.c.root_claim)
    }
    links = list(_changed(moment, link, link.c.id, link.c.from_id, link.c.to_id))
    claims |= _spoken_by(moment, renamed | _collectives_around(moment, renamed)) | _about(moment, renamed)
    claims |= claims_at(moment, {end for row in links for end in (row.from_id, row.to_id)})
    documents = {row.id for row in _changed(moment, document, document.c.id)}
    return Touched(frozenset(documents), frozenset(row.id for row in links), frozenset(claims))


def contested_with(moment: Moment, claims: Iterable[str]) -> set[str]:
    """Those of these claims that contradict or restate another one, with all that hang together with them in that way."""
    kinds = or_(
        and_(link.c.kind == LinkKind.CONTRADICTS, link.c.type != LinkType.UNDERCUT, link.c.status.in_(_COUNTED)),
        and_(link.c.type == LinkType.RESTATES, link.c.status.in_(_LIVE)),
    )
    found: set[str] = set()
    frontier = set(claims)
    while frontier:
        near = {end for row in _links_at(moment, frontier, kinds) for end in (row.from_id, row.to_id) if kind_of(end) == "claim"}
        frontier = near - found
        found |= near
    return found


def resting_on(moment: Moment, claims: Iterable[str], steps: int) -> set[str]:
    """The claims that these support or undercut, directly or by as many steps."""
    return _walk(moment, set(claims), steps, (link.c.from_id, "to_id"))


def beneath(moment: Moment, claims: Iterable[str], steps: int) -> set[str]:
    """The claims that support or undercut these, directly or by as many steps."""
    return _walk(moment, set(claims), steps, (link.c.to_id, "from_id"))


def circle_through(moment: Moment, claims: Iterable[str], steps: int) -> set[str]:
    """The claims on circles of support through these, of at most so many steps."""
    start = set(claims)
    return (resting_on(moment, start, steps) | start) & beneath(moment, start, steps)


def contributions(moment: Moment, claims: Iterable[str]) -> Counter[tuple[str, str]]:
    """How many of these claims each document has, each voice speaks of and each entity is in, by the ids that stand for them."""
    living = {row.id: row for row in moment.rows(claim, claim.c.id, claims)}
    spoken = {(row.root_claim, row.speaker) for row in moment.rows(assertion, assertion.c.root_claim, living)}
    voices = voices_of(moment, {speaker for _, speaker in spoken})
    mentioned = moment.connection.execute(select(mention).where(among(mention.c.claim, living)))
    about = {(row.claim, row.entity) for row in mentioned if row.recorded_seq == living[row.claim].recorded_seq}
    known = heads(moment, {name for _, name in about})
    return Counter(
        [
            *(("document", row.document) for row in living.values()),
            *(("source", voice) for _, voice in {(node, voice) for node, speaker in spoken for voice in voices[speaker]}),
            *(("entity", head) for _, head in {(node, known.get(name, name)) for node, name in about}),
        ]
    )


def population(moment: Moment) -> Counter[tuple[str, str]]:
    """By how many this entry changed the nodes of each kind that live, and the names for which another one stands."""
    found: Counter[tuple[str, str]] = Counter()
    for sign, column in ((1, "recorded_seq"), (-1, "retracted_seq")):
        for kind, shelf in SHELVES.items():
            table = TABLES[kind]
            query = select(func.count()).select_from(table).where(table.c[column] == moment.seq)
            found["living", shelf] += sign * moment.connection.execute(query).scalar_one()
        for node in moment.connection.execute(
            select(identity.c.id).where(identity.c[column] == moment.seq, identity.c.collection == "")
        ).scalars():
            found["joined", "sources" if kind_of(node) == "source" else "entities"] += sign * (kind_of(node) in ("source", "entity"))
    return found


def voices_of(moment: Moment, speakers: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Whose voices each of these sources is: the id that stands for it, and those of its members where it is a collective."""
    members = dict.fromkeys(speakers, ()) | _members_of(moment, speakers)
    known = heads(moment, {*members, *(name for found in members.values() for name in found)})
    return {node: frozenset(known.get(name, name) for name in (node, *found)) for node, found in members.items()}


def _members_of(moment: Moment, sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    condition = and_(among(source.c.id, sources), source.c.kind == SourceKind.COLLECTIVE)
    return {node.id: node.members for node in moment.nodes(Source, condition)}


def claims_at(moment: Moment, ends: Iterable[str]) -> set[str]:
    """The claims among these ids, behind these assertions, or at the ends of these links, whether they still stand or not."""
    found: set[str] = set()
    seen: set[str] = set()
    frontier = set(ends)
    while frontier := frontier - seen:
        seen |= frontier
        found |= {end for end in frontier if kind_of(end) == "claim"}
        found |= set(moment.connection.execute(select(assertion.c.root_claim).where(among(assertion.c.id, frontier))).scalars())
        rows = moment.connection.execute(select(link.c.from_id, link.c.to_id).where(among(link.c.id, frontier)))
        frontier = {end for row in rows for end in (row.from_id, row.to_id)}
    return found


def _changed(moment: Moment, table: Table, *columns: ColumnElement[Any]) -> Iterator[Any]:
    for seq in (table.c.recorded_seq, table.c.retracted_seq):
        # Of what was erased, nothing is known any more.
        yield from moment.connection.execute(select(*columns).where(seq == moment.seq, table.c.id.not_in(select(erased.c.id))))


def _spoken_by(moment: Moment, sources: Iterable[str]) -> set[str]:
    return {row.root_claim for row in moment.rows(assertion, assertion.c.speaker, sources)}


def _collectives_around(moment: Moment, sources: Iterable[str]) -> set[str]:
    """The collectives that documents name of which one of these sources is; the members may be among them."""
    documents = {row.document for row in moment.rows(source, source.c.id, sources)}
    return {row.id for row in moment.rows(source, source.c.document, documents) if row.kind == SourceKind.COLLECTIVE}


def _about(moment: Moment, entities: Iterable[str]) -> set[str]:
    return set(moment.connection.execute(select(mention.c.claim).where(among(mention.c.entity, entities))).scalars())


def links_at(moment: Moment, claims: Iterable[str]) -> set[str]:
    """The living links of which one of these claims is an end."""
    return {row.id for column in (link.c.from_id, link.c.to_id) for row in moment.rows(link, column, claims)}


def _links_at(moment: Moment, nodes: Iterable[str], kinds: ColumnElement[bool]) -> Iterator[Any]:
    for column in (link.c.from_id, link.c.to_id):
        yield from moment.connection.execute(select(link.c.from_id, link.c.to_id).where(moment.alive(link), kinds, among(column, nodes)))


def _walk(moment: Moment, start: set[str], steps: int, way: tuple[ColumnElement[Any], str]) -> set[str]:
    """The claims reached from these along living supports and undercuts, in one direction."""
    near, far = way
    kinds = and_(link.c.status.in_(_LIVE), or_(link.c.kind == LinkKind.SUPPORTS, link.c.type == LinkType.UNDERCUT))
    found: set[str] = set()
    frontier = start
    for _ in range(steps):
        ends = frontier | _parts_of(moment, frontier) if far == "from_id" else frontier
        rows = moment.connection.execute(select(link.c.from_id, link.c.to_id).where(moment.alive(link), kinds, among(near, ends)))
        frontier = claims_at(moment, {getattr(row, far) for row in rows}) - found
        found |= frontier
        if not frontier:
            break
    return found


def _parts_of(moment: Moment, claims: Iterable[str]) -> set[str]:
    """The assertions of these claims and the links at them: what is undercut where a claim is."""
    acts = {row.id for row in moment.rows(assertion, assertion.c.root_claim, claims)}
    return acts | links_at(moment, claims)
