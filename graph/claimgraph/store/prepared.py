"""Statements that are made once and asked often, run with as little as possible between us and the driver.

SQLAlchemy takes some 50 microseconds to run a statement that SQLite answers in five. What it writes is kept as text
here, and handed to the sqlite3 module as it is; on other databases the way to the server takes longer than all that.
"""

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from json.encoder import encode_basestring_ascii
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, Executable
from sqlalchemy.dialects import sqlite as dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from claimgraph.store.reads import noted, noting


class Rows(list[Any]):
    """The rows of an answer; each has its columns by name, unless they were asked for plain."""

    def all(self) -> "Rows":
        """All of them."""
        return self

    def first(self) -> Any:
        """The first one, None where there is none."""
        return self[0] if self else None

    def scalar(self) -> Any:
        """The first column of the first row, None where there is none."""
        return self[0][0] if self else None

    def scalar_one(self) -> Any:
        """The first column of the only row."""
        ((found,),) = self
        return found


def ask(
    connection: Connection, statement: Executable, values: Mapping[str, Any], about: Iterable[str] | None = None, *, plain: bool = False
) -> Rows:
    """The answer to a statement that is kept, with these parameters; what else is among them is left out.

    Where all that can change it are entries that touch one of some names, it is `about` these: see `claimgraph.store.reads`.
    Of thousands of rows it takes as long to name the columns as to read them: `plain` ones are tuples.
    """
    reads = noting()
    if reads is None:
        return _answer(connection, statement, values, plain=plain)
    with noted(None):
        rows = _answer(connection, statement, values, plain=plain)
    if about is None:
        reads.ask(statement, values, rows)
    else:
        reads.seek(about)
    return rows


def _answer(connection: Connection, statement: Executable, values: Mapping[str, Any], *, plain: bool) -> Rows:
    if connection.dialect.name != "sqlite" or not (written := _written(statement)).text:
        return Rows(connection.execute(statement, values).all())
    cursor = _execute(connection, written, values)
    if plain:
        return Rows(cursor.fetchall())
    if written.make is None:
        written.make = _maker([column[0] for column in cursor.description])
    return Rows(map(written.make, cursor.fetchall()))


def tell(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> None:
    """Run a statement that is kept and answers nothing, with these parameters."""
    if connection.dialect.name == "sqlite":
        _execute(connection, _written(statement), values)
    else:
        connection.execute(statement, values)


def _execute(connection: Connection, written: "_Written", values: Mapping[str, Any]) -> sqlite3.Cursor:
    try:
        return driver(connection).execute(written.text, [values.get(name, written.defaults.get(name)) for name in written.names])
    except sqlite3.Error as error:
        raise fault(written.text, error) from error


def run(connection: Connection, statement: str) -> None:
    """Run a statement that answers nothing and has no parameters."""
    if connection.dialect.name != "sqlite":
        with noted(None):
            connection.exec_driver_sql(statement)
        return
    try:
        driver(connection).execute(statement)
    except sqlite3.Error as error:
        raise fault(statement, error) from error


def changes(connection: Connection) -> int | None:
    """How many rows were changed by way of this connection so far; None where the driver does not count them."""
    return driver(connection).total_changes if connection.dialect.name == "sqlite" else None


def listed(values: Iterable[str]) -> str:
    """These strings, each once and sorted, as the JSON array that a statement is given: `json.dumps` takes ten times as long."""
    return f"[{','.join(map(encode_basestring_ascii, sorted(set(values))))}]"


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection, in the transaction that was begun on it."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def fault(statement: str, error: sqlite3.Error) -> Exception:
    """The driver's error as SQLAlchemy raises it."""
    return DBAPIError.instance(statement, None, error, sqlite3.Error)


class _Written:
    """A statement in SQL: its text, the names of its parameters in their order, and the values that it brings along.

    There is no text where SQLAlchemy writes it anew each time: where it holds a list of values. `make` makes a row of
    what the driver found, once it was asked.
    """

    __slots__ = ("defaults", "make", "names", "text")

    def __init__(self, statement: Executable) -> None:
        written = cast("SQLCompiler", cast("ClauseElement", statement).compile(dialect=dialect.dialect()))
        self.text, self.defaults = "" if written.post_compile_params else str(written), written.params
        self.names: Sequence[str] = written.positiontup or ()
        self.make: Callable[[Sequence[Any]], Any] | None = None


@cache
def _written(statement: Executable) -> _Written:
    return _Written(statement)


def _maker(columns: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    made: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # its fields are those of the statement
    make: Callable[[Sequence[Any]], Any] = made._make
    return make
