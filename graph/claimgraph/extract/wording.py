"""The self-contained sentence of a unit: its words with subjects supplied, pronouns replaced, and readable negations."""

import re
from collections.abc import Sequence

from claimgraph.extract.antecedents import FIRST, IT, POSSESSIVE
from claimgraph.extract.counted import counted_near, time_of_own_count
from claimgraph.extract.cues import NOUNS
from claimgraph.extract.denial import assertive, negate, negative_subject
from claimgraph.extract.frames import antecedent
from claimgraph.extract.inflection import agreeing, finite_past, third_person
from claimgraph.extract.nominalisations import VERB_OF, patient_of
from claimgraph.extract.references import References
from claimgraph.extract.units import Unit, UnitKind, is_inverted
from claimgraph.extract.words import Parse, Word

LONGEST_REPLACEMENT = 90
NESTED_REPLACEMENTS = 2
"""A phrase written for a pronoun has at most one pronoun of its own written out."""

_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_WHERE = frozenset({"in", "near", "at", "on", "during", "outside", "inside", "after", "before"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_AS_SUBJECT = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}
_PLURALS = frozenset({"police", "people", "staff", "many", "most", "some", "both", "several", "few", "others", "those", "these", "all"})


class Wording:
    """Sentences for units, in the order of the text: what was said before can be meant by "this explanation"."""

    def __init__(self, parse: Parse, references: References) -> None:
        self.parse = parse
        self.references = references
        self.previous = ""
        self._forms: dict[int, str] = {}
        self._head: Word | None = None
        self._subject: Word | None = None

    def sentence(self, unit: Unit, *, promised: bool = False, question: bool = False, denied: bool = False) -> str:
        """The unit as a sentence that can be read alone; of what is denied, the positive statement."""
        self._head, self._subject = unit.head, unit.subject
        self._forms = self._finite(unit) | (assertive(unit.words) if denied else {})
        text = self._sentence(unit, promised=promised, question=question)
        self.previous = text
        return text

    def negation(self, unit: Unit, text: str, *, denied: bool = False) -> str:
        """A readable sentence that says the opposite of `text`, the sentence of the unit."""
        if unit.small is not None:
            self._forms = {}
            return _tidy(self._small(unit, refused=True), ".")
        finite = self._finite(unit)
        written = next((form for form in finite.values() if form), None)
        if not denied or not assertive(unit.words):
            return negate(text, unit.head, written)
        subject = negative_subject(unit.head)
        self._forms = finite | subject
        free = self._sentence(unit)
        return free if subject else negate(free, unit.head, written)

    def _finite(self, unit: Unit) -> dict[int, str]:
        """The forms of a gerund that is denied, admitted or recalled, as a finite clause of the one who does."""
        if (
            unit.subject is None
            or unit.kind not in {UnitKind.CLAUSE, UnitKind.INFINITIVE}
            or unit.head.dep not in {"xcomp", "conj", "pcomp"}
        ):
            return {}
        if unit.head.dep == "conj" and unit.head.head.dep not in {"xcomp", "pcomp"}:
            return {}
        return finite_past(unit.head, plural=_is_plural(unit.subject))

    def _sentence(self, unit: Unit, *, promised: bool = False, question: bool = False) -> str:
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
        return _tidy(words, "?" if question else ".")

    def phrase(self, head: Word, inside: frozenset[int] = frozenset(), *, joint: bool = True, short: bool = False) -> str:
        """A noun phrase short enough to stand for a pronoun: the name of what is named, else determiner, noun and "of" phrase.

        `inside` are the heads of the phrases that this one is written into; none of them is written a second time. Without `joint`
        what is coordinated with the head is left out, where `short` also what follows a preposition.
        """
        inside |= {head.index}
        target = self.references.of(head)
        if target is not None and target.index not in inside and len(inside) <= NESTED_REPLACEMENTS:
            return self.phrase(target, inside, joint=joint, short=short)
        name = self.references.names.at(head)
        if name is not None and name.heads and name.heads[0] is not None and head.pos == "PROPN" and head.child("conj") is None:
            article = next((child for child in head.children if child.lower == "the"), None)
            return f"the {name.name}" if article is not None and not name.name.lower().startswith("the ") else name.name
        apposed = head.child("appos")
        if apposed is not None and apposed.pos == "NOUN":
            apposed = apposed.child("appos") or apposed
        if apposed is not None and apposed.pos == "PROPN" and self.references.names.at(apposed) is not None:
            return self.phrase(apposed, inside)
        words = [
            word
            for word in self.parse.words[
                head.left : self._short_end(head, joint=joint, short=short and head.pos == "NOUN" and head.tag == "NN") + 1
            ]
            if not word.text.isspace()
        ]
        text = re.sub(r"['’]s?$", "", self._join(words, inside=inside)) if _is_possessor(head) else self._join(words, inside=inside)
        text = re.sub(r"\s(?:at|of|in|for|from|with)$", "", text)
        text = re.sub(r"^(?:such an?|an?|some)\s", "the ", text, flags=re.IGNORECASE)
        text = "the police" if text.lower() == "police" else text
        text = _lowered(text)
        return text if len(text) <= LONGEST_REPLACEMENT else self.parse.masked[head.start : head.end]

    def _short_end(self, head: Word, *, joint: bool = True, short: bool = False) -> int:
        end = head.index
        for child in head.children:
            last = next((word.index - 1 for word in self.parse.words[child.index : child.right] if word.text == ","), child.right)
            beside = head.index < child.left <= end + 1 + (child.dep == "conj") and last - child.left <= 6
            participle = child.dep == "acl" and child.index == head.index + 1 and child.tag in {"VBG", "VBN"}
            if (
                beside
                and (participle or ((child.dep in {"prep", "case"} and not short) or (joint and child.dep == "conj")))
                and child.child("pcomp") is None
            ):
                end = last
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
            pieces.append(swap[word.index] if swap and word.index in swap else self._word(word, inside))
            previous = word
        return "".join(pieces)

    def _word(self, word: Word, inside: frozenset[int] = frozenset()) -> str:
        if word.index in self._forms:
            return self._forms[word.index]
        replaced = self._replacement(word, inside) if len(inside) <= NESTED_REPLACEMENTS else None
        if word.lower == "the" and word.head.lower in {"latter", "former"} and self.references.of(word.head) is not None:
            return ""
        if replaced is None and word.tag in {"VBP", "VBD"} and self._speaks_of_one(word):
            replaced = agreeing(word)
        return replaced if replaced is not None else self.parse.masked[word.start : word.end]

    def _speaks_of_one(self, verb: Word) -> bool:
        """Whether the subject of a verb was "we", "they" or "who" and is now written as one name or thing."""
        clause = verb.head if verb.dep in {"aux", "auxpass"} else verb
        for _ in range(4):
            if clause.dep != "conj" or clause.child("nsubj", "nsubjpass") is not None:
                break
            clause = clause.head
        subject = clause.child("nsubj", "nsubjpass")
        if subject is None or subject.pos not in {"PRON", "DET"} or (subject.tag in {"WP", "WDT"} and clause is not self._head):
            return False
        meant = self.references.of(subject) if subject.lower in {"i", "we", "they"} else antecedent(subject)
        return meant is not None and meant is not subject and not _is_plural(meant) and meant.pos != "PRON"

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
        target = antecedent(word) if word.tag == "WP$" and inside else self.references.of(word)
        if target is None or target is word or target.index in inside or target.left <= word.index <= self._short_end(target):
            return None
        if self._is_clear(word, target):
            return None
        if lower == "there":
            return f"in {self.phrase(target, inside)}"
        if lower in POSSESSIVE or word.tag in {"PRP$", "WP$"}:
            return _possessive(self.phrase(target, inside, joint=target.child("conj") is not None, short=True))
        text = self.phrase(target, inside)
        if lower.endswith(("self", "selves")) or (lower in IT and text.lower() in {"it", "this"}):
            return None
        return text

    def _is_clear(self, word: Word, target: Word) -> bool:
        """Whether a possessive means the subject of its own clause, which is written there: "the crew lost their heads"."""
        if word.tag != "PRP$" or word.lower in FIRST:
            return False
        verb = next((above for above in word.ancestors() if above.is_verb), word)
        own = verb.child("nsubj", "nsubjpass") or (self._subject if verb is self._head else None)
        return own is not None and (own is target or self.references.of(own) is target) and not own.left <= word.index <= own.right

    def _clause(self, unit: Unit) -> str:
        if is_inverted(unit.words[0]):
            return self._uninverted(unit)
        swap = self._explained(unit.words) | self._with_comma(unit)
        if unit.words[0].lower in {"whether", "if"} and unit.words[0].dep == "mark" and unit.words[0].head is unit.head:
            return self._asked(unit)
        words = unit.words
        text = self._join(words, swap=swap)
        if unit.subject is None:
            return text
        own = unit.head.child("nsubj", "nsubjpass", "expl", "csubj")
        if own is not None:
            return self._relative(unit)
        helper = "" if self._forms.get(unit.head.index) else self._helper(unit)
        return f"{self.phrase(unit.subject)} {helper}{text}"

    def _asked(self, unit: Unit) -> str:
        """An indirect question as a direct one where its auxiliary can go first: "whether it was open" as "was it open"."""
        subject = unit.head.child("nsubj", "nsubjpass", "expl")
        helper = next((child for child in unit.head.children if child.dep in {"aux", "auxpass"}), unit.head)
        if subject is None or not (helper is not unit.head or helper.lemma == "be") or helper.index <= subject.right:
            return self._join(unit.words[1:])
        return f"{self._word(helper)} {self._join([word for word in unit.words[1:] if word is not helper])}"

    def _uninverted(self, unit: Unit) -> str:
        """A clause after "nor" in the order of a statement: "nor does it rain" as "it does not rain"."""
        head = unit.head
        subject = head.child("nsubj", "nsubjpass") or head
        helper = next((child for child in head.children if child.dep in {"aux", "auxpass"}), head)
        first = self._join(self.parse.subtree(subject))
        rest = [word for word in unit.words if word.index > subject.right]
        return f"{first} {self._word(helper)} not {self._join(rest)}"

    def _with_comma(self, unit: Unit) -> dict[int, str]:
        """The comma that the text leaves out after "as a friend of the house"."""
        role = next((prep for prep in unit.head.all_children("prep") if prep.lower == "as" and prep.index == unit.words[0].index), None)
        if role is None or role.child("pobj") is None or role.right >= unit.head.index:
            return {}
        last = self.parse.words[role.right]
        followed = self.parse.words[last.index + 1]
        return {last.index: f"{self._word(last)},"} if not followed.is_punctuation else {}

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
            return "was " if head.tag == "VBG" else ""
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
        if own.dep == "pobj" and own.head.index > unit.words[0].index:
            return self._join(unit.words, swap={own.index: named})
        if own.lower == "whose":
            return self._join(unit.words, swap={own.index: _possessive(self.phrase(antecedent, short=True))})
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

    def _small(self, unit: Unit, *, refused: bool = False) -> str:
        small = unit.small
        if small is None:
            return self._join(unit.words)
        plural = small.head.tag in _PLURAL_TAGS or small.head.child("conj") is not None
        joint = re.sub(r"^is\b", "are", small.joint) if plural else small.joint
        counted = counted_near(self.parse, small.head)
        who = f"the number of {self._counted(counted)}" if counted is not None else self._join(small.subject)
        who = _AS_SUBJECT.get(who.lower(), who)
        when = time_of_own_count(small.head.head)
        if when is not None:
            who, joint = f"{self._join(self.parse.subtree(when))} {who}", re.sub(r"^(?:is|are)\b", "were" if plural else "was", joint)
        if refused:
            joint = re.sub(r"^(is|are|was|were)\b", r"\1 not", joint)
        return f"{who} {joint} {self._join(small.complement)}".strip()

    def _counted(self, noun: Word) -> str:
        """What is counted, without how many."""
        number = [child for child in noun.children if child.dep == "nummod" or child.lower == "many"]
        skip = frozenset(index for child in number for index in range(child.left, child.right + 1))
        first = min((child.left for child in noun.children if child.dep in {"amod", "compound", "nummod"}), default=noun.index)
        return _lowered(self._join(self.parse.words[first : self._short_end(noun) + 1], skip=skip))

    def _event(self, unit: Unit) -> str:
        patient = patient_of(unit.head)
        said = VERB_OF.get(unit.head.lemma)
        text = self._join([word for word in unit.words if word.index in self._forms or word.lower not in {"any", "all"}])
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
        if self._forms.get(unit.head.index):
            swap = {}
        elif first.lower == "not":
            swap = {first.index: f"{'do' if plural else 'does'} not"}
        elif promised:
            swap = {first.index: f"will {first.text}"}
        elif first.index in self._forms:
            swap = {}
        else:
            swap = (
                {first.index: first.text if plural else third_person(first.lower)}
                if not plural or first.lower != "be"
                else {first.index: "are"}
            )
        return f"{self.phrase(subject)} {self._join(words, swap=swap)}"


_SMALL = re.compile(
    r"^(?:The|This|These|That|Those|An?|Its|His|Her|Their|Our|My|Most|Some|Many|Several|Few|All|Both|One|Two|Three|No)\b(?=\s)"
)


def _lowered(text: str) -> str:
    """A phrase as it stands inside a sentence."""
    return _SMALL.sub(lambda match: match.group().lower(), text)


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _is_plural(noun: Word) -> bool:
    return noun.tag in _PLURAL_TAGS or noun.child("conj") is not None or noun.lower in _PLURALS


def _was(subject: Word) -> str:
    return "were" if _is_plural(subject) else "was"


def _is_possessor(noun: Word) -> bool:
    return noun.dep == "poss" and noun.child("case") is not None


def _has_clause(noun: Word) -> bool:
    return any(child.dep in {"acl", "relcl", "ccomp"} and child.index > noun.index for child in noun.children)


def _tidy(text: str, stop: str) -> str:
    plain = re.sub(r"\s*,\s*,\s*", " ", re.sub(r"\s+", " ", text)).strip(" ,;:-–—")
    plain = re.sub(r"\s+([,.;:?!)])", r"\1", plain).rstrip(".?!")
    return f"{plain[:1].upper()}{plain[1:]}{stop}"
