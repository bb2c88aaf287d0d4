"""A broker's budget of calls, shared so that who wants out never waits for who wants to look.

Brokers count calls in a rolling window. Each priority may use the window up to its share, the way
out all of it: so what is more urgent goes first, and a flood of questions leaves room for cancels.
Intervals are host time.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from traderterminal.domain.errors import NotSent
from traderterminal.kit.clock import NANOSECONDS, Clock
from traderterminal.kit.frozen import frozen


class Priority(IntEnum):
    """Why something is sent. `CANCEL` is every way out: cancels, and orders that close."""

    CANCEL = 0
    ORDER = 1
    QUERY = 2
    DATA = 3


#: How much of the window each may fill, in percent: three tenths are kept for the way out.
SHARES: Final[Mapping[Priority, int]] = MappingProxyType(
    {Priority.CANCEL: 100, Priority.ORDER: 70, Priority.QUERY: 55, Priority.DATA: 40}
)
#: How long each waits for its turn, in seconds. An order that waits meets another market than it
#: was meant for.
PATIENCE_S: Final[Mapping[Priority, float]] = MappingProxyType(
    {Priority.CANCEL: 10.0, Priority.ORDER: 1.0, Priority.QUERY: 10.0, Priority.DATA: 90.0}
)
#: What is added to the window: who counts at its edge may count differently.
MARGIN_S: Final = 0.001


class NoTurn(Exception):
    """The budget leaves no room for a call in time."""


@frozen
class Budget:
    """So many calls in any so many seconds."""

    calls: int
    seconds: float

    def share(self, priority: Priority) -> int:
        """How many calls of the window a priority may fill; at least one."""
        return max(1, self.calls * SHARES[priority] // 100)


class RateLimit:
    """Turns under one budget.

    A call counts from its start until the window has passed since its end: the broker counted it
    somewhere in between.
    """

    def __init__(self, budget: Budget, clock: Clock) -> None:
        self._budget = budget
        self._window_ns = int((budget.seconds + MARGIN_S) * NANOSECONDS)
        self._clock = clock
        self._open = 0  # calls under way
        self._ended_ns: deque[int] = deque()
        self._silent_until_ns = 0
        self._lanes = {priority: asyncio.Lock() for priority in Priority}

    @property
    def used(self) -> int:
        """How many calls the window holds now."""
        now = self._clock.monotonic_ns()
        while self._ended_ns and self._ended_ns[0] + self._window_ns <= now:
            self._ended_ns.popleft()
        return self._open + len(self._ended_ns)

    def rest(self, seconds: float) -> None:
        """Let nothing at all leave for so long: the broker has said so."""
        until_ns = self._clock.monotonic_ns() + int(seconds * NANOSECONDS)
        self._silent_until_ns = max(self._silent_until_ns, until_ns)

    @asynccontextmanager
    async def turn(self, priority: Priority) -> AsyncIterator[None]:
        """Wait for a turn and hold it while the call lasts; raises NoTurn when there is none.

        A call that raises NotSent has not been counted by anybody.
        """
        give_up_ns = self._clock.monotonic_ns() + int(PATIENCE_S[priority] * NANOSECONDS)
        async with self._lanes[priority]:  # first come, first served
            while (due_ns := self._due_ns(priority)) is not None:
                if due_ns > give_up_ns:
                    raise NoTurn(f"{self._budget.calls} calls in {self._budget.seconds:g} s")
                await self._clock.sleep((due_ns - self._clock.monotonic_ns()) / NANOSECONDS)
            self._open += 1
        counts = True
        try:
            yield
        except NotSent:
            counts = False
            raise
        finally:
            self._open -= 1
            if counts:
                self._ended_ns.append(self._clock.monotonic_ns())

    def _due_ns(self, priority: Priority) -> int | None:
        """When it is worth looking again; None when the call may leave now."""
        now = self._clock.monotonic_ns()
        if now < self._silent_until_ns:
            return self._silent_until_ns
        surplus = self.used - self._budget.share(priority)
        if surplus < 0:
            return None
        # Of calls under way nothing is known but that each will count for a window yet.
        leaves_ns = self._ended_ns[surplus] if surplus < len(self._ended_ns) else now
        return leaves_ns + self._window_ns
