"""Which part may import which, where the network is used, and how long things may be."""

import ast
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GROUND = {
    *"model derivations ids errors records language chains folding hidden".split(),
    *"trust verdicts datelines clocks collecting forgetting covering".split(),
}
ARROWS = {
    "model": {"ids"},
    "derivations": {"model"},
    "ids": set(),
    "errors": set(),
    "records": GROUND,
    "language": GROUND,
    "chains": {"model", "ids"},
    "clocks": set(),
    "collecting": set(),
    "datelines": {"language"},
    "covering": {"model"},
    "forgetting": set(),
    "processes": {"language"},
    "folding": {"model"},
    "hidden": {"model"},
    "trust": {"model", "errors"},
    "verdicts": {"model"},
    "extract": GROUND,
    "link": GROUND,
    "reason": GROUND,
    "review": GROUND,
    "views": GROUND,
    "store": GROUND,
    "derive": GROUND | {"store", "reason", "views", "link"},
    "rdf": GROUND | {"processes", "store"},
    "exchange": GROUND | {"store", "rdf"},
    "pairing": GROUND | {"store", "link"},
    "ingest": GROUND | {"processes", "store", "extract", "link", "review", "exchange", "pairing"},
}
"""What each part of the core may import besides itself."""
LAYERS = {
    "extract": "lexicon page grammar naming attribution parse sources statements stance candidates listing reading".split(),
    "link": "version pairs blocks candidates text events rows inside contradictions".split(),
}
"""What stands in a part of the core, each of which may import itself and those before it."""
NETWORK = {"httpx", "httpx2", "requests", "urllib3", "socket", "http", "aiohttp", "urllib.request"}
NETWORKED = {"ingest/fetch.py", "extract/llm/endpoint.py", "processes.py"}
"""The last has sockets between the processes of one machine alone."""
WEB = {"fastapi", "starlette", "uvicorn", "typer", "jinja2", "pydantic", "pydantic_settings"}


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def imports(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.append(node.module or "")
    return found


@pytest.mark.parametrize("path", modules("graph"), ids=lambda path: str(path.relative_to(ROOT / "graph/claimgraph")))
def test_each_part_of_the_core_imports_only_what_it_may(path: Path) -> None:
    part = path.relative_to(ROOT / "graph/claimgraph").parts[0].removesuffix(".py")
    if part == "__init__":
        return
    for name in imports(path):
        assert not name.startswith("claimgraph_api"), f"the core knows the web: {name}"
        assert name.split(".")[0] not in WEB, f"the core knows a web framework: {name}"
        if name == "claimgraph" or not name.startswith("claimgraph."):
            continue
        other = name.split(".")[1]
        assert other == part or other in ARROWS[part], f"{part} may not import {other}"


@pytest.mark.parametrize("part", LAYERS)
def test_what_stands_in_a_part_imports_only_what_stands_before_it(part: str) -> None:
    folder, layers = ROOT / "graph/claimgraph" / part, LAYERS[part]
    for path in folder.rglob("*.py"):
        own = path.relative_to(folder).parts[0].removesuffix(".py")
        for name in imports(path):
            other = name.removeprefix(f"claimgraph.{part}.").split(".")[0] if name.startswith(f"claimgraph.{part}.") else own
            if own in layers and other in layers:
                assert layers.index(other) <= layers.index(own), f"{path.relative_to(ROOT)} may not import {name}"


def test_only_the_pipeline_reads_links_and_stores_and_what_reads_for_it_does_not_store() -> None:
    for path in modules("graph/claimgraph/ingest"):
        parts = {".".join(name.split(".")[:2]) for name in imports(path)}
        if path.name not in ("pipeline.py", "reading.py"):
            assert not {"claimgraph.extract", "claimgraph.link"} & parts, path
        if path.name == "reading.py":
            assert not {"claimgraph.store", "claimgraph.pairing"} & parts, path


def test_only_the_fetcher_and_the_plug_of_a_language_model_use_the_network() -> None:
    for path in modules("graph"):
        used = NETWORK & {name for full in imports(path) for name in (full, full.split(".")[0])}
        assert not used or str(path.relative_to(ROOT / "graph/claimgraph")) in NETWORKED, f"{path} uses {used}"


def code_lines(source: str, tree: ast.Module) -> int:
    """How many lines hold code: no blank lines, comments or docstrings."""
    lines = {number for number, line in enumerate(source.splitlines(), 1) if line.strip() and not line.strip().startswith("#")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines -= set(range(node.lineno, (node.end_lineno or 0) + 1))
    return len(lines)


def test_functions_and_files_stay_short() -> None:
    lengths, files = [], []
    for path in [*modules("graph"), *modules("api")]:
        source = path.read_text(encoding="utf-8")
        files.append((code_lines(source, tree := ast.parse(source)), path))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                doc = ast.get_docstring(node, clean=False)
                lengths.append(
                    ((node.end_lineno or 0) - node.lineno + 1 - (len(doc.splitlines()) if doc else 0), f"{path}:{node.lineno} {node.name}")
                )
    assert max(lengths)[0] <= 45, max(lengths)
    assert statistics.median(length for length, _ in lengths) <= 8
    assert max(files)[0] <= 400, max(files)


def public_names(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The public functions and classes of a module and of its public classes."""
    waiting: list[ast.Module | ast.ClassDef] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        for node in waiting.pop().body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield node
                waiting += [node] if isinstance(node, ast.ClassDef) else []


def test_every_public_name_is_documented() -> None:
    for path in [*modules("graph"), *modules("api")]:
        for node in public_names(path):
            assert ast.get_docstring(node), f"{path}:{node.lineno} {node.name} has no docstring"
