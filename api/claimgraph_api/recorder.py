"""The process that compares, stores and derives for a server; it may be killed at any time.

Its standard input is a line of JSON that names the store, and then a line for each question: `number`, `verb`, `values`. An answer is
a line too, with the same number, as soon as it is found. The process ends with its input.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any

from claimgraph.derive import Follower
from claimgraph.errors import ClaimgraphError
from claimgraph.ingest.pipeline import add_reading
from claimgraph.model import Reading
from claimgraph.records import from_json, to_record
from claimgraph.store import Store

AT_ONCE = 16
"""How many questions are worked on at once; the rest waits."""
Verbs = Mapping[str, Callable[..., Any]]


def main() -> None:
    """Answer until there are no more questions, after whatever answers readers."""
    os.nice(10)
    lock = Lock()
    with Store.open(json.loads(sys.stdin.readline())["store"], create=False) as store:
        verbs = verbs_of(store)
        threads = ThreadPoolExecutor(AT_ONCE)
        for line in sys.stdin:
            threads.submit(_answer, verbs, json.loads(line), lock)
        os._exit(0)  # nobody waits for what is still being done


def verbs_of(store: Store) -> Verbs:
    """What the process can be asked."""
    return {"add": partial(_add, store), "follow": partial(_follow, Follower(store))}


def _add(store: Store, *, reading: str, actor: str, collection: str | None) -> dict[str, Any]:
    added: dict[str, Any] = to_record(add_reading(store, from_json(reading, Reading), actor=actor, collection=collection))
    return added


def _follow(follower: Follower, *, seconds: float) -> int:
    return follower.follow(seconds)


def _answer(verbs: Verbs, asked: dict[str, Any], lock: Lock) -> None:
    answer: dict[str, Any] = {"number": asked["number"]}
    try:
        answer["value"] = verbs[asked["verb"]](**asked["values"])
    except Exception as error:  # noqa: BLE001 — whatever it is, it is raised where it was asked
        code = error.code if isinstance(error, ClaimgraphError) else "internal"
        answer["error"] = {"kind": type(error).__name__, "message": str(error), "code": code}
    with lock:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
