"""Attribution frames of nouns: "the claim that P", "X's view is that P", "whether P is beyond doubt"."""

from collections.abc import Iterator
from dataclasses import replace

from claimgraph.extract.attribution.adjectives import is_marked
from claimgraph.extract.attribution.grounds import has_none, is_told_of, is_unknown
from claimgraph.extract.attribution.holders import group_of, is_held_by, is_voice_or_possessive, named_behind, noun_source, owns
from claimgraph.extract.grammar.contents import has_that, is_complete, is_contact, is_occasion, takes_up
from claimgraph.extract.grammar.cues import FALSE, ILLUSIONS, NOUNS, SPEECH, TAKING_BACK, VERBS, Cue, CueKind
from claimgraph.extract.grammar.frames import (
    Frame,
    Role,
    cue_span,
    is_negated,
    is_voice,
    refusal_in,
    span,
    speaker_span,
    subject_of,
)
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Span, Stance

_COPULAS = frozenset({"be", "remain", "stay"})
_SOME = lexicon("one two some another part many most first chief foremost")
_HELD = lexicon("""case reading recollection memory stance stand take defence defense excuse instinct advice counsel philosophy creed
    reasoning agreement logic rationale justification pretext alibi thinking premise regret bet lament feeling sense mood gossip talk
    thought diagnosis""")
"""Nouns that carry a that-clause where it is said whose they are: "my aunt's recollection is that P", "the mood in the village is that"."""
_WEIGHING = lexicon("trouble problem difficulty snag catch upshot irony reality")
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
_SPREADING = lexicon("""spread swirl circulate emerge arise persist grow mount abound surface fly rise remain linger leak break
    come reach arrive""")
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
    held = noun.dep == "dobj" and noun.head.lemma in {"make", "take"}
    return held or (_is_owned(noun) and (noun.head.lemma in _COPULAS or noun.dep == "dobj"))


def _points_ahead(noun: Word) -> bool:
    """Whether a noun only says what to make of the clause behind "is": "the trouble is that P"."""
    return noun.lemma in _WEIGHING and noun.dep == "nsubj" and noun.head.lemma == "be" and noun.head.child("ccomp") is not None


def _is_owned(noun: Word) -> bool:
    """Whether the phrase of a noun says whose it is."""
    owner = noun.child("poss")
    return (owner is not None and owns(owner)) or group_of(noun) is not None or named_behind(noun) is not None


def _that_clause(word: Word) -> Word | None:
    for child in word.children:
        if child.index > word.index and child.dep in {"acl", "ccomp", "relcl", "advcl", "csubj", "appos"}:
            mark = child.child("mark")
            if (mark is not None and mark.lower in {"that", "whether"}) or is_contact(child):
                return child
    return None


def is_verdict_noun(noun: Word) -> bool:
    """Whether a noun can carry what somebody says or holds, and does not itself judge that."""
    return (noun.lemma in NOUNS or _is_held(noun) or _points_ahead(noun)) and not (noun.dep == "attr" and noun.lemma in FALSE)


def clause_of_saying(noun: Word) -> Word | None:
    """The clause that tells what a noun of saying or holding names, on the noun or near it."""
    return _that_clause(noun) or _clause_after_phrase(noun) or _predicated(noun) or _clause_beside(noun) or _told_in_relative(noun)


def _told_in_relative(noun: Word) -> Word | None:
    """The clause that a relative clause says a noun is: "gave its view, which is that P"."""
    for clause in (*noun.all_children("relcl"), *noun.head.all_children("relcl", "advcl")):
        which, content = clause.child("nsubj"), clause.child("ccomp")
        joined = which is not None and which.lower == "which" and noun.index < which.index <= noun.right + 2
        if clause.lemma == "be" and joined and content is not None and has_that(content):
            return content
    return None


def _noun(parse: Parse, noun: Word) -> Iterator[Frame]:
    clause = clause_of_saying(noun)
    if clause is None or is_occasion(noun) or _is_out_of_question(noun):
        return
    meaning = NOUNS.get(noun.lemma, SPEECH)
    contents = (span(parse.subtree(clause)),)
    if _points_ahead(noun):
        yield Frame(noun, cue_span(parse, noun), SPEECH, contents, role=Role.OPERATOR)
        return
    yield from _refused(parse, noun, contents)
    verb = governing_verb(noun)
    source, where = noun_source(parse, noun, verb)
    if source is not None and source.tag == "PRP$" and verb is not None and verb.lemma in TAKING_BACK:
        source = where = None
    held = is_held_by(noun, verb)
    negated = has_none(noun, verb if held else None)
    if verb is not None and verb.child("expl") is not None and (negated or not _is_told_there(meaning, source)):
        yield Frame(noun, cue_span(parse, noun), _existential(meaning, negated=negated), contents, role=Role.OPERATOR)
    elif is_unknown(noun, verb):
        yield Frame(noun, _held_cue(parse, noun, verb), _KNOWN, contents, role=Role.OPERATOR)
    elif source is not None or meaning.kind is CueKind.SPEECH:
        given = source is None and (_is_taken_up(noun, verb) or noun.lemma in {"news", "word", "point", "question"})
        role = Role.OPERATOR if given else Role.VOICE
        cue = _held_cue(parse, noun, verb) if source is not None and is_held_by(noun, verb) else cue_span(parse, noun)
        yield Frame(noun, cue, meaning, contents, source, where, role, negated)
    elif is_told_of(noun, verb):
        yield Frame(noun, cue_span(parse, noun), SPEECH, contents)
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
        yield Frame(noun, cue_span(parse, noun), SPEECH, (span(parse.words[noun.left : verb.right + 1]),), owner, where)


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


def _clause_after_phrase(noun: Word) -> Word | None:
    """The that-clause hung on the last noun inside the phrase, or on a participle: "the claim of A and B that P", "made by A that P"."""
    done = [act for act in noun.all_children("acl") if act.tag == "VBN" and not has_that(act)]
    for act in done:
        clause = next((child for child in act.all_children("ccomp", "advcl") if has_that(child)), None)
        if clause is not None:
            return clause
    for prep in (*noun.all_children("prep"), *(prep for act in done for prep in act.all_children("agent", "prep"))):
        inner = prep.child("pobj")
        for _ in range(4):
            if inner is None:
                break
            clause = _that_clause(inner) or next((low for low in inner.all_children("relcl") if is_complete(low)), None)
            if clause is not None and inner.lemma not in NOUNS:
                return clause
            inner = inner.child("conj") or next((deeper.child("pobj") for deeper in inner.all_children("prep")), None)
    return None


def _clause_beside(noun: Word) -> Word | None:
    """The that-clause of a saying which the parser hung on the verb: "supports the claim of A that P", "rumours spread that P"."""
    verb = noun.head
    spreads = noun.dep == "nsubj" and verb.lemma in _SPREADING and (verb.child("dobj") is None or verb.lemma == "reach")
    if not spreads and (noun.dep != "dobj" or verb.lemma not in SUPPORT | UNDERMINE):
        return None
    first = verb.index if spreads else noun.right + 1
    named = [prep.child("pobj") for prep in verb.all_children("prep")] if spreads else []
    hung = (verb.all_children("ccomp", "advcl"), *(whom.all_children("relcl", "acl") for whom in named if whom is not None))
    behind = [child for some in hung for child in some if has_that(child) and child.left >= first]
    return next((child for child in behind if spreads or child.left == first), None)


def _predicated(noun: Word) -> Word | None:
    """The clause of "the truth is that P", "his view is that P", "one of his claims is that P", "that P is his claim"."""
    stands = _standing_for(noun)
    verb = stands.head
    if verb.lemma not in _COPULAS | {"include"}:
        return None
    if noun.dep == "attr":
        subject = verb.child("nsubj", "expl")
        delayed = (child for child in verb.all_children("ccomp", "advcl") if has_that(child) and child.left > noun.index)
        named = (child for child in verb.all_children("csubj") if is_marked(child) and _is_owned(noun))
        return next(delayed, None) if subject is not None and subject.lower == "it" else next(named, None)
    later = (child for child in verb.all_children("ccomp") if child.index > noun.index)
    clause = next(later, None) if stands.dep == "nsubj" or stands is not noun else None
    if clause is not None and _is_held(noun) and has_that(clause):
        return clause
    return clause if clause is not None and clause.index > noun.index and clause.child("mark") is not None else None


def _standing_for(noun: Word) -> Word:
    """The word that takes the place of a noun in its clause: "one | of his claims is that P", "among his claims | is that P"."""
    prep = noun.head
    if noun.dep != "pobj" or prep.lower not in {"of", "among"}:
        return noun
    above = prep.head
    return above if above.dep == "nsubj" and above.lower in _SOME else prep if prep.lower == "among" and above.is_verb else noun


def governing_verb(noun: Word) -> Word | None:
    """The verb that a noun stands beside."""
    return noun.head if noun.head is not noun and noun.head.is_verb and noun.dep in {"dobj", "attr", "pobj", "nsubj", "nsubjpass"} else None


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
