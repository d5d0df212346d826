"""Frames that say of words themselves that they do not hold: "contrary to X's claim", "no truth in", "it is false to say that P"."""

from collections.abc import Iterator

from claimgraph.extract.cues import FALSE, NOUNS, Cue, CueKind
from claimgraph.extract.frames import Frame, Role, set_in, span
from claimgraph.extract.nominal import noun_source
from claimgraph.extract.words import Parse, Word
from claimgraph.model import Certainty, Stance

_SAYING = frozenset({"say", "claim", "suggest", "assert", "state"})
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
    if clause is not None and any(child.lower == "no" for child in truth.children):
        yield Frame(truth, span([truth]), _FALSE, (span(parse.subtree(clause)),), role=Role.OPERATOR)


def _false_to_say(parse: Parse, adjective: Word) -> Iterator[Frame]:
    """The frame of "it is false to say that P"."""
    below = (*adjective.children, *adjective.head.children)
    act = next((child for child in below if child.dep == "xcomp" and child.index > adjective.index), None)
    clause = act.child("ccomp") if act is not None and act.lemma in _SAYING else None
    if clause is not None and not any(child.dep == "neg" for child in adjective.head.children):
        yield Frame(adjective, span([adjective]), _FALSE, (span(parse.subtree(clause)),), role=Role.OPERATOR)


def _content(noun: Word) -> Word | None:
    """The clause that says what a claim or report is: "the report that P"."""
    return next((child for child in noun.all_children("acl", "ccomp", "relcl") if child.child("mark") is not None), None)
