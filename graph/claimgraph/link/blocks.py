"""The blocks that a claim stands in: two things that it speaks of at once, as a name and what is said of it; all from its slots."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import NamedTuple

from claimgraph.forgetting import lets_go_of_words
from claimgraph.link.pairs.attributes import attribute_of, fates_of, words_of
from claimgraph.link.pairs.lexicon import lexicon
from claimgraph.link.pairs.profile import GENERIC, LIGHT
from claimgraph.link.pairs.tolls import FATES
from claimgraph.model import Claim, Entity, Graph, Polarity, Slots

MOST_NAMES = 3
"""How many entities of a claim make blocks."""
MOST_WORDS = 6
"""How many of its words do."""
MOST_AXES = 6
"""How many axes of opposition on which its words stand do: with all three a claim is in 90 blocks at most, and mostly in some 20."""
LONGEST_PHRASE = 12
"""Within how many words a phrase of the tables lies, articles included."""
MEETING = 2**62
"""The numbers from here on are of blocks in which rows of tables and sentences meet: an even one of rows, the next of sentences."""
MOST_THINGS = 12
"""By how many words and axes a row meets sentences."""
_ROW, _SENTENCE = 0, 1
_FATES = {axis: fate for (axis, _), fate in FATES.items()}
"""The axis of each fate."""
_JOINING = frozenset("aux auxpass det".split())
_ARTICLES = ("DT", "PRP$")
_OPPOSED = ("NN", "VB", "JJ", "RB", "RP", "IN")

Naming = Callable[[str], Iterable[str]]
"""The names by which an entity is known, given its id."""


class _Word(NamedTuple):
    """A word of a claim as its parse has it."""

    form: str
    tag: str
    dependency: str
    lemma: str
    is_measure: bool


class _Thing(NamedTuple):
    """What a word or phrase is matched by, "" where it says little by itself, and the axes of opposition on which it stands."""

    word: str
    axes: tuple[str, ...]


def blocks_of(claim: Claim, naming: Naming) -> tuple[int, ...]:
    """The blocks of a claim as numbers of 63 bits, sorted; claims that may collide share one, or look into one of the other.

    Each stands for two things: a name and a name, a name and a word, two words, or either with an axis of opposition on which another
    word stands ("held" and "lost" stand on one). Two axes alone are no block, nor is a word with its own axes, or with its phrase.
    A row of a table, which has no sentence, stands in those of its thing's names with its attribute, time and place; and, where it has a
    number, in some that sentences with numbers look into: of a name, a word or axis, and a time.
    """
    names = dict.fromkeys(compared(name) for entity in claim.entities for name in naming(entity))
    if attribute := attribute_of(claim.slots):
        return tuple(sorted({*(_number(name, attribute) for name in names), *_blocks_of_row(claim.slots, tuple(names))}))
    return _blocks_of(claim.text, claim.slots, tuple(names)[:MOST_NAMES])


@lru_cache(maxsize=2_000)  # a new claim is asked for twice: when it is compared, and when its place is kept
def _blocks_of(text: str, slots: Slots, names: tuple[str, ...]) -> tuple[int, ...]:
    """The blocks of a sentence about things of these names."""
    inside = {word for name in names for word in name.split()}
    parts = list(_said_in([word for word in _words_of(text, slots) if word.lemma not in inside]))
    words = [(thing.word, place) for place, part in enumerate(parts) for thing in part if thing.word]
    found = [*((name, -1 - place) for place, name in enumerate(names)), *dict(reversed(words[:MOST_WORDS])).items()]
    axes = [(f"~{axis}", place) for place, part in enumerate(parts) for thing in part for axis in thing.axes][:MOST_AXES]
    pairs = [*combinations(found, 2), *product(found, axes)]
    counts = bool(slots.quantities) or slots.polarity is Polarity.NEGATIVE
    told = [thing for thing, place in (*found, *axes) if place >= 0] if counts else []
    meeting = {_meeting(_SENTENCE, name, thing, _time_of(slots)) for name, thing in product(names, told)}
    return tuple(sorted(meeting | {_number(*sorted((one, other))) for (one, at), (other, there) in pairs if at != there and one != other}))


lets_go_of_words(_blocks_of.cache_clear)


def looked_into(block: int) -> int:
    """The block in which those stand that a claim of this block is compared with: the same, but where rows and sentences meet."""
    return block ^ 1 if block >= MEETING else block


def _blocks_of_row(slots: Slots, names: Sequence[str]) -> Iterator[int]:
    """The blocks in which a row with a number meets sentences: of its time, and of none; by the axis of a fate, and by each word."""
    if not slots.quantities:
        return
    words = words_of(slots.predicate)
    axes = {f"~{axis}" for axis, fate in _FATES.items() if any(fate in fates_of(word) for word in words)}
    things = [*sorted(axes), *sorted({min(lexicon().keys_of(form)) for word in words for form in word.forms})]
    for name, thing, time in product(names[:MOST_NAMES], things[:MOST_THINGS], {_time_of(slots), ""}):
        yield _meeting(_ROW, name, thing, time)


def _meeting(side: int, *parts: str) -> int:
    return MEETING | (_number("\n".join(parts), "") & ~1) | side


def _time_of(slots: Slots) -> str:
    return f"{slots.time.from_ or ''}/{slots.time.to or ''}" if slots.time and slots.time.from_ else ""


def naming_in(graph: Graph) -> Naming:
    """The names of the entities of a graph: each one's own, and that of the one which stands for it; its id where it has no name here."""

    def names(entity: str) -> Iterator[str]:
        """The names of one entity."""
        for node in dict.fromkeys((entity, graph.representative(entity))):
            found: Entity | None = graph.entities.get(node)
            yield found.name if found else node

    return names


def compared(name: str) -> str:
    """A name as it is compared: case folded, white space single."""
    return " ".join(name.casefold().split())


def _words_of(text: str, slots: Slots) -> Iterator[_Word]:
    """The words of a sentence; none where its parse is broken."""
    measures = list(_measures(text, slots))
    for word in slots.parse.split(" ") if slots.parse else ():
        parts = word.split("|", 6)
        if len(parts) == 7 and parts[0].isdecimal() and parts[1].isdecimal():
            start, end = int(parts[0]), int(parts[1])
            inside = any(first <= start and end <= last for first, last in measures)
            yield _Word(text[start:end].lower(), parts[2], parts[3], parts[6], inside)


def _measures(text: str, slots: Slots) -> Iterator[tuple[int, int]]:
    """Where the words of the numbers and of the time of a sentence stand, which say when and how many rather than what."""
    for words in (*(quantity.words for quantity in slots.quantities), slots.time.words if slots.time else ""):
        start = text.find(words) if words else -1
        if start >= 0:
            yield start, start + len(words)


def _said_in(words: Sequence[_Word]) -> Iterator[list[_Thing]]:
    """What words say, one by one, but those of a phrase of the tables ("call off", "in disarray") together, after the phrase."""
    place = 0
    while place < len(words):
        phrase, end = _phrase_at(words, place)
        part = [_said_together(phrase)] if phrase else []
        part += [_said(word.lemma, word.tag) for word in words[place:end] if word.dependency not in _JOINING and not word.is_measure]
        yield [thing for thing in part if thing.word or thing.axes]
        place = end


def _phrase_at(words: Sequence[_Word], place: int) -> tuple[str, int]:
    """The longest phrase that begins at a word, articles left out, "" where none does; and the place behind it or the word."""
    starts = lexicon().phrase_starts
    phrases = (*starts.get(words[place].lemma, ()), *starts.get(words[place].form, ()))
    ahead = {form for word in words[place + 1 : place + LONGEST_PHRASE] for form in (word.lemma, word.form)} if phrases else set()
    for phrase in phrases:
        end = _end_of(words, place, phrase) if phrase[-1] in ahead else 0
        if end:
            return " ".join(phrase), end
    return "", place + 1


def _end_of(words: Sequence[_Word], place: int, phrase: Sequence[str]) -> int:
    """The place behind a phrase that begins at a word; 0 where another word stands there."""
    left = list(reversed(phrase))
    for at in range(place, min(len(words), place + 2 * len(phrase))):
        word = words[at]
        if left[-1] in (word.lemma, word.form):
            left.pop()
            if not left:
                return at + 1
        elif at == place or word.tag not in _ARTICLES:
            return 0
    return 0


@lru_cache(maxsize=10_000)
def _said_together(phrase: str) -> _Thing:
    """What a phrase is matched by, and the axes on which it stands."""
    words = lexicon()
    axes = {axis for (axis, _), _ in words.poles.get(phrase, ())}
    return _Thing(min(words.groups.get(phrase, frozenset()) | {phrase}), tuple(sorted(axes)))


@lru_cache(maxsize=10_000)
def _said(lemma: str, tag: str) -> _Thing:
    """What a word is matched by, and the axes on which it stands but that of its own negation."""
    words, class_ = lexicon(), tag[:2]
    tells = (class_ in ("NN", "FW") and lemma not in GENERIC) or (class_ == "VB" and lemma not in LIGHT)
    axes = {axis for axis, _ in words.poles_of(lemma, tag)} if class_ in _OPPOSED else set()
    return _Thing(min(words.keys_of(lemma)) if tells else "", tuple(sorted(axis for axis in axes if not axis.startswith("un-"))))


def _number(one: str, other: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{one}\n{other}".encode(), digest_size=8).digest(), "big") >> 2
