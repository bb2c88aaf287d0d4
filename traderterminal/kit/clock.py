"""Time as a collaborator: the machine's clock, and one that moves only when it is told to."""

import asyncio
import heapq
import time
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NANOSECONDS = 1_000_000_000


class Clock(Protocol):
    """What time it is, and how to wait.

    `now_ns` counts nanoseconds since 1970 UTC; `monotonic_ns` never jumps and serves intervals.
    """

    def now_ns(self) -> int: ...
    def monotonic_ns(self) -> int: ...
    async def sleep(self, seconds: float) -> None: ...


class HostClock:
    """The machine's clock."""

    def now_ns(self) -> int:
        return time.time_ns()  # noqa: TID251 - the one place that asks the machine

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()  # noqa: TID251 - the one place that asks the machine

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)  # noqa: TID251 - the one place that waits on the machine


class VirtualClock:
    """A clock that stands still until `advance_to` moves it; sleepers wake as it passes them."""

    def __init__(self, now_ns: int = 0) -> None:
        self._now_ns = now_ns
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = 0

    def now_ns(self) -> int:
        return self._now_ns

    def monotonic_ns(self) -> int:
        return self._now_ns

    @property
    def next_due_ns(self) -> int | None:
        """When the first sleeper is to wake; None while nobody sleeps."""
        return self._sleepers[0][0] if self._sleepers else None

    def advance_to(self, now_ns: int) -> None:
        """Move to `now_ns` (never back) and wake who waited for a time up to it."""
        self._now_ns = max(self._now_ns, now_ns)
        while self._sleepers and self._sleepers[0][0] <= self._now_ns:
            _, _, sleeper = heapq.heappop(self._sleepers)
            if not sleeper.done():
                sleeper.set_result(None)

    def reset_to(self, now_ns: int) -> None:
        """Set the time, also backwards: a recording that starts again."""
        self._now_ns = now_ns

    async def sleep(self, seconds: float) -> None:
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._order += 1
        due = self._now_ns + int(seconds * NANOSECONDS)
        heapq.heappush(self._sleepers, (due, self._order, sleeper))
        await sleeper


def to_datetime(at_ns: int) -> datetime:
    """Return `at_ns` as an aware UTC datetime, to the microsecond below."""
    return _EPOCH + timedelta(microseconds=at_ns // 1000)


def to_ns(moment: datetime) -> int:
    """Return an aware datetime as nanoseconds since 1970 UTC, exactly."""
    delta = moment - _EPOCH
    return ((delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds) * 1000


def iso(at_ns: int) -> str:
    """Return `at_ns` as ISO 8601 with microseconds and `Z`."""
    return to_datetime(at_ns).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse_iso(text: str) -> int:
    """Return the nanoseconds of an ISO 8601 moment; without an offset it is taken as UTC.

    Raises ValueError when `text` is not a moment.
    """
    moment = datetime.fromisoformat(text)
    return to_ns(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


async def within(clock: Clock, seconds: float, work: Coroutine[object, object, object]) -> bool:
    """Run `work` for at most `seconds` of `clock`; False when it had to be given up."""
    loop = asyncio.get_running_loop()
    working, waiting = loop.create_task(work), loop.create_task(clock.sleep(seconds))
    try:
        await asyncio.wait((working, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            return False
        working.result()
        return True
    finally:
        for task in (working, waiting):
            task.cancel()
        await asyncio.gather(working, waiting, return_exceptions=True)
