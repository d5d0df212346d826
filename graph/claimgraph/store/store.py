"""The record: a relational store with its journal, opened at a folder or a server's URL."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, insert

from claimgraph.store import consequences, derived, derived_versions, keys, rederiving, verifying
from claimgraph.store.amending import Amending
from claimgraph.store.answering import Answering
from claimgraph.store.backup import Backup, write_backup
from claimgraph.store.checking import Problem, Section
from claimgraph.store.collecting import check_name
from claimgraph.store.derived_versions import Place, Reach, Span, Version
from claimgraph.store.inspecting import Inspect, count, inspect_record
from claimgraph.store.keys import Key
from claimgraph.store.moment import last_erasure
from claimgraph.store.reads import Resting
from claimgraph.store.rederiving import Again
from claimgraph.store.schema import meta
from claimgraph.store.verifying import Verification

_PROBED = "probed"


def _nothing_else(_: Section) -> Iterable[Problem]:
    return ()


def _silent(_: int, __: int) -> None:
    """Nobody is told."""


class Store(Amending, Answering):
    """Everything that was added, who said it, and the journal of how it came in. Safe to use from many threads.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
    ...     store.seq()
    0
    """

    # What is derived from it, as far as somebody has followed its journal: see `claimgraph.derive`

    def followed(self, maker: str) -> int:
        """Up to which entry what is derived is current, 0 where it was made by another maker."""
        with self._reads() as connection:
            return derived.followed(connection, maker)

    def reach(self, maker: str) -> tuple[int, int]:
        """Up to which entry what is derived is current, as `followed`, and the number of the newest entry; 0 where nobody followed any."""
        with self._reads() as connection:
            return derived.reach(connection, maker)

    def unchanged(self, resting: Resting, *, since: int, until: int, maker: str) -> bool:
        """Whether what was read as of entry `since` is read the same as of `until`, the newest.

        False where that cannot be told, as where what is derived shows and is behind, or where anything was erased meanwhile.
        """
        with self.moment() as moment:
            followed, newest = derived.reach(moment.connection, maker)
            here = newest == until and (followed == until or not resting.derives)
            whole = here and last_erasure(moment.connection) <= since <= until
            return whole and self.touched.holds(moment, resting, since=since, until=until)

    def record_derived(self, seq: int, progress: derived.Progress, maker: str, *, erased: int) -> None:
        """Keep what entry `seq` changed in what is derived.

        Raises ConflictError where another process was quicker, or where anything was erased since the erasure by entry `erased`.
        """
        self._write(lambda connection: rederiving.record(connection, seq, progress, maker, erased=erased))

    def derive_again(self) -> Again | None:
        """What an erasure left to be derived again, before any more of the journal is followed; None where nothing is."""
        with self._reads() as connection:
            return rederiving.again(connection)

    def record_derived_again(self, seq: int, progress: derived.Progress, *, erased: int) -> None:
        """Keep what entry `seq`, the oldest to derive again, changed in the area; raises ConflictError as `record_derived` does."""
        self._write(lambda connection: rederiving.record_again(connection, seq, progress, erased=erased))

    def derived_reach(self) -> Reach | None:
        """What made what is derived and up to which entry, 0 while some of it is derived again.

        None where nobody follows, as in a collection.
        """
        with self._reads() as connection:
            return None if self.collection is not None else derived_versions.reach(connection)

    def derived_changes(self, span: Span, *, gone: bool) -> Iterator[Version]:
        """The versions that came within a span and are there at its end or, where they are `gone`, that went within it.

        In memory that does not grow with it. Raises ConflictError where what is derived is no longer, or not yet again, that of the span.
        """
        place: Place | None = None
        while True:
            with self._reads() as connection:
                rows = derived_versions.changed(connection, span, place, gone=gone)
            yield from (Version(*row[1:]) for row in rows)
            if not rows:
                return
            place = tuple(rows[-1][:4])

    def clear_derived(self, maker: str) -> None:
        """Forget all that is derived."""
        self._write(lambda connection: rederiving.clear(connection, maker))

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
            self._write(_write_anything)

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
        """All that `problems` finds without the shapes."""
        return list(self.problems())

    def problems(self, inspect: Inspect = _nothing_else, tell: Callable[[int, int], None] = _silent) -> Iterator[Problem]:
        """Every breach of the rules that always hold (anchors found, nothing dangling), and the first of each table that does not follow.

        What should follow is told in `claimgraph.store.consequences`. `inspect` is asked about every section of the record besides, as
        `claimgraph.rdf.shapes.Conforming` is. `tell` hears how many rows were looked at and how many there are. Problems come as they
        are found; memory does not grow with the store, but as told there. Minutes for a million claims.
        """
        seq = self.seq()
        with self.moment(seq) as moment:
            total = count(moment) + consequences.count(moment.connection)
        done = 0

        def told(rows: int) -> None:
            """Add up."""
            nonlocal done
            done = min(done + rows, total)
            if done:
                tell(done, total)

        yield from inspect_record(lambda: self.moment(seq), inspect, told)
        with self._reads() as connection:
            yield from consequences.faults(connection, told)


def _write_anything(connection: Connection) -> None:
    """Change a row that means nothing: a value that stays as it was is not written."""
    connection.execute(delete(meta).where(meta.c.key == _PROBED))
    connection.execute(insert(meta), {"key": _PROBED, "value": secrets.token_hex(8)})
