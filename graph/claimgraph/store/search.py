"""Full-text search over claims, quotes, names and documents; each database has its own way, under `dialects`.

A search of a past moment finds exactly the nodes that it would have found then; only their order may differ, as the
weight of a word comes from all texts known today.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, func, select, update

from claimgraph.errors import InputError
from claimgraph.model import Assertion, Claim, Document, Entity, Node, Source
from claimgraph.store.dialects import DIALECTS, Dialect, Hit, insert_rows
from claimgraph.store.dialects.dialect import MARK_END, MARK_START
from claimgraph.store.moment import Moment, batches
from claimgraph.store.schema import passage

DEEPEST = 10_000
"""How far down one list of hits can be paged."""
MOST_WORDS = 32
"""How many words of a query count."""
_EACH_ENTRY = 2**24
"""How many passages one entry may record."""


def create_index(connection: Connection) -> None:
    """Make what search needs besides the tables of the schema."""
    _dialect(connection).create_index(connection)


def index_nodes(connection: Connection, nodes: Iterable[Node], seq: int) -> None:
    """Add what can be searched of these nodes, recorded by entry `seq`."""
    last = connection.execute(select(func.max(passage.c.number)).where(passage.c.number >= seq * _EACH_ENTRY)).scalar()
    start = seq * _EACH_ENTRY if last is None else last + 1
    words = (pair for node in nodes for pair in _passages(node))
    rows = [
        {"number": start + place, "kind": type(node).__name__.lower(), "id": node.id, "recorded_seq": seq, "text": text}
        for place, (node, text) in enumerate(words)
    ]
    if rows:
        insert_rows(connection, passage, rows)
        _dialect(connection).index(connection, rows)


def unindex_nodes(connection: Connection, ids: Iterable[str], seq: int) -> None:
    """Take these nodes, retracted by entry `seq`, out of searches of the present."""
    for batch in batches(ids):
        _dialect(connection).unindex(connection, batch)
        connection.execute(update(passage).where(passage.c.id.in_(batch), passage.c.retracted_seq.is_(None)).values(retracted_seq=seq))


def find(moment: Moment, query: str, *, limit: int, offset: int) -> tuple[list[Hit], int]:
    """The best hits for all words of `query` (the last one may be a beginning), and how many there are in all."""
    words = words_of(query)
    if not words:
        raise InputError("the search has no words: give at least one letter or number")
    return _dialect(moment.connection).find(moment, words, limit=limit, offset=offset)


def claims_like(connection: Connection, statements: Iterable[Sequence[str]], *, each: int) -> set[str]:
    """The ids of the claims whose words are nearest to any of these statements' terms, at most `each` for one."""
    found: set[str] = set()
    for terms in statements:
        words = [word for term in terms[:MOST_WORDS] for word in words_of(term)]
        if words:
            found.update(_dialect(connection).like(connection, words, kind="claim", most=each))
    return found


def words_of(query: str) -> list[str]:
    """The words of a person's query: letters and digits alone, so that none is an operator.

    >>> words_of('killed OR "near')
    ['killed', 'OR', 'near']
    """
    return re.findall(r"[^\W_]+", query)[:MOST_WORDS]


def _dialect(connection: Connection) -> Dialect:
    return DIALECTS[connection.dialect.name]


def _passages(node: Node) -> Iterator[tuple[Node, str]]:
    for words in _texts(node):
        if words:
            yield node, words.replace(MARK_START, " ").replace(MARK_END, " ")


def _texts(node: Node) -> tuple[str, ...]:
    match node:
        case Claim(text=words):
            return (words,)
        case Assertion(quote=quote, implied=False) if node.content.claim:
            return (quote.exact,)
        case Source(name=name, variants=variants) | Entity(name=name, variants=variants):
            return (" · ".join(dict.fromkeys((name, *variants))),)
        case Document(title=title, text=words):
            return (f"{title or ''}\n{words}",)
        case _:
            return ()
