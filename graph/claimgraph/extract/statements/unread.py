"""Sentences that state something and of which the rules made nothing: kept with the reason, so that no loss is silent."""

from collections.abc import Iterable, Iterator, Sequence

from claimgraph.covering import uncovered
from claimgraph.extract.grammar.words import TENSED, Parse, Sentence, Word
from claimgraph.extract.page.layout import SILENT
from claimgraph.extract.page.rows import tables_of
from claimgraph.model import Assertion, Document, Dropped, Unread

SENTENCE = "sentence"
"""What is told as dropped by the rules, beside the proposals of a language model."""
_LONGEST = 200
_LEAST = 3
"""Words that a sentence has at least which states something."""
_WHOLE = 5
"""Words with a full stop that are a sentence, though no verb was found in them."""
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def dropped_of(document: Document) -> Iterator[Dropped]:
    """The sentences of a document of which its reading made nothing, with the beginning of each."""
    for item in document.unread:
        yield Dropped(SENTENCE, item.reason, document.text[item.start : item.end][:_LONGEST])


def unread_of(parse: Parse, assertions: Iterable[Assertion]) -> list[Unread]:
    """The sentences of prose in which no assertion has its quote, without headings, labels and questions; and cells of tables."""
    tables = (Unread(table.start, table.end, "cells of a table that are no sentences") for table in tables_of(parse.text, parse.rows))
    return sorted((*uncovered(_stating(parse), (item.quote for item in assertions)), *tables), key=lambda item: item.start)


def _stating(parse: Parse) -> Iterator[Unread]:
    for sentence in parse.sentences:
        words = parse.words_of(sentence)
        reason = _reason(parse, sentence, words)
        if reason:
            yield Unread(words[0].start, words[-1].end, reason)


def _reason(parse: Parse, sentence: Sentence, words: Sequence[Word]) -> str:
    """Why nothing may have been made of a sentence of prose; "" for one that states nothing by itself."""
    solid = [word for word in words if not word.is_punctuation]
    if sentence.headline or parse.paragraphs[sentence.paragraph].kind in SILENT or len(solid) < _LEAST or words[-1].text == "?":
        return ""
    if any(_is_finite(word) and word.child(*_SUBJECTS) is not None for word in solid if word.is_verb):
        return "no rule makes a claim of it"
    whole = len(solid) >= _WHOLE and solid[0].pos not in {"ADP", "ADV"} and any(mark.text == "." for mark in words[-2:])
    return "no verb with a subject was found in it" if whole else ""


def _is_finite(verb: Word) -> bool:
    return verb.tag in TENSED or any(child.tag in TENSED for child in verb.all_children("aux", "auxpass"))
