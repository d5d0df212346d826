"""An open record: its database, its readers and its writers one after the other, and views of a moment or a collection of it."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from claimgraph.errors import ConflictError, StoreError
from claimgraph.store import erasing, filling, journal
from claimgraph.store.answers import Answers
from claimgraph.store.blocks import Blocks
from claimgraph.store.collecting import check_name
from claimgraph.store.committing import Committer
from claimgraph.store.dialects import DIALECTS
from claimgraph.store.engine import FILE, open_engine
from claimgraph.store.known import Known
from claimgraph.store.moment import AsOf, Moment, resolve
from claimgraph.store.prepared import changes
from claimgraph.store.reads import doubt
from claimgraph.store.touched import Touched

T = TypeVar("T")


class Opened:
    """A database that is read by many and written by one after the other, in this process."""

    def __init__(self, engine: Engine, folder: Path | None) -> None:
        self._dialect = dialect = DIALECTS[engine.dialect.name]
        self._engine, self._due = engine, 0
        event.listen(engine, "before_cursor_execute", doubt)
        self._known: Known | None = None
        self._reading, self._writing = dialect.reading(engine), dialect.writing(engine)
        self._committer = Committer(self._transaction)
        self.answers = Answers(self._write)
        self.blocks = Blocks(self._write)
        self.touched = Touched()
        self._turn = Lock()
        self._faulty = False
        self.folder = folder
        self.as_of: int | None = None
        self.collection: str | None = None

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True) -> Self:
        """The store at a folder or at a database URL; raises StoreError.

        A folder that is missing is made, unless `create` is false: then it is an error, as a mistyped name would be.
        """
        if not create and "://" not in str(location) and not (Path(location) / FILE).exists():
            raise StoreError(f"there is no store at {location}: check the name, or make one with `claimgraph add`")
        opened = cls(*open_engine(location))
        for mend in (opened.sweep, opened.complete):
            with suppress(StoreError):  # what keeps it from being done may go on; reading and writing need not wait for it
                mend()
        return opened

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def location(self) -> str:
        """Where another process finds the same store; that of a server holds its password."""
        return str(self.folder) if self.folder else self._engine.url.render_as_string(hide_password=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        try:
            with self._reading() as connection:
                yield connection
        except SQLAlchemyError as error:
            if not _is_fault(error):
                raise
            raise StoreError(f"the store cannot be read: {getattr(error, 'orig', error)}") from error

    @contextmanager
    def moment(self, as_of: AsOf | None = None) -> Iterator[Moment]:
        """The record at one moment, for questions that must all see the same state."""
        with self._reads() as connection:
            yield Moment(connection, resolve(connection, self.as_of if as_of is None else as_of), self.collection)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._writing() as connection:
                before = changes(connection)
                yield connection
                wrote = before is None or changes(connection) != before
        except SQLAlchemyError as error:
            if not _is_fault(error):
                raise
            self._faulty = True
            raise StoreError(f"the store cannot be written, and this change was not made: {getattr(error, 'orig', error)}") from error
        self._faulty &= not wrote  # what changed nothing says nothing of the disk
        with suppress(SQLAlchemyError, sqlite3.Error, OSError):  # the change is kept; it is tried again after the next one
            self._due = self._dialect.settle(self._engine, self._due)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold off all in this process who, like the caller, read first and then add what rests on it with `if_seq`."""
        with self._turn:
            yield

    def _here(self, connection: Connection) -> Moment:
        return Moment(connection, collection=self.collection)

    def _write(self, work: Callable[[Connection], T]) -> T:
        if self.as_of is not None:
            raise ConflictError("the past cannot be changed: write to the store as it is now")
        return self._committer.run(work)

    def sweep(self) -> None:
        """Free the places in the database where erased words still lie, if there are any; raises StoreError."""
        with self._reads() as connection:
            newest = erasing.unswept(connection)
        if newest is None:
            return
        try:
            DIALECTS[self._engine.dialect.name].sweep(self._engine)
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise StoreError(f"erased words may still lie in freed places of the database; opening it tries again: {error}") from error
        self._write(lambda connection: erasing.set_swept(connection, newest))

    def complete(self) -> None:
        """Make the indexes that a filling which was killed left out, if there are any; raises StoreError."""
        with self._reads() as connection:
            missing = filling.is_filling(connection)
        if missing:
            self._index()

    def _index(self) -> None:
        try:
            self._write(filling.finish)
        except IntegrityError as error:
            raise StoreError(f"the store holds a version twice, so that it cannot be indexed: restore a backup ({error.orig})") from error

    @contextmanager
    def filling(self, *, alone: bool = False) -> Iterator[None]:
        """What is added meanwhile comes in quicker where the store is empty; at the end it is indexed: see `claimgraph.store.filling`.

        It is quickest where nobody else uses the store and nothing but `add` and `add_many` is asked of it: `alone`. All else is slow then.
        """
        begun = self.collection is None and self._write(lambda connection: filling.begin(connection, alone=alone))
        if not begun:
            yield
            return
        with self._dialect.filling(self._engine, alone=alone):
            self._due = sys.maxsize  # the log is as long as the dialect says
            self._known = Known()
            try:
                yield
            finally:
                self._due, self._known = 0, None
                self._index()

    def at(self, as_of: AsOf) -> Self:
        """The store as it stood then: every read is about that moment, and every change raises ConflictError."""
        past = copy(self)
        past.as_of = self.seq(as_of=as_of)
        return past

    def present(self) -> Self:
        """The store as it is now."""
        now = copy(self)
        now.as_of = None
        return now

    def within(self, collection: str) -> Self:
        """The store as the collection shows it: every read is about that alone, and what is added goes into it. Raises InputError."""
        limited = copy(self)
        limited.collection = check_name(collection)
        return limited

    def whole(self) -> Self:
        """The store without the limit of a collection."""
        unlimited = copy(self)
        unlimited.collection = None
        return unlimited

    def seq(self, *, as_of: AsOf | None = None) -> int:
        """The number of the newest entry of the journal; 0 in an empty store."""
        with self.moment(as_of) as moment:
            return journal.newest(moment.connection)[0] if moment.seq is None else moment.seq


def _is_fault(error: SQLAlchemyError) -> bool:
    """Whether an error is the database's own (its disk, its locks, its server) rather than ours."""
    return isinstance(error, OperationalError | InternalError | PoolTimeoutError) or type(error) is DatabaseError
