"""The tables, for SQLite and PostgreSQL alike.

Every kind of node has one table of versions: the columns that are filtered or joined on, and `body`, the whole node as
canonical JSON. A version holds from `recorded_seq` until `retracted_seq`; both number entries of the journal.
`digest` is the SHA-256 of `body`; it stays when the words of a node must be erased.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    bindparam,
    func,
    literal_column,
)
from sqlalchemy import column as sql_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from claimgraph.model import SHELVES, Assertion, Claim, Document, Entity, Judgement, Link, Modality, Node, Source

VERSION = 8
"""The version of this schema; a store with a higher one is refused, one with a lower one is migrated."""

OUTSIDE = frozenset({"url", "name_key", "publisher"})
"""Columns whose length nobody limits: an entry of a B-tree on PostgreSQL may not be that long, so their beginnings are indexed."""
BEGINNING = 256

_LIVING = literal_column("retracted_seq").is_(None)
_GONE = literal_column("retracted_seq").is_not(None)

metadata = MetaData()

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

change = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("ix_change_at", "at"),
)


def beginning(column: Column[Any]) -> ColumnElement[str]:
    """What is indexed of a column whose length nobody limits."""
    return func.substr(column, literal_column("1"), literal_column(str(BEGINNING)))


def equals(column: Column[Any], value: str) -> ColumnElement[bool]:
    """The condition that a column holds the value, by its index."""
    if column.name not in OUTSIDE:
        return column == value
    # Not by "=": SQLite would put the value into the beginning's expression too, and then find no index for that.
    return and_(beginning(column) == value[:BEGINNING], column.between(value, value))


def equals_bound(column: Column[Any], value: BindParameter[str], begins: BindParameter[str]) -> ColumnElement[bool]:
    """The same for a statement that is built once: `begins` is given the first `BEGINNING` characters of the value."""
    if column.name not in OUTSIDE:
        return column == value
    return and_(beginning(column) == begins, column.between(value, value))


class _Listed(FunctionElement[str]):
    """The strings of a JSON array as a column."""

    type = Text()
    inherit_cache = True


@compiles(_Listed, "sqlite")
def _listed_in_sqlite(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **options)}))"  # noqa: S608 — a bound parameter


@compiles(_Listed, "postgresql")
def _listed_in_postgresql(element: _Listed, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT jsonb_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS jsonb)))"


def among(column: ColumnElement[Any], ids: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a column holds one of these ids, however many, in one parameter: databases cap how many there may be."""
    return column.op("IN", is_comparison=True)(_Listed(bindparam(None, json.dumps(sorted(set(ids))), type_=Text)))


def among_bound(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """The same for a statement that is built once: the parameter of that name is given a JSON array."""
    return column.op("IN", is_comparison=True)(_Listed(bindparam(name, type_=Text)))


def _versions(name: str, *columns: Column[Any], indexed: tuple[str, ...], unsealed: tuple[Column[Any], ...] = ()) -> Table:
    table = Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
        Column("retracted_seq", Integer),
        *columns,
        Column("digest", Text, nullable=False),
        Column("body", Text, nullable=False),
        *unsealed,
    )
    for column in indexed:
        Index(f"ix_{name}_{column}", beginning(table.c[column]) if column in OUTSIDE else table.c[column])
    # No index begins with `retracted_seq` for the living: SQLite would take "IS NULL" for a rare value and scan them all.
    gone = table.c.retracted_seq.is_not(None)
    Index(f"ix_{name}_gone", table.c.retracted_seq, table.c.id, sqlite_where=gone, postgresql_where=gone)
    Index(f"ix_{name}_order", table.c.recorded_seq, table.c.id, table.c.retracted_seq)
    return table


def _text(*names: str) -> tuple[Column[Any], ...]:
    return tuple(Column(name, Text) for name in names)


document = _versions("document", *_text("sha256", "url", "title", "publisher", "published_at"), indexed=("sha256", "url", "publisher"))


def _names(name: str) -> Table:
    """Versions of names; `joined` is since which entry another one stands for a living one: lists show those that stand for themselves."""
    table = _versions(
        name,
        *_text("document", "kind", "name", "name_key"),
        indexed=("document",),
        unsealed=(Column("joined", Integer),),
    )
    Index(f"ix_{name}_name_key", beginning(table.c.name_key), table.c.recorded_seq, table.c.id)  # the oldest of a name is its first
    alone = and_(table.c.retracted_seq.is_(None), table.c.joined.is_(None))
    Index(f"ix_{name}_alone", table.c.recorded_seq, table.c.id, sqlite_where=alone, postgresql_where=alone)
    return table


source, entity = _names("source"), _names("entity")
claim = _versions("claim", *_text("document", "modality", "polarity"), indexed=("document",))
_HERE = claim.c.retracted_seq.is_(None)
PREDICTED = claim.c.modality == literal_column(f"'{Modality.PREDICTION.value}'")
"""The condition that a claim is a prediction. As a literal: the index of the few there are is for statements that say so."""
_COMING, _LISTED = and_(_HERE, PREDICTED), ("recorded_seq", "id", "retracted_seq", "modality")
Index("ix_claim_prediction", *(claim.c[name] for name in _LISTED), sqlite_where=_COMING, postgresql_where=_COMING)
assertion = _versions(
    "assertion",
    *_text("document", "speaker", "stance", "claim", "assertion", "root_claim"),
    indexed=("document",),
)
# All that is needed to know who speaks of a claim, and of which claims somebody speaks: no row is looked at for it.
Index("ix_assertion_root_claim", assertion.c.root_claim, assertion.c.retracted_seq, assertion.c.speaker)
Index("ix_assertion_speaker", assertion.c.speaker, assertion.c.retracted_seq, assertion.c.root_claim)
link = _versions(
    "link",
    *_text("kind", "type", "status", "judge", "stated_in", "from_id", "to_id"),
    Column("score", Float),
    indexed=("from_id", "to_id", "stated_in"),
)
judgement = _versions("judgement", *_text("target", "verdict", "judge", "other"), indexed=("other",))
# Of the thousands of judgements that names are one, none is looked at by whoever seeks the few grades among them.
Index("ix_judgement_target", judgement.c.target, judgement.c.verdict)

membership = _versions("membership", *_text("document", "collection"), indexed=("document", "collection"))
"""Which documents belong to which collections; sealed by the journal like the versions of nodes."""

trust = _versions("trust", *_text("name", "collection"), indexed=("name",))
"""The trust profiles of the store and of its collections; sealed likewise."""

_LEFT = ("retracted_seq", "ended_seq")


def _given(name: str) -> ColumnElement[bool]:
    return sql_column(name).is_not(None)


scope = Table(
    "scope",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("collection", Text, primary_key=True),
    Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
    Column("retracted_seq", Integer),
    Column("ended_seq", Integer),
    Column("kind", Text, nullable=False),
    # All that lists and counts of a kind need. It begins with the kind, or SQLite would take it for questions about one node too.
    Index("ix_scope_order", "kind", "collection", "recorded_seq", "id", "version", "retracted_seq", "ended_seq"),
    Index("ix_scope_entry", "collection", "recorded_seq"),
    *(Index(f"ix_scope_{end}", "collection", end, sqlite_where=_given(end), postgresql_where=_given(end)) for end in _LEFT),
)
"""Which versions of nodes belong to what a collection shows, from when until when; derived from memberships, see `claimgraph.store.scope`.

`version` is the entry that recorded the version of the node, `ended_seq` the one that retracted it.
"""

mention = Table(
    "mention",
    metadata,
    Column("claim", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
    Index("ix_mention_entity", "entity"),
)
"""Which versions of claims are about which entities, each once."""

member = Table(
    "member",
    metadata,
    Column("collective", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
    Index("ix_member_source", "source"),
)
"""Which versions of collectives speak for which sources."""

identity = Table(
    "identity",
    metadata,
    Column("id", Text, primary_key=True),
    Column("collection", Text, primary_key=True),
    Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
    Column("retracted_seq", Integer),
    Column("head", Text, nullable=False),
    Index("ix_identity_head", "head", "collection", "retracted_seq", "id"),
    Index("ix_identity_order", "recorded_seq"),
    Index("ix_identity_gone", "retracted_seq", sqlite_where=_GONE, postgresql_where=_GONE),
)
"""Which source, entity or claim stood for which, from when until when; derived from the judgements of sameness alive then.

In a collection only what it shows joins names, so each has groups of its own; those of the whole store have the name "".
"""

LOOSE = (document, source, entity, claim, assertion, link, judgement, mention, identity)
"""The tables whose key is an index of its own in SQLite, so that it can be left out while an empty store is filled."""
for _table in LOOSE:
    _table.primary_key.ddl_if(dialect="postgresql")
    Index(f"ix_{_table.name}_key", *_table.primary_key.columns, unique=True).ddl_if(dialect="sqlite")

PASSAGES_EACH = 2**24
"""How many passages one entry may record: they are numbered from the entry's own number times this, so that no engine needs a sequence."""

passage = Table(
    "passage",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("recorded_seq", Integer, nullable=False),
    Column("retracted_seq", Integer),
    Column("text", Text, nullable=False),
    Column("facets", Text, nullable=False),
    Index("ix_passage_id", "id"),
)
"""The words that can be searched, a row for each text of a version, and under `facets` what a search can be narrowed by.

What each engine indexes of it is its dialect's own.
"""

derived = Table(
    "derived",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
    Column("retracted_seq", Integer),
    Column("rank", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_derived_rank", "kind", "rank", "id", sqlite_where=_LIVING, postgresql_where=_LIVING),
    Index("ix_derived_order", "recorded_seq", "kind", "id"),
    Index("ix_derived_gone", "retracted_seq", "kind", "id", "recorded_seq", sqlite_where=_GONE, postgresql_where=_GONE),
)
"""Disputes and findings as they stood after each entry, kept up by `claimgraph.derive`: see `claimgraph.store.derived`."""

derived_key = Table(
    "derived_key",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("recorded_seq", Integer, primary_key=True, autoincrement=False),
    Column("retracted_seq", Integer),
    Index("ix_derived_key_id", "id", "kind"),
)
"""By what each of these is found: the claims that it holds, its entities, voices, status, kinds of clash."""

tally = Table(
    "tally",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Index("ix_tally_number", "kind", "name", "number"),
)
"""How many disputes, findings and claims have a key now: what lists and choices show without counting."""

listed = Table(
    "listed",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("age", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""The claims of each voice and about each entity, and the links about each, in the order of lists: see `claimgraph.store.touching.Place`.

As it is now alone; kept up by whoever follows the journal.
"""

erased = Table(
    "erased",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("sha256", Text),
    Index("ix_erased_seq", "seq"),
    Index("ix_erased_sha256", "sha256"),
)
"""The nodes whose words were erased, with the entry that did it and, of a document, the hash of its text.

Their versions stay as tombstones, see `claimgraph.store.erasing`.
"""

api_key = Table(
    "api_key",
    metadata,
    Column("prefix", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text),
    Column("revoked_at", Text),
    Column("collections", Text, nullable=False, server_default=""),
)

TABLES: Mapping[type[Node], Table] = {
    Document: document,
    Source: source,
    Entity: entity,
    Claim: claim,
    Assertion: assertion,
    Link: link,
    Judgement: judgement,
}
SEALED = (*TABLES.values(), membership, trust)
"""The tables that the journal seals."""
NAMING: Mapping[Table, tuple[Column[Any], ...]] = {
    document: (document.c.id,),
    source: (source.c.id, source.c.document),
    entity: (entity.c.id, entity.c.document),
    claim: (claim.c.id, claim.c.document),
    assertion: (assertion.c.id, assertion.c.document, assertion.c.speaker, assertion.c.root_claim),
    link: (link.c.id, link.c.from_id, link.c.to_id),
    judgement: (judgement.c.id, judgement.c.target, judgement.c.other),
    identity: (identity.c.id, identity.c.head),
}
"""The columns that name nodes, by which others are found: see `claimgraph.store.reads`."""
KINDS: Mapping[str, type[Node]] = {shelf: kind for kind, shelf in SHELVES.items()}
"""The kinds of node by the name of what holds many of them: `claims` → Claim."""


def name_key(name: str) -> str:
    """A name as it is compared: case folded, white space single, a leading article dropped.

    >>> name_key("The  Red Crescent")
    'red crescent'
    """
    words = name.casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _named(node: Source | Entity) -> dict[str, Any]:
    return {"document": node.document, "kind": node.kind.value, "name": node.name, "name_key": name_key(node.name)}


_COLUMNS: Mapping[type[Node], Callable[[Any], dict[str, Any]]] = {
    Document: lambda n: {"sha256": n.sha256, "url": n.url, "title": n.title, "publisher": n.publisher, "published_at": n.published_at},
    Source: _named,
    Entity: _named,
    Claim: lambda n: {"document": n.document, "modality": n.modality.value, "polarity": n.slots.polarity.value},
    Assertion: lambda n: {
        "document": n.document,
        "speaker": n.speaker.id,
        "stance": n.stance.value,
        "claim": n.content.claim,
        "assertion": n.content.assertion,
    },
    Link: lambda n: {
        "kind": n.kind.value,
        "type": n.type.value,
        "status": n.status.value,
        "judge": n.judge,
        "stated_in": n.stated_in,
        "from_id": n.from_,
        "to_id": n.to,
        "score": n.score,
    },
    Judgement: lambda n: {"target": n.target, "verdict": n.verdict, "judge": n.judge, "other": n.other},
}


def columns_of(node: Node) -> dict[str, Any]:
    """The values of the columns that are filtered or joined on; an assertion's `root_claim` is known to its writer alone."""
    return _COLUMNS[type(node)](node)
