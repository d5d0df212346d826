"""What somebody makes clear, makes known or lets slip: a verb with a word for how plain it is, and the clause behind both."""

from collections.abc import Iterator

from claimgraph.extract.grammar.contents import has_tense, has_that
from claimgraph.extract.grammar.cues import SPEECH, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, cue_span, is_negated, is_voice, span, speaker_span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon
from claimgraph.model import Certainty, Evidentiality, Span, Stance

_PLAIN = {
    "make": lexicon("clear plain known public obvious explicit evident"),
    "let": frozenset({"slip"}),
    "take": frozenset({"grant", "granted", "read"}),
}
_HIDING = frozenset({"conceal", "hide", "disguise"})
_CONCEDED = Cue(CueKind.SPEECH, Stance.CONCEDES)
_SHOWN = Cue(CueKind.EVIDENCE, certainty=Certainty.CERTAIN, evidentiality=Evidentiality.DEDUCED)


def made_clear_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of "makes clear that P", "let slip that P", "takes it for granted that P" and the like, in order of the text."""
    for verb in parse.words:
        if verb.is_verb and (open_said := _unconcealed(parse, verb)) is not None:
            yield open_said
            continue
        plain = _plain_word(verb) if verb.is_verb and verb.lemma in _PLAIN else None
        clause = _clause_behind(verb, plain) if plain is not None else None
        source = subject_of(verb)
        open_ = is_negated(verb) or any(child.tag == "MD" or child.lower == "to" for child in verb.all_children("aux"))
        if plain is None or clause is None or source is None or open_:
            continue
        speaks = is_voice(source)
        yield Frame(
            head=verb,
            cue=Span(cue_span(parse, verb).start, plain.end),
            meaning=SPEECH if speaks else _SHOWN,
            contents=(span(parse.subtree(clause)),),
            source=source if speaks else None,
            source_span=speaker_span(parse, verb, source) if speaks else None,
            role=Role.VOICE if speaks else Role.OPERATOR,
        )


def _unconcealed(parse: Parse, verb: Word) -> Frame | None:
    """The frame of what somebody does not keep to himself: "did not conceal that P", "made no secret of the fact that P"."""
    secret, source = verb.child("dobj"), subject_of(verb)
    hides = verb.lemma in _HIDING and is_negated(verb)
    shows = verb.lemma == "make" and secret is not None and secret.lemma == "secret" and secret.has_child("no")
    nouns = (secret, *(prep.child("pobj") for prep in secret.all_children("prep"))) if secret is not None else ()
    clauses = (*verb.all_children("ccomp"), *(clause for noun in nouns if noun is not None for clause in noun.all_children("acl")))
    clause = next((clause for clause in clauses if has_that(clause) and clause.index > verb.index), None)
    if not (hides or shows) or clause is None or source is None or not is_voice(source):
        return None
    where = speaker_span(parse, verb, source)
    meaning = _CONCEDED if hides else Cue(CueKind.SPEECH)
    return Frame(verb, cue_span(parse, verb), meaning, (span(parse.subtree(clause)),), source, where)


def _plain_word(verb: Word) -> Word | None:
    """The word behind a verb, and behind an "it", that says how plain something is made."""
    near = (child for child in verb.children if verb.index < child.index <= verb.index + 3)
    return next((child for child in near if child.lemma in _PLAIN[verb.lemma]), None)


def _clause_behind(verb: Word, plain: Word) -> Word | None:
    """The clause that says what is made plain, with "that" or right behind the word for it."""
    for child in (*plain.children, *verb.children):
        subject = child.child("nsubj", "nsubjpass", "expl")
        begins = has_that(child) or (subject is not None and child.left == plain.index + 1 == subject.left)
        if child.index > plain.index and child.dep in {"ccomp", "advcl", "acl"} and has_tense(child) and begins:
            return child
    return None
