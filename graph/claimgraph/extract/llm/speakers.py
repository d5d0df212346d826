"""The speakers of a proposed chain: each is a source that the rules met, or a name that stands in the text, or the author."""

from dataclasses import dataclass, field

from claimgraph.errors import ModelError
from claimgraph.extract.llm.answers import Proposed, Speaking
from claimgraph.extract.llm.places import NEAR, Text
from claimgraph.ids import mint_id
from claimgraph.model import Document, Modality, Reading, Source, SourceKind, Span, Stance

AUTHOR = "author"
_REACH = 1_000
"""How many code points a speaker of whom the rules read nothing may be away from the quote."""
_PRONOUNS = frozenset(
    "i me my we us our you your he him his she her it its they them their this that these those who which one".split()
    + "someone somebody everyone everybody anyone anybody no-one nobody others".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speech act of a chain, its words found: where the text names the speaker and where it says that they speak."""

    speaker: Source
    stance: Stance
    mention: Span | None = None
    cue: Span | None = None


@dataclass(slots=True)
class Speakers:
    """The sources of a document by the names that stand for them. It grows with those that a model is the first to name."""

    document: Document
    text: Text
    found: dict[str, Source] = field(default_factory=dict)
    fresh: dict[str, Source] = field(default_factory=dict)
    """The sources that the rules did not meet, by id."""

    @classmethod
    def of(cls, reading: Reading, text: Text) -> "Speakers":
        """The sources that the rules met."""
        made = cls(reading.document, text)
        for source in reading.sources:
            for name in (source.name, *source.variants):
                made.found.setdefault(_key(name), source)
        return made

    def chain(self, proposed: Proposed, quote: Span) -> tuple[Turn, ...]:
        """The chain around a quote, from the author inwards, as the rules write chains; raises ModelError where it cannot be."""
        turns = [self._turn(speaking, quote) for speaking in proposed.chain]
        if not turns or turns[0].speaker.id != self.author().id:
            turns.insert(0, Turn(self.author(), Stance.REPORTS if turns else Stance.ENDORSES))
        if len({turn.speaker.id for turn in turns}) < len(turns):
            raise ModelError("a speaker comes twice in its chain")
        last = turns[-1]
        if last.stance is Stance.REPORTS:
            raise ModelError("the innermost speaker only reports: whose words they are is left open")
        outer = [_outer(turn) for turn in turns[:-1]]
        asks = proposed.modality is Modality.QUESTION and last.stance is Stance.ENDORSES
        return (*outer, Turn(last.speaker, Stance.ASKS, last.mention, last.cue) if asks else last)

    def author(self) -> Source:
        """The source that the text itself speaks as, of the same id as where the rules meet it."""
        name = self.document.authors[0] if self.document.authors else AUTHOR
        return self._source(name, SourceKind.PERSON)

    def _turn(self, speaking: Speaking, quote: Span) -> Turn:
        name = " ".join(speaking.speaker.split())
        if _key(name) == AUTHOR or name == self.author().name:
            return Turn(self.author(), speaking.stance)
        if _key(name) in _PRONOUNS:
            raise ModelError(f"“{name}” names no speaker")
        mention = self.text.nearest(name, quote)
        if mention is None:
            raise ModelError(f"the text does not name “{name[:80]}”")
        if _key(name) not in self.found and self.text.nearest(name, quote, _REACH) is None:
            raise ModelError(f"“{name[:80]}” is named far from the quote, and says nothing that was read")
        cue = self.text.nearest(speaking.cue, quote, NEAR)
        if speaking.cue.strip() and cue is None:
            raise ModelError(f"“{speaking.cue[:80]}” does not stand near the quote")
        written = " ".join(self.document.text[mention.start : mention.end].split())
        return Turn(self._source(written, speaking.kind), speaking.stance, mention, cue)

    def _source(self, name: str, kind: SourceKind) -> Source:
        source = self.found.get(_key(name))
        if source is None:
            source = Source(mint_id("source", self.document.id, name), self.document.id, kind, name)
            self.found[_key(name)] = self.fresh[source.id] = source
        return source


def _outer(turn: Turn) -> Turn:
    """A turn that another is inside of: whoever endorses another's words reports them."""
    return Turn(turn.speaker, Stance.REPORTS if turn.stance is Stance.ENDORSES else turn.stance, turn.mention, turn.cue)


def _key(name: str) -> str:
    small = name.casefold().strip()
    return small.removeprefix("the ").removesuffix("'s").removesuffix("’s")
