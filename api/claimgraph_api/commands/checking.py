"""What `check` says: each breach as soon as it is found, of each rule the first ones, and how far it is."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from claimgraph.rdf.shapes import Conforming
from claimgraph.store import Problem, Store
from claimgraph_api.commands import terminal

SHOWN = 100
"""How many breaches of one rule are told one by one."""


def run_check(store: Store, tell: Callable[[Problem, bool], None], progress: Callable[[int, int, float, int], None]) -> dict[str, Any]:
    """Hold a store against rules and shapes, and what is kept beside the record against the record.

    `tell` hears of a breach as soon as it is found, of each rule up to `SHOWN`, and whether how it is mended was not told before.
    `progress` hears how many rows were looked at, of how many, after how many seconds, and how many faults there are.
    """
    shapes, found, faults, mends = Conforming(), Counter[str](), list[str](), set[str]()
    began = time.monotonic()
    for problem in store.problems(shapes, lambda done, total: progress(done, total, time.monotonic() - began, found.total())):
        found[problem.rule] += 1
        if found[problem.rule] <= SHOWN:
            faults.append(f"{problem.node}: {problem.message}")
            tell(problem, problem.mend not in mends)
            mends.add(problem.mend)
    return {"conforms": not found, "nodes": shapes.nodes, "faults": faults, "found": dict(found)}


def print_problem(problem: Problem, new: bool) -> None:
    """Say what is wrong with a node and, where that is new, how it is mended."""
    terminal.clear_progress()
    terminal.print_lines([f"{problem.node}: {problem.message}", *([f"  {problem.mend}"] if new else [])])


def print_looked_at(rows: int, total: int, seconds: float, faults: int) -> None:
    """Say on a terminal how far it is."""
    terminal.print_rate(rows, total, seconds, f"{faults:,} faults")


def print_checked(report: dict[str, Any], *, json: bool) -> None:
    """Say how much was found, of each rule where not all was told."""
    terminal.clear_progress()
    if json:
        terminal.print_json(report)
        return
    many = ((rule, number) for rule, number in report["found"].items() if number > SHOWN)
    terminal.print_lines(f"{rule}: {number:,} in all, of which the first {SHOWN} are told" for rule, number in many)
    terminal.print_lines([f"{sum(report['found'].values()):,} faults in {report['nodes']:,} nodes"])
