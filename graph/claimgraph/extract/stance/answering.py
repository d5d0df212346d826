"""What a sentence tells of somebody's stance on what was said before it: "denied the claims", "P, which X disputes", "X said no"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimgraph.extract.attribution.refusing import refusal_of
from claimgraph.extract.attribution.units import Unit, UnitKind
from claimgraph.extract.grammar.frames import Frame
from claimgraph.extract.grammar.nominalisations import CHARGES, is_saying
from claimgraph.extract.grammar.words import Parse
from claimgraph.extract.sources.chains import Chain, Hop, is_of_others, stance_of
from claimgraph.extract.sources.voices import Voices
from claimgraph.extract.stance.acceptance import accepts_core
from claimgraph.extract.stance.accusing import accused_in, charge_of, is_accusation
from claimgraph.extract.stance.agreements import agreements
from claimgraph.extract.stance.assertions import Ledger, Statement
from claimgraph.extract.stance.polar import Answer, polar_answers
from claimgraph.extract.stance.short_denials import is_aside, short_denials
from claimgraph.extract.statements.modality import mood_of
from claimgraph.extract.statements.wording import Wording
from claimgraph.model import Modality, Source, Span, Stance

_MOST_MEANT = 6
"""How many statements of one voice are denied together at most: "rejected the claims"."""
_POINTERS = frozenset({"it", "this", "that", "these", "those"})
_HELD = frozenset({Stance.ENDORSES, Stance.REPORTS})
"""How a voice stands to what another can reject."""
_TELLINGS = frozenset({"account", "version", "story", "narrative", "description", "depiction", "portrayal", "picture", "testimony"})
"""Nouns for all that somebody has told, which may be more than one thing."""


@dataclass(slots=True)
class Context:
    """What was last attributed, for sentences that go on with it or reject it.

    `told` counts what the same voice said one after another, `before` is the last that another voice was told to hold before it.
    """

    chain: Chain | None = None
    paragraph: int = -1
    reported: int = -9
    statement: Statement | None = None
    leading: Statement | None = None
    sentence: int = -9
    told: int = 0
    turn: tuple[Statement, ...] = ()
    latest: Statement | None = None
    before: Statement | None = None
    indirect: int = -1


class Answers:
    """The stances on earlier statements, written into the ledger of a reading in the order of the text."""

    def __init__(self, parse: Parse, frames: Sequence[Frame], ledger: Ledger, voices: Voices, wording: Wording) -> None:
        self.parse, self.ledger, self.voices, self.wording = parse, ledger, voices, wording
        self.context = Context()
        self.frames = {frame.head.index: frame for frame in (*agreements(parse), *frames) if frame.refers_back}
        self.polar = {answer.asked.index: answer for answer in polar_answers(parse)}
        self.answering: dict[int, Answer] = {}
        heads = {answer.frame.head.index for answer in self.polar.values()}
        self.denials = [one for one in short_denials(parse, frames) if one.head.index not in heads]

    def is_answer(self, unit: Unit, chain: Chain) -> bool:
        """Whether a unit was read as a stance on what stands before: "denied the claims", "P, a charge that X dismissed"."""
        polar = self.answering.get(unit.head.index)
        if polar is not None:
            return polar.alone
        frame = self.frames.get(unit.head.index)
        if frame is not None and self.read(frame, chain):
            return True
        around = self.frames.get(unit.head.head.index) if unit.kind is UnitKind.EVENT and is_saying(unit.head) else None
        if around is not None and self.read(around, Chain(chain.hops[:-1] or chain.hops)):
            return True
        return unit.kind in {UnitKind.COMMENT, UnitKind.RELATIVE} and self._read_refusal(unit, chain)

    def record_polar(self, statement: Statement) -> None:
        """Write down that somebody says yes or no to a question: "Asked whether P, X said no"."""
        answer = self.polar.get(statement.unit.head.index)
        if answer is None or statement.mood.modality is not Modality.QUESTION:
            return
        stance, mark = answer.frame.meaning.stance, statement.unit.head.child("mark")
        unit = replace(statement.unit, words=tuple(word for word in statement.unit.words if word is not mark))
        text = self.wording.sentence(unit, denied=stance is Stance.DENIES)
        negation = self.wording.negation(unit, text, denied=stance is Stance.DENIES)
        hops = statement.chains[0].hops
        around = (*hops[:-1], replace(hops[-1], stance=Stance.REPORTS), Hop(self.voices.of_frame(answer.frame), stance, answer.frame))
        self.ledger.record(
            replace(statement, unit=unit, text=text, negation=negation, mood=mood_of(self.parse, unit), chains=(Chain(around),))
        )
        self.answering[answer.frame.head.index] = answer

    def accept_core(self, statement: Statement) -> None:
        """Write down that whoever says that the gist is true concedes what another voice was just said to hold."""
        previous, hops = self.context.statement, statement.chains[0].hops
        if previous is None or not accepts_core(statement.unit) or statement.unit.head.sentence - self.context.sentence > 2:
            return
        if hops[-1].stance is Stance.ENDORSES and hops[-1].speaker.id != previous.chains[0].hops[-1].speaker.id:
            chain = Chain((*hops[:-1], replace(hops[-1], stance=Stance.CONCEDES)))
            self.ledger.answer(previous, chain, Span(statement.unit.start, statement.unit.end))

    def read(self, frame: Frame, around: Chain) -> bool:
        """Whether "rejects the accusation" or "confirmed this" was read as a stance on what another voice was just said to hold."""
        pointed = self.parse.masked[frame.contents[0].start : frame.contents[0].end]
        stance, speaker, previous = stance_of(frame), self.voices.of_frame(frame), self._pointed_at(frame, pointed)
        if self.context.told > 1 and pointed.split()[-1] in _TELLINGS:
            return True  # nobody can tell which of it is rejected
        if previous is not None and pointed in _POINTERS and len(previous.chains[0].hops) == 2 and _is_held_by(speaker, previous):
            previous = self.context.before  # nobody denies what he holds himself
        if previous is None or stance is None or frame.head.sentence - previous.unit.head.sentence > 2:
            return False
        numberless = frame.of_figure and not any(word.tag == "CD" for word in previous.unit.words)
        if numberless or _is_held_by(speaker, previous) or previous.chains[0].hops[-1].stance not in _HELD:
            return False
        inside = around.hops[1:] and _is_held_by(around.hops[-1].speaker, previous)
        hops = around.hops[:-1] if inside else around.hops
        hops = (*hops[:-1], replace(hops[-1], stance=Stance.REPORTS), Hop(speaker, stance, frame))
        for meant in self._meant_by(pointed, previous):
            self.ledger.answer(meant, Chain(hops), frame.contents[0])
        return True

    def _pointed_at(self, frame: Frame, pointed: str) -> Statement | None:
        """What the words of an answer stand for: what another voice was last told to hold, or of what it was just accused."""
        held, latest = self._held_before(frame), self.context.latest
        if latest is None:
            return held
        if self.context.statement is None and pointed in {"this", "that"} and latest.unit.head.sentence < frame.head.sentence:
            held = latest
        charged = bool(pointed) and pointed.split()[-1].removesuffix("s") in CHARGES
        newer = held is None or self.context.sentence < latest.unit.head.sentence
        return charge_of(latest, self.wording.phrases) if newer and is_accusation(latest, beside=charged) else held

    def _meant_by(self, pointed: str, previous: Statement) -> Sequence[Statement]:
        """The statements that the words of an answer stand for: "both allegations", "the claims" of one who just said several things."""
        if previous is not self.context.statement:
            return (previous,)
        near = [one for one in self.context.turn if previous.unit.head.sentence - one.unit.head.sentence <= 1]
        if pointed.split()[0] == "both":
            return near[-2:]
        return near if pointed.endswith("s") and len(pointed.split()) > 1 else (previous,)

    def _held_before(self, frame: Frame) -> Statement | None:
        """What another voice was last told to hold, before a frame that takes a stance on it: of a sentence its main clause, or its first
        number; None where the voice is only said to be about to hold it.
        """
        leading, last = self.context.leading, self._main_before()
        first_number = frame.of_figure and leading is not None and any(word.tag == "CD" for word in leading.unit.words)
        held = leading if frame.of_event or first_number else last
        cue = held.chains[0].hops[-1].frame if held is not None else None
        return None if cue is not None and cue.head.has_child("will", "would") else held

    def _main_before(self) -> Statement | None:
        """What another voice was last told to hold, without what only tells when that was or what came of it."""
        last = self.context.statement
        return self.context.leading if last is not None and is_aside(last.unit.head) else last

    def is_calling_false(self, unit: Unit, chain: Chain) -> bool:
        """Whether "that is a lie" was read as the denial of what another voice was just said to hold."""
        previous, last = self._main_before(), chain.hops[-1]
        if previous is None or self.context.statement is not self.context.latest or unit.head.sentence - self.context.sentence > 1:
            return False
        held = previous.chains[0].hops[-1]
        if last.stance is not Stance.ENDORSES or held.stance not in _HELD or held.speaker.id == last.speaker.id:
            return False
        self.ledger.answer(previous, Chain((*chain.hops[:-1], replace(last, stance=Stance.DENIES))), Span(unit.start, unit.end))
        return True

    def _read_refusal(self, unit: Unit, around: Chain) -> bool:
        """Whether a comment on the statement before it was read as somebody's denial of that: "P, a charge that X dismissed"."""
        previous = self.context.latest
        accused = previous is not None and is_accusation(previous, beside=True)
        frame = refusal_of(self.parse, unit, accused=accused)
        source = frame.source if frame is not None else None
        if previous is not None and accused and source is not None:
            source = (accused_in(previous) if source.tag == "PRP" else None) or source
            previous = charge_of(previous, self.wording.phrases)
        if frame is None or source is None or previous is None or previous.unit.head.sentence != unit.head.sentence:
            return False
        hops = (*around.hops[:1], Hop(self.voices.of_word(source), frame.meaning.stance, frame))
        self.ledger.answer(previous, Chain((replace(hops[0], stance=Stance.REPORTS), hops[1])), frame.contents[0])
        return True

    def note(self, statement: Statement) -> None:
        """Remember a statement for what refers to it later."""
        self.context.latest = statement
        if is_of_others(statement.chains[0]):
            same = self._is_of_same_turn(statement)
            self.context.told = self.context.told + 1 if same else 1
            self.context.before = self.context.before if same else self.context.statement
            self.context.turn = (*self.context.turn[1 - _MOST_MEANT :], statement) if same else (statement,)
            self.context.leading = self.context.leading if self._goes_on(statement) else statement
            self.context.statement, self.context.sentence = statement, statement.unit.head.sentence

    def _goes_on(self, statement: Statement) -> bool:
        """Whether a statement only adds to what its speaker has said in the same sentence."""
        return self.context.sentence == statement.unit.head.sentence and self._is_of_same_turn(statement)

    def _is_of_same_turn(self, statement: Statement) -> bool:
        """Whether whoever says a statement was the last to be told as saying something."""
        last = self.context.statement
        return last is not None and last.chains[0].hops[-1].speaker.id == statement.chains[0].hops[-1].speaker.id


def _is_held_by(speaker: Source, statement: Statement) -> bool:
    return statement.chains[0].hops[-1].speaker.id == speaker.id
