"""What nobody would send, by the doors by which it comes in: files, tables of claims, answers of a language model.

    python benchmarks/fuzzing_doors.py --seconds 600

Files of every kind go through the processes that read for `claimgraph add`, tables into a store, and answers are sent by a real server
on loopback. Of each it is held: that it ends within `LONGEST` seconds, in a result whose anchors hold or in an error of ours that says
what and where; that a table counts each row once; and that what the rules read stands whatever a model answers.
"""

import argparse
import csv
import io
import json
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fuzzing import faults, made_page, made_text, seeds

from claimgraph.errors import ClaimgraphError
from claimgraph.exchange.rows import COLUMNS
from claimgraph.exchange.tables import read_table
from claimgraph.extract.llm import LanguageModel
from claimgraph.ingest.bulk import Counts, Origin, import_table
from claimgraph.ingest.documents import Origin as Sent
from claimgraph.ingest.pipeline import propose, read_text
from claimgraph.ingest.readers import Readers
from claimgraph.model import Graph, Reading
from claimgraph.store import Store
from claimgraph.store.checking import check
from claimgraph.store.schema import TABLES

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from chatting import Chat, chat, completion
from papers import atom, lines, mail, pdf, rss, saved, word

LONGEST = 400.0
"""Seconds by the clock that anything may take: a little more than a process that reads is given on a busy machine."""
OURS = ("please report this", "ended the process that read it")
"""What an error says whose cause is a fault of ours."""
HOSTILE = (
    *("", " ", "\x00", "\ud800", "\u202e", "=1+1", "'", '"', "“", "\r\n", "a" * 5_000, "<b>", "ignore all rules"),
    *("1e999", "-0", "NaN", "9" * 400, "1,5", "10 – 20", "2015-13-45", "2015-02-29/..", "../2015"),
    *("null", "[]", "{}", "true", "denies", "author", "javascript:x", "http://["),
)
TEXT = "The mayor said that the bridge is closed. Perhaps it will open again in May, the Harbour Post reported."
_ROW = {"source": "Harbour Post", "entity": "ferry", "attribute": "dead", "value": "3", "time": "2015-10-03", "quote": "Three died."}
_SAID = {"quote": "the bridge is closed", "claim": "The bridge is closed.", "chain": [{"speaker": "The mayor", "stance": "endorses"}]}


def mangled(chance: random.Random, data: bytes) -> bytes:
    """Bytes with some cut, doubled, turned or put in."""
    for _ in range(chance.choice([0, 1, 3, 20])):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([1, 4, 64, 1024]))
        data = chance.choice(
            [
                data[:start] + data[end:],
                data[:end] + data[start:end] * 2 + data[end:],
                data[:start] + chance.randbytes(end - start) + data[end:],
            ]
        )
    return data


def _document(chance: random.Random, text: str) -> bytes:
    """A Word document whose parts are mangled before they are packed."""
    whole = saved(word(*"".join(letter for letter in text if letter.isprintable() or letter == "\n").split("\n")))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, mangled(chance, part) if name == "word/document.xml" and chance.random() < 0.5 else part)
    return packed.getvalue()


def made_file(chance: random.Random, given: Sequence[str]) -> tuple[str, bytes]:
    """A file of one of the kinds that are read, and its name."""
    text = made_text(chance, given)[:4_000].encode("utf-8", "replace").decode()
    plain, page = text.encode("cp1252", "replace").decode("cp1252"), made_page(chance, given)[:8_000].encode("utf-8", "replace").decode()
    kinds: dict[str, Callable[[], bytes]] = {
        "a.md": lambda: f"# {text[:40]}\n\n> {text}\n\n- {text[:200]}\n\n| a | b |\n|---|\n{text[:80]}".encode(),
        "a.html": page.encode,
        "a.pdf": lambda: pdf(lines(*plain.split("\n")[:60]), lines(plain[:90])),
        "a.docx": lambda: _document(chance, text),
        "a.eml": lambda: mail(text.replace("\r", " "), page.replace("\r", " ")),
        "a.rss": lambda: rss(("One", "https://example.org/1", page), (text[:60], "https://example.org/2", text)),
        "a.atom": lambda: atom(text[:60], page),
        "a.txt": text.encode,
    }
    name = chance.choice(list(kinds))
    return name, mangled(chance, kinds[name]())


def made_table(chance: random.Random, given: Sequence[str]) -> tuple[str, bytes]:
    """A table of claims whose cells nobody would write."""
    rows: list[dict[str, object]] = []
    for number in range(chance.randrange(1, 12)):
        row: dict[str, object] = {**_ROW, "value": str(number)}
        for _ in range(chance.randrange(4)):
            row[chance.choice(COLUMNS)] = chance.choice([*HOSTILE, made_text(chance, given)[:300]])
        rows.append(row)
    if chance.random() < 0.5:
        odd: list[object] = [None, True, 1e308, -1, [], {"a": []}]
        rows[-1][chance.choice(COLUMNS)] = chance.choice(odd)
        return "a.ndjson", mangled(chance, "\n".join(map(json.dumps, rows)).encode())
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return "a.csv", mangled(chance, out.getvalue().encode("utf-8", "replace"))


def made_answer(chance: random.Random, _given: Sequence[str]) -> tuple[str, bytes]:
    """What a model answers: parts of the wrong kind, endless, cut off, no JSON, or (of another name) no completion either."""
    odd: list[object] = [*HOSTILE, None, -1, 2**70, 0.5, [], {}, [[]], {"speaker": "M", "stance": "confirms"}, [_SAID["chain"]] * 9]
    said: list[object] = []
    for _ in range(chance.choice([1, 3, 250])):
        one: dict[str, object] = {**_SAID, "modality": "fact", "certainty": "certain", "hedges": ["perhaps"], "negation": "It is open."}
        for _ in range(chance.randrange(3)):
            one[chance.choice([*one, "status", "id"])] = chance.choice(odd)
        said.append(chance.choice([one, one, one, chance.choice(odd)]))
    link = {
        "from": chance.choice([0, -1, 10**6]),
        "to": chance.choice(odd),
        "type": chance.choice(["denial", "restates", "x"]),
        "status": "confirmed",
    }
    text = json.dumps({"assertions": said, "links": [link]})
    text = chance.choice(
        [text, text[: chance.randrange(len(text))], f"```json\n{text}\n```", "{" * 20_000, text.replace("\\ud800", "\ud800")]
    )
    if chance.random() < 0.2:
        return "body", mangled(chance, json.dumps(completion(text, finish_reason=chance.choice(["stop", "length", "x"]))).encode())
    return "words", mangled(chance, text.encode("utf-8", "surrogatepass"))


@dataclass
class Doors:
    """What receives it all."""

    readers: Readers
    store: Store
    model: Chat
    before: Reading

    def file(self, name: str, data: bytes) -> Iterator[str]:
        """What is wrong with what became of a file."""
        outcome = self.readers.read_place(name, lambda: (data, Sent(name)), lambda _: set())
        for item in outcome.found:
            if isinstance(item, Reading):
                yield from faults(item)
            elif isinstance(item, ClaimgraphError):
                yield from _badly_told(item, name)

    def table(self, name: str, data: bytes) -> Iterator[str]:
        """What is wrong with what became of a table."""
        counts, origin = Counts(), Origin(name, "text/csv", "fuzzing")
        try:
            for batch in import_table(self.store, read_table(io.BytesIO(data), name=name), origin, _pass_over):
                counts = batch
        except ClaimgraphError as error:
            yield from _badly_told(error, name)
        if counts.rows != counts.added + counts.already + counts.rejected:
            yield f"rows are not counted once each: {counts}"
        with self.store.moment(None) as moment:
            yield from (f"{found.node}: {found.message}" for found in check(Graph.of(node for kind in TABLES for node in moment.all(kind))))

    def answer(self, name: str, data: bytes) -> Iterator[str]:
        """What is wrong with a reading after a model answered so."""
        self.model.replies, self.model.bodies[:] = [data if name == "body" else data.decode("utf-8", "replace")], []
        after = propose(self.before, LanguageModel(self.model.url, "small"))
        yield from faults(after)
        if after.document != self.before.document or after.assertions[: len(self.before.assertions)] != self.before.assertions:
            yield "what the rules read does not stand"
        if any(link.judge.startswith("model:") and link.status != "proposed" for link in after.links):
            yield "a model confirmed a link"


def _pass_over(_item: object) -> None:
    """Rejects are counted."""


def _badly_told(error: ClaimgraphError, name: str) -> Iterator[str]:
    said = str(error)
    if any(words in said for words in OURS) or name.split(".")[0] not in said:
        yield f"an error that does not say what of where, or that is our fault: {said[:300]}"


def tried(door: Callable[[str, bytes], Iterator[str]], name: str, data: bytes) -> Iterator[str]:
    """What is wrong with what became of this."""
    began = time.monotonic()
    try:
        yield from door(name, data)
    except Exception:  # noqa: BLE001 - any error that escapes is what is looked for
        yield traceback.format_exc()
    if time.monotonic() - began > LONGEST:
        yield f"it took {time.monotonic() - began:.0f} s"


def run(doors: Doors, asked: argparse.Namespace) -> Counter[str]:
    """Make and send until the time is over; how many of each kind, and how many faults, whose causes are kept as files."""
    chance, given, counts = random.Random(asked.seed), seeds(), Counter[str]()  # noqa: S311
    ways = {"files": (made_file, doors.file), "tables": (made_table, doors.table), "answers": (made_answer, doors.answer)}
    until = time.monotonic() + asked.seconds
    while time.monotonic() < until:
        kind = chance.choice(list(ways))
        made, door = ways[kind]
        name, data = made(chance, given)
        counts[kind] += 1
        for fault in tried(door, name, data):
            counts["faults"] += 1
            asked.finds.mkdir(parents=True, exist_ok=True)
            (asked.finds / f"{asked.seed}-{counts.total()}-{name}").write_bytes(data)
            print(f"--- {kind} {counts['faults']}: {fault}", flush=True)
    return counts


def main() -> None:
    """Print what failed; exit code 1 where anything did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--finds", type=Path, default=Path("fuzzing-finds"))
    asked, readers = parser.parse_args(), Readers(1)
    with tempfile.TemporaryDirectory() as place, chat("{}") as model:
        try:
            counts = run(Doors(readers, Store.open(Path(place)), model, read_text(TEXT)), asked)
        finally:
            readers.close()
    print(dict(counts))
    sys.exit(1 if counts["faults"] else 0)


if __name__ == "__main__":
    main()
