"""The garbage collector, and when it had better rest."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_resting: list[bool] = []
"""For each of those who let it rest now, in whichever thread, whether it worked when the first of them came."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector rest: of a hundred thousand rows or words it would find none, again and again.

    What is in no cycle is freed at once as ever. It works again when the last of several threads that let it rest is done.
    """
    with _lock:
        _resting.append(_resting[0] if _resting else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            worked = _resting.pop()
            if worked and not _resting:
                gc.enable()
