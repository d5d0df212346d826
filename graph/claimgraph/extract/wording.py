"""The self-contained sentence of a unit: its words with subjects supplied, pronouns replaced, and readable negations."""

import re
from collections.abc import Sequence

from claimgraph.extract.claims import Unit, UnitKind
from claimgraph.extract.cues import NOUNS
from claimgraph.extract.nominalisations import VERB_OF, patient_of
from claimgraph.extract.references import IT, POSSESSIVE, References
from claimgraph.extract.words import Parse, Word

LONGEST_REPLACEMENT = 90
NESTED_REPLACEMENTS = 2
"""A phrase written for a pronoun has at most one pronoun of its own written out."""

_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_WHERE = frozenset({"in", "near", "at", "on", "during", "outside", "inside", "after", "before"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_BE = {"is", "are", "was", "were", "be", "been", "am", "'s", "'re", "’s", "’re", "'m"}


class Wording:
    """Sentences for units, in the order of the text: what was said before can be meant by "this explanation"."""

    def __init__(self, parse: Parse, references: References) -> None:
        self.parse = parse
        self.references = references
        self.previous = ""

    def sentence(self, unit: Unit, *, promised: bool = False, question: bool = False) -> str:
        """The unit as a sentence that can be read alone."""
        makers = {
            UnitKind.APPOSITION: self._apposition,
            UnitKind.EVENT: self._event,
            UnitKind.RELATIVE: self._relative,
            UnitKind.PARTICIPLE: self._participle,
            UnitKind.ABSOLUTE: self._absolute,
            UnitKind.SMALL: self._small,
            UnitKind.COMMENT: self._comment,
        }
        infinitive = unit.kind is UnitKind.INFINITIVE
        words = self._infinitive(unit, promised=promised) if infinitive else makers.get(unit.kind, self._clause)(unit)
        text = _tidy(words, "?" if question else ".")
        self.previous = text
        return text

    def phrase(self, head: Word, inside: frozenset[int] = frozenset()) -> str:
        """A noun phrase short enough to stand for a pronoun: the name of what is named, else determiner, noun and "of" phrase.

        `inside` are the heads of the phrases that this one is written into; none of them is written a second time.
        """
        inside |= {head.index}
        target = self.references.of(head)
        if target is not None and target.index not in inside and len(inside) <= NESTED_REPLACEMENTS:
            return self.phrase(target, inside)
        name = self.references.names.at(head)
        if name is not None and name.heads and name.heads[0] is not None and head.pos == "PROPN" and head.child("conj") is None:
            article = next((child for child in head.children if child.lower == "the"), None)
            return f"the {name.name}" if article is not None and not name.name.lower().startswith("the ") else name.name
        apposed = head.child("appos")
        if apposed is not None and apposed.pos == "NOUN":
            apposed = apposed.child("appos") or apposed
        if apposed is not None and apposed.pos == "PROPN" and self.references.names.at(apposed) is not None:
            return self.phrase(apposed, inside)
        words = [word for word in self.parse.words[head.left : self._short_end(head) + 1] if not word.text.isspace()]
        text = re.sub(r"['’]s?$", "", self._join(words, inside=inside)) if _is_possessor(head) else self._join(words, inside=inside)
        text = re.sub(r"^(?:an?|some)\s", "the ", text, flags=re.IGNORECASE)
        text = _lowered(text)
        return text if len(text) <= LONGEST_REPLACEMENT else self.parse.masked[head.start : head.end]

    def _short_end(self, head: Word) -> int:
        end = head.index
        for child in head.children:
            beside = head.index < child.index <= end + 2 and child.right - child.left <= 6
            if beside and child.dep in {"prep", "conj", "cc", "case"} and child.child("pcomp") is None:
                end = child.right
        return end

    def _join(
        self,
        words: Sequence[Word],
        *,
        inside: frozenset[int] = frozenset(),
        skip: frozenset[int] = frozenset(),
        swap: dict[int, str] | None = None,
    ) -> str:
        pieces: list[str] = []
        previous: Word | None = None
        for word in words:
            if word.index in skip or word.text.isspace() or word.text == '"':
                continue
            if previous is not None and (word.start > previous.end or word.index > previous.index + 1):
                pieces.append(" ")
            pieces.append((swap or {}).get(word.index) or self._word(word, inside))
            previous = word
        return "".join(pieces)

    def _word(self, word: Word, inside: frozenset[int] = frozenset()) -> str:
        replaced = self._replacement(word, inside) if len(inside) <= NESTED_REPLACEMENTS else None
        if word.lower == "the" and word.head.lower in {"latter", "former"} and self.references.of(word.head) is not None:
            return ""
        if replaced is None and word.tag == "VBP" and self._spoken_by_one(word):
            return third_person({"am": "be", "are": "be"}.get(word.lower, word.lower))
        return replaced if replaced is not None else self.parse.masked[word.start : word.end]

    def _spoken_by_one(self, verb: Word) -> bool:
        """Whether the subject of a verb was "I" or "we" and is now written as one name."""
        clause = verb.head if verb.dep in {"aux", "auxpass"} else verb
        subject = clause.child("nsubj", "nsubjpass")
        return subject is not None and subject.lower in {"i", "we"} and self.references.of(subject) is not None

    def _replacement(self, word: Word, inside: frozenset[int]) -> str | None:
        lower = word.lower
        if (
            lower in {"this", "that", "such"}
            and word.dep == "det"
            and word.head.lemma in NOUNS
            and self.previous
            and not _has_clause(word.head)
        ):
            return None
        target = self.references.of(word)
        if target is None or target.index in inside or target.left <= word.index <= self._short_end(target):
            return None
        if lower == "there":
            return f"in {self.phrase(target, inside)}"
        text = self.phrase(target, inside)
        if lower in POSSESSIVE or (lower == "her" and word.tag == "PRP$"):
            return f"{text}'" if text.endswith("s") else f"{text}'s"
        if lower.endswith(("self", "selves")) or (lower in IT and text.lower() in {"it", "this"}):
            return None
        return text

    def _clause(self, unit: Unit) -> str:
        swap = self._explained(unit.words)
        words = unit.words[1:] if unit.words[0].lower in {"whether", "if"} and unit.words[0].dep == "mark" else unit.words
        text = self._join(words, swap=swap)
        if unit.subject is None:
            return text
        own = unit.head.child("nsubj", "nsubjpass", "expl", "csubj")
        if own is not None:
            return self._relative(unit)
        helper = self._helper(unit)
        return f"{self.phrase(unit.subject)} {helper}{text}"

    def _explained(self, words: Sequence[Word]) -> dict[int, str]:
        """For "this explanation" and the like, what was just said."""
        for word in words:
            demonstrative = next((child for child in word.children if child.lower in _DEMONSTRATIVES and child.dep == "det"), None)
            if (
                demonstrative is not None
                and word.lemma in NOUNS
                and self.previous
                and not _has_clause(word)
                and len(self.previous) < 200
                and not self.previous.endswith("?")
            ):
                said = self.previous.rstrip(".?")
                return {
                    demonstrative.index: "the",
                    word.index: f"{word.text} that {said[:1].lower() + said[1:] if said[:4] in {'The ', 'This'} else said}",
                }
        return {}

    def _helper(self, unit: Unit) -> str:
        """Auxiliaries that a conjunct shares with the clause before it."""
        head = unit.head
        if head.dep != "conj" or any(child.dep in {"aux", "auxpass"} for child in head.children):
            return "to " if False else ("was " if head.tag == "VBG" else "")
        shared = [
            child
            for child in head.head.children
            if child.dep in {"aux", "auxpass"} and child.index < head.head.index and child.lower != "to"
        ]
        if head.tag in {"VB", "VBG"} or (head.tag == "VBN" and shared):
            return "".join(f"{child.text} " for child in shared)
        return ""

    def _relative(self, unit: Unit) -> str:
        own = next(
            (
                word
                for word in unit.words
                if word.tag in {"WP", "WDT", "WP$", "WRB"} and word.lower in {"who", "which", "that", "whom", "whose", "where", "when"}
            ),
            None,
        )
        antecedent = unit.subject
        if own is None or antecedent is None:
            whole = antecedent is None or unit.head.child("nsubj", "nsubjpass") is not None
            return self._join(unit.words) if whole or antecedent is None else f"{self.phrase(antecedent)} {self._join(unit.words)}"
        named = self.phrase(antecedent)
        if own.lower == "whose":
            return self._join(unit.words, swap={own.index: f"{named}'s"})
        if own.lower in {"where", "when"}:
            return f"{self._join(unit.words, skip=frozenset({own.index}))} in {named}"
        if own.dep in {"dobj", "dative"} and own.index < unit.head.index:
            return f"{self._join(unit.words, skip=frozenset({own.index}))} {named}"
        return self._join(unit.words, swap={own.index: named})

    def _participle(self, unit: Unit) -> str:
        text = self._join(unit.words)
        if unit.subject is None:
            return text
        if any(child.dep in {"aux", "auxpass"} for child in unit.head.children):
            return f"{self.phrase(unit.subject)} {text}"
        return f"{self.phrase(unit.subject)} {_was(unit.subject)} {text}"

    def _absolute(self, unit: Unit) -> str:
        head = unit.head
        subject = head.child("nsubj", "nsubjpass")
        if subject is None or head.tag not in {"VBG", "VBN"} or any(child.dep in {"aux", "auxpass"} for child in head.children):
            return self._join(unit.words)
        first = next((word for word in unit.words if word.index > subject.right and not word.is_punctuation), head)
        return self._join(unit.words, swap={first.index: f"{_was(subject)} {self._word(first)}"})

    def _apposition(self, unit: Unit) -> str:
        described, name = unit.head, unit.head.head
        if described.pos == "PROPN" and name.pos != "PROPN":
            described, name = name, described
        words = [
            word
            for word in self.parse.subtree(described)
            if not (name.left <= word.index <= name.right and name is not described and name.head is described)
        ]
        while words and words[-1].is_punctuation:
            words.pop()
        verb = "are" if name.tag in _PLURAL_TAGS else "is"
        return f"{self.phrase(name)} {verb} {_lowered(self._join(words))}"

    def _comment(self, unit: Unit) -> str:
        return f"This is {self._join(unit.words)}"

    def _small(self, unit: Unit) -> str:
        small = unit.small
        if small is None:
            return self._join(unit.words)
        plural = small.head.tag in _PLURAL_TAGS or small.head.child("conj") is not None
        joint = re.sub(r"^is\b", "are", small.joint) if plural else small.joint
        return f"{self._join(small.subject)} {joint} {self._join(small.complement)}".strip()

    def _event(self, unit: Unit) -> str:
        patient = patient_of(unit.head)
        said = VERB_OF.get(unit.head.lemma)
        text = self._join([word for word in unit.words if word.lower not in {"any", "all"}])
        if patient is None or said is None:
            return f"There {'were' if unit.head.tag in _PLURAL_TAGS else 'was'} {text}"
        plural = patient.tag in _PLURAL_TAGS or patient.child("conj") is not None
        said = re.sub(r"^(?:was|were)\b", "were" if plural else "was", said)
        last = next((child.left - 1 for child in patient.all_children("prep") if child.lower in _WHERE), patient.right)
        who = self._join(self.parse.words[patient.left : last + 1]).removesuffix("'s")
        rest = self._join([word for word in unit.words if word.index > last])
        return f"{who} {said} {rest}".strip()

    def _infinitive(self, unit: Unit, *, promised: bool) -> str:
        words = [word for word in unit.words if not (word.lower == "to" and word.head is unit.head)]
        subject = unit.subject
        if subject is None:
            return self._join(words)
        plural = subject.tag in _PLURAL_TAGS or subject.child("conj") is not None
        first = next((word for word in words if not word.is_punctuation), unit.head)
        if first.lower == "not":
            swap = {first.index: f"{'do' if plural else 'does'} not"}
        elif promised or unit.head.tag == "VBG":
            swap = {first.index: f"{'will' if promised else 'were' if plural else 'was'} {first.text}"}
        else:
            swap = (
                {first.index: first.text if plural else third_person(first.lower)}
                if not plural or first.lower != "be"
                else {first.index: "are"}
            )
        return f"{self.phrase(subject)} {self._join(words, swap=swap)}"

    def negated(self, unit: Unit, sentence: str) -> str:
        """A readable sentence that says the opposite of the unit's `sentence`."""
        return negate(sentence, unit.head)


_SMALL = re.compile(
    r"^(?:The|This|These|That|Those|An?|Its|His|Her|Their|Our|My|Most|Some|Many|Several|Few|All|Both|One|Two|Three|No)\b(?=\s)"
)


def _lowered(text: str) -> str:
    """A phrase as it stands inside a sentence."""
    return _SMALL.sub(lambda match: match.group().lower(), text)


def third_person(verb: str) -> str:
    """The present form of a verb for he, she or it.

    >>> third_person("have"), third_person("carry"), third_person("be"), third_person("reach")
    ('has', 'carries', 'is', 'reaches')
    """
    if verb in {"have", "be", "do", "'ve", "’ve", "'re", "’re", "'m", "’m"}:
        return {"have": "has", "do": "does", "'ve": " has", "’ve": " has"}.get(verb, "is" if verb == "be" else " is")
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return f"{verb}es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", verb) + "s"


_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did)\b(?! not\b)", re.IGNORECASE
)
_NOT = re.compile(r"\s(?:not|never)\b|n['’]t\b|\b(?<=was )no\b", re.IGNORECASE)


def negate(sentence: str, head: Word) -> str:
    """A sentence that says the opposite: "not" after the auxiliary, "did not" before a full verb, or the negation taken out."""
    helper = next((child for child in head.children if child.dep in {"aux", "auxpass"} and child.lower != "to"), None)
    found = _NOT.search(sentence)
    if found:
        return sentence[: found.start()] + sentence[found.end() :]
    if re.match(r"There (?:was|were) ", sentence):
        return re.sub(r"^There (was|were) (?:an? |the )?", r"There \1 no ", sentence)
    place = re.search(rf"\b{re.escape(helper.text)}\b", sentence) if helper is not None else None
    if place is None and head.lower in _BE:
        place = re.search(rf"\b{re.escape(head.text)}\b", sentence)
    if place is not None:
        return f"{sentence[: place.end()]} not{sentence[place.end() :]}"
    verb = re.search(rf"\b{re.escape(head.text)}\b", sentence)
    if verb is not None and head.tag in {"VBD", "VBZ", "VBP"}:
        support = {"VBD": "did", "VBZ": "does", "VBP": "do"}[head.tag]
        return f"{sentence[: verb.start()]}{support} not {head.lemma}{sentence[verb.end() :]}"
    auxiliary = _AUXILIARY.search(sentence)
    if auxiliary is not None:
        return f"{sentence[: auxiliary.end()]} not{sentence[auxiliary.end() :]}"
    return f"It is not the case that {sentence[:1].lower() if not sentence[:2].isupper() else sentence[:1]}{sentence[1:]}"


def _was(subject: Word) -> str:
    return "were" if subject.tag in _PLURAL_TAGS or subject.child("conj") is not None else "was"


def _is_possessor(noun: Word) -> bool:
    return noun.dep == "poss" and noun.child("case") is not None


def _has_clause(noun: Word) -> bool:
    return any(child.dep in {"acl", "relcl", "ccomp"} and child.index > noun.index for child in noun.children)


def _tidy(text: str, stop: str) -> str:
    plain = re.sub(r"\s*,\s*,\s*", " ", re.sub(r"\s+", " ", text)).strip(" ,;:-–—")
    plain = re.sub(r"\s+([,.;:?!)])", r"\1", plain).rstrip(".?!")
    return f"{plain[:1].upper()}{plain[1:]}{stop}"
