"""Sentences that state something and of which the rules made nothing: told with the reason, so that no loss is silent."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from claimgraph.extract.layout import SILENT
from claimgraph.extract.words import Parse, Sentence, Word
from claimgraph.model import Assertion, Dropped

SENTENCE = "sentence"
"""What is told as dropped by the rules, beside the proposals of a language model."""
_LONGEST = 200
_LEAST = 3
"""Words that a sentence has at least which states something."""
_WHOLE = 5
"""Words with a full stop that are a sentence, though no verb was found in them."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def unread_of(parse: Parse, assertions: Iterable[Assertion]) -> Iterator[Dropped]:
    """The sentences of prose in which no assertion has its quote; headings, labels and questions are none."""
    quotes = [(item.quote.start, item.quote.end) for item in assertions]
    starts, covered = sorted(start for start, _ in quotes), _longest_ends(quotes)
    for sentence in parse.sentences:
        words = parse.words_of(sentence)
        reason = _reason(parse, sentence, words)
        if not reason:
            continue
        first, last = words[0].start, words[-1].end
        before = bisect_left(starts, last)
        if before and covered[before - 1] > first:
            continue
        yield Dropped(SENTENCE, reason, parse.text[first:last][:_LONGEST])


def _longest_ends(quotes: Iterable[tuple[int, int]]) -> list[int]:
    """For each quote, in order of their starts, how far it and those before it reach."""
    reach, furthest = [], 0
    for _, end in sorted(quotes):
        furthest = max(furthest, end)
        reach.append(furthest)
    return reach


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
    return verb.tag in _FINITE or any(child.tag in _FINITE for child in verb.all_children("aux", "auxpass"))
