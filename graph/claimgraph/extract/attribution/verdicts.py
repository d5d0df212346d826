"""What somebody makes of a saying that is told with its clause: "the claim that P was denied by X", "X called the claim that P a lie"."""

from collections.abc import Container, Iterator

from claimgraph.extract.attribution.holders import makes_own, noun_source
from claimgraph.extract.attribution.nominal import SUPPORT, UNDERMINE, clause_of_saying, governing_verb, is_verdict_noun
from claimgraph.extract.attribution.small_clauses import DESCRIBING, NAMING
from claimgraph.extract.attribution.verbal import names_nobody
from claimgraph.extract.grammar.contents import has_that, is_occasion, is_passive
from claimgraph.extract.grammar.cues import (
    DISMISSED_AS,
    DOCUMENTS,
    DOUBTED_AS,
    FALSE,
    NOUNS,
    SPEECH,
    TAKING_BACK,
    TRUE,
    VERBS,
    Cue,
    CueKind,
)
from claimgraph.extract.grammar.frames import Frame, Role, cue_span, is_negated, is_voice, noun_phrase, span, subject_of, turns_down
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Span, Stance

_AFFIRMING = SUPPORT | lexicon("accept believe report state announce verify affirm acknowledge assert")
"""Verbs by whose passive somebody holds what was said: "the report that P was confirmed by X"."""
_MOCKING = lexicon("mock ridicule deride lampoon belittle")
_PLAYING_DOWN = lexicon(
    "play:down push:back hit:back walk:back take:back row:back back:away scoff:at sneer:at bristle:at disagree:with argue:against"
)
_DISPROVED = lexicon("debunk disprove discredit")
"""Verbs by whose passive, without saying by whom, the author says that something is false."""
_CASTING = lexicon("cast throw raise pour express voice heap have")
_DOUBTING = lexicon("doubt skepticism scepticism question scorn suspicion uncertainty water")
_AGAINST = lexicon("on upon about over")
_DENIED, _DOUBTED = Cue(CueKind.SPEECH, Stance.DENIES), Cue(CueKind.SPEECH, Stance.DOUBTS, Certainty.UNLIKELY)


def verdict_frames(parse: Parse, taken: Container[int]) -> Iterator[Frame]:
    """The frames of verbs that judge a saying, in order of the text, leaving out those whose head has a frame in `taken`, by index."""
    for noun in parse.words:
        if noun.lower == "it" and noun.dep == "dobj" and noun.head.index not in taken:
            yield from _called_it(parse, noun.head)
        if noun.pos != "NOUN" or not is_verdict_noun(noun):
            continue
        clause = clause_of_saying(noun)
        if clause is None or is_occasion(noun):
            continue
        contents, verb = (span(parse.subtree(clause)),), _judging(noun)
        if verb is not None and verb.index not in taken and noun.lemma in NOUNS:
            meaning = _passive_meaning(verb) if noun.dep == "nsubjpass" else _meaning(verb, noun)
            source = _judge(verb)
            held = noun_source(parse, noun, verb)[0] is not None and meaning is not None and meaning.stance is Stance.ENDORSES
            if meaning is not None and source is not None and not (held or _is_open(verb, meaning, source)):
                where = noun_phrase(parse, source)
                yield Frame(verb, cue_span(parse, verb), meaning, contents, source, where, negated=is_negated(verb))
                continue
        yield from _verdict(parse, noun, governing_verb(noun), contents)


def judges_it(verb: Word) -> bool:
    """Whether a verb only says what somebody calls a clause behind it: "called it false that P"."""
    it = verb.child("dobj")
    named = verb.lemma in NAMING and it is not None and it.lower == "it" and verb.child("oprd", "acomp") is not None
    return named and _called(verb) is not None


def _called_it(parse: Parse, verb: Word) -> Iterator[Frame]:
    """The frame of "called it a lie that P"."""
    named = verb.child("oprd", "acomp") if verb.lemma in NAMING else None
    meaning, source = _called(verb) if named is not None else None, _judge(verb)
    below = (*named.children, *verb.children) if named is not None else ()
    clause = next((child for child in below if child.index > verb.index and child.is_verb and has_that(child)), None)
    if meaning is not None and source is not None and clause is not None and not _is_open(verb, meaning, source):
        contents = (span(parse.subtree(clause)),)
        yield Frame(verb, cue_span(parse, verb), meaning, contents, source, noun_phrase(parse, source), negated=is_negated(verb))


def _is_open(verb: Word, meaning: Cue, source: Word) -> bool:
    """Whether nobody judges, or it is only said that somebody does not dismiss something: "was not rejected"."""
    against = meaning.stance in {Stance.DENIES, Stance.DOUBTS}
    return names_nobody(source) or (against and is_negated(verb) and verb.lemma != "deny")


def _judging(noun: Word) -> Word | None:
    """The verb that a saying is the subject or object of, also behind a preposition: "scoffed at the idea", "cast doubt on it"."""
    if noun.dep == "pobj" and noun.head.dep == "prep":
        above = noun.head.head
        return above.head if above.is_nominal and above.dep == "dobj" else above if above.is_verb else None
    return noun.head if noun.dep in {"dobj", "nsubjpass"} and noun.head.is_verb else None


def _judge(verb: Word) -> Word | None:
    """Who judges: the subject of a verb, of a passive one its agent."""
    if is_passive(verb):
        by = verb.child("agent")
        return by.child("pobj") if by is not None else None
    source = subject_of(verb)
    return source if source is not None and (is_voice(source) or source.lower == "it") else None


def _passive_meaning(verb: Word) -> Cue | None:
    """What an agent makes of the saying that is the subject of a passive verb."""
    named = _called(verb)
    if named is not None or verb.lemma in NAMING:
        return named
    meaning = VERBS.get(verb.lemma)
    if meaning is not None and meaning.stance in {Stance.DENIES, Stance.DOUBTS, Stance.CONCEDES}:
        return meaning
    if verb.lemma in _MOCKING:
        return _DENIED
    if verb.lemma in UNDERMINE | TAKING_BACK:
        return _DOUBTED
    return SPEECH if verb.lemma in _AFFIRMING or makes_own(verb) else None


def _meaning(verb: Word, noun: Word) -> Cue | None:
    """What the subject of a verb makes of the saying that is its object."""
    named = _called(verb) if verb.lemma in NAMING | DESCRIBING else None
    if named is not None:
        return named
    if verb.lemma in TAKING_BACK and noun.dep == "dobj":
        return _DOUBTED
    if turns_down(verb) or (verb.lemma in _MOCKING and noun.dep == "dobj"):
        return _DENIED
    particles = {f"{verb.lemma}:{child.lower}" for child in verb.children if child.dep in {"prt", "advmod", "prep"}}
    against = noun.dep == "pobj" and noun.head.lower in _AGAINST and verb.lemma in _CASTING
    doubt = verb.child("dobj")
    objects = noun.dep == "pobj" and verb.lemma == "take" and doubt is not None and doubt.lemma in {"issue", "exception"}
    if objects and noun.head.lower in {"with", "to", "over"}:
        return _DENIED
    casts = against and doubt is not None and doubt.lemma in _DOUBTING and not doubt.has_child("no")
    return _DOUBTED if casts or particles & _PLAYING_DOWN else None


def _called(verb: Word) -> Cue | None:
    """What a verb of naming says by what it calls something: a lie, false, true."""
    as_ = next((prep for prep in verb.all_children("prep") if prep.lower == "as" and prep.right > prep.index), None)
    named = next((child for child in verb.children if child.dep in {"oprd", "acomp", "attr"}), None)
    below = [named] if named is not None else list(as_.children) if as_ is not None and verb.lemma in DESCRIBING else []
    words = {word.lemma for top in below for word in (top, *top.all_children("amod", "conj", "pobj"))}
    if any(top.has_child("not") for top in below):
        return None
    if words & (FALSE | DISMISSED_AS):
        return _DENIED
    if words & DOUBTED_AS:
        return _DOUBTED
    return SPEECH if words & TRUE else None


def _verdict(parse: Parse, noun: Word, verb: Word | None, contents: tuple[Span, ...]) -> Iterator[Frame]:
    """That something does not bear a claim out is the speaker's doubt of it: "does not support the contention that P"."""
    if verb is None or noun.dep not in {"dobj", "pobj", "nsubjpass", "nsubj"} or (noun.dep == "nsubj" and verb.lemma != "be"):
        return
    stance = _verdict_stance(verb)
    subject = verb.child("nsubj")
    if stance is None or (verb.child("auxpass", "nsubjpass") is not None and (subject is not None or verb.lemma not in _DISPROVED)):
        return
    if subject is None or subject is noun or subject.lemma in DOCUMENTS or not is_voice(subject):
        meaning = Cue(CueKind.EVIDENCE, stance, Certainty.UNSTATED, Evidentiality.DEDUCED)
        yield Frame(verb, cue_span(parse, verb), meaning, contents, role=Role.OPERATOR)
    elif verb.lemma in SUPPORT:
        yield Frame(verb, cue_span(parse, verb), Cue(CueKind.SPEECH, stance), contents, subject, noun_phrase(parse, subject))


def _verdict_stance(verb: Word) -> Stance | None:
    if verb.lemma == "be":
        verdict = verb.child("acomp", "attr")
        if verdict is None:
            return None
        if is_negated(verb):
            return Stance.DENIES if verdict.lemma in TRUE else None
        return Stance.DENIES if verdict.lemma in FALSE | DISMISSED_AS else Stance.DOUBTS if verdict.lemma in DOUBTED_AS else None
    if verb.lemma in SUPPORT and is_negated(verb):
        return Stance.DOUBTS
    if verb.lemma in _DISPROVED and is_passive(verb) and not is_negated(verb):
        return Stance.DENIES
    return Stance.DOUBTS if verb.lemma in UNDERMINE and not is_negated(verb) else None
