"""What an attribution frame is: who, by which cue, holds what. The finders are in `verbal`, `nominal` and `quoted`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files

from claimgraph.extract.grammar.cues import DOCUMENTS, OCCASIONS, PERSON_NOUNS, QUOTING, VERBS, VOICES, Cue, CueKind
from claimgraph.extract.grammar.words import Parse, Word, span_of
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Span, Stance

VOICE_ENTITIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
PERSONAL = frozenset(
    {
        "i",
        "we",
        "he",
        "she",
        "they",
        "you",
        "who",
        "one",
        "everyone",
        "everybody",
        "someone",
        "somebody",
        "nobody",
        "many",
        "some",
        "few",
        "others",
        "most",
        "those",
    }
)
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


_AGENTIVE = re.compile(r"..(?:(?<!wat)er|or|ist|ian|ant|eer|ee|man|woman|people)$")
_NO_AGENTS = frozenset(files("claimgraph.extract.grammar").joinpath("no_agents.txt").read_text(encoding="utf-8").split()) | lexicon("""
    other butter cancer computer drawer excavator calculator fodder giant minor monster poster predator printer processor server sewer
    slipper tender terror tier trailer transfer broadcaster carrier lender manufacturer regulator retailer supplier carmaker""")
"""Nouns that end like agents and are none: by WordNet (`scripts/distil_wordnet.py`), rare senses of the first and bodies beside them."""


_TURNING_DOWN = lexicon("brush:off brush:aside laugh:off wave:away wave:aside wave:off shrug:off shoot:down knock:down bat:away swat:away")
_UNABLE = frozenset({"unable", "unwilling", "reluctant", "unlikely", "loath", "powerless", "afraid"})
MAKING = lexicon("lead force prompt cause compel oblige push drive spur move inspire encourage press allow enable get")
"""Verbs by which something makes somebody do what an infinitive says: "the tape forced the mayor to admit that P"."""
_ACTED_ON = frozenset({"him", "her", "them", "me", "us"})
_CONTRASTING = frozenset({"although", "though", "while", "whereas"})
_APART = frozenset({"far", "aside", "apart"})
"""What stands before "from" and what somebody does not do or does besides: "far from denying it", "aside from saying so"."""
_HAVING = lexicon("have make take get lose miss find run face risk")
"""Verbs by which somebody has what only gives room for a deed: "had no way of knowing", "took the risk of saying so"."""
_WANTING = frozenset({"need", "want"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_ANSWERING = lexicon("agree disagree concur demur nod applaud cheer clap laugh jeer boo hiss groan gasp shrug")
"""What those do who hear somebody speak."""
_PUTTING = frozenset({"put", "place", "set"})
"""Verbs by which somebody gives a figure: "put the toll at 40"."""


class Role(StrEnum):
    """What a frame adds to a chain: a voice, only a degree of certainty, or nothing (its clause is itself the claim)."""

    VOICE = "voice"
    OPERATOR = "operator"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class SmallClause:
    """A statement without a verb of its own: the words of what it is of, what is said of that, and what joins them."""

    head: Word
    subject: tuple[Word, ...]
    complement: tuple[Word, ...]
    joint: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in the text; `head` is the cue word, `source` the head of the words that name the speaker.

    `inner` sorts a frame below another with the same content ("citing X"), `refers_back` marks one whose content is what was
    said before ("rejects the accusation"), `of_event` one whose content names what was said to happen ("denied the bombardment"),
    `of_figure` one whose content is a number that was given, `beside` one that says what another holds of words that the chain around
    them states all the same ("contrary to X's claim"), `apart` one whose words are set into its content and no part of it
    ("according to X"); `colon` marks one that layout alone makes.
    """

    head: Word
    cue: Span
    meaning: Cue
    contents: tuple[Span, ...]
    source: Word | None = None
    source_span: Span | None = None
    role: Role = Role.VOICE
    negated: bool = False
    colon: bool = False
    inner: bool = False
    refers_back: bool = False
    of_event: bool = False
    of_figure: bool = False
    beside: bool = False
    apart: bool = False
    small: "SmallClause | None" = None

    @property
    def extent(self) -> int:
        """From the first to the last code point of what is attributed."""
        return max(span.end for span in self.contents) - min(span.start for span in self.contents)

    @property
    def fused(self) -> bool:
        """Whether the frame stands with its content in the phrase that a relative pronoun begins: "after what she called an insult"."""
        return self.small is not None and not self.small.subject

    @property
    def comments(self) -> bool:
        """Whether the frame tells what somebody thinks of all that stands before it: "P, a sum that the firm calls absurd"."""
        return self.small is not None and self.head.dep == "relcl" and self.holds(self.head.head.start)

    def holds(self, position: int) -> bool:
        """Whether a place of the text lies in what is attributed."""
        return any(span.start <= position < span.end for span in self.contents)

    def with_contents(self, contents: Iterable[Span]) -> "Frame":
        """The same frame with other contents, in order and merged where they touch."""
        return replace(self, contents=merged(contents))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that overlap or touch joined."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def span(words: Iterable[Word]) -> Span:
    """The span of some words without marks at its ends; of all of them where the parser takes each for a mark ("iRAN")."""
    some = list(words)
    start, end = span_of(some)
    return Span(start, end) if end or not some else Span(some[0].start, some[-1].end)


def cue_span(parse: Parse, word: Word) -> Span:
    """The cue with the auxiliaries, negation and adverbs beside it: "has also said", "pointed out"."""
    first = last = word.index
    while first > 0 and _belongs_left(parse.words[first - 1], word):
        first -= 1
    while last + 1 < len(parse.words) and _belongs_right(parse.words[last + 1], word):
        last += 1
    return span(parse.words[first : last + 1])


def _belongs_left(other: Word, word: Word) -> bool:
    return (
        other.head is word
        and other.left == other.right
        and other.dep in {"aux", "auxpass", "neg", "advmod", "prt"}
        and not other.is_punctuation
    )


def _belongs_right(other: Word, word: Word) -> bool:
    return other.head is word and other.left == other.right and other.dep == "prt"


def is_not_all(noun: Word) -> bool:
    """Whether a noun phrase says that some are not meant: "not all experts", "not everybody"."""
    before = [word for child in noun.children for word in (child, *child.children) if word.lower == "not"]
    return bool(before) and any(word.lower in _ALL for word in (noun, *noun.children) if word.index > before[0].index)


_ALL = frozenset({"all", "every", "everyone", "everybody"})


def is_voice(word: Word) -> bool:
    """Whether the head of a noun phrase names somebody or something that can speak or report."""
    if word.lower in PERSONAL or word.entity in VOICE_ENTITIES:
        return True
    if word.pos == "PROPN" or (word.tag == "CD" and word.has_child("all", "the")):
        return True
    return word.lemma in VOICES or word.lemma in PERSON_NOUNS or _is_agent(word)


def _is_agent(noun: Word) -> bool:
    """Whether a noun names somebody by what he does: "the caller", not "the boiler"."""
    return bool(_AGENTIVE.search(noun.lemma)) and noun.lemma not in _NO_AGENTS


def is_negated(word: Word) -> bool:
    """Whether a verb is negated: "not", "never", or "no" and "nobody" as its subject."""
    subject = word.subject
    return has_refusal(word) or (
        subject is not None
        and (subject.lower in {"nobody", "none", "nothing", "neither"} or any(child.lower == "no" for child in subject.children))
    )


def refusal_in(verb: Word) -> Cue | None:
    """How somebody denies or doubts something by a verb: "dismissed", "laughed off"; None where nobody does."""
    meaning = Cue(CueKind.SPEECH, Stance.DENIES) if turns_down(verb) else VERBS.get(verb.lemma)
    against = meaning is not None and meaning.stance in {Stance.DENIES, Stance.DOUBTS}
    return meaning if against and not is_negated(verb) else None


def turns_down(verb: Word) -> bool:
    """Whether a verb turns down by its particle what somebody says: "laughed off", "brushed aside"."""
    return any(f"{verb.lemma}:{child.lower}" in _TURNING_DOWN for child in verb.children if child.dep in {"prt", "advmod", "prep"})


def has_refusal(verb: Word) -> bool:
    """Whether a verb itself is negated, whatever its subject: "is not said to be safe", "nor did she say so", "denied neither"."""
    return any(
        child.dep == "neg"
        or child.lower in {"never", "hardly", "scarcely"}
        or (child.lower == "longer" and child.has_child("no"))
        or (child.lower in {"nor", "neither"} and (child.dep == "preconj" or (child.dep in {"cc", "advmod"} and child.index < verb.index)))
        for child in verb.children
    )


def set_in(parse: Parse, host: Word, first: int, last: int) -> tuple[Span, ...]:
    """The words of a clause before and after a frame `first..last` that stands in it.

    What lies beyond a semicolon or before a colon, and a clause after it in which another speaks, is not of the frame.
    """
    begin, end = host.left, host.right
    for index in range(begin, end + 1):
        if parse.words[index].text == ";" or (parse.words[index].text == ":" and index < first):
            begin, end = (index + 1, end) if index < first else (begin, min(end, index - 1))
    for child in host.all_children("conj", "advcl"):
        if child.left > last and (child.dep == "conj" or child.has_child(*_CONTRASTING)) and _speaks_on(parse, child):
            end = min(end, child.left - 1 - (parse.words[child.left - 1].dep == "cc"))
    parts = (parse.words[begin:first], parse.words[last + 1 : end + 1])
    return tuple(span(part) for part in parts if not all(word.is_punctuation for word in part))


def first_before(parse: Parse, host: Word, first: int, last: int, *, over_commas: bool = True) -> Word:
    """Of clauses joined to each other the first, where a frame `first..last` stands behind them all: "A fell and B rose, according to X".

    A clause by which somebody else says something is not of it, nor, unless it reaches over commas, one that a comma parts from the next.
    """
    behind = first > host.index and all(word.is_punctuation for word in parse.words[last + 1 : host.right + 1])
    while behind and host.dep == "conj" and host.head.is_verb and host.head.index < host.index and not _says_alone(host.head, host):
        if not over_commas and host.child(*_SUBJECTS) is not None and parse.words[max(0, host.left - 2)].text == ",":
            break
        host = host.head
    return host


def _says_alone(verb: Word, other: Word) -> bool:
    """Whether a verb attributes something to its own subject, and another that is joined to it has another subject."""
    says = verb.lemma in VERBS and verb.child("ccomp", "xcomp") is not None
    return says and other.child(*_SUBJECTS) is not None


def is_answer(verb: Word) -> bool:
    """Whether a verb tells how others take what is said: "nodded", "seemed to agree"."""
    deed = verb.child("xcomp") if verb.lemma in {"seem", "appear"} else None
    return (deed or verb).lemma in _ANSWERING


def _speaks_on(parse: Parse, verb: Word) -> bool:
    """Whether a verb begins another attribution with its own speaker: by a clause, by what shows something, or after "but"."""
    subject, meaning = verb.subject, VERBS.get(verb.lemma)
    if subject is not None and is_answer(verb) and (subject.pos != "NOUN" or is_voice(subject)):
        return True
    if subject is None or (meaning is None and verb.lemma not in _PUTTING):
        return False
    clause = verb.child("ccomp", "xcomp") or next(
        (word for word in parse.subtree(verb) if word.lower == "that" and word.dep == "mark"), None
    )
    shows = meaning is not None and meaning.kind is CueKind.EVIDENCE and not is_negated(verb)
    opposes = parse.words[max(0, verb.left - 1)].lower == "but" and is_voice(subject)
    return (clause is not None and meaning is not None) or shows or opposes


def is_asked(parse: Parse, frame: Frame) -> bool:
    """Whether a frame is itself what a question asks, so that nobody is said to hold its content: "did X admit that P?"."""
    sentence = parse.sentence_of(frame.head)
    last = frame.head.right if frame.head.is_verb else sentence.last
    ends = (*parse.words[max(sentence.first, sentence.last - 2) : sentence.last + 1], *parse.words[last : min(last + 3, sentence.last + 1)])
    if not any(word.text.startswith("?") for word in ends):
        return False
    if frame.head.dep == "advcl":
        return any(child.lower == "as" for child in frame.head.children)
    clause = frame.head if frame.head.is_verb else frame.head.head
    subjects = clause.all_children("nsubj", "nsubjpass")
    helper = next((child for child in clause.children if child.dep in {"aux", "auxpass"}), clause)
    asked = any(child.tag in {"WP", "WRB", "WDT"} and child.dep not in {"mark"} for child in clause.children)
    inverted = any(helper.index < subject.index for subject in subjects)
    return (clause.is_root and asked) or (inverted and clause.child("mark") is None)


def antecedent(word: Word) -> Word:
    """The noun that a relative pronoun stands for, also of "it was X who said that", else the word itself."""
    if word.lower in RELATIVES and word.tag in {"WP", "WDT", "WP$"}:
        for above in word.ancestors():
            if above.dep == "ccomp" and above.head.lemma == "be" and (word.lower == "who" or above.head.has_child("it")):
                named = above.head.child("attr")
                return named if named is not None and named.index < word.index else word
            if above.dep == "relcl":
                return _person_above(above.head) if word.lower in {"who", "whom"} else _voice_above(_many_above(above.head, word), word)
    return word


def _person_above(noun: Word) -> Word:
    """The noun that "who" stands for: of "an analyst at Hale Moor" the analyst, and where the nearest cannot be a person, one above it."""
    above = noun
    if noun.dep == "pobj" and noun.head.lower in {"at", "from", "with"} and noun.head.head.lemma in PERSON_NOUNS:
        return noun.head.head
    for _ in range(3):
        if is_person(above) or above.dep not in {"pobj", "dobj"}:
            break
        above = above.head.head if above.dep == "pobj" else above.head
        above = above.head if (above.is_verb and above.dep in {"acl", "relcl"}) or (above.pos == "ADJ" and above.dep == "amod") else above
        among = next((prep.child("pobj") for prep in above.all_children("prep") if prep.lower == "of" and prep.index < noun.index), None)
        above = among if among is not None and among is not noun and is_person(among) else above
    return above if above.is_nominal and is_person(above) else noun


def _many_above(noun: Word, relative: Word) -> Word:
    """The noun that a relative pronoun stands for: where its verb is in the plural and the nearest is not, one that this hangs on."""
    verb = relative.head
    finite = next((child for child in verb.children if child.dep in {"aux", "auxpass"}), verb)
    plural = relative.dep in {"nsubj", "nsubjpass"} and (finite.lower in {"were", "are", "have"} or finite.tag == "VBP")
    above = noun
    for _ in range(3):
        if not plural or above.tag in {"NNS", "NNPS"} or above.child("conj") is not None or above.dep != "pobj":
            break
        above = next((other for other in _objects_before(above.head) if other.tag == "NNS"), above.head.head)
    return above if plural and above.tag in {"NNS", "NNPS"} else noun


def _objects_before(preposition: Word) -> Iterator[Word]:
    """The nouns that the verb of a preposition has before it, the nearest first: "are under | orders | since May"."""
    verb = preposition.head
    for child in reversed(verb.children if verb.is_verb else []):
        if verb.index < child.index < preposition.index:
            yield from [*child.all_children("pobj")] if child.dep == "prep" else [child]


def _voice_above(noun: Word, relative: Word) -> Word:
    """The noun that a relative pronoun which says something stands for: where the nearest cannot, a document that this hangs on."""
    says = relative.dep == "nsubj" and relative.head.lemma in VERBS and relative.head.child("ccomp") is not None
    above = noun.head.head if noun.dep == "pobj" and noun.head.dep == "prep" else noun
    return above if says and not is_voice(noun) and above.lemma in DOCUMENTS else noun


def is_person(noun: Word) -> bool:
    """Whether a noun stands for people."""
    return noun.entity == "PERSON" or noun.lemma in PERSON_NOUNS or noun.lower in PERSONAL or _is_agent(noun)


def subject_of(verb: Word) -> Word | None:
    """The head of the subject of a verb, its own or taken over from the clause that it hangs on."""
    word = verb
    for _ in range(8):
        found = _own_subject(word) or word.child("csubj")
        if found is not None and found.dep != "csubj":
            return antecedent(found if word is verb else _owner_of_deed(found))
        occasion = _occasion_above(word)
        if occasion is not None:
            word = occasion
            continue
        if word.dep == "acl" and word.head.is_nominal:
            return _issuer(word) or word.head
        if word.dep == "pcomp" and word.head.lower == "as" and word.head.head.lemma in QUOTING:
            return word.head.head.child("nsubjpass" if word.head.head.child("auxpass") else "dobj")
        apart = word.lower in _APART and word.dep == "advmod"
        if not (apart or word.dep in {"conj", "advcl", "xcomp", "pcomp", "prep", "aux", "ccomp", "dep", "acomp"}) or word.is_root:
            return None
        if word.dep == "acomp" and not _is_able(word):
            return None
        if word.dep == "ccomp" and not _shares_subject(word):
            return None
        acting = _acting_object(word)
        if acting is not None:
            return acting
        word = word.head
    return None


def _owner_of_deed(noun: Word) -> Word:
    """Who does what an infinitive tells of a deed or aim of his: of "his answer was to say that P" he; else the noun itself.

    Of "the first thing the clerk did was to deny it" it is the clerk.
    """
    clause = noun.child("relcl")
    doer = clause.child("nsubj") if clause is not None and clause.lemma == "do" and noun.head.lemma == "be" else None
    if doer is not None:
        return doer
    owner = noun.child("poss") if noun.head.lemma == "be" and noun.pos == "NOUN" and not is_voice(noun) else None
    return owner if owner is not None and (is_voice(owner) or owner.tag == "PRP$") else noun


def _occasion_above(verb: Word) -> Word | None:
    """The verb above a noun that only gives room for a deed: "took the chance to say", "is at pains to stress", "has no way of knowing"."""
    gerund = verb.tag == "VBG" and verb.dep == "pcomp" and verb.head.lower == "of"
    noun = verb.head.head if gerund else verb.head
    infinitive = verb.dep == "acl" and verb.tag == "VB" and verb.has_child("to")
    if not (infinitive or (gerund and noun.dep == "dobj" and noun.head.lemma in _HAVING)) or not noun.is_nominal or is_voice(noun):
        return None
    joint = noun.head if noun.dep == "pobj" else noun
    within = noun.dep in {"dobj", "attr"} or (noun.dep == "pobj" and joint.lower in {"at", "in", "on"})
    above = joint.head
    return above if within and above.is_verb and _own_subject(above) is not None else None


def _is_able(adjective: Word) -> bool:
    """Whether somebody is said to be able or ready to do what hangs on an adjective: "is quick to blame", but not "it is early to say"."""
    subject = adjective.head.child("nsubj")
    return adjective.lemma not in _UNABLE and subject is not None and is_voice(subject)


def _issuer(verb: Word) -> Word | None:
    """Who says what a participle tells of the words or the occasion that he says it by: "signed a letter opposing it"."""
    noun, meaning = verb.head, VERBS.get(verb.lemma)
    if verb.tag != "VBG" or meaning is None or meaning.kind is CueKind.EVIDENCE:
        return None
    occasion = noun.dep == "pobj" and noun.head.lower in {"at", "in", "during"} and noun.lemma in OCCASIONS
    written = noun.dep == "dobj" and noun.lemma in DOCUMENTS | OCCASIONS and meaning.kind is CueKind.ATTITUDE
    above = noun.head.head if occasion else noun.head
    who = subject_of(above) if (occasion or written) and above.is_verb else None
    speaks = who is not None and (is_voice(who) or (written and who.lower == "it"))
    return who if who is not None and speaks and who.lemma not in DOCUMENTS else None


def _acting_object(verb: Word) -> Word | None:
    """The object of the verb above that does what a verb says: "forced X to admit", "criticised X for saying"."""
    joint = verb.head if verb.dep == "pcomp" and verb.head.lower == "for" else verb
    above = joint.head
    wanted = verb.dep == "advcl" and above.lemma in _WANTING and verb.has_child("to")
    target = above.child("dobj") if above.is_verb and (wanted or joint.dep in {"xcomp", "prep"}) else None
    speaks = target is not None and (is_voice(target) or target.lower in _ACTED_ON or above.lemma in MAKING)
    named = speaks and target is not None and target.lemma not in DOCUMENTS
    known = named and target is not None and above.index < target.index < joint.index
    return target if known and (joint is not verb or verb.dep in {"xcomp", "advcl"}) else None


def _own_subject(verb: Word) -> Word | None:
    """The subject of a verb; of several the nearest, but not the pronoun of a relative clause: "a sum that dealers doubt"."""
    subjects = verb.all_children("nsubj", "nsubjpass")
    named = [word for word in subjects if word.lower not in RELATIVES]
    nearest = [word for word in named if named[0].right + 1 < word.left and word.index < verb.index and word.child("conj") is None]
    return nearest[-1] if nearest else next(iter(named or subjects), None)


def _shares_subject(word: Word) -> bool:
    return word.tag in {"VBG", "VB"} and word.child("mark", "nsubj") is None


def speaker_span(parse: Parse, verb: Word, source: Word) -> Span:
    """The words beside a verb that name its speaker: a relative pronoun where that is its subject, else the noun phrase."""
    own, above = _own_subject(verb), verb
    while own is None and above.dep == "conj" and above.head.is_verb and above.head is not above:
        above = above.head
        own = _own_subject(above)
    relative = own is not None and own.lower in RELATIVES and own.tag in {"WP", "WDT"}
    if own is not None and relative and own is not source:
        return span([own])
    phrase = noun_phrase(parse, source)
    if not phrase.start <= verb.start < phrase.end:
        return phrase
    inner = next((child for child in source.children if child.left <= verb.index <= child.right), None)
    return span(parse.words[source.left : inner.left]) if inner is not None and inner.left > source.index else span([source])


def noun_phrase(parse: Parse, head: Word) -> Span:
    """The words that name what `head` stands for, with its appositions, without a clause after them or one that tells what he holds."""
    words = [word for word in parse.subtree(head) if head.dep != "poss" or word.dep != "case" or word.head is not head]
    for child in head.children:
        clause = child.dep in {"advcl", "parataxis", "ccomp"} and child.right - child.left > 3
        if child.index > head.index and (clause or _tells_what_is_held(parse, child)):
            words = [word for word in words if word.index < child.left]
    return span(words or [head])


def _tells_what_is_held(parse: Parse, clause: Word) -> bool:
    """Whether a clause set off by a comma attributes something itself: "Ms Lee, who believed that the road was shut, left"."""
    relative = clause.dep == "relcl" and parse.words[clause.left - 1].text == ","
    return relative and clause.lemma in VERBS and clause.child("ccomp", "xcomp") is not None
