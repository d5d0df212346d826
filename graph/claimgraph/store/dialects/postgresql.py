"""PostgreSQL, and engines that speak its language: psycopg, and tsvector for full text.

Only what the distributed engines have as well is used: no sequence, no advisory lock, no text search configuration, no
extension. Words are cut, folded and stemmed here, as FTS5 does it in SQLite, so that both find the same.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from sqlalchemy import Connection, Engine, Table, Text, TextClause, create_engine, event, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import NotSupportedError, ProgrammingError

from claimgraph.store.answers import answer
from claimgraph.store.dialects.dialect import SHOWN, Passage, Row, Tokens, Transactions
from claimgraph.store.dialects.words import snippet_of, stems, word_vector
from claimgraph.store.moment import Moment
from claimgraph.store.queries import Phrase, Query
from claimgraph.store.schema import metadata

_CREATE = ("ALTER TABLE passage ADD COLUMN words tsvector", "CREATE INDEX ix_passage_words ON passage USING gin (words)")
_LOCK = "SELECT value FROM meta WHERE key = 'schema' FOR UPDATE"
_INDEX = "INSERT INTO passage (number, id, recorded_seq, text, facets, words) VALUES (%s, %s, %s, %s, %s, CAST(%s AS tsvector))"
_ALIVE = {
    False: "number < :below AND retracted_seq IS NULL",
    True: "number < :below AND (retracted_seq IS NULL OR retracted_seq > :seq)",
}
_FOUND = {
    (past, limited): f"FROM passage WHERE words @@ CAST(:query AS tsquery) AND {alive}" + (f" AND {SHOWN}" if limited else "")
    for past, alive in _ALIVE.items()
    for limited in (False, True)
}
# Rank 1 divides by the logarithm of the length: of two passages with the words the shorter comes first.
_NEWEST = {
    which: text(f"SELECT number, id, facets, ts_rank(words, CAST(:words AS tsquery), 1) AS weight {found} ORDER BY number DESC LIMIT :most")
    for which, found in _FOUND.items()
}
_COUNT = {which: text(f"SELECT count(*) FROM (SELECT number {found} LIMIT :most) AS found") for which, found in _FOUND.items()}  # noqa: S608
_NUMBERS = text("SELECT number FROM passage WHERE words @@ CAST(:query AS tsquery) AND number BETWEEN :low AND :high")
_LIKE = {
    limited: text(
        "SELECT id FROM passage WHERE words @@ CAST(:query AS tsquery) AND retracted_seq IS NULL "  # noqa: S608 — conditions of ours
        f"{f'AND {SHOWN} ' if limited else ''}ORDER BY ts_rank(words, CAST(:query AS tsquery), 1) DESC, number LIMIT :most"
    )
    for limited in (False, True)
}


class PostgreSQL:
    """A store on a server, which several processes may share."""

    def engine(self, url: URL) -> Engine:
        """An engine with a pool of connections that are tried before use."""
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_size=10, max_overflow=30, pool_pre_ping=True)
        event.listen(engine, "begin", _begin)
        return engine

    def reading(self, engine: Engine) -> Transactions:
        """Transactions that see one state and change nothing."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).begin

    def writing(self, engine: Engine) -> Transactions:
        """Transactions that wait for the writer before them, then see all that it committed."""
        return engine.execution_options(isolation_level="READ COMMITTED", claimgraph_writes=True).begin

    def settle(self, engine: Engine, due: int) -> int:  # noqa: ARG002 — for the other database
        """Nothing: the server does so by itself."""
        return 0

    def filling(self, engine: Engine, *, alone: bool) -> AbstractContextManager[None]:  # noqa: ARG002 — for the other database
        """Nothing: that is for the server's settings."""
        return nullcontext()

    def insert(self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows by one prepared statement, in the driver's pipeline."""
        names = list(rows[0])
        places = ", ".join(f"%({name})s" for name in names)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})", list(rows))  # noqa: S608 — names of ours

    def create_index(self, connection: Connection) -> None:
        """Add the column of words to the passages, with its index."""
        for statement in _CREATE:
            connection.exec_driver_sql(statement)

    def indexing(self, connection: Connection, passages: Sequence[Passage]) -> AbstractContextManager[None]:
        """Insert the passages with their words and tokens, before anything else goes on."""
        rows = [(*row, f"{word_vector(row[3])} {' '.join(_quoted(_token(token)) for token in row[4].split())}") for row in passages]
        connection.exec_driver_sql(_INDEX, rows)
        return nullcontext()

    def unindex(self, connection: Connection, ids: Sequence[str]) -> None:
        """Nothing: the passages stay where they are, and `retracted_seq` tells the living from the others."""

    def forget(self, connection: Connection, ids: Sequence[str]) -> None:
        """Nothing: the words of a passage are in its row."""

    def sweep(self, engine: Engine) -> None:
        """Free the old versions of rows, and take new samples for the planner, which keeps frequent values.

        An engine that has no VACUUM has its own way of freeing them.
        """
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection, suppress(ProgrammingError, NotSupportedError):
            for table in (*metadata.tables.values(), answer):
                connection.exec_driver_sql(f"VACUUM (ANALYZE) {table.name}")
                _forget_samples(connection, table)

    def newest(self, moment: Moment, query: Query, tokens: Tokens, *, below: int, most: int) -> list[Row]:
        """The newest matches: the planner walks back from the newest passage where many match, else it asks the index."""
        words = _query(query)
        if words is None:
            return []
        values = {"query": _narrowed(words, tokens), "words": words, "below": below, "most": most, **moment.named()}
        found = _planned(moment, _NEWEST[_which(moment)], values)
        return [Row(number, node, frozenset(facets.split()), weight) for number, node, facets, weight in found]

    def numbers(self, moment: Moment, query: Query, *, low: int, high: int) -> set[int]:
        """The matches by their numbers."""
        values = {"query": _query(query), "low": low, "high": high}
        return {row.number for row in _planned(moment, _NUMBERS, values)}

    def count(self, moment: Moment, query: Query, tokens: Tokens, *, most: int) -> int:
        """The matches that are alive."""
        words = _query(query)
        if words is None:
            return 0
        values = {"query": _narrowed(words, tokens), "below": moment.end, "most": most, **moment.named()}
        return int(_planned(moment, _COUNT[_which(moment)], values)[0][0])

    def snippets(self, moment: Moment, query: Query, tokens: Tokens, texts: Mapping[int, str]) -> dict[int, str]:  # noqa: ARG002 — SQLite needs them
        """Made here, as PostgreSQL's own need a text search configuration."""
        wanted = [stem for word in query.words for stem in stems(word)]
        beginning = wanted.pop() if query.open and wanted else None
        return {number: snippet_of(words, wanted, beginning) for number, words in texts.items()}

    def like(self, moment: Moment, words: Sequence[str], *, most: int) -> list[str]:
        """The nearest by how often they hold any of the words for their length; rare words weigh no more than others."""
        query = " | ".join(_quoted(stem) for word in words for stem in stems(word))
        values = {"query": f"({query}) & {_quoted(_token('kclaim'))}", "most": most, **moment.named()}
        return list(moment.connection.execute(_LIKE[moment.collection is not None], values).scalars()) if query else []


def _which(moment: Moment) -> tuple[bool, bool]:
    """Whether a statement is about the past, and whether about a collection."""
    return moment.seq is not None, moment.collection is not None


def _planned(moment: Moment, statement: TextClause, values: dict[str, Any]) -> Sequence[Any]:
    """The rows of a statement that is planned for these very words: a plan for words in general is slow for rare and common ones."""
    driver: Any = moment.connection.connection.driver_connection
    kept, driver.prepare_threshold = driver.prepare_threshold, None  # psycopg would prepare what it runs again and again
    try:
        return moment.connection.execute(statement, values).all()
    finally:
        driver.prepare_threshold = kept


def _query(query: Query) -> str | None:
    """The query as PostgreSQL writes it; None where nothing of it can be found."""
    wanted = [found for phrase in query.wanted if (found := _phrase(phrase))]
    if not wanted:
        return None
    unwanted = [found for phrase in query.unwanted if (found := _phrase(phrase))]
    if query.open:
        wanted[-1] += ":*"
    return " & ".join([*(f"({phrase})" for phrase in wanted), *(f"!({phrase})" for phrase in unwanted)])


def _phrase(phrase: Phrase) -> str:
    return " <-> ".join(_quoted(stem) for word in phrase for stem in stems(word))


def _narrowed(words: str, tokens: Tokens) -> str:
    return " & ".join([words, *(f"({' | '.join(_quoted(_token(token)) for token in group)})" for group in tokens)])


def _token(token: str) -> str:
    return f":{token}"  # no stem of a word begins like this


def _forget_samples(connection: Connection, table: Table) -> None:
    """Drop the planner's samples of a table that is empty now: no ANALYZE replaces them; giving a column its type anew drops them."""
    if connection.execute(select(table).limit(1)).first() is None:
        kinds = {column.name: "text" for column in table.columns if isinstance(column.type, Text)}
        for name, kind in {**kinds, **({"words": "tsvector"} if table.name == "passage" else {})}.items():
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ALTER COLUMN {name} TYPE {kind}")


def _quoted(stem: str) -> str:
    return f"'{stem}'"  # a stem or token holds letters and digits only


def _begin(connection: Connection) -> None:
    # The lock on one row is held until the commit: entries are numbered in the order in which they commit, without gaps.
    if connection.get_execution_options().get("claimgraph_writes", False):
        connection.exec_driver_sql(_LOCK)
