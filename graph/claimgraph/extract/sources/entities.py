"""What claims are about: who and what the text names, by name, by the adjective of a nation, or by what a voice or a party is called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.cues import PERSON_NOUNS, VOICES
from claimgraph.extract.grammar.nations import nation_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.names import Name
from claimgraph.extract.naming.references import References
from claimgraph.extract.sources.voices import AUTHOR, UNNAMED, Voices
from claimgraph.ids import mint_id
from claimgraph.model import Entity, EntityKind, Mention, Source, SourceKind

_STATE = lexicon("government ministry army military navy police parliament administration presidency command forces troops cabinet")
"""Who acts for the country, or whoever else, that they are named as being of."""
_ADJECTIVES = ("an", "ian", "n", "i", "ese", "ish", "ic")
_PERSONAL = (SourceKind.PERSON,)


@dataclass(slots=True)
class Entities:
    """The entities of one document, each made when something is first said to be about it."""

    document: str
    parse: Parse
    references: References
    voices: Voices
    found: dict[str, Entity] = field(default_factory=dict)
    _nations: dict[str, Name] = field(init=False)

    def __post_init__(self) -> None:
        """Learn which names are adjectives of others: "Karsuni howitzers" are those of Karsun."""
        self._nations = dict(_adjectives(self.voices.names.all))

    def mentions(self, unit: Unit) -> tuple[Mention, ...]:
        """What a unit is about, with the words that say so, in order of the text: its subject too, wherever that stands."""
        inside = self.voices.names.within(unit.words[0].start, unit.words[-1].end)  # a denial of it is quoted elsewhere
        found = {(start, end): self._named(name) for name, start, end in inside}
        for word in unit.words:
            if (word.start, word.end) not in found and self.voices.names.at(word) is None:
                self._note(word, found)
        if unit.subject is not None:
            entity = self.of(unit.subject)
            if entity is not None and entity not in found.values():
                found[unit.subject.start, unit.subject.end] = entity
        return tuple(Mention(entity.id, start, end) for (start, end), entity in sorted(found.items(), key=lambda item: item[0]))

    def _note(self, word: Word, found: dict[tuple[int, int], Entity]) -> None:
        """Note what a word means that is no name itself: a pronoun, "the company", "the police"."""
        target = self.references.of(word) or word
        name = self.voices.roles.of(target) if word.pos == "NOUN" else self.voices.names.at(target) if target is not word else None
        entity = self._named(name) if name is not None else self._called(word)
        if entity is not None:
            found[word.start, word.end] = entity

    def of(self, word: Word) -> Entity | None:
        """The entity that a word means: by name, or as a voice of the text is called."""
        name = self.voices.name_of(word)
        return self._named(name) if name is not None else self._called(word)

    def party(self, word: Word) -> Entity | None:
        """The entity on the other side of a tie: as above, or the country that it acts for, a body or person with "the", or whose it is."""
        found = self.of(word) or (self._owner(word, "amod", "compound") if word.lemma in _STATE else None)
        return found or self._common(self.references.of(word) or word) or self._owner(word)

    def _common(self, noun: Word) -> Entity | None:
        """The entity of a body or a person that has no name, and never spoke."""
        if noun.pos != "NOUN" or noun.lemma not in VOICES | PERSON_NOUNS or not _is_definite(noun):
            return None
        return self._made(self.voices.called(noun), EntityKind.PERSON if noun.lemma in PERSON_NOUNS else EntityKind.ORGANISATION)

    def _owner(self, noun: Word, *deps: str) -> Entity | None:
        """Whose it is, by name: "the government of Astora", "Astora's army", with `deps` also "the Astoran army"."""
        of = next((prep.child("pobj") for prep in noun.all_children("prep") if prep.lower == "of"), None)
        near = (of, noun.child("poss"), *noun.all_children(*deps))
        return next((self._named(name) for word in near if word is not None and (name := self.voices.names.at(word)) is not None), None)

    def _called(self, word: Word) -> Entity | None:
        """The entity of a voice or a party that has no name and is called so."""
        if word.pos not in {"NOUN", "PRON"} and word.tag != "PRP$":
            return None
        source = self.voices.existing(word)
        if source is None or source.members or source.name in {AUTHOR, UNNAMED, self.voices.author().name}:
            known = mint_id("entity", self.document, self.voices.called(self.references.of(word) or word)) if word.pos == "NOUN" else ""
            return self.found.get(known)
        return self._made(source.name, _kind_of(source))

    def _named(self, name: Name) -> Entity:
        """The entity of a name; of the adjective of a nation, that of the nation where the text names it."""
        whole = self._nations.get(name.name, name)
        entity = self._made(whole.name, whole.kind, whole.variants)
        if whole is not name and name.name not in entity.variants:
            entity = self.found[entity.id] = Entity(entity.id, entity.document, entity.kind, entity.name, (*entity.variants, name.name))
        return entity

    def _made(self, name: str, kind: EntityKind, variants: Iterable[str] = ()) -> Entity:
        entity_id = mint_id("entity", self.document, name)
        made = Entity(entity_id, self.document, kind, name, tuple(variant for variant in variants if variant != name))
        return self.found.setdefault(entity_id, made)


def _kind_of(source: Source) -> EntityKind:
    return EntityKind.PERSON if source.kind in _PERSONAL else EntityKind.ORGANISATION


def _is_definite(noun: Word) -> bool:
    return any(child.lower in {"the", "this", "that"} or child.dep == "poss" for child in noun.children) or noun.tag == "NNS"


def _adjectives(names: Iterable[Name]) -> Iterator[tuple[str, Name]]:
    """The names that are adjectives of another in the text, with that."""
    known = {name.name: name for name in names}
    for name in known.values():
        nation = nation_of(name.name) or next((stem for stem in _stems(name.name) if stem in known), None)
        if nation in known and nation != name.name:
            yield name.name, known[nation]


def _stems(name: str) -> Iterator[str]:
    """The names of places from which an adjective may be made: "Karsuni" from "Karsun", "Astoran" from "Astora"."""
    if " " in name:
        return
    for ending in _ADJECTIVES:
        stem = name.removesuffix(ending)
        if stem != name and len(stem) > 3:
            yield from (stem, *(stem + vowel for vowel in "aeoy"))
