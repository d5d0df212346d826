"""What a text states about its sources: whom they belong to, and where their interest lies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.extract.cues import lexicon
from claimgraph.extract.units import Unit, UnitKind
from claimgraph.extract.words import Parse, Word
from claimgraph.model import Direction

_BELONGING = re.compile(
    r"\b(?:belongs? to|(?:is|was|are|were) (?:part|owned|financed|funded|controlled|run|backed|paid|published|led|employed) (?:of|by)"
    r"|works? for|reports? to|(?:is|was) affiliated (?:with|to)|(?:is|was) close to)\s",
    re.IGNORECASE,
)
_PARTS = lexicon("""outlet arm branch member wing part unit subsidiary organ mouthpiece newspaper agency affiliate division spokesman
    spokeswoman spokesperson officer commander head director chief adviser advisor employee official analyst supporter
    leader chairman chairwoman president secretary minister founder owner executive lawyer professor researcher
    scientist fellow deputy representative manager captain station channel group faction brigade department""")
_AGAINST = frozenset({"hostile", "rival", "enemy", "opposing", "adversarial", "unfriendly", "competing"})
_FOES = frozenset({"opponent", "critic", "rival", "enemy", "adversary", "competitor", "foe"})
_FRIENDS = frozenset({"ally", "supporter", "backer", "defender", "friend", "partisan", "loyalist", "sponsor"})


@dataclass(frozen=True, slots=True)
class Belonging:
    """That the voice at `who` belongs to what is named at `whom`."""

    who: Word
    whom: Word
    words: str


@dataclass(frozen=True, slots=True)
class Stake:
    """That the voice at `who` has an interest in what is named at `whom`, or is called hostile without saying to whom."""

    who: Word
    whom: Word | None
    words: str
    direction: Direction


def belonging_of(parse: Parse, unit: Unit) -> Belonging | None:
    """The affiliation that a unit states, if it states one: "X, an outlet of Y"; "X belongs to Y"."""
    words = parse.text[unit.start : unit.end]
    if unit.kind is UnitKind.APPOSITION:
        who, described = (unit.head, unit.head.head) if unit.head.pos == "PROPN" else (unit.head.head, unit.head)
        whom = _linked(described) if described.lemma in _PARTS else None
        return Belonging(who, whom, words) if whom is not None else None
    match = _BELONGING.search(parse.masked, unit.start, unit.end)
    subject = unit.subject or unit.head.child("nsubj", "nsubjpass")
    if match is None or subject is None or not any(word.start <= match.end() <= unit.end for word in unit.words):
        return None
    whom = next((word for word in unit.words if word.start >= match.end() and word.dep in {"pobj", "dobj"}), None)
    return Belonging(subject, whom, words) if whom is not None and unit.head.start <= match.end() else None


def _linked(noun: Word) -> Word | None:
    for prep in noun.all_children("prep"):
        if prep.lower in {"of", "for", "at", "in", "with", "to", "from"}:
            return prep.child("pobj")
    return noun.child("poss")


def stakes_of(parse: Parse, unit: Unit) -> Iterator[Stake]:
    """The interests that a unit states: "as a hostile source, X …"; "X, a critic of Y"."""
    if unit.kind is UnitKind.APPOSITION and unit.head.pos == "NOUN":
        yield from _sided(parse, unit.head.head, unit.head)
    subject = unit.head.child("nsubj")
    for prep in unit.head.all_children("prep"):
        role = prep.child("pobj")
        if prep.lower == "as" and role is not None and subject is not None and prep.index < subject.index:
            yield from _sided(parse, subject, role)


def _sided(parse: Parse, who: Word, role: Word) -> Iterator[Stake]:
    words = parse.text[parse.words[role.left].start : parse.words[role.right].end]
    hostile = any(child.lower in _AGAINST for child in role.children)
    if hostile or role.lemma in _FOES:
        yield Stake(who, _linked(role), words, Direction.AGAINST)
    elif role.lemma in _FRIENDS:
        yield Stake(who, _linked(role), words, Direction.TOWARDS)
