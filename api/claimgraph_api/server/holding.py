"""One server for a folder: who serves a store in a folder also runs its imports and keeps what is derived from it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimgraph.errors import StoreError

try:
    import fcntl
except ImportError:  # a system without it: the lock of the SPARQL index is all there is
    fcntl = None  # type: ignore[assignment]
FILE = "server.pid"


@contextmanager
def held(folder: Path | None) -> Iterator[None]:
    """Hold a folder for this process, or nothing for None; raises StoreError where another process holds it.

    The system lets go of it whenever the process ends, however it does; the number in the file is for people.
    """
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        file = (folder / FILE).open("a+", encoding="ascii") if folder and fcntl else None
    except OSError:  # a disk that cannot be written: nobody imports anything there
        file = None
    if folder is None or file is None:
        yield
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise StoreError(f"another process holds the store at {folder} ({file.read().strip()}): stop it, or ask it instead") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
