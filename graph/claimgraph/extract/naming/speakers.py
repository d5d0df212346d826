"""Who speaks the words around a pronoun, and which words of a text are quoted."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claimgraph.extract.grammar.frames import Frame, Role
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.naming.antecedents import FIRST
from claimgraph.extract.page.quotes import Quote

YOU = frozenset({"you", "yourself"})


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """The innermost speaker of some words, and whether they are that speaker's own."""

    head: Word | None
    quoted: bool


def speakers_of(parse: Parse, frames: Sequence[Frame], quotes: Sequence[Quote]) -> dict[int, Speaker]:
    """For each pronoun inside an attribution its innermost speaker, and whether the words are quoted.

    A reason is told by the author, though it is somebody's: "opposed the plan because it would cost jobs".
    """
    quote_at = {word.index: quote for quote in quotes for word in parse.between(quote.start, quote.end)}
    found: dict[int, Speaker] = {}
    voices = [
        (frame, frame.source) for frame in frames if frame.role is Role.VOICE and frame.source is not None and frame.head.dep != "mark"
    ]
    for frame, source in sorted(voices, key=lambda voice: -voice[0].extent):
        for span in frame.contents:
            own = frame.colon or "\n" in parse.text[frame.cue.end : span.start]
            for word in parse.between(span.start, span.end):
                if word.pos == "PRON" or word.tag in {"PRP", "PRP$"}:
                    quoted = own or _is_quoted_of(source, quote_at.get(word.index))
                    outer = found.get(word.index)
                    if quoted or word.lower not in FIRST or outer is None or not outer.quoted:
                        found[word.index] = Speaker(source, quoted=quoted)
    return found


def _is_quoted_of(source: Word, quote: Quote | None) -> bool:
    """Whether words in a quote are those of a speaker who is named outside of it."""
    return quote is not None and not quote.start <= source.start < quote.end


def addressed_in(parse: Parse, frames: Sequence[Frame]) -> dict[int, Word]:
    """For each "you" of a dialogue the head of who answers it, or of who spoke before where nobody does; who asks may have no name."""
    turns = sorted((frame for frame in frames if frame.colon), key=lambda frame: frame.cue.start)
    found: dict[int, Word] = {}
    for number, turn in enumerate(turns):
        near = (*turns[number + 1 : number + 2], *turns[max(0, number - 1) : number])
        other = next((one.source for one in near if _is_other(one, turn)), None)
        if other is None:
            continue
        for span in turn.contents:
            found.update((word.index, other) for word in parse.between(span.start, span.end) if word.lower in YOU)
    return found


def _is_other(one: Frame, turn: Frame) -> bool:
    return one.source is not None and (turn.source is None or one.source.text != turn.source.text)


def quoted_words(parse: Parse, quotes: Sequence[Quote]) -> frozenset[int]:
    """The indexes of the words that stand in quotation marks."""
    starts = [word.start for word in parse.words]
    return frozenset(index for quote in quotes for index in range(bisect_left(starts, quote.start), bisect_left(starts, quote.end)))


def told_words(parse: Parse, frames: Sequence[Frame]) -> frozenset[int]:
    """The indexes of the words that are what a voice says."""
    spans = (span for frame in frames if frame.role is Role.VOICE for span in frame.contents)
    return frozenset(word.index for span in spans for word in parse.between(span.start, span.end))
