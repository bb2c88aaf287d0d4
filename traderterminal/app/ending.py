"""How the program ends: when the system asks it to, and in time."""

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, Self

#: What tidying up may take, all in all.
SHUTDOWN_SECONDS: Final = 5.0
TOO_LATE: Final = 1

_log = logging.getLogger("traderterminal.app")


class Deadline:
    """Ends the process with exit code 1 when it is not left in time after `start`.

    It waits on a thread of its own: neither a blocked loop nor a stuck worker thread can hold it
    up. The ledger is safe at any moment.
    """

    def __init__(self, seconds: float = SHUTDOWN_SECONDS) -> None:
        self._seconds = seconds
        self._left = threading.Event()
        self._started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()

    def start(self) -> None:
        """Start counting; further calls change nothing."""
        if not self._started:
            self._started = True
            threading.Thread(target=self._watch, name="shutdown deadline", daemon=True).start()

    def _watch(self) -> None:
        if not self._left.wait(self._seconds):
            _log.critical(
                "closing took longer than %g s and was cut off; every order and fill is in the"
                " ledger, and the next start goes on from there",
                self._seconds,
            )
            os._exit(TOO_LATE)


@contextmanager
def signals_go_to(end: Callable[[], object]) -> Iterator[None]:
    """Have SIGINT and SIGTERM call `end` while the block runs; only in the main thread."""

    def handle(number: int, frame: FrameType | None) -> None:
        end()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
