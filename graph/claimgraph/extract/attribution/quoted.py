"""Frames that quotation marks make: quotes before or after "X said", quotes that run on."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from claimgraph.extract.attribution.announced import SAYINGS
from claimgraph.extract.attribution.verbal import is_said
from claimgraph.extract.grammar.contents import has_tense
from claimgraph.extract.grammar.cues import SPEECH, SPOKEN, VERBS, CueKind
from claimgraph.extract.grammar.frames import Frame, Role, cue_span, is_person, is_voice, noun_phrase, speaker_span, subject_of
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.extract.page.layout import ParagraphKind
from claimgraph.extract.page.quotes import Quote
from claimgraph.model import Span, Stance

_REACH = 90
_READING = frozenset({"read", "say", "state", "run", "go"})
"""What a statement is said to do before its words: "It goes as follows: 'P'"."""
_TITLES = 3
"""How many paragraphs at the top may be headlines."""
_LINKING = frozenset({"be", "have", "do", "become", "seem"})
"""Verbs that name no act by which words could be uttered."""
_JOINTS = frozenset({",", "and", "but", "or", "nor", "yet", "then", "also", "still", "even", "that"})
"""What joins one quoted part of what somebody says to the next."""
_DASHES = frozenset({"-", "--", "–", "—"})
_UNNAMED = frozenset({"i", "we", "you", "one", "nobody", "everyone", "everybody"})


def with_quotes(parse: Parse, frames: Sequence[Frame], quotes: Sequence[Quote]) -> tuple[Frame, ...]:
    """The frames with every direct quote given to the frame it belongs to, and the frames that only quotes show."""
    working = [_outside(parse, frame, frames, quotes) for frame in frames]
    last: int | None = None
    last_end = before = 0
    for quote in quotes:
        if not quote.direct:
            resumed = _resumed(parse, working, before, quote)
            resumed = _set_behind(parse, working, quote) if resumed is None else resumed
            if resumed is not None:
                working[resumed] = _holding(working[resumed], quote)
            before = quote.end
            uttered = _uttered(parse, working, quote) if resumed is None else None
            last, last_end = (last, last_end) if uttered is None else (uttered, quote.end)
            continue
        before = quote.end
        position = _overlapping(working, quote)
        if position is None:
            position = _added(working, _frame_beside(parse, quote))
        if position is None:
            position = _joined(parse, working, quote)
        if position is None and last is not None and (quote.continues or _runs_on(parse, last_end, quote)):
            position = last
        if position is None:
            position = _told_before(parse, working, quote)
        if position is not None:
            working[position] = _holding(_voiced(parse, _spoken_outside(parse, working[position], quote)), quote)
            last, last_end = position, quote.end
    working.extend([frame for quote in quotes if (frame := _repeated(parse, working, quote)) is not None])
    return tuple(sorted(working, key=lambda frame: frame.cue.start))


def _repeated(parse: Parse, frames: Sequence[Frame], quote: Quote) -> Frame | None:
    """The frame of a quote that is a headline, of no one there: whoever says the same words below."""
    here = next((one for one in parse.paragraphs[:_TITLES] if one.start <= quote.start and quote.end <= one.end), None)
    mark = next(iter(parse.between(quote.start, quote.end)), None)
    whole = here is not None and here.kind is ParagraphKind.HEADLINE and (quote.start, quote.end) == (here.start, here.end)
    if not whole or mark is None or any(frame.holds(quote.start + 1) for frame in frames):
        return None
    at = parse.masked.find(parse.masked[quote.start + 1 : quote.end - 1].rstrip(" .,"), quote.end)
    said = [frame for frame in frames if frame.role is Role.VOICE and frame.source is not None and at > 0 and frame.holds(at)]
    inner = min(said, key=lambda frame: frame.extent, default=None)
    return inner and Frame(mark, Span(mark.start, mark.end), SPEECH, (Span(quote.start, quote.end),), inner.source, colon=True)


def _added(frames: list[Frame], fresh: Frame | None) -> int | None:
    """The place of a frame, added to the others; None where there is none."""
    if fresh is None:
        return None
    frames.append(fresh)
    return len(frames) - 1


def _holding(frame: Frame, quote: Quote) -> Frame:
    return frame.with_contents([*frame.contents, Span(quote.start, quote.end)])


def _begins(parse: Parse, quote: Quote) -> bool:
    """Whether a quote stands at the beginning of a sentence, or behind a colon or another quote."""
    before = parse.masked[max(0, quote.start - _REACH) : quote.start].rstrip(" ")
    return not before or before[-1] in '.?!:"\n'


def _uttered(parse: Parse, frames: list[Frame], quote: Quote) -> int | None:
    """The place of the frame, added, of a word or two that are all that somebody says: '"Never," she said.'."""
    inner = parse.masked[quote.start + 1 : quote.end - 1]
    if not inner[:1].isupper() or inner[-1:] not in {",", "?", "!"} or not _begins(parse, quote):
        return None
    frame = _frame_beside(parse, quote)
    taken = frame is None or any(other.head is frame.head for other in frames)
    return None if taken else _added(frames, frame)


def _overlapping(frames: Sequence[Frame], quote: Quote) -> int | None:
    """The frame outside the quote whose content meets it, the one with the nearest cue."""
    best: tuple[int, int] | None = None
    for position, frame in enumerate(frames):
        outside = frame.cue.end <= quote.start + 1 or frame.cue.start >= quote.end - 1
        if (
            outside
            and frame.source is not None
            and any(span.start < quote.end - 1 and span.end > quote.start + 1 for span in frame.contents)
        ):
            distance = min(abs(frame.cue.start - quote.end), abs(quote.start - frame.cue.end))
            if best is None or distance < best[0]:
                best = distance, position
    return best[1] if best else None


def _frame_beside(parse: Parse, quote: Quote) -> Frame | None:
    """The frame of a cue that stands right after or right before the quote without content of its own."""
    after = parse.between(quote.end, quote.end + _REACH)
    before = parse.between(quote.start - _REACH, quote.start)
    leading = parse.masked[max(0, quote.start - 6) : quote.start].rstrip()[-1:] in {",", ":"}
    stop = next(
        (
            number
            for number, word in enumerate(after)
            if word.text in {".", '"', "?", "!", ";"} or "\n" in parse.text[quote.end : word.start]
        ),
        len(after),
    )
    if parse.masked[quote.end - 2 : quote.end - 1] == "." and parse.masked[quote.end - 3 : quote.end - 2] != ".":
        stop = 0
    for words in (list(after[:stop]), list(reversed(before)) if leading else []):
        for word in words:
            if word.text in {".", '"', "?", "!"}:
                break
            frame = spoken_by(parse, word)
            if frame is not None:
                return replace(frame, contents=(Span(quote.start, quote.end),))
    introduced = before and before[-1].text == ":"
    return _tag(parse, quote, after[:stop]) or (_introduced(parse, quote, before[-1]) if introduced else None)


def _tag(parse: Parse, quote: Quote, after: Sequence[Word]) -> Frame | None:
    """The frame of words right behind a quote that ends in a comma, whichever verb they have: '"P," he sniffed', '"P," sighed Tull'."""
    if parse.masked[quote.end - 2] != "," or not after or not _begins(parse, quote):
        return None
    verb = next((word for word in after if word.is_verb and (has_tense(word) or word.child("nsubj"))), None)
    if verb is None or verb.lemma in _LINKING or verb.dep in {"aux", "auxpass", "relcl", "advcl", "acl"}:
        return None
    source = subject_of(verb) if verb is not after[0] else _neighbour(parse, verb)
    beside = source is not None and (verb is after[0] or parse.words[source.left] is after[0])
    if source is None or not beside or not (is_voice(source) or is_person(source)):
        return None
    return Frame(verb, cue_span(parse, verb), SPEECH, (Span(quote.start, quote.end),), source, speaker_span(parse, verb, source))


def _told_before(parse: Parse, frames: list[Frame], quote: Quote) -> int | None:
    """The place of the frame of a quote with no words of its own: whoever spoke, or whom it was about, in the sentence before."""
    first = next(iter(parse.between(quote.start, quote.end)), None)
    if first is None or first.sentence == 0 or parse.sentence_of(first).first != first.index:
        return None
    previous, own = parse.sentences[first.sentence - 1], parse.sentence_of(first).paragraph
    alone = previous.paragraph == own - 1 and quote.start <= parse.paragraphs[own].start and quote.end >= parse.paragraphs[own].end
    if previous.paragraph != own and not alone:
        return None
    spoken = [frame for frame in frames if frame.head.sentence == previous.index and frame.role is Role.VOICE and frame.source is not None]
    if alone:
        who = _alone_speaking(spoken) if not _is_perhaps_answer(parse, spoken, quote) else None
    else:
        outer = max(spoken, key=lambda frame: frame.extent, default=None)
        who = outer.source if outer is not None else _person_of(parse.words_of(previous))
    if who is None or who.lower in _UNNAMED:
        return None
    said = next((frame for frame in spoken if frame.source is who and _may_go_on(frame)), None)
    if said is not None:
        return frames.index(said)
    mark = Span(quote.start, quote.start + 1)
    return _added(frames, Frame(first, mark, SPEECH, (Span(quote.start, quote.end),), who, noun_phrase(parse, who), colon=True))


def _may_go_on(frame: Frame) -> bool:
    """Whether a quote in the next sentence is more of what a frame says: what was said stands before its verb, "P, X said. 'Q'"."""
    plain = frame.meaning.kind is CueKind.SPEECH and frame.meaning.stance is Stance.ENDORSES and not frame.negated and not frame.inner
    return plain and frame.head.is_verb and frame.contents[0].end <= frame.cue.start


def _alone_speaking(frames: Sequence[Frame]) -> Word | None:
    """Who speaks in the next paragraph: the only voice of the sentence before, or the innermost person of several within each other."""
    if any(frame.meaning.stance is Stance.ASKS or _is_unsaid(frame) for frame in frames):
        return None
    inward = sorted(frames, key=lambda frame: frame.extent)
    sources = [frame.source for frame in inward if frame.source is not None]
    if len({source.index for source in sources}) < 2:
        return next(iter(sources), None)
    nested = all(outer.holds(inner.cue.start) for inner, outer in pairwise(inward))
    return next((source for source in sources if is_person(source)), None) if nested else None


def _is_perhaps_answer(parse: Parse, frames: Sequence[Frame], quote: Quote) -> bool:
    """Whether somebody says "I" or "we" in a quote behind what was said of a person, who may be the one that answers."""
    first = any(word.lower in FIRST for word in parse.between(quote.start, quote.end))
    told = (word for frame in frames for span in frame.contents for word in parse.between(span.start, span.end))
    return first and any(word.is_nominal and is_person(word) for word in told)


def _is_unsaid(frame: Frame) -> bool:
    """Whether a verb tells that somebody does not say something, or only may or would."""
    return frame.negated or (frame.head.is_verb and frame.source is not None and not is_said(frame.head, frame.source))


def _person_of(words: Sequence[Word]) -> Word | None:
    """The person whom a sentence is about."""
    root = next(word for word in words if word.is_root)
    subject = subject_of(root) if root.is_verb else None
    return subject if subject is not None and is_person(subject) else None


def _introduced(parse: Parse, quote: Quote, colon: Word) -> Frame | None:
    """The frame of a quote after a colon, whatever the clause before tells of its subject: "Anna Berg was blunter: 'P'"."""
    words = parse.words[parse.sentence_of(colon).first : colon.index]
    if words and not any(word.is_verb for word in words):
        return _labelled(parse, quote, colon, words)
    saying = next(
        (verb for verb in (word.head for word in words[-1:]) if verb.is_verb and words[-1].dep == "dobj" and words[-1].lemma in SAYINGS),
        None,
    )
    root = saying or next((word for word in words if word.is_root or word.head.index >= colon.index), None)
    source = subject_of(root) if root is not None and root.is_verb else None
    if source is None or source.index > colon.index or source.lower in _UNNAMED - ({"i", "we"} if saying is not None else set()):
        return None
    if not (is_voice(source) or (source.lower == "it" and root is not None and root.lemma in _READING)):
        return None
    content = Span(quote.start, quote.end)
    return Frame(colon, Span(colon.start, colon.end), SPEECH, (content,), source, noun_phrase(parse, source), colon=True)


def _labelled(parse: Parse, quote: Quote, colon: Word, words: Sequence[Word]) -> Frame | None:
    """The frame of a quote after a colon with nothing but its speaker before: "Police spokesman Ulf Tennant: 'P'"."""
    head = next((word for word in words if word.is_root or word.head.index >= colon.index), words[-1])
    named = is_voice(head) and head.is_nominal and head.lower not in _UNNAMED
    content = (Span(quote.start, quote.end),)
    return Frame(colon, Span(colon.start, colon.end), SPEECH, content, head, noun_phrase(parse, head), colon=True) if named else None


def spoken_by(parse: Parse, word: Word) -> Frame | None:
    """The frame, without content, of a verb of speech or thought that has somebody for its subject."""
    if not word.is_verb or word.lemma not in VERBS or VERBS[word.lemma].kind not in SPOKEN:
        return None
    source = subject_of(word) or _neighbour(parse, word)
    if source is None or not (is_voice(source) or source.is_nominal):
        return None
    return Frame(word, cue_span(parse, word), VERBS[word.lemma], (), source, speaker_span(parse, word, source))


def _outside(parse: Parse, frame: Frame, frames: Sequence[Frame], quotes: Sequence[Quote]) -> Frame:
    """The frame of a participle with whoever spoke just before, where its subject was sought in a quote: '"P," X said, adding that Q'."""
    if frame.head.tag != "VBG" or not any(_is_led_astray(frame, quote) for quote in quotes):
        return frame
    before = [one for one in frames if one.head.sentence == frame.head.sentence and one.cue.end <= frame.cue.start]
    spoken = [
        one for one in before if one.role is not Role.OPERATOR and not any(quote.start < one.cue.start < quote.end for quote in quotes)
    ]
    last = max(spoken, key=lambda one: one.cue.start, default=None)
    if last is None or last.source is None:
        return frame
    return replace(frame, source=last.source, source_span=noun_phrase(parse, last.source))


def _is_led_astray(frame: Frame, quote: Quote) -> bool:
    """Whether a cue that stands outside of a quote has its speaker in there."""
    inside = frame.source is not None and quote.start < frame.source.start < quote.end
    return inside and not quote.start < frame.cue.start < quote.end


def _spoken_outside(parse: Parse, frame: Frame, quote: Quote) -> Frame:
    """The frame with the name beside its verb as its speaker, where the parser took words of the quote for the subject."""
    if not _is_led_astray(frame, quote):
        return frame
    beside = _neighbour(parse, frame.head)
    if beside is None or quote.start < beside.start < quote.end:
        return frame
    return replace(frame, source=beside, source_span=noun_phrase(parse, beside))


def _voiced(parse: Parse, frame: Frame) -> Frame:
    """The frame with its speaker as a voice, where only what is quoted shows that something is said and not asked for."""
    speaks = frame.role is Role.BARE and frame.meaning.kind is CueKind.SPEECH and frame.source is not None
    speaks = speaks and frame.source is not None and is_said(frame.head, frame.source)
    speaks = speaks and not parse.masked.startswith("to ", frame.contents[0].start)
    quoted = tuple(span for span in frame.contents if parse.masked.startswith('"', span.start))
    return replace(frame, role=Role.VOICE, contents=quoted) if speaks else frame


def _joined(parse: Parse, frames: Sequence[Frame], quote: Quote) -> int | None:
    """The frame of a quote that is joined to what the frame already holds: "said that P 'was fine' but 'nobody knew it.'"."""
    number = next((word.index for word in parse.between(quote.start, quote.end)), 0)
    while number and (parse.words[number - 1].text == '"' or parse.words[number - 1].lower in _JOINTS):
        number -= 1
    last = parse.words[number]
    if not number or last.start == quote.start or parse.words[number - 1].sentence != last.sentence:
        return None
    before = parse.words[number - 1].end
    held = [
        place
        for place, frame in enumerate(frames)
        if frame.role is Role.VOICE and any(span.end in {before, last.end} for span in frame.contents)
    ]
    return max(held, key=lambda place: frames[place].extent, default=None)


def _set_behind(parse: Parse, frames: Sequence[Frame], quote: Quote) -> int | None:
    """The frame of a quote that a dash sets behind who said the words before it: 'The pump is safe, Berg said - "it is new"'."""
    first = next(iter(parse.between(quote.start, quote.end)), None)
    dash = parse.words[max(0, first.index - 1)] if first is not None else None
    whole = any(has_tense(word) for word in parse.between(quote.start, quote.end) if word.is_verb)
    if first is None or dash is None or dash.text not in _DASHES or dash.sentence != first.sentence or not whole:
        return None
    said = [place for place, frame in enumerate(frames) if frame.head.sentence == first.sentence and _may_go_on(frame)]
    ends = [place for place in said if frames[place].role is Role.VOICE and _closes(parse, frames[place], dash)]
    return ends[-1] if ends else None


def _closes(parse: Parse, frame: Frame, dash: Word) -> bool:
    """Whether no other verb stands between what names a speaker and a dash."""
    return not any(word.is_verb and word.dep not in {"acl", "relcl", "advcl"} for word in parse.between(frame.cue.end, dash.start))


def _neighbour(parse: Parse, verb: Word) -> Word | None:
    """The name beside a verb whose subject the parser missed: "said Khan"."""
    for index in (verb.index + 1, verb.index - 1):
        if 0 <= index < len(parse.words) and parse.words[index].sentence == verb.sentence and _can_name(parse.words[index]):
            word = parse.words[index]
            while word.head.is_nominal and word.dep in {"compound", "nmod"} and word.head is not word:
                word = word.head
            return word
    return None


def _can_name(word: Word) -> bool:
    """Whether a word can be of somebody's name, which a day is not: "X said Monday"."""
    return word.is_nominal and word.entity not in {"DATE", "TIME"}


def _resumed(parse: Parse, frames: Sequence[Frame], before: int, quote: Quote) -> int | None:
    """The frame of a quote that goes on in its own sentence after the words that name its speaker: "P", X said, "because Q"."""
    between = parse.masked[before : quote.start]
    if not before or not between.rstrip().endswith(",") or not _is_one_sentence(parse, before, quote.start):
        return None
    return next(
        (number for number, frame in enumerate(frames) if before <= frame.cue.start < quote.start and frame.holds(before - 2)),
        None,
    )


def _is_one_sentence(parse: Parse, start: int, end: int) -> bool:
    """Whether nothing ends between two places: no paragraph, no sentence, no part before a semicolon."""
    words = parse.between(start, end + 1)
    return not any(word.text in {";", "?", "!"} for word in words) and len({word.sentence for word in words}) < 2


def _runs_on(parse: Parse, last_end: int, quote: Quote) -> bool:
    """Whether nothing but space, or at most one short sentence of the same paragraph, lies between two quotes."""
    between = parse.text[last_end : quote.start]
    return 0 <= quote.start - last_end < 400 and ("\n" not in between.strip("\n\r \t") if "\n" not in between else not between.strip())
