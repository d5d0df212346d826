"""Backup while others write, and restore into an empty place.

A backup is one consistent state, that of one entry of the journal, without what could be read from freed pages. API keys are
not in it: they give access to a server and are no part of the record, and a key that was revoked since must not come
back to life. Nor is the SPARQL index, which is made again from the journal.
"""

import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine

from claimgraph.errors import ConflictError, StoreError
from claimgraph.store import journal, verifying
from claimgraph.store.answers import answer
from claimgraph.store.archive import CHUNK, check_archive, read_part, write_archive
from claimgraph.store.engine import FILE, open_engine
from claimgraph.store.schema import VERSION, api_key

FORMAT = 1
PART = f"{FILE}.gz"
BEGUN = ".claimgraph-backup-"
LOCK = "lock"
UNFINISHED = ".restoring"


@dataclass(frozen=True, slots=True)
class Backup:
    """The state that a backup holds: the newest entry of its journal with that entry's hash, and the schema."""

    seq: int
    hash: str
    schema: int


def write_backup(engine: Engine, target: Path) -> Backup:
    """Write the present state to a new file. Raises ConflictError where it exists, StoreError where it cannot be written."""
    if engine.dialect.name != "sqlite":
        raise StoreError("a store on a database server is backed up by the server's own means: for PostgreSQL, pg_dump")
    if target.exists():
        raise ConflictError(f"{target} exists: give another name, or remove it")
    try:
        with _workplace(target.parent) as folder, _copied(engine, folder / FILE) as copy:
            found = _stripped(folder / FILE)
            (folder / FILE).unlink()  # whatever kills this while it packs leaves no plain copy
            _pack(copy, found, folder / "packed")
            (folder / "packed").rename(target)
            _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the backup {target} cannot be written: {error}") from error
    return found


def restore_backup(source: Path, folder: Path) -> Backup:
    """Restore a backup into an empty or missing folder; nothing is there before every byte and the journal were checked.

    Raises StoreError with the name of the damaged part, or where a newer claimgraph wrote it; ConflictError where the folder
    holds anything.
    """
    manifest = check_archive(source, PART)
    if manifest["format"] > FORMAT or manifest["schema"] > VERSION:
        raise StoreError(f"{source} was written by a newer claimgraph (schema {manifest['schema']}): upgrade claimgraph")
    if folder.exists() and (not folder.is_dir() or any(item.name != UNFINISHED for item in folder.iterdir())):
        raise ConflictError(f"{folder} is not empty: restore into a new folder")
    expected = Backup(manifest["seq"], manifest["hash"], manifest["schema"])
    with _unfinished(folder) as place:
        _unpack(source, place / FILE)
        _verify(place, expected)
        (place / FILE).rename(folder / FILE)
        _sync(folder)
    return expected


@contextmanager
def _workplace(parent: Path) -> Iterator[Path]:
    """A folder to work in beside the target, which is gone afterwards; those that killed backups left there go first."""
    for left in parent.glob(f"{BEGUN}*"):
        _discard(left)
    while True:
        folder = Path(tempfile.mkdtemp(prefix=BEGUN, dir=parent))
        with _locked(folder):
            if not (folder / LOCK).exists():
                continue  # taken for one that was left
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            return


def _discard(folder: Path) -> None:
    """Remove the folder of a backup that is not being made any more."""
    with suppress(OSError), _locked(folder, wait=False):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder until this or the process ends; raises BlockingIOError where another holds it and nobody waits."""
    import fcntl  # which no other part of a store needs

    with (folder / LOCK).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@contextmanager
def _copied(engine: Engine, copy: Path) -> Iterator[BinaryIO]:
    """A new file with a copy of the database, open for reading."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(copy),))
    with copy.open("rb") as file:
        yield file


def _stripped(copy: Path) -> Backup:
    """What the copy holds, once the keys and the answers are out of it."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=MEMORY")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"DELETE FROM {api_key.name}")  # noqa: S608 — our own name
        connection.execute(f"DROP TABLE IF EXISTS {answer.name}")
        head = connection.execute("SELECT seq, hash FROM change ORDER BY seq DESC LIMIT 1").fetchone()
        schema = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    seq, sealed = head or (0, journal.GENESIS)
    return Backup(seq, sealed, int(schema[0]))


def _pack(copy: BinaryIO, found: Backup, target: Path) -> None:
    facts = {"format": FORMAT, "seq": found.seq, "hash": found.hash, "schema": found.schema}
    with target.open("xb") as file:
        write_archive(file, PART, _squeezed(copy), facts)
        file.flush()
        os.fsync(file.fileno())


def _squeezed(file: BinaryIO) -> Iterator[bytes]:
    press = zlib.compressobj(level=3, wbits=31)  # gzip, with no name and no time in it
    while chunk := file.read(CHUNK):
        yield press.compress(chunk)
    yield press.flush()


def _unpack(source: Path, target: Path) -> None:
    try:
        with target.open("xb") as file:
            for chunk in _unsqueezed(read_part(source, PART)):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except (OSError, zlib.error) as error:
        raise StoreError(f"the backup cannot be restored to {target.parent.parent}: {error}") from error


def _unsqueezed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    press = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        waiting = chunk
        while waiting:
            yield press.decompress(waiting, CHUNK)
            waiting = press.unconsumed_tail
    yield press.flush()


def _verify(place: Path, expected: Backup) -> None:
    """Open what was restored, which brings an older schema up to date, and hold its journal against the manifest."""
    engine, _ = open_engine(place)
    try:
        with engine.connect() as connection:
            found, head = verifying.verify(connection), journal.newest(connection)
    finally:
        engine.dispose()
    if found.broken is not None:
        raise StoreError(f"the journal in this backup is broken at entry {found.broken}: {found.reason}", code="damaged-backup")
    if head != (expected.seq, expected.hash):
        raise StoreError("the journal in this backup does not end where the manifest says", code="damaged-backup")


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A place inside the folder to work in, which is gone afterwards; the folder too, where it is then empty."""
    place = folder / UNFINISHED
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        yield place
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
