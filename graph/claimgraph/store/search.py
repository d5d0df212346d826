"""Full-text search over claims, quotes, names and documents; each database has its own way, under `dialects`.

A search of a past moment finds exactly the nodes that it would have found then; only their order may differ.

What a search costs does not grow with how common its words are: the newest passages that it finds are looked at, `MOST` of
them at most, ranked, and counted by what they could be narrowed by. An answer that left out older ones says so.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, Connection, Executable, Text, bindparam, delete, func, literal_column, select, union_all, update

from claimgraph.model import Assertion, Claim, Document, Entity, Node, Source
from claimgraph.store.conditions import any_merged
from claimgraph.store.cursors import list_mark, read_cursor, write_cursor
from claimgraph.store.dialects import DIALECTS, Dialect, Hit
from claimgraph.store.dialects.dialect import MARK_END, MARK_START, Passage, Row
from claimgraph.store.facets import KIND_TOKENS, Around, Bucket, claim_of, counts, heads_in, token_of
from claimgraph.store.identities import heads
from claimgraph.store.moment import Moment, batches
from claimgraph.store.narrowing import Narrowing, narrow
from claimgraph.store.prepared import ask
from claimgraph.store.queries import MOST_WORDS, Phrase, Query, forms_of, parse_query, words_of
from claimgraph.store.schema import BEGINNING, PASSAGES_EACH, assertion, document, entity, equals_bound, name_key, passage, source

MOST = 200
"""How many of the newest passages that a search finds are ranked and can be paged through."""
COUNTED = 10_000
"""Up to how many the hits are counted."""
WALKED = 5_000
"""How many passages are checked row by row for what the index does not know."""
MOST_NAMED = 20
"""How many sources and entities whose very name is searched for come first."""
LONGEST_TEXT = 2_000
"""How many characters of a text a hit carries."""
_HOMED = (Claim, Assertion, Source, Entity)
_LAST_NUMBER = select(func.max(passage.c.number)).where(passage.c.number >= bindparam("first", type_=BigInteger))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: a page of hits, the cursor of the next page, and how many there are in all.

    `total` is None where they are too many to be counted. `facets` counts, for each thing that the search could be
    narrowed by, the hits that have a value; `complete` says whether all hits were ranked and counted there, or the newest alone.
    """

    hits: tuple[Hit, ...]
    next: str | None
    total: int | None
    facets: Mapping[str, tuple[Bucket, ...]]
    complete: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """The newest rows that a form of a query finds, and whether these are all."""

    query: Query
    rows: Sequence[Row]
    complete: bool


def create_index(connection: Connection) -> None:
    """Make what search needs besides the tables of the schema."""
    _dialect(connection).create_index(connection)


def indexing(
    connection: Connection, nodes: Sequence[Node], roots: Mapping[str, str], seq: int, others: Sequence[Node] = ()
) -> AbstractContextManager[None]:
    """Add what can be searched of these nodes, of entry `seq`, by the end; whoever enters asks the database nothing meanwhile.

    `roots` are the claims at the end of assertions, `others` who asserts these nodes already. A claim that was there before and is
    asserted anew is to be indexed anew, as its sources are more: see `refresh_claims`.
    """
    around = Around.of([*nodes, *others], roots, _published(connection, nodes))
    texts = [(node, words) for node in nodes if (words := text_of(node))]
    numbered = enumerate(texts, _first_number(connection, seq))
    rows: list[Passage] = [(number, node.id, seq, words, around.tokens(node)) for number, (node, words) in numbered]
    return _dialect(connection).indexing(connection, rows) if rows else nullcontext()


def refresh_claims(connection: Connection, ids: Collection[str], seq: int) -> None:
    """Index the living among these claims anew as of entry `seq`: who asserts them has changed."""
    now = Moment(connection)
    nodes: list[Node] = list(now.live(Claim, ids)) if ids else []
    if nodes:
        stale = [node.id for node in nodes]
        roots = {row.id: row.root_claim for row in now.rows(assertion, assertion.c.root_claim, stale)}
        unindex_nodes(connection, stale, seq)
        with indexing(connection, nodes, roots, seq, [*now.where(Assertion, assertion.c.root_claim, stale)]):
            pass


def _first_number(connection: Connection, seq: int) -> int:
    last = ask(connection, _LAST_NUMBER, {"first": seq * PASSAGES_EACH}).scalar()
    return seq * PASSAGES_EACH if last is None else int(last) + 1


def _published(connection: Connection, nodes: Iterable[Node]) -> dict[str, str | None]:
    """When the documents were published that these nodes are of but that are not among them."""
    present = {node.id for node in nodes if isinstance(node, Document)}
    missing = {node.document for node in nodes if isinstance(node, _HOMED)} - present
    return {row.id: row.published_at for row in Moment(connection).rows(document, document.c.id, missing)} if missing else {}


def unindex_nodes(connection: Connection, ids: Iterable[str], seq: int) -> None:
    """Take these nodes, retracted by entry `seq`, out of searches of the present."""
    for batch in batches(ids):
        _dialect(connection).unindex(connection, batch)
        connection.execute(update(passage).where(passage.c.id.in_(batch), passage.c.retracted_seq.is_(None)).values(retracted_seq=seq))


def forget_nodes(connection: Connection, ids: Iterable[str]) -> None:
    """Take the passages of these nodes, all of them retracted, out of searches of any moment, for good."""
    for batch in batches(ids):
        _dialect(connection).forget(connection, batch)
        connection.execute(delete(passage).where(passage.c.id.in_(batch)))


def find(moment: Moment, text: str, *, where: Mapping[str, str], limit: int, cursor: str | None) -> Found:
    """The best hits for a person's words that meet all filters; raises InputError."""
    mark = list_mark("search", {**where, "": text}, seq=moment.seq, collection=moment.collection)
    offset = min(read_cursor(cursor, mark, (int,))[0], MOST) if cursor else 0
    narrowing = narrow(moment, where)
    pool, ranked, same, standing = _best(moment, text, narrowing)
    end = offset + limit
    hits = [_standing_in(hit, same) for hit in _hits(moment, pool, narrowing, ranked[offset:end])]
    return Found(
        tuple(hits),
        write_cursor(mark, end) if end < len(ranked) else None,
        _total(moment, pool, narrowing, len(ranked)),
        counts(moment, ranked, standing),
        pool.complete,
    )


def _best(moment: Moment, text: str, narrowing: Narrowing) -> tuple[Pool, list[Row], Mapping[str, str], Mapping[str, str]]:
    """What words find, all of it, the best first; which claim stands for whom of it, and who for whom of its sources and entities."""
    pool = _first_pool(moment, parse_query(text), narrowing)
    named = _named(moment, text, narrowing)
    rows = list({row.id: row for row in (*named, *pool.rows)}.values())
    claims = {claim for row in rows if (claim := claim_of(row))}
    same = heads(moment, claims) if moment.ask(any_merged, {}).first() else {}
    rows = list(_each_once(rows, same))
    standing = heads_in(moment, rows)
    return pool, _ranked(moment, pool, rows, {row.id for row in named}, standing), same, standing


def _each_once(rows: Iterable[Row], same: Mapping[str, str]) -> Iterator[Row]:
    """The rows, of claims that are one only the one that stands for them or, where that is not among these, the first."""
    rows = list(rows)
    told = {row.id for row in rows}
    for row in rows:
        head = same.get(row.id)
        if head is None or head not in told:
            yield row
            told.add(head or row.id)


def _standing_in(hit: Hit, same: Mapping[str, str]) -> Hit:
    """The hit with the claim that stands for its own, in the words that were found."""
    return replace(hit, id=same.get(hit.id, hit.id), claim=same.get(hit.claim or "", hit.claim)) if same else hit


def _first_pool(moment: Moment, asked: Query, narrowing: Narrowing) -> Pool:
    """What the words find as they are or, where they find nothing, with the last one as a beginning."""
    pool = Pool(asked, (), complete=True)
    for form in forms_of(asked):
        pool = _pool(moment, form, narrowing)
        if pool.rows:
            break
    return pool


def _pool(moment: Moment, query: Query, narrowing: Narrowing) -> Pool:
    """The newest passages that a query finds: walked until there are enough, or until too many failed the checks."""
    dialect, rows, below, walked = _dialect(moment.connection), list[Row](), moment.end, 0
    while True:
        found = dialect.newest(moment, query, narrowing.tokens, below=below, most=MOST + 1)
        rows += narrowing.checked(found)
        walked += len(found)
        if len(found) <= MOST:
            return Pool(query, rows, len(rows) <= MOST)
        if len(rows) > MOST or walked >= WALKED:
            return Pool(query, rows[:MOST], complete=False)
        below = found[-1].number


def _named(moment: Moment, text: str, narrowing: Narrowing) -> Sequence[Row]:
    """The sources and entities that are called exactly what is searched for, and meet the filters; of those that are one the head."""
    key = name_key(text.strip(' "“”„'))
    ids = {row.id for row in moment.ask(_called, {"key": key, "begins": key[:BEGINNING]})}
    standing = heads(moment, ids) if ids else {}
    wanted = {standing.get(node, node) for node in ids}
    query = select(passage.c.number, passage.c.id, passage.c.facets).where(moment.alive(passage), passage.c.id.in_(wanted))
    rows = moment.connection.execute(query) if wanted else ()
    return narrowing.kept([Row(number, node, frozenset(facets.split()), 1.0) for number, node, facets in rows])


def _called(moment: Moment) -> Executable:
    """At most `MOST_NAMED` sources and as many entities whose compared name is `key`."""
    key, begins = bindparam("key", type_=Text), bindparam("begins", type_=Text)
    named = [
        select(table.c.id).where(equals_bound(table.c.name_key, key, begins), moment.alive(table)).limit(literal_column(str(MOST_NAMED)))
        for table in (source, entity)
    ]
    return union_all(*(select(few.subquery().c.id) for few in named))


def _ranked(moment: Moment, pool: Pool, rows: Sequence[Row], named: set[str], standing: Mapping[str, str]) -> list[Row]:
    """Names that were asked for, then what has the words one after the other, then what is short; whom another stands for last."""
    near = _near(moment, pool)

    def place(row: Row) -> tuple[bool, bool, bool, bool, float, int]:
        """What a row is ranked by, the least first."""
        return (row.id not in named, _own(row) in standing, row.kind == "document", row.number not in near, -row.weight, -row.number)

    return sorted(rows, key=place)


def _own(row: Row) -> str:
    """The token of a source or entity that a row is."""
    return token_of(row.id) if row.kind in ("source", "entity") else ""


def _near(moment: Moment, pool: Pool) -> set[int]:
    """Which rows have all words one after the other."""
    if len(pool.query.wanted) < 2 or not pool.rows:
        return set()
    low, high = pool.rows[-1].number, pool.rows[0].number
    return _dialect(moment.connection).numbers(moment, pool.query.near(), low=low, high=high)


def _total(moment: Moment, pool: Pool, narrowing: Narrowing, ranked: int) -> int | None:
    """How many hits there are, None where there are more than are counted."""
    if pool.complete:
        return ranked
    if narrowing.checks:
        return None
    count = _dialect(moment.connection).count(moment, pool.query, narrowing.tokens, most=COUNTED + 1)
    return count if count <= COUNTED else None


def _hits(moment: Moment, pool: Pool, narrowing: Narrowing, rows: Sequence[Row]) -> tuple[Hit, ...]:
    walked = {row.number for row in pool.rows}
    found = moment.connection.execute(select(passage.c.number, passage.c.text).where(passage.c.number.in_([row.number for row in rows])))
    texts: dict[int, str] = {row.number: row.text for row in found}
    together = {number: words for number, words in texts.items() if number in walked}
    snippets: dict[int, str] = {}
    for group in (together, *({number: texts[number]} for number in texts.keys() - walked)):  # names may lie far from what was walked
        snippets |= _dialect(moment.connection).snippets(moment, pool.query, narrowing.tokens, group)
    shown = {number: (words[:LONGEST_TEXT], snippets.get(number, words[:200])) for number, words in texts.items()}
    return tuple(Hit(row.kind, row.id, *shown[row.number], claim_of(row)) for row in rows)


def claims_like(moment: Moment, statements: Iterable[Sequence[str]], *, each: int) -> set[str]:
    """The ids of the claims whose words are nearest to any of these statements' terms, at most `each` for one."""
    found: set[str] = set()
    for terms in statements:
        words = [word for term in terms[:MOST_WORDS] for word in words_of(term)]
        if words:
            found.update(_dialect(moment.connection).like(moment, words, most=each))
    return found


def documents_with(moment: Moment, word: str, *, below: int, most: int) -> list[str]:
    """The ids of the newest living documents that hold a word, of those whose passages are numbered below; at most so many."""
    return _newest_with(moment, Document, (word,), below=below, most=most)


def names_with(moment: Moment, kind: type[Node], words: str, *, most: int) -> list[str]:
    """The ids of the newest living sources or entities of which a name holds these words; at most so many."""
    return _newest_with(moment, kind, tuple(words_of(words)), below=moment.end, most=most)


def _newest_with(moment: Moment, kind: type[Node], phrase: Phrase, *, below: int, most: int) -> list[str]:
    """The ids of the newest living nodes of a kind that hold a phrase, of those whose passages are numbered below."""
    rows = _dialect(moment.connection).newest(moment, Query((phrase,)), ((KIND_TOKENS[kind],),), below=below, most=most) if phrase else ()
    return [row.id for row in rows]


def _dialect(connection: Connection) -> Dialect:
    return DIALECTS[connection.dialect.name]


def text_of(node: Node) -> str:
    """What can be searched of a node."""
    words = WORDS.get(type(node))
    return words(node).replace(MARK_START, " ").replace(MARK_END, " ") if words else ""


def _names(node: Source | Entity) -> str:
    return " · ".join(dict.fromkeys((node.name, *node.variants)))


WORDS: Mapping[type[Node], Callable[[Any], str]] = {
    Claim: attrgetter("text"),
    Assertion: lambda node: node.quote.exact if node.content.claim and not node.implied else "",
    Source: _names,
    Entity: _names,
    Document: lambda node: f"{node.title or ''}\n{node.text}",
}
"""What can be searched of each kind of node."""
