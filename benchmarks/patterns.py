"""Which regular expressions of ours take worse than linear time on a text made to harm: `python benchmarks/patterns.py`.

Each that a module of either package keeps, or writes where it asks it, is asked as it is asked there (`match`, `search` …) of texts of
`LENGTH` code points: pieces said over and over, most of them drawn from its own repeats. Where that takes `NOTABLE` seconds of the
processor, twice the text is asked too, and what then takes more than `WORSE` times as long is printed with how the time grows. One
expression has `BUDGET` seconds in all and one question `MOST`, so the whole ends; what was left out for that is counted.
"""

import argparse
import ast
import importlib
import math
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from re import _parser  # type: ignore[attr-defined]  # the one way to the parts of an expression
from types import ModuleType
from typing import Any

import claimgraph
import claimgraph_api

LENGTH = 3_000
NOTABLE, MOST, BUDGET = 0.004, 0.5, 2.0
WORSE = 2.8
"""Twice the text takes twice the time where that is linear, and four times where it is quadratic."""
MANY = 8
"""A part that may be repeated so often is said over and over."""
DRAWS = 3
"""How often each such part is drawn."""
ALPHABET = "aA1 .,'-\n|“_é"
PIECES = (
    *"A a 1 $1 . - — | ( < [ “ ‘ ' \" & # * _ / \\ @ é ß 0.0 1, 1. 1- a- A- Aa A. a. a' A’ AB. {} :// a@ &a <a [1] (A) “a” 2015-".split(),
    *(f"{piece} " for piece in "A a A, Ab Ab, Ab. 1 $1 . , - ( * Mr é the said of and who that not no May 2015 10 per".split()),
    *(" ", "\t", "\n", "\n\n", "  \n"),
)
ENDS = ("", "!", "\n")
ASKED = {"match": "match", "fullmatch": "fullmatch", "search": "search"} | dict.fromkeys(
    "sub subn split findall finditer".split(), "finditer"
)
"""The ways to ask an expression, each by one that takes at least as long."""
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda one: one.isalnum() or one == "_",
}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
Parsed = Sequence[tuple[Any, Any]]
"""What `re` makes of an expression: operations, each with what it is about."""


class _GivenUpError(Exception):
    """It took too long."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An expression of ours, where it is, and the ways in which it is asked."""

    name: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slow:
    """That a way of asking took so many seconds for a text of `LENGTH`, made of this piece, and how that grows: 2 for quadratic."""

    way: str
    piece: str
    seconds: float
    exponent: float


def main() -> None:
    """Print the slow ones, and how many there are in all; exit code 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="those whose name holds this")
    asked, began = parser.parse_args(), time.process_time()
    signal.signal(signal.SIGVTALRM, _give_up)
    kept = [item for item in patterns() if asked.only in item.name]
    slow = cut = texts = 0
    for item in kept:
        found, tried, left = look(item, Random(asked.seed))  # noqa: S311
        texts, cut = texts + tried, cut + bool(left)
        if found:
            slow += 1
            print(f"{item.name}.{found.way}: length^{found.exponent:.1f}, {found.seconds:.3f} s by {found.piece!r}", flush=True)
    spent = time.process_time() - began
    print(f"{len(kept)} expressions asked {texts:,} times in {spent:.0f} CPU-s: {slow} worse than linear, {cut} not asked of every text")
    sys.exit(1 if slow else 0)


def look(item: Kept, chance: Random) -> tuple[Slow | None, int, int]:
    """The first slowness found, else None; how many questions were asked, and how many were left out."""
    spent, questions = 0.0, [(way, piece, end) for piece in pieces_of(item.pattern, chance) for end in ENDS for way in sorted(item.ways)]
    for number, (way, (head, piece), end) in enumerate(questions):
        once = seconds_of(item.pattern, way, _said(head, piece, end, LENGTH))
        if once >= NOTABLE:
            twice = seconds_of(item.pattern, way, _said(head, piece, end, 2 * LENGTH))
            spent += twice
            if twice > WORSE * once or once >= MOST:
                return Slow(way, f"{head}{piece} … {end}", once, math.log2(twice / once)), number + 1, 0
        spent += once
        if spent > BUDGET:
            return None, number + 1, len(questions) - number - 1
    return None, len(questions), 0


def _said(head: str, piece: str, end: str, length: int) -> str:
    return f"{head}{(piece * length)[:length]}{end}"


def seconds_of(pattern: re.Pattern[str], way: str, text: str) -> float:
    """What asking an expression of a text takes, the quicker of two times; `MOST` where it is given up."""
    return min(_seconds_of(pattern, way, text) for _ in range(2))


def _seconds_of(pattern: re.Pattern[str], way: str, text: str) -> float:
    began = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST)
    try:
        found = getattr(pattern, way)(text)
        if way == "finditer":
            sum(1 for _ in found)
    except _GivenUpError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def _give_up(_signal: int, _frame: object) -> None:
    raise _GivenUpError


def pieces_of(pattern: re.Pattern[str], chance: Random) -> Iterator[tuple[str, str]]:
    """What is said once and then what over and over: drawn from the repeats of an expression, then what harms many."""
    found = dict[tuple[str, str], None]()
    for before, body in repeats_in((), _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)):
        for _ in range(DRAWS):
            head, one, other = drawn(before, chance), drawn(body, chance), drawn(body, chance)
            found |= dict.fromkeys([(head, one), ("", head + one), ("", one), (head, one + other)])
    yield from (piece for piece in found if piece[1])
    yield from (("", piece) for piece in PIECES)


def repeats_in(before: Parsed, parsed: Parsed) -> Iterator[tuple[Parsed, Parsed]]:
    """Each part that may be repeated `MANY` times, with what comes before it."""
    for place, (operation, value) in enumerate(parsed):
        ahead = (*before, *list(parsed)[:place])
        if str(operation) in _REPEATS and value[1] >= MANY:
            yield ahead, value[2]
        for inner in _inside(str(operation), value):
            yield from repeats_in(ahead, inner)


def _inside(operation: str, value: Any) -> Iterator[Parsed]:
    """The parts of an operation that consume text."""
    if operation == "BRANCH":
        yield from value[1]
    elif operation in (*_REPEATS, "SUBPATTERN"):
        yield value[-1]
    elif operation == "ATOMIC_GROUP":
        yield value


def drawn(parsed: Parsed, chance: Random) -> str:
    """A text that the expression may match, its conditions and references left out of account."""
    return "".join(_drawn(str(operation), value, chance) for operation, value in parsed)


def _drawn(operation: str, value: Any, chance: Random) -> str:
    match operation:
        case "LITERAL":
            return chr(value)
        case "NOT_LITERAL":
            return chance.choice(ALPHABET.replace(chr(value), ""))
        case "ANY":
            return chance.choice(ALPHABET)
        case "IN":
            return chance.choice(_members(value))
    parts = list(_inside(operation, value))
    times = max(value[0], 1) if operation in _REPEATS else 1
    return "".join(drawn(chance.choice(parts), chance) for _ in range(times)) if parts else ""


def _members(items: Parsed) -> str:
    """Some characters of a set."""
    found = {one for operation, value in items for one in _of_item(str(operation), value)}
    left = set(ALPHABET) - found if str(items[0][0]) == "NEGATE" else found
    return "".join(sorted(left)) or "~"


def _of_item(operation: str, value: Any) -> Iterator[str]:
    if operation == "LITERAL":
        yield chr(value)
    elif operation == "RANGE":
        yield from {chr(value[0]), *(one for one in ALPHABET if value[0] <= ord(one) <= value[1])}
    elif operation == "CATEGORY":
        words = str(value).split("_")
        yield from (one for one in ALPHABET if _CATEGORIES[words[-1]](one) != ("NOT" in words))


def patterns() -> list[Kept]:
    """Every expression of the two packages: what a module keeps, alone or in a table, and what it writes where it asks it."""
    modules = [importlib.import_module(name) for name in _names()]
    sources = {module.__name__: Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules}
    found = dict[re.Pattern[str], Kept]()
    for module in modules:
        for item in (*_kept(module, sources), *_written(module.__name__, sources[module.__name__])):
            found.setdefault(item.pattern, item)
    return list(found.values())


def _names() -> Iterator[str]:
    for package in (claimgraph, claimgraph_api):
        names = (module.name for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
        yield from (name for name in names if not name.endswith("__main__") and "migrations" not in name)


def _kept(module: ModuleType, sources: dict[str, str]) -> Iterator[Kept]:
    for name, value in vars(module).items():
        asks = re.compile(rf"\b{re.escape(name)}\.({'|'.join(ASKED)})\(")
        own = [sources[module.__name__]] if name.startswith("_") else sources.values()
        for item in _held(value):
            ways = {ASKED[way] for source in own for way in asks.findall(source)}
            yield Kept(f"{module.__name__}.{name}", item, frozenset(ways or {"match", "finditer"}))


def _held(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _held(item)


def _written(name: str, source: str) -> Iterator[Kept]:
    """The expressions that are written where they are asked, as plain strings; their flags are left out of account."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(ast.Name("re"), way), args=[ast.Constant(str(words)), *_]) if way in ASKED:
                yield Kept(f"{name}:{node.lineno}", re.compile(words), frozenset({ASKED[way]}))


if __name__ == "__main__":
    main()
