"""Whether what is read depends on who is said to say it: plain sentences put into the frames by which texts name a voice.

    python benchmarks/framing.py                    # `frames/frames.tsv` with `frames/contents.tsv`, looked at
    python benchmarks/framing.py unseen_ --totals   # those nobody looked at

A frame is a line of a template, the chain of voices below the author, and the stance of the last; a content is a sentence and its claims,
in exact words. In a cell of both the *voice* is right where every claim that is read of the content has that chain, the *claims* are where
they are those of the content, each at character F1 of .5 or more. So any text tests a reader unannotated (metamorphic testing, Chen et al.
1998).
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reading import document_of, matched, overlap_f1, same_chain, speakers_of

from claimgraph.extract.reading import read
from claimgraph.model import Stance

HERE = Path(__file__).parent / "frames"
SMALL = frozenset(
    """a an the in on at of for from with under along there if unless although because since after before had more two three ten half heavy
    nobody bats cocoa exports prices rents sea ships unemployment wages water""".split()
)
"""Words that a sentence may begin with and that are written small elsewhere."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How a text names a voice: what stands before and behind the content, who says it, and with which stance."""

    before: str
    behind: str
    chain: tuple[str, ...]
    stance: Stance
    small: bool

    @classmethod
    def of(cls, line: str) -> "Frame":
        """The frame of a line: template, chain, stance."""
        template, chain, stance = line.split("\t")
        small = "{c}" in template
        before, behind = template.split("{c}" if small else "{C}")
        return cls(before, behind, ("author", *chain.split(" > ")), Stance(stance), small)

    @property
    def template(self) -> str:
        """The frame with dots for the content."""
        return f"{self.before}…{self.behind}"


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
    """What was read of a content in a frame."""

    frame: Frame
    content: Content
    voice: bool
    stance: bool
    claims: bool


def cell(frame: Frame, content: Content) -> Cell:
    """A content in a frame, read as a document of its own."""
    words = content.small() if frame.small else content.words
    first = len(frame.before)
    reading = read(document_of(f"{frame.before}{words}{frame.behind}"))
    inside = {
        one.content.claim: one
        for one in reversed(reading.assertions)
        if one.content.claim and not one.implied and one.quote.start >= first and one.quote.end <= first + len(words)
    }
    voice = bool(inside) and all(any(same_chain(chain, frame.chain) for chain in speakers_of(reading, claim)) for claim in inside)
    spans = [(one.quote.start - first, one.quote.end - first) for one in inside.values()]
    met = matched({(a, b): overlap_f1((got,), (want,)) for a, got in enumerate(spans) for b, want in enumerate(content.claims)})
    stance = voice and all(one.stance is frame.stance for one in inside.values())
    return Cell(frame, content, voice, stance, len(met) == len(spans) == len(content.claims))


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a table."""
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line)


def measure(part: str, every: int = 1) -> list[Cell]:
    """The cells of the frames and contents of a part, or evenly spread ones, such that each frame and content is met."""
    frames = [Frame.of(line) for line in lines_of(HERE / f"{part}frames.tsv")]
    contents = [Content.of(line) for line in lines_of(HERE / f"{part}contents.tsv")]
    return [cell(frame, content) for a, frame in enumerate(frames) for b, content in enumerate(contents) if (a + b) % every == 0]


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
    """Measure the part asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", default="", help='the beginning of the names of both tables: "", "unseen_"')
    parser.add_argument("--every", type=int, default=1, metavar="N", help="read but one of N contents in each frame")
    parser.add_argument("--totals", action="store_true", help="print totals alone")
    asked = parser.parse_args()
    for line in report(measure(asked.part, asked.every), totals=asked.totals):
        print(line)


if __name__ == "__main__":
    main()
