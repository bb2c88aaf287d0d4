"""Practice venues that are led through the recording that the engine replays."""

from collections.abc import Awaitable, Callable
from typing import Final

from traderterminal.kit.clock import Clock
from traderterminal.market.replay import ReplaySource

#: How often they are led on while the recording plays, host time.
LEAD_S: Final = 0.1

#: Leads the venues that play a recording to a market time; says whether there are any.
MoveVenues = Callable[[int], Awaitable[bool]]


class VenueLead:
    """Leads the venues by `move` to where `source` stands."""

    def __init__(self, source: ReplaySource, move: MoveVenues) -> None:
        self._source = source
        self._move = move
        self._reached_ns = 0

    @property
    def reached_ns(self) -> int:
        """How far the venues are, in market time: they never go back; 0 where there are none."""
        return self._reached_ns

    async def catch_up(self) -> None:
        """Lead the venues to where the recording stands."""
        now_ns = self._source.clock.now_ns()
        if await self._move(now_ns):
            self._reached_ns = max(self._reached_ns, now_ns)

    async def lead_on(self, host: Clock) -> None:
        """Lead the venues on whenever the recording has moved, until cancelled."""
        led_ns = -1
        while True:
            if self._source.clock.now_ns() != led_ns:
                led_ns = self._source.clock.now_ns()
                await self.catch_up()
            await host.sleep(LEAD_S)
