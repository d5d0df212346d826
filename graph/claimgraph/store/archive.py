"""The file that a backup is: a plain tar with nothing in it that may vary, so that any changed byte shows.

Every header is written, and when reading expected, exactly as it follows from the name and the size of its part; the last
part is the manifest, which holds the SHA-256 of each part before it and of itself.
"""

import hashlib
import json
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from claimgraph.errors import StoreError

MANIFEST = "manifest.json"
CHUNK = 1 << 20
_LONGEST_MANIFEST = 1 << 16
_END = bytes(2 * tarfile.BLOCKSIZE)


def write_archive(file: BinaryIO, name: str, chunks: Iterable[bytes], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write one part and the manifest with these facts to an empty file that can seek; the manifest as written."""
    part = _write_part(file, name, chunks)
    manifest = {**facts, "parts": {name: part}}
    manifest["sha256"] = _digest(manifest)
    _write_part(file, MANIFEST, [_canonical(manifest)])
    file.write(_END)
    return manifest


def check_archive(path: Path, name: str) -> dict[str, Any]:
    """The manifest of an archive, every byte of which was checked. Raises StoreError with the name of the damaged part."""
    with _opened(path) as file:
        found = _check_part(file, name, None)
        kept = bytearray()
        _check_part(file, MANIFEST, kept)
        manifest = _manifest(bytes(kept))
        if manifest.get("parts") != {name: found}:
            raise _damaged(name, "it does not have the SHA-256 that the manifest gives")
        if file.read() != _END:
            raise _damaged("the end", "it is not the end that was written")
    return manifest


def read_part(path: Path, name: str) -> Iterator[bytes]:
    """The bytes of the first part of a checked archive."""
    with _opened(path) as file:
        yield from _body(file, name, _header_size(file, name))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise StoreError(f"the backup {path} cannot be opened: {error.strerror}") from error


def _write_part(file: BinaryIO, name: str, chunks: Iterable[bytes]) -> dict[str, Any]:
    start, size, sha = file.tell(), 0, hashlib.sha256()
    file.write(_header(name, 0))
    for chunk in chunks:
        file.write(chunk)
        sha.update(chunk)
        size += len(chunk)
    file.write(bytes(-size % tarfile.BLOCKSIZE))
    file.seek(start)
    file.write(_header(name, size))
    file.seek(0, os.SEEK_END)
    return {"sha256": sha.hexdigest(), "size": size}


def _check_part(file: BinaryIO, name: str, kept: bytearray | None) -> dict[str, Any]:
    """The size and the hash of the part that begins here; its bytes go to `kept` where that is given."""
    size, sha = _header_size(file, name), hashlib.sha256()
    if kept is not None and size > _LONGEST_MANIFEST:
        raise _damaged(name, "it is too long")
    for chunk in _body(file, name, size):
        sha.update(chunk)
        if kept is not None:
            kept += chunk
    padding = -size % tarfile.BLOCKSIZE
    if file.read(padding) != bytes(padding):
        raise _damaged(name, "what follows it was changed or is missing")
    return {"sha256": sha.hexdigest(), "size": size}


def _header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size = size
    return member.tobuf(tarfile.GNU_FORMAT)


def _header_size(file: BinaryIO, name: str) -> int:
    found = file.read(tarfile.BLOCKSIZE)
    try:
        size = tarfile.TarInfo.frombuf(found, tarfile.ENCODING, "surrogateescape").size
    except tarfile.HeaderError as error:
        raise _damaged(name, "its header cannot be read, or the file ends before it") from error
    if size < 0 or found != _header(name, size):
        raise _damaged(name, "its header was changed")
    return size


def _body(file: BinaryIO, name: str, size: int) -> Iterator[bytes]:
    while size:
        chunk = file.read(min(size, CHUNK))
        if not chunk:
            raise _damaged(name, "the file ends in the middle of it")
        size -= len(chunk)
        yield chunk


def _manifest(data: bytes) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(data)
        whole = isinstance(manifest, dict) and _canonical(manifest) == data
        given = manifest.pop("sha256") if whole else None
    except (ValueError, KeyError, RecursionError) as error:
        raise _damaged(MANIFEST, "it cannot be read") from error
    if given is None or given != _digest(manifest):
        raise _damaged(MANIFEST, "it does not have its own SHA-256")
    return manifest


def _canonical(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, sort_keys=True, indent=1) + "\n").encode()


def _digest(manifest: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(manifest)).hexdigest()


def _damaged(name: str, how: str) -> StoreError:
    return StoreError(f"the backup is damaged in {name}: {how}", code="damaged-backup")
