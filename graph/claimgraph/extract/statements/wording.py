"""The self-contained sentence of a unit: its words with subjects supplied, what pronouns surely mean, and readable negations."""

import itertools
import re
from collections.abc import Sequence

from claimgraph.extract.attribution.units import Unit, UnitKind
from claimgraph.extract.attribution.urging import urged_by
from claimgraph.extract.grammar.clauses import is_infinitive
from claimgraph.extract.grammar.contents import is_ruled_out
from claimgraph.extract.grammar.coordinated import TRANSITIVE, chain_of, shared_helpers
from claimgraph.extract.grammar.cues import NOUNS
from claimgraph.extract.grammar.dating import WEEKDAYS
from claimgraph.extract.grammar.frames import antecedent
from claimgraph.extract.grammar.inflection import finite_past, may_be_participle, past, third_person
from claimgraph.extract.grammar.inverted import is_denying, is_inverted, is_not_only, wishes, without_support
from claimgraph.extract.grammar.participles import clause_of, tensed
from claimgraph.extract.grammar.words import TENSED, Parse, Word
from claimgraph.extract.naming.antecedents import is_class
from claimgraph.extract.naming.references import References
from claimgraph.extract.sources.phrases import AS_SUBJECT, PLURAL_TAGS, Phrases, is_plural, lowered, possessive
from claimgraph.extract.statements.denial import assertive, negate, negative_subject
from claimgraph.extract.statements.modality import shares_refusal
from claimgraph.extract.statements.noun_sentences import of_event
from claimgraph.extract.statements.shared_objects import shared_object
from claimgraph.extract.statements.small_sentences import of_small
from claimgraph.language.capitals import CAPITAL, CAPITAL_WORD, PARTICLE

_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$", "WRB"})
_WHICH_DAY = ("last ", "next ", "this ", "that ")
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})
_HOLDING = frozenset(
    "believe estimate think consider reckon calculate find know claim declare deem judge understand suppose suspect".split()
)
"""Verbs with which somebody holds for so what an infinitive says: "they estimate the loss to be great"."""
_UNSUFFERED = frozenset(
    "appear arrive become collapse come die fall go happen leave lie occur remain rise sink sit stand stay survive".split()
)
"""Verbs whose participle is never passive."""
_SENSING = frozenset({"see", "hear", "watch", "feel", "notice", "observe"})
_EXPECTING = frozenset({"expect", "plan", "predict", "forecast", "promise", "intend", "mean", "set"})
_LABEL = re.compile(rf"^(?:(?:{CAPITAL_WORD}|{PARTICLE})\s){{0,4}}{CAPITAL_WORD}:\s+(?={CAPITAL})")
"""The name before what somebody says in a transcript."""
_LOOSE_JOINT = re.compile(r"[ ,;]+(?:and|or|but|nor)$")
"""What joined a clause to another that was cut from behind it."""
_PLACES = frozenset({"point", "line", "position"})
"""Nouns of sayings that are places or times behind a preposition: "at this point"."""
_AGREEING = {form: forms for forms in (("was", "were"), ("is", "are"), ("has", "have")) for form in forms}
"""Helping verbs by number: of one, and of many."""
_FORMERLY = frozenset({"once", "formerly", "previously", "originally"})


class Wording:
    """Sentences for units, in the order of the text: what was said before can be meant by "this explanation"."""

    def __init__(self, parse: Parse, references: References) -> None:
        self.parse = parse
        self.references = references
        self.phrases = Phrases(parse, references)

    def sentence(self, unit: Unit, *, promised: bool = False, question: bool = False, denied: bool = False) -> str:
        """The unit as a sentence that can be read alone; of what is denied, the positive statement."""
        self.phrases.begin(unit, self._finite(unit) | (assertive(unit.words) if denied else {}))
        text = self._sentence(unit, promised=promised, question=question, denied=denied)
        self.phrases.previous = text
        return text

    def negation(self, unit: Unit, text: str, *, denied: bool = False) -> str:
        """A readable sentence that says the opposite of `text`, the sentence of the unit."""
        if unit.small is not None:
            self.phrases.begin(unit, {})
            return _tidy(of_small(self.phrases, unit, refused=True), ".")
        finite = self._finite(unit)
        written = next((form for form in finite.values() if form), None)
        if not denied or not assertive(unit.words):
            return negate(text, unit.head, written)
        subject = negative_subject(unit.head)
        self.phrases.begin(unit, finite | subject)
        free = self._sentence(unit)
        return free if subject else negate(free, unit.head, written)

    def _finite(self, unit: Unit) -> dict[int, str]:
        """The forms of a gerund that is denied, admitted, recalled or ruled out, as a finite clause of the one who does."""
        if unit.subject is not None and is_ruled_out(unit.head):
            joined = {other.index: other.lemma for other in unit.head.all_children("conj") if is_ruled_out(other)}
            return {unit.head.index: f"will {unit.head.lemma}"} | joined
        if (
            unit.subject is None
            or unit.kind not in {UnitKind.CLAUSE, UnitKind.INFINITIVE}
            or unit.head.dep not in {"xcomp", "conj", "pcomp"}
        ):
            return {}
        if (unit.head.dep == "conj" and unit.head.head.dep not in {"xcomp", "pcomp"}) or is_infinitive(unit.head):
            return {}
        return finite_past(unit.head, plural=is_plural(unit.subject))

    def _sentence(self, unit: Unit, *, promised: bool = False, question: bool = False, denied: bool = False) -> str:
        makers = {
            UnitKind.APPOSITION: self._apposition,
            UnitKind.EVENT: lambda event: of_event(self.parse, self.phrases, event, denied=denied),
            UnitKind.RELATIVE: self._relative,
            UnitKind.PARTICIPLE: self._participle,
            UnitKind.ABSOLUTE: self._absolute,
            UnitKind.SMALL: lambda small: of_small(self.phrases, small),
            UnitKind.COMMENT: self._comment,
        }
        infinitive = unit.kind is UnitKind.INFINITIVE
        if infinitive:
            words = self._infinitive(unit, promised=promised)
        else:
            words = makers[unit.kind](unit) if unit.kind in makers else self._clause(unit, question=question)
        words += self._then(unit) or shared_object(self.parse, self.phrases, unit)
        return _tidy(words, "?" if question else ".")

    def _then(self, unit: Unit) -> str:
        """The time to which a clause is joined by "when": "the worst since 1998, when eleven died" is of eleven in 1998."""
        first, words = unit.words[0].index, self.parse.words
        if (
            unit.kind not in {UnitKind.CLAUSE, UnitKind.RELATIVE}
            or first < 3
            or [word.lower for word in words[first - 2 : first]] != [",", "when"]
        ):
            return ""
        named = list(itertools.takewhile(lambda word: word.entity == "DATE", reversed(words[: first - 2])))[::-1]
        if not named or named[0].lower in {"the", "a", "an", "last", "this"}:
            return ""
        is_day = any(word.lower in WEEKDAYS for word in named) or (named[0].text.isdigit() and len(named[0].text) < 3)
        return f" {'on' if is_day else 'in'} {self.phrases.join(named)}"

    def _clause(self, unit: Unit, *, question: bool = False) -> str:
        if is_inverted(unit.words[0]) or is_not_only(unit.words[0], unit.head) or is_denying(unit.words[0]):
            return self._uninverted(unit)
        swap = (
            self._explained(unit.words)
            | self._with_comma(unit)
            | _without_that(unit)
            | self._completed(unit)
            | self._joined(unit)
            | self._listed(unit)
        )
        if unit.words[0].lower in {"whether", "if"} and unit.words[0].dep == "mark" and unit.words[0].head is unit.head:
            return self._asked(unit) if question else self.phrases.join(unit.words if wishes(unit.head) else self._asked_apart(unit)[1])
        if question and unit.words[0].tag == "WRB" and unit.head.dep == "ccomp":
            return self._asked(unit)
        words = unit.words
        text = self.phrases.join(words, swap=swap)
        if unit.subject is None:
            return text
        own = unit.head.child("nsubj", "nsubjpass", "expl", "csubj")
        if own is not None:
            return self._relative(unit)
        whole = self.phrases.forms.get(unit.head.index) or (
            unit.words[0].tag in TENSED and not shares_refusal(unit) and not shared_helpers(unit.head)
        )
        helper = "" if whole else self._helper(unit)
        return f"{self._subject(unit.subject)} {helper}{text}"

    def _joined(self, unit: Unit) -> dict[int, str]:
        """The finite form of a participle that goes on from another one: "…, killing two and wounding ten"."""
        head = unit.head
        if unit.subject is None or head.dep != "conj" or head.tag != "VBG" or head.head.dep not in {"acl", "advcl"}:
            return {}
        return tensed(head, clause_of(self.parse, head.head), plural=is_plural(unit.subject))

    def _listed(self, unit: Unit) -> dict[int, str]:
        """The "and" of a list of verbs whose last was cut: "cut, rolled up | and carried out"."""
        last = next((child for child in reversed(unit.head.all_children("conj")) if child in unit.words), None)
        cut = last is not None and any(child not in unit.words for child in last.all_children("conj"))
        comma = self.parse.words[last.left - 1] if last is not None and cut and last.is_verb else None
        joined = any(word.dep == "cc" and unit.head.index < word.index < comma.index for word in unit.words) if comma is not None else True
        return {comma.index: " and"} if comma is not None and comma.text == "," and not joined else {}

    def _completed(self, unit: Unit) -> dict[int, str]:
        """What a clause with a subject of its own lacks to stand alone: "for it to be removed", "two were killed and ten hurt"."""
        head, subject = unit.head, unit.head.subject
        if subject is None:
            return {}
        if subject.lower == "which" and subject is unit.words[0] and antecedent(subject) is subject:
            return {subject.index: "this"}
        to = next((child for child in head.all_children("aux") if child.lower == "to" and child.index > subject.index), None)
        if to is not None and not any(child.tag in TENSED for child in head.all_children("aux", "auxpass")):
            return self._for_infinitive(head, subject, to)
        return self._shared_auxiliary(head, subject)

    def _for_infinitive(self, head: Word, subject: Word, to: Word) -> dict[int, str]:
        """What to write for the "to" of a verb with a subject of its own: "for it to be removed"."""
        above = next((word for word in head.ancestors() if word.is_verb), head)
        if above.lemma in _HOLDING:
            named = {subject.index: AS_SUBJECT[subject.lower]} if subject.lower in AS_SUBJECT else {}
            return named | {to.index: ""} | _in_present(self.parse.words[to.index + 1], plural=is_plural(subject))
        return {to.index: "will" if above.lemma in _EXPECTING else "should"}

    def _shared_auxiliary(self, head: Word, subject: Word) -> dict[int, str]:
        """The participle with the auxiliary that the clause before it has for both: "two were killed and ten hurt"."""
        before = [child for child in head.all_children("ccomp") if child.right < subject.left and head.tag == "VBN"]
        first = head.head if head.dep == "conj" else before[-1] if before and head.lemma not in _UNSUFFERED else head
        helpers = [child for child in first.all_children("aux", "auxpass") if child.index < first.index and child.lower != "to"]
        shared = helpers[-1] if helpers and helpers[-1].dep == "auxpass" and helpers[-1].lemma == "be" else None
        mistaken = head.tag == "VBD" and may_be_participle(head.lower) and (len(helpers) == 1 or head.lemma in TRANSITIVE)
        suffers = head.tag == "VBN" or (mistaken and head.lemma not in {"be", "have", "do"} | _UNSUFFERED)
        bare = first is not head and suffers and not head.all_children("aux", "auxpass", "dobj", "xcomp")
        between = self.parse.words[subject.right + 1 : head.index]
        if bare and shared is not None and all(word.pos == "ADV" for word in between):
            place = self.parse.words[subject.right + 1]
            first_helper, *others = (helper.lower for helper in helpers)
            written = [_AGREEING.get(first_helper, (first_helper,) * 2)[is_plural(subject)], *others]
            return {place.index: f"{' '.join(written)} {self.phrases.word(place)}"}
        return self._made_finite(head, subject)

    def _made_finite(self, head: Word, subject: Word) -> dict[int, str]:
        """The verb of what somebody saw, heard or reported, which has no tense: "heard a man shout", "reported it stolen"."""
        if head.dep != "ccomp" or head.all_children("aux", "auxpass", "mark") or not head.head.index < subject.index < head.index:
            return {}
        if head.tag == "VBN" and head.head.lemma == "report" and head.child("dobj") is None:
            return {head.index: f"{_was(subject)} {self.phrases.word(head)}"}
        if head.head.lemma not in _SENSING or head.tag not in {"VB", "VBP"}:
            return {}
        plural = is_plural(subject)
        present = head.head.tag in {"VBZ", "VBP"} or any(child.tag == "MD" for child in head.head.all_children("aux"))
        return {head.index: (head.lemma if plural else third_person(head.lemma)) if present else past(head.lemma, plural=plural)}

    def _asked(self, unit: Unit) -> str:
        """An indirect question as a direct one: "whether it was open" as "was it open", "why he fled" as "why did he flee"."""
        head, first = unit.head, unit.words[0]
        led, rest = self._asked_apart(unit)
        asking = "" if first.dep == "mark" else f"{self.phrases.join(led)} "
        subject = head.child("nsubj", "nsubjpass", "expl")
        helper = next((child for child in head.children if child.dep in {"aux", "auxpass"}), head)
        support = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(head.tag)
        if subject is None or helper.index <= subject.right or first.head is not head:
            return asking + self.phrases.join(rest)
        if helper is not head or head.lemma == "be":
            return f"{asking}{self.phrases.word(helper)} {self.phrases.join([word for word in rest if word is not helper])}"
        return asking + (
            self.phrases.join(rest) if support is None else f"{support} {self.phrases.join(rest, swap={head.index: head.lemma})}"
        )

    def _asked_apart(self, unit: Unit) -> tuple[list[Word], list[Word]]:
        """The words by which a clause asks, "how or when", and what they ask about."""
        led = [word for word in unit.words if word is unit.words[0] or word.is_under(unit.words[0])]
        return led, list(itertools.dropwhile(lambda word: word.is_punctuation, unit.words[len(led) :]))

    def _uninverted(self, unit: Unit) -> str:
        """A clause after "nor", "not only" or "at no time" in the order of a statement: "nor does it rain" as "it does not rain"."""
        head = unit.head
        subject = head.child("expl", "nsubj", "nsubjpass") or head
        helper = next((child for child in head.children if child.dep in {"aux", "auxpass"}), head)
        first = self.parse.subtree(subject)
        rest = [word for word in unit.words if word.index > subject.right]
        if is_not_only(unit.words[0], head):
            verb = without_support(helper, head)
            said = "" if verb is not None else f" {self.phrases.word(helper)}"
            return f"{self.phrases.join(first)}{said} {self.phrases.join(rest, swap={} if verb is None else {head.index: verb})}"
        nobody = negative_subject(head)
        refusal = "" if nobody else " not"
        said = f"{self.phrases.join(first, swap=nobody)} {self.phrases.word(helper)}{refusal} {self.phrases.join(rest)}".rstrip()
        if not is_denying(unit.words[0]):
            return said
        phrase = self.parse.subtree(unit.words[0])
        any_ = {word.index: "any" for word in phrase if word.lower == "no"}
        return f"{said} {self.phrases.join(phrase, swap={phrase[0].index: phrase[0].lower, **any_})}"

    def _with_comma(self, unit: Unit) -> dict[int, str]:
        """The comma that the text leaves out after "as a friend of the house"."""
        role = next((prep for prep in unit.head.all_children("prep") if prep.lower == "as" and prep.index == unit.words[0].index), None)
        if role is None or role.child("pobj") is None or role.right >= unit.head.index:
            return {}
        last = self.parse.words[role.right]
        followed = self.parse.words[last.index + 1]
        return {last.index: f"{self.phrases.word(last)},"} if not followed.is_punctuation else {}

    def _explained(self, words: Sequence[Word]) -> dict[int, str]:
        """For "this explanation" and the like, what was just said."""
        for word in words:
            demonstrative = next((child for child in word.children if child.lower in _DEMONSTRATIVES and child.dep == "det"), None)
            if (
                demonstrative is not None
                and word.lemma in NOUNS
                and self.phrases.previous
                and len(self.phrases.previous) < 200
                and not self.phrases.previous.endswith("?")
                and not (word.lemma in _PLACES and word.dep == "pobj")
            ):
                return {demonstrative.index: "the", word.index: f"{word.text} that {self._inside(self.phrases.previous.rstrip('.?'))}"}
        return {}

    def _inside(self, sentence: str) -> str:
        """A sentence as it stands within another one: its first letter is small unless it begins with a name."""
        first = re.split(r"\W", sentence, maxsplit=1)[0]
        named = (
            first == "I" or first[1:] != first[1:].lower() or any(word.pos == "PROPN" and word.text == first for word in self.parse.words)
        )
        return sentence if named else sentence[:1].lower() + sentence[1:]

    def _helper(self, unit: Unit) -> str:
        """Auxiliaries that a conjunct shares with the clause before it."""
        head = unit.head
        if head.dep != "conj" or any(child.dep in {"aux", "auxpass"} for child in head.children):
            return "was " if head.tag == "VBG" else ""
        leading = next((verb for verb in chain_of(head)[1:] if verb.child("aux", "auxpass") is not None), head.head)
        helpers = {"aux", "auxpass", "neg"} if shares_refusal(unit) else {"aux", "auxpass"}
        shared = [child for child in leading.children if child.dep in helpers and child.index < leading.index and child.lower != "to"]
        never = head.tag in {"VBD", "VBZ"} and any(child.dep == "neg" for child in shared)
        if head.tag in {"VB", "VBG"} or (head.tag == "VBN" and shared) or never or shared_helpers(head):
            bare = is_infinitive(leading) and unit.subject is not None and not is_plural(unit.subject)
            written = [third_person(child.lower) if bare and child is shared[0] else child.text for child in shared]
            return "".join(f"{word} " for word in written)
        return ""

    def _relative(self, unit: Unit) -> str:
        own = next((word for word in unit.words if word.tag in _RELATIVE_TAGS and word.lower in _RELATIVES), None)
        meant, join = unit.subject, self.phrases.join
        if own is None or meant is None:
            whole = meant is None or unit.head.subject is not None
            return join(unit.words) if whole or meant is None else f"{self.phrases.phrase(meant)} {join(unit.words)}"
        named = self.phrases.phrase(meant) if meant.is_nominal or is_class(meant) else "this"
        stranded = _stranded(own, unit.head)
        if stranded is not None:
            return join(unit.words, skip=frozenset({own.index}), swap={stranded.index: f"{self.phrases.word(stranded)} {named}"})
        if own.dep == "pobj" and own.head.index > unit.words[0].index:
            return join(unit.words, swap={own.index: named})
        if own.lower == "whose":
            return join(unit.words, swap={own.index: possessive(self.phrases.phrase(meant, short=True))})
        if own.lower in {"where", "when"}:
            return f"{join(unit.words, skip=frozenset({own.index}))} {_at(meant, named)}"
        if own.dep in {"dobj", "dative"} and own.index < unit.head.index:
            verb = f"{self.phrases.word(unit.head)} {named}"
            return join(unit.words, skip=frozenset({own.index}), swap={unit.head.index: verb})
        if own.dep == "det":  # "by which time"
            return join(unit.words, skip=frozenset({own.index}), swap={own.head.index: named})
        return join(unit.words, swap={own.index: named})

    def _participle(self, unit: Unit) -> str:
        if unit.subject is None:
            return self.phrases.join(unit.words)
        clause, plural = clause_of(self.parse, unit.head), is_plural(unit.subject)
        forms = tensed(unit.head, clause, plural=plural)
        for other in unit.head.all_children("conj") if forms else ():
            forms |= tensed(other, clause, plural=plural) if other in unit.words and other.tag == "VBG" else {}
        text = self.phrases.join(unit.words, swap=forms)
        finite = forms or unit.words[0].tag in TENSED or unit.head.child("aux", "auxpass") is not None
        return f"{self._subject(unit.subject)} {text}" if finite else f"{self._subject(unit.subject)} {_was(unit.subject)} {text}"

    def _subject(self, noun: Word) -> str:
        """The phrase of a subject that was supplied; a pronoun in the case that it takes there."""
        written = self.phrases.phrase(noun)
        return AS_SUBJECT.get(written.lower(), written)

    def _absolute(self, unit: Unit) -> str:
        head = unit.head
        subject = head.subject
        if subject is None or head.tag not in {"VBG", "VBN"} or any(child.dep in {"aux", "auxpass"} for child in head.children):
            return self.phrases.join(unit.words)
        above = clause_of(self.parse, head)
        forms = tensed(head, above, plural=is_plural(subject)) if head.head is above else {}
        first = next((word for word in unit.words if word.index > subject.right and not word.is_punctuation), head)
        return self.phrases.join(unit.words, swap=forms or {first.index: f"{_was(subject)} {self.phrases.word(first)}"})

    def _apposition(self, unit: Unit) -> str:
        described, name = unit.head, unit.head.head
        if described.pos == "PROPN" and name.pos != "PROPN":
            described, name = name, described
        words = [
            word
            for word in self.parse.subtree(described)
            if not (name.left <= word.index <= name.right and name is not described and name.head is described)
        ]
        apart = next((child for child in described.all_children("relcl") if self.parse.words[child.left - 1].text == ","), None)
        called = next((child for child in described.all_children("appos") if child.pos == "PROPN" and child is not name), None)
        left_out = [child for child in (apart, called) if child is not None]
        words = [word for word in words if not any(child.left <= word.index <= child.right for child in left_out)]
        while words and words[-1].is_punctuation:
            words.pop()
        plural = described.tag == "NNS" or (described.tag != "NN" and is_plural(name))
        whose = {word.index: self._whose(word, words) for word in words if word.tag == "WP$"}
        past_ = any(word.lower in _FORMERLY and word.dep == "advmod" for word in words)
        joint = ("were" if plural else "was") if past_ else "are" if plural else "is"
        return f"{self.phrases.phrase(name)} {joint} {lowered(self.phrases.join(words, swap=whose))}"

    def _whose(self, word: Word, words: Sequence[Word]) -> str:
        """What is written for "whose": itself where its noun is among the words, else that noun as an owner."""
        owner = antecedent(word)
        return word.lower if owner in words else possessive(self.phrases.phrase(owner))

    def _comment(self, unit: Unit) -> str:
        return f"This is {self.phrases.join(unit.words)}"

    def _infinitive(self, unit: Unit, *, promised: bool) -> str:
        words = [word for word in unit.words if not (word.lower == "to" and word.head is unit.head and word.index < unit.head.index)]
        subject = unit.subject
        if subject is None:
            return self.phrases.join(words)
        plural = subject.tag in PLURAL_TAGS or subject.child("conj") is not None
        first = next((word for word in words if not word.is_punctuation), unit.head)
        verb = self._first_verb(unit.head, first, plural=plural, promised=promised)
        swap = {} if verb is None else {first.index: verb}
        if urged_by(unit.head) is not None:
            swap |= {word.index: word.text for word in words if word.tag in {"PRP", "PRP$"}}
            swap |= {to.index: "" for other in unit.head.all_children("conj") for to in other.all_children("aux") if to.lower == "to"}
        return f"{self._subject(subject)} {self.phrases.join(words, swap=swap)}"

    def _first_verb(self, head: Word, first: Word, *, plural: bool, promised: bool) -> str | None:
        """What to write for the first word of an infinitive that is given a subject; None where it is written already."""
        if self.phrases.forms.get(head.index):
            return None
        if urged_by(head) is not None:
            return f"should {first.text}"
        if first.lower == "not":
            return "do not" if plural else "does not"
        if promised:
            return f"will {first.text}"
        if first.index in self.phrases.forms:
            return None
        if not plural:
            return third_person(first.lower)
        return "are" if first.lower == "be" else first.text


def _at(meant: Word, named: str) -> str:
    """Where or when something was: "in Dorne", "on Sunday", but "last Sunday"."""
    if meant.lower not in WEEKDAYS:
        return f"in {named}"
    return named if named.lower().startswith(_WHICH_DAY) else f"on {named}"


def _without_that(unit: Unit) -> dict[int, str]:
    """The "that" of a clause that another phrase leads in: "despite the frost, | that | the vines had lived"."""
    mark = next((child for child in unit.head.all_children("mark") if child.lower == "that"), None)
    at = unit.words.index(mark) if mark is not None and mark in unit.words else 0
    return {mark.index: ""} if mark is not None and at > 1 and mark.left == mark.index and unit.words[at - 1].is_punctuation else {}


def _stranded(relative: Word, verb: Word) -> Word | None:
    """The preposition behind a verb of which a relative pronoun is the noun: "which the council paid | for"; None where there is none."""
    if relative.dep == "pobj" and relative.index < relative.head.index:
        return relative.head
    bare = relative.dep in {"dobj", "pobj"} and relative.index < verb.index and not relative.head.index < relative.index
    return next(
        (prep for prep in verb.all_children("prep") if bare and prep.index > verb.index and prep.child("pobj", "pcomp") is None), None
    )


def _in_present(verb: Word, *, plural: bool) -> dict[int, str]:
    """The word behind "to" as it stands in the present tense: "be" is "is" or "are", "have" is "has"."""
    if plural:
        return {verb.index: "are"} if verb.lower == "be" else {}
    return {verb.index: third_person(verb.lower)} if verb.tag == "VB" else {}


def _was(subject: Word) -> str:
    return "were" if is_plural(subject) else "was"


def _tidy(text: str, stop: str) -> str:
    plain = re.sub(r" ?, ?, ?", " ", re.sub(r"\s+", " ", text)).strip(" ,;:-–—")
    plain = _LOOSE_JOINT.sub("", plain)
    plain = _LABEL.sub("", re.sub(r"(?<! ) +([,.;:?!)])", r"\1", plain).rstrip(".?!"))
    if plain.count("(") == plain.count(")") + 1:
        plain = plain[1:].lstrip() if plain[0] == "(" else f"{plain})"
    return f"{plain[:1].upper()}{plain[1:]}{stop}"
