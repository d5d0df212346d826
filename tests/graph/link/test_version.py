"""Links say by which version of the rules they were found, and that is another one wherever a rule or a table changed."""

import re
from pathlib import Path
from shutil import copytree, ignore_patterns

import claimgraph.link
from claimgraph.ingest.pipeline import compare_texts
from claimgraph.link.version import VERSION, is_older, judge_of, version_in

FOLDER = Path(claimgraph.link.__file__).parent


def test_a_change_of_any_source_or_table_makes_another_version(tmp_path: Path) -> None:
    copy = copytree(FOLDER, tmp_path / "link", ignore=ignore_patterns("__pycache__"))
    assert version_in(copy) == VERSION
    seen = {VERSION}
    for name in ("polarity.py", "joint/sums.py", "opposites.txt", "rivalry.json"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(" ")
        seen.add(version_in(copy))
    assert len(seen) == 5


def test_no_rule_has_a_version_of_its_own() -> None:
    own = [path.name for path in FOLDER.rglob("*.py") if re.search(r"rule:[\w{}.-]+@[\w{]", path.read_text(encoding="utf-8"))]
    assert own == ["version.py"]


def test_what_rules_find_names_their_version() -> None:
    found = compare_texts("The ferry left Arnholt at nine.", "The ferry never left Arnholt.")
    assert re.fullmatch(r"rule:[a-z-]+@[0-9a-f]{6}", found.by)
    assert found.by.endswith(VERSION)
    assert (is_older(found.by), is_older(judge_of("polarity")), is_older("rule:polarity@1"), is_older("text")) == (
        False,
        False,
        True,
        False,
    )
