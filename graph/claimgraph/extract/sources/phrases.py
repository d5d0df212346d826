"""Phrases as they are written into a sentence of their own: what a pronoun surely stands for in its place, all else word for word."""

import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile, pairwise

from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.cues import NOUNS
from claimgraph.extract.grammar.frames import antecedent
from claimgraph.extract.grammar.inflection import agreeing
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.naming.antecedents import FIRST, HE, IT, POSSESSIVE, SHE, THEY, is_one
from claimgraph.extract.naming.references import References
from claimgraph.model import EntityKind

LONGEST_REPLACEMENT = 90
NESTED_REPLACEMENTS = 2
"""A phrase written for a pronoun has at most one pronoun of its own written out."""

PLURAL_TAGS = frozenset({"NNS", "NNPS"})
AS_SUBJECT = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}
"""Pronouns as they stand where they are the subject."""
_PLURALS = frozenset(
    {"police", "people", "staff", "many", "most", "some", "both", "several", "few", "others", "those", "these", "all", "they", "we"}
)
_WHEN = frozenset({"after", "before", "during", "since", "until", "amid", "following"})
"""Prepositions of a time, which is of what is told and not of who is meant: "the singer after the concert"."""
_OBJECTS = frozenset({"him", "her", "them", "it"})
_PERSONAL = HE | SHE | IT | THEY
_EMPTY = frozenset({("(", ")"), ("[", "]")})
_DASHES = frozenset({"-", "--", "–", "—"})
_CONTRACTED = {"'re": " are", "'ll": " will", "'ve": " have"}
_SMALL = re.compile(
    r"^(?:The|This|These|That|Those|An?|Its|His|Her|Their|Our|My|Most|Some|Many|Several|Few|All|Both|One|Two|Three|No|He|She|It|They|We)\b"
    r"(?=\s|$)"
)
_LABELLED = {"A": "the answerer", "Q": "the questioner"}
"""Who speaks under the signs of questions and answers."""


class Phrases:
    """Words and noun phrases for the sentence of one unit at a time, which `begin` names."""

    def __init__(self, parse: Parse, references: References, *, guess: bool = False) -> None:
        """With `guess` the best candidate is written for a pronoun, where else only what it surely means."""
        self.parse = parse
        self.references = references
        self._meant = references.of if guess else references.known
        self.previous = ""
        self.forms: dict[int, str] = {}
        self._unit: Unit | None = None
        self._own: frozenset[int] = frozenset()

    def begin(self, unit: Unit, forms: Mapping[int, str]) -> None:
        """Write for this unit from now on, with these forms instead of words, by index."""
        self.forms = dict(forms)
        self._unit, self._own = unit, frozenset(word.index for word in unit.words)

    def phrase(self, head: Word, inside: frozenset[int] = frozenset(), *, joint: bool = True, short: bool = False) -> str:
        """A noun phrase short enough to stand for a pronoun: the name of what is named, else determiner, noun and "of" phrase.

        `inside` are the heads of the phrases that this one is written into; none of them is written a second time. Without `joint`
        what is coordinated with the head is left out, where `short` also what follows a preposition.
        """
        if head.tag == "LS" and head.text in _LABELLED:
            return _LABELLED[head.text]
        inside |= {head.index}
        target = self._meant(head)
        if target is not None and target.index not in inside and len(inside) <= NESTED_REPLACEMENTS:
            return self.phrase(target, inside, joint=joint and not is_one(head), short=short)
        named = self._named(head, joint=joint)
        if named is not None:
            return named
        apposed = head.child("appos")
        if apposed is not None and apposed.pos == "NOUN":
            apposed = apposed.child("appos")
        if apposed is not None and apposed.pos == "PROPN" and self.references.names.at(apposed) is not None:
            return self.phrase(apposed, inside)
        return self._written(head, inside, joint=joint, short=short)

    def _named(self, head: Word, *, joint: bool) -> str | None:
        """The full name that a proper noun heads; None where it is `joint` with others."""
        name = self.references.names.at(head)
        if name is None or not name.heads or name.heads[0] is None or head.pos != "PROPN":
            return None
        if joint and head.child("conj") is not None:
            return None
        article = next((child for child in head.children if child.lower == "the"), None)
        number = next((child for child in head.all_children("nummod") if child.index == head.index + 1), None)
        numbered = f"{name.name} {number.text}" if number is not None and number.text not in name.name else name.name
        called = any(child.dep == "compound" and child.pos != "PROPN" for child in head.children)
        bare = article is None or called or name.name.lower().startswith("the ")
        return numbered if bare else f"the {numbered}"

    def _written(self, head: Word, inside: frozenset[int], *, joint: bool, short: bool) -> str:
        end = self.short_end(head, joint=joint, short=short and head.pos == "NOUN" and head.tag == "NN")
        words = [word for word in self.parse.words[head.left : end + 1] if not word.text.isspace()]
        words = list(dropwhile(lambda word: word.is_punctuation, words))
        text = self.join(words, inside=inside)
        text = re.sub(r"['’]s?$", "", text) if _is_possessor(head) else text
        text = re.sub(r"\s(?:at|of|in|for|from|with)$", "", text)
        text = re.sub(r"^(?:such an?|an?|some)\s(?!(?:of|in|at|on|from|among|near|with|who)\s)", "the ", text, flags=re.IGNORECASE)
        text = lowered("the police" if text.lower() == "police" else text)
        text = text.rstrip(" ,")
        return text if len(text) <= LONGEST_REPLACEMENT else self.parse.masked[head.start : head.end]

    def short_end(self, head: Word, *, joint: bool = True, short: bool = False) -> int:
        """The index of the last word that a short phrase for the noun keeps."""
        end = head.index
        for child in head.children:
            if child.dep == "nummod" and child.index == end + 1:
                end = child.index
            last = next((word.index - 1 for word in self.parse.words[child.index : child.right] if word.text == ","), child.right)
            if child.dep == "prep" and child.lower in _WHEN:
                continue
            beside = head.index < child.left <= end + 1 + (child.dep == "conj") and last - child.left <= 6
            participle = child.dep == "acl" and child.index == head.index + 1 and child.tag in {"VBG", "VBN"}
            if (
                beside
                and (participle or ((child.dep in {"prep", "case"} and not short) or (joint and child.dep == "conj")))
                and child.child("pcomp") is None
            ):
                end = last
        return end

    def join(
        self,
        words: Sequence[Word],
        *,
        inside: frozenset[int] = frozenset(),
        skip: frozenset[int] = frozenset(),
        swap: Mapping[int, str] | None = None,
    ) -> str:
        """The words with their spaces, quotation marks left out; `swap` is what to write for some of them, by index."""
        pieces: list[str] = []
        previous: Word | None = None
        skip |= loose_commas(self.parse, words)
        for word in words:
            if word.index in skip or word.text.isspace() or word.text == '"':
                continue
            if previous is not None and (word.start > previous.end or word.index > previous.index + 1):
                pieces.append(" ")
            written = swap[word.index] if swap and word.index in swap else self.word(word, inside)
            contracted = previous is not None and previous.end == word.start and pieces and pieces[-1] != self._plain(previous)
            one = bool(contracted) and word.tag in {"VBP", "VBD"} and self._speaks_of_one(word)
            pieces.append(_spelled_out(word, written, of_one=one) if contracted else written)
            previous = word
        return "".join(pieces)

    def word(self, word: Word, inside: frozenset[int] = frozenset()) -> str:
        """One word as it is written, or what stands for it."""
        if word.index in self.forms:
            return self.forms[word.index]
        replaced = self._replacement(word, inside) if len(inside) <= NESTED_REPLACEMENTS else None
        if word.lower == "the" and word.head.lower in {"latter", "former"} and self._meant(word.head) is not None:
            return ""
        if replaced is None and (word.tag in {"VBP", "VBD"} or _is_untensed(word)) and self._speaks_of_one(word):
            replaced = agreeing(word)
        return replaced if replaced is not None else self._plain(word)

    def _plain(self, word: Word) -> str:
        return self.parse.masked[word.start : word.end]

    def _speaks_of_one(self, verb: Word) -> bool:
        """Whether the subject of a verb was "I", "they" or "who" and is now written as one name or thing."""
        clause = verb.head if verb.dep in {"aux", "auxpass"} else verb
        for _ in range(4):
            if clause.dep != "conj" or clause.subject is not None:
                break
            clause = clause.head
        subject = clause.subject
        if subject is None or subject.pos not in {"PRON", "DET"} or self._unit is None:
            return False
        if subject.tag in {"WP", "WDT"} and clause is not self._unit.head:
            return False
        if subject.lower in _PERSONAL | FIRST and self._replacement(subject, frozenset()) is None:
            return False
        meant = self._meant(subject) if subject.lower in {"i", "they"} else antecedent(subject)
        return meant is not None and meant is not subject and meant.pos != "PRON" and (self._is_one_person(meant) or not is_plural(meant))

    def _is_one_person(self, noun: Word) -> bool:
        """Whether a noun is the name of one person, which may look like a plural: "Sanders"."""
        name = self.references.names.at(noun)
        return name is not None and name.kind is EntityKind.PERSON and noun.child("conj") is None

    def _replacement(self, word: Word, inside: frozenset[int]) -> str | None:
        lower = word.lower
        if lower in {"this", "that", "such"} and word.dep == "det" and word.head.lemma in NOUNS and self.previous:
            return None
        target = antecedent(word) if word.tag == "WP$" and inside else self._meant(word)
        if target is None or target is word or target.index in inside or target.left <= word.index <= self.short_end(target):
            return None
        if self._is_clear(word, target) or self._is_done_to_itself(word, target) or self._speaks_of_itself(word):
            return None
        if lower == "there":
            return f"in {self.phrase(target, inside)}"
        joint = not is_one(word)
        if lower in POSSESSIVE | {"mine"} or word.tag in {"PRP$", "WP$"} or word.dep == "poss":
            return possessive(self.phrase(target, inside, joint=joint and target.child("conj") is not None, short=True))
        text = self.phrase(target, inside, joint=joint)
        if lower.endswith(("self", "selves")) or (lower in IT and text.lower() in {"it", "this"}):
            return None
        return text

    def _is_done_to_itself(self, word: Word, target: Word) -> bool:
        """Whether an object would mean who does it, which only "himself" can: "Jon could make | him | rich"."""
        taken = word.lower in {"him", "them"} and word.dep == "nsubj"
        if word.lower not in _OBJECTS or not (taken or word.dep in {"dobj", "dative"}):
            return False
        verb = next((above for above in word.ancestors() if above.is_verb and above.subject is not word), word)
        subject = verb.subject
        return subject is not None and not word.is_under(subject) and (subject is target or self._meant(subject) is target)

    def _speaks_of_itself(self, word: Word) -> bool:
        """Whether "I" stands in words that also have "myself", which no name can stand for."""
        return word.lower in FIRST and any(self.parse.words[index].lower in {"myself", "ourselves"} for index in self._own)

    def _is_clear(self, word: Word, target: Word) -> bool:
        """Whether the sentence names what a pronoun means before it: "the crew lost their heads", "the bank fell when it closed"."""
        if word.lower in FIRST or word.tag == "WP$" or word.lower not in _PERSONAL:
            return False
        if self._is_written_before(word, target):
            return True
        verb = next((above for above in word.ancestors() if above.is_verb), word)
        unit = self._unit
        own = verb.subject or (unit.subject if unit is not None and verb is unit.head else None)
        if word.tag != "PRP$" or own is None:
            return False
        meant = {id(one) for one in (own, self.references.of(own), antecedent(own), *own.all_children("appos"))}
        return id(target) in meant and not own.index >= word.index >= own.left

    def _is_written_before(self, word: Word, target: Word) -> bool:
        """Whether the unit has the noun itself, or the same name, before a pronoun, or was given it as its subject."""
        if word.index not in self._own or self._unit is None:
            return False
        given = self._unit.subject
        if given is not None and (given is target or self._meant(given) is target) and self._unit.head.child("nsubj") is None:
            return True
        name = self.references.names.at(target)
        before = (self.parse.words[index] for index in self._own if index < word.index)
        return any(
            other is target or (name is not None and other.pos == "PROPN" and self.references.names.at(other) is name) for other in before
        )


def _is_untensed(verb: Word) -> bool:
    """Whether the tagger took a verb in the present for its plain form: "I want to ask"."""
    subject = verb.child("nsubj")
    return verb.tag == "VB" and subject is not None and subject.index < verb.index and verb.child("aux", "mark") is None


def _spelled_out(word: Word, written: str, *, of_one: bool) -> str:
    """A contracted verb after a name in full: "it's" as "the plan is"."""
    if of_one and word.lower in {"'re", "'ve"}:
        return " is" if word.lower == "'re" else " has"
    if word.lower == "'s" and (word.head.lower == "got" or any(child.lower == "got" for child in word.head.children)):
        return " has"
    if word.lower == "'d":
        return " had" if word.tag != "MD" or _is_before_participle(word) else " would"
    if word.lower in _CONTRACTED:
        return _CONTRACTED[word.lower]
    if word.lower == "'s" and (_is_done(word.head) or any(low.lower == "been" for low in (word.head, *word.head.children))):
        return " has"
    return {"be": " is", "have": " has"}.get(word.lemma, written) if word.lower == "'s" and word.is_verb else written


def _is_done(verb: Word) -> bool:
    """Whether a relative clause without a pronoun tells what somebody has done: "the progress he's made"."""
    bare = not any(child.tag in {"WDT", "WP"} or child.dep in {"agent", "dobj"} for child in verb.children)
    return verb.dep == "relcl" and verb.tag == "VBN" and bare


def _is_before_participle(helper: Word) -> bool:
    """Whether the next verb after an auxiliary is a participle, so that "'d" is "had": "he'd never been told"."""
    verb = helper.head
    following = next((child for child in verb.children if child.index > helper.index and child.dep in {"aux", "auxpass"}), verb)
    better = any(child.lower == "better" and child.index == helper.index + 1 for child in verb.children)
    return better or (following.index > helper.index and following.tag in {"VBN", "VBD"})


def lowered(text: str) -> str:
    """A phrase as it stands inside a sentence."""
    return _SMALL.sub(lambda match: match.group().lower(), text)


def possessive(name: str) -> str:
    """A name or pronoun with what makes it an owner."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def is_plural(noun: Word) -> bool:
    """Whether a verb whose subject is this noun stands in the plural."""
    counted = noun.tag == "CD" and noun.lower not in {"one", "1"}
    return counted or noun.tag in PLURAL_TAGS or noun.child("conj") is not None or noun.lower in _PLURALS


def _is_possessor(noun: Word) -> bool:
    return noun.dep == "poss" and noun.child("case") is not None


def loose_commas(parse: Parse, words: Sequence[Word]) -> frozenset[int]:
    """The indexes of marks that only set off what was cut from between the words.

    A comma is kept where it closes an aside, or parts what stands in front from its clause: "If it rains, (he said,) we stay".
    """
    found: set[int] = set()
    for number, (word, after) in enumerate(pairwise(words)):
        if (word.text, after.text) in _EMPTY or (word.text == after.text and word.text in _DASHES and after.index > word.index + 1):
            found.update((word.index, after.index))
        if after.index > word.index + 1 and _sets_off(parse, word, after):
            around = [other for other in (word, after) if other.text == ","]
            closing = any(other.text == "," and other.head is around[0].head for other in words[:number])
            found.update(other.index for other in around[closing or _parts_front(around[0]) :])
    return frozenset(found)


def _parts_front(comma: Word) -> bool:
    """Whether a comma stands before the subject of the clause that it belongs to."""
    subject = comma.head.child("nsubj", "nsubjpass", "expl")
    return subject is not None and subject.left > comma.index


def _sets_off(parse: Parse, word: Word, after: Word) -> bool:
    """Whether the words between two were set off by commas, that may have been cut with them."""
    opened = "," in {word.text, parse.words[word.index + 1].text}
    closing = parse.words[after.index - (2 if parse.words[after.index - 1].text == '"' else 1)]
    closed = "," in {after.text, closing.text}
    return opened and closed and "," in {word.text, after.text}
