"""The words that name who says it, set off by commas in what is said: "The rent, Ms Tasker notes drily, tripled"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from claimgraph.extract.attribution.small_clauses import DESCRIBING
from claimgraph.extract.grammar.cues import ADDRESSING, OUTLET_WORDS, PARTICLES, PERSON_NOUNS, SPOKEN, VERBS, VOICES
from claimgraph.extract.grammar.words import FINITE
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Stance

if TYPE_CHECKING:  # loaded with the first text: a server starts without it
    from spacy.tokens import Doc, Token

LONGEST_ASIDE = 9
"""So many words at most name a speaker and a verb of saying."""
LONGEST_DESCRIBED = 25
"""So many words at most do so where it is told who the speaker is: "…, recalls the clerk, who kept the books."."""
NAMING = frozenset({"DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM", "ADP", "PART"})
_HELPING = frozenset({"AUX", "ADV", "PART"})
_GOING_ON = frozenset({"AUX", "VERB", "CCONJ", "SCONJ", "ADV", "PART", "ADP"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
JOINING = lexicon("who which that whom whose where when while as if because although though and but or nor than so")
_OPENING = lexicon("if unless when whenever once although though while because since after before until whereas provided")
"""What begins a clause, or a phrase, that a comma parts from the sentence behind it."""
ENDS = frozenset({",", ";", ":", "."})
SPEAKERS = VOICES | PERSON_NOUNS | OUTLET_WORDS
NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_MARKS = frozenset({'"', ",", ";", ":", "(", ")", "-", "—", "–", "?", "!"})


@dataclass(frozen=True, slots=True)
class Aside:
    """The tokens `first..last` that name a speaker and a verb of saying, the verb among them, and the commas that only set them off.

    It is `closed` where a comma follows it, and `ends` where it is the end of its sentence and its words are parsed as they stand.
    """

    first: int
    last: int
    verb: int
    commas: tuple[int, ...]
    closed: bool
    ends: bool = False


def sentences_of(doc: Doc) -> Iterator[list[Token]]:
    """The words of each sentence of a text; one that the parser ends at a comma goes on."""
    words: list[Token] = []
    for sentence in doc.sents:
        if words and words[-1].text != ",":
            yield words
            words = []
        words = [*words, *sentence]
    if words:
        yield words


def is_clause(token: Token) -> bool:
    """Whether a token is a verb with a subject: what somebody may have said."""
    return token.pos_ in {"VERB", "AUX"} and any(child.dep_ in SUBJECTS for child in token.children)


def asides_in(tokens: Sequence[Token]) -> Iterator[Aside]:
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
        joined = (
            behind and tokens[last + 1 : last + 2] and tokens[last + 1].pos_ == "CCONJ"
        )  # "If the rain stops, the roof holds, and we sail"
        if verb is not None and (_is_settled(verb) or (joined and not _names(inner[: verb.i - inner[0].i]))):
            continue
        if verb is not None and verb.i == inner[0].i and tokens[last].text == "," and not behind and not _goes_on(tokens[last + 1]):
            end = next((mark for mark in marks if mark > last and tokens[mark].text != ","), first)
        closes = tokens[end].text == ","
        if verb is not None and first < end <= first + LONGEST_DESCRIBED and (closes or not (behind or _is_told(verb, inner))):
            done = end
            opened = [] if closes and behind else [tokens[first].i]  # that comma would stand there without the aside too
            commas = (*opened, *([tokens[end].i] if closes else []))
            yield Aside(inner[0].i, tokens[end - 1].i, verb.i, commas, closes)


def _is_settled(verb: Token) -> bool:
    """Whether it is known that a verb goes on behind the comma, "said the clerk, | adding that Q", or is said: "it held, | X said"."""
    behind = [child for child in verb.children if child.i > verb.i]
    adds = verb.dep_ == "parataxis" and any(child.tag_ == "VBG" for child in behind)
    return adds or any(child.dep_ == "parataxis" and can_say(child) for child in behind)


def _marks(tokens: Sequence[Token]) -> list[int]:
    """The places of the marks that may end an aside, but for a comma at the very end."""
    marks = [number for number, token in enumerate(tokens) if token.text in ENDS and number]
    return marks[:-1] if marks and marks[-1] == len(tokens) - 1 and tokens[-1].text == "," else marks


def _is_told(verb: Token, inner: Sequence[Token]) -> bool:
    """Whether the parser has seen that a verb says what stands before it, or that it is what somebody named there does."""
    turned = verb.i == inner[0].i
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS and not (turned and child.tag_ in {"WDT", "WP"})), None)
    says = any(child.dep_ == "ccomp" and child.i < inner[0].i for child in verb.children)
    return verb.tag_ in FINITE and subject is not None and (subject.i < inner[0].i or (says and subject.i <= inner[-1].i))


def _verb_of_saying(tokens: Sequence[Token]) -> Token | None:
    """The verb of saying, where words are no more than it with its adverbs and a noun phrase, in this order or the other."""
    verbs = [number for number, token in enumerate(tokens) if can_say(token)]
    if len(verbs) != 1 or tokens[0].lower_ in JOINING or any(token.text in _MARKS for token in tokens):
        return None
    before, after = tokens[: verbs[0]], tokens[verbs[0] + 1 :]
    verb = tokens[verbs[0]]
    named = {token.pos_ for token in before} - _HELPING
    if verb.tag_ == "VBN" and any(token.tag_ == "MD" for token in before):
        return None
    if named and not (named <= NAMING and all(map(_tells_how, after))):
        return None
    if not named and (verb.lemma_ in ADDRESSING or not _names(after) or _tells_as_what(verb, after)):
        return None
    return verb


def _tells_as_what(verb: Token, after: Sequence[Token]) -> bool:
    """Whether words behind a verb are what somebody calls by it, and not who does: "described the dam as old"."""
    return verb.lemma_ in DESCRIBING and any(token.lower_ == "as" for token in after)


def _names(tokens: Sequence[Token]) -> bool:
    """Whether words are a noun phrase that stands for somebody who can speak."""
    if not tokens or tokens[0].pos_ == "ADP" or not all(token.pos_ in NAMING for token in tokens):
        return False
    some = tokens[0].pos_ in {"NUM", "DET"} and tokens[1:2] and tokens[1].pos_ == "ADP"
    phrase = list(tokens) if some else list(takewhile(lambda token: token.pos_ != "ADP", tokens))
    return phrase[-1].pos_ in {"PROPN", "PRON"} or any(token.lemma_ in SPEAKERS or token.ent_type_ in NAMED for token in phrase)


def _goes_on(following: Token) -> bool:
    """Whether a word after a comma goes on with the sentence, not with who the speaker is."""
    return following.pos_ in _GOING_ON and following.lower_ not in {"who", "whose", "whom"}


def can_say(token: Token) -> bool:
    """Whether a word is a finite verb of saying, or looks like one that was taken for a noun."""
    lemma, cue = token.lemma_.lower(), VERBS.get(token.lemma_.lower())
    said_so = lemma in PARTICLES and token.i + 1 < len(token.doc) and token.nbor().lower_ == PARTICLES[lemma]
    if not said_so and (cue is None or cue.kind not in SPOKEN or cue.stance is Stance.DENIES):
        return False
    return token.tag_ in FINITE or (token.tag_ == "VBN" and token.pos_ == "VERB") or token.tag_ == "NNS"


def _tells_how(token: Token) -> bool:
    return token.pos_ in {"ADV", "ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ"} and token.lower_ not in JOINING
