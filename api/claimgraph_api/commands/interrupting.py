"""An interrupt by whoever types that is heeded even where the exception that Python makes of it is lost."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


@contextmanager
def heeding_interrupts() -> Iterator[Callable[[], None]]:
    """What raises KeyboardInterrupt once somebody interrupted, to be called where that is safe.

    SIGINT raises it too, as ever; but where it strikes within a finalizer, or within compiled code that can raise nothing, Python drops
    it, and the work would go on to its end. Outside the main thread, which alone gets signals, nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield lambda: None
        return
    interrupted = threading.Event()

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        interrupted.set()
        raise KeyboardInterrupt

    def heed() -> None:
        """Raise what was dropped."""
        if interrupted.is_set():
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, before)
