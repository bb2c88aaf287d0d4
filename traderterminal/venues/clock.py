"""The host clock of a practice venue: runs as the machine's, and can be set."""

import asyncio

from traderterminal.kit.clock import NANOSECONDS, Clock, within


class SettableClock:
    """`base`, shifted by what it was advanced; who sleeps on it wakes when it passes his time."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._shift_ns = 0
        self._moved = asyncio.Event()

    def now_ns(self) -> int:
        return self._base.now_ns() + self._shift_ns

    def monotonic_ns(self) -> int:
        return self._base.monotonic_ns() + self._shift_ns

    def advance(self, nanoseconds: int) -> None:
        """Move by so much, also back."""
        self._shift_ns += nanoseconds
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()

    async def sleep(self, seconds: float) -> None:
        due_ns = self.monotonic_ns() + int(seconds * NANOSECONDS)
        while (left := due_ns - self.monotonic_ns()) > 0:
            await within(self._base, left / NANOSECONDS, self._moved.wait())
