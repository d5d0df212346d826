"""Sentences of which the tree runs over a semicolon as no sentence does: each part parsed by itself.

"A deputy, Ann Lee, asked whether it fell; Holm, reading from a card, replied" is two sentences: in the tree of one, Holm is a name of Lee.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claimgraph.extract.grammar.rebuilding import rebuilt
from claimgraph.extract.parse.soundness import is_broken, is_whole

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

_LEAST = 4
"""So many words a part has at least."""
_JOINING = frozenset({"ccomp", "conj", "parataxis", "punct", "cc", "advcl"})
"""How what stands on one side of a semicolon may hang on the other side."""
_MARKS = frozenset('"()[]')


@dataclass(frozen=True, slots=True)
class _Parts:
    """A sentence of the text of a number, and the words at which each of its parts begins and the last ends."""

    number: int
    sentence: Span
    bounds: tuple[int, ...]

    def docs(self) -> Iterator[Doc]:
        """The parts, not parsed."""
        from spacy.tokens import Doc

        doc = self.sentence.doc
        for first, end in pairwise(self.bounds):
            tokens = doc[first:end]
            yield Doc(doc.vocab, words=[token.text for token in tokens], spaces=[bool(token.whitespace_) for token in tokens])


def with_halves_apart(docs: Sequence[Doc], pipeline: Language) -> list[Doc]:
    """The same texts, with other trees for such sentences where a part is a whole one. What is parsed again is parsed for all at once."""
    some = [one for number, doc in enumerate(docs) for sentence in doc.sents if (one := _parts_of(number, sentence)) is not None]
    parsed = pipeline.pipe([part for one in some for part in one.docs()], batch_size=64, disable=["ner"])
    kept: dict[int, list[tuple[_Parts, list[Doc]]]] = {}
    for one in some:
        parts = [next(parsed) for _ in one.bounds[1:]]
        if all(map(_is_one, parts)) and any(map(_is_sentence, parts)):
            kept.setdefault(one.number, []).append((one, parts))
    return [_joined(doc, kept[number]) if number in kept else doc for number, doc in enumerate(docs)]


def _parts_of(number: int, sentence: Span) -> _Parts | None:
    """The parts of a sentence that are to be parsed; None where its tree keeps to them."""
    cuts = [token.i for token in sentence if token.text == ";"]
    bounds = (sentence.start, *(cut + 1 for cut in cuts), sentence.end)
    if not cuts or any(token.text in _MARKS for token in sentence):
        return None
    if any(end - first < _LEAST for first, end in pairwise(bounds)):
        return None
    return _Parts(number, sentence, bounds) if any(_strays(token, cuts) for token in sentence) else None


def _strays(token: Token, cuts: Sequence[int]) -> bool:
    """Whether a word hangs on one beyond a semicolon that it cannot hang on."""
    first, last = sorted((token.i, token.head.i))
    return token.dep_ not in _JOINING and any(first < cut < last for cut in cuts)


def _roots(part: Doc) -> list[Token]:
    return [token for token in part if token.head.i == token.i]


def _is_one(part: Doc) -> bool:
    """Whether the parser sees one sentence in a part."""
    return len(_roots(part)) == 1


def _is_sentence(part: Doc) -> bool:
    """Whether a part is a sentence that holds together."""
    return all(is_whole(root) and not is_broken(root) for root in _roots(part))


def _joined(doc: Doc, kept: Sequence[tuple[_Parts, Sequence[Doc]]]) -> Doc:
    """The document with the trees of these parts, each of which hangs on the next as the parser has it."""
    source: list[Token] = list(doc)
    heads, deps = [token.head.i for token in doc], [token.dep_ for token in doc]
    for one, parts in kept:
        roots = [first + _roots(part)[0].i for first, part in zip(one.bounds, parts, strict=False)]
        for first, part in zip(one.bounds, parts, strict=False):
            for token in part:
                source[first + token.i], heads[first + token.i], deps[first + token.i] = token, first + token.head.i, token.dep_
        for root, following in pairwise(roots):
            heads[root], deps[root] = following, "ccomp"
    return rebuilt(
        doc,
        heads,
        tags=[token.tag_ for token in source],
        pos=[token.pos_ for token in source],
        lemmas=[token.lemma_ for token in source],
        deps=deps,
    )
