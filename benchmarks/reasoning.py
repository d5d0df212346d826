"""How much of what is published on reasoning comes out, and how fast, beside other programs.

    python benchmarks/reasoning.py                          # speed, up to 100,000 edges
    python benchmarks/reasoning.py --edges 1000000          # and a million
    python benchmarks/reasoning.py --data FOLDER            # also the values and answers of the data sets found there

Times are CPU seconds of this process, solving only (building in brackets), min/median/max of so many runs; ratios are of medians.
Other programs are run where they are installed (`peers.py`), and only up to the size at which they answer within minutes.
Exits with 1 where a value does not agree that is not explained in `docs/method.md`.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from agreement import agreements, rights
from claimgraph.reason import truth
from claimgraph.reason.acceptance import Framework, defeats, ground, judge
from claimgraph.reason.arrays import Floats
from claimgraph.reason.gradual import DF_QUAD, QUADRATIC_ENERGY, BipolarGraph, Semantics, solve
from claimgraph.reason.gradual.ancestry import Ancestry
from claimgraph.reason.gradual.incremental import Incremental
from claimgraph.reason.gradual.removal import effects_of_removal
from claimgraph.reason.gradual.sensitivity import sensitivity_of
from claimgraph.reason.gradual.shares import shares_of
from claimgraph.reason.truth import Assertions
from peers import NAMES, clingo_grounded, df_quad, is_installed, truth_discovery

EXPLAINED = {"gradient", "gradual-qbaf: quadratic energy"}
"""Sets whose published values are rounded or stopped early: see the differences named in `docs/method.md`."""
PEER_EDGES = 100_000
CHANGES = 30


def main() -> int:
    """Print the tables that were asked for."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path)
    options.add_argument("--edges", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--no-speed", action="store_true")
    chosen = options.parse_args()
    missed = print_agreement(chosen.data) if chosen.data else 0
    if not chosen.no_speed:
        print_speed(chosen.edges, chosen.runs)
    return 1 if missed else 0


def print_agreement(data: Path) -> int:
    """Print how many values agree and how many answers are right; how many sets differ without an explanation."""
    print("| values | agree | of | greatest difference |\n|---|---|---|---|")
    missed = 0
    for found in agreements(data):
        missed += found.agreeing < found.compared and found.name not in EXPLAINED
        print(f"| {found.name} | {found.agreeing} | {found.compared} | {found.worst[1]:.1e} {found.worst[0]} |")
    print("\n| set | method | right | of |\n|---|---|---|---|")
    for name, method, right, asked in rights(data):
        print(f"| {name} | {method} | {right} ({right / max(asked, 1):.1%}) | {asked} |")
    return missed


def print_speed(edges: int, runs: int) -> None:
    """Print the table of CPU seconds."""
    print("\n| question | size | who | n | min | median | max | × ours |\n|---|---|---|---|---|---|---|---|")
    for size in sizes(edges):
        for row in (*strengths(size, runs), *grounding(size, runs), *truths(size, runs), *changes(size)):
            print(row)
    for row in explanations(runs):
        print(row)


def sizes(edges: int) -> Iterator[int]:
    """1,000, 10,000 … up to so many edges."""
    size = 1_000
    while size <= edges:
        yield size
        size *= 10


def timed(call: Callable[[], Any], runs: int) -> tuple[list[float], Any]:
    """The CPU seconds of each run, and what the last one gave."""
    taken, found = [], None
    for _ in range(runs):
        started = time.process_time()
        found = call()
        taken.append(time.process_time() - started)
    return taken, found


def line(question: str, size: object, who: str, taken: list[float], ours: float | None = None) -> str:
    """A row of the table."""
    middle = statistics.median(taken)
    ratio = f"{middle / ours:,.1f}" if ours else ""
    return f"| {question} | {size} | {who} | {len(taken)} | {min(taken):.5f} | {middle:.5f} | {max(taken):.5f} | {ratio} |"


def random_edges(arguments: int, edges: int, seed: int, *, acyclic: bool) -> tuple[Any, Any, Any]:
    """Tails, heads and weights of random edges, no pair twice, half of them attacks."""
    random = np.random.default_rng(seed)
    tails, heads = random.integers(0, arguments, (2, edges))
    if acyclic:
        tails, heads = np.minimum(tails, heads), np.maximum(tails, heads)
    pairs = np.unique((tails * arguments + heads)[tails != heads])
    return pairs // arguments, pairs % arguments, np.where(random.random(len(pairs)) < 0.5, -1.0, 1.0)


def strengths(edges: int, runs: int) -> Iterator[str]:
    """Gradual semantics on random graphs of mean in-degree four, with and without cycles."""
    for acyclic in (True, False):
        tails, heads, weights = random_edges(edges // 4, edges, 1, acyclic=acyclic)
        base = np.random.default_rng(2).random(edges // 4)
        for semantics in (QUADRATIC_ENERGY, DF_QUAD):
            yield from _strengths(semantics, (base, tails, heads, weights), runs, "acyclic" if acyclic else "cyclic")


def _strengths(semantics: Semantics, parts: tuple[Any, ...], runs: int, shape: str) -> Iterator[str]:
    base, tails, heads, weights = parts
    building, graph = timed(lambda: BipolarGraph.of(base, tails=tails, heads=heads, weights=weights), runs)
    taken, found = timed(lambda: solve(graph, semantics), runs)
    question, size = f"{semantics.name}, {shape}", f"{len(tails):,} edges"
    yield line(question, size, f"ours, {found.worst.words} ({statistics.median(building):.3f})", taken)
    if semantics is DF_QUAD and len(tails) <= PEER_EDGES and is_installed("argumentation"):
        theirs, strengths_there = timed(df_quad(graph), 1)
        off = np.abs(strengths_there - found.strengths).max()
        yield line(question, size, f"formal-argumentation, differs by {off:.0e}", theirs, statistics.median(taken))


def grounding(edges: int, runs: int) -> Iterator[str]:
    """Grounded on random attacks, and the status of all claims where contradictions are ordered by credibility."""
    count = edges // 3
    tails, heads = np.random.default_rng(3).integers(0, count, (2, edges))
    taken, found = timed(lambda: ground(Framework.of(count, tails=tails, heads=heads)), runs)
    standing = int((found.labels == 1).sum())
    yield line("grounded, built and solved", f"{edges:,} attacks", f"ours, {standing:,} stand", taken)
    if edges <= PEER_EDGES and is_installed("clingo"):
        theirs, there = timed(clingo_grounded(count, tails.tolist(), heads.tolist()), 1)
        yield line("grounded, built and solved", f"{edges:,} attacks", f"clingo, {there:,} stand", theirs, statistics.median(taken))
    random = np.random.default_rng(4)
    topics, credibility = np.sort(random.integers(0, count // 3, count)), random.beta(3, 2, count)
    rivals = np.flatnonzero(topics[1:] == topics[:-1])
    tails, heads = np.append(rivals, rivals + 1), np.append(rivals + 1, rivals)
    won = defeats(tails, heads, credibility)
    taken, judged = timed(lambda: judge(Framework.of(count, tails=tails[won], heads=heads[won])), runs)
    yield line("status of all claims", f"{count:,} claims", f"ours, {len(judged.contested):,} contested", taken)


def truths(assertions: int, runs: int) -> Iterator[str]:
    """Truth discovery on random assertions of sources that are right seven times of ten."""
    random = np.random.default_rng(5)
    sources, objects = random.integers(0, max(20, assertions // 150), assertions), random.integers(0, assertions // 10, assertions)
    values = np.where(random.random(assertions) < 0.7, 0, random.integers(1, 5, assertions))
    seen = {(who, what): value for who, what, value in zip(sources.tolist(), objects.tolist(), values.tolist(), strict=True)}
    triples = [(who, what, value) for (who, what), value in seen.items()]
    building, table = timed(lambda: Assertions.of(triples), 1)
    yield line("truth discovery, building", f"{len(triples):,} assertions", "ours", building)
    for method in ("accu_with_copying", "simple_lca", "accu", "two_estimates", *NAMES):
        taken, found = timed(lambda: getattr(truth, method)(table), 1 if method == "accu_with_copying" else runs)  # noqa: B023 — called at once
        yield line(method, f"{len(triples):,} assertions", "ours", taken)
        most = 3_000 if method == "crh" else 3 * PEER_EDGES  # its CRH needs memory for the square of the claims
        if method in NAMES and is_installed("truthdiscovery") and assertions <= most:
            theirs, there = timed(truth_discovery(triples, method), 1)
            off = max(abs(there.trust[who] - trust) for who, trust in zip(table.sources, found.trust.tolist(), strict=True))
            yield line(method, f"{len(triples):,} assertions", f"truthdiscovery, differs by {off:.0e}", theirs, statistics.median(taken))


def changes(edges: int) -> Iterator[str]:
    """One edge turned from support to attack or back: what is worked out again, beside solving all."""
    for acyclic, sparse in ((True, False), (False, True), (False, False)):
        arguments = int(edges * 0.8) if sparse else edges // 4
        tails, heads, weights = random_edges(arguments, edges, 6, acyclic=acyclic)
        base = np.random.default_rng(7).random(arguments)
        whole, full = timed(lambda: solve(BipolarGraph.of(base, tails=tails, heads=heads, weights=weights)), 1)  # noqa: B023 — called at once
        taken, touched, kept = _changed(base, (tails, heads, weights))
        off = np.nanmax(np.abs(kept.strengths - solve(BipolarGraph.of(base, tails=tails, heads=heads, weights=weights)).strengths))
        shape = ("acyclic" if acyclic else "cyclic") + (", few edges a claim" if sparse else "")
        who = f"ours, {statistics.median(touched):,.0f} of {arguments:,} touched (most {max(touched):,}), differs by {off:.0e}"
        yield line(f"one edge turned, {shape}", f"{len(tails):,} edges", who, taken)
        yield line(
            f"one edge turned, {shape}", f"{len(tails):,} edges", f"ours, all anew: {full.worst.words}", whole, statistics.median(taken)
        )


def _changed(base: Floats, parts: tuple[Any, Any, Any]) -> tuple[list[float], list[int], Any]:
    tails, heads, weights = parts
    kept = Incremental(BipolarGraph.of(base, tails=tails, heads=heads, weights=weights))
    taken, touched, random = [], [], np.random.default_rng(8)
    for _ in range(CHANGES):
        edge = int(random.integers(0, len(tails)))
        weights[edge] = -weights[edge]
        taken += timed(lambda: kept.set_weight(edge, weights[edge]), 1)[0]  # noqa: B023 — called at once
        touched.append(kept.touched)
    return taken, touched, kept.solution


def explanations(runs: int) -> Iterator[str]:
    """Why a score is what it is, for topics with few and with many ancestors."""
    for ancestors in (20, 200, 2_000):
        tails, heads, weights = random_edges(ancestors + 1, 2 * ancestors, 9, acyclic=True)
        tails, heads = np.append(tails, np.arange(ancestors)), np.append(heads, np.full(ancestors, ancestors))
        weights = np.append(weights, np.where(np.arange(ancestors) % 2, -0.1, 0.1))
        graph = BipolarGraph.of(np.full(ancestors + 1, 0.5), tails=tails, heads=heads, weights=weights)
        ancestry, size = Ancestry.of(graph, ancestors), f"{ancestors:,} ancestors"
        items = [[number] for number in range(ancestors)]
        yield line("gradient by all ancestors and edges", size, "ours", timed(lambda: sensitivity_of(ancestry), runs)[0])  # noqa: B023
        yield line("removal of each ancestor", size, "ours", timed(lambda: effects_of_removal(ancestry, items), 1)[0])  # noqa: B023
        if ancestors <= 200:
            taken, found = timed(lambda: shares_of(ancestry, items), 1)  # noqa: B023
            yield line("Shapley, 400 orders", size, f"ours, errors up to {found.errors.max():.0e}", taken)


if __name__ == "__main__":
    sys.exit(main())
