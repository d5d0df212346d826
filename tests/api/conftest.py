import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient

import forking
from builders import contested_province
from claimgraph.store import Store
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings
from forking import Warm

os.environ.setdefault("CLAIMGRAPH_READERS", "0")  # no two processes more for each of hundreds of servers; see test_work


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers wait for what follows the record, however slow the machine: what is shown is tested, not how soon."""
    monkeypatch.setattr("claimgraph_api.server.site.PATIENCE_SECONDS", 30.0)


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the worked example; tests that change it must copy it."""
    folder = tmp_path_factory.mktemp("filled")
    with Store.open(folder) as store:
        store.add(contested_province().reading(), actor="test")
    return folder


@pytest.fixture(scope="session")
def client(filled_folder: Path) -> Iterator[TestClient]:
    """A client of a server over the worked example, for tests that only read."""
    with TestClient(create_app(Settings(store=str(filled_folder))), base_url="http://127.0.0.1:8000") as opened:
        yield opened


@pytest.fixture
def warm() -> Iterator[Warm]:
    """What begins servers, which are killed at the end of the test."""
    with forking.warm().serving() as process:
        yield process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The place of the store of one test."""
    return tmp_path / "store"


@pytest.fixture
def fresh(folder: Path) -> Iterator[TestClient]:
    """A client of a server over an empty store of its own."""
    with TestClient(create_app(Settings(store=str(folder))), base_url="http://127.0.0.1:8000") as opened:
        yield opened


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the worked example and what a server derives from it and keeps beside it, to be copied."""
    folder = tmp_path_factory.mktemp("served") / "store"
    with Store.open(folder) as store:
        store.add(contested_province().reading(), actor="test")
    with TestClient(create_app(Settings(store=str(folder)))):
        return folder


@pytest.fixture
def changeable(served_folder: Path, folder: Path) -> Iterator[TestClient]:
    """A client of a server over a worked example of its own."""
    copytree(served_folder, folder)
    with TestClient(create_app(Settings(store=str(folder))), base_url="http://127.0.0.1:8000") as opened:
        yield opened
