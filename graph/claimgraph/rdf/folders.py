"""The folders that Oxigraph keeps its datasets in, which it locks: opened, emptied, discarded."""

import shutil
from pathlib import Path

from pyoxigraph import Store as Dataset

from claimgraph.errors import StoreError

_UNWRITABLE = ("no space left", "read-only file system", "permission denied")
"""What an error says of a disk that fails, where the index itself may be whole."""


def open_dataset(folder: Path) -> Dataset:
    """The dataset in a folder, an empty one where it is damaged; raises StoreError where another process holds it."""
    try:
        return Dataset(str(folder))
    except (OSError, RuntimeError) as error:  # Oxigraph has RuntimeError for damaged files
        if "/LOCK: " in str(error):  # “block” is in the words for damage
            raise StoreError(f"another process holds the SPARQL index at {folder.parent}: stop it, or ask it instead") from error
        if is_unwritable(error):
            raise StoreError(f"the SPARQL index at {folder} cannot be opened: {error}") from error
    return emptied(folder)


def emptied(folder: Path) -> Dataset:
    """A new dataset where one was; callers hold the only reference to an old one no longer. Raises StoreError."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Dataset(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the SPARQL index at {folder} cannot be opened: {error}") from error


def discard(folder: Path) -> bool:
    """Remove an index, which is made again when it is wanted; False where another process holds it, and then it stays."""
    for quads in folder.glob("quads-*"):
        try:
            Dataset(str(quads))
        except (OSError, RuntimeError) as error:  # a damaged one may go
            if "/LOCK: " in str(error):
                return False
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def is_unwritable(error: Exception) -> bool:
    """Whether the disk failed, rather than that the files on it are damaged."""
    return any(words in str(error).lower() for words in _UNWRITABLE)
