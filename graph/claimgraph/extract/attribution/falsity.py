"""Frames that say of words themselves that they do not hold: "contrary to X's claim", "no truth in", "would have us believe that P"."""

from collections.abc import Iterable, Iterator

from claimgraph.extract.attribution.holders import noun_source
from claimgraph.extract.grammar.cues import FALSE, NOUNS, SPEECH, Cue, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, noun_phrase, set_in, span
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.model import Certainty, Stance

_SAYING = frozenset({"say", "claim", "suggest", "assert", "state"})
_FALSELY = frozenset({"falsely", "wrongly", "mistakenly", "erroneously", "incorrectly", "untruthfully"})
_MAKING = frozenset({"have", "like", "want"})
_READERS = frozenset({"us", "we", "you", "me", "i", "everyone", "everybody", "people"})
_DOUBTED = Cue(CueKind.THOUGHT, Stance.DOUBTS, Certainty.UNLIKELY)
_FALSE = Cue(CueKind.THOUGHT, Stance.DENIES, Certainty.CERTAIN)


def falsity_frames(parse: Parse) -> Iterator[Frame]:
    """The frames by which a clause is called false other than by an adjective or noun of its own, in order of the text."""
    for word in parse.words:
        if word.lower == "contrary":
            yield from _contrary(parse, word)
        elif word.lemma == "truth" and word.head.lemma == "be":
            yield from _no_truth(parse, word)
        elif word.lemma in FALSE and word.dep in {"acomp", "attr"}:
            yield from _false_to_say(parse, word)
        elif word.lemma == "believe" and word.head.lemma in _MAKING:
            yield from _made_believe(parse, word)


def misstated_frames(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The frames by which the author denies what others are said to hold: "falsely claimed that P", "lied when he said that P"."""
    for frame in frames:
        if frame.role is Role.VOICE and frame.meaning.stance is Stance.ENDORSES and not (frame.negated or frame.beside):
            word = _misstating(frame.head)
            if word is not None:
                yield Frame(word, span([word]), _FALSE, frame.contents, role=Role.OPERATOR)


def _misstating(cue: Word) -> Word | None:
    """The word that calls a saying false: beside its cue ("falsely", "the false claim"), or above ("lied when", "was mistaken in")."""
    beside = (child for child in cue.children if child.lower in _FALSELY and child.dep == "advmod")
    like = (child for child in cue.children if child.lemma in FALSE and child.dep == "amod")
    found = next(beside if cue.is_verb else like, None)
    return found or (_misled(cue) if cue.is_verb else None)


def _misled(cue: Word) -> Word | None:
    """What says above a clause of saying that it was no truth: "lied when he said", "was wrong in saying"."""
    timed = cue.dep == "advcl" and cue.has_child("when")
    by = cue.dep == "pcomp" and cue.head.lower in {"in", "by", "when"}
    above = cue.head.head if by else cue.head
    if not (timed or by) or any(child.dep == "neg" for child in above.children):
        return None
    wrong = above.child("acomp") if above.lemma == "be" else above if above.pos == "ADJ" else None
    lied = above.is_verb and (above.lemma == "lie" or above.lower == "mistaken")
    return above if lied else wrong if wrong is not None and wrong.lemma in FALSE else None


def _contrary(parse: Parse, word: Word) -> Iterator[Frame]:
    """What "contrary to X's claim" refuses: the clause of that claim, or else X is set against the clause that it opens."""
    to = word if word.child("prep") is None else word.child("prep")
    noun = to.child("pobj") if to is not None else None
    host = next((above for above in word.ancestors() if above.is_verb), None)
    if to is None or noun is None or host is None or noun.lemma not in NOUNS:
        return
    clause = _content(noun)
    source, where = noun_source(parse, noun, None)
    cue = span(parse.words[word.index : to.index + 1])
    if clause is not None:
        yield Frame(word, cue, _FALSE, (span(parse.subtree(clause)),), role=Role.OPERATOR)
    elif source is not None:
        contents = set_in(parse, host, word.left, noun.right)
        if contents:
            yield Frame(word, cue, Cue(CueKind.SPEECH, Stance.DENIES), contents, source, where, beside=True)


def _no_truth(parse: Parse, truth: Word) -> Iterator[Frame]:
    """The frame of "there is no truth in the report that P"."""
    inside = next(
        (prep.child("pobj") for prep in (*truth.all_children("prep"), *truth.head.all_children("prep")) if prep.lower in {"in", "to"}), None
    )
    clause = _content(inside) if inside is not None else None
    if clause is not None and truth.has_child("no"):
        yield Frame(truth, span([truth]), _FALSE, (span(parse.subtree(clause)),), role=Role.OPERATOR)


def _false_to_say(parse: Parse, adjective: Word) -> Iterator[Frame]:
    """The frame of "it is false to say that P"."""
    below = (*adjective.children, *adjective.head.children)
    act = next((child for child in below if child.dep == "xcomp" and child.index > adjective.index), None)
    clause = act.child("ccomp") if act is not None and act.lemma in _SAYING else None
    refused = [*adjective.head.all_children("neg"), *(act.all_children("neg") if act is not None else ())]
    if clause is not None and not refused:
        yield Frame(adjective, span([adjective]), _FALSE, (span(parse.subtree(clause)),), role=Role.OPERATOR)


def _made_believe(parse: Parse, believe: Word) -> Iterator[Frame]:
    """The frames of "X would have us believe that P": X says it, and whoever writes so doubts it."""
    making, clause = believe.head, believe.child("ccomp")
    source, made = making.child("nsubj"), believe.child("nsubj") or making.child("dobj", "dative")
    supposed = making.has_child("would", "will")
    if clause is None or source is None or made is None or source.lower in _READERS or not supposed:
        return
    if making.lemma != "have" and made.lower not in _READERS:
        return
    contents, cue = (span(parse.subtree(clause)),), span(parse.words[making.index : believe.index + 1])
    yield Frame(making, cue, SPEECH, contents, source, noun_phrase(parse, source))
    yield Frame(believe, cue, _DOUBTED, contents, role=Role.OPERATOR)


def is_made_believe(frame: Frame) -> bool:
    """Whether the "us" of "would have us believe" was taken for the speaker."""
    return frame.head.lemma == "believe" and frame.head.head.lemma in _MAKING and frame.head.dep in {"ccomp", "xcomp"}


def _content(noun: Word) -> Word | None:
    """The clause that says what a claim or report is: "the report that P"."""
    return next((child for child in noun.all_children("acl", "ccomp", "relcl") if child.child("mark") is not None), None)
