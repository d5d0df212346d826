"""How a SQLite file is written while it is filled.

Beside readers it keeps its write-ahead log, so that every page is written twice. Alone, pages go to their place at once: what a commit
changes of pages that were there is in a rollback journal first, and of a file that grows at its end that is little.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any

from sqlalchemy import Engine, event

LONG_LOG = 256 * 2**20
"""How many bytes the log may have before it is written back beside; whoever writes does so at four times that."""
_LOOK_SECONDS = 0.2
PATIENCE_MILLISECONDS = 30_000
"""How long a connection waits for another one's lock."""
Configure = Callable[[Any, Any], None]


@contextmanager
def among_readers(engine: Engine) -> Iterator[None]:
    """A cache four times as large, and a log that is written back beside: each batch changes most pages of its indexes."""
    event.listen(engine, "connect", _widen)
    engine.dispose()
    try:
        with _writing_back(engine):
            yield
    finally:
        event.remove(engine, "connect", _widen)
        engine.dispose()


@contextmanager
def alone(engine: Engine, configure: Configure) -> Iterator[None]:
    """No log, unless somebody else opens the file after all: then it is written with a log again."""
    engine.dispose()
    event.remove(engine, "connect", configure)
    event.listen(engine, "connect", _go_without_log)
    try:
        yield
    finally:
        event.remove(engine, "connect", _go_without_log)
        event.listen(engine, "connect", configure)
        engine.dispose()


@contextmanager
def _writing_back(engine: Engine) -> Iterator[None]:
    """Have a thread write the log back when it has grown, so that whoever writes need not."""
    over = threading.Event()

    def write_back() -> None:
        """Look at the log every so often, until it is over."""
        with closing(engine.raw_connection()) as connection:
            while not over.wait(_LOOK_SECONDS):
                with suppress(sqlite3.Error, OSError):  # no log yet, or a busy one: it is looked at again, and whoever writes does it too
                    if os.stat(f"{engine.url.database}-wal").st_size > LONG_LOG:
                        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")

    thread = threading.Thread(target=write_back)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _widen(connection: Any, _record: Any) -> None:
    # A log that begins anew is cut: its size then tells how much of it is not written back.
    for pragma in ("cache_size=-262144", f"wal_autocheckpoint={4 * LONG_LOG // 4096}", "journal_size_limit=0"):
        connection.execute(f"PRAGMA {pragma}")


def _go_without_log(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout=0")
    with suppress(sqlite3.OperationalError):  # somebody has the file open: it keeps its log
        # Cut and not deleted: that is flushed with the commit, the folder would not be.
        connection.execute("PRAGMA journal_mode=TRUNCATE")
    # Indexes are sorted by two threads. Nothing is erased meanwhile.
    settings = ("synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "wal_autocheckpoint=4000", "secure_delete=OFF", "threads=1")
    for pragma in (f"busy_timeout={PATIENCE_MILLISECONDS}", *settings):
        connection.execute(f"PRAGMA {pragma}")
