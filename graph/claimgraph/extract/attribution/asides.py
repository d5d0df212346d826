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
from claimgraph.extract.attribution.set_off import FINITE, SUBJECTS, Aside, asides_in, is_clause, sentences_of
from claimgraph.extract.grammar.rebuilding import rebuilt

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_PLAIN = "said"
"""A verb that no parser takes for a noun."""


_Spoken = tuple[Aside, "Doc"]
"""An aside, and the parse of its words with a plain verb of saying."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a text without its asides: the numbers that its words have there, and its parse."""

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
        number: [(aside, part) for aside, part in some if _is_hosted(aside, rests[number], docs[number])] for number, some in apart.items()
    }
    rests |= _rests(docs, {number: some for number, some in hosted.items() if 0 < len(some) < len(apart[number])}, pipeline)
    return [_joined(doc, rests[number], hosted[number]) if hosted.get(number) else doc for number, doc in enumerate(docs)]


def _apart(find: Callable[[Sequence[Token]], Iterable[Aside]], docs: Sequence[Doc], pipeline: Language) -> dict[int, list[_Spoken]]:
    """By the number of its text, each aside with its parse, where that makes a clause of a verb and its speaker; the shortest."""
    found = [(number, aside) for number, doc in enumerate(docs) for words in sentences_of(doc) for aside in find(words)]
    parts = _parsed([_words_of(docs[number], aside) for number, aside in found], pipeline)
    apart: dict[int, list[_Spoken]] = {}
    for (number, aside), part in zip(found, parts, strict=True):
        some = apart.setdefault(number, [])
        verb = closes(part) if aside.ends else _speaker_of(part, aside.verb - aside.first)
        if verb is not None and not any(aside.last == other.last for other, _ in some):
            some.append((replace(aside, verb=aside.first + verb.i), part))
    return {number: some for number, some in apart.items() if some}


def _rests(docs: Sequence[Doc], apart: Mapping[int, Sequence[_Spoken]], pipeline: Language) -> dict[int, _Rest]:
    """What is left of each of these texts without its asides, by its number."""
    kept = {number: _without(docs[number], some) for number, some in apart.items()}
    parts = _parsed([_part(docs[number], numbers) for number, numbers in kept.items()], pipeline)
    return {number: _Rest(kept[number], part) for number, part in zip(kept, parts, strict=True)}


def _is_hosted(aside: Aside, rest: _Rest, doc: Doc) -> bool:
    """Whether an aside stands in a clause that somebody may have said, or shows by its commas or its order that it is one."""
    host = rest.host(aside)
    if aside.ends:
        begins = next(words[0].i for words in sentences_of(doc) if words[0].i <= aside.first <= words[-1].i)
        return is_statement(host) and rest.numbers[host.left_edge.i] <= begins
    return aside.closed or aside.verb == aside.first or is_clause(host)


def _without(doc: Doc, apart: Iterable[_Spoken]) -> list[int]:
    """The numbers of the tokens in none of these asides."""
    taken = {number for aside, _ in apart for number in (*range(aside.first, aside.last + 1), *aside.commas)}
    return [number for number in range(len(doc)) if number not in taken]


def _parsed(parts: Iterable[Doc], pipeline: Language) -> list[Doc]:
    """Parts of texts parsed as texts of their own, names left out."""
    return list(pipeline.pipe(parts, batch_size=64, disable=["ner"]))


def _part(doc: Doc, numbers: Sequence[int], words: Sequence[str] = ()) -> Doc:
    """These words of a document, or others in their place, as a text with the same word boundaries."""
    from spacy.tokens import Doc

    words = words or [doc[number].text for number in numbers]
    return Doc(doc.vocab, words=list(words), spaces=[bool(doc[number].whitespace_) for number in numbers])


def _words_of(doc: Doc, aside: Aside) -> Doc:
    """The words of an aside with a plain verb of saying for their own, but for one that ends a sentence with it."""
    numbers = range(aside.first, aside.last + 1)
    plain = aside.verb == aside.first or not aside.ends
    return _part(doc, numbers, [_PLAIN if number == aside.verb and plain else doc[number].text for number in numbers])


def _speaker_of(part: Doc, verb: int) -> Token | None:
    """The verb of this number, where a parsed text is one clause of it and its subject."""
    roots = [token for token in part if token.head.i == token.i]
    speaks = len(roots) == 1 and roots[0].i == verb and any(child.dep_ in SUBJECTS | {"dobj"} for child in part[verb].children)
    return part[verb] if speaks else None


def _joined(doc: Doc, rest: _Rest, apart: Sequence[_Spoken]) -> Doc:
    """The document with the trees of its rest and of its asides."""
    source, heads, deps = _grafted(doc, rest, apart)
    verbs = {aside.verb: doc[aside.verb] for aside, _ in apart}
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


def _grafted(doc: Doc, rest: _Rest, apart: Sequence[_Spoken]) -> tuple[dict[int, Token], dict[int, int], dict[int, str]]:
    """For each word of a document the token that it is in the parse of its rest or of an aside, its head, and its relation to that."""
    source: dict[int, Token] = dict(zip(rest.numbers, rest.doc, strict=True))
    heads = {number: rest.numbers[token.head.i] for number, token in source.items()}
    deps = {number: token.dep_ for number, token in source.items()}
    for aside, part in apart:
        for number, token in enumerate(part, aside.first):
            source[number], heads[number] = token, token.head.i + aside.first
            turned = token.dep_ == "dobj" and heads[number] == aside.verb and (aside.verb == aside.first or not aside.ends)
            deps[number] = "nsubj" if turned else token.dep_
        heads[aside.verb], deps[aside.verb] = rest.numbers[rest.host(aside).i], "parataxis"
        for comma in aside.commas:
            source[comma], heads[comma], deps[comma] = doc[comma], aside.verb, "punct"
    return source, heads, deps
