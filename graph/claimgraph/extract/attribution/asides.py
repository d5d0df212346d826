"""Who says it, set off by commas in what is said: "The rent, Ms Tasker notes drily, tripled", "It is safe, counters the firm; P".

The parser often builds such a sentence round the wrong verb, or takes the verb for a noun. Here the words between the marks are parsed
by themselves, and the sentence without them, and both trees are joined again: every word stays where it is in the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from claimgraph.extract.grammar.cues import ADDRESSING, OUTLET_WORDS, PARTICLES, PERSON_NOUNS, VERBS, VOICES, CueKind
from claimgraph.extract.grammar.rebuilding import rebuilt
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.language import Language
    from spacy.tokens import Doc, Token

LONGEST_ASIDE = 9
"""So many words at most name a speaker and a verb of saying."""
LONGEST_DESCRIBED = 25
"""So many words at most do so where it is told who the speaker is: "…, recalls the clerk, who kept the books."."""
_SAYING = frozenset({CueKind.SPEECH, CueKind.THOUGHT})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADP", "PART"})
_HELPING = frozenset({"AUX", "ADV", "PART"})
_GOING_ON = frozenset({"AUX", "VERB", "CCONJ", "SCONJ", "ADV", "PART", "ADP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_JOINING = lexicon("who which that whom whose where when while as if because although though and but or nor than so")
_OPENING = lexicon("if unless when whenever once although though while because since after before until whereas provided")
"""What begins a clause, or a phrase, that a comma parts from the sentence behind it."""
_ENDS = frozenset({",", ";", ":", "."})
_SPEAKERS = VOICES | PERSON_NOUNS | OUTLET_WORDS
_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_PLAIN = "said"
"""A verb that no parser takes for a noun."""
_MARKS = frozenset({'"', ",", ";", ":", "(", ")", "-", "—", "–", "?", "!"})


@dataclass(frozen=True, slots=True)
class _Aside:
    """The tokens `first..last` that name a speaker and a verb of saying, the verb among them, and the commas that only set them off.

    It is `closed` where a comma follows it.
    """

    first: int
    last: int
    verb: int
    commas: tuple[int, ...]
    closed: bool


_Spoken = tuple[_Aside, "Doc"]
"""An aside, and the parse of its words with a plain verb of saying."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a text without its asides: the numbers that its words have there, and its parse."""

    numbers: Sequence[int]
    doc: Doc

    def host(self, aside: _Aside) -> Token:
        """The verb of the smallest clause that goes on over an aside; where it stands between two clauses, the verb of that before it."""
        cut = bisect_left(self.numbers, aside.first)
        within = [token for token in self.doc if _is_clause(token) and token.left_edge.i < cut <= token.right_edge.i]
        before = self.doc[max(0, cut - 1)]
        return min(within, key=lambda token: token.right_edge.i - token.left_edge.i, default=before.sent.root)


def with_asides_apart(docs: Sequence[Doc], pipeline: Language) -> list[Doc]:
    """The same texts, each with the tree in which its asides hang as parentheses on the clauses they stand in; as it was where it has none.

    What is parsed again is parsed for all texts at once.
    """
    apart = _apart(docs, pipeline)
    rests = _rests(docs, apart, pipeline)
    hosted = {number: [(aside, part) for aside, part in some if _is_hosted(aside, rests[number])] for number, some in apart.items()}
    rests |= _rests(docs, {number: some for number, some in hosted.items() if 0 < len(some) < len(apart[number])}, pipeline)
    return [_joined(doc, rests[number], hosted[number]) if hosted.get(number) else doc for number, doc in enumerate(docs)]


def _apart(docs: Sequence[Doc], pipeline: Language) -> dict[int, list[_Spoken]]:
    """By the number of its text, each aside with its parse, where that makes a clause of a verb and its speaker."""
    found = [(number, aside) for number, doc in enumerate(docs) for sentence in doc.sents for aside in _asides(list(sentence))]
    parts = _parsed([_plainly(docs[number], aside) for number, aside in found], pipeline)
    apart: dict[int, list[_Spoken]] = {}
    for (number, aside), part in zip(found, parts, strict=True):
        if _speaks(part, aside.verb - aside.first):
            apart.setdefault(number, []).append((aside, part))
    return apart


def _rests(docs: Sequence[Doc], apart: Mapping[int, Sequence[_Spoken]], pipeline: Language) -> dict[int, _Rest]:
    """What is left of each of these texts without its asides, by its number."""
    kept = {number: _without(docs[number], some) for number, some in apart.items()}
    parts = _parsed([_part(docs[number], numbers) for number, numbers in kept.items()], pipeline)
    return {number: _Rest(kept[number], part) for number, part in zip(kept, parts, strict=True)}


def _is_hosted(aside: _Aside, rest: _Rest) -> bool:
    """Whether an aside stands in a clause that somebody may have said, or shows by its commas or its order that it is one."""
    return aside.closed or aside.verb == aside.first or _is_clause(rest.host(aside))


def _without(doc: Doc, apart: Iterable[_Spoken]) -> list[int]:
    """The numbers of the tokens in none of these asides."""
    taken = {number for aside, _ in apart for number in (*range(aside.first, aside.last + 1), *aside.commas)}
    return [number for number in range(len(doc)) if number not in taken]


def _is_clause(token: Token) -> bool:
    """Whether a token is a verb with a subject: what somebody may have said."""
    return token.pos_ in {"VERB", "AUX"} and any(child.dep_ in _SUBJECTS for child in token.children)


def _asides(tokens: Sequence[Token]) -> Iterator[_Aside]:
    """The stretches of one sentence, from a comma to the next mark, that only name a speaker and a verb of saying."""
    marks = _marks(tokens)
    done = -1
    for first, last in pairwise(marks):
        inner = tokens[first + 1 : last]
        opens = tokens[first].text == "," and first > done
        if not opens or not 2 <= len(inner) <= LONGEST_ASIDE:
            continue
        verb, end = _verb_of_saying(inner), last
        behind = tokens[0].lower_ in _OPENING and first == marks[0]  # "If the rain stops, says the pilot, we will sail"
        if verb is not None and verb.i == inner[0].i and tokens[last].text == "," and not behind and not _goes_on(tokens[last + 1]):
            end = next((mark for mark in marks if mark > last and tokens[mark].text != ","), first)
        closes = tokens[end].text == ","
        if verb is not None and first < end <= first + LONGEST_DESCRIBED and (closes or not _is_told(verb, inner)):
            done = end
            opened = [] if closes and behind else [tokens[first].i]  # that comma would stand there without the aside too
            commas = (*opened, *([tokens[end].i] if closes else []))
            yield _Aside(inner[0].i, tokens[end - 1].i, verb.i, commas, closes)


def _marks(tokens: Sequence[Token]) -> list[int]:
    """The places of the marks that may end an aside, but for a comma at the very end."""
    marks = [number for number, token in enumerate(tokens) if token.text in _ENDS and number]
    return marks[:-1] if marks and marks[-1] == len(tokens) - 1 and tokens[-1].text == "," else marks


def _is_told(verb: Token, inner: Sequence[Token]) -> bool:
    """Whether the parser has seen that a verb says what stands before it, or that it is what somebody named there does."""
    turned = verb.i == inner[0].i
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS and not (turned and child.tag_ in {"WDT", "WP"})), None)
    says = any(child.dep_ == "ccomp" and child.i < inner[0].i for child in verb.children)
    return verb.tag_ in _FINITE and subject is not None and (subject.i < inner[0].i or (says and subject.i <= inner[-1].i))


def _verb_of_saying(tokens: Sequence[Token]) -> Token | None:
    """The verb of saying, where words are no more than it with its adverbs and a noun phrase, in this order or the other."""
    verbs = [number for number, token in enumerate(tokens) if _can_say(token)]
    if len(verbs) != 1 or tokens[0].lower_ in _JOINING or any(token.text in _MARKS for token in tokens):
        return None
    before, after = tokens[: verbs[0]], tokens[verbs[0] + 1 :]
    verb = tokens[verbs[0]]
    named = {token.pos_ for token in before} - _HELPING
    if named and not (named <= _NAMING and all(map(_tells_how, after))):
        return None
    if not named and (verb.lemma_ in ADDRESSING or not _names(after)):
        return None
    return verb


def _names(tokens: Sequence[Token]) -> bool:
    """Whether words are a noun phrase that stands for somebody who can speak."""
    if not tokens or tokens[0].pos_ == "ADP" or not all(token.pos_ in _NAMING for token in tokens):
        return False
    some = tokens[0].pos_ in {"NUM", "DET"} and tokens[1:2] and tokens[1].pos_ == "ADP"
    phrase = list(tokens) if some else list(takewhile(lambda token: token.pos_ != "ADP", tokens))
    return phrase[-1].pos_ in {"PROPN", "PRON"} or any(token.lemma_ in _SPEAKERS or token.ent_type_ in _NAMED for token in phrase)


def _goes_on(following: Token) -> bool:
    """Whether a word after a comma goes on with the sentence, not with who the speaker is."""
    return following.pos_ in _GOING_ON and following.lower_ not in {"who", "whose", "whom"}


def _can_say(token: Token) -> bool:
    """Whether a word is a finite verb of saying, or looks like one that was taken for a noun."""
    lemma, cue = token.lemma_.lower(), VERBS.get(token.lemma_.lower())
    said_so = lemma in PARTICLES and token.i + 1 < len(token.doc) and token.nbor().lower_ == PARTICLES[lemma]
    if not said_so and (cue is None or cue.kind not in _SAYING or cue.stance is Stance.DENIES):
        return False
    return token.tag_ in _FINITE or (token.tag_ == "VBN" and token.pos_ == "VERB") or token.tag_ == "NNS"


def _tells_how(token: Token) -> bool:
    return token.pos_ in {"ADV", "ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ"} and token.lower_ not in _JOINING


def _parsed(parts: Iterable[Doc], pipeline: Language) -> list[Doc]:
    """Parts of texts parsed as texts of their own, names left out."""
    return list(pipeline.pipe(parts, batch_size=64, disable=["ner"]))


def _part(doc: Doc, numbers: Sequence[int], words: Sequence[str] = ()) -> Doc:
    """These words of a document, or others in their place, as a text with the same word boundaries."""
    from spacy.tokens import Doc

    words = words or [doc[number].text for number in numbers]
    return Doc(doc.vocab, words=list(words), spaces=[bool(doc[number].whitespace_) for number in numbers])


def _plainly(doc: Doc, aside: _Aside) -> Doc:
    """The words of an aside with a plain verb of saying for its own."""
    numbers = range(aside.first, aside.last + 1)
    return _part(doc, numbers, [_PLAIN if number == aside.verb else doc[number].text for number in numbers])


def _speaks(part: Doc, verb: int) -> bool:
    """Whether a parsed text is one clause of this verb and its subject."""
    roots = [token for token in part if token.head.i == token.i]
    return len(roots) == 1 and roots[0].i == verb and any(child.dep_ in _SUBJECTS | {"dobj"} for child in part[verb].children)


def _joined(doc: Doc, rest: _Rest, apart: Sequence[_Spoken]) -> Doc:
    """The document with the trees of its rest and of its asides."""
    source, heads, deps = _grafted(doc, rest, apart)
    verbs = {aside.verb: doc[aside.verb] for aside, _ in apart}
    finite = {number: verb for number, verb in verbs.items() if verb.tag_ in _FINITE}
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
            deps[number] = "nsubj" if token.dep_ == "dobj" and heads[number] == aside.verb else token.dep_
        heads[aside.verb], deps[aside.verb] = rest.numbers[rest.host(aside).i], "parataxis"
        for comma in aside.commas:
            source[comma], heads[comma], deps[comma] = doc[comma], aside.verb, "punct"
    return source, heads, deps
