"""Attribution frames of verbs: "X said that P", "revealed by X that P", "X claims to have …", "P, X said", "as X said"."""

from collections.abc import Iterator

from claimgraph.extract.cues import NEGATION_RAISING, NOUNS, QUESTION_MARKS, VERBS, Cue, CueKind
from claimgraph.extract.frames import Frame, Role, cue_span, is_negated, is_voice, noun_phrase, span, subject_of
from claimgraph.extract.nominalisations import is_event
from claimgraph.extract.words import Parse, Word
from claimgraph.model import Certainty, Evidentiality, Span, Stance

CLAUSES = ("ccomp", "parataxis")
_POINTING = frozenset({"suggest", "indicate", "imply", "hint", "point", "signal"})
_INFINITIVE_KINDS = frozenset({CueKind.SPEECH, CueKind.THOUGHT, CueKind.PROMISE})
_NOT_BARE = frozenset(
    """see watch find feel hold hear show draw like back hold allow own grant raise gather detail speak talk continue trust record document
    accept expect notice discover learn establish detect figure determine post publish judge figure consider update leak
    need love offer order draw address spin cable rate rank""".split()
)


def verbal_frames(parse: Parse) -> Iterator[Frame]:
    """The frames that verbs make, in order of the text."""
    for word in parse.words:
        if word.is_verb and word.lemma in VERBS and word.dep not in {"aux", "auxpass", "amod", "compound"}:
            frame = _frame(parse, word, VERBS[word.lemma])
            if frame is not None:
                yield frame


def _frame(parse: Parse, verb: Word, meaning: Cue) -> Frame | None:
    passive = verb.child("nsubjpass", "auxpass") is not None or (verb.tag == "VBN" and verb.child("agent") is not None)
    source = _agent(verb) if passive else subject_of(verb)
    contents, clause = _contents(parse, verb, passive=passive)
    if not contents:
        return None if passive else _nominal_object(parse, verb, source, meaning)
    if meaning.kind is CueKind.ATTITUDE and (source is None or not is_voice(source)):
        return None
    if (
        verb.lemma in {"see", "hold", "feel", "find", "show"}
        and clause is not None
        and clause.child("mark") is None
        and not _finite(clause)
    ):
        return None
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=_meaning(verb, meaning, clause, source),
        contents=contents,
        source=source,
        source_span=noun_phrase(parse, source) if source else None,
        role=_role(meaning, source, passive=passive),
        negated=is_negated(verb),
    )


def _role(meaning: Cue, source: Word | None, *, passive: bool) -> Role:
    if meaning.kind is CueKind.ATTITUDE:
        return Role.BARE
    if source is None:
        return Role.VOICE if passive and meaning.kind is not CueKind.EVIDENCE else Role.OPERATOR
    if source.lower in {"it", "this", "that", "which", "these", "those"} or not is_voice(source):
        speaks = meaning.kind in {CueKind.SPEECH, CueKind.PROMISE} and source.lower == "it"
        return Role.VOICE if speaks else Role.OPERATOR
    return Role.VOICE


def _meaning(verb: Word, meaning: Cue, clause: Word | None, source: Word | None) -> Cue:
    if clause is not None and meaning.kind in {CueKind.SPEECH, CueKind.THOUGHT} and _is_question(clause):
        return Cue(meaning.kind, Stance.ASKS)
    if verb.lemma == "point" and verb.child("prt") is not None:
        return Cue(CueKind.SPEECH)
    if source is not None and not is_voice(source) and source.lower not in {"it"}:
        certainty = Certainty.PROBABLE if verb.lemma in _POINTING else Certainty.CERTAIN
        return Cue(CueKind.EVIDENCE, meaning.stance, certainty, Evidentiality.DEDUCED)
    return meaning


def _is_question(clause: Word) -> bool:
    mark = clause.child("mark")
    return mark is not None and mark.lower in QUESTION_MARKS


def _agent(verb: Word) -> Word | None:
    by = verb.child("agent")
    return by.child("pobj") if by is not None else None


def _contents(parse: Parse, verb: Word, *, passive: bool) -> tuple[tuple[Span, ...], Word | None]:
    """What the verb attributes, and the head of that clause; () where it has no clausal content."""
    for clause in [*verb.all_children(*CLAUSES), *_strayed(verb)]:
        if clause.right - clause.left < 1 or clause.left <= verb.index <= clause.right:
            continue
        return _clause_content(parse, verb, clause), clause
    raised = verb.child("xcomp")
    if raised is not None and raised.index > verb.index and _takes_infinitive(verb, raised):
        subject = verb.child("nsubjpass") if passive else None
        spans = (span(parse.subtree(subject)),) if subject is not None else ()
        return (*spans, span(parse.subtree(raised))), raised
    return _host_content(parse, verb)


def _clause_content(parse: Parse, verb: Word, clause: Word) -> tuple[Span, ...]:
    first = span(parse.subtree(clause))
    if clause.index > verb.index or verb.dep not in {"ROOT", "conj"}:
        return (first,)
    later = [child for child in verb.all_children("conj") if child.child("nsubj", "nsubjpass", "expl") and child.lemma not in VERBS]
    return (first, *(span(parse.subtree(child)) for child in later))


def _takes_infinitive(verb: Word, raised: Word) -> bool:
    if raised.child("aux") is None or VERBS[verb.lemma].kind not in {*_INFINITIVE_KINDS, CueKind.ATTITUDE, CueKind.EVIDENCE}:
        return False
    return any(child.lower == "to" for child in raised.children)


def _strayed(verb: Word) -> Iterator[Word]:
    """That-clauses which the parser hung on a noun near the verb, or on the verb as if they were adverbial."""
    for child in verb.children:
        if child.dep == "advcl" and _has_that(child):
            yield child
        if child.index > verb.index and child.dep in {"dobj", "prep", "npadvmod", "dative", "agent", "pobj"}:
            yield from _strayed_under(child)


def _strayed_under(word: Word) -> Iterator[Word]:
    stack = [word]
    for _ in range(12):
        if not stack:
            return
        node = stack.pop()
        for child in node.children:
            if child.dep in {"acl", "ccomp", "relcl"} and _has_that(child) and node.lemma not in NOUNS:
                yield child
            elif child.dep in {"pobj", "prep", "conj", "dobj"}:
                stack.append(child)


def _has_that(clause: Word) -> bool:
    return any(child.dep == "mark" and child.lower == "that" for child in clause.children)


def _host_content(parse: Parse, verb: Word) -> tuple[tuple[Span, ...], Word | None]:
    """The clause that a parenthetical frame stands in: "P, X said, Q" with "said" hung below; "as X said"."""
    as_clause = verb.dep == "advcl" and any(child.lower == "as" and child.dep in {"mark", "advmod"} for child in verb.children)
    parenthetical = (
        verb.dep in {"parataxis", "ccomp"} and verb.child("nsubj") is not None and verb.child("mark") is None and _set_off(parse, verb)
    )
    if not (as_clause or parenthetical) or not verb.head.is_verb or VERBS[verb.lemma].kind in {CueKind.ATTITUDE, CueKind.PROMISE}:
        return (), None
    host = parse.subtree(verb.head)
    parts = (span(word for word in host if word.index < verb.left), span(word for word in host if word.index > verb.right))
    return tuple(part for part in parts if part.end > part.start), verb.head


def _set_off(parse: Parse, verb: Word) -> bool:
    before = parse.words[verb.left - 1] if verb.left else None
    after = parse.words[verb.right + 1] if verb.right + 1 < len(parse.words) else None
    edges = (before, after, parse.words[verb.left], parse.words[verb.right])
    return any(edge is not None and edge.text in {",", '"', "-", "--", "—", "–", ")"} for edge in edges)


def _finite(clause: Word) -> bool:
    return clause.tag in {"VBD", "VBZ", "VBP", "MD"} or any(
        child.dep in {"aux", "auxpass"} and child.lower != "to" for child in clause.children
    )


def _nominal_object(parse: Parse, verb: Word, source: Word | None, meaning: Cue) -> Frame | None:
    """The frame of a verb with a noun phrase: a voice where that names an event ("confirmed the deaths of …"), else bare."""
    if source is None or not is_voice(source) or verb.lemma in _NOT_BARE:
        return None
    target = verb.child("dobj", "oprd", "attr") or _prepositional_object(verb)
    if target is None or target.index < verb.index or target.lower in {"it", "this", "that", "so"}:
        return None
    speaks = meaning.kind in {CueKind.SPEECH, CueKind.EVIDENCE} and is_event(target)
    denies = meaning.stance is not Stance.ENDORSES and meaning.kind is CueKind.SPEECH and (target.tag == "VBG" or is_event(target))
    return Frame(
        head=verb,
        cue=cue_span(parse, verb),
        meaning=meaning,
        contents=(span(parse.subtree(target)),),
        source=source,
        source_span=noun_phrase(parse, source),
        role=Role.VOICE if speaks or denies else Role.BARE,
        negated=is_negated(verb),
    )


def _prepositional_object(verb: Word) -> Word | None:
    for prep in verb.all_children("prep"):
        if prep.lower in {"for", "of", "about", "against", "on", "upon", "to"} and prep.index == verb.index + 1:
            return prep.child("pobj", "pcomp")
    gerund = verb.child("xcomp")
    return gerund if gerund is not None and gerund.tag == "VBG" else None


def raises_negation(frame: Frame) -> bool:
    """Whether the negation of the frame's verb is felt in its content: "does not believe that P"."""
    return frame.negated and frame.head.lemma in NEGATION_RAISING
