"""Whether what a model writes agrees with the words it quotes: in what it denies, and in how sure it says that somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimgraph import language
from claimgraph.extract.grammar.cues import ADJECTIVES, VERBS, CueKind
from claimgraph.extract.statements.modality import HEDGES
from claimgraph.extract.statements.slots import is_negative, main_verb
from claimgraph.model import Certainty, Span

if TYPE_CHECKING:  # loaded with the first text
    from spacy.tokens import Token

_SEEMING = frozenset({"seem", "appear", "must"})
_SUREST_LAST = (Certainty.UNLIKELY, Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
_ENDINGS = ("", "s", "es", "d", "ed", "ing")
_CLAUSE = ("aux", "auxpass")


def reverses(claim: str, sentence: str, quote: Span) -> bool:
    """Whether a claim denies what the quote, a range of an English sentence, says, or says what that denies.

    >>> reverses("The troops crossed the border.", "The troops did not cross the border.", Span(15, 35))
    True
    >>> reverses("The men failed to act.", "The men failed to act on it.", Span(0, 22))
    False
    """
    said, near = language.parse([claim, sentence])
    verb = main_verb(said)
    if verb is None:
        return False
    quoted = [word for word in near if quote.start <= word.idx < quote.end and word.pos_ in ("VERB", "AUX") and word.dep_ not in _CLAUSE]
    told = [word for word in quoted if word.lemma_ == verb.lemma_] or quoted
    return bool(told) and all(_is_denied(word) != _is_denied(verb) for word in told)


def _is_denied(verb: Token) -> bool:
    """Whether a verb is negated, by its own words or by those that it completes: "failed to act"."""
    denied = is_negative(verb)
    while verb.dep_ == "xcomp":
        verb = verb.head
        denied ^= is_negative(verb)
    return denied


def certainty_of(words: str) -> Certainty:
    """How sure some words say that somebody is: UNSTATED where no word of them is one that says so.

    >>> certainty_of("it may well be"), certainty_of("believes"), certainty_of("said")
    (<Certainty.POSSIBLE: 'possible'>, <Certainty.PROBABLE: 'probable'>, <Certainty.UNSTATED: 'unstated'>)
    """
    levels = {_level(word) for word in words.casefold().split()}
    return next((level for level in _SUREST_LAST if level in levels), Certainty.UNSTATED)


def _level(word: str) -> Certainty:
    word = word.strip(".,;:!?\"'")
    if word in HEDGES:
        return HEDGES[word]
    if word in ADJECTIVES:
        return ADJECTIVES[word].certainty
    stems = [word.removesuffix(ending) for ending in _ENDINGS]
    if not _SEEMING.isdisjoint(stems):
        return Certainty.PROBABLE
    cues = (VERBS[stem] for stem in stems if stem in VERBS)
    return next((cue.certainty for cue in cues if cue.kind is CueKind.THOUGHT), Certainty.UNSTATED)
