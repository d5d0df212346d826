"""Whom a text means by what it has not called anybody before: "the 43-year-old", "the mother of two", "the former captain"."""

import re

from claimgraph.extract.grammar.frames import is_person
from claimgraph.extract.grammar.words import Parse, Sentence, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.extract.naming.antecedents import HE, SHE, christened, titled
from claimgraph.extract.naming.described import PAST, details_of
from claimgraph.extract.naming.names import Name, Names
from claimgraph.extract.naming.references import References
from claimgraph.model import EntityKind

_LEADING = frozenset({"nsubj", "nsubjpass"})
_BACK = 3
"""So many sentences are looked back at."""
_PARENTS = lexicon("mother father grandmother grandfather parent mum mom dad mother-in-law")
_WOMEN = lexicon("""woman girl lady mother mum mom grandmother widow actress businesswoman policewoman heiress duchess waitress spinster
    ballerina schoolgirl congresswoman sportswoman mezzo soprano midwife comedienne""")
_MEN = lexicon("""man boy father dad grandfather widower businessman policeman tenor baritone bachelor schoolboy congressman sportsman
    frontman craftsman batsman horseman""")
_SEXES = frozenset({"man", "woman", "boy", "girl", "lady"})
_NATURES = (
    _WOMEN
    | _MEN
    | lexicon("""veteran newcomer pensioner retiree teenager youngster toddler pupil student schoolchild widow widower refugee migrant exile
    dissident whistleblower activist campaigner politician lawmaker backbencher incumbent millionaire billionaire tycoon magnate financier
    entrepreneur businessperson philanthropist academic scholar scientist historian novelist playwright poet author writer biographer
    essayist screenwriter filmmaker actor comedian comic singer songwriter rapper musician pianist violinist cellist guitarist
    drummer composer conductor dancer choreographer artist painter sculptor photographer designer architect star celebrity footballer
    striker midfielder defender goalkeeper winger forward fullback batter bowler pitcher quarterback golfer boxer sprinter swimmer skier
    athlete gymnast jockey racer champion medallist medalist olympian laureate surgeon physicist biologist economist philosopher
    theologian survivor amputee convict fugitive father-of-two mother-of-two""")
)
"""Nouns of what somebody is by life or fame, which a text adds in passing; roles that a scene brings with it are none."""
_MANY = re.compile(r"(?:sh|ch|ese|ss)$")
"""How adjectives of nations end that with "the" are of all the people: "the French"."""
_AGE = re.compile(r"(\d{1,3})-year-old$")
_AGED = re.compile(r",? (?:aged )?\(?(\d{1,3})\)?(?=[,.;) ])")


class Epithets:
    """The people of a text, one of whom a noun may mean that says something new of somebody."""

    def __init__(self, parse: Parse, names: Names, references: References) -> None:
        self.parse = parse
        self.names = names
        self.references = references
        self._first: dict[str, int] = {}
        for word in parse.words:
            if word.is_nominal and names.at(word) is None:
                self._first.setdefault(word.lemma, word.index)

    def of(self, head: Word) -> Name | None:
        """The one person whom the sentences before were about, where a noun fits that has not been used of another."""
        if not (head.has_child("the") and self._is_epithet(head)) or self._was_met(head) or self.references.is_told(head):
            return None
        for number in range(head.sentence - 1, max(-1, head.sentence - 1 - _BACK), -1):
            sentence = self.parse.sentences[number]
            if sentence.headline:
                return None
            found = self._people_of(sentence)
            if found:
                return self._leading(found, head)
        return None

    def _is_epithet(self, head: Word) -> bool:
        if head.child("nummod") is not None or head.tag in {"NNS", "NNPS"}:
            return False
        if head.lower == "old":
            return self._age(head) is not None
        counted = next((prep.child("pobj") for prep in head.all_children("prep") if prep.lower == "of"), None)
        if counted is not None:
            return head.lemma in _PARENTS and (counted.pos == "NUM" or counted.tag == "CD")
        if head.entity == "NORP":
            return head.dep == "nsubj" and head.head.tag != "VBP" and not _MANY.search(head.lower)
        if head.pos != "NOUN" or head.child("poss") is not None:
            return False
        if head.lemma in _SEXES and any(child.dep in {"compound", "nmod"} for child in head.children):
            return False
        over = bool(details_of(head) & PAST) and is_person(head)
        return over or head.lemma in _NATURES or (head.lemma in _PARENTS and any(child.lower == "old" for child in head.children))

    def _age(self, head: Word) -> str | None:
        match = _AGE.search(self.parse.masked[self.parse.words[head.left].start : head.end])
        return match.group(1) if match else None

    def _was_met(self, head: Word) -> bool:
        """Whether the noun was used before, of whoever that was."""
        return head.lower != "old" and self._first.get(head.lemma, head.index) < head.index

    def _people_of(self, sentence: Sentence) -> list[tuple[Word, Name]]:
        """Who is named or meant in a sentence outside of quotes."""
        found = []
        for word in self.parse.words_of(sentence):
            if word.is_nominal and word.dep != "compound" and not self.references.is_quoted(word):
                target = self.references.of(word) if word.lower in HE | SHE else word
                name = self.names.at(target) if target is not None else None
                if name is not None and name.kind is EntityKind.PERSON:
                    found.append((word, name))
        return found

    def _leading(self, found: list[tuple[Word, Name]], head: Word) -> Name | None:
        """The only one of them who fits, or the only subject of a main clause."""
        fitting = [(word, name) for word, name in found if self._fits(head, name)]
        names = {id(name): name for _, name in fitting}
        leading = {id(name): name for word, name in fitting if word.dep in _LEADING and word.head.is_root and word.child("conj") is None}
        some = names if len(names) == 1 else leading
        return next(iter(some.values())) if len(some) == 1 else None

    def _fits(self, head: Word, name: Name) -> bool:
        age = self._age(head) if head.lower == "old" else None
        told = next((match for _, end in name.spans if (match := _AGED.match(self.parse.masked, end)) is not None), None)
        if age is not None and told is not None and told.group(1) != age:
            return False
        sex = "she" if head.lemma in _WOMEN else "he" if head.lemma in _MEN else None
        return sex is None or (titled(name) or christened(name)) in {None, sex}
