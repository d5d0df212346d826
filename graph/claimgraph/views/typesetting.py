"""Text set in lines for a picture, without knowing the reader's font: widths are estimated generously, so that text fits."""

import re
import unicodedata
from functools import lru_cache

_NARROW = frozenset("iljtfrI.,:;'’‘|!()[]{}/ -·")
_WIDE = frozenset("mwMW@%—…&QOG")
# What XML 1.0 cannot hold, and overrides that would turn round the words beside them.
_UNSETTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def settable(text: str) -> str:
    r"""The text on one line, with what XML cannot hold and text-direction controls replaced by U+FFFD.

    >>> settable("a\x00b\n c")
    'a�b c'
    """
    return " ".join(_UNSETTABLE.sub("\ufffd", text).split())


def width_of(text: str, size: float) -> float:
    """An upper estimate of the width of a line of this size, taken from the widest common sans-serif (DejaVu Sans)."""
    return size * sum(map(_advance, text))


@lru_cache(maxsize=4_000)
def _advance(character: str) -> float:
    if character in _NARROW:
        return 0.41
    if character in _WIDE:
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0x1F000:
        return 1.2
    if character.isascii():
        return 0.77 if character.isupper() else 0.637
    return 0.85


def set_lines(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """The text in at most `most` lines no wider than `width`; an ellipsis ends the last where more would follow.

    >>> set_lines("thirty officers were killed", 90, 13, 2)
    ('thirty', 'officers…')
    """
    lines: list[str] = []
    waiting = settable(text[: 200 * most]).split(" ")[::-1]
    while waiting and len(lines) <= most:
        lines.append(_line(waiting, width, size))
    if len(lines) <= most and len(text) <= 200 * most:
        return tuple(lines)
    kept = lines[:most]
    return (*kept[:-1], _shortened(kept[-1], width, size))


def _line(waiting: list[str], width: float, size: float) -> str:
    """The next line: as many words as fit, at least a part of one."""
    line = waiting.pop()
    if width_of(line, size) > width:
        fits = _fitting(line, width, size)
        waiting.append(line[fits:])
        return line[:fits]
    while waiting and width_of(f"{line} {waiting[-1]}", size) <= width:
        line = f"{line} {waiting.pop()}"
    return line


def _fitting(word: str, width: float, size: float) -> int:
    """How many characters of a long word fit, at least one."""
    used = 0.0
    for count, character in enumerate(word):
        used += size * _advance(character)
        if used > width:
            return max(1, count)
    return len(word)


def _shortened(line: str, width: float, size: float) -> str:
    while line and width_of(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
