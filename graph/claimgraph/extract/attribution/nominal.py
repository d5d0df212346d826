"""Attribution frames of nouns: "the claim that P", "X's view is that P", "whether P is beyond doubt"."""

from collections.abc import Iterator
from dataclasses import replace

from claimgraph.extract.attribution.adjectives import is_marked
from claimgraph.extract.attribution.grounds import has_none, is_ground, is_told_of, is_unknown
from claimgraph.extract.grammar.contents import has_that, is_complete, is_contact, is_occasion, takes_up
from claimgraph.extract.grammar.cues import FALSE, ILLUSIONS, MASTHEADS, NOUNS, OUTLET_WORDS, TAKING_BACK, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import (
    Frame,
    Role,
    cue_span,
    is_negated,
    is_voice,
    noun_phrase,
    refusal_in,
    span,
    speaker_span,
    subject_of,
)
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Span, Stance

_HOLDING = lexicon("""have take make express voice share hold repeat advance offer give issue push promote raise deliver publish spread
    lodge file submit reiterate restate air nurse harbour harbor entertain venture float leave reach form register cherish pose""")
_BODIES = lexicon("""police union company government ministry party army council opposition prosecution defence defense club staff media
    press industry court parliament coalition church board regime investor management industry hospital university bank""")
"""Whose a saying is by the noun before it: "the police theory"."""
_CLINGING = lexicon("persist insist stick stand cling adhere come arrive jump leap subscribe hold keep revert return lean hew")
"""Verbs by which somebody holds on or comes to what a noun names: "persisted in the claim that P", "came to the view that P"."""
_PRINTED = frozenset({"press", "newspaper", "media", "medium", "paper", "report", "magazine", "newspapers"})
_COPULAS = frozenset({"be", "remain", "stay"})
_HELD = lexicon("""case reading recollection memory stance stand take defence defense excuse instinct advice counsel philosophy creed
    reasoning agreement logic rationale justification pretext alibi thinking premise regret bet lament feeling sense mood gossip talk
    thought diagnosis""")
"""Nouns that carry a that-clause where it is said whose they are: "my aunt's recollection is that P", "the mood in the village is that"."""
_FELT = lexicon("""view opinion feeling mood consensus belief sentiment suspicion fear concern hope worry expectation talk word thinking
    gossip""")
_SENT = lexicon("message word warning signal news call statement report")
_TIMES = lexicon("today yesterday tomorrow year month week day night morning evening afternoon century decade season summer winter")
_PLACES = lexicon("village street capital camp market corridor hall ward barracks valley district quarter neighbourhood trade business")
_GIVEN = frozenset({"estimate", "figure", "tally", "count", "reckoning", "calculation", "forecast", "projection"})
"""Numbers that whoever they belong to has given."""
_KNOWN = Cue(CueKind.THOUGHT)
_UNTRUE = Cue(CueKind.THOUGHT, Stance.DENIES, Certainty.CERTAIN)
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
_SPREADING = lexicon("spread swirl circulate emerge arise persist grow mount abound surface fly rise remain linger leak break")
"""Verbs of what is said when it is heard: "rumours spread that P"."""


def nominal_frames(parse: Parse) -> Iterator[Frame]:
    """The frames that nouns make, in order of the text."""
    for word in parse.words:
        if word.dep == "nsubj":
            yield from _of_own_figure(parse, word)
        if word.pos == "NOUN" and is_verdict_noun(word):
            yield from _noun(parse, word)
        elif word.lemma in {"seem", "appear", "happen", "turn", "follow"} and word.is_verb:
            yield from _seeming(parse, word)
        elif word.lower in {"in", "beyond", "without", "past", "out"} and word.dep == "prep":
            yield from _beyond_doubt(parse, word)


def _is_held(noun: Word) -> bool:
    """Whether a noun stands for what its owner holds: "the owner's excuse is that", "it is the tenants' stance that"."""
    if noun.lemma not in _HELD:
        return False
    owner = noun.child("poss")
    owned = (owner is not None and _owns(owner)) or _group(noun) is not None or _named_behind(noun) is not None
    return owned and (noun.head.lemma in _COPULAS or noun.dep == "dobj")


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
        plain = _UNTRUE if noun.lemma in ILLUSIONS else plain
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
    """The that-clause of a saying which the parser hung on the verb: "supports the claim of A that P", "rumours spread that P"."""
    verb = noun.head
    spreads = noun.dep == "nsubj" and verb.lemma in _SPREADING and verb.child("dobj") is None
    if not spreads and (noun.dep != "dobj" or verb.lemma not in SUPPORT | UNDERMINE):
        return None
    first = verb.index if spreads else noun.right + 1
    behind = [child for child in verb.all_children("ccomp", "advcl") if has_that(child) and child.left >= first]
    return next((child for child in behind if spreads or child.left == first), None)


def _predicated(noun: Word) -> Word | None:
    """The clause of "the truth is that P", "his view is that P"."""
    if noun.head.lemma not in _COPULAS:
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
    if possessor is not None and _owns(possessor):
        return possessor, span(word for word in parse.subtree(possessor) if word.lower != "'s")
    holder = _named_behind(noun) or _agent(noun)
    if holder is not None:
        return holder, noun_phrase(parse, holder)
    group = _group(noun)
    if group is not None:
        return group, span(word for word in parse.subtree(group) if word.index < noun.index)
    above = noun.head.head if noun.dep == "pobj" and noun.head.lower in {"in", "on", "to", "by", "at"} else noun
    if above.is_verb and above.lemma in _CLINGING:
        verb = above
    elif noun.dep == "pobj" and noun.head.lower in {"of", "under", "in"} and noun.head.head.lemma in _COPULAS:
        verb = above = noun.head.head
    holds = verb is not None and (_is_held_by(noun, verb) or verb is above)
    holder = subject_of(verb) if verb is not None and holds else None
    return (holder, noun_phrase(parse, holder)) if holder is not None and is_voice(holder) else (None, None)


def _group(noun: Word) -> Word | None:
    """The word before a noun that names who holds it: "the official contention"."""
    return next((child for child in noun.children if child.index < noun.index and _names_group(child)), None)


def _named_behind(noun: Word) -> Word | None:
    """Who is named behind a noun: "the claim of X", "the report in the Gazette", "the mood in the village"."""
    for prep in noun.all_children("prep"):
        inner = prep.child("pobj")
        if inner is None:
            continue
        speaks = is_voice(inner) or (prep.lower == "by" and inner.entity not in {"DATE", "TIME"})
        named = (prep.lower in {"of", "by", "from", "among"} and speaks) or (prep.lower == "in" and _is_printed(inner))
        if named or _is_sent_from(noun, prep) or _is_felt_in(noun, prep):
            return inner
    return None


def _is_sent_from(noun: Word, prep: Word) -> bool:
    """Whether a phrase tells where what a noun names comes from: "a message from the tower"."""
    inner = prep.child("pobj")
    place = inner is not None and inner.has_child("the") and inner.entity not in {"DATE", "TIME", "CARDINAL"} and inner.lemma not in _TIMES
    return place and prep.lower == "from" and noun.lemma in _SENT


def _is_felt_in(noun: Word, prep: Word) -> bool:
    """Whether a phrase tells where or for whom what a noun names is felt: "the mood in the village", "the fear for farmers"."""
    inner, meaning = prep.child("pobj"), NOUNS.get(noun.lemma)
    if inner is None or noun.lemma not in _FELT or noun.head.lemma not in _COPULAS:
        return False
    feared = meaning is not None and meaning.certainty is Certainty.POSSIBLE
    within = prep.lower in {"in", "within", "inside", "across", "at"} and (is_voice(inner) or inner.lemma in _PLACES)
    return within or (prep.lower == "for" and feared and is_voice(inner))


def _is_printed(noun: Word) -> bool:
    """Whether a noun is of what is printed, or ends the name of a newspaper: "the report in the Orsk Courier"."""
    return noun.lemma in _PRINTED or (noun.pos == "PROPN" and noun.lower in OUTLET_WORDS | MASTHEADS)


def _agent(noun: Word) -> Word | None:
    """By whom it was done that a noun is described by: "a claim made by X"."""
    by = next((acl.child("agent") for acl in noun.all_children("acl") if acl.child("agent")), None)
    return by.child("pobj") if by is not None else None


def _owns(possessor: Word) -> bool:
    """Whether a possessor of what is said or held is whose it is, and not when: "the film's message", but not "last year's claim"."""
    timed = possessor.entity in {"DATE", "TIME"} or possessor.lemma in _TIMES
    return is_voice_or_possessive(possessor) or (possessor.pos == "NOUN" and not timed)


def is_voice_or_possessive(word: Word) -> bool:
    """Whether a possessor can be a speaker: "his", "the army's"."""
    return is_voice(word) or word.lower in {"his", "her", "their", "my", "our", "its", "your"}


def _names_group(word: Word) -> bool:
    """Whether a word before a noun names who holds it: "the French claim", "the union line", "the police theory"."""
    if word.dep in {"amod", "compound", "nmod", "poss"} and word.entity in {"NORP", "GPE", "ORG", "PERSON"}:
        return True
    return word.dep in {"compound", "nmod", "npadvmod"} and word.pos == "NOUN" and word.lemma in _BODIES


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


def _beyond_doubt(parse: Parse, prep: Word) -> Iterator[Frame]:
    """The frame of "that P is beyond doubt", "whether P is in question", "it is out of the question that P"."""
    inner = prep.child("prep") if prep.lower == "out" else prep
    noun = inner.child("pobj") if inner is not None else None
    if noun is None or noun.lemma not in _DOUBT or prep.head.lemma != "be":
        return
    clauses = (*prep.head.all_children("csubj", "ccomp", "advcl"), *noun.all_children("acl"))
    clause = next((clause for clause in clauses if is_marked(clause)), None)
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


def _seeming(parse: Parse, verb: Word) -> Iterator[Frame]:
    """The frame of "it seems that P", "it turns out that P": how sure, no voice."""
    subject = verb.child("nsubj", "expl")
    clause = next((child for child in verb.all_children("ccomp") if child.index > verb.index), None)
    if clause is not None and (subject is None or subject.lower == "it") and verb.child("dobj") is None:
        meaning = _SEEMING if verb.lemma in {"seem", "appear"} else Cue(CueKind.THOUGHT, certainty=Certainty.CERTAIN)
        yield Frame(verb, cue_span(parse, verb), meaning, (span(parse.subtree(clause)),), role=Role.OPERATOR, negated=is_negated(verb))
