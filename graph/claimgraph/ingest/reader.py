"""The process that parses and reads one document after the other for another that stores them; it may be killed at any time.

A request on its channel is a line of JSON (`size`, `seconds`, what is known of the origin) and then the bytes. The answer is a line with
the ids of the documents in them and what is to be known of each, which the asker answers with those that it wants; then a line with the
reading of each. An error is a line too. The process ends with its channel. It may be told a model of entailment to ask.
"""

import gc
import os
import signal
from functools import cache
from typing import IO, Any, NoReturn

import msgspec

from claimgraph.errors import InputError, LimitError, UnreadableError
from claimgraph.ingest import walls
from claimgraph.ingest.documents import Origin, Received, findings_on, from_text, receive
from claimgraph.ingest.inference import Inference
from claimgraph.ingest.parsing import error_record, parse_here
from claimgraph.ingest.reading import read_forgetting, read_text
from claimgraph.language import learn_common_words, multiply_by_numpy
from claimgraph.processes import Channel
from claimgraph.records import to_json, to_record

MEMORY = 3_000_000_000
"""Bytes of address space; a language pipeline takes 1 GB of it, most of which is never touched."""


def main(channel: Channel, *, inference: dict[str, Any] | None) -> None:
    """Answer requests until there are no more, after everything else that wants the processor."""
    os.nice(10)
    with open(os.devnull, "wb") as nobody:  # what a library says of what others wrote is for nobody
        for stream in (1, 2):
            os.dup2(nobody.fileno(), stream)
    model = msgspec.convert(inference, Inference | None)
    walls.put_up(MEMORY, 60)
    signal.signal(signal.SIGXCPU, _stop)
    with channel.makefile("rb") as asked, channel.makefile("wb") as answers:
        while line := asked.readline():
            request = msgspec.json.decode(line)
            walls.grant(request["seconds"])
            _answer(request, asked, answers, model)


def _stop(*_: object) -> NoReturn:
    """End what takes more of the processor than was granted."""
    raise LimitError("it takes more time to read than a text of its length may: split it into parts")


@cache
def prepare() -> None:
    """Load all that reading needs, once, and take it out of what the garbage collector goes through: none of it is ever garbage."""
    multiply_by_numpy()
    learn_common_words()
    read_text("The bridge is closed, he said.")
    gc.collect()
    gc.freeze()


def _answer(request: dict[str, Any], asked: IO[bytes], answers: IO[bytes], inference: Inference | None) -> None:
    origin = Origin(*(request[name] for name in ("name", "media_type", "url", "title")))
    try:
        found = _received(asked.read(request["size"]), origin, plain=request["plain"])
    except InputError as error:
        _send(answers, error_record(error))
        return
    length = sum(len(item.document.text) for item in found)
    findings = [to_record(findings_on(item)) for item in found]
    _send(answers, {"documents": [item.document.id for item in found], "findings": findings, "length": length})
    wanted = msgspec.json.decode(asked.readline())
    walls.grant(wanted["seconds"])
    for number in wanted["numbers"]:
        _send_reading(answers, found[number], inference)


def _received(data: bytes, origin: Origin, *, plain: bool) -> list[Received]:
    """What the bytes hold: one text where they are plain."""
    return [Received(from_text(data.decode("utf-8", "surrogatepass"), origin))] if plain else receive(data, origin, parse_here)


def _send_reading(answers: IO[bytes], received: Received, inference: Inference | None) -> None:
    try:
        prepare()
        text = to_json(read_forgetting(received, inference))
    except LimitError as fault:
        error: InputError = fault
    except MemoryError:
        error = LimitError("it needs more memory to read than it may have: split it into parts")
    except Exception as fault:  # noqa: BLE001 — whatever reading it does to us, the next one is read
        error = UnreadableError(f"it cannot be read ({type(fault).__name__}: {fault}): please report this, with the text")
    else:
        answers.write(text.encode() + b"\n")
        answers.flush()
        return
    _send(answers, error_record(error))


def _send(answers: IO[bytes], record: dict[str, Any]) -> None:
    answers.write(msgspec.json.encode(record) + b"\n")
    answers.flush()
