"""Attribution frames of adjectives: "is confident that P", "convinced that P, X left", "it is likely that P"."""

from collections.abc import Iterator

from claimgraph.extract.grammar.contents import ASKING, has_tense, has_that
from claimgraph.extract.grammar.cues import ADJECTIVES, FALSE, IMPERSONAL, TRUE, Cue, CueKind
from claimgraph.extract.grammar.frames import (
    Frame,
    Role,
    antecedent,
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

_COPULAS = lexicon("be seem remain become feel look appear find stay sound")


def adjective_frames(parse: Parse) -> Iterator[Frame]:
    """The frames that adjectives make, in order of the text."""
    for word in parse.words:
        adjective = word.pos in {"ADJ", "ADV"} or (word.tag in {"VBN", "NNP"} and word.lower in ADJECTIVES)
        if adjective and _is_loose(word):
            yield from _held_by_the_way(parse, word)
        elif (adjective and word.dep in {"acomp", "ROOT", "oprd", "conj", "attr"}) or (word.dep == "attr" and word.lemma in FALSE):
            yield from _predicated(parse, word)


def _meaning_of(adjective: Word) -> Cue | None:
    """How somebody holds something by an adjective, also one that the tagger took for a participle: "convinced"."""
    return ADJECTIVES.get(adjective.lemma) or ADJECTIVES.get(adjective.lower)


def _is_loose(adjective: Word) -> bool:
    """Whether an adjective of holding stands without a verb beside its subject: "sure that P, X left", "X, sure that P, left"."""
    apart = adjective.dep in {"advcl", "acl", "amod", "appos", "advmod"} and adjective.head.lemma != "make"
    return apart and _meaning_of(adjective) is not None and adjective.child("nsubj", "nsubjpass", "expl", "aux", "auxpass") is None


def _held_by_the_way(parse: Parse, adjective: Word) -> Iterator[Frame]:
    """The frame of an adjective that is set beside who holds the clause behind it."""
    clause, meaning = _held(adjective), _meaning_of(adjective)
    above = adjective.head
    subject = above if above.is_nominal else subject_of(adjective) or subject_of(above)
    if clause is not None and meaning is not None and subject is not None and is_voice(subject):
        where = Span(subject.start, subject.end) if above is subject else noun_phrase(parse, subject)
        yield Frame(adjective, cue_span(parse, adjective), meaning, (span(parse.subtree(clause)),), subject, where)


def _held(adjective: Word) -> Word | None:
    """The clause behind an adjective that says what is held: "sure | that P", "convinced | P"."""
    return next(
        (
            child
            for child in adjective.all_children("ccomp", "advcl", "acl", "relcl")
            if child.index > adjective.index and (has_that(child) or _is_bare(adjective, child))
        ),
        None,
    )


def _is_bare(adjective: Word, clause: Word) -> bool:
    """Whether a clause right behind an adjective of holding is its content without "that": "is adamant | it was legal"."""
    subject = clause.child("nsubj", "nsubjpass", "expl")
    if subject is None or any(word.tag in ASKING for word in (subject, *subject.children)):
        return False
    near = subject.left == clause.left == adjective.index + 1 and clause.child("mark") is None
    return clause.dep in {"ccomp", "conj"} and near and has_tense(clause) and _meaning_of(adjective) is not None


def _clause_of(adjective: Word) -> Word | None:
    """The that-clause that hangs on an adjective, or a bare one of what is held."""
    for child in adjective.children:
        if child.index > adjective.index and child.dep in {"acl", "ccomp", "relcl", "advcl", "csubj", "appos"}:
            mark = child.child("mark")
            if (mark is not None and mark.lower in {"that", "whether"}) or _is_bare(adjective, child):
                return child
    return None


def _predicated(parse: Parse, adjective: Word) -> Iterator[Frame]:
    """The frame of an adjective that is said of somebody, or of the clause behind it."""
    copula = adjective.head if adjective.head.lemma in _COPULAS else adjective
    clause = _clause_of(adjective) or next(
        (
            child
            for child in copula.all_children("ccomp", "advcl", "conj")
            if child.index > adjective.index and ((is_marked(child) and child.dep != "conj") or _is_bare(adjective, child))
        ),
        None,
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
        return
    held, holder = _meaning_of(adjective), antecedent(subject) if subject is not None else None
    if not impersonal and holder is not None and held is not None and is_voice(holder):
        cue = (
            Span(cue_span(parse, copula).start, cue_span(parse, adjective).end)
            if copula.index < adjective.index
            else cue_span(parse, adjective)
        )
        where = speaker_span(parse, copula, holder)
        yield Frame(adjective, cue, held, contents, holder, where, negated=is_negated(copula))


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
