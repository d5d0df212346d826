"""What a speaker says on in the same sentence, with no further verb of saying: "It is safe, X said; P", "X disagreed: P"."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from claimgraph.extract.attribution.attitudes import SILENT
from claimgraph.extract.attribution.colons import is_judged
from claimgraph.extract.attribution.verbal import can_speak
from claimgraph.extract.grammar.contents import has_that, is_passive, tells_on
from claimgraph.extract.grammar.cues import NOUNS, SPEECH, VERBS, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, cue_span, is_answer, is_negated, is_voice, span, speaker_span, subject_of
from claimgraph.extract.grammar.nominalisations import FIGURES
from claimgraph.extract.grammar.words import TENSED, Parse, Word
from claimgraph.model import Span, Stance

_RESUMING = frozenset({"that", "and", "or", "whether"})
_MARKS = frozenset({";", ":"})
_GROUNDS = frozenset({"because", "since", "as", "although", "though"})
_HIMSELF = frozenset({"i", "we", "you", "one", "nobody", "none", "everyone", "everybody", "it", "this", "that", "which"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_REFUSING = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.ASKS})
_OPPOSING = frozenset({"disagree", "differ", "shrug", "object", "demur", "dissent"})


def with_running_on(parse: Parse, frames: Sequence[Frame]) -> list[Frame]:
    """The frames, with the rest of the sentence where the speaker is named after or amid what is said, and with what follows a colon."""
    by_sentence: dict[int, list[Frame]] = {}
    for frame in frames:
        by_sentence.setdefault(frame.head.sentence, []).append(frame)
    announced = dict(_announced(parse, by_sentence))
    known = [announced.pop(frame.head.index, frame) for frame in frames]
    run_on = [_run_on(parse, frame, by_sentence[frame.head.sentence]) for frame in known]
    gapped = {id(frame): other for frame in run_on if (other := _gapped(parse, frame)) is not None}
    whole = [_before(frame, gapped[id(frame)]) if id(frame) in gapped else frame for frame in run_on]
    defended = [other for frame in known if (other := _defence(parse, frame, by_sentence[frame.head.sentence])) is not None]
    return [*whole, *gapped.values(), *defended, *announced.values()]


def _gapped(parse: Parse, frame: Frame) -> Frame | None:
    """What another says by the same verb, which is left out: "Some say that it rang; others, that it did not"."""
    clause = frame.head.child("ccomp")
    if frame.role is not Role.VOICE or frame.source is None or clause is None or clause.index < frame.head.index:
        return None
    for word in parse.words[clause.index + 1 : parse.sentence_of(frame.head).last + 1]:
        said = next((child for child in word.all_children("ccomp") if has_that(child) and child.left > word.index), None)
        mark = said.child("mark") if said is not None and word.is_nominal and is_voice(word) else None
        if said is not None and mark is not None:
            who = span(parse.words[word.left : said.left])
            return Frame(mark, Span(mark.start, mark.end), frame.meaning, (span(parse.subtree(said)),), word, who)
    return None


def _before(frame: Frame, other: Frame) -> Frame:
    """A frame without what another one says from its speaker on."""
    end = other.source_span.start if other.source_span is not None else other.cue.start
    kept = [Span(one.start, min(one.end, end)) for one in frame.contents if one.start < end]
    return frame.with_contents(kept) if kept else frame


def _run_on(parse: Parse, frame: Frame, near: Sequence[Frame]) -> Frame:
    """The frame with what comes later in its sentence, where it follows what it attributes and that is nobody else's."""
    if frame.role is not Role.VOICE or frame.source is None or frame.inner or frame.beside or not frame.head.is_verb:
        return frame
    if min(span.start for span in frame.contents) > min(frame.cue.start, frame.source.start):
        return _cut_short(parse, frame, near)
    later = takewhile(lambda words: not _speaks_for_itself(words, near), _later(parse, frame))
    return frame.with_contents([*frame.contents, *map(span, later)])


def _cut_short(parse: Parse, frame: Frame, near: Sequence[Frame]) -> Frame:
    """The frame without what another says after a semicolon: "X concluded that P; Y thought it a copy"."""
    if _tells_ahead(parse, frame, near):
        return replace(frame, role=Role.BARE)
    last = frame.contents[-1]
    first, *more = list(_parts(parse.between(last.start, last.end)))
    for part in more:
        if part and part[0].lower not in _RESUMING and _speaks_for_itself(part, near) and parse.words[part[0].index - 1].text == ";":
            before = parse.words[part[0].index - 1].start
            return frame.with_contents([*frame.contents[:-1], Span(last.start, before)]) if first else frame
    return frame


def _defence(parse: Parse, frame: Frame, near: Iterable[Frame]) -> Frame | None:
    """What is set against a concession, a denial, a doubt or a question by who makes it.

    "X conceded that P, but the error was found", "X doubted that P: the clock was slow".
    """
    if frame.meaning.stance in _REFUSING and frame.head.child("ccomp") is not None and frame.source is not None and not frame.negated:
        return _said_against(parse, frame, near)
    conceded = frame.meaning.stance is Stance.CONCEDES and frame.head.child("ccomp") is not None
    for clause in frame.head.all_children("conj") if conceded else ():
        words = parse.subtree(clause)
        if _is_clause(clause) and parse.words[clause.left - 1].lower == "but" and not _speaks_for_itself(words, near):
            return replace(frame, meaning=SPEECH, contents=(span(words),))
    return None


def _said_against(parse: Parse, frame: Frame, near: Iterable[Frame]) -> Frame | None:
    """What stands behind the colon after what a voice refuses or asks."""
    content, last = parse.between(frame.contents[-1].start, frame.contents[-1].end), parse.sentence_of(frame.head).last
    end = content[-1].index if content else last
    if end >= last or parse.words[end + 1].text != ":":
        return None
    words = next(iter(_parts(parse.words[end + 2 : last + 1])), [])
    if not words or not _is_clause(_top(words)) or _speaks_for_itself(words, near):
        return None
    return replace(frame, meaning=SPEECH, contents=(span(words),))


def _tells_ahead(parse: Parse, frame: Frame, near: Iterable[Frame]) -> bool:
    """Whether a verb with its own object only leads over to what another says after a colon: "They tell another story: X claims P"."""
    target, said = frame.head.child("dobj"), parse.between(frame.contents[0].start, frame.contents[0].end)
    leads = target is not None and target.lemma in NOUNS and target.index > frame.head.index
    return leads and bool(said) and parse.words[said[0].index - 1].text == ":" and _speaks_for_itself(said, near)


def _later(parse: Parse, frame: Frame) -> Iterator[Sequence[Word]]:
    """The clauses after a speaker who is named amid a sentence, and what stands between its later marks."""
    first, *parts = list(_parts(parse.words[frame.head.index + 1 : parse.sentence_of(frame.head).last + 1]))
    for word in first:
        further = _is_clause(word) and word.left > frame.head.index and not frame.holds(word.start)
        if further and _goes_on(parse, word) and not tells_on(parse, frame.head, word):
            yield parse.words[word.left : min(word.right, first[-1].index) + 1]
    yield from (part for part in parts if part and _is_clause(_top(part)))


def _parts(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The stretches of some words between semicolons and colons."""
    begin = 0
    for number, word in enumerate(words):
        if word.text in _MARKS:
            yield words[begin:number]
            begin = number + 1
    yield words[begin:]


def _is_clause(word: Word) -> bool:
    helped = any(child.tag in TENSED for child in word.all_children("aux", "auxpass"))
    return word.is_verb and (word.tag in TENSED or helped) and word.child(*_SUBJECTS) is not None and word.dep not in {"relcl", "acl"}


def _goes_on(parse: Parse, clause: Word) -> bool:
    """Whether a clause is joined by ", and", or gives the ground of what was said."""
    mark, before = clause.child("mark"), parse.words[max(0, clause.left - 2) : clause.left]
    if mark is not None:
        return clause.dep == "advcl" and mark.lower in _GROUNDS
    return len(before) == 2 and before[1].dep == "cc" and before[0].text == ","


def _speaks_for_itself(words: Sequence[Word], near: Iterable[Frame]) -> bool:
    """Whether a clause names who says, thinks, shows or disputes something, so that it is no one else's to say."""
    top, inside = _top(words), range(words[0].index, words[-1].index + 1)
    subject = top.child(*_SUBJECTS)
    acts = subject is not None and subject.pos != "PRON" and not is_passive(top) and not _is_open(top)
    cue = VERBS.get(top.lemma)
    says = subject is not None and (is_voice(subject) or top.child("ccomp") is not None) and can_speak(top, subject)
    states = cue is not None and subject is not None and (cue.kind is CueKind.EVIDENCE or says)
    answers = subject is not None and subject.lower not in _HIMSELF and is_answer(top)
    return (acts and states) or answers or any(frame.head.index in inside and frame.role is Role.VOICE for frame in near)


def _is_open(verb: Word) -> bool:
    """Whether a verb tells what could or did not happen: "no one has shown it", "a test would show it"."""
    return is_negated(verb) or any(child.tag == "MD" for child in verb.children)


def _announced(parse: Parse, frames: Mapping[int, Sequence[Frame]]) -> Iterator[tuple[int, Frame]]:
    """What a voice says after a colon, by the verb before it that tells what the voice thinks of something: "X disagreed: P"."""
    for sentence in parse.sentences:
        before, *after = list(_parts(parse.words_of(sentence)))
        follows = bool(before and after and after[0]) and parse.words[before[-1].index + 1].text == ":"
        verb = _top(before) if follows else None
        if verb is None or sentence.headline or not _is_clause(_top(after[0])) or after[0][0].text == '"':
            continue
        near = frames.get(sentence.index, ())
        if _takes_side(verb) and not is_negated(verb) and not _speaks_for_itself(after[0], near):
            frame = _announcement(parse, verb, after[0], near)
            if frame is not None:
                yield verb.index, frame


def _announcement(parse: Parse, verb: Word, said: Sequence[Word], near: Iterable[Frame]) -> Frame | None:
    source = subject_of(verb)
    if source is None or source.lower in _HIMSELF or not is_voice(source):
        return None
    known = next((frame for frame in near if frame.head is verb and frame.role is Role.VOICE), None)
    if known is not None:
        return known.with_contents([*known.contents, span(said)]) if known.meaning.stance is Stance.ENDORSES else None
    return Frame(verb, cue_span(parse, verb), SPEECH, (span(said),), source, speaker_span(parse, verb, source))


def _top(words: Sequence[Word]) -> Word:
    """The highest word of a stretch in the tree of its sentence, the first of several."""
    inside = {word.index for word in words}
    return next((word for word in words if not word.is_punctuation and (word.is_root or word.head.index not in inside)), words[0])


def _takes_side(verb: Word) -> bool:
    """Whether a verb, or the noun that is its object, tells what somebody holds: "disputes that", "has another explanation"."""
    if (verb.lemma in VERBS and verb.lemma not in SILENT) or verb.lemma in _OPPOSING:
        return True
    if is_judged(verb):
        return False
    told = verb.child("dobj", "attr")
    nouns = [told, *(prep.child("pobj") for prep in verb.all_children("prep"))]
    return any(noun is not None and (noun.lemma in NOUNS or noun.lemma in FIGURES) for noun in nouns)
