"""SQLite: one file in WAL mode, with FTS5 for full text.

The living passages have one FTS5 index and the retracted ones another: searches of the present touch nothing else.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, TextClause, bindparam, create_engine, event, text
from sqlalchemy.engine import URL

from claimgraph.errors import StoreError
from claimgraph.store.dialects import filled
from claimgraph.store.dialects.dialect import MARK_END, MARK_START, SHOWN, SNIPPET_WORDS, Passage, Row, Tokens, Transactions
from claimgraph.store.dialects.kept import Kept
from claimgraph.store.moment import BATCH, Moment
from claimgraph.store.prepared import ask, driver, fault, run
from claimgraph.store.queries import Phrase, Query

TYPICAL_LENGTH = 100
"""How many characters a claim or a quote has, more or less."""
TELLING = 1_000
"""In how many passages a word may be and still tell which of them are like another."""

LONGEST_LOG = 128 * 2**20
"""How many bytes the write-ahead log may have before a writer waits for its readers to begin it anew."""
PATIENCE_MILLISECONDS = 5_000
_TIMEOUT = 30
"""Seconds that a connection waits for another one's lock."""
_POOLED, _MORE = 8, 32
"""How many connections stay open, each with what it has read of the file; and how many more there may be, for each thread one."""
_TABLES = ("search", "search_past")
_CREATE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS {} USING fts5("
    "text, facets, content='passage', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
)
_INSERT = "INSERT INTO passage (number, id, recorded_seq, text, facets) VALUES (?, ?, ?, ?, ?)"
_INDEX = "INSERT INTO search (rowid, text, facets) SELECT number, text, facets FROM passage WHERE number BETWEEN ? AND ?"
MANY = 1_000
"""How many passages are worth a thread that indexes them."""
_ALIVE_THEN = "(retracted_seq IS NULL OR retracted_seq > :seq)"
# FTS5 walks from the newest match to older ones and stops at the limit; its own rank would count every match of every word.
# CROSS JOIN keeps the order of the tables.
_NEWEST = text(
    "SELECT number, id, facets, length(text) AS length FROM ("
    "SELECT rowid AS place FROM search WHERE search MATCH :match AND rowid < :below ORDER BY rowid DESC LIMIT :most) "
    "CROSS JOIN passage ON number = place"
)
_LOOKED_AT = {
    (table, limited): f"FROM {table} CROSS JOIN passage ON number = {table}.rowid WHERE {table} MATCH :match AND {table}.rowid < :below "
    f"AND {_ALIVE_THEN if table == 'search_past' else '1'} AND {SHOWN if limited else '1'}"
    for table in _TABLES
    for limited in (False, True)
}
"""The matches whose passages have to be looked at too: for a moment in the past, or a collection."""
_NEWEST_LOOKED_AT = {
    key: text(f"SELECT number, id, passage.facets, length(passage.text) AS length {found} ORDER BY {key[0]}.rowid DESC LIMIT :most")
    for key, found in _LOOKED_AT.items()
}
_NUMBERS = {table: text(f"SELECT rowid FROM {table} WHERE {table} MATCH :match AND rowid BETWEEN :low AND :high") for table in _TABLES}  # noqa: S608
_COUNT = text("SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH :match AND rowid < :below LIMIT :most)")
_COUNT_LOOKED_AT = {key: text(f"SELECT count(*) FROM (SELECT number {found} LIMIT :most)") for key, found in _LOOKED_AT.items()}  # noqa: S608
# The range is walked once; a look-up of each number would begin the search anew for each.
_SNIPPETS = {
    table: text(
        f"SELECT rowid, snippet({table}, 0, '{MARK_START}', '{MARK_END}', '…', {SNIPPET_WORDS}) AS snippet FROM {table} "  # noqa: S608 — names of ours
        f"WHERE {table} MATCH :match AND rowid BETWEEN :low AND :high AND +rowid IN (SELECT value FROM json_each(:numbers))"
    )
    for table in _TABLES
}
_LIKE = {
    limited: text(
        "SELECT id FROM search CROSS JOIN passage ON number = search.rowid WHERE search MATCH :match AND substr(id, 1, 6) = 'claim-' "  # noqa: S608
        f"AND {SHOWN if limited else '1'} ORDER BY rank LIMIT :most"
    )
    for limited in (False, True)
}


def _moving(statement: str) -> TextClause:
    living = " FROM passage WHERE id IN :ids AND retracted_seq IS NULL"
    return text(statement + living).bindparams(bindparam("ids", expanding=True))


_FORGET = _moving("INSERT INTO search (search, rowid, text, facets) SELECT 'delete', number, text, facets")
_KEEP = _moving("INSERT INTO search_past (rowid, text, facets) SELECT number, text, facets")
_ERASE = text(
    "INSERT INTO search_past (search_past, rowid, text, facets) SELECT 'delete', number, text, facets FROM passage WHERE id IN :ids"
).bindparams(bindparam("ids", expanding=True))


class SQLite:
    """A store in a file of its own."""

    def engine(self, url: URL) -> Engine:
        """An engine on a file that waits for other writers and flushes every commit to the disk."""
        options = {"timeout": _TIMEOUT, "check_same_thread": False}
        engine = create_engine(url, pool_size=_POOLED, max_overflow=_MORE, connect_args=options)
        event.listen(engine, "connect", configure)
        event.listen(engine, "begin", _begin)
        return engine

    def reading(self, engine: Engine) -> Transactions:
        """Transactions that read: in WAL mode each sees one state."""
        return Kept(engine, "BEGIN").transaction

    def writing(self, engine: Engine) -> Transactions:
        """Transactions that take the write lock as they begin: to upgrade a lock later could fail after work was done."""
        return Kept(engine, "BEGIN IMMEDIATE").transaction

    def settle(self, engine: Engine, due: int) -> int:
        """Begin the write-ahead log anew where it has grown: SQLite alone would not, as long as any reader is at work at any time.

        Returns the size from which it is tried again: twice as large where a reader did not end meanwhile.
        """
        try:
            size = os.stat(f"{engine.url.database}-wal").st_size
        except FileNotFoundError:
            return due
        if size <= max(due, LONGEST_LOG):
            return due
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout={_TIMEOUT * 1000}")
        return 2 * size if busy else 0

    def filling(self, engine: Engine, *, alone: bool) -> AbstractContextManager[None]:
        """See `claimgraph.store.dialects.filled`."""
        return filled.alone(engine, configure) if alone else filled.among_readers(engine)

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows by one prepared statement."""
        names = tuple(rows[0])
        _run(connection, _inserting(table.name, names), [tuple(row.values()) for row in rows])

    def create_index(self, connection: Connection) -> None:
        """Make both FTS5 indexes."""
        for table in _TABLES:
            connection.exec_driver_sql(_CREATE.format(table))

    @contextmanager
    def indexing(self, connection: Connection, passages: Sequence[Passage]) -> Iterator[None]:
        """Insert the passages and add them to the index of the living, by one statement: meanwhile Python is free."""
        _run(connection, _INSERT, passages)
        ends = [(passages[0][0], passages[-1][0])]
        if len(passages) < MANY:
            _run(connection, _INDEX, ends)
            yield
            return
        with ThreadPoolExecutor(1) as beside:
            indexed = beside.submit(_run, connection, _INDEX, ends)
            yield
            indexed.result()

    def unindex(self, connection: Connection, ids: Sequence[str]) -> None:
        """Move the living passages of these nodes to the index of the past."""
        for start in range(0, len(ids), BATCH):
            batch = {"ids": ids[start : start + BATCH]}
            connection.execute(_KEEP, batch)
            connection.execute(_FORGET, batch)

    def forget(self, connection: Connection, ids: Sequence[str]) -> None:
        """Delete the passages from the index of the past."""
        connection.execute(_ERASE, {"ids": ids})

    def sweep(self, engine: Engine) -> None:
        """Merge the FTS5 indexes, which mark terms as deleted and keep them, write the file anew, and empty its log."""
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            for table in _TABLES:
                cursor.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 — names of ours
            cursor.execute("VACUUM")
            if cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreError("somebody goes on reading, so the log of the database may still hold erased words; opening it tries again")

    def newest(self, moment: Moment, query: Query, tokens: Tokens, *, below: int, most: int) -> list[Row]:
        """The newest matches, as FTS5 walks them."""
        values = {"match": _match(query, tokens), "below": below, "most": most, **moment.named()}
        limited = moment.collection is not None
        found: Sequence[Any] = ask(moment.connection, _NEWEST_LOOKED_AT["search", True] if limited else _NEWEST, values)
        if moment.seq is not None:
            past = ask(moment.connection, _NEWEST_LOOKED_AT["search_past", limited], values)
            found = sorted([*found, *past], key=lambda row: -row.number)[:most]
        return [Row(number, node, frozenset(facets.split()), _weight(length)) for number, node, facets, length in found]

    def numbers(self, moment: Moment, query: Query, *, low: int, high: int) -> set[int]:
        """The matches of both indexes."""
        values = {"match": _match(query, ()), "low": low, "high": high}
        tables = _TABLES if moment.seq is not None else _TABLES[:1]
        return {number for table in tables for (number,) in ask(moment.connection, _NUMBERS[table], values, plain=True)}

    def count(self, moment: Moment, query: Query, tokens: Tokens, *, most: int) -> int:
        """The matches of now, with those of then that are gone."""
        values = {"match": _match(query, tokens), "below": moment.end, "most": most, **moment.named()}
        return min(most, sum(int(ask(moment.connection, statement, values).scalar_one()) for statement in _counting(moment)))

    def snippets(self, moment: Moment, query: Query, tokens: Tokens, texts: Mapping[int, str]) -> dict[int, str]:
        """The snippets of FTS5."""
        found: dict[int, str] = {}
        for table in (_TABLES if moment.seq is not None else _TABLES[:1]) if texts else ():
            values = {"match": _match(query, tokens), "low": min(texts), "high": max(texts), "numbers": json.dumps(list(texts))}
            found |= dict(ask(moment.connection, _SNIPPETS[table], values, plain=True))
        return found

    def like(self, moment: Moment, words: Sequence[str], *, most: int) -> list[str]:
        """The nearest by BM25 over the words that are rare enough to tell claims apart."""
        held = {word: self.count(moment, Query(((word,),)), (), most=TELLING + 1) for word in dict.fromkeys(words)}
        rare = [word for word, count in held.items() if count <= TELLING] or sorted(held, key=held.__getitem__)[:1]
        values = {"match": f"text : ({' OR '.join(_quoted((word,)) for word in rare)})", "most": most, **moment.named()}
        return list(moment.connection.execute(_LIKE[moment.collection is not None], values).scalars())


def _run(connection: Connection, statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Run a statement for each of these, by the driver itself: SQLAlchemy takes three times as long, and all writers wait."""
    try:
        driver(connection).executemany(statement, values)
    except sqlite3.Error as error:
        raise fault(statement, error) from error


@lru_cache(maxsize=256)
def _inserting(table: str, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 — names of ours


def _counting(moment: Moment) -> tuple[TextClause, ...]:
    """What counts the matches: those that are alive now, with those of then that are gone."""
    limited = moment.collection is not None
    now = _COUNT_LOOKED_AT["search", True] if limited else _COUNT
    return (now,) if moment.seq is None else (now, _COUNT_LOOKED_AT["search_past", limited])


def _match(query: Query, tokens: Tokens) -> str:
    """The query in the language of FTS5: every word is quoted, so that none is an operator."""
    wanted = " AND ".join(_quoted(phrase) for phrase in query.wanted) + ("*" if query.open else "")
    facets = [f"facets : ({' OR '.join(_quoted((token,)) for token in group)})" for group in tokens]
    unwanted = f" NOT text : ({' OR '.join(_quoted(phrase) for phrase in query.unwanted)})" if query.unwanted else ""
    return f"({' AND '.join([f'text : ({wanted})', *facets])}){unwanted}"


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'  # a word holds letters and digits only


def _weight(length: int) -> float:
    """BM25 of a passage that holds every word once: then only its length tells it from others."""
    return 1 / (1 + 1.2 * (0.25 + 0.75 * length / TYPICAL_LENGTH))


def configure(connection: Any, _record: Any) -> None:
    """Make a new connection one of a store's."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, see _begin
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "wal_autocheckpoint=4000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if not driver(connection).in_transaction:  # as that of `Kept` is
        run(connection, "BEGIN IMMEDIATE" if connection.get_execution_options().get("claimgraph_writes", False) else "BEGIN")
