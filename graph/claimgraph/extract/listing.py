"""Which of the candidates for an attribution are listed as one: a logistic regression over what the parse shows of each.

The weights are learned from the marked passages of the benchmarks by `benchmarks/train_listing.py`, which writes `listing.json`. What is
listed says nothing of chains and claims, which rest on the frames of the rules alone.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from claimgraph.extract.candidates import Candidate, candidate_of, candidates_of
from claimgraph.extract.grammar.cues import ADJECTIVES, DOCUMENTS, NOUNS, VERBS, Cue
from claimgraph.extract.grammar.frames import Frame, Role, is_negated, is_person, is_voice
from claimgraph.extract.grammar.nominalisations import is_event
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.page.quotes import Quote
from claimgraph.extract.sources.chains import FrameIndex
from claimgraph.model import Span

_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
_TABLES: Mapping[str, Mapping[str, Cue]] = {"verb": VERBS, "noun": NOUNS, "adjective": ADJECTIVES}
_PRONOUNS = {"i": "I", "we": "I", "you": "you", "he": "he", "she": "he", "they": "they"} | dict.fromkeys(
    ("it", "this", "that", "which", "what", "these", "those"), "it"
)
_POINTING = frozenset({"it", "this", "that", "them", "him", "her", "me", "us", "you"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_MOST = 0.8
"""The least share of a content that stands in quotation marks where it is called quoted."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was learned: the weights of features, and the least likelihood of what is listed."""

    version: int
    least: float
    bias: float
    weights: Mapping[str, float]

    def likelihood(self, features: Sequence[str]) -> float:
        """The probability in [0, 1] that a candidate with these features is an attribution."""
        weight = self.weights.get
        return 1 / (1 + math.exp(-self.bias - sum(weight(feature, 0.0) for feature in features)))


@cache
def decision() -> Decision:
    """The decision as it was trained."""
    return Decision(**json.loads(files("claimgraph.extract").joinpath("listing.json").read_text(encoding="utf-8")))


@cache
def word_classes() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The classes of cue words by part of speech and lemma."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in files("claimgraph.extract").joinpath("cue_classes.txt").read_text(encoding="utf-8").splitlines():
        name, _, lemmas = line.partition(":")
        part, _, kind = name.partition(" ")
        for lemma in lemmas.split() if not line.startswith("#") else ():
            found.setdefault((part, lemma), []).append(kind)
    return {key: tuple(dict.fromkeys(kinds)) for key, kinds in found.items()}


@dataclass(frozen=True, slots=True)
class Listing:
    """The candidates of one text and what is listed of them.

    `meant` gives what a word stands for, so that two words for one speaker are known as such.
    """

    parse: Parse
    frames: Sequence[Frame]
    quotes: Sequence[Quote]
    index: FrameIndex
    meant: Callable[[Word], object]

    def candidates(self) -> list[Candidate]:
        """What may be listed: the frames that stand for themselves, and whatever else may be a cue outside all that is attributed."""
        others = {(one.head.index, one.contents): one for one in candidates_of(self.parse) if not self._is_inside(one)}
        frames = [candidate_of(self.parse, frame) for frame in self.frames if self._stands_alone(frame)]
        framed = [_framed(one, others.pop((one.head.index, one.contents), None)) for one in frames]
        return [*framed, *others.values()]

    def chosen(self) -> list[Candidate]:
        """The attributions in order of the text: the likeliest first to be chosen, none whose cue shares a word with that of another."""
        weighed = [(self._likelihood(one), one) for one in self.candidates()]
        return chosen_of([(likelihood, one) for likelihood, one in weighed if likelihood >= decision().least])

    def _likelihood(self, one: Candidate) -> float:
        """How likely a candidate is an attribution; what layout makes ("SMITH: P") has no words to weigh, and is certain."""
        return 1.0 if one.frame is not None and one.frame.colon else decision().likelihood(self.features(one))

    def features(self, one: Candidate) -> list[str]:
        """What there is to say of a candidate."""
        found = [*_of_cue(one), *_of_source(one.source), *_of_content(one), *self._of_place(one), *self._of_quotes(one)]
        return found if one.frame is None else [*found, *_of_frame(one.frame)]

    def _of_place(self, one: Candidate) -> Iterator[str]:
        if self.parse.sentence_of(one.head).headline:
            yield "in a headline"
        if self._is_inside(one):
            yield "inside another"
            yield from (f"inside another: {kind}" for kind in _kinds(one.head))

    def _of_quotes(self, one: Candidate) -> Iterator[str]:
        spoken = [quote for quote in self.quotes if quote.start <= one.cue.start < quote.end]
        if any(quote.direct for quote in spoken):
            yield "cue quoted"
        share = _share([quote for quote in self.quotes if quote not in spoken], one.contents)
        yield f"content quoted: {share}"
        yield f"content quoted: {share}, {one.shape}"

    def _is_inside(self, one: Candidate) -> bool:
        return any(frame.head is not one.head for frame in self.index.at(one.head.start))

    def _stands_alone(self, frame: Frame) -> bool:
        return frame.role is not Role.OPERATOR and not self._is_chatter(frame) and not self._is_part_of_another(frame)

    def _is_part_of_another(self, frame: Frame) -> bool:
        """Whether a frame is no attribution of its own inside what another attributes: what is wanted, or the same speaker's thought."""
        outer = [other for other in self.index.at(frame.head.start) if other is not frame and not other.colon and other.source is not None]
        if not outer or frame.source is None:
            return bool(outer)
        if frame.role is Role.BARE:
            return True
        speaker = self.meant(frame.source)
        return any(other.source is not None and self.meant(other.source) is speaker for other in outer)

    def _is_chatter(self, frame: Frame) -> bool:
        """Whether a frame only marks how somebody quoted talks: "you know", "I think"."""
        if frame.source is None or frame.source.lower not in {"i", "we", "you"}:
            return False
        quoted = any(quote.direct and quote.start <= frame.cue.start < quote.end for quote in self.quotes)
        dialogue = any(other.colon for other in self.index.at(frame.cue.start))
        return frame.source.lower == "you" or quoted or dialogue


def chosen_of(weighed: Sequence[tuple[float, Candidate]]) -> list[Candidate]:
    """The likeliest of the candidates that share words of their cues, in order of the text."""
    taken: dict[int, Candidate] = {}
    for _, one in sorted(weighed, key=lambda pair: -pair[0]):
        places = range(one.cue.start, one.cue.end)
        if not any(place in taken for place in places):
            taken.update(dict.fromkeys(places, one))
    return sorted({id(one): one for one in taken.values()}.values(), key=lambda one: one.cue.start)


def _framed(frame: Candidate, found: Candidate | None) -> Candidate:
    """A frame that the rules make, with the construction that it is found by without them, if it is."""
    return frame if found is None else replace(frame, shape=found.shape, inner=found.inner, joint=found.joint, middle=found.middle)


def _kinds(word: Word) -> tuple[str, ...]:
    part = _PARTS.get(word.pos)
    return word_classes().get((part, word.lemma), ("other",)) if part is not None else (word.pos,)


def _share(quotes: Sequence[Quote], contents: Sequence[Span]) -> str:
    """How much of these contents stands in quotes."""
    size = sum(part.end - part.start for part in contents)
    shared = sum(max(0, min(quote.end, part.end) - max(quote.start, part.start)) for quote in quotes for part in contents)
    if shared > _MOST * size:
        return "all"
    return "some" if shared else "none"


def _of_cue(one: Candidate) -> Iterator[str]:
    head, kinds = one.head, _kinds(one.head)
    yield one.shape
    yield from (f"cue: {head.pos} {kind}" for kind in kinds)
    meaning = _TABLES.get(_PARTS.get(head.pos, ""), {}).get(head.lemma)
    kind = "unknown" if meaning is None else meaning.kind
    yield from (f"cue kind: {kind}", f"cue kind: {kind}, {one.shape}", f"stance: {meaning.stance if meaning is not None else kind}")
    yield from (f"tag: {head.tag}", f"relation: {head.dep}", f"relation: {head.dep} {head.pos}")
    if one.joint:
        yield from (f"joint: {one.joint}", f"joint: {one.joint}, {one.shape}")
        yield from (f"joint: {one.joint}, {kind}" for kind in kinds)
    yield from _of_middle(one)
    if is_negated(head):
        yield "negated"
    yield from _of_helpers(head)


def _of_middle(one: Candidate) -> Iterator[str]:
    for kind in word_classes().get(("noun", one.middle), ("other",)) if one.middle else ():
        yield f"middle: {kind}"
        yield from (f"middle: {kind}, {verb}" for verb in _kinds(one.head))


def _of_helpers(head: Word) -> Iterator[str]:
    for child in head.children:
        if child.dep == "aux":
            yield f"helper: {child.lower if child.tag in {'MD', 'TO'} else child.lemma}"
        elif child.dep == "mark" or child.tag == "WRB":
            yield f"mark: {child.lower}"


def _of_source(source: Word | None) -> Iterator[str]:
    if source is None:
        yield "source: none"
    elif source.lower in _PRONOUNS:
        yield f"source: {_PRONOUNS[source.lower]}"
    elif source.entity in {"PERSON", "ORG", "NORP", "GPE"}:
        yield f"source: {source.entity}"
    elif is_person(source):
        yield "source: people"
    elif source.lemma in DOCUMENTS:
        yield "source: document"
    else:
        yield "source: voice" if is_voice(source) else "source: thing"


def _of_content(one: Candidate) -> Iterator[str]:
    inner, kinds = one.inner, _kinds(one.inner)
    yield from (f"content: {inner.pos}", f"content: {inner.pos}, {one.shape}", f"content tag: {inner.tag}")
    yield from (f"content relation: {inner.dep}", f"content entity: {inner.entity}")
    yield from (f"content: {kind}" for kind in kinds)
    yield from (f"content: {kind}, {cue}" for kind in kinds for cue in _kinds(one.head))
    told = (
        ("event", is_event(inner)),
        (inner.lower, inner.lower in _POINTING),
        ("definite", inner.has_child(*_DEFINITE)),
        ("of somebody", inner.child("poss") is not None),
    )
    yield from (f"content: {name}" for name, holds in told if holds)
    if inner.is_verb:
        yield from (f"content mark: {mark.lower}" for mark in inner.all_children("mark"))
        yield "content: with a subject" if inner.subject is not None else "content: without a subject"


def _of_frame(frame: Frame) -> Iterator[str]:
    yield from (f"frame: {frame.role}", f"frame: {frame.meaning.kind}, {frame.role}", f"frame: {frame.meaning.stance}")
    marks = ("inner", "refers_back", "of_event", "of_figure", "beside")
    yield from (f"frame: {mark}" for mark in marks if getattr(frame, mark))
    if frame.small is not None:
        yield "frame: small clause"
