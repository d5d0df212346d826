"""Headlines as a parser of prose can take them: in the case of prose, and with the verb that the tagger took for a noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimgraph.extract.grammar.cues import NOUNS, VERBS
from claimgraph.extract.grammar.rebuilding import rebuilt
from claimgraph.extract.grammar.words import TENSED

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_STOPS = frozenset({";", ":", ",", "-", "--", "—", "–", "?"})
_HELPER = "will"


def in_sentence_case(headline: str, lowered: frozenset[str]) -> str:
    """A headline in title case with the words lowered that the body writes small, or that can be verbs, as long as before."""
    words = re.findall(r"[^\W\d_]{4,}", headline)
    if sum(word[0].isupper() for word in words) <= len(words) * 0.6:
        return headline
    return re.sub(r"(?<=\s)[A-Z][a-z]*\b", lambda match: _small(match.group(), lowered), headline)


def _small(word: str, lowered: frozenset[str]) -> str:
    low = word.lower()
    return low if low in lowered or (_base(low) in VERBS and _base(low) not in NOUNS) else word


def with_its_verb(doc: Doc, pipeline: Language) -> Doc:
    """The parsed headline, parsed once more where a word that can be its verb was taken for a noun and makes a clause as a verb."""
    token = next(_missed_verbs(doc), None)
    if token is None:
        return doc
    before, after = doc.text[: token.idx], doc.text[token.idx + len(token.text) :]
    again = pipeline(f"{before}{_HELPER} {_base(token.lower_)}{after}")
    helper = next((other for other in again if other.idx == token.idx), None)
    if helper is None or helper.lower_ != _HELPER or helper.i + 1 >= len(again):
        return doc
    verb = again[helper.i + 1]
    clause = verb.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in verb.children) and helper.head.i == verb.i
    return _without(again, helper, token) if clause else doc


def _missed_verbs(doc: Doc) -> Iterator[Token]:
    """The words that can be the verb of a stretch of the headline which has none, or that hardly ever are a noun."""
    stretch: list[Token] = []
    for token in [*doc, None]:
        if token is not None and token.text not in _STOPS:
            stretch.append(token)
            continue
        finite = any(other.tag_ in TENSED and other.pos_ in {"VERB", "AUX"} for other in stretch)
        for word in stretch[1:-1]:
            base = _base(word.lower_)
            if word.pos_ not in {"VERB", "AUX"} and base in VERBS and not (finite and base in NOUNS) and _follows_noun(word):
                yield word
        stretch = []


def _follows_noun(token: Token) -> bool:
    """Whether the word before can be a subject, and is in the number that the form of a verb asks for."""
    before = token.nbor(-1)
    plural = before.tag_ in {"NNS", "NNPS"} or before.lower_.endswith("s")
    nominal = before.pos_ in {"NOUN", "PROPN", "PRON"} or plural
    return nominal and (plural != token.lower_.endswith("s"))


def _base(form: str) -> str:
    """The plain form of what may be a verb in the present.

    >>> _base("denies"), _base("vows"), _base("belie"), _base("reaches")
    ('deny', 'vow', 'belie', 'reach')
    """
    if form.endswith(("ches", "shes", "sses", "xes", "zes")):
        return form.removesuffix("es")
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        if form.endswith(ending) and (form.removesuffix(ending) + put in VERBS or ending == "s"):
            return form.removesuffix(ending) + put
    return form


def _without(doc: Doc, helper: Token, verb: Token) -> Doc:
    """The parse with the helping word taken out and the verb as it stands in the text."""
    kept = [token for token in doc if token.i != helper.i]
    place = {token.i: number for number, token in enumerate(kept)}
    at = place[helper.i + 1]
    present = "VBZ" if verb.lower_.endswith("s") else "VBP"
    words, tags = [token.text for token in kept], [token.tag_ for token in kept]
    words[at], tags[at] = verb.text, present
    return rebuilt(kept, [place.get(token.head.i, at) for token in kept], words=words, tags=tags)
