"""From a document to its reading: parse, frames, units, chains, and all of it written down with exact anchors."""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claimgraph.extract.attribution.announced import announced_frames
from claimgraph.extract.attribution.blocks import block_frames
from claimgraph.extract.attribution.dialogue import dialogue_frames
from claimgraph.extract.attribution.framing import frames_of
from claimgraph.extract.attribution.hearings import with_those_heard
from claimgraph.extract.attribution.quoted import with_quotes
from claimgraph.extract.attribution.units import Unit
from claimgraph.extract.grammar.dating import dated, day_of
from claimgraph.extract.grammar.due import due
from claimgraph.extract.grammar.frames import subject_of
from claimgraph.extract.grammar.scheduled import lies_ahead
from claimgraph.extract.grammar.stated_dates import dates_in
from claimgraph.extract.grammar.words import Parse, Word
from claimgraph.extract.listing import Listing
from claimgraph.extract.naming.names import Name, Names
from claimgraph.extract.naming.references import References
from claimgraph.extract.naming.speakers import quoted_words
from claimgraph.extract.page.citations import with_citations
from claimgraph.extract.page.layout import SILENT, ParagraphKind
from claimgraph.extract.page.quotes import Quote, quotes_of
from claimgraph.extract.page.unseen import seen_in, told_in
from claimgraph.extract.parse.parsing import parse_text
from claimgraph.extract.sources.chains import (
    Chain,
    FrameIndex,
    Hop,
    besides_of,
    chains_of,
    is_contested,
    is_promise,
    is_told_by_author,
)
from claimgraph.extract.sources.entities import Entities
from claimgraph.extract.sources.facts import Tie, ties_of
from claimgraph.extract.sources.indirect import is_foretold, is_shifted_back
from claimgraph.extract.sources.phrases import Phrases
from claimgraph.extract.sources.voices import Voices
from claimgraph.extract.stance.answering import Answers
from claimgraph.extract.stance.assertions import Ledger, Statement
from claimgraph.extract.stance.short_denials import calls_false
from claimgraph.extract.statements.claims import units_of
from claimgraph.extract.statements.modality import Mood, mood_of, time_beside
from claimgraph.extract.statements.slots import fill_slots
from claimgraph.extract.statements.unread import dropped_of, unread_of
from claimgraph.extract.statements.wording import Wording
from claimgraph.model import (
    Affiliation,
    Anchor,
    Attribution,
    Claim,
    Document,
    Evidentiality,
    Fidelity,
    Finding,
    Interest,
    Modality,
    Reading,
    Slots,
    Source,
    Stance,
    TimeSpan,
)

_SCARE_WORDS = 6
UNKNOWN_LANGUAGE = "und"
"""Undetermined (BCP 47): all that is known is that it is not English."""


def read(document: Document) -> Reading:
    """What the rules read from a document. Never raises on any text; what is no English prose gives an honest empty reading."""
    seen, places = seen_in(document.text)
    if seen is document.text:
        return _read(document)
    return told_in(_read(replace(document, text=seen, hidden=())), document, places)


def _read(document: Document) -> Reading:
    cited, findings = with_citations(document)
    parse = parse_text(document.text)
    if not parse.words:
        foreign = replace(cited, language=UNKNOWN_LANGUAGE if parse.skipped else cited.language, unread=tuple(unread_of(parse, ())))
        return Reading(foreign, findings=(*findings, *_language_finding(foreign, parse)))
    return _Reader(cited, parse).reading(findings)


def listing_of(document: Document) -> Listing:
    """What may be listed as an attribution in a document, for those who train or judge the decision."""
    return _Reader(document, parse_text(document.text)).listing()


def _language_finding(document: Document, parse: Parse) -> tuple[Finding, ...]:
    if not parse.words and parse.skipped:
        skipped = list(parse.skipped)
        message = "The text does not read as English, the only language that is read so far: it is kept, and no claims are made of it."
    else:
        skipped = [paragraph for paragraph in parse.skipped if paragraph.kind is not ParagraphKind.BYLINE]
        count = len(parse.paragraphs) + len(parse.skipped)
        message = f"{len(skipped):,} of {count:,} paragraphs do not read as English prose, and were not read."
    if not skipped:
        return ()
    first = skipped[0]
    return (Finding("language", document.id, message, Anchor.of(document.text, first.start, first.end)),)


class _Reader:
    """One reading in the making."""

    def __init__(self, document: Document, parse: Parse) -> None:
        self.document = document
        self.parse = parse
        self.quotes = quotes_of(parse.text, parse.masked, parse.paragraphs)
        self.names = Names(parse)
        frames = [*frames_of(parse), *dialogue_frames(parse, self.names)]
        frames.extend(announced_frames(parse, frames))
        frames.extend(block_frames(parse))
        framed = [frame for frame in with_quotes(parse, frames, self.quotes) if frame.contents and frame.cue.start < frame.cue.end]
        self.frames = with_those_heard(parse, self.names, framed)
        self.references = References(parse, self.names, self.frames, self.quotes)
        self.wording = Wording(parse, self.references)
        self.voices = Voices(document, parse, self.names, self.references, Phrases(parse, self.references, guess=True))
        self.index = FrameIndex(self.frames, quoted_words(parse, self.quotes))
        self.ledger = Ledger(document)
        self.answers = Answers(parse, self.frames, self.ledger, self.voices, self.wording)
        self.context = self.answers.context
        self.stating: dict[int, str] = {}
        self.said_when: dict[tuple[int, int], str] = {}

    def reading(self, findings: Sequence[Finding]) -> Reading:
        """The whole reading."""
        denials = deque(self.answers.denials)
        for unit in units_of(self.parse, self.frames):
            while denials and denials[0].contents[0].start < unit.start:
                self.answers.read(denials.popleft(), self._authors())
            if self.parse.paragraph_of(unit.head).kind not in SILENT:
                self._read_unit(unit)
        for denial in denials:
            self.answers.read(denial, self._authors())
        entities = Entities(self.document.id, self.parse, self.references, self.voices)
        self._note_ties(entities)
        claims = [replace(claim, mentions=entities.mentions(self.ledger.units[claim.id])) for claim in self.ledger.claims.values()]
        slots = fill_slots([claim.text for claim in claims])
        document = replace(self.document, unread=tuple(unread_of(self.parse, self.ledger.assertions.values())))
        return Reading(
            document=document,
            assertions=tuple(self.ledger.assertions.values()),
            attributions=self._attributions(),
            claims=tuple(replace(claim, slots=self._dated(claim, filled)) for claim, filled in zip(claims, slots, strict=True)),
            entities=tuple(entities.found.values()),
            sources=tuple(self.voices.found.values()),
            links=tuple(self.ledger.links.values()),
            findings=(*findings, *_language_finding(document, self.parse)),
            dropped=tuple(dropped_of(document)),
        )

    def _dated(self, claim: Claim, slots: Slots) -> Slots:
        """The slots of a claim with its time as the day of the document tells it; of a prediction, counted from when it was made."""
        foretold = claim.modality is Modality.PREDICTION
        time = dated(slots.time, self.document.published_at, ahead=foretold or self._is_to_come(claim))
        told = self._day_of_saying(claim) if foretold and not (time and time.from_) else None
        return replace(slots, time=(due(claim.text, told) if told else None) or time)

    def _is_to_come(self, claim: Claim) -> bool:
        """Whether the verb of a claim, outside of a headline, puts its time ahead."""
        head = self.ledger.units[claim.id].head
        return not self.parse.sentence_of(head).headline and lies_ahead(head)

    def _day_of_saying(self, claim: Claim) -> date | None:
        """The day on which somebody said a claim, where the text tells it, else that of the document."""
        unit, published = self.ledger.units[claim.id], self.document.published_at
        words = self.said_when.get((unit.start, unit.end), "")
        stated = next((one.first for one in dates_in(words)), None)
        told = dated(TimeSpan(None, None, "words", words), published, ahead=False)
        return day_of(stated) or (day_of(told.from_) if told else None) or day_of(published)

    def _read_unit(self, unit: Unit) -> None:
        chains = chains_of(unit, self.index, self.voices)
        if self.answers.is_answer(unit, chains[0]):
            return
        mood = mood_of(self.parse, unit, chains[0].operators)
        chains = self._carried_over(unit, chains, mood)
        mood = replace(mood, modality=Modality.QUESTION) if chains[0].hops[-1].stance is Stance.ASKS else mood
        denied = chains[0].hops[-1].stance in {Stance.DENIES, Stance.DOUBTS}
        text = self.wording.sentence(unit, promised=is_promise(chains), question=mood.modality is Modality.QUESTION, denied=denied)
        called = any(map(calls_false, (text, " ".join(word.text for word in unit.words))))
        if called and mood.modality is Modality.FACT and self.answers.is_calling_false(unit, chains[0]):
            return
        negation = self.wording.negation(unit, text, denied=denied)
        fidelity = self._fidelity(unit, chains[0])
        statement = Statement(unit, text, negation, mood, chains, fidelity)
        self.ledger.record(statement)
        self._record_besides(statement)
        self.answers.record_polar(statement)
        self.answers.accept_core(statement)
        self.answers.note(statement)
        self._note_stating(unit)
        self._note_saying(unit, chains[0])

    def _record_besides(self, statement: Statement) -> None:
        """Write down what others are said, beside the chain of a statement, to hold of it."""
        for chain in besides_of(statement.unit, self.index, self.voices):
            own = mood_of(self.parse, statement.unit, chain.operators)
            self.ledger.record(replace(statement, mood=replace(own, modality=statement.mood.modality), chains=(chain,)))

    def _authors(self) -> Chain:
        """The chain of what the author says."""
        return Chain((Hop(self.voices.author(), Stance.ENDORSES),))

    def _note_stating(self, unit: Unit) -> None:
        """Remember by which assertion the words of a unit are stated, if somebody states them as they stand."""
        assertion = self.ledger.assertion_of(unit)
        if assertion is not None:
            self.stating.update((word.index, assertion) for word in unit.words)

    def _note_saying(self, unit: Unit, chain: Chain) -> None:
        """Remember when the words of a unit were said, where the text tells it: "said on Monday that"."""
        frame = chain.hops[-1].frame
        when = time_beside(frame.head) if frame is not None else None
        if when is not None:
            self.said_when[unit.start, unit.end] = " ".join(word.text for word in self.parse.subtree(when))

    def _note_ties(self, entities: Entities) -> None:
        """Give the sources what the text states of them, now that all are known."""
        for tie in ties_of(self.parse):
            source, stated = self.voices.existing(tie.who), self.stating.get(tie.at.index)
            if source is not None and (stated is None or self.ledger.assertions[stated].stance is Stance.ENDORSES):
                self._note_tie(tie, source, entities, stated)

    def _note_tie(self, tie: Tie, source: Source, entities: Entities, stated: str | None) -> None:
        party = entities.party(tie.whom) if tie.whom is not None else None
        named = tie.whom is not None and party is None and tie.stake
        if tie.whom is not None and not named and (party is None or party.name == source.name):
            return
        if tie.belongs and party is not None:
            self.voices.update(source, affiliation=Affiliation(party.name, tie.words, party.id, stated))
        else:
            called = self.voices.called(tie.whom) if named and tie.whom is not None else tie.words
            name, entity = (party.name, party.id) if party is not None else (called, None)
            self.voices.update(source, interest=Interest(name, tie.direction, entity, stated))

    def _carried_over(self, unit: Unit, chains: tuple[Chain, ...], mood: Mood) -> tuple[Chain, ...]:
        """The chains, where "apparently" and the like leave a sentence with the last source, and quotes without a speaker."""
        paragraph = self.parse.sentence_of(unit.head).paragraph
        if len(chains[0].hops) > 1:
            self.context.chain = None if is_contested(chains) else chains[0]
            self.context.paragraph, self.context.reported = paragraph, unit.head.sentence
            return chains
        if self._direct_quote(unit) is not None and not is_told_by_author(chains[0]):
            unnamed = Hop(self.voices.unnamed(), chains[0].hops[-1].stance)
            return (replace(chains[0], hops=(replace(chains[0].hops[0], stance=Stance.REPORTS), unnamed)),)
        last = self.context.chain if self.context.paragraph == paragraph and self._just_reported(unit) else None
        told = chains[0].hops[0].frame is not None
        if last is not None and not told and (mood.told or self._goes_on_indirectly(unit, last)):
            self.context.reported = unit.head.sentence
            hops = tuple(replace(hop, frame=None) for hop in last.hops)
            return (replace(chains[0], hops=(*hops[:-1], replace(hops[-1], stance=chains[0].hops[-1].stance))),)
        if mood.evidentiality is Evidentiality.TOLD and chains[0].hops[-1].stance is Stance.ENDORSES:
            chains = (replace(chains[0], hops=(replace(chains[0].hops[0], stance=Stance.REPORTS),)),)
        if unit.head.sentence > self.context.reported or chains[0].hops[0].stance in {Stance.DOUBTS, Stance.DENIES}:
            self.context.chain = None
        return chains

    def _just_reported(self, unit: Unit) -> bool:
        """Whether the last source spoke in this sentence or in the one just before."""
        return 0 <= unit.head.sentence - self.context.reported <= 1

    def _goes_on_indirectly(self, unit: Unit, last: Chain) -> bool:
        """Whether a clause, or one before it in its sentence, is free indirect speech of the last source."""
        clause, hop = unit.head, last.hops[-1]
        if clause.sentence != self.context.indirect:
            subject = subject_of(clause)
            meant = self.voices.existing(subject) if subject is not None and subject.pos == "PRON" else None
            own = meant is not None and meant.id == hop.speaker.id
            foretold = hop.frame is not None and is_foretold(self.parse, clause, hop.frame.head)
            self.context.indirect = clause.sentence if foretold or (own and is_shifted_back(clause)) else -1
        return clause.sentence == self.context.indirect

    def _direct_quote(self, unit: Unit) -> Quote | None:
        return next(
            (quote for quote in self._quotes_near(unit) if quote.direct and quote.start <= unit.start and unit.end <= quote.end), None
        )

    def _quotes_near(self, unit: Unit) -> list[Quote]:
        return [quote for quote in self.quotes if quote.start < unit.end and quote.end > unit.start]

    def _fidelity(self, unit: Unit, chain: Chain) -> Fidelity:
        near = self._quotes_near(unit)
        if any(quote.start <= unit.start + 1 and unit.end - 1 <= quote.end for quote in near):
            return Fidelity.VERBATIM
        quoted = sum(min(quote.end, unit.end) - max(quote.start, unit.start) for quote in near)
        if quoted > 0.8 * (unit.end - unit.start):
            return Fidelity.VERBATIM
        short = any(len(self.parse.masked[quote.start : quote.end].split()) <= _SCARE_WORDS for quote in near)
        if short or (near and len(chain.hops) == 1):
            return Fidelity.SCARE_QUOTE
        return Fidelity.PARAPHRASE

    def listing(self) -> Listing:
        """What may be listed as an attribution."""
        return Listing(self.parse, self.frames, self.quotes, self.index, self._meant)

    def _attributions(self) -> tuple[Attribution, ...]:
        return tuple(
            Attribution(one.cue, one.source_span, one.contents, tuple(self.ledger.of_frame.get((one.frame or one).cue.start, ())))
            for one in self.listing().chosen()
        )

    def _meant(self, word: Word) -> Name | Word:
        """The name that a word stands for, or else its noun."""
        target = self.references.of(word) or word
        return self.names.at(target) or target
