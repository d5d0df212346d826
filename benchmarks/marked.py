"""Passages of our own with their attributions marked in the line: `<s1>Ann</s1> <c1>said</c1> <t1>that it rained</t1>`.

`s` is the source, `c` the cue, `t` what is attributed; parts with one number belong together, and tags may nest.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MARKED = Path(__file__).parent / "attributions"
_TAG = re.compile(r"<(/?)([sct])(\d+)>")
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldFrame:
    """One annotated attribution."""

    cue: Spans
    source: Spans
    content: Spans


def passages(folder: Path = MARKED, files: str = "*.txt") -> Iterator[tuple[str, list[GoldFrame]]]:
    """Each passage without its tags, and its attributions; a line with a tag that is not closed raises ValueError."""
    for path in sorted(folder.glob(files)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                try:
                    yield unmarked(line)
                except ValueError as error:
                    raise ValueError(f"{path.name}, line {number}: {error}") from error


def unmarked(line: str) -> tuple[str, list[GoldFrame]]:
    """The text of a marked line, and its attributions.

    >>> unmarked("<s1>Ann</s1> <c1>said</c1> <t1>it rained</t1>.")
    ('Ann said it rained.', [GoldFrame(cue=((4, 8),), source=((0, 3),), content=((9, 18),))])
    """
    text, at = "", 0
    opened: dict[tuple[str, str], int] = {}
    found: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for tag in _TAG.finditer(line):
        text += line[at : tag.start()]
        at = tag.end()
        closing, role, number = tag.groups()
        if not closing:
            opened[role, number] = len(text)
        elif (role, number) not in opened:
            raise ValueError(f"{tag.group()} closes nothing")
        else:
            found[number][role].append((opened.pop((role, number)), len(text)))
    if opened:
        raise ValueError(f"not closed: {sorted(opened)}")
    frames = [GoldFrame(tuple(parts["c"]), tuple(parts["s"]), tuple(parts["t"])) for parts in found.values()]
    return text + line[at:], [frame for frame in frames if frame.cue and frame.content]
