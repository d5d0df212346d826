"""Whether what is read depends on who is said to say it: plain sentences put into the frames by which texts name a voice.

    python benchmarks/framing.py                                          # `frames/frames.tsv` with `frames/contents.tsv`, looked at
    python benchmarks/framing.py passages contents                        # passages of some sentences, with several voices
    python benchmarks/framing.py unseen_frames unseen_contents --totals   # those nobody looked at

A frame is a template with a slot or more, and for each the chain of voices below the author and the stance of the last; a content is a
sentence and its claims, in exact words. Where both meet, the *voice* is right where every claim that is read of the content has that chain,
the *claims* are where they are those of the content, each at character F1 of .5 or more. A question may be quoted with the words
that ask it ("whether P"), and who concedes something holds it, where a frame makes no difference. So any text tests a reader unannotated
(metamorphic testing, Chen et al. 1998).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reading import document_of, matched, overlap_f1, same_chain, speakers_of

from asking import asking
from claimgraph.extract.reading import read
from claimgraph.model import Reading, Stance

HERE = Path(__file__).parent / "frames"
SMALL = frozenset(
    """a an the in on at of for from with under along there if unless although because since after before had more two three ten half heavy
    nobody bats cocoa exports prices rents sea ships unemployment wages water""".split()
)
"""Words that a sentence may begin with and that are written small elsewhere."""
APART = 7
"""How far apart in their table the contents of one passage stand."""


SLOT = re.compile(r"\{([cC])\d?\}")
ASKING = re.compile(r"\b(?:whether|is it true that) $", re.IGNORECASE)
"""The words before what is asked that may belong to the question."""
HELD = {Stance.CONCEDES: Stance.ENDORSES}
"""What whoever has the first stance has as well."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a content stands in a frame: behind which words, small or with a capital, and who says it with which stance."""

    before: str
    small: bool
    chain: tuple[str, ...]
    stance: Stance

    @classmethod
    def of(cls, before: str, letter: str, voice: str) -> "Slot":
        """The slot of the words before it, its letter and its voice: "Ana Brandt > a friend / denies"."""
        chain, stance = voice.rsplit(" / ", 1) if " / " in voice else (voice, "endorses")
        hops = () if chain == "author" else tuple(chain.split(" > "))
        return cls(before, letter == "c", ("author", *hops), Stance(stance))


@dataclass(frozen=True, slots=True)
class Frame:
    """How a text names its voices: what stands around its slots."""

    slots: tuple[Slot, ...]
    end: str

    @classmethod
    def of(cls, line: str) -> "Frame":
        """The frame of a line: template, then the voice of each slot."""
        template, voices = line.split("\t")
        *words, end = SLOT.split(template)
        slots = zip(words[::2], words[1::2], voices.split(" | "), strict=True)
        return cls(tuple(Slot.of(*slot) for slot in slots), end)

    @property
    def template(self) -> str:
        """The frame with dots for its contents."""
        return "".join(f"{slot.before}…" for slot in self.slots) + self.end


@dataclass(frozen=True, slots=True)
class Content:
    """A sentence without its full stop, and where its claims stand in it."""

    words: str
    claims: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, line: str) -> "Content":
        """The content of a line: sentence, claims."""
        words, claims = line.split("\t")
        starts = [(words.lower().index(claim.lower()), len(claim)) for claim in claims.split(" | ")]
        return cls(words, tuple((start, start + length) for start, length in starts))

    def small(self) -> str:
        """The sentence as it stands inside another."""
        return self.words[0].lower() + self.words[1:] if self.words.split()[0].lower() in SMALL else self.words


@dataclass(frozen=True, slots=True)
class Cell:
    """What was read of a content in a slot of a frame."""

    frame: Frame
    content: Content
    voice: bool
    stance: bool
    claims: bool


def cells(frame: Frame, contents: Sequence[Content]) -> Iterator[Cell]:
    """A frame with a content in each slot, read as a document of its own."""
    text, firsts = "", []
    for slot, content in zip(frame.slots, contents, strict=True):
        text += slot.before
        firsts.append(len(text))
        text += content.small() if slot.small else content.words
    reading = read(document_of(text + frame.end))
    for slot, content, first in zip(frame.slots, contents, firsts, strict=True):
        yield cell(frame, slot, content, first, reading)


def cell(frame: Frame, slot: Slot, content: Content, first: int, reading: Reading) -> Cell:
    """What was read of the content that begins at `first`."""
    start = first + len(ASKING.sub("", slot.before)) - len(slot.before)
    inside = {
        one.content.claim: one
        for one in reversed(reading.assertions)
        if one.content.claim and not one.implied and one.quote.start >= start and one.quote.end <= first + len(content.words)
    }
    voice = bool(inside) and all(any(same_chain(chain, slot.chain) for chain in speakers_of(reading, claim)) for claim in inside)
    spans = [(one.quote.start - first, one.quote.end - first) for one in inside.values()]
    met = matched({(a, b): overlap_f1((got,), (want,)) for a, got in enumerate(spans) for b, want in enumerate(content.claims)})
    stance = voice and all(slot.stance in {one.stance, HELD.get(one.stance)} for one in inside.values())
    return Cell(frame, content, voice, stance, len(met) == len(spans) == len(content.claims))


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a table."""
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line)


def measure(frames: Path, contents: Path, every: int = 1) -> list[Cell]:
    """The cells of the frames and contents of two tables, or evenly spread ones, such that each frame and content is met."""
    known = [Content.of(line) for line in lines_of(contents)]
    return [
        one
        for a, frame in enumerate(map(Frame.of, lines_of(frames)))
        for b in range(len(known))
        if (a + b) % every == 0
        for one in cells(frame, [known[(b + APART * slot) % len(known)] for slot in range(len(frame.slots))])
    ]


def report(cells: Sequence[Cell], *, totals: bool) -> Iterator[str]:
    """The shares that are right, and the frames and contents with the most that is not."""
    for name in ("voice", "stance", "claims"):
        right = sum(getattr(one, name) for one in cells)
        yield f"{name:8} {right / len(cells):.3f}  ({right} of {len(cells)})"
    whole = sum(one.stance and one.claims for one in cells)
    yield f"{'all':8} {whole / len(cells):.3f}  ({whole} of {len(cells)})"
    for kind in () if totals else ("frame", "content"):
        rows = dict[str, list[Cell]]()
        for one in cells:
            rows.setdefault(one.frame.template if kind == "frame" else one.content.words, []).append(one)
        worst = sorted(rows.items(), key=lambda row: sum(one.stance and one.claims for one in row[1]) / len(row[1]))
        for words, some in worst[:30]:
            counts = (sum(getattr(one, name) for one in some) for name in ("voice", "stance", "claims"))
            yield f"  {'  '.join(f'{count:3}' for count in counts)} of {len(some):3}  {words}"


def main() -> None:
    """Measure the tables asked for."""
    parser = asking(__doc__, "--totals")
    parser.add_argument("tables", nargs="*", default=["frames", "contents"], help="frames and contents, by name: frames contents")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read but one of N contents in each frame")
    asked = parser.parse_args()
    frames, contents = (HERE / f"{name}.tsv" for name in asked.tables)
    for line in report(measure(frames, contents, asked.every), totals=asked.totals):
        print(line)


if __name__ == "__main__":
    main()
