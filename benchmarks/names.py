"""Proper names made of syllables, and how often each is drawn: a few everywhere, most hardly ever (Zipf and Mandelbrot)."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from claimgraph.model import EntityKind, SourceKind

T = TypeVar("T")
FLATTENED = 6
"""By how much the commonest ranks are flattened: the commonest of 1,500 places is then drawn once in thirty times."""

_ONSETS = "b br d dr f g gr h j k kl l m n p pr r s sk st t tr v z".split()
_VOWELS = "a a e e i o o u ai ei ou".split()
_CODAS = ["", "", "l", "n", "r", "s", "k", "m", "nd", "rn", "sk", "st"]
_PLACES = ["", "", "", "a", "o", "ov", "in", "aba", "holm", "mark", "ford", "abad", "ovka", "anda"]
_BODIES = (
    "Water Board;Central Bank;Health Office;Border Guard;Liberation Front;Workers Union;Housing Agency;Rail Company;Mining Group;"
    "Election Commission;People's Party;Medical Institute;Shipping Line;Grain Trust;Police Service;Relief Fund;Power Company;Army Staff"
).split(";")
_OUTLETS = "Herald;Radio;Wire;Post;Courier;Monitor;Evening News;Gazette;Chronicle;Observer;Television".split(";")


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A proper name: its words, what it names, what kind of voice it is, and the lemmas, label and tag that a parser gives it."""

    text: str
    words: tuple[str, ...]
    kind: EntityKind
    voice: SourceKind
    lemmas: tuple[str, ...]
    label: str
    tag: str = "NNP"


class Zipf(Generic[T]):
    """Draws from things ranked by how common they are: the one at rank r with a weight of 1 / (r + FLATTENED)."""

    def __init__(self, ranked: Sequence[T]) -> None:
        self._ranked = ranked
        self._sums = list(accumulate(1 / (rank + FLATTENED) for rank in range(len(ranked))))

    def draw(self, chance: Random) -> T:
        """One of the things."""
        return self._ranked[bisect(self._sums, chance.random() * self._sums[-1])]


@dataclass(frozen=True, slots=True)
class Cast:
    """All names of a made-up world, each kind by rank."""

    places: Zipf[Name]
    persons: Zipf[Name]
    bodies: Zipf[Name]
    voices: Zipf[Name]
    authors: Zipf[Name]
    outlets: Zipf[Name]

    @classmethod
    def of(cls, chance: Random) -> "Cast":
        """Some 5,000 names."""
        words = _words(chance)
        places = [_name(f"{next(words)}{chance.choice(_PLACES)}", EntityKind.PLACE) for _ in range(1_500)]
        first = [next(words) for _ in range(120)]
        persons = [_name(f"{chance.choice(first)} {next(words)}", EntityKind.PERSON) for _ in range(1_800)]
        titles = dict.fromkeys(f"{chance.choice(places).text} {chance.choice(_BODIES)}" for _ in range(1_200))
        bodies = [_name(title, EntityKind.ORGANISATION) for title in titles]
        outlets = [_name(f"{next(words)} {chance.choice(_OUTLETS)}", EntityKind.ORGANISATION, SourceKind.OUTLET) for _ in range(150)]
        voices = [*persons[:900], *bodies, *outlets]
        chance.shuffle(voices)
        kinds = (places, persons[:1_400], bodies, voices, persons[1_400:], outlets)
        return cls(*(Zipf(kind) for kind in kinds))


def _words(chance: Random) -> Iterator[str]:
    """Words of two syllables or three, each once."""
    seen: set[str] = set()
    while True:
        syllables = (chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(chance.choice((2, 2, 3))))
        word = "".join(syllables).capitalize()
        if word not in seen:
            seen.add(word)
            yield word


_VOICES = {EntityKind.PERSON: SourceKind.PERSON}
_LABELS = {EntityKind.PLACE: "GPE", EntityKind.PERSON: "PERSON", EntityKind.ORGANISATION: "ORG"}


def _name(text: str, kind: EntityKind, voice: SourceKind | None = None) -> Name:
    words = tuple(text.split())
    voice = voice or _VOICES.get(kind, SourceKind.ORGANISATION)
    return Name(text, words, kind, voice, tuple(word.lower() for word in words), _LABELS[kind])
