"""Who says it, set off by commas in what is said: "The rent, Ms Tasker notes drily, tripled", "It is safe, counters the firm; P".

The parser often builds such a sentence round the wrong verb, or takes the verb for a noun. Here the words between the marks are parsed
by themselves, and the sentence without them, and both trees are joined again: every word stays where it is in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimgraph.extract.attribution.said_last import closes, closings_in, is_statement
from claimgraph.extract.attribution.set_off import SUBJECTS, Aside, asides_in, is_clause, sentences_of
from claimgraph.extract.grammar.rebuilding import rebuilt
from claimgraph.extract.grammar.words import FINITE

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_PLAIN = "said"
"""A verb that no parser takes for a noun."""


_Spoken = tuple[Aside, "Doc"]
"""An aside, and the parse of its words with a plain verb of saying."""
_Sentence = tuple[int, int, int]
"""A sentence by the number of its text and of its first and last word there."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a sentence without its asides: the numbers that its words have in its text, and its parse."""

    numbers: Sequence[int]
    doc: Doc

    def host(self, aside: Aside) -> Token:
        """The verb of the smallest clause that goes on over an aside; where it stands between two clauses, the verb of that before it."""
        cut = bisect_left(self.numbers, aside.first)
        if aside.ends:
            return self.doc[max(0, cut - 1)].sent.root
        within = [token for token in self.doc if is_clause(token) and token.left_edge.i < cut <= token.right_edge.i]
        before = self.doc[max(0, cut - 1)]
        return min(within, key=lambda token: token.right_edge.i - token.left_edge.i, default=before.sent.root)


def with_asides_apart(docs: Sequence[Doc], pipeline: Language) -> list[Doc]:
    """The same texts, each with the tree in which its asides hang as parentheses on the clauses they stand in; as it was where it has none.

    What is parsed again is parsed for all texts at once.
    """
    return _with(asides_in, _with(closings_in, docs, pipeline), pipeline)


def _with(find: Callable[[Sequence[Token]], Iterable[Aside]], docs: Sequence[Doc], pipeline: Language) -> list[Doc]:
    """The same texts with the asides apart that are found in their sentences by `find`."""
    apart = _apart(find, docs, pipeline)
    rests = _rests(docs, apart, pipeline)
    hosted = {
        sentence: [(aside, part) for aside, part in some if _is_hosted(aside, rests[sentence], sentence)]
        for sentence, some in apart.items()
    }
    rests |= _rests(docs, {sentence: some for sentence, some in hosted.items() if 0 < len(some) < len(apart[sentence])}, pipeline)
    grafts: dict[int, list[tuple[_Rest, list[_Spoken]]]] = {}
    for sentence, some in hosted.items():
        if some:
            grafts.setdefault(sentence[0], []).append((rests[sentence], some))
    return [_joined(doc, grafts[number]) if number in grafts else doc for number, doc in enumerate(docs)]


def _apart(find: Callable[[Sequence[Token]], Iterable[Aside]], docs: Sequence[Doc], pipeline: Language) -> dict[_Sentence, list[_Spoken]]:
    """By its sentence, each aside with its parse, where that makes a clause of a verb and its speaker; the shortest."""
    found = [
        ((number, words[0].i, words[-1].i), aside)
        for number, doc in enumerate(docs)
        for words in sentences_of(doc)
        for aside in find(words)
    ]
    parts = _parsed([_words_of(docs[sentence[0]], aside) for sentence, aside in found], pipeline)
    apart: dict[_Sentence, list[_Spoken]] = {}
    for (sentence, aside), part in zip(found, parts, strict=True):
        some = apart.setdefault(sentence, [])
        verb = closes(part) if aside.ends else _speaker_of(part, aside.verb - aside.first)
        if verb is not None and not any(aside.last == other.last for other, _ in some):
            some.append((replace(aside, verb=aside.first + verb.i), part))
    return {sentence: some for sentence, some in apart.items() if some}


def _rests(docs: Sequence[Doc], apart: Mapping[_Sentence, Sequence[_Spoken]], pipeline: Language) -> dict[_Sentence, _Rest]:
    """What is left of each of these sentences without its asides."""
    kept = {sentence: _without(sentence, some) for sentence, some in apart.items()}
    kept = {sentence: numbers for sentence, numbers in kept.items() if numbers}
    parts = _parsed([_part(docs[sentence[0]], numbers) for sentence, numbers in kept.items()], pipeline)
    return {sentence: _Rest(kept[sentence], part) for sentence, part in zip(kept, parts, strict=True)}


def _is_hosted(aside: Aside, rest: _Rest, sentence: _Sentence) -> bool:
    """Whether an aside stands in a clause that somebody may have said, or shows by its commas or its order that it is one."""
    host = rest.host(aside)
    if aside.ends:
        return is_statement(host) and rest.numbers[host.left_edge.i] <= sentence[1]
    return aside.closed or aside.verb == aside.first or is_clause(host)


def _without(sentence: _Sentence, apart: Iterable[_Spoken]) -> list[int]:
    """The numbers of the words of a sentence in none of these asides."""
    taken = {number for aside, _ in apart for number in (*range(aside.first, aside.last + 1), *aside.commas)}
    return [number for number in range(sentence[1], sentence[2] + 1) if number not in taken]


def _parsed(parts: Iterable[Doc], pipeline: Language) -> list[Doc]:
    """Parts of texts parsed as texts of their own, names left out."""
    return list(pipeline.pipe(parts, batch_size=64, disable=["ner"]))


def _part(doc: Doc, numbers: Sequence[int], words: Sequence[str] = ()) -> Doc:
    """These words of a document, or others in their place, as a text with the same word boundaries."""
    from spacy.tokens import Doc

    words = words or [doc[number].text for number in numbers]
    return Doc(doc.vocab, words=list(words), spaces=[bool(doc[number].whitespace_) for number in numbers])


def _words_of(doc: Doc, aside: Aside) -> Doc:
    """The words of an aside with a plain verb of saying for their own, but for a plain enough one that ends a sentence with it."""
    numbers = range(aside.first, aside.last + 1)
    plain = aside.verb == aside.first or not aside.ends or doc[aside.verb].tag_ not in FINITE
    return _part(doc, numbers, [_PLAIN if number == aside.verb and plain else doc[number].text for number in numbers])


def _speaker_of(part: Doc, verb: int) -> Token | None:
    """The verb of this number, where a parsed text is one clause of it and its subject."""
    roots = [token for token in part if token.head.i == token.i]
    speaks = len(roots) == 1 and roots[0].i == verb and any(child.dep_ in SUBJECTS | {"dobj"} for child in part[verb].children)
    return part[verb] if speaks else None


def _joined(doc: Doc, grafts: Sequence[tuple[_Rest, Sequence[_Spoken]]]) -> Doc:
    """The document with the trees of these rests and of their asides, in each sentence that has any."""
    source: dict[int, Token] = dict(enumerate(doc))
    heads = {number: token.head.i for number, token in source.items()}
    deps = {number: token.dep_ for number, token in source.items()}
    for rest, apart in grafts:
        _graft(doc, rest, apart, source, heads, deps)
    verbs = {aside.verb: doc[aside.verb] for _, apart in grafts for aside, _ in apart}
    finite = {number: verb for number, verb in verbs.items() if verb.tag_ in FINITE}
    order = range(len(doc))
    return rebuilt(
        doc,
        [heads[number] for number in order],
        tags=[finite.get(number, source[number]).tag_ for number in order],
        pos=[source[number].pos_ for number in order],
        lemmas=[verbs.get(number, source[number]).lemma_ for number in order],
        deps=[deps[number] for number in order],
    )


def _graft(doc: Doc, rest: _Rest, apart: Sequence[_Spoken], source: dict[int, Token], heads: dict[int, int], deps: dict[int, str]) -> None:
    """Put, for each word of a sentence, the token that it is in the parse of its rest or of an aside, its head, and its relation."""
    for number, token in zip(rest.numbers, rest.doc, strict=True):
        source[number], heads[number], deps[number] = token, rest.numbers[token.head.i], token.dep_
    for aside, part in apart:
        for number, token in enumerate(part, aside.first):
            source[number], heads[number] = token, token.head.i + aside.first
            turned = token.dep_ == "dobj" and heads[number] == aside.verb and (aside.verb == aside.first or not aside.ends)
            deps[number] = "nsubj" if turned else token.dep_
        heads[aside.verb], deps[aside.verb] = rest.numbers[rest.host(aside).i], "parataxis"
        for comma in aside.commas:
            source[comma], heads[comma], deps[comma] = doc[comma], aside.verb, "punct"
