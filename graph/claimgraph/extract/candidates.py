"""What could be an attribution: every verb, adjective and noun of a text with something that it could say, found generously.

Which of them is one, `listing` decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from claimgraph.extract.attribution.holders import is_voice_or_possessive, noun_source
from claimgraph.extract.grammar.contents import is_passive
from claimgraph.extract.grammar.cues import MOVING, NOUNS, VERBS
from claimgraph.extract.grammar.frames import MAKING, Frame, cue_span, is_voice, noun_phrase, span, speaker_span, subject_of
from claimgraph.extract.grammar.leading import whole_cue
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.model import Span

_LINKING = frozenset({"be", "seem", "remain", "become", "feel", "look", "appear", "sound", "stay", "get", "grow"})
_SEEMING = frozenset({"seem", "appear", "happen", "follow", "turn", "transpire", "emerge"})
_RAISING = frozenset({"seem", "appear", "prove"})
"""Verbs of how something seems, whose subject holds nothing: "the council proved to be slow"."""
_BESIDE = frozenset({"aux", "auxpass", "amod", "compound"})
_SAID_OF = frozenset({"as", "for", "of", "to", "with", "in"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a cue, and what it would attribute to whom; `shape` names the construction.

    `inner` is the head of what would be attributed, `joint` the word that joins it to the cue ("" for none), `middle` the noun between
    a verb and that ("raised doubts about"); `frame` is the frame that the rules make of it, if they do.
    """

    head: Word
    cue: Span
    contents: tuple[Span, ...]
    shape: str
    inner: Word
    joint: str = ""
    middle: str = ""
    source: Word | None = None
    source_span: Span | None = None
    frame: Frame | None = None


def candidates_of(parse: Parse) -> Iterator[Candidate]:
    """The candidates of a text in the order of their cue words, several for a word where it is open how far the content reaches."""
    for word in parse.words:
        if word.is_verb and word.dep not in _BESIDE and word.lemma != "be":
            found = _of_verb(parse, word)
        elif word.pos == "ADJ":
            found = _of_adjective(parse, word)
        elif word.pos == "NOUN":
            found = _of_noun(parse, word)
        else:
            continue
        full = (one for one in found if all(part.end > part.start for part in (one.cue, *one.contents)))
        yield from (_without_dummy(replace(one, cue=whole_cue(parse, word, one.cue))) for one in full)


def _without_dummy(one: Candidate) -> Candidate:
    """The candidate without the "it" of "it is obvious that P", or what seems to be so, for a source."""
    if one.head.lemma in _RAISING and one.inner.dep == "xcomp":
        return replace(one, source=None, source_span=None)
    delayed = one.shape == "adjective that" or (one.shape == "clause" and one.head.lemma in _SEEMING)
    dummy = one.source is not None and one.source.lower == "it" and (one.source.dep == "expl" or delayed)
    return replace(one, source=None, source_span=None) if dummy else one


def candidate_of(parse: Parse, frame: Frame) -> Candidate:
    """A frame that the rules make, as a candidate."""
    first = frame.contents[0]
    words = [word for word in parse.between(first.start, first.end) if not word.is_punctuation]
    inner = next((word for word in words if word.is_root or not first.start <= word.head.start < first.end), frame.head)
    source, where = frame.source, frame.source_span
    if source is None and frame.head.lemma == "hear" and not is_passive(frame.head):
        source = subject_of(frame.head)
        where = speaker_span(parse, frame.head, source) if source is not None else None
    cue = frame.cue if frame.colon else whole_cue(parse, frame.head, frame.cue)
    return _without_dummy(Candidate(frame.head, cue, frame.contents, "frame", inner, source=source, source_span=where, frame=frame))


def _bare(parse: Parse, verb: Word) -> Candidate:
    """The candidate of a verb with whoever says it, in a passive the one by whom it is said, or who feels it."""
    by, passive = verb.child("agent"), is_passive(verb)
    felt = passive and by is None and verb.lemma in MOVING
    source = subject_of(verb) if felt or not passive else by.child("pobj") if by is not None else None
    if source is not None and _spreads(source, verb):
        holder, where = noun_source(parse, source, None)
        return Candidate(verb, Span(source.start, cue_span(parse, verb).end), (), "", verb, source=holder, source_span=where)
    where = None if source is None else noun_phrase(parse, source) if passive else speaker_span(parse, verb, source)
    return Candidate(verb, cue_span(parse, verb), (), "", verb, source=source, source_span=where)


def _spreads(noun: Word, verb: Word) -> bool:
    """Whether a noun of saying or thinking is said to grow, spread or fade: "suspicions run high that P", "talk mounted about Q"."""
    return noun.pos == "NOUN" and noun.lemma in NOUNS and not is_voice(noun) and noun.head is verb and verb.lemma not in VERBS


def _of_verb(parse: Parse, verb: Word) -> Iterator[Candidate]:
    bare = _bare(parse, verb)
    if is_passive(verb):
        yield from _passive(parse, bare)
    target = verb.child("dobj", "dative")
    target = target if target is not None and target.index > verb.index else None
    after = [child for child in verb.children if child.index > verb.index and not child.is_punctuation]
    yield from _with_clause(parse, bare, after, target)
    if target is not None:
        yield from _with_object(parse, bare, after, target)
    yield from _with_preposition(parse, bare, after, target)


def _with_clause(parse: Parse, bare: Candidate, after: list[Word], target: Word | None) -> Iterator[Candidate]:
    """As in "said that P", "asked X to do Y" with and without X, "proposed doing Y"."""
    for child in after:
        joint = _mark(child)
        if child.dep == "ccomp":
            yield replace(bare, contents=(span(parse.subtree(child)),), shape="clause", inner=child, joint=joint)
        elif child.dep == "xcomp":
            if target is not None and target.right < child.left:
                both = parse.words[target.left : child.right + 1]
                yield replace(bare, contents=(span(both),), shape="object to", inner=child, joint=joint)
            shape = "gerund" if child.tag == "VBG" else "infinitive"
            yield replace(bare, contents=(span(parse.subtree(child)),), shape=shape, inner=child, joint=joint)


def _with_object(parse: Parse, bare: Candidate, after: list[Word], target: Word) -> Iterator[Candidate]:
    """As in "criticised the plan", then with each phrase that follows it; "raised doubts about the plan", "made a promise that P"."""
    yield replace(bare, contents=(span(parse.subtree(target)),), shape="object", inner=target)
    held, last = _held(parse, bare, target), target.right
    for child in after:
        if child.left == last + 1 and child.dep in {"prep", "oprd", "acomp", "advcl"}:
            last = child.right
            joint = child.lower if child.dep == "prep" else child.dep
            yield replace(bare, contents=(span(parse.words[target.left : last + 1]),), shape="object+", inner=target, joint=joint)
    for child in (*target.children, *after):
        if child.dep == "prep" and child.left > target.index and (child.head is target or child.left == target.right + 1):
            yield from _joined(parse, replace(held, middle=target.lemma), child, shape="noun with")
        elif child.head is target and child.dep in {"acl", "ccomp"} and child.index > target.index:
            cue, content = Span(bare.cue.start, target.end), span(parse.subtree(child))
            yield replace(held, cue=cue, contents=(content,), shape="noun that", inner=child, joint=_mark(child), middle=target.lemma)


def _held(parse: Parse, bare: Candidate, noun: Word) -> Candidate:
    """A candidate of a verb with a noun, with who holds what the noun names: none of "forced a recognition that P"."""
    source, owner = bare.source, noun.child("poss")
    if bare.head.lemma in MAKING:
        return replace(bare, source=None, source_span=None)
    if source is None or is_voice(source) or source.pos == "PRON" or owner is None or not is_voice_or_possessive(owner):
        return bare
    return replace(bare, source=owner, source_span=noun_source(parse, noun, None)[1])


def _with_preposition(parse: Parse, bare: Candidate, after: list[Word], target: Word | None) -> Iterator[Candidate]:
    """As in "called for a vote", "spoke at length about the vote"."""
    for child in after:
        inner = child.child("pobj", "pcomp")
        if child.dep != "prep" or inner is None:
            continue
        if child.start <= bare.cue.end + 1:
            yield from _joined(parse, bare, child, shape="preposition")
        elif target is None:
            yield replace(bare, contents=(span(parse.subtree(child)),), shape="far preposition", inner=inner, joint=child.lower)


def _joined(parse: Parse, bare: Candidate, prep: Word, *, shape: str) -> Iterator[Candidate]:
    """The candidate whose cue ends with a preposition and whose content is what hangs on that."""
    inner = prep.child("pobj", "pcomp")
    if inner is not None:
        cue, content = Span(bare.cue.start, prep.end), span(parse.words[prep.index + 1 : prep.right + 1])
        yield replace(bare, cue=cue, contents=(content,), shape=shape, inner=inner, joint=prep.lower)


def _mark(clause: Word) -> str:
    """What joins a clause to its verb: its conjunction, "to", "wh" for a question word, "" for nothing."""
    mark = clause.child("mark")
    if mark is not None:
        return mark.lower
    if any(child.lower == "to" and child.dep == "aux" for child in clause.children):
        return "to"
    return "wh" if any(child.tag in {"WP", "WRB", "WDT"} for child in clause.children) else ""


def _passive(parse: Parse, bare: Candidate) -> Iterator[Candidate]:
    """As in "the plan was condemned by X", "X is expected to win", "X was accused of theft"."""
    verb = bare.head
    subject, agent = verb.child("nsubjpass"), verb.child("agent")
    if subject is None:
        return
    if agent is not None and agent.left == verb.index + 1:
        bare = replace(bare, cue=Span(bare.cue.start, agent.end))
    what = span(parse.subtree(subject))
    yield replace(bare, contents=(what,), shape="passive", inner=subject)
    rest = next((child for child in verb.children if child.index > verb.index and _says_of(child)), None)
    if rest is None:
        return
    beside = rest.dep == "prep" and rest.index == verb.index + 1
    cue = Span(bare.cue.start, rest.end) if beside else bare.cue
    more = span(parse.words[rest.index + 1 : rest.right + 1] if beside else parse.subtree(rest))
    joint = rest.lower if rest.dep == "prep" else _mark(rest)
    yield replace(bare, cue=cue, contents=(what, more), shape="passive+", inner=subject, joint=joint)


def _says_of(child: Word) -> bool:
    return child.dep in {"xcomp", "oprd", "ccomp", "advcl"} or (child.dep == "prep" and child.lower in _SAID_OF)


def _linking(adjective: Word) -> Word | None:
    """The verb that links an adjective with what it describes: "is critical of the plan"."""
    verb = adjective.head.head if adjective.dep == "conj" and adjective.head.pos == "ADJ" else adjective.head
    links = verb.is_verb and verb.lemma in _LINKING and adjective.dep in {"acomp", "attr", "oprd", "conj"}
    return verb if links and verb is not adjective else None


def _linked(parse: Parse, adjective: Word, verb: Word) -> Candidate:
    source, cue = subject_of(verb), cue_span(parse, adjective)
    if verb.index < adjective.index and adjective.dep != "conj":
        cue = Span(cue_span(parse, verb).start, cue.end)
    where = noun_phrase(parse, source) if source is not None else None
    return Candidate(adjective, cue, (), "", adjective, source=source, source_span=where)


def _described(parse: Parse, adjective: Word, cue: Span) -> Candidate:
    """The candidate of an adjective without a verb: "critics wary of the plan"."""
    noun = adjective.head if adjective.head.is_nominal and adjective.dep == "amod" else adjective.child("nsubj")
    before = [word for word in parse.subtree(noun) if word.end <= cue.start] if noun is not None else []
    where = span(before if noun in before else [noun]) if noun is not None else None
    return Candidate(adjective, cue, (), "", adjective, source=noun, source_span=where)


def _of_adjective(parse: Parse, adjective: Word) -> Iterator[Candidate]:
    """As in "is critical of the plan", "is eager to leave", "critics wary of the plan"."""
    verb = _linking(adjective)
    bare = _described(parse, adjective, cue_span(parse, adjective)) if verb is None else _linked(parse, adjective, verb)
    beside = [child for child in verb.children if child.index > adjective.right] if verb is not None else []
    for child in (*adjective.children, *beside):
        if child.dep == "prep" and child.index == adjective.index + 1:
            yield from _joined(parse, bare, child, shape="adjective with")
        elif child.dep in {"xcomp", "ccomp", "advcl"} and child.index > adjective.index:
            yield replace(bare, contents=(span(parse.subtree(child)),), shape="adjective that", inner=child, joint=_mark(child))


def _of_noun(parse: Parse, noun: Word) -> Iterator[Candidate]:
    """As in "X's support for the plan", "the promise to leave"."""
    source, where = noun_source(parse, noun, noun.head if noun.head.is_verb and noun.dep == "dobj" else None)
    bare = Candidate(noun, cue_span(parse, noun), (), "", noun, source=source, source_span=where)
    for child in noun.children:
        if child.dep == "prep" and child.index == noun.index + 1 and child.child("pobj", "pcomp") is not source:
            yield from _joined(parse, bare, child, shape="of noun")
        elif child.dep in {"acl", "ccomp"} and child.index > noun.index:
            yield replace(bare, contents=(span(parse.subtree(child)),), shape="noun clause", inner=child, joint=_mark(child))
