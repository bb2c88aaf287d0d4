"""A loop that tells when it has nothing left to do: so that made-up time moves only then."""

import asyncio
import selectors


class _Selector(selectors.DefaultSelector):
    """Asked for a wait by a loop with nothing left to do; then wakes who waits for that instead."""

    def __init__(self) -> None:
        super().__init__()
        self.waiter: asyncio.Future[None] | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        waiter = self.waiter
        if waiter is None or (timeout is not None and timeout <= 0):
            return super().select(timeout)
        self.waiter = None
        if not waiter.done():
            waiter.set_result(None)
        return []


class IdleLoop(asyncio.SelectorEventLoop):
    """An event loop for work in virtual time, of which one task at a time may ask `idle`.

    Nothing in it may wait for a thread or a socket: that looks idle.
    """

    def __init__(self) -> None:
        self._idle = _Selector()
        super().__init__(self._idle)

    async def idle(self) -> None:
        """Return once everything that can run has run, and all else sleeps."""
        self._idle.waiter = self.create_future()
        await self._idle.waiter
