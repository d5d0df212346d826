"""Full-text search over claims, quotes, names and documents, by SQLite's FTS5."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from claimgraph.errors import InputError
from claimgraph.model import Assertion, Claim, Document, Entity, Node, Source

CREATE_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "kind UNINDEXED, id UNINDEXED, text, tokenize='porter unicode61 remove_diacritics 2')"
)
MARK_START, MARK_END = "\x02", "\x03"
DEEPEST = 10_000
"""How far down one list of hits can be paged."""

_QUERY = text(
    "SELECT kind, id, text, snippet(search, 2, char(2), char(3), '…', 32) AS snippet FROM search "
    "WHERE search MATCH :words ORDER BY rank, rowid LIMIT :limit OFFSET :offset"
)
_COUNT = text("SELECT count(*) FROM search WHERE search MATCH :words")


_LIKE = text("SELECT id FROM search WHERE search MATCH :words AND kind = 'claim' ORDER BY rank LIMIT :each")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found; in `snippet` the matched words stand between U+0002 and U+0003."""

    kind: str
    id: str
    text: str
    snippet: str


def index_nodes(connection: Connection, nodes: Iterable[Node]) -> None:
    """Add what can be searched of these nodes."""
    rows = [row for node in nodes for row in _rows(node)]
    if rows:
        connection.execute(text("INSERT INTO search (kind, id, text) VALUES (:kind, :id, :text)"), rows)


def unindex_nodes(connection: Connection, ids: Iterable[str]) -> None:
    """Take these nodes out of the index."""
    for node_id in ids:
        connection.execute(text("DELETE FROM search WHERE id = :id"), {"id": node_id})


def find(connection: Connection, query: str, *, limit: int, offset: int) -> tuple[list[Hit], int]:
    """The best hits for all words of `query` (the last one may be a beginning), and how many there are in all."""
    words = match_words(query)
    if not words:
        raise InputError("the search has no words: give at least one letter or number")
    rows = connection.execute(_QUERY, {"words": words, "limit": limit, "offset": offset}).mappings()
    return [Hit(**row) for row in rows], connection.execute(_COUNT, {"words": words}).scalar_one()


def claims_like(connection: Connection, statements: Iterable[Sequence[str]], *, each: int) -> set[str]:
    """The ids of the claims whose words are nearest to any of these statements' terms, at most `each` for one."""
    found: set[str] = set()
    for terms in statements:
        words = [word for term in terms[:32] for word in re.findall(r"\w+", term)]
        if words:
            query = {"words": " OR ".join(f'"{word}"' for word in words), "each": each}
            found.update(connection.execute(_LIKE, query).scalars())
    return found


def match_words(query: str) -> str:
    """The FTS5 expression for the words of a person's query: each quoted, so that none is an operator.

    >>> match_words('killed OR "near')
    '"killed" "OR" "near"*'
    """
    words = re.findall(r"\w+", query)[:32]
    return " ".join(f'"{word}"' for word in words) + ("*" if words else "")


def _rows(node: Node) -> Iterator[dict[str, str]]:
    for words in _texts(node):
        if words:
            yield {"kind": type(node).__name__.lower(), "id": node.id, "text": words.replace(MARK_START, " ").replace(MARK_END, " ")}


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
