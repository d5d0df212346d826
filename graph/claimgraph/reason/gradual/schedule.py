"""In what order arguments are worked out: components after all that point at them, those of one level together."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from claimgraph.reason.arrays import Flags, Integers, grouped, ranges
from claimgraph.reason.gradual.bipolar import BipolarGraph

ROUNDS = 4_000
"""Levels told apart by whole rounds; what lies deeper is worked out component by component, still in linear time."""
SMALL = 300
"""Up to so many arguments are put in order one by one, if nothing points round in a circle."""
NARROW = 12
"""Levels of fewer arguments than this are quicker one by one than as arrays."""


class Manner(Enum):
    """How a block is worked out."""

    TOGETHER = "no argument of the block points at another"
    ONE_BY_ONE = "each argument rests on earlier ones only"
    CYCLIC = "components that each hold a cycle"


@dataclass(frozen=True, slots=True)
class Block:
    """Arguments `start` to `end` of the schedule's order; `parts` is where each component of a cyclic block starts, and the end."""

    start: int
    end: int
    manner: Manner
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Arguments in an order in which each component stands after those it depends on; `order[i]` is the argument at place i."""

    order: Integers
    blocks: tuple[Block, ...]

    @property
    def cyclic(self) -> bool:
        """Whether any argument depends on itself."""
        return any(block.manner is Manner.CYCLIC for block in self.blocks)

    def components(self) -> tuple[Integers, Integers]:
        """For each place in the order, where its component starts and where that ends."""
        starts, ends = np.arange(len(self.order)), np.arange(1, len(self.order) + 1)
        for block in self.blocks:
            parts = np.array(block.parts, dtype=np.int64)
            sizes = np.diff(parts)
            if len(sizes):
                starts[block.start : block.end], ends[block.start : block.end] = np.repeat(parts[:-1], sizes), np.repeat(parts[1:], sizes)
        return starts, ends


def schedule_of(graph: BipolarGraph) -> Schedule:
    """The schedule of a graph: strongly connected components, by the longest way that leads to them. Linear."""
    if graph.count <= SMALL and (plain := _plain(graph)):
        return plain
    heads, tails = graph.rows.heads, graph.rows.tails
    matrix = csr_matrix((np.ones(len(tails), dtype=np.int8), tails, graph.rows.starts[::2]), shape=(graph.count, graph.count))
    count, labels = connected_components(matrix, directed=True, connection="strong")
    component = labels.astype(np.int64)
    cyclic = np.bincount(component, minlength=count) > 1
    cyclic[component[heads[heads == tails]]] = True
    between = component[tails] != component[heads]
    levels = _levels(component[tails[between]], component[heads[between]], count)
    keys = 2 * levels + cyclic
    order = np.lexsort((component, keys[component]))
    return Schedule(order, tuple(_blocks(keys[component[order]], component[order])))


def _plain(graph: BipolarGraph) -> Schedule | None:
    """The schedule of a graph without cycles, None where there is one: of few arguments quicker than to look for components."""
    starts, tails = graph.rows.starts[::2].tolist(), graph.rows.tails.tolist()
    targets: list[list[int]] = [[] for _ in range(graph.count)]
    for head, (start, end) in enumerate(pairwise(starts)):
        for tail in tails[start:end]:
            targets[tail].append(head)
    waiting = [end - start for start, end in pairwise(starts)]
    ready, levels = [node for node, number in enumerate(waiting) if not number], [0] * graph.count
    for node in ready:
        for head in targets[node]:
            levels[head] = max(levels[head], levels[node] + 1)
            waiting[head] -= 1
            if not waiting[head]:
                ready.append(head)  # it comes in its turn
    if len(ready) < graph.count:
        return None
    order = np.argsort(np.array(levels, dtype=np.int64), kind="stable")
    return Schedule(order, tuple(_blocks(2 * np.array(levels, dtype=np.int64)[order], order)))


def _levels(tails: Integers, heads: Integers, count: int) -> Integers:
    """The level of each node of an acyclic graph: above all that point at it."""
    starts, order = grouped(tails, count)
    targets, lengths = heads[order], np.diff(starts)
    waiting = np.bincount(heads, minlength=count)
    levels = np.zeros(count, dtype=np.int64)
    frontier = np.flatnonzero(waiting == 0)
    depth = 0
    while frontier.size and depth < ROUNDS:
        levels[frontier] = depth
        reached, times = np.unique(targets[ranges(starts[frontier], lengths[frontier])], return_counts=True)
        waiting[reached] -= times
        frontier = reached[waiting[reached] == 0]
        depth += 1
    _deeper(frontier.tolist(), depth, waiting, levels, (starts, targets))
    return levels


def _deeper(ready: list[int], depth: int, waiting: Integers, levels: Integers, web: tuple[Integers, Integers]) -> None:
    """Give each node that is left a level of its own, in an order that holds."""
    if not ready:
        return
    starts, targets, left = web[0].tolist(), web[1].tolist(), waiting.tolist()
    while ready:
        node = ready.pop()
        levels[node] = depth
        depth += 1
        for target in targets[starts[node] : starts[node + 1]]:
            left[target] -= 1
            if left[target] == 0:
                ready.append(target)


def _blocks(keys: Integers, component: Integers) -> Iterator[Block]:
    """A block for each run of equal keys, odd keys cyclic, and one for all that may be done one by one between two others."""
    if not len(keys):
        return
    bounds = _runs(keys)
    is_cyclic = keys[bounds[:-1]] % 2 == 1
    is_narrow = ~is_cyclic & (np.diff(bounds) < NARROW)
    first = np.flatnonzero(np.concatenate(([True], ~(is_narrow[1:] & is_narrow[:-1]))))
    starts, ends = bounds[first].tolist(), [*bounds[first[1:]].tolist(), len(keys)]
    parts = _runs(component)
    for number, start, end in zip(first.tolist(), starts, ends, strict=True):
        if is_cyclic[number]:
            inside = np.searchsorted(parts, (start, end))
            yield Block(start, end, Manner.CYCLIC, tuple(parts[inside[0] : inside[1] + 1].tolist()))
        else:
            yield Block(start, end, Manner.ONE_BY_ONE if is_narrow[number] else Manner.TOGETHER)


def _runs(values: Integers) -> Integers:
    """Where each run of equal values starts, and the end."""
    changed: Flags = np.concatenate(([True], values[1:] != values[:-1], [True]))
    return np.flatnonzero(changed)
