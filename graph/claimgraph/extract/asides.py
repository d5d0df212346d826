"""Who says it, set between commas into what is said: "The rent, Ms Tasker notes drily, tripled".

The parser often builds such a sentence round the wrong verb. Here the words between the commas are parsed by themselves, and the
sentence without them, and both trees are joined again: every word stays where it is in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claimgraph.extract.cues import VERBS, CueKind, lexicon

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Token

LONGEST_ASIDE = 9
"""So many words at most stand between the commas."""
_SAYING = frozenset({CueKind.SPEECH, CueKind.THOUGHT})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADP", "PART"})
_HELPING = frozenset({"AUX", "ADV", "PART"})
_GOING_ON = frozenset({"AUX", "VERB", "CCONJ", "SCONJ", "ADV", "PART", "ADP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_JOINING = lexicon("who which that whom whose where when while as if because although though and but or nor than so")
_MARKS = frozenset({'"', ",", ";", ":", "(", ")", "-", "—", "–", "?", "!"})


@dataclass(frozen=True, slots=True)
class _Aside:
    """The tokens `first..last` between two commas, these included."""

    first: int
    last: int


def with_asides_apart(doc: Doc, pipeline: Language) -> Doc:
    """The same words with the tree in which each aside hangs as a parenthesis on the clause it stands in; as it was where there is none."""
    found = [aside for sentence in doc.sents for aside in _asides(list(sentence))]
    parts = [(aside, _parsed(doc, range(aside.first + 1, aside.last), pipeline)) for aside in found]
    apart = [(aside, part) for aside, part in parts if _speaks(part)]
    if not apart:
        return doc
    taken = {number for aside, _ in apart for number in range(aside.first, aside.last + 1)}
    rest = [number for number in range(len(doc)) if number not in taken]
    return _joined(doc, rest, _parsed(doc, rest, pipeline), apart)


def _asides(tokens: Sequence[Token]) -> Iterator[_Aside]:
    """The stretches between two commas of one sentence that only name a speaker and a verb of saying."""
    commas = [number for number, token in enumerate(tokens) if token.text == "," and 0 < number < len(tokens) - 1]
    done = -1
    for first, last in pairwise(commas):
        inner = tokens[first + 1 : last]
        if first > done and 2 <= len(inner) <= LONGEST_ASIDE and _names_speaker(inner, tokens[last + 1]):
            done = last
            yield _Aside(tokens[first].i, tokens[last].i)


def _names_speaker(tokens: Sequence[Token], following: Token) -> bool:
    """Whether words are a noun phrase and a verb of saying with its adverbs, in this order or the other, and no more.

    After the other order what follows must go on with the sentence, not with the name of who speaks.
    """
    verbs = [number for number, token in enumerate(tokens) if _can_say(token)]
    if len(verbs) != 1 or tokens[0].lower_ in _JOINING or any(token.text in _MARKS for token in tokens):
        return False
    before, after = tokens[: verbs[0]], tokens[verbs[0] + 1 :]
    named = [token for token in before if token.pos_ not in _HELPING]
    if named:
        return all(token.pos_ in _NAMING for token in named) and all(_tells_how(token) for token in after)
    goes_on = following.pos_ in _GOING_ON and following.lower_ not in {"who", "whose", "whom"}
    return bool(after) and all(token.pos_ in _NAMING for token in after) and after[0].pos_ != "ADP" and goes_on


def _can_say(token: Token) -> bool:
    """Whether a word is a finite verb of saying, or looks like one that was taken for a noun."""
    cue = VERBS.get(token.lemma_.lower())
    if cue is None or cue.kind not in _SAYING:
        return False
    return token.tag_ in _FINITE or (token.tag_ == "VBN" and token.pos_ == "VERB") or (token.tag_ == "NNS" and token.dep_ == "ROOT")


def _tells_how(token: Token) -> bool:
    return token.pos_ in {"ADV", "ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ"} and token.lower_ not in _JOINING


def _parsed(doc: Doc, numbers: Sequence[int], pipeline: Language) -> Doc:
    """These words of a document parsed as a text of their own, with the same word boundaries."""
    from spacy.tokens import Doc

    return pipeline(
        Doc(doc.vocab, words=[doc[number].text for number in numbers], spaces=[bool(doc[number].whitespace_) for number in numbers])
    )


def _speaks(part: Doc) -> bool:
    """Whether the words between two commas make one clause of a verb of saying and its speaker."""
    roots = [token for token in part if token.head.i == token.i]
    cue = VERBS.get(roots[0].lemma_.lower())
    subject = any(child.dep_ in {"nsubj", "nsubjpass"} for child in roots[0].children)
    return len(roots) == 1 and cue is not None and cue.kind in _SAYING and subject


def _joined(doc: Doc, rest: Sequence[int], main: Doc, apart: Sequence[tuple[_Aside, Doc]]) -> Doc:
    """The document with the trees of its rest and of its asides."""
    from spacy.tokens import Doc

    source: dict[int, Token] = dict(zip(rest, main, strict=True))
    heads = {number: rest[token.head.i] for number, token in zip(rest, main, strict=True)}
    deps = {number: token.dep_ for number, token in source.items()}
    for aside, part in apart:
        inner = range(aside.first + 1, aside.last)
        root = next(token.i for token in part if token.head.i == token.i) + inner.start
        for number, token in zip(inner, part, strict=True):
            source[number], heads[number], deps[number] = token, token.head.i + inner.start, token.dep_
        heads[root], deps[root] = rest[_host(main, sum(number < aside.first for number in rest)).i], "parataxis"
        for comma in (aside.first, aside.last):
            source[comma], heads[comma], deps[comma] = doc[comma], root, "punct"
    order = range(len(doc))
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[source[number].tag_ for number in order],
        pos=[source[number].pos_ for number in order],
        lemmas=[source[number].lemma_ for number in order],
        deps=[deps[number] for number in order],
        heads=[heads[number] for number in order],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
    )


def _host(main: Doc, cut: int) -> Token:
    """The verb of the smallest clause that goes on over a place; of a place between two clauses the verb of that before it."""
    within = [
        token
        for token in main
        if token.pos_ in {"VERB", "AUX"}
        and token.left_edge.i < cut <= token.right_edge.i
        and any(child.dep_ in _SUBJECTS for child in token.children)
    ]
    before = main[max(0, cut - 1)]
    return min(within, key=lambda token: token.right_edge.i - token.left_edge.i, default=before.sent.root)
