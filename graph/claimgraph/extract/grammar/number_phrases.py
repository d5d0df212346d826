"""Numbers that a phrase says, and not number words alone: "half a dozen", "a few hundred", "one in five", "most of"."""

from collections.abc import Sequence

_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_MANY = {"tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0}
_LARGE = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
_SOME = {"a handful of": (2.0, 9.0), "a couple of": (2.0, 3.0), "a single": (1.0, 1.0)}
_FEW = (2.0, 10.0)
"""How many hundreds "a few hundred" and "several hundred" are at least, and at most."""
_MOST = (50.01, 100.0)
_LEAST = (0.0, 49.99)
"""The shares, in per cent, that are more and less than a half."""
_DEGREES = frozenset("vast large great overwhelming clear small tiny".split())
_DIGITS = {word: value for value, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_DIGITS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_WHOLES = frozenset({3, 4, 5, 6, 7, 8, 10, 20, 50, 100, 1000})
"""Of how many "two in so many" is a share; "two in twelve raids" is none."""
_SPANS = frozenset("seconds minutes hours days nights weeks months years decades".split())

STARTS = frozenset("a the half quarter few several most".split()) | _MANY.keys() | _DIGITS.keys()
"""The words with which a phrase may begin, besides figures."""

Phrase = tuple[int, float, float | None, bool]
"""How many words say it, the least and the greatest number (None: no greatest), and whether it is a share in per cent."""


def phrase_at(words: Sequence[str]) -> Phrase | None:
    """The number that a phrase at the beginning of some lower-case words says; None where none does.

    >>> phrase_at(["half", "a", "dozen", "boats"]), phrase_at(["tens", "of", "thousands"]), phrase_at(["one", "in", "five", "pupils"])
    ((3, 6.0, 6.0, False), (3, 20000.0, None, False), (3, 20.0, 20.0, True))
    """
    if words[0] not in STARTS and not words[0].isdecimal():  # first, as most words are none
        return None
    return _part_of_scale(words) or _some_of_scale(words) or _named(words) or _most(words) or _one_in(words)


def _part_of_scale(words: Sequence[str]) -> Phrase | None:
    """As in "half a million", "a quarter of a million"."""
    start = 1 if words[:1] in (["a"], ["one"]) else 0
    for part, divided in ((["half", "a"], 2), (["half", "-"], 2), (["quarter", "of", "a"], 4)):
        end = start + len(part)
        if list(words[start:end]) == part and end < len(words) and words[end] in _SCALES:
            return (end + 1, _SCALES[words[end]] / divided, _SCALES[words[end]] / divided, False)
    return None


def _some_of_scale(words: Sequence[str]) -> Phrase | None:
    """As in "a few hundred", "several thousand", "tens of thousands", "hundreds of millions"."""
    start = 1 if words[:1] == ["a"] else 0
    if words[start : start + 1] in (["few"], ["several"]) and start + 1 < len(words) and words[start + 1] in _SCALES:
        scale = _SCALES[words[start + 1]]
        return (start + 2, _FEW[0] * scale, _FEW[1] * scale, False)
    if list(words[:3]) == ["a", "couple", "of"] and len(words) > 3 and words[3] in _SCALES:
        low, high = _SOME["a couple of"]
        return (4, low * _SCALES[words[3]], high * _SCALES[words[3]], False)
    if words[0] in _MANY and words[1:2] == ["of"] and len(words) > 2 and words[2] in _LARGE:
        return (3, _MANY[words[0]] * _LARGE[words[2]], None, False)
    return None


def _named(words: Sequence[str]) -> Phrase | None:
    """As in "a handful of people"; the "of" is not counted as one of the words."""
    for phrase, (low, high) in _SOME.items():
        parts = phrase.split()
        if list(words[: len(parts)]) == parts:
            return (2, low, high, False)
    return None


def _most(words: Sequence[str]) -> Phrase | None:
    """As in "most of the boats", "the vast majority of pupils"."""
    if list(words[:2]) == ["most", "of"]:
        return (1, *_MOST, True)
    size = 2 if words[1:2] and words[1] in _DEGREES else 1
    if words[0] in ("a", "the") and list(words[size + 1 : size + 2]) == ["of"] and words[size] in ("majority", "minority"):
        return (size + 1, *(_MOST if words[size] == "majority" else _LEAST), True)
    return None


def _one_in(words: Sequence[str]) -> Phrase | None:
    """As in "one in five pupils", "nine out of ten"; "two in three days" is no share."""
    joint = 1 if list(words[1:2]) == ["in"] else 2 if list(words[1:3]) == ["out", "of"] else 0
    if not joint or len(words) <= joint + 1:
        return None
    part, whole = (_DIGITS.get(word) or (int(word) if word.isdecimal() and len(word) <= 4 else 0) for word in (words[0], words[joint + 1]))
    behind = words[joint + 2] if len(words) > joint + 2 else ""
    shared = whole in _WHOLES or (part == 1 and whole < 1000)
    if not 0 < part < whole or not shared or behind in _SPANS:
        return None
    return (joint + 2, 100 * part / whole, 100 * part / whole, True)
