"""Whether the sentences of claims still are as they were judged by eye, on short texts of our own in the styles of news.

    python benchmarks/wording.py              # the shares by verdict, and how many of the good ones are still written so
    python benchmarks/wording.py --anew       # besides: the sentences that nobody has judged, as lines to add to the sheet

`wording/sheet.tsv` has one line a sentence: folder/document, first and last offset of the quote, verdict, reason, sentence. A sentence is
"good" where it is grammatical, true to the words of its quote and can be understood alone; "open" where only the last fails (a pronoun
that was left); "broken" where it is no sentence; "false" where it says what the text does not. `looked` holds the texts that rules were
made on, `fresh` those that were put aside until the rules were made.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from claimgraph.extract import read
from claimgraph.ingest.documents import Origin, make_document

FOLDER = Path(__file__).parent / "wording"
VERDICTS = ("good", "open", "broken", "false")
Row = tuple[str, int, int, str, str, str]


def sentences(path: Path) -> list[tuple[str, int, int, str]]:
    """The document, the offsets of the first quote and the text of each claim that is read from a text."""
    reading = read(make_document(path.read_text(encoding="utf-8"), Origin()))
    quotes = {said.content.claim: said.quote for said in reversed(reading.assertions)}
    name = f"{path.parent.name}/{path.stem}"
    return [(name, quotes[claim.id].start, quotes[claim.id].end, claim.text) for claim in reading.claims]


def judged() -> list[Row]:
    """The lines of the sheet."""
    with (FOLDER / "sheet.tsv").open(encoding="utf-8", newline="") as file:
        return [(name, int(start), int(end), *rest) for name, start, end, *rest in csv.reader(file, delimiter="\t")]  # type: ignore[misc]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anew", action="store_true", help="print the sentences that nobody has judged")
    options = parser.parse_args(arguments)
    rows = judged()
    now = [sentence for path in sorted(FOLDER.glob("*/*.txt")) for sentence in sentences(path)]
    for folder in ("looked", "fresh"):
        counts = Counter(verdict for name, _, _, verdict, _, _ in rows if name.startswith(folder))
        print(f"{folder:8} n {counts.total():4}  " + "  ".join(f"{name} {counts[name]}" for name in VERDICTS))
    there = set(now)
    good = [(name, start, end, text) for name, start, end, verdict, _, text in rows if verdict == "good"]
    print(f"good and still there  {sum(row in there for row in good) / max(1, len(good)):.3f}  ({len(good)})")
    if options.anew:
        known = {(name, start, end, text) for name, start, end, _, _, text in rows}
        for name, start, end, text in now:
            if (name, start, end, text) not in known:
                print(name, start, end, "", "", text, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
