"""A disk that fails on demand, without being root: a few lines of C that are loaded before the C library.

with FailingDisk(tmp_path) as disk, Warm(**disk.environment) as warm:
    server = warm.serve(disk.folder / "store")
    with disk.failing("full"):
        ...
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

FAULTS = {"full": "full", "readonly": "readonly|read-only|I/O error", "fsync": "I/O error"}
"""The faults, and what the message of each says."""


class FailingDisk:
    """A folder on a disk that fails while a fault is switched on; tests are skipped where no C compiler is."""

    def __init__(self, place: Path) -> None:
        compiler = shutil.which("gcc") or shutil.which("cc")
        if compiler is None or not sys.platform.startswith("linux"):
            pytest.skip("a failing disk needs Linux and a C compiler")
        self.folder, self._switches, library = place / "disk", place / "switches", place / "failing_disk.so"
        self.folder.mkdir()
        self._switches.mkdir()
        source = Path(__file__).with_suffix(".c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
        self.environment: Mapping[str, str] = {
            "LD_PRELOAD": str(library),
            "FAILING_FOLDER": str(self.folder),
            "FAILING_SWITCHES": str(self._switches),
        }

    @contextmanager
    def failing(self, fault: str) -> Iterator[None]:
        """The disk fails in this way until the end of the block."""
        switch = self._switches / fault
        switch.touch()
        try:
            yield
        finally:
            switch.unlink()
