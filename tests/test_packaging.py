"""What a user installs holds everything that it needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_the_ontology_the_examples_the_pages_and_the_types(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    for needed in (
        "claimgraph/ontology/claimgraph.ttl",
        "claimgraph/ontology/shapes.ttl",
        "claimgraph/ontology/context.jsonld",
        "claimgraph/examples/dossier/2-thirty-officers.html",
        "claimgraph/extract/cue_classes.txt",
        "claimgraph/extract/listing.json",
        "claimgraph/link/pairs/opposites.txt",
        "claimgraph/py.typed",
        "claimgraph_api/pages/templates/dispute.html",
        "claimgraph_api/pages/static/style.css",
    ):
        assert needed in names, needed


def test_nothing_generic_lands_among_the_installed_packages(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"claimgraph", "claimgraph_api"}


def test_the_command_says_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from claimgraph_api.cli import main; main()", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "claimgraph 0.1.0\n"
