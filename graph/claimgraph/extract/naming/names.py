"""What the text calls whom: mentions of people, groups and places, gathered under one name by their variants."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from claimgraph.extract.grammar.cues import DOCUMENTS, MASTHEADS, OUTLET_WORDS, PERSON_NOUNS, TITLES, VOICES
from claimgraph.extract.grammar.frames import is_person
from claimgraph.extract.grammar.nations import COUNTRIES, OFFICES_OVER_PLACES, nation_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.given_names import MEN, WOMEN
from claimgraph.extract.page.layout import SILENT, is_titled
from claimgraph.language import dictionary
from claimgraph.language.capitals import PARTICLES
from claimgraph.model import EntityKind, SourceKind

_KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "NORP": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "EVENT": EntityKind.EVENT,
    "PRODUCT": EntityKind.THING,
    "WORK_OF_ART": EntityKind.THING,
    "LAW": EntityKind.THING,
}
_UNNAMED = {"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "LANGUAGE"}
ORGANISATION_WORDS = lexicon("""
    party ministry army guard corps brigade division council committee commission agency authority association union bank group
    company corporation university institute federation court police force forces front movement government parliament
    congress senate department office bureau league organization organisation network foundation observatory centre center
    hospital club team fund court board house inc ltd plc corp""")
TRADES = lexicon("""
    water energy power electric gas oil petroleum rail railways airways airlines motors foods holdings systems technologies industries
    steel mining metals minerals shipping marine lines chemicals pharmaceuticals logistics partners capital insurance media telecom
    foundries mills breweries dairies engineering construction properties resources solutions services labs laboratories works
    united rovers wanderers athletic albion""")
"""What a firm trades in, or how a team is called, by which the last word of a name tells it from a person's."""
FIRMS = lexicon("""company firm maker manufacturer corporation supplier producer retailer operator developer publisher provider
    insurer lender airline carrier carmaker startup brewer builder contractor distributor wholesaler refiner miner drugmaker chipmaker
    planemaker steelmaker automaker shipbuilder housebuilder""")
"""Common nouns for a business."""
_THINGS = lexicon("""ship ferry tanker boat vessel freighter trawler submarine frigate destroyer cruiser yacht barge liner tug jet
    plane aircraft airliner helicopter train locomotive rocket missile drone satellite probe""")
"""Common nouns for what bears a name and cannot speak."""
_PLAIN_PARTICLES = frozenset({"al", "bin", "ibn", "van", "von", "der"})
"""Those that hardly ever stand between two names that are not one."""
_PRESS = lexicon("daily weekly newspaper magazine tabloid broadcaster")
"""What stands before the name of one."""
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "outskirts", "centre", "center"}
)
_PLACING = frozenset({"in", "near", "outside", "around", "across", "inside"})
_NO_NAMES = lexicon("""should would could can must shall is are was were be been has have had do does did not who which what when where why
    how if whether""")
"""Words of grammar, which have a capital in titles: "Trump | Should Win"."""
MONTHS = lexicon("""
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday""")
_ACRONYM = re.compile(r"\(\s*(?:the\s+)?([A-Z][A-Z.&-]{1,9}[A-Z.])\s*\)|\(\s*([A-Z][a-z]*[A-Z][A-Za-z]{0,8})\s*\)")


_CALLED = r"""(?:the\s+)?"(?:the\s+)?([A-Z][\w ]{1,30})\""""
_DEFINED = re.compile(
    rf"(?:\s+(?:plc|ltd|llc|inc|gmbh|ag|sa|nv|corp)\.?)?,?\s*\((?:hereafter\s+)?{_CALLED}(?:\s+or\s+{_CALLED})?\)", re.IGNORECASE
)
"""What a text says it will call what it has just named: ("Dunmere" or "the Company")."""


_GUESS = 2
"""Votes for a place that may all be the tagger's guess: no preposition of place says so."""


@dataclass(slots=True, eq=False)
class Name:
    """One thing the text names: its fullest name, the other ways it is written, and where. It grows while the text is walked."""

    name: str
    kind: EntityKind
    variants: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    heads: list[Word] = field(default_factory=list)
    outlet: bool = False
    descriptions: set[str] = field(default_factory=set)

    def add(self, written: str, start: int, end: int, head: Word) -> None:
        """Note one more mention."""
        if written != self.name and written not in self.variants:
            self.variants.append(written)
        self.spans.append((start, end))
        self.heads.append(head)

    @property
    def source_kind(self) -> SourceKind:
        """What sort of voice it is when it speaks."""
        if self.outlet:
            return SourceKind.OUTLET
        return SourceKind.PERSON if self.kind is EntityKind.PERSON else SourceKind.ORGANISATION


class Names:
    """The names of a text, found by the words that carry them."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.all: list[Name] = []
        self.by_key: dict[str, Name] = {}
        self.short: dict[str, Name] = {}
        self.of_word: dict[int, Name] = {}
        mentions = [list(words) for words in _mentions(parse) if not self._is_plain(words)]
        self._votes: dict[str, Counter[EntityKind]] = {}
        self._things: set[str] = set()
        self._titled: set[str] = set()
        self._firsts = {bare[0].lower for words in mentions if _is_firm(bare := _without_titles(words)) and self._is_telling(bare[0])}
        self._lasts = {words[-1].lower for words in mentions if len(words) > 1 and words[-1].entity == words[0].entity == "PERSON"}
        mentions = self._with_surnames(mentions)
        for words in mentions:
            self._vote(words)
        self._titles = {number for number, one in enumerate(parse.paragraphs) if is_titled(parse.masked[one.start : one.end])}
        self._full = {_key(self._written(words)) for words in mentions if len(words) > 1 and not self._is_in_title(words)}
        for words in sorted(mentions, key=self._is_overlong):
            self._note(words)
        self._mentions = sorted(((first, last, number) for number, name in enumerate(self.all) for first, last in name.spans))
        self._starts = [first for first, _, _ in self._mentions]

    def at(self, word: Word) -> Name | None:
        """The name that a word is part of."""
        return self.of_word.get(word.index)

    def called(self, written: str) -> Name | None:
        """The name that is written so in full, in capitals or not; None for no such name: "Orsk" is not the "Orsk Post"."""
        key = _key(written)
        found = self.by_key.get(key)
        return found if found is not None and key in map(_key, (found.name, *found.variants)) else None

    def within(self, start: int, end: int) -> Iterable[tuple[Name, int, int]]:
        """The mentions inside `start..end`, in order of the text."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [(self.all[number], first, last) for first, last, number in self._mentions[low:high] if last <= end]

    def _with_surnames(self, mentions: Sequence[list[Word]]) -> list[list[Word]]:
        """The mentions with short names that the tagger took for plain nouns: "Anna Matthews spoke. | Matthews said …"."""
        named = {word.index for words in mentions for word in words}
        firms = {words[0].lower for words in mentions if len(words) > 1 and words[-1].entity == "ORG" and self._is_telling(words[0])}
        short = self._lasts | (firms - PERSON_NOUNS - dictionary())
        missed = (
            [word]
            for word in self.parse.words
            if word.pos == "NOUN" and word.text[:1].isupper() and word.lower in short and word.index not in named
        )
        alone = [words for words in missed if words[0].lower not in self.parse.small and words[0].dep not in {"compound", "amod"}]
        return sorted([*mentions, *alone], key=lambda words: words[0].index)

    def _is_plain(self, words: Sequence[Word]) -> bool:
        """Whether a single capital word only begins a sentence: the text also writes it small, or it is a noun for people."""
        start = self.parse.sentence_of(words[0]).first
        first = words[0].index == start or (words[0].index == start + 1 and self.parse.words[start].text.isspace())
        after = self.parse.words[min(words[-1].index + 1, len(self.parse.words) - 1)].lower
        many = words[0].lower.endswith("s") and words[0].lower[:-1] in PERSON_NOUNS
        people = (many or (words[0].lower in PERSON_NOUNS and after == "for")) and words[0].entity != "PERSON"
        dated = words[0].lower in MONTHS and words[0].index > 0 and self.parse.words[words[0].index - 1].text.isdigit()
        return len(words) == 1 and (dated or (first and (people or words[0].lower in self.parse.small)))

    def _vote(self, words: Sequence[Word]) -> None:
        """Count what one mention says of the kind of its name: the tagger's guess, a title, a place's preposition."""
        bare = _without_titles(words)
        votes = self._votes.setdefault(_key(self._written(bare)), Counter())
        votes[_kind(bare)] += 1
        if len(bare) < len(words):
            votes[EntityKind.PERSON] += 2
            self._titled.add(_key(self._written(bare)))
        self._vote_by_nouns(bare, votes)
        self._vote_by_place(bare, votes)

    def _vote_by_nouns(self, bare: Sequence[Word], votes: Counter[EntityKind]) -> None:
        """Count what the nouns beside a name say of its kind."""
        for child in bare[-1].children:
            if child.dep in {"compound", "nmod", "appos"} and child.pos == "NOUN":
                votes[EntityKind.PERSON] += 2 * (child.lemma in PERSON_NOUNS)
                votes[EntityKind.ORGANISATION] += 2 * (child.lemma in VOICES - PERSON_NOUNS - DOCUMENTS)
        apposed = _apposed(bare[-1])
        if any(noun.lemma in _THINGS for noun in (*apposed, self._before(bare))):
            self._things.add(_key(self._written(bare)))
        votes[EntityKind.ORGANISATION] += 3 * any(noun.lemma in FIRMS for noun in apposed)
        held = bare[-1].head.child("attr", "oprd") if bare[-1].dep in {"nsubj", "nsubjpass"} else None
        votes[EntityKind.PERSON] += 2 * (held is not None and held.tag == "NN" and held.lemma in PERSON_NOUNS)
        votes[EntityKind.PERSON] += 2 * _is_in_office(bare)
        described = bare[-1].head
        if bare[-1].dep == "appos" and described.tag == "NN" and is_person(described) and described.lemma not in FIRMS:
            votes[EntityKind.PERSON] += 2

    def _vote_by_place(self, bare: Sequence[Word], votes: Counter[EntityKind]) -> None:
        """Count what the place of a name in its sentence and its text says of its kind."""
        following = self.parse.words[bare[-1].index + 1 : bare[-1].index + 3]
        if [word.lower for word in following] == [",", "who"] or _is_of_age(self.parse.masked[bare[-1].end : bare[-1].end + 6]):
            votes[EntityKind.PERSON] += 2
        if _is_like_person(bare) and (_is_beside_person(bare[-1]) or (_is_christened(bare) and not self._is_placed(bare))):
            votes[EntityKind.PERSON] += 2
        if _is_like_person(bare) and self._is_told_of(bare):
            votes[EntityKind.PERSON] += 2
        if following and following[0].lower == "of" and following[0].entity == bare[-1].entity == "ORG" and _is_like_person(bare):
            votes[EntityKind.PERSON] += 2
        votes[EntityKind.ORGANISATION] += 3 * (self._before(bare).lower in _PRESS)
        if self.parse.paragraph_of(bare[-1]).kind in SILENT:
            votes[EntityKind.PERSON] += 2
        if bare[-1].dep == "pobj" and bare[-1].head.lower in _PLACING:
            votes[EntityKind.PLACE] += 2
        if bare[-1].dep == "pobj" and bare[-1].head.lower == "of" and bare[-1].head.head.lower in _DIRECTIONS | OFFICES_OVER_PLACES:
            votes[EntityKind.PLACE] += 2

    def _is_told_of(self, bare: Sequence[Word]) -> bool:
        """Whether "he" or "she", as the first word of a name calls for, stands behind it: "Marta Holm rose as she spoke"."""
        behind = self.parse.words[bare[-1].index + 1 : self.parse.sentence_of(bare[-1]).last + 1]
        fitting = "he" if bare[0].lower in MEN else "she" if bare[0].lower in WOMEN else ""
        return bare[-1].dep in {"nsubj", "nsubjpass"} and any(word.lower == fitting for word in behind)

    def _is_placed(self, bare: Sequence[Word]) -> bool:
        """Whether the tagger takes a name for one of a place or a work, or an article stands before it: "the Charlotte Times"."""
        return any(word.entity not in {"", "PERSON", "ORG"} for word in bare) or bare[-1].has_child("the", "a")

    def _before(self, bare: Sequence[Word]) -> Word:
        """The word before a name, in which a text may say what it is: "the ferry Havfrue"."""
        return self.parse.words[max(0, bare[0].index - 1)]

    def _written(self, bare: Sequence[Word]) -> str:
        return re.sub(r"\s+", " ", self.parse.masked[bare[0].start : bare[-1].end])

    def _kind(self, written: str, bare: Sequence[Word]) -> EntityKind:
        """The kind that most mentions of a name speak for."""
        if any(word.lower in ORGANISATION_WORDS for word in bare) or _is_of_trade(bare):
            return EntityKind.ORGANISATION
        if _key(written) in self._things:
            return EntityKind.THING
        if self._is_short(_key(written)):
            return EntityKind.ORGANISATION
        votes = self._votes[_key(written)]
        if _key(written) in self._lasts and votes[EntityKind.PLACE] <= _GUESS:
            return EntityKind.PERSON
        votes.pop(EntityKind.THING, None) if len(votes) > 1 else None
        return votes.most_common(1)[0][0]

    def _note(self, words: Sequence[Word]) -> None:
        bare = _without_titles(words)
        written = self._written(bare)
        kind = self._kind(written, bare)
        name = self._known(written, kind)
        if name is None:
            name = Name(written, kind)
            self.all.append(name)
        if not self._is_overlong(words):
            self._prefer(name, written)
        name.add(written, bare[0].start, bare[-1].end, bare[-1])
        name.descriptions.update(word.lower for word in words[: len(words) - len(bare)])
        name.outlet = (
            name.outlet
            or self._before(bare).lower in _PRESS
            or any(word.lower in OUTLET_WORDS | MASTHEADS for word in bare if word.pos in {"PROPN", "NOUN"})
        )
        for word in words:
            self.of_word[word.index] = name
        for key in _keys(written, name.kind):
            self.by_key.setdefault(key, name)
        self._note_acronym(name, bare[-1])
        self._note_short_name(name, bare)

    def _is_in_title(self, words: Sequence[Word]) -> bool:
        """Whether a mention stands in the case of titles, in which what is beside a name looks like a part of it."""
        return self.parse.sentence_of(words[0]).paragraph in self._titles

    def _is_overlong(self, words: Sequence[Word]) -> bool:
        """Whether a mention in a title is longer than the name in prose: "Actress Ann Berg Resigns", then "Ann Berg"."""
        ends = (_key(self._written(words[first:])) for first in range(1, len(words) - 1))
        return self._is_in_title(words) and any(end in self._full for end in ends)

    def _note_acronym(self, name: Name, last: Word) -> None:
        match = _ACRONYM.match(self.parse.masked, last.end + 1, last.end + 14)
        if match:
            self.by_key[(match.group(1) or match.group(2)).lower().replace(".", "")] = name
        defined = _DEFINED.match(self.parse.masked, last.end, last.end + 80)
        for called in filter(None, defined.groups() if defined else ()):
            self.by_key[_key(called)] = name

    def _note_short_name(self, name: Name, bare: Sequence[Word]) -> None:
        """Note that the first word of an organisation's name may stand for it: "Ferrant Mobility", then "Ferrant"."""
        if name.kind is EntityKind.ORGANISATION and len(bare) > 1 and bare[0].pos == "PROPN" and self._is_telling(bare[0]):
            self.short.setdefault(bare[0].lower, name)

    def _is_telling(self, first: Word) -> bool:
        """Whether the first word of an organisation's name tells it apart from others."""
        plain = first.lower in ORGANISATION_WORDS | OUTLET_WORDS or first.lower in self.parse.small or nation_of(first.text) is not None
        return len(first.text) > 3 and not plain

    def _is_short(self, key: str) -> bool:
        """Whether a word begins the name of an organisation, and nothing says that it is of a person or a place: "Ambry", "Ambry Bank"."""
        return key in self._firsts and key not in self._titled and self._votes[key][EntityKind.PLACE] <= _GUESS

    def _known(self, written: str, kind: EntityKind) -> Name | None:
        key = _key(written)
        found = self.by_key.get(key)
        if found is not None and (
            found.kind is kind
            or " " in key
            or EntityKind.PERSON not in {found.kind, kind}
            or key == _key(found.name)
            or found.kind is EntityKind.PERSON
        ):
            return found
        if key in self.short and (kind is not EntityKind.PLACE or self._votes[key][EntityKind.PLACE] <= _GUESS):
            return self.short[key]
        longer = self.by_key.get(key.split(" ", 1)[0]) if kind is EntityKind.ORGANISATION and " " in key else None
        if longer is not None and self._is_short(_key(longer.name)):
            return longer
        if key in ORGANISATION_WORDS | FIRMS:
            return self._last_of_kind(key)
        last = key.rsplit(" ", 1)[-1]
        person = self.by_key.get(last) if kind is EntityKind.PERSON and " " in key else None
        return person if person is not None and person.kind is EntityKind.PERSON and (" " not in _key(person.name)) else None

    def _last_of_kind(self, noun: str) -> Name | None:
        """Whom a common noun with a capital means: "the Office" after "the Food Office"; "the Company" is whoever is named most."""
        called = [name for name in self.all if noun in _key(name.name).split() and " " in name.name]
        firms = [name for name in self.all if noun in FIRMS and name.kind is EntityKind.ORGANISATION and not name.outlet]
        return called[-1] if called else max(firms, key=lambda name: len(name.spans), default=None)

    def _prefer(self, name: Name, written: str) -> None:
        if name.name.isupper() and not written.isupper() and " " in written and _key(written) == _key(name.name):
            name.variants = [name.name, *name.variants]
            name.name = written
        fuller = _key(written).endswith(_key(name.name)) if name.kind is EntityKind.PERSON else self._is_short(_key(name.name))
        if len(written) > len(name.name) and fuller:
            name.variants = [name.name, *(variant for variant in name.variants if variant != written)]
            name.name = written


_RANKS = lexicon("""executive financial operating technology technical information medical scientific legal marketing commercial
    managing assistant associate senior acting interim principal lead first second""")
"""What stands beside a title and says of which rank or office it is."""


def _is_of_age(following: str) -> bool:
    """Whether behind a name stands how old somebody is: "Jim Moor, 31, a clerk"."""
    return re.match(r", [1-9]\d[,.]", following) is not None


def _is_firm(bare: Sequence[Word]) -> bool:
    """Whether a name of several words says by one of them that it is an organisation's."""
    return len(bare) > 1 and bare[0].pos == "PROPN" and any(word.lower in ORGANISATION_WORDS for word in bare[1:])


def _mentions(parse: Parse) -> Iterable[list[Word]]:
    """Runs of words that name something: named entities widened to whole proper-noun phrases, and proper nouns besides."""
    for sentence in parse.sentences:
        run: list[Word] = []
        for word in parse.words_of(sentence):
            if _continues(word, run):
                run.append(word)
                continue
            if run:
                yield from _cleaned(run)
            run = [word] if _begins(word) else []
        if run:
            yield from _cleaned(run)


def _is_of_trade(bare: Sequence[Word]) -> bool:
    """Whether a name ends in what a firm trades in: "Calder Water", but not "Anna Power"."""
    return len(bare) > 1 and bare[-1].lower in TRADES and not _is_christened(bare)


def _is_like_person(run: Sequence[Word]) -> bool:
    """Whether two capital words that stand before "of" are of no organisation by any of them: "Ann Lee of Marsh Bank"."""
    return len(run) == 2 and not any(word.lower in ORGANISATION_WORDS | VOICES | OUTLET_WORDS or word.tag == "NNPS" for word in run)


def _is_in_office(bare: Sequence[Word]) -> bool:
    """Whether somebody of a name of two words does something as what only a person is: "Tall Amado resigned as treasurer"."""
    as_ = (prep.child("pobj") for prep in bare[-1].head.all_children("prep") if prep.lower == "as")
    office = next((noun for noun in as_ if noun is not None), None)
    alone = office is not None and office.tag == "NN" and office.lemma in PERSON_NOUNS and not office.has_child("a", "an")
    return bare[-1].dep in {"nsubj", "nsubjpass"} and alone and _is_like_person(bare)


def _is_christened(bare: Sequence[Word]) -> bool:
    """Whether the first word of a name is a common given name."""
    return bare[0].lower in MEN | WOMEN


def _is_beside_person(last: Word) -> bool:
    """Whether a name is joined by "and" to that of a person: "Kesh Moro and Ann Lee"."""
    joined = [*last.all_children("conj"), *([last.head] if last.dep == "conj" else [])]
    return any(one.entity == "PERSON" and one.tag == "NNP" for one in joined)


def _begins(word: Word) -> bool:
    if word.entity in _UNNAMED or (word.lower in MONTHS and word.entity != "PERSON") or not word.text[:1].isalnum():
        return False
    return _is_capital(word) and (word.pos == "PROPN" or word.entity in _KINDS or word.entity == "NORP") and word.tag not in {"DT", "PRP"}


def _is_capital(word: Word) -> bool:
    """Whether a word has a capital, or belongs to a name without one: "al-Hassan", "dos Santos"."""
    return word.text[:1].isupper() or (word.pos == "PROPN" and word.entity == "PERSON")


def _apposed(word: Word) -> list[Word]:
    """The words in apposition with a word, either way."""
    return [*word.all_children("appos"), *([word.head] if word.dep == "appos" else [])]


def _continues(word: Word, run: Sequence[Word]) -> bool:
    if not run:
        return False
    if "POS" in {word.tag, run[-1].tag}:
        return _is_of_members(word, run)
    if (
        word.lower in {"of", "for"}
        and run[-1].pos == "PROPN"
        and word.entity in {"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART"}
        and run[-1].entity == word.entity
        and not _is_like_person(_without_titles(run))
    ):
        return True
    if (
        word.entity in {"ORG", "LAW", "EVENT", "FAC"}
        and word.entity == run[-1].entity
        and word.lower in {"the", "and", "&"}
        and run[-1].lower in {"of", "for"}
    ):
        return True
    if word.text == "&" or (run[-1].text == "&" and word.text[:1].isupper()):
        return True
    if word.text in PARTICLES or (word.text == "-" and run[-1].end == word.start):
        return word.lower in _PLAIN_PARTICLES or word.entity == run[-1].entity or word.dep == "compound"
    if word.entity in _UNNAMED and not word.text[:1].isupper():
        return False
    if word.entity and run[-1].entity and word.entity != run[-1].entity and {word.entity, run[-1].entity} & {"NORP"}:
        return False
    return (
        _is_capital(word)
        and (word.pos == "PROPN" or (bool(word.entity) and word.entity == run[-1].entity))
        and (word.lower not in MONTHS or word.entity == "PERSON")
        and word.lower not in _NO_NAMES
    )


def _is_of_members(word: Word, run: Sequence[Word]) -> bool:
    """Whether a name goes on over its "'s": "the Dale | Women | 's | Institute", "the Workers | ' | Party", but not "Orsk's Ministry"."""
    if word.tag == "POS":
        return word.start == run[-1].end and ((word.entity in {"ORG", "FAC"} and word.entity == run[-1].entity) or run[-1].tag == "NNPS")
    many = len(run) > 1 and run[-2].tag == "NNPS" and word.lower in ORGANISATION_WORDS
    return word.text[:1].isupper() and word.pos == "PROPN" and (many or (bool(word.entity) and word.entity == run[-1].entity))


def _cleaned(run: list[Word]) -> Iterable[list[Word]]:
    while run and (run[-1].tag == "POS" or run[-1].text in {"of", "for", "the", "and", "&", "-", *PARTICLES}):
        run = run[:-1]
    if run and not all(word.lower in TITLES and len(run) == 1 for word in run):
        yield run


def _without_titles(words: Sequence[Word]) -> list[Word]:
    kept = list(words)
    while (
        len(kept) > 1
        and kept[1].lower != "of"
        and kept[-1].lower not in ORGANISATION_WORDS
        and (kept[0].lower.rstrip(".") in TITLES or _is_of_title(kept, behind_title=len(kept) < len(words)) or _is_trade(kept))
    ):
        kept = kept[1:]
    return kept


def _is_trade(words: Sequence[Word]) -> bool:
    """Whether a noun for people has a capital before a whole name: "Novelist | Ann Lee" where a sentence begins."""
    first = words[0].lower
    return len(words) > 2 and (first in PERSON_NOUNS or first.endswith("ist")) and words[1].lower in MEN | WOMEN


def _is_of_title(words: Sequence[Word], *, behind_title: bool) -> bool:
    """Whether the first word of a name says of which rank or office a title beside it is: "Chief | Executive | Officer Ann Lee"."""
    return len(words) > 2 and words[0].lower in _RANKS and (behind_title or words[1].lower in TITLES)


def _kind(words: Sequence[Word]) -> EntityKind:
    if any(word.lower in ORGANISATION_WORDS for word in words):
        return EntityKind.ORGANISATION
    if " ".join(word.text for word in words) in COUNTRIES:
        return EntityKind.PLACE
    label = next((word.entity for word in reversed(words) if word.entity in _KINDS), "")
    if label:
        return _KINDS[label]
    return EntityKind.THING


def _key(written: str) -> str:
    return re.sub(r"[^\w ]", "", written.lower()).strip()


def _keys(written: str, kind: EntityKind) -> Iterable[str]:
    key = _key(written)
    yield key
    if key.startswith("the "):
        yield key[4:]
    words = key.split()
    if kind is EntityKind.PERSON and len(words) > 1:
        yield from (" ".join(words[first:]) for first in range(1, len(words)))
        yield words[0]
    if kind is EntityKind.ORGANISATION and len(words) > 2:
        initials = "".join(word[0] for word in words if word not in {"of", "for", "the", "and"})
        if len(initials) > 2:
            yield initials
