"""Bytes of others parsed in a process of their own: what is made to hang or crash a parser takes only that process with it.

Run as a program (`python -P -m claimgraph.ingest.parsing FORMAT`) it is that process: bytes on standard input, JSON on standard output.
"""

import importlib
import subprocess
import sys
from typing import Any

import msgspec

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.ingest import walls
from claimgraph.ingest.formats import Format
from claimgraph.ingest.parsers.parsed import Parsed
from claimgraph.processes import kept_environment
from claimgraph.records import from_record, to_record

PARSE_SECONDS = 30
CPU_SECONDS = 20
MEMORY = 1_500_000_000
_ERRORS: dict[str, type[InputError]] = {LimitError.code: LimitError, UnreadableError.code: UnreadableError}
_NAMES = {Format.HTML: "HTML", Format.PDF: "a PDF", Format.DOCX: "a Word document", Format.MAIL: "a mail", Format.FEED: "a feed"}


def parse_here(format_: Format, data: bytes) -> list[Parsed]:
    """What bytes of a format hold, in this process; raises InputError, whatever the parser raises."""
    module = importlib.import_module(f"claimgraph.ingest.parsers.{format_}")
    try:
        found: list[Parsed] = getattr(module, f"read_{format_}")(data)
    except InputError:
        raise
    except MemoryError as error:
        raise LimitError("needs more memory to parse than it may have: split it into parts, or save its text") from error
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:200]
        raise UnreadableError(f"cannot be parsed as {_NAMES.get(format_, format_)} ({what}): save its text as plain text") from error
    return found


def parse_apart(format_: Format, data: bytes) -> list[Parsed]:
    """The same in a process of its own, within limits of memory and time; raises InputError."""
    command = [sys.executable, "-P", "-m", "claimgraph.ingest.parsing", format_]
    try:
        done = subprocess.run(  # noqa: S603 — our own module
            command, input=data, capture_output=True, timeout=PARSE_SECONDS, check=False, env=kept_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(f"took more than {PARSE_SECONDS} s to parse, and was given up: save its text as plain text") from error
    if done.returncode != 0 or not done.stdout:
        what = _NAMES.get(format_, format_)
        raise UnreadableError(f"cannot be parsed as {what} within the limits of memory and time: save its text as plain text")
    answer = msgspec.json.decode(done.stdout)
    if "error" in answer:
        raise error_of(answer)
    return [from_record(item, Parsed) for item in answer["items"]]


def error_record(error: InputError) -> dict[str, str]:
    """An error as the process tells it."""
    kind = next((kind.code for kind in _ERRORS.values() if isinstance(error, kind)), "")
    return {"error": str(error), "code": error.code, "kind": kind}


def error_of(record: dict[str, Any]) -> InputError:
    """The error that the process told."""
    return _ERRORS.get(str(record.get("kind")), InputError)(str(record["error"]), code=str(record["code"]))


def main() -> None:
    """Parse what comes in, and say what it holds or why it does not."""
    walls.put_up(MEMORY, CPU_SECONDS)
    try:
        answer: dict[str, Any] = {"items": [to_record(item) for item in parse_here(Format(sys.argv[1]), sys.stdin.buffer.read())]}
    except InputError as error:
        answer = error_record(error)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
