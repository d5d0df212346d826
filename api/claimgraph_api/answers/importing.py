"""A table of claims into a store, as the command line and a server's jobs run it: counts, speed, and a file of rejects."""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, TextIO

from claimgraph.errors import ClaimgraphError, UnreadableError
from claimgraph.exchange import MEDIA_TYPES
from claimgraph.exchange.tables import Reject, format_of, read_table
from claimgraph.ingest.bulk import Counts, Origin, import_table
from claimgraph.records import to_record
from claimgraph.store import Store

Tell = Callable[[dict[str, Any]], None]
"""What takes how far an import is, as a record."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: its counts, seconds since it began, and bytes read of those that there are, where that is known."""

    counts: Counts
    seconds: float
    read: int | None = None
    size: int | None = None

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.counts.rows / self.seconds if self.seconds else 0.0

    @property
    def remaining(self) -> float | None:
        """About how many seconds are left, by bytes; None where nobody knows."""
        return self.seconds * (self.size - self.read) / self.read if self.read and self.size else None

    def record(self) -> dict[str, Any]:
        """What a program is told."""
        left = self.remaining
        return {
            **to_record(self.counts),
            "seconds": round(self.seconds, 3),
            "rate": round(self.rate, 1),
            "remaining_seconds": None if left is None else round(left, 1),
        }


@dataclass(frozen=True, slots=True)
class Table:
    """What is imported: an open file that is not buffered, its name, and how it is to be read."""

    file: BinaryIO
    name: str
    actor: str
    format: str | None = None
    ignore: Sequence[str] = field(default=())
    size: int | None = None

    def position(self) -> int | None:
        """How many bytes were read, where the size is known."""
        return None if self.size is None else self.file.tell()


class RejectFile:
    """The rejects as NDJSON; the file is made with the first of them, and one of an earlier run goes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None
        self._opened(lambda: path.unlink(missing_ok=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, reject: Reject) -> None:
        """Write one reject. Raises UnreadableError where the file cannot be written."""
        if self._file is None:
            self._file = self._opened(lambda: self.path.open("w", encoding="ascii"))
        self._file.write(json.dumps(to_record(reject)) + "\n")
        self.count += 1

    def flush(self) -> None:
        """Let others read what was written."""
        if self._file is not None:
            self._file.flush()

    def _opened(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except OSError as error:
            raise UnreadableError(f"the file of rejects {self.path} cannot be written: {error.strerror}; give another") from error


@dataclass(frozen=True, slots=True)
class Order:
    """What a job imports: a file, where its rejects go, how it is to be read, and the collection that it goes into, if any."""

    path: str
    rejects: str
    name: str
    format: str | None = None
    ignore: Sequence[str] = field(default=())
    collection: str | None = None


class Importer:
    """Imports files into one store, each until it is in or until it is told to stop. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopped: set[str] = set()

    def run(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        """Import a file and tell how far it is after each batch; the report, or None where it was told to stop. Raises InputError."""
        file, size = open_table(Path(order.path))
        store = self._store.within(order.collection) if order.collection else self._store

        def go_on(progress: Progress) -> None:
            """Tell how far it is, and stop where that was asked for."""
            tell(progress.record())
            if order.path in self._stopped:
                raise _StoppedError

        try:
            with file, RejectFile(Path(order.rejects)) as rejects:
                return run_import(store, Table(file, order.name, "http", order.format, order.ignore, size), rejects, go_on)
        except _StoppedError:
            return None
        finally:
            self._stopped.discard(order.path)

    def stop(self, path: str) -> None:
        """End the import of a file, or the next one of it, after the batch that is being stored."""
        self._stopped.add(path)


class _StoppedError(Exception):
    """An import was told to stop."""


def run_import(store: Store, table: Table, rejects: RejectFile, tell: Callable[[Progress], None]) -> dict[str, Any]:
    """Import a table, tell of the progress after each batch, and return the report; an error of ours stands in it."""
    began, progress, fault = time.monotonic(), Progress(Counts(), 0.0), {}
    try:
        rows = read_table(table.file, name=table.name, format=table.format, ignore=table.ignore)
        with store.filling():
            for counts in import_table(store, rows, Origin(table.name, _media_type(table), table.actor), rejects.add):
                rejects.flush()
                progress = Progress(counts, time.monotonic() - began, table.position(), table.size)
                tell(progress)
    except ClaimgraphError as error:
        fault = {"error": str(error), "code": error.code}
    rejects.flush()
    return {"input": table.name, **progress.record(), **fault}


def open_table(path: Path) -> tuple[BinaryIO, int]:
    """A file that is not buffered, and its size. Raises UnreadableError."""
    try:
        file = path.open("rb", buffering=0)
        return file, os.fstat(file.fileno()).st_size
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {error.strerror}") from error


def _media_type(table: Table) -> str:
    return MEDIA_TYPES[table.format or format_of(table.name, b"")]
