"""The rules by which a pipeline gives words their part of speech and form, asked once for all words of a kind instead of for each.

spaCy's `attribute_ruler` holds some 180 patterns against every word. Nearly all look at one word: at its tag, its relation and, of some
hundred words, at the word itself. So what they tell is kept by these, and only the few patterns of several words are matched in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens import _retokenize as _annotating

Pattern = Sequence[Mapping[str, Any]]
Kind = tuple[int, int, int, int]
"""All that the rules of one word see of it: tag, relation, whether it is white space, and the word where a rule names it, else 0."""
_annotate = cast("Callable[[Token, Mapping[int, Any]], None]", vars(_annotating)["set_token_attrs"])


class WordRules:
    """A part of a pipeline that does what an attribute ruler does; what it keeps grows with the kinds of words, not with the text."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        patterns = cast("list[list[Pattern]]", [rule["patterns"] for rule in ruler.patterns])
        lone = [number for number, some in enumerate(patterns) if all(map(_is_of_one_word, some))]
        self._lone = _matcher(ruler, patterns, lone)
        self._wider = _matcher(ruler, patterns, [number for number in range(len(patterns)) if number not in set(lone)])
        named = {word for number in lone for pattern in patterns[number] for word in _named(pattern[0])}
        self._named = {ruler.vocab.strings[word] for word in named}
        self._told: dict[Kind, tuple[int, ...]] = {}
        self._attributes: dict[tuple[int, ...], dict[int, Any]] = {}

    @property
    def kinds(self) -> int:
        """Of how many kinds of words it is kept which rules hold."""
        return len(self._told)

    def __call__(self, doc: Doc) -> Doc:
        """The document with what the rules tell of its words."""
        columns = doc.to_array(["TAG", "DEP", "IS_SPACE", "LOWER"]).tolist()
        numbers = [self._rules_of(doc, place, columns[place]) for place in range(len(doc))]
        for number, place in self._wide(doc):
            numbers[place] = tuple(sorted((*numbers[place], number)))
        for place, told in enumerate(numbers):
            if told:
                _annotate(doc[place], self._attributes_of(told))
        return doc

    def _rules_of(self, doc: Doc, place: int, seen: Sequence[int]) -> tuple[int, ...]:
        """The rules of one word that hold of a word, in order; `seen` is its tag, its relation, whether it is white space, and itself."""
        kind = (seen[0], seen[1], seen[2], seen[3] if seen[3] in self._named else 0)
        if kind not in self._told:
            alone = Doc(doc.vocab, words=[doc[place].text])
            alone[0].tag, alone[0].dep = seen[0], seen[1]
            self._told[kind] = tuple(sorted(self._numbers(self._lone, alone)))
        return self._told[kind]

    def _numbers(self, matcher: Matcher, doc: Doc) -> Iterator[int]:
        return (int(doc.vocab.strings[rule]) for rule, *_ in matcher(doc, allow_missing=True))

    def _wide(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """The rules of several words that hold somewhere, and the place of the word that each tells something of."""
        for rule, start, end in self._wider(doc, allow_missing=True):
            number = int(doc.vocab.strings[rule])
            index = self._ruler.indices[number]
            yield number, index + (start if index >= 0 else end)

    def _attributes_of(self, numbers: tuple[int, ...]) -> dict[int, Any]:
        """What some rules tell of a word, the later over the earlier."""
        if numbers not in self._attributes:
            self._attributes[numbers] = {name: value for number in numbers for name, value in self._ruler.attrs[number].items()}
        return self._attributes[numbers]


def _matcher(ruler: AttributeRuler, patterns: Sequence[Sequence[Pattern]], numbers: Sequence[int]) -> Matcher:
    matcher = Matcher(ruler.vocab)
    for number in numbers:
        matcher.add(str(number), [[dict(word) for word in pattern] for pattern in patterns[number]])
    return matcher


def _is_of_one_word(pattern: Pattern) -> bool:
    """Whether a pattern asks no more of a text than a `Kind` tells of one word."""
    if len(pattern) != 1 or not pattern[0].keys() <= {"TAG", "DEP", "IS_SPACE", "LOWER"}:
        return False
    word = pattern[0].get("LOWER", "")
    return isinstance(word, str) or word.keys() == {"IN"}


def _named(asked: Mapping[str, Any]) -> Sequence[str]:
    """The words that a pattern of one word names."""
    word = asked.get("LOWER", [])
    return [word] if isinstance(word, str) else word if isinstance(word, list) else word["IN"]
