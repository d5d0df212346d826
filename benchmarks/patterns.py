"""Which regular expressions of ours take more than their share of time on a text made to harm: `python benchmarks/patterns.py`.

Each that a module keeps is tried on a piece said over and over, 3,000 characters in all, from its start and from everywhere. Printed are
those that take more than `NOTABLE` seconds of the processor; one that never ends is given up after `MOST`.
"""

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import claimgraph

LENGTH = 3_000
NOTABLE, MOST = 0.05, 2.0
PIECES = (
    *"A a 1 $1 . - — | ( < [ “ ‘ ' \" & # * _ / \\ @ é ß 0.0 1, 1. 1- a- A- Aa A. a. a' A’ AB. {} :// a@ &a <a [1] (A) “a” 2015-".split(),
    *(f"{piece} " for piece in "A a A, Ab Ab, Ab. 1 $1 . , - ( * Mr é the said of and who that not no May 2015 10 per".split()),
    *(" ", "\t", "\n", "\n\n", "  \n"),
)
ENDS = ("", "!", "x|", "\n", "Z")


class _GivenUpError(Exception):
    """It took too long."""


def main() -> None:
    """Print the slow ones, and how many there are in all."""
    signal.signal(signal.SIGVTALRM, _give_up)
    found = dict(patterns())
    for pattern, name in found.items():
        seconds, piece = max((seconds_of(pattern, (piece * LENGTH)[:LENGTH] + end), piece) for piece in PIECES for end in ENDS)
        if seconds > NOTABLE:
            print(f"{seconds:.2f} s, {name}, by {piece!r}: {pattern.pattern[:100]}", flush=True)
    print(f"{len(found)} expressions")


def patterns() -> Iterator[tuple[re.Pattern[str], str]]:
    """Every expression that a module of the package keeps, alone or in a table, with its name."""
    for module in pkgutil.walk_packages(claimgraph.__path__, "claimgraph."):
        yield from _kept(importlib.import_module(module.name))


def _kept(module: ModuleType) -> Iterator[tuple[re.Pattern[str], str]]:
    for name, value in vars(module).items():
        yield from ((item, f"{module.__name__}.{name}") for item in _inside(value) if isinstance(item.pattern, str))


def _inside(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _inside(item)


def seconds_of(pattern: re.Pattern[str], text: str) -> float:
    """What looking for an expression in a text takes."""
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        pattern.match(text)
        sum(1 for _ in pattern.finditer(text))
    except _GivenUpError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _give_up(_signal: int, _frame: object) -> None:
    raise _GivenUpError


if __name__ == "__main__":
    main()
