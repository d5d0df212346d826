"""Whom a common noun with "the" means: "the minister", "the station", "the group" after somebody was named so or is of that kind."""

from bisect import bisect_left
from collections.abc import Iterable

from claimgraph.extract.grammar.cues import PERSON_NOUNS
from claimgraph.extract.grammar.frames import is_person
from claimgraph.extract.grammar.nations import nation_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.described import ACCUSED, OPPOSITE, Description, descriptions_of, details_of, fits, words_of
from claimgraph.extract.naming.names import FIRMS, Name, Names
from claimgraph.model import EntityKind

_WRITTEN_OUT = {
    "dr": "doctor",
    "prof": "professor",
    "gen": "general",
    "col": "colonel",
    "maj": "major",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "brig": "brigadier",
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "justice": "judge",
    "lord": "peer",
    "lady": "peer",
    "insp": "inspector",
    "supt": "superintendent",
}
_LOOK_BACK = 1500
_NEXT = 2
"""So many sentences are looked ahead at."""
_FEW = 12
"""So many mentions of a role are looked back at."""
_OUTLETS = frozenset(
    {"paper", "newspaper", "magazine", "agency", "station", "channel", "broadcaster", "website", "outlet", "daily", "weekly"}
)
_GROUPS = frozenset({"group", "organisation", "organization", "charity", "movement"})
_CLUBS = frozenset({"club"})
_ANY_FIRM = frozenset({"company", "firm", "corporation", "maker", "manufacturer", "operator"})
"""Nouns that stand for the firm that a text is about; another kind of firm is the one named last."""
_DEFENCE = frozenset({"defence", "defense", "defendant"})
_PARTIES = _DEFENCE | {"prosecution", "crown", "family", "claimant"}
_SILKS = frozenset({"KC", "QC", "SC"})
_REGULATORS = frozenset({"regulator", "watchdog"})
_OFFICES = lexicon("office authority commission agency inspectorate board ombudsman")
_ON_AIR = frozenset({"station", "channel", "broadcaster"})
_AIR = frozenset({"radio", "tv", "television", "channel", "fm", "broadcasting", "network", "station"})
_PLACES = lexicon(
    """port harbour harbor town city village hamlet island isle river lake bay gulf valley district region province county state suburb
    borough parish municipality peninsula coast"""
)
_PUBLIC = lexicon(
    """government ministry party commission committee council court police army agency parliament senate congress union nations
    observatory university bloc"""
)


class Roles:
    """The roles and kinds by which a text may mean what it has named."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self.parse = parse
        self.names = names
        self._described: dict[str, list[Description]] = {}
        self._roles: dict[int, dict[tuple[str, frozenset[str], bool], Description]] = {}
        self._told: set[int] = set()
        self._called: dict[str, list[Word]] = {}
        self._bodies: dict[str, list[Name]] = {}
        opposite: list[tuple[Description, Word]] = []
        for name in names.all:
            for part in words_of(name) if name.kind is EntityKind.ORGANISATION and " " in name.name else ():
                self._bodies.setdefault(part, []).append(name)
            titles = {title.rstrip(".") for title in name.descriptions}
            for title in titles:
                self._note(Description(name, _WRITTEN_OUT.get(title, title), frozenset(titles)))
            for description, noun in descriptions_of(name):
                self._note(description)
                self._told.add(noun.index)
                if noun.lemma == OPPOSITE:
                    opposite.append((description, noun))
        for description, noun in opposite:
            self._note_opposite(description, noun)
        for word in parse.words:
            if word.lemma in self._described and word.is_nominal:
                self._called.setdefault(word.lemma, []).append(word)

    def _note(self, description: Description) -> None:
        known = self._roles.setdefault(id(description.name), {})
        if known.setdefault((description.noun, description.words, description.past), description) is description:
            self._described.setdefault(description.noun, []).append(description)

    def _note_opposite(self, description: Description, noun: Word) -> None:
        """Let a counterpart be what whoever was named last before is: "the French president met his Polish counterpart, Jan Wit"."""
        before = self.parse.words[self.parse.sentence_of(noun).first].start
        near = (name for name, _, _ in self.names.within(before, noun.start) if name.kind is EntityKind.PERSON)
        named = [name for name in near if name is not description.name]
        roles = self._roles.get(id(named[-1]), {}) if named else {}
        for role in [noun for noun, _, _ in roles if noun in PERSON_NOUNS]:
            self._note(Description(description.name, role, description.words))

    def of(self, head: Word) -> Name | None:
        """Who was named with this role before, or is the last of this kind, where the text now says just "the minister", "the company"."""
        alone = all(child.dep in {"det", "punct", "relcl", "appos", "case"} or child.lower == "same" for child in head.children)
        if self._is_in_headline(head):
            return self._of_headline(head)
        if head.lemma == "counsel" and (alone or head.left == head.right):
            return _last_named(filter(is_counsel, self.names.all), head)
        if (head.tag != "NN" and head.lower not in ACCUSED) or not _is_definite(head):
            return None
        details = frozenset() if alone else details_of(head)
        described = self._described.get(head.lower if head.lower in ACCUSED else head.lemma, ())
        fitting = [one.name for one in described if fits(details, one)]
        name = _most_named(fitting, head) if head.lower in ACCUSED else _last_named(fitting, head)
        if name is not None and not self._is_another(head, name):
            return name
        kind = self._by_kind(head) if alone else self._by_words(head, details)
        return kind or (self._named_next(head) if alone else None)

    def _named_next(self, head: Word) -> Name | None:
        """Who is named with this role soon after: "The cook told me so. The cook, Ann Lee, remembers it otherwise"."""
        later = (word for word in self._called.get(head.lemma, []) if 0 < word.sentence - head.sentence <= _NEXT)
        word = next(later, head)
        named = word.child("appos") if word.index in self._told and word.has_child("the") and is_person(word) else None
        return self.names.at(named) if named is not None else None

    def _is_another(self, head: Word, name: Name) -> bool:
        """Whether a role was given to somebody else after a name: "Ann Lee, a lawyer, … the lawyer of the firm … The lawyer said"."""
        called = self._called.get(head.lemma, [])
        for word in reversed(called[: bisect_left(called, head.index, key=lambda one: one.index)][-_FEW:]):
            if word.index in self._told or word.dep == "compound" or word.start < name.spans[0][0]:
                return False
            if word.child("poss", "prep") is not None or word.has_child("a", "an", "another", "other"):
                return True
        return False

    def _is_in_headline(self, head: Word) -> bool:
        """Whether a headline calls somebody by a noun alone: "operator says"."""
        return head.tag in {"NN", "NNP"} and head.left == head.right and self.parse.sentence_of(head).headline

    def _of_headline(self, head: Word) -> Name | None:
        """Who has this role first in the text below, else its firm that is named most."""
        named = [one.name for one in self._described.get(head.lemma, ()) if not one.past]
        if named:
            return min(named, key=lambda name: name.spans[0])
        firms = [name for name in self.names.all if head.lemma in FIRMS and _is_of_kind(name, head.lemma)]
        return max(firms, key=lambda name: len(name.spans), default=None)

    def _by_words(self, head: Word, details: frozenset[str]) -> Name | None:
        """Whose name has all the words of a phrase: "the health ministry" for the Ministry of Health."""
        own = (details | {head.lemma}) - FIRMS
        named = self._bodies.get(min(own, default=""), ())
        return _last_named((name for name in named if own <= words_of(name) and _is_of_kind(name, head.lemma)), head)

    def _by_kind(self, head: Word) -> Name | None:
        """The last name of the kind that a common noun stands for; of firms the one that is named most."""
        near = [name for name, _, _ in self.names.within(max(0, head.start - _LOOK_BACK), head.start) if _is_of_kind(name, head.lemma)]
        if head.lemma not in _ANY_FIRM | _CLUBS:
            return near[-1] if near else None
        return _most_named(reversed(near), head)


def _is_definite(head: Word) -> bool:
    """Whether a noun is of somebody known, with nothing behind it that tells more than whose or of what it is."""
    if head.child("nummod") is not None or any(child.dep == "prep" and child.lower not in {"of", "at", "for"} for child in head.children):
        return False
    owner = head.child("poss")
    return head.has_child("the", "that", "this") or (owner is not None and owner.pos != "PRON")


def _last_named(names: Iterable[Name], head: Word) -> Name | None:
    """Which of some names was named last before a word."""
    before = (name for name in names if name.spans[0][0] < head.start)
    return max(before, key=lambda name: name.spans[bisect_left(name.spans, (head.start, 0)) - 1], default=None)


def _most_named(names: Iterable[Name], head: Word) -> Name | None:
    """Which of some names stands most often before a word."""
    return max(names, key=lambda name: bisect_left(name.spans, (head.start, 0)), default=None)


def is_counsel(name: Name) -> bool:
    """Whether somebody was named as one who speaks for a party in court: by a rank, or "for the defence"."""
    return bool(_parties_of(name) & _PARTIES) or name.name.split()[-1] in _SILKS


def is_for_defence(name: Name) -> bool:
    """Whether somebody was named as one who speaks for the accused."""
    return bool(_parties_of(name) & _DEFENCE)


def _parties_of(name: Name) -> set[str]:
    """For whom or what a name is said to be: "Lena Ostrow, for the crown"."""
    parties = (prep.child("pobj") for head in name.heads for prep in _preps_beside(head) if prep.lower == "for")
    return {party.lemma for party in parties if party is not None}


def _preps_beside(head: Word) -> Iterable[Word]:
    """The prepositions of a name, with those that the parser gave to its verb behind it."""
    verb = head.head
    yield from head.all_children("prep")
    if head.dep == "nsubj":
        yield from (prep for prep in verb.all_children("prep") if head.index < prep.index < verb.index)


def _is_of_kind(name: Name, noun: str) -> bool:
    if noun in name.name.lower().split() and name.name.lower() != noun:
        return True
    if noun in _REGULATORS:
        return name.kind is EntityKind.ORGANISATION and bool(_OFFICES & set(name.name.lower().split()))
    if noun in FIRMS | _CLUBS:
        return (
            name.name.lower() not in PERSON_NOUNS
            and name.kind is EntityKind.ORGANISATION
            and not name.outlet
            and not _is_public(name)
            and not _is_place(name)
        )
    if noun == "force":
        return bool({"police", "constabulary"} & set(name.name.lower().split()))
    if noun in _GROUPS:
        return name.kind is EntityKind.ORGANISATION and not name.outlet and nation_of(name.name) is None
    if noun not in _OUTLETS or not name.outlet:
        return False
    on_air = bool(_AIR & set(name.name.lower().split()))
    return on_air if noun in _ON_AIR else noun in {"outlet", "website", "agency"} or not on_air


def _is_public(name: Name) -> bool:
    return bool(_PUBLIC & set(name.name.lower().split())) or nation_of(name.name) is not None


def _is_place(name: Name) -> bool:
    """Whether a text calls a name that of a place: "the port of Morven"."""
    return any(head.dep == "pobj" and head.head.lower == "of" and head.head.head.lemma in _PLACES for head in name.heads)
