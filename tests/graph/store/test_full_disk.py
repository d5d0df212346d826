"""A store on a real file system that is small or read-only; skipped where this user may not mount one."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Telling
from claimgraph.errors import StoreError
from claimgraph.store import Store


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this user may not mount a small file system")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def telling(number: int) -> Telling:
    made = Telling(f"It rained on day {number}. " + "And it rained. " * 300)
    made.said(made.author, made.claim(f"It rained on day {number}.", f"It rained on day {number}"), "It rained")
    return made


def fill(store: Store) -> set[str]:
    """The documents that were added before the disk was full."""
    kept: set[str] = set()
    with pytest.raises(StoreError, match="full"):
        kept.update(store.add(telling(number).reading(), actor="test").document for number in range(1000))
    return kept


def test_a_full_disk_refuses_clearly_loses_nothing_and_is_written_again_when_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    with Store.open(small_disk / "store") as store:
        kept = fill(store)
        assert set(store.graph().documents) == kept
        ballast.unlink()
        kept.add(store.add(telling(5000).reading(), actor="test").document)
    with Store.open(small_disk / "store") as store:
        assert set(store.graph().documents) == kept
        assert (store.verify().broken, store.check()) == (None, [])


def test_a_store_on_a_read_only_file_system_is_refused_by_name(small_disk: Path) -> None:
    with Store.open(small_disk / "store") as store:
        store.add(telling(1).reading(), actor="test")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreError, match=r"small/store cannot be opened: .*(readonly|read-only|unable to open)"):
        Store.open(small_disk / "store")
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with Store.open(small_disk / "store") as store:
        assert (len(store.graph().documents), store.verify().broken) == (1, None)
