"""Which words oppose each other, mean much the same, or name a kind of something: three tables of our own."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Pole = tuple[str, int]
"""An axis of opposition and one of its two ends: 1 or -1."""

CLASSES = {"v": "VB", "n": "NN", "a": "JJ", "r": "RB", "p": "IN"}
"""What the suffixes of the table of opposites stand for, as the beginning of a Penn tag."""
_FORMS = {"JJ": ("JJ", "VBN", "VBG"), "RB": ("RB", "RP", "IN"), "IN": ("IN", "RB", "RP", "TO")}
LEAST_STEM = 3
"""An adjective of no more letters than this is not negated by a prefix."""
_PREFIX = re.compile(r"(?:un|in|non-?|dis|im(?=[bmp])|il(?=l)|ir(?=r))([a-z]{4,})")
_NO_NEGATION = frozenset(
    "valuable different tense famous flammable habited side door land deed ward even ready built bred most less like animate stead".split()
)
"""What is left of words that only look negated: "invaluable", "indifferent", "intense"."""
_SUFFIXES = (
    "ization",
    "isation",
    "ation",
    "ition",
    "ement",
    "ment",
    "ness",
    "tion",
    "sion",
    "ance",
    "ence",
    "ity",
    "ing",
    "ive",
    "ial",
    "ism",
    "ist",
    "ed",
    "al",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables: `poles` by lemma or phrase with the tags they are limited to, `groups` of near-synonyms, `kinds` above a word."""

    poles: Mapping[str, tuple[tuple[Pole, str], ...]]
    groups: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    phrase_starts: Mapping[str, tuple[tuple[str, ...], ...]]

    def poles_of(self, lemma: str, tag: str) -> frozenset[Pole]:
        """The poles that a lemma stands on when it has this Penn tag."""
        found = {pole for pole, class_ in self.poles.get(lemma, ()) if not class_ or tag.startswith(_FORMS.get(class_, (class_,)))}
        return frozenset(found | ({negated_by_prefix(lemma)} if tag.startswith(("JJ", "RB", "VBN")) and len(lemma) > LEAST_STEM else set()))

    def keys_of(self, lemma: str) -> frozenset[str]:
        """What a lemma is matched by: itself, its groups of synonyms, and its stem where it is a long word."""
        return self.groups.get(lemma, frozenset()) | {lemma, stem(lemma)}

    def kinds_of(self, lemma: str) -> frozenset[str]:
        """The keys of all that a lemma is a kind of."""
        return self.kinds.get(lemma, frozenset())


def negated_by_prefix(lemma: str) -> Pole:
    """The pole of an adjective or adverb on the axis of itself and its negation by a prefix.

    >>> negated_by_prefix("solvent"), negated_by_prefix("insolvent"), negated_by_prefix("different")
    (('un-solvent', 1), ('un-solvent', -1), ('un-different', 1))
    """
    found = _PREFIX.fullmatch(lemma)
    return (f"un-{found.group(1)}", -1) if found and found.group(1) not in _NO_NEGATION else (f"un-{lemma}", 1)


def stem(lemma: str) -> str:
    """A lemma without its last suffix where at least five letters stay, else itself: "destruction" and "destructive" share one.

    >>> stem("movement"), stem("resistance"), stem("sing")
    ('move*', 'resist*', 'sing')
    """
    for suffix in _SUFFIXES:
        if lemma.endswith(suffix) and len(lemma) - len(suffix) >= 4:
            return lemma[: -len(suffix)].rstrip("e") + "*" if len(lemma) - len(suffix) > 4 else lemma[: -len(suffix)] + "*"
    return lemma if len(lemma) < 6 else lemma.rstrip("e") + "*"


@cache
def lexicon() -> Lexicon:
    """The tables, read once."""
    poles = _poles()
    groups = _groups()
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted({*poles, *groups}, key=len, reverse=True):
        words = tuple(phrase.split())
        if len(words) > 1:
            starts[words[0]].append(words)
    return Lexicon(poles, groups, _kinds(groups), {first: tuple(phrases) for first, phrases in starts.items()})


def _lines(name: str) -> Iterator[str]:
    """The lines of a table that are no comments."""
    text = files("claimgraph.link.pairs").joinpath(name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _poles() -> dict[str, tuple[tuple[Pole, str], ...]]:
    """The table of opposites by word."""
    poles: dict[str, list[tuple[Pole, str]]] = defaultdict(list)
    for line in _lines("opposites.txt"):
        axis, _, sides = line.partition(":")
        for end, side in zip((1, -1), sides.split("|"), strict=True):
            for word in side.split(","):
                lemma, _, class_ = word.strip().partition("/")
                poles[lemma].append(((axis, end), CLASSES.get(class_, "")))
    return {lemma: tuple(entries) for lemma, entries in poles.items()}


def _groups() -> dict[str, frozenset[str]]:
    """The groups of near-synonyms that each word is in, each named by its first word."""
    groups: dict[str, set[str]] = defaultdict(set)
    for line in _lines("synonyms.txt"):
        words = [word.strip() for word in line.split(",")]
        for word in words:
            groups[word].add(f"={words[0]}")
    return {word: frozenset(names) for word, names in groups.items()}


def _kinds(groups: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """For each word the keys of what it is a kind of, at any distance."""
    above: dict[str, set[str]] = defaultdict(set)
    for line in _lines("kinds.txt"):
        general, _, special = line.partition(":")
        for word in re.split(r",\s*", special.strip()):
            above[word].add(general)
    return {word: frozenset(_closure(word, above, groups)) for word in above}


def _closure(word: str, above: Mapping[str, set[str]], groups: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The keys of all words over a word, found upwards level by level."""
    seen: set[str] = set()
    level = set(above.get(word, ()))
    while level:
        seen |= level
        level = {general for low in level for general in above.get(low, ())} - seen
    for general in seen - {word}:
        yield general
        yield from groups.get(general, frozenset())
