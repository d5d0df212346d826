"""Whose opinion a clause is without a verb of saying: "for the mayor the case is closed", "rejected it because it was late"."""

from collections.abc import Iterator

from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import SPEECH, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, cue_span, is_negated, is_voice, noun_phrase, set_in, span, speaker_span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.lexicon import lexicon

_JUDGING = lexicon("""
    reject dismiss oppose criticise criticize condemn denounce welcome support endorse praise deplore doubt dispute question challenge
    contest distrust disown""")
"""Verbs by which somebody judges, so that a reason told with them is that one's."""
_ADDRESSED = lexicon("i me we us you one those whom who which")
_DECIDED = lexicon("close closed settle settled over clear obvious plain finish finished end ended simple")
"""What a matter is to somebody, and no thing is for somebody's good."""
_SETTLING = lexicon("settle change prove solve mean explain excuse justify")
_SEEMING = lexicon("be seem look sound feel appear remain")
_TALLIED = lexicon("record win victory defeat loss draw title")
"""What a result is to those who had it, whatever anybody thinks of it."""
_ORDINALS = lexicon("first second third fourth fifth sixth seventh eighth ninth tenth last latest only")


def opinion_frames(parse: Parse) -> Iterator[Frame]:
    """The frames of a text, in order, that tell whose opinion a clause is."""
    for word in parse.words:
        if word.lower in {"for", "to"} and word.dep == "prep" and word.head.index > word.index:
            yield from _to_whom(parse, word)
        elif word.lower == "because" and word.dep == "mark":
            yield from _with_reason(parse, word)


def _to_whom(parse: Parse, prep: Word) -> Iterator[Frame]:
    """The frame of "for X, the culprit is Y", "to X, the verdict was an insult"."""
    whom, verb = prep.child("pobj"), prep.head
    subject = verb.subject
    opens = prep.left == verb.left and subject is not None and 0 < subject.left - prep.right <= 2
    opens = opens and subject is not None and (subject.pos in {"NOUN", "PROPN"} or subject.lower in {"it", "this"})
    if whom is None or not opens or whom.lower in _ADDRESSED or not is_voice(whom) or not _judges(verb, prep):
        return
    contents = set_in(parse, verb, prep.left, prep.right)
    if contents:
        yield Frame(prep, span([prep]), Cue(CueKind.THOUGHT), contents, whom, noun_phrase(parse, whom))


def _judges(verb: Word, prep: Word) -> bool:
    """Whether a clause says what something is to somebody: "the culprit is the road", "the matter is closed"."""
    decided = verb.lemma in _DECIDED and verb.child("auxpass") is not None and verb.child("agent") is None
    if prep.lower == "for" and verb.lemma in _SETTLING and verb.has_child("nothing", "everything", "little"):
        return True
    said = verb.child("attr", "acomp", "oprd") if verb.lemma in _SEEMING else None
    if said is None:
        return decided or (prep.lower == "to" and verb.lemma == "make" and any(child.lemma == "sense" for child in verb.children))
    if said.dep != "attr" and said.pos == "ADJ":
        return prep.lower == "to" or said.lemma in _DECIDED
    nothing_but = said.lower in {"nothing", "anything"} and said.has_child("but", "except", "more", "less")
    told = said.child("nummod") is not None or said.lemma in _TALLIED or said.has_child(*_ORDINALS)
    return nothing_but or (said.pos in {"NOUN", "PROPN"} and not told)


def _with_reason(parse: Parse, mark: Word) -> Iterator[Frame]:
    """The frame of the reason that somebody has who judges: "opposed the plan because it would cost jobs"."""
    clause = mark.head
    verb = clause.head
    if clause.dep != "advcl" or verb.lemma not in _JUDGING or is_passive(verb) or is_negated(verb) or clause.index < verb.index:
        return
    source, target = subject_of(verb), verb.child("dobj")
    if source is not None and target is not None and target.index > verb.index and is_voice(source):
        where = speaker_span(parse, verb, source)
        yield Frame(mark, cue_span(parse, verb), SPEECH, (span(parse.subtree(clause)),), source, where)
