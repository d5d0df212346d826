"""A made-up text, sentence after sentence: what its author writes, what voices say, and what they say according to others."""

import hashlib
from dataclasses import dataclass
from random import Random

from claimgraph.ids import mint_id
from claimgraph.model import Certainty, Citation, Document, Evidentiality, Fidelity, Stance
from contests import Contest
from names import Name
from sentences import NOT, Statement

SPOKEN, RELAYED, DENIED = 0.25, 0.07, 0.2
"""How many statements are said by a voice, how many of all are relayed by a second one, and how many of those that can be are denied."""
_VERBS = (
    ("said", "say", Stance.ENDORSES),
    ("said", "say", Stance.ENDORSES),
    ("reported", "report", Stance.ENDORSES),
    ("claimed", "claim", Stance.ENDORSES),
    ("insisted", "insist", Stance.ENDORSES),
    ("announced", "announce", Stance.ENDORSES),
    ("argued", "argue", Stance.ENDORSES),
    ("conceded", "concede", Stance.CONCEDES),
    ("doubted", "doubt", Stance.DOUBTS),
)
_HEDGES = (
    ("Apparently", Certainty.PROBABLE, Evidentiality.TOLD),
    ("Perhaps", Certainty.POSSIBLE, Evidentiality.UNSTATED),
    ("Probably", Certainty.PROBABLE, Evidentiality.DEDUCED),
    ("Undoubtedly", Certainty.CERTAIN, Evidentiality.UNSTATED),
    ("It is hardly likely that", Certainty.UNLIKELY, Evidentiality.UNSTATED),
)
_OPENINGS = (
    "",
    "",
    "",
    "",
    "Meanwhile, ",
    "At the same time, ",
    "Two days earlier, ",
    "As the inquiry goes on, ",
    "To the surprise of many, ",
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One act of speech: who, and where the text has the name, the cue, and the words that it is of."""

    voice: Name
    mention: tuple[int, int]
    cue: tuple[int, int]
    verb: str
    stance: Stance
    fidelity: Fidelity
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where its statement starts in the text, who said it (the innermost first), and the author's hedge."""

    contest: Contest | None
    statement: Statement
    start: int
    whole: tuple[int, int]
    hops: tuple[Hop, ...]
    hedge: tuple[int, Certainty, Evidentiality] | None


class Text:
    """A text under way, sentence after sentence."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._parts: list[str] = []
        self._length = 0
        self.sentences: list[Sentence] = []
        self._citations: list[Citation] = []

    def add(self, contest: Contest | None, statement: Statement, voices: list[Name]) -> None:
        """Write one more sentence that holds the statement."""
        if self._parts:
            self._write("\n" if len(self.sentences) % 5 == 0 else " ")
        else:
            self._write(f"{capital(statement.text)}\n")
        lot = self._chance.random()
        if lot < SPOKEN + RELAYED:
            self._said(contest, statement, voices, relayed=lot < RELAYED)
        else:
            self._written(contest, statement)
        self._write(".")
        if self._chance.random() < 0.01:
            mark = f"[{len(self._citations) + 1}]"
            self._citations.append(Citation(mark, self._length, self._length + len(mark), dangling=True))
            self._write(mark)

    def document(self, author: Name, outlet: Name, day: str, number: int) -> Document:
        """The finished document."""
        text = "".join(self._parts)
        title = capital(self.sentences[0].statement.text)
        url = f"https://{outlet.text.replace(' ', '-').lower()}.example/{day.replace('-', '/')}/{number}"
        sha = hashlib.sha256(text.encode()).hexdigest()
        return Document(
            mint_id("document", text, url),
            text,
            sha,
            url=url,
            title=title,
            authors=(author.text,),
            publisher=outlet.text,
            published_at=day,
            citations=tuple(self._citations),
        )

    def _write(self, words: str) -> int:
        """Where the words were put."""
        start = self._length
        self._parts.append(words)
        self._length = start + len(words)
        return start

    def _written(self, contest: Contest | None, statement: Statement) -> None:
        """What the author says in words of their own."""
        lot = self._chance.random()
        hedge, start = None, self._length
        if lot < 0.08:
            words, certainty, evidentiality = _HEDGES[int(lot * 12.5 * len(_HEDGES))]
            hedge = (self._write(f"{words} "), certainty, evidentiality)
            text = statement.text
        else:
            opening = _OPENINGS[int(lot * len(_OPENINGS))]
            start = self._write(opening) + len(opening)
            text = statement.text if opening else capital(statement.text)
        place = self._write(text)
        self.sentences.append(Sentence(contest, statement, place, (start, self._length), (), hedge))

    def _said(self, contest: Contest | None, statement: Statement, voices: list[Name], *, relayed: bool) -> None:
        """What a voice says, or what it says according to another one."""
        chance, begin = self._chance, self._length
        first = voices[int(chance.random() * len(voices))]
        second = voices[int(chance.random() * len(voices))] if relayed else first
        outer = None
        if second is not first:
            named = self._write(second.text)
            cue = self._write(" revealed that ") + 1
            outer = (second, (named, named + len(second.text)), (cue, cue + 8))
            begin = self._length
        denies = statement.pattern.varied == "not" and statement.fillers["not"] is not NOT and chance.random() < DENIED
        verb, lemma, stance = ("denied", "deny", Stance.DENIES) if denies else _VERBS[int(chance.random() * len(_VERBS))]
        named = self._write(first.text)
        quoted = chance.random() < 0.2 and not denies
        cue = self._write(f" {verb}: “" if quoted else f" {verb} that ") + 1
        start = self._write(capital(statement.text) if quoted else statement.text)
        words = (start, self._length)
        if quoted:
            self._write("”")
        fidelity = Fidelity.VERBATIM if quoted else Fidelity.PARAPHRASE
        hops = [Hop(first, (named, named + len(first.text)), (cue, cue + len(verb)), lemma, stance, fidelity, words)]
        if outer:
            hops.append(Hop(*outer, "reveal", Stance.REPORTS, Fidelity.PARAPHRASE, (begin, self._length)))
        whole = outer[1][0] if outer else begin
        self.sentences.append(Sentence(contest, statement, start, (whole, self._length), tuple(hops), None))


def capital(text: str) -> str:
    """The text with a capital letter."""
    return text[0].upper() + text[1:]
