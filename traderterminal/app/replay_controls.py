"""A recording that is replayed, moved by API and window: each move is durable once it is done."""

from traderterminal.app.engine import Engine
from traderterminal.app.replay import Replay
from traderterminal.kit.frozen import frozen
from traderterminal.market.replay import ReplayStatus


@frozen
class ReplayControls:
    """Moves the replay of an engine; implements the ports of gateway and window."""

    engine: Engine
    replay: Replay

    @property
    def status(self) -> ReplayStatus:
        return self.replay.source.status

    @property
    def speed(self) -> float:
        return self.replay.source.speed

    @property
    def approximate(self) -> bool:
        return self.replay.source.approximate

    @property
    def symbol(self) -> str:
        return self.replay.source.symbols()[0]

    @property
    def first_ns(self) -> int:
        return self.replay.source.first_ns

    @property
    def last_ns(self) -> int:
        return self.replay.source.last_ns

    @property
    def next_ns(self) -> int | None:
        return self.replay.source.next_ns()

    def last_booked_ns(self) -> int:
        """Return when something was last booked on the recording; 0 where nothing was."""
        return self.engine.last_booked_ns()

    async def play(self, speed: float | None = None) -> None:
        """Go on, `speed` times as fast as it was where that is given; raises ValueError."""
        if speed is not None:
            self.replay.source.set_speed(speed)
        self.replay.source.play()
        await self.replay.arrive()

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast as it was, from now on or once it plays."""
        self.replay.source.set_speed(speed)

    async def pause(self) -> None:
        """Let market time stand still."""
        await self.replay.source.pause()
        await self.replay.arrive()

    async def step(self, seconds: float | None = None) -> None:
        """Pause, then play so much of market time, or one row."""
        await self.replay.source.step(seconds)
        await self.replay.arrive()

    async def seek(self, until_ns: int) -> None:
        """Play up to a moment, or wind back to it; raises WouldRewind."""
        await self.replay.source.seek(until_ns, self.engine.last_booked_ns())
        await self.replay.arrive()

    async def begin_anew(self, until_ns: int) -> None:
        """Wind back to a moment as if nothing had been traded on the recording.

        Every paper account starts anew with its first cash. Raises OrderRefused where an order
        cannot be taken out of the market.
        """
        if self.engine.desk.live_orders(""):
            self.replay.source.play()  # with a latency, what leaves the market needs its time to
        try:
            for account in self.engine.desk.accounts.values():
                if account.mode.fills_here:
                    await self.engine.desk.reset(account.account, account.starting_cash)
        finally:
            await self.pause()
        await self.seek(until_ns)
