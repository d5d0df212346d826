"""What a claim that came as a row of a table is about: its attribute, in words that are matched as those of sentences are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claimgraph.link.pairs.lexicon import Pole, lexicon
from claimgraph.link.pairs.tolls import FATES, SAID
from claimgraph.model import Slots

MOST = 6
"""An attribute of more words is a sentence, and says more than what is counted."""
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = frozenset("a an the of in at on by for to and or number total count tally figure toll sum amount how many no nr".split())
"""Words that say nothing of what is counted."""
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_IRREGULAR = {"lives": "life", "men": "man", "women": "woman", "children": "child", "lost": "lose", "shot": "shoot", "sunk": "sink"}
_DOUBLED = re.compile(r"([bdglmnprt])\1(?:ed|ing)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an attribute: its lemmas as the tables know them, what these are matched by, their kinds and their poles.

    `forms` are all the lemmas that its ending allows.
    """

    lemmas: frozenset[str]
    forms: frozenset[str]
    keys: frozenset[str]
    kinds: frozenset[str]
    poles: frozenset[Pole]


def attribute_of(slots: Slots) -> str:
    """What a claim that came as a row of a table is about, besides its thing: attribute, time and place; empty where it has a sentence."""
    if slots.parse or not slots.predicate:
        return ""
    time = (slots.time.from_ or "", slots.time.to or "") if slots.time else ("", "")
    return "\n".join((slots.predicate.casefold(), *time, (slots.place or "").casefold()))


@lru_cache(maxsize=2_000)  # a table has few attributes and units, again and again
def words_of(attribute: str) -> tuple[Word, ...]:
    """The words of an attribute, or of a unit, that say what is counted; none where there are too many to be sure.

    >>> [sorted(word.lemmas) for word in words_of("Number of officers killed")]
    [['officer'], ['kill', 'killed']]
    """
    forms = [form for form in _WORD.findall(attribute.casefold()) if form not in _JOINING]
    return tuple(_word(form) for form in forms) if len(forms) <= MOST else ()


def fates_of(word: Word) -> set[str]:
    """What a word says happened to somebody."""
    return {FATES[pole] for pole in word.poles if pole in FATES} | {fate for fate, said in SAID.items() if word.lemmas & said}


def _word(form: str) -> Word:
    words, forms = lexicon(), frozenset({_IRREGULAR.get(form, form), *_cut(form)})
    lemmas = frozenset(lemma for lemma in forms if lemma in words.poles or lemma in words.groups or lemma in words.kinds) or forms
    keys, kinds = (frozenset(key for lemma in lemmas for key in of(lemma)) for of in (words.keys_of, words.kinds_of))
    return Word(lemmas, forms, keys, kinds, frozenset(pole for lemma in lemmas for pole, _ in words.poles.get(lemma, ())))


def _cut(form: str) -> Iterator[str]:
    """What is left of a word without the ending of a plural, a past or a participle."""
    for ending, instead in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            yield form[: -len(ending)] + instead
    if doubled := _DOUBLED.search(form):
        yield form[: doubled.start() + 1]
