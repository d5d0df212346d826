"""The folders that Oxigraph keeps its datasets in: held, opened, emptied, discarded.

Oxigraph locks the folder of a dataset only while that is open. Whoever holds an index also has a lock on what is around it, so that
nobody comes in between where one dataset takes the place of another.
"""

import fcntl
import os
import shutil
from pathlib import Path
from typing import Self

from pyoxigraph import Store as Dataset

from claimgraph.errors import StoreError

_LOCK = "lock"
_UNWRITABLE = ("no space left", "read-only file system", "permission denied")
"""What an error says of a disk that fails, where the index itself may be whole."""


class Hold:
    """A folder, made where there is none, that nobody else changes until it is released. Raises StoreError where another holds it."""

    def __init__(self, folder: Path) -> None:
        try:
            while not self._is_locked(folder):
                self._lock.close()
        except BlockingIOError as error:
            self._lock.close()
            raise _held(folder) from error
        except OSError as error:
            raise _unopened(folder, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Let others have it."""
        if not self._lock.closed:
            fcntl.flock(self._lock, fcntl.LOCK_UN)
            self._lock.close()

    def _is_locked(self, folder: Path) -> bool:
        """Lock the folder; whether it is that which is there now, and was not removed meanwhile."""
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = (folder / _LOCK).open("ab")
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            return os.path.samestat(os.fstat(self._lock.fileno()), (folder / _LOCK).stat())
        except FileNotFoundError:
            return False


class Quads:
    """The dataset in a folder, which is let go of by `close`; what is left is empty.

    Oxigraph's own would hold the folder for as long as anything refers to it, such as the traceback of an error.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.close()

    def close(self) -> None:
        """Let go of the folder."""
        self.dataset, self.is_open = Dataset(), False

    def open(self) -> None:
        """Open the folder, and empty it where it is damaged; raises StoreError where another process holds it."""
        try:
            self.dataset, self.is_open = Dataset(str(self._folder)), True
        except (OSError, RuntimeError) as error:  # Oxigraph has RuntimeError for damaged files
            if "/LOCK: " in str(error):  # “block” is in the words for damage
                raise _held(self._folder.parent) from error
            if is_unwritable(error):
                raise _unopened(self._folder, error) from error
            self.empty()

    def empty(self) -> None:
        """Begin anew with an empty folder. Raises StoreError, and is closed then."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.dataset, self.is_open = Dataset(str(self._folder)), True
        except (OSError, RuntimeError) as error:
            raise _unopened(self._folder, error) from error


def discard(folder: Path) -> bool:
    """Remove an index, which is made again when it is wanted; False where another process holds it, and then it stays."""
    if not folder.exists():
        return True
    try:
        with Hold(folder):
            for found in folder.iterdir():
                if found.name != _LOCK:
                    shutil.rmtree(found)
            (folder / _LOCK).unlink()
        folder.rmdir()
    except (OSError, StoreError):
        return False
    return True


def is_unwritable(error: Exception) -> bool:
    """Whether the disk failed, rather than that the files on it are damaged."""
    return any(words in str(error).lower() for words in _UNWRITABLE)


def _held(folder: Path) -> StoreError:
    return StoreError(f"another process holds the SPARQL index at {folder}: stop it, or ask it instead")


def _unopened(folder: Path, error: Exception) -> StoreError:
    return StoreError(f"the SPARQL index at {folder} cannot be opened: {error}")
