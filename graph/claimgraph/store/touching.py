"""What an entry of the journal touched, and what hangs together with that: for those who follow the journal.

All of it reads rows without their bodies, at one moment, by index.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)

from claimgraph.ids import kind_of
from claimgraph.model import SHELVES, Claim, Entity, LinkKind, LinkStatus, LinkType, Node, Source
from claimgraph.store.identities import collectives_of, grouped, heads, members_of
from claimgraph.store.moment import Ever, Moment
from claimgraph.store.prepared import ask
from claimgraph.store.schema import (
    TABLES,
    among,
    assertion,
    claim,
    document,
    entity,
    erased,
    identity,
    judgement,
    link,
    member,
    mention,
    source,
)
from claimgraph.verdicts import ALIKE, READ

_LIVE = (LinkStatus.PROPOSED, LinkStatus.CONFIRMED)
JOINED = (Source, Entity, Claim)
"""The kinds of nodes that can be one."""
Pair = tuple[str, str]
LISTED = frozenset({"source", "entity", *LinkKind})
"""The lists that are kept in their order; the claims of a document are few, and only counted."""
_BINDING = or_(and_(link.c.kind == LinkKind.CONTRADICTS, link.c.type != LinkType.UNDERCUT), link.c.type == LinkType.RESTATES)


@dataclass(frozen=True, slots=True)
class Touched:
    """What one entry touched: documents and links that it recorded or retracted, and claims of which it changed who says what.

    So it does where it decides whether a text says one. With a claim comes the one that stands for it. Of the claims that are `changed`
    it changed what they are about, or whether they stand at all.
    """

    documents: frozenset[str]
    links: frozenset[str]
    claims: frozenset[str]
    changed: frozenset[str]


class Place(NamedTuple):
    """That a claim or a link is in a list: claims of a `document` or a `source`, claims about an `entity`, links about one by their kind.

    `value` is the id of the document or of who stands for the name; `age` and `id` order the list.
    """

    name: str
    value: str
    age: int
    id: str


class Bond(NamedTuple):
    """A link as `claimgraph.reason.groups` sees it."""

    id: str
    kind: str
    type: str
    status: str
    score: float
    from_: str
    to: str


def touched(moment: Moment) -> Touched:
    """What the entry that this moment is after touched."""
    changed: dict[str, list[Any]] = {}
    for row in moment.connection.execute(_CHANGED, {"seq": moment.seq}).all():
        changed.setdefault(row.what, []).append(row)
    # Whoever speaks of a name that came with this entry came with it too.
    renamed = {row.id for row in changed.get("identity", ())} - {row.id for row in changed.get("name", ())}
    about = {row.a for row in changed.get("claim", ())}
    about |= {end for row in changed.get("identity", ()) if kind_of(row.id) == "claim" for end in (row.a, row.b)}
    about |= claims_of_names(moment, renamed)
    claims = about.union(row.a for what in ("assertion", "judgement") for row in changed.get(what, ()))
    links = changed.get("link", ())
    claims |= claims_at(moment, {end for row in links for end in (row.a, row.b)})
    claims |= set(heads(moment, claims).values())
    documents = {row.id for row in changed.get("document", ())}
    return Touched(frozenset(documents), frozenset(row.id for row in links), frozenset(claims), frozenset(about))


def claims_of_names(moment: Moment, names: set[str]) -> set[str]:
    """The claims that these sources speak of, alone or in a collective, and those that are about these entities."""
    return _spoken_by(moment, names | collectives_of(moment, names)) | _about(moment, names)


def names_of(moment: Moment, claims: Iterable[str]) -> set[str]:
    """The names of which `claims_of_names` finds some of these claims."""
    claims = set(claims)
    speakers = {row.speaker for row in moment.rows(assertion, assertion.c.root_claim, claims)} - {None}
    members = moment.connection.execute(select(member.c.source).where(among(member.c.collective, speakers))).scalars()
    about = moment.connection.execute(select(mention.c.entity).where(among(mention.c.claim, claims))).scalars()
    return speakers.union(members, about)


def known_before(moment: Moment, claims: Collection[str]) -> set[str]:
    """Those of these claims that this moment, or one before it, knew: what came later has no past there."""
    if not claims:
        return set()
    query = select(claim.c.id).where(claim.c.recorded_seq <= moment.seq, among(claim.c.id, claims))
    return set(moment.connection.execute(query).scalars().all())


def bonds_around(moment: Moment, claims: Iterable[str], stops: Callable[[set[str]], tuple[set[str], set[str]]] | None = None) -> list[Any]:
    """The contradictions and restatements of any status that these claims hang together by, with all around them.

    Each row is what `claimgraph.reason.groups` calls a bond. Where `stops` are given, they are asked about the claims reached
    in each step: of some of those, and of others that come with them, the bonds are wanted, but not what these lead to; the
    answer is the claims to go on from, and those to stop at.
    """
    found: dict[str, Any] = {}
    seen: set[str] = set()
    frontier = set(claims)
    while frontier := frontier - seen:
        seen |= frontier
        onward, ends = stops(frontier) if stops else (frontier, set())
        new = {row.id: row for row in bonds_at(moment, onward | ends)}
        found |= new
        frontier = {end for row in new.values() for end in (row.from_, row.to) if not onward.isdisjoint((row.from_, row.to))}
    return list(found.values())


def bonds_at(moment: Moment, claims: Collection[str]) -> list[Bond]:
    """The living contradictions and restatements, of any status, of which one of these claims is an end.

    Those of the claims that another one stands for are its own, and there is none between claims that are one.
    """
    rows = _bonds_at(moment, grouped(moment, claims))
    same = heads(moment, {end for row in rows for end in (row.from_, row.to)})
    ends = [(same.get(row.from_, row.from_), same.get(row.to, row.to)) for row in rows]
    pairs = zip(rows, ends, strict=True)
    return [Bond(row.id, row.kind, row.type, row.status, row.score, one, other) for row, (one, other) in pairs if one != other]


def bound_to(ever: Ever, claims: Set[str]) -> set[str]:
    """These claims with all that they ever hung together with by bonds, or were one with, step by step."""
    found, frontier = set[str](), set(claims)
    while frontier := frontier - found:
        found |= frontier
        ends = {end for row in _bonds_at(ever, frontier) for end in (row.from_, row.to)}
        frontier = grouped(ever, frontier) | ends
    return found


def _bonds_at(moment: Moment, claims: Collection[str]) -> list[Any]:
    rows = _links_at(moment, claims, and_(_BINDING, link.c.from_id != link.c.to_id))
    return [row for row in rows if kind_of(row.from_) == kind_of(row.to) == "claim"]


def ages_of(moment: Moment, claims: Iterable[str]) -> dict[str, int]:
    """For each of these claims that lives, which entry recorded it."""
    return {row.id: row.recorded_seq for row in moment.rows(claim, claim.c.id, claims)}


def decisions(moment: Moment) -> list[Any]:
    """The target and the other of each proposal of two names, and of each judgement of a person, that came or went with this entry."""
    ours = or_(judgement.c.verdict == ALIKE, judgement.c.judge.like("person:%"))
    ends = (judgement.c.recorded_seq, judgement.c.retracted_seq)
    rows = (select(judgement.c.target, judgement.c.other).where(end == moment.seq, ours) for end in ends)
    return list(moment.connection.execute(union_all(*rows)).all())


def resting_on(moment: Moment, claims: Iterable[str], steps: int) -> list[set[str]]:
    """The claims that these support or undercut: directly, by two steps, and so on up to as many steps."""
    return list(islice(_walk(moment, set(claims), lambda frontier: among(link.c.from_id, frontier), "to_id"), steps))


def beneath(moment: Moment, claims: Iterable[str], steps: int) -> set[str]:
    """The claims that support or undercut these, directly or by as many steps."""
    walk = _walk(moment, set(claims), lambda frontier: link.c.to_id.in_(_parts_of(moment, frontier)), "from_id")
    return set().union(*islice(walk, steps))


def circle_through(moment: Moment, claims: Iterable[str], reached: Iterable[set[str]], steps: int) -> set[str]:
    """The claims on circles of support through these, of at most so many steps, where these rest on what is `reached`."""
    start, above = set(claims), set().union(*reached)
    return above & beneath(moment, start & above, steps) if start & above else set()


def claims_in_lists(moment: Moment, claims: Collection[str]) -> set[Place]:
    """The places in lists of these claims; those that are one have the places of all of them once."""
    if not claims:
        return set()
    living = {row.id: row for row in moment.rows(claim, claim.c.id, grouped(moment, claims))}
    spoken = {(row.root_claim, row.speaker) for row in moment.rows(assertion, assertion.c.root_claim, living)}
    about = {(row.claim, row.entity) for row in _mentions(moment, living)}
    members = members_of(moment, {speaker for _, speaker in spoken})
    spoken |= {(node, name) for node, speaker in spoken for name in members.get(speaker, ())}
    same = heads(moment, {name for _, name in about | spoken} | living.keys())
    ages = {row.id: row.recorded_seq for row in living.values()}
    return placed({(row.id, row.document) for row in living.values()}, spoken, about, same, ages)


def placed(homes: Set[Pair], spoken: Set[Pair], about: Set[Pair], same: Mapping[str, str], ages: Mapping[str, int]) -> set[Place]:
    """The places of claims by their documents, by who speaks of them and by what they are about, each as pairs that begin with a claim.

    `same` tells who stands for whom, `ages` which entry recorded a claim that stands for itself.
    """
    pairs = (("document", homes), ("source", spoken), ("entity", about))
    found = ((name, same.get(value, value), same.get(node, node)) for name, those in pairs for node, value in those)
    return {Place(name, value, ages[node], node) for name, value, node in found if node in ages}


def links_in_lists(moment: Moment, links: Collection[str]) -> set[Place]:
    """The places in lists of these links, by what the claims at their ends are about."""
    rows = {row.id: (row.kind, row.recorded_seq, row.from_id, row.to_id) for row in moment.rows(link, link.c.id, links)}
    ends = {end for _, _, *both in rows.values() for end in both if kind_of(end) == "claim"}
    about: dict[str, set[str]] = {}
    for row in _mentions(moment, {row.id: row for row in moment.rows(claim, claim.c.id, ends)}):
        about.setdefault(row.claim, set()).add(row.entity)
    same = heads(moment, set().union(*about.values()))
    return {
        Place(kind, same.get(entity_id, entity_id), age, node)
        for node, (kind, age, *both) in rows.items()
        for end in both
        for entity_id in about.get(end, ())
    }


def _mentions(moment: Moment, living: Mapping[str, Any]) -> list[Any]:
    """What these versions of claims mention."""
    if not living:
        return []
    found = moment.connection.execute(select(mention).where(among(mention.c.claim, living))).all()
    return [row for row in found if row.recorded_seq == living[row.claim].recorded_seq]


def population(connection: Connection, after: int, until: int) -> Counter[tuple[str, str]]:
    """By how many the entries after one up to another changed the nodes of each kind that live, and those for which another stands."""
    rows = ask(connection, _POPULATION, {"after": after, "until": until})
    return Counter({(row.name, row.shelf): row.born - row.gone for row in rows})


def joined_among(moment: Moment, names: Iterable[str]) -> Counter[tuple[str, str]]:
    """Of how many of these names and claims, by kind, another one stands for it at a moment, as `population` counts them."""
    return Counter(("joined", SHELVES[kind]) for row in moment.rows(identity, identity.c.id, names) for kind in JOINED if _is(kind, row.id))


def _is(kind: type[Node], node: str) -> bool:
    return kind_of(node) == kind.__name__.lower()


def claims_at(moment: Moment, ends: Iterable[str]) -> set[str]:
    """The claims among these ids, behind these assertions, or at the ends of these links, whether they still stand or not."""
    found: set[str] = set()
    seen: set[str] = set()
    frontier = set(ends)
    while frontier := frontier - seen:
        seen |= frontier
        found |= {end for end in frontier if kind_of(end) == "claim"}
        found |= set(moment.connection.execute(select(assertion.c.root_claim).where(among(assertion.c.id, frontier))).scalars().all())
        rows = moment.connection.execute(select(link.c.from_id, link.c.to_id).where(among(link.c.id, frontier))).all()
        frontier = {end for row in rows for end in (row.from_id, row.to_id)}
    return found


def _changing() -> CompoundSelect[Any]:
    """The statement of all versions of which an entry is the first or is no longer one; of what was erased, nothing is known any more."""
    on_a_claim = and_(judgement.c.verdict.in_(READ), judgement.c.target.startswith("claim-"))
    ends = (
        ("identity", identity, identity.c.id, identity.c.head),
        ("claim", claim, claim.c.id, claim.c.id),
        ("assertion", assertion, assertion.c.root_claim, assertion.c.id),
        ("link", link, link.c.from_id, link.c.to_id),
        ("document", document, document.c.id, document.c.id),
        ("judgement", judgement, judgement.c.target, judgement.c.target),
    )
    gone = select(erased.c.id)
    selects = [
        select(literal(what).label("what"), table.c.id, a.label("a"), b.label("b")).where(seq == _SEQ, table.c.id.not_in(gone), holds)
        for what, table, a, b in ends
        for holds in ([on_a_claim] if table is judgement else [true()])
        for seq in (table.c.recorded_seq, table.c.retracted_seq)
    ]
    names = (select(literal("name"), table.c.id, table.c.id, table.c.id).where(table.c.recorded_seq == _SEQ) for table in (source, entity))
    return union_all(*selects, *names)


def _counting() -> CompoundSelect[Any]:
    """The statement of how many versions of each kind, and how many names that another stands for, began and ended with some entries."""

    def row(name: str, shelf: str, table: Table, *those: ColumnElement[bool]) -> Select[Any]:
        """How many versions of a table began and ended, under a name."""
        spans = ((column > _AFTER) & (column <= _UNTIL) for column in (table.c.recorded_seq, table.c.retracted_seq))
        born, gone = (select(func.count()).select_from(table).where(span, *those).scalar_subquery() for span in spans)
        return select(literal(name).label("name"), literal(shelf).label("shelf"), born.label("born"), gone.label("gone"))

    of_store = identity.c.collection == ""
    joined = ((SHELVES[kind], identity.c.id.startswith(f"{kind.__name__.lower()}-")) for kind in JOINED)
    return union_all(
        *(row("living", shelf, TABLES[kind]) for kind, shelf in SHELVES.items()),
        *(row("joined", shelf, identity, of_store, kind) for shelf, kind in joined),
    )


# Made once: every entry of the journal asks them.
_SEQ, _AFTER, _UNTIL = (bindparam(name, type_=Integer) for name in ("seq", "after", "until"))
_CHANGED, _POPULATION = _changing(), _counting()


def _spoken_by(moment: Moment, sources: Iterable[str]) -> set[str]:
    return {row.root_claim for row in moment.rows(assertion, assertion.c.speaker, sources)}


def _about(moment: Moment, entities: Collection[str]) -> set[str]:
    if not entities:
        return set()
    return set(moment.connection.execute(select(mention.c.claim).where(among(mention.c.entity, entities))).scalars().all())


def links_at(moment: Moment, claims: Iterable[str]) -> set[str]:
    """The living links of which one of these claims is an end."""
    return {row.id for row in _links_at(moment, grouped(moment, set(claims)), true())}


def _links_at(moment: Moment, nodes: Collection[str], kinds: ColumnElement[bool]) -> list[Any]:
    if not nodes:
        return []
    ends = link.c.from_id.label("from_"), link.c.to_id.label("to")
    columns = select(link.c.id, link.c.recorded_seq, link.c.kind, link.c.type, link.c.status, link.c.score, *ends)
    queries = [columns.where(moment.alive(link), kinds, among(column, nodes)) for column in (link.c.from_id, link.c.to_id)]
    return list(moment.connection.execute(union_all(*queries)).all())


def _walk(moment: Moment, start: set[str], near: Callable[[set[str]], ColumnElement[bool]], far: str) -> Iterator[set[str]]:
    """The claims reached from these along living supports and undercuts, in one direction, step by step, each once.

    Claims that are one are reached together.
    """
    kinds = and_(link.c.status.in_(_LIVE), or_(link.c.kind == LinkKind.SUPPORTS, link.c.type == LinkType.UNDERCUT))
    found: set[str] = set()
    frontier = grouped(moment, start)
    while frontier:
        query = select(link.c[far]).where(moment.alive(link), kinds, near(frontier))
        frontier = grouped(moment, claims_at(moment, set(moment.connection.execute(query).scalars().all()))) - found
        found |= frontier
        if frontier:
            yield frontier


def _parts_of(moment: Moment, claims: set[str]) -> CompoundSelect[Any]:
    """The claims, their assertions and the links at them: what is undercut where a claim is."""
    ends = (select(link.c.id).where(moment.alive(link), among(column, claims)) for column in (link.c.from_id, link.c.to_id))
    acts = select(assertion.c.id).where(moment.alive(assertion), among(assertion.c.root_claim, claims))
    return union_all(select(claim.c.id).where(among(claim.c.id, claims)), acts, *ends)
