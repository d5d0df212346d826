"""What words stand for that count those named before: "both", "the two", "the pair", "the former", "the latter"."""

from collections.abc import Sequence

from claimgraph.extract.grammar.words import Word
from claimgraph.extract.naming.antecedents import Candidate, is_silent

MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
NOBODY = frozenset({"one", "nobody", "none", "nothing", "something", "anything", "everything", "someone", "anyone", "lot", "kind", "sort"})
_FAR = 3
"""So many sentences are looked back at for two that are counted."""
_COUNTED = frozenset({"two", "pair", "couple", "duo"})


def is_joint(noun: Word) -> bool:
    """Whether a noun is of several that are named: "Ann Lee and Bob Hay", "two residents"."""
    number = noun.child("nummod")
    return noun.child("conj") is not None or (number is not None and number.lower == "two")


def is_both(word: Word) -> bool:
    """Whether a word is a "both" that is somebody: "Both say that P"."""
    return word.lower == "both" and word.pos in {"PRON", "DET"} and word.dep in {"nsubj", "nsubjpass"} and word.child("prep") is None


def two_speaking(word: Word, speaking: Sequence[Word]) -> tuple[Word, Word] | None:
    """Who a speaking "both" is, where two spoke one after the other: "The bank says P. The firm denies it. Both insist that Q"."""
    spoken = [one for one in speaking if 0 < word.sentence - one.sentence <= 2]
    several = any(is_joint(one) or one.pos == "PRON" or one.lower in _COUNTED for one in spoken)
    speaks = is_both(word) and any(one.index == word.index for one in speaking)
    return (spoken[0], spoken[1]) if speaks and len(spoken) == 2 and not several else None


def is_number_of(word: Word) -> bool:
    """Whether a word is for as many as were named just before: "the two", "the pair", "the couple"."""
    bare = all(child.dep in {"det", "punct"} for child in word.children)
    return word.lower in _COUNTED and word.has_child("the") and bare and word.dep in {"nsubj", "nsubjpass", "pobj"}


def both_of(word: Word, recent: Sequence[Candidate]) -> Word | None:
    """The last that are two or more, first those of whom it is said: what "both" stands for."""
    some = [candidate for candidate in recent if candidate.plural and candidate.head.entity not in MEASURES]
    near = [candidate for candidate in some if word.sentence - candidate.at.sentence <= 1]
    near = near or [candidate for candidate in some if is_joint(candidate.head) and word.sentence - candidate.at.sentence <= _FAR]
    subjects = [candidate for candidate in near if candidate.subject]
    return (subjects or near)[-1].head if near else None


def one_of_two(word: Word, recent: Sequence[Candidate], *, speaking: bool) -> tuple[Word | None, bool]:
    """What "the latter" or "the former" stands for, and whether surely: one of the last two that fit, in the nearest sentence with two."""
    for sentence in range(word.sentence, word.sentence - 3, -1):
        named = {one.head.index: one for one in recent if one.head.sentence == sentence and one.at is one.head}
        fitting = [one for one in named.values() if _is_of_two(word, one, speaking=speaking)]
        joined = next((one.head for one in reversed(fitting) if one.head.dep == "conj" and one.head.head.index in named), None)
        if joined is None and len(fitting) < 2:
            continue
        first, second = (joined.head, joined) if joined is not None else (fitting[-2].head, fitting[-1].head)
        sure = joined is not None or (len(fitting) == 2 and all(one.name is not None for one in fitting))
        return (second if word.lower == "latter" else first), sure
    return None, False


def _is_of_two(word: Word, candidate: Candidate, *, speaking: bool) -> bool:
    """Whether "the latter" may be a candidate: of those who speak somebody, and of one or more as its verb is."""
    if candidate.head.entity in MEASURES or candidate.head.lower in NOBODY:
        return False
    joined = candidate.head.dep == "conj" or candidate.head.child("conj") is not None
    if joined or word.dep not in {"nsubj", "nsubjpass"}:
        return True
    if speaking and is_silent(word, candidate):
        return False
    return word.head.tag != "VBZ" or not candidate.plural
