"""The guardian: a thread outside the loop that notices when the loop stands still.

The loop is asked for a sign of life several times a second. One that stays away for `NOTICE_S` is
logged with the stack of every thread, which names what held the loop up; after `BLOCK_S` automation
is blocked until the loop has answered again: what it decides on is old by then.
"""

import asyncio
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Final

from traderterminal.kit.clock import NANOSECONDS, Clock

NOTICE_S: Final = 0.3
BLOCK_S: Final = 2.0
#: How often the loop is asked for a sign of life.
ASK_S: Final = 0.05

_log = logging.getLogger(__name__)


class Guardian:
    """Watches one loop from a thread of its own. `stalled` is true while automation must wait.

    `host` is read from that thread; `blocked` and `released` are called on it.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        host: Clock,
        *,
        blocked: Callable[[], object] = lambda: None,
        released: Callable[[], object] = lambda: None,
    ) -> None:
        self._loop = loop
        self._host = host
        self._blocked = blocked
        self._released = released
        self._ending = threading.Event()
        self._asked = False
        self._noticed = False
        self.stalled = False
        self._thread = threading.Thread(target=self._watch, name="guardian", daemon=True)

    def start(self) -> None:
        """Watch from here on."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._ending.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _answer(self) -> None:
        """Give a sign of life, on the loop."""
        self._asked = False

    def _watch(self) -> None:
        asked_ns = self._host.monotonic_ns()
        while not self._ending.wait(ASK_S):
            if self._asked:
                self._look((self._host.monotonic_ns() - asked_ns) / NANOSECONDS)
                continue
            self._recover()
            self._asked, asked_ns = True, self._host.monotonic_ns()
            try:
                self._loop.call_soon_threadsafe(self._answer)
            except RuntimeError:  # the loop has closed
                return

    def _look(self, silent_s: float) -> None:
        if silent_s >= NOTICE_S and not self._noticed:
            self._noticed = True
            _log.warning("the loop has stood still for %.1f s\n%s", silent_s, _stacks())
        if silent_s >= BLOCK_S and not self.stalled:
            self.stalled = True
            _log.error("the loop has stood still for %.1f s: automation is blocked", silent_s)
            self._blocked()

    def _recover(self) -> None:
        """The loop has answered: what was blocked may go on."""
        self._noticed = False
        if self.stalled:
            self.stalled = False
            _log.warning("the loop runs again: automation goes on")
            self._released()


def _stacks() -> str:
    """The stacks of all threads, as of now."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(
        f"{names.get(ident, ident)}:\n{_stack(frame)}"
        for ident, frame in sys._current_frames().items()
    )


def _stack(frame: FrameType) -> str:
    """A stack, the latest call last, by file and line alone.

    The source of each file would be read while the loop waits, and kept in memory for good.
    """
    calls = [
        f'  File "{at.f_code.co_filename}", line {line}, in {at.f_code.co_name}\n'
        for at, line in traceback.walk_stack(frame)
    ]
    return "".join(reversed(calls))
