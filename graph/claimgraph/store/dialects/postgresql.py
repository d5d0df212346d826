"""PostgreSQL, and engines that speak its language: psycopg, and tsvector for full text.

Only what the distributed engines have as well is used: no sequence, no advisory lock, no text search configuration, no
extension. Words are cut, folded and stemmed here, as FTS5 does it in SQLite, so that both find the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.engine import URL

from claimgraph.store.dialects.dialect import Hit
from claimgraph.store.dialects.words import snippet_of, stems, word_vector
from claimgraph.store.moment import Moment

_CREATE = ("ALTER TABLE passage ADD COLUMN words tsvector", "CREATE INDEX ix_passage_words ON passage USING gin (words)")
_LOCK = "SELECT value FROM meta WHERE key = 'schema' FOR UPDATE"
_INDEX = text("UPDATE passage SET words = CAST(:words AS tsvector) WHERE number = :number")
_ALIVE = {
    False: "retracted_seq IS NULL",
    True: "recorded_seq <= :seq AND (retracted_seq IS NULL OR retracted_seq > :seq)",
}
# Rank 1 divides by the logarithm of the length: a claim that holds the words comes before a long text that does.
_FIND = {
    past: text(
        "SELECT kind, id, text FROM passage WHERE words @@ CAST(:query AS tsquery) "  # noqa: S608 — conditions of ours
        f"AND {alive} ORDER BY ts_rank(words, CAST(:query AS tsquery), 1) DESC, number LIMIT :limit OFFSET :offset"
    )
    for past, alive in _ALIVE.items()
}
_COUNT = {
    past: text(f"SELECT count(*) FROM passage WHERE words @@ CAST(:query AS tsquery) AND {alive}")  # noqa: S608 — conditions of ours
    for past, alive in _ALIVE.items()
}
_LIKE = text(
    "SELECT id FROM passage WHERE words @@ CAST(:query AS tsquery) AND kind = :kind AND retracted_seq IS NULL "
    "ORDER BY ts_rank(words, CAST(:query AS tsquery), 1) DESC, number LIMIT :most"
)


class PostgreSQL:
    """A store on a server, which several processes may share."""

    def engine(self, url: URL) -> Engine:
        """An engine with a pool of connections that are tried before use."""
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_size=10, max_overflow=30, pool_pre_ping=True)
        event.listen(engine, "begin", _begin)
        return engine

    def reading(self, engine: Engine) -> Engine:
        """The engine whose transactions see one state and change nothing."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def writing(self, engine: Engine) -> Engine:
        """The engine whose transactions wait for the writer before them, then see all that it committed."""
        return engine.execution_options(isolation_level="READ COMMITTED", claimgraph_writes=True)

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows by one prepared statement, in the driver's pipeline."""
        names = list(rows[0])
        places = ", ".join(f"%({name})s" for name in names)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})", list(rows))  # noqa: S608 — names of ours

    def create_index(self, connection: Connection) -> None:
        """Add the column of words to the passages, with its index."""
        for statement in _CREATE:
            connection.exec_driver_sql(statement)

    def index(self, connection: Connection, passages: Sequence[Mapping[str, Any]]) -> None:
        """Fill the words of the passages."""
        connection.execute(_INDEX, [{"number": row["number"], "words": word_vector(row["text"])} for row in passages])

    def unindex(self, connection: Connection, ids: Sequence[str]) -> None:
        """Nothing: the passages stay where they are, and `retracted_seq` tells the living from the others."""

    def find(self, moment: Moment, words: Sequence[str], *, limit: int, offset: int) -> tuple[list[Hit], int]:
        """The best passages by how often they hold the words for their length."""
        wanted = [stem for word in words for stem in stems(word)]
        if not wanted:
            return [], 0
        query = " & ".join(_quoted(stem) for stem in wanted) + ":*"
        values = {"query": query, "limit": limit, "offset": offset, "seq": moment.seq}
        past = moment.seq is not None
        rows = moment.connection.execute(_FIND[past], values).all()
        hits = [Hit(row.kind, row.id, row.text, snippet_of(row.text, wanted)) for row in rows]
        return hits, moment.connection.execute(_COUNT[past], values).scalar_one()

    def like(self, connection: Connection, words: Sequence[str], *, kind: str, most: int) -> list[str]:
        """The nearest by how often they hold any of the words for their length; rare words weigh no more than others."""
        query = " | ".join(_quoted(stem) for word in words for stem in stems(word))
        values = {"query": query, "kind": kind, "most": most}
        return list(connection.execute(_LIKE, values).scalars()) if query else []


def _quoted(stem: str) -> str:
    return f"'{stem}'"  # a stem holds letters and digits only


def _begin(connection: Connection) -> None:
    # The lock on one row is held until the commit: entries are numbered in the order in which they commit, without gaps.
    if connection.get_execution_options().get("claimgraph_writes", False):
        connection.exec_driver_sql(_LOCK)
