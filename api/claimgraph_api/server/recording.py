"""The process beside a server that compares, stores, imports, reads again, corrects and derives, as the server talks to it."""

import json
import os
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import count
from threading import Lock, Thread
from typing import Any

from claimgraph import errors
from claimgraph.errors import ClaimgraphError, StoreError
from claimgraph.ingest.rereading import Reread
from claimgraph.model import Judgement, Reading
from claimgraph.processes import Beside
from claimgraph.records import from_json, from_record, to_json, to_record
from claimgraph.store import Added
from claimgraph_api.answers.importing import Order, Tell
from claimgraph_api.answers.judging import Decision, now


class Recorder:
    """One process, started with the first question and anew where it has ended. Safe to use from many threads."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._lock = Lock()
        self._talk: _Talk | None = None
        self._closed = False

    def add(self, reading: Reading, *, actor: str, collection: str | None) -> Added:
        """Have a reading stored with its links to what is known; see `claimgraph.ingest.pipeline.add_reading`."""
        return Added(**self._ask("add", reading=to_json(reading), actor=actor, collection=collection))

    def import_table(self, order: Order, tell: Tell) -> dict[str, Any] | None:
        """Have a file imported; see `claimgraph_api.answers.importing.Importer`."""
        report: dict[str, Any] | None = self._ask("import", tell, order=asdict(order))
        return report

    def stop_import(self, path: str) -> None:
        """Have the import of a file end after the batch that is being stored."""
        self._ask("stop", path=path)

    def reread(self, document: str, *, actor: str, collection: str | None) -> Reread:
        """Have a stored document read again; see `claimgraph.ingest.rereading.reread`."""
        return from_json(self._ask("reread", document=document, actor=actor, collection=collection), Reread)

    def decide(self, decision: Decision, *, collection: str | None) -> tuple[Judgement, int]:
        """Have a correction made, once, however often it is asked; see `claimgraph_api.answers.judging.record_decision`."""
        asked = replace(decision, at=decision.at or now())
        made, seq = self._ask("decide", decision=to_record(asked), collection=collection)
        return from_record(made, Judgement), seq

    def compare(self, first: str, second: str) -> dict[str, Any]:
        """Have two texts compared; see `claimgraph_api.answers.comparing.compare_two`."""
        found: dict[str, Any] = self._ask("compare", first=first, second=second)
        return found

    def follow(self, seconds: float) -> None:
        """Have what is derived follow the journal for at most about so long."""
        self._ask("follow", seconds=seconds)

    def close(self) -> None:
        """End the process; whoever waits for it is told that it ended."""
        with self._lock:
            self._closed = True
            talk, self._talk = self._talk, None
        if talk is not None:
            talk.end()

    def _ask(self, verb: str, tell: Tell | None = None, /, **values: object) -> Any:
        """The answer; asked again where the process ended over it: nothing is added twice, and nothing derived twice."""
        with suppress(_EndedError):
            return self._talking().ask(verb, values, tell)
        try:
            return self._talking().ask(verb, values, tell)
        except _EndedError as error:
            raise StoreError("the process that stores what comes in has ended: send it again, nothing is stored twice") from error

    def _talking(self) -> "_Talk":
        with self._lock:
            if self._closed:
                raise StoreError("the server ends, and stores nothing more")
            if self._talk is None or self._talk.ended:
                self._talk = _Talk(self._location)
            return self._talk


class _EndedError(Exception):
    """The process has ended."""


class _Talk:
    """A running process and the questions that it has not answered yet."""

    def __init__(self, location: str) -> None:
        self._beside = Beside("claimgraph_api.server.recorder", os.environ, location=location)
        self._numbers = count(1)
        self._lock = Lock()
        self._waiting: dict[int, tuple[Future[Any], Tell | None]] = {}
        self.ended = False
        self._listener = Thread(target=self._listen, name="claimgraph-recorder", daemon=True)
        self._listener.start()

    def ask(self, verb: str, values: dict[str, object], tell: Tell | None) -> Any:
        """The answer to one question; what is told before it goes to `tell`, which must not ask anything.

        Raises what the process raised, and _EndedError where it ended first.
        """
        found: Future[Any] = Future()
        number = next(self._numbers)
        line = json.dumps({"number": number, "verb": verb, "values": values}).encode() + b"\n"
        with self._lock:
            if self.ended:
                raise _EndedError
            self._waiting[number] = found, tell
        self._send(line)
        return found.result()

    def end(self) -> None:
        """End the process."""
        self._beside.kill()
        self._listener.join()

    def _send(self, line: bytes) -> None:
        try:
            with self._lock:
                self._beside.channel.sendall(line)
        except OSError as error:
            raise _EndedError from error

    def _listen(self) -> None:
        """Hand each answer to whoever waits for it, until the process ends."""
        with suppress(OSError), self._beside.channel.makefile("rb") as lines:
            for line in lines:
                self._hand(json.loads(line))
        with self._lock:
            self.ended = True
            left = list(self._waiting.values())
            self._waiting.clear()
        for found, _ in left:
            found.set_exception(_EndedError())
        self._beside.close()

    def _hand(self, answer: dict[str, Any]) -> None:
        with self._lock:
            found, tell = self._waiting[answer["number"]] if "told" in answer else self._waiting.pop(answer["number"])
        if "told" in answer:
            if tell is not None:
                tell(answer["told"])
        elif "error" in answer:
            found.set_exception(_error_of(answer["error"]))
        else:
            found.set_result(answer["value"])


def _error_of(told: dict[str, str]) -> Exception:
    kind = getattr(errors, told["kind"], None)
    if isinstance(kind, type) and issubclass(kind, ClaimgraphError):
        return kind(told["message"], code=told["code"])
    return RuntimeError(f"{told['kind']}: {told['message']}")
