"""Who holds a unit through whom: the chains of speech acts around it, outermost first."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.attribution.units import Unit, UnitKind
from claimgraph.extract.attribution.verbal import is_surprise, raises_negation
from claimgraph.extract.grammar.contents import quoted_saying
from claimgraph.extract.grammar.cues import NOUNS, CueKind
from claimgraph.extract.grammar.frames import Frame, Role
from claimgraph.extract.grammar.words import Word
from claimgraph.extract.sources.voices import Voices
from claimgraph.model import Certainty, Source, Stance

_FACTIVE = frozenset(
    {
        "know",
        "realize",
        "realise",
        "understand",
        "remember",
        "notice",
        "learn",
        "see",
        "discover",
        "recognize",
        "recognise",
        "reveal",
        "disclose",
        "mention",
    }
)


_NAMING = frozenset({"name", "identify", "specify", "cite", "quote"})
_ASIDES = frozenset({UnitKind.RELATIVE, UnitKind.APPOSITION})
"""What is said beside the point: a speaker who rejects a claim does not thereby reject it."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One speech act of a chain: who, by which frame (None for the author's own words), with what stance."""

    speaker: Source
    stance: Stance
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The speech acts around a unit from the author inwards, and the operators that say how sure the innermost is."""

    hops: tuple[Hop, ...]
    operators: tuple[Frame, ...] = ()


class FrameIndex:
    """The frames that attribute something, to be asked which of them hold a place of the text."""

    BLOCK = 512

    def __init__(self, frames: Iterable[Frame], quoted: Container[int] = ()) -> None:
        self.quoted = quoted
        self.blocks: dict[int, list[Frame]] = {}
        for frame in frames:
            if frame.role is not Role.BARE:
                for span in frame.contents:
                    for block in range(span.start // self.BLOCK, span.end // self.BLOCK + 1):
                        self.blocks.setdefault(block, []).append(frame)

    def at(self, position: int) -> list[Frame]:
        """The frames whose content holds a place of the text, in no order."""
        near = (frame for frame in self.blocks.get(position // self.BLOCK, ()) if frame.holds(position))
        return list({id(frame): frame for frame in near}.values())

    def around(self, unit: Unit) -> list[Frame]:
        """The frames whose content holds the unit, outermost first."""
        at = unit.head.start
        near = (frame for frame in self.blocks.get(at // self.BLOCK, ()) if frame.holds(at))
        held = {
            id(frame): frame
            for frame in near
            if (frame.colon or not self._is_told_beside(unit, frame))
            and not _names_speaker(frame, at)
            and not _is_of_what_is_said(frame, unit)
        }
        begun = min((frame.head.head.start for frame in held.values() if frame.comments), default=None)
        if begun is not None:
            held = {key: frame for key, frame in held.items() if frame.comments or frame.cue.start > begun or not frame.holds(begun)}
        held = {key: _presupposing(frame, unit) for key, frame in held.items()}
        return sorted(held.values(), key=lambda frame: (-frame.extent, frame.inner, frame.cue.start))

    def _is_told_beside(self, unit: Unit, frame: Frame) -> bool:
        """Whether the author adds a unit to words reported: "said that P, a move that would cost millions", or who it is of whom P."""
        if unit.kind is UnitKind.RELATIVE and unit.head.index not in self.quoted and _tells_of_telling(unit.head):
            return True
        named = "PROPN" in {unit.head.pos, unit.head.head.pos}
        identified = unit.kind is UnitKind.APPOSITION and named and unit.head.index not in self.quoted
        opined = unit.kind in _ASIDES and frame.head.lower in {"for", "to"}
        return identified or opined or (unit.kind is UnitKind.COMMENT and frame.head.is_verb)


def _tells_of_telling(verb: Word) -> bool:
    """Whether a relative clause tells what the author did, or whom a speaker named: "which I have read", "whom it did not name"."""
    subject = verb.child("nsubj")
    naming = verb.lemma in _NAMING and subject is not None and subject.lower in {"it", "he", "she", "they"}
    return naming or (subject is not None and subject.lower in {"i", "we"})


def _is_of_what_is_said(frame: Frame, unit: Unit) -> bool:
    """Whether a frame only says what a saying is like, and a unit is what that says: "called the claim that P rude"."""
    small = frame.small
    return small is not None and small.head.lemma in NOUNS and unit.head is not small.head and unit.head.is_under(small.head)


def _presupposing(frame: Frame, unit: Unit) -> Frame:
    """The frame as it is of a unit: a denial takes for granted what is called a fact within it ("does not outweigh the fact that P")."""
    fact = next(
        (above.head for above in (unit.head, *unit.head.ancestors()) if above.dep in {"acl", "ccomp"} and above.head.lemma == "fact"), None
    )
    return _undenied(frame) if fact is not None and frame.holds(fact.start) else frame


def _telling_aside(frame: Frame, unit: Unit) -> Frame:
    """The frame as it is of a unit: a denial takes for granted what it tells in an aside ("denied that X, who is ill, left")."""
    aside = unit.kind in {UnitKind.RELATIVE, UnitKind.APPOSITION} and unit.head.dep in {"relcl", "appos"}
    return _undenied(frame) if aside and frame.holds(unit.head.head.start) else frame


def _undenied(frame: Frame) -> Frame:
    if stance_of(frame) not in {Stance.DENIES, Stance.DOUBTS}:
        return frame
    return replace(frame, negated=False, meaning=replace(frame.meaning, stance=Stance.ENDORSES))


def _names_speaker(frame: Frame, position: int) -> bool:
    """Whether a place lies in the words that tell who the speaker is, which nobody but the author says."""
    where = frame.source_span
    set_in = where is not None and any(span.start < where.start and where.end < span.end for span in frame.contents)
    return where is not None and set_in and where.start <= position < where.end


def chains_of(unit: Unit, index: FrameIndex, voices: Voices) -> tuple[Chain, ...]:
    """The chains of a unit: one, or two where a speaker rejects what another is said to claim."""
    around = _heeded(index.around(unit))
    frames = [frame for frame in around if not _is_beside(frame, around) and not (unit.kind in _ASIDES and _only_weighs(frame))]
    forks = [frame for number, frame in enumerate(frames) if _forks(frame, frames, number)]
    main = _chain([_telling_aside(frame, unit) for frame in frames if frame not in forks], voices)
    return (
        (main,)
        if unit.kind in _ASIDES
        else (main, *(_chain([*(other for other in frames if other.extent > fork.extent), fork], voices) for fork in forks))
    )


def _only_weighs(frame: Frame) -> bool:
    """Whether a frame only says how sure its clause is, which an aside in there is not meant by."""
    return frame.role is Role.OPERATOR and frame.meaning.certainty is not Certainty.UNSTATED


def besides_of(unit: Unit, index: FrameIndex, voices: Voices) -> Iterator[Chain]:
    """The chains of those who are said, beside the chain around a unit, to hold it or not: "P is unlikely, as X insists"."""
    around = _heeded(index.around(unit))
    for frame in around:
        if _is_beside(frame, around):
            outer = (other for other in around if other.role is Role.VOICE and other.extent > frame.extent and not other.beside)
            yield _chain([*outer, frame], voices)


def _heeded(frames: Sequence[Frame]) -> list[Frame]:
    """The frames that count where one cue makes two: a voice before a degree of certainty, a doubt before what is no doubt."""
    spoken = {frame.head.index for frame in frames if frame.role is Role.VOICE}
    weighed = {frame.head.index for frame in frames if frame.role is Role.OPERATOR and frame.meaning.stance is Stance.DOUBTS}
    return [
        frame
        for frame in frames
        if frame.role is Role.VOICE
        or (frame.head.index not in spoken and (frame.meaning.stance is Stance.DOUBTS or frame.head.index not in weighed))
    ]


def _is_beside(frame: Frame, around: Sequence[Frame]) -> bool:
    """Whether a voice is only compared with what is said around it: "it is unlikely that P, as the ministry insists"."""
    if frame.beside:
        return True
    compared = frame.role is Role.VOICE and frame.head.dep == "advcl" and any(child.lower == "as" for child in frame.head.children)
    return compared and any(
        other.role is Role.OPERATOR
        and (other.meaning.certainty is Certainty.UNLIKELY or other.meaning.stance in {Stance.DOUBTS, Stance.DENIES})
        and other.cue.start < frame.cue.start
        for other in around
    )


def _forks(frame: Frame, frames: Sequence[Frame], number: int) -> bool:
    """Whether a frame rejects the very words that another frame attributes to somebody: "rejected A's claim that P"."""
    if frame.meaning.stance not in {Stance.DOUBTS, Stance.DENIES}:
        return False
    return any(
        other is not frame
        and other.extent == frame.extent
        and other.role is Role.VOICE
        and other.meaning.stance is Stance.ENDORSES
        and quoted_saying(other.head) is not frame.head
        for other in frames[max(0, number - 3) : number + 4]
    )


def _chain(frames: Sequence[Frame], voices: Voices) -> Chain:
    hops = [Hop(voices.author(), Stance.ENDORSES)]
    operators: list[Frame] = []
    for frame in frames:
        stance = stance_of(frame)
        if stance is None:
            continue
        if frame.source is None and frame.role is Role.VOICE and stance in {Stance.ENDORSES, Stance.ASKS}:
            hops[-1] = _relayed(hops[-1], frame)
            continue
        speaker = hops[-1].speaker if frame.role is Role.OPERATOR else voices.of_frame(frame)
        if speaker.id == hops[-1].speaker.id:
            operators.append(replace(frame, role=Role.OPERATOR))
            hops[-1] = replace(hops[-1], stance=_narrowed(hops[-1].stance, stance))
            continue
        outer = hops[-1].stance
        hops[-1] = replace(hops[-1], stance=Stance.REPORTS if outer is Stance.ENDORSES else outer)
        hops.append(Hop(speaker, stance, frame))
        operators = [frame] if frame.meaning.certainty is not Certainty.UNSTATED or frame.meaning.kind is CueKind.PROMISE else []
    return Chain(tuple(hops), tuple(operators))


def _relayed(hop: Hop, frame: Frame) -> Hop:
    """The speech act of one who passes on what nobody is said to say: "the ground is said to be sold", "reports that it was"."""
    relays = Stance.ASKS if frame.meaning.stance is Stance.ASKS else Stance.REPORTS
    return replace(hop, stance=relays if hop.stance is Stance.ENDORSES else hop.stance, frame=hop.frame or frame)


def is_of_others(chain: Chain) -> bool:
    """Whether what a chain is of is told as somebody's, named or not, and not as the author's own."""
    return len(chain.hops) > 1 or chain.hops[-1].stance is Stance.REPORTS


def is_told_by_author(chain: Chain) -> bool:
    """Whether a chain is of what the author tells to have said: "I answered: 'P'"."""
    return any(frame.source is not None and frame.source.lower in {"i", "we"} for frame in chain.operators)


def _narrowed(outer: Stance, inner: Stance) -> Stance:
    """The stance of one speaker who says two things of a clause: "denied that it is true that P"."""
    if inner is Stance.ENDORSES:
        return outer
    if outer is Stance.DENIES and inner in {Stance.DENIES, Stance.DOUBTS}:
        return Stance.ENDORSES
    return inner


def stance_of(frame: Frame) -> Stance | None:
    """The stance of a frame with its negation worked in; None where it then says nothing of its content."""
    stance = frame.meaning.stance
    if not frame.negated:
        return stance
    if raises_negation(frame):
        return Stance.DENIES
    if is_surprise(frame.head):
        return None
    if stance is Stance.ENDORSES:
        raised = frame.head.child("auxpass") is not None and frame.head.child("xcomp") is not None
        return None if frame.head.lemma in _FACTIVE and not raised else Stance.DOUBTS
    return {Stance.DENIES: Stance.CONCEDES, Stance.DOUBTS: Stance.ENDORSES, Stance.CONCEDES: Stance.DOUBTS}.get(stance, stance)


def is_contested(chains: Sequence[Chain]) -> bool:
    """Whether somebody, the author included, doubts or denies what the chains are of."""
    return any(hop.stance in {Stance.DOUBTS, Stance.DENIES, Stance.ASKS} for chain in chains for hop in chain.hops)


def is_promise(chains: Sequence[Chain]) -> bool:
    """Whether what the chains are of is promised or threatened."""
    return any(frame.meaning.kind is CueKind.PROMISE for chain in chains for frame in chain.operators)
