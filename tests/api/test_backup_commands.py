"""`claimgraph backup` and `claimgraph restore` as a person uses them."""

import json
import subprocess
from pathlib import Path

from builders import contested_province
from claimgraph.store import Store
from forking import warm


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return warm().run(*arguments)


def test_a_store_goes_through_a_file_and_comes_back(tmp_path: Path) -> None:
    origin, file, restored = (str(tmp_path / name) for name in ("origin", "backup.tar", "restored"))
    with Store.open(origin) as store:
        store.add(contested_province().reading(), actor="test")
    written = run("backup", file, "--store", origin, "--json")
    again = run("restore", file, "--store", restored, "--json")
    assert (written.returncode, again.returncode) == (0, 0), written.stderr + again.stderr
    assert json.loads(written.stdout) == json.loads(again.stdout)
    exported = [run("export", "--format", "nquads", "--store", place).stdout for place in (origin, restored)]
    assert exported[0] == exported[1] != b""


def test_a_damaged_backup_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    with Store.open(tmp_path / "origin") as store:
        store.backup(tmp_path / "backup.tar")
    data = bytearray((tmp_path / "backup.tar").read_bytes())
    data[700] ^= 1
    (tmp_path / "backup.tar").write_bytes(data)
    refused = run("restore", str(tmp_path / "backup.tar"), "--store", str(tmp_path / "restored"))
    assert (refused.returncode, refused.stderr.count(b"\n")) == (1, 1)
    assert b"damaged in claimgraph.sqlite.gz" in refused.stderr
    assert not (tmp_path / "restored").exists()
