"""Who speaks: the sources of one document, with the names that stand for them, their members and what they belong to."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten

from claimgraph.extract.grammar.cues import DOCUMENTS, OUTLET_WORDS, PERSON_NOUNS, VERBS, VOICES
from claimgraph.extract.grammar.frames import Frame, is_person, is_voice, subject_of
from claimgraph.extract.grammar.nations import nation_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import FIRST, HE, SHE, christened, is_doer_of, is_one
from claimgraph.extract.naming.epithets import Epithets
from claimgraph.extract.naming.names import Name, Names
from claimgraph.extract.naming.references import References
from claimgraph.extract.naming.roles import Roles
from claimgraph.extract.naming.teams import Teams
from claimgraph.extract.page.written_by import writers_in
from claimgraph.extract.sources.phrases import Phrases
from claimgraph.ids import mint_id
from claimgraph.model import Affiliation, Document, EntityKind, Interest, Source, SourceKind

AUTHOR = "author"
LONGEST_TITLE = 48
"""How many characters of its title name the author of a document."""
UNNAMED = "unnamed source"
_REACH = 3
_MEMORY = 100
_PEOPLE = frozenset({SourceKind.PERSON})
_NAMED = frozenset({"PERSON", "ORG"})
_THINGS = frozenset({SourceKind.ORGANISATION, SourceKind.OUTLET})
_LOOSE = frozenset({"det", "punct", "relcl", "case", "advmod", "npadvmod", "advcl"})
"""What stands beside a noun and does not tell which one it is."""
_KINDS_OF = {
    **dict.fromkeys(("he", "she", "his", "her", "him"), _PEOPLE),
    **dict.fromkeys(("it", "its"), _THINGS),
    **dict.fromkeys(("they", "their", "them"), _THINGS | {SourceKind.COLLECTIVE}),
}
_CALLING = frozenset({"know", "call", "name", "identify"})
_ISSUING = frozenset({"issue", "publish", "release", "make", "put", "give"})
_OWN_WORDS = lexicon("statement letter memo email")
"""What is nothing but the words of whoever writes it."""
_WORDS_OF = _OWN_WORDS | lexicon("account report story version claim explanation argument allegation assertion testimony")
_WRITINGS = frozenset({"document", "paper", "text"})
"""What anything that is written may be called."""


@dataclass(slots=True)
class Voices:
    """The sources of a document as they are met. It grows while the text is read."""

    document: Document
    parse: Parse
    names: Names
    references: References
    phrases: Phrases
    found: dict[str, Source] = field(default_factory=dict)
    by_word: dict[int, Source] = field(default_factory=dict)
    roles: Roles = field(init=False)
    epithets: Epithets = field(init=False)
    teams: Teams = field(init=False)
    _order: list[int] = field(default_factory=list)
    _own: list[Name] = field(init=False)

    def __post_init__(self) -> None:
        """Learn which roles the text gives to whom: "the minister" is later the one who was named so."""
        self.roles = Roles(self.parse, self.names)
        self.epithets = Epithets(self.parse, self.names, self.references)
        self.teams = Teams(self.parse, self.names)
        written = () if self.document.authors else (self.document.publisher or "", *writers_in(self.parse.masked, self.parse.paragraphs))
        self._own = [name for name in map(self.names.called, written) if name is not None]

    def author(self) -> Source:
        """The source that the text itself speaks as: its first author, else who published it, else whoever wrote what has its title."""
        if self.document.authors:
            return self.add(self.document.authors[0], SourceKind.PERSON)
        if self.document.publisher:
            return self.add(self.document.publisher, SourceKind.ORGANISATION)
        title = shorten(self.document.title or "", LONGEST_TITLE, placeholder="…")
        return self.add(f"{AUTHOR} of “{title}”" if title else AUTHOR, SourceKind.PERSON)

    def unnamed(self) -> Source:
        """The source of what is said by nobody that the text names."""
        return self.add(UNNAMED, SourceKind.COLLECTIVE)

    def of_frame(self, frame: Frame) -> Source:
        """The source that a frame names; the unnamed one where it names none."""
        return self.of_word(frame.source) if frame.source is not None else self.unnamed()

    def of_word(self, head: Word) -> Source:
        """The source that the words around `head` name."""
        if head.index not in self.by_word:
            self.by_word[head.index] = self._resolve(head)
            insort(self._order, head.index)
        return self.by_word[head.index]

    def existing(self, head: Word) -> Source | None:
        """The source already met that the words around `head` name, or None."""
        name = self.name_of(head)
        return self.found.get(mint_id("source", self.document.id, name.name if name is not None else self.called(self._meant(head))))

    def name_of(self, head: Word) -> Name | None:
        """The name of whom the words around `head` mean: written there, set beside it, or given before to whoever has that role."""
        target = self._meant(head)
        return self._named(target)

    def _named(self, head: Word) -> Name | None:
        called = self.names.at(head)
        if called is not None and head.entity != "NORP":
            return called
        meant = self._apposed_name(head) or self._alias(head) or self.roles.of(head) or self.epithets.of(head)
        return meant or called

    def _meant(self, head: Word) -> Word:
        return self.references.of(head) or head

    def add(self, name: str, kind: SourceKind, *, variants: Iterable[str] = (), members: tuple[str, ...] = ()) -> Source:
        """The source of this name, made where it is new."""
        source_id = mint_id("source", self.document.id, name)
        if source_id not in self.found:
            self.found[source_id] = Source(source_id, self.document.id, kind, name, tuple(variants), members=members)
        return self.found[source_id]

    def update(self, source: Source, *, affiliation: Affiliation | None = None, interest: Interest | None = None) -> None:
        """Note what the text says that a source belongs to or has a stake in."""
        known = self.found[source.id]
        affiliations = known.affiliations + ((affiliation,) if affiliation is not None and affiliation not in known.affiliations else ())
        interests = known.interests + ((interest,) if interest is not None and interest not in known.interests else ())
        self.found[source.id] = replace(known, affiliations=affiliations, interests=interests)

    def _resolve(self, head: Word) -> Source:
        if head.lower in FIRST and self.references.of(head) is None:
            return self.author()
        both = self.references.both_speaking(head)
        if both is not None:
            return self._together([self.of_word(word) for word in both])
        target = _described(self.references.of(head) or head)
        holder = self._author_of(target) if target.lemma in _WORDS_OF else None
        if holder is not None:
            return self.of_word(holder)
        if target.pos == "PRON" and target.lower in _KINDS_OF:
            kind = SourceKind.COLLECTIVE if target.lower in {"they", "their", "them"} else SourceKind.PERSON
            return self._last_voice(target) or self.add(self._written(target), kind)
        return (None if is_one(head) else self._joint(target)) or self._single(target)

    def _joint(self, head: Word) -> Source | None:
        """Several who speak as one, where a word and its conjuncts name them."""
        joint = [head, *_conjuncts(head)]
        if len(joint) < 2 or not all(word.is_nominal or word.pos == "ADJ" for word in joint):
            return None
        members = [self._single(word) for word in joint]
        return self._together(members) if len({member.id for member in members}) > 1 else None

    def _together(self, members: Sequence[Source]) -> Source:
        """Several voices as one."""
        ids = tuple(dict.fromkeys(member.id for member in members))
        return self.add(_listed([member.name for member in members]), SourceKind.COLLECTIVE, members=ids)

    def _author_of(self, noun: Word) -> Word | None:
        """Whose words a noun names: "the general's account", "the statement of X", and "the statement" soon after either."""
        found = _holder(noun)
        if found is not None or not _is_known(noun):
            return found
        for index in range(noun.index - 1, max(-1, noun.index - _MEMORY), -1):
            word = self.parse.words[index]
            if word.lemma == noun.lemma and word.pos == "NOUN" and not _is_known(word):
                return _holder(word)
        return None

    def _single(self, head: Word) -> Source:
        team = self.teams.of(head)
        if team is not None:
            return self.of_word(team)
        name = self._named(head)
        nation = nation_of(head.text) if head.dep in {"amod", "compound", "conj", "nmod"} else None
        if nation is not None:
            return self.add(nation, SourceKind.ORGANISATION, variants=(head.text,))
        if name is not None and name in self._own:
            return self.author()
        if name is not None:
            return self.add(name.name, name.source_kind, variants=[variant for variant in name.variants if variant != name.name])
        return self._named_alike(head) or self.add(self.called(head), _kind(head))

    def _before(self, word: Word) -> Sequence[int]:
        """The words before one that named the last voices, the nearest first."""
        end = bisect_left(self._order, word.index)
        return self._order[max(0, end - _MEMORY) : end][::-1]

    def _last_voice(self, pronoun: Word) -> Source | None:
        """The last voice of the sentences just before that a pronoun can stand for, where the rules of reference found none."""
        kinds = _KINDS_OF[pronoun.lower]
        others = {"he"} if pronoun.lower in SHE else {"she"} if pronoun.lower in HE else set()
        for index in self._before(pronoun):
            source = self.by_word[index]
            if pronoun.sentence - self.parse.words[index].sentence > _REACH:
                return None
            if (
                source.kind in kinds
                and not is_doer_of(pronoun, self.parse.words[index])
                and christened(self.name_of(self.parse.words[index])) not in others
                and source.name not in {self.author().name, UNNAMED}
            ):
                return source
        return None

    def _named_alike(self, head: Word) -> Source | None:
        """The voice that was called by the same noun with more words before: "a spokeswoman for the port", then "the spokeswoman"."""
        definite = head.has_child("the", "that", "this")
        behind = {child.index for child in head.all_children("amod") if child.index > head.index}
        alone = all(child.dep in _LOOSE or child.lower == "same" or child.index in behind for child in head.children)
        if not (definite and alone and head.pos == "NOUN"):
            return None
        for index in self._before(head):
            word = self.parse.words[index]
            named = word.child("prep", "poss") is not None or any(
                child.lower in {"a", "an"} or (child.dep == "compound" and child.pos == "NOUN") for child in word.children
            )
            near = head.sentence - word.sentence < _REACH
            alike = word.lemma == head.lemma or (near and _stands_for(head, word))
            if named and alike and word.tag == head.tag and word.pos == "NOUN" and not self.by_word[index].members:
                return self.by_word[index]
        return None

    def _apposed_name(self, head: Word) -> Name | None:
        if head.dep == "appos" and self.names.at(head.head) is not None and is_person(head):
            return self.names.at(head.head)
        apposed = head.child("appos")
        beside = self._beside(head) if apposed is None and is_person(head) else None
        if beside is not None:
            return beside
        if apposed is None and head.tag in {"JJR", "JJS"}:
            return self._named_of_two(head)
        if apposed is None and head.lemma in PERSON_NOUNS:
            return self._named_behind(head)
        for _ in range(3):
            if apposed is None or head.pos != "NOUN":
                return None
            name = self.names.at(apposed)
            if name is not None:
                return name
            apposed = apposed.child("appos")
        return None

    def _named_behind(self, head: Word) -> Name | None:
        """The person whose name the parser hung on what stands between: "the head of the board, Ines Roy"."""
        inner = next((prep.child("pobj") for prep in head.all_children("prep")), None)
        last = inner.child("appos") if inner is not None else None
        name = self.names.at(last) if last is not None else None
        return name if name is not None and name.kind is EntityKind.PERSON else None

    def _named_of_two(self, head: Word) -> Name | None:
        """Whose name stands behind what tells one of some: "the older of the two fishermen, Jon Maas"."""
        among = next((prep.child("pobj") for prep in head.all_children("prep") if prep.lower == "of"), None)
        name = among.child("appos") if among is not None else None
        return self.names.at(name) if name is not None else None

    def _alias(self, head: Word) -> Name | None:
        """What somebody is called by: "a diver known to the press as K7", "a nurse who goes by the name of Irena"."""
        if not is_person(head) or head.pos != "NOUN":
            return None
        for verb in self.parse.words[head.index + 1 : head.right + 1]:
            called = _called_by(verb)
            if called is not None and any(above.dep in {"acl", "relcl"} and above.head is head for above in (verb, *verb.ancestors())):
                return self.names.at(called)
        return None

    def _beside(self, head: Word) -> Name | None:
        """The name between commas right after a role, where the parser saw no apposition: "the engineer, Dr Ann Lee, whose letter"."""
        comma, *after = self.parse.words[head.right + 1 : head.right + 7] or [head]
        name = self.names.at(after[0]) if comma.text == "," and after else None
        closing = next((word for word in after if self.names.at(word) is not name), None)
        person = name is not None and name.kind is EntityKind.PERSON and closing is not None and closing.text == ","
        return name if person else None

    def called(self, head: Word) -> str:
        """The words that name whoever has no name, with a small article: "the spokesman of the port"."""
        words = self.phrases.phrase(head, joint=False)[:120].strip() or self._written(head)
        words = re.sub(r"['’]s$", "", words)
        owner = head.child("poss")
        if owner is not None and owner.lower == "my" and self.references.of(owner) is None:
            return re.sub(r"^[Mm]y\b", f"{self._writer()}'s", words)
        article, _, rest = words.partition(" ")
        return f"{article.lower()} {rest}" if article.lower() in {"the", "a", "an"} and rest else words

    def _writer(self) -> str:
        """What whoever writes the text is called, in it or by what is known of it."""
        named = [*self.document.authors, *(name.name for name in self._own if name.kind is EntityKind.PERSON)]
        return named[0] if named else f"the {AUTHOR}"

    def _written(self, word: Word) -> str:
        return self.parse.masked[word.start : word.end]


def _is_known(noun: Word) -> bool:
    """Whether a noun is of something known, and nothing tells more of it: "the letter"."""
    return noun.has_child("the") and all(child.dep in {"det", "punct"} for child in noun.children)


def _writer_in(noun: Word) -> Word | None:
    """Who says something in what a noun names: "in a letter to the council, Brandt wrote that P"."""
    verb = noun.head.head
    within = noun.dep == "pobj" and noun.head.lower == "in" and verb.is_verb and verb.lemma in VERBS
    return subject_of(verb) if within and noun.lemma in _OWN_WORDS and noun.has_child("a", "an", "his", "her", "its", "their") else None


def _stands_for(head: Word, word: Word) -> bool:
    """Whether a noun may stand for one that says more: "the person" for anybody, "the document" for whatever is written."""
    return is_person(word) if head.lemma == "person" else head.lemma in _WRITINGS and word.lemma in DOCUMENTS


def _holder(noun: Word) -> Word | None:
    """Whose words a noun names: "the general's account", "the trust issued a statement"."""
    if (writer := _writer_in(noun)) is not None:
        return writer
    if noun.lemma == "statement" and noun.dep == "dobj" and noun.head.lemma in _ISSUING:
        return subject_of(noun.head)
    of = next((prep.child("pobj") for prep in noun.all_children("prep") if prep.lower in {"of", "by", "from"}), None)
    return next(
        (
            word
            for word in (noun.child("poss"), of)
            if word is not None
            and is_voice(word)
            and word.entity not in {"DATE", "TIME"}
            and (word is not of or is_person(word) or word.entity in _NAMED)
        ),
        None,
    )


def _called_by(verb: Word) -> Word | None:
    """The name by which a verb tells that somebody is known: "known as Zed", "goes by the name of Zed"."""
    if verb.lemma in _CALLING:
        joint = next((prep for prep in verb.all_children("prep") if prep.lower == "as"), verb)
        return joint.child("pobj", "oprd", "attr", "dobj")
    by = next((prep.child("pobj") for prep in verb.all_children("prep") if verb.lemma == "go" and prep.lower == "by"), None)
    of = by.child("prep") if by is not None and by.lemma == "name" else None
    return of.child("pobj") if of is not None else None


def _described(head: Word) -> Word:
    """The noun that tells who is meant by a number alone: "one of them, a former clerk, said"."""
    told = head.child("appos") if head.lower in {"one", "another"} else None
    return told if told is not None and told.pos == "NOUN" and is_person(told) else head


def _conjuncts(word: Word) -> list[Word]:
    found: list[Word] = []
    current = word.child("conj")
    while current is not None and len(found) < 8:
        found.append(current)
        current = current.child("conj")
    return found


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _kind(head: Word) -> SourceKind:
    if head.lemma in OUTLET_WORDS:
        return SourceKind.OUTLET
    if head.tag in {"NNS", "NNPS"} or head.lower in {"many", "some", "others", "most", "those", "everyone"}:
        return SourceKind.COLLECTIVE
    personal = head.lemma in PERSON_NOUNS or head.entity == "PERSON" or head.pos == "PRON"
    return (
        SourceKind.PERSON if personal or (is_voice(head) and head.lemma not in VOICES and head.pos == "NOUN") else SourceKind.ORGANISATION
    )
