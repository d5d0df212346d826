"""The process that compares, stores, imports, reads again, corrects and derives for a server; it may be killed at any time.

On its channel comes a line of JSON for each question: `number`, `verb`, `values`. An answer is a line too, with the same number, as
soon as it is found; before that of an import come lines with `told`, how far it is. The process ends with its channel.
"""

import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any

from claimgraph.derive import Follower
from claimgraph.errors import ClaimgraphError
from claimgraph.forgetting import forget_words
from claimgraph.ingest.pipeline import add_reading
from claimgraph.ingest.rereading import reread
from claimgraph.ingest.waiting import Comparing
from claimgraph.model import Reading
from claimgraph.pairing import waiting
from claimgraph.processes import Channel
from claimgraph.records import from_json, from_record, to_json, to_record
from claimgraph.store import Store
from claimgraph_api.answers.comparing import compare_two
from claimgraph_api.answers.importing import Importer, Order, Tell
from claimgraph_api.answers.judging import Decision, record_decision
from claimgraph_api.server.watching import Watch

AT_ONCE = 24
"""How many questions are worked on at once: 16 texts at most, an import, and what takes less; the rest waits."""
Verbs = Mapping[str, Callable[..., Any]]


def main(channel: Channel, *, location: str) -> None:
    """Answer until there are no more questions, after whatever answers readers."""
    os.nice(10)
    with (
        Store.open(location, create=False) as store,
        Watch(store, forget_words, lambda: None),
        channel.makefile("r", encoding="utf-8") as lines,
    ):
        verbs, tell = verbs_of(store), partial(_send, channel, Lock())
        threads = ThreadPoolExecutor(AT_ONCE)
        for line in lines:
            threads.submit(_answer, verbs, json.loads(line), tell)
        os._exit(0)  # nobody waits for what is still being done


def verbs_of(store: Store) -> Verbs:
    """What the process can be asked."""
    importer, comparing = Importer(store), Comparing(store)
    if waiting(store):
        comparing.start()
    return {
        "add": partial(_add, store, comparing),
        "follow": partial(_follow, Follower(store)),
        "import": partial(_import, importer),
        "stop": partial(_stop, importer),
        "reread": partial(_reread, store),
        "decide": partial(_decide, store),
        "compare": _compare,
    }


def _add(store: Store, comparing: Comparing, _tell: Tell, *, reading: str, actor: str, collection: str | None) -> dict[str, Any]:
    added = add_reading(store, from_json(reading, Reading), actor=actor, collection=collection)
    if added.waiting:
        comparing.start()
    told: dict[str, Any] = to_record(added)
    return told


def _follow(follower: Follower, _tell: Tell, *, seconds: float) -> int:
    return follower.follow(seconds)


def _import(importer: Importer, tell: Tell, *, order: dict[str, Any]) -> dict[str, Any] | None:
    return importer.run(Order(**order), tell)


def _stop(importer: Importer, _tell: Tell, *, path: str) -> None:
    importer.stop(path)


def _reread(store: Store, _tell: Tell, *, document: str, actor: str, collection: str | None) -> str:
    return to_json(reread(_within(store, collection), document, actor=actor))


def _decide(store: Store, _tell: Tell, *, decision: dict[str, Any], collection: str | None) -> tuple[dict[str, Any], int]:
    made, seq = record_decision(_within(store, collection), from_record(decision, Decision))
    return to_record(made), seq


def _within(store: Store, collection: str | None) -> Store:
    return store.within(collection) if collection else store


def _compare(_tell: Tell, *, first: str, second: str) -> dict[str, Any]:
    return compare_two(first, second)


def _answer(verbs: Verbs, asked: dict[str, Any], tell: Tell) -> None:
    number: int = asked["number"]
    answer: dict[str, Any] = {"number": number}
    try:
        answer["value"] = verbs[asked["verb"]](lambda told: tell({"number": number, "told": told}), **asked["values"])
    except Exception as error:  # noqa: BLE001 — whatever it is, it is raised where it was asked
        code = error.code if isinstance(error, ClaimgraphError) else "internal"
        answer["error"] = {"kind": type(error).__name__, "message": str(error), "code": code}
    tell(answer)


def _send(channel: Channel, lock: Lock, answer: dict[str, Any]) -> None:
    line = json.dumps(answer).encode() + b"\n"
    with lock:
        channel.sendall(line)
