"""SQLite: one file in WAL mode, with FTS5 for full text.

The living passages have one FTS5 index and the retracted ones another: searches of the present touch nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, TextClause, bindparam, create_engine, event, text
from sqlalchemy.engine import URL

from claimgraph.store.dialects.dialect import MARK_END, MARK_START, SNIPPET_WORDS, Hit
from claimgraph.store.moment import BATCH, Moment

_TABLES = ("search", "search_past")
_CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {} USING fts5("
    "text, content='passage', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
)
_SNIPPET = f"snippet({{}}, 0, '{MARK_START}', '{MARK_END}', '…', {SNIPPET_WORDS})"
# CROSS JOIN keeps the order of the tables: SQLite would else work out the snippet of every match, not of the page alone.
_NOW = text(
    # The order within decides, so that only the rows of the page are joined.
    "SELECT kind, id, text, snippet FROM ("  # noqa: S608 — names of ours
    f"SELECT rowid AS place, rank AS weight, {_SNIPPET.format('search')} AS snippet FROM search "
    "WHERE search MATCH :words ORDER BY rank, rowid LIMIT :limit OFFSET :offset) "
    "CROSS JOIN passage ON number = place ORDER BY weight, place"
)
_COUNT = text("SELECT count(*) FROM search WHERE search MATCH :words")
_MATCHES = (
    "(SELECT rowid AS place, rank AS weight, 'search' AS found FROM search WHERE search MATCH :words "
    "UNION ALL SELECT rowid, rank, 'search_past' FROM search_past WHERE search_past MATCH :words) "
    "CROSS JOIN passage ON number = place WHERE recorded_seq <= :seq AND (retracted_seq IS NULL OR retracted_seq > :seq)"
)
_THEN = text(f"SELECT place, kind, id, text, found FROM {_MATCHES} ORDER BY weight, place LIMIT :limit OFFSET :offset")  # noqa: S608
_COUNT_THEN = text(f"SELECT count(*) FROM {_MATCHES}")  # noqa: S608
_SNIPPETS = {
    table: text(f"SELECT {_SNIPPET.format(table)} FROM {table} WHERE {table} MATCH :words AND rowid = :place")  # noqa: S608 — names of ours
    for table in _TABLES
}
_LIKE = text(
    "SELECT id FROM search CROSS JOIN passage ON number = search.rowid WHERE search MATCH :words AND kind = :kind ORDER BY rank LIMIT :most"
)


def _moving(statement: str) -> TextClause:
    living = " FROM passage WHERE id IN :ids AND retracted_seq IS NULL"
    return text(statement + living).bindparams(bindparam("ids", expanding=True))


_FORGET = _moving("INSERT INTO search (search, rowid, text) SELECT 'delete', number, text")
_KEEP = _moving("INSERT INTO search_past (rowid, text) SELECT number, text")


class SQLite:
    """A store in a file of its own."""

    def engine(self, url: URL) -> Engine:
        """An engine on a file that waits for other writers and flushes every commit to the disk."""
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        return engine

    def reading(self, engine: Engine) -> Engine:
        """The engine as it is: in WAL mode a transaction reads one state."""
        return engine

    def writing(self, engine: Engine) -> Engine:
        """The engine whose transactions take the write lock as they begin."""
        return engine.execution_options(claimgraph_writes=True)

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows by one prepared statement."""
        names = list(rows[0])
        places = ", ".join("?" * len(names))
        values = [tuple(map(row.__getitem__, names)) for row in rows]
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})", values)  # noqa: S608 — names of ours

    def create_index(self, connection: Connection) -> None:
        """Make both FTS5 indexes."""
        for table in _TABLES:
            connection.exec_driver_sql(_CREATE.format(table))

    def index(self, connection: Connection, passages: Sequence[Mapping[str, Any]]) -> None:
        """Add the passages to the index of the living."""
        connection.execute(text("INSERT INTO search (rowid, text) VALUES (:number, :text)"), list(passages))

    def unindex(self, connection: Connection, ids: Sequence[str]) -> None:
        """Move the living passages of these nodes to the index of the past."""
        for start in range(0, len(ids), BATCH):
            batch = {"ids": ids[start : start + BATCH]}
            connection.execute(_KEEP, batch)
            connection.execute(_FORGET, batch)

    def find(self, moment: Moment, words: Sequence[str], *, limit: int, offset: int) -> tuple[list[Hit], int]:
        """The best passages by BM25; those of a past moment are weighed by the words of today."""
        values = {"words": " ".join(f'"{word}"' for word in words) + "*", "limit": limit, "offset": offset, "seq": moment.seq}
        run = moment.connection.execute
        if moment.seq is None:
            return [Hit(**row) for row in run(_NOW, values).mappings()], run(_COUNT, values).scalar_one()
        found = run(_THEN, values).all()
        snippets = [run(_SNIPPETS[row.found], {**values, "place": row.place}).scalar_one() for row in found]
        hits = [Hit(row.kind, row.id, row.text, snippet) for row, snippet in zip(found, snippets, strict=True)]
        return hits, run(_COUNT_THEN, values).scalar_one()

    def like(self, connection: Connection, words: Sequence[str], *, kind: str, most: int) -> list[str]:
        """The nearest by BM25."""
        values = {"words": " OR ".join(f'"{word}"' for word in words), "kind": kind, "most": most}
        return list(connection.execute(_LIKE, values).scalars())


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, see _begin
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading a read transaction later could fail after work was done.
    writes = connection.get_execution_options().get("claimgraph_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
