"""The record: a relational store with its journal, opened at a folder or a server's URL."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import DatabaseError, InternalError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from claimgraph.errors import ConflictError, StoreError
from claimgraph.model import SHELVES, Assertion, Document, Graph, Judgement, Link, Node, Reading
from claimgraph.records import to_json
from claimgraph.store import (
    changes,
    collecting,
    derived,
    erasing,
    evidence,
    history,
    journal,
    keys,
    listing,
    neighbourhood,
    reading,
    retracting,
    revising,
    search,
    trusting,
    verifying,
    writing,
)
from claimgraph.store.answers import Answers
from claimgraph.store.backup import Backup, write_backup
from claimgraph.store.checking import Problem, check
from claimgraph.store.collecting import Collection as Collected
from claimgraph.store.collecting import check_name
from claimgraph.store.committing import Committer
from claimgraph.store.cursors import read_cursor
from claimgraph.store.dialects import DIALECTS
from claimgraph.store.engine import FILE, open_engine
from claimgraph.store.evidence import Evidence
from claimgraph.store.history import Version
from claimgraph.store.identities import heads
from claimgraph.store.journal import Change
from claimgraph.store.keys import Key
from claimgraph.store.listing import Page
from claimgraph.store.moment import AsOf, Moment, erased_by, last_erasure, resolve
from claimgraph.store.parts import nodes_after, part_after
from claimgraph.store.reading import Delta
from claimgraph.store.schema import meta
from claimgraph.store.search import Found
from claimgraph.store.trusting import KeptProfile
from claimgraph.store.verifying import Verification
from claimgraph.store.writing import Added, Batch
from claimgraph.trust import TrustProfile

T = TypeVar("T")


class Store:
    """Everything that was added, who said it, and the journal of how it came in. Safe to use from many threads.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
    ...     store.seq()
    0
    """

    def __init__(self, engine: Engine, folder: Path | None) -> None:
        self._dialect = dialect = DIALECTS[engine.dialect.name]
        self._engine, self._due = engine, 0
        self._reader, self._writer = dialect.reading(engine), dialect.writing(engine)
        self._committer = Committer(self._transaction)
        self.answers = Answers(self._write)
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
        with suppress(StoreError):  # what keeps the sweeping may go on; reading and writing need not wait for it
            opened.sweep()
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
            with self._reader.connect() as connection, connection.begin():
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
            with self._writer.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            if not _is_fault(error):
                raise
            self._faulty = True
            raise StoreError(f"the store cannot be written, and this change was not made: {getattr(error, 'orig', error)}") from error
        self._faulty = False
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

    # What changes it

    def add(
        self,
        read: Reading,
        links: Sequence[Link] = (),
        judgements: Sequence[Judgement] = (),
        *,
        actor: str,
        if_seq: int | None = None,
        collection: str | None = None,
    ) -> Added:
        """Record a reading with the links and judgements that go with it; a document that is there changes nothing.

        It comes to belong to a collection, that of the store where it is limited to one, even where it was there already.
        Raises ConflictError where `if_seq` is given and is no longer the newest entry: what was found is then out of date.
        """
        into = self.collection if collection is None else check_name(collection)

        def work(connection: Connection) -> Added:
            _check_seq(connection, if_seq)
            return writing.add_reading(connection, read, links, judgements, actor=actor, collection=into)

        return self._write(work)

    def add_many(
        self,
        readings: Sequence[Reading],
        judgements: Sequence[Judgement] = (),
        *,
        actor: str,
        target: str,
        verb: str = "import",
        if_seq: int | None = None,
    ) -> Batch:
        """Record many readings, with the links in them and the judgements on their nodes, as one entry about `target`.

        Documents that are there change nothing. All or nothing is recorded; what waits meanwhile waits for all of it.
        Raises ConflictError where `if_seq` is given and is no longer the newest entry: what was found is then out of date.
        """

        def work(connection: Connection) -> Batch:
            _check_seq(connection, if_seq)
            return writing.add_readings(connection, readings, judgements, actor=actor, verb=verb, target=target, collection=self.collection)

        return self._write(work)

    def judge(self, judgement: Judgement, *, actor: str, versions: Collection[str] | None = None) -> int:
        """Record a judgement and what follows from it; the number of the entry. Raises InputError, NotFoundError.

        Raises ConflictError where `versions` are given and the target's (see `version_of`) is none of them.
        """

        def work(connection: Connection) -> int:
            now = Moment(connection, collection=self.collection)
            _check_version(now, judgement.target, versions)
            return writing.judge(now, judgement, actor=actor)

        return self._write(work)

    def retract(self, node_id: str, *, actor: str, reason: str = "", versions: Collection[str] | None = None) -> int:
        """Retract a node and all that rests on it; the number of the entry. Raises NotFoundError, ConflictError.

        Raises ConflictError too where `versions` are given and the node's (see `version_of`) is none of them. Within a
        collection nothing is retracted, which others may hold: a document leaves it, and anything else is a ConflictError.
        """

        def work(connection: Connection) -> int:
            now = Moment(connection, collection=self.collection)
            _check_version(now, node_id, versions)
            if self.collection is None:
                return retracting.retract(connection, node_id, actor=actor, reason=reason)
            if not isinstance(reading.get(now, node_id), Document):
                raise ConflictError("within a collection only documents are taken back: judge it instead", code="within-collection")
            return collecting.release(now, self.collection, [node_id], actor=actor, reason=reason)

        return self._write(work)

    def revise(
        self,
        nodes: Sequence[Node],
        gone: Collection[str],
        judgements: Sequence[Judgement] = (),
        *,
        document: str,
        actor: str,
        verb: str,
        target: str,
        note: str = "",
        if_seq: int | None = None,
        versions: Collection[str] | None = None,
    ) -> int:
        """Change what was read of a document: record these nodes in the place of their living versions, retract what is `gone`.

        With the judgements this is one entry about `target`; its number. Raises ConflictError where `if_seq` is no longer the newest
        entry, where `versions` are given and the target's is none of them, and within a collection where others hold the document.
        """

        def work(connection: Connection) -> int:
            _check_seq(connection, if_seq)
            now = Moment(connection, collection=self.collection)
            revising.check_own(now, document)
            _check_version(now, target, versions)
            return revising.revise(now, nodes, gone, judgements, actor=actor, verb=verb, target=target, note=note)

        return self._write(work)

    def unretract(self, node_id: str, *, actor: str, reason: str = "") -> int:
        """Bring back exactly what the retraction of this node took, as a new entry; its number.

        Raises NotFoundError, and ConflictError where that is impossible: the node went with another, part of what was
        taken is there again, or what it rests on is still gone. Within a collection it always is.
        """
        if self.collection is not None:
            raise ConflictError("within a collection nothing is retracted: add the document again", code="within-collection")
        return self._write(lambda connection: retracting.unretract(connection, node_id, actor=actor, reason=reason))

    def erase(self, node_id: str, *, actor: str, reason: str, versions: Collection[str] | None = None) -> int:
        """Erase the words of a document, a link or a judgement, and of all that ever rested on it, for good; the number of the entry.

        Takes time linear in the size of the store, as its database is written anew. Raises NotFoundError, ConflictError, and
        StoreError where only that last step was not done: it is tried again when the store is opened or the same is erased again.
        Within a collection nothing is erased, which others may hold: that is a ConflictError.
        """
        if self.collection is not None:
            raise ConflictError("within a collection nothing is erased: take the document out of it instead", code="within-collection")

        def work(connection: Connection) -> int:
            _check_version(Moment(connection), node_id, versions)
            return erasing.erase(connection, node_id, actor=actor, reason=reason)

        seq = self._write(work)
        self.sweep()
        return seq

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

    def collect(self, collection: str, documents: Iterable[str], *, actor: str) -> int:
        """Make documents belong to a collection too; the number of the entry. Raises InputError, NotFoundError."""
        wanted = list(documents)
        return self._write(lambda c: collecting.collect(Moment(c, collection=self.collection), collection, wanted, actor=actor))

    def release(self, collection: str, documents: Iterable[str], *, actor: str, reason: str = "") -> int:
        """Let documents belong to a collection no longer, nothing of which is retracted; the number of the entry. Raises NotFoundError."""
        wanted = list(documents)
        return self._write(lambda c: collecting.release(Moment(c), collection, wanted, actor=actor, reason=reason))

    def put_trust(self, profile: TrustProfile, *, actor: str, versions: Collection[str] | None = None) -> int:
        """Make a trust profile of the store, or of the collection that it is limited to, or change it; the number of the entry.

        Raises InputError, and ConflictError where `versions` are given and the profile's is none of them.
        """
        return self._write(lambda c: trusting.put(self._here(c), profile, actor=actor, versions=versions))

    def remove_trust(self, name: str, *, actor: str, reason: str = "", versions: Collection[str] | None = None) -> int:
        """Take a trust profile back, which is still there `as_of` before; the number of the entry. Raises NotFoundError, ConflictError."""
        return self._write(lambda c: trusting.remove(self._here(c), name, actor=actor, reason=reason, versions=versions))

    # What it answers: about now, or `as_of` an entry's number or a time, exactly what it answered then.
    # A number beyond the newest entry raises NotFoundError, what is neither a number nor a time InputError.

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

    def collections(self, *, as_of: AsOf | None = None) -> list[Collected]:
        """The collections that have documents, by name, with how much each shows."""
        with self.moment(as_of) as moment:
            return collecting.collections(moment)

    def is_collection(self, name: str) -> bool:
        """Whether a document ever belonged to a collection of this name."""
        with self._reads() as connection:
            return collecting.is_known(connection, name)

    def shown(self, ids: Iterable[str]) -> set[str]:
        """Which of these nodes are alive and shown."""
        with self.moment(None) as moment:
            return reading.living_among(moment, ids)

    def seq(self, *, as_of: AsOf | None = None) -> int:
        """The number of the newest entry of the journal; 0 in an empty store."""
        with self.moment(as_of) as moment:
            return journal.newest(moment.connection)[0] if moment.seq is None else moment.seq

    def get(self, node_id: str, *, as_of: AsOf | None = None) -> Node:
        """The living version of a node; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return reading.get(moment, node_id)

    def nodes(self, ids: Iterable[str], *, as_of: AsOf | None = None) -> dict[str, Node]:
        """The living versions of these nodes, of whatever kind, by id; those that are not there are left out."""
        with self.moment(as_of) as moment:
            return reading.find_all(moment, ids)

    def history(self, node_id: str, *, as_of: AsOf | None = None) -> tuple[Version, ...]:
        """Every version of a node, oldest first, with the entries that recorded and retracted it; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return history.versions_of(moment, node_id)

    def graph(self, ids: Iterable[str] | None = None, *, beside: Iterable[str] = (), as_of: AsOf | None = None) -> Graph:
        """All living nodes, or these with their links and all that those rest on.

        `beside` names sources and entities that are wanted for themselves, without all the claims that have to do with them.
        """
        with self.moment(as_of) as moment:
            return neighbourhood.whole_graph(moment) if ids is None else neighbourhood.graph_around(moment, ids, beside)

    def evidence(self, claims: Iterable[str], *, most: int, as_of: AsOf | None = None) -> Evidence:
        """All that bears on some claims by living links, nearest first, but at most so many claims."""
        with self.moment(as_of) as moment:
            return evidence.evidence_on(moment, claims, most)

    def trusts(self, *, as_of: AsOf | None = None) -> list[KeptProfile]:
        """The trust profiles of the store, or of the collection that it is limited to, by name."""
        with self.moment(as_of) as moment:
            return trusting.profiles(moment)

    def trust(self, name: str, *, as_of: AsOf | None = None) -> KeptProfile:
        """One trust profile; raises NotFoundError."""
        with self.moment(as_of) as moment:
            return trusting.find(moment, name)

    def stream(self, *, as_of: AsOf | None = None) -> Iterator[Node]:
        """All living nodes one by one, as in `graph()`, in memory that does not grow with the store.

        All are of one moment, and whoever takes long over them keeps nobody from writing: what is erased meanwhile is left out.
        """
        seq = self.seq(as_of=as_of)
        for kind in SHELVES:
            place = (0, "")
            while True:
                with self.moment(seq) as moment:
                    found, place = nodes_after(moment, kind, place)
                if not found:
                    break
                yield from found

    def same(self, *, as_of: AsOf | None = None) -> dict[str, str]:
        """Which source, entity or claim stands for which, as in `graph()`."""
        with self.moment(as_of) as moment:
            return heads(moment)

    def parts(self, *, as_of: AsOf | None = None) -> Iterator[Graph]:
        """All documents with their claims, assertions, sources and entities, some at a time, oldest first, without links.

        Whoever writes in the meantime changes nothing of it: all parts are of one moment.
        """
        seq, place = self.seq(as_of=as_of), (0, "")
        while True:
            with self.moment(seq) as moment:
                found = part_after(moment, place)
            if found is None:
                return
            part, place = found
            yield part

    def page(
        self, kind: str, *, where: Mapping[str, str] | None = None, cursor: str | None = None, limit: int = 50, as_of: AsOf | None = None
    ) -> Page:
        """A page of the nodes of a kind (`claims`, `sources`, …), newest first; raises InputError."""
        with self.moment(as_of) as moment:
            return listing.page(moment, kind, where=where or {}, cursor=cursor, limit=limit)

    def named(self, key: str, *, as_of: AsOf | None = None) -> dict[str, list[Node]]:
        """The living sources and entities of this compared name, by kind, oldest first."""
        with self.moment(as_of) as moment:
            return reading.named(moment, key)

    def first_named(self, shelf: str, keys: Iterable[str], *, as_of: AsOf | None = None) -> dict[tuple[str, str], tuple[str, str]]:
        """The oldest living source or entity (`shelf` says which) by kind and compared name: its id and its document."""
        with self.moment(as_of) as moment:
            return reading.first_named(moment, shelf, keys)

    def living(self, shelf: str, ids: Iterable[str], *, as_of: AsOf | None = None) -> set[str]:
        """Which of these ids are those of living nodes of a kind."""
        with self.moment(as_of) as moment:
            return reading.living(moment, shelf, ids)

    def erased(self, ids: Iterable[str]) -> set[str]:
        """Which of these nodes were erased."""
        with self._reads() as connection:
            return set(erased_by(Moment(connection), ids))

    def search(
        self, query: str, *, where: Mapping[str, str] | None = None, limit: int = 50, cursor: str | None = None, as_of: AsOf | None = None
    ) -> Found:
        """The best hits for all words of the query that meet the filters (`SEARCH_FILTERS`); raises InputError.

        Words in quotes are a phrase, a minus leaves out what follows it. Of common words the newest hits are ranked. Those of
        the past are exactly the hits of then; only their order may differ, which rests on the texts of today.
        """
        offset = min(read_cursor(cursor, (int,))[0], search.MOST) if cursor else 0
        with self.moment(as_of) as moment:
            return search.find(moment, query, where=where or {}, limit=limit, offset=offset)

    def claims_like(self, statements: Iterable[Sequence[str]], *, each: int = 50) -> set[str]:
        """The ids of the claims whose words are nearest to any of these statements' terms, at most `each` for one."""
        with self._reads() as connection:
            return search.claims_like(Moment(connection, collection=self.collection), statements, each=each)

    def last_erasure(self) -> int:
        """The number of the newest entry that erased anything; 0 where none did."""
        with self._reads() as connection:
            return last_erasure(connection)

    def changes(self, since: int = 0, limit: int = 1000, *, as_of: AsOf | None = None) -> list[Change]:
        """The entries of the journal after `since`, oldest first.

        Within a collection those that changed what it shows, and of each only that: no hashes, and no target that it does not show.
        """
        with self.moment(as_of) as moment:
            return changes.entries(moment, since, limit)

    def mark(self, seq: int) -> tuple[str, str]:
        """When an entry was written, and its hash; empty words where there is no such entry."""
        with self._reads() as connection:
            found = next(journal.entries(connection, seq - 1, 1, until=seq), None)
        return (found.at, found.hash) if found else ("", "")

    def made_of(self, document: str) -> list[tuple[Assertion, str, str | None]]:
        """Every version of a document's assertions, oldest first: the node, and the verbs by which it came in and the version went."""
        with self._reads() as connection:
            return revising.made_of(Moment(connection), document)

    def judgements_on(self, ids: Iterable[str]) -> list[Judgement]:
        """The living judgements on these nodes, alive or not, oldest first."""
        with self.moment(None) as moment:
            return reading.judgements_on(moment, ids)

    def taken_back(self, links: Iterable[str]) -> set[str]:
        """Which of these links were retracted by themselves, and are not there again."""
        with self._reads() as connection:
            return revising.taken_back(Moment(connection), links)

    def delta(self, seq: int) -> Delta:
        """The versions that entry `seq` recorded and retracted."""
        with self._reads() as connection:
            return reading.delta(Moment(connection, collection=self.collection), seq)

    def statistics(self, *, as_of: AsOf | None = None) -> dict[str, int]:
        """How many living nodes of each kind there are, and `seq`."""
        with self.moment(as_of) as moment:
            return listing.statistics(moment)

    # What is derived from it, as far as somebody has followed its journal: see `claimgraph.derive`

    def followed(self, maker: str) -> int:
        """Up to which entry what is derived is current, 0 where it was made by another maker."""
        with self._reads() as connection:
            return derived.followed(connection, maker)

    def record_derived(self, seq: int, progress: derived.Progress, maker: str, *, erased: int) -> None:
        """Keep what entry `seq` changed in what is derived.

        Raises ConflictError where another process was quicker, or where anything was erased since the erasure by entry `erased`.
        """
        self._write(lambda connection: derived.record(connection, seq, progress, maker, erased=erased))

    def clear_derived(self, maker: str) -> None:
        """Forget all that is derived."""
        self._write(lambda connection: derived.clear(connection, maker))

    # Who may use it from afar

    def make_key(self, name: str, scopes: Sequence[str], expires_at: str | None = None, *, collections: Sequence[str] = ()) -> str:
        """A new API key, which is kept only as a hash: show it once. With collections it is good for those alone. Raises InputError."""
        limits = [check_name(item) for item in collections]
        return self._write(lambda connection: keys.make_key(connection, name, scopes, expires_at, collections=limits))

    def find_key(self, token: str) -> Key | None:
        """The live key that a token is, or None."""
        with self._reads() as connection:
            return keys.find_key(connection, token)

    def list_keys(self) -> list[Key]:
        """All keys, oldest first."""
        with self._reads() as connection:
            return keys.list_keys(connection)

    def revoke_key(self, prefix: str) -> bool:
        """End a key at once; whether there was one."""
        return self._write(lambda connection: keys.revoke_key(connection, prefix))

    # What keeps it

    def probe(self) -> None:
        """Raise StoreError where the last change could not be written and another one still could not."""
        if self._faulty:
            self._write(lambda connection: connection.execute(update(meta).values(value=meta.c.value)))

    def doubt(self) -> None:
        """Have `probe` look whether the store can be written: another process that writes for this one could not."""
        self._faulty = True

    def backup(self, target: Path) -> Backup:
        """Write the present state to a new file while others write; raises ConflictError where it exists, StoreError."""
        self.sweep()
        return write_backup(self._engine, target)

    def verify(self) -> Verification:
        """Recompute the whole journal and every row; linear in the size of the store."""
        with self._reads() as connection:
            return verifying.verify(connection)

    def check(self) -> list[Problem]:
        """Every breach of the rules that always hold (anchors found, nothing dangling)."""
        return check(self.graph())


def version_of(node: Node) -> str:
    """What tells this version of a node from every other: the SHA-256 of its canonical JSON."""
    return journal.digest_of(to_json(node))


def _check_seq(connection: Connection, if_seq: int | None) -> None:
    if if_seq is not None and journal.newest(connection)[0] != if_seq:
        raise ConflictError(f"the store has moved on from entry {if_seq}: read it again")


def _check_version(now: Moment, node_id: str, versions: Collection[str] | None) -> None:
    if versions is not None and version_of(reading.get(now, node_id)) not in versions:
        raise ConflictError(f"{node_id} is no longer the version that was decided on: read it again", code="moved")


def _is_fault(error: SQLAlchemyError) -> bool:
    """Whether an error is the database's own (its disk, its locks, its server) rather than ours."""
    return isinstance(error, OperationalError | InternalError | PoolTimeoutError) or type(error) is DatabaseError
