"""Backups are taken while others write, restored into an empty place, and refused where one byte is not as it was."""

import gzip
import io
import json
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset

from builders import Telling, contested_province
from claimgraph.errors import ConflictError, StoreError
from claimgraph.model import Graph, Node
from claimgraph.rdf.mapping import to_quads
from claimgraph.store import Store, restore_backup
from claimgraph.store.backup import PART, _workplace
from claimgraph.store.engine import FILE
from claimgraph.store.schema import VERSION

BASE = "https://example.org/"


def telling(number: int) -> Telling:
    made = Telling(f"It rained on day {number}.")
    made.said(made.author, made.claim(f"It rained on day {number}.", "It rained"), "It rained")
    return made


def canonical(graph: Graph) -> list[str]:
    """The canonical N-Quads (RDFC-1.0) of a graph, line by line."""
    dataset = Dataset(to_quads(graph, BASE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


def state_at(store: Store, seq: int) -> Graph:
    """What was live after that entry, put together from the journal's deltas."""
    live: dict[str, Node] = {}
    for number in range(1, seq + 1):
        delta = store.delta(number)
        for node in delta.retracted.nodes():
            live.pop(node.id, None)
        live |= {node.id: node for node in delta.added.nodes()}
    return Graph.of(live.values())


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A backup of a small store with a retraction and a key."""
    with Store.open(tmp_path / "origin") as store:
        store.add(contested_province().reading(), actor="test")
        store.add(telling(1).reading(), actor="test")
        store.retract(telling(1).claims[0].id, actor="test", reason="it did not")
        store.make_key("Ann", ["read"])
        store.backup(tmp_path / "backup.tar")
    return tmp_path / "backup.tar"


def test_a_restored_store_is_the_one_that_was_backed_up(written: Path, tmp_path: Path) -> None:
    restored = restore_backup(written, tmp_path / "restored")
    with Store.open(tmp_path / "origin") as origin, Store.open(tmp_path / "restored") as store:
        assert canonical(store.graph()) == canonical(origin.graph())
        assert store.changes() == origin.changes()
        assert (store.verify().entries, store.verify().broken, restored.seq, restored.hash) == (3, None, 3, store.changes()[-1].hash)
        assert store.search("rained near safir") == origin.search("rained near safir")
        store.add(telling(2).reading(), actor="test")
        assert store.verify().broken is None


def test_a_backup_while_others_write_is_the_state_at_one_entry(tmp_path: Path) -> None:
    with Store.open(tmp_path / "origin") as store:
        store.add(contested_province().reading(), actor="test")
        stop = threading.Event()
        writers = [threading.Thread(target=write_until, args=(store, range(start, 10**6, 3), stop)) for start in range(3)]
        for writer in writers:
            writer.start()
        made = [store.backup(tmp_path / f"{number}.tar") for number in range(4)]
        stop.set()
        for writer in writers:
            writer.join()
        assert len({item.seq for item in made}) > 1
        for number, backup in enumerate(made):
            restore_backup(tmp_path / f"{number}.tar", tmp_path / str(number))
            with Store.open(tmp_path / str(number)) as restored:
                assert (restored.seq(), restored.verify().broken) == (backup.seq, None)
                assert canonical(restored.graph()) == canonical(state_at(store, backup.seq))


def write_until(store: Store, numbers: Iterable[int], stop: threading.Event) -> None:
    for number in numbers:
        if stop.is_set():
            return
        store.add(telling(number).reading(), actor="test")


def test_a_flipped_byte_anywhere_is_refused_by_the_name_of_the_damaged_part(written: Path, tmp_path: Path) -> None:
    whole = written.read_bytes()
    damaged = tmp_path / "damaged.tar"
    places = {*range(600), *range(600, len(whole), 211), *range(len(whole) - 2200, len(whole))}
    for place in sorted(places):
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        with pytest.raises(StoreError, match=r"damaged in (claimgraph\.sqlite\.gz|manifest\.json|the end): ") as refused:
            restore_backup(damaged, tmp_path / "restored")
        assert refused.value.code == "damaged-backup"
        assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9, 0.99, 0.9999])
def test_a_cut_backup_is_refused(written: Path, tmp_path: Path, share: float) -> None:
    whole = written.read_bytes()
    written.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreError, match="damaged in"):
        restore_backup(written, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_more_than_was_written_is_refused(written: Path, tmp_path: Path) -> None:
    with written.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(StoreError, match="damaged in the end"):
        restore_backup(written, tmp_path / "restored")


def test_a_backup_is_a_plain_tar_with_a_manifest_and_without_keys(written: Path, tmp_path: Path) -> None:
    with tarfile.open(written) as archive:
        assert archive.getnames() == [PART, "manifest.json"]
        manifest = json.loads((archive.extractfile("manifest.json") or io.BytesIO()).read())
        data = gzip.decompress((archive.extractfile(PART) or io.BytesIO()).read())
    assert (manifest["seq"], manifest["schema"], set(manifest["parts"])) == (3, VERSION, {PART})
    with Store.open(tmp_path / "origin") as origin:
        prefix = origin.list_keys()[0].prefix
    assert prefix.encode() in (tmp_path / "origin" / "claimgraph.sqlite").read_bytes()
    assert prefix.encode() not in data


def test_nothing_is_overwritten(written: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "origin") as store, pytest.raises(ConflictError, match="exists"):
        store.backup(written)
    with pytest.raises(ConflictError, match="not empty"):
        restore_backup(written, tmp_path / "origin")


def test_what_an_interrupted_restore_left_behind_does_not_stop_the_next(written: Path, tmp_path: Path) -> None:
    (tmp_path / "restored" / ".restoring").mkdir(parents=True)
    (tmp_path / "restored" / ".restoring" / "claimgraph.sqlite").write_bytes(b"half")
    assert restore_backup(written, tmp_path / "restored").seq == 3
    assert [item.name for item in (tmp_path / "restored").iterdir()] == ["claimgraph.sqlite"]


KILLED = """
import os, signal, sys
from claimgraph.store import Store, backup

backup.write_archive = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Store.open(sys.argv[1]).backup(backup.Path(sys.argv[2]))
"""


def test_a_backup_that_is_killed_leaves_no_plain_copy_and_the_next_removes_the_rest(written: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    done = subprocess.run([sys.executable, "-c", KILLED, tmp_path / "origin", there / "backup.tar"], check=False)
    assert done.returncode == -signal.SIGKILL
    left = [path for path in there.rglob("*") if path.is_file()]
    assert not any(b"SQLite" in path.read_bytes() for path in left)
    (left_half,) = there.iterdir()
    (left_half / FILE).write_text("what one that was killed while it copied left")
    with _workplace(there) as busy, Store.open(tmp_path / "origin") as store:
        (busy / FILE).write_text("what one that runs has")
        store.backup(there / "backup.tar")
        assert sorted(there.iterdir()) == sorted((busy, there / "backup.tar"))
    assert list(there.iterdir()) == [there / "backup.tar"]


def test_an_empty_store_comes_back_empty(tmp_path: Path) -> None:
    with Store.open(tmp_path / "origin") as store:
        store.backup(tmp_path / "backup.tar")
    assert restore_backup(tmp_path / "backup.tar", tmp_path / "restored").seq == 0


def test_a_backup_of_a_tampered_journal_is_refused_when_restored(tmp_path: Path) -> None:
    with Store.open(tmp_path / "origin") as store:
        store.add(telling(1).reading(), actor="test")
        with sqlite3.connect(tmp_path / "origin" / "claimgraph.sqlite") as connection:
            connection.execute("UPDATE claim SET body = replace(body, 'rained', 'snowed')")
        connection.close()
        store.backup(tmp_path / "backup.tar")
    with pytest.raises(StoreError, match="broken at entry 1"):
        restore_backup(tmp_path / "backup.tar", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_place_that_cannot_be_written_is_a_clear_error(written: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "origin") as store, pytest.raises(StoreError, match="cannot be written"):
        store.backup(tmp_path / "nowhere" / "backup.tar")
    with pytest.raises(StoreError, match="cannot be opened"):
        restore_backup(tmp_path / "no.tar", tmp_path / "restored")
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        restore_backup(written, tmp_path / "file" / "inside")
