"""How the command line prints: plain lines for people, JSON for programs."""

import json
import logging
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from claimgraph.errors import UnreadableError
from claimgraph.model import Assertion, Claim, Graph, Node, Reading
from claimgraph.records import to_record
from claimgraph.store import COUNTED, Backup, Bucket, Collection, Entry, Found, Key, Page, Version
from claimgraph_api.answers.reporting import added_lines, asked_lines, counted, cut_lines, same_text_lines
from claimgraph_api.commands.interrupting import heeding_interrupts

if TYPE_CHECKING:  # loaded where a table is imported
    from claimgraph_api.answers.importing import Progress

_MOST_NAMED = 50
"""How many files that were passed over are named."""

_SIGNS = {"endorses": "▲", "reports": "↻", "doubts": "~", "denies": "✕", "concedes": "◐", "asks": "?"}


def is_url(place: str) -> bool:
    """Whether an argument is an address rather than a path."""
    return "://" in place[:12]


def to_json(value: Any, indent: int | None = 2) -> str:
    """A value as JSON text."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def print_json(value: Any, indent: int | None = 2) -> None:
    """Print a value as JSON."""
    typer.echo(to_json(value, indent))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, control characters made harmless: text from outside must not drive a terminal."""
    for line in lines:
        typer.echo("".join(c if c.isprintable() or c == "\t" else "\ufffd" for c in line))


def print_either(record: Any, lines: Iterable[str], *, json: bool) -> None:
    """Print a record as JSON where that is asked for, else the lines that tell it to people."""
    if json:
        print_json(record)
    else:
        print_lines(lines)


def read_file(path: Path) -> str:
    """The text of a file; raises UnreadableError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path} cannot be read: {error}") from error


def write_bytes(chunks: Iterable[bytes], output: Path | None) -> None:
    """Write to a file, or to standard output; raises UnreadableError where it cannot."""
    if output is None:
        sys.stdout.buffer.writelines(chunks)
        return
    try:
        with output.open("wb") as file:
            file.writelines(chunks)
    except OSError as error:
        raise UnreadableError(f"{output} cannot be written: {error.strerror}") from error


def warn(message: str) -> None:
    """Say on standard error what is no error."""
    typer.echo("claimgraph: " + "".join(c if c.isprintable() else "\ufffd" for c in message), err=True)


def warn_of_passed(files: Sequence[str]) -> None:
    """Say which files of folders were passed over for what their names end in."""
    rest = f" and {len(files) - _MOST_NAMED:,} more" if len(files) > _MOST_NAMED else ""
    named = f"{', '.join(files[:_MOST_NAMED])}{rest}"
    passed = "1 file was" if len(files) == 1 else f"{len(files):,} files were"
    warn(f"{passed} passed over, of another kind by the name ({named}); name one to have it tried")


def print_progress(progress: "Progress") -> None:
    """Say on a terminal how far an import is, over what was said before."""
    if sys.stderr.isatty():
        counts, left = progress.counts, progress.remaining
        remaining = "" if left is None else f", about {left:,.0f} s left"
        line = f"{counts.rows:,} rows, {progress.rate:,.0f} a second{remaining}, {counts.rejected:,} rejected"
        typer.echo(f"\r{line:<79}", err=True, nl=False)


def print_import(report: Mapping[str, Any], *, json: bool) -> bool:
    """Say what an import did; whether anything of it was not taken in."""
    if sys.stderr.isatty():
        typer.echo(f"\r{'':<79}\r", err=True, nl=False)
    if json:
        print_json(report)
    else:
        rejected = f"; {report['rejected']:,} rejected, see {report['rejects']}" if report["rejects"] else ""
        done = f"{report['rows']:,} rows, {report['added']:,} claims added, {report['already']:,} already there{rejected}"
        print_lines(
            [
                f"{report['input']}: {done} ({report['seconds']:,.1f} s, {report['rate']:,.0f} rows a second)",
                *(f"  {line}" for line in cut_lines(report["cut"])),
            ]
        )
        if "error" in report:
            typer.echo(f"claimgraph: {report['error']}", err=True)
    return "error" in report or report["rejected"] > 0


def print_additions(places: Iterable[list[dict[str, Any]]], total: int, *, json: bool) -> int:
    """Say of each input, as soon as it is done, what was read and stored, or why it was not; how many were not.

    Whoever is interrupted has been told of all that is stored; as JSON it is one list, printed at the end. Where there are
    several inputs, a terminal shows how far it is.
    """
    kept: list[Mapping[str, Any]] = []
    began, failed = time.monotonic(), 0
    try:
        with _warnings_above(), heeding_interrupts() as heed:
            for done, reports in enumerate(places, 1):
                clear_progress()
                for report in reports:
                    failed += "error" in report
                    kept += [report] if json else []
                    _print_addition(report, json=json)
                if total > 1:
                    print_rate(done, total, time.monotonic() - began, f"{failed:,} failed")
                heed()
    finally:
        clear_progress()
        if json:
            print_json(kept)
    return failed


class _Above(logging.Handler):
    """Prints what the core warns of on a line of its own, above what says how far it is."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one warning."""
        clear_progress()
        warn(record.getMessage())


@contextmanager
def _warnings_above() -> Iterator[None]:
    logger, handler = logging.getLogger("claimgraph"), _Above(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def print_rate(done: int, total: int, seconds: float, beside: str) -> None:
    """How far many things are: a bar, their number, the rate, what is left and what is said beside, over what was said before."""
    if sys.stderr.isatty():
        bar = "█" * (20 * done // total)
        rate = done / max(seconds, 0.001)
        line = f"{bar:░<20} {done:,} of {total:,}, {rate:,.1f} a second, about {(total - done) / rate:,.0f} s left, {beside}"
        typer.echo(f"\r{line[:110]:<79}", err=True, nl=False)


def clear_progress() -> None:
    """Take what says how far it is off the terminal."""
    if sys.stderr.isatty():
        typer.echo(f"\r{'':<110}\r", err=True, nl=False)


def _print_addition(report: Mapping[str, Any], *, json: bool) -> None:
    if "error" in report and not json:
        warn(report["error"])
    elif not json:
        print_lines(_addition(report))
    sys.stdout.flush()


def _addition(report: Mapping[str, Any]) -> Iterator[str]:
    if report["already"]:
        yield f"{report['input']}: already there, {report['document']}"
    else:
        counts = ", ".join(counted(report[name], name) for name in ("claims", "assertions", "sources", "links"))
        dropped = f", {len(report['dropped'])} dropped" if report["dropped"] else ""
        yield f"{report['input']}: {counts}{dropped} → {report['document']}"
    yield from (f"  {line}" for line in (*same_text_lines(report), *added_lines(report)))


def print_reading(reading: Reading) -> None:
    """Print every chain of a reading: the words and who says them, outermost last."""
    graph = Graph.of_reading(reading)
    outer = {item.content.assertion: item for item in reading.assertions if item.content.assertion}
    for assertion in reading.assertions:
        if assertion.content.claim is not None:
            voices = " ← ".join(f"{_SIGNS[item.stance]} {item.speaker.name}" for item in _outward(assertion, outer))
            print_lines(
                [f"{assertion.quote.start:>6}  {graph.claims[assertion.content.claim].text}", f"        {voices}  {_hedge(assertion)}"]
            )
    print_lines(f"dropped: {item.what}: {item.reason}: {item.words}" for item in reading.dropped)
    print_lines(f"{finding.kind}: {finding.message}" for finding in reading.findings)
    print_lines(asked_lines(to_record(reading.proposals)))


def _outward(assertion: Assertion, outer: Mapping[str, Assertion]) -> Iterator[Assertion]:
    """The assertion, then each that reports the one before."""
    here: Assertion | None = assertion
    while here is not None:
        yield here
        here = outer.get(here.id)


def _hedge(assertion: Assertion) -> str:
    words = ", ".join(f"“{hedge.exact}”" for hedge in assertion.hedges)
    return f"({assertion.certainty.value}{': ' + words if words else ''})" if words or assertion.certainty != "unstated" else ""


def print_disputes(disputes: Iterable[Mapping[str, Any]], total: int) -> None:
    """Print each dispute: its question, and under it what each side holds on how many independent origins."""
    for dispute in disputes:
        print_lines([f"{dispute['id']}  {dispute['question']}  [{dispute['status']}, {len(dispute['rungs'])} contradictions]"])
        for position in dispute["positions"]:
            names = ", ".join(dict.fromkeys(origin["name"] for origin in position["origins"]))
            print_lines([f"    {position['letter']}  {position['label']}  — at most {len(position['origins'])} independent: {names}"])
    print_lines([f"{total} disputes"])


def print_nodes(nodes: Iterable[Node], total: int) -> None:
    """Print the nodes of a list, a line each."""
    print_lines(f"{node.id}  {node.text if isinstance(node, Claim) else getattr(node, 'name', '')}" for node in nodes)
    print_lines([f"{total:,} in all"])


def print_page(page: Page, *, json: bool) -> None:
    """Print a page of nodes."""
    if json:
        print_json({"items": to_record(list(page.items)), "next": page.next, "total": page.total, "hidden": page.hidden})
    else:
        print_nodes(page.items, page.total or 0)


def print_history(versions: Sequence[Version], *, json: bool) -> None:
    """Print the versions of a node, oldest first: a line for each time that it was recorded or retracted."""
    if json:
        print_json(to_record(list(versions)))
        return
    for version in versions:
        print_lines(_event(entry) for entry in (version.recorded, version.retracted) if entry is not None)
    erased = versions[-1].erased
    if erased and erased != versions[-1].retracted:
        print_lines([_event(erased)])


def _event(entry: Entry) -> str:
    note = f": {entry.note}" if entry.note else ""
    return f"{entry.seq:>6}  {entry.at}  {entry.verb:<10}  {entry.actor}{note}  [{entry.target}]"


def print_keys(keys: Iterable[Key]) -> None:
    """Print the keys, a line each, without their secrets."""
    for key in keys:
        state = "revoked" if key.revoked_at else "live"
        limits = f"  [{', '.join(key.collections)}]" if key.collections else ""
        print_lines([f"{key.prefix}  {' '.join(key.scopes):<10}  {key.made_at}  {state:<7}  {key.name}{limits}"])


def print_collections(found: Sequence[Collection], *, json: bool) -> None:
    """Print the collections, a line each, with how much each shows."""
    if json:
        print_json(to_record(list(found)))
    else:
        print_lines(f"{item.name}  {counted(item.documents, 'documents')}, {counted(item.claims, 'claims')}" for item in found)


def print_backup(backup: Backup, done: str, *, json: bool) -> None:
    """Print which state a backup holds."""
    if json:
        print_json(to_record(backup))
    else:
        print_lines([f"{done}, entry {backup.seq}, {backup.hash}"])


def print_found(found: Found, *, json: bool) -> None:
    """Print what a search found, the matched words in brackets, and what it can be narrowed by."""
    facets = {name: to_record(list(buckets)) for name, buckets in found.facets.items()}
    if json:
        print_json(
            {"items": to_record(list(found.hits)), "next": found.next, "total": found.total, "facets": facets, "complete": found.complete}
        )
        return
    marks = str.maketrans({"\x02": "[", "\x03": "]", "\n": " "})
    print_lines(f"{hit.id}  {hit.snippet.translate(marks)}" for hit in found.hits)
    print_lines([f"more than {COUNTED:,} found" if found.total is None else f"{found.total:,} found"])
    print_lines(f"{name}: {_values_of(buckets)}" for name, buckets in found.facets.items() if buckets)


def _values_of(buckets: Iterable[Bucket]) -> str:
    return ", ".join(f"{bucket.label} {bucket.count:,}" for bucket in list(buckets)[:5])


def print_reread(report: dict[str, Any], *, json: bool) -> None:
    """Print what reading a document again came to."""
    if json:
        print_json(report)
        return
    if report["seq"] is None:
        typer.echo(f"{report['document']}: nothing differs")
    else:
        changed = ", ".join(f"{report[name]} {name}" for name in ("added", "changed", "retracted", "links"))
        typer.echo(f"{report['document']}: {changed}, entry {report['seq']}")
    print_lines(f"  held back, as a person decided on these words: “{item['quote'][:100]}”" for item in report["held_back"])
