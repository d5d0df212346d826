"""Reads texts and pages that nobody would write, for as long as one likes: `python benchmarks/fuzzing.py --seconds 3600`.

Each is made from real articles by cutting, doubling, shuffling and by strange characters. Of every reading it is asked: that no error
escapes but those that are meant, that `text[start:end] == exact` of every anchor, that every range lies in its text, that nothing refers
to what is not there, and that twice the text does not take four times as long. What fails is printed, and kept as a file under `--finds`.
"""

import argparse
import json
import random
import statistics
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from claimgraph.errors import InputError
from claimgraph.ingest.documents import Origin, receive
from claimgraph.ingest.parsing import parse_here
from claimgraph.ingest.pipeline import read_received
from claimgraph.model import Anchor, Citation, Graph, Mention, Reading, Span, Unread
from claimgraph.store.checking import check

ROOT = Path(__file__).parents[1]
STRANGE = (
    "\x00\x01\u200b\u200f\u202e\u2028\u2029\u00a0\ufeff\u0301\U000e0041\U0001f600“”‘’'\"«»—–…[]()<>&;:,.?!\n\t\r|*#_~`%$@^=+{}\\/"
    "0123456789ÄßçΩЖعربي漢字"
)
CUES = (
    "said that|denied that|according to |, he added|[1]|\n\n|\n- |“|”|apparently |the claim that |who |which |, with |it is likely that "
).split("|")
TAGS = (
    "p div span b i a table tr td ul li h1 h2 blockquote pre article section script style title meta br img sup details svg math template"
).split()
ATTRIBUTES = ("", ' style="color:white"', " hidden", ' class="x y"', ' href="javascript:x"', ' lang="de"', ' style="font-size:0')
SWAPS = (("\n", " "), (" ", ""), (".", ""), (".", "\n"), (" ", "\n"), ("said", "SAID"), ("“", '"'), ("\n", "\r\n"))
LARGEST = 20_000
"""Code points of the longest text that is made."""
SLOW = 4.0
"""By what factor twice a text may take longer than the text, from texts that take at least `NOTABLE` seconds."""
NOTABLE = 0.4
SLOWEST = 2_000
"""Microseconds of the processor that a code point of a text over `LONG` may take; a hundred are usual."""
LONG = 1_000
Mutation = Callable[[random.Random, str], str]


def seeds() -> list[str]:
    """The articles of our own of which texts are made."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples/dossier").glob("*.txt"))]
    return texts + [json.loads(path.read_text("utf-8"))["text"] for path in sorted((ROOT / "benchmarks/articles").glob("*.json"))]


def _cut(chance: random.Random, text: str) -> tuple[int, int]:
    start, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return start, min(end, start + chance.choice([1, 5, 50, 500]))


def _delete(chance: random.Random, text: str) -> str:
    start, end = _cut(chance, text)
    return text[:start] + text[end:]


def _double(chance: random.Random, text: str) -> str:
    start, end = _cut(chance, text)
    return text[:end] + text[start:end] * chance.choice([1, 2, 20]) + text[end:]


def _insert(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    strange = chance.choice(STRANGE) * chance.choice([1, 1, 3, 300])
    words = chance.choice([strange, chance.choice(CUES) * chance.choice([1, 1, 40])])
    return text[:place] + words + text[place:]


def _shuffle(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    start, end = _cut(chance, text)
    some = words[start % (len(words) + 1) : end % (len(words) + 1)]
    chance.shuffle(some)
    return " ".join([*words[: start % (len(words) + 1)], *some, *words[end % (len(words) + 1) :]])


def _flatten(chance: random.Random, text: str) -> str:
    return text.replace(*chance.choice(SWAPS))


def _case(chance: random.Random, text: str) -> str:
    return chance.choice([str.upper, str.lower, str.title, str.swapcase])(text)


MUTATIONS: Sequence[Mutation] = (_delete, _double, _insert, _insert, _shuffle, _flatten, _case)


def made_text(chance: random.Random, given: Sequence[str]) -> str:
    """A text made from a part of an article."""
    seed = chance.choice(given)
    start = chance.randrange(max(1, len(seed) - 200))
    text = seed[start : start + chance.choice([80, 400, 2_000, 8_000])]
    for _ in range(chance.choice([1, 2, 4, 8, 16])):
        text = chance.choice(MUTATIONS)(chance, text)[:LARGEST]
    return text


def made_page(chance: random.Random, given: Sequence[str]) -> str:
    """A page of HTML made from such a text, whose tags need not fit together."""
    pieces = made_text(chance, given).split(" ")
    for _ in range(chance.randrange(1, 60)):
        name, place, attribute = chance.choice(TAGS), chance.randrange(len(pieces) + 1), chance.choice(ATTRIBUTES)
        pieces.insert(place, chance.choice([f"<{name}{attribute}>", f"</{name}>", f"<{name}", "<!--", "-->", "&#x0;", "&amp", "<![CDATA["]))
    return f"<html><body><article>{' '.join(pieces)}</article></body></html>"


def faults(reading: Reading) -> Iterator[str]:
    """What does not hold of a reading."""
    text = reading.document.text
    anchors: list[Anchor] = [act.quote for act in reading.assertions]
    anchors += [hedge for act in reading.assertions for hedge in act.hedges] + [act.cue for act in reading.assertions if act.cue]
    anchors += [finding.anchor for finding in reading.findings if finding.anchor]
    yield from (f"{anchor} does not stand in the text" for anchor in anchors if not anchor.holds_in(text))
    bad = (span for span in _spans(reading) if not 0 <= span.start < span.end <= len(text))
    yield from (f"{span} is no range of the {len(text):,} code points" for span in bad)
    yield from (f"{problem.node}: {problem.message}" for problem in check(Graph.of_reading(reading)))


def _spans(reading: Reading) -> Iterator[Span | Mention | Citation | Unread]:
    """Every range of its text that a reading marks without keeping its words."""
    yield from reading.document.hidden
    yield from reading.document.citations
    yield from reading.document.unread
    yield from (act.speaker.mention for act in reading.assertions if act.speaker.mention)
    for frame in reading.attributions:
        yield from (frame.cue, *frame.content, *((frame.source,) if frame.source else ()))
    yield from (place for claim in reading.claims for place in claim.mentions)
    yield from (clash for link in reading.links for clash in (*link.clash_from, *link.clash_to))


def read_made(text: str, *, page: bool) -> list[Reading]:
    """What is read of it; none where it is refused with a reason."""
    origin = Origin("made.html" if page else "made.txt", "text/html" if page else "text/plain")
    try:
        return [read_received(item) for item in receive(text.encode("utf-8", "replace"), origin, parse_here)]
    except InputError:
        return []


def tried(text: str, *, page: bool) -> Iterator[str]:
    """What is wrong with reading a text, and with reading it twice over."""
    began = time.process_time()
    try:
        found = [fault for reading in read_made(text, page=page) for fault in faults(reading)]
    except Exception:  # noqa: BLE001 - any error that escapes is what is looked for
        yield traceback.format_exc()
        return
    yield from found
    took = time.process_time() - began
    if len(text) > LONG and took / len(text) * 1e6 > SLOWEST:
        yield f"slow: {len(text):,} code points took {took:.2f} s"
    if took >= NOTABLE and not page:
        began = time.process_time()
        read_made(f"{text}\n\n{text}", page=False)
        again = time.process_time() - began
        if again > SLOW * took:
            yield f"not linear: {len(text):,} code points took {took:.2f} s, twice as many {again:.2f} s"


def main() -> None:
    """Make and read until the time is over; exit code 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--finds", type=Path, default=Path("fuzzing-finds"))
    asked = parser.parse_args()
    given = seeds()
    read_made(given[0], page=False)  # what is loaded with the first text is no time of it
    chance, until, speeds, counts = random.Random(asked.seed), time.monotonic() + asked.seconds, list[float](), Counter[str]()  # noqa: S311
    while time.monotonic() < until:
        page = chance.random() < 0.3
        text = (made_page if page else made_text)(chance, given)
        counts["pages" if page else "texts"] += 1
        counts["code points"] += len(text)
        began = time.process_time()
        for fault in tried(text, page=page):
            counts["faults"] += 1
            asked.finds.mkdir(parents=True, exist_ok=True)
            (asked.finds / f"{asked.seed}-{counts.total()}.{'html' if page else 'txt'}").write_text(text, "utf-8", "replace")
            print(f"--- {counts['faults']}: {fault}", flush=True)
        if len(text) > LONG and not page:
            speeds.append((time.process_time() - began) / len(text) * 1e6)
    least, median, most = min(speeds, default=0), statistics.median(speeds or [0]), max(speeds, default=0)
    print(dict(counts), f"microseconds a code point: {least:.0f} · {median:.0f} · {most:.0f}, n {len(speeds)}")
    sys.exit(1 if counts["faults"] else 0)


if __name__ == "__main__":
    main()
