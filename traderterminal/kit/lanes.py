"""One at a time per key; who gets out goes before who gets in."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Lane:
    exits: deque[asyncio.Future[None]] = field(default_factory=deque)
    entries: deque[asyncio.Future[None]] = field(default_factory=deque)

    def next(self) -> asyncio.Future[None] | None:
        for waiting in (self.exits, self.entries):
            while waiting:
                turn = waiting.popleft()
                if not turn.done():  # one that was cancelled has left
                    return turn
        return None


class Lanes:
    """Turns, handed out in order of arrival, exits before entries."""

    def __init__(self) -> None:
        self._lanes: dict[Hashable, _Lane] = {}

    @asynccontextmanager
    async def turn(self, key: Hashable, *, is_exit: bool) -> AsyncIterator[None]:
        """Wait until the lane `key` is free, and hold it."""
        lane = self._lanes.get(key)
        if lane is None:
            self._lanes[key] = _Lane()
        else:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            (lane.exits if is_exit else lane.entries).append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():  # ours already: pass it on
                    self._pass_on(key)
                raise
        try:
            yield
        finally:
            self._pass_on(key)

    def busy(self, key: Hashable) -> bool:
        """Say whether somebody holds the lane `key`."""
        return key in self._lanes

    def _pass_on(self, key: Hashable) -> None:
        turn = self._lanes[key].next()
        if turn is None:
            del self._lanes[key]
        else:
            turn.set_result(None)
