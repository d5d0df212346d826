"""The documents are contracts: what exists is described, and what is described exists."""

import json
import re
import tomllib
from io import BytesIO
from pathlib import Path

import typer
from fastapi.routing import APIRoute

from claimgraph.exchange.structured import HEADER
from claimgraph.exchange.tables import Numbered, read_table
from claimgraph.records import to_record
from claimgraph.store import FILTERS, SEARCH_FILTERS
from claimgraph_api.app import create_app
from claimgraph_api.cli import app
from claimgraph_api.settings import Settings

ROOT = Path(__file__).parents[1]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_command_is_described() -> None:
    described = set(re.findall(r"`claimgraph (\w+)", text_of("docs/command-line.md")))
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert commands == described


def test_every_route_of_the_api_is_described(tmp_path: Path) -> None:
    described = text_of("docs/http.md")
    for route in create_app(Settings(store=str(tmp_path))).routes:
        if isinstance(route, APIRoute) and route.include_in_schema and "{node_id}" not in route.path:
            assert route.path in described, route.path


def test_every_setting_is_described() -> None:
    table = text_of("docs/http.md").split("## Settings")[1]
    assert {name.lower() for name in re.findall(r"`([A-Z_]+)`", table)} == set(Settings.model_fields) | {"claimgraph_"}


def test_every_filter_is_described() -> None:
    described = text_of("docs/http.md")
    for filters in FILTERS.values():
        assert f"`{' '.join(filters)}`" in described.replace("\n", " ")
    assert f"`{' '.join(SEARCH_FILTERS)}`" in described


def test_every_dependency_is_explained_and_every_explained_one_is_used() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    named = [re.split(r"[<>=\[]", requirement)[0] for requirement in project["project"]["dependencies"]]
    described = text_of("docs/dependencies.md")
    for name in named:
        assert re.search(rf"^\| .*\b{re.escape(name)}\b.* \|", described, re.MULTILINE), f"{name} is not explained"


def test_relative_links_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_the_readme_shows_both_commands_by_line_25() -> None:
    top = "\n".join(text_of("README.md").splitlines()[:25])
    assert "make demo" in top
    assert "make test" in top


def test_nothing_of_the_workplace_is_named() -> None:
    forbidden = re.compile(r"/work/|/root/|pythonhosted|pypi\.org|registry\.npmjs", re.IGNORECASE)
    for folder in ("graph", "api", "ontology", "tests", "docs", "examples", "benchmarks", "scripts"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.is_file()
                and path.suffix in (".py", ".md", ".ttl", ".sh", ".html", ".txt", ".json", ".js", ".css")
                and path != Path(__file__)
            ):
                assert not forbidden.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_the_columns_and_the_tables_of_the_guide_are_those_that_are_read() -> None:
    guide = text_of("docs/importing.md")
    described = re.findall(
        r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]+) \|", guide.split("## The columns")[1].split("\n##")[0], re.MULTILINE))
    )
    assert sorted(described) == sorted(HEADER)
    tables = {form: re.search(rf"```{form}\n(.*?)```", guide, re.DOTALL) for form in ("csv", "json")}
    csv, line = (found[1].encode() for found in tables.values() if found)
    rows = list(read_table(BytesIO(csv), name="claims.csv"))
    (same,) = read_table(BytesIO(line), name="claims.ndjson")
    assert isinstance(rows[0], Numbered)
    assert isinstance(same, Numbered)
    assert same.row == rows[0].row._replace(quote="", fidelity="paraphrase", url="")
    shown = json.loads(guide.split("```json\n")[2].split("\n```")[0])
    assert to_record(list(read_table(BytesIO(csv + shown["row"].encode()), name="claims.csv"))[-1]) == shown
