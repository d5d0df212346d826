"""Attribution frames of adjectives: "is confident that P", "convinced that P, X left", "it is likely that P"."""

from collections.abc import Iterator

from claimgraph.extract.grammar.contents import ASKING, has_tense, has_that
from claimgraph.extract.grammar.cues import ADJECTIVES, FALSE, IMPERSONAL, TRUE, Cue, CueKind
from claimgraph.extract.grammar.frames import (
    Frame,
    Role,
    cue_span,
    is_negated,
    is_voice,
    noun_phrase,
    span,
    speaker_span,
    subject_of,
)
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Span, Stance

_COPULAS = lexicon("be seem remain become feel look appear find stay sound grow get")
_MISTAKEN = frozenset({"VBN", "VBD", "VB", "VBP", "NNP", "UH"})
_PREDICATED = frozenset({"acomp", "ROOT", "oprd", "conj", "attr"})
_CLAUSES = ("acl", "ccomp", "relcl", "advcl", "csubj", "appos")


def adjective_frames(parse: Parse) -> Iterator[Frame]:
    """The frames that adjectives make, in order of the text."""
    for word in parse.words:
        if _is_adjective(word) and _is_loose(word):
            yield from _held_by_the_way(parse, word)
        elif (_is_adjective(word) and _is_said_of(word)) or (word.dep == "attr" and word.lemma in FALSE):
            yield from _predicated(parse, word)


def _is_adjective(word: Word) -> bool:
    """Whether a word is an adjective, also one of holding that the tagger took for a participle, a name or a verb without a subject."""
    acts = word.child("nsubj", "aux") is not None and word.tag != "VBN"
    return word.pos in {"ADJ", "ADV"} or (word.tag in _MISTAKEN and word.lower in ADJECTIVES and not acts)


def _is_said_of(adjective: Word) -> bool:
    """Whether an adjective tells what its subject or a clause is like."""
    linked = adjective.dep == "ccomp" and adjective.is_verb and adjective.head.lemma in _COPULAS
    return adjective.dep in _PREDICATED or linked or is_state(adjective)


def is_state(verb: Word) -> bool:
    """Whether a verb in the passive tells what its subject feels or holds: "was worried that P", "is convinced that P"."""
    return verb.tag == "VBN" and verb.lower in ADJECTIVES and verb.child("auxpass") is not None


def _meaning_of(adjective: Word) -> Cue | None:
    """How somebody holds something by an adjective, also one that the tagger took for a participle: "convinced"."""
    return ADJECTIVES.get(adjective.lemma) or ADJECTIVES.get(adjective.lower)


def _is_loose(adjective: Word) -> bool:
    """Whether an adjective of holding stands without a verb beside its subject: "sure that P, X left", "X, sure that P, left"."""
    beside = adjective.dep in {"oprd", "conj"} and adjective.head.is_verb and adjective.head.lemma not in _COPULAS
    apart = adjective.dep in {"advcl", "acl", "amod", "appos", "advmod", "dep"} or beside
    return (
        apart
        and adjective.head.lemma != "make"
        and _meaning_of(adjective) is not None
        and adjective.child("nsubj", "nsubjpass", "expl", "aux", "auxpass") is None
    )


def _held_by_the_way(parse: Parse, adjective: Word) -> Iterator[Frame]:
    """The frame of an adjective that is set beside who holds the clause behind it."""
    above, meaning = adjective.head, _meaning_of(adjective)
    clause = _clause_behind(adjective, above)
    subject = above if above.is_nominal else subject_of(adjective) or subject_of(above)
    if clause is not None and meaning is not None and subject is not None and is_voice(subject):
        where = Span(subject.start, subject.end) if above is subject else noun_phrase(parse, subject)
        yield Frame(adjective, cue_span(parse, adjective), meaning, (span(parse.subtree(clause)),), subject, where)


def _is_bare(adjective: Word, clause: Word) -> bool:
    """Whether a clause right behind an adjective of holding is its content without "that": "is adamant | it was legal"."""
    subject = clause.child("nsubj", "nsubjpass", "expl")
    if subject is None or any(word.tag in ASKING for word in (subject, *subject.children)):
        return False
    near = subject.left == clause.left == adjective.index + 1 and clause.child("mark") is None
    return clause.dep in {"ccomp", "conj", "advcl"} and near and has_tense(clause) and _meaning_of(adjective) is not None


def _clause_behind(adjective: Word, verb: Word) -> Word | None:
    """The clause behind an adjective, on it or on the verb or noun above it, that begins so or is the bare one of what is held."""
    own = [child for child in adjective.all_children(*_CLAUSES) if child.index > adjective.index]
    beside = [child for child in verb.all_children("ccomp", "advcl", "acl", "conj") if child.left > adjective.index and child not in own]
    clauses = (*own, *beside)
    return next((child for child in clauses if _is_bare(adjective, child) or (is_marked(child) and child.dep != "conj")), None)


def _predicated(parse: Parse, adjective: Word) -> Iterator[Frame]:
    """The frame of an adjective that is said of somebody, or of the clause behind it."""
    copula = _copula_of(adjective)
    clause = _clause_behind(adjective, copula)
    subject = subject_of(copula)
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
        return
    held = _meaning_of(adjective)
    if not impersonal and subject is not None and held is not None and is_voice(subject):
        before = copula.index < adjective.index and adjective.dep != "conj"
        cue = Span(cue_span(parse, copula if before else adjective).start, cue_span(parse, adjective).end)
        where = speaker_span(parse, copula, subject)
        yield Frame(adjective, cue, held, contents, subject, where, negated=is_negated(copula))


def _copula_of(adjective: Word) -> Word:
    """The verb by which an adjective is said of its subject, shared with one before it: "was | angry and sure"; else the adjective."""
    above = adjective.head.head if adjective.dep == "conj" and adjective.head.pos == "ADJ" else adjective.head
    return above if above.lemma in _COPULAS else adjective


def _of_subject_clause(parse: Parse, copula: Word, adjective: Word) -> Iterator[Frame]:
    """The frame of "that P is clear", "whether P is unknown"."""
    clause = copula.child("csubj")
    if clause is None or not is_marked(clause) or adjective.lemma not in IMPERSONAL:
        return
    meaning = IMPERSONAL[adjective.lemma]
    negated = is_negated(copula) or is_negated(adjective)
    contents = (span(parse.subtree(clause)),)
    yield Frame(adjective, cue_span(parse, adjective), _flipped(adjective, meaning) if negated else meaning, contents, role=Role.OPERATOR)


def _clause_past_parenthesis(parse: Parse, copula: Word, subject: Word | None) -> Word | None:
    """The that-clause of "it is likely, says X, that P", which the parser hangs on the verb of saying or on X."""
    if copula.dep != "ccomp" or copula.index > copula.head.index or subject is None or subject.lower != "it":
        return None
    last = parse.sentence_of(copula).last
    return next((word for word in parse.words[copula.head.index : last + 1] if word.is_verb and has_that(word)), None)


def is_marked(clause: Word) -> bool:
    """Whether a clause begins with "that", "whether" or "if"."""
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
