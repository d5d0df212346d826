"""Attribution frames of nouns, adjectives and prepositions: "the claim that P", "is confident that P", "according to X"."""

from collections.abc import Iterator
from dataclasses import replace

from claimgraph.extract.contents import has_that, is_complete, is_contact, is_occasion, takes_up
from claimgraph.extract.cues import ADJECTIVES, FALSE, IMPERSONAL, MASTHEADS, NOUNS, OUTLET_WORDS, TAKING_BACK, TRUE, VERBS, Cue, CueKind
from claimgraph.extract.frames import (
    Frame,
    Role,
    cue_span,
    is_negated,
    is_voice,
    noun_phrase,
    refusal_in,
    set_in,
    span,
    speaker_span,
    subject_of,
)
from claimgraph.extract.grounds import has_none, is_ground, is_told_of, is_unknown
from claimgraph.extract.words import Parse, Word
from claimgraph.model import Certainty, Evidentiality, Span, Stance

_HOLDING = frozenset(
    {
        "have",
        "take",
        "make",
        "express",
        "voice",
        "share",
        "hold",
        "repeat",
        "advance",
        "offer",
        "give",
        "issue",
        "push",
        "promote",
        "raise",
        "deliver",
        "publish",
        "spread",
    }
)
_CLINGING = frozenset({"persist", "insist", "stick", "stand", "cling", "adhere"})
"""Verbs by which somebody holds on to what a noun names: "persisted in the claim that P", "stood by her account that P"."""
_PRINTED = frozenset({"press", "newspaper", "media", "medium", "paper", "report", "magazine", "newspapers"})
_VIEWS = frozenset(
    {"view", "opinion", "word", "account", "telling", "judgment", "judgement", "eye", "estimation", "reading", "version", "assessment"}
)
_HELD = frozenset({"case", "reading", "recollection", "memory", "stance", "stand", "take", "defence", "defense", "excuse", "instinct"})
"""Nouns that carry a that-clause where it is said whose they are: "my aunt's recollection is that P"."""
_COUNTS = frozenset({"count", "estimate", "reckoning", "account", "admission", "calculation", "tally", "estimation"})
_GIVEN = frozenset({"estimate", "figure", "tally", "count", "reckoning", "calculation", "forecast", "projection"})
"""Numbers that whoever they belong to has given."""
_OF_HEARSAY = Cue(CueKind.SPEECH, evidentiality=Evidentiality.TOLD)
_KNOWN = Cue(CueKind.THOUGHT)
_SEEMING = Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE, evidentiality=Evidentiality.DEDUCED)
SUPPORT = frozenset(
    {"support", "back", "bolster", "confirm", "corroborate", "justify", "uphold", "vindicate", "fit", "bear", "prove", "lend"}
)
UNDERMINE = frozenset(
    {
        "undermine",
        "contradict",
        "undercut",
        "weaken",
        "refute",
        "disprove",
        "belie",
        "challenge",
        "debunk",
        "dispel",
        "question",
        "doubt",
        "dispute",
    }
)


_DOUBT = frozenset({"doubt", "question", "dispute"})


def nominal_frames(parse: Parse) -> Iterator[Frame]:
    """The frames that nouns, adjectives and prepositions make, in order of the text."""
    for word in parse.words:
        if word.dep == "nsubj":
            yield from _of_own_figure(parse, word)
        if word.pos == "NOUN" and is_verdict_noun(word):
            yield from _noun(parse, word)
        elif (word.pos in {"ADJ", "ADV"} and word.dep in {"acomp", "ROOT", "oprd", "conj", "attr"}) or (
            word.dep == "attr" and word.lemma in FALSE
        ):
            yield from _adjective(parse, word)
        elif word.lower in {"according", "per"}:
            yield from _according(parse, word)
        elif word.lemma in {"seem", "appear", "happen", "turn", "follow"} and word.is_verb:
            yield from _seeming(parse, word)
        elif (word.lower == "by" and word.dep in {"prep", "agent"}) or (word.lower == "on" and word.dep == "prep"):
            yield from _in_the_words_of(parse, word)
        elif word.lower == "in" and word.dep == "prep":
            yield from _in_the_words_of(parse, word)
            yield from _beyond_doubt(parse, word)
        elif word.lower in {"beyond", "without", "past", "out"} and word.dep == "prep":
            yield from _beyond_doubt(parse, word)


def _is_held(noun: Word) -> bool:
    """Whether a noun stands for what its owner holds: "the owner's excuse is that", "it is the tenants' stance that"."""
    owner = noun.child("poss")
    return noun.lemma in _HELD and owner is not None and is_voice_or_possessive(owner) and noun.head.lemma == "be"


def _that_clause(word: Word) -> Word | None:
    for child in word.children:
        if child.index > word.index and child.dep in {"acl", "ccomp", "relcl", "advcl", "csubj", "appos"}:
            mark = child.child("mark")
            if (mark is not None and mark.lower in {"that", "whether"}) or is_contact(child):
                return child
    return None


def is_verdict_noun(noun: Word) -> bool:
    """Whether a noun can carry what somebody says or holds, and does not itself judge that."""
    return (noun.lemma in NOUNS or _is_held(noun)) and not (noun.dep == "attr" and noun.lemma in FALSE)


def clause_of_saying(noun: Word) -> Word | None:
    """The clause that tells what a noun of saying or holding names, on the noun or near it."""
    return _that_clause(noun) or _clause_after_phrase(noun) or _predicated(noun) or _clause_beside(noun)


def _noun(parse: Parse, noun: Word) -> Iterator[Frame]:
    clause = clause_of_saying(noun)
    if clause is None or is_occasion(noun) or _is_out_of_question(noun):
        return
    meaning = NOUNS.get(noun.lemma, Cue(CueKind.SPEECH))
    contents = (span(parse.subtree(clause)),)
    yield from _refused(parse, noun, contents)
    verb = governing_verb(noun)
    source, where = noun_source(parse, noun, verb)
    if source is not None and source.tag == "PRP$" and verb is not None and verb.lemma in TAKING_BACK:
        source = where = None
    held = _is_held_by(noun, verb)
    negated = has_none(noun, verb if held else None)
    if verb is not None and verb.child("expl") is not None and (negated or not _is_told_there(meaning, source)):
        yield Frame(noun, cue_span(parse, noun), _existential(meaning, negated=negated), contents, role=Role.OPERATOR)
    elif is_unknown(noun, verb):
        yield Frame(noun, _held_cue(parse, noun, verb), _KNOWN, contents, role=Role.OPERATOR)
    elif source is not None or meaning.kind is CueKind.SPEECH:
        given = source is None and (_is_taken_up(noun, verb) or noun.lemma in {"news", "word", "point", "question"})
        role = Role.OPERATOR if given else Role.VOICE
        cue = _held_cue(parse, noun, verb) if source is not None and _is_held_by(noun, verb) else cue_span(parse, noun)
        yield Frame(noun, cue, meaning, contents, source, where, role, negated)
    elif is_told_of(noun, verb):
        yield Frame(noun, cue_span(parse, noun), Cue(CueKind.SPEECH), contents)
    else:
        plain = _existential(meaning, negated=True) if negated else replace(meaning, stance=Stance.ENDORSES)
        cue = _held_cue(parse, noun, verb) if held else cue_span(parse, noun)
        yield Frame(noun, cue, plain, contents, role=Role.OPERATOR)


def _of_own_figure(parse: Parse, noun: Word) -> Iterator[Frame]:
    """The frame of who gives a number: "the hospital's figure is 61", "her lab's is 7"."""
    verb, owner = noun.head, noun.child("poss")
    number = verb.child("attr") if verb.lemma == "be" else None
    counted = number is not None and (number.tag == "CD" or number.child("nummod") is not None)
    if owner is None and any(child.dep == "case" and child.index == noun.index + 1 == verb.index - 1 for child in noun.children):
        owner = noun
    if owner is None or not counted or owner.entity == "GPE" or not (owner is noun or noun.lemma in _GIVEN):
        return
    if is_voice_or_possessive(owner):
        where = span(word for word in parse.subtree(owner) if word.dep != "case")
        yield Frame(noun, cue_span(parse, noun), Cue(CueKind.SPEECH), (span(parse.words[noun.left : verb.right + 1]),), owner, where)


def _refused(parse: Parse, noun: Word, contents: tuple[Span, ...]) -> Iterator[Frame]:
    """The frame of who refuses what a noun says, told in a relative clause: "a claim that the mayor denies is that P"."""
    for verb in noun.all_children("relcl"):
        source, relative = subject_of(verb), verb.child("dobj")
        own = relative is None or relative.tag in {"WDT", "WP"}
        meaning = refusal_in(verb)
        if meaning is not None and source is not None and source is not noun and is_voice(source) and own:
            yield Frame(verb, cue_span(parse, verb), meaning, contents, source, speaker_span(parse, verb, source))


def _is_told_there(meaning: Cue, source: Word | None) -> bool:
    """Whether that there is such a noun only tells what others say or hold: "there are reports that P", "a fear among doctors that P"."""
    return source is not None or (meaning.kind is CueKind.SPEECH and meaning.stance is Stance.ENDORSES)


def _is_taken_up(noun: Word, verb: Word | None) -> bool:
    """Whether the verb around a noun tells who holds what it names or not: "denied the report that P"."""
    return verb is not None and verb.lemma in VERBS and noun.dep != "nsubjpass" and takes_up(verb)


def _is_held_by(noun: Word, verb: Word | None) -> bool:
    """Whether the subject of a verb holds what a noun names, or has grounds for it: "voiced the fear", "saw no sign"."""
    return verb is not None and ((verb.lemma in _HOLDING and noun.dep == "dobj") or is_ground(noun, verb))


def _clause_after_phrase(noun: Word) -> Word | None:
    """The that-clause hung on the last noun inside the phrase: "the contention of A and B that P"."""
    for prep in noun.all_children("prep"):
        inner = prep.child("pobj")
        for _ in range(4):
            if inner is None:
                break
            clause = _that_clause(inner) or next(
                (low for low in inner.all_children("relcl") if is_complete(low) or _needs_nothing(low)), None
            )
            if clause is not None and inner.lemma not in NOUNS:
                return clause
            inner = inner.child("conj") or next((deeper.child("pobj") for deeper in inner.all_children("prep")), None)
    return None


def _needs_nothing(clause: Word) -> bool:
    """Whether a clause taken for a relative one has no place for its "that": "the contention of the rebels that troops are fleeing"."""
    that = clause.child("dobj")
    helped = any(child.lower in {"is", "are", "was", "were", "been"} and child.dep in {"aux", "auxpass"} for child in clause.children)
    return that is not None and that.lower == "that" and clause.child("nsubj", "nsubjpass") is not None and helped


def _clause_beside(noun: Word) -> Word | None:
    """The that-clause of an object which the parser hung on the verb: "supports the assertion of A that P"."""
    verb = noun.head
    if noun.dep != "dobj" or verb.lemma not in SUPPORT | UNDERMINE:
        return None
    return next((child for child in verb.all_children("ccomp", "advcl") if child.left == noun.right + 1 and has_that(child)), None)


def _predicated(noun: Word) -> Word | None:
    """The clause of "the truth is that P", "his view is that P"."""
    if noun.head.lemma != "be":
        return None
    if noun.dep == "attr":
        subject = noun.head.child("nsubj", "expl")
        delayed = (child for child in noun.head.all_children("ccomp", "advcl") if has_that(child) and child.left > noun.index)
        return next(delayed, None) if subject is not None and subject.lower == "it" else None
    later = (child for child in noun.head.all_children("ccomp") if child.index > noun.index)
    clause = next(later, None) if noun.dep == "nsubj" else None
    if clause is not None and _is_held(noun) and has_that(clause):
        return clause
    return clause if clause is not None and clause.index > noun.index and clause.child("mark") is not None else None


def governing_verb(noun: Word) -> Word | None:
    """The verb that a noun stands beside."""
    return noun.head if noun.head is not noun and noun.head.is_verb and noun.dep in {"dobj", "attr", "pobj", "nsubj", "nsubjpass"} else None


def noun_source(parse: Parse, noun: Word, verb: Word | None) -> tuple[Word | None, Span | None]:
    """Who holds what a noun names, and where the text says so: "X's claim", "a report of X", "X is of the opinion"."""
    possessor = noun.child("poss")
    if possessor is not None and is_voice_or_possessive(possessor):
        return possessor, span(word for word in parse.subtree(possessor) if word.lower != "'s")
    holder = _named_behind(noun) or _agent(noun)
    if holder is not None:
        return holder, noun_phrase(parse, holder)
    group = _group(noun)
    if group is not None:
        return group, span(word for word in parse.subtree(group) if word.index < noun.index)
    above = noun.head.head if noun.dep == "pobj" and noun.head.lower in {"in", "on", "to", "by"} else noun
    if above.is_verb and above.lemma in _CLINGING:
        verb = above
    elif noun.dep == "pobj" and noun.head.lower in {"of", "under"} and noun.head.head.lemma == "be":
        verb = above = noun.head.head
    holds = verb is not None and (_is_held_by(noun, verb) or verb is above)
    holder = subject_of(verb) if verb is not None and holds else None
    return (holder, noun_phrase(parse, holder)) if holder is not None and is_voice(holder) else (None, None)


def _group(noun: Word) -> Word | None:
    """The word before a noun that names who holds it: "the official contention"."""
    return next((child for child in noun.children if child.index < noun.index and _names_group(child)), None)


def _named_behind(noun: Word) -> Word | None:
    """Who is named behind a noun: "the claim of X", "the report in the Gazette"."""
    for prep in noun.all_children("prep"):
        inner = prep.child("pobj")
        if inner is None:
            continue
        speaks = is_voice(inner) or (prep.lower == "by" and inner.entity not in {"DATE", "TIME"})
        if (prep.lower in {"of", "by", "from", "among"} and speaks) or (prep.lower == "in" and _is_printed(inner)):
            return inner
    return None


def _is_printed(noun: Word) -> bool:
    """Whether a noun is of what is printed, or ends the name of a newspaper: "the report in the Orsk Courier"."""
    return noun.lemma in _PRINTED or (noun.pos == "PROPN" and noun.lower in OUTLET_WORDS | MASTHEADS)


def _agent(noun: Word) -> Word | None:
    """By whom it was done that a noun is described by: "a claim made by X"."""
    by = next((acl.child("agent") for acl in noun.all_children("acl") if acl.child("agent")), None)
    return by.child("pobj") if by is not None else None


def is_voice_or_possessive(word: Word) -> bool:
    """Whether a possessor can be a speaker: "his", "the army's"."""
    return is_voice(word) or word.lower in {"his", "her", "their", "my", "our", "its", "your"}


def _names_group(word: Word) -> bool:
    return word.dep in {"amod", "compound", "nmod", "poss"} and word.entity in {"NORP", "GPE", "ORG", "PERSON"}


def _held_cue(parse: Parse, noun: Word, verb: Word | None) -> Span:
    cue = cue_span(parse, noun)
    return Span(cue_span(parse, verb).start, cue.end) if verb is not None and verb.index < noun.index else cue


def _existential(meaning: Cue, *, negated: bool) -> Cue:
    """The sense of "there is (no) N that P"."""
    if not negated:
        return meaning
    if meaning.stance in {Stance.DOUBTS, Stance.ASKS}:
        return Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN)
    return Cue(CueKind.THOUGHT, Stance.DOUBTS, Certainty.UNLIKELY)


def _adjective(parse: Parse, adjective: Word) -> Iterator[Frame]:
    copula = adjective.head if adjective.head.lemma in {"be", "seem", "remain", "become", "feel", "look", "appear", "find"} else adjective
    clause = _that_clause(adjective) or next(
        (child for child in copula.all_children("ccomp", "advcl") if child.index > adjective.index and _marked(child)), None
    )
    subject = copula.child("nsubj", "expl")
    clause = clause or _clause_past_parenthesis(parse, copula, subject)
    if clause is None or adjective.index > clause.left or adjective.has_child("so"):
        yield from _of_subject_clause(parse, copula, adjective)
        return
    contents = (span(parse.subtree(clause)),)
    impersonal = subject is None or subject.lower in {"it", "this", "that"}
    if impersonal and adjective.lemma in IMPERSONAL:
        meaning = IMPERSONAL[adjective.lemma]
        negated = is_negated(copula) or is_negated(adjective)
        yield Frame(
            adjective, cue_span(parse, adjective), _flipped(adjective, meaning) if negated else meaning, contents, role=Role.OPERATOR
        )
    elif not impersonal and subject is not None and adjective.lemma in ADJECTIVES and is_voice(subject):
        cue = (
            Span(cue_span(parse, copula).start, cue_span(parse, adjective).end)
            if copula.index < adjective.index
            else cue_span(parse, adjective)
        )
        yield Frame(adjective, cue, ADJECTIVES[adjective.lemma], contents, subject, noun_phrase(parse, subject), negated=is_negated(copula))


def _of_subject_clause(parse: Parse, copula: Word, adjective: Word) -> Iterator[Frame]:
    """The frame of "that P is clear", "whether P is unknown"."""
    clause = copula.child("csubj")
    if clause is None or not _marked(clause) or adjective.lemma not in IMPERSONAL:
        return
    meaning = IMPERSONAL[adjective.lemma]
    negated = is_negated(copula) or is_negated(adjective)
    contents = (span(parse.subtree(clause)),)
    yield Frame(adjective, cue_span(parse, adjective), _flipped(adjective, meaning) if negated else meaning, contents, role=Role.OPERATOR)


def _beyond_doubt(parse: Parse, prep: Word) -> Iterator[Frame]:
    """The frame of "that P is beyond doubt", "whether P is in question", "it is out of the question that P"."""
    inner = prep.child("prep") if prep.lower == "out" else prep
    noun = inner.child("pobj") if inner is not None else None
    if noun is None or noun.lemma not in _DOUBT or prep.head.lemma != "be":
        return
    clauses = (*prep.head.all_children("csubj", "ccomp", "advcl"), *noun.all_children("acl"))
    clause = next((clause for clause in clauses if _marked(clause)), None)
    if clause is not None:
        contents = (span(parse.subtree(clause)),)
        yield Frame(noun, span([prep, noun]), _beyond(prep, negated=is_negated(prep.head)), contents, role=Role.OPERATOR)


def _is_out_of_question(noun: Word) -> bool:
    """Whether a noun is that of "out of the question", which asks nothing."""
    return noun.lemma == "question" and noun.dep == "pobj" and noun.head.head.lower == "out"


def _beyond(prep: Word, *, negated: bool) -> Cue:
    """What lies beyond doubt is certain, what is in question doubtful, what is out of the question denied."""
    if prep.lower == "out":
        return Cue(CueKind.THOUGHT, certainty=Certainty.POSSIBLE) if negated else Cue(CueKind.THOUGHT, Stance.DENIES, Certainty.CERTAIN)
    if (prep.lower in {"beyond", "without", "past"}) is not negated:
        return Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN)
    return Cue(CueKind.THOUGHT, Stance.DOUBTS, Certainty.UNLIKELY)


def _clause_past_parenthesis(parse: Parse, copula: Word, subject: Word | None) -> Word | None:
    """The that-clause of "it is likely, says X, that P", which the parser hangs on the verb of saying or on X."""
    if copula.dep != "ccomp" or copula.index > copula.head.index or subject is None or subject.lower != "it":
        return None
    last = parse.sentence_of(copula).last
    return next((word for word in parse.words[copula.head.index : last + 1] if word.is_verb and has_that(word)), None)


def _marked(clause: Word) -> bool:
    mark = clause.child("mark")
    return mark is not None and mark.lower in {"that", "whether", "if"}


def _flipped(adjective: Word, meaning: Cue) -> Cue:
    """The sense of "it is not ADJ that"."""
    if adjective.lemma in TRUE:
        return Cue(CueKind.THOUGHT, Stance.DENIES, Certainty.CERTAIN)
    if meaning.stance is Stance.DENIES:
        return Cue(CueKind.THOUGHT, certainty=Certainty.POSSIBLE)
    if meaning.certainty is Certainty.UNLIKELY:
        return Cue(CueKind.THOUGHT, certainty=Certainty.PROBABLE)
    return Cue(CueKind.THOUGHT, Stance.DOUBTS if meaning.certainty is Certainty.CERTAIN else Stance.DENIES, Certainty.UNLIKELY)


def _according(parse: Parse, word: Word) -> Iterator[Frame]:
    to = word.child("prep") or word
    source = to.child("pobj")
    host = word.head
    named = word.text == "Per" and word.index > parse.sentence_of(word).first
    if source is None or host is word or named or (word.lower == "per" and not is_voice(source)):
        return
    while not host.is_verb and host.head is not host:
        host = host.head
    contents = set_in(parse, host, word.left, word.right)
    cue = span([word, to]) if to.index >= word.index else span([word])
    if contents:
        yield Frame(word, cue, _OF_HEARSAY if word.lower == "per" else Cue(CueKind.SPEECH), contents, source, noun_phrase(parse, source))


def _seeming(parse: Parse, verb: Word) -> Iterator[Frame]:
    """The frame of "it seems that P", "it turns out that P": how sure, no voice."""
    subject = verb.child("nsubj", "expl")
    clause = next((child for child in verb.all_children("ccomp") if child.index > verb.index), None)
    if clause is not None and (subject is None or subject.lower == "it") and verb.child("dobj") is None:
        meaning = _SEEMING if verb.lemma in {"seem", "appear"} else Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN)
        yield Frame(verb, cue_span(parse, verb), meaning, (span(parse.subtree(clause)),), role=Role.OPERATOR, negated=is_negated(verb))


def _in_the_words_of(parse: Parse, prep: Word) -> Iterator[Frame]:
    """The frame of "in the view of X, P", "in X's view, P", "by X's count, P" and "on X's reckoning, P"."""
    noun = prep.child("pobj")
    if noun is None or noun.lemma not in (_VIEWS if prep.lower == "in" else _COUNTS) or not prep.head.is_verb:
        return
    source, where = noun_source(parse, noun, None)
    if source is None:
        return
    contents = set_in(parse, prep.head, prep.left, prep.right)
    if contents:
        yield Frame(noun, span([noun]), Cue(CueKind.THOUGHT), contents, source, where)
